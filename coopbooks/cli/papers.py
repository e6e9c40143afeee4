"""Papers from the command line: one paper into a file, or every paper of the practice co-op."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coopbooks.books import dividends, settings
from coopbooks.books.book import Book
from coopbooks.cli.exports import put_in_place
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.reports import catalogue
from coopbooks.services import batches, issuing, paper_language, printing
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.paper_samples import samples

Progress = Callable[[int, int], None]


class NobodyToTell(RuleBroken):
    """A run of papers is for somebody."""

    wording = N_("Nobody has anything to state. No file is written.")


_WITHOUT_NUMBER = ("year", "period", "as_of", "account")
"""What papers are asked with that speak of the whole co-op."""


def list_papers() -> None:
    """Print every paper's name and title."""
    for paper in catalogue.PAPERS:
        print(f"{paper.name:<20} {tr(paper.title)}")


def write_report(given: argparse.Namespace, today: date, progress: Progress) -> int:
    """Write one paper into the file named; returns the exit code."""
    known = {paper.name: paper for paper in catalogue.PAPERS}
    ending = given.out.suffix.lower()
    if given.name not in known:
        print(tr(N_("There is no paper “{name}”. The papers are: {known}."), name=given.name, known=list(known)), file=sys.stderr)
        return 2
    is_run = given.name in batches.RUNS and given.member is None and (given.number is None or given.name == "member-statement")
    is_folder = not ending and is_run
    if ending not in catalogue.ENDINGS and not is_folder:
        print(tr(N_("{file} must end in one of: {endings}."), file=given.out.name, endings=list(catalogue.ENDINGS)), file=sys.stderr)
        return 2
    with Book.open(given.book, read_only=not given.issue) as book:
        with book.reading() as tx:
            coop = settings.profile(tx)
        as_of = given.as_of or given.last_day or today
        year = given.year or coop.year_of(given.last_day or given.as_of or today)
        whole = coop.period(year)
        period = Period(given.first_day or whole.first_day, given.last_day or given.as_of or whole.last_day)
        # A paper about a person is asked for with the person's number, whatever else stands on the line.
        number = (given.member or given.number) if known[given.name].wants in ("member", "leaver") else (given.number or given.member)
        asked = Asked(as_of, period, year, given.known_on, number, given.account or "cash", beside=given.beside)
        if is_run:
            _run(given, book, batches.Batch(period, given.order, None, given.start, as_of), progress)
        else:
            paper = issuing.paper_to_print(book, given.name, asked)
            language = given.lang or paper_language.spoken(book, paper)
            put_in_place(given.out, catalogue.render(paper, ending, language))
            if given.issue and ending == ".pdf":
                issuing.note(book, given.name, language, "file", paper)
    print(given.out)
    return 0


def _run(given: argparse.Namespace, book: Book, batch: batches.Batch, progress: Progress) -> None:
    """Every paper of a run in one file; or, where a folder is named, one PDF for each in it. Each speaks its own language unless one is told."""
    papers, ending = batches.papers(book, given.name, batch), given.out.suffix.lower()
    speaks = paper_language.of_everybody(book)
    if ending:
        language = given.lang or paper_language.spoken(book)
        content = catalogue.render_run(given.name, _counted(papers, progress), ending, language, None if given.lang else speaks)
        refuse_if([] if content else [NobodyToTell()])
        put_in_place(given.out, content)
    else:
        for paper in _counted(papers, progress):
            put_in_place(given.out / batches.file_of(paper), catalogue.render(paper, ".pdf", given.lang or speaks(paper)))
    if given.issue and ending in ("", ".pdf"):
        batches.note(book, papers, given.lang or "", "file", given.name)


def _counted(papers: list[Any], progress: Progress) -> Iterator[Any]:
    for done, paper in enumerate(papers, 1):
        yield paper
        progress(done, len(papers))


def write_demo_papers(path: Path, folder: Path, progress: Progress) -> None:
    """Every member's statement and one of every other paper, in Lao, English and both."""
    with Book.open(path, read_only=True) as book:
        with book.reading() as tx:
            year = max(dividends.closed_years(tx))
            period = settings.profile(tx).period(year)
        statements = list(printing.member_statements(book, period))
        for old in (folder / "statements").glob("*.pdf"):
            old.unlink()
        for done, paper in enumerate(statements, 1):
            put_in_place(folder / "statements" / f"{paper.member_number.zfill(4)}.pdf", catalogue.render(paper, ".pdf", "lo"))
            progress(done, len(statements))
        put_in_place(folder / "all-statements.pdf", catalogue.render_statements(statements, ".pdf", "lo+en"))
        asked = Asked(period.last_day, period, year)
        papers: dict[str, catalogue.Paper] = {
            **{paper.name: MAKERS[paper.name](book, asked) for paper in catalogue.PAPERS if paper.wants in _WITHOUT_NUMBER},
            **{name: MAKERS[name.partition("-")[0] if name.startswith("receipt-") else name](book, replace(asked, number=number, as_of=book.today))
               for name, number in samples(book).items()}}
        for name, whole in papers.items():
            for language in ("lo", "en", "lo+en"):
                put_in_place(folder / f"{name}.{language}.pdf", catalogue.render(whole, ".pdf", language))
