"""A season's sales typed one by one give the same ages of what is owed as the same sales brought in from files."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.i18n import formats
from coopbooks.ledger.money import Kip
from coopbooks.services import printing, sales, sales_pages
from coopbooks.services.imports.run import import_file
from coopbooks.services.new_book import create_book, read_profile

SEASON = Path(__file__).parents[1] / "golden" / "season"
DAYS = (date(2025, 1, 31), date(2025, 4, 15), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31))


def clock() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def begun(path: Path) -> Book:
    book = create_book(path, read_profile(SEASON / "profile.toml"), clock=clock)
    for name in ("members.xlsx", "products.csv", "customers.csv", "opening.csv"):
        import_file(book, name.partition(".")[0], SEASON / name)
    return book


def rows(name: str) -> Iterator[dict[str, str]]:
    with (SEASON / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def ids(book: Book, table: str, number: str) -> dict[str, int]:
    with book.reading() as tx:
        return {str(key): int(value) for key, value in tx.all(f"SELECT {number}, {table}_id FROM {table}")}


def typed(book: Book) -> None:
    """Every invoice and receipt of the files as its own deed."""
    who, what = ids(book, "customer", "number"), ids(book, "product", "code")
    invoices: dict[str, list[dict[str, str]]] = {}
    for row in rows("sales.csv"):
        invoices.setdefault(row["invoice"], []).append(row)
    if any(row["vat_percent"] for found in invoices.values() for row in found):
        from coopbooks.coop.vat import DecideVat

        sales.decide_vat(book, DecideVat(date(2025, 1, 1), "10", "registered"))
    for number, found in invoices.items():
        head = found[0]
        lines = tuple(InvoiceLine(what.get(row["product"]), row["description"], row["grade"], formats.parse_kg(row["quantity"]), row["unit"],
                                  Kip(formats.parse_kip(row["price_kip"])), row["vat_percent"]) for row in found)
        sales.issue_invoice(book, IssueInvoice(
            who[head["customer"]], formats.parse_day(head["on"]), lines, formats.parse_day(head["due"]) if head["due"] else None,
            head["paid_into"], number, limit_confirmed=True))
    for row in rows("receipts.csv"):
        sales.take_receipt(book, TakeReceipt(who[row["customer"]], formats.parse_day(row["on"]), Kip(formats.parse_kip(row["amount_kip"])), row["into"],
                                             row["invoice"], row["receipt"]))


def test_ages_are_the_same_typed_or_brought_in(tmp_path):
    with begun(tmp_path / "brought.coop") as brought, begun(tmp_path / "typed.coop") as by_hand:
        for name in ("sales.csv", "receipts.csv"):
            import_file(brought, name.partition(".")[0], SEASON / name)
        typed(by_hand)
        for day in DAYS:
            one, other = (printing.receivables(book, day).to_json() for book in (brought, by_hand))
            assert one == other
            assert one["customers"], day
            page = sales_pages.invoices_page(by_hand, day)
            assert sum(page.ages()) == one["total_kip"]
            assert sum(one.open_kip for one in page.invoices) >= one["total_kip"]
