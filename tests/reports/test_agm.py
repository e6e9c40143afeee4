"""The report to the general meeting: its figures are those of the other papers, its contents are right, it is made to be kept."""

import json
import re
from dataclasses import replace
from datetime import date

import pymupdf
import pytest

from coopbooks.books.book import Book
from coopbooks.coop.agm import SECTIONS, KeepAgmReport
from coopbooks.coop.rich_text import parse
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr_in
from coopbooks.ledger.periods import Period
from coopbooks.reports import catalogue
from coopbooks.reports.agm.sections import shown_sections
from coopbooks.services import agm, demo, printing
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.register import member_statistics
from tests.support.drawn import outside, pages_of, watched

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ASKED = Asked(YEAR.last_day, YEAR, 2025)
WORDS = "# ເຖິງ ສະມາຊິກ\nປີນີ້ **ດີຫຼາຍ** ສຳລັບສະຫະກອນຂອງພວກເຮົາທຸກຄົນ ແລະ ສຳລັບສະມາຊິກທຸກບ້ານ.\n- <b>one</b> &amp; two\n1. first"


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    path = demo.write_demo(tmp_path_factory.mktemp("practice"), demo.DemoSize(12, 2, 5), date(2026, 4, 1), lambda _done, _all: None)
    with Book.open(path) as book:
        agm.keep_agm_report(book, KeepAgmReport(2025, tuple(SECTIONS), 10, date(2026, 2, 28), "ສາລາວັດ", 9, 1, words=WORDS,
                                                motions="1. Buy a dryer"))
        yield book


@pytest.fixture(scope="module")
def paper(practice):
    return MAKERS["agm-report"](practice, ASKED)


def test_every_figure_is_that_of_the_other_papers(practice, paper):
    income = MAKERS["income-statement"](practice, ASKED)
    sheet = printing.payout_sheet(practice, 2025)
    counted = member_statistics(practice, YEAR.last_day)
    assert paper.now.surplus_kip == income.document["surplus_kip"] == paper.surplus.surplus_kip
    assert paper.statements["income-statement"].document["surplus_kip"] == paper.now.surplus_kip
    assert sum(row.kip for row in paper.surplus.rows) == paper.surplus.surplus_kip
    assert paper.surplus.to_members_kip == sum(line.share_dividend_kip + line.patronage_kip for line in sheet.lines) == paper.now.shared_kip
    assert (paper.now.member_count, paper.now.women_count) == (counted.everybody.total, counted.everybody.women)
    assert sum(one.women + one.men + one.unknown for one in paper.villages) == paper.now.member_count
    assert sum(one.net_g for one in paper.grades) == sum(net_g for _, net_g in paper.months) == paper.now.delivered_g
    assert sum(one.amount_kip for one in paper.grades) == paper.now.produce_kip
    statements = list(printing.member_statements(practice, YEAR))
    assert sum(one.delivered_g for one in statements) == paper.now.delivered_g
    assert sum(one.closing[0] for one in statements) == paper.now.share_count
    assert paper.findings == 0


@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_the_figures_stand_on_their_pages_and_the_contents_tell_the_right_ones(paper, language):
    with watched() as found:
        content = catalogue.render(paper, ".pdf", language)
    pages = pages_of(content)
    first = "en" if language == "en" else "lo"
    sections = shown_sections(paper)
    document = pymupdf.open(stream=content)
    outline = document.get_toc()
    assert [title for _, title, _ in outline] == [tr_in(first, "Cover"), *(tr_in(first, SECTIONS[key]) for key in sections)]
    for (_, title, page), key in zip(outline[1:], sections, strict=True):
        assert tr_in(first, SECTIONS[key]) in pages[page - 1]
        assert re.search(re.escape(title) + r"( · [^\n]*?)?[ .]*\s*" + str(page), pages[0]), title
    surplus = formats.kip(paper.surplus.surplus_kip)
    assert sum(surplus in page for page in pages) >= 4
    assert "9" in pages[2]
    assert outside(found) == []
    assert len(pages) == len(sections) + 1


def test_what_people_wrote_is_letters_never_markup(paper):
    text = "\n".join(pages_of(catalogue.render(paper, ".pdf", "lo")))
    assert "<b>one</b> &amp; two" in text
    assert "**" not in text
    assert "ດີຫຼາຍ" in text
    assert "Buy a dryer" in text


def test_it_is_a_draft_until_the_meeting_approved(practice, paper):
    assert not paper.is_draft
    open_year = MAKERS["agm-report"](practice, Asked(date(2026, 12, 31), Period(date(2026, 1, 1), date(2026, 12, 31)), 2026))
    assert open_year.is_draft
    pages = pages_of(catalogue.render(open_year, ".pdf", "en"))
    assert all("DRAFT" in page for page in pages)
    assert not any("DRAFT" in page for page in pages_of(catalogue.render(paper, ".pdf", "en")))


def test_sections_come_in_the_chosen_order_and_empty_ones_are_left_out(paper):
    assert "activities" not in shown_sections(paper)
    chosen = replace(paper, sections=("members", "surplus"))
    pages = pages_of(catalogue.render(chosen, ".pdf", "en"))
    assert len(pages) == 3
    assert "Our members" in pages[1]
    assert "How do we share" in pages[2]


def test_long_words_go_on_over_pages_without_losing_a_letter(paper):
    text = "\n".join(f"{n}. ສະມາຊິກທຸກຄົນຊ່ວຍກັນເຮັດວຽກໃຫ້ສະຫະກອນກ້າວໜ້າ ແລະ **ເຂັ້ມແຂງ** ຍິ່ງຂຶ້ນ " * 2 for n in range(1, 60))
    long = replace(paper, sections=("words",), texts={"words": parse(text)})
    with watched() as found:
        pages = pages_of(catalogue.render(long, ".pdf", "lo"))
    assert len(pages) > 3
    assert outside(found) == []
    drawn = "".join(one.text for one in found).replace(" ", "")
    assert all(block.text.replace(" ", "")[:60] in drawn for block in long.texts["words"])


def test_a_loss_is_said_and_nothing_is_shared(paper):
    rows = tuple(replace(row, kip=0, rate="") for row in paper.surplus.rows)
    loss = replace(paper, surplus=replace(paper.surplus, surplus_kip=-5_000_000, to_members_kip=0, rows=rows, decided_on=None))
    text = "\n".join(pages_of(catalogue.render(loss, ".pdf", "en")))
    assert "The year ended with a loss of 5,000,000 kip." in text
    assert "(5,000,000)" in text


def test_the_same_report_is_the_same_bytes_whatever_was_drawn_before(practice, paper):
    first = catalogue.render(paper, ".pdf", "lo")
    catalogue.render(printing.member_register(practice, YEAR.last_day), ".pdf", "en")
    assert catalogue.render(MAKERS["agm-report"](practice, ASKED), ".pdf", "lo") == first


def test_it_is_made_to_be_kept(paper):
    content = catalogue.render(paper, ".pdf", "lo")
    document = pymupdf.open(stream=content)
    assert document.metadata["author"] == "ສະຫະກອນກາເຟ ພູດອກໄມ້"
    assert document.metadata["title"] == "ບົດລາຍງານປະຈຳປີ 2025"
    xmp = document.get_xml_metadata()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert "ສະຫະກອນກາເຟ ພູດອກໄມ້" in xmp
    catalog = document.xref_object(document.pdf_catalog())
    assert "/OutputIntents" in catalog
    assert "/Lang (lo)" in catalog.replace("\n", " ")
    assert not re.search("/JavaScript|/OpenAction|/Launch|/URI", catalog)
    fonts = {font for page in document for font in page.get_fonts()}
    assert fonts
    for xref, ending, kind, name, *_ in fonts:
        assert (ending, kind) == ("ttf", "Type0"), name
        assert re.fullmatch(r"[A-Z]{6}\+CoopBooksLao-\w+", name)
        assert len(document.extract_font(xref)[3]) < 45_000
    assert not any(document.xref_get_key(xref, "Encrypt")[0] != "null" for xref in range(1, document.xref_length()))


def test_the_report_is_also_a_document_and_a_sheet(paper):
    told = json.loads(catalogue.render(paper, ".json", "en"))
    assert told["meeting"] == {"number": 10, "on": "2026-03-05", "place": "ສາລາບ້ານ", "present": 9, "proxies": 1, "needed": paper.needed_count}
    assert told["years"][-1]["surplus_kip"] == paper.now.surplus_kip
    assert str(paper.now.surplus_kip).encode() in catalogue.render(paper, ".csv", "en")


def test_the_boards_plans_stand_side_by_side_until_the_meeting_decided(tmp_path):
    """Each plan is a column, to the kip of the surplus; after the decision only what was decided stands there."""
    from dataclasses import replace as changed
    from fractions import Fraction

    from coopbooks.coop.policy import DividendPolicy
    from coopbooks.services.yearend import KeepPlan, keep_plan
    from tests.support.trade import new_trade

    trade = new_trade(tmp_path, date(2026, 2, 1))
    trade.begin_with()
    with trade.book:
        from coopbooks.coop.entries import EntryLine, PostEntry
        from coopbooks.coop.shares import ShareOrder
        from coopbooks.ledger.money import Kip
        from coopbooks.services import journal, shares

        shares.record_share_order(trade.book, ShareOrder(trade.member["1"], "subscribe", date(2025, 1, 10), 10, Kip(1_000_000)))
        journal.post_entry(trade.book, PostEntry(date(2025, 6, 1), (EntryLine("cash", Kip(9_000_000)), EntryLine("other-income", credit_kip=Kip(9_000_000)))))
        base = DividendPolicy()
        keep_plan(trade.book, KeepPlan(2025, "A", base))
        keep_plan(trade.book, KeepPlan(2025, "B", changed(base, share_percent=Fraction(1, 10)) if hasattr(base, "share_percent") else base))
        made = MAKERS["agm-report"](trade.book, ASKED)
        assert made.is_draft
        assert [plan.name for plan in made.surplus.plans] == ["A", "B"]
        assert all(sum(plan.kips) == made.surplus.surplus_kip == 9_000_000 for plan in made.surplus.plans)
        text = "\n".join(pages_of(catalogue.render(made, ".pdf", "en")))
        assert "The plans side by side" in text


def test_the_accounts_tie_across_their_pages(paper):
    balance, income, flow = (paper.statements[name] for name in ("balance-sheet", "income-statement", "cash-flow"))

    def amount(listing, *titles):
        rows = [row for section in listing.sections for row in (*section.rows, section.subtotal)] + [listing.totals]
        return next(int(row[-2]) for row in rows if row and any(getattr(cell, "en", cell) in titles for cell in row))

    assert amount(balance, "All assets") == amount(balance, "Liabilities and equity")
    assert amount(balance, "All liabilities") + amount(balance, "All equity") == amount(balance, "All assets")
    assert amount(income, "All income") - amount(income, "All expenses") == amount(income, "Surplus") == paper.now.surplus_kip
    assert (amount(income, "All income"), amount(income, "All expenses")) == (paper.now.income_kip, paper.now.expense_kip)
    assert amount(flow, "At the beginning") + amount(flow, "Change") == amount(flow, "At the end")
    boxes = [row for section in balance.sections for row in section.rows if str(row[0]).startswith(("512", "531"))]
    assert sum(int(row[-2]) for row in boxes) == amount(flow, "At the end")
    assert paper.surplus.to_members_kip + sum(row.kip for row in paper.surplus.rows if row.title not in ("Dividends on shares", "Patronage refunds")) == (
        paper.now.surplus_kip)
