"""Papers that were given out: the first print is kept, a reprint says the same whatever was renamed, and every print is in the trail."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from coopbooks.books.verify import verify
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.i18n.catalogue import tr
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.facts import from_facts, to_facts
from coopbooks.reports import catalogue
from coopbooks.services import cash, issuing, paper_settings
from coopbooks.services.paper_makers import Asked
from coopbooks.services.printing import letterhead
from tests.reports.test_form import FORM
from tests.support.drawn import pages_of
from tests.support.meddling import run_unguarded
from tests.support.trade import TODAY, new_trade

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def trade(tmp_path):
    opened = new_trade(tmp_path)
    opened.begin_with()
    with opened.book:
        yield opened


def _paid(trade, payee="ຮ້ານ ບຸນມີ"):
    order = PayExpense(date(2025, 3, 1), (ExpenseLine("supplies", Kip(120_000)),), payee, "cash")
    return cash.pay_expense(trade.book, order).documents[-1][1]


def _print(trade, number, language="lo", *, really=True):
    paper = issuing.paper_to_print(trade.book, "receipt", Asked(TODAY, YEAR, 2025, None, number))
    if really:
        issuing.note(trade.book, "receipt", language, "printer", paper)
    return catalogue.render(paper, ".pdf", language), paper


def _decide(trade, key, value, basis="MM 3/2025"):
    paper_settings.change_setting(trade.book, ChangeSetting(key, value, date(2025, 1, 1), basis))


def _found(trade):
    with trade.reading() as tx:
        return [tr(finding.wording, **finding.facts) for finding in verify(tx)]


def test_a_reprint_is_the_first_print_but_for_the_copy_mark(trade):
    number = _paid(trade)
    first, paper = _print(trade, number)
    _decide(trade, "cooperative.name_lo", "ສະຫະກອນ ຊື່ໃໝ່")
    _decide(trade, "papers.treasurer", "ນາງ ໃໝ່")
    _paid(trade)  # the head of the book moves on
    second, copy = _print(trade, number)
    third, _ = _print(trade, number)
    assert copy == replace(paper, copy_no=1)
    assert "ສະຫະກອນ ທົດລອງ" in pages_of(second)[0]
    assert "ຊື່ໃໝ່" not in pages_of(second)[0]
    assert catalogue.render(replace(copy, copy_no=0), ".pdf", "lo") == first
    assert ("ສຳເນົາທີ 1" in pages_of(second)[0], "ສຳເນົາທີ 2" in pages_of(third)[0]) == (True, True)
    assert "ສຳເນົາທີ" not in pages_of(first)[0]
    fresh = _print(trade, _paid(trade))[0]
    assert "ສະຫະກອນ ຊື່ໃໝ່" in pages_of(fresh)[0]


def test_looking_is_not_printing(trade):
    number = _paid(trade)
    assert _print(trade, number, really=False)[0] == _print(trade, number, really=False)[0]
    _, paper = _print(trade, number)
    assert paper.copy_no == 0


def test_every_printing_is_in_the_trail_and_the_check_stays_quiet(trade):
    number = _paid(trade)
    for language in ("lo", "en", "lo+en"):
        _print(trade, number, language)
    with trade.reading() as tx:
        assert tx.all("SELECT copy_no, language, way FROM printed_paper") == [(0, "lo", "printer"), (1, "en", "printer"), (2, "lo+en", "printer")]
    assert _found(trade) == []


def test_a_copy_of_a_reversed_paper_is_void(trade):
    number = _paid(trade)
    _print(trade, number)
    trade.reverse("expense", number, date(2025, 3, 2))
    content, paper = _print(trade, number, "en")
    assert (paper.is_void, paper.copy_no) == (True, 1)
    assert "VOID" in pages_of(content)[0]


def test_the_code_on_the_paper_is_found_in_the_book(trade):
    _, paper = _print(trade, _paid(trade))
    with trade.reading() as tx:
        assert list(verify(tx, ("file",), (paper.letterhead.head_code,))) == []
        forged = paper.letterhead.head_code[:-1] + ("A" if paper.letterhead.head_code[-1] != "A" else "C")
        assert len(list(verify(tx, ("file",), (forged,)))) == 1


@pytest.mark.parametrize(("deed", "finding"), [
    ("UPDATE content SET body = x'00'", "is not what was put in"), ("DELETE FROM content", "said is not there"),
    ("DELETE FROM printed_paper", "are not counted one by one"), ("UPDATE issued_paper SET subject = 'other'", "is not what was last recorded")])
def test_who_changes_a_kept_paper_is_found(trade, deed, finding):
    _print(trade, _paid(trade))
    path = trade.book.path
    trade.book.close()
    run_unguarded(path, deed)
    from coopbooks.services.checking import check_book

    assert any(finding in tr(one.wording, **one.facts) for one in check_book(path))


def test_facts_come_back_as_they_were():
    logo = _picture()
    paper = replace(FORM, letterhead=replace(FORM.letterhead, logo=logo))
    text, pictures = to_facts(paper)
    assert list(pictures.values()) == [logo]
    assert from_facts(text, pictures.__getitem__) == paper
    assert from_facts(text.replace('"copy_no":0', '"gone":1'), pictures.__getitem__) == paper


# --- settings ---------------------------------------------------------------------------------------------------------
def _picture(size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 60)).save(out, "PNG")
    return out.getvalue()


def test_settings_are_dated_and_keep_their_history(trade):
    _decide(trade, "papers.footer_en", "Thank you", "board 1/2025")
    paper_settings.change_setting(trade.book, ChangeSetting("papers.footer_en", "Later words", date(2026, 6, 1), "board 2/2025"))
    state = next(one for one in paper_settings.prepare_settings(trade.book).states if one.setting.key == "papers.footer_en")
    assert (state.value, state.since, state.basis) == ("Thank you", date(2025, 1, 1), "board 1/2025")
    assert [one.value for one in state.history] == ["Later words", "Thank you"]
    with trade.reading() as tx:
        assert letterhead(tx).footer.en == "Thank you"


@pytest.mark.parametrize(("key", "value", "field"), [
    ("nobody.knows", "1", "key"), ("papers.copies", "0", "value"), ("papers.copies", "6", "value"), ("papers.copies", "9" * 4000, "value"),
    ("papers.copies", "-1", "value"), ("papers.copies", "two", "value"), ("papers.stamp", "perhaps", "value"),
    ("papers.footer_lo", "ກ" * 201, "value"), ("papers.report_days", "", "value")])
def test_a_setting_that_cannot_be_is_refused_at_its_field(trade, key, value, field):
    with pytest.raises(Refused) as refusal:
        _decide(trade, key, value)
    assert field in {one.field for one in refusal.value.broken}


def test_a_coop_keeps_one_name_and_a_decision_is_not_older_than_the_book(trade):
    _decide(trade, "cooperative.name_en", "")
    with pytest.raises(Refused, match="needs a name"):
        _decide(trade, "cooperative.name_lo", " ")
    with pytest.raises(Refused, match="begins on"):
        paper_settings.change_setting(trade.book, ChangeSetting("papers.stamp", "no", date(2024, 12, 31)))


def test_the_logo_stands_on_papers_and_only_pictures_are_taken(trade):
    before = _print(trade, _paid(trade))[0]
    paper_settings.set_logo(trade.book, paper_settings.SetLogo("leaf.png", _picture(), TODAY))
    after = _print(trade, _paid(trade))[0]
    assert (b"/Subtype /Image" in before, b"/Subtype /Image" in after) == (False, True)
    with pytest.raises(Refused, match="not a picture"):
        paper_settings.set_logo(trade.book, paper_settings.SetLogo("leaf.pdf", b"%PDF-1.4", TODAY))
    assert _found(trade) == []
