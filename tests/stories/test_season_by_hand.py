"""A co-op's whole year typed into the window, paper by paper in the order of days, gives the same reports as its files imported.

The files are read here by a reader of the test's own; every paper goes through the service that the window's form calls.
"""

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby

import pytest
from openpyxl import load_workbook

from coopbooks.books.book import Book
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.shares import ShareOrder
from coopbooks.coop.vat import DecideVat
from coopbooks.i18n import formats, lao
from coopbooks.ledger.money import Kip
from coopbooks.services import cash, journal, members, printing, produce, sales, shares, statements
from coopbooks.services.checking import check_book
from coopbooks.services.new_book import create_book, read_profile
from tests.support.season import SEASON, YEAR, clock

Row = dict[str, str]


# --- the test's own reader --------------------------------------------------------------------------------------------
def rows_of(name: str) -> list[Row]:
    if name.endswith(".xlsx"):
        head, *rows = load_workbook(SEASON / name).active.iter_rows(values_only=True)
        return [{str(key): "" if cell is None else cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
                 for key, cell in zip(head, row, strict=True)} for row in rows if any(cell is not None for cell in row)]
    with (SEASON / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    plain = formats.western_digits(text.strip())
    return date(*(int(part) for part in reversed(plain.split("/")))) if "/" in plain else date.fromisoformat(plain)


def kip(text: str) -> Kip:
    return Kip(int(formats.western_digits(text).replace(",", "").replace(".", "").replace(" ", "") or 0))


def milli(text: str) -> int:
    return int(Fraction(formats.western_digits(text).replace(",", "") or "0") * 1000)


def vat(text: str) -> str:
    """In the window a line without VAT has no rate."""
    return text if text.strip(" 0") else ""


def said(row: Row, name: str) -> str:
    return lao.normalise(row.get(name) or "")


def papers(name: str, number: str) -> Iterator[list[Row]]:
    """The rows of each document, in the order of the file."""
    for _, rows in groupby(rows_of(name), key=lambda row: row[number]):
        yield list(rows)


# --- typing -----------------------------------------------------------------------------------------------------------
class Typist:
    """Whoever sits at the window: knows people and products by number, and saves one paper after the other."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.who: dict[str, dict[str, int]] = {}

    def learn(self) -> None:
        with self.book.reading() as tx:
            for table, key in (("member", "number"), ("customer", "number"), ("product", "code")):
                self.who[table] = {str(name): int(found) for name, found in tx.all(f"SELECT {key}, {table}_id FROM {table}")}

    def member(self, row: Row, name: str = "member") -> int | None:
        return self.who["member"][formats.western_digits(row[name].strip())] if row.get(name) else None

    def customer(self, row: Row) -> int | None:
        return self.who["customer"][row["customer"]] if row.get("customer") else None

    def begin(self) -> None:
        # A co-op that charges VAT has said so; an import takes the rate of each row as it is.
        sales.decide_vat(self.book, DecideVat(YEAR.first_day, "10", "registered"))
        for row in rows_of("members.xlsx"):
            texts = {name: said(row, name) for name in ("title", "family_name", "latin_name", "id_kind", "id_number", "village", "district",
                                                        "province", "phone", "left_reason") if name in row}
            members.admit_member(self.book, AdmitMember(MemberDetails(
                number=formats.western_digits(row["number"]), given_name=said(row, "given_name"), joined_on=day(row["joined"]),
                sex=(row.get("sex") or "").upper(), birth_date=day(row["birth_date"]) if row.get("birth_date") else None,
                group_name=said(row, "group"), left_on=day(row["left"]) if row.get("left") else None,
                payment_mode=row.get("payment_mode") or "cash", **texts), kip(row.get("entry_fee_kip") or ""), row.get("entry_fee_into") or "cash"))
        for row in rows_of("products.csv"):
            grades = tuple(one.strip() for one in row["grades"].split(";") if one.strip())
            produce.add_product(self.book, AddProduct(row["code"], said(row, "name_lo"), said(row, "name_en"), row["unit"], grades))
        self.learn()
        for row in rows_of("customers.csv"):
            sales.add_customer(self.book, AddCustomer(
                row["number"], said(row, "name"), said(row, "phone"), int(row["terms_days"]) if row["terms_days"] else None,
                kip(row["limit_kip"]) if row["limit_kip"] else None, self.member(row)))
        self.learn()
        journal.post_opening(self.book, PostOpening(tuple(self._entry_line(row) for row in rows_of("opening.csv"))))

    def _entry_line(self, row: Row) -> EntryLine:
        return EntryLine(row["account"], kip(row["debit_kip"]), kip(row["credit_kip"]), self.member(row),
                         self.customer(row), said(row, "note"))

    def year(self) -> Iterator[tuple[date, int, object, object]]:
        """Every paper of the year: its day, its turn on that day, the action of the form that saves it, and what is typed."""
        for rows in papers("sales.csv", "invoice"):
            head = rows[0]
            yield day(head["on"]), 0, sales.issue_invoice, IssueInvoice(
                self.customer(head) or 0, day(head["on"]), tuple(InvoiceLine(
                    self.who["product"].get(row["product"]), said(row, "description"), said(row, "grade"), milli(row["quantity"]),
                    said(row, "unit"), kip(row["price_kip"]), vat(row["vat_percent"])) for row in rows),
                day(head["due"]) if head["due"] else None, head["paid_into"], head["invoice"])
        for row in rows_of("receipts.csv"):
            yield day(row["on"]), 1, sales.take_receipt, TakeReceipt(
                self.customer(row) or 0, day(row["on"]), kip(row["amount_kip"]), row["into"], row["invoice"], row["receipt"])
        for row in rows_of("transfers.csv"):
            yield day(row["on"]), 2, cash.transfer_money, TransferMoney(day(row["on"]), row["from"], row["into"], kip(row["amount_kip"]),
                                                                        row["voucher"])
        for row in rows_of("advances.csv"):
            yield day(row["on"]), 3, produce.give_advance, GiveAdvance(
                self.member(row) or 0, day(row["on"]), row["kind"], kip(row["amount_kip"]), row["from"] or "cash", row["voucher"])
        for rows in papers("deliveries.csv", "slip"):
            head = rows[0]
            yield day(head["on"]), 4, produce.record_delivery, RecordDelivery(
                self.member(head) or 0, day(head["on"]), tuple(DeliveryLine(
                    self.who["product"][row["product"]], said(row, "grade"), milli(row["gross_kg"]), milli(row["tare_kg"]),
                    kip(row["price_kip"]), kip(row["deduction_kip"]), kip(row["advance_kip"])) for row in rows), head["paid"] or "later", head["slip"])
        ranks = ("subscribe", "pay", "transfer", "redeem")
        for row in rows_of("shares.csv"):
            paid = kip(row["amount_kip"]) if row["kind"] in ("subscribe", "pay") else Kip(0)
            yield day(row["on"]), 5 + ranks.index(row["kind"]), shares.record_share_order, ShareOrder(
                self.member(row) or 0, row["kind"], day(row["on"]), int(formats.western_digits(row["shares"]) or 0), paid,
                row["paid_from"] or "cash", self.member(row, "to_member"), row["reference"], said(row, "note"))
        for row in rows_of("payments.csv"):
            yield day(row["on"]), 9, produce.pay_producer, PayProducer(
                self.member(row) or 0, day(row["on"]), kip(row["amount_kip"]), row["from"], row["voucher"])
        for rows in papers("expenses.csv", "voucher"):
            head = rows[0]
            yield day(head["on"]), 10, cash.pay_expense, PayExpense(
                day(head["on"]), tuple(ExpenseLine(row["account"], kip(row["amount_kip"]), said(row, "note")) for row in rows),
                said(head, "payee"), head["from"], head["voucher"])
        for rows in papers("journal.csv", "entry"):
            yield day(rows[0]["on"]), 11, journal.post_entry, PostEntry(
                day(rows[0]["on"]), tuple(self._entry_line(row) for row in rows), rows[0]["entry"])


@pytest.fixture(scope="module")
def both(season_book, tmp_path_factory) -> Iterator[tuple[Book, Book]]:
    folder = tmp_path_factory.mktemp("twice")
    profile = read_profile(SEASON / "profile.toml")

    path = shutil.copy(season_book, folder / "imported.coop")
    with Book.open(path, clock=clock) as imported, create_book(folder / "typed.coop", profile, clock=clock) as typed:
        hands = Typist(typed)
        hands.begin()
        deeds = sorted(hands.year(), key=lambda deed: deed[:2])
        for _, month in groupby(deeds, key=lambda deed: deed[0].month):
            # Each save of the window is one durable transaction of its own; here a month shares one, because a disk is slow.
            with typed.writing() as tx:
                for _on, _turn, action, order in month:
                    action.within(tx, order)  # type: ignore[attr-defined]
        yield imported, typed


REPORTS = {
    "trial balance": lambda book: printing.trial_balance(book, YEAR.last_day),
    "trial balance with movements": lambda book: statements.trial_balance_wide(book, YEAR),
    "income statement": lambda book: statements.income_statement(book, YEAR),
    "income by product": lambda book: statements.income_by_product(book, YEAR),
    "income by business": lambda book: statements.income_by_business(book, YEAR),
    "balance sheet": lambda book: statements.balance_sheet(book, YEAR.last_day),
    "cash flow": lambda book: statements.cash_flow(book, YEAR),
    "member register": lambda book: printing.member_register(book, YEAR.last_day),
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_typed_year_gives_the_same_report_as_the_imported_one(both, name):
    imported, typed = (REPORTS[name](book).to_json() for book in both)
    assert typed == imported


@pytest.mark.parametrize("account", ["cash", "bank"])
def test_the_books_of_the_money_boxes_have_the_same_lines(both, account):
    imported, typed = (printing.cash_book(book, account, YEAR).to_json() for book in both)
    assert sorted(map(str, typed.pop("lines"))) != []
    assert typed == {key: value for key, value in imported.items() if key != "lines"}


@pytest.mark.parametrize("as_of", [date(2025, 1, 31), date(2025, 4, 30), date(2025, 7, 15), date(2025, 10, 31), date(2025, 12, 31)])
def test_what_customers_owe_by_age_and_what_members_are_owed_is_the_same_on_five_days(both, as_of):
    imported, typed = (printing.receivables(book, as_of).to_json() for book in both)
    assert typed == imported
    assert typed["total_kip"] == sum(line["balance_kip"] for line in typed["customers"])
    imported, typed = (printing.producers_payable(book, as_of).to_json() for book in both)
    assert typed == imported


def test_every_statement_of_a_member_is_the_same(both):
    imported, typed = ([paper.to_json() for paper in printing.member_statements(book, YEAR)] for book in both)
    assert [one["member"] for one in typed] == [one["member"] for one in imported]
    assert [one["closing"] for one in typed] == [one["closing"] for one in imported]
    assert [one["surplus_share"] for one in typed] == [one["surplus_share"] for one in imported]


def test_both_books_pass_every_check(both):
    assert [check_book(book.path) for book in both] == [[], []]
