"""The journal and what is derived from it: balanced entries, numbers without gaps, closed years, sub-ledgers, totals."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from coopbooks.books.documents import PREFIX
from coopbooks.books.explaining import CLOSES
from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding, account, paper_of
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, AccountRole

_FOREVER = 2**63


def balanced(tx: Reading) -> Iterator[Finding]:
    """Every entry has two lines or more that add up to nothing, all dated on its day."""
    for entry_id, lines, difference, strangers in tx.all(
            "SELECT entry_id, count(p.posting_id), coalesce(sum(amount_kip), 0), coalesce(sum(p.entry_date <> e.entry_date), 0) "
            "FROM entry AS e LEFT JOIN posting AS p USING (entry_id) GROUP BY entry_id "
            "HAVING count(p.posting_id) < 2 OR sum(amount_kip) <> 0 OR sum(p.entry_date <> e.entry_date) > 0 LIMIT ?", MOST_TOLD):
        paper = paper_of(tx, entry_id)
        if difference or lines < 2:
            yield Finding("balanced", N_("Entry {entry} does not balance. The difference is {difference_kip}."),
                          {"entry": paper, "difference_kip": difference})
        if strangers:
            yield Finding("balanced", N_("Entry {entry} has lines of another day."), {"entry": paper})


def numbers(tx: Reading) -> Iterator[Finding]:
    """Our own numbers run from 1 without gaps or doubles, and each paper shows its own."""
    for kind, year, count, different, first, last in tx.all(
            "SELECT kind, series_year, count(serial), count(DISTINCT serial), min(serial), max(serial) FROM document "
            "WHERE serial IS NOT NULL GROUP BY kind, series_year"):
        if count != different:
            yield Finding("numbers", N_("A number {prefix} of {year} stands on two papers."),
                          {"prefix": PREFIX[kind], "year": str(year)})
        if (count, first) != (last, 1):
            yield from _gaps(tx, kind, year, last)
    for (number,) in tx.all("SELECT number FROM document WHERE serial IS NOT NULL "
                            f"AND substr(number, instr(number, '-') + 1) <> printf('%04d', serial) LIMIT {MOST_TOLD}"):
        yield Finding("numbers", N_("{number} is not the number that the paper was given."), {"number": number})


def _gaps(tx: Reading, kind: str, year: int, last: int) -> Iterator[Finding]:
    # A number that came from outside and looks like ours holds its place.
    present = {str(number) for (number,) in tx.all("SELECT number FROM document WHERE kind = ? AND series_year = ?", kind, year)}
    series = (f"{PREFIX[kind]}-{serial:04}" for serial in range(1, last))
    # What somebody has answered for with a name is no finding; the word stands in the chain.
    present |= {str(number) for (number,) in tx.all("SELECT number FROM number_note WHERE kind = ? AND series_year = ?", kind, year)}
    missing = list(islice((number for number in series if number not in present), MOST_TOLD))
    if missing:
        yield Finding("numbers", N_("Papers of {year} are missing: {numbers}."), {"year": str(year), "numbers": missing})


def periods(tx: Reading) -> Iterator[Finding]:
    """Nothing is dated in a year after it was closed, and each close says what its entry says."""
    told: set[int] = set()
    for closed, last_day, reopened in tx.all(
            "SELECT c.event_id, last_day, coalesce(r.event_id, ?) FROM closing AS c LEFT JOIN reopening AS r USING (closing_id) "
            "ORDER BY c.event_id", _FOREVER - 1):
        for entry_id, on in tx.all("SELECT entry_id, entry_date FROM entry WHERE event_id > ? AND event_id < ? AND entry_date <= ? "
                                   "LIMIT ?", closed, reopened, last_day, MOST_TOLD):
            if entry_id not in told:
                told.add(entry_id)
                yield Finding("periods", N_("Entry {entry} of {on} was written after its year was closed."),
                              {"entry": paper_of(tx, entry_id), "on": on})
    for year, said, posted in tx.all(
            "SELECT year, surplus_kip, coalesce((SELECT -sum(amount_kip) FROM posting AS p WHERE p.entry_id = c.entry_id "
            "AND p.account_id IN (?, ?)), 0) FROM closing AS c", account(tx, AccountRole.SURPLUS_OF_YEAR),
            # A loss is carried forward by the close itself.
            account(tx, AccountRole.LOSS_FORWARD)):
        if said != posted:
            yield Finding("periods", N_("The close of {year} says a surplus of {said_kip}, its entry says {posted_kip}."),
                          {"year": str(year), "said_kip": said, "posted_kip": posted})


def months(tx: Reading) -> Iterator[Finding]:
    """Nothing is dated in a month while it was locked. The close of a year and its undoing belong to the year."""
    decided = tx.all("SELECT event_id, month, state FROM month_state ORDER BY month_state_id")
    states: dict[str, str] = {}
    until_next = [*(event_id for event_id, *_ in decided[1:]), _FOREVER - 1]
    for (since, month, state), until in zip(decided, until_next, strict=False):
        states[month] = state
        locked = max((one for one, how in states.items() if how == "locked"), default="")
        for entry_id, on in tx.all(
                "SELECT entry_id, entry_date FROM entry AS e WHERE event_id > ? AND event_id < ? AND substr(entry_date, 1, 7) <= ? "
                f"AND NOT {CLOSES} LIMIT ?", since, until, locked, MOST_TOLD):
            yield Finding("months", N_("Entry {entry} of {on} was written while its month was locked."),
                          {"entry": paper_of(tx, entry_id), "on": on})


def subledgers(tx: Reading) -> Iterator[Finding]:
    """Every line of a control account names the member or customer whose it is."""
    for roles, column in ((PER_MEMBER, "member_id"), (PER_CUSTOMER, "customer_id")):
        for role in sorted(roles):
            (alone,) = tx.one(f"SELECT count(*) FROM posting WHERE account_id = ? AND {column} IS NULL",
                              account(tx, role))
            if alone:
                (code,) = tx.one("SELECT code FROM account WHERE role = ?", role)
                yield Finding("subledgers", N_("{count} lines of account {account} name nobody."), {"count": alone, "account": code})


# --- totals -----------------------------------------------------------------------------------------------------------
_MOVED = """
SELECT account_id, substr(entry_date, 1, 7), sum(debit), sum(credit) FROM (
       SELECT account_id, entry_date, sum(max(amount_kip, 0)) AS debit, sum(max(-amount_kip, 0)) AS credit
         FROM posting INDEXED BY posting_by_account GROUP BY account_id, entry_date)
 GROUP BY 1, 2
"""
_MOVED_OF_MEMBERS = """
SELECT member_id, account_id, substr(entry_date, 1, 7), sum(max(amount_kip, 0)), sum(max(-amount_kip, 0))
  FROM posting INDEXED BY posting_by_member WHERE member_id > 0 GROUP BY 1, 2, 3
"""
# Every kept month of a member is what its lines add up to; and no line is left over, because both sides are the same in all.
_MEMBERS_HOLD = """
SELECT (SELECT sum(max(amount_kip, 0)) FROM posting INDEXED BY posting_by_member WHERE member_id > 0)
       IS (SELECT sum(debit_kip) FROM balance_month WHERE member_id > 0)
   AND (SELECT sum(max(-amount_kip, 0)) FROM posting INDEXED BY posting_by_member WHERE member_id > 0)
       IS (SELECT sum(credit_kip) FROM balance_month WHERE member_id > 0)
   AND NOT EXISTS (SELECT 1 FROM balance_month AS b WHERE member_id > 0 AND (debit_kip, credit_kip) IS NOT (
       SELECT coalesce(sum(max(amount_kip, 0)), 0), coalesce(sum(max(-amount_kip, 0)), 0) FROM posting AS p INDEXED BY posting_by_member
        WHERE p.member_id = b.member_id AND p.account_id = b.account_id AND p.entry_date BETWEEN b.month || '-01' AND b.month || '-31'))
"""


def totals(tx: Reading) -> Iterator[Finding]:
    """Monthly totals and opening balances, of accounts and of members' parts, are what the lines add up to."""
    years = [year for (year,) in tx.all("SELECT year FROM book_year ORDER BY year")]
    wrong_months, wrong_openings = _wrong_months(tx), _wrong_openings(tx, years)
    if wrong_months:
        yield Finding("totals", N_("{count} monthly totals are not what the lines add up to."), {"count": wrong_months})
    if wrong_openings:
        yield Finding("totals", N_("{count} opening balances are not what the months before add up to."), {"count": wrong_openings})
    for (year,) in tx.all("SELECT DISTINCT CAST(substr(entry_date, 1, 4) AS INTEGER) FROM entry"):
        if year not in years:
            yield Finding("totals", N_("The year {year} has no opening balances."), {"year": str(year)})


def _wrong_months(tx: Reading) -> int:
    moved = {(account_id, month): (debit, credit) for account_id, month, debit, credit in tx.each(_MOVED)}
    kept = {(account_id, month): (debit, credit) for account_id, month, debit, credit in tx.each(
        "SELECT account_id, month, debit_kip, credit_kip FROM balance_month WHERE member_id = 0")}
    wrong = sum(moved.get(key, (0, 0)) != kept.get(key, (0, 0)) for key in moved.keys() | kept.keys())
    return wrong if tx.one(_MEMBERS_HOLD)[0] else wrong + _wrong_months_of_members(tx)


def _wrong_months_of_members(tx: Reading) -> int:
    """How many: only counted where it is known that some are wrong, so that a sound book stays quick."""
    posted = _PerMember(tx.each(_MOVED_OF_MEMBERS))
    months = _PerMember(tx.each("SELECT member_id, account_id, month, debit_kip, credit_kip FROM balance_month WHERE member_id > 0 "
                                "ORDER BY member_id"))
    wrong = 0
    while (member := min(posted.member, months.member)) < _FOREVER:
        moved, kept = ({key[1:3]: key[3:] for key in rows.take(member)} for rows in (posted, months))
        wrong += sum(moved.get(key, (0, 0)) != kept.get(key, (0, 0)) for key in moved.keys() | kept.keys())
    return wrong


def _wrong_openings(tx: Reading, years: list[int]) -> int:
    """Everything comes in the order of members, the account as a whole (member 0) first, so one member is in memory at a time."""
    yearly = _PerMember(tx.each("SELECT member_id, account_id, CAST(substr(month, 1, 4) AS INTEGER), sum(debit_kip - credit_kip) "
                                "FROM balance_month GROUP BY 1, 2, 3 ORDER BY 1"))
    openings = _PerMember(tx.each("SELECT member_id, account_id, year, opening_kip FROM balance_opening ORDER BY member_id"))
    wrong = 0
    while (member := min(yearly.member, openings.member)) < _FOREVER:
        moved: dict[int, dict[int, int]] = {}
        for _, account_id, year, kip in yearly.take(member):
            moved.setdefault(account_id, {})[year] = kip
        owed = {(account_id, year): sum(kip for before, kip in of_year.items() if before < year)
                for account_id, of_year in moved.items() for year in years}
        opened = {(account_id, year): kip for _, account_id, year, kip in openings.take(member)}
        wrong += sum(owed.get(key, 0) != opened.get(key, 0) for key in owed.keys() | opened.keys())
    return wrong


class _PerMember:
    """Rows in the order of members, handed out member by member."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._row: tuple[Any, ...] | None = next(rows, None)

    @property
    def member(self) -> int:
        """Whose the next row is; past everybody at the end."""
        return self._row[0] if self._row is not None else _FOREVER

    def take(self, member: int) -> Iterator[tuple[Any, ...]]:
        """The rows of one member."""
        while self._row is not None and self._row[0] == member:
            yield self._row
            self._row = next(self._rows, None)
