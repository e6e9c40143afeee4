"""The what-if board: sliders and figures that answer at once, plans side by side, what it means for members and money.

Everything shown comes from `share_surplus`, the very sharing that posts. Nothing is posted here; plans keep themselves.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.limits import percent
from coopbooks.coop.policy import DividendPolicy
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.papers.payout import FUND_WORDS
from coopbooks.services.planner import Planner, Sample
from coopbooks.services.yearend import KeepPlan, keep_plan
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.charts import Bars, Part, StackedBar
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Speaker, Words, plain, retell
from coopbooks.ui.runner import Runner
from coopbooks.ui.yearend.lines import REFUND_INK, LineRow, money

FUND_INKS = ("c1", "c7", "c4", "c5", "c6")
SHARE_INK = "c2"
BASIS_UNITS = {"value": N_("kip of produce"), "kg": N_("kg"), "purchases": N_("kip of purchases"), "hours": N_("hours"), "fees": N_("kip of fees")}
REMAINDER_WORDS = {"reserve": N_("Remainder, to the reserve"), "surplus-forward": N_("Remainder, carried forward")}


def fund_word(name: str) -> str:
    """A fund's name for people."""
    return tr(FUND_WORDS[name]) if name in FUND_WORDS else name


def change_text(sample: Sample) -> str:
    """More or less than the year before, with a sign that needs no colour."""
    if sample.before_kip is None:
        return "–"
    change = sample.part.net_kip - sample.before_kip
    return f"+{money(change)}" if change > 0 else money(change) if change else "0"


SAMPLE_COLUMNS = (
    Column(N_("Sample members"), lambda one: one.part.name, width=168),
    Column(N_("Shares"), lambda one: one.part.share_dividend_kip, money, right=True, width=92),
    Column(N_("Produce"), lambda one: one.part.patronage_kip, money, right=True, width=100),
    Column(N_("Net ₭"), lambda one: one.part.net_kip, money, right=True, width=100, bold=True),
    Column(N_("Last year"), change_text, right=True, width=96, ink=lambda one: "" if one.before_kip is None else (
        "success" if one.part.net_kip >= one.before_kip else "danger")),
)


class Figure(Card):
    """One figure that matters, with last year's below."""

    def __init__(self, icon: str, message: str) -> None:
        super().__init__("", padding=8)
        self.column.setSpacing(1)
        self.title, self.value, self.below = Words(message, "label"), plain("–", "num"), plain("", "hint")
        self.column.addLayout(row(picture(icon, 18), self.title, None))
        self.column.addWidget(self.value)
        self.column.addWidget(self.below)


class Board(QWidget, Speaker):
    """The board of one year. `changed` is called after each change; `show_all`, `show_proof` and `more` open what they say."""

    def __init__(self, runner: Runner, changed: Callable[[], object], openers: tuple[Callable[[], object], ...]) -> None:
        super().__init__()
        self._runner, self._changed = runner, changed
        self._book: Any = None
        self.planner: Planner | None = None
        self.is_saved, self.is_locked, self.saving = True, False, False
        self._rows: dict[str, LineRow] = {}
        self._keep_soon = QTimer(self, singleShot=True, interval=1200)
        self._keep_soon.timeout.connect(self.keep)
        show_all, show_proof, more, compare = openers
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._make_left(more, compare), 57)
        whole.addLayout(self._make_right(show_all, show_proof), 55)

    def _make_left(self, more: Callable[[], object], compare: Callable[[], object]) -> Card:
        left = Card("", padding=10)
        left.column.setSpacing(6)
        self.more = Button(N_("More settings"), more, look="link", icon="cog-outline")
        self.compare = Button(N_("Compare plans"), compare, look="link")
        self._year, self._surplus = Words("", "label"), plain("–", "numxl")
        self._losses = Words("", "hint")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        head = row(None)
        names = QVBoxLayout()
        names.setSpacing(0)
        for thing in (self._year, self._surplus, self._losses):
            names.addWidget(thing)
        head.insertLayout(0, names)
        side = QVBoxLayout()
        side.setSpacing(2)
        chips = row(None)
        chips.addLayout(self._chips)
        side.addLayout(chips)
        side.addLayout(row(None, self.more, self.compare))
        head.addLayout(side)
        left.column.addLayout(head)
        self._bar = StackedBar()
        left.column.addWidget(self._bar)
        left.column.addWidget(self._make_lines(), 1)
        left.column.addWidget(self._make_rules())
        return left

    def _make_lines(self) -> QScrollArea:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(2)
        self._funds_together, self._members_together = Words("", "hint"), Words("", "hint")
        lines.addLayout(row(Words(N_("1. Into the co-op's funds"), "label"), None, self._funds_together))
        self._funds = QVBoxLayout()
        self._funds.setSpacing(2)
        lines.addLayout(self._funds)
        lines.addLayout(row(Words(N_("2. To the members"), "label"), None, self._members_together))
        self.shares = LineRow(SHARE_INK, lambda rate: self._do(lambda planner: planner.set_shares(rate)))
        self.refund = LineRow(REFUND_INK, lambda rate: self._do(lambda planner: planner.set_refund(rate)))
        self.pin = Button("", self._pin, look="quiet", icon="pin-outline", hint=N_("Keep this part where it is, or let it take what is left"))
        self.pin.setFixedWidth(34)
        self.pin.setAccessibleName(tr(N_("Keep this part where it is, or let it take what is left")))
        lines.addWidget(self.shares)
        refund = row(self.refund, self.pin, spacing=2)
        lines.addLayout(refund)
        self._remainder, self._remainder_kip = Words("", "hint"), plain("", "hint")
        self._remainder_kip.setContentsMargins(0, 0, 36, 0)
        lines.addLayout(row(self._remainder, None, self._remainder_kip))
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _make_rules(self) -> Card:
        self._rules = Card("", "soft", padding=8)
        self._rules_icon, self._rules_text = picture("check-circle-outline", 20, "success"), Words("", "strong", wrap=True)
        self.fix = Button(N_("Fix it"), self._mend, look="link")
        told = row(self._rules_icon, self._rules_text, self.fix)
        told.setStretch(1, 1)
        self._rules.column.addLayout(told)
        return self._rules

    def _make_right(self, show_all: Callable[[], object], show_proof: Callable[[], object]) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(6)
        self.per_share, self.per_unit = Figure("certificate-outline", N_("For 1 share")), Figure("basket-outline", N_("For 1 kg"))
        self.paid = Figure("account-group-outline", N_("Members paid"))
        right.addLayout(row(self.per_share, self.per_unit, self.paid, spacing=8))
        self._cash = Card("", "warn", padding=8)
        self._cash.column.setSpacing(2)
        self._cash_title, self._cash_text = Words("", "strong"), Words("", "", wrap=True)
        self._cash.column.addLayout(row(picture("cash-multiple", 20, "warn"), self._cash_title, None))
        self._cash.column.addWidget(self._cash_text)
        right.addWidget(self._cash)
        self.samples = RecordTable(SAMPLE_COLUMNS, N_("Sample members"))
        self.samples.setMinimumHeight(142)  # the head and three rows
        right.addWidget(self.samples, 3)
        chart = Card("", padding=8)
        self.see_all = Button(N_("See all"), show_all, look="link")
        self.proof = Button(N_("Proof"), show_proof, look="link")
        chart.column.addLayout(row(Words(N_("How much do members get? (people by million ₭)"), "label"), None, self.proof, self.see_all))
        self._bars = Bars(50)
        chart.column.addWidget(self._bars)
        right.addWidget(chart, 2)
        return right

    # --- showing ------------------------------------------------------------------------------------------------------
    def show_planner(self, book: Any, planner: Planner, *, is_locked: bool) -> None:
        """Show a year's plans; `is_locked` when they may only be looked at."""
        self._book, self.planner, self.is_locked, self.is_saved = book, planner, is_locked, True
        for line in self._rows.values():
            line.hide()
            line.deleteLater()
        self._rows = {}
        self.show_plan()

    def _fund_row(self, name: str, place: int) -> LineRow:
        if name not in self._rows:
            line = LineRow(FUND_INKS[place % len(FUND_INKS)], lambda rate: self._do(lambda planner: planner.set_fund(name, rate)))
            self._rows[name] = line
            self._funds.addWidget(line)
        return self._rows[name]

    def show_plan(self) -> None:
        """Show the plan on the table: within one frame of each step of a slider."""
        planner = self.planner
        if planner is None:
            return
        plan, policy, facts = planner.plan, planner.policy, planner.facts
        found = planner.broken
        broken = {one.field for one in found}
        self._year.tell(N_("Net surplus {year}"), year=facts.year)
        self._surplus.setText(f"{money(plan.surplus_kip)} ₭")
        self._losses.tell(N_("of which {losses_kip} cover losses of earlier years"), losses_kip=plan.losses_covered_kip)
        self._losses.setVisible(bool(plan.losses_covered_kip))
        self._show_funds(planner, broken)
        self._show_members(planner, broken)
        parts = self.parts()
        self._bar.show_parts(parts)
        left = REMAINDER_WORDS.get(policy.rounding.remainder_to)
        self._remainder.tell(left or N_("Remainder, to {fund}"), **({} if left else {"fund": fund_word(policy.rounding.remainder_to)}))
        self._remainder_kip.setText(money(plan.remainder_kip))
        self._show_rules(found)
        self._show_meaning(planner)
        self._show_chips(planner)

    def parts(self) -> list[Part]:
        """Where the surplus goes, for bars and rings."""
        planner = self.planner
        if planner is None:
            return []
        plan = planner.plan
        funds = [(fund_word(fund.name), fund.kip, FUND_INKS[place % len(FUND_INKS)]) for place, fund in enumerate(plan.funds)]
        shares, refunds = plan.members.total("share_dividend_kip"), plan.members.total("patronage_kip")
        return [*funds, (tr(N_("Share dividend")), shares, SHARE_INK), (tr(N_("Patronage refund")), refunds, REFUND_INK),
                (tr(N_("Remainder")), max(plan.remainder_kip, 0), "border_in")]

    def _show_funds(self, planner: Planner, broken: set[str]) -> None:
        plan, rules = planner.plan, {fund.name: fund for fund in planner.board.by_laws.funds}
        last = {fund.name: fund.rate for fund in planner.board.last_policy.funds} if planner.board.last_policy else {}
        for place, (fund, part) in enumerate(zip(planner.policy.funds, plan.funds, strict=True)):
            line, rule = self._fund_row(fund.name, place), rules.get(fund.name)
            told = [tr(N_("by-laws: at least {least}%"), least=percent(rule.least))] if rule and rule.least else []
            if fund.name in last:
                told.append(tr(N_("last year {rate}%"), rate=percent(last[fund.name])))
            if rule and rule.by_law:
                told.append(rule.by_law)
            line.slider.show_marks(*(round(limit * 10_000) for limit in (rule.least or None, rule.most) if limit) if rule else ())
            line.show_line(fund_word(fund.name), " · ".join(told), fund.rate, part.kip, is_wrong=f"fund:{fund.name}" in broken or "funds" in broken)
            line.setEnabled(not self.is_locked)
        together = sum(part.kip for part in plan.funds)
        rate = Fraction(together, plan.surplus_kip) if plan.surplus_kip > 0 else Fraction(0)
        self._funds_together.tell(N_("together {rate}% · {total_kip} ₭"), rate=percent(rate), total_kip=together)

    def _show_members(self, planner: Planner, broken: set[str]) -> None:
        plan, policy, by_laws = planner.plan, planner.policy, planner.board.by_laws
        shares, refunds = plan.members.total("share_dividend_kip"), plan.members.total("patronage_kip")
        cap = by_laws.shares.cap_rate
        capital = plan.weight_total // plan.weight_scale
        told = [tr(N_("of {capital_kip} paid up"), capital_kip=capital) if planner.by_rate else tr(N_("part of what is left"))]
        if cap is not None:
            told.append(tr(N_("at most {most}% a year"), most=percent(cap)))
        if not planner.by_rate:
            told.append(tr(N_("reaches {rate}%"), rate=percent(plan.share_rate)))
        self.shares.slider.show_marks(round(cap * 10_000) if cap is not None and planner.by_rate else None)
        self.shares.set_most(2_000 if planner.by_rate else 10_000)
        rate = policy.shares.rate if policy.shares.rate is not None else policy.shares.part
        self.shares.show_line(tr(N_("Share dividend")), " · ".join(told), rate, shares, is_wrong=bool(broken & {"shares", "parts"}))
        unit = tr(BASIS_UNITS[policy.patronage.basis.value])
        how = tr(N_("the rest ÷ {total} {unit}"), total=formats.kip(plan.basis_total // plan.basis_scale), unit=unit)
        self.refund.show_line(tr(N_("Patronage refund")), how, policy.patronage.part, refunds, is_wrong=bool(broken & {"patronage", "parts"}))
        for editor in (self.refund.slider, self.refund.edit):
            editor.setEnabled(planner.is_pinned and not self.is_locked)
        self.shares.setEnabled(not self.is_locked)
        self.pin.setEnabled(not self.is_locked)
        whole = Fraction(shares + refunds, plan.surplus_kip) if plan.surplus_kip > 0 else Fraction(0)
        self._members_together.tell(N_("together {rate}% · {total_kip} ₭"), rate=percent(whole), total_kip=shares + refunds)

    def _show_rules(self, broken: list[RuleBroken]) -> None:
        self._rules.look("warn" if broken else "soft")
        from coopbooks.ui.kit import icons

        self._rules_icon.setPixmap(icons.pixmap("alert-circle-outline" if broken else "check-circle-outline", 20, "danger" if broken else "success"))
        if broken:
            first = said_rule(broken[0])
            self._rules_text.tell(N_("Rules broken: {count}. {first}"), count=len(broken), first=first)
            self._rules_text.setToolTip("\n".join(said_rule(one) for one in broken))
        else:
            self._rules_text.tell(N_("Everything is shared and every rule is kept."))
            self._rules_text.setToolTip("")
        self.fix.setVisible(bool(broken) and not self.is_locked)

    def _show_meaning(self, planner: Planner) -> None:
        plan, last = planner.plan, planner.board.last_result
        self.per_share.value.setText(decimals(planner.per_share_kip))
        last_rate = Fraction(str(last["share_rate_percent"])) / 100 if last else None
        before = decimals(last_rate * planner.board.par_kip) if last_rate is not None else ""
        self.per_share.below.setText(tr(N_("last year {amount}"), amount=before) if before else "")
        basis = planner.policy.patronage.basis
        self.per_unit.title.tell(N_("For 1 kg") if basis.value == "kg" else N_("For 1 hour") if basis.value == "hours" else N_("For 1,000 kip"))
        units = 1000 if basis.is_money else 1
        self.per_unit.value.setText(decimals(plan.patronage_rate * units))
        old = planner.board.last_policy
        same = old is not None and (old.patronage.basis, old.patronage.weights) == (basis, planner.policy.patronage.weights)
        self.per_unit.below.setText(tr(N_("last year {amount}"), amount=decimals(planner.board.last_refund_rate * units)) if same else "")
        count, earlier = planner.paid_count, sum(1 for net in planner.board.last_net.values() if net)
        self.paid.value.setText(formats.kip(count))
        told = [tr(N_("average {amount}"), amount=money(plan.members.total("net_kip") // count))] if count else []
        told += [tr(N_("last year {amount}"), amount=formats.kip(earlier))] if earlier else []
        self.paid.below.setText(" · ".join(told))
        check = planner.cash
        self._cash.look("warn" if check.missing_kip else "soft")
        if check.missing_kip:
            self._cash_title.tell(N_("Cash is short by {missing_kip} ₭"), missing_kip=check.missing_kip)
        else:
            self._cash_title.tell(N_("There is enough money to pay everybody."))
        self._cash_text.tell(
            N_("To pay {needed_kip}, you have {cash_kip}. Customers owe {owed_kip}, advances {advances_kip}. Rounds: {rounds}."),
            needed_kip=check.needed_kip, cash_kip=check.cash_kip, owed_kip=planner.board.owed_by_customers_kip,
            advances_kip=planner.board.advances_kip, rounds=[f"{one.percent}% {tr(WHEN[one.when])}" for one in check.rounds])
        self.samples.show_rows(planner.samples())
        steps = planner.histogram()
        self._bars.show_groups([(f"{low / 1_000_000:.1f}".rstrip("0").rstrip(".") + "+", (count,)) for low, _, count in steps])

    def _show_chips(self, planner: Planner) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name in planner.plans:
            chip = Button(N_("Plan {name}"), partial(self.choose, name), look="chip", name=name)
            chip.setCheckable(True)
            chip.setChecked(name == planner.name)
            self._chips.addWidget(chip)
        if not self.is_locked:
            new = Button("", self.add_plan, look="quiet", icon="plus", hint=N_("One more plan, a copy of this one"))
            new.setAccessibleName(tr(N_("One more plan, a copy of this one")))
            self._chips.addWidget(new)

    # --- changing -----------------------------------------------------------------------------------------------------
    def _do(self, change: Callable[[Planner], object]) -> None:
        if self.planner is None or self.is_locked:
            return
        change(self.planner)
        self.is_saved = False
        self._keep_soon.start()
        self.show_plan()
        self._changed()

    def change_policy(self, policy: DividendPolicy) -> None:
        """Another policy for the plan on the table."""
        if [fund.name for fund in policy.funds] != list(self._rows):
            for line in self._rows.values():
                line.hide()
                line.deleteLater()
            self._rows = {}
        self._do(lambda planner: planner.change(policy))

    def _mend(self) -> None:
        self._do(lambda planner: planner.mend())

    def _pin(self) -> None:
        self._do(lambda planner: planner.pin(on=not planner.is_pinned))

    def choose(self, name: str) -> None:
        """Put another plan on the table."""
        if self.planner is not None:
            self.keep()
            self.planner.choose(name)
            self.show_plan()
            self._changed()

    def add_plan(self) -> None:
        """One more plan."""
        self._do(lambda planner: planner.add())

    def keep(self) -> None:
        """Keep the plan on the table in the book, if it changed. Nothing is posted."""
        self._keep_soon.stop()
        planner = self.planner
        if planner is None or self.is_saved or self.is_locked or self._book.read_only:
            return
        self.saving = True
        self.is_saved = self._runner.run(lambda: keep_plan(self._book, KeepPlan(planner.facts.year, planner.name, planner.policy)))
        self.saving = False
        self._changed()

    def say_again(self) -> None:
        self.show_plan()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


WHEN = {"now": N_("now"), "customers": N_("when customers have paid"), "advances": N_("when advances are paid back"), "later": N_("later")}


def said_rule(one: RuleBroken) -> str:
    """A broken rule, with the fund's name in words."""
    facts = dict(one.facts)
    if "fund" in facts:
        facts["fund"] = fund_word(str(facts["fund"]))
        return tr(one.wording, **facts)
    return say(one)


def decimals(value: Fraction) -> str:
    """An amount with two decimals where it is not whole."""
    hundredths = int(value * 100)
    whole, rest = divmod(hundredths, 100)
    return formats.kip(whole) if value.denominator == 1 or not rest else f"{formats.kip(whole)}.{rest:02}"
