"""Customers, invoices and receipts: what a sale posts, which invoice a receipt pays, and how old a debt is.

Prices are without VAT; net and VAT are rounded half up line by line. An invoice is due on the day it says, else after
the customer's terms, else at once. A receipt pays the invoice it names, or the oldest open item dated on or before it;
the rest stays on the customer's account (headless interface, rules 16 and 22 to 24).
See also: services.sales (does it), books.sales (keeps it).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coopbooks.coop.boxes import BOXES, LinesMissing, check_amount, check_number, check_texts, check_total
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, part_of, percent, round_half_up
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

LONGEST_TERMS_DAYS = 3_660
MAX_QUANTITY_MILLI = 999_999_999_999


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


@dataclass(frozen=True, slots=True)
class AddCustomer:
    """Order: put somebody into the list of customers. Terms None: to be paid at once. Limit None: no limit."""

    number: str
    name: str
    phone: str = ""
    terms_days: int | None = None
    limit_kip: Kip | None = None
    member_id: int | None = None


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
class InvoiceLine:
    """One line: a product, or free words. `quantity_milli` in thousandths of the unit, `price_kip` per unit, no VAT."""

    product_id: int | None
    description: str
    grade: str
    quantity_milli: int
    unit: str
    price_kip: Kip
    vat_percent: str = ""

    @property
    def net_kip(self) -> Kip:
        """Quantity × price, rounded half up: 345.5 kg × 100,501 = 34,723,095.5 → 34,723,096."""
        return Kip(round_half_up(Fraction(self.quantity_milli * self.price_kip, 1000)))

    @property
    def vat_kip(self) -> Kip:
        """VAT on the net, rounded half up; nothing when no percentage is given."""
        return part_of(self.net_kip, percent(self.vat_percent)) if self.vat_percent else ZERO


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    """Order: sell. With `paid_into` (cash or bank) it is a cash sale and nothing is owed."""

    customer_id: int
    on: date
    lines: tuple[InvoiceLine, ...]
    due_on: date | None = None
    paid_into: str = ""
    number: str | None = None
    note: str = ""

    @property
    def net_kip(self) -> Kip:
        """All lines without VAT."""
        return Kip(sum(line.net_kip for line in self.lines))

    @property
    def vat_kip(self) -> Kip:
        """VAT of all lines."""
        return Kip(sum(line.vat_kip for line in self.lines))

    @property
    def total_kip(self) -> Kip:
        """What the customer pays."""
        return Kip(self.net_kip + self.vat_kip)


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What the invoice form shows and its rule judges. `owed_kip` is None where it is not asked (imports)."""

    customer: Customer
    days: OpenDays
    number_taken: bool = False
    owed_kip: Kip | None = None


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
class OpenItem:
    """An invoice or opening balance of a customer, and what is still to be paid on it."""

    document_id: int
    number: str
    on: date
    due_on: date
    total_kip: Kip
    open_kip: Kip


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


class QuantityMissing(RuleBroken):
    """A line sells something."""

    field, wording = "quantity_milli", N_("Give a quantity above 0.")


class PriceBelowZero(RuleBroken):
    """A price is 0 for a gift, else more."""

    field, wording = "price_kip", N_("Give a price of 0 or more.")


class LinePastLimit(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip."""

    field, wording = "quantity_milli", N_("The line comes to more than one entry can carry.")


class VatUnclear(RuleBroken):
    """VAT is a percentage of the price."""

    field, wording = "vat_percent", N_("{vat_percent} is not a percentage between 0 and 100.")


class NothingSold(RuleBroken):
    """An invoice asks for more than nothing."""

    field, wording = "lines.0.price_kip", N_("The invoice comes to 0. Give a quantity and a price.")


class DueBeforeInvoice(RuleBroken):
    """Nobody has to pay before the sale."""

    field, wording = "due_on", N_("The due day {due_on} is before the invoice of {on}.")


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


class CustomerLimitPassed(RuleBroken):
    """A question for the form, never a refusal: the co-op decides whom it trusts."""

    field, wording = "customer_id", N_("{customer} would owe {owed_kip}. The limit is {limit_kip}.")


class MoreThanOpen(RuleBroken):
    """A question for the form: money without an open invoice stays on the customer's account."""

    field, wording = "amount_kip", N_("{rest_kip} more than is open. It stays on the account of {customer}.")


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


def check_invoice(facts: InvoiceFacts, order: IssueInvoice) -> list[RuleBroken]:
    """Whether an invoice may be issued. Every complaint; a line's complaints are tied to `lines.<place>.<field>`."""
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order)]
    if order.due_on is not None and order.due_on < order.on:
        broken.append(DueBeforeInvoice(due_on=order.due_on, on=order.on))
    if not order.lines:
        return [*broken, LinesMissing()]
    of_lines = [one for place, line in enumerate(order.lines) for one in _check_line(line, f"lines.{place}")]
    if of_lines:
        return broken + of_lines
    if order.total_kip == 0:
        return [*broken, NothingSold()]
    return [*broken, *check_total(order.total_kip, "lines.0.price_kip")]


def _check_line(line: InvoiceLine, place: str) -> Iterator[RuleBroken]:
    if not 1 <= line.quantity_milli <= MAX_QUANTITY_MILLI:
        yield QuantityMissing().at(f"{place}.quantity_milli")
    if line.price_kip < 0:
        yield PriceBelowZero().at(f"{place}.price_kip")
    elif line.price_kip > MAX_LINE_KIP or line.net_kip > MAX_LINE_KIP:
        yield LinePastLimit().at(f"{place}.quantity_milli")
    if not _is_vat(line.vat_percent):
        yield VatUnclear(vat_percent=line.vat_percent).at(f"{place}.vat_percent")


def _is_vat(text: str) -> bool:
    try:
        return not text or 0 <= percent(text) <= 1
    except ValueError:
        return False


def questions_about(facts: InvoiceFacts, order: IssueInvoice) -> list[RuleBroken]:
    """What the form asks before it issues an invoice; nothing here is refused."""
    limit, owed = facts.customer.limit_kip, facts.owed_kip
    if order.paid_into or limit is None or owed is None or owed + order.total_kip <= limit:
        return []
    return [CustomerLimitPassed(customer=facts.customer.name, owed_kip=Kip(owed + order.total_kip), limit_kip=limit)]


def due_day(customer: Customer, order: IssueInvoice) -> date:
    """The day an invoice is to be paid by: as written, else after the customer's terms, else the day of the invoice."""
    if order.due_on is not None:
        return order.due_on
    if order.paid_into or customer.terms_days is None:
        return order.on
    return order.on + timedelta(days=customer.terms_days)


def invoice_entry(order: IssueInvoice) -> JournalEntry:
    """Debit what the customer owes, or the money box; credit sales with the net and VAT with the tax."""
    debit = (leg(BOXES[order.paid_into], order.total_kip) if order.paid_into
             else leg(AccountRole.RECEIVABLE, order.total_kip, customer_id=order.customer_id))
    return balanced(order.on, "invoice", (
        debit, leg(AccountRole.SALES, -order.net_kip), leg(AccountRole.VAT, -order.vat_kip)), order.note)


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
        leg(BOXES[order.into], order.amount_kip),
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
