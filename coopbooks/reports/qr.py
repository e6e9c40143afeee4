"""The square code of a paper, read by any telephone: number, day, amount and the code of the book's head."""

from collections.abc import Sequence
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

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


class _BatchCode(QRCode):  # type: ignore[misc]  # the library tells no types
    """A code of one mask: what is the same in every code of its size is worked out once for the whole batch."""

    def mapData(self, data: Sequence[int], maskPattern: int) -> None:  # noqa: N803 (the names of the library)
        bits = [byte >> place & 1 for byte in data for place in range(7, -1, -1)]
        places = _places(self.version, maskPattern)
        bits += [0] * (len(places) - len(bits))
        modules = self.modules
        for (column, row, is_turned), bit in zip(places, bits, strict=True):
            modules[row][column] = bit != is_turned


@lru_cache(maxsize=8)
def _places(version: int, mask: int) -> tuple[tuple[int, int, bool], ...]:
    """Where the bits of a code go, one after the other, and whether the mask turns each over."""
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.moduleCount = version * 4 + 17
    turns = QRUtil.getMask(mask)
    return tuple((column, row, bool(turns(row, column))) for column, row in code.dataPosIterator())


@lru_cache(maxsize=64)
def _modules(text: str, *, in_batch: bool = False) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The dark runs of each row."""
    code = (_BatchCode if in_batch else QRCode)(None, QRErrorCorrectLevel.M)
    code.addData(text)
    if in_batch:
        code.version = code.calculate_version()
        code.makeImpl(False, _ANY_MASK)
    else:
        code.make()
    return tuple(tuple(_runs(row)) for row in code.modules)


def _runs(dark: Sequence[bool]) -> list[tuple[int, int]]:
    edges = [place for place, (before, now) in enumerate(zip([False, *dark], [*dark, False], strict=True)) if before != now]
    return list(zip(edges[::2], edges[1::2], strict=True))
