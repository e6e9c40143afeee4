"""Undoing any paper: one action for all kinds, because every register knows its own counter-lines."""

from coopbooks.books import documents, reversal
from coopbooks.books.book import Book
from coopbooks.books.documents import KeptPaper
from coopbooks.books.transaction import Writing
from coopbooks.coop import reversal as rules
from coopbooks.coop.reversal import ReversalFacts, ReversePaper
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_reversal(book: Book, order: ReversePaper) -> tuple[KeptPaper, ReversalFacts]:
    """The one read of the reversal dialog: the paper, and what the rule judges."""
    with book.rehearsing() as tx:
        return documents.by_id(tx, order.document_id), reversal.facts_for(tx, order)


@action(*Topic)
def reverse_paper(tx: Writing, order: ReversePaper) -> None:
    """Post the counter-entry of a paper, with counter-lines in every register.

    Refused: AlreadyReversed, ReversalIsFinal, OthersNeedIt, WrongSide, ReasonMissing, PeriodClosed.
    """
    refuse_if(rules.check_reversal(reversal.facts_for(tx, order), order))
    reversal.append(tx, order)
