"""The second step of an import: which column of the file is which of ours, guessed by the headers and looked over."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.services.imports.columns import COLUMNS, Column
from coopbooks.services.imports.matching import guess
from coopbooks.services.imports.tables import FileTable
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.words import Words, plain


def title_of(column: Column) -> str:
    """The name of a column as people read it: in Lao as the templates write it."""
    return column.lao if current_language() == "lo" else column.name.replace("_", " ").capitalize()


class ColumnMatch(QWidget):
    """One line for each of our columns: its name, the file's column, and what stands in its first row."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._table = "", FileTable("", (), ())
        self._choices: dict[str, Choice] = {}
        self._firsts: dict[str, QLabel] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left_over = Words("", "warn", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._left_over)

    def show_table(self, kind: str, table: FileTable) -> None:
        """Show the columns of a kind beside those of a table."""
        self._kind, self._table = kind, table
        self._fill(guess(kind, table))

    def _fill(self, names: Mapping[str, str]) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(14)
        for place, message in enumerate((N_("What the book keeps"), N_("Column of the file"), N_("First row"))):
            grid.addWidget(Words(message, "label"), 0, place)
        self._choices, self._firsts = {}, {}
        headers = [header for header in dict.fromkeys(self._table.headers) if header]
        for place, column in enumerate(COLUMNS[self._kind], 1):
            name = plain(f"{title_of(column)} *" if column.required else title_of(column), "strong" if column.required else "")
            name.setToolTip(tr(column.help))
            choice = Choice([("", "–"), *((header, header) for header in headers)], is_user_text=True)
            choice.setAccessibleName(title_of(column))
            choice.set_value(names.get(column.name, ""))
            choice.currentIndexChanged.connect(lambda _place: self._chosen())
            first = plain("", "hint")
            self._choices[column.name], self._firsts[column.name] = choice, first
            for at, widget in enumerate((name, choice, first)):
                grid.addWidget(widget, place, at)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        grid.setRowStretch(len(COLUMNS[self._kind]) + 1, 1)
        self._scroll.setWidget(inside)
        self._chosen()

    def names(self) -> dict[str, str]:
        """Our column names → the file's headers that were chosen for them."""
        return {name: choice.value() for name, choice in self._choices.items() if choice.value()}

    def choose(self, name: str, header: str) -> None:
        """Choose the file's column for one of ours."""
        self._choices[name].set_value(header)

    def _chosen(self) -> None:
        names = self.names()
        cells = self._table.rows[0].cells if self._table.rows else {}
        for name, first in self._firsts.items():
            text = cells.get(names.get(name, ""), "")
            first.setText(insert_breaks(text if len(text) < 40 else f"{text[:36]}…"))
        unused = [header for header in self._table.headers if header and header not in names.values()]
        self._left_over.tell(N_("Not brought in: {columns}") if unused else "", columns=", ".join(unused))
        self._left_over.setVisible(bool(unused))
        self.changed.emit()

    def say_again(self) -> None:
        """Name the columns in the language of now."""
        if self._kind:
            self._fill(self.names())
