"""What all papers share: the head with the co-op's name and the paper's title, the foot, and the lines to sign on."""

from collections.abc import Sequence

from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Letterhead
from coopbooks.reports.page import ACCENT, INK, INK2, INK3, PRIMARY, Sheet
from coopbooks.reports.speech import Speech

LEFT = 17.0
"""Left and right margin in millimetres."""


def head(sheet: Sheet, speech: Speech, letterhead: Letterhead, title: str, period: str, second_title: str = "") -> float:
    """Draw the head of a page; returns the `y` below it."""
    right = sheet.width - LEFT
    sheet.box(LEFT, 13, 13, 13, ACCENT, radius=3)
    sheet.leaf(LEFT + 1, 14, 11, PRIMARY)
    room = sheet.width / 2 - LEFT - 4
    sheet.text(LEFT + 16, 18.5, speech.name(letterhead.name), 13, "SemiBold", fit=room - 14)
    under = letterhead.name.en if speech.second and letterhead.name.lo else ""
    place = " · ".join(part for part in (under, speech.name(letterhead.place), "" if under else letterhead.phone) if part)
    sheet.text(LEFT + 16, 24, place, 8.5, ink=INK3, fit=room - 14)
    sheet.text(right, 18.5, title, 11, "SemiBold", align="right", fit=room - 10)
    sheet.text(right, 24, " · ".join(part for part in (second_title, period) if part), 8.5, ink=INK2, align="right", fit=room - 10)
    sheet.line(LEFT, 28.5, right, 28.5, PRIMARY, 1.4)
    return 34


def foot(sheet: Sheet, speech: Speech, letterhead: Letterhead, page: str) -> None:
    """Draw the foot of a page: when it was printed, the head code of the book, the page's number."""
    y, right = sheet.height - 9, sheet.width - LEFT
    sheet.line(LEFT, y - 4.5, right, y - 4.5, thick=0.4)
    printed = speech.say(N_("Printed on {printed_on}"), printed_on=letterhead.printed_on)
    code = speech.say(N_("Code of the book: {code}"), code=letterhead.head_code)
    sheet.text(LEFT, y, f"{printed} · CoopBooks", 7.5, ink=INK3)
    sheet.text(sheet.width / 2, y, code, 7.5, ink=INK3, align="center")
    sheet.text(right, y, page, 7.5, ink=INK3, align="right")


def signatures(sheet: Sheet, speech: Speech, y: float, signers: Sequence[str]) -> None:
    """Dotted lines of 50 mm with a title under each, spread over the width."""
    room = sheet.width - 2 * LEFT
    for place, signer in enumerate(signers):
        middle = LEFT + room * (place + 0.5) / len(signers)
        sheet.line(middle - 25, y, middle + 25, y, INK3, 0.8, dots=True)
        sheet.text(middle, y + 5, speech.say(signer), 9, align="center", ink=INK)
        sheet.text(middle, y + 9, speech.under(signer), 7.5, align="center", ink=INK3)


