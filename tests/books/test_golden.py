"""Old files are sacred: the book of every released version opens, passes every check, and says what it said then."""

import shutil
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.books.header import VERSION
from coopbooks.services.checking import check_book
from tests.support.make_golden import FOLDER, told

KEPT = sorted(FOLDER.glob("v*.coop"))


def test_there_is_a_book_of_every_version() -> None:
    assert [path.name for path in KEPT] == [f"v{version}-small.coop" for version in range(1, VERSION + 1)]


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_it_says_what_it_said_then(kept: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(kept, tmp_path / kept.name))
    with Book.open(path):
        pass
    text = kept.with_suffix(".txt").read_text(encoding="utf-8")
    assert told(path) == text
    head = text.splitlines()[0].removeprefix("head ")
    assert check_book(path, (head,)) == []
