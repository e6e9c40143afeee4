"""The chain of events: every entry has its seal, every hash is what its rows make, every printed code is found.

The walk needs constant memory: rows are given their ids in the order of their entries, so each table is read once from front
to back and the tables are merged entry by entry. A row that stands out of that order was not written by this program.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from heapq import heapify, heappop, heapreplace
from itertools import islice

from coopbooks.books.base import Row
from coopbooks.books.chain import START, link_in_text, meaning_in_text, print_of
from coopbooks.books.rows import MASTER, OF_ENTRIES, OF_EVENTS, EntryRow
from coopbooks.books.transaction import Reading
from coopbooks.books.verify_file import READ_WHOLE
from coopbooks.books.verify_finding import MOST_TOLD, Check, Finding, paper_of
from coopbooks.i18n.markers import N_

_NEVER = 2**63


def sealed(tx: Reading) -> Iterator[Finding]:
    """Every entry has its own event, and every event of an entry has its entry."""
    for (entry_id,) in tx.all("SELECT entry_id FROM entry AS e WHERE NOT EXISTS (SELECT 1 FROM event AS v "
                              "WHERE v.event_id = e.event_id AND v.kind = 'entry' AND v.subject_id = e.entry_id) LIMIT ?", MOST_TOLD):
        yield Finding("sealed", N_("Entry {entry} has no seal."), {"entry": paper_of(tx, entry_id)})
    for (entry_id,) in tx.all("SELECT subject_id FROM event AS v WHERE kind = 'entry' AND NOT EXISTS (SELECT 1 FROM entry AS e "
                              "WHERE e.entry_id = v.subject_id AND e.event_id = v.event_id) LIMIT ?", MOST_TOLD):
        yield Finding("sealed", N_("Entry {entry} was sealed and is not there."), {"entry": str(entry_id)})


def _rows(tx: Reading, row: type[Row], first_entry: int) -> Iterator[tuple[int, str]]:
    """The rows of a table as (entry, JSON), in the order in which they were written.

    SQLite writes the JSON: for a million rows that is much quicker than reading their values and writing them here.
    """
    names = list(row.__table__.columns.keys())
    of_row = f'SELECT entry_id, json_array({", ".join(names)}) FROM "{row.__tablename__}"'
    if row is EntryRow:
        return tx.each(f"{of_row} WHERE entry_id >= ? ORDER BY entry_id", first_entry)
    return tx.each(f'{of_row} WHERE {names[0]} >= (SELECT coalesce(min({names[0]}), {_NEVER - 1}) '
                   f'FROM "{row.__tablename__}" WHERE entry_id >= ?) ORDER BY {names[0]}', first_entry)


class _Tables:
    """The rows of every table side by side, taken entry by entry; the table whose rows come next stands first."""

    def __init__(self, tx: Reading, first_entry: int) -> None:
        self._next: list[tuple[int, int, str, Iterator[tuple[int, str]]]] = []
        self._names = [row.__tablename__ for row in (EntryRow, *OF_ENTRIES)]
        for place, row in enumerate((EntryRow, *OF_ENTRIES), -1):
            rows = _rows(tx, row, first_entry)
            for entry_id, text in rows:
                self._next.append((entry_id, place, text, rows))
                break
        heapify(self._next)

    def take(self, entry_id: int, strays: list[tuple[str, int]]) -> dict[int, str]:
        """The rows of one entry by the place of their table, with commas between. Rows of earlier entries belong to nobody and are noted."""
        found: dict[int, str] = {}
        while self._next and self._next[0][0] <= entry_id:
            at, place, text, rows = self._next[0]
            for coming, more in rows:
                if coming != at:
                    heapreplace(self._next, (coming, place, more, rows))
                    break
                text += "," + more
            else:
                heappop(self._next)
            # Rows of an entry that come a second time were written after others.
            if at == entry_id and place not in found:
                found[place] = text
            else:
                strays.append((self._names[place + 1], at))
        return found


_EVENTS = ("SELECT event_id, kind, subject_id, json_array(event_id, recorded_at, user_name, kind, subject_id, body), hash FROM event "
           "WHERE event_id >= ? ORDER BY event_id")


def walk(tx: Reading, strays: list[tuple[str, int]], first_event: int = 1) -> Iterator[tuple[int, str, int, bool]]:
    """Walk the chain from an event on: event id, kind, subject, and whether its hash is what its rows make.

    `strays` gathers (table, entry) of rows that no event seals in their place.
    """
    before = START
    for (kept,) in tx.all("SELECT hash FROM event WHERE event_id = ?", first_event - 1):
        before = kept
    (first_entry,) = tx.one("SELECT coalesce(min(subject_id), ?2) FROM event WHERE event_id >= ?1 AND kind = 'entry'",
                            first_event, _NEVER - 1)
    tables = _Tables(tx, first_entry)
    for event_id, kind, subject, head, kept in tx.each(_EVENTS, first_event):
        rows = "null"
        if kind == "entry":
            found = tables.take(subject, strays)
            rows = meaning_in_text(found.pop(-1, "[]"), found)
        yield event_id, kind, subject, link_in_text(before, head, rows) == kept
        before = kept
    tables.take(_NEVER, strays)
    if first_event == 1:
        tx.memo[READ_WHOLE] = frozenset(row.__tablename__ for row in (EntryRow, *OF_ENTRIES))


def chain(tx: Reading, first_event: int = 1) -> Iterator[Finding]:
    """Every event follows the one before, and is what was sealed; no row stands outside."""
    yield from islice(_breaks(tx, first_event), MOST_TOLD)


def _breaks(tx: Reading, first_event: int) -> Iterator[Finding]:
    expected, strays = first_event, list[tuple[str, int]]()
    for event_id, kind, subject, holds in walk(tx, strays, first_event):
        if event_id != expected:
            yield Finding("chain", N_("No. {event} is missing from the chain."), {"event": str(expected)})
        elif not holds:
            yield Finding("chain", N_("No. {event} of the chain is not what was sealed: {kind} {what}."),
                          {"event": str(event_id), "kind": kind,
                           "what": paper_of(tx, subject) if kind == "entry" else str(subject)})
        expected = event_id + 1
    for table, entry_id in strays[:MOST_TOLD]:
        yield Finding("chain", N_("A row of {table} was added to entry {entry} after it was sealed."),
                      {"table": table, "entry": paper_of(tx, entry_id)})


def tail_holds(tx: Reading, how_many: int) -> bool:
    """Whether the last events of the chain are what was sealed: the quick look at every opening."""
    (last,) = tx.one("SELECT coalesce(max(event_id), 0) FROM event")
    return next(chain(tx, max(1, last - how_many + 1)), None) is None


def _code_bytes(code: str) -> bytes | None:
    # People read O for 0, I for 1 and B for 8; the alphabet has none of the three digits.
    letters = code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("018", "OIB"))
    try:
        return base64.b32decode(letters) if len(letters) == 16 else None
    except binascii.Error:
        return None


def codes(wanted: tuple[str, ...]) -> Check:
    """A check that every printed code is found in the chain."""
    def look(tx: Reading) -> Iterator[Finding]:
        for code in wanted:
            head = _code_bytes(code)
            if head is None:
                yield Finding("code", N_("{code} is not a code from a paper. It has sixteen letters and digits in four groups."),
                              {"code": code})
            elif tx.maybe("SELECT 1 FROM event WHERE substr(hash, 1, 10) = ? LIMIT 1", head) is None:
                yield Finding("code", N_("The code {code} is not in this book. What stood in it when that paper was printed has been "
                                         "changed or taken away."), {"code": code})
    return look


def master(tx: Reading) -> Iterator[Finding]:
    """Every member, account, setting, price, … is what its last event says, and every save is remembered once."""
    last: dict[tuple[str, int], int] = {}
    for event_id, kind, subject in tx.each("SELECT event_id, kind, subject_id FROM event WHERE kind NOT IN ('entry', 'request', 'restore') "
                                           "ORDER BY event_id"):
        last[kind, subject] = event_id
    found = (one for row in (*MASTER, *OF_EVENTS) for one in _changed(tx, row, last))
    for table, subject in islice(found, MOST_TOLD):
        yield Finding("master", N_("{table} {which} is not what was last recorded."),
                      {"table": table, "which": _known_as(tx, table, subject)})
    for (table, subject), event_id in islice(last.items(), MOST_TOLD):
        yield Finding("master", N_("{table} no. {number} was recorded with no. {event} of the chain and is not there."),
                      {"table": table, "number": str(subject), "event": str(event_id)})
    yield from islice(_requests(tx), MOST_TOLD)


def _changed(tx: Reading, row: type[Row], last: dict[tuple[str, int], int]) -> Iterator[tuple[str, int]]:
    """Rows of a table that differ from their last event; what is seen is taken out of `last`."""
    table, names = row.__tablename__, list(row.__table__.columns.keys())
    later = {column.name: column.info["later"] for column in row.__table__.columns if "later" in column.info}
    for *own, kind, subject, body in tx.each(f'SELECT t.*, v.kind, v.subject_id, v.body FROM "{table}" AS t '
                                             "LEFT JOIN event AS v USING (event_id)"):
        said = {name: value.hex() if isinstance(value, bytes) else value
                for name, value in zip(names[1:-1], own[1:-1], strict=True)}
        if last.pop((table, own[0]), None) != own[-1] or (kind, subject) != (table, own[0]) or {**later, **_read(body)} != said:
            yield table, own[0]


def _read(body: str | None) -> dict[str, object]:
    try:
        found = json.loads(body or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _known_as(tx: Reading, table: str, row_id: int) -> str:
    column = {"member": "number", "customer": "number", "account": "code", "product": "code", "user": "name", "setting": "key"}
    if table not in column:
        return str(row_id)
    (name,) = tx.one(f'SELECT {column[table]} FROM "{table}" WHERE {table}_id = ?', row_id)
    return str(name)


def _requests(tx: Reading) -> Iterator[Finding]:
    for key, answer, kind, body in tx.each("SELECT request_key, answer, kind, body FROM request LEFT JOIN event USING (event_id)"):
        if kind != "request" or _read(body) != {"request_key": key, "answer": print_of(answer)}:
            yield Finding("master", N_("The answer to the save {key} is not what was given."), {"key": key})
    (more,) = tx.one("SELECT count(*) FROM event WHERE kind = 'request' AND NOT EXISTS "
                     "(SELECT 1 FROM request WHERE request.event_id = event.event_id)")
    if more:
        yield Finding("master", N_("{count} saves are no longer remembered."), {"count": more})


def order(tx: Reading) -> Iterator[Finding]:
    """The clock that stamps the events did not go back by more than ten minutes."""
    for event_id, at, before in tx.all(
            "SELECT a.event_id, a.recorded_at, b.recorded_at FROM event AS a JOIN event AS b ON b.event_id = a.event_id - 1 "
            "WHERE a.recorded_at < b.recorded_at AND julianday(a.recorded_at) < julianday(b.recorded_at, '-10 minutes') "
            "LIMIT ?", MOST_TOLD):
        yield Finding("order", N_("The clock went back: no. {event} of the chain is of {at}, the one before of {before}."),
                      {"event": str(event_id), "at": at, "before": before})
