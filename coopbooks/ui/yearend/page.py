"""The year-end workspace: the list of years, and for one year the six steps, as rehearsal on a copy or for good."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.books.book import Book
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountKind
from coopbooks.ledger.figures import Figure, Worked, counted, moved
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import yearend
from coopbooks.services.explaining import explain
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.planner import Planner
from coopbooks.services.standing import STEPS
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.stepper import Stepper
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, retell
from coopbooks.ui.shell.page import Desk as PageDesk
from coopbooks.ui.shell.page import Page
from coopbooks.ui.yearend import dialogs
from coopbooks.ui.yearend.board import Board
from coopbooks.ui.yearend.close_steps import CheckStep, CloseStep, LossStep
from coopbooks.ui.yearend.lines import money
from coopbooks.ui.yearend.meeting import MeetingScreen
from coopbooks.ui.yearend.meeting_steps import MeetingStep, PostStep
from coopbooks.ui.yearend.pay import Desk
from coopbooks.ui.yearend.policy_form import PlanPolicyForm, RulesForm
from coopbooks.ui.yearend.revolving import RevolvingForm
from coopbooks.ui.yearend.steps import Step

STATE_WORDS = {"running": N_("still running"), "open": N_("to be closed"), "closed": N_("closed: plan the sharing"),
               "approved": N_("approved: post it"), "posted": N_("posted: pay the members"), "paid": N_("all paid"),
               "loss": N_("closed with a loss")}
STATE_INKS = {"open": "warn", "closed": "warn", "approved": "warn", "posted": "info", "paid": "success", "loss": "danger"}
YEARS = (
    Column(N_("Year"), lambda one: one.year, width=90, bold=True),
    Column(N_("How it stands"), lambda one: one.state, lambda state: tr(STATE_WORDS[state]), width=260,
           ink=lambda one: STATE_INKS.get(one.state, "")),
    Column(N_("Surplus ₭"), lambda one: one.surplus_kip, money, right=True, width=150, ink=lambda one: "danger" if one.surplus_kip < 0 else ""),
    Column(N_("Losses before ₭"), lambda one: one.losses_kip, lambda kip: money(kip) if kip else "–", right=True, width=150),
    Column(N_("For members ₭"), lambda one: one.payable_kip, lambda kip: money(kip) if kip else "–", right=True, width=150),
    Column(N_("Paid ₭"), lambda one: one.paid_kip, lambda kip: money(kip) if kip else "–", right=True, width=150),
    Column(N_("Resolution no."), lambda one: one.decision.resolution if one.decision else one.meeting.resolution if one.meeting else "", width=150),
)


class Stripes(QWidget):
    """The striped banner over a rehearsal: nobody takes it for the real book."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(N_("Rehearsal on a copy. Nothing you do here is kept."), "strong")
        self.words.setStyleSheet("color: #16211B; background: #F0B429; padding: 2px 12px; border-radius: 4px;")
        self.end = Button(N_("End the rehearsal"))
        inner = row(None, self.words, self.end, None)
        inner.setContentsMargins(8, 4, 8, 4)
        self.setLayout(inner)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_text"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.35)
        for x in range(-self.height(), self.width(), 36):
            painter.save()
            painter.translate(x, 0)
            painter.shear(-0.6, 0)
            painter.drawRect(QRectF(self.height() * 0.6, 0, 16, self.height()))
            painter.restore()
        painter.end()


class YearEndPage(Page):
    """The list of years, and the wizard of one."""

    title = N_("Year end")
    topics = frozenset({Topic.DIVIDENDS, Topic.JOURNAL, Topic.SETTINGS})

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self.book: Book = desk.book
        self.year, self.step, self.is_rehearsal = 0, 0, False
        self.state: YearState | None = None
        self.planner: Planner | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.screen_widget: MeetingScreen | None = None
        self.board = Board(desk.runner, self._board_changed, (self.show_all, self.show_proof, self.show_more, self.show_compare))
        self._steps: list[Step] = [CheckStep(self), CloseStep(self), _BoardStep(self), MeetingStep(self), PostStep(self), Desk(self)]
        self._loss = LossStep(self)
        self._stripes = Stripes()
        self._stripes.end.clicked.connect(lambda _checked=False: self.end_rehearsal())
        self._stripes.hide()
        self.stepper = Stepper(STEPS)
        self.stepper.chosen.connect(self.show_step)
        self._stack = QStackedWidget()
        for step in (*self._steps, self._loss):
            self._stack.addWidget(step)
        self._pages = QStackedWidget()
        self._nothing = EmptyPage("calendar-check-outline", N_("No year has begun yet."))
        for page in (self._make_list(), self._make_wizard(), self._nothing):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stripes)
        whole.addWidget(self._pages, 1)

    def _make_wizard(self) -> QWidget:
        wizard = QWidget()
        inner = QVBoxLayout(wizard)
        inner.setContentsMargins(20, 8, 20, 10)
        inner.setSpacing(8)
        head = Card("", padding=8)
        head.column.addWidget(self.stepper)
        inner.addWidget(head)
        inner.addWidget(self._stack, 1)
        foot = Card("", padding=8)
        self._back, self._saved = Button(N_("All years"), self.show_list, look="quiet", icon="arrow-left"), Words("", "hint")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        line = row(self._back, self._saved, None)
        line.addLayout(self._actions)
        foot.column.addLayout(line)
        for step in (*self._steps, self._loss):
            for button in step.buttons():
                self._actions.addWidget(button)
                button.hide()
        inner.addWidget(foot)
        return wizard

    # --- what the figures of the list stand for -----------------------------------------------------------------------------
    def _surplus(self, one: YearState) -> Figure | None:
        codes = sorted({account.code for account in self.desk.accounts().values() if account.kind in (AccountKind.INCOME, AccountKind.EXPENSE)})
        return moved(*codes, first_day=one.period.first_day, last_day=one.period.last_day, credit=True) if one.surplus_kip else None

    def _shared(self, register: str, one: YearState) -> Figure | None:
        """What was approved or paid, line by line; what stays on a member's account was neither fetched nor is it to be."""
        kip = one.payable_kip if register == "payable-now" else one.paid_kip
        figure = counted(register, products=(one.year,))
        found = self.desk.runner.read(lambda: explain(self.desk.book, figure))
        rest = kip - found.kip if found is not None else 0
        worked = (Worked(N_("Kept as shares or on the account, or set off against debts."), rest),) if rest else ()
        return replace(figure, worked=worked) if kip else None

    def _make_list(self) -> QWidget:
        stands: dict[str, Callable[[YearState], Figure | None]] = {
            "Surplus ₭": self._surplus, "For members ₭": partial(self._shared, "payable-now"), "Paid ₭": partial(self._shared, "paid-out")}
        self.list = RecordTable([replace(one, explain=stands[one.title]) if one.title in stands else one for one in YEARS], N_("Years"))
        self.list.opened.connect(lambda one: self.open_year(one.year))
        years = QWidget()
        column = QVBoxLayout(years)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        self._open = Button(N_("Open"), self._open_current, look="main", icon="arrow-right")
        self._rules = Button(N_("Rules of sharing"), lambda: RulesForm(self).open(), icon="text-box-check-outline")
        self._revolving = Button(N_("Revolving capital"), lambda: RevolvingForm(self).open(), icon="repeat")
        column.addLayout(row(Words(N_("Which year?"), "h1"), None, self._revolving, self._rules, self._open))
        column.addWidget(self.list, 1)
        return years

    # --- what the steps need ------------------------------------------------------------------------------------------
    @property
    def today(self) -> date:
        """The day in the book at hand: a rehearsal may be ahead."""
        return self.book.today

    def now(self) -> datetime:
        """The moment by the computer's clock, for the name of a backup."""
        return datetime.now().astimezone()

    def run(self, action: Callable[[], Outcome], refused: Callable[[Sequence[RuleBroken]], object] | None = None, *, quiet: bool = False) -> bool:
        """Run an action, say its notice, and show the year anew."""
        def done(outcome: Outcome) -> None:
            if outcome.notice and not quiet:
                self.desk.say(outcome.notice)

        saved = self.desk.runner.run(action, done, refused)
        if saved:
            self.reload()
        return saved

    # --- list and wizard ----------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        if self.board.saving:
            return
        if self._pages.currentIndex() == 1 and self.year:
            self.reload()
        else:
            self._show_years()

    def _show_years(self) -> None:
        found = self.desk.runner.read(lambda: yearend.states(self.desk.book, self.desk.today), ())
        self.list.show_rows(found)
        self._pages.setCurrentIndex(0 if found else 2)
        if found:
            wanted = next((place for place, one in enumerate(found) if one.state not in ("running", "paid")), 0)
            self.list.view.selectRow(wanted)

    def _open_current(self) -> None:
        one = self.list.current()
        if one is not None:
            self.open_year(one.year)

    def show_for(self, what: object) -> None:
        """A year, or (year, step)."""
        year, *rest = what if isinstance(what, tuple) else (what,)
        self.open_year(int(str(year)))
        if rest:
            self.show_step(int(str(rest[0])))

    def show_list(self) -> None:
        """Back to the list of years."""
        self._leave()
        self._end_meeting()
        if self.is_rehearsal:
            self.end_rehearsal()
        self._pages.setCurrentIndex(0)
        self._show_years()

    def open_year(self, year: int) -> None:
        """Open the wizard of a year at the step where it stands."""
        self._end_meeting()
        self.year, self.planner = year, None
        self._pages.setCurrentIndex(1)
        self.state = self.desk.runner.read(lambda: yearend.prepare_year(self.book, year))
        if self.state is not None:
            self.show_step(self.state.step)

    def reload(self) -> None:
        """Ask the book again; a step that is done leads on to the next."""
        before = self.state
        self.state = self.desk.runner.read(lambda: yearend.prepare_year(self.book, self.year), before)
        if self.state is None:
            return
        moved = before is not None and before.state != self.state.state
        self.show_step(self.state.step if moved else self.step)

    def show_step(self, place: int) -> None:
        """Show a step; later ones than the year's own are shut."""
        state = self.state
        if state is None:
            return
        self._leave()
        place = min(place, max(state.step, 1 if state.state == "open" else 3 if state.state == "closed" else state.step))
        if state.state == "running":
            place = min(place, 1)
        self.step = place
        self._load_board(state)
        step = self._loss if place == 2 and state.state == "loss" else self._steps[place]
        self._stack.setCurrentWidget(step)
        step.show_state(state)
        self.stepper.buttons[2].tell(N_("Cover the loss") if state.state == "loss" else STEPS[2])
        self.stepper.show_place(max(state.step, place), place, is_over=state.state == "paid")
        for other in (*self._steps, self._loss):
            for button in other.buttons():
                button.setVisible(other is step and step.is_offered(button))
        self._board_changed()

    def _leave(self) -> None:
        current = self._stack.currentWidget()
        if isinstance(current, Step):
            current.leave()

    def _load_board(self, state: YearState) -> None:
        locked = state.decision is not None or state.state in ("approved", "loss") or self.book.read_only
        if self.planner is None or locked != self.board.is_locked:
            board = self.desk.runner.read(lambda: yearend.prepare_board(self.book, state.year))
            if board is None:
                return
            name = self.planner.name if self.planner is not None else ""
            self.planner = Planner(board)
            if name in self.planner.plans:
                self.planner.choose(name)
            self.board.show_planner(self.book, self.planner, is_locked=locked)

    def _board_changed(self) -> None:
        board_step = self._steps[2]
        if isinstance(board_step, _BoardStep):
            board_step.show_next()
        if self.step == 2 and self.planner is not None and (self.state is None or self.state.state != "loss"):
            self._saved.tell(N_("Plan saved · nothing is posted") if self.board.is_saved else N_("Not saved yet"))
        else:
            self._saved.tell("")
        if self.screen_widget is not None:
            self.screen_widget.show_plan()

    # --- rehearsal and reopening --------------------------------------------------------------------------------------
    def rehearse(self) -> None:
        """Go through the steps on a copy."""
        self._folder = tempfile.TemporaryDirectory(prefix="coopbooks-rehearsal-")
        folder = Path(self._folder.name)
        copy = self.desk.runner.read(lambda: yearend.rehearse(self.desk.book, self.year, folder))
        if copy is None:
            return
        self.book, self.is_rehearsal = copy, True
        self._stripes.show()
        self.open_year(self.year)

    def end_rehearsal(self) -> None:
        """Throw the copy away and stand in the real book again."""
        self._end_meeting()
        if self.is_rehearsal:
            self.book.close()
        self.book, self.is_rehearsal = self.desk.book, False
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._stripes.hide()
        self.planner = None
        self._pages.setCurrentIndex(0)
        self._show_years()

    def reopen(self) -> None:
        """Ask for the reason and the second person, then open the year again."""
        dialogs.ReopenForm(self).open()

    # --- the board's helpers ------------------------------------------------------------------------------------------
    def show_all(self) -> None:
        """Every member's line."""
        dialogs.everybody(self)

    def show_proof(self) -> None:
        """How every kip was given."""
        dialogs.ProofSheet(self).open()

    def show_more(self) -> None:
        """The policy in full."""
        PlanPolicyForm(self).open()

    def show_compare(self) -> None:
        """The plans side by side."""
        dialogs.compare(self)

    def show_meeting(self) -> None:
        """Meeting mode, on the second screen where there is one."""
        if self.planner is None:
            return
        self.board.keep()
        if self.screen_widget is None:
            self.screen_widget = MeetingScreen(self)
            self.screen_widget.open_full()
        else:
            self.screen_widget.raise_()

    def _end_meeting(self) -> None:
        """Take the slides away: they belong to the year and the book that are on the table."""
        if self.screen_widget is not None:
            self.screen_widget.close()

    def print_proposal(self) -> None:
        """The proposal of the plan on the table, as a paper."""
        self.board.keep()
        self.desk.go("reports", "surplus-proposal", f"{self.year}/{self.planner.name if self.planner else 'A'}")

    def paper_button(self, button: QWidget) -> None:
        """Papers are made of the real book: in a rehearsal their buttons are shut, with the reason."""
        button.setEnabled(not self.is_rehearsal)
        button.setToolTip(tr(N_("Papers are made of the real book, not of a rehearsal.")) if self.is_rehearsal else "")

    def title_text(self) -> tuple[str, dict[str, object]]:
        return (N_("Year end {year}"), {"year": self.year}) if self.year and self._pages.currentIndex() == 1 else (self.title, {})

    def say_again(self) -> None:
        self.list.say_again()
        self.stepper.say_again()
        if self._pages.currentIndex() == 1 and self.state is not None:
            current = self._stack.currentWidget()
            if isinstance(current, Step):
                current.show_state(self.state)
            self.board.show_plan()
            self._board_changed()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class _BoardStep(Step):
    """Step three: the board."""

    def __init__(self, wizard: YearEndPage) -> None:
        super().__init__(wizard)
        self.body.addWidget(wizard.board, 1)
        self.print_button = Button(N_("Print proposal"), wizard.print_proposal, icon="printer")
        self.meeting_button = Button(N_("Show to the meeting  F11"), wizard.show_meeting, icon="presentation")
        self.next_button = Button(N_("Next: the meeting"), lambda: wizard.show_step(3), look="main", icon="arrow-right")

    def show_next(self) -> None:
        """The way on is shut while a rule is broken, with the reason."""
        planner = self.wizard.planner
        broken = planner.broken if planner is not None else []
        closed = self.wizard.state is not None and self.wizard.state.closing is not None
        self.next_button.setEnabled(closed and not broken)
        self.next_button.setToolTip(say(broken[0]) if broken else "" if closed else tr(N_("Close the year first.")))

    def show_state(self, state: YearState) -> None:
        self.wizard.paper_button(self.print_button)
        self.wizard.board.show_plan()

    def leave(self) -> None:
        self.wizard.board.keep()

    def buttons(self) -> Sequence[QWidget]:
        return self.print_button, self.meeting_button, self.next_button


