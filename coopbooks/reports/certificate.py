"""The share certificate: cream ground, a woven border of lozenges between two rules, the name on a gold line, and the square code."""

from collections.abc import Sequence

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import Language
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import cardinal, english
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.reports import qr
from coopbooks.reports.frame import logo
from coopbooks.reports.page import ACCENT, INK2, INK3, LINE, PRIMARY, Sheet, colour
from coopbooks.reports.speech import Speech

CREAM, PETAL, GOLD, RED = colour("#FFFDF3"), colour("#F7F1DD"), colour("#B98A1B"), colour("#B3261E")
CANCELLED = colour("#F3BDB8")
EDGE, STEP = 11.0, 6.0
"""Where the border's outer rule stands, and how wide one lozenge is, in millimetres."""
COUNTRY = N_("Lao People's Democratic Republic")
MOTTO = N_("Peace Independence Democracy Unity Prosperity")


def render(paper: ShareCertificate, language: str) -> bytes:
    """The certificate as PDF."""
    return render_many([paper], language)


def render_many(papers: Sequence[ShareCertificate], language: str, languages: Sequence[str] = ()) -> bytes:
    """Several certificates in one file, a page each, in one language; or each in its own of `languages`."""
    speech = Speech.of(language)
    numbers = papers[0].number if len(papers) == 1 else f"{papers[0].number} – {papers[-1].number}"
    sheet = Sheet(f"{speech.say(N_('Share certificate'))} {numbers}", "A4 landscape", speech.first, author=speech.name(papers[0].letterhead.name))
    for place, paper in enumerate(papers):
        _page(sheet, Speech.of(languages[place]) if languages else speech, paper)
        sheet.next_page()
    return sheet.finish()


def _page(sheet: Sheet, speech: Speech, paper: ShareCertificate) -> None:
    sheet.box(0, 0, sheet.width, sheet.height, CREAM)
    sheet.leaf(sheet.width / 2 - 62, 42, 124, PETAL)
    if paper.ended_on is not None:
        sheet.across(speech.say(N_("CANCELLED")), 150, CANCELLED)
    _border(sheet)
    _head(sheet, speech, paper)
    _name(sheet, speech, paper)
    _shares(sheet, speech, paper)
    _foot(sheet, speech, paper)
    if paper.ended_on is not None:
        ended = speech.say(N_("Cancelled on {ended_on}: {reason}"), ended_on=paper.ended_on, reason=speech.say(ENDED[paper.end_reason]))
        sheet.text(sheet.width / 2, 186.5, ended, 9.5, "SemiBold", RED, "center", fit=104)


ENDED = {"changed": N_("the shares have moved"), "lost": N_("lost"), "damaged": N_("damaged"), "left": N_("the member left"), "": ""}
"""Why a certificate ended."""


def _border(sheet: Sheet) -> None:
    """Two rules with a row of lozenges woven between them, on all four sides, and a fine gold line inside."""
    sheet.box(EDGE, EDGE, sheet.width - 2 * EDGE, sheet.height - 2 * EDGE, None, PRIMARY, thick=1.2)
    inner = EDGE + STEP + 1.6
    sheet.box(inner, inner, sheet.width - 2 * inner, sheet.height - 2 * inner, None, PRIMARY, thick=0.9)
    sheet.box(inner + 1.4, inner + 1.4, sheet.width - 2 * inner - 2.8, sheet.height - 2 * inner - 2.8, None, GOLD, thick=0.5)
    middle = EDGE + (STEP + 1.6) / 2
    for far, other, along in ((sheet.width, sheet.height, True), (sheet.height, sheet.width, False)):
        count = round((far - 2 * middle) / STEP)
        step = (far - 2 * middle) / count
        # The corners belong to the upper and lower rows.
        for number in range(count + 1) if along else range(1, count):
            for across in (middle, other - middle):
                place = middle + number * step
                x, y = (place, across) if along else (across, place)
                _lozenge(sheet, x, y, min(step, STEP) * 0.5)


def _lozenge(sheet: Sheet, x: float, y: float, half: float) -> None:
    for size, fill in ((half, PRIMARY), (half * 0.66, CREAM), (half * 0.4, ACCENT)):
        sheet.diamond(x, y, size, fill)


def _head(sheet: Sheet, speech: Speech, paper: ShareCertificate) -> None:
    middle, left, right = sheet.width / 2, 26.0, sheet.width - 26
    sheet.text(middle, 29, speech.say(COUNTRY), 10.5, "SemiBold", align="center")
    sheet.text(middle, 35, speech.say(MOTTO), 10, align="center", ink=INK2)
    sheet.line(middle - 22, 38, middle + 22, 38, GOLD, 0.8)
    logo(sheet, paper.letterhead, left, 25, 16)
    sheet.text(left, 46, speech.name(paper.letterhead.name), 10, "SemiBold", fit=78)
    second = paper.letterhead.name.en if speech.second else ""
    sheet.text(left, 51, second if second != speech.name(paper.letterhead.name) else "", 8.5, ink=INK3, fit=78)
    registered = speech.say(N_("Registration no. {number}"), number=paper.letterhead.registration_no) if paper.letterhead.registration_no else ""
    sheet.text(left, 56 if second else 51, registered, 8.5, ink=INK3, fit=78)
    sheet.text(right, 29, speech.both(N_("Certificate no.")), 9, ink=INK3, align="right")
    sheet.text(right, 36, paper.number, 15, "Bold", RED, "right")
    sheet.text(right, 42, speech.both(N_("Share numbers {ranges}"), ranges=paper.ranges), 9, ink=INK2, align="right", fit=82)
    below = [speech.say(N_("In place of {replaces}"), replaces=paper.replaces)] if paper.replaces else []
    below += [speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no)] if paper.copy_no else []
    sheet.text(right, 47.5, " · ".join(below), 9, ink=INK2, align="right", fit=82)


def _name(sheet: Sheet, speech: Speech, paper: ShareCertificate) -> None:
    middle = sheet.width / 2
    sheet.text(middle, 63, speech.say(N_("Share certificate")), 33, "Bold", PRIMARY, "center")
    sheet.text(middle, 71, speech.under(N_("Share certificate")), 12, "SemiBold", GOLD, "center")
    sheet.text(middle, 81, speech.both(N_("This certifies that")), 11.5, align="center", ink=INK2)
    sheet.text(middle, 94, paper.member_name, 25, "SemiBold", align="center", fit=170)
    sheet.line(middle - 75, 98, middle + 75, 98, GOLD, 1)
    about = speech.both(N_("Member no. {number}"), number=paper.member_number)
    village = speech.say(N_("{village} village"), village=paper.village) if paper.village else ""
    other = paper.latin_name if speech.first == "en" or speech.second else ""
    sheet.text(middle, 105.5, " · ".join(part for part in (other, about, village) if part), 10.5, align="center", ink=INK2, fit=170)
    sheet.text(middle, 115, speech.both(N_("is the owner of")), 11.5, align="center", ink=INK2)


def in_words(count: int, language: Language) -> str:
    """A number of shares in words: ສາມຮຸ້ນ, three shares."""
    if language == "lo":
        return f"{cardinal(count)}ຮຸ້ນ"
    return f"{english(count)} share" + ("s" if count != 1 else "")


def _shares(sheet: Sheet, speech: Speech, paper: ShareCertificate) -> None:
    """The box of three: shares in digits and words, the value of one, all together."""
    middle, wide, y = sheet.width / 2, 176.0, 120.0
    sheet.box(middle - wide / 2, y, wide, 23, CREAM, GOLD, radius=2.5, thick=1)
    unit = paper.class_name
    shares = speech.say(N_("Shares")) + (f" · {speech.name(unit)}" if unit.lo or unit.en else "")
    parts = ((shares, speech.under(N_("Shares")), formats.kip(paper.share_count), in_words(paper.share_count, speech.first)),
             (speech.say(N_("Value of one share")), speech.under(N_("Value of one share")), speech.kip(paper.par_value_kip), ""),
             (speech.say(N_("All together")), speech.under(N_("All together")), speech.kip(paper.total_kip), ""))
    for place, (title, second, figure, below) in enumerate(parts):
        at = middle + (place - 1) * wide / 3
        sheet.text(at, y + 6, " · ".join(part for part in (title, second) if part), 9, ink=INK3, align="center", fit=wide / 3 - 6)
        sheet.text(at, y + (13 if below else 15), figure, 15, "SemiBold", align="center", fit=wide / 3 - 6)
        sheet.text(at, y + 19.5, below, 10, align="center", ink=INK2, fit=wide / 3 - 6)
        if place:
            sheet.line(at - wide / 6, y + 4, at - wide / 6, y + 19, LINE, 0.6)


def _foot(sheet: Sheet, speech: Speech, paper: ShareCertificate) -> None:
    middle = sheet.width / 2
    day = formats.long_day(paper.issued_on, speech.first)
    place = speech.name(paper.place)
    given = speech.say(N_("Given out at {place} on {day}"), place=place, day=day) if place else speech.say(N_("Given out on {day}"), day=day)
    sheet.text(middle, 152, given, 11, "Medium", align="center", fit=170)
    if speech.second:
        day = formats.long_day(paper.issued_on, speech.second)
        where, on = N_("Given out at {place} on {day}"), N_("Given out on {day}")
        under = speech.under(where, place=paper.place, day=day) if place else speech.under(on, day=day)
        sheet.text(middle, 156, under, 8.5, align="center", ink=INK3, fit=170)
    for at, title in ((66.0, TREASURER), (sheet.width - 66, CHAIR)):
        sheet.line(at - 27, 176, at + 27, 176, INK3, 0.9, dots=True)
        sheet.text(at, 181.5, speech.say(title), 10, "Medium", align="center")
        sheet.text(at, 186, " · ".join(part for part in (speech.under(title), paper.letterhead.signatory(title)) if part), 8.5,
                   align="center", ink=INK3, fit=62)
    sheet.disc(middle, 168.5, 12, None, LINE)
    sheet.text(middle, 169.5, speech.say(N_("Stamp")), 8, ink=INK3, align="center")
    condition = N_("Only with the consent of the committee may it be transferred. Proof is in the share register.")
    if paper.ended_on is None:
        sheet.text(middle, 185.5, speech.say(condition), 8.5, ink=INK2, align="center", fit=104)
        sheet.text(middle, 188.8, speech.under(condition), 6.5, ink=INK3, align="center", fit=104)
    qr.draw(sheet, paper.check, sheet.width - 46, 121, 18)
    sheet.text(sheet.width - 26, 143, paper.check.code, 7, ink=INK3, align="right")
