"""The member list: found in any spelling, filtered with counts, columns that are remembered, saved as it is shown."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHeaderView, QPushButton

from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.members import AdmitMember, ChangeMember, MemberDetails
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.coop.shares import ShareOrder
from coopbooks.i18n.catalogue import set_language, tr
from coopbooks.ledger.money import Kip
from coopbooks.reports import catalogue
from coopbooks.services import attachments, members, shares
from coopbooks.services.paper_settings import change_setting
from coopbooks.ui.kit import export, memory, printer
from coopbooks.ui.kit.words import speak
from coopbooks.ui.members.page import MembersPage
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import make_pages
from tests.support.pictures import png


@pytest.fixture
def page(qtbot, desk):
    made = MembersPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 620)
    made.show()
    made.refresh()
    return made


def _numbers(page):
    return [line.number for line in page.shown()]


def test_a_name_in_latin_letters_is_found_however_it_is_spelt(page):
    for typed in ("Bunmi", "bounmy", "BOUNMY", "Boun"):
        page._find.setText(typed)
        assert _numbers(page) == ["1"], typed
    page._find.setText("sida")  # nobody wrote it; the Lao name is read
    assert _numbers(page) == []
    members.change_member(page.desk.book, members.rules.ChangeMember(3, MemberDetails("10", "ໝອນ", date(2024, 1, 1), family_name="ສີດາ")))
    page.refresh()
    assert _numbers(page) == ["10"]


def test_chips_count_and_narrow(qtbot, page):
    members.admit_member(page.desk.book, AdmitMember(MemberDetails("11", "ຈັນ", None, applied_on=date(2025, 3, 1))))
    page.refresh()
    assert [chip.text() for chip in page._chips.values()] == ["All 4", "Active 3", "Shares unpaid 1", "We owe 0", "Left 0", "Applicants 1"]
    qtbot.mouseClick(page._chips["applicant"], Qt.MouseButton.LeftButton)
    assert _numbers(page) == ["11"]
    qtbot.mouseClick(page._chips["left"], Qt.MouseButton.LeftButton)
    assert page._stack.currentWidget() is page._nobody
    qtbot.mouseClick(page._chips["applicant"], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page._chips["unpaid"], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert _numbers(page) == ["2", "11"]
    assert [key for key, chip in page._chips.items() if chip.isChecked()] == ["unpaid", "left", "applicant"]
    for key in ("left", "applicant", "unpaid"):
        qtbot.mouseClick(page._chips[key], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert [key for key, chip in page._chips.items() if chip.isChecked()] == [""]
    assert len(_numbers(page)) == 4


def test_an_empty_register_says_what_to_do(qtbot, page, told):
    page.as_at(date(2023, 1, 1))
    assert page._stack.currentWidget() is page._empty
    page._bring_in()
    page.add_new()
    assert told.went == [("import", "members"), ("add-member",)]


def test_columns_and_widths_are_remembered(qtbot, desk, tmp_path, page):
    memory.keep_in(QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat))
    try:
        page.table.show_column("Phone", on=True)
        page.table.show_column("Village", on=False)
        page.table.view.setColumnWidth(4, 91)
        again = MembersPage(desk)
        qtbot.addWidget(again)
        titles = [column.title for column in again.table.shown_columns()]
        assert "Phone" in titles
        assert "Village" not in titles
        assert again.table.view.columnWidth(4) == 91
        assert again.table._totals.isColumnHidden(2)
        again.table.reset_columns()
        assert "Village" in [column.title for column in again.table.shown_columns()]
    finally:
        memory._kept.clear()


def test_the_last_column_cannot_be_hidden(page):
    for column in page.table.model.columns:
        page.table.show_column(column.title, on=False)
    assert len(page.table.shown_columns()) == 1


def test_the_list_is_saved_as_it_is_shown(page, tmp_path):
    page._find.setText("ແກ້ວ")
    change_setting(page.desk.book, ChangeSetting("cooperative.language", "en", date(2025, 1, 1), "board"))
    export.write_paper(page.desk.book, tmp_path / "list.xlsx", page.paper(), ".xlsx")
    rows = list(load_workbook(io.BytesIO((tmp_path / "list.xlsx").read_bytes())).active.iter_rows(values_only=True))
    assert rows[0][:5] == ("No.", "Name", "Village", "Joined", "Shares")
    assert rows[1][4:7] == (3, 300_000, 50_000)
    assert rows[2][1] == "1 member · 0 women"
    for ending in (".csv", ".pdf"):
        export.write_paper(page.desk.book, tmp_path / f"list{ending}", page.paper(), ending)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert "250" not in (tmp_path / "list.csv").read_text("utf-8-sig")


def test_a_saved_list_speaks_the_language_of_the_papers_not_of_the_window(page, tmp_path):
    export.write_paper(page.desk.book, tmp_path / "list.csv", page.paper(), ".csv")
    written = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert written.startswith("ເລກທີ,ຊື່")
    assert "ສະມາຊິກ 3 ຄົນ" in written
    assert not re.search("[A-Za-z]{3}", written.replace("Keo", "").replace("Bounmy", "").replace("Mone", ""))
    assert page.table.model.columns[0].title == "No."
    assert tr("Members") == "Members"


@pytest.mark.parametrize("language", ["en", "lo"])
def test_the_list_shows_what_was_known_on_an_earlier_day(qtbot, page, desk, language):
    set_language(language)
    desk.book._clock = lambda: datetime(2025, 4, 10, 9, 0, tzinfo=UTC)
    shares.record_share_order(desk.book, ShareOrder(1, "subscribe", date(2025, 3, 1), 2, Kip(200_000)))
    members.change_member(desk.book, ChangeMember(1, replace(members.details_of(desk.book, 1), village="ໂພນໄຊ")))
    page.refresh()
    (now,) = [line for line in page.shown() if line.number == "1"]
    page.as_known_on(date(2025, 3, 31))
    (then,) = [line for line in page.shown() if line.number == "1"]
    assert [(one.share_count, one.village) for one in (now, then)] == [(2, "ໂພນໄຊ"), (0, "ໜອງບົວ")]
    assert page._banner_card.isVisible()
    assert ("known on 31/03/2025" in page._banner.text().replace("\u200b", "")) == (language == "en")
    place = [column.title for column in page.table.model.columns].index("Share capital ₭")
    assert page.table.figure_at(page.table.model.index(0, place)) is None
    page.back_to_today()
    assert not page._banner_card.isVisible()
    assert page.table.figure_at(page.table.model.index(0, place)) is not None


def test_of_several_chosen_members_those_alone_are_saved(page, tmp_path):
    pick = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 1):
        page.table.view.selectionModel().select(page.table.model.index(row, 0), pick)
    export.write_paper(page.desk.book, tmp_path / "list.csv", page.paper(), ".csv")
    written = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert "Bounmy" in written or "ບຸນມີ" in written
    assert "ໝອນ" not in written
    assert "250,000" in written or "300000" in written


def test_statements_of_the_chosen_members_go_into_one_file(qtbot, page, desk, told, tmp_path):
    pick = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 2):
        page.table.view.selectionModel().select(page.table.model.index(row, 0), pick)
    assert [line.number for line in page.table.selected()] == ["1", "10"]
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        page.statements.save_to(tmp_path / "statements.pdf")
    qtbot.waitUntil(lambda: bool(told.said))
    assert told.said == ["2 statements are saved."]
    assert (tmp_path / "statements.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "lo"])
def test_a_lying_page_is_printed_lying_in_either_language(page, qapp, tmp_path, language):
    speak(qapp, language)
    content = catalogue.render(page.paper(), ".pdf", language)
    out = QPrinter()
    out.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.print_on(out, content)
    assert {tuple(round(side) for side in one.get_size()) for one in PdfDocument(tmp_path / "out.pdf")} == {(842, 595)}


@pytest.mark.parametrize("language", ["en", "lo"])
def test_statements_of_the_chosen_members_are_printed_from_the_list(qtbot, page, desk, told, tmp_path, monkeypatch, language):
    set_language(language)
    page.table.view.selectRow(1)
    menu = page.statements.offer(page._statements)
    assert [action.text() for action in menu.actions()] == [tr("Print"), tr("Save PDF")]
    asked = []
    monkeypatch.setattr(printer, "print_asking", lambda _parent, content: asked.append(content) or True)
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(told.said))
    assert told.said == [tr("{count} statements are printed.", count=1)]
    (content,) = asked
    out = QPrinter()
    out.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.print_on(out, content)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_the_cursor_stays_on_its_member(page):
    page.table.view.setCurrentIndex(page.table.model.index(1, 0))
    page._find.setText("ໜອງ")
    page.refresh()
    assert page.table.current().number == "2"
    assert page.member_at_hand() == 2


def test_from_the_find_box_the_keyboard_leads_into_the_list(qtbot, page, told):
    page._find.setFocus()
    qtbot.keyClick(page._find, Qt.Key.Key_Down)
    assert page.table.current().number == "1"
    page._find.setText("ແກ້ວ")
    qtbot.keyClick(page._find, Qt.Key.Key_Return)
    assert told.went == [("member", 2)]


def test_each_figure_can_say_which_lines_it_is(page):
    column = next(place for place, one in enumerate(page.table.model.columns) if one.title == "Unpaid ₭")
    figure = page.table.figure_at(page.table.model.index(1, column))
    assert (figure.accounts, figure.member_id, figure.last_day) == (("unpaid-shares",), 2, page.desk.today)


def test_a_narrow_table_scrolls_sideways_instead_of_squeezing_the_name(qtbot, page):
    name = page.table._widest
    page.resize(760, 600)
    assert page.table.view.columnWidth(name) == page.table.model.columns[name].width
    page.resize(1400, 600)
    assert page.table.view.horizontalHeader().sectionResizeMode(name) == QHeaderView.ResizeMode.Stretch
    qtbot.waitUntil(lambda: page.table._totals.columnWidth(name) == page.table.view.columnWidth(name) > 300)


def test_the_pane_tells_of_the_member_under_the_cursor(qtbot, desk, tmp_path):
    attachments.attach_file(desk.book, AttachFile("member", 2, "photo", "keo.png", png(), date(2025, 3, 1)))
    window = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.open_desk(desk, make_pages(desk))
    window.resize(1600, 800)
    window.show()
    window.go("members")
    page = window._pages["members"].page()
    qtbot.waitUntil(page.pane.isVisible)
    page.table.view.setCurrentIndex(page.table.model.index(1, 0))
    qtbot.waitUntil(lambda: page.pane._name.text() == "ທ້າວ ແກ້ວ")
    assert page.pane._status.text() == "Shares unpaid"
    assert [figure.text() for _, figure in page.pane._figures][:3] == ["3", "300,000 ₭", "50,000 ₭"]
    assert page._photo(2) is not None
    assert window._pages["members"].member_at_hand() == 2
    window.resize(1366, 690)
    qtbot.waitUntil(lambda: not page.pane.isVisible())


def test_the_printed_register_is_of_the_day_that_is_shown(qtbot, desk, told, page):
    from coopbooks.ui.printing.page import ReportsPage

    page.as_at(date(2025, 1, 4))
    next(button for button in page.findChildren(QPushButton) if button.text() == "Print register").click()
    assert told.went == [("reports", "member-register", "", date(2025, 1, 4))]
    reports = ReportsPage(desk)
    qtbot.addWidget(reports)
    reports.show_for(told.went[0][1:])
    assert reports._as_of.value() == date(2025, 1, 4)
    assert reports.document.pageCount() == 1


def test_a_column_that_is_brought_in_has_its_sum_at_once(page):
    titles = [column.title for column in page.table.model.columns]
    totals = page.table._totals.model()
    place = titles.index("Advance ₭")
    assert totals.index(0, place).data() == ""
    page.table.show_column("Advance ₭", on=True)
    assert totals.index(0, place).data() == "–"


def test_a_list_is_painted_again_for_a_letter_without_asking_the_model_for_every_cell(page, monkeypatch):
    asked = []
    told = type(page.table.model).data
    monkeypatch.setattr(type(page.table.model), "data", lambda model, index, role=0: asked.append(role) or told(model, index, role))
    page._find.setText("b")
    page.grab()
    assert len(page.shown()) == 1
    assert len(asked) < 300
