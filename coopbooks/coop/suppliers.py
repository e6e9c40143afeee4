"""Suppliers and their bills: who we buy from, what a bill is for, when it is due, and paying it in parts.

A bill debits what was bought, line by line, and credits suppliers; each payment says which bill it pays. Bills on credit from before
there were suppliers, opening balances and entries by hand stay in the account as "other".
See also: services.suppliers (does it), books.suppliers (keeps and reads it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coopbooks.coop.boxes import LinesMissing, box_account, check_amount, check_box, check_known, check_number, check_texts
from coopbooks.coop.cash import ExpenseFacts, ExpenseLine, check_lines
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

LONGEST_TERMS_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Supplier:
    """Somebody the co-op buys from. `terms_days` None: bills are due at once."""

    number: str
    name: str
    phone: str = ""
    bank_account: str = ""
    terms_days: int | None = None
    note: str = ""
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class KeepSupplier:
    """Order: add a supplier (no id), or know one like this from now on."""

    supplier: Supplier
    supplier_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordBill:
    """Order: a supplier's bill that is paid later. `due_on` None: by the supplier's terms."""

    supplier_id: int
    on: date
    lines: tuple[ExpenseLine, ...]
    due_on: date | None = None
    their_number: str = ""
    number: str | None = None
    note: str = ""

    @property
    def total_kip(self) -> Kip:
        """All lines."""
        return Kip(sum(line.amount_kip for line in self.lines))


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What the form shows and the rule judges. `known_as` is our number of a bill that carries their number already."""

    supplier: Supplier
    voucher: ExpenseFacts
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class PayBill:
    """Order: pay a bill, in full or in part. `document_id` is the bill's."""

    document_id: int
    on: date
    amount_kip: Kip
    money: str = "cash"
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayBillFacts:
    """The bill, what is still to be paid on it with everything in the book, and the box."""

    number: str
    dated: date
    supplier: Supplier
    open_kip: Kip
    is_reversed: bool
    money_box_kip: Kip | None
    days: OpenDays
    number_taken: bool
    boxes: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A bill as it stands on a day."""

    document_id: int
    number: str
    supplier_id: int
    supplier: str
    on: date
    due_on: date
    their_number: str
    total_kip: Kip
    open_kip: Kip

    def days_late(self, as_of: date) -> int:
        """Days past due; 0 or less when it is not due yet."""
        return (as_of - self.due_on).days


class SupplierNumberMissing(RuleBroken):
    """Every supplier has a number."""

    field, wording = "number", N_("Give the supplier a number.")


class SupplierNumberTaken(RuleBroken):
    """A number belongs to one supplier for ever."""

    field, wording = "number", N_("Number {number} belongs to {taken_by}.")


class SupplierNameMissing(RuleBroken):
    """Every supplier has a name."""

    field, wording = "name", N_("Write the supplier's name.")


class SupplierTermsWrong(RuleBroken):
    """Terms are days."""

    field, wording = "terms_days", N_("Days to pay are from 0 to {most}.")


class DueBeforeBill(RuleBroken):
    """Nothing is due before it was bought."""

    field, wording = "due_on", N_("The bill is of {on}. It cannot be due before.")


class BillKnown(RuleBroken):
    """The same paper of a supplier is booked once."""

    field, wording = "their_number", N_("Their bill {their_number} is in the book as {known_as}.")


class BillIsReversed(RuleBroken):
    """A bill that was undone is not paid."""

    field, wording = "document_id", N_("{number} was reversed.")


class MoreThanBill(RuleBroken):
    """A bill is paid with what is open on it."""

    field, wording = "amount_kip", N_("{amount_kip} is more than the {open_kip} still open on {number}.")


class PaidBeforeBill(RuleBroken):
    """A payment follows its bill."""

    field, wording = "on", N_("{number} is of {dated}. It cannot be paid before.")


def check_supplier(taken_by: str | None, order: KeepSupplier) -> list[RuleBroken]:
    """Whether the register may say this. `taken_by` is another supplier with the number."""
    one, broken = order.supplier, list(check_texts(order.supplier))
    if not one.number.strip():
        broken.append(SupplierNumberMissing())
    elif taken_by is not None:
        broken.append(SupplierNumberTaken(number=one.number, taken_by=taken_by))
    if not one.name.strip():
        broken.append(SupplierNameMissing())
    if one.terms_days is not None and not 0 <= one.terms_days <= LONGEST_TERMS_DAYS:
        broken.append(SupplierTermsWrong(most=LONGEST_TERMS_DAYS))
    return broken


def due_day(supplier: Supplier, order: RecordBill) -> date:
    """When a bill is due: the day given, else by the supplier's terms, else at once."""
    return order.due_on or order.on + timedelta(days=supplier.terms_days or 0)


def check_bill(facts: BillFacts, order: RecordBill) -> list[RuleBroken]:
    """Whether a bill may be recorded. A line's complaints are tied to `lines.<place>.<field>`."""
    voucher = facts.voucher
    broken = [*check_open(voucher.days, order.on), *check_number(order.number, voucher.number_taken), *check_texts(order)]
    if not order.lines:
        broken.append(LinesMissing())
    broken += check_lines(voucher, order.lines, "credit")
    if order.due_on is not None and order.due_on < order.on:
        broken.append(DueBeforeBill(on=order.on))
    if facts.known_as is not None:
        broken.append(BillKnown(their_number=order.their_number, known_as=facts.known_as))
    return broken


def bill_entry(order: RecordBill) -> JournalEntry:
    """Debit each line's account, credit suppliers."""
    legs = [leg(line.account, line.amount_kip, note=line.note) for line in order.lines]
    return balanced(order.on, "bill", [*legs, leg(AccountRole.SUPPLIERS_PAYABLE, -order.total_kip)], order.note)


def check_pay_bill(facts: PayBillFacts, order: PayBill) -> list[RuleBroken]:
    """Whether a bill may be paid so."""
    return list(_check_pay(facts, order))


def _check_pay(facts: PayBillFacts, order: PayBill) -> Iterator[RuleBroken]:
    yield from check_open(facts.days, order.on)
    yield from check_number(order.number, facts.number_taken)
    yield from check_texts(order)
    yield from check_known(facts.boxes, order.money)
    if facts.is_reversed:
        yield BillIsReversed(number=facts.number)
        return
    if order.on < facts.dated:
        yield PaidBeforeBill(number=facts.number, dated=facts.dated)
    yield from check_amount(order.amount_kip)
    if order.amount_kip > facts.open_kip:
        yield MoreThanBill(amount_kip=order.amount_kip, open_kip=facts.open_kip, number=facts.number)
    yield from check_box(facts.money_box_kip, order.amount_kip)


def pay_bill_entry(order: PayBill) -> JournalEntry:
    """Debit suppliers, credit the money box."""
    return balanced(order.on, "bill-payment", (
        leg(AccountRole.SUPPLIERS_PAYABLE, order.amount_kip), leg(box_account(order.money), -order.amount_kip)), order.note)
