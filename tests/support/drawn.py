"""What a paper draws, looked at while it is drawn: every text with its place and width, and what readers get back."""

from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from coopbooks.reports.page import MM, Sheet


@dataclass(frozen=True)
class Drawn:
    """One text on a page, in millimetres from the left and the top. `page` counts the pages of its file, from 0."""

    text: str
    left: float
    right: float
    page_width: float
    size: float
    weight: str
    baseline: float = 0
    page: int = 0


class Found(list):
    """The texts that were drawn; texts that were broken into lines, and those that were cut to fit."""

    def __init__(self):
        super().__init__()
        self.wrapped: list[tuple[str, float, float, str, tuple[str, ...]]] = []
        self.cut: list[str] = []


@contextmanager
def watched():
    """Gather every text that is drawn meanwhile."""
    found, real, real_wrapped, real_fitted = Found(), Sheet._say, Sheet.wrapped, Sheet.fitted
    halves: dict[int, list[int]] = {}

    def say(self, face, text, size, weight, ink, matrix):
        cos, _, _, _, x, y = (float(part) for part in matrix.split())
        page, baseline = self.page_count, self.height - y / MM
        if self._within is not None:
            mine = halves.setdefault(id(self._within), [])
            if id(self) not in mine:
                mine.append(id(self))
            page, baseline = len(self.loose), baseline + mine.index(id(self)) % 2 * self.height
        if cos == 1:
            found.append(Drawn(text, x / MM, (x + face.width(text, size)) / MM, self.width, size, weight, baseline, page))
        real(self, face, text, size, weight, ink, matrix)

    def wrapped(self, text, room, size, weight="Regular"):
        lines = real_wrapped(self, text, room, size, weight)
        found.wrapped.append((text, room, size, weight, tuple(lines)))
        return lines

    def fitted(self, text, room, size, weight="Regular"):
        shown, smaller = real_fitted(self, text, room, size, weight)
        if shown != text:
            found.cut.append(text)
        return shown, smaller

    Sheet._say, Sheet.wrapped, Sheet.fitted = say, wrapped, fitted
    try:
        yield found
    finally:
        Sheet._say, Sheet.wrapped, Sheet.fitted = real, real_wrapped, real_fitted


def outside(found, margin=13.0):
    """The texts that stand in the margins."""
    return [one for one in found if one.left < margin - 0.1 or one.right > one.page_width - margin + 0.1]


def overlaps(found):
    """Pairs of texts that stand on one another: their boxes share more than the air of a line."""
    def box(one):
        return one.left, one.right, one.baseline - one.size * 0.75 / MM, one.baseline + one.size * 0.18 / MM

    pairs = []
    pages: dict[int, list[Drawn]] = {}
    for one in found:
        pages.setdefault(one.page, []).append(one)
    for texts in pages.values():
        ordered = sorted(texts, key=lambda one: one.baseline)
        for place, first in enumerate(ordered):
            left, right, top, bottom = box(first)
            for second in ordered[place + 1:]:
                if second.baseline - first.baseline > 12:
                    break
                left2, right2, top2, bottom2 = box(second)
                if left < right2 - 0.3 and left2 < right - 0.3 and min(bottom, bottom2) - max(top, top2) > 0.45:
                    pairs.append((first.text, second.text))
    return pairs


def pages_of(content):
    """The text of each page as a reader copies it."""
    return [page.get_textpage().get_text_range().replace("\r", "") for page in pypdfium2.PdfDocument(content)]
