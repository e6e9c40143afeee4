"""The member list: found as typed in any Lao spelling, filtered, as at any date, totals equal to the rows shown."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register
from coopbooks.services.outcome import Topic
from coopbooks.services.register import MemberLine, MemberList
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.members.forms import AdmitForm
from coopbooks.ui.shell.page import Desk, Page

_STATUS = {"member": "", "left": N_("left"), "not-yet": N_("not yet")}


def _kip(value: int) -> str:
    return formats.kip(value).replace("-", "−") if value else "–"


def _total(name: str) -> object:
    return lambda rows: _kip(sum(getattr(line, name) for line in rows))


COLUMNS = (
    Column(N_("No."), lambda m: m.number, key=lambda m: m.number_key, width=56),
    Column(N_("Name"), lambda m: m.name, key=lambda m: m.name_key, width=240, bold=True,
           total=lambda rows: tr(N_("{count} members"), count=len(rows))),
    Column(N_("Name in Latin letters"), lambda m: m.latin_name, width=150),
    Column(N_("Village"), lambda m: m.village, width=112),
    Column(N_("Shares"), lambda m: m.share_count, _kip, right=True, width=66, total=_total("share_count")),  # type: ignore[arg-type]
    Column(N_("Share capital ₭"), lambda m: m.capital_kip, _kip, right=True, width=118, total=_total("capital_kip")),  # type: ignore[arg-type]
    Column(N_("Unpaid ₭"), lambda m: m.unpaid_kip, _kip, right=True, width=92, total=_total("unpaid_kip"),  # type: ignore[arg-type]
           ink=lambda m: "warn" if m.unpaid_kip else "text3"),
    Column(N_("Delivered ₭"), lambda m: m.delivered_kip, _kip, right=True, width=124, total=_total("delivered_kip")),  # type: ignore[arg-type]
    Column(N_("We owe ₭"), lambda m: m.owed_kip, _kip, right=True, width=104, total=_total("owed_kip"),  # type: ignore[arg-type]
           ink=lambda m: "danger" if m.owed_kip < 0 else "" if m.owed_kip else "text3"),
    Column(N_("Status"), lambda m: m.status, lambda status: tr(_STATUS[status]) if _STATUS[status] else "", width=64,
           ink=lambda m: "text3"),
)
FILTERS = (("", N_("All")), ("active", N_("Active")), ("unpaid", N_("Shares unpaid")), ("owed", N_("We owe")), ("left", N_("Left")))


class MembersPage(Page):
    """The list with its toolbar."""

    title = N_("Members")
    topics = frozenset({Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list = MemberList(desk.today, ())
        self._status = ""
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setAccessibleName(tr(N_("Find a member")))
        self._find.setMinimumWidth(280)
        self._find.textChanged.connect(lambda _text: self._show())
        self._as_of = DayEdit(desk.today)
        self._as_of.setFixedWidth(120)
        self._as_of.setAccessibleName(tr(N_("As at")))
        self._as_of.editingFinished.connect(self.refresh)
        self._banner = Words("", "warn")
        banner = Card(look="warn", padding=8)
        banner.column.addWidget(self._banner)
        self._banner_card = banner
        self.table = RecordTable(COLUMNS, N_("Members"))
        self.table.opened.connect(lambda line: desk.go("member", line.member_id))
        group = QButtonGroup(self)
        chips = []
        for key, message in FILTERS:
            chip = Button(message, partial(self._filter, key), look="chip")
            chip.setCheckable(True)
            chip.setChecked(not key)
            group.addButton(chip)
            chips.append(chip)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(self._find, *chips, None, Words(N_("As at"), "label"), self._as_of,
                           Button(N_("Print register"), lambda: desk.go("reports", "member-register"), icon="printer"),
                           Button(N_("Add member"), self.add_new, look="main", icon="account-plus-outline")))
        page.addWidget(banner)
        page.addWidget(self.table, 1)
        self.say_again()

    def refresh(self) -> None:
        as_of = self._as_of.value() or self.desk.today
        self._list = self.desk.runner.read(lambda: register.list_members(self.desk.book, as_of), self._list)
        self._banner_card.setVisible(as_of != self.desk.today)
        self._banner.tell(N_("This is the register of {as_of}, not of today."), as_of=as_of)
        self._show()

    def _filter(self, status: str) -> None:
        self._status = status
        self._show()

    def _show(self) -> None:
        self.table.show_rows(self._list.found(self._find.text(), self._status))

    def shown(self) -> list[MemberLine]:
        """The lines that are shown, in their order."""
        return list(self.table.model.rows)

    def as_at(self, day: date) -> None:
        """Show the register of a day."""
        self._as_of.set_value(day)
        self.refresh()

    def add_new(self) -> None:
        form = AdmitForm(self, self.desk)
        form.open()

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Name, number, village or phone")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
