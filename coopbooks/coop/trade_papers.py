"""Papers of trade that post nothing: a quotation says what something would cost, a delivery note goes with the goods.

Both have their own numbers and end only in the open: a quotation becomes an invoice, runs out or is withdrawn; a delivery note
says of an invoice's lines what left the store, and may be withdrawn when the goods came back at once.
See also: services.trade_papers (does it), books.trade_papers (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import LinesMissing, check_texts
from coopbooks.coop.customers import Customer
from coopbooks.coop.invoices import InvoiceLine, check_lines
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

QUOTATION, DELIVERY_NOTE = "quotation", "delivery-note"


@dataclass(frozen=True, slots=True)
class TradePaper:
    """A quotation or delivery note as it was written. `invoice` is the number of the invoice it became, or goes with; `lots` says
    which lot each line of a delivery note is from.
    """

    paper_id: int
    kind: str
    number: str
    on: date
    customer: Customer
    lines: tuple[InvoiceLine, ...]
    valid_until: date | None
    note: str
    invoice: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    lots: tuple[str, ...] = ()

    @property
    def total_kip(self) -> Kip:
        """What it comes to, VAT included."""
        return Kip(sum(line.net_kip + line.vat_kip for line in self.lines))

    def state(self, today: date) -> str:
        """open, invoiced, withdrawn or expired."""
        if self.ended_on is not None:
            return "withdrawn"
        if self.invoice:
            return "invoiced"
        return "expired" if self.valid_until is not None and self.valid_until < today else "open"


@dataclass(frozen=True, slots=True)
class MakeQuotation:
    """Order: say what something would cost, and until when that holds (None: until further notice)."""

    customer_id: int
    on: date
    lines: tuple[InvoiceLine, ...]
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """So much of the invoice's line at `place` (0 is the first) leaves the store."""

    place: int
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class MakeDeliveryNote:
    """Order: write down what leaves the store for an invoice. `note`: who carries it, and where to."""

    document_id: int
    on: date
    lines: tuple[DeliveredLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class EndTradePaper:
    """Order: a quotation or delivery note no longer holds."""

    trade_paper_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class QuotationFacts:
    """Whom it is for, and which days are open."""

    customer: Customer
    days: OpenDays


@dataclass(frozen=True, slots=True)
class DeliveryNoteFacts:
    """The invoice, its lines, and of each how much no delivery note speaks of yet."""

    customer: Customer
    number: str
    dated: date
    is_reversed: bool
    lines: tuple[InvoiceLine, ...]
    left_milli: tuple[int, ...]
    days: OpenDays


@dataclass(frozen=True, slots=True)
class EndFacts:
    """The paper (None: there is none)."""

    paper: TradePaper | None
    days: OpenDays


class ValidBeforeQuotation(RuleBroken):
    """An offer holds from its day on."""

    field, wording = "valid_until", N_("The quotation is of {on}. It cannot end on {valid_until}.")


class GoodsOfReversedInvoice(RuleBroken):
    """What is reversed is not delivered."""

    field, wording = "document_id", N_("Invoice {number} is reversed. Nothing leaves the store for it.")


class GoodsBeforeInvoice(RuleBroken):
    """The delivery note goes with its invoice."""

    field, wording = "on", N_("Invoice {number} is dated {dated}. Choose that day or a later one.")


class NothingDelivered(RuleBroken):
    """A delivered line has a quantity."""

    field, wording = "quantity_milli", N_("Give a quantity above 0, or leave the line out.")


class MoreThanIsLeft(RuleBroken):
    """No more leaves than was sold."""

    field, wording = "quantity_milli", N_("{left_g} are left to deliver. Give that or less.")


class NoLineThere(RuleBroken):
    """A delivery note speaks of the invoice's lines."""

    field, wording = "place", N_("The invoice has no such line.")


class PaperUnknown(RuleBroken):
    """There is nothing to withdraw."""

    field, wording = "trade_paper_id", N_("There is no such quotation or delivery note.")


class PaperEnded(RuleBroken):
    """What has ended is over."""

    field, wording = "trade_paper_id", N_("{number} was withdrawn on {ended_on}.")


class QuotationTakenUp(RuleBroken):
    """An offer becomes one invoice."""

    field, wording = "trade_paper_id", N_("Quotation {number} became invoice {invoice}.")


class QuotationOfAnother(RuleBroken):
    """An offer is for whom it was made."""

    field, wording = "quotation_id", N_("Quotation {number} is for {customer}.")


class EndReasonMissing(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write why it no longer holds.")


class EndedBeforePaper(RuleBroken):
    """The end does not come before the paper."""

    field, wording = "on", N_("{number} is of {dated}. Choose that day or a later one.")


def check_quotation(facts: QuotationFacts, order: MakeQuotation) -> list[RuleBroken]:
    """Whether this may be offered."""
    broken: list[RuleBroken] = [*check_open(facts.days, order.on), *check_texts(order), *check_lines(order.lines)]
    if order.valid_until is not None and order.valid_until < order.on:
        broken.append(ValidBeforeQuotation(on=order.on, valid_until=order.valid_until))
    return broken


def check_delivery_note(facts: DeliveryNoteFacts, order: MakeDeliveryNote) -> list[RuleBroken]:
    """Whether this may leave the store for the invoice."""
    broken: list[RuleBroken] = [*check_open(facts.days, order.on), *check_texts(order)]
    if facts.is_reversed:
        return [*broken, GoodsOfReversedInvoice(number=facts.number)]
    if order.on < facts.dated:
        broken.append(GoodsBeforeInvoice(number=facts.number, dated=facts.dated))
    if not order.lines:
        return [*broken, LinesMissing()]
    told: dict[int, int] = {}
    for number, line in enumerate(order.lines):
        broken += (one.at(f"lines.{number}.{one.field}") for one in _check_goods(facts, line, told))
    return broken


def _check_goods(facts: DeliveryNoteFacts, line: DeliveredLine, told: dict[int, int]) -> Iterator[RuleBroken]:
    if not 0 <= line.place < len(facts.lines):
        yield NoLineThere()
        return
    left = facts.left_milli[line.place] - told.get(line.place, 0)
    told[line.place] = told.get(line.place, 0) + line.quantity_milli
    if line.quantity_milli < 1:
        yield NothingDelivered()
    elif line.quantity_milli > left:
        yield MoreThanIsLeft(left_g=left)


def check_end(facts: EndFacts, order: EndTradePaper) -> list[RuleBroken]:
    """Whether a quotation or delivery note may be withdrawn."""
    broken: list[RuleBroken] = [*check_open(facts.days, order.on), *check_texts(order)]
    if not order.reason.strip():
        broken.append(EndReasonMissing())
    paper = facts.paper
    if paper is None:
        return [*broken, PaperUnknown()]
    if paper.ended_on is not None:
        broken.append(PaperEnded(number=paper.number, ended_on=paper.ended_on))
    elif paper.kind == QUOTATION and paper.invoice:
        broken.append(QuotationTakenUp(number=paper.number, invoice=paper.invoice))
    if order.on < paper.on:
        broken.append(EndedBeforePaper(number=paper.number, dated=paper.on))
    return broken


def check_taken_up(paper: TradePaper | None, customer_id: int) -> tuple[RuleBroken, ...]:
    """Whether a quotation may become an invoice for a customer. One that has run out may: the co-op keeps its word longer."""
    if paper is None or paper.kind != QUOTATION:
        return (PaperUnknown().at("quotation_id"),)
    if paper.customer.customer_id != customer_id:
        return (QuotationOfAnother(number=paper.number, customer=paper.customer.name),)
    if paper.ended_on is not None:
        return (PaperEnded(number=paper.number, ended_on=paper.ended_on).at("quotation_id"),)
    if paper.invoice:
        return (QuotationTakenUp(number=paper.number, invoice=paper.invoice).at("quotation_id"),)
    return ()
