"""The rules of sharing as a form: every setting by hand, what is nonsense said at its field, and the co-op's own rules from a day on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from coopbooks.coop.policy import (
    Basis,
    DividendPolicy,
    Fund,
    FundBase,
    KeptAs,
    Method,
    PartOf,
    PatronagePolicy,
    ProductWeight,
    RefundPolicy,
    RoundingPolicy,
    RoundingRule,
    SharePolicy,
    TaxKind,
    TaxRate,
    WithholdingPolicy,
    YearDays,
)
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import sharing_rules
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import close_year
from coopbooks.ui.yearend.page import YearEndPage
from coopbooks.ui.yearend.policy_form import PlanPolicyForm, RulesForm
from tests.stories.test_year_end import a_year
from tests.ui.test_yearend import desk_of

WHOLE = DividendPolicy(
    (Fund("reserve", Fraction(25, 100), by_law="art. 31", least=Fraction(10, 100), most=Fraction(40, 100),
          ceiling_of_capital=Fraction(1), is_indivisible=True),
     Fund("ກອງທຶນວັດ", Fraction(5, 200), FundBase.REMAINING, Kip(9_000_000), "1069")),
    SharePolicy(Method.DAYS, Fraction(7, 100), year_days=YearDays.D360, part_of=PartOf.SURPLUS, cap_rate=None, by_law="art. 14"),
    PatronagePolicy(Basis.VALUE, Fraction(100, 100), PartOf.SURPLUS, Fraction(2), "art. 15",
                    (ProductWeight("CH", "A", Fraction(3, 2)), ProductWeight("CH", "", Fraction(1, 2)))),
    RoundingPolicy(RoundingRule.FLOOR, 10, 500, "surplus-forward"),
    WithholdingPolicy(Fraction(10, 100), Fraction(0), "law 1", (
        TaxRate(TaxKind.SHARE_DIVIDEND, Fraction(12, 100), date(2026, 2, 1), "law 2"),
        TaxRate(TaxKind.PATRONAGE, Fraction(3, 100), date(2026, 7, 1), "law 3"))),
    RefundPolicy(Fraction(60, 100), True, KeptAs.BONUS, 7, "art. 16"))


@pytest.fixture
def page(qtbot, tmp_path: Path, told) -> Iterator[YearEndPage]:
    trade = a_year(tmp_path)
    shown = YearEndPage(desk_of(trade.book, told))
    qtbot.addWidget(shown)
    close_year(trade.book, steps.closing_rules.CloseYear(2025))
    shown.open_year(2025)
    yield shown
    shown.desk.runner.wait()
    trade.book.close()


def errors(form) -> set[str]:
    found = {name for name, field in form.fields.items() if field.is_wrong()}
    return found | {name for rows in (form.funds, form.weights, form.taxes) for one in rows.rows for name, field in one.fields.items() if field.is_wrong()}


@pytest.mark.parametrize("policy", [DividendPolicy(), WHOLE], ids=["default", "whole"])
@pytest.mark.parametrize("language", ["en", "lo"])
def test_what_the_form_shows_is_what_it_reads(page, policy, language):
    set_language(language)
    page.board.change_policy(policy)
    form = PlanPolicyForm(page)
    assert form.policy() == policy
    form.use()
    assert page.planner.policy == policy
    if language == "lo":
        latin = [label.text() for label in form.findChildren(QLabel) if any("a" <= letter <= "z" for letter in label.text())]
        assert latin == []


def test_every_setting_can_be_typed_and_the_plan_takes_it(page):
    form = PlanPolicyForm(page)
    form.funds.take_away(form.funds.rows[2])
    form.funds.move_up(form.funds.rows[1])
    fund = form.funds.add()
    fund.name.setText("ກອງທຶນວັດ")
    fund.rate.setText("໒.໕")
    fund.account.setText("1069")
    weight = form.weights.add()
    weight.grade.set_value("A")
    weight.factor.setText("1.25")
    tax = form.taxes.add()
    tax.kind.set_value("patronage")
    tax.rate.setText("5")
    tax.since.setText("01/02/2026")
    tax.by_law.setText("ກົດໝາຍ 67")
    form.cap.clear()
    form.payout_unit.setText("500")
    form.use()
    policy = page.planner.policy
    assert [fund.name for fund in policy.funds] == ["education", "reserve", "ກອງທຶນວັດ"]
    assert list(page.board._rows) == ["education", "reserve", "ກອງທຶນວັດ"]
    assert policy.funds[2].rate == Fraction(1, 40)
    assert policy.patronage.weights == (ProductWeight("CH", "A", Fraction(5, 4)),)
    assert policy.withholding.rates == (TaxRate(TaxKind.PATRONAGE, Fraction(5, 100), date(2026, 2, 1), "ກົດໝາຍ 67"),)
    assert (policy.shares.cap_rate, policy.rounding.payout_unit_kip) == (None, 500)
    assert page.planner.plan.members.total("patronage_tax_kip") > 0


def test_nonsense_is_said_at_its_field_and_nothing_typed_is_lost(page):
    before = page.planner.policy
    form = PlanPolicyForm(page)
    form.dividend_tax.setText("200")
    form.payout_unit.setText("0")
    form.cap.setText("ten")
    form.years.setText("-1")
    form.limit.setText("-2")
    fund, weight, tax = form.funds.add(), form.weights.add(), form.taxes.add()
    fund.rate.setText("101")
    fund.least.setText("20")
    fund.most.setText("10")
    weight.factor.setText("x")
    tax.rate.setText("1000000")
    tax.since.setText("31/02/2026")
    form.use()
    assert errors(form) == {"dividend_tax", "payout_unit", "cap", "years", "limit", "name", "rate", "most", "factor", "since", "by_law"}
    assert "“ten”" in form.fields["cap"]._error.text()
    assert (tax.since.text(), weight.factor.text(), page.planner.policy) == ("31/02/2026", "x", before)


def test_what_only_goes_wrong_together_is_said_too(page):
    form = PlanPolicyForm(page)
    form.funds.add().name.setText("ກອງທຶນວັດ")
    form.funds.rows[-1].rate.setText("1")
    form.funds.rows[1].name.setText("Reserve fund")
    form.funds.rows[1].key = "reserve"
    for since in ("01/02/2026", "01/02/2026"):
        tax = form.taxes.add()
        tax.rate.setText("5")
        tax.since.setText(since)
        tax.by_law.setText("law")
    form.use()
    assert errors(form) == {"name", "account", "since"}
    form.weights.add()
    form.basis.set_value("hours")
    form.limit.setText("2")
    form.use()
    assert {"basis", "limit"} <= errors(form)


def test_the_co_ops_own_rules_count_from_a_day_and_every_rule_before_is_kept(page, told):
    form = RulesForm(page)
    assert form.history == ()
    form.funds.rows[0].rate.setText("30")
    form.save()
    assert form.fields["decided_by"].is_wrong()
    form.decided_by.setText("AGM 2026, art. 31")
    form.since.setText("01/06/2025")
    form.save()
    assert form.fields["since"].is_wrong()
    form.since.setText("01/01/2026")
    form.save()
    ((since, basis, policy),) = sharing_rules.policy_history(page.book)
    assert (since, basis, policy.funds[0].rate) == (date(2026, 1, 1), "AGM 2026, art. 31", Fraction(30, 100))
    assert steps.prepare_board(page.book, 2025).by_laws == DividendPolicy()
    sharing_rules.change_policy(page.book, sharing_rules.ChangePolicy(replace(policy, shares=SharePolicy(rate=Fraction(6, 100))), date(2026, 2, 1), "2"))
    again = RulesForm(page)
    assert [one[0] for one in again.history] == [date(2026, 2, 1), date(2026, 1, 1)]
    assert again.share_part.text() == "6"
    again.shown.set_value("1")
    assert (again.share_part.text(), again.way.value()) == ("30", "part")


def test_a_fixed_rate_begins_with_the_one_that_is_reached(page):
    form = PlanPolicyForm(page)
    form.way.set_value("rate")
    assert Fraction(form.share_part.text()) / 100 == Fraction(round(page.planner.plan.share_rate * 10_000), 10_000)
    assert form.refund_part.text() == "100"
    form.share_part.setText("30")
    form.way.set_value("part")
    assert form.refund_part.text() == "70"
