"""The share payment: new shares or an instalment, paid in cash, by bank or from produce money; receipt and certificate follow."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coopbooks.coop.certificates import IssueCertificate
from coopbooks.coop.shares import ShareOrder
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import certificates
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.fields import CountEdit, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.words import Button, plain
from coopbooks.ui.shares.base import ShareForm
from coopbooks.ui.shares.paid import PaidHow
from coopbooks.ui.shell.page import Desk


class SharePaymentForm(ShareForm):
    """One member's share payment."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Share payment"), N_("Save & print receipt"), again=True)
        self._number = QLineEdit()
        self._number.setReadOnly(True)
        self.add_head(self.field("number", N_("Receipt no."), self._number, N_("next number, filled in for you")))
        self._kind = Segments((("subscribe", N_("Buy new shares")), ("pay", N_("Pay unpaid shares"))))
        self.add("kind", N_("What is it for?"), self._kind)
        self._count, self._amount, self._par = CountEdit(), MoneyEdit(), QLineEdit()
        self._par.setReadOnly(True)
        self._par.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._add_sum()
        self._money = PaidHow(desk, (("cash", N_("Cash")), ("bank", N_("Bank")), ("produce", N_("Take from what we owe"))))
        self.add("money", N_("How is it paid?"), self._money)
        self.add_note()
        self.after.ticks.offer("share-receipt", N_("Receipt (A5, 2 copies)"), at_first=True)
        self.after.ticks.offer("share-certificate", N_("Share certificate"))
        self._kind.chosen.connect(lambda _key: self._purpose())
        self._money.chosen.connect(lambda _key: self._paid_from())
        self._count.textEdited.connect(lambda _text: self._counted())
        self._amount.textEdited.connect(lambda _text: self._amounted())
        self._amount.editingFinished.connect(self._cap)
        self.begin(member_id)

    def _add_sum(self) -> None:
        """Number × value = amount, with steps on both sides of the number."""
        line = QHBoxLayout()
        line.setSpacing(8)
        counter = QWidget()
        steps = QHBoxLayout(counter)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(4)
        less = Button("", partial(self._step, -1), look="quiet", icon="minus", hint=N_("One less"))
        more = Button("", partial(self._step, 1), look="quiet", icon="plus", hint=N_("One more"))
        for widget in (less, self._count, more):
            steps.addWidget(widget)
        counter.setFocusProxy(self._count)
        count = self.field("share_count", N_("Number of shares"), counter)
        count.editor = self._count
        value = self.field("par_value_kip", N_("Share value"), self._par)
        amount = self.field("paid_kip", N_("Amount ₭"), self._amount)
        for field, stretch, sign in ((count, 3, "×"), (value, 2, "="), (amount, 4, "")):
            line.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
            if sign:
                between = plain(sign, "strong")
                between.setContentsMargins(0, 28, 0, 0)
                line.addWidget(between, 0, Qt.AlignmentFlag.AlignTop)
        self.left.addLayout(line)

    # --- what is typed ------------------------------------------------------------------------------------------------------
    def picked(self) -> None:
        facts = self.facts
        if facts is None:
            return
        unpaid = facts.holding.unpaid_kip
        with QSignalBlocker(self._kind):
            self._kind.set_value("pay" if unpaid else "subscribe")
        if unpaid:
            self._count.clear()
            self._amount.set_value(unpaid)
        else:
            self._count.set_value(1)
            self._amount.set_value(facts.terms.par_value_kip)
        if self._money.value() == "produce":
            self._money.set_value("cash")
        self.start_at(self._amount if unpaid else self._count)

    def learnt(self) -> None:
        facts = self.facts
        if facts is None:
            return
        self._par.setText(formats.kip(facts.terms.par_value_kip))
        self._number.setText(facts.next_paper)
        owed = max(facts.produce_owed_kip, 0)
        self._money.enable("produce", on=owed > 0, why=tr(N_("We owe this member nothing for produce.")))
        self.fields["money"].hint(tr(N_("We owe this member {owed_kip} ₭ for produce."), owed_kip=owed) if owed else "")

    def _purpose(self) -> None:
        facts = self.facts
        if facts is not None and self._kind.value() == "pay":
            self._count.clear()
            self._amount.set_value(facts.holding.unpaid_kip)
        elif facts is not None:
            self._count.set_value(1)
            self._counted()
        self.learn()

    def _paid_from(self) -> None:
        self.learn()
        self._cap()

    def _cap(self) -> None:
        """From produce money no more can be paid than is owed for produce."""
        facts, amount = self.facts, self._amount.value()
        if facts is not None and self._money.value() == "produce" and amount is not None and amount > max(facts.produce_owed_kip, 0) > 0:
            self._amount.set_value(facts.produce_owed_kip)
            self._amounted()

    def _step(self, by: int) -> None:
        self._count.set_value(max(1, int(self._count.value() or 0) + by))
        self._counted()

    def _counted(self) -> None:
        count = self._count.value()
        if self.facts is not None and count is not None and self._kind.value() == "subscribe":
            self._amount.set_value(Kip(count * self.facts.terms.par_value_kip))
            self._cap()
        self.preview()

    def _amounted(self) -> None:
        """An amount that divides exactly changes the number; another one is a part payment."""
        amount, count = self._amount.value() or 0, self._count.value()
        if self.facts is not None and self._kind.value() == "subscribe" and amount > 0:
            par = self.facts.terms.par_value_kip
            if amount % par == 0 and self._money.value() != "produce":
                self._count.set_value(amount // par)
            elif amount > (count or 0) * par:
                self._count.set_value(-(-amount // par))
        self.preview()

    # --- what it does ---------------------------------------------------------------------------------------------------------
    def made(self, member_id: int) -> ShareOrder | None:
        kind = self._kind.value()
        return ShareOrder(member_id, kind, self.on(), int(self._count.value() or 0) if kind == "subscribe" else 0,
                          self._amount.value() or ZERO, self._money.value(), note=self.note(), class_code=self.class_code())

    def preview(self) -> None:
        buys = self._kind.value() == "subscribe"
        self.fields["share_count"].setEnabled(buys)
        self.fields["paid_kip"].hint(self._told_amount())
        super().preview()

    def _told_amount(self) -> str:
        """The amount in words; of a part payment what stays to be paid."""
        amount, count, facts = self._amount.value() or 0, int(self._count.value() or 0), self.facts
        words = in_words(amount, current_language())
        if facts is None:
            return words
        cost = count * facts.terms.par_value_kip if self._kind.value() == "subscribe" else facts.holding.unpaid_kip
        if 0 < amount < cost:
            return " · ".join((words, tr(N_("part payment, {rest_kip} ₭ stay unpaid"), rest_kip=Kip(cost - amount))))
        return words

    def tell(self, outcome: Outcome) -> None:
        number, prints = outcome.documents[-1][1], not self.stays
        self.desk.say(tr(N_("Share payment {number} is saved."), number=number), N_("View receipt"),
                      lambda: self.desk.go("reports", "receipt", number))
        if prints and self.after.ticks.wanted("share-receipt"):
            self.desk.act("print-paper", "receipt", number)
        if self.after.ticks.wanted("share-certificate") and self.facts is not None:
            self._certify(self.facts.member.member_id)

    def _certify(self, member_id: int) -> None:
        """Give out a certificate for what is paid up now, and offer to look at it; unpaid shares get none."""
        order = IssueCertificate(member_id, self.on(), self.class_code())
        self.runner.run(lambda: certificates.issue_certificate(self.desk.book, order),
                        lambda outcome: self.desk.say(tr(N_("Certificate {number} is given out."), number=outcome.notice), N_("View certificate"),
                                                      lambda: self.desk.go("reports", "share-certificate", outcome.notice)),
                        lambda broken: self.desk.say(say(broken[0])))

    def start_again(self) -> None:
        for editor in (self._count, self._amount):
            editor.clear()
        super().start_again()
