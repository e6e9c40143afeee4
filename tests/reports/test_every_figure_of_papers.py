"""Every amount of every list and statement explains itself: it is what the lines behind it add up to.

Papers that tell one deed (an invoice, a receipt, a slip) are what a figure leads to; the lists and statements are asked here. What stands
in `WITHOUT` has no lines behind it, each with its reason.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from coopbooks.books import customers
from coopbooks.books.book import Book
from coopbooks.ledger.figures import GRAMS
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.meeting import Pack
from coopbooks.papers.parts import Amount, Listing
from coopbooks.reports.catalogue import PAPERS
from coopbooks.services import explaining
from coopbooks.services.customer_figures import of_customer_paper
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.statement_figures import of_statement

YEARS = (Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 3, 1)))

WITHOUT = {
    ("price-list", "Price of a kg"): "a decision, not a sum",
    ("day-sheet", "Price"): "a decision, not a sum",
    ("loan-schedule", "Principal"): "what will be paid",
    ("loan-schedule", "Interest"): "what will be paid",
    ("loan-schedule", "To pay"): "what will be paid",
    ("loan-schedule", "Left"): "what will be paid",
    ("surplus-proposal", "Share dividend"): "a plan: the proof sheet works it out",
    ("surplus-proposal", "Refund"): "a plan: the proof sheet works it out",
    ("surplus-proposal", "Tax"): "a plan: the proof sheet works it out",
    ("surplus-proposal", "Net"): "a plan: the proof sheet works it out",
}


@pytest.fixture(scope="module")
def kept(whole_once):
    with Book.open(whole_once, read_only=True) as book:
        yield book


def _listings(book: Book, name: str) -> Iterator[Listing]:
    wants = next(paper.wants for paper in PAPERS if paper.name == name)
    for year in YEARS:
        try:
            made = MAKERS[name](book, Asked(year.last_day, year, year.first_day.year, number="2" if wants == "member" else None))
        except Refused:
            continue
        yield from made.listings if isinstance(made, Pack) else [made] if isinstance(made, Listing) else []


@pytest.mark.parametrize("name", [paper.name for paper in PAPERS])
def test_every_amount_is_the_sum_of_the_lines_behind_it(kept, name):
    without = set()
    for listing in _listings(kept, name):
        rows = [row for section in listing.sections for row in (*section.rows, section.subtotal)]
        for row in (*rows, listing.totals):
            for column, cell in zip(listing.columns, row, strict=False):
                if column.kind not in ("kip", "kg") or not isinstance(cell, int) or not cell:
                    continue
                if not isinstance(cell, Amount):
                    without.add((name, column.title))
                    continue
                assert explaining.explain(kept, cell.figure).kip == cell, (column.title, row)
                assert (cell.figure.unit == GRAMS) == (column.kind == "kg")
    assert without == {key for key in WITHOUT if key[0] == name}


@pytest.mark.parametrize("number", ["1", "2", "3", "A-7"])
def test_every_sum_of_a_members_statement_is_the_sum_of_the_lines_behind_it(kept, number):
    asked = 0
    for year in YEARS:
        paper = MAKERS["member-statement"](kept, Asked(year.last_day, year, year.first_day.year, number=number))
        found = of_statement(kept, paper)
        for one in found:
            assert explaining.explain(kept, one.amount.figure).kip == one.amount, one
        told = {(one.row[0], one.column): int(one.amount) for one in found}
        assert told.get(("In these days", "Value"), 0) == paper.value_kip
        assert told.get(("At the end", "We owe"), 0) == paper.we_owe_kip
        asked += len(found)
    assert asked


@pytest.mark.parametrize("name", ["customer-statement", "reminder"])
def test_every_amount_of_a_customers_paper_is_the_sum_of_the_lines_behind_it(kept, name):
    asked = 0
    with kept.reading() as tx:
        numbers = [one.number for one in customers.all_customers(tx)]
    for number, year in product(numbers, YEARS):
        paper = MAKERS[name](kept, Asked(year.last_day, year, year.first_day.year, number=number))
        found = of_customer_paper(kept, paper)
        for one in found:
            assert explaining.explain(kept, one.amount.figure).kip == one.amount, one
        told = [int(one.amount) for one in found]
        shown = [cell for row in paper.rows for column, cell in zip(paper.columns, row, strict=True) if column.kind == "kip" and cell]
        shown += [one.amount_kip for one in paper.sums if one.amount_kip]
        # Balances within a day are not asked for: the papers up to them are.
        days = [row[0] for row in paper.rows]
        within = sum(1 for place, row in enumerate(paper.rows) if name == "customer-statement" and row[-1] and place + 1 < len(days)
                     and place and days[place] == days[place + 1])
        assert len(told) == len(shown) - within
        asked += len(told)
    assert asked > 3
