"""Ctrl+E on a figure shows the lines behind it; Enter opens the paper; the right mouse button offers the same."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QVBoxLayout

from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.figures import Figure, Worked, counted
from coopbooks.ledger.money import Kip
from coopbooks.services import produce, register
from coopbooks.ui.kit.explain import ExplainDialog, explained, show_explanation
from coopbooks.ui.kit.papers import ThatPaper
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import plain
from coopbooks.ui.shell.page import Page

OWED = Figure(("producers-payable",), last_day=date(2025, 3, 31), credit=True)
COLUMNS = (
    Column("No.", lambda m: m.number),
    Column("We owe ₭", lambda m: m.owed_kip, right=True, total=lambda rows: str(sum(m.owed_kip for m in rows)),
           explain=lambda m: Figure(OWED.accounts, None, OWED.last_day, m.member_id, credit=True) if m.owed_kip else None,
           explain_total=lambda _rows: OWED))


class _Owed(Page):
    def __init__(self, desk) -> None:
        super().__init__(desk)
        self.table = RecordTable(COLUMNS)
        self.figure = plain("0")
        explained(self.figure, lambda: OWED)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(self.figure)
        self.table.show_rows(register.list_members(desk.book, desk.today).lines)


@pytest.fixture
def page(qtbot, desk):
    for member in (1, 2):
        produce.record_delivery(desk.book, RecordDelivery(member, date(2025, 3, 30), (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    made = _Owed(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def _dialog() -> ExplainDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ExplainDialog) and widget.isVisible())


def test_ctrl_e_shows_the_lines_and_enter_opens_the_paper(qtbot, page, told):
    page.table.view.selectRow(1)
    qtbot.keyClick(page.table.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog()
    assert dialog.found.kip == 90_000
    assert [line.number for line in dialog.lines.model.rows] == ["RC-0002"]
    assert dialog.behind.entry.number == "RC-0002"
    qtbot.keyClick(dialog.lines.view, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert told.went == [("reports", "receipt", "RC-0002", ThatPaper(dialog.lines.model.rows[0].document_id))]


def test_a_cell_without_a_figure_explains_nothing(qtbot, page):
    page.table.view.selectRow(2)
    qtbot.keyClick(page.table.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ExplainDialog) and widget.isVisible()]


def test_the_totals_row_is_explained_as_well(qtbot, page):
    assert page.table.total_figure(0) is None
    assert page.table.total_figure(1) == OWED


def test_the_right_mouse_button_offers_it(qtbot, page):
    at = page.table.view.visualRect(page.table.model.index(0, 1)).center()
    page.table.view.customContextMenuRequested.emit(at)
    menu = next(one for one in page.table.findChildren(QMenu) if one.isVisible())
    assert menu.actions()[0].text().startswith("Explain this number")
    menu.actions()[0].trigger()
    menu.close()
    dialog = _dialog()
    assert dialog.found.kip == 90_000
    dialog.reject()


def test_a_label_explains_itself(qtbot, page):
    page.figure.actions()[0].trigger()
    dialog = _dialog()
    assert dialog.found.kip == 180_000
    assert len(dialog.lines.model.rows) == 2
    dialog.reject()


def test_it_speaks_lao(qtbot, page):
    set_language("lo")
    page.figure.actions()[0].trigger()
    dialog = _dialog()
    texts = [label.text() for label in dialog.findChildren(type(page.figure))]
    assert not [text for text in texts if "Everything" in text or "Debit" in text]
    dialog.reject()


def test_a_weight_and_what_was_worked_out_are_told_in_words(qtbot, page):
    told = []
    for figure in (counted("delivered", last_day=date(2025, 3, 31)),
                   Figure((), None, date(2025, 3, 31), worked=(Worked("Planned: {basis}", 5_000, (("basis", "02/2025"),)),))):
        show_explanation(page.figure, figure)
        dialog = _dialog()
        told.append([label.text() for label in dialog.findChildren(QLabel) if label.text()])
        dialog.reject()
    assert "The net weight of deliveries. Up to 31/03/2025." in told[0]
    assert "20 kg" in told[0]
    assert "Planned: 02/2025" in told[1]
    assert "5,000 ₭" in told[1]
