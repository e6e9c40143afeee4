"""What the grid of lines holds: kinds of cells, columns, and the model over them. The grid itself stands in `lines`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.fields import kip_complaint, typed_day, typed_grams, typed_kip
from coopbooks.ui.kit.picker import Find

Place = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column's cells are read and shown. `read` raises ValueError; `complaint` then says why."""

    read: Callable[[str], Any]
    show: Callable[[Any], str]
    complaint: Callable[[str], str]
    right: bool = False


def _complain_of(read: Callable[[str], Any], message: str) -> Callable[[str], str]:
    def complaint(text: str) -> str:
        try:
            read(text)
        except ValueError:
            return tr(message, value=text)
        return ""
    return complaint


TEXT = Kind(lao.normalise, str, lambda _text: "")
KIP = Kind(typed_kip, formats.kip, kip_complaint, right=True)
QUANTITY = Kind(typed_grams, formats.kg, _complain_of(typed_grams, N_("“{value}” is not a quantity.")), right=True)
"""Thousandths of a unit; a weight in grams."""


def day_kind(today: date) -> Kind:
    """Days, typed short as in every date field."""
    def read(text: str) -> date:
        return typed_day(text, today)
    return Kind(read, formats.day, _complain_of(read, N_("“{value}” is not a day. Write it like 31/03/2025.")))


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of the grid.

    Attributes:
        name: the field of the order's line; complaints find their cell through it.
        find: what is offered while typing; `label` and `row` show a thing in its cell and in the list. With `free`, words that name
            nothing stay as words; else they are told of.
        worked_out: makes the cell from its line's values; nothing is typed there.
        remark: grey words after the cell's text.
        ticked: whether the line's box in this column is ticked; pressing it is told by the model's `ticked`.
    """

    name: str
    title: str
    kind: Kind = TEXT
    width: int = 100
    find: Find | None = None
    label: Callable[[Any], str] = str
    row: Callable[[Any], str] = str
    free: bool = False
    worked_out: Callable[[Mapping[str, Any]], str] | None = None
    remark: Callable[[Mapping[str, Any]], str] | None = None
    right: bool = False
    ticked: Callable[[Mapping[str, Any]], bool] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What was typed, and what it means: None while it means nothing."""

    text: str = ""
    value: Any = None


EMPTY = Cell()
REMOVE = "remove"


class LinesModel(QAbstractTableModel):
    """Lines of cells for Qt; the last line is always empty. In a `fixed` list no line comes or goes, and the empty one is not shown."""

    edited = Signal(int, str)
    ticked = Signal(int, bool)

    def __init__(self, columns: Sequence[LineColumn], *, fixed: bool = False) -> None:
        super().__init__()
        self.fixed = fixed
        self.columns = (*columns, LineColumn(REMOVE, "", width=36))
        self.lines: list[dict[str, Cell]] = [{}]
        self._told: dict[tuple[int, str], str] = {}

    # --- what Qt asks -----------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Place | None = None) -> int:
        """How many lines, the empty one included."""
        return 0 if parent is not None and parent.isValid() else len(self.lines) - self.fixed

    def columnCount(self, parent: Place | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Place) -> Qt.ItemFlag:
        """Typed cells can be edited."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].ticked is not None:
            return base | Qt.ItemFlag.ItemIsUserCheckable
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.is_typed(index.column()) else base

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        place, column = index.row(), self.columns[index.column()]
        if column.name == REMOVE:
            filled = role == Qt.ItemDataRole.DecorationRole and place < len(self.lines) - 1 and not self.fixed
            return icons.icon("close", "text3") if filled else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(place, column) if column.ticked is None else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right or column.kind.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.CheckStateRole and column.ticked is not None and place < len(self.lines) - 1:
            return Qt.CheckState.Checked if column.ticked(self.values(place)) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.complaint(place, column.name) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles above, numbers at the left."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right or column.kind.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Place, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A box was pressed."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            self.ticked.emit(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return False

    # --- what the lines hold ----------------------------------------------------------------------------------------------
    def is_typed(self, section: int) -> bool:
        """True for columns that are typed into."""
        column = self.columns[section]
        return column.worked_out is None and column.ticked is None and column.name != REMOVE

    def text(self, place: int, column: LineColumn) -> str:
        """A cell as it is shown."""
        if column.worked_out is not None:
            return column.worked_out(self.values(place)) if place < len(self.lines) - 1 else ""
        return self.lines[place].get(column.name, EMPTY).text

    def values(self, place: int) -> dict[str, Any]:
        """A line's meanings by column; free words of a column with things to find stand under `<name>_text`."""
        line = self.lines[place]
        # Things a line is about, which no column shows, are found under their own names.
        found: dict[str, Any] = {name: cell.value for name, cell in line.items()}
        found |= {column.name: line.get(column.name, EMPTY).value for column in self.columns if column.name != REMOVE}
        return found | {f"{column.name}_text": line.get(column.name, EMPTY).text for column in self.columns if column.find}

    def filled(self) -> list[dict[str, Any]]:
        """The meanings of every line but the empty one at the end."""
        return [self.values(place) for place in range(len(self.lines) - 1)]

    def type(self, place: int, name: str, text: str, thing: Any = None) -> None:
        """Type into a cell, or put a thing there. An amount that is understood shows its groups; a sum is worked out."""
        self._keep(place, name, self._cell(self._column(name), text, thing))
        self.edited.emit(place, name)

    def set(self, place: int, name: str, value: Any) -> None:
        """Fill a cell without telling that it was typed: what the program knows already; None empties it."""
        column = self._column(name)
        if value is None:
            self._keep(place, name, EMPTY)
            return
        shown = column.label(value) if column.find and not isinstance(value, str) else column.kind.show(value)
        self._keep(place, name, Cell(shown, value))

    def show(self, lines: Sequence[Mapping[str, Cell]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines, self._told = [*(dict(line) for line in lines), {}], {}
        self.endResetModel()

    def insert(self, place: int, line: Mapping[str, Cell] | None = None) -> None:
        """Put a line in, an empty one or a copy."""
        if self.fixed:
            return
        self.beginInsertRows(QModelIndex(), place, place)
        self.lines.insert(place, dict(line or {}))
        self.endInsertRows()
        self.tell({})
        self.edited.emit(place, "")

    def take_out(self, place: int) -> None:
        """Take a line out; the empty one at the end stays."""
        if place < len(self.lines) - 1 and not self.fixed:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self.lines[place]
            self.endRemoveRows()
            self.tell({})
            self.edited.emit(place, "")

    def _column(self, name: str) -> LineColumn:
        return next(column for column in self.columns if column.name == name)

    def _cell(self, column: LineColumn, text: str, thing: Any) -> Cell:
        if thing is not None:
            return Cell(column.label(thing), thing)
        if not text.strip():
            return EMPTY
        if column.find is not None:
            # Words typed to the end without choosing: they may name one thing exactly.
            exact = [one for one in column.find(text) if column.label(one) == text.strip()]
            return Cell(column.label(exact[0]), exact[0]) if exact else Cell(lao.normalise(text), None)
        try:
            value = column.kind.read(text)
        except ValueError:
            return Cell(text, None)
        return Cell(column.kind.show(value), value) if not column.kind.complaint(text) else Cell(text, None)

    def _keep(self, place: int, name: str, cell: Cell) -> None:
        if cell == EMPTY and name not in self.lines[place]:
            return
        self.lines[place][name] = cell
        self._told.pop((place, name), None)
        if place == len(self.lines) - 1:
            self.beginInsertRows(QModelIndex(), place + 1, place + 1)
            self.lines.append({})
            self.endInsertRows()
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    # --- complaints -------------------------------------------------------------------------------------------------------
    def tell(self, told: Mapping[tuple[int, str], str]) -> None:
        """Show what the rules complain of, by line and column, and nothing else."""
        self._told = dict(told)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def complaint(self, place: int, name: str) -> str:
        """What is wrong with a cell: what the rules told, else what cannot be understood."""
        if (place, name) in self._told:
            return self._told[place, name]
        if place >= len(self.lines) or name == REMOVE:
            return ""
        cell, column = self.lines[place].get(name, EMPTY), self._column(name)
        if not cell.text or cell.value is not None:
            return ""
        if column.find is not None:
            return "" if column.free else tr(N_("“{value}” is not in the list."), value=cell.text)
        return column.kind.complaint(cell.text)

    def complaints(self) -> list[tuple[int, str, str]]:
        """Every complaint as (line, column, sentence), in the order of reading."""
        return [(place, column.name, sentence) for place in range(len(self.lines)) for column in self.columns
                if (sentence := self.complaint(place, column.name))]
