"""The audit of a book: every promise of the file, recomputed from its rows.

Each named check yields findings, sentences with facts; silence means that all is well. The chain is walked with constant
memory: the rows of each table come in the order of their entries and are merged on the way.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from coopbooks.books.chain import START, head_code, link
from coopbooks.books.documents import PREFIX
from coopbooks.books.rows import MASTER, OF_ENTRIES, OF_EVENTS, EntryRow, EventRow, Row
from coopbooks.books.transaction import Reading
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, AccountRole


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    check: str
    wording: str
    facts: dict[str, object]


Check = Callable[[Reading], Iterator[Finding]]


def _file(tx: Reading) -> Iterator[Finding]:
    for (said,) in tx.all("PRAGMA quick_check(5)"):
        if said != "ok":
            yield Finding("file", N_("SQLite finds the file damaged: {what}."), {"what": said})
    for table, *_ in tx.all("PRAGMA foreign_key_check"):
        yield Finding("file", N_("A row of {table} points to nothing."), {"table": table})


def _types(tx: Reading) -> Iterator[Finding]:
    for row in (*MASTER, *OF_ENTRIES, *OF_EVENTS, EntryRow, EventRow):
        for column in row.__table__.columns:
            kind = {"BIGINT": "integer", "TEXT": "text", "BLOB": "blob"}[str(column.type)]
            (wrong,) = tx.one(f'SELECT count(*) FROM "{row.__tablename__}" WHERE {column.name} IS NOT NULL '  # noqa: S608 - own names
                              f"AND typeof({column.name}) <> '{kind}'")
            if wrong:
                yield Finding("types", N_("{table}: {count} values of {column} are not {kind}."),
                              {"table": row.__tablename__, "count": wrong, "column": column.name, "kind": kind})


def _sealed(tx: Reading) -> Iterator[Finding]:
    for (entry_id,) in tx.all("SELECT entry_id FROM entry AS e WHERE NOT EXISTS (SELECT 1 FROM event AS v WHERE v.event_id = e.event_id "
                              "AND v.kind = 'entry' AND v.subject_id = e.entry_id) LIMIT 20"):
        yield Finding("sealed", N_("Entry {entry} has no seal."), {"entry": str(entry_id)})
    for row in OF_ENTRIES:
        (lost,) = tx.one(f"SELECT count(*) FROM {row.__tablename__} WHERE entry_id NOT IN (SELECT entry_id FROM entry)")  # noqa: S608
        if lost:
            yield Finding("sealed", N_("{table}: {count} rows belong to no entry."), {"table": row.__tablename__, "count": lost})


def _balanced(tx: Reading) -> Iterator[Finding]:
    for entry_id, difference in tx.all("SELECT entry_id, coalesce(sum(amount_kip), 0) FROM entry LEFT JOIN posting USING (entry_id) "
                                       "GROUP BY entry_id HAVING count(amount_kip) < 2 OR sum(amount_kip) <> 0 LIMIT 20"):
        yield Finding("balanced", N_("Entry {entry} does not balance. The difference is {difference_kip}."),
                      {"entry": str(entry_id), "difference_kip": difference})
    for entry_id, day, on in tx.all("SELECT entry_id, p.entry_date, e.entry_date FROM posting AS p JOIN entry AS e USING (entry_id) "
                                    "WHERE p.entry_date <> e.entry_date LIMIT 20"):
        yield Finding("balanced", N_("Entry {entry} is dated {on}, but a line of it {day}."),
                      {"entry": str(entry_id), "on": on, "day": day})


def chain_heads(tx: Reading) -> Iterator[tuple[int, bytes, bytes]]:
    """Walk the chain: event id, the hash that is kept, the hash as recomputed."""
    entries = _grouped(tx, EntryRow)
    tables = [_grouped(tx, row) for row in OF_ENTRIES]
    before = START
    for event_id, recorded_at, user_name, kind, subject_id, body, kept in tx.each("SELECT * FROM event ORDER BY event_id"):
        rows: object = None
        if kind == "entry":
            (head,) = entries.take(subject_id) or [()]
            rows = [head, *(table.take(subject_id) for table in tables)]
        made = link(before, (event_id, recorded_at, user_name, kind, subject_id, body), rows)
        yield event_id, kept, made
        before = kept


class _Grouped:
    """The rows of one table in the order of their entries, taken entry by entry."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], key: Callable[[tuple[Any, ...]], int]) -> None:
        self._groups = groupby(rows, key)
        self._next: tuple[int, list[tuple[Any, ...]]] | None = None
        self._advance()

    def _advance(self) -> None:
        found = next(self._groups, None)
        self._next = (found[0], list(found[1])) if found else None

    def take(self, entry_id: int) -> list[tuple[Any, ...]]:
        """The rows of one entry; rows of entries in between belong to nobody and are passed over."""
        while self._next is not None and self._next[0] < entry_id:
            self._advance()
        if self._next is None or self._next[0] != entry_id:
            return []
        rows = self._next[1]
        self._advance()
        return rows


def _grouped(tx: Reading, row: type[Row]) -> _Grouped:
    names = list(row.__table__.columns.keys())
    place = names.index("entry_id")
    return _Grouped(tx.each(f'SELECT * FROM "{row.__tablename__}" ORDER BY entry_id, {names[0]}'),  # noqa: S608 - own names
                    itemgetter(place))


def _chain(tx: Reading) -> Iterator[Finding]:
    expected = 1
    for event_id, kept, made in chain_heads(tx):
        if event_id != expected:
            yield Finding("chain", N_("Event {event} is missing from the chain."), {"event": str(expected)})
            expected = event_id
        if kept != made:
            yield Finding("chain", N_("Event {event} is not what was sealed."), {"event": str(event_id)})
            return
        expected += 1


def codes(*wanted: str) -> Check:
    """A check that every printed code is found in the chain."""
    def look(tx: Reading) -> Iterator[Finding]:
        missing = {code.strip().upper() for code in wanted}
        for _, kept, _made in chain_heads(tx):
            missing.discard(head_code(kept))
        for code in sorted(missing):
            yield Finding("code", N_("The code {code} is not in this book. It has been changed since that paper was printed."), {"code": code})
    return look


def _master(tx: Reading) -> Iterator[Finding]:
    for row in (*MASTER, *OF_EVENTS):
        names = list(row.__table__.columns.keys())
        for values in tx.each(f'SELECT t.*, v.kind, v.subject_id, v.body FROM "{row.__tablename__}" AS t '  # noqa: S608 - own names
                              "LEFT JOIN event AS v USING (event_id)"):
            *own, kind, subject, body = values
            state = dict(zip(names, own, strict=True))
            said = {name: value.hex() if isinstance(value, bytes) else value for name, value in state.items() if name in names[1:-1]}
            if kind != row.__tablename__ or subject != own[0] or json.loads(body or "{}") != said:
                yield Finding("master", N_("{table} no. {number} is not what was last recorded."),
                              {"table": row.__tablename__, "number": str(own[0])})
    for row in MASTER:
        table = row.__tablename__
        for (subject,) in tx.all(f'SELECT DISTINCT subject_id FROM event WHERE kind = ? AND subject_id NOT IN '  # noqa: S608
                                 f'(SELECT {table}_id FROM "{table}" AS t WHERE t.event_id = (SELECT max(event_id) FROM event AS v '
                                 f"WHERE v.kind = ? AND v.subject_id = t.{table}_id)) LIMIT 20", table, table):
            yield Finding("master", N_("{table} no. {number} is not what was last recorded."), {"table": table, "number": str(subject)})


def _numbers(tx: Reading) -> Iterator[Finding]:
    for kind, year, count, last in tx.all("SELECT kind, series_year, count(serial), max(serial) FROM document WHERE serial IS NOT NULL "
                                          "GROUP BY kind, series_year HAVING count(serial) <> max(serial) OR min(serial) <> 1"):
        yield Finding("numbers", N_("The numbers {prefix} of {year} have gaps: {count} papers, the last is no. {last}."),
                      {"prefix": PREFIX[kind], "year": year, "count": count, "last": last})


def _periods(tx: Reading) -> Iterator[Finding]:
    for entry_id, on in tx.all("SELECT e.entry_id, e.entry_date FROM entry AS e JOIN closing AS c ON e.entry_date <= c.last_day "
                               "WHERE e.event_id > c.event_id LIMIT 20"):
        yield Finding("periods", N_("Entry {entry} of {on} was written after its year was closed."), {"entry": str(entry_id), "on": on})


def _register(tx: Reading) -> Iterator[Finding]:
    for role, register in ((AccountRole.SHARE_CAPITAL, "-sum(capital_kip)"), (AccountRole.UNPAID_SHARES, "sum(capital_kip - paid_kip)")):
        found = dict(tx.all(f"SELECT member_id, {register} FROM share_line GROUP BY member_id"))  # noqa: S608 - constants
        posted = dict(tx.all("SELECT member_id, sum(amount_kip) FROM posting WHERE account_id = ? GROUP BY member_id",
                             tx.account_id(role)))
        for member in sorted(found.keys() | posted.keys(), key=str):
            if found.get(member, 0) != posted.get(member, 0):
                yield Finding("register", N_("Member {member}: the register says {register_kip}, the account {role} says {account_kip}."),
                              {"member": str(member), "role": role, "register_kip": found.get(member, 0),
                               "account_kip": posted.get(member, 0)})
    for member, count, unpaid in tx.all("SELECT member_id, sum(share_count), sum(capital_kip - paid_kip) FROM share_line GROUP BY member_id "
                                        "HAVING sum(share_count) < 0 OR sum(paid_kip) < 0 OR sum(capital_kip - paid_kip) < 0"):
        yield Finding("register", N_("Member {member} holds {count} shares with {unpaid_kip} unpaid."),
                      {"member": str(member), "count": count, "unpaid_kip": unpaid})


def _intake(tx: Reading) -> Iterator[Finding]:
    for entry_id, lines, cost in tx.all(
            "SELECT entry_id, sum(amount_kip), (SELECT sum(amount_kip) FROM posting AS p WHERE p.entry_id = l.entry_id AND p.account_id = ?) "
            "AS cost FROM delivery_line AS l GROUP BY entry_id HAVING sum(amount_kip) IS NOT cost LIMIT 20",
            tx.account_id(AccountRole.PRODUCE_COST)):
        yield Finding("intake", N_("Entry {entry}: the slip is worth {lines_kip}, the account says {account_kip}."),
                      {"entry": str(entry_id), "lines_kip": lines, "account_kip": cost or 0})


def _receivables(tx: Reading) -> Iterator[Finding]:
    receivable = tx.account_id(AccountRole.RECEIVABLE)
    (whole,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ?", receivable)
    (parts,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ? AND customer_id IS NOT NULL", receivable)
    if whole != parts:
        yield Finding("receivables", N_("Customers owe {parts_kip} together, the account says {whole_kip}."),
                      {"parts_kip": parts, "whole_kip": whole})
    for number, total, allocated in tx.all(
            "SELECT d.number, d.total_kip, sum(a.amount_kip) FROM allocation AS a JOIN document AS d ON d.document_id = a.item_id "
            "GROUP BY item_id HAVING sum(a.amount_kip) > max(d.total_kip, 0) OR sum(a.amount_kip) < 0 LIMIT 20"):
        yield Finding("receivables", N_("{number}: {allocated_kip} was paid of {total_kip}."),
                      {"number": number, "allocated_kip": allocated, "total_kip": total})


def _subledgers(tx: Reading) -> Iterator[Finding]:
    for roles, column in ((PER_MEMBER, "member_id"), (PER_CUSTOMER, "customer_id")):
        for role in sorted(roles):
            (alone,) = tx.one(f"SELECT count(*) FROM posting WHERE account_id = ? AND {column} IS NULL", tx.account_id(role))  # noqa: S608
            if alone:
                yield Finding("subledgers", N_("{count} lines of {role} name nobody."), {"count": alone, "role": role})


def _totals(tx: Reading) -> Iterator[Finding]:
    months = ("SELECT coalesce(member_id, 0), substr(entry_date, 1, 7), account_id, sum(max(amount_kip, 0)), sum(max(-amount_kip, 0)) "
              "FROM posting WHERE {part} GROUP BY 1, 2, 3")
    for part, kept in (("member_id IS NOT NULL", "member_id > 0"), ("1", "member_id = 0")):
        source = months.format(part=part) if part != "1" else months.format(part="1").replace("coalesce(member_id, 0)", "0")
        (wrong,) = tx.one(f"SELECT count(*) FROM (SELECT * FROM ({source}) EXCEPT SELECT * FROM balance_month WHERE {kept})")  # noqa: S608
        (more,) = tx.one(f"SELECT count(*) FROM (SELECT * FROM balance_month WHERE {kept} EXCEPT SELECT * FROM ({source}))")  # noqa: S608
        if wrong or more:
            yield Finding("totals", N_("{count} monthly totals are not what the lines add up to."), {"count": max(wrong, more)})
    for (year,) in tx.all("SELECT year FROM book_year ORDER BY year"):
        (wrong,) = tx.one(
            "SELECT count(*) FROM (SELECT member_id, account_id, sum(kip) AS kip FROM (SELECT member_id, account_id, -opening_kip AS kip "
            "FROM balance_opening WHERE year = ?1 UNION ALL SELECT member_id, account_id, debit_kip - credit_kip FROM balance_month "
            "WHERE month < printf('%04d-01', ?1)) GROUP BY member_id, account_id HAVING sum(kip) <> 0)", year)
        if wrong:
            yield Finding("totals", N_("{count} opening balances of {year} are not what the months add up to."), {"count": wrong, "year": year})


def _dividends(tx: Reading) -> Iterator[Finding]:
    for number, paid, net in tx.all("SELECT m.number, sum(p.amount_kip), l.net_kip FROM payout AS p JOIN dividend_line AS l USING "
                                    "(dividend_line_id) JOIN member AS m USING (member_id) GROUP BY dividend_line_id "
                                    "HAVING sum(p.amount_kip) > l.net_kip OR sum(p.amount_kip) < 0"):
        yield Finding("dividends", N_("Member {number} was paid {paid_kip} of {net_kip}."),
                      {"number": number, "paid_kip": paid, "net_kip": net})
    for year, lines, posted in tx.all(
            "SELECT year, (SELECT sum(net_kip) FROM dividend_line AS l WHERE l.appropriation_id = a.appropriation_id), "
            "(SELECT -sum(amount_kip) FROM posting AS p WHERE p.entry_id = a.entry_id AND account_id IN (?, ?)) FROM appropriation AS a",
            tx.account_id(AccountRole.DIVIDENDS_PAYABLE), tx.account_id(AccountRole.PATRONAGE_PAYABLE)):
        if (lines or 0) != (posted or 0):
            yield Finding("dividends", N_("{year}: the members' lines add up to {lines_kip}, the entry says {posted_kip}."),
                          {"year": year, "lines_kip": lines or 0, "posted_kip": posted or 0})


def _order(tx: Reading) -> Iterator[Finding]:
    for event_id, at, before in tx.all("SELECT a.event_id, a.recorded_at, b.recorded_at FROM event AS a JOIN event AS b "
                                       "ON b.event_id = a.event_id - 1 WHERE a.recorded_at < b.recorded_at LIMIT 20"):
        yield Finding("order", N_("The clock went back: event {event} is of {at}, the one before of {before}."),
                      {"event": str(event_id), "at": at, "before": before})


CHECKS: dict[str, Check] = {
    "file": _file, "types": _types, "sealed": _sealed, "balanced": _balanced, "chain": _chain, "master": _master, "numbers": _numbers,
    "periods": _periods, "register": _register, "intake": _intake, "receivables": _receivables, "subledgers": _subledgers,
    "totals": _totals, "dividends": _dividends, "order": _order}
"""Every check by name, in the order in which they run."""


def verify(tx: Reading, only: tuple[str, ...] = (), printed_codes: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Run the checks (all, or the ones named), and look for printed codes."""
    for name, check in CHECKS.items():
        if not only or name in only:
            yield from check(tx)
    if printed_codes:
        yield from codes(*printed_codes)(tx)
