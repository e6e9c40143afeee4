"""Every figure of a paper that can be explained, in the order of reading; Enter shows the lines behind one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coopbooks.books.book import Book
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import GRAMS, SHARES
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.form import Form
from coopbooks.papers.meeting import Pack
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Cell, Label, Listing
from coopbooks.services.customer_figures import FORMS, of_customer_paper
from coopbooks.services.explaining import PaperFigure, figures_of
from coopbooks.services.statement_figures import of_statement
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.explain import Desk, measured, show_explanation
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words


def figures(book: Book, paper: Any) -> list[PaperFigure]:
    """Every figure of a paper that can be explained: of a list, of a pack of accounts, of the meeting's report, of a statement or reminder."""
    if isinstance(paper, MemberStatement):
        return list(of_statement(book, paper))
    if isinstance(paper, Form):
        return list(of_customer_paper(book, paper)) if paper.name in FORMS else []
    listings = ((paper,) if isinstance(paper, Listing) else paper.listings if isinstance(paper, Pack) else
                tuple(paper.statements.values()) if isinstance(paper, AgmReport) else ())
    return [one for listing in listings for one in figures_of(listing) if one.amount]


def has_figures(paper: Any) -> bool:
    """Whether a paper has figures that can be explained."""
    if isinstance(paper, Form):
        return paper.name in FORMS
    return isinstance(paper, MemberStatement | Pack | AgmReport) or (isinstance(paper, Listing) and next(figures_of(paper), None) is not None)


def _amount(one: PaperFigure) -> str:
    unit = one.amount.figure.unit
    written = measured(unit)(int(one.amount))
    return written if unit == SHARES else tr(N_("{amount} kg"), amount=written) if unit == GRAMS else f"{written} ₭"


def _said(cell: Cell) -> str:
    if isinstance(cell, Label):
        return cell.said(current_language())
    return formats.day(cell) if isinstance(cell, date) else tr(str(cell))


def _row(one: PaperFigure) -> str:
    return " · ".join(text for text in map(_said, one.row) if text)


class _DeskBehind:
    """The desk for the explanations opened from here: who goes to a paper leaves the list as well."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        self.book, self.runner, self._go, self._leave = desk.book, desk.runner, desk.go, leave

    def go(self, *place: object) -> None:
        """Leave the list, then show a page."""
        self._leave()
        self._go(*place)


class PaperFigures(QDialog):
    """The figures of the paper that is shown."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, found: list[PaperFigure]) -> None:
        super().__init__(parent)
        self.desk = _DeskBehind(desk, self.reject)
        self.setWindowTitle(tr(N_("Explain the figures")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(860, 580)
        self.table = RecordTable((
            Column(N_("Part"), lambda one: one.section, lambda section: tr(section) if section else "", width=190),
            Column(N_("Line"), _row, width=320),
            Column(N_("Column"), lambda one: one.column, lambda title: tr(title) if title else "", width=140),
            Column(N_("Amount"), lambda one: one, _amount, lambda one: int(one.amount), right=True, width=150, bold=True,
                   explain=lambda one: one.amount.figure)), N_("Figures of the paper"))
        self.table.show_rows(found)
        self.table.opened.connect(lambda _one: self.table.explain_current())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 14)
        whole.setSpacing(10)
        whole.addWidget(Words(title, "h2"))
        whole.addWidget(Words(N_("Choose a figure to see the lines it adds up."), "hint"))
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, Button(N_("Go back"), self.reject, look="quiet"),
                            Button(N_("Explain this number"), self.table.explain_current, look="main", icon="information-outline",
                                   hint=N_("Ctrl+E"))))
        if self.table.model.rows:
            self.table.view.selectRow(0)
        self.table.view.setFocus()


def show_figures(parent: QWidget, desk: Desk, paper: Any) -> None:
    """List the figures of a paper; one alone is explained at once."""
    found = desk.runner.read(lambda: figures(desk.book, paper), [])
    if len(found) == 1:
        show_explanation(parent, found[0].amount.figure)
    elif found:
        title = N_("Member statement") if isinstance(paper, MemberStatement) else getattr(paper, "title", N_("Report to the general meeting"))
        PaperFigures(parent, desk, title, found).open()
