"""Papers that follow the meeting's decision are kept as they were given out, and papers speak what the co-op decided."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from coopbooks.books import dividends, settings
from coopbooks.books import members as kept_members
from coopbooks.books.verify import verify
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.coop.policy import DividendPolicy, RoundingPolicy, SharePolicy
from coopbooks.coop.policy_text import policy_to_toml
from coopbooks.ledger.periods import Period
from coopbooks.papers.facts import to_facts
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.reports import catalogue
from coopbooks.services import issuing, members, paper_language, paper_settings
from coopbooks.services import yearend as steps
from coopbooks.services.paper_makers import Asked
from tests.stories.test_year_end import AGM, a_year, meeting, posted
from tests.support.drawn import pages_of

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
OTHER = DividendPolicy(rounding=RoundingPolicy(payout_unit_kip=5_000))


@pytest.fixture
def decided(tmp_path):
    opened = a_year(tmp_path)
    with opened.book:
        posted(opened)
        yield opened


def _print(trade, name, number=None):
    paper = issuing.paper_to_print(trade.book, name, Asked(date(2025, 12, 31), YEAR, 2025, number=number))
    issuing.note(trade.book, name, "lo", "printer", paper)
    return catalogue.render(paper, ".pdf", "lo"), paper


def _decide(trade, key, value):
    paper_settings.change_setting(trade.book, ChangeSetting(key, value, date(2025, 1, 1), "MM 3/2025"))


@pytest.mark.parametrize("name", ["agm-report", "dividend-sheet"])
def test_what_was_given_out_stays_whatever_is_renamed_or_decided_later(decided, name):
    first, paper = _print(decided, name)
    assert paper.copy_no == 0
    with decided.book.writing() as tx:
        details = kept_members.details(tx, decided.member["1"])
        settings.decide(tx, "dividend.policy", policy_to_toml(OTHER), date(2025, 1, 1), "4/2026")
    members.change_member(decided.book, ChangeMember(decided.member["1"], replace(details, given_name="ຄົນອື່ນ", village="ບ້ານອື່ນ")))
    _decide(decided, "cooperative.name_lo", "ສະຫະກອນ ຊື່ໃໝ່")
    _decide(decided, "meeting.quorum_percent", "75")
    second, copy = _print(decided, name)
    assert to_facts(copy) == to_facts(replace(paper, copy_no=1))
    assert not {"ຊື່ໃໝ່", "ຄົນອື່ນ", "ບ້ານອື່ນ"} & set(" ".join(pages_of(second)).split())
    assert "ສຳເນົາທີ 1" in pages_of(second)[0]
    assert catalogue.render(replace(copy, copy_no=0), ".pdf", "lo") == first
    assert _print(decided, name)[1].copy_no == 2
    with decided.reading() as tx:
        assert list(verify(tx)) == []


def _of_decision(paper):
    return paper.surplus.decision if isinstance(paper, MemberStatement) else paper.decision


@pytest.mark.parametrize("name", ["agm-report", "dividend-sheet", "member-statement", "tax-slip", "talking-statement"])
def test_another_decision_about_the_same_year_is_another_paper(decided, name):
    _, paper = _print(decided, name, "2")
    decided.reverse("appropriation", "AP-0001", AGM)
    other_plan = replace(OTHER, shares=SharePolicy(rate=Fraction(1, 100)))
    steps.decide_sharing(decided.book, meeting(other_plan))
    steps.post_sharing(decided.book, steps.PostSharing(2025))
    shown, other = _print(decided, name, "2")
    assert (other.copy_no, _of_decision(other) == _of_decision(paper)) == (0, False)
    again, copy = _print(decided, name, "2")
    assert (copy.copy_no, _of_decision(copy)) == (1, _of_decision(other))
    if name not in ("agm-report", "dividend-sheet"):
        with decided.reading() as tx:
            line = dividends.lines_of(tx, 2025)[1]
        assert all(f"{line.share_dividend_kip:,}" in " ".join(pages_of(pages)) for pages in (shown, again))


def test_what_was_read_before_the_meeting_is_another_paper_than_what_was_decided(tmp_path):
    opened = a_year(tmp_path)
    with opened.book:
        assert "would be" in catalogue.render(_print(opened, "talking-statement", "2")[1], ".json", "en").decode()
        posted(opened)
        _, paper = _print(opened, "talking-statement", "2")
        assert paper.copy_no == 0
        assert "would be" not in catalogue.render(paper, ".json", "en").decode()


def test_a_draft_is_not_kept_and_neither_are_the_papers_made_before_the_meeting(tmp_path):
    opened = a_year(tmp_path)
    with opened.book:
        for name in ("agm-report", "meeting-notice", "minutes-form"):
            _print(opened, name)
        posted(opened)
        _print(opened, "meeting-notice")
        with opened.reading() as tx:
            assert tx.one("SELECT count(*) FROM issued_paper")[0] == 0


def test_papers_speak_what_the_coop_decided(decided):
    def spoken():
        with decided.reading() as tx:
            return paper_language.of_coop(tx)

    assert spoken() == "lo"
    _decide(decided, "cooperative.language", "en")
    assert spoken() == "en"
    _decide(decided, "papers.both", "yes")
    assert spoken() == "lo+en"
