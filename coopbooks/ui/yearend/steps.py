"""Steps one, two, four and five: check the books, close the year, the meeting, post. And covering a loss."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.approval import approvers, is_one_person
from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.closing import CloseYear, CoverLoss
from coopbooks.coop.meeting import DecideSharing
from coopbooks.coop.yearcheck import LOOK, MEND, OK, YearCheck, must_mend
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import attachments, backups, yearend
from coopbooks.services.dividends import close_year
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, MoneyEdit, Segments
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.board import fund_word
from coopbooks.ui.yearend.lines import money

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

ICONS = {OK: ("check-circle-outline", "success"), LOOK: ("alert-circle-outline", "warn"), MEND: ("alert-circle-outline", "danger")}


class Step(QWidget):
    """One step of the wizard. `wizard` gives the book, the year and its state."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__()
        self.wizard = wizard
        self._held_back: set[QWidget] = set()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def show_state(self, state: YearState) -> None:
        """Show the step as the year stands."""

    def buttons(self) -> Sequence[QWidget]:
        """The step's own buttons, for the foot of the wizard."""
        return ()

    def offer(self, button: QWidget, *, on: bool) -> None:
        """Show a button of the step, or hold it back as the year stands."""
        (self._held_back.discard if on else self._held_back.add)(button)
        button.setVisible(on and self.isVisibleTo(self.wizard))

    def is_offered(self, button: QWidget) -> bool:
        """Whether a button makes sense as the year stands."""
        return button not in self._held_back

    def leave(self) -> None:
        """Keep what is not kept yet."""


def _empty(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            _empty(item.layout())


class CheckStep(Step):
    """What must be mended before the close, what should be looked at, what is well."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        self.found: tuple[YearCheck, ...] = ()
        card = Card(N_("Check the books"))
        self._told = Words(N_("Checking the book …"), "label")
        card.column.addWidget(self._told)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setSpacing(7)
        scroll = QScrollArea()
        scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        card.column.addWidget(scroll, 1)
        self.body.addWidget(card, 1)
        self._again = Button(N_("Check again"), self.check)
        self._next = Button(N_("Next: close the year"), lambda: wizard.show_step(1), look="main", icon="arrow-right")
        self._rehearse = Button(N_("Rehearse on a copy"), wizard.rehearse, icon="theater",
                                hint=N_("All steps on a copy of the book; nothing is kept"))

    def show_state(self, state: YearState) -> None:
        self.offer(self._rehearse, on=not self.wizard.is_rehearsal)
        self.check()

    def check(self) -> None:
        """Look at the whole book on the worker; the list follows."""
        book, year = self.wizard.book, self.wizard.year
        self._told.tell(N_("Checking the book …"))
        last = backups.last_backup(book.path)
        self.wizard.desk.runner.work(lambda _tell: yearend.checks(book, year, last), self.show_checks)

    def show_checks(self, found: tuple[YearCheck, ...] | None) -> None:
        """Show the list."""
        self.found = found or ()
        _empty(self._list)
        count = must_mend(self.found)
        look = sum(one.state == LOOK for one in self.found)
        if count:
            self._told.tell(N_("{count} things must be mended before the close."), count=count)
        elif look:
            self._told.tell(N_("Nothing stands in the way. {count} things are worth a look."), count=look)
        else:
            self._told.tell(N_("All is well."))
        for one in self.found:
            icon, ink = ICONS[one.state]
            words = Words(one.wording, "strong" if one.state == MEND else "", wrap=True, **one.facts)
            line = row(picture(icon, 20, ink), words)
            line.setStretch(1, 1)
            if one.link and one.state != OK:
                line.addWidget(Button(N_("Go there"), partial(self.wizard.desk.go, *map(str, one.link)), look="link"))
            self._list.addLayout(line)
        self._list.addStretch(1)
        self._next.setEnabled(not count)
        self._next.setToolTip(tr(N_("Mend what is red first.")) if count else "")

    def buttons(self) -> Sequence[QWidget]:
        return self._rehearse, self._again, self._next


class CloseStep(Step):
    """Income and expense, the surplus, what closing means, and the close."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        two = QHBoxLayout()
        two.setSpacing(10)
        self._sides: list[QGridLayout] = []
        for title in (N_("Income"), N_("Expense")):
            card = Card(title)
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(4)
            self._sides.append(grid)
            card.column.addLayout(grid)
            card.column.addStretch(1)
            two.addWidget(card, 1)
        result = Card("", "soft")
        self._word, self._surplus, self._losses = Words("", "label"), plain("", "numxl"), Words("", "hint")
        for thing in (self._word, self._surplus, self._losses):
            result.column.addWidget(thing)
        result.column.addWidget(Words(N_("After the close nothing can be dated in this year. Until the meeting it can be opened again, with a "
                                         "reason and a second person. A copy of the book is made first."), "", wrap=True))
        self._complaints = Words("", "warn", wrap=True)
        result.column.addWidget(self._complaints)
        result.column.addStretch(1)
        two.addWidget(result, 1)
        self.body.addLayout(two, 1)
        self.close_button = Button(N_("Close the year"), self.close_it, look="main", icon="lock-outline")
        self.reopen_button = Button(N_("Open the year again"), wizard.reopen, icon="undo-variant")
        self.next_button = Button(N_("Next: share the surplus"), lambda: wizard.show_step(2), look="main", icon="arrow-right")

    def show_state(self, state: YearState) -> None:
        shown = self.wizard.desk.runner.read(lambda: yearend.prepare_close(self.wizard.book, state.year))
        if shown is None:
            return
        for grid, rows in zip(self._sides, (shown.income, shown.expense), strict=True):
            _empty(grid)
            lao = current_language() == "lo"
            for place, (_, name_lo, name_en, kip) in enumerate(rows):
                amount = plain(money(abs(kip)), "strong")
                amount.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(plain(name_lo if lao else name_en), place, 0)
                grid.addWidget(amount, place, 1)
            total = plain(money(abs(sum(row[3] for row in rows))), "num")
            total.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Words(N_("Total"), "strong"), len(rows), 0)
            grid.addWidget(total, len(rows), 1)
        surplus = state.surplus_kip
        self._word.tell(N_("Loss of {year}") if surplus < 0 else N_("Net surplus {year}"), year=state.year)
        self._surplus.setText(f"{money(surplus)} ₭")
        self._losses.tell(N_("Losses of earlier years: {losses_kip} ₭"), losses_kip=state.losses_kip)
        self._losses.setVisible(bool(state.losses_kip))
        closed = state.closing is not None
        complaints = () if closed else shown.complaints
        self._complaints.setText("\n".join(say(one) for one in complaints))
        self._complaints.setVisible(bool(complaints))
        self.offer(self.close_button, on=not closed)
        self.close_button.setEnabled(not complaints and not self.wizard.book.read_only)
        self.close_button.setToolTip(say(complaints[0]) if complaints else "")
        self.offer(self.reopen_button, on=closed and state.decision is None)
        self.offer(self.next_button, on=closed)

    def close_it(self) -> None:
        """Ask, copy the book, close."""
        state = self.wizard.state
        if state is None or not ask.confirm(self, N_("Close the year"), tr(N_(
                "The year {year} closes with {surplus_kip} kip. Nothing can be dated in it afterwards."), year=state.year,
                surplus_kip=state.surplus_kip), N_("Close it"), N_("Leave it open")):
            return
        copied = self.wizard.is_rehearsal or self.wizard.desk.runner.read(lambda: backups.back_up_now(self.wizard.book.path, self.wizard.now()))
        if not copied:
            return
        self.wizard.run(lambda: close_year(self.wizard.book, CloseYear(state.year)))

    def buttons(self) -> Sequence[QWidget]:
        return self.reopen_button, self.close_button, self.next_button


class LossStep(Step):
    """A loss year shares nothing: the loss is covered from a fund, or carried forward."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        card = Card(N_("Cover the loss"))
        self._told, self._fund_kip = Words("", "", wrap=True), Words("", "label")
        card.column.addWidget(self._told)
        card.column.addWidget(self._fund_kip)
        self.amount, self.on, self.resolution = MoneyEdit(), DayEdit(wizard.today), QLineEdit(maxLength=100)
        self.fund = Choice((("reserve", N_("Reserve fund")), ("development-fund", N_("Development fund")),
                            ("surplus-forward", N_("Surplus forward"))))
        self.fund.currentIndexChanged.connect(lambda _place: self._ask())
        self.fields = {"amount_kip": Field(N_("Amount"), self.amount), "fund": Field(N_("From"), self.fund),
                       "resolution": Field(N_("Resolution no."), self.resolution), "on": Field(N_("Date"), self.on)}
        line = QHBoxLayout()
        for field in self.fields.values():
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(line)
        self.done = Words("", "strong", wrap=True)
        card.column.addWidget(self.done)
        card.column.addStretch(1)
        self.body.addWidget(card, 1)
        self.cover_button = Button(N_("Cover the loss"), self.cover, look="main", icon="check")
        self.carry_button = Button(N_("Carry it forward"), wizard.show_list)
        self.reopen_button = Button(N_("Open the year again"), wizard.reopen, icon="undo-variant")

    def show_state(self, state: YearState) -> None:
        self._told.tell(N_("The year {year} ended with a loss of {loss_kip} kip. There is nothing to share and nobody to pay. "
                           "The loss can be covered from a fund, or it is carried forward and later surpluses cover it first."),
                        year=state.year, loss_kip=-state.surplus_kip)
        self._ask()

    def _ask(self) -> None:
        facts = self.wizard.desk.runner.read(lambda: yearend.prepare_cover(self.wizard.book, self.fund.value()))
        if facts is None:
            return
        self._fund_kip.tell(N_("Losses carried forward {loss_kip} kip · the fund holds {fund_kip} kip"), loss_kip=facts.loss_forward_kip,
                            fund_kip=facts.fund_kip)
        open_kip = int(facts.loss_forward_kip)
        if not self.amount.text():
            self.amount.set_value(max(min(open_kip, int(facts.fund_kip)), 0))
        self.done.tell(N_("No loss is left.") if not open_kip else "")
        self.cover_button.setEnabled(bool(open_kip) and not self.wizard.book.read_only)

    def cover(self) -> None:
        """Post what the meeting decided."""
        amount, on = self.amount.value(), self.on.value()
        complaints = {name: editor.complaint() for name, editor in (("amount_kip", self.amount), ("on", self.on))}
        for name, sentence in complaints.items():
            self.fields[name].complain(sentence)
        if amount is None or on is None:
            return
        order = CoverLoss(self.resolution.text().strip(), on, Kip(amount), self.fund.value())
        if self.wizard.run(lambda: yearend.cover_loss(self.wizard.book, order), self._refused):
            self.amount.set_value(0)
            self._ask()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        show_at_fields(self.fields, broken, self.wizard.desk.say)

    def buttons(self) -> Sequence[QWidget]:
        return self.reopen_button, self.carry_button, self.cover_button


def show_at_fields(fields: dict[str, Field], broken: Sequence[RuleBroken], tell: Any) -> None:
    """Each complaint at its field; what has none is said."""
    for field in fields.values():
        field.complain("")
    for one in broken:
        if one.field in fields:
            fields[one.field].complain(say(one))
        else:
            tell(say(one))


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
            _empty(self._lines)
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


DECISION_WORDS = {"approved": N_("Approved"), "changes": N_("To be changed"), "refused": N_("Not approved")}


class PostStep(Step):
    """What will be posted, in words and in debit and credit; the check that every kip is there; and the posting."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        words = Card(N_("In words"))
        self._words = QGridLayout()
        self._words.setColumnStretch(0, 1)
        words.column.addLayout(self._words)
        self._sum = Words("", "strong", wrap=True)
        self._stale = Words("", "error", wrap=True)
        words.column.addWidget(self._sum)
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
        _empty(self._words)
        _empty(self._legs)
        if shown is None:
            self._sum.tell(N_("No meeting has approved the sharing of {year}."), year=state.year)
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
        for place, title in ((2, N_("Debit")), (3, N_("Credit"))):
            self._legs.addWidget(Words(title, "label"), 0, place, Qt.AlignmentFlag.AlignRight)
        self._sum.tell(N_("{count} members together {total_kip} kip: to the kip what was approved. Code {code}"), count=shown.count,
                       total_kip=shown.members_kip, code=shown.code)
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

