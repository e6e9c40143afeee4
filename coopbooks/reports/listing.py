"""Registers, balances and books: zebra rows under a repeated head, subtotals, totals, signatures on the last page."""

from collections.abc import Iterator

from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Cell, Column, Listing
from coopbooks.reports.frame import LEFT, foot, head, signatures
from coopbooks.reports.page import INK, INK2, INK3, LINE, PRIMARY, TINT, ZEBRA, Align, Sheet
from coopbooks.reports.speech import Speech

ROW, HEAD = 6.5, 9.0
_RIGHT = {"kip", "kg", "count"}


def render(paper: Listing, language: str) -> bytes:
    """The listing as PDF."""
    speech = Speech.of(language)
    rows = list(_rows(paper))
    size = "A4 landscape" if paper.wide else "A4"
    per_page = _rows_per_page(Sheet("", size).height)
    # The last page keeps room for the totals and the signatures.
    pages = _paged(rows, per_page, reserve=5 if paper.signers else 1)
    sheet = Sheet(speech.say(paper.title), size, speech.first)
    for number, page in enumerate(pages, 1):
        y = head(sheet, speech, paper.letterhead, speech.say(paper.title), speech.say(paper.period, **paper.facts),
                 speech.under(paper.title))
        y = _table(sheet, speech, paper, page, y)
        if number == len(pages):
            if paper.totals:
                y = _total(sheet, speech, paper, y)
            if paper.signers:
                signatures(sheet, speech, sheet.height - 28, paper.signers)
        foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=number, pages=len(pages)))
        sheet.next_page()
    return sheet.finish()


_Row = tuple[str, tuple[Cell, ...]]
"""Kind (heading, row or subtotal) and cells."""


def _rows(paper: Listing) -> Iterator[_Row]:
    for section in paper.sections:
        if section.heading:
            yield "heading", (section.heading,)
        for row in section.rows:
            yield "row", row
        if section.subtotal:
            yield "subtotal", section.subtotal


def _rows_per_page(height: float) -> int:
    return int((height - 34 - HEAD - 18) / ROW)


def _paged(rows: list[_Row], per_page: int, reserve: int) -> list[list[_Row]]:
    pages = [rows[n:n + per_page] for n in range(0, len(rows), per_page)] or [[]]
    if len(pages[-1]) > per_page - reserve:
        pages.append([])
    return pages


def _table(sheet: Sheet, speech: Speech, paper: Listing, page: list[_Row], y: float) -> float:
    room = sheet.width - 2 * LEFT
    sheet.box(LEFT, y, room, HEAD, TINT)
    for column, x, width in _places(paper.columns, room):
        place, align = _anchor(column, x, width)
        below = speech.under(column.title)
        sheet.text(place, y + (4 if below else 5.8), speech.say(column.title), 8.5, "SemiBold", align=align, fit=width - 2)
        sheet.text(place, y + 7.6, below, 6.5, ink=INK3, align=align, fit=width - 2)
    y += HEAD
    for number, (kind, cells) in enumerate(page):
        if kind == "heading":
            sheet.text(LEFT + 1, y + 4.6, speech.say(str(cells[0])), 9.5, "SemiBold", PRIMARY)
        else:
            if kind == "subtotal":
                sheet.box(LEFT, y, room, ROW, TINT)
            elif number % 2:
                sheet.box(LEFT, y, room, ROW, ZEBRA)
            _cells(sheet, speech, paper, cells, y, bold=kind == "subtotal")
        y += ROW
        sheet.line(LEFT, y, sheet.width - LEFT, y, LINE, 0.3)
    return y


def _cells(sheet: Sheet, speech: Speech, paper: Listing, cells: tuple[Cell, ...], y: float, *, bold: bool) -> None:
    for cell, (column, x, width) in zip(cells, _places(paper.columns, sheet.width - 2 * LEFT), strict=True):
        place, align = _anchor(column, x, width)
        text = speech.cell(cell, column.kind) if not (bold and cell is None) else ""
        ink = INK3 if cell is None else INK if column.kind in _RIGHT or bold else INK2
        sheet.text(place, y + 4.6, text, 9, "SemiBold" if bold else "Regular", ink, align, fit=width - 2)


def _total(sheet: Sheet, speech: Speech, paper: Listing, y: float) -> float:
    room = sheet.width - 2 * LEFT
    sheet.box(LEFT, y, room, ROW + 1, TINT)
    sheet.line(LEFT, y, sheet.width - LEFT, y, PRIMARY, 1)
    _cells(sheet, speech, paper, paper.totals, y + 0.5, bold=True)
    return y + ROW + 1


def _places(columns: tuple[Column, ...], room: float) -> Iterator[tuple[Column, float, float]]:
    whole, x = sum(column.share for column in columns), LEFT
    for column in columns:
        width = room * column.share / whole
        yield column, x, width
        x += width


def _anchor(column: Column, x: float, width: float) -> tuple[float, Align]:
    return (x + width - 1, "right") if column.kind in _RIGHT else (x + 1, "left")
