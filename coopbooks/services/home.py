"""What Home shows: the money there is, what moved month by month, what waits to be done, the latest papers."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from coopbooks.books import assets, balances, boxes, counts, customers, dividends, documents, members, owed, repeating, settings, shares, suppliers
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.assets import RunDepreciation, check_run, last_month_end
from coopbooks.ledger.accounts import AccountKind, AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services.standing import on_its_way


@dataclass(frozen=True, slots=True)
class HomePaper:
    """One of the latest papers, with the name of the person."""

    document_id: int
    on: date
    kind: str
    detail: str
    number: str
    who: str
    total_kip: Kip
    box: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class YearAhead:
    """A year on the way to its end: the step of six it stands at, and its surplus as it is now."""

    year: int
    step: int
    surplus_kip: Kip
    days: tuple[date, date]


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything on the page.

    Attributes:
        months: (year, month, in, out) of the money boxes, oldest first.
        owed_ids, unpaid_ids, unclaimed_ids: the members that `owed_members`, `unpaid_shares` and `unclaimed_dividends` count.
        counts_behind: the boxes of whose last counted day the book says something else now.
        customers_kip, suppliers_kip: what the accounts say that customers owe us and we owe suppliers.
        dividend_year: the closed year whose dividends are paid; week_before_kip: what the boxes held seven days ago.
    """

    boxes: tuple[tuple[str, str, str, Kip], ...]
    months: tuple[tuple[int, int, int, int], ...]
    owed_members: tuple[int, Kip]
    unpaid_shares: tuple[int, Kip]
    overdue_customers: tuple[int, Kip]
    unclaimed_dividends: tuple[int, Kip]
    year: int
    year_to_close: int | None
    year_to_share: int | None
    latest: tuple[HomePaper, ...]
    bills_due: tuple[int, Kip] = (0, Kip(0))
    repeating_due: int = 0
    uncounted: int = 0
    wear_until: date | None = None
    owed_ids: tuple[int, ...] = ()
    unpaid_ids: tuple[int, ...] = ()
    unclaimed_ids: tuple[int, ...] = ()
    dividend_year: int | None = None
    week_before_kip: Kip = ZERO
    ahead: YearAhead | None = None
    counts_behind: tuple[str, ...] = ()
    customers_kip: Kip = ZERO
    suppliers_kip: Kip = ZERO


def prepare_home(book: Book, today: date) -> HomeFacts:
    """The one read of Home."""
    with book.reading() as tx:
        return _facts(tx, today)


def _facts(tx: Reading, today: date) -> HomeFacts:
    coop = settings.profile(tx)
    found = tuple((box.word, box.name_lo, box.name_en, boxes.held_kip(tx, box.code)) for box in boxes.all_boxes(tx) if box.is_used)
    owed_to = {key: kip for key, kip in owed.of_members(tx, balances.EVER).items() if kip > 0}
    unpaid = {key: holding.unpaid_kip for key, holding in shares.holdings(tx, today).items() if holding.unpaid_kip}
    overdue = [late for late in (one.balance_kip - one.current_kip for one in customers.aged(tx, today)) if late > 0]
    closed = dividends.closed_years(tx)
    last = closed[-1] if closed else coop.begins_on.year - 1
    year = coop.year_of(today)
    shareable = next((one for one in reversed(closed) if dividends.appropriation_of(tx, one) is None and _has_surplus(tx, one)), None)
    waiting = _unfetched(tx, closed[-1]) if closed else {}
    to_close = last + 1 if last + 1 < year else None
    return HomeFacts(
        found, _months(tx, today), (len(owed_to), Kip(sum(owed_to.values()))), (len(unpaid), Kip(sum(unpaid.values()))),
        (len(overdue), Kip(sum(overdue))), (len(waiting), Kip(sum(waiting.values()))), year, to_close, shareable, tuple(_latest(tx)),
        *_money(tx, today), tuple(owed_to), tuple(unpaid), tuple(waiting), closed[-1] if closed else None, _week_before(tx, today),
        _ahead(tx, closed, to_close), tuple(one.count.money for one in counts.moved_last(tx)),
        balances.of_all_days(tx, AccountRole.RECEIVABLE), Kip(-balances.of_all_days(tx, AccountRole.SUPPLIERS_PAYABLE)))


def _unfetched(tx: Reading, year: int) -> dict[int, Kip]:
    """What each member who can still fetch something of a year's dividends is owed of dividends in all."""
    waiting = {line.member_id for line in dividends.lines_of(tx, year) if line.payable_now_kip - line.kept_kip > line.paid_kip}
    parts = [balances.of_members_on(tx, tx.account_id(role), balances.EVER) for role in (AccountRole.DIVIDENDS_PAYABLE,
                                                                                         AccountRole.PATRONAGE_PAYABLE)]
    return {key: Kip(-sum(part.get(key, 0) for part in parts)) for key in sorted(waiting)}


def _week_before(tx: Reading, today: date) -> Kip:
    held = balances.on_day(tx, today - timedelta(days=7))
    return Kip(sum(held.get(tx.account_id(box.code), 0) for box in boxes.all_boxes(tx) if box.is_used))


def _ahead(tx: Reading, closed: list[int], to_close: int | None) -> YearAhead | None:
    """The year that is on its way to its end: a closed one whose surplus is not settled, else one that is over and open."""
    found = on_its_way(tx, closed)
    year = found[0] if found is not None else to_close
    if year is None:
        return None
    period = settings.profile(tx).period(year)
    closing = dividends.closing_of(tx, year)
    if found is not None and closing is not None:
        return YearAhead(year, found[1], closing.surplus_kip, (period.first_day, period.last_day))
    kinds = {key: account.kind for key, account in settings.chart(tx).items()}
    moved = balances.moved_between(tx, period.first_day, period.last_day)
    surplus = -sum(kip for key, kip in moved.items() if kinds[key] in (AccountKind.INCOME, AccountKind.EXPENSE))
    return YearAhead(year, 1, Kip(surplus), (period.first_day, period.last_day))


def kg_months(book: Book, today: date) -> tuple[tuple[int, int, int], ...]:
    """Produce received in each of the last twelve months: year, month, grams; oldest first."""
    with book.reading() as tx:
        months = _last_months(today)
        found = dict(tx.all("SELECT substr(doc_date, 1, 7), sum(net_g) FROM delivery_line WHERE doc_date >= ? GROUP BY 1",
                            f"{months[0][0]:04}-{months[0][1]:02}-01"))
        return tuple((year, month, int(found.get(f"{year:04}-{month:02}", 0))) for year, month in months)


def _last_months(today: date) -> list[tuple[int, int]]:
    return [((today.year * 12 + today.month - 1 - back) // 12, (today.year * 12 + today.month - 1 - back) % 12 + 1) for back in range(11, -1, -1)]


def _money(tx: Reading, today: date) -> tuple[tuple[int, Kip], int, int, date | None]:
    """Bills to pay now, payments that come again and are due, cash boxes not counted for a month, and the month that wears."""
    due = [bill for bill in suppliers.open_bills(tx, today) if bill.due_on <= today]
    again = [one for one in repeating.all_repeating(tx).values() if one.is_used and one.next_on <= today]
    uncounted = [box for box in boxes.all_boxes(tx) if box.kind == "cash" and box.is_used and counts.uncounted_since(tx, box.word, today)]
    run = RunDepreciation(last_month_end(today))
    wears = not check_run(assets.facts_for_run(tx, run), run)
    return (len(due), Kip(sum(bill.open_kip for bill in due))), len(again), len(uncounted), run.until if wears else None


def _has_surplus(tx: Reading, year: int) -> bool:
    closing = dividends.closing_of(tx, year)
    return closing is not None and closing.surplus_kip > 0


def _months(tx: Reading, today: date) -> tuple[tuple[int, int, int, int], ...]:
    months = _last_months(today)
    keys = [tx.account_id(box.code) for box in boxes.all_boxes(tx)]
    # Money carried from one box to the other is neither in nor out.
    moved = {str(month): int(kip) for month, kip in tx.all(
        "SELECT substr(doc_date, 1, 7), sum(total_kip) FROM document WHERE kind = 'transfer' AND doc_date >= ? GROUP BY 1",
        f"{months[0][0]:04}-{months[0][1]:02}-01")}
    found = {str(month): (int(debit), int(credit)) for month, debit, credit in tx.all(
        "SELECT month, sum(debit_kip), sum(credit_kip) FROM balance_month WHERE member_id = 0 AND account_id IN (SELECT value FROM json_each(?)) "
        "AND month >= ? GROUP BY month", json.dumps(keys), f"{months[0][0]:04}-{months[0][1]:02}")}
    lines = []
    for year, month in months:
        key = f"{year:04}-{month:02}"
        debit, credit = found.get(key, (0, 0))
        lines.append((year, month, debit - moved.get(key, 0), credit - moved.get(key, 0)))
    return tuple(lines)


def _latest(tx: Reading) -> list[HomePaper]:
    papers = []
    for paper in documents.latest(tx, 20):
        who = (members.brief(tx, paper.member_id).name if paper.member_id is not None else
               customers.customer(tx, paper.customer_id).name if paper.customer_id is not None else paper.payee)
        papers.append(HomePaper(paper.document_id, paper.on, paper.kind, paper.detail, paper.number, who, paper.total_kip, paper.box,
                                paper.reversed_by is not None))
    return papers
