"""The papers of an inspection and of a count, filled with what the book says on a day."""

from datetime import date

from coopbooks.books import balances, boxes, owed, produce, settings, stock
from coopbooks.books.book import Book
from coopbooks.ledger.accounts import AccountRole
from coopbooks.papers import inspection
from coopbooks.papers.form import Form
from coopbooks.papers.parts import Label
from coopbooks.services.printing import letterhead

_LOOKED_AT = (AccountRole.RECEIVABLE, AccountRole.ADVANCES, AccountRole.PRODUCE_STOCK, AccountRole.PRODUCERS_PAYABLE, AccountRole.SHARE_CAPITAL)


def inspection_sheet(book: Book, as_of: date) -> Form:
    """The sheet of the inspection committee on a day."""
    with book.reading() as tx:
        kips, chart = balances.on_day(tx, as_of), settings.chart(tx)
        found = [(Label(box.name("lo"), box.name("en")), int(kips.get(tx.account_id(box.word), 0))) for box in boxes.all_boxes(tx)]
        for role in _LOOKED_AT:
            if owed.has_role(tx, role):
                key = tx.account_id(role)
                account, kip = chart[key], int(kips.get(key, 0))
                found.append((Label(account.name_lo, account.name_en), kip if account.kind.grows_on_debit else -kip))
        return inspection.inspection_sheet(letterhead(tx), as_of, found)


def stock_count_form(book: Book, as_of: date) -> Form:
    """The form for a count of the stock at the close of a day."""
    with book.reading() as tx:
        known = produce.products(tx)
        lots = [(Label(known[item.product_id].name_lo, known[item.product_id].name_en), item.grade, item.lot, milli)
                for item, milli in stock.held(tx, as_of).items()]
        return inspection.stock_count_form(letterhead(tx), as_of, lots)
