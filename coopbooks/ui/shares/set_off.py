"""Setting off what is owed both ways with a member who stays: which debts meet, on whose decision, and the paper that says so."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.set_off import DEBT_WORDS, SetOffDebts, amount_of, check_set_off, even, set_off_entry
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import set_off
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.debts import DebtList
from coopbooks.ui.shares.base import MemberForm
from coopbooks.ui.shell.page import Desk


class SetOffForm(MemberForm):
    """One member's debts on both sides, each with a tick."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Set off debts"), N_("Set off & print paper"), icon="swap-horizontal")
        self.saved = self._tell
        self._meeting, self._debts = QLineEdit(maxLength=200), DebtList()
        self.add_head(self.field("meeting", N_("Decision no. (optional)"), self._meeting), self.field("note", N_("Note (optional)"), self._note))
        self.add("owes_us", "", self._debts)
        self.left.addStretch(1)
        self.after.ticks.offer("set-off", N_("Set-off (A5, 2 copies)"), at_first=True)
        self._debts.changed.connect(self.preview)
        self.begin(member_id)

    def order(self) -> SetOffDebts | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        ours, theirs = even(*self._debts.sides, self._debts.wanted())
        return SetOffDebts(member_id, on, ours, theirs, self.words(self._meeting), self.words(self._note))

    def preview(self) -> None:
        """Show what stands both ways, and what is left of each debt, judged by the rule that judges the save."""
        nothing = self.order()
        facts = self.runner.read(lambda: set_off.prepare_set_off(self.desk.book, nothing)) if nothing else None
        if facts is None:
            self._debts.show_sides((), ())
            self.after.wait_for(N_("Choose a member."))
            return
        self._debts.show_sides(facts.we_owe, facts.owes_us)
        order = self.order()
        if order is None:
            return
        broken = check_set_off(facts, order)
        rows = [(DEBT_WORDS[part.what], formats.kip(part.amount_kip), formats.kip(part.amount_kip - amount_of(used, part.what)))
                for side, used in ((facts.we_owe, order.we_owe), (facts.owes_us, order.owes_us)) for part in side]
        self.after.show_who(facts.member.name, " · ".join(part for part in (facts.member.number, facts.member.village) if part))
        self.after.show_changes(rows, broken, None if broken else set_off_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return set_off.set_off_debts(self.desk.book, order, self.request_key)

    def _tell(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View receipt"), lambda: self.desk.go("reports", "receipt", number))
        if self.after.ticks.wanted("set-off"):
            self.desk.act("print-paper", "receipt", number)
