"""Setting off what is owed both ways between a member and the co-op."""

from typing import Any

from coopbooks.books import documents, shares
from coopbooks.books import set_off as store
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop.set_off import (
    RedeemAndSettle,
    SetOffDebts,
    SetOffFacts,
    check_set_off,
    goods_paid,
    redemption_steps,
    set_off_entry,
    total_kip,
)
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import Action, Topic, action
from coopbooks.services.shares import record_share_order

CHANGES = (Topic.JOURNAL, Topic.SHARES, Topic.MEMBERS, Topic.PRODUCE, Topic.SALES, Topic.DIVIDENDS, Topic.DOCUMENTS, Topic.CASH)


def prepare_set_off(book: Book, order: SetOffDebts) -> SetOffFacts:
    """The one read of the form: what stands both ways on the order's day."""
    with book.reading() as tx:
        return store.facts_for(tx, order)


@action(*CHANGES)
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


@action(*CHANGES)
def redeem_and_settle(tx: Writing, order: RedeemAndSettle) -> None:
    """Take shares back, set debts off both ways, and pay what is left: all of it, or nothing.

    Posts what the redemption, the set-off and the payment post. Refused as `record_share_order` and `set_off_debts`.
    """
    par = shares.terms_on(tx, order.share.on, order.share.class_code).par_value_kip
    taken_back, paid = redemption_steps(order, par)
    broken = tried(record_share_order, tx, taken_back, "share")
    if not broken:
        broken += tried(set_off_debts, tx, order.set_off, "set_off")
    if not broken and paid is not None:
        broken += tried(record_share_order, tx, paid, "paid")
    refuse_if(broken)


def tried(deed: Action[Any], tx: Writing, order: Any, place: str) -> list[RuleBroken]:
    """Do one part of a settlement; what refuses it is told at its place."""
    try:
        deed.within(tx, order)
    except Refused as refusal:
        return [found.at(f"{place}.{found.field}") for found in refusal.broken]
    return []
