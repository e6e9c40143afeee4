"""Money from customers: which item a receipt pays, what stays on account, and its later use.

A receipt pays the invoice it names, or the oldest open item dated on or before it; the rest stays on the customer's
account (headless interface, rules 22 to 24).
See also: services.sales (does it), books.receipts (keeps it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import box_account, check_amount, check_number, check_texts
from coopbooks.coop.customers import Customer, OpenItem
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class TakeReceipt:
    """Order: a customer pays. With `invoice_number` that invoice is paid first, and the excess goes on account."""

    customer_id: int
    on: date
    amount_kip: Kip
    into: str
    invoice_number: str = ""
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt form shows and its rule judges.

    Attributes:
        items: what the customer has to pay and is dated on or before the receipt, oldest first.
        named: the item the order names, whether open or not; None when there is none of that number.
        named_reversed: True when the invoice of that number is reversed.
    """

    customer: Customer
    items: tuple[OpenItem, ...]
    named: OpenItem | None
    named_reversed: bool
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class UseMoneyOnAccount:
    """Order: money that a customer has on account pays an invoice. No money moves; only what is open changes."""

    customer_id: int
    on: date
    amount_kip: Kip
    invoice_number: str
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OnAccountFacts:
    """The invoice the order names (None: there is none), and what the customer has on account, then and now."""

    customer: Customer
    named: OpenItem | None
    on_account_kip: Kip
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a receipt that pays an item."""

    item_id: int
    amount_kip: Kip


class InvoiceUnknown(RuleBroken):
    """A receipt pays the customer's own invoice."""

    field, wording = "invoice_number", N_("{customer} has no invoice {number}.")


class InvoiceReversed(RuleBroken):
    """What is reversed is not owed."""

    field, wording = "invoice_number", N_("Invoice {number} is reversed. Nothing is owed on it.")


class InvoiceComesLater(RuleBroken):
    """An invoice can be paid from its own day on."""

    field, wording = "on", N_("Invoice {number} is dated {dated}. Choose that day or a later one.")


class MoreThanIsOpen(RuleBroken):
    """An invoice takes no more than what is open on it."""

    field, wording = "amount_kip", N_("{amount_kip} is more than the {open_kip} open on invoice {number}.")


class MoreThanOnAccount(RuleBroken):
    """Only money that is there can be used."""

    field, wording = "amount_kip", N_("{customer} has {on_account_kip} on account, less than {amount_kip}.")


class MoreThanOpen(RuleBroken):
    """A question for the form: money without an open invoice stays on the customer's account."""

    field, wording = "amount_kip", N_("{rest_kip} more than is open. It stays on the account of {customer}.")


def check_receipt(facts: ReceiptFacts, order: TakeReceipt) -> list[RuleBroken]:
    """Whether money may be receipted. More than is open is allowed: it stays on account."""
    broken = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
              *check_number(order.number, facts.number_taken), *check_texts(order)]
    if order.invoice_number and facts.named_reversed:
        broken.append(InvoiceReversed(number=order.invoice_number))
    elif order.invoice_number and facts.named is None:
        broken.append(InvoiceUnknown(customer=facts.customer.name, number=order.invoice_number))
    return broken


def questions_about_receipt(facts: ReceiptFacts, order: TakeReceipt) -> list[RuleBroken]:
    """What the form asks before it receipts money; nothing here is refused."""
    rest = order.amount_kip - sum(part.amount_kip for part in allocate(facts, order))
    return [MoreThanOpen(rest_kip=Kip(rest), customer=facts.customer.name)] if rest > 0 else []


def allocate(facts: ReceiptFacts, order: TakeReceipt) -> tuple[Allocation, ...]:
    """Which items a receipt pays. What is left over stays on the customer's account.

    With an invoice only that one; otherwise the oldest first. Items dated after the receipt are not open for it.
    """
    if order.invoice_number:
        payable: Iterable[OpenItem] = [facts.named] if facts.named and facts.named.on <= order.on else []
    else:
        payable = facts.items
    left, parts = order.amount_kip, []
    for item in payable:
        part = Kip(min(left, item.open_kip))
        if part > 0:
            parts.append(Allocation(item.document_id, part))
            left = Kip(left - part)
    return tuple(parts)


def receipt_entry(order: TakeReceipt) -> JournalEntry:
    """Debit the money box, credit what the customer owes."""
    return balanced(order.on, "receipt", (
        leg(box_account(order.into), order.amount_kip),
        leg(AccountRole.RECEIVABLE, -order.amount_kip, customer_id=order.customer_id)), order.note)


def check_use(facts: OnAccountFacts, order: UseMoneyOnAccount) -> list[RuleBroken]:
    """Whether money on account may pay an invoice."""
    broken = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
              *check_number(order.number, facts.number_taken), *check_texts(order)]
    item = facts.named
    if item is None:
        broken.append(InvoiceUnknown(customer=facts.customer.name, number=order.invoice_number))
    else:
        if order.on < item.on:
            broken.append(InvoiceComesLater(number=item.number, dated=item.on))
        if order.amount_kip > item.open_kip:
            broken.append(MoreThanIsOpen(amount_kip=order.amount_kip, open_kip=item.open_kip, number=item.number))
    if order.amount_kip > facts.on_account_kip:
        broken.append(MoreThanOnAccount(customer=facts.customer.name, on_account_kip=facts.on_account_kip,
                                        amount_kip=order.amount_kip))
    return broken


def use_parts(facts: OnAccountFacts, order: UseMoneyOnAccount) -> tuple[Allocation, ...]:
    """What the money pays: the one invoice."""
    return (Allocation(facts.named.document_id, order.amount_kip),) if facts.named else ()


def use_entry(order: UseMoneyOnAccount) -> JournalEntry:
    """Debit and credit the customer: the balance stays, the allocation stands in the journal with its day and paper."""
    who = order.customer_id
    return balanced(order.on, "allocation", (
        leg(AccountRole.RECEIVABLE, order.amount_kip, customer_id=who),
        leg(AccountRole.RECEIVABLE, -order.amount_kip, customer_id=who, note=order.invoice_number)), order.note)
