"""Drafts: kept while somebody writes, found again after a power cut, thrown away when the paper is posted."""

from coopbooks.books import drafts
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.drafts import Draft, DropDraft, KeepDraft, check_draft
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import action


@action()
def keep_draft(tx: Writing, order: KeepDraft) -> None:
    """Keep what was typed so far; nothing is posted. Refused: DraftKeyMissing, DraftUnreadable, DraftTooLong."""
    refuse_if(check_draft(order))
    drafts.keep(tx, order)


@action()
def drop_draft(tx: Writing, order: DropDraft) -> None:
    """Throw a draft away."""
    drafts.drop(tx, order.draft_key)


def all_drafts(book: Book, kind: str = "") -> tuple[Draft, ...]:
    """Every draft, or those of a kind, the last changed first."""
    with book.reading() as tx:
        return drafts.all_drafts(tx, kind)
