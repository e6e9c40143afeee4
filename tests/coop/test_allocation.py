"""Sharing a surplus: every rule of the page by hand, and the laws against a plain second opinion."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopbooks.coop.allocation import YearFacts, share_surplus
from coopbooks.coop.division import Pool, Weights, divide, exact_text, number_order, order_of_numbers
from coopbooks.coop.plan import MemberPart, NotToTheKip, SurplusPlan, prove
from coopbooks.coop.policy import (
    Basis,
    DividendPolicy,
    Fund,
    FundBase,
    Method,
    PartOf,
    PatronagePolicy,
    RoundingPolicy,
    RoundingRule,
    SharePolicy,
    WithholdingPolicy,
)
from coopbooks.coop.weighting import Patronage
from coopbooks.ledger.money import Kip
from tests.support.longer import longer
from tests.support.surplus import YEAR_2025, member, plain_sharing, policies, year, years

CLOSING = SharePolicy(Method.CLOSING, cap_rate=None)
NO_FUNDS = DividendPolicy(funds=(), shares=CLOSING, withholding=WithholdingPolicy(Fraction(0)))


def percent(number: str) -> Fraction:
    return Fraction(number) / 100


def shared(policy: DividendPolicy, facts: YearFacts) -> tuple[list[int], list[int], int]:
    plan = share_surplus(policy, facts)
    dividends = [part.share_dividend_kip for part in plan.members]
    return dividends, [part.patronage_kip for part in plan.members], plan.remainder_kip


# --- the waterfall, step by step --------------------------------------------------------------------------------------
def test_the_default_policy_on_a_small_co_op() -> None:
    """48,000,000: 20+5+5 % to funds; 30 % of the rest would be 10,080,000, but 10 % of the capital is 200,000."""
    plan = share_surplus(DividendPolicy(), year(48_000_000, member("1", 1_000_000, value=9_000_000),
                                                member("2", 1_000_000, value=3_000_000)))
    assert plan.funds == (("reserve", 9_600_000), ("education", 2_400_000), ("welfare", 2_400_000))
    assert (plan.share_pool_kip, plan.patronage_pool_kip, plan.remainder_kip) == (200_000, 23_520_000, 9_880_000)
    assert plan.share_rate == Fraction(1, 10)
    first = plan.members[0]
    assert (first.share_dividend_kip, first.share_tax_kip, first.patronage_kip) == (100_000, 10_000, 17_640_000)
    assert (first.net_kip, first.payable_now_kip, first.carried_kip) == (17_730_000, 17_730_000, 0)


def test_losses_come_first_and_percentages_are_of_what_is_left() -> None:
    plan = share_surplus(DividendPolicy(), year(10_000_000, member("1", 10**9), losses_kip=4_000_000))
    assert (plan.losses_covered_kip, plan.funds[0].kip) == (4_000_000, 1_200_000)


def test_losses_larger_than_the_surplus_take_all_of_it() -> None:
    plan = share_surplus(DividendPolicy(), year(3_000_000, member("1", 10**9, value=5), losses_kip=9_000_000))
    assert (plan.losses_covered_kip, plan.remainder_kip, plan.members.total("net_kip")) == (3_000_000, 0, 0)


@pytest.mark.parametrize("surplus_kip", [0, -1, -7_000_000])
def test_a_year_without_surplus_pays_nothing_and_says_so(surplus_kip: int) -> None:
    plan = share_surplus(DividendPolicy(), year(surplus_kip, member("1", 10**9, value=5), losses_kip=2_000))
    assert plan.is_loss
    assert (plan.losses_covered_kip, plan.remainder_kip) == (0, surplus_kip)
    assert [fund.kip for fund in plan.funds] == [0, 0, 0]
    assert plan.members[0][4:] == (0, 0, 5, 0, 0, 0, 0)
    assert plan.weighted_capital(plan.members[0]) == 10**9


def test_a_fund_of_the_remaining_takes_from_what_the_funds_before_it_left() -> None:
    funds = (Fund("reserve", percent("20")), Fund("development", percent("7.5"), FundBase.REMAINING))
    plan = share_surplus(replace(NO_FUNDS, funds=funds), year(1_000_001))
    assert [fund.kip for fund in plan.funds] == [200_000, 60_000]  # 20 % = 200,000.2; 7.5 % of 800,001 = 60,000.075


def test_funds_are_rounded_half_up_and_the_last_gets_no_more_than_is_left() -> None:
    """25/45/15/2.5/5/2.5/5 % of 7,097,245, rounded one by one, need not add back to it; the remainder does."""
    rates = ["25", "45", "15", "2.5", "5", "2.5", "5"]
    funds = tuple(Fund(f"fund {place}", percent(rate)) for place, rate in enumerate(rates))
    plan = share_surplus(replace(NO_FUNDS, funds=funds), year(7_097_245))
    kips = [fund.kip for fund in plan.funds]
    assert kips == [1_774_311, 3_193_760, 1_064_587, 177_431, 354_862, 177_431, 354_862]
    assert sum(kips) + plan.remainder_kip == 7_097_245
    halves = share_surplus(replace(NO_FUNDS, funds=(Fund("a", percent("50")), Fund("b", percent("50")))), year(3))
    assert [fund.kip for fund in halves.funds] == [2, 1]


def test_a_ceiling_lifts_the_fund_to_it_and_no_further() -> None:
    funds = (Fund("reserve", percent("20"), ceiling_kip=Kip(1_000_000)), Fund("education", percent("5")))
    for held, received in ((0, 1_000_000), (700_000, 300_000), (1_000_000, 0), (2_000_000, 0)):
        plan = share_surplus(replace(NO_FUNDS, funds=funds), year(10_000_000, balances={"reserve": held}))
        assert [fund.kip for fund in plan.funds] == [received, 500_000]


def test_a_fixed_rate_is_paid_first_and_the_patronage_part_is_still_of_the_rest() -> None:
    """Rule 7: 5 % of 1,000,000 is 50,000; patronage is 70 % of the rest of 100,000, limited to the 50,000 left."""
    policy = replace(NO_FUNDS, shares=replace(CLOSING, rate=percent("5")))
    assert shared(policy, year(100_000, member("1", 1_000_000, value=1))) == ([50_000], [50_000], 0)
    assert shared(policy, year(200_000, member("1", 1_000_000, value=1))) == ([50_000], [140_000], 10_000)


def test_a_fixed_rate_that_the_surplus_cannot_pay_is_cut_in_proportion() -> None:
    policy = replace(NO_FUNDS, shares=replace(CLOSING, rate=percent("5")))
    assert shared(policy, year(10_000, member("1", 300_000), member("2", 100_000))) == ([7_500, 2_500], [0, 0], 0)


def test_a_part_of_the_whole_surplus_looks_past_the_funds() -> None:
    policy = DividendPolicy(shares=replace(CLOSING, part=percent("25"), part_of=PartOf.SURPLUS),
                            patronage=PatronagePolicy(part=percent("30"), part_of=PartOf.SURPLUS))
    plan = share_surplus(policy, year(1_000_000, member("1", 5, value=5)))
    assert (plan.share_pool_kip, plan.patronage_pool_kip, plan.remainder_kip) == (250_000, 300_000, 150_000)


def test_percentages_above_a_hundred_together_are_served_in_order() -> None:
    policy = replace(NO_FUNDS, shares=replace(CLOSING, part=percent("80")),
                     patronage=PatronagePolicy(part=percent("80")))
    assert shared(policy, year(100, member("1", 5, value=5))) == ([80], [20], 0)


def test_what_a_cap_takes_goes_to_the_remainder_and_not_to_patronage() -> None:
    policy = replace(NO_FUNDS, shares=replace(CLOSING, part=percent("60"), cap_rate=percent("10")),
                     patronage=PatronagePolicy(part=percent("60")))
    assert shared(policy, year(100_000, member("1", 100_000, value=1))) == ([10_000], [40_000], 50_000)


def test_a_cap_below_a_fixed_rate_rules_and_its_excess_is_kept_away_from_patronage_too() -> None:
    policy = replace(NO_FUNDS, shares=replace(CLOSING, rate=percent("12"), cap_rate=percent("10")),
                     patronage=PatronagePolicy(part=percent("100")))
    assert shared(policy, year(100_000, member("1", 100_000, value=1))) == ([10_000], [88_000], 2_000)


def test_with_a_rate_the_exact_part_is_the_rate_on_the_own_capital() -> None:
    """Rule 6: 10 % of 15, 15 and 6 kip is 1.5, 1.5 and 0.6; the pool is 3.6 cut down to 3, so one unit is left."""
    policy = replace(NO_FUNDS, shares=replace(CLOSING, rate=percent("10")), patronage=PatronagePolicy(part=Fraction(0)))
    plan = share_surplus(policy, year(1_000, member("1", 15), member("2", 15), member("3", 6)))
    assert plan.share_proof.figures() == (3, 2, 1, ("3",))
    assert [part.share_dividend_kip for part in plan.members] == [1, 1, 1]


def test_the_patronage_rate_stays_below_so_many_dividend_rates() -> None:
    """Dividend rate 2 %, limit twice that: 4 % of purchases of 100,000."""
    policy = replace(NO_FUNDS, shares=replace(CLOSING, rate=percent("2")), patronage=PatronagePolicy(
        Basis.PURCHASES, percent("100"), most_share_rates=Fraction(2)))
    facts = year(500_000, member("1", 1_000_000, purchases=75_000), member("2", 0, purchases=25_000))
    assert shared(policy, facts) == ([20_000, 0], [3_000, 1_000], 476_000)


def test_a_rate_limit_without_any_dividend_allows_no_refund() -> None:
    policy = replace(NO_FUNDS, patronage=PatronagePolicy(most_share_rates=Fraction(2)))
    assert shared(policy, year(1_000, member("1", 0, value=500))) == ([0], [0], 1_000)


@pytest.mark.parametrize("basis", [Basis.KG, Basis.HOURS])
def test_a_rate_limit_means_nothing_for_weights_and_hours(basis: Basis) -> None:
    policy = replace(NO_FUNDS, patronage=PatronagePolicy(basis, percent("70"), most_share_rates=Fraction(2)))
    assert shared(policy, year(1_000, member("1", 0, kg="2", hours="2")))[1] == [700]


def test_pools_that_nobody_can_take_part_in_stay_in_the_remainder() -> None:
    plan = share_surplus(NO_FUNDS, year(1_000, member("1"), member("2")))
    assert (plan.share_pool_kip, plan.patronage_pool_kip, plan.remainder_kip) == (0, 0, 1_000)
    assert plan.share_rate == plan.patronage_rate == 0
    assert plan.share_proof.figures() == plan.patronage_proof.figures() == (0, 0, 0, ())
    assert plan.share_proof != plan.share_proof.figures()
    assert share_surplus(NO_FUNDS, YearFacts(2025, YEAR_2025, 1_000, [])).remainder_kip == 1_000


@pytest.mark.parametrize(("basis", "parts"), [
    (Basis.VALUE, [600, 100]), (Basis.KG, [100, 600]), (Basis.PURCHASES, [350, 350]), (Basis.HOURS, [700, 0])])
def test_patronage_counts_what_the_policy_says(basis: Basis, parts: list[int]) -> None:
    facts = year(1_000, member("1", 1, value=6, kg="0.0001", purchases=3, hours="1.25"),
                 member("2", 1, value=1, kg="0.0006", purchases=3))
    assert shared(replace(NO_FUNDS, patronage=replace(NO_FUNDS.patronage, basis=basis)), facts)[1] == parts


def test_the_patronage_rate_is_per_kilogram() -> None:
    policy = replace(NO_FUNDS, patronage=PatronagePolicy(Basis.KG))
    plan = share_surplus(policy, year(1_000, member("1", 1, kg="3400.5")))
    assert plan.patronage_rate == Fraction(700) / Fraction("3400.5")
    assert exact_text(plan.patronage_basis(plan.members[0])) == "3400.5"


# --- rounding ---------------------------------------------------------------------------------------------------------
ONLY_SHARES = replace(NO_FUNDS, shares=replace(CLOSING, part=Fraction(1)), patronage=PatronagePolicy(part=Fraction(0)))


def rounded(rule: RoundingRule, unit_kip: int = 1) -> DividendPolicy:
    return replace(ONLY_SHARES, rounding=RoundingPolicy(rule, unit_kip))


@pytest.mark.parametrize(("rule", "parts", "remainder", "proof"), [
    (RoundingRule.LARGEST_REMAINDER, [34, 33, 33], 0, (100, 99, 1, ("1",))),
    (RoundingRule.FLOOR, [33, 33, 33], 1, (100, 99, 1, ())),
    (RoundingRule.HALF_UP, [33, 33, 33], 1, (100, 99, 1, ())),
])
def test_a_hundred_among_three(rule: RoundingRule, parts: list[int], remainder: int, proof: tuple[object, ...]) -> None:
    facts = year(100, member("1", 5), member("2", 5), member("3", 5))
    assert shared(rounded(rule), facts) == (parts, [0, 0, 0], remainder)
    assert share_surplus(rounded(rule), facts).share_proof.figures() == proof


def test_half_up_can_pass_the_pool_and_the_remainder_pays_for_it() -> None:
    """Two members get 1.5 each of a pool of 3, and 2 each after rounding."""
    plan = share_surplus(rounded(RoundingRule.HALF_UP), year(3, member("2", 1), member("1", 1)))
    assert [part.share_dividend_kip for part in plan.members] == [2, 2]
    assert plan.remainder_kip == -1
    assert plan.share_proof.figures() == (3, 2, 1, ("1", "2"))


def test_units_of_500_kip_leave_the_tail_of_the_pool_undivided() -> None:
    facts = year(10_400, *(member(str(number), 5) for number in range(1, 4)))
    plan = share_surplus(rounded(RoundingRule.LARGEST_REMAINDER, 500), facts)
    assert [part.share_dividend_kip for part in plan.members] == [3_500, 3_500, 3_000]
    assert plan.remainder_kip == 400
    assert plan.share_proof.figures() == (10_400, 9_000, 2, ("1", "2"))


def test_ties_go_to_the_smaller_number_and_9_stands_before_10() -> None:
    plan = share_surplus(ONLY_SHARES, year(5, *(member(number, 1) for number in ("10", "9", "2"))))
    assert plan.share_proof.given_to == ("2", "9")
    assert [part.share_dividend_kip for part in plan.members] == [1, 2, 2]


def test_the_larger_fraction_comes_before_the_smaller_number() -> None:
    plan = share_surplus(ONLY_SHARES, year(10, member("1", 101), member("2", 109), member("3", 90)))
    assert plan.share_proof.given_to == ("2",)  # 3.36…, 3.63…, 3.0


@pytest.mark.parametrize("numbers", [
    ["1", "2", "9", "10", "11"], ["7", "A-7", "A-12", "B-1"], ["A7", "A7-2", "A7-10"], ["007", "7", "8"], ["໙", "10"]])
def test_numbers_sort_as_people_read_them(numbers: list[str]) -> None:
    backwards = numbers[::-1]
    assert [backwards[place] for place in order_of_numbers(backwards)] == numbers
    assert sorted(backwards, key=number_order) == numbers


def test_nobody_without_a_part_receives_a_left_over_unit() -> None:
    plan = share_surplus(ONLY_SHARES, year(2, member("1"), member("2", 1), member("3", 1), member("4", 1)))
    assert [part.share_dividend_kip for part in plan.members] == [0, 1, 1, 0]
    assert plan.share_proof.given_to == ("2", "3")


def test_tax_is_cut_down_per_kind_and_the_tail_is_carried_on_the_total() -> None:
    """999 and 1,999 with 10 % and 5 %: 99 and 99 are kept back, 2,800 is left, 2,000 paid in units of 1,000."""
    policy = replace(NO_FUNDS, shares=replace(CLOSING, part=percent("33.32222")), withholding=WithholdingPolicy(
        percent("10"), percent("5")), patronage=PatronagePolicy(part=percent("66.67777")))
    part = share_surplus(policy, year(2_998, member("1", 1, value=1))).members[0]
    assert (part.share_dividend_kip, part.patronage_kip) == (999, 1_999)
    assert (part.share_tax_kip, part.patronage_tax_kip, part.withheld_kip) == (99, 99, 198)
    assert (part.net_kip, part.payable_now_kip, part.carried_kip) == (2_800, 2_000, 800)


@pytest.mark.parametrize(("value", "text"), [
    (Fraction(120), "120"), (Fraction(1, 4), "0.25"), (Fraction(-5, 4), "-1.25"), (Fraction(7, 12), "7/12"),
    (Fraction(0), "0"), (Fraction(1, 1000), "0.001"), (Fraction(100), "100"), (Fraction(10**7, 3), "10000000/3")])
def test_exact_numbers_are_written_exactly(value: Fraction, text: str) -> None:
    assert exact_text(value) == text
    assert Fraction(text) == value


# --- what cannot be -------------------------------------------------------------------------------------------------
def test_a_weight_below_zero_is_no_weight() -> None:
    with pytest.raises(ValueError, match="below zero"):
        share_surplus(NO_FUNDS, year(1_000, member("1", -1), member("2", 5)))
    with pytest.raises(ValueError, match="below zero"):
        share_surplus(NO_FUNDS, year(1_000, member("1", 1, value=-1), member("2", 1, value=9)))


def test_a_plan_that_does_not_add_up_is_not_let_through() -> None:
    plan = share_surplus(DividendPolicy(), year(1_000_003, member("1", 700, value=7), member("2", 300, value=5)))
    with pytest.raises(NotToTheKip):
        prove(replace(plan, remainder_kip=plan.remainder_kip + 1))
    with pytest.raises(NotToTheKip):
        prove(replace(plan, share_proof=replace(plan.share_proof, given_count=3)))
    with pytest.raises(NotToTheKip):
        prove(replace(plan, patronage_proof=replace(plan.patronage_proof, sum_of_floors_kip=0)))


def test_the_members_lines_are_a_sequence() -> None:
    plan = share_surplus(DividendPolicy(), year(1_000_003, member("1", 700, value=7), member("2", 300, value=5)))
    assert [*plan.members] == [plan.members[0], plan.members[-1]]
    assert len(plan.members[1:]) == 1
    assert isinstance(plan.members[0], MemberPart)
    assert plan.members == share_surplus(DividendPolicy(), year(1_000_003, member("1", 700, value=7),
                                                                member("2", 300, value=5))).members
    assert plan.members != plan.members[1:]
    assert len({plan.members, plan.members[:]}) == len({plan.share_proof, replace(plan.share_proof)}) == 1
    assert plan.payable_now_kip == sum(part.payable_now_kip for part in plan.members)


# --- laws -----------------------------------------------------------------------------------------------------------
def summed(plan: SurplusPlan) -> int:
    return (plan.losses_covered_kip + sum(fund.kip for fund in plan.funds) + plan.remainder_kip
            + sum(part.share_dividend_kip + part.patronage_kip for part in plan.members))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(policies, years())
def test_the_second_opinion_agrees(policy: DividendPolicy, facts: YearFacts) -> None:
    """Funds, pools, every part and the remainder equal the plain fractions, and all together equal the surplus.

    Forty years here; the heavy run draws a thousand.
    """
    plan, plain = share_surplus(policy, facts), plain_sharing(policy, facts)
    assert [fund.kip for fund in plan.funds] == plain.funds
    assert (plan.share_pool_kip, plan.patronage_pool_kip) == (plain.share_pool, plain.patronage_pool)
    assert [part.share_dividend_kip for part in plan.members] == plain.dividends
    assert [part.patronage_kip for part in plan.members] == plain.refunds
    assert plan.remainder_kip == plain.remainder
    assert summed(plan) == facts.surplus_kip


test_the_second_opinion_agrees_a_thousand_times = longer(test_the_second_opinion_agrees, 1000, policies, years())


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(policies, years(), st.randoms(use_true_random=False))
def test_the_order_of_members_changes_no_amount(policy: DividendPolicy, facts: YearFacts, random: Random) -> None:
    """Twenty years here; the heavy run draws five hundred."""
    mixed = list(facts.members)
    random.shuffle(mixed)
    one, other = share_surplus(policy, facts), share_surplus(policy, replace(facts, members=mixed))
    assert {part.number: part for part in one.members} == {part.number: part for part in other.members}
    assert (one.share_proof, one.patronage_proof, one.remainder_kip) == (
        other.share_proof, other.patronage_proof, other.remainder_kip)
    assert share_surplus(policy, facts) == one  # and the same facts again give the same plan


test_the_order_of_members_changes_no_amount_in_five_hundred_years = longer(test_the_order_of_members_changes_no_amount, 500, policies, years(), st.randoms(use_true_random=False))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(policies, years(), st.integers(2, 1000))
def test_the_scale_of_the_basis_changes_nothing(policy: DividendPolicy, facts: YearFacts, factor: int) -> None:
    """Twenty years here; the heavy run draws five hundred."""
    policy = replace(policy, patronage=replace(policy.patronage, most_share_rates=None))
    larger = [one._replace(patronage=Patronage(*[factor * value for value in one.patronage]))  # type: ignore[arg-type]
              for one in facts.members]
    assert shared(policy, replace(facts, members=larger)) == shared(policy, facts)


test_the_scale_of_the_basis_changes_nothing_in_five_hundred_years = longer(test_the_scale_of_the_basis_changes_nothing, 500, policies, years(), st.integers(2, 1000))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(policies, years())
def test_tax_and_payment_leave_nothing_lost(policy: DividendPolicy, facts: YearFacts) -> None:
    """Twenty years here; the heavy run draws five hundred."""
    plan, unit = share_surplus(policy, facts), policy.rounding.payout_unit_kip
    for part in plan.members:
        gross = part.share_dividend_kip + part.patronage_kip
        assert gross == part.withheld_kip + part.net_kip
        assert part.net_kip == part.payable_now_kip + part.carried_kip
        assert part.payable_now_kip % unit == 0
        assert 0 <= part.carried_kip < unit
        assert part.share_tax_kip <= policy.withholding.share_dividend * part.share_dividend_kip
        assert (part.weight, part.share_dividend_kip) >= (0, 0)
        assert part.weight > 0 or part.share_dividend_kip == 0
        assert part.basis > 0 or part.patronage_kip == 0


test_tax_and_payment_leave_nothing_lost_in_five_hundred_years = longer(test_tax_and_payment_leave_nothing_lost, 500, policies, years())


weights = st.lists(st.integers(0, 10**12), max_size=40)
units = st.sampled_from([1, 1, 500, 1000])


@settings(max_examples=150)
@given(st.integers(0, 10**15), weights, units, st.sampled_from(RoundingRule))
def test_a_divided_pool_is_exact_fair_and_monotone(pool_kip: int, values: list[int], unit: int,
                                                   rule: RoundingRule) -> None:
    """A hundred and fifty pools here; the heavy run draws two thousand, and a hundred thousand plain ones."""
    if not sum(values):
        return
    numbers = [str(place + 1) for place in range(len(values))]
    parts, proof = divide(RoundingPolicy(rule, unit), Pool(pool_kip, pool_kip, None), Weights(values, 1), numbers)
    if rule is RoundingRule.LARGEST_REMAINDER:
        assert sum(parts) == pool_kip - pool_kip % unit  # whole units: the tail is the remainder's
    assert sum(parts) == proof.sum_of_floors_kip + unit * len(proof.given_to)
    for part, value in zip(parts, values, strict=True):
        exact = Fraction(pool_kip * value, sum(values))
        assert abs(part - exact) < unit or (rule is RoundingRule.HALF_UP and abs(part - exact) * 2 <= unit)
        assert part % unit == 0
        assert value or not part
    ordered = sorted(zip(values, parts, strict=True))
    for (smaller, less), (larger, more) in pairwise(ordered):
        assert less <= more or (smaller == larger and less - more <= unit)


test_two_thousand_divided_pools_are_exact = longer(
    test_a_divided_pool_is_exact_fair_and_monotone, 2000, st.integers(0, 10**15), weights, units, st.sampled_from(RoundingRule))


@pytest.mark.heavy
def test_a_hundred_thousand_random_divisions_are_exact() -> None:
    random = Random(2025)
    numbers = [str(place) for place in range(1, 9)]
    for _ in range(100_000):
        values = [random.randrange(0, 10**random.randrange(1, 13)) for _ in range(random.randrange(1, 9))]
        if not sum(values):
            continue
        pool = random.randrange(0, 10**random.randrange(1, 16))
        parts, proof = divide(RoundingPolicy(), Pool(pool, pool, None), Weights(values, 1), numbers[:len(values)])
        assert sum(parts) == pool
        assert len(proof.given_to) == proof.units_left < len(values)
        total = sum(values)
        assert all(abs(part * total - pool * value) < total for part, value in zip(parts, values, strict=True))


def test_a_few_thousand_members_of_a_real_size_add_up() -> None:
    random = Random(7)
    members = [member(str(number), random.randrange(1, 500) * 100_000, value=random.randrange(0, 90_000_000))
               for number in range(1, 3_001)]
    plan = share_surplus(DividendPolicy(), year(4_800_000_017, *members))
    assert summed(plan) == 4_800_000_017
    assert plan.members.total("patronage_kip") == plan.patronage_pool_kip
    assert YEAR_2025.last_day.year == plan.year
