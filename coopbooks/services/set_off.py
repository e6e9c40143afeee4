"""Setting off what is owed both ways between a member and the co-op."""

from coopbooks.books import documents
from coopbooks.books import set_off as store
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop.set_off import SetOffDebts, SetOffFacts, check_set_off, goods_paid, set_off_entry, total_kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_set_off(book: Book, order: SetOffDebts) -> SetOffFacts:
    """The one read of the form: what stands both ways on the order's day."""
    with book.reading() as tx:
        return store.facts_for(tx, order)


@action(Topic.JOURNAL, Topic.SHARES, Topic.MEMBERS, Topic.PRODUCE, Topic.SALES, Topic.DIVIDENDS, Topic.DOCUMENTS)
def set_off_debts(tx: Writing, order: SetOffDebts) -> None:
    """Set off what we owe a member against what the member owes us, in one paper.

    Posts: debit what is owed for produce, shares, dividends, refunds or as revolving capital; credit advances, the customer, unpaid
    shares. Refused: SidesDiffer, MoreThanStands, NothingToSetOff, PeriodClosed, …
    """
    facts = store.facts_for(tx, order)
    refuse_if(check_set_off(facts, order))
    documents.prepare(tx, "set-off", order.on)
    goods = goods_paid(facts, order)
    entry_id = tx.post(set_off_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "set-off", order.on, total_kip(order.we_owe), order.number, order.member_id, goods[0][0] if goods else None, note=order.note,
        likeness=documents.likeness(order)))
    store.add(tx, (entry_id, document_id), facts, order)
