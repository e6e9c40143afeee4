"""The one table of the program: a list of frozen rows, columns that say what is shown, sorting by key, totals pinned below.

A column of sums says what its figures stand for (`explain`: row → `ledger.figures.Figure`, or None): then Ctrl+E on a cell, or the right
mouse button, shows the lines behind the figure down to the paper (`kit.explain`). `explain_total` does the same for the totals row.
Nothing else is needed: the table finds the page or form it stands in, and that one's desk.

    Column(N_("We owe ₭"), lambda m: m.owed_kip, _kip, right=True,
           explain=lambda m: Figure(("producers-payable",), last_day=as_of, member_id=m.member_id, credit=True))

A right click on the header chooses columns; the choice and the widths are remembered under the table's name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ui.kit import icons, memory, theme
from coopbooks.ui.kit.cells import PlainCell, RichCell
from coopbooks.ui.kit.explain import offer_explanation, show_explanation
from coopbooks.ui.kit.words import Speaker, retell

Place = QModelIndex | QPersistentModelIndex
LEAST_PART = 60
"""Percent of its designed width below which the widest column is squeezed no further."""
_LEFT, _RIGHT = (int(side | Qt.AlignmentFlag.AlignVCenter) for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
_ANSWERED = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole,
                       Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole})
"""Qt asks every visible cell for some ten roles with every repaint; what is not told here is refused at once."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what it takes from a row, how that is shown, and how it sorts.

    Attributes:
        get: value of a row. `show`: value → text. `key`: row → sort key, the value by default.
        right: numbers stand right. `ink`: row → token or "". `total`: rows → text of the totals row. `icon`: row → icon name.
        explain: row → the figure this cell stands for, or None. `explain_total`: rows → the figure of the totals row.
        badge: row → letter, number and picture of the round sign before the text. `second`: row → a small text after it.
        tag: row → look of the tag the text stands in, "" for plain text. `extra`: offered in the header's menu, not shown at first.
    """

    title: str
    get: Callable[[Any], Any]
    show: Callable[[Any], str] = str
    key: Callable[[Any], Any] | None = None
    right: bool = False
    width: int = 100
    ink: Callable[[Any], str] | None = None
    total: Callable[[Sequence[Any]], str] | None = None
    icon: Callable[[Any], str] | None = None
    bold: bool = False
    explain: Callable[[Any], Figure | None] | None = None
    explain_total: Callable[[Sequence[Any]], Figure | None] | None = None
    badge: Callable[[Any], tuple[str, int, QPixmap | None]] | None = None
    second: Callable[[Any], str] | None = None
    tag: Callable[[Any], str] | None = None
    extra: bool = False


class RecordModel(QAbstractTableModel):
    """Frozen rows for Qt. Texts are made when asked, so a language change needs no reload."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows, in the order chosen before."""
        self.beginResetModel()
        self.rows = list(rows)
        if self._sorted is not None:
            self._sort(*self._sorted)
        self.endResetModel()

    def rowCount(self, parent: Place | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Place | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if role not in _ANSWERED or not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.show(column.get(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column.ink is not None:
            token = column.ink(row)
            return theme.colour(token) if token else None
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return icons.icon(column.icon(row), "primary")
        if role == Qt.ItemDataRole.FontRole and column.bold:
            font = QGuiApplication.font()
            font.setWeight(font.Weight.DemiBold)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's key, never by what is shown."""
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order)
        self._sort(column, order)
        self.layoutChanged.emit()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        wanted = self.columns[column]
        self.rows.sort(key=wanted.key or wanted.get, reverse=order == Qt.SortOrder.DescendingOrder)


class RecordTable(QWidget, Speaker):
    """A table over `RecordModel`, with a pinned totals row when a column has a total.

    `opened` tells of the row that is entered, `moved` of the row the cursor comes to.
    """

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str = "", key: Callable[[Any], Any] | None = None) -> None:
        """`name` is the accessible name, and under it the columns are remembered; `key` tells rows apart when others are shown."""
        super().__init__()
        self.model = RecordModel(columns)
        self._key = key
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr(name) if name else "")
        self._name = name
        self.view.doubleClicked.connect(lambda index: self.opened.emit(self.model.rows[index.row()]))
        self.view.entered_row.connect(self._open_current)
        self.view.asked_why.connect(self.explain_current)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._offer)
        self.view.selectionModel().currentRowChanged.connect(lambda *_at: self.moved.emit(self.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        self._totals: QTableView | None = None
        if any(column.total for column in columns):
            self._totals = _totals_view(columns)
            self._totals.customContextMenuRequested.connect(self._offer_total)
            # Under the scroll bar is a corner of its width: so both are scrolled sideways as far, and the columns stand under each other.
            self._corner = QWidget()
            self._corner.setObjectName("totals-corner")
            self._below = QHBoxLayout()
            self._below.setSpacing(0)
            self._below.addWidget(self._totals)
            self._below.addWidget(self._corner)
            layout.addLayout(self._below)
            self.view.room_changed.connect(self._fit_corner)
            self._totals.horizontalScrollBar().rangeChanged.connect(
                lambda *_range: self._scroll_totals(self.view.horizontalScrollBar().value()))
            self._fit_corner()
            self.view.horizontalHeader().sectionResized.connect(lambda place, _old, new: self._resize_total(place, new))
            self.view.horizontalScrollBar().valueChanged.connect(self._scroll_totals)
        widest = max(range(len(columns)), key=lambda place: columns[place].width * (not columns[place].extra))
        self.view.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        self._rich, self._plain = RichCell(self.view), PlainCell(self.view)
        self.view.setItemDelegate(self._plain)
        for place, column in enumerate(columns):
            if column.badge or column.second or column.tag:
                self.view.setItemDelegateForColumn(place, self._rich)
        self._widest, self._is_fitting = widest, False
        self._lay_out(memory.recall(self._memory, {}))
        header = self.view.horizontalHeader()
        header.sectionResized.connect(self._resized)
        self.view.room_changed.connect(self._give_room)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _at: self.choose_columns())

    # --- columns ------------------------------------------------------------------------------------------------------------
    @property
    def _memory(self) -> str:
        return f"tables/{self._name or '-'}"

    def _lay_out(self, kept: dict[str, Any]) -> None:
        """Widths and choice as remembered, by the columns' titles; as designed where nothing is."""
        for place, column in enumerate(self.model.columns):
            width, hidden = kept.get(column.title, (column.width, column.extra))
            self._hide(place, bool(hidden))
            if place != self._widest:
                self.view.setColumnWidth(place, int(width) or column.width)

    def _remember(self) -> None:
        if self._name and self.view.isVisible():
            memory.remember(self._memory, {
                column.title: (self.view.columnWidth(place) or column.width, self.view.isColumnHidden(place))
                for place, column in enumerate(self.model.columns)})

    def _resized(self, place: int, _old: int, _new: int) -> None:
        # The widest column follows the window; only a width that somebody pulled is worth remembering.
        if place != self._widest and not self._is_fitting:
            self._remember()
        if place != self._widest:
            self._give_room()

    def _give_room(self) -> None:
        """The widest column takes what is left; where that is too little to read, it keeps its width and the table scrolls sideways."""
        wanted, header = self.model.columns[self._widest].width, self.view.horizontalHeader()
        others = sum(self.view.columnWidth(place) for place in range(len(self.model.columns)) if place != self._widest)
        narrow = self.view.viewport().width() - others < wanted * LEAST_PART // 100
        mode = QHeaderView.ResizeMode.Interactive if narrow else QHeaderView.ResizeMode.Stretch
        if header.sectionResizeMode(self._widest) != mode and not self.view.isColumnHidden(self._widest):
            header.setSectionResizeMode(self._widest, mode)
            if narrow:
                header.resizeSection(self._widest, wanted)

    def _hide(self, place: int, hidden: bool) -> None:
        self.view.setColumnHidden(place, hidden)
        if self._totals is not None:
            self._totals.setColumnHidden(place, hidden)

    def show_column(self, title: str, *, on: bool) -> None:
        """Show or hide the column of a title; the last one stays."""
        place = next(place for place, column in enumerate(self.model.columns) if column.title == title)
        if on or len(self.shown_columns()) > 1:
            self._hide(place, not on)
            if on and place != self._widest and self.view.columnWidth(place) < self.model.columns[place].width:
                self.view.setColumnWidth(place, self.model.columns[place].width)
            self._show_totals()
            self._remember()
            self._give_room()

    def shown_columns(self) -> tuple[Column, ...]:
        """The columns that are shown, in their order."""
        return tuple(column for place, column in enumerate(self.model.columns) if not self.view.isColumnHidden(place))

    def reset_columns(self) -> None:
        """Widths and columns as they were designed."""
        memory.forget(self._memory)
        self._lay_out({})
        self._show_totals()

    def choose_columns(self) -> QMenu:
        """A menu in which every column is ticked or not."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.shown_columns()
        for column in self.model.columns:
            action = menu.addAction(tr(column.title).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.toggled.connect(partial(self._ticked, column.title))
        menu.addSeparator()
        menu.addAction(tr(N_("As it was at first"))).triggered.connect(self.reset_columns)
        menu.popup(self.view.horizontalHeader().mapToGlobal(QPoint(40, self.view.horizontalHeader().height())))
        return menu

    def _ticked(self, title: str, on: bool) -> None:
        self.show_column(title, on=on)

    # --- rows ---------------------------------------------------------------------------------------------------------------
    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows and their totals; the cursor stays on its row where that is still shown."""
        before, at = self.current(), self.view.verticalScrollBar().value()
        self.model.show(rows)
        self._show_totals()
        if self._key is not None and before is not None:
            wanted = self._key(before)
            place = next((place for place, row in enumerate(self.model.rows) if self._key(row) == wanted), None)
            if place is not None:
                self.view.setCurrentIndex(self.model.index(place, 0))
                self.view.verticalScrollBar().setValue(at)

    def current(self) -> Any:
        """The row the cursor is on, or None."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    # --- what a figure stands for ---------------------------------------------------------------------------------------
    def figure_at(self, index: Place) -> Figure | None:
        """What a cell's figure stands for; None where it is no sum of lines."""
        explain = self.model.columns[index.column()].explain if index.isValid() else None
        return explain(self.model.rows[index.row()]) if explain is not None else None

    def explain_current(self) -> None:
        """Show the lines behind the cell the cursor is on, or behind the main figure of its row, which stands bold."""
        here = self.view.currentIndex()
        places = sorted(range(len(self.model.columns)), key=lambda place: not self.model.columns[place].bold)
        row = [here, *(here.siblingAtColumn(place) for place in places)] if here.isValid() else []
        figure = next((found for found in map(self.figure_at, row) if found is not None), None)
        if figure is not None:
            show_explanation(self, figure)

    def _offer(self, at: QPoint) -> None:
        figure = self.figure_at(self.view.indexAt(at))
        if figure is not None:
            offer_explanation(self, figure, self.view.viewport().mapToGlobal(at))

    def total_figure(self, place: int) -> Figure | None:
        """What a figure of the totals row stands for."""
        explain = self.model.columns[place].explain_total if 0 <= place < len(self.model.columns) else None
        return explain(self.model.rows) if explain is not None else None

    def _offer_total(self, at: QPoint) -> None:
        figure = self.total_figure(self._totals.columnAt(at.x())) if self._totals is not None else None
        if figure is not None and self._totals is not None:
            offer_explanation(self, figure, self._totals.viewport().mapToGlobal(at))

    def selected(self) -> list[Any]:
        """The rows that are marked, in the order shown; the cursor's row when none is."""
        places = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [self.model.rows[place] for place in places] or [row for row in (self.current(),) if row is not None]

    def _open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _show_totals(self) -> None:
        if self._totals is None:
            return
        model = self._totals.model()
        if isinstance(model, RecordModel):
            model.show([tuple(column.total(self.model.rows) if column.total and not self.view.isColumnHidden(place) else ""
                              for place, column in enumerate(self.model.columns))])
        self._fit_totals(model)
        for place in range(len(self.model.columns)):
            self._resize_total(place, self.view.columnWidth(place))

    def _fit_totals(self, model: Any) -> None:
        """A sum is wider than its parts: a column is as wide as its sum needs."""
        font = QGuiApplication.font()
        font.setWeight(font.Weight.DemiBold)
        metrics, self._is_fitting = QFontMetrics(font), True
        for place, column in enumerate(self.model.columns):
            if column.total and place != self._widest and not self.view.isColumnHidden(place):
                needed = metrics.horizontalAdvance(str(model.index(0, place).data() or "")) + 30
                self.view.setColumnWidth(place, max(needed, self.view.columnWidth(place)))
        self._is_fitting = False

    def _fit_corner(self) -> None:
        room = self.view.viewport().geometry()
        self._below.setContentsMargins(room.x(), 0, 0, 0)
        self._corner.setFixedWidth(max(self.view.width() - room.x() - room.width(), 0))

    def _scroll_totals(self, at: int) -> None:
        if self._totals is not None:
            self._totals.horizontalScrollBar().setValue(at)

    def _resize_total(self, place: int, width: int) -> None:
        if self._totals is not None and width:
            self._totals.setColumnWidth(place, width)

    def say_again(self) -> None:
        self.view.setAccessibleName(tr(self._name) if self._name else "")
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.model.layoutChanged.emit()
        self._show_totals()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class _View(QTableView):
    entered_row = Signal()
    room_changed = Signal()
    asked_why = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(48)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def _fit_rows(self) -> None:
        # Qt keeps rows at 30 pixels whatever the font, and clips Lao stacks.
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + 10)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.asked_why.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            rows: dict[int, list[str]] = {}
            for index in self.selectedIndexes():
                if not self.isColumnHidden(index.column()):
                    rows.setdefault(index.row(), []).append(str(index.data() or ""))
            QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))
        else:
            super().keyPressEvent(event)


def _totals_view(columns: Sequence[Column]) -> QTableView:
    view = QTableView()
    view.setObjectName("totals")
    view.setModel(RecordModel([Column("", itemgetter(place), right=column.right, bold=True)
                               for place, column in enumerate(columns)]))
    view.horizontalHeader().hide()
    view.verticalHeader().hide()
    view.setShowGrid(False)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setSelectionMode(QTableView.SelectionMode.NoSelection)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFixedHeight(QFontMetrics(view.font()).height() + 18)
    return view
