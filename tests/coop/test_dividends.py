"""Approval and payment: what the meeting's decision posts, who may be paid, and every refusal."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopbooks.coop.allocation import YearFacts, share_surplus
from coopbooks.coop.approval import ApproverMissing, MadeAndApproved, MakerMissing, Person
from coopbooks.coop.closing import ResolutionMissing
from coopbooks.coop.dividends import (
    AboveSurplus,
    AlreadyApproved,
    Approval,
    ApproveAppropriation,
    ApproveFacts,
    ClosedYear,
    FundAccountUnknown,
    FundWithoutAccount,
    LossesAboveBooks,
    LossYear,
    YearNotClosed,
    account_of,
    appropriation_entry,
    check_approval,
)
from coopbooks.coop.payout import (
    AlreadyPaid,
    EverybodyPaid,
    NobodyToPay,
    NotEnoughCash,
    NothingToPay,
    PaidBeforeMeeting,
    PayDividends,
    PayFacts,
    PayLine,
    PayoutBeforeApproval,
    UnknownMoneyBox,
    check_payout,
    payments,
    payout_entry,
)
from coopbooks.coop.policy import DividendPolicy, Fund, RoundingPolicy, RoundingRule, SharePolicy
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import DayInFuture, OpenDays, PeriodClosed
from tests.support.surplus import YEAR_2025, member, policies, year, years

AGM = date(2026, 3, 14)
PEOPLE = (Person("ບຸນມີ", "treasurer"), Person("ຄຳ", "chair"))
DAYS = OpenDays(date(2020, 1, 1), date(2025, 12, 31), date(2026, 3, 20))
CO_OP = year(10_000_000, member("1", 40_000_000, value=9_000_000), member("2", 20_000_000, value=1_000_000),
             member("3"), losses_kip=1_000_000)


def posted(entry: JournalEntry) -> Counter[tuple[str, int | None]]:
    sums: Counter[tuple[str, int | None]] = Counter()
    for posting in entry.postings:
        sums[posting.account, posting.member_id] += posting.amount_kip
    return sums


def order(policy: DividendPolicy | None = None, **more: Any) -> ApproveAppropriation:
    return replace(ApproveAppropriation(2025, "7/2026", AGM, policy or DividendPolicy()), **more)


def approval_facts(facts: YearFacts = CO_OP, policy: DividendPolicy | None = None, **more: Any) -> ApproveFacts:
    plan = share_surplus(policy or DividendPolicy(), facts)
    closed = ClosedYear(2025, YEAR_2025, Kip(facts.surplus_kip))
    return replace(ApproveFacts(closed, None, plan, Kip(max(facts.surplus_kip, 0)),
                                Kip(facts.losses_brought_forward_kip), frozenset({"1068"}), DAYS), **more)


# --- approval ---------------------------------------------------------------------------------------------------------
def test_the_decision_posts_losses_funds_members_tax_and_remainder() -> None:
    """9,000,000 after losses: 30 % to funds, 1,890,000 on 60,000,000 of capital, 4,410,000 on 10,000,000 of produce."""
    facts = approval_facts()
    assert check_approval(facts, order()) == []
    assert facts.plan is not None
    entry = appropriation_entry(facts.plan, order(note="unanimous"))
    assert (entry.entry_date, entry.action, entry.note) == (AGM, "appropriation", "unanimous")
    assert posted(entry) == {
        ("surplus-of-year", None): 10_000_000, ("loss-forward", None): -1_000_000, ("reserve", None): -1_800_000,
        ("education-fund", None): -450_000, ("welfare-fund", None): -450_000,
        ("dividends-payable", 1): -1_134_000, ("dividends-payable", 2): -567_000,
        ("patronage-payable", 1): -3_969_000, ("patronage-payable", 2): -441_000, ("withholding-tax", None): -189_000}


def test_the_ledger_shows_gross_and_tax_of_every_member() -> None:
    plan = approval_facts().plan
    assert plan is not None
    entry = appropriation_entry(plan, order())
    amounts = [posting.amount_kip for posting in entry.postings if posting.member_id == 1]
    assert amounts == [-1_260_000, 126_000, -3_969_000]


def test_a_negative_remainder_is_taken_from_the_reserve() -> None:
    """Half up: 1.5 kip each of a dividend of 3 are paid as 2 and 2, so the reserve gives 1."""
    policy = DividendPolicy(funds=(), shares=SharePolicy(part=Fraction(1), cap_rate=None),
                            rounding=RoundingPolicy(RoundingRule.HALF_UP))
    plan = share_surplus(policy, year(3, member("1", 1), member("2", 1)))
    assert posted(appropriation_entry(plan, order(policy))) == {
        ("surplus-of-year", None): 3, ("dividends-payable", 1): -2, ("dividends-payable", 2): -2, ("reserve", None): 1}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(policies, years())
def test_every_decision_balances_and_owes_each_member_the_net(policy: DividendPolicy, facts: YearFacts) -> None:
    """JournalEntry refuses to exist unbalanced; each member's two accounts together are the net of the plan's line."""
    policy = replace(policy, funds=tuple(replace(fund, account="1068") for fund in policy.funds))
    facts = replace(facts, members=[one._replace(member_id=place) for place, one in enumerate(facts.members, start=1)])
    plan = share_surplus(policy, facts)
    if plan.is_loss:
        return
    sums = posted(appropriation_entry(plan, order(policy)))
    for part in plan.members:
        assert -sums["dividends-payable", part.member_id] - sums["patronage-payable", part.member_id] == part.net_kip
    assert -sums["withholding-tax", None] == sum(part.withheld_kip for part in plan.members)


@pytest.mark.parametrize(("facts", "given", "broken"), [
    (approval_facts(closed=None, plan=None), order(), [YearNotClosed(year=2025)]),
    (approval_facts(approved=Approval(2025, "5/2026", AGM), surplus_of_year_kip=Kip(0), loss_forward_kip=Kip(0)),
     order(),
     [AlreadyApproved(year=2025, resolution="5/2026", on=AGM)]),
    (approval_facts(), order(resolution="  "), [ResolutionMissing()]),
    (approval_facts(people=PEOPLE), order(), [MakerMissing(), ApproverMissing()]),
    (approval_facts(people=PEOPLE), order(prepared_by="ບຸນມີ"), [ApproverMissing()]),
    (approval_facts(people=PEOPLE), order(prepared_by="ຄຳ", approved_by="ຄຳ"), [MadeAndApproved(name="ຄຳ")]),
    (approval_facts(people=PEOPLE[:1]), order(), []),
    (approval_facts(), order(prepared_by="ບຸນມີ", approved_by="ຄຳ"), []),
    (approval_facts(surplus_of_year_kip=Kip(9_999_999)), order(),
     [AboveSurplus(planned_kip=10_000_000, surplus_kip=9_999_999)]),
    (approval_facts(loss_forward_kip=Kip(400_000)), order(),
     [LossesAboveBooks(planned_kip=1_000_000, loss_kip=400_000)]),
    (approval_facts(year(-5_000, member("1", 5))), order(), [LossYear(year=2025, loss_kip=5_000)]),
    (approval_facts(), order(on=date(2025, 12, 31)),
     [PeriodClosed(on=date(2025, 12, 31), closed_until=date(2025, 12, 31))]),
    (approval_facts(), order(on=date(2026, 3, 21)), [DayInFuture(on=date(2026, 3, 21), today=date(2026, 3, 20))]),
])
def test_what_may_not_be_entered(facts: ApproveFacts, given: ApproveAppropriation, broken: list[object]) -> None:
    assert check_approval(facts, given) == broken


def test_all_complaints_come_at_once() -> None:
    told = check_approval(approval_facts(surplus_of_year_kip=Kip(0)), order(resolution="", on=date(2026, 4, 1)))
    assert [type(one).__name__ for one in told] == ["DayInFuture", "ResolutionMissing", "AboveSurplus"]


def test_a_fund_with_a_name_of_its_own_needs_an_account() -> None:
    policy = DividendPolicy(funds=(Fund("reserve", Fraction(1, 5)), Fund("bonus", Fraction(1, 10))))
    assert check_approval(approval_facts(policy=policy), order(policy)) == [FundWithoutAccount(fund="bonus")]
    named = replace(policy, funds=(policy.funds[0], replace(policy.funds[1], account="1068")))
    assert check_approval(approval_facts(policy=named), order(named)) == []
    wrong = replace(policy, funds=(policy.funds[0], replace(policy.funds[1], account="9999")))
    assert check_approval(approval_facts(policy=wrong), order(wrong)) == [FundAccountUnknown(fund="bonus", code="9999")]


@pytest.mark.parametrize(("name", "account"), [
    ("reserve", "reserve"), ("education", "education-fund"), ("welfare-fund", "welfare-fund"), ("bonus", None),
    ("surplus-forward", "surplus-forward"), ("cash", None), ("share-capital", None), ("sales", None)])
def test_only_common_property_is_a_fund(name: str, account: str | None) -> None:
    assert account_of(DividendPolicy(), name) == account


def test_the_remainder_may_go_to_a_fund_s_own_account() -> None:
    policy = DividendPolicy(funds=(Fund("youth", Fraction(1, 10), account="1068"),),
                            rounding=RoundingPolicy(remainder_to="youth"))
    plan = share_surplus(policy, year(1_000, member("1", 5)))
    assert posted(appropriation_entry(plan, order(policy)))["1068", None] == -100 - plan.remainder_kip


# --- payment ----------------------------------------------------------------------------------------------------------
def line(member_id: int, dividend_kip: int, patronage_kip: int, **more: Any) -> PayLine:
    net = dividend_kip + patronage_kip
    return replace(PayLine(member_id, str(member_id), f"member {member_id}", Kip(net), Kip(net - net % 1000),
                           Kip(dividend_kip), Kip(patronage_kip)), **more)


def pay_facts(*lines: PayLine, cash_kip: int = 10**9, approval: Approval | None = None) -> PayFacts:
    return PayFacts(approval or Approval(2025, "7/2026", AGM), lines, Kip(cash_kip), 1_000, DAYS)


def pay(*member_ids: int, **more: Any) -> PayDividends:
    return replace(PayDividends(2025, AGM, member_ids=member_ids or None), **more)


def test_everybody_is_paid_whole_units_and_the_tail_stays() -> None:
    facts = pay_facts(line(1, 1_250, 2_400), line(2, 0, 999), line(3, 5_000, 0))
    assert check_payout(facts, pay()) == []
    assert [(one.line.member_id, one.amount_kip) for one in payments(facts, pay())] == [(1, 3_000), (3, 5_000)]
    first = payout_entry(payments(facts, pay())[0], pay(note="hall"))
    assert posted(first) == {("dividends-payable", 1): 1_250, ("patronage-payable", 1): 1_750, ("cash", None): -3_000}
    assert (first.action, first.note) == ("dividend-payout", "hall")


def test_the_last_kip_of_the_cash_box_may_be_paid() -> None:
    assert check_payout(pay_facts(line(1, 5_000, 0), cash_kip=5_000), pay()) == []


def test_one_kip_can_be_all_that_is_paid() -> None:
    facts = pay_facts(line(1, 1, 0))
    assert [one.amount_kip for one in payments(facts, pay(to_the_kip=True))] == [1]
    assert payments(replace(facts, lines=(line(1, 1, 0, paid_kip=Kip(1), paid_on=AGM),)), pay(to_the_kip=True)) == ()


def test_a_bank_pays_to_the_kip() -> None:
    facts, given = pay_facts(line(1, 1_250, 2_407)), pay(1, paid_from="bank", to_the_kip=True)
    assert posted(payout_entry(payments(facts, given)[0], given))["bank", None] == -3_657


def test_a_refund_that_became_shares_is_not_paid_again() -> None:
    facts = pay_facts(line(1, 1_250, 102_400, owed_patronage_kip=Kip(2_400)))
    assert payments(facts, pay())[0].amount_kip == 3_000
    assert payments(pay_facts(line(1, 500, 9_000, owed_patronage_kip=Kip(-100))), pay()) == ()


def test_nobody_is_paid_twice_and_the_refusal_says_when_and_by_whom() -> None:
    paid = line(1, 1_250, 2_400, paid_kip=Kip(3_000), paid_on=date(2026, 3, 15), paid_by="ນາງ ຄຳ")
    facts = pay_facts(paid, line(2, 4_000, 0))
    assert check_payout(facts, pay(1, 2)) == [
        AlreadyPaid(member="member 1", paid_kip=3_000, paid_on=date(2026, 3, 15), paid_by="ນາງ ຄຳ")]
    assert [one.line.member_id for one in payments(facts, pay())] == [2]
    earlier = line(3, 2_000, 0, paid_kip=Kip(2_000), paid_on=AGM)
    assert check_payout(pay_facts(earlier, paid), pay()) == [EverybodyPaid(year=2025, paid_on=date(2026, 3, 15))]


@pytest.mark.parametrize(("facts", "given", "broken"), [
    (replace(pay_facts(), approval=None), pay(), [PayoutBeforeApproval(year=2025)]),
    (pay_facts(line(1, 5_000, 0)), pay(on=date(2026, 3, 13)), [PaidBeforeMeeting(approved_on=AGM)]),
    (pay_facts(line(1, 5_000, 0)), pay(on=date(2026, 3, 21)),
     [DayInFuture(on=date(2026, 3, 21), today=date(2026, 3, 20))]),
    (pay_facts(line(1, 5_000, 0)), pay(paid_from="produce-stock"), [UnknownMoneyBox(paid_from="produce-stock")]),
    (pay_facts(line(1, 5_000, 0), cash_kip=4_999), pay(), [NotEnoughCash(needed_kip=5_000, held_kip=4_999)]),
    (pay_facts(line(1, 999, 0)), pay(), [NobodyToPay(year=2025)]),
    (pay_facts(line(1, 999, 0)), pay(1), [NothingToPay(member="member 1", year=2025)]),
    (pay_facts(line(1, 5_000, 0)), pay(4, 4), [NothingToPay(member="4", year=2025)]),
])
def test_who_may_not_be_paid(facts: PayFacts, given: PayDividends, broken: list[object]) -> None:
    assert check_payout(facts, given) == broken


amounts = st.integers(0, 10**7)


@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), max_size=8), st.booleans())
def test_a_payment_never_passes_the_line_nor_what_is_owed(rows: list[tuple[int, int, int, int]],
                                                          to_the_kip: bool) -> None:
    lines = [line(place, dividend, refund, owed_dividend_kip=Kip(owed), owed_patronage_kip=Kip(owed_too))
             for place, (dividend, refund, owed, owed_too) in enumerate(rows, start=1)]
    for payment in payments(pay_facts(*lines), pay(to_the_kip=to_the_kip)):
        assert 0 < payment.amount_kip <= payment.line.net_kip
        assert 0 <= payment.dividend_kip <= payment.line.owed_dividend_kip
        assert 0 <= payment.patronage_kip <= payment.line.owed_patronage_kip
        assert to_the_kip or payment.amount_kip % 1_000 == 0
