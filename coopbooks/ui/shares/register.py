"""The share register: who holds which numbers, as at a day and as known on a day, and that it is what the ledger says."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QLineEdit, QMenu, QStackedWidget, QVBoxLayout

from coopbooks.coop.share_numbers import as_text
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, balance, counted, negative
from coopbooks.services import register, share_papers
from coopbooks.services.outcome import Topic
from coopbooks.services.register import ShareRegister, ShareRegisterLine
from coopbooks.ui.kit import export, icons
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, clear, column, picture, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shares.columns import register_columns
from coopbooks.ui.shell.page import Desk, Page

FILTERS = (("", N_("All {count}")), ("unpaid", N_("Unpaid {count}")), ("pledged", N_("Pledged {count}")),
           ("bare", N_("Without certificate {count}")))
ACTIONS = (("collect-instalments", N_("Collect instalments"), "cash-plus"), ("share-transfer", N_("Transfer"), "swap-horizontal"),
           ("share-redeem", N_("Redeem"), "cash-minus"))
MORE = (("share-pay-out", N_("Pay for shares taken back"), "cash-minus"), ("share-bonus", N_("Bonus shares"), "certificate-outline"),
        ("share-convert", N_("Into another class"), "swap-horizontal"), ("share-cancel", N_("Give up unpaid shares"), "close"),
        ("set-off", N_("Set off debts"), "swap-horizontal"), ("share-heirs", N_("Shares to the heirs"), "account-group-outline"),
        ("share-pledge", N_("Pledge or release"), "lock-outline"), ("share-certificate", N_("Give out a certificate"), "certificate-outline"))
"""What can be done with shares, by the names that `desk.act` knows."""
STRIP = ((N_("Issued"), ("opening", "subscribe", "bonus"), "+"), (N_("Redeemed"), ("redeem",), "−"),
         (N_("Transferred"), ("transfer-in", "transfer-out"), "±"), (N_("Cancelled"), ("cancel",), "−"),
         (N_("Converted"), ("convert", "par-change"), "±"))
ALWAYS = 3
"""So many parts of the strip are shown even when nothing moved."""


def is_shown(line: ShareRegisterLine, status: str) -> bool:
    """Whether a line belongs to a filter's list."""
    return {"": True, "unpaid": line.holding.unpaid_kip > 0, "pledged": line.pledged_count > 0,
            "bare": not line.certificates and line.holding.share_count > 0}[status]


class RegisterPage(Page):
    """The register with its figures, the strip that proves it, and all that can be done with shares."""

    title = N_("Shares")
    topics = frozenset({Topic.SHARES, Topic.MEMBERS, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.whole: ShareRegister | None = None
        self._status = ""
        self._keys: dict[tuple[int, str], str] = {}
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setAccessibleName(tr(N_("Find a member")))
        self._find.setMinimumWidth(230)
        self._find.textChanged.connect(lambda _text: self._show())
        self._as_of, self._known_on = DayEdit(desk.today), DayEdit(desk.today)
        for edit, name in ((self._as_of, N_("As at")), (self._known_on, N_("As known on"))):
            edit.setFixedWidth(112)
            edit.setAccessibleName(tr(name))
            edit.editingFinished.connect(self.refresh)
        self._knew = Button(N_("As known on"), self.refresh, look="chip")
        self._knew.setCheckable(True)
        self._known_on.hide()
        self.table = RecordTable(register_columns(desk.today, None), N_("Share register"), key=lambda line: (line.member.member_id, line.class_code))
        self.table.opened.connect(lambda line: desk.go("member", line.member.member_id))
        self._empty = EmptyPage("certificate-outline", N_("Nobody holds a share on this day."),
                                Button(N_("Share payment"), self.add_new, look="main", icon="certificate-outline"))
        self._nobody = EmptyPage("magnify", N_("Nobody is found. Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty, self._nobody):
            self._stack.addWidget(shown)
        self._make_banner()
        self._make_figures()
        self._put_together()
        self.say_again()

    def _make_banner(self) -> None:
        self._banner = Words("", "warn", wrap=True)
        self._banner.setMinimumWidth(300)
        self._banner_card = Card(look="warn", padding=8)
        line = row(self._banner, Button(N_("Back to today"), self.back_to_today, look="link"))
        line.setStretch(0, 1)
        self._banner_card.column.addLayout(line)

    def _make_figures(self) -> None:
        self._figures: list[tuple[Words, QLabel, QLabel]] = [(Words("", "label"), plain("–", "num"), plain("", "hint")) for _ in range(4)]
        self._strip = Card(look="soft", padding=8)

    def _put_together(self) -> None:
        self._more = Button(N_("More"), self.show_more, icon="dots-horizontal")
        self._export = Button(N_("Save list"), lambda: export.ask_ending(self._export, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        actions = [Button(message, partial(self._act, name), icon=icon) for name, message, icon in ACTIONS]
        page.addLayout(row(*actions, self._more, None, self._export,
                           Button(N_("Print register"), lambda: self.desk.go("reports", "share-register", "", self.as_of()), icon="printer"),
                           Button(N_("Share payment"), self.add_new, look="main", icon="certificate-outline", hint=N_("F7"))))
        cards = row(spacing=10)
        explained(self._figures[1][1], partial(self._stands, "paid-up"))
        explained(self._figures[1][2], partial(self._stands, "subscribed"))
        explained(self._figures[2][1], self._unpaid)
        for title, figure, below in self._figures:
            card = Card(padding=8)
            card.column.setSpacing(0)
            line = row(figure, below, None)
            card.column.addLayout(column(title, line, spacing=0))
            cards.addWidget(card, 1)
        page.addLayout(cards)
        page.addWidget(self._strip)
        chips = QButtonGroup(self)
        self._chips: dict[str, Button] = {}
        for key, message in FILTERS:
            chip = self._chips[key] = Button(message, partial(self._filter, key), look="chip", count=0)
            chip.setCheckable(True)
            chip.setChecked(not key)
            chips.addButton(chip)
        page.addLayout(row(self._find, *self._chips.values(), None, Words(N_("As at"), "label"), self._as_of, self._knew, self._known_on))
        page.addWidget(self._banner_card)
        page.addWidget(self._stack, 1)

    # --- what the figures stand for -----------------------------------------------------------------------------------------
    def _stands(self, register: str, **which: Any) -> Figure | None:
        """What the register counts; what was known once has no lines to show today."""
        whole = self.whole
        return counted(register, **{"last_day": whole.as_of, **which}) if whole is not None and whole.known_on is None else None

    def _unpaid(self) -> Figure | None:
        capital, paid = self._stands("subscribed"), self._stands("paid-up")
        return Figure((), plus=(capital, negative(paid))) if capital is not None and paid is not None else None

    def _moved(self, kinds: Sequence[str], amount: int) -> Figure | None:
        """What lines of some kinds moved, without its sign."""
        items = tuple(key for kind in kinds for key in (self.whole.movement.lines.get(kind, ()) if self.whole else ()))
        found = self._stands("subscribed", items=items) if items else None
        return negative(found) if found is not None and amount < 0 else found

    # --- what is shown ------------------------------------------------------------------------------------------------------
    def as_of(self) -> date:
        """The day the register stands at."""
        return self._as_of.value() or self.desk.today

    def known_on(self) -> date | None:
        """The day whose knowledge is shown; None for today's."""
        return self._known_on.value() if self._knew.isChecked() else None

    def refresh(self) -> None:
        self._known_on.setVisible(self._knew.isChecked())
        as_of, known_on = self.as_of(), self.known_on()
        self.whole = self.desk.runner.read(lambda: register.share_register_of(self.desk.book, as_of, known_on), self.whole)
        self._keys.clear()
        self.table.model.columns = register_columns(as_of, known_on)
        self._show_frame()
        self._show()

    def back_to_today(self) -> None:
        """Show the register of today, with everything that is known."""
        self._as_of.set_value(self.desk.today)
        self._knew.setChecked(False)
        self.refresh()

    def _show_frame(self) -> None:
        whole = self.whole
        if whole is None:
            return
        known_on = whole.known_on
        self._banner_card.setVisible(whole.as_of != self.desk.today or known_on is not None)
        if known_on is None:
            self._banner.tell(N_("This is the register of {as_of}, not of today."), as_of=whole.as_of)
        else:
            self._banner.tell(N_("This is the register of {as_of}, as it was known on {known_on}."), as_of=whole.as_of, known_on=known_on)
        for key, message in FILTERS:
            self._chips[key].tell(message, count=sum(is_shown(line, key) for line in whole.lines))
        self._show_figures(whole)
        self._show_strip(whole)

    def _show_figures(self, whole: ShareRegister) -> None:
        largest = whole.largest()
        part = formats.percent_text(round(largest[1], 3)) if largest else "–"
        limit = tr(N_("{name}, the limit is {most_percent}%"), name=largest[0].number, most_percent=whole.most_percent) if (
            largest and whole.most_percent) else tr(N_("no limit"))
        told = ((N_("Shares issued"), kip(whole.share_count), tr(N_("{count} holders"), count=len({line.member.member_id for line in whole.lines}))),
                (N_("Capital paid in ₭"), kip(whole.paid_kip), tr(N_("of {capital_kip}"), capital_kip=whole.movement.closing_kip)),
                (N_("Unpaid ₭"), kip(whole.unpaid_kip), tr(N_("{count} members"), count=sum(is_shown(line, "unpaid") for line in whole.lines))),
                (N_("Largest holder"), part, limit))
        for (title, figure, below), (message, value, hint) in zip(self._figures, told, strict=True):
            title.tell(message)
            figure.setText(value)
            below.setText(hint)

    def _show_strip(self, whole: ShareRegister) -> None:
        """Opening + issued − redeemed ± transferred = closing = ledger account, in shares and kip."""
        clear(self._strip.column)
        moved = whole.movement
        before = self._stands("subscribed", last_day=whole.first_day - timedelta(days=1))
        parts = [(tr(N_("Opening {first_day}"), first_day=whole.first_day), moved.opening_count, int(moved.opening_kip), "", before)]
        for part, (message, kinds, sign) in enumerate(STRIP):
            count, amount = (sum(moved.moved[kind][place] for kind in kinds) for place in (0, 1))
            if part < ALWAYS or count or amount:
                parts.append((tr(message), count, amount, sign if not amount else "+" if amount > 0 else "−", self._moved(kinds, amount)))
        parts.append((tr(N_("Closing")), moved.closing_count, moved.closing_kip, "=", self._stands("subscribed")))
        line = row(spacing=10)
        for title, count, amount, sign, figure in parts:
            if sign:
                line.addWidget(plain(sign, "strong"))
            shown = f"{formats.kip(abs(count))} · {formats.kip(abs(amount))} ₭"
            line.addWidget(_two(title, shown, figure))
        line.addWidget(plain("=" if whole.agrees else "≠", "strong"))
        line.addWidget(_two(tr(N_("Ledger account")), f"{formats.kip(whole.ledger_kip)} ₭",
                            balance("share-capital", as_of=whole.as_of, credit=True) if whole.known_on is None else None))
        line.addStretch(1)
        line.addWidget(picture("check-circle-outline" if whole.agrees else "alert-circle-outline", 20, "success" if whole.agrees else "warn"))
        line.addWidget(_verdict(whole))
        self._strip.look("soft" if whole.agrees else "warn")
        self._strip.column.addLayout(line)

    def _filter(self, status: str) -> None:
        self._status = status
        self._show()

    def _show(self) -> None:
        lines = self.whole.lines if self.whole else ()
        words = lao.fold(self._find.text()).split()
        found = [line for line in lines if is_shown(line, self._status) and self._has(line, words)]
        self.table.show_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._nobody if lines else self._empty)

    def _has(self, line: ShareRegisterLine, words: list[str]) -> bool:
        if not words:
            return True
        key = (line.member.member_id, line.class_code)
        if key not in self._keys:
            self._keys[key] = _search_key(line)
        return all(word in self._keys[key] for word in words)

    def shown(self) -> list[ShareRegisterLine]:
        """The lines that are shown, in their order."""
        return list(self.table.model.rows)

    def member_at_hand(self) -> int | None:
        line = self.table.current()
        return line.member.member_id if line else None

    # --- what can be done ---------------------------------------------------------------------------------------------------
    def add_new(self) -> None:
        self.desk.act("share-payment", *self._chosen())

    def _chosen(self) -> tuple[int, ...]:
        member_id = self.member_at_hand()
        return (member_id,) if member_id is not None else ()

    def _act(self, name: str) -> None:
        self.desk.act(name, *self._chosen())

    def show_more(self) -> None:
        """Everything else that can be done with shares."""
        menu = QMenu(self)
        for name, message, icon in MORE:
            menu.addAction(icons.icon(icon), tr(message)).triggered.connect(partial(self._chose, name))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _chose(self, name: str, _checked: bool = False) -> None:
        self._act(name)

    def export(self, ending: str) -> None:
        """Save the register of the day and the knowledge that are shown."""
        paper = self.desk.runner.read(lambda: share_papers.register(self.desk.book, self.as_of(), self.known_on()))
        export.save_paper(self, self.desk, paper, "share-register", ending)

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Name, number, village or share number")))
        self._show_frame()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)


def _verdict(whole: ShareRegister) -> Words:
    if whole.agrees:
        return Words(N_("Register and ledger agree."), "strong")
    if whole.known_on is not None:
        return Words(N_("{kip} ₭ were recorded later."), "strong", kip=formats.kip(whole.ledger_kip - whole.movement.closing_kip))
    return Words(N_("Register and ledger differ."), "strong")


def _two(title: str, shown: str, figure: Figure | None) -> QFrame:
    made, sum_shown = QFrame(), plain(shown, "strong")
    made.setLayout(column(plain(title, "hint"), sum_shown, spacing=0))
    explained(sum_shown, lambda: figure)
    return made


def _search_key(line: ShareRegisterLine) -> str:
    member = line.member
    return lao.fold(" ".join((member.number, member.name, member.latin_name, member.village, as_text(line.ranges),
                              *(one.number for one in line.certificates))))
