"""A new member, applicant or member, with entry fee, first shares and files in one save; an applicant is admitted; a person is changed.

Somebody who looks like a person of the register is asked about before anything is saved.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.joining import JoinCoop, JoiningFacts
from coopbooks.coop.members import AdmitApplicant, AdmitMember, ChangeMember, LookAlike, MemberDetails
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.formats import kip
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import members
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import CountEdit, DayEdit, Field, MoneyEdit, Segments
from coopbooks.ui.kit.files import PICTURES, SCANS, FilePick
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.members.details import DetailsFields
from coopbooks.ui.shell.page import Desk

SIGNS = {"name": N_("the same name"), "id": N_("the same identity paper"), "phone": N_("the same phone")}
BOXES = (("cash", N_("Cash")), ("bank", N_("Bank")))


class Question(Card):
    """The amber card above a form: looks like somebody of the register."""

    def __init__(self, open_member: Callable[[int], object], answered: Callable[[], object]) -> None:
        super().__init__(look="warn", padding=10)
        self._found: tuple[LookAlike, ...] = ()
        self._open_member = open_member
        self._words = Words("", "warn", wrap=True)
        self.another = Button(N_("It is another person"), answered)
        self.column.addWidget(self._words)
        self.column.addLayout(row(Button(N_("Open"), self._open), self.another, None))
        self.hide()

    def ask(self, found: tuple[LookAlike, ...]) -> None:
        """Ask about people; nobody hides the card."""
        self._found = found
        self.setVisible(bool(found))
        self.say_again()

    def say_again(self) -> None:
        """Say who it looks like in the language of now."""
        if self._found:
            first = self._found[0]
            signs = ", ".join(tr(SIGNS[sign]) for sign in first.signs)
            self._words.tell(N_("Looks like {number} {member}: {signs}."), number=first.member.number, member=first.member.name, signs=signs)

    def _open(self) -> None:
        if self._found:
            self._open_member(self._found[0].member.member_id)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)


class PersonForm(FormDialog):
    """What both forms of a person share: the fields, and the question about people who look the same."""

    def __init__(self, parent: QWidget | None, desk: Desk, title: str, save: str, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, title, save, icon="account-outline")
        self.resize(900, 612)
        self.desk, self._member_id = desk, member_id
        self._not_these: frozenset[int] = frozenset()
        self._found: tuple[LookAlike, ...] = ()
        self.question = Question(self._open_other, self._is_another)
        self.left.addWidget(self.question)
        self.person = DetailsFields(desk, self.fields)
        self.left.addWidget(self.person, 1)
        self._texts = self.person.texts
        self.person.asked.connect(self.look)

    def details(self) -> MemberDetails:
        """The person as typed."""
        raise NotImplementedError

    def restored(self) -> None:
        """What was typed before is there again: fold out what holds some of it, and ask about people who look the same."""
        self.person.latin_stays()
        self.look()

    def look(self) -> None:
        """Ask about people who look the same and have not been answered for."""
        details = self.details()
        if details.given_name:
            facts = self.runner.read(lambda: members.prepare_admission(self.desk.book, details, self._member_id))
            self._found = facts.look_alikes if facts else ()
        self.question.ask(tuple(one for one in self._found if one.member.member_id not in self._not_these))

    def _is_another(self) -> None:
        self._not_these |= {one.member.member_id for one in self._found}
        self.question.ask(())

    def _open_other(self, member_id: int) -> None:
        self.reject()
        self.desk.go("member", member_id)

    def save(self) -> None:
        """Save, unless the question about another person waits for its answer."""
        self.look()
        if not self.question.isHidden():
            self.question.another.setFocus()
            return
        super().save()

    def show_typing_complaints(self) -> bool:
        fine = super().show_typing_complaints()
        if not fine:
            self.person.show_wrong([name for name, field in self.fields.items() if field.is_wrong()])
        return fine

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        super().show_refusals(broken)
        self.person.show_wrong([one.field.rsplit(".", 1)[-1] for one in broken])


class AdmitForm(PersonForm):
    """One person, one save: member or applicant, entry fee, first shares, receipts, photo and scan."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, desk, N_("Add member"), N_("Add member"))
        self.saved = self._after
        self._facts: JoiningFacts | None = None
        put = self.person.put
        self.person.put_who()
        self._state = Segments((("member", N_("Member")), ("applicant", N_("Applicant"))))
        self._joined, self._applied = DayEdit(desk.today), DayEdit(desk.today)
        number = self.person.text("number", N_("Member no."))
        self._texts["number"].setText(desk.runner.read(lambda: members.next_number(desk.book), ""))
        self._as_member: list[Field] = [self._field("joined_on", N_("Member from"), self._joined),
                                        self.person.text("joined_meeting", N_("Meeting no. (optional)"))]
        self._as_applicant = [self._field("applied_on", N_("Applied on"), self._applied)]
        put((number, 2), (self._field("state", N_("Saved as"), self._state), 4), *((one, 3) for one in (*self._as_member, *self._as_applicant)))
        self._fee, self._count, self._paid, self._into = MoneyEdit(), CountEdit(), MoneyEdit(), Segments(BOXES)
        self._as_member += [self._field("entry_fee_kip", N_("Entry fee"), self._fee), self._field("share_count", N_("First shares"), self._count),
                            self._field("paid_kip", N_("Paid on shares"), self._paid), self._field("money", N_("How is it paid?"), self._into)]
        put(*((one, part) for one, part in zip(self._as_member[2:], (2, 2, 2, 3), strict=True)))
        self.person.put_more()
        self._photo, self._scan = FilePick(PICTURES), FilePick(SCANS)
        put(self._field("photo", N_("Photo"), self._photo), self._field("scan", N_("Scanned application"), self._scan),
            to=self.person.more_column)
        self._state.chosen.connect(lambda _key: self._state_chosen())
        self._count.textEdited.connect(lambda _text: self._counted())
        for editor in (self._fee, self._paid):
            editor.textChanged.connect(lambda _text: self._preview())
        self._into.chosen.connect(lambda _key: self._preview())
        self._joined.editingFinished.connect(self._learn)
        self._state_chosen()
        self._texts["given_name"].setFocus()
        self.keep_drafts(desk.book, "add-member")

    def restored(self) -> None:
        super().restored()
        self._preview()

    def _field(self, name: str, message: str, editor: QWidget) -> Field:
        return self.person.field(name, message, editor)

    def _state_chosen(self) -> None:
        is_member = self._state.value() == "member"
        for field in self._as_member:
            field.setVisible(is_member)
        for field in self._as_applicant:
            field.setVisible(not is_member)
        self._learn()

    def _learn(self) -> None:
        details, on = self.details(), self._joined.value() or self.desk.today
        self._facts = self.runner.read(lambda: members.prepare_joining(self.desk.book, details, on), self._facts)
        self._counted()

    def _counted(self) -> None:
        count = self._count.value()
        if self._facts is not None and count is not None:
            self._paid.set_value(int(count) * self._facts.terms.par_value_kip)
            self.fields["share_count"].hint(tr(N_("one is {par_kip} ₭"), par_kip=self._facts.terms.par_value_kip))
        self._preview()

    def _preview(self) -> None:
        facts, fee, count, paid = self._facts, int(self._fee.value() or 0), int(self._count.value() or 0), int(self._paid.value() or 0)
        if self._state.value() == "applicant":
            self.after.wait_for(N_("The meeting admits an applicant later. Nothing is paid before."))
        elif facts is None or not (fee or count):
            self.after.wait_for(N_("The member is added to the register."))
        else:
            held = int(facts.boxes[self._into.value()])
            capital = count * facts.terms.par_value_kip
            rows = [(N_("Entry fee"), "–", kip(fee))] if fee else []
            rows += [(N_("Shares"), "–", kip(count)), (N_("Share capital"), "–", kip(capital))] if count else []
            rows += [(N_("Unpaid on shares"), "–", kip(max(capital - paid, 0)))] if count and capital > paid else []
            self.after.show_changes([*rows, (N_("Money box"), kip(held), kip(held + fee + (paid if count else 0)))])

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        names = [name for name, pick in (("photo", self._photo), ("scan", self._scan)) if pick.value() is not None]
        super().show_refusals([one.at(names[int(one.field.split(".")[1])]) if one.field.startswith("files.") else one for one in broken])

    def details(self) -> MemberDetails:
        if self._state.value() == "applicant":
            return self.person.details(joined_on=None, joined_meeting="", applied_on=self._applied.value())
        return self.person.details(joined_on=self._joined.value() or self.desk.today)

    def order(self) -> JoinCoop | None:
        is_member = self._state.value() == "member"
        files = tuple(AttachFile("member", 0, kind, *chosen, self.desk.today) for kind, pick in (("photo", self._photo), ("application", self._scan))
                      if (chosen := pick.value()) is not None)
        into, count = self._into.value(), int(self._count.value() or 0) if is_member else 0
        admit = AdmitMember(self.details(), (self._fee.value() or ZERO) if is_member else ZERO, into)
        return JoinCoop(admit, count, (self._paid.value() or ZERO) if is_member else ZERO, into, files=files)

    def action(self, order: Any) -> Outcome:
        return members.join_coop(self.desk.book, order, self.request_key)

    def _after(self, outcome: Outcome) -> None:
        if not outcome.documents:
            self.desk.say(tr(N_("The member is in the register.") if self._state.value() == "member" else N_("The applicant is noted.")))
            return
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("The member is in the register. Receipt {number} is saved."), number=number), N_("View receipt"),
                      partial(self.desk.go, "reports", "receipt", number))


class ChangeForm(PersonForm):
    """What the register says of a person, to be changed. The state before stays in the history."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        super().__init__(parent, desk, N_("Change member"), N_("Save changes"), member_id)
        self.saved = lambda _outcome: desk.say(tr(N_("The changes are saved.")))
        before = desk.runner.read(lambda: members.details_of(desk.book, member_id), MemberDetails("", "", None))
        # Who looked the same before was answered for when the person came.
        self._not_these = frozenset(one.member.member_id for one in desk.runner.read(
            lambda: members.prepare_admission(desk.book, before, member_id)).look_alikes)
        self._before: MemberDetails = before
        self.person.put_who()
        self._day = DayEdit(desk.today)
        name, message = ("joined_on", N_("Member from")) if before.joined_on else ("applied_on", N_("Applied on"))
        self._day_name = name
        fields = [self.person.text("number", N_("Member no.")), self.person.field(name, message, self._day)]
        if before.joined_on:
            fields.append(self.person.text("joined_meeting", N_("Meeting no. (optional)")))
        self.person.put(*fields)
        self.person.put_more()
        self.person.show_details(before)
        self._day.set_value(before.joined_on or before.applied_on or desk.today)
        self.after.wait_for(N_("What was written before stays in the history."))
        self._texts["given_name"].setFocus()
        self.keep_drafts(desk.book, "change-member", str(member_id))

    def details(self) -> MemberDetails:
        return self.person.details(**{self._day_name: self._day.value()})

    def order(self) -> ChangeMember | None:
        return ChangeMember(self._member_id or 0, self.details())

    def action(self, order: Any) -> Outcome:
        return members.change_member(self.desk.book, order, self.request_key)


class AdmitApplicantForm(FormDialog):
    """The meeting admits an applicant: from which day, by which decision, and the entry fee."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        super().__init__(parent, desk.runner, N_("Admit applicant"), N_("Admit"), icon="account-plus-outline")
        self.desk, self._member_id = desk, member_id
        self.saved = lambda _outcome: desk.say(tr(N_("The applicant is a member now.")))
        before = desk.runner.read(lambda: members.details_of(desk.book, member_id), MemberDetails("", "", None))
        self.left.addWidget(Words(N_("{member} applied on {applied_on}.") if before.applied_on else N_("{member} applied."), "label", wrap=True,
                                  member=before.name, applied_on=before.applied_on))
        self._on, self._meeting, self._fee, self._into = DayEdit(desk.today), QLineEdit(maxLength=200), MoneyEdit(), Segments(BOXES)
        for name, message, editor in (("on", N_("Member from"), self._on), ("meeting", N_("Meeting no. (optional)"), self._meeting),
                                      ("entry_fee_kip", N_("Entry fee (optional)"), self._fee),
                                      ("entry_fee_into", N_("How is it paid?"), self._into)):
            self.add(name, message, editor)
        self.left.addStretch(1)
        self._fee.textChanged.connect(lambda _text: self._preview())
        self._preview()
        self._on.setFocus()

    def _preview(self) -> None:
        fee = int(self._fee.value() or 0)
        if fee:
            self.after.show_changes([(N_("Entry fee"), "–", kip(fee))])
        else:
            self.after.wait_for(N_("The member is added to the register."))

    def order(self) -> AdmitApplicant | None:
        on = self._on.value()
        return AdmitApplicant(self._member_id, on, lao.normalise(self._meeting.text()), self._fee.value() or ZERO, self._into.value()) if on else None

    def action(self, order: Any) -> Outcome:
        return members.admit_applicant(self.desk.book, order, self.request_key)
