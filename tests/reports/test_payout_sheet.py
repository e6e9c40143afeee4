"""The signature sheet: which round, what of it, a code and two sums on every sheet, and who could not approve."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.coop.closing import CloseYear
from coopbooks.coop.payout import NotARound, PayDividends
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.reports import catalogue, payout, qr
from coopbooks.services import issuing
from coopbooks.services import payout as desk
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import close_year
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.yearend_papers import round_sheet
from tests.stories.test_year_end import a_year, meeting
from tests.support.drawn import pages_of
from tests.support.trade import TODAY, new_trade

YEAR, SAID = Period(date(2025, 1, 1), date(2025, 12, 31)), "There is no second approver."


@pytest.fixture
def trade(tmp_path):
    made = a_year(tmp_path)
    close_year(made.book, CloseYear(2025))
    steps.decide_sharing(made.book, meeting())
    steps.post_sharing(made.book, steps.PostSharing(2025))
    return made


def test_every_sheet_has_its_round_its_sums_and_its_own_code(trade, monkeypatch):
    drawn = []
    monkeypatch.setattr(payout, "PER_PAGE", 2)
    monkeypatch.setattr(qr, "draw", lambda sheet, check, *at, **how: drawn.append(check))
    paper = round_sheet(trade.book, 2025, "2/50")
    sums = [line.payable_now_kip for line in paper.lines]
    pages = pages_of(catalogue.render(paper, ".pdf", "en"))
    assert len(pages) == 3
    for page in pages:
        assert "round 2 (50%)" in page
    assert f"This page {sums[0] + sums[1]:,} kip" in pages[0]
    assert f"This page {sums[2]:,} kip · so far {sum(sums):,} kip" in pages[1]
    code = paper.letterhead.head_code
    assert [one.text for one in drawn[:2]] == [f"CB|DV/2025/2/1|2026-02-20|{sums[0] + sums[1]}|{code}",
                                               f"CB|DV/2025/2/2|2026-02-20|{sums[2]}|{code}"]
    assert not any(SAID in page for page in pages)


def test_the_number_of_another_paper_is_no_round(trade):
    assert round_sheet(trade.book, 2025, "2025") == round_sheet(trade.book, 2025, "RC-0001") == round_sheet(trade.book, 2025)


def test_a_round_asks_for_what_is_left_of_it(trade):
    whole, half = (round_sheet(trade.book, 2025, which) for which in ("", "1/50"))
    assert [line.payable_now_kip for line in half.lines] == [line.net_kip // 2 // 1000 * 1000 for line in whole.lines]
    desk.pay_dividends(trade.book, PayDividends(2025, date(2026, 3, 1), "bank", percent="50"))
    assert [line.payable_now_kip for line in round_sheet(trade.book, 2025, "1/50").lines] == [0, 0, 0]
    rest = round_sheet(trade.book, 2025, "2/100").lines
    assert [one.payable_now_kip + two.payable_now_kip for one, two in zip(half.lines, rest, strict=True)] == [
        line.payable_now_kip for line in whole.lines]
    assert {line.paid_on for line in rest} == {None}
    # Each round is a paper of its own, kept as it was given out.
    assert len({issuing.subject_of(round_sheet(trade.book, 2025, which)) for which in ("", "1/50", "2/100")}) == 3


@pytest.mark.parametrize("which", ["x/50", "/", "0/50", "1/0", "1/101", "1/half", "-1/50"])
def test_a_round_that_is_none_is_refused(trade, which):
    with pytest.raises(Refused) as refusal:
        round_sheet(trade.book, 2025, which)
    assert refusal.value.broken == (NotARound(value=which),)


def test_a_book_of_one_person_says_so_on_the_sheet_and_to_the_meeting(tmp_path, trade):
    (tmp_path / "one").mkdir()
    one = new_trade(tmp_path / "one")
    one.begin_with()
    alone = MAKERS["agm-report"](one.book, Asked(TODAY, YEAR, 2025))
    assert (alone.to_json()["one_person"], MAKERS["agm-report"](trade.book, Asked(TODAY, YEAR, 2025)).to_json()["one_person"]) == (True, False)
    assert any(SAID in page for page in pages_of(catalogue.render(alone, ".pdf", "en")))
    paper = round_sheet(trade.book, 2025)
    assert paper.to_json()["one_person"] is False
    assert SAID in pages_of(catalogue.render(replace(paper, has_one_person=True), ".pdf", "en"))[0]
