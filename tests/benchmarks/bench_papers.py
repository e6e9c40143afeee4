"""Papers in quantity: 1,500 statements in one batch and the report of the meeting of 1,500 members.

Each runs in a process of its own, so that its peak of memory is its own. A page is held against a bare ReportLab canvas that draws the
same page: as many strings of the same length, size and colour, and the same boxes, lines, bars and modules of the square code. The floor
knows all of it beforehand: it reads no book, shapes nothing, works out no code, and writes one Latin letter for each Lao one.
"""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from coopbooks.books.book import Book
from coopbooks.ledger.periods import Period
from coopbooks.reports import member_statement
from coopbooks.reports.page import MM, Sheet
from coopbooks.reports.speech import Speech
from coopbooks.services import batches, demo
from tests.benchmarks.measure import Figure, cpu_s

MEMBERS, DRAWN = 1_500, 300
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


@dataclass(frozen=True)
class _Marks:
    """What stands on one page: (x, y, text, size, ink, align), (x, y, w, h, fill, edge, radius), (x, y, x2, y2, ink), and filled squares."""

    texts: list[tuple[Any, ...]]
    boxes: list[tuple[Any, ...]]
    lines: list[tuple[Any, ...]]
    squares: list[tuple[Any, ...]]


class _Watched(Sheet):
    """A sheet that remembers what is drawn on it, in points."""

    def __init__(self) -> None:
        super().__init__("")
        self.marks = _Marks([], [], [], [])

    def text(self, x: float, y: float, text: str, size: float = 10, weight: str = "Regular", ink: Any = None, align: Any = "left",
             fit: float | None = None) -> None:
        if text:
            said, shown = self.fitted(text, fit, size, weight) if fit is not None else (text, size)
            latin = "".join(letter if letter.isascii() else "n" for letter in said)
            self.marks.texts.append((x * MM, (self.height - y) * MM, latin, shown, ink or (0, 0, 0), align))

    def box(self, x: float, y: float, width: float, height: float, fill: Any = None, edge: Any = None, radius: float = 0,
            thick: float = 0.5) -> None:
        self.marks.boxes.append((x * MM, (self.height - y - height) * MM, width * MM, height * MM, fill, edge,
                                 min(radius, width / 2, height / 2) * MM))

    def boxes(self, places: Sequence[tuple[float, float, float, float]], fill: Any) -> None:
        self.marks.squares.extend((x * MM, (self.height - y - high) * MM, wide * MM, high * MM) for x, y, wide, high in places)

    def line(self, x: float, y: float, x2: float, y2: float, ink: Any = (0, 0, 0), thick: float = 0.5, dots: bool = False) -> None:
        self.marks.lines.append((x * MM, (self.height - y) * MM, x2 * MM, (self.height - y2) * MM, ink))


def _watched(path: Path) -> list[_Marks]:
    """What stands on the first pages of the batch."""
    with Book.open(path, read_only=True) as book:
        papers = batches.statements(book, batches.Batch(Period(date(2025, 1, 1), date(2025, 12, 31))))[:DRAWN]
    pages = []
    for paper in papers:
        sheet = _Watched()
        member_statement.draw(sheet, Speech.of("lo"), paper)
        pages.append(sheet.marks)
    return pages


def _bare(pages: Sequence[_Marks]) -> bytes:
    """The same pages on a bare canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), pageCompression=1)
    for page in pages:
        drawing: dict[str, Callable[..., None]] = {"left": canvas.drawString, "right": canvas.drawRightString, "center": canvas.drawCentredString}
        for x, y, wide, high, fill, edge, radius in page.boxes:
            if fill:
                canvas.setFillColorRGB(*fill)
            if edge:
                canvas.setStrokeColorRGB(*edge)
            if radius:
                canvas.roundRect(x, y, wide, high, radius, stroke=bool(edge), fill=bool(fill))
            else:
                canvas.rect(x, y, wide, high, stroke=bool(edge), fill=bool(fill))
        for x, y, x2, y2, ink in page.lines:
            canvas.setStrokeColorRGB(*ink)
            canvas.line(x, y, x2, y2)
        for x, y, text, size, ink, align in page.texts:
            canvas.setFont("Helvetica", size)
            canvas.setFillColorRGB(*ink)
            drawing[align](x, y, text)
        canvas.setFillColorRGB(0, 0, 0)
        for place in page.squares:
            canvas.rect(*place, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = demo.write_demo(Path(folder), demo.DemoSize(MEMBERS, 1, 7), date(2026, 2, 1), lambda _done, _all: None)
        cpu, peak_mb, count, size = _child("statements", path)
        pages = _watched(path)
        floor = min(cpu_s(lambda: _bare(pages)) for _ in range(3)) / len(pages)
        report_cpu, report_mb, _pages, _size = _child("report", path)
    assert count > MEMBERS * 0.9
    return [("1,500 statements, seconds of processor", cpu, 20), ("1,500 statements, peak of the process, MB", peak_mb, 300),
            ("1,500 statements, kB a page", size / count / 1000, 12), ("a statement / the same page on a bare canvas", cpu / count / floor, 2),
            ("report of 1,500 members, seconds", report_cpu, 10), ("report of 1,500 members, peak MB", report_mb, 260)]
