"""Printing papers that leave the office: the first print is kept as facts, every later one is a numbered copy of it.

A reprint says what the first print said, whatever was renamed or decided since; only what became void meanwhile is marked.
"""

from dataclasses import dataclass, replace
from typing import Any

from coopbooks.books import issued
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.facts import from_facts, to_facts
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Listing
from coopbooks.papers.payout import PayoutSheet
from coopbooks.services.outcome import Outcome, Topic, action
from coopbooks.services.paper_makers import MAKERS, Asked


@dataclass(frozen=True, slots=True)
class NotePrinting:
    """Order: a paper was printed or saved as a file. `paper` is what it says when this is its first print."""

    name: str
    subject: str
    language: str
    way: str
    paper: Any


@action(Topic.DOCUMENTS)
def note_printing(tx: Writing, order: NotePrinting) -> str:
    """Keep a paper's facts at its first print, and put each printing into the trail; answers the number of the copy."""
    found = issued.find(tx, order.name, order.subject)
    if found is None:
        facts, pictures = to_facts(replace(order.paper, copy_no=0))
        issued_paper_id, copy_no = issued.keep(tx, order.name, order.subject, facts, pictures), 0
    else:
        issued_paper_id, copy_no = found.issued_paper_id, found.print_count
    issued.note_printing(tx, issued_paper_id, copy_no, order.language, order.way)
    return str(copy_no)


def subject_of(paper: Any) -> str:
    """What an issued paper is known by: its number and day; for a statement whose it is and its last day.

    What follows a decision of the meeting belongs to that decision: another one about the same year is another paper.
    """
    if isinstance(paper, MemberStatement):
        return f"{paper.member_number} {paper.last_day.isoformat()}{_of(paper.surplus.decision if paper.surplus else 0)}"
    if isinstance(paper, AgmReport | PayoutSheet):
        one_round = f" {paper.round_no}/{paper.percent}" if isinstance(paper, PayoutSheet) and (paper.round_no, paper.percent) != (1, "100") else ""
        return f"{paper.year} {paper.decision}{one_round}"
    if isinstance(paper, Listing):
        return f"{paper.facts['number']} {paper.facts['on']}"
    return f"{paper.number} {paper.on.isoformat() if paper.on else ''}".strip() + _of(getattr(paper, "decision", 0))


def _of(decision: int) -> str:
    return f" d{decision}" if decision else ""


def is_issued(paper: object) -> bool:
    """Whether a paper is kept when it is printed: it says which copy it is, and the figures of a statement or report are final."""
    if isinstance(paper, MemberStatement):
        return paper.surplus is not None and paper.surplus.is_approved
    if isinstance(paper, AgmReport):
        # The notice and the form for the minutes are sections of it, made before the meeting.
        return bool(paper.decision and paper.with_cover and not paper.is_draft)
    if isinstance(paper, Listing):
        # Lists and accounts are worked out again for any day, as the book knew it on any day, from entries that never change. Kept is the
        # one that people sign for their money.
        return paper.name == "pay-list" and bool(paper.facts.get("approved_by"))
    return hasattr(paper, "copy_no")


def paper_to_print(book: Book, name: str, asked: Asked) -> Any:
    """The paper as the next print shows it: fresh the first time, then a copy of what was printed first."""
    fresh = MAKERS[name](book, asked)
    if not is_issued(fresh):
        return fresh
    with book.reading() as tx:
        return as_issued(tx, name, fresh)


def as_issued(tx: Reading, name: str, fresh: Any) -> Any:
    """The next copy of what was printed first, marked void if it became so; or the fresh paper where none was printed."""
    found = issued.find(tx, name, subject_of(fresh))
    if found is None:
        return fresh
    kept = from_facts(found.facts, lambda digest: issued.body_of(tx, digest))
    # Other programs are told what stands today.
    marks = {mark: getattr(fresh, mark) for mark in ("is_void", "mark", "ended_on", "end_reason") if hasattr(fresh, mark)} | (
        {"document": fresh.document} if isinstance(fresh, Listing) else {})
    return replace(kept, copy_no=found.print_count, **marks)


def note(book: Book, name: str, language: str, way: str, paper: Any) -> Outcome | None:
    """Put a printing into the trail, when the paper is one that is kept and the book may be written to."""
    if book.read_only or not is_issued(paper):
        return None
    return note_printing(book, NotePrinting(name, subject_of(paper), language, way, paper))
