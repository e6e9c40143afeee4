"""How fast a surplus is shared, against the plainest largest remainder in integers (run it with python).

The floor shares one pool by one weight and does nothing else; ours weighs capital by months, shares two pools, keeps
back tax, rounds the payment and proves the sum. Both check their answer. Prints the ratio; the bar is 4.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from coopbooks.coop.allocation import YearFacts, share_surplus
from coopbooks.coop.policy import DividendPolicy, SharePolicy
from coopbooks.coop.weighting import MemberYear, Patronage
from coopbooks.ledger.periods import period_of_year

BAR = 4.0


def floor(pot: int, weights: list[int]) -> list[int]:
    """Integers, comprehensions and one sort."""
    total = sum(weights)
    products = [pot * weight for weight in weights]
    parts = [product // total for product in products]
    rests = [product % total for product in products]
    left = pot - sum(parts)
    for place in sorted(range(len(weights)), key=rests.__getitem__, reverse=True)[:left]:
        parts[place] += 1
    return parts


def best_ms(run: Callable[[], object], times: int = 7) -> float:
    """The best processor time of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        run()
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def co_op(count: int) -> YearFacts:
    """Members of a real spread; every fourth paid in during the year."""
    random = Random(count)
    members = [MemberYear(str(number), number, "", random.randrange(1, 500) * 100_000,
                          ((date(2025, random.randrange(1, 13), 3), 100_000),) if number % 4 == 0 else (),
                          Patronage(random.randrange(90_000_000), random.randrange(10**7)))
               for number in range(1, count + 1)]
    random.shuffle(members)
    return YearFacts(2025, period_of_year(2025, 1), 48_000_000_007, members)


def run() -> list[tuple[str, float, float]]:
    """Name, figure and bar of each measure."""
    one, ours, _ = measured(100_000)
    return [("surplus of 100,000 members / one integer pool", ours / one, BAR)]


def measured(count: int) -> tuple[float, float, float]:
    """Milliseconds of the floor, of the whole surplus, and of ranking both proofs; the answers checked."""
    facts, policy = co_op(count), DividendPolicy(shares=SharePolicy(cap_rate=None))
    weights = [member.patronage.value_kip for member in facts.members]
    plan = share_surplus(policy, facts)
    pool = plan.patronage_pool_kip
    assert plan.members.total("patronage_kip") == pool == sum(floor(pool, weights))
    one = best_ms(lambda: floor(pool, weights))
    ours = best_ms(lambda: share_surplus(policy, facts))
    proof = best_ms(lambda: (plan.share_proof.given_to, plan.patronage_proof.given_to))
    return one, ours, proof


def compare(count: int) -> str:
    """One line of figures for a co-op of this size."""
    one, ours, proof = measured(count)
    return (f"{count:>7,} members: floor (one pool) {one:6.1f} ms; whole surplus (two pools) {ours:6.1f} ms, "
            f"ratio {ours / one:.2f}; ranking both proofs {proof:6.1f} ms")


def main() -> None:
    """Print both times and their ratio for two sizes."""
    for count in (5_000, 100_000):
        print(compare(count))


if __name__ == "__main__":
    main()
