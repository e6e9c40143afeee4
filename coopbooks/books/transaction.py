"""One look into the book, and one change of it.

`Reading` is a consistent view. `Writing` is one durable transaction: rows are gathered, each entry is sealed by its event
when it is complete, and everything reaches the file together at the end, or not at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from coopbooks.books.base import Row
from coopbooks.books.chain import START, Value, head_code, link, meaning, print_of
from coopbooks.books.rows import (
    APPENDED,
    MASTER,
    OF_ENTRIES,
    EntryRow,
    EventRow,
    PostingRow,
    RequestRow,
)
from coopbooks.books.totals import ALL, Movements
from coopbooks.ledger.journal import JournalEntry

# Order of the flush: what others point to comes first; events come last because they seal.
_FLUSH: tuple[type[Row], ...] = (*MASTER, EntryRow, *OF_ENTRIES, EventRow,
                                 *(row for row in APPENDED if row not in (EventRow, EntryRow, *OF_ENTRIES)))
_COLUMNS: dict[type[Row], tuple[str, ...]] = {row: tuple(row.__table__.columns.keys()) for row in _FLUSH}
_INSERT = {row: f'INSERT INTO "{row.__tablename__}" VALUES ({", ".join("?" * len(columns))})'
           for row, columns in _COLUMNS.items()}


class Reading:
    """A consistent view of the book. Values in SQL are always bound, never pasted.

    Attributes:
        today: the computer's day; documents may not be dated after it.
        memo: what the stores have learnt in this transaction and need not ask again (a store keeps its own key true).
    """

    def __init__(self, connection: Connection, today: date) -> None:
        # The driver's own connection: SQL text and tuples need nothing of what lies between, which costs more than the query.
        driver = connection.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError(driver)
        self._driver = driver
        self.today = today
        self.memo: dict[str, Any] = {}
        self._roles: dict[str, int] | None = None

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row of a query. Bind with `?` and positional values, or `:name` and one dict."""
        bound = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
        return self._driver.execute(sql, bound).fetchall()

    def each(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one, without holding them all: for walks over the whole book."""
        return self._driver.execute(sql, values)

    def one(self, sql: str, *values: Any) -> tuple[Any, ...]:
        """The only row of a query that always has one (an aggregate, or a row known to exist)."""
        found = self.all(sql, *values)
        if len(found) != 1:
            raise LookupError(sql)
        return found[0]

    def maybe(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The row of a query that has at most one."""
        found = self.all(sql, *values)
        return found[0] if found else None

    def head_code(self) -> str:
        """The code that stands for everything in the book so far; empty in an empty book."""
        found = self.maybe("SELECT hash FROM event ORDER BY event_id DESC LIMIT 1")
        return head_code(bytes(found[0])) if found else ""

    def account_id(self, account: str) -> int:
        """The account that plays a role, or that has a code. Raises LookupError for neither."""
        if self._roles is None:
            self._roles = {}
            for account_id, code, role in self.all("SELECT account_id, code, role FROM account"):
                self._roles[code] = account_id
                if role is not None:
                    self._roles[role] = account_id
        return self._roles[account]

    def forget_chart(self) -> None:
        """Learn the chart anew when it is next asked for: an account was added."""
        self._roles = None
        self.memo.pop("accounts", None)

    def balance_of_all_days(self, account_id: int, member_id: int) -> int:
        """The balance with everything that is in the book: the last opening, and the months since."""
        (kip,) = self.one(_BALANCE, {"account": account_id, "member": member_id})
        return int(kip)


_BALANCE = """
SELECT coalesce((SELECT opening_kip FROM balance_opening WHERE year = last.year AND member_id = :member AND account_id = :account), 0)
     + coalesce((SELECT sum(debit_kip - credit_kip) FROM balance_month
                  WHERE member_id = :member AND month >= printf('%04d-01', last.year) AND account_id = :account), 0)
  FROM (SELECT coalesce(max(year), 0) AS year FROM book_year) AS last
"""


class Writing(Reading):
    """One durable transaction. Ids are given here; nobody else writes while it lives."""

    def __init__(self, connection: Connection, today: date, now: datetime, user_name: str) -> None:
        super().__init__(connection, today)
        self.recorded_at, self.user_name = now.strftime("%Y-%m-%dT%H:%M:%SZ"), user_name
        self._rows: dict[type[Row], list[tuple[Value, ...]]] = {}
        self._next: dict[type[Row], int] = {}
        self._open: dict[type[Row], list[tuple[Value, ...]]] | None = None
        self._movements = Movements()
        self._told: dict[tuple[int, int], int] = {}
        self._told_whole: set[int] = set()
        self.entry_ids: list[int] = []
        self.documents: list[tuple[str, str]] = []
        last = self.maybe("SELECT event_id, hash FROM event ORDER BY event_id DESC LIMIT 1")
        self._event_id, self._head = (int(last[0]), bytes(last[1])) if last else (0, START)

    # --- reading within the change ------------------------------------------------------------------------------------
    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row of a query, of what was written in this transaction too."""
        self.flush()
        return super().all(sql, *values)

    # --- entries ------------------------------------------------------------------------------------------------------
    def post(self, entry: JournalEntry) -> int:
        """Append an entry with its legs and leave it open for its register rows; returns its id."""
        legs = [(leg, self.account_id(leg.account)) for leg in entry.postings]
        self._seal()
        entry_id = self._new_id(EntryRow)
        head = (entry_id, self._event_id + 1, entry.entry_date.isoformat(), entry.action, entry.note, entry.reverses)
        self._open = {EntryRow: [head]}
        for leg, account_id in legs:
            self._movements.add(account_id, leg.member_id, head[2], leg.amount_kip)
            self._note_told(account_id, leg.member_id, leg.amount_kip)
            self.append(PostingRow, entry_id=entry_id, entry_date=head[2], account_id=account_id, amount_kip=leg.amount_kip,
                        member_id=leg.member_id, customer_id=leg.customer_id, note=leg.note)
        self.entry_ids.append(entry_id)
        return entry_id

    def append(self, row: type[Row], **values: Value) -> int:
        """Append a row to the entry that is open, or to the event that comes next; returns the new row's id.

        Raises KeyError for a missing column: a row is always written whole.
        """
        columns = _COLUMNS[row]
        key = self._new_id(row)
        whole = (key, *(values[name] for name in columns[1:]))
        if len(values) != len(columns) - 1:
            raise KeyError(set(values) - set(columns))
        if row in OF_ENTRIES:
            if self._open is None or values["entry_id"] != self._open[EntryRow][0][0]:
                raise LookupError(f"{row.__tablename__} row outside its open entry")
            self._open.setdefault(row, []).append(whole)
        else:
            self._rows.setdefault(row, []).append(whole)
        return key

    def _seal(self) -> None:
        if self._open is None:
            return
        rows, self._open = self._open, None
        (head,) = rows.pop(EntryRow)
        self._rows.setdefault(EntryRow, []).append(head)
        for row, found in rows.items():
            self._rows.setdefault(row, []).extend(found)
        self._add_event("entry", int(str(head[0])), "", meaning(head, [rows.get(row, []) for row in OF_ENTRIES]))

    def _add_event(self, kind: str, subject_id: int, body: str, rows: object) -> int:
        self._event_id += 1
        head = (self._event_id, self.recorded_at, self.user_name, kind, subject_id, body)
        self._head = link(self._head, head, rows)
        self._rows.setdefault(EventRow, []).append((*head, self._head))
        return self._event_id

    # --- master data and dated decisions ------------------------------------------------------------------------------
    def record(self, kind: str, subject_id: int, state: dict[str, Value]) -> int:
        """Append the event of a change of master data or a dated decision, with its whole new state; returns its id."""
        self._seal()
        body = {key: value.hex() if isinstance(value, bytes) else value for key, value in state.items()}
        return self._add_event(kind, subject_id, json.dumps(body, ensure_ascii=False, separators=(",", ":")), None)

    def keep(self, row: type[Row], key: int | None, **values: Value) -> int:
        """Add a master row (key None) or change one, with its event; returns the row's id."""
        columns = _COLUMNS[row]
        whole = {name: values[name] for name in columns[1:-1]}
        row_id = self._new_id(row) if key is None else key
        event_id = self.record(row.__tablename__, row_id, whole)
        if key is None:
            self._rows.setdefault(row, []).append((row_id, *whole.values(), event_id))
            return row_id
        self.flush()
        sets = ", ".join(f"{name} = ?" for name in columns[1:])
        self._driver.execute(f'UPDATE "{row.__tablename__}" SET {sets} WHERE {columns[0]} = ?',
                                         (*whole.values(), event_id, row_id))
        self._roles = None
        return row_id

    def decide(self, row: type[Row], **values: Value) -> int:
        """Append a dated decision (setting, terms, price, closing) with its event; returns the row's id."""
        row_id = self._new_id(row)
        event_id = self.record(row.__tablename__, row_id, values)
        columns = _COLUMNS[row]
        self._rows.setdefault(row, []).append((row_id, *(values[name] for name in columns[1:-1]), event_id))
        return row_id

    # --- balances within the change -----------------------------------------------------------------------------------
    def balance(self, account: str, member_id: int = ALL) -> int:
        """The balance of all days, of an account (member 0) or a member's part, with what this transaction has posted.

        Debit positive. Kept in memory once asked for, so that an import may ask for every row.
        """
        account_id = self.account_id(account)
        key = (account_id, member_id)
        if key not in self._told and account_id not in self._told_whole:
            self._told[key] = self.balance_of_all_days(account_id, member_id)
        return self._told.setdefault(key, 0)

    def load_balances(self, account: str) -> None:
        """Learn every member's part of an account in one query, before asking for many."""
        account_id = self.account_id(account)
        self._learn_all(account_id)
        self._told_whole.add(account_id)

    def _learn_all(self, account_id: int) -> None:
        found = self.all("SELECT member_id, sum(debit_kip - credit_kip) FROM balance_month WHERE account_id = ? "
                         "GROUP BY member_id", account_id)
        self._told.update({(account_id, int(member)): int(kip) for member, kip in found})

    def _note_told(self, account_id: int, member_id: int | None, amount_kip: int) -> None:
        for key in ((account_id, ALL), (account_id, member_id or ALL)):
            if key in self._told:
                self._told[key] += amount_kip
            if member_id is None:
                break

    # --- ids, numbers, the end ----------------------------------------------------------------------------------------
    def _new_id(self, row: type[Row]) -> int:
        if row not in self._next:
            key = _COLUMNS[row][0]
            (last,) = Reading.all(self, f'SELECT coalesce(max({key}), 0) FROM "{row.__tablename__}"')[0]
            self._next[row] = int(last)
        self._next[row] += 1
        return self._next[row]

    def run_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """One statement for many rows; only for the derived tables."""
        batch = list(rows)
        if batch:
            self._driver.executemany(sql, batch)

    def change_draft(self, sql: str, *values: Value) -> None:
        """Change what is nobody's word yet: rows outside the chain (`rows.UNCHAINED`), written at once and sealed by nothing."""
        self._driver.execute(sql, values)

    def flush(self) -> None:
        """Bring what was gathered into the open transaction, so that queries see it. Seals the open entry."""
        self._seal()
        if not self._rows and self._movements.empty():
            return
        rows, self._rows = self._rows, {}
        for row in _FLUSH:
            if rows.get(row):
                self._driver.executemany(_INSERT[row], rows[row])
        if not self._movements.empty():
            movements, self._movements = self._movements, Movements()
            movements.write(self)

    def answer_before(self, request_key: str) -> dict[str, Any] | None:
        """What was answered when this very save was made before; None the first time."""
        found = self.maybe("SELECT answer FROM request WHERE request_key = ?", request_key)
        return json.loads(found[0]) if found else None

    def remember(self, request_key: str, answer: dict[str, Any]) -> None:
        """Keep the answer under the save's key, in the same transaction, for ever."""
        self._seal()
        told = json.dumps(answer, ensure_ascii=False)
        event_id = self.record("request", 0, {"request_key": request_key, "answer": print_of(told)})
        self._rows.setdefault(RequestRow, []).append((request_key, event_id, told))


