"""Shares pass to the heirs: one transfer each, all of them or none."""

from coopbooks.books import members, shares
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import inheriting as rules
from coopbooks.coop.inheriting import HeirFacts, PassToHeirs
from coopbooks.coop.shares import fully_paid_count
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import action
from coopbooks.services.shares import CHANGES, record_share_order


def prepare_inheriting(book: Book, order: PassToHeirs) -> HeirFacts:
    """The one read of the form."""
    with book.reading() as tx:
        return _facts(tx, order)


def _facts(tx: Reading, order: PassToHeirs) -> HeirFacts:
    heirs = members.details(tx, order.member_id).heirs
    found = {heir.member_number: members.by_number(tx, heir.member_number) for heir in heirs if heir.member_number}
    held = shares.holding(tx, order.member_id, None, order.class_code)
    par = shares.terms_on(tx, order.on, order.class_code).par_value_kip
    free = fully_paid_count(held.share_count, held.paid_kip, par) - shares.pledged_count(tx, order.member_id, order.class_code)
    return HeirFacts(members.brief(tx, order.member_id), heirs, {number: one for number, one in found.items() if one is not None}, free)


@action(*CHANGES)
def pass_to_heirs(tx: Writing, order: PassToHeirs) -> None:
    """Transfer every free share of a class to the heirs by their parts, with a paper each.

    Posts, for each heir: debit share capital of the member, credit share capital of the heir. Refused: NoHeirs, HeirNotMember,
    NothingToInherit, and what `record_share_order` refuses of a transfer.
    """
    facts = _facts(tx, order)
    refuse_if(rules.check_inheriting(facts, order))
    broken: list[RuleBroken] = []
    for one in rules.transfers(facts, order):
        try:
            record_share_order.within(tx, one)
        except Refused as refusal:
            broken += [found.at("on" if found.field == "on" else "member_id") for found in refusal.broken]
    refuse_if(broken)
