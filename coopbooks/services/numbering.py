"""The monitor of missing numbers: every series of papers, its gaps, and the signed words that explain them."""

from coopbooks.books import numbering
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.numbering import ExplainNumber, MissingNumber, Series, check_explanation
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def all_series(book: Book) -> tuple[Series, ...]:
    """Every series of numbers with what is missing from it."""
    with book.reading() as tx:
        return numbering.series(tx)


def prepare_explanation(book: Book) -> tuple[MissingNumber, ...]:
    """The one read of the form that explains a missing number."""
    with book.reading() as tx:
        return numbering.missing(tx)


@action(Topic.DOCUMENTS)
def explain_number(tx: Writing, order: ExplainNumber) -> None:
    """Keep what became of a missing number, with the name of who answers for it. Refused: NotMissing, ExplanationMissing, SignerMissing."""
    refuse_if(check_explanation(numbering.missing(tx), order))
    numbering.keep(tx, order)
