"""The what-if board: a step of a slider within a frame, everybody's lines within 200 ms for 1,500 members."""

import os
import sys
import time
from datetime import date
from fractions import Fraction

from coopbooks.coop.policy import DividendPolicy
from coopbooks.services.planner import Planner
from coopbooks.services.yearend import BoardFacts
from tests.benchmarks.bench_dividend import best_ms, co_op

FRAME_MS, TABLE_MS = 16.7, 200.0


def board(count: int) -> BoardFacts:
    """The facts of a board without a book."""
    from coopbooks.ledger.money import Kip

    facts = co_op(count)
    last = {member.number: 100_000 for member in facts.members}
    return BoardFacts(facts, DividendPolicy(), {"A": DividendPolicy()}, 100_000, Kip(10**9), Kip(10**8), Kip(0), last, DividendPolicy(),
                      {"share_rate_percent": "5"}, "", date(2025, 1, 1))


def run() -> list[tuple[str, float, float]]:
    """Name, figure and bar of each measure, in milliseconds."""
    planner, steps = Planner(board(1_500)), [0]

    def slide() -> None:
        steps[0] += 1
        planner.set_fund("reserve", Fraction(1000 + steps[0] % 1000, 10_000))
        planner.samples()
        planner.histogram()
        assert not planner.broken or planner.broken[0]

    return [("plan, samples and rules of 1,500 members per slider step, ms", best_ms(slide), FRAME_MS),
            ("the whole board drawn per slider step, ms", _drawn(planner), FRAME_MS),
            ("everybody's lines of 1,500 members, ms", best_ms(planner.everybody), TABLE_MS)]


def _drawn(planner: Planner) -> float:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coopbooks.ui.app import make_app
    from coopbooks.ui.runner import Runner
    from coopbooks.ui.yearend.board import Board

    app = make_app("en", dark=False)
    shown = Board(Runner(), lambda: None, (lambda: None,) * 4)
    shown.resize(1130, 480)
    shown.show_planner(None, planner, is_locked=False)
    shown.show()
    app.processEvents()
    found = []
    for step in range(30):
        begun = time.perf_counter()
        shown._rows["reserve"].slider.setValue(1_000 + 25 * step)
        shown._keep_soon.stop()
        shown.repaint()
        found.append((time.perf_counter() - begun) * 1000)
    return min(found)


def main() -> None:
    """Print the figures."""
    for name, figure, bar in run():
        sys.stdout.write(f"{name:64} {figure:8.2f}  (bar {bar:.1f})\n")


if __name__ == "__main__":
    main()
