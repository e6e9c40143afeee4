"""The cover: a dark green upper part with leaves, the title; below it the year in six figures and the contents."""

from collections.abc import Sequence

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr_in
from coopbooks.i18n.markers import N_
from coopbooks.papers.agm_report import AgmReport
from coopbooks.reports.frame import logo
from coopbooks.reports.page import ACCENT, INK, INK2, INK3, PRIMARY, TINT, WHITE, Sheet, colour
from coopbooks.reports.speech import Speech

DARK, LEAF, PALE = colour("#11382B"), colour("#1D5743"), colour("#DCEBE3")
WARM = colour("#FBF0D6")
_GREEN = 0.56


def draw(sheet: Sheet, speech: Speech, paper: AgmReport, contents: Sequence[tuple[str, int]]) -> None:
    """Draw the cover on the present page; `contents` are titles and the pages they begin on."""
    high = sheet.height * _GREEN
    sheet.box(0, 0, sheet.width, high, DARK)
    _leaves(sheet, high)
    logo(sheet, paper.letterhead, 18, 22, 20)
    sheet.text(43, 30.5, speech.name(paper.letterhead.name), 14, "SemiBold", WHITE, fit=92)
    other = paper.letterhead.name.en if speech.first == "lo" else paper.letterhead.name.lo
    sheet.text(43, 37.5, other if other != speech.name(paper.letterhead.name) else "", 9.5, ink=PALE, fit=92)
    sheet.text(18, 91, speech.say(N_("Annual report")), 42, "Bold", WHITE, fit=150)
    sheet.text(18, 111, speech.say(N_("of the year {year}"), year=paper.year), 38, "Bold", ACCENT, fit=150)
    sheet.text(18, 119.5, speech.under(N_("Annual report")), 12, ink=PALE, fit=120)
    number = N_("For the members' general meeting no. {number}") if paper.meeting_no else N_("For the members' general meeting")
    sheet.text(18, 131, speech.both(number, number=paper.meeting_no), 12, ink=PALE, fit=150)
    on = N_("on {on}")
    when = [tr_in(language, on, on=formats.long_day(paper.meeting_on, language)) for language in (speech.first, speech.second)
            if language and paper.meeting_on]
    sheet.text(18, 138.5, " · ".join(part for part in (*when, paper.meeting_place) if part), 11, ink=PALE, fit=150)
    _figures(sheet, speech, paper, high + 12)
    _contents(sheet, speech, contents, high + 78)
    sheet.text(18, sheet.height - 8, speech.say(N_("Code of the book: {code}"), code=paper.letterhead.head_code), 7.5, ink=INK3)
    printed = speech.say(N_("Printed on {printed_on}"), printed_on=paper.letterhead.printed_on)
    copy = speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no) if paper.copy_no else ""
    sheet.text(sheet.width - 18, sheet.height - 8, " · ".join(part for part in (printed, copy) if part), 7.5, ink=INK3, align="right")


def _leaves(sheet: Sheet, high: float) -> None:
    sheet.clip_box(0, 0, sheet.width, high)
    for row in range(8):
        for column in range(4):
            x, y = 136 + column * 27 + (13 if row % 2 else 0), 16 + row * 22
            sheet.petal(x, y, 8, 15, LEAF, turn=0.11 if (row + column) % 3 == 0 else -0.11 if (row + column) % 3 == 1 else 0)
    sheet.unclip()


def _figures(sheet: Sheet, speech: Speech, paper: AgmReport, y: float) -> None:
    sheet.text(18, y, speech.both(N_("{year} in short"), year=paper.year), 12, "SemiBold", PRIMARY)
    now, before = paper.now, paper.before
    women = speech.say(N_("women {women} · new {joined} · left {left}"), women=now.women_count, joined=paper.joined_count, left=paper.left_count)
    boxes = (
        (N_("Members"), formats.kip(now.member_count), women, TINT),
        (N_("Produce delivered"), speech.say(N_("{net_g} kg"), net_g=now.delivered_g),
         _change(speech, now.delivered_g, before.delivered_g if before else 0), TINT),
        (N_("Income"), speech.kip(now.income_kip), _change(speech, now.income_kip, before.income_kip if before else 0), TINT),
        (N_("Surplus") if now.surplus_kip >= 0 else N_("Loss"), speech.kip(now.surplus_kip),
         speech.say(N_("the year before {before_kip}"), before_kip=before.surplus_kip) if before else "", TINT),
        (N_("For the members"), speech.kip(paper.surplus.to_members_kip),
         speech.say(N_("of the surplus of {surplus_kip}"), surplus_kip=paper.surplus.surplus_kip), WARM),
        (N_("Share capital"), speech.kip(now.paid_kip), speech.say(N_("{count} shares"), count=now.share_count), TINT))
    width = (sheet.width - 36 - 8) / 3
    for place, (title, figure, below, fill) in enumerate(boxes):
        x, top = 18 + place % 3 * (width + 4), y + 5 + place // 3 * 27
        sheet.box(x, top, width, 24, fill, radius=2)
        sheet.text(x + 4, top + 6.5, speech.both(title), 9, ink=INK2, fit=width - 8)
        sheet.text(x + 4, top + 14.2, figure, 14, "SemiBold", INK, fit=width - 8)
        sheet.text(x + 4, top + 20.4, below, 8.5, ink=INK3, fit=width - 8)


def _change(speech: Speech, now: int, before: int) -> str:
    """By how much a figure grew since the year before, in whole percent."""
    if before <= 0:
        return ""
    percent = (now - before) * 100 // before if now >= before else -((before - now) * 100 // before)
    return speech.say(N_("{percent}% more than the year before") if percent >= 0 else N_("{percent}% less than the year before"),
                      percent=str(abs(percent)))


def _contents(sheet: Sheet, speech: Speech, contents: Sequence[tuple[str, int]], y: float) -> None:
    sheet.text(18, y, speech.say(N_("Contents")), 10, "SemiBold", PRIMARY)
    sheet.text(18, y + 4, speech.under(N_("Contents")), 8.5, ink=INK3)
    each = -(-len(contents) // 2)
    step = min(5.4, 42 / max(each, 1))
    width = (sheet.width - 36 - 30) / 2 - 4
    for place, (title, page) in enumerate(contents):
        x, top = 48 + place // max(each, 1) * (width + 8), y + place % max(each, 1) * step
        sheet.text(x, top, speech.both(title), 8.5, fit=width - 8)
        sheet.line(x, top + 1.4, x + width, top + 1.4, INK3, 0.4, dots=True)
        sheet.text(x + width, top, str(page), 8.5, "SemiBold", align="right")
