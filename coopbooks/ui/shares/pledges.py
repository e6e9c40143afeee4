"""Pledging shares: they stand as security for a debt and stay, until they are free again."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.pledges import PledgeShares, check_pledge
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register, shares
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, Segments
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.shell.page import Desk


class PledgeForm(FormDialog):
    """One pledge, or one release."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Pledge or release"), icon="lock-outline")
        self.desk = desk
        self.saved = lambda _outcome: desk.say(tr(N_("The pledge is saved.")))
        self._member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._on, self._count, self._basis = DayEdit(desk.today), CountEdit(), QLineEdit(maxLength=300)
        self._way = Segments((("pledge", N_("Pledge")), ("release", N_("Release"))))
        known = desk.runner.read(lambda: shares.share_classes(desk.book), ())
        self._class = Choice([(one.code, one.name_lo if current_language() == "lo" else one.name_en or one.name_lo) for one in known],
                             is_user_text=True)
        self.add("member_id", N_("Member"), self._member)
        several = ((self._field("class_code", N_("Class of shares"), self._class),) if len(known) > 1 else ())
        self.add_pair(self._field("on", N_("Date"), self._on), *several)
        self.add_pair(self._field("way", N_("What is it?"), self._way), self._field("share_count", N_("Number of shares"), self._count))
        self.add("basis", N_("For which debt, or why released"), self._basis)
        self.left.addStretch(1)
        self._member.picked.connect(lambda _member: self.preview())
        self._way.chosen.connect(lambda _key: self.preview())
        for editor in (self._count, self._basis, self._on):
            editor.textChanged.connect(lambda _text: self.preview())
        self._class.currentIndexChanged.connect(lambda _place: self.preview())
        self.after.wait_for(N_("Choose a member."))
        if member_id is not None:
            page = desk.runner.read(lambda: register.member_page(desk.book, member_id, desk.today))
            self._member.set_member(page.brief if page else None)
        self._member.setFocus()

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        made = self.fields[name] = Field(message, editor)
        return made

    def order(self) -> PledgeShares | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        count = int(self._count.value() or 0)
        return PledgeShares(member_id, on, count if self._way.value() == "pledge" else -count, lao.normalise(self._basis.text()).strip(),
                            self._class.value() or ORDINARY)

    def preview(self) -> None:
        """Show what is pledged and free, before and after."""
        order = self.order()
        facts = self.runner.read(lambda: shares.prepare_pledge(self.desk.book, order)) if order else None
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        broken = check_pledge(facts, order)
        change = 0 if broken else order.share_count
        free = facts.fully_paid_count - facts.pledged_count
        self.after.show_who(facts.member.name, facts.member.number)
        self.after.show_changes(((N_("Pledged"), formats.kip(facts.pledged_count), formats.kip(facts.pledged_count + change)),
                                 (N_("Free shares"), formats.kip(free), formats.kip(free - change))), broken,
                                checks=() if broken else (tr(N_("Nothing is posted. Pledged shares can neither move nor be redeemed.")),))

    def action(self, order: Any) -> Outcome:
        return shares.pledge_shares(self.desk.book, order, self.request_key)
