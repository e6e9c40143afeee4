"""The report to the general meeting as one PDF: cover with contents, then the chosen sections, each from a new page.

It is laid out twice: first only to learn on which page each section begins.
"""

from coopbooks.coop.agm import SECTIONS
from coopbooks.i18n.markers import N_
from coopbooks.papers.agm_report import AgmReport
from coopbooks.reports.agm import cover
from coopbooks.reports.agm.sections import DRAW, shown_sections
from coopbooks.reports.form import MARKS
from coopbooks.reports.frame import LEFT, head
from coopbooks.reports.page import INK3, Sheet
from coopbooks.reports.pages import Pages
from coopbooks.reports.speech import Speech


def render(paper: AgmReport, language: str) -> bytes:
    """The report as PDF, made to be kept: PDF/A-2b as far as `archive` goes."""
    speech = Speech.of(language)
    title = speech.say(N_("Annual report {year}"), year=paper.year)
    begins: dict[str, int] = {}
    count = _lay_out(Sheet(title, dry=True), speech, paper, begins, 0)
    sheet = Sheet(title, "A4", speech.first, author=speech.name(paper.letterhead.name), archive=True)
    _lay_out(sheet, speech, paper, begins, count)
    return sheet.finish()


def _lay_out(sheet: Sheet, speech: Speech, paper: AgmReport, begins: dict[str, int], count: int) -> int:
    """Draw the whole report; learns on which page each section begins, and answers how many pages there are."""
    sections, page = shown_sections(paper), 1
    if paper.with_cover:
        sheet.mark_place("cover", speech.say(N_("Cover")))
        cover.draw(sheet, speech, paper, [(SECTIONS[key], begins.get(key, 0)) for key in sections])
        _draft(sheet, speech, paper)
        sheet.next_page()
        page = 2
    for key in sections:
        begins[key] = page
        page += _section(sheet, speech, paper, key, (page, count))
    return page - 1


def _section(sheet: Sheet, speech: Speech, paper: AgmReport, key: str, place: tuple[int, int]) -> int:
    first, count = place

    def begin() -> float:
        _draft(sheet, speech, paper)
        year = speech.say(N_("Year {year}"), year=paper.year)
        if paper.copy_no:
            year += " · " + speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no)
        return head(sheet, speech, paper.letterhead, speech.say(SECTIONS[key]), year, speech.under(SECTIONS[key]))

    def end(number: int) -> None:
        y = sheet.height - 9
        sheet.line(LEFT, y - 4.5, sheet.width - LEFT, y - 4.5, thick=0.4)
        whose = speech.say(N_("Annual report {year}"), year=paper.year)
        sheet.text(LEFT, y, f"{speech.name(paper.letterhead.name)} · {whose}", 7.5, ink=INK3, fit=90)
        code = speech.say(N_("Code of the book: {code}"), code=paper.letterhead.head_code)
        sheet.text(sheet.width / 2 + 12, y, code, 7.5, ink=INK3, align="center", fit=60)
        sheet.text(sheet.width - LEFT, y, speech.say(N_("Page {page} of {pages}"), page=first + number - 1, pages=count), 7.5, ink=INK3,
                   align="right")

    sheet.mark_place(key, speech.say(SECTIONS[key]))
    pages = Pages(sheet, begin, end)
    DRAW[key](pages, speech, paper)
    return pages.close()


def _draft(sheet: Sheet, speech: Speech, paper: AgmReport) -> None:
    if paper.is_draft:
        word, ink = MARKS["draft"]
        sheet.across(speech.say(word), 96, ink)
