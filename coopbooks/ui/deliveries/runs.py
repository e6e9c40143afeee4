"""Payment runs: every run on the left, under it the notes that are needed; on the right its state, people by village with ticks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from coopbooks.coop.payment_runs import OWED_ON, STATE_WORDS, PayRun, StepRun
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import payment_runs
from coopbooks.services.outcome import Topic
from coopbooks.services.payment_runs import RunMember, RunsList, RunView
from coopbooks.ui.deliveries.figures import counted_on, of_items
from coopbooks.ui.deliveries.run_forms import ApproveForm, PayForm, RunForm, VoidForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, column, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page


def _sum(name: str) -> Callable[[Sequence[Any]], str]:
    return lambda rows: kip(sum(getattr(one.line, name) for one in rows))


def _owed(one: RunMember) -> Figure | None:
    """What a member is owed on the account of the run, while that is still what the run was calculated from."""
    return (Figure((OWED_ON[one.kind],), member_id=one.line.member_id, credit=True)
            if one.owed_kip and one.owed_kip == one.line.before_kip else None)


SHORT_WORDS = {"first": N_("First"), "second": N_("Second")}
_INK = {"draft": "disabled", "calculated": "warn", "approved": "info", "paid": "success", "void": "disabled"}
RUNS = (
    Column(N_("No."), lambda v: v.run.number, width=82),
    Column(N_("What"), lambda v: v.run.order.kind, lambda kind: tr(SHORT_WORDS[kind]), width=78),
    Column(N_("State"), lambda v: v.run.state, lambda state: tr(STATE_WORDS[state]), width=98, ink=lambda v: _INK[v.run.state]),
)
LINES = (
    Column("", lambda m: m.line.member_id, lambda _key: "", width=36),
    Column(N_("Village"), lambda m: m.member.village, width=88),
    Column(N_("Member"), lambda m: f"{m.member.number} · {m.member.name}", lambda name: name, width=150, bold=True),
    Column(N_("kg"), lambda m: m.line.net_g, formats.kg, right=True, width=66, total=lambda rows: formats.kg(sum(m.line.net_g for m in rows))),
    Column(N_("Earned ₭"), lambda m: m.line.earned_kip, kip, right=True, width=84, total=_sum("earned_kip")),
    Column(N_("Before ₭"), lambda m: m.line.before_kip, kip, right=True, width=86, total=_sum("before_kip"), explain=_owed),
    Column(N_("Paid now ₭"), lambda m: m.line.amount_kip, kip, right=True, width=94, bold=True,
           total=_sum("amount_kip")),
    Column(N_("Stays ₭"), lambda m: m.line.carried_kip, kip, right=True, width=72, total=_sum("carried_kip")),
)


class RunsPage(Page):
    """The payment runs of the co-op."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.CASH, Topic.MEMBERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: RunsList | None = None
        self.ticked: set[int] = set()
        self._shown = 0
        self.runs = RecordTable(RUNS, N_("Payment runs"))
        self.runs.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        tick = Column("", lambda m: m.line.member_id, lambda _key: "", width=36,
                      icon=lambda m: "check-circle-outline" if m.paid_kip else "check" if m.line.member_id in self.ticked else "minus")
        self.lines = RecordTable((tick, *(self._explained(one) for one in LINES[1:])), N_("Members in the run"))
        self.lines.view.clicked.connect(lambda index: self.toggle(self.lines.model.rows[index.row()]))
        self.lines.opened.connect(self.toggle)
        self._state = [Words(STATE_WORDS[state], "hint") for state in ("draft", "calculated", "approved", "paid")]
        self._about = Words("", "label", wrap=True)
        self._number = QLineEdit(maxLength=30)
        self._number.setFixedWidth(130)
        self._number.setPlaceholderText(tr(N_("Member no.")))
        self._number.returnPressed.connect(self.pay_number)
        self._told = Words("", "warn", wrap=True)
        self._buttons = {
            "approve": Button(N_("Approve …"), self.approve, look="main", icon="check"),
            "again": Button(N_("Calculate again"), self.calculate, icon="backup-restore"),
            "pay": Button(N_("Pay …"), self.pay, look="main", icon="cash-minus"),
            "end": Button(N_("End the run"), self.end, look="link"), "void": Button(N_("Give it up …"), self.give_up, look="link"),
            "print": Button(N_("Print pay list"), self.print_list, icon="printer")}
        self._notes = plain("", "label")
        self._need, self._box = plain("–", "num"), plain("–", "strong")
        self._enough = Words("", "hint", wrap=True)
        self._side = self._make_side()
        self._detail = Card(padding=10)
        strip = row(*[thing for place, state in enumerate(self._state) for thing in ((Words("→", "hint"), state) if place else (state,))], None,
                    self._buttons["print"])
        self._detail.column.addLayout(strip)
        self._detail.column.addWidget(self._about)
        self._detail.column.addWidget(self.lines, 1)
        self._detail.column.addLayout(row(self._buttons["approve"], self._buttons["again"], self._buttons["pay"], self._number, self._told, None,
                                          self._buttons["end"], self._buttons["void"]))
        self._empty = EmptyPage("cash-minus", N_("There is no payment run yet."),
                                Button(N_("First payment"), lambda: self.begin("first"), look="main"))
        self._build()

    # --- what the figures stand for -------------------------------------------------------------------------------------
    def _explained(self, one: Column) -> Column:
        """The column with what its figures stand for, in the run that is shown."""
        figures: dict[str, Callable[[Sequence[RunMember]], Figure | None]] = {
            "kg": self._weighed, "Earned ₭": self._earned, "Paid now ₭": self._paid}
        explain = figures.get(one.title)
        if one.title == "Before ₭":
            return replace(one, explain_total=self._owed_together)
        return replace(one, explain=lambda line: explain([line]), explain_total=explain) if explain else one

    def _weighed(self, rows: Sequence[RunMember]) -> Figure | None:
        view, net_g = self.view(), sum(one.line.net_g for one in rows)
        if view is None or not net_g:
            return None
        order, member_ids = view.run.order, [one.line.member_id for one in rows]
        found: tuple[tuple[int, ...], int] = self.desk.runner.read(lambda: payment_runs.lines_of(self.desk.book, order, member_ids), ((), 0))
        # A slip that was taken back since is no part of what the run was calculated from.
        return counted_on(found[0], "delivered") if found[1] == net_g else None

    def _owed_together(self, rows: Sequence[RunMember]) -> Figure | None:
        """The whole account, where the run was calculated from all of it and that still stands."""
        if not rows or self.known is None:
            return None
        whole = self.known.owed_kip if rows[0].kind == "first" else self.known.second_owed_kip
        return Figure((OWED_ON[rows[0].kind],), credit=True) if whole == sum(one.line.before_kip for one in rows) == sum(
            one.owed_kip for one in rows) else None

    def _earned(self, rows: Sequence[RunMember]) -> Figure | None:
        view = self.view()
        posted = view is not None and view.run.state in ("approved", "paid") and any(one.line.earned_kip for one in rows)
        return self._of_run(rows, "second", OWED_ON["second"], credit=True) if posted else None

    def _paid(self, rows: Sequence[RunMember]) -> Figure | None:
        whole = all(one.paid_kip == one.line.amount_kip for one in rows) and any(one.paid_kip for one in rows)
        return self._of_run(rows, "run", OWED_ON[rows[0].kind]) if whole else None

    def _of_run(self, rows: Sequence[RunMember], register: str, account: str, *, credit: bool = False) -> Figure | None:
        view, member_id = self.view(), rows[0].line.member_id if len(rows) == 1 else None
        return of_items([view.run.payment_run_id], account, credit=credit, register=register, member_id=member_id) if view else None

    def _make_side(self) -> Card:
        side = Card(N_("Cash needed"), padding=12)
        side.setFixedWidth(262)
        side.column.setSpacing(4)
        explained(self._box, lambda: Figure((AccountRole.CASH,)))
        side.column.addWidget(self._need)
        side.column.addWidget(self._notes)
        side.column.addLayout(row(Words(N_("Cash box"), "label"), None, self._box))
        side.column.addWidget(self._enough)
        return side

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("Members are paid together, in whole notes. Nobody is paid twice."), "hint"), None,
                           Button(N_("First payment"), lambda: self.begin("first"), icon="plus"),
                           Button(N_("Second payment"), lambda: self.begin("second"), icon="plus")))
        body = QHBoxLayout()
        body.setSpacing(10)
        self.runs.setFixedWidth(262)
        body.addLayout(column(self.runs, self._side, spacing=8))
        body.addWidget(self._detail, 1)
        page.addLayout(body, 1)
        page.addWidget(self._empty, 1)

    # --- showing --------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        self.known = self.desk.runner.read(lambda: payment_runs.prepare_runs(self.desk.book), self.known)
        self.say_again()

    def view(self) -> RunView | None:
        """The run that is shown."""
        runs = self.known.runs if self.known else ()
        return next((one for one in runs if one.run.payment_run_id == self._shown), runs[0] if runs else None)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.runs.model.rows):
            chosen = self.runs.model.rows[place].run.payment_run_id
            if chosen != self._shown:
                self.ticked.clear()
            self._shown = chosen
            self._show()

    def say_again(self) -> None:
        if self.known is None:
            return
        self._number.setPlaceholderText(tr(N_("Member no.")))
        self.runs.show_rows(self.known.runs)
        shown = self.view()
        for part in (self.runs, self._detail, self._side):
            part.setVisible(shown is not None)
        self._empty.setVisible(shown is None)
        if shown is not None:
            self._shown = shown.run.payment_run_id
            place = next(at for at, one in enumerate(self.runs.model.rows) if one.run.payment_run_id == self._shown)
            self.runs.view.selectionModel().setCurrentIndex(self.runs.model.index(place, 0), QItemSelectionModel.SelectionFlag.SelectCurrent
                                                            | QItemSelectionModel.SelectionFlag.Rows)
        self._show()

    def _show(self) -> None:
        view = self.view()
        if view is None:
            return
        run, order = view.run, view.run.order
        path = ("draft", "calculated", "approved", "paid")
        reached = path.index(run.state) if run.state in path else -1
        for place, words in enumerate(self._state):
            words.setProperty("kind", "strong" if place == reached else "hint")
            words.style().unpolish(words)
            words.style().polish(words)
        facts: dict[str, object] = {"number": run.number, "on": order.on, "first_day": order.first_day, "last_day": order.last_day,
                                    "rate_kip": order.rate_kip, "pool_kip": order.pool_kip}
        about = (N_("{number} of {on} · what slips left owed") if order.kind == "first" else
                 N_("{number} of {on} · {rate_kip} ₭ for every kg of {first_day} to {last_day}") if order.rate_kip else
                 N_("{number} of {on} · {pool_kip} ₭ spread over {first_day} to {last_day}"))
        self._about.tell(about, **facts)
        # A first payment pays what slips left owed: it has neither kilograms nor earnings of its own.
        for title in ("kg", "Earned ₭"):
            self.lines.show_column(title, on=order.kind == "second")
        self.lines.show_rows(view.members)
        shown = {"approve": run.state == "calculated", "again": run.state == "calculated", "pay": run.state == "approved",
                 "end": run.state == "approved", "void": run.state in ("draft", "calculated", "approved"), "print": True}
        for name, button in self._buttons.items():
            button.setVisible(shown[name])
        self._number.setVisible(run.state == "approved")
        self._told.tell("")
        self._show_cash(view)

    def _show_cash(self, view: RunView) -> None:
        unpaid = view.unpaid_kip if view.run.state != "void" else 0
        self._need.setText(kip(unpaid))
        notes = [f"{formats.kip(note)} × {formats.kip(count)}" for note, count in view.notes.items()] if unpaid else []
        self._notes.setText("\n".join(notes))
        self._box.setText(kip(view.cash_kip))
        self._enough.tell("" if not unpaid else N_("The cash box is enough.") if view.cash_kip >= unpaid else N_("{missing_kip} ₭ are missing."),
                          missing_kip=unpaid - view.cash_kip)

    # --- doing ----------------------------------------------------------------------------------------------------------
    def toggle(self, line: RunMember) -> None:
        """Tick a member to be paid, or take the tick away."""
        view = self.view()
        if view is None or view.run.state != "approved" or line.paid_kip or not line.line.amount_kip:
            return
        self.ticked ^= {line.line.member_id}
        self.lines.model.layoutChanged.emit()

    def begin(self, kind: str) -> None:
        """Begin a first or a second payment."""
        if self.known is not None:
            form = RunForm(self, self.desk, self.known, kind)
            self._shown = 0
            form.open()

    def approve(self) -> None:
        """Let another person approve the run."""
        view = self.view()
        if view is not None:
            ApproveForm(self, self.desk, view).open()

    def calculate(self) -> None:
        """Work the run out again."""
        view = self.view()
        if view is not None:
            order = StepRun(view.run.payment_run_id, self.desk.today)
            self.desk.runner.run(lambda: payment_runs.calculate_run(self.desk.book, order))

    def pay(self) -> None:
        """Pay who is ticked, or everybody who is left."""
        view = self.view()
        if view is not None and self.known is not None:
            PayForm(self, self.desk, self.known, view, tuple(sorted(self.ticked))).open()
            self.ticked.clear()

    def pay_number(self) -> None:
        """Mark one member as paid in cash by the typed number."""
        view, number = self.view(), formats.western_digits(self._number.text().strip())
        line = next((one for one in view.members if one.member.number == number), None) if view else None
        if view is None or line is None:
            self._told.tell(N_("No. {number} is not in this run."), number=number)
            return
        order = PayRun(view.run.payment_run_id, self.desk.today, "cash", (line.line.member_id,))
        if self.desk.runner.run(lambda: payment_runs.pay_run(self.desk.book, order), refused=self._refused):
            self._number.clear()
            self._told.tell(N_("{member} is paid {paid_kip} ₭."), member=line.member.name, paid_kip=line.line.amount_kip)
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        self._told.setText(" ".join(say(one) for one in broken))

    def end(self) -> None:
        """End the run; who was not paid comes along in the next one."""
        view = self.view()
        if view is not None:
            order = StepRun(view.run.payment_run_id, self.desk.today)
            self.desk.runner.run(lambda: payment_runs.end_run(self.desk.book, order))

    def give_up(self) -> None:
        """Give the run up."""
        view = self.view()
        if view is not None:
            VoidForm(self, self.desk, view).open()

    def print_list(self) -> None:
        """Show the pay list to sign."""
        view = self.view()
        if view is not None:
            self.desk.go("reports", "pay-list", view.run.number)

    def add_new(self) -> None:
        self.begin("first")

    def view_last(self) -> None:
        """F9: the pay list."""
        self.print_list()
