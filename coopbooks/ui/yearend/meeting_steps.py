"""Steps four and five: what the meeting decided, and posting it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from coopbooks.coop.approval import approvers, is_one_person
from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.meeting import DecideSharing
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import attachments, yearend
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, Segments
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.board import fund_word
from coopbooks.ui.yearend.lines import money
from coopbooks.ui.yearend.steps import Step, empty, show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

DECISION_WORDS = {"approved": N_("Approved"), "changes": N_("To be changed"), "refused": N_("Not approved")}


class MeetingStep(Step):
    """What the general meeting decided about the plan on the board."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        self._scan: Path | None = None
        self.on, self.place, self.resolution = DayEdit(wizard.today), QLineEdit(maxLength=200), QLineEdit(maxLength=100)
        self.present, self.votes_for, self.votes_against, self.votes_none = CountEdit(), CountEdit(), CountEdit(), CountEdit()
        self.decision = Segments((("approved", N_("Approved")), ("changes", N_("To be changed")), ("refused", N_("Not approved"))))
        self.approver = Choice((), is_user_text=True)
        self.scan = Button(N_("Photo or scan of the minutes"), self._choose_scan, icon="file-document-outline")
        self.fields = {
            "on": Field(N_("Day of the meeting"), self.on), "place": Field(N_("Place"), self.place),
            "resolution": Field(N_("Resolution no."), self.resolution), "present_count": Field(N_("Members present"), self.present),
            "for_count": Field(N_("Votes for"), self.votes_for), "against_count": Field(N_("Votes against"), self.votes_against),
            "abstain_count": Field(N_("Abstained"), self.votes_none), "decision": Field(N_("Decision"), self.decision),
            "approved_by": Field(N_("Who signs for the meeting"), self.approver)}
        left = Card(N_("Decision of the general meeting"))
        counts = ("present_count", "for_count", "against_count", "abstain_count")
        for names in (("on", "place"), counts, ("resolution", "decision"), ("approved_by",)):
            line = QHBoxLayout()
            line.setSpacing(14)
            for name in names:
                line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            left.column.addLayout(line)
        left.column.addLayout(row(self.scan, None))
        left.column.addStretch(1)
        right = Card(N_("What lies before the meeting"), "sunken")
        self._plan, self._quorum, self._people, self._kept = (Words("", kind, wrap=True) for kind in ("strong", "", "hint", "label"))
        self._lines = QGridLayout()
        self._lines.setColumnStretch(0, 1)
        right.column.addWidget(self._plan)
        right.column.addLayout(self._lines)
        for thing in (self._quorum, self._people, self._kept):
            right.column.addWidget(thing)
        right.column.addStretch(1)
        right.setFixedWidth(380)
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(left, 1)
        both.addWidget(right)
        self.body.addLayout(both, 1)
        self.save_button = Button(N_("Save the decision"), self.decide, look="main", icon="check")
        self.next_button = Button(N_("Next: post"), lambda: wizard.show_step(4), look="main", icon="arrow-right")
        self.on.editingFinished.connect(self._ask)

    def show_state(self, state: YearState) -> None:
        meeting = state.meeting
        planner = self.wizard.planner
        if planner is not None:
            empty(self._lines)
            self._plan.tell(N_("Plan {name}"), name=planner.name)
            for place, (name, kip, _) in enumerate(self.wizard.board.parts()):
                amount = plain(money(kip), "strong")
                amount.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._lines.addWidget(plain(name), place, 0)
                self._lines.addWidget(amount, place, 1)
        if meeting is None:
            self._kept.tell("")
        else:
            self._kept.tell(N_("Kept: {on}, {present} of {entitled} present, {votes_for} for, {votes_against} against. {decision}."), on=meeting.on,
                            present=meeting.present_count, entitled=meeting.entitled_count, votes_for=meeting.for_count,
                            votes_against=meeting.against_count, decision=tr(DECISION_WORDS[meeting.decision]))
        approved = meeting is not None and meeting.decision == "approved"
        locked = state.decision is not None or self.wizard.book.read_only
        self.offer(self.save_button, on=state.decision is None)
        self.save_button.setEnabled(not locked)
        self.offer(self.next_button, on=approved)
        self._ask()

    def _ask(self) -> None:
        on = self.on.value()
        if on is None:
            return
        found = self.wizard.desk.runner.read(lambda: yearend.prepare_meeting(self.wizard.book, self.wizard.year, on))
        if found is None:
            return
        facts, people = found
        self._quorum.tell(N_("{entitled} members may vote. The quorum is {quorum}."), entitled=facts.entitled_count, quorum=facts.quorum_count)
        names = approvers(people, self.wizard.book.user_name)
        self.approver.set_choices([(name, name) for name in names])
        if is_one_person(people):
            self._people.tell(N_("One person keeps this book. There is no second approver, and the papers say so."))
        elif names:
            self._people.tell(N_("{name} makes it; another person approves it."), name=self.wizard.book.user_name)
        else:
            self._people.tell(N_("Nobody in this book may approve. Enrol the chair first."))

    def _choose_scan(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Photo or scan of the minutes")), "", "*.pdf *.jpg *.jpeg *.png")
        if name:
            self._scan = Path(name)
            self.scan.setText(self._scan.name)

    def decide(self) -> None:
        """Keep what the meeting said."""
        order = self.order()
        if order is None:
            return
        if self.wizard.run(lambda: yearend.decide_sharing(self.wizard.book, order), self.refused) and self._scan is not None:
            scan = self._scan
            with self.wizard.book.reading() as tx:
                (meeting_id,) = tx.one("SELECT max(meeting_id) FROM meeting WHERE year = ?", order.year)
            self.wizard.run(lambda: attachments.attach_file(self.wizard.book, AttachFile(
                "meeting", int(meeting_id), "decision", scan.name, scan.read_bytes(), order.on)))
            self._scan = None

    def order(self) -> DecideSharing | None:
        """What was typed; None while a field holds no value."""
        wrong = False
        for field in self.fields.values():
            complain = getattr(field.editor, "complaint", None)
            sentence = complain() if complain is not None else ""
            field.complain(sentence)
            wrong = wrong or bool(sentence)
        on, planner = self.on.value(), self.wizard.planner
        counts = [editor.value() for editor in (self.present, self.votes_for, self.votes_against, self.votes_none)]
        if wrong or on is None or planner is None or any(count is None for count in counts):
            return None
        present, votes_for, votes_against, votes_none = (int(count or 0) for count in counts)
        return DecideSharing(self.wizard.year, on, self.resolution.text().strip(), planner.policy, present, votes_for, votes_against, votes_none,
                             self.decision.value(), self.place.text().strip(), self.wizard.book.user_name, self.approver.value())

    def refused(self, broken: Sequence[RuleBroken]) -> None:
        """Each complaint at its field."""
        show_at_fields(self.fields, broken, self.wizard.desk.say)

    def buttons(self) -> Sequence[QWidget]:
        return self.save_button, self.next_button


class PostStep(Step):
    """What will be posted, in words and in debit and credit; the check that every kip is there; and the posting."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        words = Card(N_("In words"))
        self._words = QGridLayout()
        self._words.setColumnStretch(0, 1)
        words.column.addLayout(self._words)
        self._sum, self._code, self._who = Words("", "strong", wrap=True), Words("", "strong"), Words("", "", wrap=True)
        self._stale = Words("", "error", wrap=True)
        for thing in (self._who, self._sum, self._code):
            words.column.addWidget(thing)
        words.column.addWidget(self._stale)
        words.column.addStretch(1)
        books = Card(N_("In debit and credit"))
        self._legs = QGridLayout()
        self._legs.setColumnStretch(1, 1)
        self._legs.setHorizontalSpacing(14)
        books.column.addLayout(self._legs)
        books.column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(words, 1)
        both.addWidget(books, 1)
        self.body.addLayout(both, 1)
        self.post_button = Button(N_("Post"), self.post, look="main", icon="check")
        self.next_button = Button(N_("Next: pay members"), lambda: wizard.show_step(5), look="main", icon="arrow-right")

    def show_state(self, state: YearState) -> None:
        shown = self.wizard.desk.runner.read(lambda: yearend.prepare_posting(self.wizard.book, state.year))
        empty(self._words)
        empty(self._legs)
        if shown is None:
            self._sum.tell(N_("No meeting has approved the sharing of {year}."), year=state.year)
            self._code.tell("")
            self._who.tell("")
            self.post_button.setEnabled(False)
            return
        for place, (name, kip) in enumerate(shown.steps):
            self._words.addWidget(plain(fund_word(name) if name in dict(shown.funds) else tr(name)), place, 0)
            self._words.addWidget(_right(money(kip)), place, 1)
        for place, (code, name_lo, name_en, kip) in enumerate(shown.legs, 1):
            self._legs.addWidget(plain(code, "hint"), place, 0)
            self._legs.addWidget(plain(name_lo if current_language() == "lo" else name_en), place, 1)
            self._legs.addWidget(_right(money(kip) if kip > 0 else ""), place, 2)
            self._legs.addWidget(_right(money(-kip) if kip < 0 else ""), place, 3)
        debit, credit = (sum(sign * kip for *_, kip in shown.legs if sign * kip > 0) for sign in (1, -1))
        last = len(shown.legs) + 1
        self._legs.addWidget(Words(N_("Total"), "strong"), last, 1)
        self._legs.addWidget(_right(money(debit)), last, 2)
        self._legs.addWidget(_right(money(credit)), last, 3)
        for place, title in ((2, N_("Debit")), (3, N_("Credit"))):
            self._legs.addWidget(Words(title, "label"), 0, place, Qt.AlignmentFlag.AlignRight)
        self._sum.tell(N_("{count} members together {total_kip} kip: to the kip what was approved."), count=shown.count, total_kip=shown.members_kip)
        self._code.tell(N_("Code {code}"), code=shown.code)
        self._code.setVisible(bool(shown.code))
        approval = state.approval
        self._who.tell(N_("Resolution {resolution} of {on}. Made by {made_by}, signed for the meeting by {approved_by}."), resolution=approval.basis,
                       on=approval.on, made_by=approval.made_by or "–", approved_by=approval.approved_by or "–") if approval else self._who.tell("")
        self._stale.setText(say(shown.complaints[0]) if shown.complaints else "")
        posted = state.decision is not None
        self.offer(self.post_button, on=not posted)
        self.post_button.setEnabled(not shown.complaints and not self.wizard.book.read_only)
        self.offer(self.next_button, on=posted)

    def post(self) -> None:
        """Ask, then post exactly what was approved."""
        state = self.wizard.state
        if state is None or not ask.confirm(self, N_("Post the sharing"), tr(N_(
                "The surplus of {year}, {surplus_kip} kip, is posted as the meeting approved it. The year stays closed for ever."),
                year=state.year, surplus_kip=state.surplus_kip), N_("Post it"), N_("Not yet")):
            return
        self.wizard.run(lambda: yearend.post_sharing(self.wizard.book, yearend.PostSharing(state.year)))

    def buttons(self) -> Sequence[QWidget]:
        return self.post_button, self.next_button


def _right(text: str) -> QLabel:
    label = plain(text, "strong")
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label
