"""What moves shares: transfer, redemption and its payment, bonus shares, conversion, giving up unpaid shares. One dialog each, one frame."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.set_off import (
    DEBT_WORDS,
    RedeemAndSettle,
    SetOffDebts,
    SetOffFacts,
    amount_of,
    even,
    redemption_steps,
    total_kip,
    with_shares,
)
from coopbooks.coop.shares import ShareFacts, ShareOrder
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip, decimal, share_out
from coopbooks.services.outcome import Outcome
from coopbooks.services.set_off import prepare_set_off, redeem_and_settle
from coopbooks.ui.kit.debts import DebtChooser
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, MoneyEdit, in_words
from coopbooks.ui.shares.base import ShareForm
from coopbooks.ui.shares.paid import PaidHow
from coopbooks.ui.shares.preview import show_order
from coopbooks.ui.shell.page import Desk

DECISION = N_("Decision no. (meeting or committee)")
NUMBERS = N_("Share numbers (optional)")


class MoveForm(ShareForm):
    """What these dialogs share: how many shares, which numbers, on whose decision."""

    kind = ""

    def __init__(self, parent: QWidget, desk: Desk, title: str, save: str, *, icon: str) -> None:
        super().__init__(parent, desk, title, save, icon=icon)
        self._count, self._numbers = CountEdit(), QLineEdit(maxLength=2000)
        self._meeting, self._reason = QLineEdit(maxLength=200), QLineEdit(maxLength=300)
        self._numbers.setPlaceholderText("101-150, 160")
        self._count.textChanged.connect(lambda _text: self.counted())
        self._numbers.editingFinished.connect(self.preview)
        self._meeting.textChanged.connect(lambda _text: self.preview())

    def add_shares(self) -> None:
        """The row of how many and which."""
        self.add_pair(self.field("share_count", N_("Number of shares"), self._count),
                      self.field("numbers", NUMBERS, self._numbers, N_("empty = the highest numbers held")))

    def counted(self) -> None:
        """The number was typed."""
        facts, count = self.facts, int(self._count.value() or 0)
        if facts is not None:
            worth = count * facts.terms.par_value_kip
            self.fields["share_count"].hint(tr(N_("{count} × {par_kip} = {worth_kip} ₭"), count=count, par_kip=facts.terms.par_value_kip,
                                               worth_kip=worth) if 0 < count < 10**9 else "")
        self.preview()

    def learnt(self) -> None:
        self.counted()

    def preview(self) -> None:
        if "meeting" in self.fields:
            self.fields["meeting"].hint("" if self._meeting.text().strip() else tr(N_("Who decided it? It stands on the paper.")))
        super().preview()

    def count(self) -> int:
        """How many shares are typed."""
        return int(self._count.value() or 0)


class TransferForm(MoveForm):
    """Shares change hands: from one member to another, with a paper for each."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Transfer shares"), N_("Transfer & print papers"), icon="swap-horizontal")
        self._to = self.picker()
        self.add_head(member=N_("From member"))
        self.add("to_member_id", N_("To member"), self._to)
        self.add_shares()
        self.add_pair(self.field("meeting", DECISION, self._meeting), self.field("reason", N_("Reason (optional)"), self._reason))
        self.add_note()
        self.after.ticks.offer("share-transfer", N_("Papers of the transfer (2)"), at_first=True)
        self._to.picked.connect(lambda _member: self.learn())
        self.begin(member_id)

    def picked(self) -> None:
        self._to.setFocus()

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "transfer", self.on(), self.count(), to_member_id=self._to.value(), note=self.note(),
                          class_code=self.class_code(), numbers=self.words(self._numbers), meeting=self.words(self._meeting),
                          reason=self.words(self._reason))

    def tell(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("Transfer {number} is saved."), number=number), N_("View papers"),
                      lambda: self.desk.go("reports", "share-transfer", number))
        if self.after.ticks.wanted("share-transfer"):
            self.desk.act("print-paper", "share-transfer", number)


class RedeemForm(MoveForm):
    """The co-op takes shares back: after notice and decision, debts set off both ways, the rest paid at once or later."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Redeem shares"), N_("Redeem & print voucher"), icon="cash-minus")
        self._notice, self._debts = DayEdit(desk.today, optional=True), DebtChooser()
        self._both: SetOffFacts | None = None
        self._money = PaidHow(desk, (("cash", N_("Cash")), ("bank", N_("Bank")), ("owed", N_("Pay later"))))
        self.add_head(self.field("notice_on", N_("Day of the notice"), self._notice))
        self.add_shares()
        self.add_pair(self.field("meeting", DECISION, self._meeting), self.field("reason", N_("Reason (optional)"), self._reason))
        self.add_pair(self.field("owes_us", N_("Debts on both sides"), self._debts), self.field("money", N_("How is the rest paid?"), self._money))
        self.add_note()
        self.after.ticks.offer("share-receipt", N_("Voucher (A5, 2 copies)"), at_first=True)
        self._notice.editingFinished.connect(self.preview)
        self._debts.changed.connect(self.preview)
        self._money.chosen.connect(lambda _key: self.learn())
        self.begin(member_id)

    def picked(self) -> None:
        facts = self.facts
        if facts is not None:
            free = max(0, min(facts.holding.share_count, facts.holding.paid_kip // facts.terms.par_value_kip) - facts.pledged_count)
            self._count.set_value(free)
            if facts.died and facts.heirs:
                self._reason.setText(self._to_heirs(facts))
        self.start_at(self._count)

    def _to_heirs(self, facts: ShareFacts) -> str:
        """Whom a redemption of somebody who died is paid to, by their parts."""
        set_off = self._set_off()
        worth = self.count() * facts.terms.par_value_kip - (amount_of(set_off.we_owe, "redemption") if set_off else 0)
        parts = share_out(Kip(max(worth, 0)), [int(decimal(heir.percent) * 10_000) for heir in facts.heirs])
        return tr(N_("To the heirs: {parts}"), parts=[f"{heir.name} {heir.percent}% = {formats.kip(kip)}" for heir, kip in
                                                      zip(facts.heirs, parts, strict=True)])[:300]

    def learnt(self) -> None:
        facts = self.facts
        if facts is not None:
            days, nothing = facts.terms.notice_days, SetOffDebts(facts.member.member_id, self.on(), (), ())
            self.fields["notice_on"].hint(tr(N_("The notice runs {notice_days} days."), notice_days=days) if days else
                                          tr(N_("No time of notice is decided.")))
            self._both = self.runner.read(lambda: prepare_set_off(self.desk.book, nothing))
        super().learnt()

    def counted(self) -> None:
        self._show_debts()
        super().counted()

    def _show_debts(self) -> None:
        if self._both is not None and self.facts is not None:
            both = with_shares(self._both, min(self.count(), 10**9) * self.facts.terms.par_value_kip)
            self._debts.show_sides(both.we_owe, both.owes_us)

    def _set_off(self) -> SetOffDebts | None:
        """The debts that meet, or None when none do."""
        member_id = self._member.value()
        if self._both is None or self.facts is None or member_id is None:
            return None
        ours, theirs = even(*self._debts.debts.sides, self._debts.wanted())
        return SetOffDebts(member_id, self.on(), ours, theirs, self.words(self._meeting)) if ours else None

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "redeem", self.on(), self.count(), money=self._money.value(), note=self.note(),
                          class_code=self.class_code(), numbers=self.words(self._numbers), meeting=self.words(self._meeting),
                          reason=self.words(self._reason), notice_on=self._notice.value())

    def preview(self) -> None:
        """Show the redemption by its own rule, and what meets and is paid after it."""
        set_off, order, facts = self._set_off(), self.order(), self.facts
        if set_off is None or order is None or facts is None:
            super().preview()
            return
        owed, paid = redemption_steps(RedeemAndSettle(order, set_off), facts.terms.par_value_kip)
        more = [(DEBT_WORDS[part.what], formats.kip(amount_of(side, part.what)), formats.kip(amount_of(side, part.what) - part.amount_kip))
                for side, used in zip(self._debts.debts.sides, (set_off.we_owe, set_off.owes_us), strict=True) for part in used
                if part.what != "redemption"]
        capital, before = order.share_count * facts.terms.par_value_kip, facts.redemption_owed_kip
        stays = before + capital - amount_of(set_off.we_owe, "redemption") - (paid.paid_kip if paid else 0)
        more.append((N_("We owe for shares"), formats.kip(before), formats.kip(stays)))
        told = ((N_("Set off debts"), total_kip(set_off.owes_us)), (N_("Paid now"), paid.paid_kip if paid else ZERO))
        more += [(message, formats.kip(kip), formats.kip(kip)) for message, kip in told if kip]
        show_order(self.after, facts, owed, more)

    def action(self, order: ShareOrder) -> Outcome:
        set_off = self._set_off()
        if set_off is None:
            return super().action(order)
        return redeem_and_settle(self.desk.book, RedeemAndSettle(order, set_off), self.request_key)

    def tell(self, outcome: Outcome) -> None:
        super().tell(outcome)
        if self.after.ticks.wanted("share-receipt"):
            for kind, number in outcome.documents:
                if kind == "share":
                    self.desk.act("print-paper", "receipt", number)


class PayOutForm(ShareForm):
    """What a redemption left owed is paid."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Pay for shares taken back"), N_("Pay & print voucher"), icon="cash-minus")
        self._amount = MoneyEdit()
        self._money = PaidHow(desk, (("cash", N_("Cash")), ("bank", N_("Bank"))))
        self.add_head()
        self.add_pair(self.field("paid_kip", N_("Amount ₭"), self._amount), self.field("money", N_("How is it paid?"), self._money))
        self.add_note()
        self.after.ticks.offer("share-receipt", N_("Voucher (A5, 2 copies)"), at_first=True)
        self._amount.textChanged.connect(lambda _text: self.preview())
        self._money.chosen.connect(lambda _key: self.learn())
        self.begin(member_id)

    def picked(self) -> None:
        if self.facts is not None:
            self._amount.set_value(self.facts.redemption_owed_kip)
        self.start_at(self._amount)

    def preview(self) -> None:
        self.fields["paid_kip"].hint(in_words(self._amount.value() or 0, current_language()))
        super().preview()

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "pay-out", self.on(), 0, self._amount.value() or ZERO, self._money.value(), note=self.note(),
                          class_code=self.class_code())

    def tell(self, outcome: Outcome) -> None:
        super().tell(outcome)
        if self.after.ticks.wanted("share-receipt"):
            self.desk.act("print-paper", "receipt", outcome.documents[-1][1])


class BonusForm(MoveForm):
    """Shares are given for a patronage refund that is still owed."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Bonus shares"), N_("Give bonus shares"), icon="certificate-outline")
        self.add_head()
        self.add("share_count", N_("Number of shares"), self._count)
        self.add("meeting", DECISION, self._meeting)
        self.add_note()
        self.begin(member_id)

    def picked(self) -> None:
        if self.facts is not None:
            self._count.set_value(max(self.facts.refund_owed_kip, ZERO) // self.facts.terms.par_value_kip)
        self.start_at(self._count)

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "bonus", self.on(), self.count(), note=self.note(), class_code=self.class_code(),
                          meeting=self.words(self._meeting))


class CancelForm(MoveForm):
    """Shares that were never paid are given up."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Give up unpaid shares"), N_("Give up shares"), icon="close")
        self.add_head()
        self.add_shares()
        self.add_pair(self.field("meeting", DECISION, self._meeting), self.field("reason", N_("Reason (optional)"), self._reason))
        self.add_note()
        self.begin(member_id)

    def picked(self) -> None:
        if self.facts is not None:
            self._count.set_value(self.facts.holding.unpaid_kip // self.facts.terms.par_value_kip)
        self.start_at(self._count)

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "cancel", self.on(), self.count(), note=self.note(), class_code=self.class_code(),
                          numbers=self.words(self._numbers), meeting=self.words(self._meeting), reason=self.words(self._reason))


class ConvertForm(MoveForm):
    """Shares become shares of another class, worth the same."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Into another class"), N_("Convert shares"), icon="swap-horizontal")
        self._into = Choice([("", tr(N_("choose")))] + [(code, _named(one.name_lo, one.name_en)) for code, one in self._classes.items()],
                            is_user_text=True)
        self.add_head()
        self.add("to_class", N_("Into class"), self._into, N_("Another class is added under Terms.") if len(self._classes) < 2 else "")
        self.add_shares()
        self.add("meeting", DECISION, self._meeting)
        self.add_note()
        self._into.currentIndexChanged.connect(lambda _place: self.learn())
        self.begin(member_id)

    def picked(self) -> None:
        self._into.setFocus()

    def made(self, member_id: int) -> ShareOrder | None:
        return ShareOrder(member_id, "convert", self.on(), self.count(), note=self.note(), class_code=self.class_code(),
                          to_class=self._into.value(), numbers=self.words(self._numbers), meeting=self.words(self._meeting))


def _named(name_lo: str, name_en: str) -> str:
    return (name_lo or name_en) if current_language() == "lo" else (name_en or name_lo)

