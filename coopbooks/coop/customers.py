"""Customers: who buys from the co-op, what each still has to pay, and how old a debt is.

An open item is an invoice on credit or an opening balance (headless interface, rules 22 to 24).
See also: services.sales (does it), books.customers (keeps it).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from coopbooks.coop.boxes import LATER, check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.refusals import RuleBroken

LONGEST_TERMS_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who buys from the co-op, as known today. With `member_id` the purchases count as patronage."""

    customer_id: int
    number: str
    name: str
    phone: str
    terms_days: int | None
    limit_kip: Kip | None
    member_id: int | None
    contact: str = ""
    address: str = ""
    tax_no: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class AddCustomer:
    """Order: put somebody into the list of customers. Terms None: to be paid at once. Limit None: no limit.

    `contact` is whom to ask for; `language` that of the papers for this customer (lo, en, or empty for the co-op's own).
    """

    number: str
    name: str
    phone: str = ""
    terms_days: int | None = None
    limit_kip: Kip | None = None
    member_id: int | None = None
    contact: str = field(default="", metadata=LATER)
    address: str = field(default="", metadata=LATER)
    tax_no: str = field(default="", metadata=LATER)
    language: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class ChangeCustomer:
    """Order: a customer is known like this from now on. Papers that are written stay as they are."""

    customer_id: int
    details: AddCustomer


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """Whether the number is taken, and by whom."""

    number_taken_by: str | None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice or opening balance of a customer, and what is still to be paid on it."""

    document_id: int
    number: str
    on: date
    due_on: date
    total_kip: Kip
    open_kip: Kip


class CustomerNumberMissing(RuleBroken):
    """Every customer has a number."""

    field, wording = "number", N_("Give the customer a number.")


class CustomerNumberTaken(RuleBroken):
    """A customer number belongs to one customer for ever."""

    field, wording = "number", N_("Number {number} belongs to {taken_by}.")


class CustomerNameMissing(RuleBroken):
    """A customer has a name."""

    field, wording = "name", N_("Write the customer's name.")


class TermsOutOfRange(RuleBroken):
    """Time to pay is a number of days."""

    field, wording = "terms_days", N_("Give between 0 and {most} days to pay.")


class LimitOutOfRange(RuleBroken):
    """A credit limit is an amount, or nothing."""

    field, wording = "limit_kip", N_("Give a limit of 0 or more, or leave it empty.")


def check_customer(facts: CustomerFacts, order: AddCustomer) -> list[RuleBroken]:
    """Whether somebody may stand in the list of customers like this."""
    broken = list(check_texts(order))
    if not order.number:
        broken.append(CustomerNumberMissing())
    elif facts.number_taken_by is not None:
        broken.append(CustomerNumberTaken(number=order.number, taken_by=facts.number_taken_by))
    if not order.name:
        broken.append(CustomerNameMissing())
    if order.terms_days is not None and not 0 <= order.terms_days <= LONGEST_TERMS_DAYS:
        broken.append(TermsOutOfRange(most=LONGEST_TERMS_DAYS))
    if order.limit_kip is not None and not 0 <= order.limit_kip <= MAX_LINE_KIP:
        broken.append(LimitOutOfRange())
    return broken


@dataclass(frozen=True, slots=True)
class AgedDebt:
    """What a customer owes on a day, by days past due. Money on account is a negative part of `current_kip`."""

    customer: Customer
    balance_kip: Kip
    current_kip: Kip
    d1_30_kip: Kip
    d31_60_kip: Kip
    d61_90_kip: Kip
    over_90_kip: Kip


def bucket_of(days_past_due: int) -> int:
    """0 not yet due, 1 up to 30 days past due, 2 up to 60, 3 up to 90, 4 longer."""
    return 0 if days_past_due <= 0 else min(4, 1 + (days_past_due - 1) // 30)


def aged_debt(customer: Customer, balance_kip: Kip, items: Iterable[OpenItem], as_of: date) -> AgedDebt:
    """Put a customer's open items of a day into their columns.

    What the ledger says beyond the items (money on account, entries by hand) stands in `current_kip`, so the columns
    always add up to the balance.
    """
    parts = [0] * 5
    for item in items:
        parts[bucket_of((as_of - item.due_on).days)] += item.open_kip
    parts[0] += balance_kip - sum(parts)
    return AgedDebt(customer, balance_kip, *map(Kip, parts))
