"""Papers around the meeting: they say what the book says, in every language, inside their margins, and as real sheets."""

import io
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from openpyxl import load_workbook

from coopbooks import papers
from coopbooks.books.book import Book
from coopbooks.i18n import formats
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import facts
from coopbooks.reports import catalogue
from coopbooks.services import demo, printing
from coopbooks.services.paper_makers import MAKERS, MEETING_PAPERS, Asked
from tests.support.drawn import outside, pages_of, watched

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ASKED = Asked(YEAR.last_day, YEAR, 2025, None, "3")


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    path = demo.write_demo(tmp_path_factory.mktemp("practice"), demo.DemoSize(40, 1, 5), date(2026, 4, 1), lambda _done, _all: None)
    with Book.open(path, read_only=True) as book:
        yield book


@pytest.fixture(scope="module")
def statement(practice):
    return next(iter(printing.member_statements(practice, YEAR, "3")))


@pytest.mark.parametrize("name", MEETING_PAPERS)
@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_each_is_drawn_within_its_margins_and_twice_the_same(practice, name, language):
    paper = MAKERS[name](practice, ASKED)
    with watched() as found:
        first = catalogue.render(paper, ".pdf", language)
    assert outside(found) == []
    assert first == catalogue.render(MAKERS[name](practice, ASKED), ".pdf", language)
    if language == "lo":
        words = {word.strip(".,:()·…") for page in pages_of(first) for word in page.split()}
        assert {word for word in words if word.isascii() and word.isalpha() and len(word) > 3} <= {"CoopBooks", "Cafe", "Pakse", "Green", "Export"}


def test_the_attendance_list_has_everybody_once_in_village_order(practice):
    paper = MAKERS["attendance-sheet"](practice, ASKED)
    text = "\n".join(pages_of(catalogue.render(paper, ".pdf", "lo")))
    villages = [row[3].lo for row in paper.rows]
    assert villages == sorted(villages)
    assert all(row[2].lo in text for row in paper.rows)
    assert len({row[1].lo for row in paper.rows}) == len(paper.rows) > 30


def test_plain_sentences_say_the_figures_of_the_statement(practice, statement):
    text = "\n".join(pages_of(catalogue.render(MAKERS["talking-statement"](practice, ASKED), ".pdf", "lo")))
    part = statement.surplus
    for figure in (statement.closing[1], statement.value_kip, statement.paid_for_produce_kip, part.share_dividend_kip, part.patronage_kip, part.net_kip):
        assert formats.kip(figure) in text
    assert formats.kg(statement.delivered_g) in text
    assert statement.member_name in text


def test_a_tax_slip_adds_up_and_needs_a_part(practice, statement):
    paper = MAKERS["tax-slip"](practice, ASKED)
    part = statement.surplus
    assert paper.totals[3] == part.share_tax_kip + part.patronage_tax_kip
    assert paper.totals[4] == part.net_kip == sum(row[4] for row in paper.rows)
    from coopbooks.services.meeting_papers import tax_slip

    with pytest.raises(Refused, match="no part of the surplus"):
        tax_slip(replace(statement, surplus=None))


def test_the_district_gets_one_workbook_and_one_pdf(practice):
    pack = MAKERS["district-pack"](practice, ASKED)
    book = load_workbook(io.BytesIO(catalogue.render(pack, ".xlsx", "lo")))
    assert len(book.sheetnames) == 3
    for sheet, listing in zip(book, pack.listings, strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row > 2
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert any(isinstance(cell.value, int) for row in sheet.iter_rows(min_row=2) for cell in row), listing.name
    import pymupdf

    document = pymupdf.open(stream=catalogue.render(pack, ".pdf", "en"))
    assert [title for _, title, _ in document.get_toc()] == ["Trial balance", "Balance sheet", "Income statement"]
    told = json.loads(catalogue.render(pack, ".json", "en"))
    assert told["trial-balance"]["total_debit_kip"] == told["trial-balance"]["total_credit_kip"]
    assert b"Trial balance" in catalogue.render(pack, ".csv", "en")


def test_handing_over_counts_every_box_and_names_the_code(practice):
    paper = MAKERS["handover-sheet"](practice, ASKED)
    (page,) = pages_of(catalogue.render(paper, ".pdf", "en"))
    assert paper.letterhead.head_code in page
    assert formats.kip(paper.sums[0].amount_kip) in page
    assert paper.sums[0].amount_kip == sum(row[1] for row in paper.rows) > 0


def test_every_kind_of_paper_can_be_kept_as_facts():
    kinds = {kind for module in iter_modules(papers.__path__) for kind in vars(import_module(f"coopbooks.papers.{module.name}")).values()
             if isinstance(kind, type) and is_dataclass(kind) and kind.__module__.startswith("coopbooks.papers")}
    issued = {kind for kind in kinds if any(one.name == "copy_no" for one in fields(kind))}
    assert issued
    assert {kind.__name__ for kind in issued} <= set(facts._KNOWN)


@pytest.mark.parametrize("name", ["member-statement", "receipt", "dividend-sheet"])
def test_papers_of_a_person_are_sheets_with_titles_people_read(practice, name):
    with practice.reading() as tx:
        (number,) = tx.one("SELECT max(number) FROM document WHERE kind = 'delivery'")
    paper = MAKERS[name](practice, replace(ASKED, number=number if name == "receipt" else "3"))
    sheet = load_workbook(io.BytesIO(catalogue.render(paper, ".xlsx", "lo"))).active
    titles = [cell.value for cell in sheet[1]]
    assert not [title for title in titles if title.isascii()]
    assert sheet.max_row >= 2
    assert any(isinstance(cell.value, int) for row in sheet.iter_rows(min_row=2) for cell in row)
