"""The budget: what is planned for each account of income and expense, beside what was posted; decided line by line with its basis."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopbooks.books.budget import BudgetVersion
from coopbooks.coop.budget import BudgetLine, SetBudget
from coopbooks.coop.months import shown
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.figures import Figure, Worked
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import budget, journal
from coopbooks.services.budget import Compared
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.explain import account_name
from coopbooks.ui.kit.fields import DayEdit, Field
from coopbooks.ui.kit.lines import KIP, Cell, Kind, LineColumn, LinesEdit
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.ledger.base import PeriodBar, account_column, fiscal_year, paper_button
from coopbooks.ui.shell.page import Desk, Page

RESULTS = (AccountKind.INCOME, AccountKind.EXPENSE)


def typed_month(text: str) -> str:
    """Read a month as people type it: 3/2025, 03.2025 or 2025-03. Raises ValueError."""
    parts = text.strip().replace(".", "/").replace("-", "/").split("/")
    first, second = (int(part) for part in parts)
    year, month = (first, second) if len(parts[0]) == len("2025") else (second, first)
    if not (1 <= month <= 12 and 1900 <= year <= 9999):
        raise ValueError(text)
    return f"{year:04}-{month:02}"


def _month_complaint(text: str) -> str:
    try:
        typed_month(text)
    except ValueError:
        return tr(N_("“{value}” is not a month. Write it like 03/2025."), value=text)
    return ""


MONTH = Kind(typed_month, shown, _month_complaint)


class BudgetForm(FormDialog):
    """Deciding on amounts: which meeting, and the accounts with their amounts for the year or a month."""

    def __init__(self, parent: QWidget | None, desk: Desk, year: Period, account: Account | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Decide on the budget"), N_("Save the budget"), icon="calculator-variant-outline")
        self.resize(1000, 580)
        self.desk, self._year = desk, year
        self.on, self.basis = DayEdit(desk.today), QLineEdit(maxLength=300)
        self.fields |= {"decided_on": Field(N_("Decided on"), self.on), "basis": Field(N_("Basis: which meeting, or who"), self.basis)}
        self.add_pair(self.fields["decided_on"], self.fields["basis"])
        of_chart = account_column(desk)
        self.lines = LinesEdit((
            replace(of_chart, width=250, find=lambda text: [one for one in (of_chart.find(text) if of_chart.find else ()) if one.kind in RESULTS]),
            LineColumn("amount_kip", N_("Planned ₭"), KIP, width=130), LineColumn("month", N_("Month (empty: whole year)"), MONTH, width=190)),
            N_("Amounts of the budget"))
        self.lines.setMinimumHeight(220)
        self.add("lines", N_("What is planned?"), self.lines)
        self.after.wait_for(N_("Amounts that are not written here stay as they are. What is planned for the year is spread over its months."))
        self.saved = lambda _outcome: desk.say(tr(N_("The budget is saved.")))
        if account is not None:
            known = desk.runner.read(lambda: budget.budget_year(desk.book, year.first_day.year))
            planned = known.amount(account.code) if known is not None else ZERO
            amount = Cell(kip(planned), planned) if planned else Cell()
            self.lines.show_lines([{"account": Cell(account_name(account), account), "amount_kip": amount}])
        self.keep_drafts(desk.book, "budget", str(year.first_day.year))
        self.basis.setFocus()

    def order(self) -> SetBudget | None:
        on = self.on.value()
        if on is None:
            return None
        lines = tuple(BudgetLine(line["account"].code if line.get("account") is not None else str(line.get("account_text") or ""),
                                 line.get("amount_kip") or ZERO, line.get("month") or "") for line in self.lines.values())
        return SetBudget(self._year.first_day.year, on, lao.normalise(self.basis.text()), lines)

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        told = {(int(parts[1]), parts[2]): say(one) for one in broken if len(parts := one.field.split(".")) == 3}
        super().show_refusals([one for one in broken if one.field.count(".") == 0])
        self.lines.tell(told)
        self._tell_count(len(broken))

    def action(self, order: Any) -> Outcome:
        return budget.set_budget(self.desk.book, order, self.request_key)


class BudgetPage(Page):
    """The plan beside what was posted."""

    title = N_("Budget")
    topics = frozenset({Topic.JOURNAL, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._year = fiscal_year(desk)
        self._last: BudgetVersion | None = None
        self.period = PeriodBar(Period(self._year.first_day, desk.today), self._year, desk.today, self.refresh)
        self.table = RecordTable((
            Column(N_("Account"), lambda one: one.account.code, lambda code: code, width=300, second=lambda one: account_name(
                one.account)[len(one.account.code) + 1:]),
            Column(N_("Planned ₭"), lambda one: one.planned_kip, kip, right=True, width=140, explain=self._plan),
            Column(N_("Actual ₭"), lambda one: one.actual_kip, kip, right=True, width=140, bold=True, explain=self._figure),
            Column(N_("Difference ₭"), lambda one: one.difference_kip if one.planned_kip or one.year_kip else 0, kip, right=True, width=140,
                   explain=self._difference,
                   ink=lambda one: "danger" if one.planned_kip and one.account.kind is AccountKind.EXPENSE and one.difference_kip > 0 else ""),
            Column(N_("Done"), lambda one: 100 * one.actual_kip // one.planned_kip if one.planned_kip else None,
                   lambda part: f"{part}%" if part is not None else "–", key=lambda one: one.actual_kip, right=True, width=80,
                   explain=self._difference),
            Column(N_("Planned, whole year ₭"), lambda one: one.year_kip, kip, right=True, width=180, explain=self._whole)), N_("Budget"),
            key=lambda one: one.account.code)
        self.table.opened.connect(lambda one: BudgetForm(self, self.desk, self._year_shown(), one.account).open())
        self._basis = Words("", "hint")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(self.period, None))
        page.addWidget(self.table, 1)
        page.addLayout(row(self._basis, None, paper_button(self, desk, "budget", self._asked),
                           Button(N_("Decide on the budget"), self.add_new, look="main", icon="pencil-outline", hint=N_("Ctrl+N"))))

    def _figure(self, one: Compared) -> Any:
        period = self.period.value()
        return one.actual(period) if period is not None and one.actual_kip else None

    def _planned(self, period: Period, kip: int) -> Worked:
        """A plan says who decided it last; it stands on no paper of the journal."""
        facts = (("first_day", period.first_day), ("last_day", period.last_day), ("decided_on", self._last.decided_on if self._last else None),
                 ("basis", self._last.basis if self._last else ""))
        return Worked(N_("Planned from {first_day} to {last_day}, last decided on {decided_on}: {basis}."), kip, facts)

    def _plan(self, one: Compared) -> Figure | None:
        period = self.period.value()
        return Figure((), worked=(self._planned(period, one.planned_kip),)) if period is not None and one.planned_kip else None

    def _whole(self, one: Compared) -> Figure | None:
        return Figure((), worked=(self._planned(self._year_shown(), one.year_kip),)) if one.year_kip else None

    def _difference(self, one: Compared) -> Figure | None:
        period = self.period.value()
        return replace(one.actual(period), worked=(self._planned(period, -one.planned_kip),)) if period is not None and one.planned_kip else (
            self._figure(one))

    def _year_shown(self) -> Period:
        period = self.period.value()
        found: Period = self.desk.runner.read(lambda: journal.year_of_day(self.desk.book, period.last_day), self._year) if period else self._year
        return found

    def refresh(self) -> None:
        period = self.period.value()
        if period is None:
            return
        self.table.show_rows(self.desk.runner.read(lambda: budget.compare(self.desk.book, period), ()))
        known = self.desk.runner.read(lambda: budget.budget_year(self.desk.book, self._year_shown().first_day.year))
        self._last = last = known.versions[0] if known is not None and known.versions else None
        if last is not None:
            self._basis.tell(N_("Last decided on {decided_on}: {basis}."), decided_on=last.decided_on, basis=last.basis)
        else:
            self._basis.tell(N_("No budget is decided for this year yet."))

    def _asked(self) -> Asked | None:
        period = self.period.value()
        return Asked(period.last_day, period, period.last_day.year) if period is not None else None

    def add_new(self) -> None:
        BudgetForm(self, self.desk, self._year_shown()).open()
