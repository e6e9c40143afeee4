"""The member list: found as typed in any Lao spelling, filtered, as at any date, totals equal to the rows shown."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register
from coopbooks.services.outcome import Topic
from coopbooks.services.register import MemberLine, MemberList
from coopbooks.ui.kit import export
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.members.columns import COLUMNS, FILTERS, columns_with
from coopbooks.ui.members.pane import DetailPane
from coopbooks.ui.members.photos import Photos
from coopbooks.ui.members.statements import Statements
from coopbooks.ui.shell.page import Desk, Page

__all__ = ["COLUMNS", "MembersPage"]
Progress = Callable[[int, int], None]
WIDE = 1500
"""The width of the window from which the pane stands beside the list."""


class MembersPage(Page):
    """The list with its toolbar."""

    title = N_("Members")
    topics = frozenset({Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list = MemberList(desk.today, ())
        self._statuses = [""]
        self._photos = Photos(desk.book)
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setAccessibleName(tr(N_("Find a member")))
        self._find.setMinimumWidth(300)
        self._find.textChanged.connect(lambda _text: self._show())
        self._find.returnPressed.connect(self._open_first)
        self._find.installEventFilter(self)
        self._as_of = DayEdit(desk.today)
        self._as_of.setFixedWidth(120)
        self._as_of.setAccessibleName(tr(N_("As at")))
        self._as_of.editingFinished.connect(self.refresh)
        self._known_on, self._knew = DayEdit(desk.today), Button(N_("As known on"), self._knew_chosen, look="chip")
        self._knew.setCheckable(True)
        self._known_on.setFixedWidth(120)
        self._known_on.setAccessibleName(tr(N_("As known on")))
        self._known_on.editingFinished.connect(self.refresh)
        self._known_on.hide()
        self._make_banner()
        self.statements = Statements(self, desk, lambda: frozenset(line.number for line in self.table.selected()), lambda: self._list.as_of)
        self.table = RecordTable(columns_with(self._photo, lambda: self._list), N_("Members"), key=lambda line: line.member_id)
        self.table.opened.connect(lambda line: desk.go("member", line.member_id))
        self.pane = DetailPane(desk)
        self.pane.hide()
        # Whoever runs down the list with the arrow keys waits for nothing.
        self._soon = QTimer(self, singleShot=True, interval=80)
        self._soon.timeout.connect(self._show_pane)
        self.table.moved.connect(lambda _line: self._soon.start())
        # Names are read in Latin letters while nobody waits, so that the first such search is as quick as the next.
        self._idle, self._read = QTimer(self, interval=15), 0
        self._idle.timeout.connect(self._read_ahead)
        self._empty = EmptyPage("account-group-outline", N_("There is nobody in the register yet."),
                                Button(N_("Add member"), self.add_new, look="main", icon="account-plus-outline"),
                                Button(N_("Bring in Excel"), self._bring_in, icon="file-excel-outline"))
        self._nobody = EmptyPage("magnify", N_("Nobody is found. Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty, self._nobody):
            self._stack.addWidget(shown)
        self._put_together()
        self.say_again()

    def _make_banner(self) -> None:
        self._banner = Words("", "warn", wrap=True)
        self._banner_card = Card(look="warn", padding=8)
        self._banner_card.column.addLayout(row(self._banner, Button(N_("Back to today"), self.back_to_today, look="link")))
        self._banner.setMinimumWidth(300)

    def _put_together(self) -> None:
        self._chips: dict[str, Button] = {}
        for key, message in FILTERS:
            chip = self._chips[key] = Button(message, partial(self._filter, key), look="chip", count=0)
            chip.setCheckable(True)
            chip.setChecked(not key)
        self._export = Button(N_("Save list"), lambda: export.ask_ending(self._export, self.export), icon="content-save-outline")
        self._statements = Button(N_("Statements"), lambda: self.statements.offer(self._statements), icon="file-document-outline",
                                  hint=N_("Print or save the statements of the chosen members"))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(self._find, None, Words(N_("As at"), "label"), self._as_of, self._statements, self._export,
                           Button(N_("Print register"), lambda: self.desk.go("reports", "member-register", "", self._list.as_of), icon="printer"),
                           Button(N_("Add member"), self.add_new, look="main", icon="account-plus-outline")))
        page.addLayout(row(*self._chips.values(), None, self._knew, self._known_on, Button(N_("Columns"), self.table.choose_columns, look="link"),
                           Button(N_("Bring in Excel"), self._bring_in, look="link")))
        page.addWidget(self._banner_card)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._stack, 1)
        body.addWidget(self.pane)
        page.addLayout(body, 1)
        page.addWidget(Words(N_("Enter: open · F2: delivery · F7: share payment · F8: statement · Ctrl+F: find"), "hint"))

    # --- what is shown ----------------------------------------------------------------------------------------------------
    def _photo(self, member_id: int) -> QPixmap | None:
        return self._photos.of(self._list.photos.get(member_id))

    def refresh(self) -> None:
        as_of = self._as_of.value() or self.desk.today
        known_on = (self._known_on.value() or self.desk.today) if self._knew.isChecked() else None
        self._list = self.desk.runner.read(lambda: register.list_members(self.desk.book, as_of, known_on), self._list)
        self._banner_card.setVisible(as_of != self.desk.today or known_on is not None)
        if known_on is None:
            self._banner.tell(N_("This is the register of {as_of}, not of today."), as_of=as_of)
        else:
            self._banner.tell(N_("This is the register of {as_of}, as it was known on {known_on}. Money is as it stands."), as_of=as_of,
                              known_on=known_on)
        counts = self._list.counts()
        for key, message in FILTERS:
            self._chips[key].tell(message, count=counts[key])
        self._show()
        self._soon.start()
        self._read = 0
        self._idle.start()

    def _read_ahead(self) -> None:
        if not self._list.read_latin(self._read, 12):
            self._idle.stop()
        self._read += 12

    def _filter(self, status: str) -> None:
        # A click with Ctrl adds a list to those that are shown, or takes it out; a plain one shows that list alone.
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier and status:
            others = [one for one in self._statuses if one not in ("", status)]
            self._statuses = (others if status in self._statuses else [*others, status]) or [""]
        else:
            self._statuses = [status]
        for key, chip in self._chips.items():
            chip.setChecked(key in self._statuses)
        self._show()

    def _show(self) -> None:
        found = self._list.found(self._find.text(), *self._statuses)
        self.table.show_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._nobody if self._list.lines else self._empty)

    def _show_pane(self) -> None:
        line = self.table.current()
        self._statements.setEnabled(bool(self.table.selected()))
        if self.pane.isVisible():
            self.pane.show_member(line, self._photo(line.member_id) if line else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width() >= WIDE
        self.pane.fit(self.window().width())
        if wide != self.pane.isVisibleTo(self):
            self.pane.setVisible(wide)
            self._soon.start()

    def shown(self) -> list[MemberLine]:
        """The lines that are shown, in their order."""
        return list(self.table.model.rows)

    def as_at(self, day: date) -> None:
        """Show the register of a day."""
        self._as_of.set_value(day)
        self.refresh()

    def as_known_on(self, day: date | None) -> None:
        """Show what the book knew at the close of a day, or (None) what it knows now."""
        self._knew.setChecked(day is not None)
        self._known_on.setVisible(day is not None)
        if day is not None:
            self._known_on.set_value(day)
        self.refresh()

    def _knew_chosen(self) -> None:
        self._known_on.setVisible(self._knew.isChecked())
        self.refresh()

    def back_to_today(self) -> None:
        """The register of today as it is known today."""
        self._as_of.set_value(self.desk.today)
        self.as_known_on(None)

    def member_at_hand(self) -> int | None:
        line = self.table.current()
        return line.member_id if line else None

    # --- what can be done ---------------------------------------------------------------------------------------------------
    def add_new(self) -> None:
        self.desk.act("add-member")

    def _bring_in(self) -> None:
        self.desk.act("import", "members")

    def export(self, ending: str) -> None:
        """Save the list as it is shown."""
        export.save_paper(self, self.desk, self.paper(), "members", ending)

    def paper(self) -> object:
        """The list as it is shown, as a paper; of several chosen members those alone."""
        chosen = self.table.selected()
        if len(chosen) < 2:
            return export.shown_list(self.desk, self.table, N_("Members"), N_("As at {as_of}"), as_of=self._list.as_of)
        return export.chosen_list(self.desk, self.table, chosen, N_("Members"), N_("As at {as_of} · {count} chosen"),
                                  {"as_of": self._list.as_of, "count": len(chosen)})

    def _open_first(self) -> None:
        """Enter in the find box: the only one found is opened, of several the first is marked."""
        rows = self.table.model.rows
        if len(rows) == 1:
            self.desk.go("member", rows[0].member_id)
        elif rows:
            self._to_list()

    def _to_list(self) -> None:
        self.table.view.setFocus()
        if self.table.current() is None and self.table.model.rows:
            self.table.view.setCurrentIndex(self.table.model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Down leaves the find box for the list, as in every search field.
        if watched is self._find and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._to_list()
            return True
        return super().eventFilter(watched, event)

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Name, number, village or phone")))
        self.pane.say_again()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
