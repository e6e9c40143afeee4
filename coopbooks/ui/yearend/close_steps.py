"""Steps one and two: check the books, close the year; and what is done about a loss."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.closing import CloseYear, CoverLoss
from coopbooks.coop.yearcheck import ACT, BACK_UP, LOOK, MEND, OK, YearCheck, must_mend
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import backups, yearend
from coopbooks.services.dividends import close_year
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.lines import money
from coopbooks.ui.yearend.steps import Step, empty, show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

ICONS = {OK: ("check-circle-outline", "success"), LOOK: ("alert-circle-outline", "warn"), MEND: ("alert-circle-outline", "danger")}


class CheckStep(Step):
    """What must be mended before the close, what should be looked at, what is well."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        self.found: tuple[YearCheck, ...] = ()
        card = Card(N_("Check the books"))
        self._told = Words(N_("Checking the book …"), "label")
        card.column.addWidget(self._told)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setSpacing(7)
        scroll = QScrollArea()
        scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        card.column.addWidget(scroll, 1)
        self.body.addWidget(card, 1)
        self._again = Button(N_("Check again"), self.check)
        self._next = Button(N_("Next: close the year"), lambda: wizard.show_step(1), look="main", icon="arrow-right")
        self._rehearse = Button(N_("Rehearse on a copy"), wizard.rehearse, icon="theater",
                                hint=N_("All steps on a copy of the book; nothing is kept"))

    def show_state(self, state: YearState) -> None:
        self.offer(self._rehearse, on=not self.wizard.is_rehearsal)
        self.check()

    def check(self) -> None:
        """Look at the whole book on the worker; the list follows."""
        book, year = self.wizard.book, self.wizard.year
        self._told.tell(N_("Checking the book …"))
        last = backups.last_backup(book.path)
        self.wizard.desk.runner.work(lambda _tell: yearend.checks(book, year, last), self.show_checks)

    def show_checks(self, found: tuple[YearCheck, ...] | None) -> None:
        """Show the list."""
        self.found = found or ()
        empty(self._list)
        count = must_mend(self.found)
        look = sum(one.state == LOOK for one in self.found)
        if count:
            self._told.tell(N_("{count} things must be mended before the close."), count=count)
        elif look:
            self._told.tell(N_("Nothing stands in the way. {count} things are worth a look."), count=look)
        else:
            self._told.tell(N_("All is well."))
        for one in self.found:
            icon, ink = ICONS[one.state]
            words = Words(one.wording, "strong" if one.state == MEND else "", wrap=True, **one.facts)
            line = row(picture(icon, 20, ink), words)
            line.setStretch(1, 1)
            if one.link and one.state != OK:
                line.addWidget(Button(N_("Do it now") if one.link[0] == ACT else N_("Go there"), partial(self.follow, one.link), look="link"))
            self._list.addLayout(line)
        self._list.addStretch(1)
        self._next.setEnabled(not count)
        self._next.setToolTip(tr(N_("Mend what is red first.")) if count else "")

    def follow(self, link: tuple[object, ...]) -> None:
        """Go to where a finding is mended, or do what it asks for."""
        desk, book = self.wizard.desk, self.wizard.book
        if link == (ACT, BACK_UP):
            desk.runner.work(lambda _tell: backups.back_up_now(book.path, self.wizard.now()), lambda made: self.check() if made else None)
        elif link[0] == ACT:
            desk.act(*map(str, link[1:]))
        else:
            desk.go(*map(str, link))

    def buttons(self) -> Sequence[QWidget]:
        return self._rehearse, self._again, self._next


class CloseStep(Step):
    """Income and expense, the surplus, what closing means, and the close."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        two = QHBoxLayout()
        two.setSpacing(10)
        self._sides: list[QGridLayout] = []
        for title in (N_("Income"), N_("Expense")):
            card = Card(title)
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(4)
            self._sides.append(grid)
            inside = QWidget()
            accounts = QVBoxLayout(inside)
            accounts.setContentsMargins(0, 0, 4, 0)
            accounts.addLayout(grid)
            accounts.addStretch(1)
            scroll = QScrollArea()
            scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(inside)
            card.column.addWidget(scroll, 1)
            two.addWidget(card, 1)
        result = Card("", "soft")
        self._word, self._surplus, self._losses = Words("", "label"), plain("", "numxl"), Words("", "hint")
        for thing in (self._word, self._surplus, self._losses):
            result.column.addWidget(thing)
        result.column.addWidget(Words(N_("After the close nothing can be dated in this year. Until the meeting it can be opened again, with a "
                                         "reason and a second person. A copy of the book is made first."), "", wrap=True))
        self._opened = plain("", "hint")
        self._opened.setWordWrap(True)
        result.column.addWidget(self._opened)
        self._complaints = Words("", "warn", wrap=True)
        result.column.addWidget(self._complaints)
        result.column.addStretch(1)
        two.addWidget(result, 1)
        self.body.addLayout(two, 1)
        self.close_button = Button(N_("Close the year"), self.close_it, look="main", icon="lock-outline")
        self.reopen_button = Button(N_("Open the year again"), wizard.reopen, icon="undo-variant")
        self.next_button = Button(N_("Next: share the surplus"), lambda: wizard.show_step(2), look="main", icon="arrow-right")

    def show_state(self, state: YearState) -> None:
        shown = self.wizard.desk.runner.read(lambda: yearend.prepare_close(self.wizard.book, state.year))
        if shown is None:
            return
        for grid, rows in zip(self._sides, (shown.income, shown.expense), strict=True):
            empty(grid)
            lao = current_language() == "lo"
            for place, (_, name_lo, name_en, kip) in enumerate(rows):
                amount = plain(money(abs(kip)), "strong")
                amount.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(plain(name_lo if lao else name_en), place, 0)
                grid.addWidget(amount, place, 1)
            total = plain(money(abs(sum(row[3] for row in rows))), "num")
            total.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Words(N_("Total"), "strong"), len(rows), 0)
            grid.addWidget(total, len(rows), 1)
        surplus = state.surplus_kip
        self._word.tell(N_("Loss of {year}") if surplus < 0 else N_("Net surplus {year}"), year=state.year)
        self._surplus.setText(f"{money(surplus)} ₭")
        self._losses.tell(N_("Losses of earlier years: {losses_kip} ₭"), losses_kip=state.losses_kip)
        self._losses.setVisible(bool(state.losses_kip))
        self._opened.setText(insert_breaks("\n".join(
            tr(N_("Opened again on {on}: {reason} ({made_by}, {approved_by})"), on=on, reason=reason, made_by=made_by, approved_by=approved_by or "–")
            for on, reason, made_by, approved_by in shown.reopenings)))
        self._opened.setVisible(bool(shown.reopenings))
        closed = state.closing is not None
        complaints = () if closed else shown.complaints
        self._complaints.setText("\n".join(say(one) for one in complaints))
        self._complaints.setVisible(bool(complaints))
        self.offer(self.close_button, on=not closed)
        self.close_button.setEnabled(not complaints and not self.wizard.book.read_only)
        self.close_button.setToolTip(say(complaints[0]) if complaints else "")
        self.offer(self.reopen_button, on=closed and state.decision is None)
        self.offer(self.next_button, on=closed)

    def close_it(self) -> None:
        """Ask, copy the book, close."""
        state = self.wizard.state
        if state is None or not ask.confirm(self, N_("Close the year"), tr(N_(
                "The year {year} closes with {surplus_kip} kip. Nothing can be dated in it afterwards."), year=state.year,
                surplus_kip=state.surplus_kip), N_("Close it"), N_("Leave it open")):
            return
        copied = self.wizard.is_rehearsal or self.wizard.desk.runner.read(lambda: backups.back_up_now(self.wizard.book.path, self.wizard.now()))
        if not copied:
            return
        self.wizard.run(lambda: close_year(self.wizard.book, CloseYear(state.year)))

    def buttons(self) -> Sequence[QWidget]:
        return self.reopen_button, self.close_button, self.next_button


class LossStep(Step):
    """A loss year shares nothing: the loss is covered from a fund, or carried forward."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        card = Card(N_("Cover the loss"))
        self._told, self._fund_kip = Words("", "", wrap=True), Words("", "label")
        card.column.addWidget(self._told)
        card.column.addWidget(self._fund_kip)
        self.amount, self.on, self.resolution = MoneyEdit(), DayEdit(wizard.today), QLineEdit(maxLength=100)
        self.fund = Choice((("reserve", N_("Reserve fund")), ("development-fund", N_("Development fund")),
                            ("surplus-forward", N_("Surplus forward"))))
        self.fund.currentIndexChanged.connect(lambda _place: self._ask())
        self.fields = {"amount_kip": Field(N_("Amount"), self.amount), "fund": Field(N_("From"), self.fund),
                       "resolution": Field(N_("Resolution no."), self.resolution), "on": Field(N_("Date"), self.on)}
        line = QHBoxLayout()
        for field in self.fields.values():
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(line)
        self.done = Words("", "strong", wrap=True)
        card.column.addWidget(self.done)
        card.column.addStretch(1)
        self.body.addWidget(card, 1)
        self.cover_button = Button(N_("Cover the loss"), self.cover, look="main", icon="check")
        self.carry_button = Button(N_("Carry it forward"), wizard.show_list)
        self.reopen_button = Button(N_("Open the year again"), wizard.reopen, icon="undo-variant")

    def show_state(self, state: YearState) -> None:
        self._told.tell(N_("The year {year} ended with a loss of {loss_kip} kip. There is nothing to share and nobody to pay. "
                           "The loss can be covered from a fund, or it is carried forward and later surpluses cover it first."),
                        year=state.year, loss_kip=-state.surplus_kip)
        self._ask()

    def _ask(self) -> None:
        facts = self.wizard.desk.runner.read(lambda: yearend.prepare_cover(self.wizard.book, self.fund.value()))
        if facts is None:
            return
        self._fund_kip.tell(N_("Losses carried forward {loss_kip} kip · the fund holds {fund_kip} kip"), loss_kip=facts.loss_forward_kip,
                            fund_kip=facts.fund_kip)
        open_kip = int(facts.loss_forward_kip)
        if not self.amount.text():
            self.amount.set_value(max(min(open_kip, int(facts.fund_kip)), 0))
        self.done.tell(N_("No loss is left.") if not open_kip else "")
        self.cover_button.setEnabled(bool(open_kip) and not self.wizard.book.read_only)

    def cover(self) -> None:
        """Post what the meeting decided."""
        amount, on = self.amount.value(), self.on.value()
        complaints = {name: editor.complaint() for name, editor in (("amount_kip", self.amount), ("on", self.on))}
        for name, sentence in complaints.items():
            self.fields[name].complain(sentence)
        if amount is None or on is None:
            return
        order = CoverLoss(self.resolution.text().strip(), on, Kip(amount), self.fund.value())
        if self.wizard.run(lambda: yearend.cover_loss(self.wizard.book, order), self._refused):
            self.amount.set_value(0)
            self._ask()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        show_at_fields(self.fields, broken, self.wizard.desk.say)

    def buttons(self) -> Sequence[QWidget]:
        return self.reopen_button, self.carry_button, self.cover_button
