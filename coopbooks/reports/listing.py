"""Registers, balances and books: zebra rows under a repeated head, subtotals, totals, signatures on the last page."""

from collections.abc import Iterator

from coopbooks.i18n.markers import N_
from coopbooks.papers.meeting import Pack
from coopbooks.papers.parts import Listing
from coopbooks.reports import qr
from coopbooks.reports.frame import LEFT, foot, head, signatures
from coopbooks.reports.page import INK3, Sheet
from coopbooks.reports.pages import Pages
from coopbooks.reports.speech import Speech
from coopbooks.reports.table import Band, flow_table

_SIGN = 26.0


def render(paper: Listing, language: str) -> bytes:
    """The listing as PDF."""
    speech = Speech.of(language)
    title, size = speech.say(paper.title), "A4 landscape" if paper.wide else "A4"
    count = _lay_out(Sheet(title, size, dry=True), speech, paper, 0)
    sheet = Sheet(title, size, speech.first, author=speech.name(paper.letterhead.name))
    _lay_out(sheet, speech, paper, count)
    return sheet.finish()


def render_pack(paper: Pack, language: str) -> bytes:
    """Several listings in one PDF, each with its bookmark and its own pages."""
    speech = Speech.of(language)
    sheet = Sheet(speech.say(paper.title), "A4", speech.first, author=speech.name(paper.letterhead.name), archive=True)
    for one in paper.listings:
        count = _lay_out(Sheet("", dry=True), speech, one, 0)
        sheet.mark_place(one.name, speech.say(one.title))
        _lay_out(sheet, speech, one, count)
    return sheet.finish()


def _lay_out(sheet: Sheet, speech: Speech, paper: Listing, count: int) -> int:
    def begin() -> float:
        copy = speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no) if paper.copy_no else ""
        period = " · ".join(part for part in (speech.say(paper.period, **paper.facts), copy) if part)
        return head(sheet, speech, paper.letterhead, speech.say(paper.title), period, speech.under(paper.title))

    def end(number: int) -> None:
        foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=number, pages=count))

    pages = Pages(sheet, begin, end)
    flow_table(pages, speech, paper.columns, list(bands(paper)), LEFT)
    if not any(section.rows for section in paper.sections):
        sheet.text(LEFT + 1, pages.y + 6, speech.say(N_("There is nothing to show.")), 9, ink=INK3)
    if paper.signers:
        pages.need(_SIGN)
        if paper.check:
            qr.draw(sheet, paper.check, sheet.width - LEFT - 20, sheet.height - 41, 20)
        signatures(sheet, speech, sheet.height - 28, paper.signers, paper.letterhead, right=25 if paper.check else 0)
    return pages.close()


def bands(paper: Listing) -> Iterator[Band]:
    """The rows of a listing as its table draws them."""
    for section in paper.sections:
        if section.heading and (section.rows or section.subtotal):
            yield Band("heading", (section.heading,))
        for row in section.rows:
            yield Band("row", row)
        if section.subtotal:
            yield Band("subtotal", section.subtotal)
    if paper.totals:
        yield Band("total", paper.totals)
