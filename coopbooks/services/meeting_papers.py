"""Papers around the meeting and the year, filled from the book."""

from dataclasses import replace
from datetime import date

from coopbooks.books import balances, boxes, members
from coopbooks.books.book import Book
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.papers import meeting
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.form import Form
from coopbooks.papers.meeting import Pack
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Label, Listing
from coopbooks.services import paper_settings
from coopbooks.services.printing import letterhead
from coopbooks.services.register import list_members


class NothingWithheld(RuleBroken):
    """A tax slip tells of a decided part of the surplus."""

    field, wording = "member", N_("Member {number} has no part of the surplus of {year}.")


def attendance(book: Book, as_of: date) -> Form:
    """The list to sign on, in the order of villages and numbers."""
    lines = [one for one in list_members(book, as_of).lines if one.status in ("member", "leaving")]
    people = sorted(((one.number, one.name, one.village) for one in lines), key=lambda one: (one[2], members.number_key(one[0])))
    with book.reading() as tx:
        return meeting.attendance(letterhead(tx), as_of, people)


def in_sentences(book: Book, paper: MemberStatement) -> Form:
    """A statement in plain sentences."""
    with book.reading() as tx:
        return meeting.in_sentences(paper, int(paper_settings.value_of(tx, "papers.report_days")))


def tax_slip(paper: MemberStatement) -> Form:
    """The tax slip of a member. Raises Refused (NothingWithheld)."""
    if paper.surplus is None:
        raise Refused((NothingWithheld(number=paper.member_number, year=paper.last_day.year),))
    return meeting.tax_slip(paper)


def handover(book: Book, as_of: date) -> Form:
    """What a treasurer hands over on a day."""
    with book.reading() as tx:
        kips = balances.on_day(tx, as_of)
        found = [(Label(box.name("lo"), box.name("en")), int(kips.get(tx.account_id(box.word), 0))) for box in boxes.all_boxes(tx)]
        numbers = tx.all("SELECT kind, max(number) FROM document WHERE doc_date <= ? AND number GLOB '[A-Z]*' GROUP BY kind ORDER BY 2",
                         as_of.isoformat())
        return meeting.handover(letterhead(tx), as_of, found, [(str(kind), str(number)) for kind, number in numbers])


def district_pack(book: Book, listings: tuple[Listing, ...]) -> Pack:
    """The accounts that the district and the tax office ask for, in one file."""
    with book.reading() as tx:
        return Pack("district-pack", N_("Accounts for the district"), letterhead(tx), listings)


def one_section(report: AgmReport, section: str) -> AgmReport:
    """A section of the report to the meeting as a paper of its own: the notice, or the form for the minutes."""
    return replace(report, sections=(section,), with_cover=False, is_draft=False)
