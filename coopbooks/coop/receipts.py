"""Money from customers: which item a receipt pays, what stays on account, and its later use.

A receipt pays the invoice it names, or the oldest open item dated on or before it; the rest stays on the customer's
account (headless interface, rules 22 to 24).
See also: services.sales (does it), books.receipts (keeps it).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from coopbooks.coop.boxes import BOXES, LATER, box_account, check_amount, check_known, check_number, check_texts
from coopbooks.coop.customers import Customer, OpenItem
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip, round_half_up
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """So much of a receipt pays this invoice or opening balance."""

    document_id: int
    amount_kip: Kip


@dataclass(frozen=True, slots=True)
class TakeReceipt:
    """Order: a customer pays. With `invoice_number` that invoice is paid first, and the excess goes on account.

    Attributes:
        parts: what the money pays, item by item; the rest goes on account.
        foreign_cents: so much of the named invoice's foreign money is paid, in hundredths; `amount_kip` is what came in for it.
        stays_on_account: none of it pays anything yet, whatever is open.
    """

    customer_id: int
    on: date
    amount_kip: Kip
    into: str
    invoice_number: str = ""
    number: str | None = None
    note: str = ""
    parts: tuple[ReceiptPart, ...] = field(default=(), metadata=LATER)
    foreign_cents: int = field(default=0, metadata=LATER)
    stays_on_account: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class ForeignMoney:
    """What an invoice says of foreign money: the currency, the amount in hundredths, and the invoice's kip that stand for it."""

    currency: str
    foreign_cents: int
    total_kip: Kip

    def open_cents(self, open_kip: Kip) -> int:
        """What is still open of it, in hundredths, rounded half up: half the kip open is half the foreign money open."""
        return round_half_up(Fraction(self.foreign_cents * open_kip, self.total_kip))

    def settled_kip(self, cents: int, open_kip: Kip) -> Kip:
        """The kip that an amount settles at the invoice's own rate; all that is open with the last of it."""
        if cents == self.open_cents(open_kip):
            return open_kip
        return Kip(min(open_kip, round_half_up(Fraction(cents * self.total_kip, self.foreign_cents))))


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt form shows and its rule judges.

    Attributes:
        items: what the customer has to pay and is dated on or before the receipt, oldest first.
        named: the item the order names, whether open or not; None when there is none of that number.
        named_reversed: True when the invoice of that number is reversed.
        known: every item of the customer that stands, open or not, whatever its day; for the parts of the order.
        reversed_papers: papers of the customer that are reversed, id and number.
        foreign: what the named invoice says of foreign money.
        boxes: the money boxes of the book.
    """

    customer: Customer
    items: tuple[OpenItem, ...]
    named: OpenItem | None
    named_reversed: bool
    days: OpenDays
    number_taken: bool = False
    known: tuple[OpenItem, ...] = ()
    reversed_papers: Mapping[int, str] = field(default_factory=dict)
    foreign: ForeignMoney | None = None
    boxes: frozenset[str] = frozenset(BOXES)


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


class PartUnknown(RuleBroken):
    """A receipt pays the customer's own papers."""

    field, wording = "document_id", N_("This is not an invoice of {customer}.")


class PaysOrStays(RuleBroken):
    """Money pays something, or all of it stays."""

    field, wording = "stays_on_account", N_("Choose what the money pays, or leave all of it on account.")


class PartTwice(RuleBroken):
    """One amount for one invoice."""

    field, wording = "document_id", N_("Invoice {number} stands here twice.")


class PartsAboveAmount(RuleBroken):
    """No more can be shared out than came in."""

    field, wording = "amount_kip", N_("The ticked amounts come to {parts_kip}, more than the {amount_kip} paid.")


class NotInForeignMoney(RuleBroken):
    """Foreign money is paid against the invoice that asks for it."""

    field, wording = "foreign_cents", N_("Choose an invoice in foreign money, or leave this empty.")


class MoreForeignThanOpen(RuleBroken):
    """An invoice takes no more foreign money than is open on it."""

    field, wording = "foreign_cents", N_("Open on invoice {number}: {open} {currency}. Give that or less.")


class ForeignAmountBelowZero(RuleBroken):
    """Money comes in, or it does not."""

    field, wording = "foreign_cents", N_("Give an amount above 0, or leave it empty.")


class RateMoved(RuleBroken):
    """A question: the difference to the invoice's rate is posted as a gain or a loss."""

    field, wording = "amount_kip", N_("At the invoice's rate this is {settled_kip}. The difference is {difference_kip}.")


class MoreThanOpen(RuleBroken):
    """A question for the form: money without an open invoice stays on the customer's account."""

    field, wording = "amount_kip", N_("{rest_kip} more than is open. It stays on the account of {customer}.")


def check_receipt(facts: ReceiptFacts, order: TakeReceipt) -> list[RuleBroken]:
    """Whether money may be receipted. More than is open is allowed: it stays on account."""
    broken = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
              *check_number(order.number, facts.number_taken), *check_texts(order),
              *check_known(facts.boxes, order.into, "into")]
    if order.invoice_number and facts.named_reversed:
        broken.append(InvoiceReversed(number=order.invoice_number))
    elif order.invoice_number and facts.named is None:
        broken.append(InvoiceUnknown(customer=facts.customer.name, number=order.invoice_number))
    elif order.foreign_cents:
        broken += _check_foreign(facts, order)
    for place, part in enumerate(order.parts):
        # The day is the receipt's own; everything else belongs to the part.
        broken += (one if one.field == "on" else one.at(f"parts.{place}.{one.field}") for one in _check_part(facts, order, place, part))
    if order.stays_on_account and (order.parts or order.foreign_cents):
        broken.append(PaysOrStays())
    together = sum(part.amount_kip for part in order.parts)
    if order.parts and together > order.amount_kip:
        broken.append(PartsAboveAmount(parts_kip=Kip(together), amount_kip=order.amount_kip))
    return broken


def _check_part(facts: ReceiptFacts, order: TakeReceipt, place: int, part: ReceiptPart) -> Iterator[RuleBroken]:
    item = next((one for one in facts.known if one.document_id == part.document_id), None)
    if item is None:
        number = facts.reversed_papers.get(part.document_id)
        yield InvoiceReversed(number=number).at("document_id") if number else PartUnknown(customer=facts.customer.name)
        return
    if any(other.document_id == part.document_id for other in order.parts[:place]):
        yield PartTwice(number=item.number)
    if order.on < item.on:
        yield InvoiceComesLater(number=item.number, dated=item.on)
    yield from check_amount(part.amount_kip)
    if part.amount_kip > item.open_kip:
        yield MoreThanIsOpen(amount_kip=part.amount_kip, open_kip=item.open_kip, number=item.number)


def _check_foreign(facts: ReceiptFacts, order: TakeReceipt) -> Iterator[RuleBroken]:
    item, foreign = facts.named, facts.foreign
    if order.foreign_cents < 0:
        yield ForeignAmountBelowZero()
    elif item is None or foreign is None or order.parts:
        yield NotInForeignMoney()
    elif order.on < item.on:
        yield InvoiceComesLater(number=item.number, dated=item.on)
    elif order.foreign_cents > foreign.open_cents(item.open_kip):
        cents = foreign.open_cents(item.open_kip)
        yield MoreForeignThanOpen(number=item.number, open=f"{cents // 100:,}.{cents % 100:02}", currency=foreign.currency)


def questions_about_receipt(facts: ReceiptFacts, order: TakeReceipt) -> list[RuleBroken]:
    """What the form asks before it receipts money; nothing here is refused."""
    if order.foreign_cents and facts.foreign and facts.named:
        gain = exchange_gain_kip(facts, order)
        return [RateMoved(settled_kip=Kip(order.amount_kip - gain), difference_kip=gain)] if gain else []
    rest = order.amount_kip - sum(part.amount_kip for part in allocate(facts, order))
    return [MoreThanOpen(rest_kip=Kip(rest), customer=facts.customer.name)] if rest > 0 else []


def allocate(facts: ReceiptFacts, order: TakeReceipt) -> tuple[Allocation, ...]:
    """Which items a receipt pays. What is left over stays on the customer's account.

    With parts exactly those; with an invoice only that one; otherwise the oldest first. Items dated after the receipt are not
    open for it. Foreign money settles its invoice at the invoice's own rate, whatever it is worth today.
    """
    if order.stays_on_account:
        return ()
    if order.parts:
        return tuple(Allocation(part.document_id, part.amount_kip) for part in order.parts)
    if order.foreign_cents and facts.foreign and facts.named:
        return (Allocation(facts.named.document_id, facts.foreign.settled_kip(order.foreign_cents, facts.named.open_kip)),)
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


def exchange_gain_kip(facts: ReceiptFacts, order: TakeReceipt) -> Kip:
    """What came in above the kip that were settled; below 0 for a loss. Nothing without foreign money.

    1,000 USD of an invoice at 21,000 are paid when the dollar stands at 21,500: 21,500,000 come in, 21,000,000 are settled,
    500,000 are gained.
    """
    if not order.foreign_cents:
        return ZERO
    return Kip(order.amount_kip - sum(part.amount_kip for part in allocate(facts, order)))


def receipt_entry(facts: ReceiptFacts, order: TakeReceipt) -> JournalEntry:
    """Debit the money box, credit what the customer owes; a difference of rates is a gain or a loss."""
    gain = exchange_gain_kip(facts, order)
    role = AccountRole.EXCHANGE_GAIN if gain > 0 else AccountRole.EXCHANGE_LOSS
    return balanced(order.on, "receipt", (
        leg(box_account(order.into), order.amount_kip),
        leg(AccountRole.RECEIVABLE, gain - order.amount_kip, customer_id=order.customer_id),
        leg(role, -gain)), order.note)


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
