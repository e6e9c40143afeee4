"""The grid of lines, by keyboard alone: cells, lines, things found by typing, and what is told of a cell."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coopbooks.i18n.catalogue import set_language
from coopbooks.ui.kit.lines import KIP, QUANTITY, Cell, LineColumn, LinesEdit


@dataclass(frozen=True)
class Thing:
    code: str
    name: str


THINGS = (Thing("CH", "Cherry"), Thing("PA", "Parchment"), Thing("GR", "Green bean"))


def found(text):
    return [one for one in THINGS if text.lower() in f"{one.code} {one.name}".lower()]


COLUMNS = (
    LineColumn("product", "Product", width=200, find=found, label=lambda one: one.name, row=lambda one: f"{one.code} · {one.name}", free=True),
    LineColumn("quantity_milli", "Quantity", QUANTITY),
    LineColumn("price_kip", "Price ₭", KIP),
    LineColumn("amount", "Amount ₭", right=True, worked_out=lambda line: str((line["quantity_milli"] or 0) * (line["price_kip"] or 0) // 1000)),
)


@pytest.fixture
def grid(qtbot):
    set_language("en")
    made = LinesEdit(COLUMNS, "Lines")
    made.resize(700, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.start()
    yield made
    set_language("lo")


def editor(grid):
    """The editor that is open in the grid now."""
    return next(one for one in grid.view.viewport().findChildren(QLineEdit) if one.isVisible())


def keys(grid, *typed):
    for one in typed:
        if isinstance(one, str):
            QTest.keyClicks(editor(grid), one)
        else:
            QTest.keyClick(editor(grid), one)
        QApplication.processEvents()


ENTER = Qt.Key.Key_Return


def meaning(grid):
    return [(line["product"].code if line["product"] else line["product_text"], line["quantity_milli"], line["price_kip"])
            for line in grid.values()]


def test_two_lines_are_typed_with_enter_alone_and_an_empty_one_waits(grid):
    keys(grid, "gr", ENTER, "2.5", ENTER, "98k", ENTER, "freight", ENTER, "1", ENTER, "1200000", ENTER)
    assert meaning(grid) == [("GR", 2_500, 98_000), ("freight", 1_000, 1_200_000)]
    assert [grid.model.text(row, grid.model.columns[3]) for row in range(3)] == ["245000", "1200000", ""]
    assert grid.model.index(0, 2).data() == "98,000"
    assert grid.view.currentIndex().row() == 2


def test_leaving_the_empty_line_with_enter_leaves_the_grid(grid, qtbot):
    keys(grid, "gr", ENTER, "1", ENTER, "5", ENTER)
    with qtbot.waitSignal(grid.left):
        keys(grid, ENTER)
    assert len(grid.values()) == 1


def test_lines_are_put_in_copied_and_taken_out(grid):
    keys(grid, "gr", ENTER, "1", ENTER, "5", ENTER)
    QTest.keyClick(editor(grid), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert meaning(grid) == [("GR", 1_000, 5), ("GR", 1_000, 5)]
    QTest.keyClick(editor(grid), Qt.Key.Key_Insert)
    assert [one[0] for one in meaning(grid)] == ["GR", "", "GR"]
    keys(grid, "ch")
    QTest.keyClick(editor(grid), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [one[0] for one in meaning(grid)] == ["GR", "GR"]
    grid.view.clicked.emit(grid.model.index(0, 4))
    grid.view.clicked.emit(grid.model.index(1, 4))
    assert meaning(grid) == [("GR", 1_000, 5)]


def test_shift_enter_goes_back(grid):
    keys(grid, "gr", ENTER)
    QTest.keyClick(editor(grid), ENTER, Qt.KeyboardModifier.ShiftModifier)
    assert grid.view.currentIndex().column() == 0


@pytest.mark.parametrize(("typed", "sentence"), [
    ("1.250", "1.250 is unclear: write it without the dot."), ("12.5", "12.5 is not whole kip."), ("many", "“many” is not a number."),
    ("9999999999999999", "9999999999999999 is too large. The most is 999,999,999,999,999.")])
def test_what_cannot_be_read_stays_and_is_told(grid, typed, sentence):
    keys(grid, "gr", ENTER, "1", ENTER, typed, ENTER)
    assert grid.complaint() == sentence
    assert grid.model.index(0, 2).data() == typed
    assert meaning(grid) == [("GR", 1_000, None)]
    grid.model.type(0, "price_kip", "1,250")
    assert grid.complaint() == ""
    assert meaning(grid) == [("GR", 1_000, 1_250)]


def test_a_quantity_below_nothing_is_told(grid):
    keys(grid, "gr", ENTER, "-1", ENTER)
    assert grid.complaint() == "“-1” is not a quantity."


def test_the_rules_complaints_stand_at_their_cells(grid):
    grid.show_lines([{"product": Cell("Cherry", THINGS[0])}, {"product": Cell("words")}])
    grid.tell({(1, "price_kip"): "Give a price of 0 or more."})
    assert grid.complaint() == "Give a price of 0 or more."
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 2)
    grid.model.type(1, "price_kip", "5")
    assert grid.complaint() == ""


def test_words_that_name_nothing_are_told_where_a_thing_is_needed(qtbot):
    set_language("en")
    strict = LinesEdit((LineColumn("account", "Account", find=found, label=lambda one: one.name),), "Lines")
    qtbot.addWidget(strict)
    strict.model.type(0, "account", "nowhere")
    assert strict.complaint() == "“nowhere” is not in the list."
    strict.model.type(0, "account", "Cherry")
    assert strict.values()[0]["account"] == THINGS[0]
    set_language("lo")
