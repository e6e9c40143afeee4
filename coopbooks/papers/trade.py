"""What the papers of selling say: invoice, quotation, delivery note, credit note, a customer's statement and reminder, sales, numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.papers.form import Form, Head, Party, Sum
from coopbooks.papers.kinds import KINDS
from coopbooks.papers.parts import Cell, Check, Column, Label, Letterhead, Listing, Section, Sentence

SELLER, BUYER, DRIVER, RECEIVED = N_("For the co-op"), N_("For the customer"), N_("Carried by"), N_("Received by")

@dataclass(frozen=True, slots=True)
class TradeLine:
    """One line: what it is, its quantity in thousandths of the unit, the price of one, net and VAT."""

    what: Label
    quantity_milli: int
    unit: str
    price_kip: int
    net_kip: int
    vat_kip: int = 0
    vat_percent: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What an invoice says of foreign money."""

    currency: str
    cents: int
    rate: str

    @property
    def shown(self) -> str:
        """1,000.00 USD at 21,000."""
        whole, dot, rest = self.rate.replace(",", "").partition(".")
        return f"{self.cents // 100:,}.{self.cents % 100:02} {self.currency} × {int(whole or 0):,}{dot}{rest}"


_COLUMNS = (Column(N_("Item"), share=44), Column(N_("Quantity"), "kg", 14), Column(N_("Unit"), share=10), Column(N_("Price"), "kip", 16),
            Column(N_("Amount"), "kip", 20))


def _unit(text: str) -> Label:
    """A unit in both languages; once where both write it alike."""
    lao = formats.unit(text, "lo")
    return Label(lao, text if lao != text else "")


_WITH_VAT = (Column(N_("Item"), share=40), Column(N_("Quantity"), "kg", 14), Column(N_("Unit"), share=9), Column(N_("Price"), "kip", 15),
             Column(N_("VAT %"), share=10), Column(N_("Amount"), "kip", 20))
"""Where VAT is charged on some lines only, each line says its rate."""


def _differ(lines: Sequence[TradeLine]) -> bool:
    return len({line.vat_percent or "0" for line in lines}) > 1


def _columns(lines: Sequence[TradeLine]) -> tuple[Column, ...]:
    return _WITH_VAT if _differ(lines) else _COLUMNS


def _rows(lines: Sequence[TradeLine]) -> tuple[tuple[Cell, ...], ...]:
    differ = _differ(lines)
    return tuple((line.what, line.quantity_milli or None, _unit(line.unit), line.price_kip,
                  *((Label(line.vat_percent or "0", ""),) if differ else ()), line.net_kip) for line in lines)


def _sums(lines: Sequence[TradeLine], rate: str) -> tuple[Sum, ...]:
    net, vat = sum(line.net_kip for line in lines), sum(line.vat_kip for line in lines)
    total = Sum(N_("Total"), net + vat, is_total=True)
    if not vat:
        return (total,)
    return (Sum(N_("Subtotal"), net), Sum(Sentence(N_("VAT {rate}%"), {"rate": rate}), vat), total)


def _remark(note: str) -> tuple[Sentence, ...]:
    return (Sentence(N_("Remark: {text}"), {"text": note}),) if note else ()


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What an invoice's paper says. `number` is empty while it is a draft; `pay_into` are bank accounts as people read them."""

    number: str
    on: date
    due_on: date
    party: Party
    lines: tuple[TradeLine, ...]
    vat_rate: str
    is_cash: bool = False
    paid_kip: int = 0
    credited_kip: int = 0
    customer_ref: str = ""
    foreign: Foreign | None = None
    note: str = ""
    pay_into: tuple[str, ...] = ()
    is_void: bool = False
    tax_no: str = ""


def invoice(letterhead: Letterhead, facts: InvoiceFacts) -> Form:
    """The invoice, or the picture of one that is being written."""
    total = sum(line.net_kip + line.vat_kip for line in facts.lines)
    still = 0 if facts.is_cash else total - facts.paid_kip - facts.credited_kip
    heads = [Head(N_("To be paid by"), facts.due_on, "day")] if not facts.is_cash else [Head(N_("Payment"), N_("Paid at once"))]
    if facts.customer_ref:
        heads.append(Head(N_("Your reference"), Label(facts.customer_ref, "")))
    if facts.tax_no:
        heads.append(Head(N_("Your tax no."), Label(facts.tax_no, "")))
    if facts.foreign is not None:
        heads.append(Head(N_("In foreign money"), Label(facts.foreign.shown, "")))
    sums = list(_sums(facts.lines, facts.vat_rate))
    if facts.paid_kip:
        sums.append(Sum(N_("Paid"), -facts.paid_kip))
    if facts.credited_kip:
        sums.append(Sum(N_("Taken back"), -facts.credited_kip))
    if facts.paid_kip or facts.credited_kip:
        sums.append(Sum(N_("Still to pay"), still, is_total=True))
    closing = (*_remark(facts.note), *(Sentence(N_("Pay into {account}"), {"account": one}) for one in facts.pay_into if not facts.is_cash))
    return Form("invoice", N_("Cash sale") if facts.is_cash else N_("Invoice"), letterhead, facts.number, facts.on, tuple(heads), facts.party,
                columns=_columns(facts.lines), rows=_rows(facts.lines), sums=tuple(sums), words_kip=total, closing=closing, signers=(SELLER, BUYER),
                stamp=True, check=Check(facts.number, facts.on, total, letterhead.head_code) if facts.number else None,
                mark="void" if facts.is_void else "" if facts.number else "draft")


def quotation(letterhead: Letterhead, facts: InvoiceFacts, valid_until: date | None) -> Form:
    """What something would cost."""
    total = sum(line.net_kip + line.vat_kip for line in facts.lines)
    heads = (Head(N_("Valid until"), valid_until, "day"),) if valid_until else ()
    return Form("quotation", N_("Quotation"), letterhead, facts.number, facts.on, heads, facts.party,
                opening=(Sentence(N_("We offer you the following."), {}),), columns=_columns(facts.lines), rows=_rows(facts.lines),
                sums=_sums(facts.lines, facts.vat_rate), words_kip=total, closing=_remark(facts.note), signers=(SELLER, BUYER), stamp=True,
                mark="cancelled" if facts.is_void else "" if facts.number else "draft")


def delivery_note(letterhead: Letterhead, number: str, on: date, party: Party, lines: Sequence[TradeLine], invoice_number: str, note: str,
                  *, is_void: bool) -> Form:
    """What leaves the store: quantities, no prices."""
    columns = (Column(N_("Item"), share=60), Column(N_("Quantity"), "kg", 20), Column(N_("Unit"), share=20))
    rows = tuple((line.what, line.quantity_milli, _unit(line.unit)) for line in lines)
    return Form("delivery-note", N_("Delivery note"), letterhead, number, on, (Head(N_("Invoice"), Label(invoice_number, "")),), party,
                columns=columns, rows=rows, closing=_remark(note), signers=(SELLER, DRIVER, RECEIVED), mark="cancelled" if is_void else "")


def credit_note(letterhead: Letterhead, number: str, on: date, party: Party, lines: Sequence[TradeLine], invoice_number: str, reason: str,
                vat_rate: str, *, is_void: bool) -> Form:
    """What of an invoice is taken back, and why."""
    total = sum(line.net_kip + line.vat_kip for line in lines)
    return Form("credit-note", N_("Credit note"), letterhead, number, on, (Head(N_("Invoice"), Label(invoice_number, "")),), party,
                opening=(Sentence(N_("We take back of invoice {invoice}:"), {"invoice": invoice_number}),),
                columns=_columns(lines), rows=_rows(lines),
                sums=_sums(lines, vat_rate), words_kip=total, closing=(Sentence(N_("Reason: {text}"), {"text": reason}),),
                signers=(SELLER, BUYER), stamp=True, check=Check(number, on, total, letterhead.head_code), mark="void" if is_void else "")


@dataclass(frozen=True, slots=True)
class Debt:
    """One open item: number, its day and due day, what is open."""

    number: str
    on: date
    due_on: date
    open_kip: Kip


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One paper of a customer: kind, number, day, what it asked for or paid, the balance after it."""

    kind: str
    number: str
    on: date
    billed_kip: int
    paid_kip: int
    balance_kip: int


AGES = (N_("Not yet due"), N_("1–30 days"), N_("31–60 days"), N_("61–90 days"), N_("Over 90 days"))


def customer_statement(letterhead: Letterhead, first_day: date, last_day: date, party: Party, opening_kip: int,
                       lines: Sequence[StatementLine], ages: Sequence[int], report_days: int = 15) -> Form:
    """A customer's papers of a period with the balance after each, and how old the debt is; so many days to tell of a wrong figure."""
    columns = (Column(N_("Date"), "day", 14), Column(N_("Paper"), share=24), Column(N_("No."), share=14), Column(N_("Asked for"), "kip", 18),
               Column(N_("Paid"), "kip", 18), Column(N_("Balance"), "kip", 18))
    rows: list[tuple[Cell, ...]] = [(first_day, N_("Brought forward"), None, None, None, opening_kip)]
    rows += [(line.on, KINDS[line.kind], Label(line.number, ""), line.billed_kip or None, line.paid_kip or None,
              line.balance_kip) for line in lines]
    balance = lines[-1].balance_kip if lines else opening_kip
    sums = [Sum(title, kip) for title, kip in zip(AGES, ages, strict=True) if kip]
    return Form("customer-statement", N_("Customer statement"), letterhead, f"{party.number}-{letterhead.head_code[:4]}", last_day,
                (Head(N_("From"), first_day, "day"), Head(N_("To"), last_day, "day")), party, columns=columns, rows=tuple(rows),
                sums=(*sums, Sum(N_("You owe us"), balance, is_total=True)), words_kip=balance if balance > 0 else None,
                closing=(Sentence(N_("Tell us within {days} days when a figure is not right."), {"days": report_days}),), signers=(SELLER, BUYER),
                check=Check(party.number, last_day, balance, letterhead.head_code))


def reminder(letterhead: Letterhead, as_of: date, party: Party, debts: Sequence[Debt], pay_into: Iterable[str]) -> Form:
    """Which invoices are past their day."""
    columns = (Column(N_("Invoice"), share=22), Column(N_("Date"), "day", 18), Column(N_("To be paid by"), "day", 18),
               Column(N_("Days late"), "count", 14), Column(N_("Still to pay"), "kip", 24))
    rows = tuple((Label(debt.number, ""), debt.on, debt.due_on, (as_of - debt.due_on).days, int(debt.open_kip)) for debt in debts)
    total = sum(debt.open_kip for debt in debts)
    return Form("reminder", N_("Reminder"), letterhead, f"{party.number}-{letterhead.head_code[:4]}", as_of, (), party,
                opening=(Sentence(N_("These invoices are past their day. We ask you to pay them, or to tell us what is wrong."), {}),),
                columns=columns, rows=rows, sums=(Sum(N_("Still to pay"), total, is_total=True),), words_kip=total,
                closing=(*(Sentence(N_("Pay into {account}"), {"account": one}) for one in pay_into),
                         Sentence(N_("If you have paid already, this paper is settled."), {})), signers=(SELLER,), stamp=True)


@dataclass(frozen=True, slots=True)
class SalesLine:
    """Sales of one thing: what, how much (in its unit; None where units differ), and for how much, of this period and the one before."""

    what: Label
    detail: str
    quantity_milli: int | None
    unit: str
    net_kip: int
    before_kip: int


def sales(letterhead: Letterhead, name: str, first_day: date, last_day: date, lines: Sequence[SalesLine]) -> Listing:
    """Sales of a period by product, customer or month, beside the period before."""
    title, first, more = {
        "sales-by-product": (N_("Sales by product"), N_("Product"), (Column(N_("Grade"), share=12), Column(N_("Quantity"), "kg", 14),
                                                                      Column(N_("Unit"), share=11))),
        "sales-by-customer": (N_("Sales by customer"), N_("Customer"), (Column(N_("No."), share=12),)),
        "sales-by-month": (N_("Sales by month"), N_("Month"), ())}[name]
    total, before = sum(line.net_kip for line in lines), sum(line.before_kip for line in lines)
    columns = (Column(first, share=34), *more, Column(N_("Sold without VAT"), "kip", 20), Column(N_("The year before"), "kip", 20))
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        detail = (Label(line.detail, ""), line.quantity_milli, _unit(line.unit))
        rows.append((line.what, *detail[:len(more)], line.net_kip, line.before_kip or None))
    document = {"from": first_day.isoformat(), "to": last_day.isoformat(), "total_kip": total, "before_kip": before, "lines": [
        {"what": line.what.en or line.what.lo, "detail": line.detail,
         "quantity": None if line.quantity_milli is None else str(Fraction(line.quantity_milli, 1000)),
         "unit": line.unit, "net_kip": line.net_kip, "before_kip": line.before_kip} for line in lines]}
    return Listing(name, title, N_("{first_day} to {last_day}"), {"first_day": first_day, "last_day": last_day}, letterhead, columns,
                   (Section("", tuple(rows)),), (N_("Total"), *(None for _ in more), total, before), document)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A number that no paper has, and the word on it."""

    kind: str
    year: int
    number: str
    is_ours: bool
    explanation: str
    signed_by: str
    on: date | None


def missing_numbers(letterhead: Letterhead, as_of: date, series: Sequence[tuple[str, int, str, str, int, int, int]],
                    missing: Sequence[MissingLine]) -> Listing:
    """Every series of numbered papers from its first to its last number, and each missing number with who answers for it.

    `series`: kind, year, first, last, how many, void, missing.
    """
    columns = (Column(N_("Paper"), share=22), Column(N_("Year or no."), share=14), Column(N_("First"), share=14), Column(N_("Last"), share=14),
               Column(N_("Papers"), "count", 10), Column(N_("Void"), "count", 8), Column(N_("Missing"), "count", 10),
               Column(N_("What became of it"), share=34), Column(N_("Who answers for it"), share=18))
    rows = tuple((KINDS[kind], Label(str(year), ""), Label(first, ""), Label(last, ""), count, void or None, gone or None, None, None)
                 for kind, year, first, last, count, void, gone in series)
    gaps = tuple((KINDS[one.kind], Label(one.number, ""), None, None, None, None, None,
                  Label(one.explanation, "") if one.explanation else N_("not explained yet") if one.is_ours else N_("from outside"),
                  Label(one.signed_by, "")) for one in missing)
    document = {"as_of": as_of.isoformat(), "series": [
        {"kind": kind, "year": year, "first": first, "last": last, "papers": count, "void": void, "missing": gone}
        for kind, year, first, last, count, void, gone in series], "missing": [
        {"kind": one.kind, "year": one.year, "number": one.number, "ours": one.is_ours, "explanation": one.explanation,
         "signed_by": one.signed_by, "on": one.on.isoformat() if one.on else None} for one in missing]}
    sections = (Section(N_("Series of numbers"), rows), *((Section(N_("Missing numbers"), gaps),) if gaps else ()))
    return Listing("missing-numbers", N_("Numbers of papers"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns, sections, (),
                   document, wide=True, signers=(N_("Treasurer"), N_("Inspection committee")))
