"""Shares pass to the heirs that stand in the register, whole shares by their parts."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.inheriting import PassToHeirs, check_inheriting, parts_of_heirs
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import inheriting, register
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.words import Words
from coopbooks.ui.shell.page import Desk


class HeirsForm(FormDialog):
    """One member's free shares, and who gets how many of them."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Shares to the heirs"), N_("Pass on to the heirs"), icon="account-group-outline")
        self.desk = desk
        self.saved = self._tell
        self._member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._on, self._meeting, self._note = DayEdit(desk.today), QLineEdit(maxLength=200), QLineEdit(maxLength=300)
        self.add("member_id", N_("From member"), self._member)
        self.add("on", N_("Date"), self._on)
        self.add("meeting", N_("Decision no. (meeting or committee)"), self._meeting)
        self.add("note", N_("Note (optional)"), self._note)
        self.left.addWidget(Words(N_("Heirs and their parts stand on the member's page. Only members can hold shares."), "hint", wrap=True))
        self.left.addStretch(1)
        self._member.picked.connect(lambda _member: self.preview())
        for editor in (self._on, self._meeting):
            editor.textChanged.connect(lambda _text: self.preview())
        self.after.wait_for(N_("Choose a member."))
        if member_id is not None:
            page = desk.runner.read(lambda: register.member_page(desk.book, member_id, desk.today))
            self._member.set_member(page.brief if page else None)
        self._member.setFocus()

    def order(self) -> PassToHeirs | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        return PassToHeirs(member_id, on, lao.normalise(self._meeting.text()).strip(), lao.normalise(self._note.text()).strip())

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
