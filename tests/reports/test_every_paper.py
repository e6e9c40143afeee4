"""What every paper of the catalogue says, kept as text: a change of a figure, a word or an order is seen here before anybody prints it.

After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/reports/test_every_paper.py`, and look at the difference.
"""

import io
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pymupdf
import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from coopbooks.books.book import Book
from coopbooks.papers.form import Form
from coopbooks.papers.meeting import Pack
from coopbooks.papers.parts import Check, Label, Listing
from coopbooks.papers.receipt import Receipt
from coopbooks.reports import catalogue
from coopbooks.reports.workbook import FONT
from tests.support import every_paper

GOLDEN = Path(__file__).parents[1] / "golden" / "papers"
RECEIPTS = tuple(f"receipt-{kind}" for kind in ("share", "delivery", "payment", "advance", "receipt", "payout", "expense"))
NAMES = tuple(name for paper in catalogue.PAPERS for name in (RECEIPTS if paper.name == "receipt" else (paper.name,)))


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_says_what_it_said(every_paper_made, name):
    text, path = every_paper.told(every_paper_made[name]), GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_every_text_that_is_kept_is_of_a_paper_that_is_made():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".csv", ".json"])
def test_two_runs_give_the_same_bytes(every_paper_once, every_paper_made, every_page, ending):
    with Book.open(every_paper_once, clock=every_paper.clock, read_only=True) as book:
        again = every_paper.papers(book)
    assert set(again) == set(NAMES)
    for name, paper in again.items():
        first = every_page.of(name, "lo")[0] if ending == ".pdf" else catalogue.render(every_paper_made[name], ending, "lo")
        assert catalogue.render(paper, ending, "lo") == first, name


# --- square codes ---------------------------------------------------------------------------------------------------------
def _read_codes(content):
    found = []
    for page in pymupdf.open(stream=content):
        shot = page.get_pixmap(dpi=200)
        picture = Image.frombytes("RGB", (shot.width, shot.height), shot.samples)
        found.append([code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)])
    return found


def _check_of(paper):
    if isinstance(paper, Receipt):
        return Check(paper.number, paper.on, abs(paper.amount_kip) - paper.set_off_kip, paper.letterhead.head_code)
    return getattr(paper, "check", None)


@pytest.mark.parametrize("name", [*RECEIPTS, "member-statement", "share-certificate", "invoice", "credit-note", "customer-statement",
                                  "talking-statement", "tax-slip", "member-card", "advance-agreement", "cash-count", "pay-list"])
def test_the_square_code_is_read_from_the_printed_page(every_paper_made, every_page, name):
    check, codes = _check_of(every_paper_made[name]), _read_codes(every_page.of(name, "lo")[0])
    assert set(codes[-1]) == {f"CB|{check.number}|{check.on.isoformat()}|{check.amount_kip}|{check.code}"}
    assert len(codes[-1]) == (2 if name in RECEIPTS else 1)
    assert check.code == every_paper.CODE


def test_every_sheet_to_sign_has_a_square_code_of_its_page(every_paper_made, every_page):
    paper = every_paper_made["dividend-sheet"]
    codes = _read_codes(every_page.of("dividend-sheet", "en")[0])
    paid = sum(line.payable_now_kip for line in paper.lines)
    assert [len(page) for page in codes[:-1]] == [1] * (len(codes) - 1)
    number, on, kip, code = codes[0][0].split("|")[1:]
    assert (on, int(kip), code) == (paper.decided_on.isoformat(), paid, every_paper.CODE)
    assert str(paper.year) in number


# --- workbooks --------------------------------------------------------------------------------------------------------------
def _rows(paper):
    listings = paper.listings if isinstance(paper, Pack) else [paper]
    return [[(column.kind, cell) for column, cell in zip(one.columns, row, strict=True)]
            for one in listings for section in one.sections for row in section.rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_has_real_figures_a_head_that_stays_and_a_lao_typeface(every_paper_made, name):
    book = load_workbook(io.BytesIO(catalogue.render(every_paper_made[name], ".xlsx", "lo")))
    figures = set()
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        for place, row in enumerate(sheet.iter_rows()):
            for cell in row:
                assert cell.data_type in ("s", "inlineStr", "n", "d"), cell.coordinate  # never a formula, never an error
                assert cell.font.name == FONT
                assert place or cell.font.bold
                figures.add(cell.value)
        for column in sheet.columns:
            width = sheet.column_dimensions[column[0].column_letter].width
            longest = max((_wide(cell.value) for cell in column if cell.value is not None), default=0)
            assert width >= min(longest, 60), column[0].value
    paper = every_paper_made[name]
    if isinstance(paper, Listing | Pack):
        for row in _rows(paper):
            for kind, cell in row:
                if isinstance(cell, date):
                    assert datetime(cell.year, cell.month, cell.day) in figures
                elif isinstance(cell, int):
                    assert (float(Decimal(cell) / 1000) if kind == "kg" else int(cell)) in figures
                elif isinstance(cell, Label) and cell.said("lo"):
                    assert cell.said("lo") in figures
    elif isinstance(paper, Form) and paper.columns:
        assert {one.amount_kip for one in paper.sums} <= figures


def _wide(value):
    text = f"{value:,}" if isinstance(value, int | float) else value if isinstance(value, str) else "00/00/0000"
    return sum(not (letter == "\u0eb1" or "\u0eb4" <= letter <= "\u0ebc" or "\u0ec8" <= letter <= "\u0ece") for letter in text)
