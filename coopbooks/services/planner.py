"""The what-if board without a window: named plans over one year's facts, each worked out by the very sharing that posts.

Every change answers at once: the plan, the rules it breaks, the nearest plan that breaks none, the money it needs. Nothing here
writes; keeping a plan is `services.yearend.keep_plan`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from coopbooks.coop.allocation import YearFacts, share_surplus
from coopbooks.coop.division import Pool, Weights
from coopbooks.coop.limits import check_plan, mended
from coopbooks.coop.liquidity import CashCheck, check_cash, who_would_lose
from coopbooks.coop.plan import MemberPart, SurplusPlan
from coopbooks.coop.policy import DividendPolicy, Fund
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services.yearend import BoardFacts


@dataclass(frozen=True, slots=True)
class Sample:
    """A member of the example list, with what the member got the year before (None: nobody knows)."""

    part: MemberPart
    before_kip: int | None


class Planner:
    """Plans over one year's facts.

    Attributes:
        board: what was read of the book. plans: policies by name; name: the plan on the table; plan: its outcome.
        pinned: numbers of members the user wants among the examples.
    """

    def __init__(self, board: BoardFacts) -> None:
        self.board, self.plans = board, dict(board.plans)
        self.name = next(iter(self.plans))
        self.pinned: list[str] = []
        self.plan = self._work_out()

    # --- the plan on the table ----------------------------------------------------------------------------------------
    @property
    def policy(self) -> DividendPolicy:
        """The policy of the plan on the table."""
        return self.plans[self.name]

    @property
    def facts(self) -> YearFacts:
        """The year's facts."""
        return self.board.facts

    def _work_out(self) -> SurplusPlan:
        return share_surplus(self.policy, self.facts)

    def change(self, policy: DividendPolicy) -> None:
        """Put another policy under the plan's name."""
        self.plans[self.name] = policy
        self.plan = self._work_out()

    def choose(self, name: str) -> None:
        """Put another plan on the table."""
        self.name = name
        self.plan = self._work_out()

    def add(self) -> str:
        """A new plan, a copy of the one on the table, under the next letter."""
        letters = (chr(place) for place in range(ord("A"), ord("Z") + 1))
        name = next((letter for letter in letters if letter not in self.plans), f"{len(self.plans) + 1}")
        self.plans[name] = self.policy
        self.choose(name)
        return name

    def drop(self, name: str) -> None:
        """Give a plan up; the last one stays."""
        if len(self.plans) > 1:
            del self.plans[name]
            self.choose(next(iter(self.plans)))

    # --- its lines ----------------------------------------------------------------------------------------------------
    def set_fund(self, name: str, rate: Fraction) -> None:
        """Another percentage for a fund."""
        self.change(replace(self.policy, funds=tuple(replace(fund, rate=rate) if fund.name == name else fund for fund in self.policy.funds)))

    def add_fund(self, fund: Fund) -> None:
        """One more fund at the end of the list, or other terms for one that is there."""
        others = tuple(one for one in self.policy.funds if one.name != fund.name)
        self.change(replace(self.policy, funds=(*others, fund)))

    @property
    def by_rate(self) -> bool:
        """True while the dividend is a fixed rate on capital, not a part of what is left."""
        return self.policy.shares.rate is not None

    @property
    def is_pinned(self) -> bool:
        """True while the refund has a part of its own, instead of all that is left."""
        return self.policy.patronage.part != self._whole_rest()

    def _whole_rest(self) -> Fraction:
        return Fraction(1) if self.by_rate else max(1 - self.policy.shares.part, Fraction(0))

    def set_shares(self, rate: Fraction) -> None:
        """Another rate, or part, for the dividend on shares; the refund takes what is left, unless it is pinned."""
        follows = not self.is_pinned
        shares = replace(self.policy.shares, rate=rate) if self.by_rate else replace(self.policy.shares, part=rate)
        self.plans[self.name] = replace(self.policy, shares=shares)
        self.set_refund(self._whole_rest() if follows else self.policy.patronage.part)

    def set_by_rate(self, *, on: bool) -> None:
        """A fixed rate on capital (beginning with the one reached now), or a part of what is left."""
        reached = Fraction(round(self.plan.share_rate * 10_000), 10_000)
        self.plans[self.name] = replace(self.policy, shares=replace(self.policy.shares, rate=reached if on else None))
        self.set_refund(self._whole_rest())

    def set_refund(self, part: Fraction) -> None:
        """Another part for the refund."""
        self.change(replace(self.policy, patronage=replace(self.policy.patronage, part=part)))

    def pin(self, *, on: bool) -> None:
        """Keep the refund's part where it is while the dividend moves, or let it take what is left."""
        part = self.policy.patronage.part
        self.set_refund(max(part - Fraction(1, 100), Fraction(0)) if on and not self.is_pinned else self._whole_rest())

    # --- what it means ------------------------------------------------------------------------------------------------
    @property
    def broken(self) -> list[RuleBroken]:
        """The by-laws the plan breaks."""
        return check_plan(self.board.by_laws, self.policy, self.plan)

    def mend(self) -> None:
        """The nearest plan that breaks no rule."""
        self.change(mended(self.board.by_laws, self.policy))

    @property
    def cash(self) -> CashCheck:
        """Whether the money is there."""
        board = self.board
        return check_cash(self.plan.payable_now_kip, int(board.cash_kip), int(board.owed_by_customers_kip), int(board.advances_kip))

    @property
    def per_share_kip(self) -> Fraction:
        """What one share held all year receives."""
        return self.plan.share_rate * self.board.par_kip

    @property
    def paid_count(self) -> int:
        """Members who receive something."""
        return sum(1 for net in self.plan.members.columns[9] if net)

    def samples(self) -> tuple[Sample, ...]:
        """The largest, the middle and the smallest part, and the members pinned."""
        members = self.plan.members
        nets = members.columns[9]
        order = sorted((place for place in range(len(members)) if nets[place]), key=lambda place: -nets[place])
        wanted = [order[0], order[len(order) // 2], order[-1]] if order else []
        if self.pinned:
            places = {number: place for place, number in enumerate(members.columns[0])}
            wanted += [places[number] for number in self.pinned if number in places]
        return tuple(self._sample(members[place]) for place in dict.fromkeys(wanted))

    def _sample(self, part: MemberPart) -> Sample:
        last = self.board.last_net
        return Sample(part, last.get(part.number, 0) if last else None)

    def everybody(self) -> list[Sample]:
        """Every member's line."""
        return [self._sample(part) for part in self.plan.members]

    def histogram(self, steps: int = 6) -> list[tuple[int, int, int]]:
        """How many members get how much: (from, below, count) in equal steps of a round width."""
        nets = [net for net in self.plan.members.columns[9] if net]
        if not nets:
            return []
        width = _round_up(max(nets) // steps + 1)
        counts = [0] * steps
        for net in nets:
            counts[min(net // width, steps - 1)] += 1
        return [(place * width, (place + 1) * width, count) for place, count in enumerate(counts)]

    def oddities(self) -> dict[str, tuple[str, ...]]:
        """Members who would get a unit less if a pool were a unit larger, by pool: the proof sheet tells of them."""
        members, plan = self.plan.members, self.plan
        numbers = list(members.columns[0])
        weights = Weights(list(members.columns[3]), plan.weight_scale)
        basis = Weights(list(members.columns[6]), plan.basis_scale)
        rounding = self.policy.rounding
        limited = self.policy.shares.rate is not None
        share = Pool(plan.share_pool_kip, plan.share_pool_kip, self.policy.shares.rate if limited else None)
        return {"share": who_would_lose(rounding, share, weights, numbers),
                "patronage": who_would_lose(rounding, Pool(plan.patronage_pool_kip, plan.patronage_pool_kip, None), basis, numbers)}

    def compare(self) -> list[tuple[str, SurplusPlan]]:
        """Every plan with its outcome, side by side."""
        return [(name, share_surplus(policy, self.facts)) for name, policy in self.plans.items()]


def _round_up(kip: int) -> int:
    unit = 1
    while unit * 10 <= kip:
        unit *= 10
    return next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= kip)


def total_of(parts: Sequence[Sample], name: str) -> int:
    """The sum of a column over lines."""
    return sum(int(getattr(one.part, name)) for one in parts)

