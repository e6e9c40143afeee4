"""Every paper of the catalogue, made and drawn once for all tests that look at all of them."""

import pytest

from coopbooks.books.book import Book
from coopbooks.reports import catalogue
from tests.support import every_paper
from tests.support.drawn import watched


@pytest.fixture(scope="session")
def every_paper_made(every_paper_once):
    """The facts of one of each, by name."""
    with Book.open(every_paper_once, clock=every_paper.clock, read_only=True) as book:
        return every_paper.papers(book)


class Pages:
    """Papers as PDF with what was drawn on them; each drawn once."""

    def __init__(self, made):
        self.made, self._kept = made, {}

    def of(self, name, language):
        """The file, the texts with their places, and the texts that were broken into lines."""
        key = (name, language)
        if key not in self._kept:
            with watched() as found:
                content = catalogue.render(self.made[name], ".pdf", language)
            self._kept[key] = content, list(found), list(found.wrapped), list(found.cut)
        return self._kept[key]


@pytest.fixture(scope="session")
def every_page(every_paper_made):
    return Pages(every_paper_made)
