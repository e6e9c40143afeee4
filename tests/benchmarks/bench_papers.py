"""Papers in quantity: 1,500 statements in one batch and the report of the meeting of 1,500 members.

Each runs in a process of its own, so that its peak of memory is its own. A page is held against a bare ReportLab canvas that draws as
many Latin strings and shapes without shaping, without a book, and without a square code.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from coopbooks.services import demo
from tests.benchmarks.bench_statements import COUNT, bare_canvas
from tests.benchmarks.measure import Figure, cpu_s

MEMBERS = 1_500
_CHILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from coopbooks.books.book import Book
from coopbooks.ledger.periods import Period
from coopbooks.reports import catalogue
from coopbooks.services import batches
from coopbooks.services.paper_makers import MAKERS, Asked
what, path = sys.argv[1:]
year = Period(date(2025, 1, 1), date(2025, 12, 31))
with Book.open(Path(path), read_only=True) as book:
    begun = time.process_time()
    if what == "statements":
        papers = batches.statements(book, batches.Batch(year))
        content = catalogue.render_statements(papers, ".pdf", "lo")
        count = len(papers)
    else:
        content = catalogue.render(MAKERS["agm-report"](book, Asked(year.last_day, year, 2025)), ".pdf", "lo+en")
        count = content.count(b"/Type /Page\\n") or 1
    print(json.dumps([time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, count, len(content)]))
"""


def _child(what: str, path: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", _CHILD, what, str(path)], check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = demo.write_demo(Path(folder), demo.DemoSize(MEMBERS, 1, 7), date(2026, 2, 1), lambda _done, _all: None)
        cpu, peak_mb, count, size = _child("statements", path)
        floor = cpu_s(bare_canvas) / COUNT
        report_cpu, report_mb, _pages, _size = _child("report", path)
    assert count > MEMBERS * 0.9
    return [("1,500 statements, seconds of processor", cpu, 20), ("1,500 statements, peak of the process, MB", peak_mb, 340),
            ("1,500 statements, kB a page", size / count / 1000, 12), ("a statement / a page of a bare canvas", cpu / count / floor, 3),
            ("report of 1,500 members, seconds", report_cpu, 20), ("report of 1,500 members, peak MB", report_mb, 260)]
