"""The papers of a real practice book: facts on the page, agreement between papers, real sheets for Excel."""

import io
import json
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from openpyxl import load_workbook

from coopbooks.books.book import Book
from coopbooks.i18n import formats
from coopbooks.i18n.words import kip_in_words
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.reports import amount_words, catalogue, receipt
from coopbooks.reports.page import Sheet
from coopbooks.services import demo, printing, statements
from tests.support.drawn import outside, watched

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    path = demo.write_demo(tmp_path_factory.mktemp("practice"), demo.DemoSize(12, 1, 5), date(2026, 4, 1), lambda _done, _all: None)
    with Book.open(path, read_only=True) as book:
        yield book


def _text(content):
    document = pypdfium2.PdfDocument(content)
    return ["\n".join(page.get_textpage().get_text_range().replace("\r", "").split("\n")) for page in document]


@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_a_statement_is_one_page_with_the_members_own_sums(practice, language):
    papers = list(printing.member_statements(practice, YEAR))
    pages = _text(catalogue.render_statements(papers, ".pdf", language))
    assert len(pages) == len(papers) == 12
    for page, paper in zip(pages, papers, strict=True):
        assert paper.member_name in page
        part = paper.surplus
        assert part is not None
        assert part.share_dividend_kip - part.share_tax_kip + part.patronage_kip - part.patronage_tax_kip == part.net_kip
        for figure in (part.share_dividend_kip, part.patronage_kip, part.net_kip, paper.value_kip, paper.closing[1]):
            assert formats.kip(figure) in page


def test_a_lao_statement_holds_no_english_word(practice):
    page = _text(catalogue.render(next(printing.member_statements(practice, YEAR)), ".pdf", "lo"))[0]
    words = {word.strip(".,:()") for word in page.split() if word.isascii() and word.strip(".,:()").isalpha() and len(word) > 2}
    assert words <= {"CoopBooks"}


def test_statements_agree_with_the_pay_out_sheet(practice):
    sheet = {line.number: line for line in printing.payout_sheet(practice, 2025).lines}
    for paper in printing.member_statements(practice, YEAR):
        if paper.surplus:
            assert sheet[paper.member_number].net_kip == paper.surplus.net_kip


def test_the_pay_out_sheet_proves_its_pools(practice):
    paper = printing.payout_sheet(practice, 2025)
    for proof, name in zip(paper.proofs, ("share_dividend_kip", "patronage_kip"), strict=True):
        assert proof.sum_of_floors_kip + proof.units_left == proof.pool_kip == sum(getattr(line, name) for line in paper.lines)
        assert len(proof.given_to) == proof.units_left
    pages = _text(catalogue.render(paper, ".pdf", "en"))
    assert formats.kip(paper.proofs[0].pool_kip) in pages[-1]


@pytest.mark.parametrize("kind", ["share", "delivery", "payment", "payout", "receipt", "expense"])
@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_a_receipt_says_number_amount_and_code_on_both_halves(practice, kind, language):
    with practice.reading() as tx:
        (number,) = tx.one("SELECT max(number) FROM document WHERE kind = ?", kind)
    paper = printing.receipt_by_number(practice, number)
    (page,) = _text(catalogue.render(paper, ".pdf", language))
    assert page.count(number) >= 2
    assert page.count(formats.kip_with_unit(paper.amount_kip - paper.set_off_kip, "en" if language == "en" else "lo")) == 2
    assert paper.letterhead.head_code in page


LISTINGS = {"trial-balance": lambda book: printing.trial_balance(book, YEAR.last_day),
            "income-statement": lambda book: statements.income_statement(book, YEAR),
            "member-register": lambda book: printing.member_register(book, YEAR.last_day),
            "cash-book": lambda book: printing.cash_book(book, "bank", YEAR),
            "receivables": lambda book: printing.receivables(book, YEAR.last_day),
            "producers-payable": lambda book: printing.producers_payable(book, YEAR.last_day)}


@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_is_the_same_in_pdf_excel_and_json(practice, name):
    paper = LISTINGS[name](practice)
    document = json.loads(catalogue.render(paper, ".json", "en"))
    sheet = load_workbook(io.BytesIO(catalogue.render(paper, ".xlsx", "en"))).active
    rows = sum(len(section.rows) + bool(section.subtotal) + bool(section.heading and section.rows) for section in paper.sections) + bool(paper.totals)
    assert sheet.max_row == rows + 1
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)]
    last = paper.totals[-1]
    assert last in numbers
    assert formats.kip(last).lstrip("-") in "".join(_text(catalogue.render(paper, ".pdf", "lo+en")))
    assert document


def test_formulas_in_names_are_text_in_every_sheet(practice):
    paper = LISTINGS["member-register"](practice)
    hostile = paper.sections[0].rows[0]
    from dataclasses import replace

    from coopbooks.papers.parts import Label

    rows = ((hostile[0], Label("=1+1", ""), *hostile[2:]),)
    planted = replace(paper, sections=(replace(paper.sections[0], rows=rows),))
    sheet = load_workbook(io.BytesIO(catalogue.render(planted, ".xlsx", "en"))).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert b"'=1+1" in catalogue.render(planted, ".csv", "en")


def _delivery(practice):
    with practice.reading() as tx:
        (number,) = tx.one("SELECT max(number) FROM document WHERE kind = 'delivery'")
    return printing.receipt_by_number(practice, number)


@pytest.mark.parametrize("count", [1, 4, 5, 6, 7, 40])
@pytest.mark.parametrize("set_off_kip", [0, 50_000])
def test_a_slip_leaves_out_no_line_however_many_there_are(practice, count, set_off_kip):
    from dataclasses import replace

    paper = _delivery(practice)
    lines = tuple(replace(paper.lines[0], amount_kip=1_000_000 + n, net_g=1_000 * n, product=paper.lines[0].product) for n in range(1, count + 1))
    long = replace(paper, lines=lines, set_off_kip=set_off_kip)
    with watched() as found:
        (page,) = _text(catalogue.render(long, ".pdf", "en"))
    assert outside(found) == []
    shown = [line.amount_kip for line in lines if formats.kip(line.amount_kip) in page]
    rest = sum(line.amount_kip for line in lines) - sum(shown)
    assert rest == 0 or (f"{count - len(shown)} more lines" in page and formats.kip(rest) in page)


@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_a_roll_is_eighty_millimetres_and_as_long_as_it_needs(practice, language):
    from dataclasses import replace

    paper = replace(_delivery(practice), size="roll")
    with watched() as found:
        short, long = (catalogue.render(replace(paper, lines=paper.lines * n), ".pdf", language) for n in (1, 30))
    assert outside(found, 3.9) == []
    heights = []
    for content in (short, long):
        width, height = pypdfium2.PdfDocument(content)[0].get_size()
        assert round(width / 72 * 25.4) == 80
        heights.append(height)
    assert heights[1] > heights[0] + 200
    assert paper.letterhead.head_code in _text(short)[0]


def test_letters_the_typeface_lacks_are_named_and_refused(practice):
    from dataclasses import replace

    paper = replace(_delivery(practice), who="ກ漢 😀")
    with pytest.raises(Refused, match="漢"):
        catalogue.render(paper, ".pdf", "lo")


def test_a_batch_with_such_a_name_stops_and_names_it(practice):
    from dataclasses import replace

    papers = list(printing.member_statements(practice, YEAR))
    papers[3] = replace(papers[3], member_name="ບຸນ 😀")
    with pytest.raises(Refused) as refusal:
        catalogue.render_statements(papers, ".pdf", "lo")
    assert "ບຸນ 😀" in str(refusal.value.broken[0].facts["texts"])


def test_a_sheet_has_the_lao_typeface_a_head_in_view_and_columns_that_fit(practice):
    paper = LISTINGS["member-register"](practice)
    sheet = load_workbook(io.BytesIO(catalogue.render(paper, ".xlsx", "lo"))).active
    assert sheet.freeze_panes == "A2"
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Phetsarath OT"}
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    kinds = {column.kind: place for place, column in reversed([*enumerate(paper.columns, 1)])}
    assert sheet.cell(2, kinds["day"]).is_date
    assert isinstance(sheet.cell(2, kinds["kip"]).value, int)
    width = sheet.column_dimensions["B"].width
    assert 12 < width < 40
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("amount_kip", [1_000, 983_965, 77_777_777, 777_777_777, 77_777_777_777, 777_777_777_777])
def test_an_amount_in_the_words_of_two_languages_stays_in_its_box(amount_kip):
    class Drawn(Sheet):
        def __init__(self):
            self.lines = []

        def text(self, x, y, text, size, *_, **__):
            self.lines.append((text, y, size))

    sheet, words = Drawn(), (kip_in_words(amount_kip, "lo"), kip_in_words(amount_kip, "en"))
    amount_words.draw_both(sheet, 100, 0, receipt.BOX, amount_kip)
    assert "".join(text for text, _, _ in sheet.lines).replace(" ", "").replace("\u200b", "") == "".join(words).replace(" ", "").replace("\u200b", "")
    assert max(y for _, y, _ in sheet.lines) < 32.5  # the box is 33 mm high
    assert all(lower - upper >= size * 0.4 for (_, upper, _), (_, lower, size) in pairwise(sheet.lines))
