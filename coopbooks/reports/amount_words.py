"""An amount in the words of both languages, in a box of 33 mm that shows it in large figures above."""

from coopbooks.i18n.words import kip_in_words
from coopbooks.reports.page import INK2, INK3, Sheet

_SIZES = ((8.5, 7.5), (8, 7), (7.5, 6.5), (7, 6.2), (6.5, 5.8), (6, 5.4), (5.5, 5))
"""Of the first and the second language, the largest first."""
_BEGINS, _ROOM, _PITCH = 20.2, 12.2, 0.42


def draw_both(sheet: Sheet, x: float, y: float, box: float, amount_kip: int) -> None:
    """Draw the words under the figures of a box at (x, y), `box` mm wide, in the largest size at which both languages stand in it."""
    for size, small in _SIZES:
        lines = [(line, size, INK2) for line in sheet.wrapped(kip_in_words(amount_kip, "lo"), box - 4, size)]
        lines += [(line, small, INK3) for line in sheet.wrapped(kip_in_words(amount_kip, "en"), box - 4, small)]
        if sum(letters * _PITCH for _, letters, _ in lines) <= _ROOM:
            break
    y += _BEGINS
    for line, letters, ink in lines:
        y += letters * _PITCH
        sheet.text(x + box / 2, y, line, letters, ink=ink, align="center", fit=box - 3)
