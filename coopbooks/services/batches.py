"""Papers for many in one go: statements of members in the order of villages or numbers, statements and reminders of customers.

For some of them or for all, and again from where the paper in the printer ran out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coopbooks.books import members
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.ledger.periods import Period
from coopbooks.papers.form import Form
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.services import issuing, paper_language, printing, sales_papers
from coopbooks.services.issuing import NotePrinting
from coopbooks.services.outcome import Outcome, Topic, action

ORDERS = ("village", "number")


@dataclass(frozen=True, slots=True)
class Batch:
    """Which papers are made. `only` names people by number (None: everybody); `start` leaves out those before a number.

    Attributes:
        order: village (then number) or number.
        start: who the run goes on from, in that order; empty for the first.
        as_of: the day of reminders; the period's last one where none is given.
    """

    period: Period
    order: str = "village"
    only: frozenset[str] | None = None
    start: str = ""
    as_of: date | None = None


RUNS = ("member-statement", "customer-statement", "reminder")
"""Papers that are made for everybody at once."""


def number_of(paper: MemberStatement | Form) -> str:
    """Whose paper it is."""
    return paper.member_number if isinstance(paper, MemberStatement) else paper.party.number if paper.party else ""


def file_of(paper: MemberStatement | Form) -> str:
    """Under which name a paper of a run stands in its folder: 0012.pdf, C01.pdf."""
    number = number_of(paper)
    return (number.zfill(4) if number.isdigit() else re.sub(r"[^\w-]", "-", number)) + ".pdf"


def papers(book: Book, name: str, batch: Batch) -> list[Any]:
    """The papers of a run in their order; of customers only of those with anything to state, or anything past its day."""
    if name == "member-statement":
        return statements(book, batch)
    every = (sales_papers.customer_statements(book, batch.period) if name == "customer-statement" else
             sales_papers.reminders(book, batch.as_of or batch.period.last_day))
    with book.reading() as tx:
        return [issuing.as_issued(tx, name, one) for one in _chosen(every, batch)]


def _chosen(every: Sequence[Any], batch: Batch) -> list[Any]:
    wanted = members.number_key(batch.start) if batch.start else None
    first = next((place for place, one in enumerate(every) if wanted is None or members.number_key(number_of(one)) == wanted), len(every))
    return [one for one in every[first:] if batch.only is None or number_of(one) in batch.only]


def statements(book: Book, batch: Batch) -> list[MemberStatement]:
    """The statements of a batch in their order, each as it was printed before where it was."""
    every = list(printing.member_statements(book, batch.period))
    if batch.order == "number":
        every.sort(key=lambda one: members.number_key(one.member_number))
    with book.reading() as tx:
        return [issuing.as_issued(tx, "member-statement", one) if issuing.is_issued(one) else one for one in _chosen(every, batch)]


@dataclass(frozen=True, slots=True)
class NoteBatch:
    """Order: these papers of a run were printed or saved, in one language, or (empty) each in its own."""

    papers: tuple[Any, ...]
    language: str
    way: str
    name: str = "member-statement"


@action(Topic.DOCUMENTS)
def note_batch(tx: Writing, order: NoteBatch) -> str:
    """Put every printing of a batch into the trail, all or none; answers how many were noted."""
    final = [one for one in order.papers if issuing.is_issued(one)]
    for one in final:
        issuing.note_printing.within(tx, NotePrinting(order.name, issuing.subject_of(one), order.language or paper_language.of_paper(tx, one),
                                                      order.way, replace(one, copy_no=0)))
    return str(len(final))


def note(book: Book, papers: Sequence[Any], language: str, way: str, name: str = "member-statement") -> Outcome | None:
    """Note a batch in the book, when it may be written to and any of it is final. `language`: of all, or empty where each spoke its own."""
    if book.read_only or not any(issuing.is_issued(one) for one in papers):
        return None
    return note_batch(book, NoteBatch(tuple(papers), language, way, name))
