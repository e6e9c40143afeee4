"""What stands both ways between a member and the co-op, and a set-off as it is kept in every register it touches."""

from collections.abc import Iterator
from datetime import date

from coopbooks.books import balances, customers, dividends, documents, members, owed, payment_runs, receipts, settings, shares, yearend
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import OpenItem
from coopbooks.coop.set_off import OWES_US, WE_OWE, DebtPart, SetOffDebts, SetOffFacts, goods_paid, revolving_used, shares_paid, surplus_used
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

_RUNS = {"produce": "first", "second": "second"}


def facts_for(tx: Reading, order: SetOffDebts) -> SetOffFacts:
    """Everything the wizard shows and the rule judges."""
    who, on = order.member_id, order.on
    goods, unpaid, kept = tuple(_goods(tx, who, on)), tuple(_unpaid(tx, who, on)), _revolving(tx, who)
    # What a calculated run is going to pay is not free any more.
    we_owe = {what: _stands(tx, role, who, on, -1) - (payment_runs.reserved(tx, _RUNS[what]).get(who, 0) if what in _RUNS else 0)
              for what, role in WE_OWE.items() if owed.has_role(tx, role)}
    owes_us = {"advance": _stands(tx, OWES_US["advance"], who, on, 1), "goods": sum(int(item.open_kip) for _, item in goods),
               "unpaid": sum(int(kip) for _, kip in unpaid)}
    return SetOffFacts(members.brief(tx, who), _parts(we_owe), _parts(owes_us), settings.open_days(tx), goods, unpaid, kept,
                       dividends.left_of_member(tx, who), documents.taken(tx, "set-off", order.number, on))


def _parts(amounts: dict[str, int]) -> tuple[DebtPart, ...]:
    return tuple(DebtPart(what, Kip(kip)) for what, kip in amounts.items() if kip > 0)


def _stands(tx: Reading, role: AccountRole, member_id: int, on: date, sign: int) -> int:
    """What stands on the day and still stands with everything that is in the book."""
    then = int(balances.of_member_on(tx, member_id, on).get(tx.account_id(role), 0))
    return max(0, min(sign * then, sign * int(balances.of_all_days(tx, role, member_id))))


def _goods(tx: Reading, member_id: int, on: date) -> Iterator[tuple[int, OpenItem]]:
    for one in customers.all_customers(tx):
        if one.member_id != member_id:
            continue
        # Money on account is not owed twice.
        left = int(customers.owed_kip(tx, one.customer_id))
        for item in customers.open_items(tx, one.customer_id):
            part = min(left, int(item.open_kip))
            if item.on <= on and part > 0:
                left -= part
                yield one.customer_id, OpenItem(item.document_id, item.number, item.on, item.due_on, item.total_kip, Kip(part))


def _unpaid(tx: Reading, member_id: int, on: date) -> Iterator[tuple[str, Kip]]:
    for one in shares.classes(tx):
        _, _, unpaid = shares.least_since(tx, member_id, one.code, on)
        if unpaid > 0:
            yield one.code, unpaid


def _revolving(tx: Reading, member_id: int) -> tuple[tuple[int, Kip], ...]:
    return tuple((int(year), Kip(int(kip))) for year, kip in tx.all(
        "SELECT year, sum(amount_kip) FROM revolving_line WHERE member_id = ? GROUP BY year HAVING sum(amount_kip) > 0 ORDER BY year", member_id))


def add(tx: Writing, ids: tuple[int, int], facts: SetOffFacts, order: SetOffDebts) -> None:
    """Append what a set-off does to the registers to its open entry; `ids` are the entry's and the paper's."""
    shares.add_moves(tx, *ids, order.on, "pay", shares_paid(facts, order))
    receipts.add_allocations(tx, *ids, order.on, (one for _, one in goods_paid(facts, order)))
    for year, kip in revolving_used(facts, order):
        yearend.keep_revolving(tx, *ids, order.member_id, year, -kip)
    if used := surplus_used(facts, order):
        yearend.keep_terms(tx, *ids, method="debts")
    for line_id, kip in used:
        dividends.keep_payout(tx, *ids, line_id, kip)
    shares.add_decision(tx, *ids, order.meeting, "", None)

