"""Every figure can be followed to the lines it is made of: their sum is the figure, and each line leads to its paper."""

import shutil
from datetime import date

import pytest

from coopbooks.books import journal
from coopbooks.books.book import Book
from coopbooks.coop.attachments import AttachFile
from coopbooks.ledger.figures import GRAMS, Figure, Worked, balance, counted, moved, of_papers
from coopbooks.services import attachments, explaining, printing, register
from tests.support import whole_book

DAYS = [date(2024, 2, 1), date(2024, 11, 30), date(2024, 12, 31), date(2025, 3, 1)]


@pytest.fixture(scope="module")
def kept(whole_once, tmp_path_factory):
    path = shutil.copy(whole_once, tmp_path_factory.mktemp("whole") / "whole.coop")
    with Book.open(path, clock=whole_book.HandClock(date(2025, 3, 2))) as book:
        yield book


@pytest.mark.parametrize("as_of", DAYS)
def test_every_figure_of_the_trial_balance_is_the_sum_of_its_lines(kept, as_of):
    paper = printing.trial_balance(kept, as_of)
    figures = list(explaining.figures_of(paper))
    assert len(figures) == len(paper.sections[0].rows) + 2
    for one in figures:
        assert explaining.explain(kept, one.amount.figure).kip == one.amount, one


def test_a_members_figure_is_the_sum_of_the_lines_that_name_the_member(kept):
    page = register.member_page(kept, 2, date(2024, 12, 31))
    found = explaining.explain(kept, Figure(("producers-payable",), last_day=date(2024, 12, 31), member_id=2, credit=True))
    assert found.kip == page.owed_kip
    assert found.who == page.brief.name
    assert {line.kind for line in found.lines} == {"delivery", "payment"}


def test_a_line_tells_its_paper_who_and_why(kept):
    found = explaining.explain(kept, balance("advances", as_of=date(2024, 12, 31)))
    told = [(line.number, line.who, line.kip) for line in found.lines]
    assert told == [("AD-0001", "ທ້າວ ບຸນມີ ວົງສາ", 200_000), ("RC-0002", "ທ້າວ ບຸນມີ ວົງສາ", -150_000)]
    entry = explaining.behind(kept, found.lines[1].entry_id).entry
    assert entry.number == "RC-0002"
    assert sum(leg.kip for leg in entry.legs) == 0


def test_the_scan_kept_with_a_paper_is_found_from_the_figure(kept):
    line = explaining.explain(kept, balance("advances", as_of=date(2024, 12, 31))).lines[0]
    scan = b"%PDF-1.4\n%%EOF\n"
    attachments.attach_file(kept, AttachFile("document", line.document_id, "other", "ໃບມອບ.pdf", scan, date(2025, 3, 2)))
    files = explaining.behind(kept, line.entry_id).files
    assert [file.name for file in files] == ["ໃບມອບ.pdf"]
    assert attachments.file_body(kept, files[0].attachment_id) == scan


def test_what_moved_leaves_out_the_close_of_the_year(kept):
    year = {"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}
    sales = explaining.explain(kept, moved("sales", **year, credit=True))
    with kept.reading() as tx:
        earned = next(line.kip for line in journal.income_and_expense(tx, *year.values()).income if line.account.role == "sales")
    assert sales.kip == sum(line.kip for line in sales.lines) == earned > 50_000_000
    assert explaining.explain(kept, balance("sales", as_of=date(2024, 12, 31))).kip == 0


def test_one_side_and_what_was_paid_in_money(kept):
    year = {"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}
    both = explaining.explain(kept, Figure(("cash",), **year)).kip
    debit = explaining.explain(kept, Figure(("cash",), **year, side="debit"))
    credit = explaining.explain(kept, Figure(("cash",), **year, side="credit", credit=True))
    assert debit.kip - credit.kip == both
    assert all(line.kip > 0 for line in (*debit.lines, *credit.lines))
    paid = explaining.explain(kept, Figure(("produce-cost", "producers-payable"), **year, through=("cash", "bank")))
    assert {line.number for line in paid.lines} == {"OLD-77", "PP-0001"}


def test_an_account_that_is_not_in_the_chart_is_no_figure(kept):
    with pytest.raises(LookupError):
        explaining.explain(kept, balance("999999", as_of=date(2024, 12, 31)))


def test_weights_and_shares_are_counted_from_their_registers(kept):
    season = {"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}
    brought = explaining.explain(kept, counted("delivered", member_id=2, **season))
    assert [(line.number, line.note, line.kip) for line in brought.lines] == [("RC-0002", "A", 595_000), ("RC-0002", "B", 99_000)]
    assert brought.figure.unit == GRAMS
    assert explaining.explain(kept, counted("delivered", member_id=2, grades=("B",), **season)).kip == 99_000
    gross, tare = (explaining.explain(kept, counted(name, member_id=2, **season)).kip for name in ("gross", "tare"))
    assert gross - tare == brought.kip
    assert explaining.explain(kept, counted("taken-off", member_id=2, **season)).kip == 160_000
    held = explaining.explain(kept, counted("shares", member_id=3, last_day=date(2025, 3, 1)))
    assert held.kip == next(line.share_count for line in register.list_members(kept, date(2025, 3, 1)).lines if line.member_id == 3)
    assert {line.kind for line in held.lines} == {"share"}


def test_what_one_paper_moved(kept):
    with kept.reading() as tx:
        (paper,) = tx.one("SELECT document_id FROM document WHERE number = 'RC-0002'")
    assert explaining.explain(kept, of_papers("produce-cost", papers=(paper,))).kip > 5_000_000
    assert {line.number for line in explaining.explain(kept, of_papers("producers-payable", "advances", papers=(paper,))).lines} == {"RC-0002"}


def test_parts_that_no_paper_says_tell_how_they_were_worked_out(kept):
    plan = Worked("Planned: {basis}", -1_000, (("basis", "02/2025"),))
    paid = balance("advances", as_of=date(2024, 12, 31))
    found = explaining.explain(kept, Figure((), last_day=date(2024, 12, 31), plus=(paid,), worked=(plan,)))
    assert found.kip == explaining.explain(kept, paid).kip - 1_000
    assert found.lines[-1].worked == plan
    assert found.lines[-1].entry_id == 0
    assert [account.role for account in found.accounts] == ["advances"]
