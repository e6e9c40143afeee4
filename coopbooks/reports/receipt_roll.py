"""A receipt for a printer with a roll: 80 mm wide, as long as it needs to be, everything in one column of 72 mm."""

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.papers.parts import Check
from coopbooks.papers.receipt import Receipt
from coopbooks.reports import qr
from coopbooks.reports.page import INK, INK2, INK3, Sheet
from coopbooks.reports.speech import Speech

WIDTH, EDGE = 80.0, 4.0
_ROOM = WIDTH - 2 * EDGE


def render(paper: Receipt, speech: Speech, title: str, for_what: str, *, is_out: bool) -> bytes:
    """The receipt on a roll as PDF: laid out once to learn its length, once to keep."""
    name = f"{speech.say(title)} {paper.number}"
    long = _draw(Sheet(name, (WIDTH, 2000), dry=True), speech, paper, (title, for_what), is_out=is_out)
    sheet = Sheet(name, (WIDTH, long), speech.first, author=speech.name(paper.letterhead.name))
    _draw(sheet, speech, paper, (title, for_what), is_out=is_out)
    return sheet.finish()


def _draw(sheet: Sheet, speech: Speech, paper: Receipt, told: tuple[str, str], *, is_out: bool) -> float:
    """Draw everything from the top; answers how long the strip is. `told` are the title and what the paper is for."""
    title, for_what = told
    y = 3.0
    for text, size, weight in ((speech.name(paper.letterhead.name), 11, "SemiBold"), (speech.name(paper.letterhead.place), 7.5, "Regular"),
                               (speech.say(title), 13, "Bold"), (speech.under(title), 8, "Regular")):
        for line in sheet.wrapped(text, _ROOM, size, weight) if text else []:
            y += size * 0.55
            sheet.text(WIDTH / 2, y, line, size, weight, INK, "center")
    y += 6
    again = speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no) if paper.copy_no else ""
    void = speech.say(N_("VOID")) if paper.is_void else ""
    if again or void:
        sheet.text(WIDTH / 2, y, " · ".join(part for part in (void, again) if part), 12, "Bold", INK, "center")
        y += 6
    y = _pair(sheet, y + 1, speech.say(N_("No. {number}"), number=paper.number), formats.day(paper.on), bold=True)
    sheet.line(EDGE, y - 2.6, WIDTH - EDGE, y - 2.6, INK3, 0.6, dots=True)
    who = N_("Paid to") if is_out else N_("From")
    for name, text in ((who, " · ".join(part for part in (paper.who, paper.village) if part)), (N_("For"), for_what),
                       (N_("How paid"), speech.say(paper.money))):
        lines = sheet.wrapped(text, _ROOM - 18, 9, "Medium") if text else []
        for n, line in enumerate(lines):
            sheet.text(EDGE, y + 1, speech.say(name) if n == 0 else "", 8, ink=INK3, fit=17)
            sheet.text(EDGE + 18, y + 1, line, 9, "Medium")
            y += 5
    for one in paper.lines:
        y = _pair(sheet, y + 1, f"{speech.name(one.product)} {one.grade}".strip(), formats.kip(one.amount_kip))
        weights = f"{formats.kg(one.gross_g)} - {formats.kg(one.tare_g)} = {formats.kg(one.net_g)} kg × {formats.kip(one.price_kip)}"
        sheet.text(EDGE, y, weights, 8, ink=INK2, fit=_ROOM)
        y += 4.4
        if one.deduction_kip:
            y = _pair(sheet, y, speech.say(N_("Deduction")), f"({formats.kip(one.deduction_kip)})")
    if paper.set_off_kip:
        y = _pair(sheet, y, speech.say(N_("Set off against the advance")), f"({formats.kip(paper.set_off_kip)})")
    amount = abs(paper.amount_kip) - paper.set_off_kip
    sheet.line(EDGE, y, WIDTH - EDGE, y, INK, 0.8)
    sheet.text(WIDTH / 2, y + 9, speech.kip(amount), 20, "Bold", INK, "center", fit=_ROOM)
    y += 15
    for line in sheet.wrapped(kip_in_words(amount, speech.first), _ROOM, 8.5):
        sheet.text(WIDTH / 2, y, line, 8.5, "Regular", INK2, "center")
        y += 4.6
    for name, value in paper.result:
        y = _pair(sheet, y, speech.say(name), formats.kip(value))
    qr.draw(sheet, Check(paper.number, paper.on, amount, paper.letterhead.head_code), WIDTH / 2 - 12, y + 2, 24)
    y += 31
    sheet.text(WIDTH / 2, y, paper.letterhead.head_code, 8, "SemiBold", INK, "center")
    gives = N_("Brought by") if paper.kind == "delivery" else N_("Paid by") if is_out else N_("Payer")
    for name in (gives, N_("Received by")):
        y += 15
        sheet.line(EDGE + 10, y, WIDTH - EDGE - 10, y, INK3, 0.8, dots=True)
        sheet.text(WIDTH / 2, y + 4, speech.say(name), 8, "Regular", INK2, "center")
    return y + 12


def _pair(sheet: Sheet, y: float, left: str, right: str, *, bold: bool = False) -> float:
    """A text on the left and a figure on the right; a long text takes more lines. Returns the next baseline."""
    weight = "SemiBold" if bold else "Regular"
    lines = sheet.wrapped(left, _ROOM - 30, 8.5, weight)
    sheet.text(WIDTH - EDGE, y, right, 8.5, weight, INK, "right", fit=29)
    for line in lines:
        sheet.text(EDGE, y, line, 8.5, weight, INK)
        y += 4.8
    return y
