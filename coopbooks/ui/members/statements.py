"""Statements of chosen members, in one file or on the printer: each in its member's language, each printing in the trail."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from coopbooks.books import settings
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.services import batches, issuing, paper_language
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit import export, printer
from coopbooks.ui.shell.page import Desk

Progress = Callable[[int, int], None]
Made = Callable[[list[MemberStatement], bytes], object]


class Statements:
    """The statements of some members for the fiscal year of a day; both may change until they are asked for."""

    def __init__(self, parent: QWidget, desk: Desk, numbers: Callable[[], frozenset[str]], day: Callable[[], date]) -> None:
        self._parent, self._desk, self._numbers, self._day = parent, desk, numbers, day

    def offer(self, button: QWidget) -> QMenu:
        """Ask under a button whether to print or to save."""
        menu = QMenu(button)
        menu.addAction(tr(N_("Print"))).triggered.connect(lambda _checked=False: self.print_them())
        menu.addAction(tr(N_("Save PDF"))).triggered.connect(lambda _checked=False: self.save())
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        return menu

    def save(self) -> None:
        """Ask where, and save them in one file."""
        name, _ = QFileDialog.getSaveFileName(self._parent, tr(N_("Save as")), "statements.pdf")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """The same, to a file that is known."""
        def keep(papers: list[MemberStatement], content: bytes) -> None:
            export.put_file(path, content)
            self._note(papers, "file")
            self._desk.say(tr(N_("{count} statements are saved."), count=len(papers)))

        self.make(keep)

    def print_them(self) -> None:
        """Print them one after the other, through the system's dialog."""
        def put_out(papers: list[MemberStatement], content: bytes) -> None:
            if printer.print_asking(self._parent, content):
                self.printed(papers)

        self.make(put_out)

    def printed(self, papers: list[MemberStatement]) -> None:
        """They are on paper: note each printing, and say so."""
        self._note(papers, "printer")
        self._desk.say(tr(N_("{count} statements are printed."), count=len(papers)))

    def make(self, then: Made) -> None:
        """Make them on the worker, with progress and a way to stop; nothing follows when there is none."""
        numbers, day, book = self._numbers(), self._day(), self._desk.book

        def task(tell: Progress) -> tuple[list[MemberStatement], bytes]:
            from coopbooks.reports import catalogue  # what draws papers is heavy

            with book.reading() as tx:
                coop = settings.profile(tx)
                period = coop.period(coop.year_of(day))
            papers = batches.statements(book, batches.Batch(period, only=numbers))
            language, speaks = paper_language.spoken(book), paper_language.of_everybody(book)
            return papers, catalogue.render_statements(_counted(papers, tell), ".pdf", language, speaks) if papers else b""

        self._desk.runner.work(task, lambda made: then(*made) if made is not None and made[0] else None)

    def _note(self, papers: list[MemberStatement], way: str) -> None:
        self._desk.runner.read(lambda: batches.note(self._desk.book, papers, "", way))


def _counted(papers: list[MemberStatement], tell: Progress) -> Iterator[MemberStatement]:
    for done, paper in enumerate(papers, 1):
        yield paper
        tell(done, len(papers))


def save_one(parent: QWidget, desk: Desk, number: str, year: int, path: Path | None = None) -> None:
    """Save the statement of one member for a year, and note it; asks where when no file is known."""
    name = str(path) if path else QFileDialog.getSaveFileName(parent, tr(N_("Save as")), f"statement-{number}-{year}.pdf")[0]
    if name:
        desk.runner.read(lambda: _write_one(desk, number, year, Path(name)))


def _write_one(desk: Desk, number: str, year: int, path: Path) -> None:
    with desk.book.reading() as tx:
        period = settings.profile(tx).period(year)
    paper = issuing.paper_to_print(desk.book, "member-statement", Asked(desk.today, period, year, number=number))
    export.write_paper(desk.book, path, paper, ".pdf")
    issuing.note(desk.book, "member-statement", paper_language.spoken(desk.book, paper), "file", paper)
    desk.say(tr(N_("Saved as {file}."), file=path.name))
