"""The year end's desk by hand: the bank's list, scans, the sheet of a round, lists to files, parts that stay, and links that lead somewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from coopbooks.books import dividends
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy import DividendPolicy, SharePolicy
from coopbooks.coop.yearcheck import ACT, BACK_UP, CheckFacts, year_checks
from coopbooks.ledger.money import Kip
from coopbooks.services import attachments, payout
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import close_year
from coopbooks.ui.kit import ask
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import ACTS, make_pages
from coopbooks.ui.yearend import dialogs
from coopbooks.ui.yearend.meeting import MeetingScreen
from coopbooks.ui.yearend.page import YearEndPage
from coopbooks.ui.yearend.pay import STAYS
from tests.stories.test_year_end import a_year, meeting, posted
from tests.stories.test_year_end_ways import with_accounts
from tests.ui.test_yearend import TODAY, desk_of, fill_meeting


@pytest.fixture
def trade(tmp_path: Path) -> Iterator[object]:
    made = a_year(tmp_path)
    yield made
    made.book.close()


@pytest.fixture
def page(qtbot, trade, told, monkeypatch) -> Iterator[YearEndPage]:
    monkeypatch.setattr(ask, "confirm", lambda *_args: True)
    shown = YearEndPage(desk_of(trade.book, told))
    qtbot.addWidget(shown)
    shown.resize(1158, 590)
    shown.show()
    yield shown
    shown.desk.runner.wait()


def at_the_desk(page: YearEndPage, trade) -> object:
    posted(trade)
    page.open_year(2025)
    return page._steps[5]


def test_the_list_for_the_bank_is_saved_as_the_round_stands(page, trade, told, tmp_path, monkeypatch):
    desk, file = at_the_desk(page, trade), tmp_path / "bank.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    desk.bank_button.click()
    assert not file.exists()
    with_accounts(trade, m2="010 22")
    desk.method.set_value("bank")
    desk.percent.setText("໕໐%")
    desk.round_no.setText("2")
    desk.bank_button.click()
    wanted = payout.bank_list(page.book, PayDividends(2025, TODAY, "bank", percent="50", round_no=2))
    assert (file.read_bytes(), wanted.count) == (wanted.content, 1)
    assert b"DV 2025/2" in wanted.content
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    file.unlink()
    desk.bank_button.click()
    assert not file.exists()


def test_the_sheet_of_the_chosen_round_and_year_is_shown(page, trade, told):
    desk = at_the_desk(page, trade)
    desk.percent.setText("50")
    desk.round_no.setText("3")
    desk.sheet_button.click()
    assert told.went[-1] == ("reports", "dividend-sheet", "3/50", "2025")
    desk.percent.setText("half")
    count = len(told.went)
    desk.sheet_button.click()
    assert len(told.went) == count


def test_a_percentage_typed_in_lao_pays_that_part(page, trade, qtbot):
    desk = at_the_desk(page, trade)
    desk.method.set_value("bank")
    desk.percent.setText("໕໐ %")
    desk.number.setText("2")
    qtbot.keyClick(desk.number, Qt.Key.Key_Return)
    with page.book.reading() as tx:
        line = dividends.lines_of(tx, 2025)[1]
    assert line.paid_kip == line.net_kip // 2 // 1000 * 1000


def test_a_part_stays_on_the_account_by_hand(page, trade, qtbot):
    desk = at_the_desk(page, trade)
    desk.method.set_value(STAYS)
    assert not desk.all_button.isEnabled()
    desk.number.setText("2")
    qtbot.keyClick(desk.number, Qt.Key.Key_Return)
    assert [line.stays_since for line in desk.facts.lines] == [None, TODAY, None]
    desk.number.setText("2")
    qtbot.keyClick(desk.number, Qt.Key.Key_Return)
    assert "15/03/2026" in desk.fields["member_ids"]._error.text()
    desk.method.set_value("bank")
    desk.all_button.click()
    assert [line.paid_kip > 0 for line in desk.facts.lines] == [True, False, True]
    assert page.state.state == "paid"


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".pdf"])
def test_every_members_line_goes_to_a_file(page, trade, tmp_path, monkeypatch, ending):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    listed, file = dialogs.everybody(page), tmp_path / f"all{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    listed.save_as(ending)
    nets = [part.net_kip for part in page.planner.plan.members]
    if ending == ".xlsx":
        values = [cell for row in load_workbook(file).active.iter_rows(values_only=True) for cell in row]
        assert set(nets) | {sum(nets)} <= {value for value in values if isinstance(value, int)}
    else:
        assert file.read_bytes()[:4] == (b"%PDF" if ending == ".pdf" else "\ufeff".encode() + file.read_bytes()[3:4])
    assert listed.export_button.isVisibleTo(listed)
    listed.accept()


def test_a_scan_of_the_minutes_is_kept_with_the_decision(page, trade, tmp_path, monkeypatch):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    page.show_step(3)
    step, scan = page._steps[3], tmp_path / "ບົດບັນທຶກ.pdf"
    scan.write_bytes(b"%PDF-1.7 minutes")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(scan), ""))
    step.scan.click()
    assert step.scan.text() == "ບົດບັນທຶກ.pdf"
    fill_meeting(page)
    step.save_button.click()
    with page.book.reading() as tx:
        (meeting_id,) = tx.one("SELECT meeting_id FROM meeting")
    (kept,) = attachments.files_of(page.book, "meeting", meeting_id)
    assert (kept.name, kept.media_type, attachments.file_body(page.book, kept.attachment_id)) == (
        "ບົດບັນທຶກ.pdf", "application/pdf", b"%PDF-1.7 minutes")
    assert page.state.state == "approved"


def test_what_is_no_scan_is_refused_and_the_decision_stands(page, trade, told, tmp_path, monkeypatch):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    page.show_step(3)
    step, scan = page._steps[3], tmp_path / "minutes.pdf"
    scan.write_bytes(b"MZ not a paper")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(scan), ""))
    monkeypatch.setattr(ask, "tell", lambda *_args: None)
    step.scan.click()
    fill_meeting(page)
    step.save_button.click()
    assert page.state.state == "approved"
    with page.book.reading() as tx:
        assert tx.one("SELECT count(*) FROM attachment") == (0,)


# --- links ------------------------------------------------------------------------------------------------------------
def everything_wrong() -> CheckFacts:
    day = date(2025, 12, 31)
    return CheckFacts(day, date(2026, 3, 1), ("x",), Kip(1), Kip(2), (("cash", day, Kip(-1)),), ("IV-0002",), True, False, (1, Kip(1)), Kip(1), None,
                      drafts=1, unpriced=1, has_cash_counts=True, has_stock_counts=True, unmatched=1, bills=(1, Kip(1)))


def test_every_finding_leads_to_where_it_is_mended(qtbot, trade, tmp_path):
    window = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    desk = Desk(trade.book, Runner(window), TODAY, window.go, window.say, window.act)
    window.open_desk(desk, make_pages(desk))
    found = year_checks(everything_wrong())
    assert len([one for one in found if one.state != "ok"]) == len(found) == 14
    page = window._pages["year-end"]
    for one in found:
        assert one.link, one.key
        if one.link[0] == ACT:
            assert one.link[1] in (*ACTS, BACK_UP)
        else:
            page._steps[0].follow(one.link)
            assert window._here[0] == one.link[0]
    desk.runner.wait()


def test_the_copy_is_made_from_the_list_of_checks(page, trade, qtbot):
    page.open_year(2025)
    step = page._steps[0]
    qtbot.waitUntil(lambda: bool(step.found) and page.desk.runner._worker is None, timeout=10_000)
    assert next(one for one in step.found if one.key == "backup").state == "look"
    step.follow((ACT, BACK_UP))
    qtbot.waitUntil(lambda: next(one for one in step.found if one.key == "backup").state == "ok", timeout=20_000)


# --- the meeting's screen ---------------------------------------------------------------------------------------------
def test_keys_turn_the_slides_even_while_a_number_is_looked_up(page, trade, qtbot):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    screen = MeetingScreen(page)
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    screen.go(5)
    qtbot.keyClicks(screen._find, "2")
    qtbot.keyClick(screen._find, Qt.Key.Key_Return)
    assert not any("ສົມພອນ" in label.text() for label in screen.findChildren(QLabel))
    qtbot.keyClick(screen._find, Qt.Key.Key_N)
    assert screen.shows_names
    qtbot.keyClick(screen._find, Qt.Key.Key_Right)
    assert screen.place == 6
    assert screen.findChildren(QPushButton) == []


@pytest.mark.parametrize(("basis", "unit"), [("kg", "kg"), ("hours", "hours"), ("value", "produce")])
def test_the_slide_says_what_a_share_and_a_unit_get(page, trade, qtbot, basis, unit):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    page.open_year(2025)
    policy = page.planner.policy
    page.board.change_policy(replace(policy, patronage=replace(policy.patronage, basis=type(policy.patronage.basis)(basis))))
    screen = MeetingScreen(page)
    qtbot.addWidget(screen)
    told = " ".join(label.text() for label in screen.findChildren(QLabel))
    assert "kip for 1 share" in told
    screen.go(3)
    assert unit in " ".join(label.text() for label in screen.findChildren(QLabel))


def test_a_year_that_was_decided_otherwise_can_be_looked_at_and_not_changed(page, trade):
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    steps.keep_plan(trade.book, steps.KeepPlan(2025, "B", replace(DividendPolicy(), shares=SharePolicy(rate=Fraction(5, 100)))))
    steps.decide_sharing(trade.book, meeting())
    page.open_year(2025)
    page.show_step(2)
    assert page.board.is_locked
    assert not page.board._rows["reserve"].isEnabled()
