"""Statements of many members in one go: in the order of villages or numbers, for some of them, and again from where the paper ran out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coopbooks.books import members
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.ledger.periods import Period
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.services import issuing, paper_language, printing
from coopbooks.services.issuing import NotePrinting
from coopbooks.services.outcome import Outcome, Topic, action

ORDERS = ("village", "number")


@dataclass(frozen=True, slots=True)
class Batch:
    """Which statements are made. `only` names members by number (None: everybody); `start` leaves out those before a number.

    Attributes:
        order: village (then number) or number.
        start: the member the run goes on from, in that order; empty for the first.
    """

    period: Period
    order: str = "village"
    only: frozenset[str] | None = None
    start: str = ""


def statements(book: Book, batch: Batch) -> list[MemberStatement]:
    """The statements of a batch in their order, each as it was printed before where it was."""
    papers = list(printing.member_statements(book, batch.period))
    if batch.order == "number":
        papers.sort(key=lambda one: members.number_key(one.member_number))
    wanted = members.number_key(batch.start) if batch.start else None
    first = next((place for place, one in enumerate(papers) if wanted is None or members.number_key(one.member_number) == wanted), len(papers))
    chosen = [one for one in papers[first:] if batch.only is None or one.member_number in batch.only]
    with book.reading() as tx:
        return [issuing.as_issued(tx, "member-statement", one) if issuing.is_issued(one) else one for one in chosen]


@dataclass(frozen=True, slots=True)
class NoteBatch:
    """Order: these statements were printed or saved, in one language, or (empty) each in its own."""

    papers: tuple[MemberStatement, ...]
    language: str
    way: str


@action(Topic.DOCUMENTS)
def note_batch(tx: Writing, order: NoteBatch) -> str:
    """Put every printing of a batch into the trail, all or none; answers how many were noted."""
    final = [one for one in order.papers if issuing.is_issued(one)]
    for one in final:
        issuing.note_printing.within(tx, NotePrinting("member-statement", issuing.subject_of(one), order.language or paper_language.of_paper(tx, one),
                                                      order.way, replace(one, copy_no=0)))
    return str(len(final))


def note(book: Book, papers: Sequence[MemberStatement], language: str, way: str) -> Outcome | None:
    """Note a batch in the book, when it may be written to and any of it is final. `language`: of all, or empty where each spoke its own."""
    if book.read_only or not any(issuing.is_issued(one) for one in papers):
        return None
    return note_batch(book, NoteBatch(tuple(papers), language, way))
