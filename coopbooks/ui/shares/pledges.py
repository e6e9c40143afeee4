"""Pledging shares: they stand as security for a debt and stay, until they are free again."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.pledges import PledgeShares, check_pledge
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import shares
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.fields import CountEdit, Segments
from coopbooks.ui.shares.base import MemberForm
from coopbooks.ui.shell.page import Desk


class PledgeForm(MemberForm):
    """One pledge, or one release."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Pledge or release"), icon="lock-outline")
        self.saved = lambda _outcome: desk.say(tr(N_("The pledge is saved.")))
        self._count, self._basis = CountEdit(), QLineEdit(maxLength=300)
        self._way = Segments((("pledge", N_("Pledge")), ("release", N_("Release"))))
        self.add_head()
        self.add_pair(self.field("way", N_("What is it?"), self._way), self.field("share_count", N_("Number of shares"), self._count))
        self.add("basis", N_("For which debt, or why released"), self._basis)
        self.left.addStretch(1)
        self._way.chosen.connect(lambda _key: self.preview())
        for editor in (self._count, self._basis):
            editor.textChanged.connect(lambda _text: self.preview())
        self.begin(member_id)

    def order(self) -> PledgeShares | None:
        member_id, on = self._member.value(), self._on.value()
        if member_id is None or on is None:
            return None
        count = int(self._count.value() or 0)
        return PledgeShares(member_id, on, count if self._way.value() == "pledge" else -count, self.words(self._basis), self.class_code())

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
