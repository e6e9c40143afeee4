"""The report to the general meeting as one paper: cover, contents, and sections in the order the co-op chose.

Every figure stands on it once as a fact and is shown wherever it belongs, so the pages cannot contradict each other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.coop.rich_text import Block
from coopbooks.papers.parts import Label, Letterhead, Listing


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of the five that the charts show."""

    year: int
    member_count: int
    women_count: int
    share_count: int
    paid_kip: int
    delivered_g: int
    produce_kip: int
    income_kip: int
    expense_kip: int
    shared_kip: int

    @property
    def surplus_kip(self) -> int:
        """Income less expense; negative for a loss."""
        return self.income_kip - self.expense_kip


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One way of sharing the surplus: its name and how much goes where, in the order of `SurplusTable.rows`."""

    name: str
    kips: tuple[int, ...]
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class SurplusRow:
    """One line of the sharing: a message or a fund's name, its rate as text, this year's and last year's kip."""

    title: str
    rate: str
    kip: int
    before_kip: int | None


@dataclass(frozen=True, slots=True)
class SurplusTable:
    """How the surplus is shared. `plans` stand side by side when there is more than one way to choose from.

    `example` is (shares, grams or kip of business, what such a member gets), or None where nothing is shared.
    """

    surplus_kip: int
    before_kip: int | None
    rows: tuple[SurplusRow, ...]
    resolution: str
    decided_on: date | None
    plans: tuple[PlanColumn, ...] = ()
    to_members_kip: int = 0
    share_rate: str = ""
    refund_rate: str = ""
    has_one_person: bool = False


@dataclass(frozen=True, slots=True)
class GradeSum:
    """What was delivered of one product and grade this year and the year before."""

    product: Label
    grade: str
    net_g: int
    amount_kip: int
    before_g: int


@dataclass(frozen=True, slots=True)
class BuyerSum:
    """What one customer bought this year and the year before."""

    name: str
    kip: int
    before_kip: int


@dataclass(frozen=True, slots=True)
class VillageCount:
    """Members of one village."""

    village: str
    women: int
    men: int
    unknown: int
    share_count: int
    delivered_kip: int


@dataclass(frozen=True, slots=True)
class AgmReport:
    """Everything in the report. Texts are blocks of `coop.rich_text`; `statements` are listings by their section's key.

    `findings` is how many faults the check of the book found: 0 is a clean book, None that it was not run.
    `decision` tells the meeting's decisions about one year apart, 0 for none; `copy_no` is 0 for the original, then 1, 2, …
    """

    letterhead: Letterhead
    year: int
    first_day: date
    last_day: date
    is_draft: bool
    sections: tuple[str, ...]
    meeting_no: int
    meeting_on: date | None
    meeting_place: str
    present_count: int
    proxy_count: int
    quorum_percent: int
    texts: dict[str, tuple[Block, ...]]
    years: tuple[YearFigures, ...]
    joined_count: int
    left_count: int
    statements: dict[str, Listing]
    surplus: SurplusTable
    grades: tuple[GradeSum, ...]
    buyers: tuple[BuyerSum, ...]
    months: tuple[tuple[int, int], ...]
    villages: tuple[VillageCount, ...]
    findings: int | None
    with_cover: bool = True
    decision: int = 0
    copy_no: int = 0

    @property
    def now(self) -> YearFigures:
        """The year the report is about."""
        return self.years[-1]

    @property
    def before(self) -> YearFigures | None:
        """The year before, where the book has it."""
        return self.years[-2] if len(self.years) > 1 else None

    @property
    def needed_count(self) -> int:
        """How many members must be there: more than the quorum's part of all."""
        return self.now.member_count * self.quorum_percent // 100 + 1

    def to_json(self) -> dict[str, Any]:
        """The report for other programs."""
        return {
            "year": self.year, "draft": self.is_draft, "sections": list(self.sections),
            "meeting": {"number": self.meeting_no, "on": self.meeting_on.isoformat() if self.meeting_on else None, "place": self.meeting_place,
                        "present": self.present_count, "proxies": self.proxy_count, "needed": self.needed_count},
            "years": [{"year": one.year, "members": one.member_count, "women": one.women_count, "shares": one.share_count,
                       "paid_up_kip": one.paid_kip, "delivered_g": one.delivered_g, "produce_kip": one.produce_kip,
                       "income_kip": one.income_kip, "expense_kip": one.expense_kip, "surplus_kip": one.surplus_kip,
                       "shared_kip": one.shared_kip} for one in self.years],
            "surplus": [{"title": row.title, "rate": row.rate, "kip": row.kip, "before_kip": row.before_kip} for row in self.surplus.rows],
            "statements": {name: listing.to_json() for name, listing in self.statements.items()},
            "villages": [{"village": one.village, "women": one.women, "men": one.men, "not_told": one.unknown} for one in self.villages],
            "one_person": self.surplus.has_one_person, "findings": self.findings}
