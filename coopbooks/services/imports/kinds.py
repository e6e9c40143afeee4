"""From rows to orders, kind by kind. Rows of one document number are lines of one order.

Each maker reads its rows' cells and answers the order, or None when a cell is faulty. A `Kind` also says which action saves
it, which papers it must be compared with, and which column mends which field of the order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.members import LANGUAGES, LEFT_REASONS, PAYMENT_MODES, AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.shares import ORDINARY, PAID_FROM, ShareOrder
from coopbooks.coop.write_offs import WriteOff
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import cash, journal, members, produce, sales, shares
from coopbooks.services.imports.cells import Cells, Lookups, NotANumber, NotFound
from coopbooks.services.outcome import Action

MONEY = ("cash", "bank")


def _boxes(known: Lookups) -> tuple[str, ...]:
    return (*MONEY, *sorted(known.boxes))

SHARE_KINDS = ("subscribe", "pay", "transfer", "redeem", "bonus", "cancel", "convert", "pay-out")


class NetIsNotGrossLessTare(RuleBroken):
    """Three weights that do not agree; which one is wrong only the slip can tell."""

    wording = N_("{net_g} is not {gross_g} − {tare_g}.")


class LinesDisagree(RuleBroken):
    """Lines of one document share its head."""

    wording = N_("Row {row} of the same document says “{other}”.")


Maker = Callable[[Sequence[Cells], Lookups], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of file becomes orders.

    Attributes:
        number: column of the document number; "" when every row stands alone.
        head: columns in which all lines of a document agree.
        make: turns the rows of one document into an order.
        action: saves the order.
        document: the kind of paper it makes, to recognise what is in the book already; "" for master data.
        fields: order field → column, where the names differ.
        turn: sorts the documents of a file; None saves them as they stand.
    """

    number: str
    head: tuple[str, ...]
    make: Maker
    action: Action[Any]
    document: str
    fields: dict[str, str] = field(default_factory=dict)
    turn: Callable[[Cells], Any] | None = None


def _member(rows: Sequence[Cells], known: Lookups) -> AdmitMember:
    (row,) = rows
    plain: dict[str, Any] = {name: row.text(name) for name in (
        "title", "family_name", "latin_name", "id_kind", "id_number", "village", "district", "province", "phone", "nickname",
        "joined_meeting", "household", "bank_account", "plot")}
    details = MemberDetails(
        number=row.text("number", required=True), given_name=row.text("given_name", required=True),
        joined_on=row.needed_day("joined"), sex=row.choice("sex", ("f", "m"), "").upper(), birth_date=row.day("birth_date"),
        group_name=row.text("group"), left_on=row.day("left"), left_reason=row.choice("left_reason", LEFT_REASONS, ""),
        payment_mode=row.choice("payment_mode", PAYMENT_MODES, "cash"), language=row.choice("language", LANGUAGES, ""), **plain)
    return AdmitMember(details, row.kip("entry_fee_kip"), row.choice("entry_fee_into", _boxes(known), "cash"))


def _share(rows: Sequence[Cells], known: Lookups) -> ShareOrder:
    (row,) = rows
    kind = row.choice("kind", SHARE_KINDS)
    paid_kip = row.kip("amount_kip")
    return ShareOrder(
        member_id=row.found("member", known.members.get, required=True) or 0, kind=kind, on=row.needed_day("on"),
        share_count=row.count("shares"), paid_kip=paid_kip if kind in ("subscribe", "pay", "pay-out") else ZERO,
        money=row.choice("paid_from", tuple(PAID_FROM), "cash"), to_member_id=row.found("to_member", known.members.get),
        number=row.text("reference", required=True), note=row.text("note"), class_code=row.text("class") or ORDINARY,
        to_class=row.text("to_class"), numbers=row.text("numbers"), meeting=row.text("meeting"), reason=row.text("reason"),
        notice_on=row.day("notice"), advance_kip=row.kip("advance_kip"))


def _share_turn(row: Cells) -> tuple[str, int]:
    """By day, and on one day what brings shares before what moves them: a list may name a transfer before the issue it consumes."""
    on, kind = row.day("on"), row.raw("kind")
    return on.isoformat() if on else "", SHARE_KINDS.index(kind) if kind in SHARE_KINDS else len(SHARE_KINDS)


def _product(rows: Sequence[Cells], _known: Lookups) -> AddProduct:
    (row,) = rows
    grades = tuple(grade.strip() for grade in row.text("grades").split(";") if grade.strip())
    return AddProduct(row.text("code", required=True), row.text("name_lo"), row.text("name_en"),
                      row.text("unit", required=True), grades)


def _customer(rows: Sequence[Cells], known: Lookups) -> AddCustomer:
    (row,) = rows
    return AddCustomer(row.text("number", required=True), row.text("name", required=True), row.text("phone"),
                       row.count("terms_days") if row.raw("terms_days") else None,
                       row.kip("limit_kip") if row.raw("limit_kip") else None, row.found("member", known.members.get),
                       row.text("contact"), row.text("address"), row.text("tax_no"), row.choice("language", ("lo", "en"), ""))


def _delivery(rows: Sequence[Cells], known: Lookups) -> RecordDelivery:
    head = rows[0]
    lines = []
    for row in rows:
        gross_g, tare_g = row.thousandths("gross_kg", required=True), row.thousandths("tare_kg")
        if row.raw("net_kg"):
            net_g = row.thousandths("net_kg")
            if net_g != gross_g - tare_g and not row.faults:
                row.fault("net_kg", NetIsNotGrossLessTare(net_g=net_g, gross_g=gross_g, tare_g=tare_g))
        lines.append(DeliveryLine(row.found("product", known.products.get, required=True) or 0, row.text("grade"), gross_g, tare_g,
                                  row.kip("price_kip", required=True), row.kip("deduction_kip"), row.kip("advance_kip")))
    return RecordDelivery(head.found("member", known.members.get, required=True) or 0, head.needed_day("on"), tuple(lines),
                          head.choice("paid", ("later", *_boxes(known)), "later"), head.text("slip", required=True))


def _payment(rows: Sequence[Cells], known: Lookups) -> PayProducer:
    (row,) = rows
    return PayProducer(row.found("member", known.members.get, required=True) or 0, row.needed_day("on"),
                       row.kip("amount_kip", required=True), row.choice("from", _boxes(known)), row.text("voucher", required=True))


def _sale(rows: Sequence[Cells], known: Lookups) -> IssueInvoice:
    head = rows[0]
    lines = tuple(InvoiceLine(row.found("product", known.products.get), row.text("description"), row.text("grade"),
                              row.thousandths("quantity", required=True), row.text("unit"),
                              row.kip("price_kip", required=True), row.percent("vat_percent")) for row in rows)
    lots = tuple(row.text("lot") for row in rows)
    return IssueInvoice(head.found("customer", known.customers.get, required=True) or 0, head.needed_day("on"), lines,
                        head.day("due"), head.choice("paid_into", _boxes(known), ""), head.text("invoice", required=True), head.text("note"),
                        customer_ref=head.text("customer_ref"), currency=head.text("currency").upper(), foreign_cents=head.cents("foreign_amount"),
                        rate=head.text("rate"), lots=lots if any(lots) else ())


def _receipt(rows: Sequence[Cells], known: Lookups) -> TakeReceipt:
    (row,) = rows
    customer_id, on = row.found("customer", known.customers.get, required=True) or 0, row.needed_day("on")
    told = row.text("parts")
    parts = tuple(_part(row, known, one, customer_id, on) for one in told.split(";")) if told not in ("", "-") else ()
    return TakeReceipt(customer_id, on, row.kip("amount_kip", required=True), row.choice("into", _boxes(known)), row.text("invoice"),
                       row.text("receipt", required=True), row.text("note"), parts, row.cents("foreign_amount"), told == "-")


def _part(row: Cells, known: Lookups, told: str, customer_id: int, on: date) -> ReceiptPart:
    number, _equals, amount = (one.strip() for one in told.rpartition("="))
    found = known.item(number, on, customer_id)
    try:
        kip = formats.parse_kip(amount)
    except ValueError:
        kip = 0
    if found is None:
        row.fault("parts", NotFound(value=number or told.strip()))
    elif kip <= 0:
        row.fault("parts", NotANumber(value=amount))
    return ReceiptPart(found or 0, Kip(kip))


def _invoice_of(row: Cells, known: Lookups, on: date, customer_id: int | None = None) -> int:
    return row.found("invoice", lambda number: known.item(number, on, customer_id), required=True) or 0


def _credit(rows: Sequence[Cells], known: Lookups) -> CreditInvoice:
    head = rows[0]
    on = head.needed_day("on")
    lines = []
    for row in rows:
        place, kip = row.count("line"), row.kip("amount_kip")
        if place < 1:
            row.fault("line", NotANumber(value=row.raw("line")))
        lines.append(CreditLine(place - 1, row.thousandths("quantity"), kip or None))
    return CreditInvoice(_invoice_of(head, known, on), on, tuple(lines), head.text("reason", required=True),
                         head.choice("refund_from", _boxes(known), ""), head.text("credit_note", required=True))


def _write_off(rows: Sequence[Cells], known: Lookups) -> WriteOff:
    (row,) = rows
    on = row.needed_day("on")
    return WriteOff(_invoice_of(row, known, on), on, row.kip("amount_kip", required=True), row.text("reason", required=True),
                    row.text("approved_by", required=True), row.text("write_off", required=True))


def _use(rows: Sequence[Cells], known: Lookups) -> UseMoneyOnAccount:
    (row,) = rows
    customer_id, on = row.found("customer", known.customers.get, required=True) or 0, row.needed_day("on")
    return UseMoneyOnAccount(customer_id, on, row.kip("amount_kip", required=True), row.text("invoice", required=True),
                             row.text("entry", required=True), row.text("note"))


def _account(row: Cells, known: Lookups) -> str:
    return row.found("account", lambda text: text if text in known.accounts else None, required=True) or ""


def _expense(rows: Sequence[Cells], known: Lookups) -> PayExpense:
    head = rows[0]
    lines = tuple(ExpenseLine(_account(row, known), row.kip("amount_kip", required=True), row.text("note")) for row in rows)
    return PayExpense(head.needed_day("on"), lines, head.text("payee"), head.choice("from", (*_boxes(known), "credit")),
                      head.text("voucher", required=True))


def _advance(rows: Sequence[Cells], known: Lookups) -> GiveAdvance:
    (row,) = rows
    return GiveAdvance(row.found("member", known.members.get, required=True) or 0, row.needed_day("on"),
                       row.choice("kind", ("cash", "rice", "fertiliser")), row.kip("amount_kip", required=True),
                       row.choice("from", _boxes(known), "cash"), row.text("voucher", required=True))


def _transfer(rows: Sequence[Cells], known: Lookups) -> TransferMoney:
    (row,) = rows
    return TransferMoney(row.needed_day("on"), row.choice("from", _boxes(known)), row.choice("into", _boxes(known)),
                         row.kip("amount_kip", required=True), row.text("voucher", required=True))


def _entry_line(row: Cells, known: Lookups) -> EntryLine:
    return EntryLine(_account(row, known), row.kip("debit_kip"), row.kip("credit_kip"), row.found("member", known.members.get),
                     row.found("customer", known.customers.get), row.text("note"))


def _entry(rows: Sequence[Cells], known: Lookups) -> PostEntry:
    return PostEntry(rows[0].needed_day("on"), tuple(_entry_line(row, known) for row in rows),
                     rows[0].text("entry", required=True))


def _opening(rows: Sequence[Cells], known: Lookups) -> PostOpening:
    return PostOpening(tuple(_entry_line(row, known) for row in rows))


_WHO = {"member_id": "member", "customer_id": "customer", "product_id": "product", "to_member_id": "to_member"}
_WEIGHTS = {"gross_g": "gross_kg", "tare_g": "tare_kg", "net_g": "net_kg", "quantity_milli": "quantity"}

KINDS: dict[str, Kind] = {
    "members": Kind("", (), _member, members.admit_member, "", {
        "joined_on": "joined", "left_on": "left", "group_name": "group"}),
    "shares": Kind("reference", (), _share, shares.record_share_order, "share", {
        **_WHO, "share_count": "shares", "paid_kip": "amount_kip", "money": "paid_from", "number": "reference",
        "class_code": "class", "notice_on": "notice"}, _share_turn),
    "products": Kind("", (), _product, produce.add_product, ""),
    "customers": Kind("", (), _customer, sales.add_customer, "", _WHO),
    "deliveries": Kind("slip", ("on", "member", "product", "paid"), _delivery, produce.record_delivery, "delivery", {
        **_WHO, **_WEIGHTS, "number": "slip"}),
    "payments": Kind("voucher", (), _payment, produce.pay_producer, "payment", {**_WHO, "money": "from", "number": "voucher"}),
    "sales": Kind("invoice", ("on", "customer", "due", "paid_into", "customer_ref", "currency", "foreign_amount", "rate", "note"), _sale,
                  sales.issue_invoice, "invoice", {
        **_WHO, **_WEIGHTS, "due_on": "due", "number": "invoice", "foreign_cents": "foreign_amount"}),
    "receipts": Kind("receipt", (), _receipt, sales.take_receipt, "receipt", {
        **_WHO, "invoice_number": "invoice", "number": "receipt", "foreign_cents": "foreign_amount", "stays_on_account": "parts"}),
    "credit_notes": Kind("credit_note", ("on", "invoice", "reason", "refund_from"), _credit, sales.credit_invoice, "credit-note", {
        "document_id": "invoice", "number": "credit_note", "place": "line", "quantity_milli": "quantity", "net_kip": "amount_kip"}),
    "write_offs": Kind("write_off", (), _write_off, sales.write_off, "write-off", {"document_id": "invoice", "number": "write_off"}),
    "allocations": Kind("entry", (), _use, sales.use_money_on_account, "journal", {
        **_WHO, "invoice_number": "invoice", "number": "entry"}),
    "expenses": Kind("voucher", ("on", "payee", "from"), _expense, cash.pay_expense, "expense", {
        "money": "from", "number": "voucher"}),
    "advances": Kind("voucher", (), _advance, produce.give_advance, "advance", {**_WHO, "money": "from", "number": "voucher"}),
    "transfers": Kind("voucher", (), _transfer, cash.transfer_money, "transfer", {
        "from_money": "from", "number": "voucher"}),
    "journal": Kind("entry", ("on",), _entry, journal.post_entry, "journal", {**_WHO, "number": "entry"}),
    "opening": Kind("", (), _opening, journal.post_opening, "opening", _WHO),
}
"""Every kind of import; the order is the one in which a year is brought in."""

