"""What the board opens: the policy in full, the proof, every member, plans side by side; and opening a year again."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.approval import approvers
from coopbooks.coop.closing import ReopenYear
from coopbooks.coop.limits import percent
from coopbooks.coop.policy import Basis, DividendPolicy, Fund, KeptAs, Method, RoundingRule
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.papers.payout import RULE_WORDS
from coopbooks.services import yearend
from coopbooks.services.planner import Planner
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, Field, MoneyEdit, Segments
from coopbooks.ui.kit.table import Column
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.board import change_text, decimals, fund_word
from coopbooks.ui.yearend.lines import PercentEdit, money
from coopbooks.ui.yearend.pay import ListDialog
from coopbooks.ui.yearend.steps import show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

METHOD_WORDS = {"months-from-end": N_("Months held, counted from the month's end"),
                "months-from-start": N_("Months held, counted from the month's start"),
                "days": N_("Days held"), "closing": N_("What is held at the year's end"), "lowest": N_("The lowest balance of the year")}
BASIS_WORDS = {"value": N_("Value of produce"), "kg": N_("Weight of produce"), "purchases": N_("Purchases from the co-op"),
               "hours": N_("Hours worked"), "fees": N_("Fees paid")}
KEPT_WORDS = {"revolving-capital": N_("Revolving capital"), "bonus-shares": N_("Bonus shares")}
RULE_NAMES = {"largest-remainder": N_("Largest remainder"), "floor": N_("Cut down"), "half-up": N_("Half up")}


class _Dialog(QDialog):
    """A dialog with a title, a body that scrolls, and its buttons."""

    def __init__(self, parent: QWidget, title: str, wide: int = 760, tall: int = 590) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(wide, tall)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 16, 22, 14)
        whole.setSpacing(10)
        whole.addWidget(Words(title, "h2"))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setSpacing(9)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        whole.addWidget(scroll, 1)
        self.foot = row(None)
        whole.addLayout(self.foot)


class PolicyForm(_Dialog):
    """Everything that decides how a surplus is shared, with its basis; the plan on the table takes it at once."""

    def __init__(self, page: "YearEndPage") -> None:
        super().__init__(page, N_("More settings"))
        self._page = page
        planner = page.planner
        policy = planner.policy if planner else DividendPolicy()
        shares, patronage, rounding, tax, refund = policy.shares, policy.patronage, policy.rounding, policy.withholding, policy.refund
        chosen = "rate" if shares.rate is not None else "part"
        self.way = Segments((("part", N_("A part of what is left")), ("rate", N_("A fixed rate a year"))), chosen)
        self.method = Choice([(key.value, METHOD_WORDS[key.value]) for key in Method])
        self.method.set_value(shares.method.value)
        self.cap, self.dividend_tax, self.refund_tax, self.cash = PercentEdit(), PercentEdit(), PercentEdit(), PercentEdit()
        self.cap.setText(percent(shares.cap_rate) if shares.cap_rate is not None else "")
        self.dividend_tax.setText(percent(tax.share_dividend))
        self.refund_tax.setText(percent(tax.patronage))
        self.cash.setText(percent(refund.cash))
        self.basis = Choice([(key.value, BASIS_WORDS[key.value]) for key in Basis])
        self.basis.set_value(patronage.basis.value)
        self.rule = Choice([(key.value, RULE_NAMES[key.value]) for key in RoundingRule])
        self.rule.set_value(rounding.rule.value)
        self.unit, self.payout_unit = MoneyEdit(), MoneyEdit()
        self.unit.set_value(rounding.unit_kip)
        self.payout_unit.set_value(rounding.payout_unit_kip)
        self.unpaid_first = QCheckBox(tr(N_("Unpaid shares are paid from it first")))
        self.unpaid_first.setChecked(refund.unpaid_shares_first)
        self.kept_as = Choice([(key.value, KEPT_WORDS[key.value]) for key in KeptAs])
        self.kept_as.set_value(refund.kept_as.value)
        self.fund_name, self.fund_account = QLineEdit(maxLength=60), QLineEdit(maxLength=12)
        self.law_shares, self.law_refund, self.law_tax = (QLineEdit(text, maxLength=200) for text in (shares.by_law, patronage.by_law, tax.by_law))
        self.fields = {name: Field(message, editor) for name, message, editor in (
            ("way", N_("Share dividend"), self.way), ("method", N_("Shares count by"), self.method),
            ("cap", N_("At most % a year (empty: no limit)"), self.cap),
            ("law_shares", N_("Basis"), self.law_shares), ("basis", N_("Refund by"), self.basis), ("law_refund", N_("Basis"), self.law_refund),
            ("cash", N_("Refund paid in money %"), self.cash), ("kept_as", N_("The other part becomes"), self.kept_as),
            ("dividend_tax", N_("Tax on the dividend %"), self.dividend_tax),
            ("refund_tax", N_("Tax on the refund %"), self.refund_tax), ("law_tax", N_("Basis"), self.law_tax),
            ("rule", N_("Rounding"), self.rule), ("unit", N_("Unit of calculation"), self.unit),
            ("payout_unit", N_("Unit of pay-out"), self.payout_unit),
            ("fund_name", N_("One more fund"), self.fund_name), ("fund_account", N_("Its account"), self.fund_account))}
        for title, names in ((N_("Share dividend"), (("way", "method"), ("cap", "law_shares"))),
                             (N_("Patronage refund"), (("basis", "law_refund"), ("cash", "kept_as"))),
                             (N_("Tax withheld"), (("dividend_tax", "refund_tax", "law_tax"),)),
                             (N_("Rounding"), (("rule", "unit", "payout_unit"),)), (N_("Funds"), (("fund_name", "fund_account"),))):
            card = Card(title, padding=10)
            for pair in names:
                line = row(spacing=14)
                for name in pair:
                    line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
                card.column.addLayout(line)
            if title == N_("Patronage refund"):
                card.column.addWidget(self.unpaid_first)
            self.body.addWidget(card)
        since = tr(N_("The rules in force since {since}: {basis}"), since=planner.board.since, basis=planner.board.basis or "–") if (
            planner and planner.board.since) else tr(N_("These are the program's defaults, not law. The meeting decides."))
        self.body.addWidget(plain(since, "hint"))
        self.foot.addWidget(Button(N_("Go back"), self.reject, look="quiet"))
        save = Button(N_("Use for this plan"), self.use, look="main", icon="check")
        save.setEnabled(not page.board.is_locked)
        self.foot.addWidget(save)

    def policy(self) -> DividendPolicy | None:
        """The policy as it was typed; None while a field holds no value."""
        planner = self._page.planner
        if planner is None:
            return None
        wrong = False
        for name, field in self.fields.items():
            complain = getattr(field.editor, "complaint", None)
            sentence = "" if complain is None or (name == "cap" and not self.cap.text().strip()) else complain()
            if not sentence and name in ("dividend_tax", "refund_tax", "cash") and (self.rate(name) or Fraction(0)) > 1:
                sentence = tr(N_("{value} is more than 100%."), value=self.fields[name].editor.text())  # type: ignore[attr-defined]
            if not sentence and name in ("unit", "payout_unit") and not (getattr(self, name).value() or 0) > 0:
                sentence = tr(N_("Write an amount above 0."))
            field.complain(sentence)
            wrong = wrong or bool(sentence)
        if wrong:
            return None
        return self._typed(planner)

    def rate(self, name: str) -> Fraction | None:
        """A percentage field's value."""
        editor: PercentEdit = getattr(self, name)
        return editor.value()

    def _typed(self, planner: Planner) -> DividendPolicy:
        by_rate = self.way.value() == "rate"
        if by_rate != planner.by_rate:
            planner.set_by_rate(on=by_rate)
        old = planner.policy
        basis = Basis(self.basis.value())
        patronage = replace(old.patronage, basis=basis, by_law=self.law_refund.text().strip(),
                            weights=old.patronage.weights if basis.is_weighed else (),
                            most_share_rates=old.patronage.most_share_rates if basis.is_money else None)
        name = self.fund_name.text().strip()
        funds = old.funds if not name or name in {fund.name for fund in old.funds} else (
            *old.funds, Fund(name, Fraction(0), account=self.fund_account.text().strip()))
        return DividendPolicy(
            funds, replace(old.shares, method=Method(self.method.value()), cap_rate=self.cap.value() if self.cap.text().strip() else None,
                           by_law=self.law_shares.text().strip()), patronage,
            replace(old.rounding, rule=RoundingRule(self.rule.value()), unit_kip=int(self.unit.value() or 1),
                    payout_unit_kip=int(self.payout_unit.value() or 1)),
            replace(old.withholding, share_dividend=self.rate("dividend_tax") or Fraction(0), patronage=self.rate("refund_tax") or Fraction(0),
                    by_law=self.law_tax.text().strip()),
            replace(old.refund, cash=self.rate("cash") or Fraction(0), unpaid_shares_first=self.unpaid_first.isChecked(),
                    kept_as=KeptAs(self.kept_as.value())))

    def use(self) -> None:
        """Take it for the plan on the table."""
        policy = self.policy()
        if policy is not None:
            self._page.board.change_policy(policy)
            self.accept()


class ProofSheet(_Dialog):
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
    shown.open()
    return shown


def compare(page: "YearEndPage") -> _Dialog | None:
    """The plans side by side."""
    planner = page.planner
    if planner is None:
        return None
    shown = _Dialog(page, N_("Compare plans"))
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
    shown.body.addLayout(grid)
    shown.body.addStretch(1)
    shown.foot.addWidget(Button(N_("Close"), shown.accept, look="main"))
    shown.open()
    return shown


class ReopenForm(_Dialog):
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


