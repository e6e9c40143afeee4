"""Shares pass to the heirs that stand in the register, whole shares by their parts."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.inheriting import PassToHeirs, check_inheriting, parts_of_heirs
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import inheriting
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.words import Words
from coopbooks.ui.shares.base import MemberForm
from coopbooks.ui.shell.page import Desk


class HeirsForm(MemberForm):
    """One member's free shares, and who gets how many of them."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Shares to the heirs"), N_("Pass on to the heirs"), icon="account-group-outline")
        self.saved = self._tell
        self._meeting = QLineEdit(maxLength=200)
        self.add_head(member=N_("From member"))
        self.add("meeting", N_("Decision no. (meeting or committee)"), self._meeting)
        self.left.addWidget(Words(N_("Heirs and their parts stand on the member's page. Only members can hold shares."), "hint", wrap=True))
        self.add_note()
        self.begin(member_id)

    def order(self) -> PassToHeirs | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        return PassToHeirs(member_id, on, self.words(self._meeting), self.words(self._note), self.class_code())

    def preview(self) -> None:
        """Show who gets how many shares."""
        order = self.order()
        facts = self.runner.read(lambda: inheriting.prepare_inheriting(self.desk.book, order)) if order else None
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        broken = check_inheriting(facts, order)
        self.after.show_who(facts.member.name, facts.member.number)
        rows = [(N_("Free shares"), formats.kip(facts.free_count), formats.kip(facts.free_count if broken else 0))]
        rows += [(f"{heir.name} · {heir.percent}%", text, text) for heir, count in zip(facts.heirs, parts_of_heirs(facts), strict=True)
                 for text in (formats.kip(count),)]
        self.after.show_changes(rows, broken)

    def action(self, order: Any) -> Outcome:
        return inheriting.pass_to_heirs(self.desk.book, order, self.request_key)

    def _tell(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("Transfer {number} is saved."), number=[number for _, number in outcome.documents]), N_("View papers"),
                      lambda: self.desk.go("reports", "share-transfer", outcome.documents[0][1]))
