"""Tables on paper: a head in two languages, rows that grow with their text, amounts that are never cut.

Columns with figures get the width their longest figure needs; columns of text share what is left and wrap, in Lao between
syllables or known words. A long table goes on over the pages with its head repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopbooks.papers.parts import Cell, Column
from coopbooks.reports.page import INK, INK2, INK3, LINE, MM, PRIMARY, TINT, ZEBRA, Align, Sheet
from coopbooks.reports.pages import Pages
from coopbooks.reports.speech import Speech
from coopbooks.reports.typeface import typeface

HEAD, ROW, PITCH, SIZE = 9.0, 6.5, 4.7, 9.0
SIGN_ROW = 11.0
"""Rows with a column to sign in are so high."""
FIGURES = {"kip", "kg", "count"}
_LEAST_TEXT = 14.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands on the page. `inset` keeps text away from the figures before it."""

    column: Column
    x: float
    width: float
    inset: float = 1

    @property
    def anchor(self) -> tuple[float, Align]:
        """The point at which its text is drawn."""
        return (self.x + self.width - 1, "right") if self.column.kind in FIGURES else (self.x + self.inset, "left")

    @property
    def room(self) -> float:
        """How wide its text may be."""
        return self.width - 1 - self.inset


def placed(speech: Speech, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], left: float, room: float) -> list[Place]:
    """The columns side by side: figures and days as wide as they need to be, text in what is left."""
    whole = sum(column.share for column in columns)
    widths = [room * column.share / whole for column in columns]
    face = typeface("SemiBold")
    for n, column in enumerate(columns):
        if column.kind in FIGURES or column.kind == "day":
            longest = max((face.width(speech.cell(row[n], column.kind), SIZE) / MM for row in rows), default=0)
            titles = max((face.width(word, 8.5) / MM for word in speech.say(column.title).split()), default=0)
            after = column.kind == "day" and n > 0 and columns[n - 1].kind in FIGURES
            widths[n] = max(widths[n], longest + (4.4 if after else 2.4), min(titles + 2.2, widths[n] * 1.3))
    free = [n for n, column in enumerate(columns) if column.kind not in FIGURES and column.kind != "day"]
    over = sum(widths) - room
    if over > 0 and free:
        text = sum(widths[n] for n in free)
        for n in free:
            widths[n] = max(_LEAST_TEXT, widths[n] - over * widths[n] / text)
    scale = min(1.0, room / sum(widths))
    places, x = [], left
    after_figures = False
    for column, width in zip(columns, widths, strict=True):
        is_figures = column.kind in FIGURES
        places.append(Place(column, x, width * scale, 3 if after_figures and not is_figures else 1))
        after_figures = is_figures
        x += width * scale
    return places


def draw_head(sheet: Sheet, speech: Speech, places: Sequence[Place], y: float) -> float:
    """The titles of the columns on a tint, the second language smaller under the first; returns the `y` below."""
    first = [sheet.wrapped(speech.say(place.column.title), place.room, 8.5, "SemiBold")[:2] for place in places]
    under = [speech.under(place.column.title) for place in places]
    high = max(HEAD if any(under) else 8.0, 3.2 + 3.9 * max(map(len, first)) + (3.2 if any(under) else 0))
    sheet.box(places[0].x, y, places[-1].x + places[-1].width - places[0].x, high, TINT)
    for place, lines, below in zip(places, first, under, strict=True):
        x, align = place.anchor
        base = y + (4.6 if len(lines) > 1 or below else high / 2 + 1.3)
        for line in lines:
            sheet.text(x, base, line, 8.5, "SemiBold", align=align, fit=place.room + 0.5)
            base += 3.9
        sheet.text(x, base - 0.3, below, 6.5, ink=INK3, align=align, fit=place.room + 0.5)
    return y + high


def lines_of(sheet: Sheet, speech: Speech, places: Sequence[Place], cells: tuple[Cell, ...], weight: str) -> list[list[str]]:
    """The lines of each cell; figures stay on one."""
    found = []
    for place, cell in zip(places, cells, strict=True):
        text = speech.cell(cell, place.column.kind)
        if weight != "Regular" and cell is None:
            text = ""
        one_line = place.column.kind in FIGURES or place.column.kind == "day"
        found.append([text] if one_line or not text else sheet.wrapped(text, place.room, SIZE, weight))
    return found


def high(lines: Sequence[Sequence[str]]) -> float:
    """The height of a row of cells."""
    return ROW + PITCH * (max((len(cell) for cell in lines), default=1) - 1)


def draw_row(sheet: Sheet, places: Sequence[Place], lines: Sequence[Sequence[str]], cells: tuple[Cell, ...], y: float,
             weight: str = "Regular") -> None:
    """The text of one row, its first baseline 4.6 mm below `y`."""
    for place, cell_lines, cell in zip(places, lines, cells, strict=True):
        x, align = place.anchor
        ink = INK3 if cell is None else INK if place.column.kind in FIGURES or weight != "Regular" else INK2
        for n, line in enumerate(cell_lines):
            sheet.text(x, y + 4.6 + n * PITCH, line, SIZE, weight, ink, align, fit=place.room + 0.5)


@dataclass(frozen=True, slots=True)
class Band:
    """A row ready to be drawn. `kind`: row, heading, subtotal, total, blank."""

    kind: str
    cells: tuple[Cell, ...] = ()


def flow_table(pages: Pages, speech: Speech, columns: Sequence[Column], bands: Sequence[Band], left: float, keep: float = 0) -> None:
    """Draw a table over as many pages as it needs; the last row keeps `keep` millimetres free below it if it can."""
    sheet = pages.sheet
    room = sheet.width - 2 * left
    places = placed(speech, columns, [band.cells for band in bands if band.cells and band.kind != "heading"], left, room)
    pages.need(HEAD + 3 * ROW)
    pages.y = draw_head(sheet, speech, places, pages.y)
    striped = False
    for number, band in enumerate(bands):
        weight = "Regular" if band.kind in ("row", "blank") else "SemiBold"
        lines = lines_of(sheet, speech, places, band.cells, weight) if band.cells and band.kind != "heading" else []
        signs = band.kind == "row" and any(place.column.kind == "sign" for place in places)
        tall = max(high(lines), SIGN_ROW if signs else 0) + (1 if band.kind == "total" else 2.5 if band.kind == "blank" else 0)
        # A heading stays with its first row, and the total with the last.
        least = SIGN_ROW if any(column.kind == "sign" for column in columns) else ROW
        more = least * ((band.kind == "heading") + _is_sum(bands, number + (2 if band.kind == "heading" else 1)))
        if pages.need(tall + more + (keep if number == len(bands) - 1 else 0)):
            pages.y = draw_head(sheet, speech, places, pages.y)
            striped = False
        _band(sheet, speech, places, band, lines, (pages.y, tall, left, room), weight, striped=striped)
        striped = band.kind == "row" and not striped
        pages.y += tall


def _is_sum(bands: Sequence[Band], number: int) -> bool:
    return number < len(bands) and bands[number].kind in ("total", "subtotal")


def _band(sheet: Sheet, speech: Speech, places: Sequence[Place], band: Band, lines: list[list[str]],
          box: tuple[float, float, float, float], weight: str, *, striped: bool) -> None:
    y, tall, left, room = box
    if band.kind == "heading":
        sheet.text(left + 1, y + 4.6, speech.cell(band.cells[0], "text"), 9.5, "SemiBold", PRIMARY, fit=room - 2)
    elif band.kind in ("subtotal", "total"):
        sheet.box(left, y, room, tall, TINT)
    elif striped:
        sheet.box(left, y, room, tall, ZEBRA)
    if lines:
        middle = max(0.0, (tall - high(lines)) / 2) if band.kind == "row" else 0.5 if band.kind == "total" else 0
        draw_row(sheet, places, lines, band.cells, y + middle, weight)
    for place, cell in zip(places, band.cells, strict=False):
        if band.kind == "row" and place.column.kind == "sign" and cell is None:
            sheet.line(place.x + 2, y + tall - 2.5, place.x + place.width - 2, y + tall - 2.5, INK3, 0.6, dots=True)
    if band.kind == "total":
        sheet.line(left, y, left + room, y, PRIMARY, 1)
    sheet.line(left, y + tall, left + room, y + tall, LINE, 0.3)
