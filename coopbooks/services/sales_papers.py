"""The facts of the papers of selling: one read each, filled into what `papers.trade` says."""

from collections.abc import Sequence
from datetime import date

from coopbooks.books import boxes, customers, documents, invoices, numbering, produce, sales_lists, settings, trade_papers
from coopbooks.books.book import Book
from coopbooks.books.documents import KeptPaper
from coopbooks.books.sales_lists import SoldLine
from coopbooks.books.transaction import Reading
from coopbooks.coop.customers import AgedDebt, Customer
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice, due_day
from coopbooks.coop.trade_papers import DELIVERY_NOTE, QUOTATION, MakeQuotation, TradePaper
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, counted
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import trade
from coopbooks.papers.form import Form, Party
from coopbooks.papers.parts import Amount, Label, Listing
from coopbooks.papers.trade import Debt, Foreign, InvoiceFacts, MissingLine, SalesLine, StatementLine, TradeLine
from coopbooks.services import paper_settings
from coopbooks.services.printing import PaperNotFound, letterhead


def _party(customer: Customer) -> Party:
    whom = " · ".join(part for part in (customer.contact, customer.phone) if part)
    return Party(N_("Customer"), customer.name, customer.number, tuple(part for part in (customer.address, whom) if part))


def _what(tx: Reading, line: InvoiceLine, lot: str = "") -> Label:
    if line.product_id is None:
        return Label(line.description, "")
    product = next((one for one in produce.all_products(tx) if one.product_id == line.product_id), None)
    more = " ".join(part for part in (line.grade, line.description, f"· {lot}" if lot else "") if part)
    if product is None:
        return Label(more, "")
    return Label(f"{product.name('lo')} {more}".strip(), f"{product.name('en')} {more}".strip())


def _line(tx: Reading, line: InvoiceLine, lot: str = "") -> TradeLine:
    return TradeLine(_what(tx, line, lot), line.quantity_milli, line.unit, line.price_kip, line.net_kip, line.vat_kip, line.vat_percent)


def _rate(lines: tuple[InvoiceLine, ...]) -> str:
    return next((line.vat_percent for line in lines if line.vat_percent), "")


def _pay_into(tx: Reading) -> tuple[str, ...]:
    return tuple(f"{box.bank or box.name('lo')} {box.bank_account}".strip() for box in boxes.all_boxes(tx)
                 if box.kind == "bank" and box.is_used and box.bank_account)


def _document(tx: Reading, kind: str, number: str, document_id: int | None) -> KeptPaper:
    """The very paper that is meant, else the latest of its number."""
    if document_id is not None:
        return documents.by_id(tx, document_id)
    found = tx.maybe("SELECT max(document_id) FROM document WHERE kind = ? AND number = ?", kind, number)
    if found is None or found[0] is None:
        raise Refused((PaperNotFound(number=number),))
    return documents.by_id(tx, int(found[0]))


def invoice(book: Book, number: str, document_id: int | None = None) -> Form:
    """The invoice that is meant, else the latest with a number, as it stands: paid, taken back, void. Raises Refused when there is none."""
    with book.reading() as tx:
        paper = _document(tx, "invoice", number, document_id)
        customer = customers.customer(tx, paper.customer_id or 0)
        kept = invoices.invoice_lines(tx, paper.document_id)
        more = invoices.extra_of(tx, paper.document_id)
        lines = tuple(TradeLine(_what(tx, one.line, one.lot), one.line.quantity_milli, one.line.unit, one.line.price_kip, one.net_kip, one.vat_kip,
                                one.line.vat_percent)
                      for one in kept)
        paid, credited = (int(kip) for kip in tx.one(
            "SELECT coalesce(sum(iif(d.kind = 'credit-note' OR d.detail = 'credit-note', 0, a.amount_kip)), 0), "
            "coalesce(sum(iif(d.kind = 'credit-note' OR d.detail = 'credit-note', a.amount_kip, 0)), 0) "
            "FROM allocation AS a JOIN document AS d USING (document_id) WHERE a.item_id = ?", paper.document_id))
        return trade.invoice(letterhead(tx), InvoiceFacts(
            paper.number, paper.on, paper.due_on or paper.on, _party(customer), lines, _rate(tuple(one.line for one in kept)),
            bool(paper.box), paid, credited, more.customer_ref,
            Foreign(more.currency, more.foreign_cents, more.rate) if more.currency else None, paper.note, _pay_into(tx),
            paper.reversed_by is not None, customer.tax_no))


def invoice_preview(book: Book, order: IssueInvoice) -> Form:
    """The picture of an invoice that is being written: a draft without a number."""
    with book.reading() as tx:
        customer = customers.customer(tx, order.customer_id)
        lots = order.lots or ("",) * len(order.lines)
        foreign = Foreign(order.currency, order.foreign_cents, order.rate) if order.currency and order.foreign_cents and order.rate else None
        return trade.invoice(letterhead(tx), InvoiceFacts(
            "", order.on, due_day(customer, order), _party(customer),
            tuple(_line(tx, line, lot) for line, lot in zip(order.lines, lots, strict=True)), _rate(order.lines),
            bool(order.paid_into), order.paid_now_kip, 0, order.customer_ref, foreign, order.note, _pay_into(tx), tax_no=customer.tax_no))


def quotation_preview(book: Book, order: MakeQuotation) -> Form:
    """The picture of a quotation that is being written."""
    with book.reading() as tx:
        facts = InvoiceFacts("", order.on, order.on, _party(customers.customer(tx, order.customer_id)),
                             tuple(_line(tx, line) for line in order.lines), _rate(order.lines), note=order.note)
        return trade.quotation(letterhead(tx), facts, order.valid_until)


def _trade_paper(tx: Reading, kind: str, number: str, paper_id: int | None) -> TradePaper:
    found = trade_papers.by_id(tx, paper_id) if paper_id is not None else trade_papers.by_number(tx, number)
    if found is None or found.kind != kind:
        raise Refused((PaperNotFound(number=number),))
    return found


def quotation(book: Book, number: str, paper_id: int | None = None) -> Form:
    """The one that is meant, else the latest quotation with a number. Raises Refused when there is none."""
    with book.reading() as tx:
        paper = _trade_paper(tx, QUOTATION, number, paper_id)
        facts = InvoiceFacts(paper.number, paper.on, paper.on, _party(paper.customer), tuple(_line(tx, line) for line in paper.lines),
                             _rate(paper.lines), note=paper.note, is_void=paper.ended_on is not None)
        return trade.quotation(letterhead(tx), facts, paper.valid_until)


def delivery_note(book: Book, number: str, paper_id: int | None = None) -> Form:
    """The one that is meant, else the latest delivery note with a number. Raises Refused when there is none."""
    with book.reading() as tx:
        paper = _trade_paper(tx, DELIVERY_NOTE, number, paper_id)
        lines = [_line(tx, line, lot) for line, lot in zip(paper.lines, paper.lots, strict=True)]
        return trade.delivery_note(letterhead(tx), paper.number, paper.on, _party(paper.customer), lines,
                                   paper.invoice, paper.note, is_void=paper.ended_on is not None)


def credit_note(book: Book, number: str, document_id: int | None = None) -> Form:
    """The one that is meant, else the latest credit note with a number. Raises Refused when there is none."""
    with book.reading() as tx:
        paper = _document(tx, "credit-note", number, document_id)
        kept = invoices.invoice_lines(tx, paper.document_id)
        lines = [TradeLine(_what(tx, one.line, one.lot), -one.line.quantity_milli, one.line.unit, one.line.price_kip, -one.net_kip, -one.vat_kip,
                           one.line.vat_percent)
                 for one in kept]
        return trade.credit_note(letterhead(tx), paper.number, paper.on, _party(customers.customer(tx, paper.customer_id or 0)), lines,
                                 paper.detail, paper.note, _rate(tuple(one.line for one in kept)), is_void=paper.reversed_by is not None)


def _customer(tx: Reading, number: str) -> Customer:
    found = customers.by_number(tx, number)
    if found is None:
        raise Refused((PaperNotFound(number=number),))
    return found


def customer_statement(book: Book, number: str, period: Period) -> Form:
    """A customer's papers of a period and how old the debt is at its end. Raises Refused when there is no such customer."""
    with book.reading() as tx:
        return _statement(tx, _customer(tx, number), period, customers.aged(tx, period.last_day))


def _statement(tx: Reading, customer: Customer, period: Period, debts: Sequence[AgedDebt]) -> Form:
    opening, story = sales_lists.story(tx, customer.customer_id, period.first_day, period.last_day)
    debt = next((one for one in debts if one.customer.customer_id == customer.customer_id), None)
    ages = (debt.current_kip, debt.d1_30_kip, debt.d31_60_kip, debt.d61_90_kip, debt.over_90_kip) if debt else (0, 0, 0, 0, 0)
    return trade.customer_statement(letterhead(tx), period.first_day, period.last_day, _party(customer), opening, [
        StatementLine(line.kind, line.number, line.on, line.billed_kip, line.paid_kip, line.balance_kip) for line in story], ages,
        int(paper_settings.value_of(tx, "papers.report_days")))


def customer_statements(book: Book, period: Period) -> list[Form]:
    """A statement for each customer with anything to state, by number."""
    with book.reading() as tx:
        debts = customers.aged(tx, period.last_day)
        made = [_statement(tx, one, period, debts) for one in customers.all_customers(tx)]
        return [one for one in made if len(one.rows) > 1 or any(row[-1] for row in one.rows)]


def reminder(book: Book, number: str, as_of: date) -> Form:
    """Which of a customer's invoices are past their day. Raises Refused when there is no such customer."""
    with book.reading() as tx:
        return _reminder(tx, _customer(tx, number), as_of)


def _reminder(tx: Reading, customer: Customer, as_of: date) -> Form:
    late = [Debt(item.number, item.on, item.due_on, item.open_kip) for item in customers.open_items(tx, customer.customer_id, as_of)
            if item.due_on < as_of]
    return trade.reminder(letterhead(tx), as_of, _party(customer), late, _pay_into(tx))


def reminders(book: Book, as_of: date) -> list[Form]:
    """A reminder for each customer with anything past its day, by number."""
    with book.reading() as tx:
        return [made for one in customers.all_customers(tx) if (made := _reminder(tx, one, as_of)).rows]


# --- sales and numbers ------------------------------------------------------------------------------------------------------
def sales(book: Book, name: str, period: Period) -> Listing:
    """Sales of a period by product, customer or month, beside the same days a year before."""
    with book.reading() as tx:
        before = Period(_year_before(period.first_day), _year_before(period.last_day))
        now, then = (list(sales_lists.sold_lines(tx, each.first_day, each.last_day)) for each in (period, before))
        keyed = {"sales-by-product": _by_product, "sales-by-customer": _by_customer, "sales-by-month": _by_month}[name]
        found: dict[tuple[str, ...], list[SoldLine]] = {}
        for line in now:
            found.setdefault(keyed(line), []).append(line)
        past: dict[tuple[str, ...], list[SoldLine]] = {}
        for line in then:
            past.setdefault(keyed(line), []).append(line)
        lines = [_sales_line(name, found.get(key, []), key, _sold(past.get(key, []))) for key in sorted(found.keys() | past.keys())]
        if name != "sales-by-month":
            lines.sort(key=lambda one: -one.net_kip)
        return trade.sales(letterhead(tx), name, period.first_day, period.last_day, lines)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _by_product(line: SoldLine) -> tuple[str, ...]:
    return line.name_lo, line.name_en, line.grade, line.unit


def _by_customer(line: SoldLine) -> tuple[str, ...]:
    return line.customer.name, "", line.customer.number, ""


def _by_month(line: SoldLine) -> tuple[str, ...]:
    # A month of the year before stands beside the same month of this one.
    return line.month[5:], "", "", ""


def _sales_line(name: str, lines: list[SoldLine], key: tuple[str, ...], before_kip: int) -> SalesLine:
    quantity = sum((line.quantity for line in lines), start=lines[0].quantity * 0) if lines and name == "sales-by-product" else None
    what = Label(key[0], key[1])
    if name == "sales-by-month":
        what = Label(formats.month_name(int(key[0]), "lo"), formats.month_name(int(key[0]), "en"))
    weight = Amount(int(quantity * 1000), counted("sold", items=_items(lines))) if quantity is not None else None
    return SalesLine(what, key[2], weight, key[3], _sold(lines), before_kip)


def _items(lines: list[SoldLine]) -> tuple[int, ...]:
    return tuple(item for line in lines for item in line.items)


def _sold(lines: list[SoldLine]) -> int:
    """What lines of invoices and credit notes came to without VAT."""
    kip = sum(line.net_kip for line in lines)
    return Amount(kip, Figure(("sales",), credit=True, register="lines", items=_items(lines))) if kip else 0


def missing_numbers(book: Book) -> Listing:
    """Every series of numbered papers, and what is missing from it."""
    with book.reading() as tx:
        found = numbering.series(tx)
        return trade.missing_numbers(
            letterhead(tx), tx.today,
            [(one.kind, one.year, one.first, one.last, one.count, one.void_count, len(one.missing)) for one in found],
            [MissingLine(gap.kind, gap.year, gap.number, gap.is_ours, gap.explanation, gap.signed_by, gap.explained_on)
             for one in found for gap in one.missing])


def profile_year(book: Book, day: date) -> Period:
    """The fiscal year of a day."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        return coop.period(coop.year_of(day))
