"""The rules of sharing in full, as a form: for the plan on the table, or as the co-op's own rules from a day on, with their history."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from coopbooks.coop import dividends as rules
from coopbooks.coop.limits import percent
from coopbooks.coop.policy import (
    Basis,
    DividendPolicy,
    KeptAs,
    Method,
    PartOf,
    PatronagePolicy,
    RefundPolicy,
    RoundingPolicy,
    RoundingRule,
    SharePolicy,
    WithholdingPolicy,
    YearDays,
)
from coopbooks.coop.produce import Product
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import sharing_rules
from coopbooks.services.sharing_rules import ChangePolicy
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, MoneyEdit, Segments
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.yearend.board import fund_word
from coopbooks.ui.yearend.lines import PercentEdit
from coopbooks.ui.yearend.policy_rows import FactorEdit, FundRow, Rows, TaxRow, WeightRow, optional
from coopbooks.ui.yearend.sheet import Sheet
from coopbooks.ui.yearend.steps import show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

METHOD_WORDS = {"months-from-end": N_("Months held, counted from the month's end"),
                "months-from-start": N_("Months held, counted from the month's start"),
                "days": N_("Days held"), "closing": N_("What is held at the year's end"), "lowest": N_("The lowest balance of the year")}
DAY_WORDS = {"actual": N_("The days of the year"), "365": N_("365 days"), "360": N_("360 days")}
PART_WORDS = {"rest": N_("of what the funds leave"), "surplus": N_("of the surplus")}
BASIS_WORDS = {"value": N_("Value of produce"), "kg": N_("Weight of produce"), "purchases": N_("Purchases from the co-op"),
               "hours": N_("Hours worked"), "fees": N_("Fees paid")}
KEPT_WORDS = {"revolving-capital": N_("Revolving capital"), "bonus-shares": N_("Bonus shares")}
RULE_NAMES = {"largest-remainder": N_("Largest remainder"), "floor": N_("Cut down"), "half-up": N_("Half up")}
FORWARD = "surplus-forward"
_OPTIONAL = ("cap", "limit")
_PARTS = ("share_part", "refund_part", "cash", "dividend_tax", "refund_tax")
"""Percentages that are parts of something: no more than all of it."""


class PolicySheet(Sheet):
    """A policy as fields and rows. Subclasses say where it comes from and what is done with it."""

    def __init__(self, page: "YearEndPage", title: str, policy: DividendPolicy, products: Sequence[Product]) -> None:
        super().__init__(page, title, 920, 600)
        self._page, self._products = page, products
        self.fields: dict[str, Field] = {}
        self._make_editors()
        self.funds = Rows(N_("Into the co-op's funds, in this order"), N_("One more fund"), FundRow)
        self.weights = Rows("", N_("A product counts more or less"), lambda rows: WeightRow(rows, self._products))
        self.taxes = Rows("", N_("Another rate from a day on"), lambda rows: TaxRow(rows, page.today))
        self.show_policy(policy)

    def _make_editors(self) -> None:
        self.way = Segments((("part", N_("A part of what is left")), ("rate", N_("A fixed rate a year"))))
        self.way.chosen.connect(self._way_chosen)
        self.share_part, self.refund_part, self.cap, self.dividend_tax, self.refund_tax, self.cash = (PercentEdit(wide=True) for _ in range(6))
        self.share_of, self.refund_of = (Choice([(key.value, PART_WORDS[key.value]) for key in PartOf]) for _ in range(2))
        self.method = Choice([(key.value, METHOD_WORDS[key.value]) for key in Method])
        self.year_days = Choice([(key.value, DAY_WORDS[key.value]) for key in YearDays])
        self.basis = Choice([(key.value, BASIS_WORDS[key.value]) for key in Basis])
        self.limit = FactorEdit(maxLength=12)
        self.kept_as = Choice([(key.value, KEPT_WORDS[key.value]) for key in KeptAs])
        self.years = CountEdit()
        self.unpaid_first = QCheckBox(tr(N_("Unpaid shares are paid from it first")))
        self.rule = Choice([(key.value, RULE_NAMES[key.value]) for key in RoundingRule])
        self.unit, self.payout_unit = MoneyEdit(), MoneyEdit()
        self.remainder_to = Choice((), is_user_text=True)
        self.law_shares, self.law_refund, self.law_form, self.law_tax = (QLineEdit(maxLength=200) for _ in range(4))

    def _lay_out(self) -> None:
        """Funds, dividend, refund, form of the refund, tax, rounding: in the order in which the surplus is shared."""
        self.body.addWidget(self.funds)
        self._card(N_("Share dividend"), (("way", N_("How"), 4), ("share_part", N_("Percent"), 2), ("share_of", N_("Of what"), 4)),
                   (("method", N_("Shares count by"), 5), ("year_days", N_("A year has"), 3)),
                   (("cap", N_("At most % a year (empty: no limit)"), 3), ("law_shares", N_("Basis"), 5)))
        refund = self._card(N_("Patronage refund"),
                            (("basis", N_("Refund by"), 4), ("refund_part", N_("Percent"), 2), ("refund_of", N_("Of what"), 4)),
                            (("limit", N_("At most so many times the dividend rate (empty: no limit)"), 4), ("law_refund", N_("Basis"), 5)))
        refund.column.addWidget(self.weights)
        form = self._card(N_("How the refund is paid"), (("cash", N_("Refund paid in money %"), 2), ("kept_as", N_("The other part becomes"), 3),
                                                        ("years", N_("Paid back after years"), 2), ("law_form", N_("Basis"), 4)))
        form.column.addWidget(self.unpaid_first)
        tax = self._card(N_("Tax withheld"), (("dividend_tax", N_("Tax on the dividend %"), 2), ("refund_tax", N_("Tax on the refund %"), 2),
                                              ("law_tax", N_("Basis"), 4)))
        tax.column.addWidget(Words(N_("The rate that is in force on the day of the meeting counts."), "hint", wrap=True))
        tax.column.addWidget(self.taxes)
        self._card(N_("Rounding"), (("rule", N_("Rounding"), 3), ("unit", N_("Unit of calculation"), 2), ("payout_unit", N_("Unit of pay-out"), 2),
                                    ("remainder_to", N_("The remainder goes to"), 3)))
        for inner in (self.weights, self.taxes):
            inner.look("sunken")

    def _card(self, title: str, *lines: tuple[tuple[str, str, int], ...]) -> Card:
        card = Card(title, padding=10)
        for fields in lines:
            line = row(spacing=14)
            for name, message, stretch in fields:
                self.fields[name] = Field(message, getattr(self, name))
                line.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
            card.column.addLayout(line)
        self.body.addWidget(card)
        return card

    # --- showing ------------------------------------------------------------------------------------------------------
    def show_policy(self, policy: DividendPolicy) -> None:
        """Fill the fields with a policy."""
        shares, patronage, rounding, tax, refund = policy.shares, policy.patronage, policy.rounding, policy.withholding, policy.refund
        self.way.set_value("rate" if shares.rate is not None else "part")
        for editor, rate in ((self.share_part, shares.rate if shares.rate is not None else shares.part), (self.refund_part, patronage.part),
                             (self.cap, shares.cap_rate), (self.dividend_tax, tax.share_dividend), (self.refund_tax, tax.patronage),
                             (self.cash, refund.cash)):
            editor.setText(percent(rate) if rate is not None else "")
        for choice, value in ((self.share_of, shares.part_of), (self.refund_of, patronage.part_of), (self.method, shares.method),
                              (self.year_days, shares.year_days), (self.basis, patronage.basis), (self.kept_as, refund.kept_as),
                              (self.rule, rounding.rule)):
            choice.set_value(value.value)
        self.limit.setText("" if patronage.most_share_rates is None else percent(patronage.most_share_rates / 100))
        for money, kip in ((self.unit, rounding.unit_kip), (self.payout_unit, rounding.payout_unit_kip), (self.years, refund.revolving_years)):
            money.set_value(kip)
        names = dict.fromkeys([*(fund.name for fund in policy.funds), "reserve", FORWARD, rounding.remainder_to])
        self.remainder_to.set_choices([(name, tr(N_("Surplus forward")) if name == FORWARD else fund_word(name)) for name in names])
        self.remainder_to.set_value(rounding.remainder_to)
        self.unpaid_first.setChecked(refund.unpaid_shares_first)
        for edit, text in ((self.law_shares, shares.by_law), (self.law_refund, patronage.by_law), (self.law_form, refund.by_law),
                           (self.law_tax, tax.by_law)):
            edit.setText(text)
        self.funds.show_rows([FundRow(self.funds, fund) for fund in policy.funds])
        self.weights.show_rows([WeightRow(self.weights, self._products, one) for one in patronage.weights])
        self.taxes.show_rows([TaxRow(self.taxes, self._page.today, one) for one in tax.rates])

    def reached(self) -> Fraction:
        """The dividend rate to begin with when a fixed rate is chosen."""
        return Fraction(5, 100)

    def _way_chosen(self, key: str) -> None:
        if key == "rate":
            self.share_part.setText(percent(self.reached()))
            self.refund_part.setText("100")
        elif (part := self.share_part.value()) is not None and part <= 1:
            self.refund_part.setText(percent(1 - part))

    # --- reading ------------------------------------------------------------------------------------------------------
    def policy(self) -> DividendPolicy | None:
        """The policy as it was typed; None while a field holds no value."""
        told = self._complaints()
        for name, field in self.fields.items():
            if name in told:
                field.complain(told[name])
        wrong = [any(told.values()), *(rows.show_complaints() for rows in (self.funds, self.weights, self.taxes))]
        if not any(wrong):
            wrong.append(self._complain_together())
        if any(wrong):
            self._show_first()
            return None
        return self._typed()

    def _complaints(self) -> dict[str, str]:
        told = {}
        for name, field in self.fields.items():
            editor: Any = field.editor
            complain = getattr(editor, "complaint", None)
            if complain is None:
                continue
            told[name] = optional(editor) if name in _OPTIONAL else complain()
        for name in _PARTS:
            if not told[name] and (getattr(self, name).value() or Fraction(0)) > 1:
                told[name] = tr(N_("{value} is more than 100%."), value=getattr(self, name).text())
        for name in ("unit", "payout_unit", "years"):
            if not told[name] and not (getattr(self, name).value() or 0) > 0:
                told[name] = tr(N_("Write an amount above 0."))
        basis = Basis(self.basis.value())
        if self.weights.rows and not basis.is_weighed:
            told["basis"] = tr(N_("Only value or weight can count differently by product."))
        else:
            told["basis"] = ""
        if not told["limit"] and self.limit.text().strip() and not basis.is_money:
            told["limit"] = tr(N_("A refund by weight or hours has no rate to compare with."))
        return told

    def _complain_together(self) -> bool:
        """What only several rows together can break: a fund twice, a fund without account, two rates from one day on."""
        typed, wrong = self._typed(), False
        names = [fund.name for fund in typed.funds]
        for one, fund in zip(self.funds.rows, typed.funds, strict=True):
            if names.count(fund.name) > 1:
                one.fields["name"].complain(tr(N_("This fund stands here twice.")))
                wrong = True
            elif rules.account_of(typed, fund.name) is None:
                one.fields["account"].complain(tr(N_("Write the account of this fund.")))
                wrong = True
        days = [(rate.kind, rate.since) for rate in typed.withholding.rates]
        for one, day in zip(self.taxes.rows, days, strict=True):
            if days.count(day) > 1:
                one.fields["since"].complain(tr(N_("There is another rate from this day on.")))
                wrong = True
        return wrong

    def _show_first(self) -> None:
        rows = [one for part in (self.funds, self.weights, self.taxes) for one in part.rows]
        for field in (*self.fields.values(), *(field for one in rows for field in one.fields.values())):
            if field.is_wrong():
                self.area.ensureWidgetVisible(field)
                field.editor.setFocus()
                return

    def _typed(self) -> DividendPolicy:
        by_rate, share = self.way.value() == "rate", self.share_part.value() or Fraction(0)
        usual = SharePolicy()
        shares = SharePolicy(Method(self.method.value()), share if by_rate else None, usual.part if by_rate else share, PartOf(self.share_of.value()),
                             self.cap.value() if self.cap.text().strip() else None, YearDays(self.year_days.value()), self.law_shares.text().strip())
        patronage = PatronagePolicy(Basis(self.basis.value()), self.refund_part.value() or Fraction(0), PartOf(self.refund_of.value()),
                                    self.limit.value() if self.limit.text().strip() else None, self.law_refund.text().strip(),
                                    self.weights.values())
        # Rates are kept in the order of their days, as a file of rules is read.
        rates = tuple(sorted(self.taxes.values(), key=lambda one: (one.since, one.kind)))
        return DividendPolicy(
            self.funds.values(), shares, patronage,
            RoundingPolicy(RoundingRule(self.rule.value()), int(self.unit.value() or 1), int(self.payout_unit.value() or 1),
                           self.remainder_to.value()),
            WithholdingPolicy(self.dividend_tax.value() or Fraction(0), self.refund_tax.value() or Fraction(0), self.law_tax.text().strip(), rates),
            RefundPolicy(self.cash.value() or Fraction(0), self.unpaid_first.isChecked(), KeptAs(self.kept_as.value()), int(self.years.value() or 1),
                         self.law_form.text().strip()))


class PlanPolicyForm(PolicySheet):
    """Everything that decides how a surplus is shared; the plan on the table takes it at once."""

    def __init__(self, page: "YearEndPage") -> None:
        planner = page.planner
        self._reached = Fraction(round(planner.plan.share_rate * 10_000), 10_000) if planner else Fraction(0)
        found = page.desk.runner.read(lambda: sharing_rules.prepare_rules(page.book, page.today))
        super().__init__(page, N_("More settings"), planner.policy if planner else DividendPolicy(), found.products if found else ())
        since = tr(N_("The rules in force since {since}: {basis}"), since=planner.board.since, basis=planner.board.basis or "–") if (
            planner and planner.board.since) else tr(N_("These are the program's defaults, not law. The meeting decides."))
        self.body.addWidget(plain(since, "hint"))
        self._lay_out()
        self.foot.addWidget(Button(N_("Go back"), self.reject, look="quiet"))
        save = Button(N_("Use for this plan"), self.use, look="main", icon="check")
        save.setEnabled(not page.board.is_locked)
        self.foot.addWidget(save)

    def reached(self) -> Fraction:
        return self._reached

    def use(self) -> None:
        """Take it for the plan on the table."""
        policy = self.policy()
        if policy is not None:
            self._page.board.change_policy(policy)
            self.accept()


class RulesForm(PolicySheet):
    """The co-op's own rules of sharing: what counts today, what counted before, and a change from a day on with its basis."""

    def __init__(self, page: "YearEndPage") -> None:
        found = page.desk.runner.read(lambda: sharing_rules.prepare_rules(page.desk.book, page.desk.today))
        self.history = found.history if found else ()
        policy = found.policy if found else DividendPolicy()
        super().__init__(page, N_("Rules of sharing"), policy, found.products if found else ())
        self.since, self.decided_by = DayEdit(page.desk.today), QLineEdit(maxLength=300)
        self.shown = Choice([(str(place), tr(N_("since {since} · {basis}"), since=since, basis=basis or "–"))
                             for place, (since, basis, _) in enumerate(self.history)], is_user_text=True)
        self.shown.currentIndexChanged.connect(lambda _place: self.show_old())
        head = self._card(N_("Decided"), (("since", N_("From the day"), 2), ("decided_by", N_("Decided by"), 5)))
        if self.history:
            head.column.addLayout(row(Words(N_("Rules so far"), "label"), self.shown, None))
        else:
            head.column.addWidget(Words(N_("These are the program's defaults, not law. The meeting decides."), "hint", wrap=True))
        self._lay_out()
        self.foot.addWidget(Button(N_("Go back"), self.reject, look="quiet"))
        self.save_button = Button(N_("Save the rules"), self.save, look="main", icon="check")
        self.save_button.setEnabled(not page.desk.book.read_only)
        self.foot.addWidget(self.save_button)

    def show_old(self) -> None:
        """Show the rules of another time; saving them is a new decision."""
        if self.shown.value():
            self.show_policy(self.history[int(self.shown.value())][2])

    def save(self) -> None:
        """Decide the rules from the day on, or show what stands in the way."""
        policy, since = self.policy(), self.since.value()
        if policy is None or since is None:
            return
        order = ChangePolicy(policy, since, self.decided_by.text().strip())
        page = self._page
        if page.desk.runner.run(lambda: sharing_rules.change_policy(page.desk.book, order), lambda made: page.desk.say(made.notice), self._refused):
            self.accept()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        fields = {"since": self.fields["since"], "basis": self.fields["decided_by"]}
        show_at_fields(fields, broken, self._page.desk.say)
