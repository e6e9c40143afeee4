"""Every figure of the Deliveries pages leads down to its papers: what the dialog adds up is what the page shows, cell by cell."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel

from coopbooks.coop.payment_runs import ApproveRun, PayRun
from coopbooks.coop.produce import DeliveryLine, GiveAdvance, RecordDelivery
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.stock import CountLine, CountStock
from coopbooks.i18n import formats
from coopbooks.ledger.money import Kip
from coopbooks.services import paper_settings, payment_runs, produce, stock
from coopbooks.services.explaining import explain
from coopbooks.services.paper_settings import change_setting
from coopbooks.services.reversal import reverse_paper
from coopbooks.ui.deliveries import day as day_module
from coopbooks.ui.deliveries.advances import AdvancesPage
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.runs import RunsPage
from coopbooks.ui.deliveries.sheets import SheetsPage
from coopbooks.ui.deliveries.stock import StockPage
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.papers import ThatPaper

DAY = date(2025, 3, 31)


@pytest.fixture
def season(desk):
    """Slips paid in every way, one with several weighings, one set off, one taken back; two places."""
    book = desk.book
    with book.writing() as tx:
        tx.memo["cash_judged_later"] = True
        produce.give_advance.within(tx, GiveAdvance(1, date(2025, 2, 1), "rice", Kip(50_000)))
        for member, day, gross, advance, paid, point in (
                (1, DAY, 40_500, 20_000, "later", "ບ້ານໜອງບົວ"), (2, DAY, 33_000, 0, "cash", ""), (3, DAY, 12_400, 0, "bank", ""),
                (1, date(2025, 3, 30), 21_000, 0, "later", ""), (2, DAY, 99_000, 0, "later", "ບ້ານໜອງບົວ")):
            produce.record_delivery.within(tx, RecordDelivery(member, day, (
                DeliveryLine(1, "A", gross, 500, Kip(9_000), advance_kip=Kip(advance), weighings=(gross - 10_000, 10_000)),), paid, point=point))
    with book.reading() as tx:
        (undone,) = tx.one("SELECT document_id FROM delivery_line WHERE gross_g = 99000")
    reverse_paper(book, ReversePaper(undone, DAY, "wrong member"))
    return desk


def _shown(qtbot, desk, kind, *more):
    made = kind(desk, *more)
    qtbot.addWidget(made)
    made.resize(1158, 600)
    made.show()
    made.refresh()
    return made


def _explained(desk, table, *titles, show=int):
    """Each figure of these columns, and of their totals, against the sum of the lines behind it; how many there were."""
    count = 0
    for place, column in enumerate(table.model.columns):
        if column.title not in titles:
            continue
        for row in table.model.rows:
            figure = column.explain(row)
            assert (figure is None) == (not column.get(row)), (column.title, row)
            if figure is not None:
                assert explain(desk.book, figure).kip == column.get(row), (column.title, row)
                count += 1
        whole = table.total_figure(place)
        if column.total is not None:
            assert explain(desk.book, whole).kip == sum(column.get(row) for row in table.model.rows), column.title
    return count


def test_the_day_sheet(qtbot, season, tmp_path):
    page = _shown(qtbot, season, DaySheetPage, QSettings(str(tmp_path / "m.ini"), QSettings.Format.IniFormat))
    assert len(page.table.model.rows) == 5
    assert _explained(season, page.table, "Net kg", "Amount ₭") == 10
    (off,) = [column for column in page.table.model.columns if column.title == "Taken off ₭"]
    line = next(row for row in page.table.model.rows if row.advance_kip)
    assert explain(season.book, off.explain(line)).kip == 20_000
    told = {"Paid at once": "399,600", "To pay later": "340,000"}
    for label in page.side.findChildren(QLabel):
        if label.text() in told.values():
            label.actions()[0].trigger()
            dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainDialog) and one.isVisible())
            assert formats.kip(dialog.found.kip) == label.text()
            told = {name: text for name, text in told.items() if text != label.text()}
            dialog.reject()
    assert told == {}


def test_a_weight_is_told_in_kilograms(qtbot, season, tmp_path):
    page = _shown(qtbot, season, DaySheetPage, QSettings(str(tmp_path / "m.ini"), QSettings.Format.IniFormat))
    page.side._total.actions()[0].trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainDialog) and one.isVisible())
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert page.side._total.text() == "84.4 kg"
    assert "84.4 kg" in texts
    assert "The net weight of deliveries." in texts
    assert [line.number for line in dialog.lines.model.rows] == ["RC-0001", "RC-0002", "RC-0003"]
    dialog.reject()


def test_the_list_of_sheets_day_by_day_and_in_all(qtbot, season):
    page = _shown(qtbot, season, SheetsPage)
    assert [(one.on, one.point, one.slip_count, one.net_g) for one in page.table.model.rows] == [
        (DAY, "", 2, 44_400), (DAY, "ບ້ານໜອງບົວ", 2, 40_000), (date(2025, 3, 30), "", 1, 20_500)]
    assert _explained(season, page.table, "Net kg", "Amount ₭", "Set off ₭", "Paid at once ₭", "To pay later ₭") == 10


def test_a_second_payment_to_its_slips_and_its_papers(qtbot, season):
    with season.book.writing() as tx:
        from coopbooks.books import settings

        settings.add_user(tx, "Kham", "chair")
    page = _shown(qtbot, season, RunsPage)
    season.runner.book_changed.connect(lambda _topics: page.refresh())
    order = payment_runs.MakeRun("second", DAY, date(2025, 1, 1), DAY, rate_kip=Kip(100))
    payment_runs.make_run(season.book, order)
    page.refresh()
    columns = {column.title: column for column in page.lines.model.columns}
    line = page.view().members[0]
    assert columns["Earned ₭"].explain(line) is None
    assert columns["Paid now ₭"].explain(line) is None
    payment_runs.approve_run(season.book, ApproveRun(1, DAY, "Kham"))
    with season.book.writing() as tx:
        tx.memo["cash_judged_later"] = True
        payment_runs.pay_run.within(tx, PayRun(1, DAY))
    page.refresh()
    assert _explained(season, page.lines, "kg", "Earned ₭", "Paid now ₭") == 9


def test_what_was_given_as_an_advance_and_what_a_count_was_worth(qtbot, season):
    page = _shown(qtbot, season, AdvancesPage)
    (given,) = [column for column in page.table.model.columns if column.title == "Given ₭"]
    assert [explain(season.book, given.explain(line)).kip for line in page.view.lines] == [50_000]
    stock.count_stock(season.book, CountStock(DAY, (CountLine(1, "A", 104_900, Kip(9_000)),)))
    stored = _shown(qtbot, season, StockPage)
    assert _explained_value(season, stored) == [944_100]


def _explained_value(desk, page):
    (value,) = [column for column in page.lots.model.columns if column.title == "Value ₭"]
    assert explain(desk.book, value.explain_total(page.lots.model.rows)).kip == page.view.account_kip
    return [explain(desk.book, value.explain(lot)).kip for lot in page.lots.model.rows]


# --- beside the figures -------------------------------------------------------------------------------------------------
def test_the_last_five_of_this_clerk_stay_in_view_whatever_day_is_shown(qtbot, season, tmp_path, told):
    page = _shown(qtbot, season, DaySheetPage, QSettings(str(tmp_path / "m.ini"), QSettings.Format.IniFormat))
    assert [line.number for line in page.side.last.lines] == ["RC-0005", "RC-0004", "RC-0003", "RC-0002", "RC-0001"]
    for _ in range(2):
        produce.record_delivery(season.book, RecordDelivery(3, DAY, (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    season.book.user_name = "another clerk"
    produce.record_delivery(season.book, RecordDelivery(3, DAY, (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    season.book.user_name = "treasurer"
    page._on.set_value(date(2025, 1, 2))
    page.refresh()
    assert page.table.model.rows == []
    assert [line.number for line in page.side.last.lines] == ["RC-0007", "RC-0006", "RC-0005", "RC-0004", "RC-0003"]
    cells = page.side.last._cells[2]
    assert [cell.text() for cell in cells] == ["RC-0005", "2 A", "98.5", "886,500"]
    assert cells[0].font().strikeOut()
    assert not page.side.last._cells[0][0].font().strikeOut()
    qtbot.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    assert told.went[-1] == ("reports", "receipt", "RC-0005", ThatPaper(page.side.last.lines[2].document_id))


@pytest.mark.parametrize("decided", ["lo", "en", "lo+en"])
def test_a_slip_is_printed_in_the_language_of_the_co_ops_papers(qtbot, season, tmp_path, monkeypatch, decided):
    if decided == "lo+en":
        change_setting(season.book, paper_settings.rules.ChangeSetting("papers.both", "yes", date(2025, 1, 1), "board"))
    elif decided == "en":
        change_setting(season.book, paper_settings.rules.ChangeSetting("cooperative.language", "en", date(2025, 1, 1), "board"))
    page = _shown(qtbot, season, DaySheetPage, QSettings(str(tmp_path / "m.ini"), QSettings.Format.IniFormat))
    from coopbooks.reports import catalogue

    spoken, printed = [], []
    drawn = catalogue.render
    monkeypatch.setattr(catalogue, "render", lambda paper, ending, language: spoken.append(language) or drawn(paper, ending, language))
    monkeypatch.setattr(day_module, "print_at_once", lambda content: printed.append(content) or True)
    page._print("RC-0001")
    assert spoken == [decided]
    assert printed[0].startswith(b"%PDF")
    with season.book.reading() as tx:
        assert tx.one("SELECT count(*) FROM printed_paper") == (1,)
