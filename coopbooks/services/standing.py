"""How the book stands, for the status bar and the bell: its years, its people, and when it was last copied."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import approvals, dividends, settings, yearend
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.approval import Person
from coopbooks.i18n.markers import N_
from coopbooks.services import drafts
from coopbooks.services.backups import last_backup

STEPS = (N_("Check the books"), N_("Close the year"), N_("Share the surplus"), N_("Meeting"), N_("Post"), N_("Pay members"))
"""The steps of a year's end, in the order in which they are taken."""


@dataclass(frozen=True, slots=True)
class OldDrafts:
    """How many drafts nobody has touched for days, and the form of the oldest: its name and whom it is about; None for a draft of a sale."""

    count: int
    form: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame of the window shows of a book.

    Attributes:
        closed_until: last day of the last closed year, or None; year: the fiscal year of today.
        year_to_close: the oldest year that is over and still open, or None.
        closing: the closed year whose surplus is on its way: year, step of the year end (1 to 6), how it stands; or None.
        user, role: who works in the book by name, and as what; people: everybody enrolled.
        copied_on: day of the newest backup, or None; old_drafts: what was begun days ago and never saved, or None.
    """

    closed_until: date | None
    year: int
    year_to_close: int | None
    closing: tuple[int, int, str] | None
    user: str
    role: str
    people: tuple[Person, ...]
    copied_on: date | None
    old_drafts: OldDrafts | None = None


def on_its_way(tx: Reading, closed: list[int]) -> tuple[int, int, str] | None:
    """The closed year whose surplus is on its way: year, step of the year end, how it stands; or None."""
    if not closed:
        return None
    found = dividends.closing_of(tx, closed[-1])
    if found is None or found.surplus_kip <= 0:
        return None
    if dividends.appropriation_of(tx, found.year) is None:
        meeting = yearend.meeting_of(tx, found.year)
        return (found.year, 5, "approved") if meeting is not None and meeting.decision == "approved" else (found.year, 3, "closed")
    waiting = any(line.payable_now_kip - line.kept_kip > line.paid_kip for line in dividends.lines_of(tx, found.year))
    return (found.year, 6, "posted") if waiting else None


def _old_drafts(tx: Reading, today: date) -> OldDrafts | None:
    old = drafts.old_drafts(tx, today)
    return OldDrafts(len(old), drafts.form_of(old[-1])) if old else None


def prepare_standing(book: Book, today: date) -> Standing:
    """The one read of the window's frame."""
    with book.reading() as tx:
        coop, closed = settings.profile(tx), dividends.closed_years(tx)
        year, last = coop.year_of(today), closed[-1] if closed else coop.begins_on.year - 1
        who = tx.maybe("SELECT name, role FROM user ORDER BY name = ? DESC, role = 'treasurer' DESC, user_id LIMIT 1", book.user_name)
        return Standing(settings.open_days(tx).closed_until, year, last + 1 if last + 1 < year else None, on_its_way(tx, closed),
                        str(who[0]) if who else "", str(who[1]) if who else "", approvals.people(tx), last_backup(book.path),
                        _old_drafts(tx, today))
