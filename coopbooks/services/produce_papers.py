"""The papers of produce from the book: one read each."""

from datetime import date

from coopbooks.books import intake, produce
from coopbooks.books.book import Book
from coopbooks.papers import intake as papers
from coopbooks.papers.parts import Label, Listing
from coopbooks.services.printing import letterhead


def day_sheet(book: Book, on: date) -> Listing:
    """Every slip of a day."""
    with book.reading() as tx:
        lines = [papers.DayLine(line.number, line.member_number, line.member_name, line.product_code, line.grade, line.net_g, line.price_kip,
                                line.amount_kip, line.advance_kip, line.paid) for line in reversed(produce.day_sheet(tx, on))]
        return papers.day_sheet(letterhead(tx), on, lines)


def price_list(book: Book, on: date) -> Listing:
    """What is paid on a day."""
    with book.reading() as tx:
        prices, terms = produce.prices_on(tx, on), intake.terms_on(tx, on)
        lines = []
        for product in produce.all_products(tx):
            known = terms.get(product.product_id)
            lines += [papers.PriceLine(
                product.code, Label(product.name_lo, product.name_en), grade, prices.get((product.product_id, grade), 0),
                known.bag_g if known else 0, known.base_moisture if known and known.asks_moisture else "", known.off_kip_per_kg if known else 0)
                for grade in (product.grades or ("",))]
        return papers.price_list(letterhead(tx), on, lines)
