"""The ledger's pages on a real book: what is typed, what is refused at its field, what is shown of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from coopbooks.books import journal as store
from coopbooks.coop.counts import CountCash, NoteCount
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.months import COUNTED, LOCKED, OPEN, SetMonth
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import budget, chart, counts, drafts, journal, months, produce
from coopbooks.services.explaining import explain
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.explain_paper import PaperFigures
from coopbooks.ui.kit.lines import Cell
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.words import speak
from coopbooks.ui.ledger.budget import BudgetForm, BudgetPage, typed_month
from coopbooks.ui.ledger.card import CardPage
from coopbooks.ui.ledger.chart import AccountForm, ChartPage
from coopbooks.ui.ledger.entry import EntryPage
from coopbooks.ui.ledger.journal import JournalPage
from coopbooks.ui.ledger.months import MonthForm, MonthsPage
from coopbooks.ui.ledger.opening import OpeningPage
from coopbooks.ui.ledger.page import LedgerPage
from coopbooks.ui.printing.page import ReportsPage

RENT = PostEntry(date(2025, 1, 20), (EntryLine("rent", Kip(200_000)), EntryLine("cash", credit_kip=Kip(200_000))), note="ສາງ")


@pytest.fixture
def begun(book):
    journal.post_opening(book, PostOpening((EntryLine("cash", Kip(5_000_000)), EntryLine("reserve", credit_kip=Kip(5_000_000)))))
    return book


def _page(qtbot, kind, desk):
    page = kind(desk)
    qtbot.addWidget(page)
    page.resize(1158, 560)
    page.show()
    page.refresh()
    return page


def _type(page, *lines):
    """Lines as (account, debit, credit, person)."""
    for place, (account, debit, credit, who) in enumerate(lines):
        for name, text in (("account", account), ("debit_kip", debit), ("credit_kip", credit), ("who", who)):
            if text:
                column = next(one for one in page.lines.grid.model.columns if one.name == name)
                found = column.find(text) if column.find else ()
                page.lines.grid.model.type(place, name, text, found[0] if found else None)


def _open(kind):
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


# --- chart ------------------------------------------------------------------------------------------------------------
def test_the_chart_is_filtered_found_and_explained(qtbot, begun, desk, told):
    page = _page(qtbot, ChartPage, desk)
    assert len(page.table.model.rows) > 50
    page._choose("expense")
    assert {line.account.kind.value for line in page.table.model.rows} == {"expense"}
    page._choose("")
    page._find.setText("ເງິນສົດ")
    assert [line.account.code for line in page.table.model.rows] == ["531"]
    page.table.view.selectRow(0)
    qtbot.keyClick(page.table.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = _open(ExplainDialog)
    assert dialog.found.kip == 5_000_000 + 250_000
    dialog.reject()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert told.went == [("ledger", "card", "531")]


def test_an_account_is_added_renamed_and_refused_at_its_field(qtbot, desk, told):
    page = _page(qtbot, ChartPage, desk)
    page.add_new()
    form = _open(AccountForm)
    form.code.setText("531")
    form.lao.setText("ຄ່າໂທລະສັບ")
    form.kind.set_value("expense")
    form.save()
    assert "is the account" in form.fields["code"]._error.text()
    assert form.lao.text() == "ຄ່າໂທລະສັບ"
    form.code.setText("628")
    form.save()
    assert told.said == ["Account 628 is in the chart."]
    form = AccountForm(page, desk, next(line for line in chart.chart_of(desk.book, desk.today) if line.account.code == "628"))
    form.lao.clear()
    form.save()
    assert "Write a name" in form.fields["name_lo"]._error.text()
    form.english.setText("Telephone")
    form.save()
    assert chart.prepare_account(desk.book, "628").account.name_en == "Telephone"
    locked = AccountForm(page, desk, next(line for line in chart.chart_of(desk.book, desk.today) if line.account.code == "531"))
    assert not locked.kind.isEnabled()
    assert locked.lao.isEnabled()
    form.deleteLater()
    locked.deleteLater()


# --- entry by hand ----------------------------------------------------------------------------------------------------
def test_an_entry_is_saved_only_when_it_balances(qtbot, begun, desk, told):
    page = _page(qtbot, EntryPage, desk)
    _type(page, ("613", "250k", "", ""), ("531", "", "200,000", ""))
    assert page.lines.difference_kip() == 50_000
    assert "Debit is 50,000 more." in page.lines._rest.text()
    assert not page._save.isEnabled()
    page.lines.grid.go_to(1, "account")
    page.lines.put_rest()
    assert page.lines.difference_kip() == 0
    assert page.lines._rest.text() == "It balances."
    page.note.setText("ຄ່າເຊົ່າສາງ")
    page.save()
    assert told.said == ["JV-0001 is saved."]
    assert page.lines.lines() == ()
    with begun.reading() as tx:
        entry = next(one for one in store.entries(tx, desk.today, desk.today) if one.number == "JV-0001")
    assert [(leg.account_code, leg.kip) for leg in entry.legs] == [("613", 250_000), ("531", -250_000)]
    assert entry.note == "ຄ່າເຊົ່າສາງ"


def test_the_rest_goes_into_a_new_line_and_to_the_other_side(qtbot, begun, desk):
    page = _page(qtbot, EntryPage, desk)
    _type(page, ("613", "", "70,000", ""))
    page.lines.grid.go_to(1, "account")
    page.lines.put_rest()
    assert [(line.debit_kip, line.credit_kip) for line in page.lines.lines()] == [(0, 70_000), (70_000, 0)]
    page.lines.grid.go_to(0, "account")
    page.lines.grid.model.type(1, "debit_kip", "90,000")
    page.lines.put_rest()
    assert page.lines.difference_kip() == 0


@pytest.mark.parametrize(("lines", "place", "column", "sentence"), [
    ([("9999", "10", "", ""), ("531", "", "10", "")], 0, "account", "“9999” is not in the list."),
    ([("613", "1000000000000000", "", ""), ("531", "", "10", "")], 0, "debit_kip", "The most is 999,999,999,999,999."),
    ([("613", "ten", "", ""), ("531", "", "10", "")], 0, "debit_kip", "“ten” is not a number."),
    ([("613", "1.250", "", ""), ("531", "", "10", "")], 0, "debit_kip", "without the dot"),
    ([("613", "10", "10", ""), ("531", "10", "10", "")], 0, "debit_kip", "not both"),
    ([("613", "10", "", ""), ("403", "", "10", "")], 1, "who", "Say which member."),
    ([("411", "10", "", ""), ("531", "", "10", "")], 0, "who", "Say which customer."),
    ([("101", "", "10", "1"), ("531", "10", "", "")], 0, "account", "moves only with the share register"),
    ([("613", "9m", "", ""), ("531", "", "9m", "")], 1, "credit_kip", "less than 9,000,000")])
def test_what_is_wrong_is_told_at_its_cell_and_nothing_typed_is_lost(qtbot, begun, desk, lines, place, column, sentence):
    page = _page(qtbot, EntryPage, desk)
    head = begun.head_code()
    _type(page, *lines)
    page.save()
    assert sentence in page.lines.grid.model.complaint(place, column)
    assert begun.head_code() == head
    assert page.lines.grid.model.rowCount() == len(lines) + 1
    assert page.lines.grid.model.text(0, page.lines.grid.model.columns[0])


def test_a_day_that_is_shut_or_ahead_is_told_at_the_day(qtbot, begun, desk):
    months.set_month(begun, SetMonth("2025-01", LOCKED, "counted"))
    page = _page(qtbot, EntryPage, desk)
    _type(page, ("613", "10", "", ""), ("531", "", "10", ""))
    head = begun.head_code()
    page.on.set_value(date(2025, 1, 31))
    page.save()
    assert page.fields["on"]._error.text() == "31/01/2025 is in a locked month. The first open day is 01/02/2025."
    page.on.set_value(date(2025, 4, 1))
    page.save()
    assert "lies ahead" in page.fields["on"]._error.text()
    page.on.setText("32/13")
    page.save()
    assert "is not a day" in page.fields["on"]._error.text()
    assert begun.head_code() == head
    page.on.set_value(date(2025, 2, 1))
    page.save()
    assert begun.head_code() != head


def test_saving_the_same_entry_twice_saves_it_once(qtbot, begun, desk):
    page = _page(qtbot, EntryPage, desk)
    _type(page, ("613", "10", "", ""), ("531", "", "10", ""))
    order, key = page.order(), page.request_key
    journal.post_entry(begun, order, key)
    page.save()
    with begun.reading() as tx:
        (count,) = tx.one("SELECT count(*) FROM document WHERE kind = 'journal'")
    assert count == 1


# --- journal ----------------------------------------------------------------------------------------------------------
def test_the_journal_is_filtered_by_day_kind_account_and_text(qtbot, begun, desk):
    journal.post_entry(begun, RENT)
    produce.record_delivery(begun, RecordDelivery(1, date(2025, 3, 30), (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    page = _page(qtbot, JournalPage, desk)
    assert {line.entry.number for line in page.shown()} == {"RC-0001"}
    page.period.first.set_value(date(2025, 1, 1))
    page.refresh()
    assert {line.entry.number for line in page.shown()} == {"SH-0001", "JV-0001", "RC-0001"}
    assert sum(line.leg.kip for line in page.shown()) == 0
    page.kind.set_value("journal")
    assert {line.entry.number for line in page.shown()} == {"JV-0001"}
    page.kind.set_value("")
    page.account.set_thing(next(one for one in journal.find_accounts(begun, "531")))
    assert {line.entry.number for line in page.shown()} == {"SH-0001", "JV-0001"}
    page.account.clear()
    page.words.setText("ສາງ")
    assert {line.entry.number for line in page.shown()} == {"JV-0001"}
    assert len(page.shown()) == 2


def test_what_was_typed_into_an_entry_is_there_again_after_a_power_cut(qtbot, begun, desk, told):
    page = _page(qtbot, EntryPage, desk)
    assert not page.drafts.card.isVisible()
    page.note.setText("ສາງ")
    _type(page, ("rent", "200000", "", ""), ("403", "", "200000", "2"))
    page.drafts.keep()
    again = _page(qtbot, EntryPage, desk)
    assert again.drafts.card.isVisible()
    again.drafts.go_on()
    assert again.order() == page.order()
    assert [line.member_id for line in again.order().lines] == [None, 2]
    assert again.note.text() == "ສາງ"
    _type(again, ("", "", "", ""), ("cash", "", "", ""))
    again.lines.grid.model.type(1, "who", "")
    again.save()
    assert told.said == ["JV-0001 is saved."]
    assert drafts.all_drafts(begun) == ()
    assert not _page(qtbot, EntryPage, desk).drafts.card.isVisible()


def test_a_new_entry_leaves_the_draft_before_it_for_later(qtbot, begun, desk):
    page = _page(qtbot, EntryPage, desk)
    page.note.setText("ໜຶ່ງ")
    page.add_new()
    page.note.setText("ສອງ")
    page.drafts.keep()
    assert len(drafts.all_drafts(begun)) == 2
    page.throw_away()
    assert len(drafts.all_drafts(begun)) == 1


def test_opening_balances_that_were_not_finished_are_offered_again(qtbot, book, desk):
    page = _page(qtbot, OpeningPage, desk)
    _type(page, ("cash", "1000000", "", ""))
    page.drafts.keep()
    again = _page(qtbot, OpeningPage, desk)
    again.drafts.go_on()
    assert [(line.account, line.debit_kip) for line in again.lines.lines()] == [("531", 1_000_000)]


@pytest.mark.parametrize(("text", "name", "said"), [
    ("0", "debit_kip", "above 0"), ("-1", "debit_kip", "above 0"), ("1000000000000000", "debit_kip", "999,999,999,999,999"), ("12a", "debit_kip", "12a"),
    ("9999", "account", "9999")])
def test_a_wrong_cell_of_an_entry_says_so_at_the_cell_and_nothing_is_lost(qtbot, begun, desk, text, name, said):
    page = _page(qtbot, EntryPage, desk)
    head = begun.head_code()
    _type(page, ("rent", "5", "", ""), ("cash", "", "5", ""))
    page.lines.grid.model.type(0, name, text)
    page.save()
    told = [sentence for _, _, sentence in page.lines.grid.model.complaints()] or [
        page.lines.grid.model.complaint(0, name), page.lines._told.text(), page._told.text(), page.lines._rest.text()]
    assert any(said in sentence.replace("\u200b", "") for sentence in told if sentence), told
    assert begun.head_code() == head
    assert page.lines.grid.model.lines[0][name].text


def test_an_entry_ahead_of_today_is_refused_at_its_day(qtbot, begun, desk):
    page = _page(qtbot, EntryPage, desk)
    _type(page, ("rent", "5", "", ""), ("cash", "", "5", ""))
    page.on.set_value(date(2025, 4, 1))
    page.save()
    assert "01/04/2025" in page.fields["on"]._error.text()
    assert page.lines.lines()


def test_an_entry_of_a_locked_month_is_corrected_on_the_first_open_day(qtbot, begun, desk, told):
    journal.post_entry(begun, RENT)
    months.set_month(begun, SetMonth("2025-01", LOCKED, "counted"))
    page = _page(qtbot, JournalPage, desk)
    page.period.first.set_value(date(2025, 1, 1))
    page.refresh()
    page.table.view.selectRow(next(place for place, line in enumerate(page.table.model.rows) if line.entry.number == "JV-0001"))
    page.correct()
    _open(ReverseForm).save()
    assert told.went[-1][:2] == ("ledger", "entry")
    entry = _page(qtbot, EntryPage, desk)
    entry.show_for(told.went[-1][2])
    assert entry.on.value() == date(2025, 2, 1)
    assert [(line.account, line.kip) for line in entry.lines.lines()] == [("613", 200_000), ("531", -200_000)]
    entry.lines.grid.model.type(0, "debit_kip", "250,000")
    entry.lines.grid.model.type(1, "credit_kip", "250,000")
    entry.save()
    with begun.reading() as tx:
        told_entries = [(one.on, one.action, one.number) for one in store.entries(tx, date(2025, 1, 20), date(2025, 3, 31))]
    assert told_entries == [(date(2025, 1, 20), "journal", "JV-0001"), (date(2025, 2, 1), "reversal", "RX-0001"),
                            (date(2025, 2, 1), "journal", "JV-0002")]


# --- account card -----------------------------------------------------------------------------------------------------
def test_the_card_runs_from_brought_forward_to_the_balance_and_opens_papers(qtbot, begun, desk, told):
    journal.post_entry(begun, RENT)
    page = _page(qtbot, CardPage, desk)
    assert page._empty.isVisible()
    page.show_for("531")
    assert [line.number for line in page.table.model.rows] == ["SH-0001", "JV-0001"]
    assert (page._opening.text(), page._closing.text()) == ("5,000,000", "5,050,000 ₭")
    page.table.view.selectRow(1)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert told.went == [("reports", "receipt", "JV-0001", ThatPaper(page.table.model.rows[1].document_id))]
    page.table.explain_current()
    dialog = _open(ExplainDialog)
    assert dialog.found.kip == 5_050_000
    dialog.reject()
    for place in (4, 5):
        figure = page.table.total_figure(place)
        assert figure.side in ("debit", "credit")


def test_the_card_of_one_member(qtbot, begun, desk):
    for member in (1, 2):
        produce.record_delivery(begun, RecordDelivery(member, date(2025, 3, 30), (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    page = _page(qtbot, CardPage, desk)
    page.show_for("producers-payable")
    assert page._closing.text() == "180,000 ₭"
    page.person.set_thing(journal.find_people(begun, "2")[0])
    assert [line.number for line in page.table.model.rows] == ["RC-0002"]
    assert page._closing.text() == "90,000 ₭"


# --- months -----------------------------------------------------------------------------------------------------------
def test_months_are_locked_with_a_reason_and_opened_again(qtbot, begun, desk, told):
    page = _page(qtbot, MonthsPage, desk)
    assert page.current().month == "2025-01"
    page.lock()
    form = _open(MonthForm)
    form.reason.clear()
    form.save()
    assert "Write the reason." in form.fields["reason"]._error.text()
    form.reason.setText("ນັບແລ້ວ")
    form.save()
    page.refresh()
    assert page.current().state == LOCKED
    assert not page._lock.isEnabled()
    page.lock()
    form = _open(MonthForm)
    assert form._state == OPEN
    form.reason.setText("ລືມໃບໜຶ່ງ")
    form.save()
    assert told.said == ["Month 01/2025 is saved as: locked.", "Month 01/2025 is saved as: open."]


def test_the_calendar_shows_twelve_months_and_the_arrows_move(qtbot, begun, desk):
    months.set_month(begun, SetMonth("2025-01", LOCKED, "ນັບແລ້ວ"))
    page = _page(qtbot, MonthsPage, desk)
    boxes = page.calendar.boxes
    assert [box.accessibleName() for box in boxes[:4]] == ["January 2025: locked", "February 2025: open", "March 2025: open", "April 2025"]
    assert [box.isEnabled() for box in boxes] == [True] * 3 + [False] * 9
    assert page.current().month == "2025-02"
    qtbot.keyClick(page.calendar, Qt.Key.Key_Left)
    assert page.current().month == "2025-01"
    assert page._why.text().replace("\u200b", "") == "ນັບແລ້ວ"
    qtbot.keyClick(page.calendar, Qt.Key.Key_Down)
    assert page.current().month == "2025-01"
    assert boxes[0].figure is not None
    assert explain(begun, boxes[0].figure).kip == boxes[0].line.moved_kip
    boxes[0].actions()[0].trigger()
    dialog = _open(ExplainDialog)
    assert dialog.found.kip == boxes[0].line.moved_kip
    dialog.reject()
    assert not page._back.isEnabled()
    assert not page._on.isEnabled()


def test_a_month_is_offered_as_counted_when_its_money_was_counted(qtbot, begun, desk):
    page = _page(qtbot, MonthsPage, desk)
    assert page.current().month == "2025-01"
    assert not page._count.isEnabled()
    assert page._counting.isVisible()
    assert page._boxes.itemAt(0).widget().text() == "Cash: not counted. The book says 5,250,000 ₭."
    counts.count_cash(begun, CountCash(date(2025, 1, 31), "cash", (NoteCount(Kip(100_000), 52), NoteCount(Kip(50_000), 1))))
    page.refresh()
    assert page._count.isEnabled()
    assert not page._counting.isVisible()
    page._count.click()
    form = _open(MonthForm)
    form.save()
    page.refresh()
    assert page.current().state == COUNTED
    assert page._how.text().startswith("counted, by treasurer on ")


def test_a_month_out_of_turn_says_which_comes_first(qtbot, begun, desk):
    form = MonthForm(None, desk, "2025-02", LOCKED)
    qtbot.addWidget(form)
    form.show()
    assert "01/2025 is still open. Lock it first." in form.after._rules.text()
    head = begun.head_code()
    form.save()
    assert begun.head_code() == head


# --- budget -----------------------------------------------------------------------------------------------------------
def test_a_budget_is_decided_compared_and_refused_at_its_cell(qtbot, begun, desk, told):
    journal.post_entry(begun, RENT)
    page = _page(qtbot, BudgetPage, desk)
    assert page._basis.text() == "No budget is decided for this year yet."
    page.add_new()
    form = _open(BudgetForm)
    find = next(column.find for column in form.lines.model.columns if column.name == "account")
    assert find("531") == []
    form.lines.model.type(0, "account", "613", find("613")[0])
    form.lines.model.type(0, "amount_kip", "-1")
    form.save()
    assert "A budget is 0 or more." in form.lines.model.complaint(0, "amount_kip")
    assert "Write the basis" in form.fields["basis"]._error.text()
    form.lines.model.type(0, "amount_kip", "1.2m")
    form.lines.model.type(0, "month", "13/2025")
    form.basis.setText("01/2025")
    form.save()
    assert "is not a month" in form.lines.model.complaint(0, "month")
    form.lines.model.type(0, "month", "")
    form.save()
    assert told.said == ["The budget is saved."]
    page.refresh()
    (rent,) = page.table.model.rows
    assert (rent.planned_kip, rent.actual_kip, rent.year_kip) == (300_000, 200_000, 1_200_000)
    assert page._basis.text() == "Last decided on 31/03/2025: 01/2025."
    page.table.view.selectRow(0)
    page.table.explain_current()
    dialog = _open(ExplainDialog)
    assert dialog.found.kip == 200_000
    dialog.reject()
    assert budget.budget_year(begun, 2025).amount("613") == 1_200_000


@pytest.mark.parametrize("text", ["3/2025", "03.2025", "2025-03", "03/2025"])
def test_a_month_is_read_as_people_write_it(text):
    assert typed_month(text) == "2025-03"


# --- opening balances -------------------------------------------------------------------------------------------------
def test_a_new_book_begins_in_the_grid_and_shows_what_it_began_with(qtbot, book, desk, told):
    page = _page(qtbot, OpeningPage, desk)
    assert page._stack.currentIndex() == 1
    _type(page, ("531", "5m", "", ""), ("701", "", "5m", ""))
    page.save()
    assert "it begins every year at 0" in page.lines.grid.model.complaint(1, "account")
    column = next(one for one in page.lines.grid.model.columns if one.name == "account")
    page.lines.grid.model.type(1, "account", "1061", column.find("1061")[0])
    page.save()
    assert told.said == ["OB-0001 is saved."]
    assert page._stack.currentIndex() == 0
    assert [leg.kip for leg in page.table.model.rows] == [5_000_000, -5_000_000]
    page.reverse()
    form = _open(ReverseForm)
    assert form.on.value() == date(2024, 12, 31)
    form.save()
    page.refresh()
    assert page._stack.currentIndex() == 1


# --- the workspace ----------------------------------------------------------------------------------------------------
def test_everything_that_takes_the_cursor_has_a_name(qtbot, begun, desk):
    page = _page(qtbot, LedgerPage, desk)
    for name, *_ in page.tabs:
        page.show_for(name)
        editors = [one for one in page.page(name).findChildren(QLineEdit) if one.isEnabled()]
        assert [one for one in editors if not one.accessibleName()] == []


def test_the_workspace_speaks_lao_everywhere_at_once(qtbot, qapp, begun, desk):
    page = _page(qtbot, LedgerPage, desk)
    for name, *_ in page.tabs:
        page.show_for(name)
    speak(qapp, "lo")
    page.say_again()
    assert page.bar.tabText(0) == "ຜັງບັນຊີ"
    entry = page.page("entry")
    entry.lines.show_lines([{"account": Cell("x"), "debit_kip": Cell("10", 10)}])
    assert "ຂ້າງໜີ້" in entry.lines._rest.text()
    set_language("en")
    speak(qapp, "en")


# --- papers -----------------------------------------------------------------------------------------------------------
def test_every_figure_of_a_paper_on_the_reports_page_leads_to_its_lines_and_their_paper(qtbot, begun, desk, told):
    journal.post_entry(begun, RENT)
    page = _page(qtbot, ReportsPage, desk)
    page.show_for("trial-balance")
    assert page._why.isVisible()
    page.explain()
    listed = _open(PaperFigures)
    assert sum(one.amount for one in listed.table.model.rows) == 4 * sum(
        one.amount for one in listed.table.model.rows if one.column == "Debit" and "Total" not in one.row)
    place = next(place for place, one in enumerate(listed.table.model.rows) if one.row[0] == "613")
    listed.table.view.selectRow(place)
    qtbot.keyClick(listed.table.view, Qt.Key.Key_Return)
    dialog = _open(ExplainDialog)
    assert dialog.found.kip == 200_000
    qtbot.keyClick(dialog.lines.view, Qt.Key.Key_Return)
    assert told.went == [("reports", "receipt", "JV-0001", ThatPaper(dialog.lines.model.rows[0].document_id))]
    assert not listed.isVisible()
    page.show_for(("receipt", "JV-0001"))
    assert not page._why.isVisible()


def test_the_account_card_of_any_account_is_a_paper(qtbot, begun, desk):
    journal.post_entry(begun, RENT)
    page = _page(qtbot, ReportsPage, desk)
    page.show_for("account-card")
    page._account.set_value("613")
    page.show_paper()
    assert page._shown.to_json()["account"]["code"] == "613"
    page.show_for("cash-book")
    assert page._shown.to_json()["account"] == "cash"
