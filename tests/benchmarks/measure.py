"""Fair figures on a busy computer: processor time, interleaved rounds, the median ratio; and big books made once."""

import gc
import hashlib
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from coopbooks.books import schema
from tests.support import big_book

Figure = tuple[str, float, float]
"""Name, figure and the most it may be."""

FOLDER = Path(tempfile.gettempdir()) / "coopbooks-benchmarks"


def book(posting_count: int, years: int = 10) -> Path:
    """A book of so many postings over so many years, made once for each state of the schema."""
    state = hashlib.sha256(repr(sorted(schema.expected_shape().items())).encode()).hexdigest()[:12]
    path = FOLDER / state / f"{posting_count}-{years}.coop"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        big_book.make(part, posting_count, years)
        part.rename(path)
        for left in path.parent.glob("*.part*"):
            left.unlink()
    return path


def season(slip_count: int) -> Path:
    """A book of one season with so many slips, made once for each state of the schema."""
    state = hashlib.sha256(repr(sorted(schema.expected_shape().items())).encode()).hexdigest()[:12]
    path = FOLDER / state / f"season-{slip_count}.coop"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        big_book.make_season(part, slip_count)
        part.rename(path)
    return path


def cpu_s(run: Callable[[], object]) -> float:
    """Processor time of one run in this process."""
    gc.collect()
    begun = time.process_time()
    run()
    return time.process_time() - begun


def ratio(ours: Callable[[], object], floor: Callable[[], object], rounds: int = 15) -> float:
    """The median over the rounds of our time by the floor's, each taken right after the other."""
    ours()
    floor()
    return median(cpu_s(ours) / cpu_s(floor) for _ in range(rounds))


def several(run: Callable[[], object], times: int) -> Callable[[], None]:
    """A run repeated, for what is too short to be timed alone."""
    def together() -> None:
        for _ in range(times):
            run()
    return together


def children_cpu_s(run: Callable[[], object]) -> float:
    """Processor time of the processes that a run starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
