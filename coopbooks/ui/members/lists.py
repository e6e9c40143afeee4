"""The lists that people are sorted into: villages with district and province, groups, households. A new name moves everybody."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.coop.lists import KeepListItem, ListItem
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.latin import latin
from coopbooks.i18n.markers import N_
from coopbooks.services import lists
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit import export
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Segments
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page

LISTS = (("village", N_("Villages")), ("group", N_("Groups")), ("household", N_("Households")))
_ADD = {"village": N_("Add village"), "group": N_("Add group"), "household": N_("Add household")}
_CHANGE = {"village": N_("Change village"), "group": N_("Change group"), "household": N_("Change household")}
_USED = {True: N_("offered"), False: N_("no longer offered")}
COLUMNS = (
    Column(N_("Name"), lambda one: one[0].name, key=lambda one: lao.sort_key(one[0].name), width=220, bold=True,
           total=lambda rows: tr(N_("{count} names"), count=len(rows))),
    Column(N_("Name in Latin letters"), lambda one: one[0].latin_name, width=160),
    Column(N_("District"), lambda one: one[0].district, width=130), Column(N_("Province"), lambda one: one[0].province, width=130),
    Column(N_("People"), lambda one: one[1], kip, right=True, width=80, total=lambda rows: kip(sum(count for _, count in rows))),
    Column(N_("Note"), lambda one: one[0].note, width=140, extra=True),
    Column(N_("In forms"), lambda one: one[0].is_used, lambda used: tr(_USED[used]), width=150,
           ink=lambda one: "text2" if one[0].is_used else "text3"),
)


class ListItemForm(FormDialog):
    """One village, group or household."""

    def __init__(self, parent: QWidget | None, desk: Desk, kind: str, before: ListItem | None = None, people: int = 0) -> None:
        super().__init__(parent, desk.runner, _CHANGE[kind] if before else _ADD[kind], N_("Save"), icon="home-variant-outline")
        self.desk, self._kind, self._before, self._people = desk, kind, before, people
        self.saved = lambda _outcome: desk.say(tr(N_("{name} is saved."), name=self._texts["name"].text()))
        item = before or ListItem(kind, "")
        self._texts: dict[str, QLineEdit] = {}
        names = [("name", N_("Name")), ("latin_name", N_("Name in Latin letters (optional)"))]
        names += [("district", N_("District")), ("province", N_("Province"))] if kind == "village" else []
        for name, message in [*names, ("note", N_("Note (optional)"))]:
            self._texts[name] = QLineEdit(str(getattr(item, name)), maxLength=200)
            self.add(name, message, self._texts[name])
        self._used = QCheckBox(tr(N_("Offered in forms")))
        self._used.setChecked(item.is_used)
        self.left.addWidget(self._used)
        self.left.addStretch(1)
        self._latin_is_own = bool(item.latin_name)
        self._texts["latin_name"].textEdited.connect(self._latin_typed)
        self._texts["name"].textChanged.connect(lambda _text: self._named())
        self._preview()
        self._texts["name"].setFocus()

    def _latin_typed(self, text: str) -> None:
        self._latin_is_own = bool(text.strip())

    def _named(self) -> None:
        if not self._latin_is_own:
            self._texts["latin_name"].setText(latin(self._texts["name"].text()))
        self._preview()

    def _preview(self) -> None:
        if self._before is None or not self._people:
            self.after.wait_for(N_("The name is offered wherever people are written down."))
        else:
            self.after.show_changes([(N_("People who carry the name"), kip(self._people), kip(self._people))], checks=(
                tr(N_("A new name goes to everybody who carries the old one.")),))

    def order(self) -> KeepListItem:
        texts: dict[str, Any] = {name: lao.normalise(editor.text()) for name, editor in self._texts.items()}
        return KeepListItem(ListItem(self._kind, **texts, is_used=self._used.isChecked()), self._before.name if self._before else "")

    def action(self, order: Any) -> Outcome:
        return lists.keep_list_item(self.desk.book, order, self.request_key)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._used.setText(tr(N_("Offered in forms")))
            self._preview()
        super().changeEvent(event)


class ListsPage(Page):
    """One list at a time."""

    title = N_("Lists")
    topics = frozenset({Topic.MEMBERS, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._items: tuple[tuple[ListItem, int], ...] = ()
        self._kind = Segments(LISTS)
        self._kind.chosen.connect(lambda _kind: self.refresh())
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(220)
        self._find.setMaximumWidth(260)
        self._find.textChanged.connect(lambda _text: self._show())
        self.table = RecordTable(COLUMNS, N_("Lists"), key=lambda one: one[0].name)
        self.table.opened.connect(lambda one: self.change(*one))
        self._save = Button(N_("Save list"), lambda: export.ask_ending(self._save, self.export), icon="content-save-outline")
        self._add = Button(_ADD["village"], self.add_new, look="main", icon="plus")
        self._empty = EmptyPage("home-variant-outline", N_("Nothing is on this list yet."), Button(N_("Add"), self.add_new, look="main", icon="plus"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(10)
        page.addLayout(row(self._kind, self._find, None, self._save, self._add))
        page.addWidget(self._stack, 1)
        page.addWidget(Words(N_("Enter: change. A new name goes to everybody who carries the old one."), "hint"))
        self._say()

    def _say(self) -> None:
        self._find.setPlaceholderText(tr(N_("Find a name")))
        self._find.setAccessibleName(tr(N_("Find a name")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def kind(self) -> str:
        """The list that is shown."""
        return self._kind.value()

    def refresh(self) -> None:
        self._items = self.desk.runner.read(lambda: lists.list_items(self.desk.book, self.kind()), ())
        self._add.tell(_ADD[self.kind()])
        self._find.setPlaceholderText(tr(N_("Find a name")))
        for title in ("District", "Province"):
            self.table.show_column(title, on=self.kind() == "village")
        self._show()

    def _show(self) -> None:
        wanted = lao.fold(self._find.text())
        self.table.show_rows([one for one in self._items if wanted in lao.fold(f"{one[0].name} {one[0].latin_name} {one[0].district}")])
        self._stack.setCurrentWidget(self.table if self._items else self._empty)

    def add_new(self) -> None:
        ListItemForm(self, self.desk, self.kind()).open()

    def change(self, item: ListItem, people: int) -> None:
        """Open the form of an item."""
        ListItemForm(self, self.desk, self.kind(), item, people).open()

    def export(self, ending: str) -> None:
        """Save the list that is shown."""
        paper = export.shown_list(self.desk, self.table, dict(LISTS)[self.kind()], N_("As at {as_of}"), as_of=self.desk.today)
        export.save_paper(self, self.desk, paper, self.kind(), ending)

    def start_find(self) -> None:
        self._find.setFocus()
