"""Laws of sharing at scale: a million random divisions, paradoxes shown and explained, plans against by-laws, and hostile numbers."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.division import Pool, Weights, divide, order_of_numbers
from coopbooks.coop.limits import DividendAboveCap, FundAboveMost, FundBelowLeast, FundLeftOut, FundsAboveWhole, check_plan, mended
from coopbooks.coop.liquidity import Round, check_cash, who_would_lose
from coopbooks.coop.policy import (
    Basis,
    DividendPolicy,
    Fund,
    PatronagePolicy,
    ProductWeight,
    RefundPolicy,
    RoundingPolicy,
    SharePolicy,
)
from coopbooks.coop.policy_text import NotAPercentage, NotYesOrNo, UnknownKey, WeightsNeedProducts, policy_from_toml, policy_to_toml
from coopbooks.coop.weighting import Patronage, ProductLine
from coopbooks.ledger.refusals import Refused
from tests.support import surplus
from tests.support.longer import longer
from tests.support.surplus import member, year


def divisions_are_just(count: int, seed: int) -> None:
    """Exact sum, within one unit of the exact share, the order of members changes nothing, equals differ by nothing but the unit left."""
    random = Random(seed)
    for _ in range(count):
        people = random.randrange(1, 9)
        values = [random.randrange(0, 10**random.randrange(1, 13)) for _ in range(people)]
        if random.randrange(3) == 0:
            values[-1] = values[0]
        total = sum(values)
        if not total:
            continue
        unit = random.choice((1, 1, 1, 500, 1000))
        pool = random.randrange(0, 10**random.randrange(1, 16))
        numbers = [str(random.randrange(1, 10**6) * 10 + place) for place in range(people)]
        parts, proof = divide(RoundingPolicy(unit_kip=unit), Pool(pool, pool, None), Weights(values, 1), numbers)
        assert sum(parts) == pool - pool % unit
        assert all(abs(part * total - pool * value) < unit * total for part, value in zip(parts, values, strict=True))
        assert len(proof.given_to) == proof.units_left < people
        if random.randrange(4) == 0:
            places = random.sample(range(people), people)
            again, _ = divide(RoundingPolicy(unit_kip=unit), Pool(pool, pool, None), Weights([values[place] for place in places], 1),
                              [numbers[place] for place in places])
            assert [again[places.index(place)] for place in range(people)] == parts
        by_value: dict[int, list[tuple[int, int]]] = {}
        for rank, place in enumerate(order_of_numbers(numbers)):
            by_value.setdefault(values[place], []).append((rank, parts[place]))
        for alike in by_value.values():
            given_out = [part for _, part in alike]
            assert max(given_out) - min(given_out) <= unit
            assert given_out == sorted(given_out, reverse=True)  # of equals the smaller numbers have the unit that is left


def test_five_thousand_random_divisions_are_just():
    """The heavy run makes a million."""
    divisions_are_just(5_000, 1)


@pytest.mark.heavy
def test_a_million_random_divisions_are_just():
    divisions_are_just(1_000_000, 2)


# --- paradoxes --------------------------------------------------------------------------------------------------------
def test_a_larger_pool_may_give_one_member_a_unit_less_and_the_guard_names_who():
    weights, numbers = Weights([5, 3, 1], 1), ["1", "2", "3"]
    rules = RoundingPolicy()
    found = []
    for kip in range(1, 60):
        before, after = (divide(rules, Pool(pool, pool, None), weights, numbers).parts for pool in (kip, kip + 1))
        losers = tuple(number for number, first, then in zip(numbers, before, after, strict=True) if then < first)
        assert who_would_lose(rules, Pool(kip, kip, None), weights, numbers) == losers
        assert all(first - then <= 1 for first, then in zip(before, after, strict=True))
        found += losers
    assert found, "the oddity exists, and this table shows it"
    assert who_would_lose(rules, Pool(10, 10, Fraction(1, 10)), weights, numbers) == ()
    assert who_would_lose(rules, Pool(0, 0, None), weights, numbers) == ()


# --- by-laws ----------------------------------------------------------------------------------------------------------
BY_LAWS = DividendPolicy(
    funds=(Fund("reserve", Fraction(20, 100), least=Fraction(10, 100), most=Fraction(50, 100)), Fund("education", Fraction(5, 100))),
    shares=SharePolicy(cap_rate=Fraction(10, 100)), patronage=PatronagePolicy(most_share_rates=Fraction(2)))


def changed(**funds: str) -> DividendPolicy:
    return replace(BY_LAWS, funds=tuple(replace(fund, rate=Fraction(funds[fund.name]) / 100) if fund.name in funds else fund
                                        for fund in BY_LAWS.funds if funds.get(fund.name) != "none"))


def test_each_broken_rule_is_named_at_its_line():
    assert check_plan(BY_LAWS, BY_LAWS) == []
    assert check_plan(BY_LAWS, changed(reserve="6")) == [FundBelowLeast(fund="reserve", least="10")]
    assert check_plan(BY_LAWS, changed(reserve="60")) == [FundAboveMost(fund="reserve", most="50")]
    assert check_plan(BY_LAWS, changed(reserve="none")) == [FundLeftOut(fund="reserve", least="10")]
    assert FundsAboveWhole(percent="120") in check_plan(BY_LAWS, changed(reserve="50", education="70"))
    rich = replace(BY_LAWS, shares=SharePolicy(rate=Fraction(12, 100), cap_rate=None))
    assert check_plan(BY_LAWS, rich) == [DividendAboveCap(rate="12", most="10")]
    assert [one.field for one in check_plan(BY_LAWS, changed(reserve="6"))] == ["fund:reserve"]


@settings(max_examples=60)
@given(surplus.policies, surplus.years())
def test_fix_it_ends_in_a_plan_that_keeps_every_rule(policy, facts):
    """Sixty plans here; the heavy run draws five hundred."""
    better = mended(BY_LAWS, policy)
    assert check_plan(BY_LAWS, better, share_surplus(better, facts)) == []
    assert mended(BY_LAWS, better) == better


test_fix_it_ends_well_five_hundred_times = longer(test_fix_it_ends_in_a_plan_that_keeps_every_rule, 500, surplus.policies, surplus.years())


# --- money ------------------------------------------------------------------------------------------------------------
def test_the_pay_out_calendar_uses_what_there_is_and_ends_with_everybody_paid():
    assert check_cash(10_000, 20_000, 0, 0).rounds == (Round(1, 100, 10_000, "now"),)
    short = check_cash(111_727_100, 96_845_000, 63_100_000, 0)
    assert short.missing_kip == 14_882_100
    assert [(one.percent, one.when) for one in short.rounds] == [(75, "now"), (100, "customers")]
    assert [(one.percent, one.when) for one in check_cash(1_000, 100, 200, 300).rounds] == [
        (5, "now"), (25, "customers"), (55, "advances"), (100, "later")]
    assert check_cash(1_000, -5, 0, 0).rounds == (Round(1, 100, 1_000, "later"),)
    assert check_cash(0, 0, 0, 0).rounds == ()


# --- more of the policy ------------------------------------------------------------------------------------------------
def test_the_reserve_stops_where_it_equals_the_share_capital():
    policy = replace(BY_LAWS, funds=(Fund("reserve", Fraction(50, 100), ceiling_of_capital=Fraction(1)),))
    full = year(10_000_000, member("1", 3_000_000), balances={"reserve": 1_000_000})
    assert share_surplus(policy, full).funds[0].kip == 2_000_000
    assert share_surplus(policy, replace(full, share_capital_kip=1_500_000)).funds[0].kip == 500_000
    assert share_surplus(policy, replace(full, fund_balances_kip={"reserve": 9_000_000})).funds[0].kip == 0


def test_products_and_grades_count_as_the_policy_weighs_them():
    weights = (ProductWeight("CH", "", Fraction(2)), ProductWeight("CH", "B", Fraction(1, 2)))
    policy = DividendPolicy(funds=(), patronage=PatronagePolicy(Basis.KG, Fraction(1), weights=weights), shares=SharePolicy(part=Fraction(0)))
    lines = (ProductLine("CH", "A", 0, 10_000), ProductLine("CH", "B", 0, 10_000), ProductLine("HO", "", 0, 5_000))
    one = member("1")._replace(patronage=Patronage(0, 25_000, lines=lines))
    two = member("2")._replace(patronage=Patronage(0, 10_000))
    plan = share_surplus(policy, year(40_000, one, two))
    assert [plan.patronage_basis(part) for part in plan.members] == [30, 10]  # 10 × 2 + 10 ÷ 2 + 5, and 10
    assert [part.patronage_kip for part in plan.members] == [30_000, 10_000]


def test_fees_are_a_basis_too():
    policy = DividendPolicy(funds=(), patronage=PatronagePolicy(Basis.FEES, Fraction(1)), shares=SharePolicy(part=Fraction(0)))
    people = [member(str(number))._replace(patronage=Patronage(fees_kip=fees)) for number, fees in ((1, 20_000), (2, 60_000))]
    assert [part.patronage_kip for part in share_surplus(policy, year(80_000, *people)).members] == [20_000, 60_000]


def test_every_part_of_a_policy_survives_its_text():
    policy = replace(BY_LAWS, funds=(*BY_LAWS.funds, Fund("temple", Fraction(1, 100), account="1069", by_law="art. 3", most=Fraction(5, 100),
                                                           ceiling_of_capital=Fraction(3, 4), is_indivisible=True)),
                     patronage=PatronagePolicy(Basis.KG, weights=(ProductWeight("CH", "A", Fraction(7, 5)),)),
                     refund=RefundPolicy(Fraction(60, 100), unpaid_shares_first=True, revolving_years=7, by_law="AGM 2024"))
    assert policy_from_toml(policy_to_toml(policy)) == policy
    assert policy_from_toml("") == DividendPolicy()


@pytest.mark.parametrize(("text", "kind"), [
    ("[[fund]]\nname = 'reserve'\npercent = '101'", NotAPercentage), ("[shares]\nrate = '-1'", NotAPercentage),
    ("[shares]\nrate = '1000000'", NotAPercentage), ("[shares]\nrates = '5'", UnknownKey), ("[refund]\ncash = '101'", NotAPercentage),
    ("[refund]\nunpaid_shares_first = 'yes'", NotYesOrNo), ("[dividend]\n", UnknownKey),
    ("[patronage]\nbasis = 'hours'\n[[patronage.weight]]\nproduct = 'CH'\nfactor = '2'", WeightsNeedProducts)])
def test_nonsense_in_a_policy_is_refused_by_name(text, kind):
    with pytest.raises(Refused) as refusal:
        policy_from_toml(text)
    assert kind in {type(one) for one in refusal.value.broken}


# --- hostile sizes ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kip", [0, 1, 2, 10**15 - 1])
def test_any_surplus_is_shared_to_the_kip(kip):
    plan = share_surplus(DividendPolicy(), year(kip, member("1", 100_000, value=7), member("2", 300_000, value=10**15 - 1)))
    told = sum(fund.kip for fund in plan.funds) + plan.members.total("share_dividend_kip") + plan.members.total("patronage_kip")
    assert told + plan.remainder_kip == kip


def test_nobody_and_no_business_leave_everything_in_funds_and_remainder():
    for facts in (year(1_000_000), year(1_000_000, member("1"))):
        plan = share_surplus(DividendPolicy(), facts)
        assert plan.members.total("net_kip") == 0
        assert sum(fund.kip for fund in plan.funds) + plan.remainder_kip == 1_000_000
