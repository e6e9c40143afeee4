"""Invoices and cash sales: what a sale posts, when it is due, and what is asked before it is issued.

Prices are without VAT; net and VAT are rounded half up line by line. An invoice is due on the day it says, else after
the customer's terms, else at once (headless interface, rules 16 and 22).
See also: services.sales (does it), books.invoices (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coopbooks.coop.boxes import LinesMissing, box_account, check_number, check_texts, check_total
from coopbooks.coop.customers import Customer
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, part_of, percent, round_half_up
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

MAX_QUANTITY_MILLI = 999_999_999_999


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


class CustomerLimitPassed(RuleBroken):
    """A question for the form, never a refusal: the co-op decides whom it trusts."""

    field, wording = "customer_id", N_("{customer} would owe {owed_kip}. The limit is {limit_kip}.")


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
    debit = (leg(box_account(order.paid_into), order.total_kip) if order.paid_into
             else leg(AccountRole.RECEIVABLE, order.total_kip, customer_id=order.customer_id))
    return balanced(order.on, "invoice", (
        debit, leg(AccountRole.SALES, -order.net_kip), leg(AccountRole.VAT, -order.vat_kip)), order.note)
