"""The square code of a paper, read by any telephone: number, day, amount and the code of the book's head."""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from coopbooks.papers.parts import Check
from coopbooks.reports.page import INK, Sheet

_ANY_MASK = 2
"""Every mask is valid. Looking for the one that scans a little better costs ten times as much, too much for a page of a batch."""


def draw(sheet: Sheet, check: Check, x: float, y: float, size: float, *, in_batch: bool = False) -> None:
    """Draw the code as a square of `size` millimetres from its top left corner."""
    rows = _modules(check.text, in_batch=in_batch)
    step = size / len(rows)
    sheet.boxes([(x + start * step, y + number * step, (end - start) * step, step) for number, row in enumerate(rows) for start, end in row],
                INK)


@lru_cache(maxsize=64)
def _modules(text: str, *, in_batch: bool = False) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The dark runs of each row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    if in_batch:
        code.version = code.calculate_version()
        code.makeImpl(False, _ANY_MASK)
    else:
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
