"""The Reports page: finding papers, stars, days in words, the preview, the run of all statements, and the trail of what was printed."""

from dataclasses import replace
from datetime import date

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QTextCursor, QTextListFormat
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter

from coopbooks.books import members
from coopbooks.coop.agm import SECTIONS
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.coop.rich_text import HEADING, ITEM, PARAGRAPH
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import agm, batches, cash, paper_language, paper_settings
from coopbooks.services.members import change_member
from coopbooks.ui.kit.explain_paper import PaperFigures
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.printing.agm_form import AgmForm
from coopbooks.ui.printing.choose import PaperList
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from tests.support.trade import new_trade
from tests.ui.conftest import TODAY


@pytest.fixture
def page(qtbot, desk):
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.refresh()
    made._language.set_value("en")
    made.show_paper()
    return made


def _titles(papers):
    return [papers.list.item(place).text() for place in range(papers.list.count())]


# --- the list -------------------------------------------------------------------------------------------------------------
def test_papers_are_found_by_typing_and_stars_stay(qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    papers = PaperList(settings)
    qtbot.addWidget(papers)
    papers.fill()
    everything = _titles(papers)
    assert "For the general meeting" in everything
    papers.search_box.setText("trial balance")
    assert "Trial balance" in _titles(papers)
    assert "Member statement" not in _titles(papers)
    papers.select("trial-balance")
    papers.star(papers.list.currentItem())
    papers.search_box.clear()
    assert _titles(papers)[:2] == ["Starred", "Trial balance"]
    again = PaperList(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    again.fill()
    assert _titles(again)[:2] == ["Starred", "Trial balance"]
    again.star(again.list.item(1))
    assert _titles(again) == everything


def test_nothing_found_is_an_empty_list_and_the_paper_stays(page):
    page.papers.search_box.setText("zzzz")
    assert page.papers.list.count() == 0
    page.papers.search_box.clear()
    assert page.papers.current() == "member-statement"


def test_the_page_speaks_lao_when_the_window_does(page):
    set_language("lo")
    page.changeEvent(__import__("PySide6.QtCore", fromlist=["QEvent"]).QEvent(__import__("PySide6.QtCore", fromlist=["QEvent"]).QEvent.Type.LanguageChange))
    assert "ໃບແຈ້ງຍອດສະມາຊິກ" in _titles(page.papers)
    assert not [title for title in _titles(page.papers) if title.isascii()]


# --- days -----------------------------------------------------------------------------------------------------------------
def test_days_are_chosen_in_words_or_typed(page):
    page.papers.select("income-statement")
    page._year.set_value("this-month")
    assert (page._period().first_day, page._period().last_day) == (date(2025, 3, 1), date(2025, 3, 31))
    page._year.set_value("last-month")
    assert (page._period().first_day, page._period().last_day) == (date(2025, 2, 1), date(2025, 2, 28))
    page._year.set_value("days")
    page._first.set_value(date(2025, 2, 10))
    page._last.set_value(date(2025, 1, 5))
    page.show_paper()
    assert (page._period().first_day, page._period().last_day) == (date(2025, 1, 5), date(2025, 2, 10))
    assert page._first.isVisible()
    page.papers.select("trial-balance")
    assert not page._first.isVisible()
    assert page._as_of.isVisible()


# --- the preview ------------------------------------------------------------------------------------------------------------
def test_the_preview_turns_grows_and_finds_words(qtbot, page):
    page.show_for(("agm-report", ""))
    preview = page.preview
    assert preview.document.pageCount() > 5
    preview.turn(2)
    assert preview.view.pageNavigator().currentPage() == 2
    preview.turn(-9)
    assert preview.view.pageNavigator().currentPage() == 0
    preview.nearer(1.25)
    assert preview.view.zoomMode() == QPdfView.ZoomMode.Custom
    before = preview.view.zoomFactor()
    for _ in range(30):
        preview.nearer(1.25)
    assert before < preview.view.zoomFactor() <= 4
    preview.fit(QPdfView.ZoomMode.FitInView)
    preview._find.setText("Trial Co-op")
    qtbot.waitUntil(lambda: preview.found_count() > 3, timeout=5000)
    preview.find_next()
    assert "agree with the ledger" in preview.agrees.text()


def test_a_book_that_does_not_agree_is_said(page, monkeypatch):
    page._checked = ("", True)
    monkeypatch.setattr("coopbooks.ui.printing.page.verify", lambda _tx, _only: iter(["finding"]))
    page.show_paper()
    assert "do not agree" in page.preview.agrees.text()


# --- printing and the trail ---------------------------------------------------------------------------------------------------
def _printings(book):
    with book.reading() as tx:
        return tx.all("SELECT name, copy_no, way FROM printed_paper JOIN issued_paper USING (issued_paper_id) ORDER BY printed_paper_id")


def test_saving_and_printing_a_receipt_makes_copies_of_the_first(qtbot, page, desk, tmp_path):
    cash.pay_expense(desk.book, PayExpense(date(2025, 3, 1), (ExpenseLine("supplies", Kip(20_000)),), "ຮ້ານ", "cash"))
    page.show_for(("receipt", "PV-0001"))
    page.save_to(tmp_path / "a.pdf", ".pdf")
    page.show_paper()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    assert _printings(desk.book) == [("receipt", 0, "file"), ("receipt", 1, "printer")]
    page.show_paper()
    assert page._shown.copy_no == 2
    page.save_to(tmp_path / "a.xlsx", ".xlsx")
    assert len(_printings(desk.book)) == 2


# --- the run ----------------------------------------------------------------------------------------------------------------
def test_the_run_lists_everybody_and_goes_on_from_a_number(qtbot, page, desk, tmp_path):
    page.show_for(("member-statement", ""))
    assert not page.run.isVisible()
    page.show_run()
    assert page.run.isVisible()
    assert page.run.ticked() == ["1", "2", "10"]
    page.run.order.set_value("number")
    page.run.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert page.run._title.text() == "2 sheets to print"
    page.run.start.setText("10")
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        page.make_each(tmp_path)
    assert [path.name for path in sorted(tmp_path.glob("*.pdf"))] == ["0010.pdf"]
    page.run.start.setText("77")
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        page.make_all()
    assert page.document.pageCount() == 1


def test_a_wide_window_shows_the_run_beside_the_pages(qtbot, page):
    page.show_for(("member-statement", ""))
    page.resize(1700, 900)
    assert page.run.isVisible()
    page.papers.select("trial-balance")
    assert not page.run.isVisible()


# --- the words of the report --------------------------------------------------------------------------------------------------
def test_the_chairs_words_are_written_with_heading_list_and_bold(qtbot, desk):
    form = AgmForm(None, desk, 2025)
    qtbot.addWidget(form)
    editor = form.texts["words"]
    editor.edit.setPlainText("ເຖິງ ສະມາຊິກ\nthis year was good\nfirst thing\nsecond <b>thing</b>")
    cursor = editor.edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    editor.edit.setTextCursor(cursor)
    editor.heading()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.edit.setTextCursor(cursor)
    editor.bold()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    editor.edit.setTextCursor(cursor)
    editor.listed(QTextListFormat.Style.ListDisc)
    blocks = editor.blocks()
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH, ITEM, ITEM]
    assert [block.text for block in blocks][-1] == "second <b>thing</b>"
    assert blocks[1].runs[0].is_bold
    form._place.setText("hall")
    form.sections.setCurrentRow(0)
    form.move_section(1)
    form.sections.item(3).setCheckState(Qt.CheckState.Unchecked)
    form.save()
    kept = agm.prepare_agm(desk.book, 2025).kept
    assert kept.meeting_place == "hall"
    assert kept.sections[:3] == ("attendance", "notice", "words")
    assert len(kept.sections) == len(SECTIONS) - 1
    again = AgmForm(None, desk, 2025)
    qtbot.addWidget(again)
    assert again.texts["words"].blocks() == blocks
    assert again.chosen_sections() == kept.sections


def test_too_long_a_text_and_impossible_counts_are_told_where_they_stand(qtbot, desk):
    form = AgmForm(None, desk, 2025)
    qtbot.addWidget(form)
    form._present.setText("4")
    form.texts["words"].edit.setPlainText("ກ" * 4000)
    form.save()
    assert "3,500" in form.fields["words"]._error.text()
    form.texts["words"].edit.setPlainText("short")
    form.save()
    assert "there are 3 members" in form.fields["present_count"]._error.text()
    assert form.texts["words"].blocks()[0].text == "short"


def test_nothing_from_a_page_of_the_web_comes_in_but_letters(qtbot, desk):
    from PySide6.QtCore import QMimeData

    form = AgmForm(None, desk, 2025)
    qtbot.addWidget(form)
    given = QMimeData()
    given.setHtml("<h1 style='color:red'>Big</h1><img src='http://x'><script>1</script>")
    given.setText("Big")
    form.texts["words"].edit.insertFromMimeData(given)
    assert form.texts["words"].text() == "Big"
    assert form.texts["words"].edit.fontWeight() <= QFont.Weight.Medium


# --- the language of papers -----------------------------------------------------------------------------------------------------
def test_papers_start_in_the_language_the_coop_decided_and_a_choice_here_stays(qtbot, desk):
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.refresh()
    assert made._language.value() == "lo"
    made._language.set_value("en")
    made.refresh()
    assert made._language.value() == "en"
    paper_settings.change_setting(desk.book, ChangeSetting("papers.both", "yes", date(2025, 1, 1), "board"))
    made.refresh()
    assert made._language.value() == "lo+en"


def test_a_paper_starts_in_the_language_of_whom_it_is_for(qtbot, desk):
    with desk.book.reading() as tx:
        known = members.details(tx, 2)
    change_member(desk.book, ChangeMember(2, replace(known, language="en")))
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.show_for(("member-statement", "1"))
    assert (made._language.value(), made._shown.member_number) == ("lo", "1")
    made.show_for(("member-statement", "2"))
    assert (made._language.value(), made._shown.member_number) == ("en", "2")
    made.show_for(("trial-balance", ""))
    assert made._language.value() == "lo"
    made._language.set_value("lo+en")
    made.show_for(("member-statement", "2"))
    assert made._language.value() == "lo+en"
    speaks = paper_language.of_everybody(desk.book)
    assert [speaks(one) for one in batches.statements(desk.book, batches.Batch(made._period(), "number"))] == ["lo", "en", "lo"]


def test_pages_are_printed_lying_or_standing_as_they_are(qtbot, page, tmp_path):
    page.show_for(("members-by-village", ""))
    standing = page.document.pagePointSize(0)
    page.show_for(("share-register", ""))
    lying = page.document.pagePointSize(0)
    assert (standing.width() < standing.height(), lying.width() > lying.height()) == (True, True)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    (size,) = {tuple(round(side) for side in one.get_size()) for one in PdfDocument(tmp_path / "printed.pdf")}
    assert size == (842, 595)


def test_the_register_as_it_was_known_on_an_earlier_day(qtbot, page):
    page.show_for("member-register")
    assert (page._knew.isVisible(), page._known_on.isVisible()) == (True, False)
    assert page._shown.document["total_shares"] == 3
    page._knew.setChecked(True)
    page._known_on.set_value(date(2025, 3, 30))
    page.show_paper()
    assert page._known_on.isVisible()
    # Everything in this book was recorded on 31 March.
    assert page._shown.document["total_shares"] == 0
    page.show_for("trial-balance")
    assert not page._knew.isVisible()


# --- the very paper -------------------------------------------------------------------------------------------------------
def test_a_list_opens_its_own_paper_also_when_a_later_year_has_the_number_again(qtbot, tmp_path, told, qapp):
    coop = new_trade(tmp_path, date(2026, 1, 10))
    coop.begin_with()
    with coop.book:
        for on, kip in ((date(2025, 12, 30), 70_000), (date(2026, 1, 5), 90_000)):
            cash.pay_expense(coop.book, PayExpense(on, (ExpenseLine("rent", Kip(kip)),), "ທ້າວ ດາວ"))
        with coop.reading() as tx:
            first, last = tx.all("SELECT document_id, number FROM document WHERE kind = 'expense' ORDER BY document_id")
        assert first[1] == last[1]
        page = ReportsPage(Desk(coop.book, Runner(), date(2026, 1, 10), told.go, told.say, told.act))
        qtbot.addWidget(page)
        page.show_for(("receipt", first[1], ThatPaper(first[0])))
        assert page._shown.on == date(2025, 12, 30)
        page.show_for(("receipt", first[1]))
        assert page._shown.on == date(2026, 1, 5)
        page.show_for(("receipt", first[1], ThatPaper(first[0])))
        page._number.selectAll()
        qtbot.keyClicks(page._number, last[1])
        page.show_paper()
        assert page._shown.on == date(2026, 1, 5)


# --- beside another time --------------------------------------------------------------------------------------------------
def test_a_statement_is_compared_with_what_is_chosen(qtbot, page):
    page.show_for(("balance-sheet", "", TODAY))
    assert page._beside.isVisible()
    told = []
    for key in ("before", "year", "nothing"):
        page._beside.setCurrentIndex(page._beside.findData(key))
        page.show_paper()
        told.append([column.title for column in page._shown.columns[2:]])
    assert told == [["31/03/2025", "31/12/2024"], ["31/03/2025", "31/03/2024"], ["31/03/2025"]]
    page.show_for(("trial-balance", "", TODAY))
    assert not page._beside.isVisible()


def test_the_figures_of_a_statement_and_of_a_pack_are_listed_with_their_units(qtbot, page):
    for asked, said in ((("member-statement", "2"), "3"), (("district-pack", ""), "250,000 ₭")):
        page.show_for(asked)
        assert page._why.isVisible()
        page.explain()
        dialog = next(one for one in page.findChildren(PaperFigures) if one.isVisible())
        shown = [dialog.table.model.index(row, 3).data() for row in range(dialog.table.model.rowCount())]
        assert said in shown
        dialog.reject()
