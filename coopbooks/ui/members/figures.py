"""What the figures of members' pages stand for: sums of papers, followed down by Ctrl+E. Pure descriptions of what is shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.register import MemberLine, MemberList, MemberPage, TimelinePaper, YearLine
from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.coop.statistics import Statistics, StatLine
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, counted

OUT = frozenset({"payment", "payout", "advance", "second-payout"})
"""Papers with which money or goods go to the member."""
_BALANCES = {"Share capital ₭": ((AccountRole.SHARE_CAPITAL,), True), "Unpaid ₭": ((AccountRole.UNPAID_SHARES,), False),
             "We owe ₭": (OWED_FOR_PRODUCE, True), "Advance ₭": ((AccountRole.ADVANCES,), False)}
"""Columns of the list whose figures are balances: the accounts, and whether credits count."""
_COUNTS = {"Delivered kg": "delivered", "Delivered ₭": "valued"}
IN_LIST = frozenset({*_BALANCES, *_COUNTS})


def together(figures: Iterable[Figure | None]) -> Figure | None:
    """Several figures added up; None when one of them says nothing of itself."""
    found = list(figures)
    whole = tuple(one for one in found if one is not None)
    return Figure((), plus=whole) if whole and len(whole) == len(found) else None


# --- the list -------------------------------------------------------------------------------------------------------------
def of_line(title: str, shown: MemberList, member_id: int | None) -> Figure | None:
    """A column's figure for one member, or (None) for everybody. What was known on an earlier day are not the lines of today."""
    if shown.known_on is not None:
        return None
    if title in _COUNTS:
        return counted(_COUNTS[title], member_id=member_id, first_day=shown.first_day, last_day=shown.as_of)
    roles, credit = _BALANCES[title]
    return Figure(roles, last_day=shown.as_of, member_id=member_id, credit=credit)


def of_lines(title: str, shown: MemberList, lines: Sequence[MemberLine]) -> Figure | None:
    """A column's total for the lines that are shown."""
    if len(lines) == len(shown.lines):
        return of_line(title, shown, None)
    return together(of_line(title, shown, line.member_id) for line in lines)


def of_counted(register: str, counted_on: Statistics | None, lines: Sequence[StatLine]) -> Figure | None:
    """What the members of some lines of the statistics delivered this year, or have paid up."""
    if counted_on is None:
        return None
    since = None if register == "paid-up" else counted_on.first_day
    return together(counted(register, member_id=one, first_day=since, last_day=counted_on.as_of) for line in lines for one in line.member_ids)


# --- the page of one member -------------------------------------------------------------------------------------------------
def owed_after(facts: MemberPage | None, paper: TimelinePaper) -> Figure | None:
    """What we owe after a paper: the opening balance, and every paper up to this one."""
    if facts is None:
        return None
    place = next(place for place, one in enumerate(facts.timeline) if one.document_id == paper.document_id)
    member_id = facts.brief.member_id
    own = Figure(OWED_FOR_PRODUCE, member_id=member_id, credit=True, papers=tuple(one.document_id for one in facts.timeline[place:]))
    return Figure((), plus=(Figure(OWED_FOR_PRODUCE, last_day=facts.opened_on, member_id=member_id, credit=True), own)) if facts.opened_on else own


def amount(paper: TimelinePaper) -> Figure | None:
    """The amount of a paper as the timeline signs it; None where it is no sum of lines of its entry."""
    kind = paper.detail if paper.kind == "reversal" else paper.kind
    if kind == "delivery":
        return Figure((AccountRole.PRODUCE_COST,), papers=(paper.document_id,))
    # Money that goes out leaves the box, and comes back with the reversal, which the timeline signs like its paper's opposite.
    undone = paper.kind == "reversal" and kind in OUT
    return Figure((paper.box,), papers=(paper.document_id,), credit=undone) if paper.box in ("cash", "bank") else None


def through_box(papers: Sequence[TimelinePaper], *, out: bool) -> Figure | None:
    """What papers brought to the member, or from the member, in money."""
    ways = [paper for paper in papers if (paper.kind in OUT) == out]
    return together(Figure((paper.box,), papers=(paper.document_id,), credit=out) for paper in ways)


class OfMember:
    """The figures of one member's tables; `facts` answers what the page shows now."""

    def __init__(self, facts: Callable[[], MemberPage | None]) -> None:
        self._facts = facts

    def _id(self) -> int | None:
        facts = self._facts()
        return facts.brief.member_id if facts else None

    def owed_after(self, paper: TimelinePaper) -> Figure | None:
        """What we owe after a paper."""
        return owed_after(self._facts(), paper)

    def slips(self, register: str, lines: Sequence[DeliveryEntry]) -> Figure | None:
        """What a register counts of lines of slips: all of their slips' lines for a total, one line alone where it can be told apart."""
        facts = self._facts()
        if facts is None or not lines:
            return None
        papers = tuple(dict.fromkeys(line.document_id for line in lines))
        if len(lines) > 1:
            whole = sum(line.document_id in papers for line in facts.deliveries)
            return counted(register, member_id=self._id(), papers=papers) if whole == len(lines) else None
        (one,) = lines
        alike = [line for line in facts.deliveries if (line.document_id, line.product_id, line.grade) == (one.document_id, one.product_id, one.grade)]
        return counted(register, member_id=self._id(), papers=papers, products=(one.product_id,),
                       grades=(one.grade,) if one.grade else ()) if len(alike) == 1 else None

    def moves(self, register: str, lines: Sequence[tuple[Any, ...]]) -> Figure | None:
        """What movements of shares add up to; None where a paper has more movements of this member than are shown."""
        facts = self._facts()
        papers = tuple(dict.fromkeys(line[6] for line in lines))
        if facts is None or not papers or sum(line[6] in papers for line in facts.share_lines) != len(lines):
            return None
        return counted(register, member_id=self._id(), papers=papers)

    def years(self, register: str, lines: Sequence[YearLine]) -> Figure | None:
        """What was delivered in fiscal years that follow each other."""
        if not lines:
            return None
        return counted(register, member_id=self._id(), first_day=min(line.first_day for line in lines), last_day=max(line.last_day for line in lines))

    def surplus(self, lines: Sequence[YearLine]) -> Figure | None:
        """What came of the surplus of some years, after tax."""
        papers = tuple(line.decided_by for line in lines if line.decided_by is not None)
        return Figure((AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE), member_id=self._id(), credit=True,
                      papers=papers) if papers else None

    def last_dividend(self) -> Figure | None:
        """What came of the surplus that was shared last."""
        facts = self._facts()
        return self.surplus([line for line in facts.years if line.year == facts.last_dividend_year]) if facts else None

    def this_year(self, register: str) -> Figure | None:
        """What was delivered in the year of the page up to its day."""
        facts = self._facts()
        if facts is None or not facts.years:
            return None
        return counted(register, member_id=self._id(), first_day=facts.years[0].first_day, last_day=facts.as_of)
