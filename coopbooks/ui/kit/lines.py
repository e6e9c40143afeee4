"""Editable lines: the grid of an invoice or a journal entry, filled by keyboard alone.

Enter goes to the next cell and from the last to a new line; Ins puts a line in, Ctrl+Del takes one out, Ctrl+D copies the line above.
An empty line always waits at the end. A cell keeps what was typed until it is understood; what is wrong is told below the grid.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.lines_model import EMPTY, KIP, QUANTITY, REMOVE, TEXT, Cell, Kind, LineColumn, LinesModel, Place, day_kind
from coopbooks.ui.kit.picker import Picker
from coopbooks.ui.kit.words import Speaker, Words, retell

__all__ = ["EMPTY", "KIP", "QUANTITY", "TEXT", "Cell", "Kind", "LineColumn", "LinesEdit", "day_kind"]


class LinesEdit(QWidget, Speaker):
    """The grid with the first complaint below it."""

    changed = Signal()
    edited = Signal(int, str)
    left = Signal()

    def __init__(self, columns: Sequence[LineColumn], name: str, *, fixed: bool = False) -> None:
        super().__init__()
        self._name = name
        self.model = LinesModel(columns, fixed=fixed)
        self.view = _LinesView(self.model)
        self.view.left.connect(self.left)
        if fixed:
            self.view.setColumnHidden(self.model.columnCount() - 1, True)
        self._error = Words("", "error", wrap=True)
        self._error.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.view, 1)
        whole.addWidget(self._error)
        self.model.edited.connect(self._edited)
        self.model.dataChanged.connect(lambda *_ignored: self._show_first())
        self.model.modelReset.connect(self._show_first)
        self.say_again()

    def values(self) -> list[dict[str, Any]]:
        """The meanings of the lines."""
        return self.model.filled()

    def complaint(self) -> str:
        """The first complaint; empty when every cell is understood."""
        found = self.model.complaints()
        return found[0][2] if found else ""

    def show_lines(self, lines: Sequence[Mapping[str, Cell]]) -> None:
        """Show other lines."""
        self.model.show(lines)
        self.changed.emit()

    def fill(self, place: int, name: str, value: Any) -> None:
        """Fill a cell with what the program knows."""
        self.model.set(place, name, value)

    def tell(self, told: Mapping[tuple[int, str], str]) -> None:
        """Show what the rules complain of, and go to the first."""
        self.model.tell(told)
        if told:
            place, name = min(told, key=lambda at: (at[0], [column.name for column in self.model.columns].index(at[1])))
            self.go_to(place, name)

    def go_to(self, place: int, name: str) -> None:
        """Put the cursor into a cell."""
        names = [column.name for column in self.model.columns]
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(min(place, self.model.rowCount() - 1), names.index(name)))

    def show_column(self, name: str, *, on: bool) -> None:
        """Show a column, or hide it where it says nothing."""
        self.view.setColumnHidden([column.name for column in self.model.columns].index(name), not on)

    def commit(self) -> None:
        """Take over what stands in the open editor: before saving with a key."""
        self.view.typing.commit()

    def start(self) -> None:
        """Begin typing in the first empty cell."""
        self.go_to(self.model.rowCount() - 1, self.model.columns[0].name)
        self.view.edit(self.view.currentIndex())

    def _edited(self, place: int, name: str) -> None:
        self.edited.emit(place, name)
        self.changed.emit()

    def _show_first(self) -> None:
        sentence = self.complaint()
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def say_again(self) -> None:
        self.view.setAccessibleName(tr(self._name))
        self.view.setToolTip(tr(N_("Enter: next cell · Ins: new line · Ctrl+D: copy the line above · Ctrl+Del: remove the line")))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        self.model.layoutChanged.emit()
        self._show_first()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _LinesView(QTableView):
    left = Signal()

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self.lines = model
        self.setModel(model)
        self.typing = _Typing(self)
        self.setItemDelegate(self.typing)
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + 12)
        self.verticalHeader().setFixedWidth(34)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)
        widest = max(range(len(model.columns)), key=lambda place: model.columns[place].width)
        self.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        if self.lines.columns[index.column()].name == REMOVE:
            self.lines.take_out(index.row())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.command(event):
            super().keyPressEvent(event)

    def command(self, event: QKeyEvent) -> bool:
        """Do what a key of the grid does; False for any other key."""
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        at = max(self.currentIndex().row(), 0)
        if key in _ENTER and not control:
            self.go_on(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Insert:
            self.lines.insert(at)
            self._edit(at, 0)
        elif key == Qt.Key.Key_Delete and control:
            self.lines.take_out(at)
            self.setCurrentIndex(self.lines.index(min(at, self.lines.rowCount() - 1), 0))
        elif key == Qt.Key.Key_Delete and self.lines.is_typed(max(self.currentIndex().column(), 0)):
            self.lines.type(at, self.lines.columns[self.currentIndex().column()].name, "")
        elif key == Qt.Key.Key_D and control and at > 0:
            self.lines.insert(at, self.lines.lines[at - 1])
            self._edit(at, 0)
        else:
            return False
        return True

    def go_on(self, step: int) -> None:
        """To the next cell that is typed into, from the last one to the next line; out of the grid from an empty last line."""
        typed = [section for section in range(self.lines.columnCount()) if self.lines.is_typed(section)]
        at, section = max(self.currentIndex().row(), 0), self.currentIndex().column()
        if step > 0 and at == self.lines.rowCount() - 1 and section <= typed[0] and at > 0:
            self.left.emit()
            return
        row = [one for one in typed if (one > section if step > 0 else one < section)]
        if row:
            self._edit(at, row[0] if step > 0 else row[-1])
        elif 0 <= at + step < self.lines.rowCount():
            self._edit(at + step, typed[0] if step > 0 else typed[-1])

    def tab_on(self, step: int) -> None:
        """As Enter does, but Tab leaves the grid from its last line: nobody is caught in it."""
        if step > 0 and self.currentIndex().row() == self.lines.rowCount() - 1 and not self.lines.fixed:
            self.left.emit()
        else:
            self.go_on(step)

    def _edit(self, place: int, section: int) -> None:
        index = self.lines.index(place, section)
        self.setFocus()
        self.setCurrentIndex(index)
        self.edit(index)


class _Typing(QStyledItemDelegate):
    """Editors for the cells, and how cells are drawn: a frame round what is wrong, grey remarks after the text."""

    def __init__(self, view: _LinesView) -> None:
        super().__init__(view)
        self._view = view
        self._open: QLineEdit | None = None

    def commit(self) -> None:
        """Take over what the open editor holds, and close it."""
        editor = self._open
        if editor is not None:
            if isinstance(editor, Picker) and editor.is_open():
                editor.pick()
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def destroyEditor(self, editor: QWidget, index: Place) -> None:
        if editor is self._open:
            self._open = None
        super().destroyEditor(editor, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Place) -> QWidget:
        column = self._view.lines.columns[index.column()]
        editor: QLineEdit = Picker(column.find, column.label, column.row, free=True) if column.find is not None else QLineEdit()
        editor.setParent(parent)
        editor.setStyleSheet("QLineEdit { min-height: 0; border-radius: 0; padding: 0 7px; }")
        if column.kind.right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setMaxLength(300)
        editor.setAccessibleName(tr(column.title) if column.title else "")
        self._open = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Place) -> None:
        if isinstance(editor, QLineEdit):
            cell = self._view.lines.lines[index.row()].get(self._view.lines.columns[index.column()].name, EMPTY)
            editor.setText(cell.text)
            if isinstance(editor, Picker):
                editor.thing = cell.value
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Place) -> None:
        if isinstance(editor, QLineEdit):
            lines, name = self._view.lines, self._view.lines.columns[index.column()].name
            thing = editor.thing if isinstance(editor, Picker) else None
            before = lines.lines[index.row()].get(name, EMPTY)
            if (editor.text(), thing) != (before.text, before.value if thing is not None else None):
                lines.type(index.row(), name, editor.text(), thing)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Place) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            open_list = isinstance(watched, Picker) and watched.is_open()
            if open_list and key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape):
                return False
            if (key in _ENTER and not control) or key == Qt.Key.Key_Insert or (control and key in (Qt.Key.Key_Delete, Qt.Key.Key_D)):
                if isinstance(watched, Picker) and open_list:
                    watched.pick()
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self._view.command(event)
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                if isinstance(watched, Picker) and open_list:
                    watched.pick()
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self._view.tab_on(-1 if key == Qt.Key.Key_Backtab else 1)
                return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return False
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        super().paint(painter, option, index)
        lines = self._view.lines
        column = lines.columns[index.column()]
        rect = option.rect
        if column.remark is not None and index.row() < len(lines.lines) - 1:
            shown = lines.text(index.row(), column)
            past = QFontMetrics(self._view.font()).horizontalAdvance(shown) + 20
            painter.save()
            painter.setPen(QColor(theme.colour("text3")))
            painter.drawText(rect.adjusted(past, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, column.remark(lines.values(index.row())))
            painter.restore()
        if lines.complaint(index.row(), column.name):
            painter.save()
            painter.setPen(QPen(QColor(theme.colour("danger")), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
            painter.restore()
