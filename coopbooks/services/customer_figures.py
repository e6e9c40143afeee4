"""What the amounts of a customer's statement and reminder stand for, so that they can be followed like those of any list."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from coopbooks.books import customers, sales_lists
from coopbooks.books.book import Book
from coopbooks.books.sales_lists import StoryLine
from coopbooks.books.transaction import Reading
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.papers.form import Form
from coopbooks.papers.parts import Amount, Label
from coopbooks.papers.trade import AGES
from coopbooks.services.explaining import PaperFigure
from coopbooks.services.sales_pages import DAYS_LATE, items_of_age

FORMS = ("customer-statement", "reminder")
_OWED = (AccountRole.RECEIVABLE,)


def receivable(as_of: date, customer_id: int | None = None) -> Figure:
    """What a customer, or all of them, owe at the close of a day."""
    return Figure(_OWED, last_day=as_of, customer_id=customer_id)


def open_on(items: Iterable[int], as_of: date) -> Figure | None:
    """What is open on invoices at the close of a day; a customer's id with a minus is that customer's money on account."""
    found = tuple(items)
    return Figure(_OWED, last_day=as_of, register="invoice", items=found) if found else None


def in_story(lines: Sequence[StoryLine], side: str, customer_id: int) -> Figure | None:
    """What papers added to a customer's debt (debit), or took from it (credit)."""
    found = tuple(line.document_id for line in lines if (line.billed_kip if side == "debit" else line.paid_kip))
    return Figure(_OWED, customer_id=customer_id, register="paper", items=found, side=side, credit=side == "credit") if found else None


def of_customer_paper(book: Book, paper: Form) -> tuple[PaperFigure, ...]:
    """Every amount of the paper that has lines, in reading order."""
    with book.reading() as tx:
        customer = customers.by_number(tx, paper.party.number) if paper.party is not None else None
        if customer is None or paper.on is None:
            return ()
        rows = _story(tx, customer.customer_id, paper) if paper.name == "customer-statement" else _late(tx, customer.customer_id, paper)
        found = [one for one in rows if one.amount]
    return (*found, *(one for one in _sums(book, customer.customer_id, paper.on, paper) if one.amount))


def _story(tx: Reading, customer_id: int, paper: Form) -> Iterator[PaperFigure]:
    (first_day, title, *_, opening), last_day = paper.rows[0], paper.on
    if not isinstance(first_day, date) or last_day is None:
        return
    yield PaperFigure("", (title,), N_("Balance"), Amount(int(str(opening)), receivable(first_day - timedelta(days=1), customer_id)))
    _, lines = sales_lists.story(tx, customer_id, first_day, last_day)
    if [line.number for line in lines] != [str(row[2].lo) for row in paper.rows[1:] if isinstance(row[2], Label)]:
        return  # a copy of what was printed once: the book says more by now
    last_of_day = {line.on: line for line in lines}
    for line, (_, kind, number, *_rest) in zip(lines, paper.rows[1:], strict=True):
        said = (line.on, kind, number)
        for column, kip, side in ((N_("Asked for"), line.billed_kip, "debit"), (N_("Paid"), line.paid_kip, "credit")):
            moved = in_story((line,), side, customer_id)
            if moved is not None:
                yield PaperFigure("", said, column, Amount(int(kip), moved))
        # A balance within a day is what stood before and the papers up to it, which are shown; the day's last one is a balance.
        if last_of_day[line.on] is line:
            yield PaperFigure("", said, N_("Balance"), Amount(int(line.balance_kip), receivable(line.on, customer_id)))


def _late(tx: Reading, customer_id: int, paper: Form) -> Iterator[PaperFigure]:
    as_of = paper.on or date.min
    late = [item for item in customers.open_items(tx, customer_id, as_of) if item.due_on < as_of]
    if len(late) != len(paper.rows):
        return
    for item, cells in zip(late, paper.rows, strict=True):
        figure = open_on((item.document_id,), as_of)
        if figure is not None:
            said = tuple(cell for cell in cells if not isinstance(cell, int))
            yield PaperFigure("", said, N_("Still to pay"), Amount(int(item.open_kip), figure))


def _sums(book: Book, customer_id: int, as_of: date, paper: Form) -> Iterator[PaperFigure]:
    for one in paper.sums:
        figure: Figure | None
        if one.title in AGES:
            figure = open_on(items_of_age(book, as_of, customer_id, days=DAYS_LATE[AGES.index(one.title)]), as_of)
        elif paper.name == "reminder":
            figure = open_on(items_of_age(book, as_of, customer_id), as_of)
        else:
            figure = receivable(as_of, customer_id)
        title = one.title if isinstance(one.title, str) else one.title.wording
        if figure is not None:
            yield PaperFigure("", (title,), N_("Amount"), Amount(one.amount_kip, figure))
