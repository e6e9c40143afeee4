"""What the board opens: the policy in full, the proof, every member, plans side by side; and opening a year again."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit

from coopbooks.coop.approval import approvers
from coopbooks.coop.closing import ReopenYear
from coopbooks.coop.limits import percent
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.papers.payout import RULE_WORDS
from coopbooks.services import yearend
from coopbooks.services.planner import Planner
from coopbooks.ui.kit.cards import Card
from coopbooks.ui.kit.fields import Choice, Field
from coopbooks.ui.kit.table import Column
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.board import change_text, decimals, fund_word
from coopbooks.ui.yearend.lines import money
from coopbooks.ui.yearend.pay import ListDialog
from coopbooks.ui.yearend.sheet import Sheet
from coopbooks.ui.yearend.steps import show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

class ProofSheet(Sheet):
    """How every kip of the two pools was given, so that a member can redo it on a phone."""

    def __init__(self, page: "YearEndPage") -> None:
        super().__init__(page, N_("Proof"), 820)
        planner = page.planner
        if planner is None:
            return
        plan = planner.plan
        self.text: list[str] = []
        self._say(N_("Surplus {surplus_kip} = losses covered {losses_kip} + funds {funds_kip} + dividends {dividends_kip} + refunds {refunds_kip} + "
                     "remainder {remainder_kip}"), "strong", surplus_kip=plan.surplus_kip, losses_kip=plan.losses_covered_kip,
                  funds_kip=sum(fund.kip for fund in plan.funds), dividends_kip=plan.members.total("share_dividend_kip"),
                  refunds_kip=plan.members.total("patronage_kip"), remainder_kip=plan.remainder_kip)
        self._say(RULE_WORDS[plan.rule.value], "label")
        odd = planner.oddities()
        pools = (("share", N_("Dividends on shares"), plan.share_proof), ("patronage", N_("Patronage refunds"), plan.patronage_proof))
        for key, title, proof in pools:
            card = Card(title, "sunken")
            self.body.addWidget(card)
            for message, facts in (
                    (N_("The pool is {pool_kip}. Cut down to whole units, all parts together are {floors_kip}."),
                     {"pool_kip": proof.pool_kip, "floors_kip": proof.sum_of_floors_kip}),
                    (N_("{left} units are left. They go, one each, to the largest fractions: members {numbers}."),
                     {"left": proof.units_left, "numbers": list(proof.given_to[:60]) or ["–"]})):
                card.column.addWidget(Words(message, "", wrap=True, **facts))
                self.text.append(tr(message, **facts))
            if odd[key]:
                message = N_("If this pool were one unit larger, members {numbers} would get one unit less. This is a known oddity of this rule; "
                             "it is never more than one unit.")
                card.column.addWidget(Words(message, "warn", wrap=True, numbers=list(odd[key])))
                self.text.append(tr(message, numbers=list(odd[key])))
        self._examples(planner)
        self.body.addStretch(1)
        self.foot.addWidget(Button(N_("Close"), self.accept, look="main"))

    def _say(self, message: str, kind: str, **facts: object) -> None:
        self.body.addWidget(Words(message, kind, wrap=True, **facts))
        self.text.append(tr(message, **facts))

    def _examples(self, planner: Planner) -> None:
        plan = planner.plan
        for one in planner.samples()[:3]:
            part = one.part
            capital, basis = plan.weighted_capital(part), plan.patronage_basis(part)
            self._say(N_("{number} {name}: {pool_kip} × {capital} ÷ {all_capital} = {dividend_kip} · {refund_pool_kip} × {basis} ÷ {all_basis} = "
                         "{refund_kip} · tax {tax_kip} · net {net_kip}"),
                      "", number=part.number, name=part.name, pool_kip=plan.share_pool_kip, capital=decimals(capital),
                      all_capital=decimals(Fraction(plan.weight_total, plan.weight_scale)), dividend_kip=part.share_dividend_kip,
                      refund_pool_kip=plan.patronage_pool_kip, basis=decimals(basis),
                      all_basis=decimals(Fraction(plan.basis_total, plan.basis_scale)), refund_kip=part.patronage_kip,
                      tax_kip=part.withheld_kip, net_kip=part.net_kip)


ALL_COLUMNS = (
    Column(N_("No."), lambda one: one.part.number, width=64), Column(N_("Name"), lambda one: one.part.name, width=200),
    Column(N_("Share dividend"), lambda one: one.part.share_dividend_kip, money, right=True, width=120,
           total=lambda rows: money(sum(one.part.share_dividend_kip for one in rows))),
    Column(N_("Refund"), lambda one: one.part.patronage_kip, money, right=True, width=120,
           total=lambda rows: money(sum(one.part.patronage_kip for one in rows))),
    Column(N_("Tax"), lambda one: one.part.withheld_kip, money, right=True, width=100,
           total=lambda rows: money(sum(one.part.withheld_kip for one in rows))),
    Column(N_("Net ₭"), lambda one: one.part.net_kip, money, right=True, width=120, bold=True,
           total=lambda rows: money(sum(one.part.net_kip for one in rows))),
    Column(N_("Last year"), change_text, right=True, width=110),
)


def everybody(page: "YearEndPage") -> ListDialog | None:
    """Every member's line; a double click puts the member among the examples."""
    planner = page.planner
    if planner is None:
        return None
    shown = ListDialog(page, N_("What every member gets"), ALL_COLUMNS, planner.everybody())

    def pin(one: object) -> None:
        planner.pinned = [*planner.pinned, one.part.number][-2:]  # type: ignore[attr-defined]
        page.board.show_plan()

    shown.table.opened.connect(pin)
    shown.head.addWidget(Words(N_("A double click shows a member among the examples."), "hint"))
    shown.offer_export(page.desk, N_("Year {year} · plan {plan} · nothing is decided yet") if not page.board.is_locked else N_("Year {year}"),
                       year=planner.facts.year, plan=planner.name)
    shown.open()
    return shown


def compare(page: "YearEndPage") -> Sheet | None:
    """The plans side by side."""
    planner = page.planner
    if planner is None:
        return None
    shown = Sheet(page, N_("Compare plans"))
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setHorizontalSpacing(20)
    found = planner.compare()
    names = list(dict.fromkeys(fund.name for _, plan in found for fund in plan.funds))
    rows: list[tuple[str, list[str]]] = [(tr(N_("Net surplus")), [money(plan.surplus_kip) for _, plan in found])]
    rows += [(fund_word(name), [money(dict(plan.funds).get(name, Kip(0))) for _, plan in found]) for name in names]
    rows += [(tr(N_("Share dividend")), [money(plan.members.total("share_dividend_kip")) for _, plan in found]),
             (tr(N_("Share dividend rate")), [f"{percent(plan.share_rate)}%" for _, plan in found]),
             (tr(N_("Patronage refund")), [money(plan.members.total("patronage_kip")) for _, plan in found]),
             (tr(N_("Remainder")), [money(plan.remainder_kip) for _, plan in found]),
             (tr(N_("Tax withheld")), [money(plan.members.total("share_tax_kip") + plan.members.total("patronage_tax_kip")) for _, plan in found]),
             (tr(N_("Money needed now")), [money(plan.payable_now_kip) for _, plan in found])]
    for place, (name, _) in enumerate(found, 1):
        grid.addWidget(Words(N_("Plan {name}"), "h3", name=name), 0, place, Qt.AlignmentFlag.AlignRight)
    for line, (word, values) in enumerate(rows, 1):
        grid.addWidget(plain(word), line, 0)
        for place, value in enumerate(values, 1):
            grid.addWidget(plain(value, "strong"), line, place, Qt.AlignmentFlag.AlignRight)
    card = Card("")
    card.column.addLayout(grid)
    shown.body.addWidget(card)
    shown.body.addStretch(1)
    shown.foot.addWidget(Button(N_("Close"), shown.accept, look="main"))
    shown.open()
    return shown


class ReopenForm(Sheet):
    """Why a closed year is opened again, and who agrees."""

    def __init__(self, page: "YearEndPage") -> None:
        super().__init__(page, N_("Open the year again"), 560, 380)
        self._page = page
        self.reason, self.approver = QLineEdit(maxLength=300), Choice((), is_user_text=True)
        found = page.desk.runner.read(lambda: yearend.prepare_meeting(page.book, page.year, page.today))
        people = found[1] if found else ()
        self.approver.set_choices([(name, name) for name in approvers(people, page.book.user_name)])
        self.fields = {"reason": Field(N_("Reason"), self.reason), "approved_by": Field(N_("Approved by"), self.approver)}
        self.body.addWidget(Words(N_("The close is undone in the open: both stay in the journal. After the meeting this is not possible."), "",
                                  wrap=True))
        for field in self.fields.values():
            self.body.addWidget(field)
        self.told = Words("", "error", wrap=True)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.foot.addWidget(Button(N_("Leave it closed"), self.reject))
        self.foot.addWidget(Button(N_("Open it again"), self.reopen, look="main", icon="undo-variant"))

    def reopen(self) -> None:
        """Open the year again, or show what stands in the way."""
        page = self._page
        order = ReopenYear(page.year, page.today, self.reason.text().strip(), page.book.user_name, self.approver.value())
        if page.run(lambda: yearend.reopen_year(page.book, order), self._refused):
            self.accept()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        self.told.setText("")
        show_at_fields(self.fields, broken, self.told.setText)


