"""The year-end workspace: six steps in both languages, a loss year, a broken rule, a year opened again, the desk and the meeting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from coopbooks.books import dividends
from coopbooks.books.book import Book
from coopbooks.coop.policy import DividendPolicy
from coopbooks.i18n.catalogue import set_language, tr
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import approve_appropriation, close_year
from coopbooks.services.planner import Planner
from coopbooks.ui.kit import ask
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.yearend import dialogs
from coopbooks.ui.yearend.board import fund_word
from coopbooks.ui.yearend.meeting import SLIDES, MeetingScreen
from coopbooks.ui.yearend.page import YearEndPage
from coopbooks.ui.yearend.pay import HeirForm
from tests.stories.test_year_end import a_year

TODAY = date(2026, 3, 15)


def desk_of(book: Book, told: object) -> Desk:
    return Desk(book, Runner(), TODAY, told.go, told.say, told.act)  # type: ignore[attr-defined]


@pytest.fixture(params=["en", "lo"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.fixture
def page(qtbot, qapp: QApplication, tmp_path: Path, told, monkeypatch) -> Iterator[YearEndPage]:
    monkeypatch.setattr(ask, "confirm", lambda *_args: True)
    trade = a_year(tmp_path)
    shown = YearEndPage(desk_of(trade.book, told))
    qtbot.addWidget(shown)
    shown.resize(1158, 590)
    shown.show()
    shown.refresh()
    yield shown
    shown.desk.runner.wait()
    if shown.is_rehearsal:
        shown.end_rehearsal()
    trade.book.close()


def checked(qtbot, page: YearEndPage) -> None:
    """Wait until the list of checks stands."""
    step = page._steps[0]
    qtbot.waitUntil(lambda: bool(step.found) and page.desk.runner._worker is None, timeout=10_000)


def fill_meeting(page: YearEndPage, present: str = "3", votes: tuple[str, str, str] = ("2", "0", "1")) -> None:
    step = page._steps[3]
    step.on.setText("20/02/2026")
    step.place.setText("ຫ້ອງການ")
    step.resolution.setText("3/2026")
    step.present.setText(present)
    for editor, count in zip((step.votes_for, step.votes_against, step.votes_none), votes, strict=True):
        editor.setText(count)
    step._ask()


def test_all_six_steps_in_both_languages(qtbot, language, page, told):
    assert [row.state for row in page.list.model.rows] == ["running", "open"]
    page.open_year(2025)
    checked(qtbot, page)
    assert page.step == 0
    page._steps[0]._next.click()
    page._steps[1].close_button.click()
    assert (page.state.state, page.step) == ("closed", 2)
    page._steps[2].next_button.click()
    fill_meeting(page)
    assert page._steps[3].approver.value() == "Kham"
    page._steps[3].save_button.click()
    assert (page.state.state, page.step) == ("approved", 4)
    page._steps[4].post_button.click()
    assert (page.state.state, page.step) == ("posted", 5)
    desk = page._steps[5]
    desk.method.set_value("bank")
    desk.number.setText("໒")
    qtbot.keyClick(desk.number, Qt.Key.Key_Return)
    assert [line.paid_kip > 0 for line in desk.facts.lines] == [False, True, False]
    desk.all_button.click()
    assert page.state.state == "paid"
    assert all(button.state == "done" for button in page.stepper.buttons)
    with page.book.reading() as tx:
        assert {line.paid_kip for line in dividends.lines_of(tx, 2025)} != {0}
    if language == "lo":
        english = [label.text() for label in page.findChildren(QLabel) if any("a" <= letter <= "z" for letter in label.text().replace("trade.coop", ""))]
        assert [text for text in english if not any("\u0e80" <= letter <= "\u0eff" for letter in text) and "Noy" not in text and "Kham" not in text
                and "DV" not in text] == []


def test_sliders_move_figures_at_once_and_the_plan_is_kept(page):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    board, planner = page.board, page.planner
    before = planner.plan
    board._rows["reserve"].slider.setValue(3_000)
    assert planner.policy.funds[0].rate == Fraction(30, 100)
    assert board._rows["reserve"].amount.text() == f"{planner.plan.funds[0].kip:,}"
    assert planner.plan.funds[0].kip > before.funds[0].kip
    total = planner.plan
    assert total.surplus_kip == sum(fund.kip for fund in total.funds) + total.members.total("share_dividend_kip") + total.members.total(
        "patronage_kip") + total.remainder_kip
    board._rows["education"].edit.setText("12.5")
    board._rows["education"].edit.editingFinished.emit()
    assert planner.policy.funds[1].rate == Fraction(1, 8)
    board.keep()
    assert steps.prepare_board(page.book, 2025).plans["A"].funds[1].rate == Fraction(1, 8)
    board.add_plan()
    assert list(planner.plans) == ["A", "B"]
    board._rows["reserve"].slider.setValue(2_000)
    board.choose("A")
    assert planner.policy.funds[0].rate == Fraction(30, 100)
    assert {name: plan.funds[0].kip for name, plan in planner.compare()}["B"] < planner.plan.funds[0].kip


def test_a_broken_rule_is_red_shuts_the_way_on_and_mends_itself(language, page):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    board = page.board
    board._rows["reserve"].slider.setValue(600)
    assert board._rows["reserve"].edit.property("wrong") == "true"
    assert fund_word("reserve") in board._rules_text.text().replace("\u200b", "")
    next_button = page._steps[2].next_button
    assert not next_button.isEnabled()
    assert "10%" in next_button.toolTip()
    board._mend()
    assert (next_button.isEnabled(), page.planner.policy.funds[0].rate) == (True, Fraction(10, 100))


def test_what_is_no_percentage_stays_as_typed_with_its_sentence(page):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    line, before = page.board._rows["reserve"], page.planner.policy
    for typed in ("-1", "abc", "1000000", "1/3"):
        line.edit.setText(typed)
        line.edit.editingFinished.emit()
        assert (line.edit.text(), line.edit.property("wrong"), page.planner.policy) == (typed, "true", before)
        assert typed in line.edit.toolTip()


def test_a_loss_year_is_covered_and_has_nobody_to_pay(qtbot, tmp_path, told, language):
    trade = a_year(tmp_path, sold_kip=1_000_000)
    shown = YearEndPage(desk_of(trade.book, told))
    qtbot.addWidget(shown)
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    shown.open_year(2025)
    loss = shown._loss
    assert shown._stack.currentWidget() is loss
    assert loss.amount.text() == "8,004,500"
    assert shown.stepper.buttons[2].text() == tr("Cover the loss")
    assert shown._saved.text() == ""
    loss.cover_button.click()
    assert loss.fields["resolution"]._error.text() != ""
    loss.resolution.setText("4/2026")
    loss.cover_button.click()
    assert not loss.cover_button.isEnabled()
    assert [button.state for button in shown.stepper.buttons] == ["done", "done", "now", "later", "later", "later"]
    trade.book.close()


def test_the_meeting_form_shows_each_refusal_at_its_field(page, told):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    page.show_step(3)
    step = page._steps[3]
    fill_meeting(page, "9", ("8", "x", "0"))
    step.save_button.click()
    assert "“x”" in step.fields["against_count"]._error.text()
    step.votes_against.setText("5")
    step.resolution.clear()
    step.save_button.click()
    assert step.fields["resolution"]._error.text() != ""
    assert "3" in step.fields["present_count"]._error.text()
    assert (step.place.text(), step.present.text()) == ("ຫ້ອງການ", "9")
    assert page.state.meeting is None


def test_a_year_is_opened_again_with_reason_and_second_person(language, page):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    page.show_step(1)
    form = dialogs.ReopenForm(page)
    form.reopen()
    assert form.fields["reason"]._error.text() != ""
    form.reason.setText("ໃບບິນມາຊ້າ")
    form.reopen()
    assert (page.state.state, page.state.closing) == ("open", None)
    page.show_step(1)
    told = page._steps[1]._opened.text().replace("\u200b", "")
    assert all(word in told for word in ("ໃບບິນມາຊ້າ", "Noy", "Kham", "15/03/2026"))
    page._steps[1].close_button.click()
    assert (page.state.state, page.step) == ("closed", 2)


def test_a_rehearsal_is_striped_and_changes_nothing(qtbot, page):
    page.open_year(2025)
    checked(qtbot, page)
    head = page.desk.book.head_code()
    page.rehearse()
    assert page._stripes.isVisibleTo(page)
    checked(qtbot, page)
    page.show_step(1)
    page._steps[1].close_button.click()
    assert page.state.state == "closed"
    page.end_rehearsal()
    assert page.desk.book.head_code() == head
    assert not page._stripes.isVisibleTo(page)


def test_proof_list_and_comparison_open_from_the_board(page, qtbot):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    proof = dialogs.ProofSheet(page)
    assert f"{page.planner.plan.share_proof.pool_kip:,}" in " ".join(proof.text)
    listed = dialogs.everybody(page)
    assert len(listed.table.model.rows) == 3
    listed.table.opened.emit(listed.table.model.rows[2])
    assert page.planner.pinned == ["3"]
    listed.accept()
    page.board.add_plan()
    assert dialogs.compare(page) is not None


def test_the_meeting_sees_one_idea_per_slide_and_what_moves_on_the_board(page, qtbot, language):
    close_year(page.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    screen = MeetingScreen(page)
    qtbot.addWidget(screen)
    screen.resize(1920, 1080)
    page.screen_widget = screen
    seen = []
    screen.go(0)
    for _ in SLIDES:
        seen.append(screen._title.text())
        qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert len(set(seen)) == len(SLIDES)
    screen.go(2)
    amount = f"{page.planner.plan.funds[0].kip:,}"
    assert amount in [label.text() for label in screen.findChildren(QLabel)]
    page.board._rows["reserve"].slider.setValue(4_000)
    assert f"{page.planner.plan.funds[0].kip:,}" in [label.text() for label in screen.findChildren(QLabel)]
    screen.go(5)
    screen._find.setText("2")
    screen._find.returnPressed.emit()
    net = next(part.net_kip for part in page.planner.plan.members if part.number == "2")
    told = [label.text() for label in screen.findChildren(QLabel)]
    assert f"{net:,} ₭" in told
    assert not any("ສົມພອນ" in text for text in told)
    qtbot.keyClick(screen, Qt.Key.Key_B)
    assert screen.is_blank
    sizes = [int(label.property("px")) for label in screen.findChildren(QLabel) if label.property("px")]
    assert min(sizes) >= 24
    page.screen_widget = None


def test_the_dead_are_paid_through_the_heirs_form(page, qtbot):
    from coopbooks.coop.leaving import MemberLeaves
    from coopbooks.services import leaving

    close_year(page.book, steps.closing_rules.CloseYear(2025))
    approve_appropriation(page.book, steps.ApproveAppropriation(2025, "1/2026", date(2026, 2, 20), DividendPolicy(), approved_by="Kham"))
    leaving.leave_coop(page.book, MemberLeaves(1, date(2026, 3, 1), "died", approved_by="Kham"))
    page.open_year(2025)
    desk = page._steps[5]
    line = next(one for one in desk.facts.lines if one.member_id == 1)
    form = HeirForm(desk, line)
    form.pay()
    assert form.fields["payees"]._error.text() != ""
    form.name.setText("ນາງ ຄຳ")
    form.paper.setText("ID 1")
    form.pay()
    with page.book.reading() as tx:
        assert tx.one("SELECT payee, approved_by FROM payout_terms") == ("ນາງ ຄຳ", "Kham")


def test_the_planner_finds_samples_rounds_and_oddities(tmp_path):
    trade = a_year(tmp_path)
    planner = Planner(steps.prepare_board(trade.book, 2025))
    assert [one.part.number for one in planner.samples()] == ["1", "2", "3"]
    assert planner.cash.missing_kip == 0
    planner.set_by_rate(on=True)
    assert planner.by_rate
    assert not planner.is_pinned
    assert planner.policy.patronage.part == 1
    planner.set_shares(Fraction(5, 100))
    assert planner.plan.share_rate <= Fraction(5, 100)
    planner.pin(on=True)
    assert planner.is_pinned
    planner.board = replace(planner.board, cash_kip=planner.board.cash_kip * 0 + 1_000_000)
    assert planner.cash.missing_kip > 0
    assert [one.percent for one in planner.cash.rounds][-1] == 100
    assert sum(count for _, _, count in planner.histogram()) == planner.paid_count == 3
    trade.book.close()
