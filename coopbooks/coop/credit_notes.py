"""Credit notes: what of an invoice is taken back, line by line, and what that does to what the customer owes.

A line is credited by its quantity at its own price, or by an amount (a price that was too high). Never more than is left of it
after earlier credit notes; the last part takes what is left to the kip, net and VAT. The credit lowers its invoice first; what the
customer had paid already stays on account, or is paid back from a money box.
See also: services.credit_notes (does it), books.credit_notes (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import BOXES, LinesMissing, box_account, check_box, check_number, check_texts
from coopbooks.coop.customers import Customer
from coopbooks.coop.invoices import InvoiceLine
from coopbooks.coop.receipts import Allocation
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip, part_of, percent
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class CreditLine:
    """So much of the invoice's line at `place` (0 is the first) is taken back. With `net_kip` that amount, whatever the quantity."""

    place: int
    quantity_milli: int
    net_kip: Kip | None = None


@dataclass(frozen=True, slots=True)
class CreditInvoice:
    """Order: take back lines of an invoice, with the reason. With `refund_from`, what was paid already goes back in money."""

    document_id: int
    on: date
    lines: tuple[CreditLine, ...]
    reason: str
    refund_from: str = ""
    number: str | None = None


@dataclass(frozen=True, slots=True)
class CreditableLine:
    """A line of an invoice, what is left of it after earlier credit notes, and the lot it took from."""

    invoice_line_id: int
    line: InvoiceLine
    left_milli: int
    left_net_kip: Kip
    left_vat_kip: Kip
    lot: str = ""


@dataclass(frozen=True, slots=True)
class CreditedPart:
    """What a credit note takes from one line."""

    of: CreditableLine
    quantity_milli: int
    net_kip: Kip
    vat_kip: Kip


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """The invoice with its lines, and what the rule judges. `money_box_kip` is what the box holds that would pay back."""

    customer: Customer
    document_id: int
    number: str
    dated: date
    is_reversed: bool
    open_kip: Kip
    lines: tuple[CreditableLine, ...]
    days: OpenDays
    number_taken: bool = False
    money_box_kip: Kip | None = None
    boxes: frozenset[str] = frozenset(BOXES)


class CreditReasonMissing(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write why this is taken back.")


class NothingToCredit(RuleBroken):
    """A reversed invoice has nothing left."""

    field, wording = "document_id", N_("Invoice {number} is reversed. There is nothing to take back.")


class CreditBeforeInvoice(RuleBroken):
    """The taking back does not come before the sale."""

    field, wording = "on", N_("Invoice {number} is dated {dated}. Choose that day or a later one.")


class NoSuchLine(RuleBroken):
    """A credit note takes from the invoice's own lines."""

    field, wording = "place", N_("The invoice has no such line.")


class LineTwice(RuleBroken):
    """A line is credited once on a paper."""

    field, wording = "place", N_("This line stands here twice.")


class CreditMissing(RuleBroken):
    """A credited line takes something back."""

    field, wording = "quantity_milli", N_("Give a quantity above 0, or leave the line out.")


class MoreThanWasSold(RuleBroken):
    """Nobody takes back more than there was."""

    field, wording = "quantity_milli", N_("{left} are left of this line. Give that or less.")


class MoreThanWasAsked(RuleBroken):
    """Nobody takes back more money than was asked."""

    field, wording = "net_kip", N_("{left_kip} are left of this line. Give that or less.")


class CreditIsNothing(RuleBroken):
    """A paper about nothing helps nobody: so little is taken back that it rounds to 0 kip."""

    field, wording = "lines.0.quantity_milli", N_("What is taken back comes to 0. Give more, or an amount.")


class RefundWhere(RuleBroken):
    """Money comes from a box."""

    field, wording = "refund_from", N_("Choose where the money comes from: cash or bank.")


def check_credit(facts: CreditFacts, order: CreditInvoice) -> list[RuleBroken]:
    """Whether this may be taken back. A line's complaints are tied to `lines.<place in the order>.<field>`."""
    broken: list[RuleBroken] = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order)]
    if not order.reason.strip():
        broken.append(CreditReasonMissing())
    if facts.is_reversed:
        return [*broken, NothingToCredit(number=facts.number)]
    if order.on < facts.dated:
        broken.append(CreditBeforeInvoice(number=facts.number, dated=facts.dated))
    if order.refund_from and order.refund_from not in facts.boxes:
        broken.append(RefundWhere())
    if not order.lines:
        return [*broken, LinesMissing()]
    of_lines = [one.at(f"lines.{place}.{one.field}") for place, line in enumerate(order.lines)
                for one in _check_line(facts, order, place, line)]
    if of_lines:
        return broken + of_lines
    if total_kip(facts, order) == 0:
        return [*broken, CreditIsNothing()]
    return [*broken, *check_box(facts.money_box_kip, refund_kip(facts, order), "refund_from")]


def _check_line(facts: CreditFacts, order: CreditInvoice, place: int, line: CreditLine) -> Iterator[RuleBroken]:
    if not 0 <= line.place < len(facts.lines):
        yield NoSuchLine()
        return
    if any(other.place == line.place for other in order.lines[:place]):
        yield LineTwice()
    left = facts.lines[line.place]
    if line.quantity_milli < 0 or (line.quantity_milli == 0 and not line.net_kip) or (line.net_kip is not None and line.net_kip < 1):
        yield CreditMissing()
        return
    if line.quantity_milli > left.left_milli:
        yield MoreThanWasSold(left=_shown(left.left_milli))
    elif (line.net_kip or 0) > left.left_net_kip or _nothing_left(left):
        yield MoreThanWasAsked(left_kip=left.left_net_kip)


def _nothing_left(line: CreditableLine) -> bool:
    return line.left_net_kip + line.left_vat_kip == 0


def _shown(milli: int) -> str:
    whole, rest = divmod(milli, 1000)
    return f"{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def credited(facts: CreditFacts, order: CreditInvoice) -> tuple[CreditedPart, ...]:
    """What is taken from each line: net and VAT as they were asked for, the last part to the kip."""
    return tuple(_part(facts.lines[line.place], line) for line in order.lines)


def _part(left: CreditableLine, line: CreditLine) -> CreditedPart:
    if line.net_kip is None:
        asked = InvoiceLine(None, "", "", line.quantity_milli, "", left.line.price_kip).net_kip
        net = left.left_net_kip if line.quantity_milli == left.left_milli else Kip(min(asked, left.left_net_kip))
    else:
        net = line.net_kip
    rate = left.line.vat_percent
    vat = left.left_vat_kip if net == left.left_net_kip else Kip(min(part_of(net, percent(rate)), left.left_vat_kip)) if rate else ZERO
    return CreditedPart(left, line.quantity_milli, net, vat)


def total_kip(facts: CreditFacts, order: CreditInvoice) -> Kip:
    """What the customer is credited, VAT included."""
    return Kip(sum(part.net_kip + part.vat_kip for part in credited(facts, order)))


def credit_allocation(facts: CreditFacts, order: CreditInvoice) -> tuple[Allocation, ...]:
    """The credit lowers its own invoice as far as something is open on it."""
    part = Kip(min(total_kip(facts, order), facts.open_kip))
    return (Allocation(facts.document_id, part),) if part else ()


def refund_kip(facts: CreditFacts, order: CreditInvoice) -> Kip:
    """What goes back in money: what the invoice could not take, when a box is named."""
    return Kip(max(total_kip(facts, order) - facts.open_kip, 0)) if order.refund_from else ZERO


def credit_entry(facts: CreditFacts, order: CreditInvoice) -> JournalEntry:
    """Debit sales and VAT, credit the customer; what is paid back leaves its box."""
    parts = credited(facts, order)
    refund = refund_kip(facts, order)
    return balanced(order.on, "credit-note", (
        leg(AccountRole.SALES, sum(part.net_kip for part in parts)), leg(AccountRole.VAT, sum(part.vat_kip for part in parts)),
        leg(AccountRole.RECEIVABLE, refund - total_kip(facts, order), customer_id=facts.customer.customer_id),
        leg(box_account(order.refund_from), -refund) if refund else None), order.reason)
