"""Debts that will not come in: written off with a reason and the name of who approved it.

The debt leaves what the customer owes and becomes an expense. It is never deleted: should the customer pay after all, the
write-off is reversed and the money receipted.
See also: services.write_offs (does it), books.receipts (keeps what it settles).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.approval import Person, check_two_people
from coopbooks.coop.boxes import check_amount, check_number, check_texts
from coopbooks.coop.customers import Customer, OpenItem
from coopbooks.coop.receipts import InvoiceComesLater, MoreThanIsOpen
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class WriteOff:
    """Order: so much of an invoice or opening balance will not come in."""

    document_id: int
    on: date
    amount_kip: Kip
    reason: str
    approved_by: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class WriteOffFacts:
    """The item (None: nothing stands there to be paid), who works now, and the people of the book."""

    customer: Customer | None
    item: OpenItem | None
    made_by: str
    people: Sequence[Person]
    days: OpenDays
    number_taken: bool = False


class NothingIsOwed(RuleBroken):
    """Only a debt can be written off."""

    field, wording = "document_id", N_("Nothing is owed on this paper.")


class WriteOffReasonMissing(RuleBroken):
    """A debt is not given up without a word."""

    field, wording = "reason", N_("Write why the money will not come in.")


def check_write_off(facts: WriteOffFacts, order: WriteOff) -> list[RuleBroken]:
    """Whether a debt may be written off."""
    broken: list[RuleBroken] = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
                                *check_number(order.number, facts.number_taken), *check_texts(order)]
    if not order.reason.strip():
        broken.append(WriteOffReasonMissing())
    broken += check_two_people(facts.people, facts.made_by, order.approved_by)
    item = facts.item
    if item is None or item.open_kip == 0:
        return [*broken, NothingIsOwed()]
    if order.on < item.on:
        broken.append(InvoiceComesLater(number=item.number, dated=item.on))
    if order.amount_kip > item.open_kip:
        broken.append(MoreThanIsOpen(amount_kip=order.amount_kip, open_kip=item.open_kip, number=item.number))
    return broken


def write_off_entry(facts: WriteOffFacts, order: WriteOff) -> JournalEntry:
    """Debit the expense for debts that are not paid, credit the customer."""
    who = facts.customer.customer_id if facts.customer else None
    return balanced(order.on, "write-off", (
        leg(AccountRole.BAD_DEBTS, order.amount_kip),
        leg(AccountRole.RECEIVABLE, -order.amount_kip, customer_id=who)), order.reason)
