"""Papers of shares on a real file: the register, its movements, the certificate as it was given out, ended and replaced."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pypdfium2
import pytest
from openpyxl import load_workbook

from coopbooks.books import members as member_store
from coopbooks.coop.certificates import EndCertificate, IssueCertificate
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.parts import Label
from coopbooks.reports import catalogue
from coopbooks.reports import certificate as certificate_page
from coopbooks.reports.certificate import in_words
from coopbooks.services import certificates, issuing, members, share_papers, shares
from coopbooks.services.paper_makers import Asked
from tests.support.trade import new_trade

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def coop(tmp_path):
    trade = new_trade(tmp_path, date(2025, 3, 1))
    trade.begin_with()
    with trade.book:
        _do(trade, "1", "subscribe", date(2025, 2, 1), 10, 950_000)
        _do(trade, "1", "transfer", date(2025, 2, 10), 3, to_member_id=trade.member["2"], numbers="2-4")
        certificates.issue_certificate(trade.book, IssueCertificate(trade.member["1"], date(2025, 2, 11)))
        yield trade


def _do(trade, number, kind, on, count=0, paid=0, **rest):
    shares.record_share_order(trade.book, ShareOrder(trade.member[number], kind, on, count, Kip(paid), **rest))


def _later(trade, day):
    trade.book._clock = lambda: datetime.combine(day, time(9), UTC)


def _text(content):
    (page,) = pypdfium2.PdfDocument(content)
    return page.get_textpage().get_text_range().replace("\r", "")


def test_the_register_names_numbers_certificates_and_what_the_ledger_says(coop):
    paper = share_papers.register(coop.book, date(2025, 3, 1))
    assert [row[:9] for row in paper.sections[0].rows] == [
        ("1", Label("ສົມພອນ 1", ""), Label("", ""), Label("1, 5–10", ""), Label("CT-0001", ""), 7, None, 700_000, 650_000),
        ("2", Label("ສົມພອນ 2", ""), Label("", ""), Label("2–4", ""), Label("", ""), 3, None, 300_000, 300_000)]
    assert paper.totals[-5:] == (10, 0, 1_000_000, 950_000, 50_000)
    document = json.loads(catalogue.render(paper, ".json", "en"))
    assert document["movement"]["closing_kip"] == document["movement"]["ledger_kip"] == document["total_capital_kip"] == 1_000_000


def test_the_register_as_known_on_a_day_forgets_what_came_later(coop):
    before = share_papers.register(coop.book, date(2025, 2, 28), date(2025, 3, 1))
    _later(coop, date(2025, 4, 1))
    _do(coop, "3", "subscribe", date(2025, 2, 5), 1, 100_000)
    assert share_papers.register(coop.book, date(2025, 2, 28), date(2025, 3, 1)).sections == before.sections
    assert len(share_papers.register(coop.book, date(2025, 2, 28)).sections[0].rows) == 3


def test_certificates_and_pledges_of_the_register_are_known_only_from_the_day_they_were_recorded(coop):
    _later(coop, date(2025, 4, 1))
    certificates.issue_certificate(coop.book, IssueCertificate(coop.member["2"], date(2025, 2, 20)))
    shares.pledge_shares(coop.book, PledgeShares(coop.member["1"], date(2025, 2, 20), 2, "loan"))
    _do(coop, "1", "redeem", date(2025, 2, 25), 1)
    then, now = (share_papers.register(coop.book, date(2025, 2, 28), day).to_json()["members"] for day in (date(2025, 3, 1), None))
    assert [(line["certificates"], line["pledged"]) for line in then] == [(["CT-0001"], 0), ([], 0)]
    assert [(line["certificates"], line["pledged"]) for line in now] == [([], 2), (["CT-0002"], 0)]


def test_movements_go_from_opening_to_closing_and_the_ledger(coop):
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    paper = share_papers.movements(coop.book, YEAR)
    moves, summary = paper.sections
    assert [(row[1].lo, row[4], row[5].lo, row[6]) for row in moves.rows] == [
        ("SH-0001", "New shares", "1–10", 10), ("SH-0002", "Transfer", "2–4", -3), ("SH-0002", "Transfer", "2–4", 3),
        ("RX-0001", "Reversal", "2–4", 3), ("RX-0001", "Reversal", "2–4", -3)]
    assert [(row[3], row[6], row[7]) for row in summary.rows] == [("Opening", 0, 0), ("New shares", 10, 1_000_000), ("Closing", 10, 1_000_000)]
    assert paper.totals[7] == 1_000_000
    sheet = load_workbook(io.BytesIO(catalogue.render(paper, ".xlsx", "lo"))).active
    assert sheet.max_row == 1 + 2 + 5 + 3 + 1


@pytest.mark.parametrize(("language", "words"), [("lo", "ຫົກຮຸ້ນ"), ("en", "six shares"), ("lo+en", "ຫົກຮຸ້ນ")])
def test_a_certificate_says_whose_which_and_how_many_in_one_page(coop, language, words):
    page = _text(catalogue.render(share_papers.certificate(coop.book, "CT-0001"), ".pdf", language))
    for part in ("CT-0001", "ສົມພອນ 1", "1, 5–9", words, "600,000"):
        assert part in page


def test_a_certificate_keeps_the_name_of_its_day_and_is_the_same_every_time(coop):
    first = catalogue.render(share_papers.certificate(coop.book, "CT-0001"), ".pdf", "lo+en")
    _later(coop, date(2025, 5, 1))
    with coop.reading() as tx:
        changed = replace(member_store.details(tx, coop.member["1"]), family_name="ໃໝ່")
    members.change_member(coop.book, ChangeMember(coop.member["1"], changed))
    _do(coop, "3", "subscribe", date(2025, 4, 1), 1, 100_000)
    assert catalogue.render(share_papers.certificate(coop.book, "CT-0001"), ".pdf", "lo+en") == first


def test_a_lost_certificate_is_crossed_out_and_the_new_one_names_it(coop):
    (kept,) = certificates.certificates_of(coop.book)
    certificates.end_certificate(coop.book, EndCertificate(kept.certificate_id, date(2025, 3, 1), "lost"))
    old, new = (share_papers.certificate(coop.book, number) for number in ("CT-0001", "CT-0002"))
    page = _text(catalogue.render(old, ".pdf", "lo"))
    assert "ຍົກເລີກ" in page
    assert "01/03/2025" in page
    assert "CT-0001" in _text(catalogue.render(new, ".pdf", "en"))
    assert (new.replaces, new.ranges, new.check.code != old.check.code) == ("CT-0001", old.ranges, True)


def test_no_certificate_no_paper(coop):
    with pytest.raises(Refused, match="There is no certificate CT-0009"):
        share_papers.certificate(coop.book, "CT-0009")


def test_numbers_of_shares_in_words():
    assert [in_words(count, "en") for count in (1, 21)] == ["one share", "twenty-one shares"]
    assert in_words(21, "lo") == "ຊາວເອັດຮຸ້ນ"


@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_a_transfer_makes_two_papers_that_say_what_each_holds_after_it(coop, language):
    paper = share_papers.transfer(coop.book, "SH-0002")
    giver, receiver = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(catalogue.render(paper, ".pdf", language)))
    for page, held in ((giver, "1, 5–10"), (receiver, "2–4")):
        for part in ("SH-0002", "ສົມພອນ 1", "ສົມພອນ 2", "2–4", "300,000", held):
            assert part in page
    assert (paper.to_json()["from"]["shares_after"], paper.to_json()["to"]["shares_after"]) == (7, 3)


def test_the_papers_of_a_transfer_stay_what_they_were_and_say_when_they_are_void(coop):
    before = share_papers.transfer(coop.book, "SH-0002")
    _do(coop, "1", "redeem", date(2025, 3, 1), 1)
    assert share_papers.transfer(coop.book, "SH-0002").papers[0].rows == before.papers[0].rows
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    void = share_papers.transfer(coop.book, "SH-0002")
    assert void.to_json()["void"] is True
    assert "ຍົກເລີກ" in pypdfium2.PdfDocument(catalogue.render(void, ".pdf", "lo"))[1].get_textpage().get_text_range()
    with pytest.raises(Refused, match="There is no transfer SH-0001"):
        share_papers.transfer(coop.book, "SH-0001")


def test_a_second_print_is_a_numbered_copy_that_still_says_what_the_first_said(coop):
    asked = Asked(date(2025, 3, 1), YEAR, 2025, number="CT-0001")
    first = issuing.paper_to_print(coop.book, "share-certificate", asked)
    issuing.note(coop.book, "share-certificate", "lo", "printer", first)
    _do(coop, "1", "redeem", date(2025, 3, 1), 6, numbers="5-10")
    again = issuing.paper_to_print(coop.book, "share-certificate", asked)
    assert (again.copy_no, again.end_reason, again.ranges) == (1, "changed", "1, 5–9")
    page = _text(catalogue.render(again, ".pdf", "lo+en"))
    assert "ສຳເນົາທີ 1" in page
    for name in ("SH-0002",):
        made = issuing.paper_to_print(coop.book, "share-transfer", replace(asked, number=name))
        issuing.note(coop.book, "share-transfer", "lo", "printer", made)
        assert issuing.paper_to_print(coop.book, "share-transfer", replace(asked, number=name)).copy_no == 1


def test_the_list_for_the_villages_says_who_owes_what_since_when(coop):
    _do(coop, "3", "subscribe", date(2025, 2, 20), 4, 150_000)
    paper = share_papers.instalments_due(coop.book, date(2025, 3, 1))
    assert [row[:7] for row in paper.sections[0].rows] == [
        ("1", Label("ສົມພອນ 1", ""), date(2025, 2, 1), None, 7, 650_000, 50_000),
        ("3", Label("ສົມພອນ 3", ""), date(2025, 2, 20), None, 4, 150_000, 250_000)]
    assert paper.to_json()["total_unpaid_kip"] == 300_000


def test_everybody_with_paid_shares_gets_a_certificate_at_once_and_nobody_twice(coop):
    outcome = certificates.issue_certificates(coop.book, certificates.IssueCertificates(date(2025, 3, 1)))
    assert outcome.notice == "CT-0002"
    with pytest.raises(Refused, match="Everybody"):
        certificates.issue_certificates(coop.book, certificates.IssueCertificates(date(2025, 3, 1)))
    pages = pypdfium2.PdfDocument(certificate_page.render_many([share_papers.certificate(coop.book, f"CT-000{n}") for n in (1, 2)], "lo"))
    assert len(pages) == 2
