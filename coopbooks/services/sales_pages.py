"""The reads behind the pages of the sales window: one read each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.books import (
    attachments,
    boxes,
    credit_notes,
    customers,
    documents,
    drafts,
    invoices,
    numbering,
    produce,
    receipts,
    sales_lists,
    settings,
    stock,
    trade_papers,
)
from coopbooks.books.book import Book
from coopbooks.books.documents import KeptPaper
from coopbooks.books.invoices import InvoiceExtra, KeptInvoiceLine
from coopbooks.books.receipts import Follower, PaidPart
from coopbooks.books.sales_lists import ListedCustomer, ListedInvoice, ListedReceipt, SoldLine, StoryLine
from coopbooks.books.transaction import Reading
from coopbooks.coop.attachments import Attachment
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.customers import AgedDebt, Customer, OpenItem
from coopbooks.coop.drafts import Draft
from coopbooks.coop.numbering import Series
from coopbooks.coop.produce import Product
from coopbooks.coop.receipts import ForeignMoney
from coopbooks.coop.trade_papers import QUOTATION, TradePaper
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import Period

INVOICE_DRAFT = "invoice"


@dataclass(frozen=True, slots=True)
class InvoicesPage:
    """Invoices as at a day, the age of what is owed, drafts, and how many numbers are missing without a word."""

    as_of: date
    invoices: tuple[ListedInvoice, ...]
    debts: tuple[AgedDebt, ...]
    drafts: tuple[Draft, ...]
    unexplained_count: int

    def ages(self) -> tuple[int, int, int, int, int]:
        """Not yet due, 1 to 30 days late, 31 to 60, 61 to 90, longer."""
        return (sum(one.current_kip for one in self.debts), sum(one.d1_30_kip for one in self.debts),
                sum(one.d31_60_kip for one in self.debts), sum(one.d61_90_kip for one in self.debts),
                sum(one.over_90_kip for one in self.debts))


LATE, NOT_YET = (1, 99_999), (-99_999, 0)
DAYS_LATE = (NOT_YET, (1, 30), (31, 60), (61, 90), (91, 99_999))
"""Days past due."""


def items_of_age(book: Book, as_of: date, customer_id: int | None = None, *, days: tuple[int, int] = LATE) -> tuple[int, ...]:
    """The invoices and opening items with something open that are so many days late: what a sum by age is made of.

    What is not due yet has the money on account in it: for each customer with some, the id with a minus.
    """
    with book.reading() as tx:
        found = tuple(item.document_id for _, item in customers.every_item(tx, as_of, customer_id)
                      if item.open_kip > 0 and days[0] <= (as_of - item.due_on).days <= days[1])
        if days[0] > 0:
            return found
        whose = (customer_id,) if customer_id is not None else tuple(one.customer_id for one in customers.all_customers(tx))
        return found + tuple(-one for one in whose if customers.on_account_kip(tx, one, as_of))


def sold_items(book: Book, period: Period, customer_id: int | None = None) -> tuple[int, ...]:
    """The lines of invoices and credit notes of a period, of one customer or of all."""
    with book.reading() as tx:
        return tuple(item for line in sales_lists.sold_lines(tx, period.first_day, period.last_day, customer_id) for item in line.items)


def year_so_far(book: Book, day: date) -> Period:
    """The fiscal year of a day, up to that day."""
    with book.reading() as tx:
        return Period(_year(tx, day).first_day, day)


def invoices_page(book: Book, as_of: date) -> InvoicesPage:
    """The one read of the list of invoices."""
    with book.reading() as tx:
        return InvoicesPage(as_of, sales_lists.listed_invoices(tx, as_of), customers.aged(tx, as_of), drafts.all_drafts(tx, INVOICE_DRAFT),
                            sum(one.unexplained_count for one in numbering.series(tx, numbering.OF_SALES)))


def receipts_page(book: Book) -> tuple[ListedReceipt, ...]:
    """The one read of the list of receipts, credit notes and debts given up."""
    with book.reading() as tx:
        return sales_lists.listed_receipts(tx)


def customers_page(book: Book, as_of: date) -> tuple[ListedCustomer, ...]:
    """The one read of the list of customers."""
    with book.reading() as tx:
        return sales_lists.listed_customers(tx, as_of, _year(tx, as_of).first_day)


def _year(tx: Reading, day: date) -> Period:
    coop = settings.profile(tx)
    return coop.period(coop.year_of(day))


@dataclass(frozen=True, slots=True)
class SalesOfYear:
    """Sales of the fiscal year of a day so far, with the prices of the day by product and grade."""

    period: Period
    lines: tuple[SoldLine, ...]
    products: tuple[Product, ...]


def products_page(book: Book, as_of: date) -> SalesOfYear:
    """The one read of the page of products and what was sold."""
    with book.reading() as tx:
        period = Period(_year(tx, as_of).first_day, as_of)
        return SalesOfYear(period, tuple(sales_lists.sold_lines(tx, period.first_day, period.last_day)), produce.all_products(tx))


def numbers_page(book: Book) -> tuple[Series, ...]:
    """The one read of the page of missing numbers."""
    with book.reading() as tx:
        return numbering.series(tx)


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Everything one customer's page shows."""

    listed: ListedCustomer
    open_items: tuple[OpenItem, ...]
    quotations: tuple[TradePaper, ...]
    opening_kip: Kip
    story: tuple[StoryLine, ...]
    sold: tuple[SoldLine, ...]
    period: Period


def customer_page(book: Book, customer_id: int, today: date) -> CustomerPage:
    """The one read of a customer's page."""
    with book.reading() as tx:
        period = Period(_year(tx, today).first_day, today)
        listed = next(one for one in sales_lists.listed_customers(tx, today, period.first_day) if one.customer.customer_id == customer_id)
        opening, story = sales_lists.story(tx, customer_id, period.first_day, today)
        quotations = tuple(one for one in trade_papers.all_papers(tx, QUOTATION, customer_id) if one.state(today) in ("open", "expired"))
        return CustomerPage(listed, customers.open_items(tx, customer_id), quotations, opening, story,
                            tuple(sales_lists.sold_lines(tx, period.first_day, today, customer_id)), period)


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """One invoice as it stands, with what was paid, taken back and delivered."""

    paper: KeptPaper
    customer: Customer
    lines: tuple[KeptInvoiceLine, ...]
    extra: InvoiceExtra
    open_kip: Kip
    payments: tuple[PaidPart, ...]
    credit_notes: tuple[str, ...]
    delivery_notes: tuple[TradePaper, ...]
    followers: tuple[Follower, ...] = ()
    files: tuple[Attachment, ...] = ()


def invoice_view(book: Book, document_id: int) -> InvoiceView:
    """The one read of a posted invoice's page. Raises LookupError when there is none."""
    with book.reading() as tx:
        paper = documents.by_id(tx, document_id)
        customer_id = paper.customer_id or 0
        open_kip = next((item.open_kip for item in customers.open_items(tx, customer_id) if item.document_id == document_id), ZERO)
        return InvoiceView(paper, customers.customer(tx, customer_id), invoices.invoice_lines(tx, document_id), invoices.extra_of(tx, document_id),
                           open_kip, receipts.payments_of_item(tx, document_id), credit_notes.of_invoice(tx, document_id),
                           trade_papers.notes_of(tx, document_id), receipts.followers(tx, document_id),
                           attachments.shown(tx, "document", document_id))


@dataclass(frozen=True, slots=True)
class SaleForm:
    """What the invoice page needs before anybody types: products, boxes, VAT of the day, and what the stock cards hold.

    `stock` holds thousandths by product and grade, all lots together; `lots` those of lots with a name.
    """

    products: tuple[Product, ...]
    boxes: tuple[MoneyBox, ...]
    vat_percent: str
    stock: dict[tuple[int, str], int]
    lots: dict[tuple[int, str, str], int]


def sale_form(book: Book, on: date) -> SaleForm:
    """The one read of an empty invoice page."""
    with book.reading() as tx:
        held, lots = dict[tuple[int, str], int](), dict[tuple[int, str, str], int]()
        for (product_id, grade, lot), milli in stock.held(tx, on).items():
            held[product_id, grade] = held.get((product_id, grade), 0) + milli
            if lot:
                lots[product_id, grade, lot] = milli
        return SaleForm(produce.all_products(tx), tuple(box for box in boxes.all_boxes(tx) if box.is_used), invoices.vat_percent(tx, on), held,
                        lots)


def find_customers(book: Book, text: str, how_many: int = 7) -> tuple[Customer, ...]:
    """Customers for what was typed; all of them, by number, for nothing."""
    with book.reading() as tx:
        return customers.search(tx, text, how_many) if text.strip() else customers.all_customers(tx)[:how_many]


def customer(book: Book, customer_id: int) -> Customer:
    """One customer."""
    with book.reading() as tx:
        return customers.customer(tx, customer_id)


def next_customer_number(book: Book) -> str:
    """A free number that goes on from the last: C07 after C06."""
    with book.reading() as tx:
        known = {one.number for one in customers.all_customers(tx)}
    place = len(known) + 1
    while f"C{place:02}" in known:
        place += 1
    return f"C{place:02}"


def last_price_kip(book: Book, customer_id: int, product_id: int, grade: str) -> Kip | None:
    """The price at which a customer bought a product and grade last."""
    with book.reading() as tx:
        return invoices.latest_price_kip(tx, customer_id, product_id, grade)


@dataclass(frozen=True, slots=True)
class OpenOfCustomer:
    """What the receive-money dialog lists: open items, oldest first, foreign money in them, and money on account."""

    customer: Customer
    items: tuple[OpenItem, ...]
    foreign: dict[int, ForeignMoney]
    on_account_kip: Kip
    boxes: Sequence[MoneyBox]


def open_of_customer(book: Book, customer_id: int, on: date) -> OpenOfCustomer:
    """The one read of the dialog that receives money."""
    with book.reading() as tx:
        items = tuple(item for item in customers.open_items(tx, customer_id) if item.on <= on)
        return OpenOfCustomer(customers.customer(tx, customer_id), items, receipts.foreign_of(tx, items),
                              customers.on_account_kip(tx, customer_id), tuple(box for box in boxes.all_boxes(tx) if box.is_used))
