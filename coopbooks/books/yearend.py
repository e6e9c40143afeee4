"""The year end beyond the close, as kept: reopenings, meetings, plans, how parts were settled, revolving capital."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books.rows_yearend import LeftOnAccountRow, MeetingRow, PayoutTermsRow, PlanRow, ReopeningRow, RevolvingLineRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.closing import ReopenYear
from coopbooks.coop.meeting import DecideSharing, Line, print_of_sharing
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a meeting decided about a year, as kept."""

    meeting_id: int
    year: int
    on: date
    place: str
    entitled_count: int
    present_count: int
    for_count: int
    against_count: int
    abstain_count: int
    resolution: str
    decision: str
    policy: str
    note: str


def reopen(tx: Writing, order: ReopenYear) -> None:
    """Write down that the close of a year no longer stands."""
    (closing_id,) = tx.one("SELECT closing_id FROM closing WHERE year = ? AND closing_id NOT IN (SELECT closing_id FROM reopening)", order.year)
    tx.decide(ReopeningRow, closing_id=closing_id, year=order.year, reopened_on=order.on.isoformat(), reason=order.reason,
              made_by=order.made_by, approved_by=order.approved_by)
    tx.memo.pop("open_days", None)


def reopenings(tx: Reading, year: int) -> list[tuple[date, str, str, str]]:
    """Every time a year was opened again: day, reason, by whom, approved by whom."""
    return [(date.fromisoformat(on), reason, made, approved) for on, reason, made, approved in tx.all(
        "SELECT reopened_on, reason, made_by, approved_by FROM reopening WHERE year = ? ORDER BY reopening_id", year)]


def keep_meeting(tx: Writing, order: DecideSharing, policy: str, entitled_count: int) -> int:
    """Append what a meeting said."""
    return tx.decide(MeetingRow, year=order.year, held_on=order.on.isoformat(), place=order.place, entitled_count=entitled_count,
                     present_count=order.present_count, for_count=order.for_count, against_count=order.against_count,
                     abstain_count=order.abstain_count, resolution=order.resolution, decision=order.decision, policy=policy, note=order.note)


def meeting_of(tx: Reading, year: int) -> Meeting | None:
    """The last meeting about a year since it was closed last, or None."""
    row = tx.maybe("SELECT meeting_id, year, held_on, place, entitled_count, present_count, for_count, against_count, abstain_count, "
                   "resolution, decision, policy, note FROM meeting AS m WHERE year = ? AND NOT EXISTS (SELECT 1 FROM reopening AS r "
                   "WHERE r.year = m.year AND r.event_id > m.event_id) ORDER BY meeting_id DESC LIMIT 1", year)
    return Meeting(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) if row else None


def keep_plan(tx: Writing, year: int, name: str, policy: str) -> None:
    """Keep a plan under its name; an empty policy gives it up."""
    tx.decide(PlanRow, year=year, name=name, policy=policy)


def plans_of(tx: Reading, year: int) -> dict[str, str]:
    """The plans of a year as TOML texts, by name in the order of their names."""
    last = dict(tx.all("SELECT name, policy FROM plan WHERE year = ? ORDER BY plan_id", year))
    return {name: last[name] for name in sorted(last) if last[name]}


def print_of_kept(tx: Reading, appropriation_id: int, year: int, policy: str, result: dict[str, object]) -> str:
    """The print of a sharing as it stands in the book: equal to the approved one unless somebody changed a figure."""
    lines: list[Line] = [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in tx.all(
        "SELECT member_id, share_dividend_kip, share_tax_kip, patronage_kip, patronage_tax_kip, net_kip, payable_now_kip "
        "FROM dividend_line WHERE appropriation_id = ?", appropriation_id)]
    funds = [(str(fund["name"]), int(fund["kip"])) for fund in result["funds"]]  # type: ignore[attr-defined]
    totals = (int(str(result["surplus_kip"])), int(str(result["losses_covered_kip"])), int(str(result["remainder_kip"])))
    return print_of_sharing(year, policy, funds, totals, lines)


def keep_terms(tx: Writing, entry_id: int, document_id: int, *, method: str, round_no: int = 1, payee: str = "", payee_paper: str = "",
               approved_by: str = "") -> None:
    """Append how a payment was made to its open entry."""
    tx.append(PayoutTermsRow, entry_id=entry_id, document_id=document_id, round_no=round_no, method=method, payee=payee,
              payee_paper=payee_paper, approved_by=approved_by)


def keep_left(tx: Writing, dividend_line_id: int, on: date, *, is_left: bool) -> None:
    """Append that a member leaves a part on the account, or no longer does."""
    tx.decide(LeftOnAccountRow, dividend_line_id=dividend_line_id, decided_on=on.isoformat(), is_left=int(is_left))


def left_on_account(tx: Reading) -> dict[int, date]:
    """Parts that members left on their account, by the line, with the day."""
    last = {int(key): (on, is_left) for key, on, is_left in tx.all(
        "SELECT dividend_line_id, decided_on, is_left FROM left_on_account ORDER BY left_on_account_id")}
    return {key: date.fromisoformat(on) for key, (on, is_left) in last.items() if is_left}


def keep_revolving(tx: Writing, entry_id: int, document_id: int, member_id: int, year: int, amount_kip: int) -> None:
    """Append what a member's revolving capital of a year grew or shrank by."""
    tx.append(RevolvingLineRow, entry_id=entry_id, document_id=document_id, member_id=member_id, year=year, amount_kip=amount_kip)


def revolving_of(tx: Reading, year: int) -> tuple[tuple[int, Kip], ...]:
    """What is kept of a year's refunds, by member."""
    return tuple((int(key), Kip(int(kip))) for key, kip in tx.all(
        "SELECT member_id, sum(amount_kip) FROM revolving_line WHERE year = ? GROUP BY member_id HAVING sum(amount_kip) > 0 "
        "ORDER BY member_id", year))


def revolving_years(tx: Reading) -> dict[int, Kip]:
    """What is kept of each year's refunds together, oldest first."""
    return {int(year): Kip(int(kip)) for year, kip in tx.all(
        "SELECT year, sum(amount_kip) FROM revolving_line GROUP BY year HAVING sum(amount_kip) > 0 ORDER BY year")}


def revolving_lines(tx: Reading) -> list[tuple[str, int, Kip, Kip]]:
    """Member number, year, what was allocated and what is still kept: the allocated equity of every member."""
    return [(str(number), int(year), Kip(int(given)), Kip(int(kept))) for number, year, given, kept in tx.all(
        "SELECT number, year, sum(max(amount_kip, 0)), sum(amount_kip) FROM revolving_line JOIN member USING (member_id) "
        "GROUP BY member_id, year ORDER BY number_key, year")]


def entitled_on(tx: Reading, day: date) -> int:
    """How many members there are on a day: one member, one vote."""
    (count,) = tx.one("SELECT count(*) FROM member WHERE joined_on <= ?1 AND (left_on IS NULL OR left_on >= ?1)", day.isoformat())
    return int(count)
