"""A member leaves: the notice, and the settlement with everything owed both ways, in one save."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from coopbooks.coop.leaving import (
    GiveNotice,
    LeavingFacts,
    MemberLeaves,
    SettleShares,
    check_leaving,
    check_notice,
    check_settlement,
    paid_back_kip,
    settle_shares,
)
from coopbooks.coop.members import LEFT_REASONS
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import leaving, register
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, Field, OptionalDay, Segments
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.words import Speaker, Words, retell
from coopbooks.ui.members.columns import REASONS, kip
from coopbooks.ui.shell.page import Desk

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

    def _preview(self) -> None:
        order = self.order()
        self.after.show_changes([(N_("Shares"), kip(self.facts.holding.share_count), kip(self.facts.holding.share_count))],
                                check_notice(self.facts, order) if order else ())

    def order(self) -> GiveNotice | None:
        on = self._on.value()
        return GiveNotice(self._member_id, on) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return leaving.give_notice(self.desk.book, order, self.request_key)


class LeaveForm(FormDialog, Speaker):
    """Reason, last day and decision; what becomes of the shares; at the right what is owed both ways."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        super().__init__(parent, desk.runner, N_("Member leaves"), N_("Save: member leaves"), icon="account-outline")
        self.resize(900, 612)
        self.desk, self._member_id = desk, member_id
        self.saved = self._after
        self.facts: LeavingFacts = desk.runner.read(lambda: leaving.prepare_leaving(desk.book, member_id))
        self.left.addWidget(Words(N_("{number} · {member}"), "h3", number=self.facts.member.number, member=self.facts.member.name))
        self._reason = Segments(tuple((key, REASONS[key]) for key in LEFT_REASONS))
        self.add("reason", N_("Reason for leaving"), self._reason)
        self._last, self._meeting = DayEdit(desk.today), QLineEdit(maxLength=200)
        self.add_pair(self._field("last_day", N_("Last day as a member, this day included"), self._last),
                      self._field("meeting", N_("Decision no. (optional)"), self._meeting))
        self._how = Segments(HOW, "redeem" if self.facts.holding.share_count else "later")
        self.add("how", N_("What becomes of the shares?"), self._how)
        self._settled, self._notice = DayEdit(desk.today), OptionalDay(desk.today)
        self._notice.show_day(self.facts.leaving_on)
        self._money, self._sets_off = Segments(MONEY), QCheckBox()
        self._sets_off.setChecked(True)
        self._to = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self.add("to_member_id", N_("Who receives the shares?"), self._to)
        self.add("money", N_("How are the shares paid back?"), self._money)
        self.add_pair(self._field("on", N_("Shares settled on"), self._settled), self._field("notice_on", N_("Notice of (optional)"), self._notice))
        self.left.addWidget(self._sets_off)
        self.left.addStretch(1)
        for chosen in (self._how, self._money, self._reason):
            chosen.chosen.connect(lambda _key: self._changed())
        for day in (self._last, self._settled, self._notice):
            day.editingFinished.connect(self._changed)
        self._to.picked.connect(lambda _member: self._changed())
        self._sets_off.toggled.connect(lambda _on: self._changed())
        self._say()
        self._changed()

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        made = self.fields[name] = Field(message, editor)
        return made

    def _say(self) -> None:
        self._sets_off.setText(tr(N_("Take the open advance of {advance_kip} ₭ off the money paid back"), advance_kip=self.facts.set_off.advance_kip))

    def settlement(self) -> SettleShares:
        """What becomes of the shares, as it is chosen."""
        return SettleShares(self._how.value(), self._settled.value() or self.desk.today, self._money.value(), self._to.value(),
                            self._notice.value(), self._sets_off.isChecked())

    def order(self) -> MemberLeaves | None:
        last_day = self._last.value()
        if last_day is None:
            return None
        return MemberLeaves(self._member_id, last_day, self._reason.value(), lao.normalise(self._meeting.text()),
                            settle_shares(self.facts, self.settlement()))

    def show_typing_complaints(self) -> bool:
        """As every form; the receiver is only asked for where there is one."""
        kept = self.fields.pop("to_member_id")
        fine = super().show_typing_complaints()
        self.fields["to_member_id"] = kept
        broken = check_settlement(self.facts, self.settlement())
        if fine and broken:
            self.show_refusals(broken)
        return fine and not broken

    def _changed(self) -> None:
        how, holds = self._how.value(), bool(self.facts.holding.share_count)
        back = how == "redeem" or (how == "heirs" and None in (self.facts.heir_ids or (None,)))
        for name, shown in (("how", holds), ("to_member_id", how == "transfer" and holds), ("money", back and holds),
                            ("on", how != "later" and holds), ("notice_on", back and holds)):
            self.fields[name].setVisible(shown)
        self._sets_off.setVisible(back and holds and self.facts.set_off.advance_kip > 0)
        if how == "heirs" and self.facts.heirs:
            names = ", ".join(f"{heir.name} {heir.percent}%" for heir in self.facts.heirs)
            self.fields["how"].hint(tr(N_("Heirs: {names}. Heirs who are members get the shares, the others the money."), names=names))
        else:
            self.fields["how"].hint("")
        self._preview()

    def _preview(self) -> None:
        owed, order = self.facts.set_off, self.order()
        rows: list[tuple[str, str, str]] = [(message, kip(value), kip(value)) for message, value in (
            (N_("Share capital"), owed.capital_kip), (N_("Unpaid on shares"), -owed.unpaid_kip), (N_("We owe for produce"), owed.produce_owed_kip),
            (N_("We owe by second payments"), owed.second_owed_kip),
            (N_("We owe dividends"), owed.dividends_owed_kip), (N_("We owe for shares taken back"), owed.redemption_owed_kip),
            (N_("Open advance"), -owed.advance_kip)) if value]
        rows.append((N_("Together for the member"), kip(owed.net_kip), kip(owed.net_kip)))
        broken: list[RuleBroken] = check_settlement(self.facts, self.settlement())
        checks = []
        if order is not None:
            broken += check_leaving(self.facts, order)
            if back := paid_back_kip(order.shares, self.facts.parts):
                rows.append((N_("Paid back for shares"), kip(back), kip(back)))
            checks.append(tr(N_("Shares and deliveries up to {last_day} count for the surplus of that year."), last_day=order.last_day))
        if self.facts.pledged_count:
            checks.append(tr(N_("{count} shares are pledged and stay until they are free."), count=self.facts.pledged_count))
        self.after.show_changes(rows, broken, checks=checks)

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        super().show_refusals(broken)
        homeless = [one for one in broken if one.field.rsplit(".", 1)[-1] not in self.fields]
        if homeless:
            self.after.show_changes((), homeless)

    def action(self, order: Any) -> Outcome:
        return leaving.leave_coop(self.desk.book, order, self.request_key)

    def _after(self, _outcome: Outcome) -> None:
        self.desk.say(tr(N_("{member} has left the register of members."), member=self.facts.member.name), N_("View settlement"),
                      partial(self.desk.go, "reports", "settlement", self.facts.member.number))

    def say_again(self) -> None:
        self._say()
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)
