"""The chart of accounts: code, both names, kind and balance; adding, renaming, taking out of use. Enter opens the account's card."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QVBoxLayout, QWidget

from coopbooks.books.chart import ChartLine
from coopbooks.coop.chart import AddAccount, ChangeAccount
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import balance
from coopbooks.ledger.periods import Period
from coopbooks.papers.books_of_account import KINDS
from coopbooks.services import chart
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, Field
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button
from coopbooks.ui.ledger.base import paper_button
from coopbooks.ui.shell.page import Desk, Page

FILTERS = (("", N_("All")), *((kind.value, message) for kind, message in KINDS.items()))


class AccountForm(FormDialog):
    """One account; without one, a new one."""

    def __init__(self, parent: QWidget | None, desk: Desk, line: ChartLine | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Change an account") if line else N_("Add an account"), N_("Save"))
        self.resize(800, 430)
        self.desk, self._line = desk, line
        known = line.account if line else None
        facts = desk.runner.read(lambda: chart.prepare_account(desk.book, known.code)) if known else None
        self.code, self.kind = QLineEdit(maxLength=12), Choice([(kind.value, message) for kind, message in KINDS.items()])
        self.fields |= {"code": Field(N_("Code"), self.code), "kind": Field(N_("Kind"), self.kind)}
        self.add_pair(self.fields["code"], self.fields["kind"])
        self.lao, self.english = QLineEdit(maxLength=200), QLineEdit(maxLength=200)
        self.add("name_lo", N_("Name in Lao"), self.lao)
        self.add("name_en", N_("Name in English"), self.english)
        self.used = QCheckBox(tr(N_("In use")))
        self.used.setChecked(line.in_use if line else True)
        self.add("in_use", N_("Is it offered?"), self.used)
        self.left.addStretch(1)
        if known is not None:
            self.code.setText(known.code)
            self.code.setReadOnly(True)
            self.kind.set_value(known.kind.value)
            self.lao.setText(known.name_lo)
            self.english.setText(known.name_en)
        else:
            self.fields["in_use"].hide()
        fixed = facts is not None and facts.is_fixed
        self.kind.setEnabled(not fixed)
        self.used.setEnabled(not fixed)
        self.after.wait_for(N_("The program posts to this account by itself. Its names can be changed.") if facts and facts.is_ours else
                            N_("This account has lines. Its names can be changed.") if fixed else
                            N_("The first figures of the code say the class, as in the list."))
        self.saved = lambda _outcome: desk.say(tr(N_("Account {code} is in the chart."), code=self.code.text()))
        (self.lao if known else self.code).setFocus()

    def order(self) -> AddAccount | ChangeAccount:
        names = lao.normalise(self.lao.text()), lao.normalise(self.english.text())
        if self._line is None:
            return AddAccount(self.code.text().strip(), self.kind.value(), *names)
        return ChangeAccount(self._line.account.code, self.kind.value(), *names, in_use=self.used.isChecked())

    def action(self, order: Any) -> Outcome:
        deed = chart.add_account if self._line is None else chart.change_account
        return deed(self.desk.book, order, self.request_key)


class ChartPage(Page):
    """The list with its filters."""

    title = N_("Chart of accounts")
    topics = frozenset({Topic.JOURNAL, Topic.SETTINGS, Topic.CASH})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[ChartLine, ...] = ()
        self._kind = ""
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(150)
        self._find.textChanged.connect(lambda _text: self._show())
        group = QButtonGroup(self)
        chips = []
        for key, message in FILTERS:
            chip = Button(message, partial(self._choose, key), look="chip")
            chip.setCheckable(True)
            chip.setChecked(not key)
            group.addButton(chip)
            chips.append(chip)
        self.table = RecordTable(self._columns(), N_("Chart of accounts"), key=lambda line: line.account.code)
        self.table.opened.connect(lambda line: desk.go("ledger", "card", line.account.code))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(self._find, *chips, None, spacing=6))
        page.addWidget(self.table, 1)
        page.addLayout(row(Button(N_("Account card"), self._open_card, icon="book-open-page-variant-outline", hint=N_("Enter")),
                           Button(N_("Change"), self.change, icon="pencil-outline"), None,
                           paper_button(self, desk, "chart-of-accounts", self._asked),
                           Button(N_("Add an account"), self.add_new, look="main", icon="plus", hint=N_("Ctrl+N"))))
        self.say_again()

    def _columns(self) -> tuple[Column, ...]:
        as_of = self.desk.today
        return (
            Column(N_("Code"), lambda line: line.account.code, width=92,
                   icon=lambda line: "lock-outline" if line.account.role is not None else "file-document-outline"),
            Column(N_("Name in Lao"), lambda line: line.account.name_lo, width=270),
            Column(N_("Name in English"), lambda line: line.account.name_en, width=250),
            Column(N_("Kind"), lambda line: line.account.kind, lambda kind: tr(KINDS[kind]), width=110),
            Column(N_("Balance ₭"), lambda line: line.shown_kip, kip, right=True, width=150, bold=True, explain=lambda line: balance(
                line.account.code, as_of=as_of, credit=not line.account.kind.grows_on_debit) if line.has_lines else None),
            Column(N_("Use"), lambda line: "" if line.in_use else N_("not in use"), lambda word: tr(word) if word else "", width=100,
                   ink=lambda _line: "text3"))

    def _asked(self) -> Asked:
        return Asked(self.desk.today, Period(self.desk.today, self.desk.today), self.desk.today.year)

    def refresh(self) -> None:
        self._lines = self.desk.runner.read(lambda: chart.chart_of(self.desk.book, self.desk.today), self._lines)
        self._show()

    def _choose(self, kind: str) -> None:
        self._kind = kind
        self._show()

    def _show(self) -> None:
        wanted, code = lao.fold(self._find.text()), self._find.text().strip()
        self.table.show_rows([line for line in self._lines if self._kind in ("", line.account.kind) and (
            line.account.code.startswith(code) or wanted in lao.fold(f"{line.account.name_lo} {line.account.name_en}"))])

    def _open_card(self) -> None:
        line = self.table.current()
        if line is not None:
            self.table.opened.emit(line)

    def change(self) -> None:
        """Change the account the cursor is on."""
        line = self.table.current()
        if line is not None:
            AccountForm(self, self.desk, line).open()

    def add_new(self) -> None:
        AccountForm(self, self.desk).open()

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Code or name")))
        self._find.setAccessibleName(tr(N_("Find an account")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)

