"""Whether the money for a pay-out is there, in how many rounds it can be paid, and what rounding does to single members.

See also: coop.payout (paying), coop.division (the rounding).
"""

from dataclasses import dataclass

from coopbooks.coop.division import Pool, Weights, divide
from coopbooks.coop.policy import RoundingPolicy

_ALL = 100
KEPT_BACK = 10
"""Percent of the money that stays in the boxes for the days to come."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a pay-out: how much of each part has been paid when it is over, the money it needs, and when that is there.

    `when`: now, customers (when they have paid) or advances (when they are paid back or set off), later (not known).
    """

    number: int
    percent: int
    kip: int
    when: str


@dataclass(frozen=True, slots=True)
class CashCheck:
    """Money needed, money there, what is missing, and the rounds in which it can be paid."""

    needed_kip: int
    cash_kip: int
    missing_kip: int
    rounds: tuple[Round, ...]


def check_cash(needed_kip: int, cash_kip: int, customers_kip: int, advances_kip: int) -> CashCheck:
    """The calendar of a pay-out: one round while the money is there, else as much as there is, then what comes in.

    A tenth of the money stays in the boxes when not everything can be paid at once.
    """
    missing = max(needed_kip - max(cash_kip, 0), 0)
    if needed_kip <= 0:
        return CashCheck(0, cash_kip, 0, ())
    if not missing:
        return CashCheck(needed_kip, cash_kip, 0, (Round(1, _ALL, needed_kip, "now"),))
    rounds: list[Round] = []
    done = reached = 0
    for when, kip in (("now", max(cash_kip, 0) * (_ALL - KEPT_BACK) // _ALL), ("customers", max(customers_kip, 0)),
                      ("advances", max(advances_kip, 0))):
        reached = min(reached + kip, needed_kip)
        percent = _ALL if reached == needed_kip else reached * _ALL // needed_kip // 5 * 5
        if percent > done:
            rounds.append(Round(len(rounds) + 1, percent, needed_kip * (percent - done) // _ALL, when))
            done = percent
    if done < _ALL:
        rounds.append(Round(len(rounds) + 1, _ALL, needed_kip * (_ALL - done) // _ALL, "later"))
    return CashCheck(needed_kip, cash_kip, missing, tuple(rounds))


def who_would_lose(rounding: RoundingPolicy, pool: Pool, weights: Weights, numbers: list[str]) -> tuple[str, ...]:
    """Members who would get less if the pool were one unit larger: the known oddity of largest remainders.

    Never more than one unit each, and never a reason to doubt the sum; the proof sheet says so where it happens.
    """
    if pool.kip <= 0 or not sum(weights.values) or pool.rate is not None:
        return ()
    now = divide(rounding, pool, weights, numbers).parts
    larger = divide(rounding, Pool(pool.asked_kip + rounding.unit_kip, pool.kip + rounding.unit_kip, None), weights, numbers).parts
    return tuple(number for number, before, after in zip(numbers, now, larger, strict=True) if after < before)
