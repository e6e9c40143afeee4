"""500 shaped Lao statements from a book against a bare ReportLab canvas with as many strings and shapes (run it with python).

The floor draws unshaped Latin in a built-in font, 120 strings and 40 rectangles a page. Ours reads the book, shapes Lao, and is
read back: page count and a name of every page must be right. Prints the ratio of processor time; the bar is 2. Memory: the peak
of the whole process; the bar is 200 MB.
"""

import io
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from coopbooks.books.book import Book
from coopbooks.ledger.periods import Period
from coopbooks.reports import member_statement
from coopbooks.services import demo, printing

COUNT, BAR, PEAK_BAR_MB = 500, 2, 200


def bare_canvas() -> bytes:
    """The floor: what the same pages cost without Lao, shaping or a book."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for page in range(COUNT):
        for line in range(120):
            canvas.setFont("Helvetica", 9)
            canvas.drawString(50, 820 - line * 6, f"line {page} {line} 1,250,000")
        for line in range(40):
            canvas.rect(50, 800 - line * 7, 100, 5, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def statements(path: Path, period: Period) -> tuple[bytes, list[str]]:
    """Ours: from the closed book file to the whole PDF."""
    with Book.open(path, read_only=True) as book:
        papers = list(printing.member_statements(book, period))[:COUNT]
        return member_statement.render_many(papers, "lo"), [paper.member_name for paper in papers]


def run() -> list[tuple[str, float, float]]:
    """Name, figure and bar of each measure."""
    today = date(2026, 2, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = demo.write_demo(Path(folder), demo.DemoSize(COUNT + 20, 1, 7), today, lambda _done, _all: None)
        period = Period(date(2025, 1, 1), date(2025, 12, 31))
        ratios = []
        for _ in range(3):
            begun = time.process_time()
            bare_canvas()
            floor = time.process_time() - begun
            begun = time.process_time()
            content, names = statements(path, period)
            ratios.append((time.process_time() - begun) / floor)
        document = pypdfium2.PdfDocument(content)
        assert len(document) == len(names) == COUNT
        for page in range(0, COUNT, 50):
            assert names[page] in document[page].get_textpage().get_text_range()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [("500 Lao statements / bare canvas, CPU", sorted(ratios)[1], BAR), ("peak of the process, MB", peak_mb, PEAK_BAR_MB)]


if __name__ == "__main__":
    for name, figure, bar in run():
        print(f"{name:<45} {figure:8.2f}  bar {bar}  {'ok' if figure <= bar else 'ABOVE'}")
