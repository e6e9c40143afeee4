"""The card of one account: brought forward, every line with debit, credit and the balance after it, down to the paper."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout

from coopbooks.books.journal import AccountCard, CardLine
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, of_lines
from coopbooks.ledger.periods import Period
from coopbooks.services import journal
from coopbooks.services.journal import Person
from coopbooks.services.outcome import Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.explain import account_name, explained, show_explanation
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.ledger.base import PeriodBar, account_picker, fiscal_year, paper_button, person_picker
from coopbooks.ui.shell.page import Desk, Page


class CardPage(Page):
    """One account at a time."""

    title = N_("Account card")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card: AccountCard | None = None
        self.account, self.person = account_picker(desk), person_picker(desk)
        for picker, least, most in ((self.account, 250, 300), (self.person, 160, 220)):
            picker.setMinimumWidth(least)
            picker.setMaximumWidth(most)
            picker.picked.connect(lambda _thing: self.refresh())
        self.account.picked.connect(lambda _thing: self.account.setCursorPosition(0))
        self.person.editingFinished.connect(self._person_left)
        year = fiscal_year(desk)
        self.period = PeriodBar(year, year, desk.today, self.refresh)
        self.table = RecordTable(self._columns(), N_("Account card"))
        self.table.opened.connect(self._open)
        self._name = plain("", "h3")
        self._opening, self._closing = plain("", "strong"), plain("", "num")
        explained(self._opening, lambda: self._figure(at_the_end=False))
        explained(self._closing, lambda: self._figure(at_the_end=True))
        self._empty = EmptyPage("book-open-page-variant-outline", N_("Choose an account to see its lines."))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(8)
        page.addLayout(row(self.account, self.person, self.period, None, spacing=8))
        page.addLayout(row(self._name, None, Words(N_("Brought forward"), "label"), self._opening, 16, Words(N_("Balance"), "label"),
                           self._closing))
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)
        page.addLayout(row(Button(N_("Open the paper"), lambda: self._open(self.table.current()), icon="file-document-outline", hint=N_("Enter")),
                           Button(N_("Explain this number"), self.table.explain_current, icon="information-outline", hint=N_("Ctrl+E")), None,
                           paper_button(self, desk, "account-card", self._asked)))
        self._show()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Date"), lambda line: line.on, formats.day, width=104),
            Column(N_("No."), lambda line: line.number, width=96),
            Column(N_("What"), lambda line: line.kind or line.action, lambda kind: tr(KINDS.get(kind, N_("Journal entry"))), width=176),
            Column(N_("Text"), lambda line: line.text, width=280),
            Column(N_("Debit ₭"), lambda line: line.in_kip, kip, right=True, width=130, total=lambda rows: kip(sum(line.in_kip for line in rows)),
                   explain=lambda line: self._line(line, line.in_kip), explain_total=lambda _rows: self._side("debit")),
            Column(N_("Credit ₭"), lambda line: line.out_kip, kip, right=True, width=130, total=lambda rows: kip(sum(line.out_kip for line in rows)),
                   explain=lambda line: self._line(line, line.out_kip), explain_total=lambda _rows: self._side("credit")),
            Column(N_("Balance ₭"), lambda line: self._sign() * line.balance_kip, kip, right=True, width=140, bold=True,
                   explain=self._until))

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _sign(self) -> int:
        return 1 if self.card is None or self.card.account.kind.grows_on_debit else -1

    def _whose(self) -> Person | None:
        whose: Person | None = self.person.thing
        return whose

    def _figure(self, *, at_the_end: bool) -> Figure | None:
        card, whose = self.card, self._whose()
        if card is None:
            return None
        day = card.last_day if at_the_end else card.first_day - timedelta(days=1)
        return Figure((card.account.code,), None, day, whose.member_id if whose else None, whose.customer_id if whose else None,
                      credit=self._sign() < 0)

    def _side(self, side: str) -> Figure | None:
        card, whose = self.card, self._whose()
        return Figure((card.account.code,), card.first_day, card.last_day, whose.member_id if whose else None,
                      whose.customer_id if whose else None, credit=side == "credit", side=side) if card is not None else None

    def _line(self, line: CardLine, kip: int) -> Figure | None:
        return of_lines(self.card.account.code, postings=(line.posting_id,), credit=line.kip < 0) if kip and self.card is not None else None

    def _until(self, line: CardLine) -> Figure | None:
        found = self._figure(at_the_end=True)
        return replace(found, last_day=line.on, until=line.posting_id) if found is not None else None

    # --- showing ------------------------------------------------------------------------------------------------------------
    def show_for(self, what: object) -> None:
        found = self.desk.runner.read(lambda: journal.accounts_by_name(self.desk.book), {}).get(str(what))
        if found is not None:
            self.person.setText("")
            self.person.thing = None
            self.account.set_thing(found)

    def _person_left(self) -> None:
        if not self.person.text().strip() and self.card is not None:
            self.person.thing = None
            self.refresh()

    def refresh(self) -> None:
        account, period = self.account.thing, self.period.value()
        self.card = None
        if account is not None and period is not None:
            self.card = self.desk.runner.read(lambda: journal.account_card(self.desk.book, account.code, period, self._whose()))
        self._show()

    def _show(self) -> None:
        card = self.card
        for shown in (self.table, self._name):
            shown.setVisible(card is not None)
        self._empty.setVisible(card is None)
        self.table.show_rows(card.lines if card else ())
        self._name.setText(account_name(card.account) if card else "")
        self._opening.setText(kip(self._sign() * card.opening_kip) if card else "–")
        self._closing.setText(kip_signed(self._sign() * card.closing_kip) if card else "–")

    def _open(self, line: object) -> None:
        if isinstance(line, CardLine) and line.number:
            self.desk.go("reports", "receipt", line.number, *paper_of(line.document_id))
        elif isinstance(line, CardLine) and self.card is not None:
            show_explanation(self, Figure((self.card.account.code,), line.on, line.on))

    def _asked(self) -> Asked | None:
        card, whose = self.card, self._whose()
        if card is None:
            return None
        return Asked(card.last_day, Period(card.first_day, card.last_day), card.last_day.year,
                     number=whose.number if whose and whose.member_id is not None else None, account=card.account.code)

    def start_find(self) -> None:
        self.account.setFocus()
        self.account.selectAll()

    def say_again(self) -> None:
        self._show()
