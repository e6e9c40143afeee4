"""A busy year of selling, exported and brought into a new book: debts, their age, every story and every part paid say the same."""

import csv
import shutil
from datetime import date

import pytest

from coopbooks.books import credit_notes, customers, receipts, sales_lists
from coopbooks.books.book import Book
from coopbooks.cli.main import run
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.customers import AddCustomer, ChangeCustomer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.trade_papers import DeliveredLine, EndTradePaper, MakeDeliveryNote, MakeQuotation
from coopbooks.coop.write_offs import WriteOff
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import printing, sales, trade_papers
from coopbooks.services.checking import check_book
from coopbooks.services.imports.kinds import KINDS
from coopbooks.services.imports.run import RowFaulty, import_file
from tests.support.trade import TODAY, Trade, new_trade

DAYS = (date(2025, 3, 31), date(2025, 5, 31), date(2025, 7, 31), date(2025, 10, 31), TODAY)


def day(month: int, on: int = 1) -> date:
    return date(2025, month, on)


def line(kip: int, quantity: int = 10_000, vat: str = "10") -> InvoiceLine:
    return InvoiceLine(None, "ກາເຟ, =1+1", "A", quantity, "kg", Kip(kip), vat)


@pytest.fixture
def busy(tmp_path):
    """Invoices with and without VAT and in dollars, parts ticked, money on account used and left, goods back, a debt given up."""
    folder = tmp_path / "old"
    folder.mkdir()
    coop = new_trade(folder)
    coop.begin_with()
    one, two, three = (coop.customer[number] for number in ("C01", "C02", "C03"))
    book = coop.book
    sales.change_customer(book, ChangeCustomer(two, AddCustomer("C02", "ຮ້ານກາເຟ", "", 14, None, None, "ນາງ ແກ້ວ", "ປາກເຊ", "12-3", "en")))
    trade_papers.make_quotation(book, MakeQuotation(two, day(1), (line(90_000), line(5_000, 1_500, "")), day(2), "ລາຄາຮອດສາງ"))
    for who, on, lines, more in (
            (one, day(2), (line(100_001),), {}), (one, day(3), (line(200_000), line(70_007, 1_333, "")), {"customer_ref": "PO-1"}),
            (two, day(4), (line(50_000),), {}), (three, day(5), (line(30_000),), {"paid_into": "cash"}),
            (one, day(6), (InvoiceLine(None, "ສົ່ງອອກ", "", 1_000, "", Kip(21_000_000)),),
             {"currency": "USD", "foreign_cents": 100_000, "rate": "21000"}), (two, day(9), (line(60_000),), {"note": "ຂອບໃຈ"})):
        sales.issue_invoice(book, IssueInvoice(who, on, lines, **more))
    invoice = {number: coop.paper_id("invoice", number) for number in ("IV-0001", "IV-0002", "IV-0003", "IV-0006")}
    sales.take_receipt(book, TakeReceipt(one, day(3, 5), Kip(1_500_000), "bank", parts=(ReceiptPart(invoice["IV-0002"], Kip(900_000)),)))
    sales.take_receipt(book, TakeReceipt(two, day(4, 9), Kip(700_000), "cash"))
    sales.take_receipt(book, TakeReceipt(one, day(7), Kip(8_600_000), "bank", "IV-0005", foreign_cents=40_000))
    sales.credit_invoice(book, CreditInvoice(invoice["IV-0002"], day(7, 5), (CreditLine(0, 2_000), CreditLine(1, 333)), "ຊຸ່ມ"))
    sales.credit_invoice(book, CreditInvoice(invoice["IV-0003"], day(7, 6), (CreditLine(0, 0, Kip(10_000)),), "ແພງເກີນ", "cash"))
    sales.use_money_on_account(book, UseMoneyOnAccount(one, day(8), Kip(250_000), "IV-0001", note="ຕາມສັນຍາ"))
    sales.write_off(book, WriteOff(invoice["IV-0001"], day(8, 9), Kip(100_000), "ໜີ", "Noy"))
    sales.take_receipt(book, TakeReceipt(two, day(10), Kip(40_000), "cash", stays_on_account=True))
    undone = TakeReceipt(two, day(10, 2), Kip(5_000), "cash")
    sales.take_receipt(book, undone)
    coop.reverse("receipt", "RV-0005", day(10, 3))
    trade_papers.make_delivery_note(book, MakeDeliveryNote(invoice["IV-0002"], day(3, 2), (DeliveredLine(0, 4_000),), "ລົດ"))
    trade_papers.end_trade_paper(book, EndTradePaper(2, day(3, 3), "ກັບມາ"))
    yield coop
    book.close()


@pytest.fixture
def again(busy, tmp_path):
    """The same year in a new book, from the files of the old one."""
    out = tmp_path / "all"
    assert run(["export", str(busy.book.path), "--format", "csv", "--out", str(out)]) == 0
    folder = tmp_path / "new"
    folder.mkdir()
    coop = new_trade(folder)
    sales.change_customer(coop.book, ChangeCustomer(coop.customer["C02"], AddCustomer(
        "C02", "ຮ້ານກາເຟ", "", 14, None, None, "ນາງ ແກ້ວ", "ປາກເຊ", "12-3", "en")))
    for kind in KINDS:
        if kind not in ("members", "shares"):
            import_file(coop.book, kind, out / f"{kind}.csv")
    yield coop
    coop.book.close()


def said(coop: Trade) -> dict[str, object]:
    """Everything the sales ledger says."""
    with coop.reading() as tx:
        papers = tx.all("SELECT kind, number, doc_date, total_kip, box, due_on, note FROM document AS d WHERE kind IN "
                        "('invoice', 'receipt', 'credit-note', 'write-off', 'journal') AND NOT EXISTS "
                        "(SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) ORDER BY kind, number")
        invoices = [(number, coop.paper_id_in(tx, "invoice", number)) for kind, number, *_rest in papers if kind == "invoice"]
        return {
            "papers": papers,
            "foreign": tx.all("SELECT d.number, customer_ref, currency, foreign_cents, rate FROM invoice_extra JOIN document AS d "
                              "USING (document_id) WHERE currency <> '' OR customer_ref <> '' ORDER BY 1"),
            "gains": tx.all("SELECT d.number, foreign_cents, gain_kip FROM receipt_extra JOIN document AS d USING (document_id) ORDER BY 1"),
            "parts": {number: sorted((one.number, one.kind, one.amount_kip) for one in receipts.followers(tx, key) if not one.is_void)
                      for number, key in invoices},
            "left": {number: [(one.left_milli, one.left_net_kip, one.left_vat_kip) for one in credit_notes.creditable(tx, key)]
                     for number, key in invoices},
            "rest": sorted((one.number, one.rest_kip) for one in sales_lists.listed_receipts(tx) if not one.is_void),
            "on account": {number: [customers.on_account_kip(tx, key, on) for on in DAYS] for number, key in coop.customer.items()}}


def test_the_sales_ledger_says_the_same_after_coming_through_its_files(busy, again):
    before, after = said(busy), said(again)
    for what, expected in before.items():
        assert after[what] == expected, what
    assert [row[0] for row in before["papers"]].count("credit-note") == 2


@pytest.mark.parametrize("as_of", DAYS)
def test_debts_are_as_old_as_they_were(busy, again, as_of):
    old, new = (printing.receivables(coop.book, as_of).to_json() for coop in (busy, again))
    assert new == old
    assert old["total_kip"] > 0


def test_the_trial_balance_and_every_check_agree(busy, again):
    old, new = (printing.trial_balance(coop.book, TODAY).to_json() for coop in (busy, again))
    assert new == old
    paths = [coop.book.path for coop in (busy, again)]
    for coop in (busy, again):
        coop.book.close()
    assert [check_book(path) for path in paths] == [[], []]


def test_the_same_files_once_more_add_nothing(again, tmp_path):
    head = again.book.head_code()
    for kind in ("customers", "sales", "receipts", "credit_notes", "write_offs", "allocations"):
        assert import_file(again.book, kind, tmp_path / "all" / f"{kind}.csv").added_count == 0
    assert again.book.head_code() == head


def test_quotations_and_delivery_notes_are_listed_line_by_line(busy, tmp_path):
    out = tmp_path / "listed"
    assert run(["export", str(busy.book.path), "--format", "csv", "--out", str(out)]) == 0
    told = {name: list(csv.DictReader((out / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()))
            for name in ("quotations", "delivery_notes")}
    assert [(row["quotation"], row["line"], row["quantity"], row["price_kip"], row["valid_until"]) for row in told["quotations"]] == [
        ("QT-0001", "1", "10", "90000", "2025-02-01"), ("QT-0001", "2", "1.5", "5000", "2025-02-01")]
    assert [(row["delivery_note"], row["invoice"], row["quantity"], row["withdrawn_on"]) for row in told["delivery_notes"]] == [
        ("DN-0001", "IV-0002", "4", "2025-03-03")]


BAD = {
    "receipts": ("receipt,on,customer,amount_kip,into,parts\nR1,2025-11-01,C01,500,cash,IV-0001=x", "parts", "is not a number"),
    "credit_notes": ("credit_note,on,invoice,line,quantity,reason\nK1,2025-11-01,IV-0001,1,999,ຊຸ່ມ", "quantity", "left of this line"),
    "write_offs": ("write_off,on,invoice,amount_kip,reason,approved_by\nW1,2025-11-01,IV-9999,5,x,Noy", "invoice", "There is no"),
    "allocations": ("entry,on,customer,amount_kip,invoice\nA1,2025-11-01,C01,900000000,IV-0001", "amount_kip", "open on invoice"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_faulty_row_is_told_at_its_column_and_nothing_is_taken(busy, tmp_path, kind):
    from coopbooks.i18n.catalogue import say

    text, column, told = BAD[kind]
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    copied = shutil.copy(busy.book.path, tmp_path / "copy.coop")
    with Book.open(copied, user_name="Noy") as book:
        head = book.head_code()
        with pytest.raises(Refused) as caught:
            import_file(book, kind, path)
        broken = caught.value.broken[0]
        assert isinstance(broken, RowFaulty)
        assert broken.fault.column == column
        assert told in say(broken, "en")
        assert book.head_code() == head
