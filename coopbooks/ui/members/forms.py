"""Admitting a member: the few facts that are asked at the door, and the entry fee with them in one save."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.i18n import lao
from coopbooks.i18n.formats import kip
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import members
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, Field, MoneyEdit, Segments
from coopbooks.ui.shell.page import Desk


class AdmitForm(FormDialog):
    """One person, one save: member, entry fee and its receipt."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.runner, N_("Add member"), N_("Add member"))
        self.desk = desk
        self.saved = lambda _outcome: desk.say(N_("The member is in the register."))
        self._texts: dict[str, QLineEdit] = {}
        number = self._text("number", N_("Member no."))
        self._texts["number"].setText(desk.runner.read(lambda: members.next_number(desk.book), ""))
        self._sex = Segments((("F", N_("Woman")), ("M", N_("Man"))))
        self._joined = DayEdit(desk.today)
        self.add_pair(number, self._field("sex", N_("Sex"), self._sex), self._field("joined_on", N_("Member from"), self._joined))
        self.add_pair(self._text("given_name", N_("Given name")), self._text("family_name", N_("Family name (optional)")))
        self.add_pair(self._text("latin_name", N_("Name in Latin letters (optional)")), self._text("phone", N_("Phone (optional)")))
        self.add_pair(self._text("village", N_("Village")), self._text("district", N_("District")), self._text("province", N_("Province")))
        self._fee = MoneyEdit()
        self._into = Segments((("cash", N_("Cash")), ("bank", N_("Bank"))))
        self.add_pair(self._field("entry_fee_kip", N_("Entry fee (optional)"), self._fee),
                      self._field("entry_fee_into", N_("How is it paid?"), self._into))
        self.left.addStretch(1)
        self._fee.textChanged.connect(lambda _text: self._preview())
        self._preview()
        self._texts["given_name"].setFocus()

    def _text(self, name: str, message: str) -> Field:
        self._texts[name] = QLineEdit(maxLength=200)
        return self._field(name, message, self._texts[name])

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        field = self.fields[name] = Field(message, editor)
        return field

    def _preview(self) -> None:
        fee = self._fee.value() or 0
        if fee:
            self.after.show_changes(((N_("Entry fee"), "–", kip(fee)),), posting="")
        else:
            self.after.wait_for(N_("The member is added to the register."))

    def order(self) -> AdmitMember | None:
        joined = self._joined.value()
        if joined is None:
            return None
        texts: dict[str, Any] = {name: lao.normalise(editor.text()) for name, editor in self._texts.items()}
        sex = self._sex.value()
        title = "ນາງ" if sex == "F" else "ທ້າວ"
        return AdmitMember(MemberDetails(joined_on=joined, title=title, sex=sex, **texts), self._fee.value() or ZERO, self._into.value())

    def action(self, order: Any) -> Outcome:
        return members.admit_member(self.desk.book, order, self.request_key)
