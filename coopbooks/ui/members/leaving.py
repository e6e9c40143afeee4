"""A member leaves: the notice; and the wizard of leaving: reason and last day, the shares, the debts that meet, approval, in one save."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.approval import approvers, is_one_person
from coopbooks.coop.leaving import (
    GiveNotice,
    LeavingFacts,
    MemberLeaves,
    SettleShares,
    check_leaving,
    check_notice,
    check_settlement,
    debts_after,
    money_paid_kip,
    settle,
    settle_shares,
    settlement_entry,
)
from coopbooks.coop.members import LEFT_REASONS
from coopbooks.coop.set_off import DEBT_WORDS, amount_of, less, total_kip
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import leaving, register
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.debts import DebtList
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, OptionalDay, Segments
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.wizard import WizardDialog
from coopbooks.ui.kit.words import Speaker, Words, retell
from coopbooks.ui.members.columns import REASONS
from coopbooks.ui.shell.page import Desk

STEPS = (N_("Reason"), N_("Shares"), N_("Set off debts"), N_("Approval"))
HOW = (("redeem", N_("Take back")), ("transfer", N_("Transfer")), ("heirs", N_("To heirs")), ("later", N_("Later")))
MONEY = (("owed", N_("Pay later")), ("cash", N_("Cash")), ("bank", N_("Bank")))


class NoticeForm(FormDialog):
    """A member says that he or she will leave."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        super().__init__(parent, desk.runner, N_("Notice of leaving"), N_("Save notice"), icon="calendar")
        self.desk, self._member_id = desk, member_id
        self.saved = lambda _outcome: desk.say(tr(N_("The notice is saved.")))
        self.facts: LeavingFacts = desk.runner.read(lambda: leaving.prepare_leaving(desk.book, member_id))
        self.left.addWidget(Words(N_("{member} stays a member until the last day is recorded."), "label", wrap=True, member=self.facts.member.name))
        self._on = DayEdit(desk.today)
        self.add("on", N_("Day of the notice"), self._on)
        self.left.addStretch(1)
        self._on.textChanged.connect(lambda _text: self._preview())
        self._preview()
        self._on.setFocus()

    def _preview(self) -> None:
        order = self.order()
        self.after.show_changes([(N_("Shares"), kip(self.facts.holding.share_count), kip(self.facts.holding.share_count))],
                                check_notice(self.facts, order) if order else ())

    def order(self) -> GiveNotice | None:
        on = self._on.value()
        return GiveNotice(self._member_id, on) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return leaving.give_notice(self.desk.book, order, self.request_key)


class LeaveForm(WizardDialog, Speaker):
    """Four steps: reason and last day; what becomes of the shares; which debts meet; approval. At the right what it comes to."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        super().__init__(parent, desk.runner, N_("Member leaves"), N_("Save: member leaves"), STEPS, icon="account-outline")
        self.resize(900, 612)
        self.desk, self._member_id = desk, member_id
        self.saved = self._after
        self.after.accounts = desk.accounts()
        self.facts: LeavingFacts = desk.runner.read(lambda: leaving.prepare_leaving(desk.book, member_id))
        self._add_reason()
        self._add_shares()
        self._add_debts()
        self._add_approval()
        for chosen in (self._how, self._money, self._reason):
            chosen.chosen.connect(lambda _key: self._changed())
        for day in (self._last, self._settled, self._notice):
            day.editingFinished.connect(self._changed)
        self._to.picked.connect(lambda _member: self._changed())
        self._debts.changed.connect(self._changed)
        self._approver.currentIndexChanged.connect(lambda _place: self._changed())
        self.after.ticks.offer("settlement", N_("Settlement (A4)"), at_first=True)
        self.keep_drafts(self.desk.book, "leave-member", str(member_id))
        self.show_step(0)

    def restored(self) -> None:
        self._changed()

    # --- the steps ----------------------------------------------------------------------------------------------------------
    def _add_reason(self) -> None:
        self.next_page()
        self.left.addWidget(Words(N_("{number} · {member}"), "h3", number=self.facts.member.number, member=self.facts.member.name))
        self._reason = Segments(tuple((key, REASONS[key]) for key in LEFT_REASONS))
        self.add("reason", N_("Reason for leaving"), self._reason)
        self._last, self._meeting = DayEdit(self.desk.today), QLineEdit(maxLength=200)
        self.add_pair(self._field("last_day", N_("Last day as a member, this day included"), self._last),
                      self._field("meeting", N_("Decision no. (optional)"), self._meeting))
        self._entitled = Words("", "hint", wrap=True)
        self._heirs = Words("", "hint", wrap=True)
        for words in (self._entitled, self._heirs):
            self.left.addWidget(words)
        self.left.addStretch(1)

    def _add_shares(self) -> None:
        self.next_page()
        self._holds = Words("", "h3", wrap=True)
        self.left.addWidget(self._holds)
        self._how = Segments(HOW, "redeem" if self.facts.holding.share_count else "later")
        self.add("how", N_("What becomes of the shares?"), self._how)
        self._settled, self._notice = DayEdit(self.desk.today), OptionalDay(self.desk.today)
        self._notice.show_day(self.facts.leaving_on)
        self._money = Segments(MONEY)
        self._to = MemberPicker(lambda text: self.desk.runner.read(lambda: register.find_members(self.desk.book, text), ()))
        self.add("to_member_id", N_("Who receives the shares?"), self._to)
        self.add("money", N_("How are the shares paid back?"), self._money)
        self.add_pair(self._field("on", N_("Settled on"), self._settled), self._field("notice_on", N_("Notice of (optional)"), self._notice))
        self.left.addStretch(1)

    def _add_debts(self) -> None:
        self.next_page()
        self._debts = DebtList()
        self.add("owes_us", "", self._debts)
        self.left.addStretch(1)

    def _add_approval(self) -> None:
        self.next_page()
        self._sum_up = Words("", "label", wrap=True)
        names = approvers(self.facts.people, self.facts.made_by)
        self._approver = Choice([("", "–"), *((name, name) for name in names)], is_user_text=True)
        if len(names) == 1:
            self._approver.set_value(names[0])
        self.left.addWidget(Words(N_("What is saved"), "h3"))
        self.left.addWidget(self._sum_up)
        alone = is_one_person(self.facts.people)
        told = N_("Another person stands behind it. The name is kept.")
        told = N_("One person works in this book, so nobody else can approve it.") if alone else told
        self.add("approved_by", N_("Approved by"), self._approver, told)
        self._approver.setVisible(not alone)
        self.left.addStretch(1)

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        made = self.fields[name] = Field(message, editor)
        return made

    # --- what it makes ------------------------------------------------------------------------------------------------------
    def settlement(self) -> SettleShares:
        """What becomes of the shares, as it is chosen; debts are met by the set-off alone."""
        return SettleShares(self._how.value(), self._settled.value() or self.desk.today, self._money.value(), self._to.value(),
                            self._notice.value(), sets_off=False)

    def order(self) -> MemberLeaves | None:
        last_day = self._last.value()
        if last_day is None:
            return None
        orders, set_off = settle(self.facts, self.settlement(), self._debts.wanted())
        return MemberLeaves(self._member_id, last_day, self._reason.value(), lao.normalise(self._meeting.text()), orders, set_off,
                            self._approver.value())

    def show_typing_complaints(self) -> bool:
        """As every form; the receiver is only asked for where there is one."""
        kept = self.fields
        self.fields = {name: field for name, field in kept.items() if name != "to_member_id"}
        try:
            return super().show_typing_complaints()
        finally:
            self.fields = kept

    def complaints(self) -> Sequence[RuleBroken]:
        order = self.order()
        return (*check_settlement(self.facts, self.settlement()), *(check_leaving(self.facts, order) if order else ()))

    # --- what is shown --------------------------------------------------------------------------------------------------------
    def entered(self) -> None:
        self._changed()

    def _changed(self) -> None:
        how, holds = self._how.value(), bool(self.facts.holding.share_count)
        back = how == "redeem" or (how == "heirs" and None in (self.facts.heir_ids or (None,)))
        for name, shown in (("how", holds), ("to_member_id", how == "transfer" and holds), ("money", back and holds), ("notice_on", back and holds)):
            self.fields[name].setVisible(shown)
        held = self.facts.holding
        self._holds.tell(N_("{count} shares, {capital_kip} ₭, of it {unpaid_kip} ₭ unpaid"), count=held.share_count, capital_kip=held.capital_kip,
                         unpaid_kip=held.unpaid_kip)
        names = ", ".join(f"{heir.name} {heir.percent}%" for heir in self.facts.heirs)
        self._heirs.tell(N_("Heirs by the register: {names}") if names else N_("No heirs are written down."), names=names)
        self._heirs.setVisible(self._reason.value() == "died")
        self.fields["how"].hint(tr(N_("Heirs: {names}. Heirs who are members get the shares, the others the money."), names=names)
                                if how == "heirs" and names else "")
        if (last_day := self._last.value()) is not None:
            self._entitled.tell(N_("For the surplus of that year count {paid_kip} ₭ of paid-up shares and {delivered_kip} ₭ of produce, "
                                   "up to {last_day}."), paid_kip=held.paid_kip, delivered_kip=self.facts.delivered_kip, last_day=last_day)
        owed = replace(self.settlement(), money="owed")
        self._debts.show_sides(*debts_after(self.facts, settle_shares(self.facts, owed)))
        self._preview()

    def _preview(self) -> None:
        order = self.order()
        broken = list(self.complaints())
        if self.step < self.pages.count() - 1:
            # What belongs to a later step is told there.
            broken = [one for one in broken if one.field != "approved_by"]
        rows = [*self._before(), *self._comes_to(order)]
        checks = []
        if order is not None and not broken:
            checks.append(tr(N_("Shares and deliveries up to {last_day} count for the surplus of that year."), last_day=order.last_day))
        if self.facts.pledged_count:
            checks.append(tr(N_("{count} shares are pledged and stay until they are free."), count=self.facts.pledged_count))
        entry = settlement_entry(self.facts, order) if order is not None and not broken else None
        self.after.show_changes(rows, broken, entry, checks)
        if order is not None:
            self._sum_up.setText("\n".join(f"• {insert_breaks(line)}" for line in self._lines(order)))

    def _before(self) -> list[tuple[str, str, str]]:
        """What is owed both ways; after it what is left of each."""
        order = self.order()
        ours, theirs = debts_after(self.facts, order.shares) if order else (self.facts.we_owe, self.facts.owes_us)
        if order and order.set_off:
            ours, theirs = less(ours, order.set_off.we_owe), less(theirs, order.set_off.owes_us)
        held = self.facts.holding
        goes = sum(one.share_count for one in order.shares if one.kind in ("redeem", "transfer", "cancel")) if order else 0
        rows = [(N_("Shares"), kip(held.share_count), kip(held.share_count - goes))] if held.share_count else []
        for side, after, sign in ((self.facts.we_owe, ours, 1), (self.facts.owes_us, theirs, -1)):
            rows += [(DEBT_WORDS[what], kip(sign * amount_of(side, what)), kip(sign * amount_of(after, what)))
                     for what in dict.fromkeys(part.what for part in (*side, *after)) if amount_of(side, what) or amount_of(after, what)]
        return rows

    def _comes_to(self, order: MemberLeaves | None) -> list[tuple[str, str, str]]:
        paid = money_paid_kip(order.shares, self.facts.parts) if order else ZERO
        rows = [(N_("Paid now"), kip(paid), kip(paid))] if paid else []
        if order is not None:
            ours, theirs = debts_after(self.facts, order.shares)
            met = total_kip(order.set_off.we_owe) if order.set_off else ZERO
            left = Kip(total_kip(ours) - met) - Kip(total_kip(theirs) - met)
            message = N_("Left for the member") if left >= 0 else N_("The member still owes")
            rows.append((message, kip(abs(left)), kip(abs(left))))
        return rows

    def _lines(self, order: MemberLeaves) -> Iterator[str]:
        """What is saved, in sentences."""
        yield tr(N_("{member} is a member up to {last_day}, this day included."), member=self.facts.member.name, last_day=order.last_day)
        par = {part.class_code: int(part.par_kip) for part in self.facts.parts}
        for one in order.shares:
            worth = one.share_count * par.get(one.class_code, 0)
            wording = {"redeem": N_("Shares taken back: {count} ({kip} ₭)."), "transfer": N_("Shares to another member: {count} ({kip} ₭)."),
                       "cancel": N_("Unpaid shares given up: {count} ({kip} ₭)."), "pay": N_("Paid of what is unpaid on a share: {kip} ₭."),
                       "pay-out": N_("Paid out: {kip} ₭.")}[one.kind]
            yield tr(wording, count=one.share_count, kip=Kip(worth or one.paid_kip))
        if order.set_off is not None:
            yield tr(N_("Debts of {kip} ₭ are set off on both sides."), kip=total_kip(order.set_off.we_owe))
        yield tr(N_("The history of the member stays in the book."))

    # --- saving ---------------------------------------------------------------------------------------------------------------
    def save_all(self) -> None:
        """Ask first: leaving is not undone by typing."""
        order = self.order()
        broken = self.complaints()
        if broken:
            self.show_refusals(broken)
        elif order is not None and ask.confirm(
                self, N_("Does the member leave?"),
                tr(N_("{member} leaves. The last day is {last_day}. Everything recorded before stays in the book."),
                   member=self.facts.member.name, last_day=order.last_day),
                N_("Member leaves"), N_("Not yet")):
            super().save_all()

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        super().show_refusals(broken)
        homeless = [one for one in broken if one.field.rsplit(".", 1)[-1] not in self.fields]
        if homeless:
            self.after.show_changes((), homeless)

    def action(self, order: Any) -> Outcome:
        return leaving.leave_coop(self.desk.book, order, self.request_key)

    def _after(self, _outcome: Outcome) -> None:
        number = self.facts.member.number
        self.desk.say(tr(N_("{member} has left the register of members."), member=self.facts.member.name), N_("View settlement"),
                      partial(self.desk.go, "reports", "settlement", number))
        if self.after.ticks.wanted("settlement"):
            self.desk.act("print-paper", "settlement", number)

    def say_again(self) -> None:
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)
