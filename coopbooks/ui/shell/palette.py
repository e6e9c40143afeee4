"""The search panel: people, papers, accounts and everything that can be done, from one field (Ctrl+K).

`>` limits to commands, `#` to the numbers of papers, a bare amount finds the papers of that amount.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services.finding import Found
from coopbooks.ui.kit import icons, theme
from coopbooks.ui.kit.cards import Card
from coopbooks.ui.kit.papers import ICONS, paper_of, what
from coopbooks.ui.kit.tasks import TASKS
from coopbooks.ui.kit.words import Speaker, Words, retell

WIDTH, MOST_COMMANDS = 680, 4


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: its words, icon, key and deed."""

    message: str
    icon: str
    keys: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the panel; a line without a deed is the heading of a group."""

    text: str
    icon: str = ""
    do: Callable[[], object] | None = None


class Palette(QWidget, Speaker):
    """The panel over the scrim, a child of the window."""

    def __init__(self, window: QWidget, find: Callable[[str], Found], commands: Callable[[], tuple[Command, ...]],
                 go: Callable[..., object], act: Callable[..., object]) -> None:
        super().__init__(window)
        self._owner, self._find, self._commands, self._go, self._act = window, find, commands, go, act
        self.rows: list[Row] = []
        card = Card(padding=12)
        card.setParent(self)
        self._card = card
        self.field = QLineEdit(maxLength=100)
        self.field.setProperty("look", "palette")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = Words(N_("Enter: open · > commands · # paper number · Esc: close"), "hint")
        card.column.addWidget(self.field)
        card.column.addWidget(self.list)
        card.column.addWidget(self._hint)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        window.installEventFilter(self)
        self.say_again()
        self.hide()

    # --- opening and closing ----------------------------------------------------------------------------------------------
    def open(self) -> None:
        """Show the panel with an empty field."""
        self.field.clear()
        self._look("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def _place(self) -> None:
        window = self._owner
        self.setGeometry(0, 0, window.width(), window.height())
        height = min(470, window.height() - 120)
        self._card.setGeometry((window.width() - WIDTH) // 2, 70, WIDTH, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 161) if theme.tokens().is_dark else QColor(13, 28, 22, 117))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def say_again(self) -> None:
        self.field.setPlaceholderText(tr(N_("Member, paper, amount, or what you want to do")))
        self.field.setAccessibleName(tr(N_("Search and commands")))
        self.list.setAccessibleName(tr(N_("Found")))
        if self.isVisible():
            self._look(self.field.text())

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)

    # --- what is shown ------------------------------------------------------------------------------------------------------
    def _look(self, text: str) -> None:
        only_commands = text.startswith(">")
        found = Found() if only_commands else self._find(text)
        rows = [*self._member_rows(found), *_group(N_("Customers"), [
            Row(f"{one.number} · {one.name_lo}", "storefront-outline", self._to("customer", one.key)) for one in found.customers])]
        rows += _group(N_("Suppliers"), [Row(f"{one.number} · {one.name_lo}", "truck-outline", self._to("cash", "bills", one.key))
                                         for one in found.suppliers])
        rows += _group(N_("Papers"), [Row(f"{paper.number} · {formats.day(paper.on)} · {what(paper.kind, '')} · {paper.who} · "
                                          f"{formats.kip(paper.total_kip)} ₭", ICONS.get(paper.kind, "file-document-outline"),
                                          self._to("reports", "receipt", paper.number, *paper_of(paper.document_id))) for paper in found.papers])
        lao_names = current_language() == "lo"
        rows += _group(N_("Accounts"), [Row(f"{one.number} · {one.name_lo if lao_names else one.name_en}", "book-open-page-variant-outline",
                                            self._to("ledger", "card", one.number)) for one in found.accounts])
        if not text.startswith("#"):
            rows += _group(N_("Commands"), self._command_rows(text.lstrip("> "), all_of_them=only_commands))
        self._show_rows(rows)

    def _member_rows(self, found: Found) -> list[Row]:
        rows = _group(N_("Members"), [Row(" · ".join(part for part in (one.number, one.name, one.latin_name, one.village) if part),
                                          "account-outline", self._to("member", one.member_id)) for one in found.members])
        if found.members:
            best = found.members[0]
            rows += [Row(tr(N_("Do something with {member}"), member=best.name)),
                     *(Row(tr(task.message), task.icon, self._with(task.name, best.member_id, best.number))
                       for task in TASKS if task.name in ("delivery", "share-payment", "statement"))]
        return rows

    def _command_rows(self, text: str, *, all_of_them: bool) -> list[Row]:
        wanted = lao.fold(text)
        hits = [one for one in self._commands() if not wanted or wanted in lao.fold(f"{tr(one.message)} {one.message}")]
        return [Row(f"{tr(one.message)}    {one.keys}".rstrip(), one.icon, one.do) for one in (hits if all_of_them else hits[:MOST_COMMANDS])]

    def _to(self, *place: object) -> Callable[[], object]:
        return lambda: self._go(*place)

    def _with(self, task: str, member_id: int, number: str) -> Callable[[], object]:
        return lambda: self._act(task, number if task == "statement" else member_id)

    def _show_rows(self, rows: list[Row]) -> None:
        self.rows = rows
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            if row.do is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = item.font()
                font.setPixelSize(12)
                item.setFont(font)
                item.setForeground(theme.colour("text3"))
            elif row.icon:
                item.setIcon(icons.icon(row.icon, "primary"))
            self.list.addItem(item)
        self.list.setCurrentRow(next((place for place, row in enumerate(rows) if row.do is not None), -1))

    # --- keys -----------------------------------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentRow())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        places = [place for place, row in enumerate(self.rows) if row.do is not None]
        if places:
            now = self.list.currentRow()
            at = places.index(now) if now in places else -1
            self.list.setCurrentRow(places[(at + by) % len(places)])

    def _choose(self, place: int) -> None:
        do = self.rows[place].do if 0 <= place < len(self.rows) else None
        if do is not None:
            self.hide()
            do()


def _group(message: str, rows: list[Row]) -> list[Row]:
    return [Row(tr(message)), *rows] if rows else []
