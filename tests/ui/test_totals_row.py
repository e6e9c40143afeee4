"""The totals row: its columns stand under the columns of the table, with a scroll bar and without, scrolled sideways or not."""

import pytest

from coopbooks.ui.kit.table import Column, RecordTable


@pytest.mark.parametrize("count", [2, 80])
@pytest.mark.parametrize("width", [700, 260])
def test_the_totals_stand_under_their_columns(qtbot, count, width):
    table = RecordTable(tuple(Column(name, lambda row: row, str, right=True, width=100, total=lambda rows: str(sum(rows))) for name in "ABCD"))
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    table.show_rows(range(count))
    qtbot.waitUntil(lambda: table.view.verticalScrollBar().isVisible() == (count == 80))
    qtbot.waitUntil(lambda: table.view.viewport().width() == table._totals.viewport().width())
    bar = table.view.horizontalScrollBar()
    assert (bar.maximum() > 0) == (width == 260)
    for at in (0, bar.maximum()):
        bar.setValue(at)
        lefts = [[view.mapTo(table, view.viewport().pos()).x() + view.columnViewportPosition(place) for place in range(4)]
                 for view in (table.view, table._totals)]
        assert lefts[0] == lefts[1]
