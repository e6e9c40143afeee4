"""Repeating: payments that come again, with what is due on top; each is posted, left out or ended by hand, never by itself."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.coop.repeating import KeepRepeating, Repeating, SkipRepeating, check_repeating
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import boxes, repeating
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.cash.base import CashForm, CategoryChoice
from coopbooks.ui.cash.vouchers import VoucherForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.fields import CountEdit, Segments
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shell.page import Desk, Page

Known = tuple[int, Repeating]
WAYS = {"out": N_("Money out"), "in": N_("Money in")}


class RepeatingForm(CashForm):
    """One payment that comes again."""

    def __init__(self, parent: QWidget | None, desk: Desk, known: Known | None = None) -> None:
        super().__init__(parent, desk, N_("Payment that comes again"), N_("Save"))
        self.resize(880, 470)
        self._key = known[0] if known else None
        before = known[1] if known else None
        self.way = Segments((("out", N_("Money out")), ("in", N_("Money in"))), before.way if before else "out")
        self.field("way", N_("Which way?"), self.way)
        self.payee = self.text("payee", N_("To or from whom?"))
        self.add_pair(self.fields["way"], self.fields["payee"])
        self.category = CategoryChoice(())
        self.field("category", N_("What for?"), self.category)
        self.amount = self.money()
        self.add_pair(self.fields["category"], self.fields["amount_kip"])
        self.which, self.every = self.box(), CountEdit()
        self.every.set_value(before.every_months if before else 1)
        self.field("every_months", N_("Every … months"), self.every)
        self.add_pair(self.fields["money"], self.fields["every_months"])
        self.next, self.note = self.day("next_on", N_("Next on")), self.text("note", N_("Note (optional)"), 300)
        self.add_pair(self.fields["next_on"], self.fields["note"])
        self.left.addStretch(1)
        self.way.chosen.connect(lambda _way: self._offer())
        self._offer()
        if before:
            self.payee.setText(before.payee)
            self.category.set_value(before.category)
            self.amount.set_value(before.amount_kip)
            self.which.set_value(before.money)
            self.next.set_value(before.next_on)
            self.note.setText(before.note)
        self.preview()
        self.payee.setFocus()

    def _offer(self) -> None:
        way = self.way.value()
        found = self.runner.read(lambda: boxes.categories(self.desk.book, way), ())
        self.category.categories = {one.code: one for one in found}
        self.category.say_again()

    def order(self) -> KeepRepeating | None:
        on = self.next.value()
        return KeepRepeating(Repeating(self.way.value(), self.category.value(), self.amount.value() or ZERO, on, self.words(self.payee),
                                       self.which.value(), int(self.every.value() or 0), self.words(self.note)), self._key) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None or not order.repeating.amount_kip:
            self.after.wait_for(N_("It proposes itself when it is due. You post it."))
        else:
            words = frozenset(card.box.word for card in self.cards)
            self.after.show_changes((), check_repeating(frozenset(self.category.categories), words, order), "",
                                    (tr(N_("Next on {next_on}, then on {then_on}."), next_on=order.repeating.next_on,
                                        then_on=order.repeating.moved_on().next_on),) if order.repeating.every_months > 0 else ())

    def action(self, order: Any) -> Outcome:
        return repeating.keep_repeating(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("The payment is on the list.")))


class RepeatingPage(Page):
    """The list, by the day it is due."""

    title = N_("Repeating")
    topics = frozenset({Topic.CASH, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[Known] = []
        self._names: dict[str, Any] = {}
        today = desk.today
        self.table = RecordTable((
            Column(N_("Next on"), lambda known: known[1].next_on, formats.day, width=112,
                   ink=lambda known: "danger" if known[1].next_on <= today else ""),
            Column(N_("Which way?"), lambda known: known[1].way, lambda way: tr(WAYS[way]), width=110),
            Column(N_("Who"), lambda known: known[1].payee, width=240, bold=True),
            Column(N_("Category"), lambda known: known[1].category, self._named, width=200),
            Column(N_("Amount ₭"), lambda known: known[1].amount_kip, kip, right=True, width=124, bold=True),
            Column(N_("Every … months"), lambda known: known[1].every_months, kip, right=True, width=130)), N_("Payments that come again"))
        self.table.opened.connect(self.post)
        self._empty = EmptyPage("repeat", N_("Nothing comes again yet. Rent or a fee can stand here."),
                                Button(N_("Add a payment"), self.add_new, look="main", icon="plus"))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Button(N_("Post it"), lambda: self.post(self.table.current()), look="main", icon="check"),
                           Button(N_("Leave it out this time"), self.skip, icon="arrow-right"),
                           Button(N_("Change it"), self.change), Button(N_("It has ended"), self.finish, icon="close"), None,
                           Button(N_("Add a payment"), self.add_new, icon="plus")))
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)

    def _named(self, code: str) -> str:
        found = self._names.get(code)
        return found.name(current_language()) if found else code

    def refresh(self) -> None:
        found = self.desk.runner.read(lambda: repeating.all_repeating(self.desk.book), {})
        self._rows = [(key, one) for key, one in found.items() if one.is_used]
        self._names = {one.code: one for one in self.desk.runner.read(lambda: boxes.categories(self.desk.book), ())}
        self.say_again()

    def say_again(self) -> None:
        self.table.show_rows(self._rows)
        self.table.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)

    def _chosen(self) -> Known | None:
        known: Known | None = self.table.current() or (self._rows[0] if len(self._rows) == 1 else None)
        if known is None:
            self.desk.say(tr(N_("Choose a payment in the list first.")))
        return known

    def post(self, known: Known | None) -> None:
        """Open the voucher filled in; saving it moves the payment to its next day."""
        known = known or self._chosen()
        if known is not None:
            VoucherForm(self, self.desk, known[1].way, settles=known).open()

    def skip(self) -> None:
        """Leave the payment out this time."""
        known = self._chosen()
        if known is not None:
            self.desk.runner.run(lambda: repeating.skip_repeating(self.desk.book, SkipRepeating(known[0])),
                                 lambda _outcome: self.desk.say(tr(N_("Left out this time."))))
            self.refresh()

    def change(self) -> None:
        """Change the payment."""
        known = self._chosen()
        if known is not None:
            RepeatingForm(self, self.desk, known).open()

    def finish(self) -> None:
        """Take the payment off the list."""
        known = self._chosen()
        if known is not None:
            order = KeepRepeating(known[1].ended(), known[0])
            self.desk.runner.run(lambda: repeating.keep_repeating(self.desk.book, order),
                                 lambda _outcome: self.desk.say(tr(N_("It is off the list."))))
            self.refresh()

    def add_new(self) -> None:
        RepeatingForm(self, self.desk).open()

    def start_find(self) -> None:
        self.table.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_empty"):
            self.say_again()
        super().changeEvent(event)
