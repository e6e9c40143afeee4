"""How the book stands, for the status bar and the bell: its years, its people, and when it was last copied."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import approvals, dividends, settings
from coopbooks.books.book import Book
from coopbooks.coop.approval import Person
from coopbooks.services.backups import last_backup


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame of the window shows of a book.

    Attributes:
        closed_until: last day of the last closed year, or None; year: the fiscal year of today.
        year_to_close: the oldest year that is over and still open, or None.
        user, role: who works in the book by name, and as what; people: everybody enrolled.
        copied_on: day of the newest backup, or None.
    """

    closed_until: date | None
    year: int
    year_to_close: int | None
    user: str
    role: str
    people: tuple[Person, ...]
    copied_on: date | None


def prepare_standing(book: Book, today: date) -> Standing:
    """The one read of the window's frame."""
    with book.reading() as tx:
        coop, closed = settings.profile(tx), dividends.closed_years(tx)
        year, last = coop.year_of(today), closed[-1] if closed else coop.begins_on.year - 1
        who = tx.maybe("SELECT name, role FROM user ORDER BY name = ? DESC, role = 'treasurer' DESC, user_id LIMIT 1", book.user_name)
        return Standing(settings.open_days(tx).closed_until, year, last + 1 if last + 1 < year else None,
                        str(who[0]) if who else "", str(who[1]) if who else "", approvals.people(tx), last_backup(book.path))
