"""Share operations: subscribe, pay, transfer, redeem, bonus. One action, because one receipt form serves them all."""

from coopbooks.books import documents, shares
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import shares as rules
from coopbooks.coop.shares import PAID_FROM, ShareFacts, ShareOrder
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_share_order(book: Book, order: ShareOrder) -> ShareFacts:
    """The one read of the share forms: the facts before the order."""
    with book.reading() as tx:
        return shares.facts_for(tx, order)


@action(Topic.JOURNAL, Topic.SHARES, Topic.MEMBERS, Topic.DOCUMENTS, Topic.CASH)
def record_share_order(tx: Writing, order: ShareOrder) -> None:
    """Record one share operation and its receipt.

    Posts as `coop.shares.share_entry` says. Refused: MemberHasLeft, TooManyShares, MoreThanUnpaid, MoreThanHeld,
    PeriodClosed, … (all found at once).
    """
    facts = shares.facts_for(tx, order)
    refuse_if(rules.check_share_order(facts, order))
    documents.prepare(tx, "share", order.on)
    moves = rules.share_moves(facts, order)
    entry_id = tx.post(rules.share_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "share", order.on, order.paid_kip or abs(moves[0].paid_kip), order.number, order.member_id,
        box=PAID_FROM[order.money] if order.kind not in ("transfer", "bonus") else "", detail=order.kind, note=order.note,
        likeness=documents.likeness(order)))
    shares.add_moves(tx, entry_id, document_id, order.on, order.kind, moves)
