"""The third step of an import: every row with what would become of it, and a row that is mended in a form of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.services.imports.cells import Fault
from coopbooks.services.imports.columns import COLUMNS
from coopbooks.services.imports.run import Checked
from coopbooks.services.imports.tables import FileTable, TableRow
from coopbooks.ui.importing.columns import title_of
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.fields import Field
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words

STATES = {"new": N_("to add"), "same": N_("there already"), "fault": N_("to mend")}
_TAGS = {"new": "ok", "same": "neutral", "fault": "bad"}
FILTERS = (("", N_("All {count}")), ("new", N_("To add {count}")), ("fault", N_("To mend {count}")), ("same", N_("There already {count}")))
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as the check found it."""

    row: TableRow
    state: str
    faults: tuple[Fault, ...]


def _why(faults: Sequence[Fault]) -> str:
    return " · ".join(say(fault.broken) for fault in faults)


class RowsCheck(QWidget):
    """The rows under chips with counts; a row is opened to be mended."""

    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._names, self._state = "", dict[str, str](), ""
        self._rows: list[CheckedRow] = []
        group = QButtonGroup(self)
        self._chips: dict[str, Button] = {}
        for key, message in FILTERS:
            chip = self._chips[key] = Button(message, partial(self._narrow, key), look="chip", count=0)
            chip.setCheckable(True)
            chip.setChecked(not key)
            group.addButton(chip)
        self.summary = Words("", "h3", wrap=True)
        self._whole_file = Words("", "error", wrap=True)
        self.table: RecordTable | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(8)
        self._room.addWidget(self.summary)
        self._room.addWidget(self._whole_file)
        self._room.addLayout(row(*self._chips.values(), None))
        self._hint = Words(N_("Enter or double-click: mend the row here. The file itself is not changed."), "hint")
        self._room.addWidget(self._hint)

    def show_checked(self, kind: str, table: FileTable, names: Mapping[str, str], checked: Checked) -> None:
        """Show what the check found."""
        self._kind, self._names = kind, dict(names)
        by_row: dict[int, list[Fault]] = {}
        for fault in checked.faults:
            by_row.setdefault(fault.row, []).append(fault)
        self._rows = [CheckedRow(one, "fault" if one.number in by_row else checked.states.get(one.number, "fault"), tuple(by_row.get(one.number, ())))
                      for one in table.rows]
        counts = {"": len(self._rows), **{state: sum(one.state == state for one in self._rows) for state in STATES}}
        for key, message in FILTERS:
            self._chips[key].tell(message, count=counts[key])
        self.summary.tell(N_("{added} to add, {faulty} to mend, {present} already there"), added=counts["new"], faulty=counts["fault"],
                          present=counts["same"])
        of_file = [fault for fault in checked.faults if not fault.column]
        self._whole_file.setText("\n".join(say(fault.broken) for fault in of_file))
        self._whole_file.setVisible(bool(of_file))
        self._make_table()
        self._narrow("fault" if counts["fault"] else "")

    def _make_table(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        columns = [Column(N_("Row"), lambda one: one.row.number, str, right=True, width=60),
                   Column(N_("Status"), lambda one: one.state, lambda state: tr(STATES[state]), width=112, tag=lambda one: _TAGS[one.state])]
        columns.append(Column(N_("What is wrong"), lambda one: one.faults, _why, key=lambda one: _why(one.faults), width=360,
                              ink=lambda one: "danger"))
        shown = [column for column in COLUMNS[self._kind] if column.name in self._names][:MOST_COLUMNS]
        columns += [Column(title_of(column), partial(_cell, self._names[column.name]), width=96) for column in shown]
        self.table = RecordTable(columns)
        self.table.view.setAccessibleName(tr(N_("Rows of the file")))
        self.table.opened.connect(self.mend)
        self._room.insertWidget(3, self.table, 1)

    def _narrow(self, state: str) -> None:
        self._state = state
        self._chips[state].setChecked(True)
        if self.table is not None:
            self.table.show_rows([one for one in self._rows if not state or one.state == state])

    def mend(self, one: CheckedRow) -> "MendRow":
        """Open a row to be mended."""
        dialog = MendRow(self, self._kind, self._names, one)
        dialog.accepted.connect(self.mended)
        dialog.open()
        return dialog


def _cell(header: str, one: CheckedRow) -> str:
    return one.row.cells.get(header, "")


class MendRow(QDialog):
    """The cells of one row as fields, each with what is wrong with it."""

    def __init__(self, parent: QWidget, kind: str, names: Mapping[str, str], one: CheckedRow) -> None:
        super().__init__(parent)
        self._row, self._names = one.row, names
        self.setWindowTitle(tr(N_("Row {row}"), row=one.row.number))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(520, 560)
        inside = QWidget()
        column = QVBoxLayout(inside)
        self.fields: dict[str, Field] = {}
        complaints = {fault.column: say(fault.broken) for fault in reversed(one.faults)}
        for ours in COLUMNS[kind]:
            if ours.name in names:
                editor = QLineEdit(one.row.cells.get(names[ours.name], ""), maxLength=500)
                field = self.fields[ours.name] = Field(title_of(ours), editor, tr(ours.help))
                field.complain(complaints.get(ours.name, ""))
                column.addWidget(field)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.addWidget(Words(N_("Row {row}"), "h2", row=one.row.number))
        whole.addWidget(scroll, 1)
        whole.addLayout(row(Button(N_("Go back"), self.reject, look="quiet"), None,
                            Button(N_("Check again"), self.accept, look="main", icon="check")))
        wrong = next((name for name in self.fields if name in complaints), None)
        if wrong is not None:
            self.fields[wrong].editor.setFocus()

    def accept(self) -> None:
        """Take what is typed into the table, and close."""
        for name, field in self.fields.items():
            header, editor = self._names[name], field.editor
            if isinstance(editor, QLineEdit) and editor.text().strip() != self._row.cells.get(header, ""):
                self._row.cells[header] = editor.text().strip()
                self._row.faults[:] = [fault for fault in self._row.faults if fault[0] != header]
        super().accept()
