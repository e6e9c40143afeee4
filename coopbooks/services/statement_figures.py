"""What the sums of a member's statement stand for, so that they can be followed like those of any list."""

from collections.abc import Iterator
from datetime import timedelta

from coopbooks.books import members
from coopbooks.books.book import Book
from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, counted, negative
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Amount
from coopbooks.services.explaining import PaperFigure

_PARTS = ((N_("Dividend on shares"), "share-dividend", "share_dividend_kip"), (N_("Tax on the dividend"), "share-tax", "share_tax_kip"),
          (N_("Patronage refund"), "patronage", "patronage_kip"), (N_("Tax on the refund"), "patronage-tax", "patronage_tax_kip"))


def of_statement(book: Book, paper: MemberStatement) -> tuple[PaperFigure, ...]:
    """Every sum of a statement that has lines, in reading order."""
    with book.reading() as tx:
        member = members.by_number(tx, paper.member_number)
    return tuple(one for one in _sums(paper, member.member_id) if one.amount) if member is not None else ()


def _sums(paper: MemberStatement, member_id: int) -> Iterator[PaperFigure]:
    before, last = paper.first_day - timedelta(days=1), paper.last_day
    for title, day, held, owed, advance in (
            (N_("Brought forward"), before, paper.opening, paper.opening_owed_kip, paper.opening_advance_kip),
            (N_("At the end"), last, paper.closing, paper.we_owe_kip, paper.owes_us_kip)):
        mine = {"member_id": member_id, "last_day": day}
        paid = counted("paid-up", **mine)
        unpaid = Figure((), plus=(counted("subscribed", **mine), negative(paid)))
        yield _said(N_("Shares"), title, N_("Shares"), held[0], counted("shares", **mine))
        yield _said(N_("Shares"), title, N_("Paid up"), held[1], paid)
        yield _said(N_("Shares"), title, N_("Unpaid"), held[2], unpaid)
        yield _said(N_("Deliveries"), title, N_("We owe"), owed, Figure(OWED_FOR_PRODUCE, last_day=day, member_id=member_id, credit=True))
        yield _said(N_("Deliveries"), title, N_("Advance"), advance, Figure((AccountRole.ADVANCES,), last_day=day, member_id=member_id))
    span = {"member_id": member_id, "first_day": paper.first_day, "last_day": last}
    yield _said(N_("Deliveries"), N_("In these days"), N_("Net kg"), paper.delivered_g, counted("delivered", **span))
    yield _said(N_("Deliveries"), N_("In these days"), N_("Value"), paper.value_kip, counted("valued", **span))
    part = paper.surplus
    if part is not None and part.is_approved:
        for title, register, name in _PARTS:
            yield _said(N_("Surplus"), title, N_("Amount"), int(getattr(part, name)), counted(register, member_id=member_id, products=(part.year,)))


def _said(section: str, line: str, column: str, kip: int, figure: Figure) -> PaperFigure:
    return PaperFigure(section, (line,), column, Amount(kip, figure))
