"""The report to the general meeting: which sections it has and in what order, when and where the meeting is, and what was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

SECTIONS: dict[str, str] = {
    "notice": N_("Notice and agenda"), "attendance": N_("Attendance and quorum"), "words": N_("The chair's words"),
    "numbers": N_("The year in numbers"), "activities": N_("What we did"), "balance-sheet": N_("Balance sheet"),
    "income-statement": N_("Income statement"), "cash-flow": N_("Cash flow"), "surplus": N_("How we share the surplus"),
    "deliveries": N_("Deliveries and sales"), "members": N_("Our members"), "inspection": N_("Report of the inspection committee"),
    "budget": N_("Budget of the next year"), "motions": N_("Motions and minutes"), "signatures": N_("Signatures")}
"""Titles by key, in the usual order."""

WRITTEN = ("agenda", "words", "activities", "inspection", "motions")
"""What people write themselves."""

LONGEST_TEXT = 3_500
"""Letters of one text: two pages."""


@dataclass(frozen=True, slots=True)
class KeepAgmReport:
    """Order: how the report of a year is made. `sections` are its keys in order; the texts are those of `rich_text`.

    `present_count` and `proxy_count` are counted at the meeting; 0 before it.
    """

    year: int
    sections: tuple[str, ...]
    meeting_no: int = 0
    meeting_on: date | None = None
    meeting_place: str = ""
    present_count: int = 0
    proxy_count: int = 0
    agenda: str = ""
    words: str = ""
    activities: str = ""
    inspection: str = ""
    motions: str = ""


class YearNotInBook(RuleBroken):
    """A report tells of a year of the book."""

    field, wording = "year", N_("The book has no year {year}.")


class SectionUnknown(RuleBroken):
    """Only sections that exist can be chosen."""

    field, wording = "sections", N_("There is no section “{section}”. Known are: {known}.")


class SectionTwice(RuleBroken):
    """A section stands in a report once."""

    field, wording = "sections", N_("The section “{section}” stands there twice.")


class NoSections(RuleBroken):
    """A report has something in it."""

    field, wording = "sections", N_("Choose at least one section.")


class WordsTooLong(RuleBroken):
    """A meeting hears two pages, not twenty."""

    wording = N_("The text has {count} letters. The most is {most}.")


class CountImpossible(RuleBroken):
    """Nobody counts fewer than nobody, or more people than there are members."""

    wording = N_("{count} cannot be: there are {member_count} members.")


class MeetingNoImpossible(RuleBroken):
    """Meetings are counted from one."""

    field, wording = "meeting_no", N_("Give the number of the meeting from 0 to {most}. 0 leaves it out.")


MOST_MEETINGS = 999


def check_report(order: KeepAgmReport, first_year: int, last_year: int, member_count: int) -> list[RuleBroken]:
    """Whether a report may be made so."""
    return list(_check(order, first_year, last_year, member_count))


def _check(order: KeepAgmReport, first_year: int, last_year: int, member_count: int) -> Iterator[RuleBroken]:
    if not first_year <= order.year <= last_year:
        yield YearNotInBook(year=order.year)
    if not order.sections:
        yield NoSections()
    for place, section in enumerate(order.sections):
        if section not in SECTIONS:
            yield SectionUnknown(section=section, known=list(SECTIONS))
        elif section in order.sections[:place]:
            yield SectionTwice(section=section)
    for name in (*WRITTEN, "meeting_place"):
        text: str = getattr(order, name)
        most = LONGEST_TEXT if name in WRITTEN else 200
        if len(text) > most:
            yield WordsTooLong(count=len(text), most=most).at(name)
    if not 0 <= order.meeting_no <= MOST_MEETINGS:
        yield MeetingNoImpossible(most=MOST_MEETINGS)
    for name in ("present_count", "proxy_count"):
        count: int = getattr(order, name)
        if count < 0 or count > member_count:
            yield CountImpossible(count=count, member_count=member_count).at(name)
    if 0 <= order.present_count <= member_count < order.present_count + order.proxy_count and 0 <= order.proxy_count <= member_count:
        yield CountImpossible(count=order.present_count + order.proxy_count, member_count=member_count).at("proxy_count")
