"""Paying a member what we owe for produce, from the list or the member's page: how much, from where, and the voucher."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.members import MemberBrief
from coopbooks.coop.produce import PayProducer, ProduceFacts, check_payment, payment_entry
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.formats import kip
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import produce, register
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.shell.page import Desk


class PayMemberForm(FormDialog):
    """One payment to one member; everything that is owed is proposed."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Pay member"), N_("Pay & print voucher"), icon="cash-minus")
        self.desk = desk
        self.facts: ProduceFacts | None = None
        self.saved = self._after
        self.after.accounts = desk.accounts()
        self._member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._on, self._amount, self._note = DayEdit(desk.today), MoneyEdit(), QLineEdit(maxLength=300)
        self._money = Segments((("cash", N_("Cash")), ("bank", N_("Bank"))))
        for name, message, editor in (("member_id", N_("Member"), self._member), ("on", N_("Date"), self._on),
                                      ("amount_kip", N_("Amount"), self._amount), ("money", N_("How is it paid?"), self._money),
                                      ("note", N_("Note (optional)"), self._note)):
            self.add(name, message, editor)
        self.left.addStretch(1)
        self._member.picked.connect(self._picked)
        self._money.chosen.connect(lambda _key: self._learn())
        self._amount.textChanged.connect(lambda _text: self._preview())
        self._on.editingFinished.connect(self._preview)
        self.after.wait_for(N_("Choose a member."))
        if member_id is not None:
            page = desk.runner.read(lambda: register.member_page(desk.book, member_id, desk.today))
            self._member.set_member(page.brief if page else None)
        self._member.setFocus()

    def _picked(self, member: MemberBrief | None) -> None:
        self._learn()
        if member is not None and self.facts is not None:
            self._amount.set_value(max(self.facts.all_owed_kip, 0))
            self._amount.setFocus()

    def _learn(self) -> None:
        member_id = self._member.value()
        self.facts = self.runner.read(
            lambda: produce.prepare_payment(self.desk.book, member_id, self._money.value())) if member_id is not None else None
        self._preview()

    def order(self) -> PayProducer | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        return PayProducer(member_id, on, self._amount.value() or ZERO, self._money.value(), note=lao.normalise(self._note.text()))

    def _preview(self) -> None:
        order, facts = self.order(), self.facts
        self.fields["amount_kip"].hint(in_words(self._amount.value() or 0, current_language()))
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        complaints = check_payment(facts, order)
        rows = [(N_("We owe for produce"), kip(facts.all_owed_kip), kip(facts.all_owed_kip - order.amount_kip))]
        if facts.money_box_kip is not None:
            rows.append((N_("Money box"), kip(facts.money_box_kip), kip(facts.money_box_kip - order.amount_kip)))
        self.after.show_changes(rows, complaints, None if complaints else payment_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return produce.pay_producer(self.desk.book, order, self.request_key)

    def _after(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("Payment {number} is saved."), number=number), N_("View voucher"),
                      partial(self.desk.go, "reports", "receipt", number))
