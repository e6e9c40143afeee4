"""Pages that are filled from the top: what does not fit goes on the next page, under the same head.

The number of all pages is known only at the end, so a paper is laid out twice: once to count, once to keep.
"""

from collections.abc import Callable

from coopbooks.reports.page import Sheet

FOOT = 19.5
"""What the foot of a page needs, in millimetres."""


class Pages:
    """Where the next thing is drawn. `begin` draws the head of a page and answers the `y` below it; `end` draws its foot."""

    def __init__(self, sheet: Sheet, begin: Callable[[], float], end: Callable[[int], None], foot: float = FOOT) -> None:
        self.sheet, self._begin, self._end = sheet, begin, end
        self.number, self.bottom = 1, sheet.height - foot
        self.top: float = begin()
        self.y: float = self.top

    @property
    def room(self) -> float:
        """The height that is left on this page."""
        return float(self.bottom - self.y)

    def need(self, height: float) -> bool:
        """Turn the page when a height does not fit; says whether it was turned."""
        if self.y + height <= self.bottom or self.y <= self.top:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """Finish this page and begin the next."""
        self._end(self.number)
        self.sheet.next_page()
        self.number += 1
        self.top = self._begin()
        self.y = self.top

    def close(self) -> int:
        """Finish the last page; answers how many there are."""
        self._end(self.number)
        self.sheet.next_page()
        return self.number
