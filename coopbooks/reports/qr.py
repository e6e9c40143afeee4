"""The square code of a paper, read by any telephone: number, day, amount and the code of the book's head."""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from coopbooks.papers.parts import Check
from coopbooks.reports.page import INK, Sheet


def draw(sheet: Sheet, check: Check, x: float, y: float, size: float) -> None:
    """Draw the code as a square of `size` millimetres from its top left corner."""
    rows = _modules(check.text)
    step = size / len(rows)
    for number, row in enumerate(rows):
        for start, end in row:
            sheet.box(x + start * step, y + number * step, (end - start) * step, step, INK)


@lru_cache(maxsize=64)
def _modules(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The dark runs of each row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(_runs([bool(code.isDark(row, column)) for column in range(count)])) for row in range(count))


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, on in enumerate([*dark, False]):
        if on and start is None:
            start = place
        elif not on and start is not None:
            runs.append((start, place))
            start = None
    return runs
