"""What all papers share: the head with the co-op's name and the paper's title, the foot, and the lines to sign on."""

from collections.abc import Sequence

from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Letterhead
from coopbooks.reports.page import ACCENT, INK, INK2, INK3, MM, PRIMARY, Align, Sheet
from coopbooks.reports.speech import Speech
from coopbooks.reports.typeface import typeface

LEFT = 17.0
"""Left and right margin in millimetres."""


def head(sheet: Sheet, speech: Speech, letterhead: Letterhead, title: str, period: str, second_title: str = "",
         title_size: float = 11) -> float:
    """Draw the head of a page; returns the `y` below it. Long names and titles take a second line."""
    right, middle = sheet.width - LEFT, sheet.width * 0.54
    logo(sheet, letterhead, LEFT, 13, 13)
    room = middle - LEFT - 16
    names = sheet.wrapped(speech.name(letterhead.name), room, 13, "SemiBold")
    size = 13 if len(names) == 1 else 10
    names = names if len(names) == 1 else sheet.wrapped(speech.name(letterhead.name), room, size, "SemiBold")
    titles = sheet.wrapped(title, right - middle - 3, title_size, "SemiBold")
    step = 1.5 / MM
    y = 18.5
    for n, line in enumerate(names[:3]):
        sheet.text(LEFT + 16, y + n * size * step, line, size, "SemiBold", fit=room)
    for n, line in enumerate(titles[:3]):
        sheet.text(right, y + n * title_size * step, line, title_size, "SemiBold", PRIMARY if title_size > 11 else INK, "right")
    left_y, right_y = y + 5.5 + (min(len(names), 3) - 1) * size * step, y + 5.5 + (min(len(titles), 3) - 1) * title_size * step
    under = letterhead.name.en if speech.second and letterhead.name.lo else ""
    left_y = _small(sheet, (LEFT + 16, left_y), (under, speech.name(letterhead.place), letterhead.phone), room, "left")
    right_y = _small(sheet, (right, right_y), (second_title, period), right - middle - 3, "right")
    # The rule stands below the picture, however little is written beside it.
    y = max(left_y + 4.5, right_y + 4.5, 28.5)
    sheet.line(LEFT, y, right, y, PRIMARY, 1.4)
    return y + 5.5


def _small(sheet: Sheet, at: tuple[float, float], texts: Sequence[str], room: float, align: Align) -> float:
    """Short texts side by side, as many on a line as fit. Returns the last baseline."""
    x, y = at
    lines: list[str] = []
    for text in texts:
        together = f"{lines[-1]} · {text}" if lines else text
        if text and len(sheet.wrapped(together, room, 8.5)) == 1:
            lines[-1:] = [together]
        elif text:
            lines += sheet.wrapped(text, room, 8.5)[:2]
    for n, line in enumerate(lines):
        sheet.text(x, y + n * 4.2, line, 8.5, ink=INK3 if align == "left" else INK2, align=align, fit=room)
    return y + (len(lines) - 1) * 4.2


def logo(sheet: Sheet, letterhead: Letterhead, x: float, y: float, size: float) -> None:
    """The co-op's mark in a square, or the program's leaf where it has none."""
    if letterhead.logo:
        sheet.image(letterhead.logo, x, y, size, size)
        return
    sheet.box(x, y, size, size, ACCENT, radius=size * 0.23)
    sheet.leaf(x + size / 13, y + size / 13, size * 11 / 13, PRIMARY)


def foot(sheet: Sheet, speech: Speech, letterhead: Letterhead, page: str) -> None:
    """Draw the foot of a page: when it was printed, the head code of the book, the page's number."""
    y, right = sheet.height - 9, sheet.width - LEFT
    sheet.line(LEFT, y - 4.5, right, y - 4.5, thick=0.4)
    words = speech.name(letterhead.footer)
    if words:
        sheet.text(LEFT, y - 6, words, 7.5, ink=INK3, fit=right - LEFT)
    printed = speech.say(N_("Printed on {printed_on}"), printed_on=letterhead.printed_on) + " · CoopBooks"
    code = speech.say(N_("Code of the book: {code}"), code=letterhead.head_code)
    # The code stands in the middle, or after the day where the page is narrow.
    face = typeface("Regular")
    if sheet.width < 160:
        sheet.text(LEFT, y, f"{code} · {printed}", 7.5, ink=INK3, fit=right - LEFT - 4 - face.width(page, 7.5) / MM)
    else:
        wide, half = face.width(printed, 7.5) / MM, face.width(code, 7.5) / MM / 2
        sheet.text(LEFT, y, printed, 7.5, ink=INK3)
        sheet.text(max(sheet.width / 2, LEFT + wide + 4 + half), y, code, 7.5, ink=INK3, align="center")
    sheet.text(right, y, page, 7.5, ink=INK3, align="right")


def signatures(sheet: Sheet, speech: Speech, y: float, signers: Sequence[str], letterhead: Letterhead | None = None, right: float = 0) -> None:
    """Dotted lines of 50 mm with a title under each, and the name of who signs where the letterhead knows it.

    `right` is kept free for something else at that side.
    """
    room = sheet.width - 2 * LEFT - right
    for place, signer in enumerate(signers):
        middle, half = LEFT + room * (place + 0.5) / len(signers), min(25.0, room / len(signers) / 2 - 2)
        sheet.line(middle - half, y, middle + half, y, INK3, 0.8, dots=True)
        who_signs(sheet, speech, (middle, y), signer, letterhead.signatory(signer) if letterhead else "", room / len(signers) - 2)


def who_signs(sheet: Sheet, speech: Speech, at: tuple[float, float], title: str, name: str, room: float) -> None:
    """Under a line to sign on: the title, and smaller the name and the second language, side by side or each on a line."""
    x, y = at
    sheet.text(x, y + 4.8, speech.say(title), 9, align="center", ink=INK, fit=room)
    under = speech.under(title)
    together = " · ".join(part for part in (name, under) if part)
    lines = [together] if typeface("Regular").width(together, 8) <= room * MM else [name, under]
    for n, line in enumerate(lines):
        sheet.text(x, y + (8.8 if len(lines) == 1 else 8.2 + n * 3.3), line, 8 if name and n == 0 else 7.5, align="center", ink=INK3, fit=room)
