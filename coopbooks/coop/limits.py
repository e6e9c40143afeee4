"""A plan against the by-laws: which rules it breaks, and the nearest plan that breaks none.

The by-laws are the policy in force, with its limits; a plan is what the meeting may decide instead. A broken rule is never a
reason to stop thinking aloud, only to stop before the meeting: each one names its line and can be mended.
See also: coop.allocation (what the plan gives), ui.yearend.board.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from coopbooks.coop.plan import SurplusPlan
from coopbooks.coop.policy import DividendPolicy, Fund
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken


class FundBelowLeast(RuleBroken):
    """The by-laws give a fund at least so much."""

    wording = N_("{fund}: at least {least}% are needed.")


class FundAboveMost(RuleBroken):
    """The by-laws give a fund no more than so much."""

    wording = N_("{fund}: no more than {most}% are allowed.")


class FundLeftOut(RuleBroken):
    """A fund the by-laws ask for is not in the plan."""

    wording = N_("{fund} is left out. At least {least}% are needed.")


class FundsAboveWhole(RuleBroken):
    """More than everything cannot be given away."""

    wording = N_("The funds take {percent}% together, more than there is.")


class PartsAboveWhole(RuleBroken):
    """More than what is left cannot be given to the members."""

    wording = N_("Dividend and refund take {percent}% together, more than there is.")


class DividendAboveCap(RuleBroken):
    """The by-laws limit what a share may earn in a year."""

    wording = N_("The share dividend is {rate}%. No more than {most}% are allowed.")


class RefundAboveCap(RuleBroken):
    """The by-laws limit the refund by the dividend."""

    wording = N_("The refund may be {most} times the dividend rate. The plan has no such limit.")


_CENT = 100


def percent(rate: Fraction) -> str:
    """A rate in percent as people write it, with at most two decimals."""
    hundredths = round(rate * _CENT * _CENT)
    whole, rest = divmod(hundredths, _CENT)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


def check_plan(by_laws: DividendPolicy, policy: DividendPolicy, plan: SurplusPlan | None = None) -> list[RuleBroken]:
    """Every rule of the by-laws that a plan breaks; the complaint's field is the line: fund:NAME, funds, shares, parts or patronage."""
    broken = [one.at(f"fund:{one.facts['fund']}") for one in _check_funds(by_laws, policy)]
    together = sum((fund.rate for fund in policy.funds if fund.base.value == "surplus"), Fraction(0))
    if together > 1:
        broken.append(FundsAboveWhole(percent=percent(together)).at("funds"))
    cap = by_laws.shares.cap_rate
    asked = policy.shares.rate
    reached = max(asked or Fraction(0), plan.share_rate if plan is not None else Fraction(0))
    if cap is not None and reached > cap:
        broken.append(DividendAboveCap(rate=percent(reached), most=percent(cap)).at("shares"))
    if asked is None and policy.shares.part_of == policy.patronage.part_of and policy.shares.part + policy.patronage.part > 1:
        broken.append(PartsAboveWhole(percent=percent(policy.shares.part + policy.patronage.part)).at("parts"))
    limit = by_laws.patronage.most_share_rates
    if limit is not None and (policy.patronage.most_share_rates is None or policy.patronage.most_share_rates > limit):
        broken.append(RefundAboveCap(most=percent(limit / _CENT)).at("patronage"))
    return broken


def _check_funds(by_laws: DividendPolicy, policy: DividendPolicy) -> Iterator[RuleBroken]:
    planned = {fund.name: fund for fund in policy.funds}
    for rule in by_laws.funds:
        fund = planned.get(rule.name)
        if fund is None:
            if rule.least:
                yield FundLeftOut(fund=rule.name, least=percent(rule.least))
        elif fund.rate < rule.least:
            yield FundBelowLeast(fund=rule.name, least=percent(rule.least))
        elif rule.most is not None and fund.rate > rule.most:
            yield FundAboveMost(fund=rule.name, most=percent(rule.most))


def mended(by_laws: DividendPolicy, policy: DividendPolicy) -> DividendPolicy:
    """The nearest plan within the by-laws: each value moved to its nearest allowed one, funds above the whole cut from the last on."""
    rules = {fund.name: fund for fund in by_laws.funds}
    funds = [_mended_fund(rules.get(fund.name), fund) for fund in policy.funds]
    funds += [replace(rule, rate=rule.least) for rule in by_laws.funds if rule.least and rule.name not in {fund.name for fund in funds}]
    over = sum((fund.rate for fund in funds if fund.base.value == "surplus"), Fraction(0)) - 1
    for place in range(len(funds) - 1, -1, -1):
        if over <= 0:
            break
        least = rules[funds[place].name].least if funds[place].name in rules else Fraction(0)
        cut = min(over, max(funds[place].rate - least, Fraction(0))) if funds[place].base.value == "surplus" else Fraction(0)
        funds[place] = replace(funds[place], rate=funds[place].rate - cut)
        over -= cut
    cap = by_laws.shares.cap_rate
    shares = policy.shares
    if cap is not None:
        own = shares.cap_rate
        shares = replace(shares, rate=min(shares.rate, cap) if shares.rate is not None else None,
                         cap_rate=cap if own is None or own > cap else own)
    patronage = policy.patronage
    if shares.rate is None and shares.part_of == patronage.part_of and shares.part + patronage.part > 1:
        patronage = replace(patronage, part=1 - min(shares.part, Fraction(1)))
    limit = by_laws.patronage.most_share_rates
    if limit is not None and (patronage.most_share_rates is None or patronage.most_share_rates > limit):
        patronage = replace(patronage, most_share_rates=limit)
    return replace(policy, funds=tuple(funds), shares=shares, patronage=patronage)


def _mended_fund(rule: Fund | None, fund: Fund) -> Fund:
    if rule is None:
        return fund
    rate = max(fund.rate, rule.least)
    return replace(fund, rate=rate if rule.most is None else min(rate, rule.most))
