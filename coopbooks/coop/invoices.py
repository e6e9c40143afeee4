"""Invoices and cash sales: what a sale posts, when it is due, and what is asked before it is issued.

Prices are without VAT; net and VAT are rounded half up line by line. An invoice is due on the day it says, else after
the customer's terms, else at once (headless interface, rules 16 and 22).
See also: services.sales (does it), books.invoices (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from coopbooks.coop.boxes import BOXES, LATER, LinesMissing, box_account, check_known, check_number, check_texts, check_total
from coopbooks.coop.customers import Customer
from coopbooks.coop.lots import check_lots
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, MAX_MILLI, ZERO, Kip, decimal, part_of, percent, round_half_up
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


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
    """Order: sell. With `paid_into` (cash or bank) it is a cash sale and nothing is owed.

    Attributes:
        paid_now_kip: what the customer pays at once of an invoice on credit, into `paid_now_into`; it gets its own receipt.
        currency, foreign_cents, rate: what was agreed in foreign money, in hundredths, at so many kip for one; a memo.
        limit_confirmed: somebody has seen that the customer's limit is passed, and sells all the same.
        quotation_id: the quotation that the customer took up.
        lots: which lot each line takes from, in the order of the lines; empty where no line names one.
    """

    customer_id: int
    on: date
    lines: tuple[InvoiceLine, ...]
    due_on: date | None = None
    paid_into: str = ""
    number: str | None = None
    note: str = ""
    customer_ref: str = field(default="", metadata=LATER)
    paid_now_kip: Kip = field(default=ZERO, metadata=LATER)
    paid_now_into: str = field(default="", metadata=LATER)
    currency: str = field(default="", metadata=LATER)
    foreign_cents: int = field(default=0, metadata=LATER)
    rate: str = field(default="", metadata=LATER)
    limit_confirmed: bool = field(default=False, metadata=LATER)
    quotation_id: int | None = field(default=None, metadata=LATER)
    lots: tuple[str, ...] = field(default=(), metadata=LATER)

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
    """What the invoice form shows and its rule judges. `owed_kip` and `vat_percent` are None where they are not asked (imports).

    `vat_percent` is the rate in force on the day; empty while the co-op is not registered for VAT.
    `lots` are those that the stock knows by name, as product, grade and lot.
    """

    customer: Customer
    days: OpenDays
    number_taken: bool = False
    owed_kip: Kip | None = None
    vat_percent: str | None = None
    quotation_broken: tuple[RuleBroken, ...] = ()
    boxes: frozenset[str] = frozenset(BOXES)
    lots: frozenset[tuple[int, str, str]] = frozenset()


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


class VatNotCharged(RuleBroken):
    """Only who is registered charges VAT."""

    field, wording = "vat_percent", N_("The co-op is not registered for VAT on {on}. Leave it empty.")


class VatOtherRate(RuleBroken):
    """The rate is the one in force on the day."""

    field, wording = "vat_percent", N_("VAT on {on} is {rate}%, not {vat_percent}%.")


class PriceIsNothing(RuleBroken):
    """A question: what costs nothing is given away."""

    field, wording = "price_kip", N_("The price is 0: this line is given away.")


class CurrencyUnclear(RuleBroken):
    """A currency has three letters, and an amount and a rate belong to it."""

    field, wording = "currency", N_("Write the currency with three letters, such as USD.")


class ForeignAmountMissing(RuleBroken):
    """Foreign money comes with its amount."""

    field, wording = "foreign_cents", N_("Give the amount in {currency}, above 0.")


class RateUnclear(RuleBroken):
    """A rate is so many kip for one."""

    field, wording = "rate", N_("“{rate}” is not a rate above 0. Write kip for one, such as 21500.")


class RateDoesNotFit(RuleBroken):
    """The amount at its rate is about what the invoice asks for."""

    field, wording = "rate", N_("The amount at this rate is {at_rate_kip}. The invoice comes to {total_kip}.")


class PaidNowBelowZero(RuleBroken):
    """Money comes in, or it does not."""

    field, wording = "paid_now_kip", N_("Give 0 or more.")


class PaidNowTooMuch(RuleBroken):
    """At once, a customer pays the invoice and no more."""

    field, wording = "paid_now_kip", N_("{paid_now_kip} is more than the invoice of {total_kip}.")


class PaidNowWhere(RuleBroken):
    """Money goes into a box."""

    field, wording = "paid_now_into", N_("Choose where the money goes: cash or bank.")


class CustomerLimitPassed(RuleBroken):
    """A question: the co-op decides whom it trusts, and says so in the order."""

    field, wording = "customer_id", N_("{customer} would owe {owed_kip}. The limit is {limit_kip}.")


def check_invoice(facts: InvoiceFacts, order: IssueInvoice) -> list[RuleBroken]:
    """Whether an invoice may be issued. Every complaint; a line's complaints are tied to `lines.<place>.<field>`."""
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order),
              *facts.quotation_broken]
    if order.paid_into:
        broken += check_known(facts.boxes, order.paid_into, "paid_into")
    if order.due_on is not None and order.due_on < order.on:
        broken.append(DueBeforeInvoice(due_on=order.due_on, on=order.on))
    of_lines = check_lines(order.lines)
    of_lines += check_lots(facts.lots, [(line.product_id, line.grade) for line in order.lines], order.lots)
    of_lines += [one for place, line in enumerate(order.lines) for one in _check_rate(facts, order.on, line, f"lines.{place}")]
    if of_lines:
        return broken + of_lines
    if order.total_kip == 0:
        return [*broken, NothingSold()]
    broken += [*check_total(order.total_kip, "lines.0.price_kip"), *_check_paid_now(facts, order), *_check_foreign(order)]
    return broken if order.limit_confirmed else broken + _over_limit(facts, order)


def check_lines(lines: tuple[InvoiceLine, ...]) -> list[RuleBroken]:
    """Whether lines can be sold; for every paper that has some."""
    if not lines:
        return [LinesMissing()]
    return [one for place, line in enumerate(lines) for one in _check_line(line, f"lines.{place}")]


def _check_rate(facts: InvoiceFacts, on: date, line: InvoiceLine, place: str) -> Iterator[RuleBroken]:
    rate = facts.vat_percent
    # Exports and exempt goods are sold at 0, registered or not.
    if rate is None or not line.vat_percent or not _is_vat(line.vat_percent) or percent(line.vat_percent) == 0:
        return
    if not rate:
        yield VatNotCharged(on=on).at(f"{place}.vat_percent")
    elif percent(line.vat_percent) != percent(rate):
        yield VatOtherRate(on=on, rate=rate, vat_percent=line.vat_percent).at(f"{place}.vat_percent")


def _check_paid_now(facts: InvoiceFacts, order: IssueInvoice) -> Iterator[RuleBroken]:
    if order.paid_now_kip < 0:
        yield PaidNowBelowZero()
    elif order.paid_now_kip > (0 if order.paid_into else order.total_kip):
        yield PaidNowTooMuch(paid_now_kip=order.paid_now_kip, total_kip=order.total_kip)
    elif order.paid_now_kip and order.paid_now_into not in facts.boxes:
        yield PaidNowWhere()


def _check_foreign(order: IssueInvoice) -> Iterator[RuleBroken]:
    if not (order.currency or order.foreign_cents or order.rate):
        return
    if not (len(order.currency) == 3 and order.currency.isascii() and order.currency.isupper()):  # noqa: PLR2004 - ISO 4217
        yield CurrencyUnclear()
    if not 0 < order.foreign_cents <= MAX_LINE_KIP:
        yield ForeignAmountMissing(currency=order.currency or "USD")
    elif (rate := read_rate(order.rate)) is None:
        yield RateUnclear(rate=order.rate)
    else:
        at_rate = round_half_up(order.foreign_cents * rate / 100)
        # Prices are rounded line by line; more than one in a hundred is a slip of the hand.
        if abs(at_rate - order.total_kip) * 100 > order.total_kip:
            yield RateDoesNotFit(at_rate_kip=at_rate, total_kip=order.total_kip)


def read_rate(text: str) -> Fraction | None:
    """So many kip for one of another money; None for anything but a number above 0."""
    try:
        rate = decimal(text.replace(",", ""))
    except ValueError:
        return None
    return rate if 0 < rate <= MAX_LINE_KIP else None


def _check_line(line: InvoiceLine, place: str) -> Iterator[RuleBroken]:
    if not 1 <= line.quantity_milli <= MAX_MILLI:
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
    """What the form asks before it issues an invoice. The limit must be confirmed in the order, the rest only seen."""
    free = [PriceIsNothing().at(f"lines.{place}.price_kip") for place, line in enumerate(order.lines) if line.price_kip == 0]
    return [*_over_limit(facts, order), *free]


def _over_limit(facts: InvoiceFacts, order: IssueInvoice) -> list[RuleBroken]:
    limit, owed = facts.customer.limit_kip, facts.owed_kip
    adds = order.total_kip - order.paid_now_kip
    if order.paid_into or limit is None or owed is None or owed + adds <= limit:
        return []
    return [CustomerLimitPassed(customer=facts.customer.name, owed_kip=Kip(owed + adds), limit_kip=limit)]


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
