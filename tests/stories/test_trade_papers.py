"""Papers that post nothing, numbers that are missing, and drafts: on a real file."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.coop import trade_papers as rules
from coopbooks.coop.drafts import DropDraft, KeepDraft
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.numbering import ExplainNumber
from coopbooks.coop.trade_papers import DeliveredLine, EndTradePaper, MakeDeliveryNote, MakeQuotation
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import drafts, numbering, sales, trade_papers
from coopbooks.services.checking import check_book
from coopbooks.services.deeds import DEEDS, read_order
from tests.support import meddling
from tests.support.trade import TODAY, Trade, new_trade

ON = date(2025, 3, 10)
BEANS = InvoiceLine(None, "ກາເຟສານ", "A", 10_000, "kg", Kip(90_000))


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def sell(coop: Trade, customer: str = "C02", **other: object) -> int:
    sales.issue_invoice(coop.book, IssueInvoice(coop.customer[customer], ON, (BEANS,), **other))
    with coop.reading() as tx:
        return int(tx.one("SELECT max(document_id) FROM document")[0])


def quote(coop: Trade, customer: str = "C02", **other: object) -> int:
    trade_papers.make_quotation(coop.book, MakeQuotation(coop.customer[customer], ON, (BEANS,), **other))
    return trade_papers.papers(coop.book, "quotation")[0].paper_id


def why(do: object, *args: object) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        do(*args)  # type: ignore[operator]
    return [(type(one).__name__, one.field) for one in refusal.value.broken]


def test_a_quotation_posts_nothing_and_becomes_one_invoice(coop):
    before = coop.journal_text()
    quotation = quote(coop, valid_until=date(2025, 4, 10))
    assert coop.journal_text() == before
    (paper,) = trade_papers.papers(coop.book, "quotation")
    assert (paper.number, paper.total_kip, paper.state(date(2025, 4, 10)), paper.state(date(2025, 4, 11))) == ("QT-0001", 900_000, "open", "expired")
    sell(coop, quotation_id=quotation)
    (paper,) = trade_papers.papers(coop.book, "quotation")
    assert (paper.invoice, paper.state(TODAY)) == ("IV-0001", "invoiced")
    with pytest.raises(Refused) as refusal:
        sell(coop, quotation_id=quotation)
    assert refusal.value.broken == (rules.QuotationTakenUp(number="QT-0001", invoice="IV-0001"),)
    assert why(trade_papers.end_trade_paper, coop.book, EndTradePaper(quotation, ON, "x")) == [("QuotationTakenUp", "trade_paper_id")]
    coop.reverse("invoice", "IV-0001", ON)
    sell(coop, quotation_id=quotation)


def test_a_quotation_is_for_its_customer_and_ends_with_a_reason(coop):
    quotation = quote(coop)
    with pytest.raises(Refused) as refusal:
        sell(coop, "C03", quotation_id=quotation)
    assert [(type(one), one.field) for one in refusal.value.broken] == [(rules.QuotationOfAnother, "quotation_id")]
    assert why(trade_papers.end_trade_paper, coop.book, EndTradePaper(quotation, date(2025, 3, 9), " ")) == [
        ("EndReasonMissing", "reason"), ("EndedBeforePaper", "on")]
    trade_papers.end_trade_paper(coop.book, EndTradePaper(quotation, ON, "ລູກຄ້າບໍ່ເອົາ"))
    assert why(trade_papers.end_trade_paper, coop.book, EndTradePaper(quotation, ON, "again")) == [("PaperEnded", "trade_paper_id")]
    assert why(trade_papers.end_trade_paper, coop.book, EndTradePaper(99, ON, "x")) == [("PaperUnknown", "trade_paper_id")]
    with pytest.raises(Refused):
        sell(coop, quotation_id=quotation)
    assert why(trade_papers.make_quotation, coop.book, MakeQuotation(coop.customer["C02"], ON, (), date(2025, 3, 9))) == [
        ("LinesMissing", "lines"), ("ValidBeforeQuotation", "valid_until")]


def test_goods_leave_for_an_invoice_until_it_is_all_delivered(coop):
    invoice = sell(coop)
    send = trade_papers.make_delivery_note
    send(coop.book, MakeDeliveryNote(invoice, ON, (DeliveredLine(0, 6_000),), "ລົດ ບກ 1234"))
    assert why(send, coop.book, MakeDeliveryNote(invoice, ON, (DeliveredLine(0, 4_001),))) == [("MoreThanIsLeft", "lines.0.quantity_milli")]
    assert why(send, coop.book, MakeDeliveryNote(invoice, ON, (DeliveredLine(0, 3_000), DeliveredLine(0, 2_000)))) == [
        ("MoreThanIsLeft", "lines.1.quantity_milli")]
    assert why(send, coop.book, MakeDeliveryNote(invoice, date(2025, 3, 9), (DeliveredLine(1, 1), DeliveredLine(0, 0)))) == [
        ("GoodsBeforeInvoice", "on"), ("NoLineThere", "lines.0.place"), ("NothingDelivered", "lines.1.quantity_milli")]
    (note,) = trade_papers.papers(coop.book, "delivery-note")
    trade_papers.end_trade_paper(coop.book, EndTradePaper(note.paper_id, ON, "ກັບຄືນ"))
    send(coop.book, MakeDeliveryNote(invoice, ON, (DeliveredLine(0, 10_000),)))
    last, first = trade_papers.papers(coop.book, "delivery-note")
    assert (first.number, first.state(TODAY), last.number, last.lines[0].quantity_milli, last.invoice) == (
        "DN-0001", "withdrawn", "DN-0002", 10_000, "IV-0001")
    coop.reverse("invoice", "IV-0001", ON)
    assert why(send, coop.book, MakeDeliveryNote(invoice, ON, (DeliveredLine(0, 1),))) == [("GoodsOfReversedInvoice", "document_id")]
    assert check_book(coop.book.path) == []


# --- numbers ---------------------------------------------------------------------------------------------------------------
def test_numbers_from_outside_may_have_gaps_and_each_can_be_explained(coop):
    for number in ("ກ-7", "ກ-9", "ກ-10", "IV-0001"):
        sell(coop, number=number)
    sell(coop)
    coop.reverse("invoice", "IV-0002", TODAY)
    ours, theirs = (one for one in numbering.all_series(coop.book) if one.kind == "invoice")
    assert (ours.first, ours.last, ours.count, ours.void_count, ours.is_ours, ours.missing) == ("IV-0001", "IV-0002", 2, 1, True, ())
    assert (theirs.first, theirs.last, theirs.is_ours, [(one.number, one.is_ours) for one in theirs.missing]) == (
        "ກ-7", "ກ-10", False, [("ກ-8", False)])
    assert check_book(coop.book.path) == []
    word = ExplainNumber("invoice", 2025, "ກ-8", "ໃບເປື້ອນ", "Noy")
    assert why(numbering.explain_number, coop.book, ExplainNumber("invoice", 2025, "ກ-9", "", " ")) == [
        ("NotMissing", "number"), ("ExplanationMissing", "explanation"), ("SignerMissing", "signed_by")]
    numbering.explain_number(coop.book, word)
    numbering.explain_number(coop.book, ExplainNumber("invoice", 2025, "ກ-8", "ໃບເສຍ ຢູ່ໃນແຟ້ມ", "Khamla"))
    (missing,) = numbering.prepare_explanation(coop.book)
    assert (missing.explanation, missing.signed_by, missing.explained_on) == ("ໃບເສຍ ຢູ່ໃນແຟ້ມ", "Khamla", TODAY)


def test_a_gap_in_our_own_numbers_is_a_finding_until_somebody_answers_for_it(coop):
    for _ in range(3):
        sell(coop)
    path = coop.book.path
    coop.book.close()
    meddling.run_unguarded(path, *(f"DELETE FROM {table} WHERE document_id IN (SELECT document_id FROM document WHERE number < 'IV-0003' "
                                   "AND kind = 'invoice')" for table in ("invoice_line", "document")))
    meddling.forge_chain(path)
    assert [finding.facts["numbers"] for finding in check_book(path, only=("numbers",))] == [["IV-0001", "IV-0002"]]
    with Book.open(path) as book:
        assert [(one.number, one.is_ours) for one in numbering.prepare_explanation(book)] == [("IV-0001", True), ("IV-0002", True)]
        for number in ("IV-0001", "IV-0002"):
            numbering.explain_number(book, ExplainNumber("invoice", 2025, number, "ໄຟໄໝ້", "Noy"))
    assert check_book(path, only=("numbers",)) == []


# --- drafts -----------------------------------------------------------------------------------------------------------------
def test_a_draft_is_kept_changed_thrown_away_and_leaves_no_trace(coop):
    before = coop.book.head_code()
    drafts.keep_draft(coop.book, KeepDraft("form-1", "invoice", '{"customer": 2}'))
    drafts.keep_draft(coop.book, KeepDraft("form-1", "invoice", '{"customer": 3}'))
    drafts.keep_draft(coop.book, KeepDraft("form-2", "quotation", "{}"))
    assert [(one.draft_key, one.content, one.user_name) for one in drafts.all_drafts(coop.book, "invoice")] == [
        ("form-1", '{"customer": 3}', "Noy")]
    path = coop.book.path
    coop.book.close()
    assert check_book(path) == []
    with Book.open(path) as book:
        assert len(drafts.all_drafts(book)) == 2
        drafts.drop_draft(book, DropDraft("form-1"))
        drafts.drop_draft(book, DropDraft("form-1"))
        assert [one.draft_key for one in drafts.all_drafts(book)] == ["form-2"]
        assert book.head_code() == before
        assert why(drafts.keep_draft, book, KeepDraft("", "invoice", "{")) == [("DraftKeyMissing", "draft_key"), ("DraftUnreadable", "content")]
        assert why(drafts.keep_draft, book, KeepDraft("k", "invoice", '"' + "x" * 100_000 + '"')) == [("DraftTooLong", "content")]


# --- headless ------------------------------------------------------------------------------------------------------------------
def test_every_deed_of_the_sales_ledger_is_done_from_a_json_file(coop, tmp_path):
    def do(name: str, **order: object) -> None:
        with coop.reading() as tx:
            made = read_order(tx, name, json.loads(json.dumps(order)), tmp_path)
        DEEDS[name](coop.book, made)

    line = {"product_id": None, "description": "beans", "grade": "", "quantity_milli": 10_000, "unit": "kg", "price_kip": 90_000}
    do("make-quotation", customer="C02", on="2025-03-10", lines=[line])
    do("issue-invoice", customer="C02", on="2025-03-10", lines=[line], quotation="QT-0001", paid_now_kip=100_000, paid_now_into="cash")
    do("make-delivery-note", paper="IV-0001", on="2025-03-10", lines=[{"place": 0, "quantity_milli": 5_000}])
    do("end-trade-paper", trade_paper="DN-0001", on="2025-03-11", reason="rain")
    do("take-receipt", customer="C02", on="2025-03-12", amount_kip=200_000, into="bank", parts=[{"paper": "IV-0001", "amount_kip": 150_000}])
    do("use-money-on-account", customer="C02", on="2025-03-12", amount_kip=50_000, invoice_number="IV-0001")
    do("credit-invoice", paper="IV-0001", on="2025-03-12", lines=[{"place": 0, "quantity_milli": 1_000}], reason="wet")
    do("write-off", paper="IV-0001", on="2025-03-13", amount_kip=10_000, reason="gone", approved_by="Noy")
    do("change-customer", customer="C02", details={"number": "C02", "name": "Café", "contact": "Keo"})
    do("decide-vat", since="2025-06-01", rate="", basis="letter")
    do("issue-invoice", customer="C02", on="2025-03-10", lines=[line], number="X-1")
    do("issue-invoice", customer="C02", on="2025-03-10", lines=[line], number="X-3")
    do("explain-number", kind="invoice", year=2025, number="X-2", explanation="torn", signed_by="Noy")
    do("keep-draft", draft_key="k", kind="invoice", content="{}")
    do("drop-draft", draft_key="k")
    with coop.reading() as tx:
        from coopbooks.books import customers

        assert next((item.number, item.open_kip) for item in customers.open_items(tx, coop.customer["C02"])) == ("IV-0001", 500_000)
    assert check_book(coop.book.path) == []
