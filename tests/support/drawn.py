"""What a paper draws, looked at while it is drawn: every text with its place and width, and what readers get back."""

from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from coopbooks.reports.page import MM, Sheet


@dataclass(frozen=True)
class Drawn:
    """One text on a page, in millimetres from the left."""

    text: str
    left: float
    right: float
    page_width: float
    size: float
    weight: str


@contextmanager
def watched():
    """Gather every text that is drawn meanwhile."""
    found, real = [], Sheet._say

    def say(self, face, text, size, weight, ink, matrix):
        cos, _, _, _, x, _ = (float(part) for part in matrix.split())
        if cos == 1:
            found.append(Drawn(text, x / MM, (x + face.width(text, size)) / MM, self.width, size, weight))
        real(self, face, text, size, weight, ink, matrix)

    Sheet._say = say
    try:
        yield found
    finally:
        Sheet._say = real


def outside(found, margin=13.0):
    """The texts that stand in the margins."""
    return [one for one in found if one.left < margin - 0.1 or one.right > one.page_width - margin + 0.1]


def pages_of(content):
    """The text of each page as a reader copies it."""
    return [page.get_textpage().get_text_range().replace("\r", "") for page in pypdfium2.PdfDocument(content)]
