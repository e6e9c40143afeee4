"""The share payment: new shares or an instalment, paid in cash, by bank or from produce money; the receipt follows the save."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.members import MemberBrief
from coopbooks.coop.share_rules import check_share_order
from coopbooks.coop.shares import ShareFacts, ShareOrder, share_entry, share_moves
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import register, shares
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import CountEdit, DayEdit, Field, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.shell.page import Desk


class SharePaymentForm(FormDialog):
    """One member's share payment."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Share payment"), N_("Save & print receipt"))
        self.desk = desk
        self.facts: ShareFacts | None = None
        self.saved = self._after
        self._member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._on = DayEdit(desk.today)
        self.add_pair(self._field("member_id", N_("Member"), self._member), self._field("on", N_("Date"), self._on))
        self._kind = Segments((("subscribe", N_("Buy new shares")), ("pay", N_("Pay unpaid shares"))))
        self.add("kind", N_("What is it for?"), self._kind)
        self._count, self._amount = CountEdit(), MoneyEdit()
        self.add_pair(self._field("share_count", N_("Number of shares"), self._count),
                      self._field("paid_kip", N_("Amount"), self._amount))
        self._money = Segments((("cash", N_("Cash")), ("bank", N_("Bank")), ("produce", N_("From what we owe"))))
        self.add("money", N_("How is it paid?"), self._money)
        self._note = QLineEdit(maxLength=300)
        self.add("note", N_("Note (optional)"), self._note)
        self.left.addStretch(1)
        self._member.picked.connect(self._picked)
        self._kind.chosen.connect(lambda _key: self._preview())
        self._money.chosen.connect(lambda _key: self._learn())
        self._count.textEdited.connect(self._counted)
        self._amount.textChanged.connect(lambda _text: self._preview())
        self._on.editingFinished.connect(self._learn)
        self.after.wait_for(N_("Choose a member."))
        if member_id is not None:
            page = desk.runner.read(lambda: register.member_page(desk.book, member_id, desk.today))
            self._member.set_member(page.brief if page else None)
        self._member.setFocus()

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        field = self.fields[name] = Field(message, editor)
        return field

    def _picked(self, member: MemberBrief | None) -> None:
        self._learn()
        if member is None or self.facts is None:
            return
        if self.facts.holding.unpaid_kip:
            self._kind.set_value("pay")
            self._amount.set_value(self.facts.holding.unpaid_kip)
        else:
            self._kind.set_value("subscribe")
            self._count.set_value(1)
            self._counted("1")
        self._count.setFocus()

    def _learn(self) -> None:
        order = self._order()
        self.facts = self.runner.read(lambda: shares.prepare_share_order(self.desk.book, order)) if order else None
        if self.facts is not None:
            owed = formats.kip(max(self.facts.produce_owed_kip, 0))
            self.fields["money"].hint(tr(N_("We owe this member {owed_kip} kip for produce."), owed_kip=owed))
        self._preview()

    def _counted(self, _text: str) -> None:
        count = self._count.value()
        if self.facts is not None and count is not None:
            self._amount.set_value(count * self.facts.terms.par_value_kip)

    def _order(self) -> ShareOrder | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        kind = self._kind.value()
        return ShareOrder(member_id, kind, on, int(self._count.value() or 0) if kind == "subscribe" else 0,
                          self._amount.value() or ZERO, self._money.value(), note=lao.normalise(self._note.text()))

    def order(self) -> ShareOrder | None:
        return self._order()

    def _preview(self) -> None:
        order, facts = self._order(), self.facts
        self.fields["share_count"].setEnabled(self._kind.value() == "subscribe")
        self.fields["paid_kip"].hint(in_words(self._amount.value() or 0, current_language()))
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        complaints = check_share_order(facts, order)
        held, moves = facts.holding, () if complaints else share_moves(facts, order)
        count = held.share_count + sum(move.share_count for move in moves)
        capital = held.capital_kip + sum(move.capital_kip for move in moves)
        paid = held.paid_kip + sum(move.paid_kip for move in moves)
        rows = [(N_("Shares"), formats.kip(held.share_count), formats.kip(count)),
                (N_("Paid up"), formats.kip(held.paid_kip), formats.kip(paid)),
                (N_("Unpaid on shares"), formats.kip(held.unpaid_kip), formats.kip(capital - paid))]
        if order.money != "produce":
            rows.append((N_("Money box"), formats.kip(facts.money_box_kip), formats.kip(facts.money_box_kip + order.paid_kip)))
        else:
            rows.append((N_("We owe for produce"), formats.kip(facts.produce_owed_kip),
                         formats.kip(facts.produce_owed_kip - order.paid_kip)))
        entry = None if complaints else share_entry(facts, order)
        posting = " · ".join(f"{leg.account} {formats.kip(leg.amount_kip)}" for leg in entry.postings) if entry else ""
        self.after.show_changes(rows, complaints, posting)

    def action(self, order: Any) -> Outcome:
        return shares.record_share_order(self.desk.book, order, self.request_key)

    def _after(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("Share payment {number} is saved."), number=number), N_("View receipt"),
                      lambda: self.desk.go("reports", "receipt", number))


