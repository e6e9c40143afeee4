"""Files that were brought in, as kept: what came with each, what has been built on it, and who was taken back with it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Table

from coopbooks.books.base import Row
from coopbooks.books.rows_imports import ImportEndRow, ImportFileRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.taking_back import AnotherRecord, BroughtIn, Dependent, TakeBackImport

SUBJECTS = {"members": "member", "products": "product", "customers": "customer"}
"""Kinds of import that bring people or things: the table they come into."""
MOST_TOLD = 20
STANDS = ("NOT EXISTS (SELECT 1 FROM import_file AS i JOIN import_end USING (import_file_id) WHERE i.kind = '{kind}' "
          "AND {key} BETWEEN first_subject_id AND last_subject_id)")
"""A condition for queries: the row was not taken back with its file."""
_NAMES = {"member": ("number", "trim(title || ' ' || given_name || ' ' || family_name)"), "product": ("code", "name_lo"),
          "customer": ("number", "name")}
_STANDS_ALONE = ("entry_id NOT BETWEEN :first AND :last AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = t.entry_id) "
                 "AND (SELECT reverses FROM entry AS o WHERE o.entry_id = t.entry_id) IS NULL")
"""An entry that did not come with the file, and that nothing has undone."""
_WORDS = ("number", "file", "name", "code", "basis")
"""Columns by which people know a record that hangs on no entry."""


# --- bringing in --------------------------------------------------------------------------------------------------------
def last_id(tx: Reading, kind: str) -> int:
    """The last id of the table that a kind of import fills; 0 for papers."""
    subject = SUBJECTS.get(kind)
    return int(tx.one(f"SELECT coalesce(max({subject}_id), 0) FROM {subject}")[0]) if subject else 0


def keep(tx: Writing, kind: str, file: str, added_count: int, last_before: int) -> int:
    """Note what came with a file in this transaction; returns the import's id."""
    last = last_id(tx, kind)
    entries = tx.entry_ids
    return tx.decide(ImportFileRow, kind=kind, file=file[-500:], added_count=added_count, first_entry_id=entries[0] if entries else 0,
                     last_entry_id=entries[-1] if entries else 0, first_subject_id=last_before + 1 if last > last_before else 0,
                     last_subject_id=last if last > last_before else 0)


# --- reading ------------------------------------------------------------------------------------------------------------
def all_imports(tx: Reading) -> tuple[BroughtIn, ...]:
    """Every file that was brought in, the last first."""
    found = tx.all(
        "SELECT import_file_id, i.kind, file, added_count, recorded_at, user_name, ended_on, (SELECT count(DISTINCT e.entry_id) FROM document "
        "JOIN entry AS e USING (entry_id) WHERE e.entry_id BETWEEN first_entry_id AND last_entry_id AND NOT EXISTS "
        "(SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id)), iif(first_subject_id, last_subject_id - first_subject_id + 1, 0) "
        "FROM import_file AS i JOIN event USING (event_id) LEFT JOIN import_end USING (import_file_id) ORDER BY import_file_id DESC")
    return tuple(BroughtIn(int(row[0]), str(row[1]), str(row[2]), int(row[3]), str(row[4]), str(row[5]),
                           date.fromisoformat(row[6]) if row[6] else None, int(row[7]), int(row[8])) for row in found)


def standing_entries(tx: Reading, import_file_id: int) -> list[int]:
    """The entries of a file that nothing has reversed, the last first."""
    first, last = _ids(tx, import_file_id, "entry")
    return [int(key) for (key,) in tx.all("SELECT entry_id FROM entry AS e WHERE entry_id BETWEEN ? AND ? AND NOT EXISTS "
                                          "(SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id) ORDER BY entry_id DESC", first, last)]


def subjects(tx: Reading, import_file_id: int) -> range:
    """The ids of the members, products or customers that came with a file."""
    first, last = _ids(tx, import_file_id, "subject")
    return range(first, last + 1) if first else range(0)


def _ids(tx: Reading, import_file_id: int, what: str) -> tuple[int, int]:
    first, last = tx.one(f"SELECT first_{what}_id, last_{what}_id FROM import_file WHERE import_file_id = ?", import_file_id)
    return int(first), int(last)


def taken_back(tx: Reading, subject: str, known_on: date | None = None) -> frozenset[int]:
    """The ids of a table (member, product, customer) that were taken back with their file, as known on a day or now."""
    kind = next(one for one, table in SUBJECTS.items() if table == subject)
    until = known_on.isoformat() if known_on is not None else "9"
    found = tx.all("SELECT first_subject_id, last_subject_id FROM import_file AS i JOIN import_end AS e USING (import_file_id) "
                   "JOIN event AS v ON v.event_id = e.event_id WHERE i.kind = ? AND first_subject_id > 0 AND substr(recorded_at, 1, 10) <= ?",
                   kind, until)
    return frozenset(key for first, last in found for key in range(int(first), int(last) + 1))


def void_numbers(tx: Reading, kind: str) -> frozenset[tuple[int, str]]:
    """Year and number of the papers of a kind that were taken back with their file: their numbers stay theirs."""
    found = tx.all("SELECT d.series_year, d.number FROM document AS d JOIN import_file AS i ON d.entry_id BETWEEN first_entry_id AND "
                   "last_entry_id JOIN import_end USING (import_file_id) WHERE d.kind = ?", kind)
    return frozenset((int(year), str(number)) for year, number in found)


# --- what has been built on a file ----------------------------------------------------------------------------------------
def needed(tx: Reading, brought: BroughtIn) -> tuple[Dependent, ...]:
    """Whom or what of a file other papers and records refer to."""
    subject = SUBJECTS.get(brought.kind)
    keys = subjects(tx, brought.import_file_id)
    if subject is None or not keys:
        return ()
    found: dict[int, list[object]] = {}
    for key, word in _references(tx, subject, keys, _ids(tx, brought.import_file_id, "entry")):
        words = found.setdefault(key, [])
        if word not in words and len(words) < 3:
            words.append(word)
    return tuple(_dependent(tx, subject, key, tuple(words)) for key, words in sorted(found.items())[:MOST_TOLD])


def _references(tx: Reading, subject: str, keys: range, own: tuple[int, int]) -> Iterator[tuple[int, object]]:
    bound = {"least": keys[0], "most": keys[-1], "first": own[0], "last": own[1]}
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            if any(str(one.target_fullname) == f"{subject}.{subject}_id" for one in column.foreign_keys):
                yield from _of_table(tx, table, column.name, bound)
    if subject == "member":
        for key, name in tx.all("SELECT subject_id, name FROM attachment AS a WHERE subject = 'member' AND subject_id BETWEEN :least AND :most AND "
                                "takes_away IS NULL AND NOT EXISTS (SELECT 1 FROM attachment WHERE takes_away = a.attachment_id)", bound):
            yield int(key), str(name)


def _of_table(tx: Reading, table: Table, column: str, bound: dict[str, int]) -> Iterator[tuple[int, object]]:
    whose = f"{column} BETWEEN :least AND :most"
    if "entry_id" in table.columns:
        found = tx.all(f"SELECT DISTINCT k, d.number FROM (SELECT {column} AS k, entry_id AS e FROM {table.name} AS t WHERE {whose} "
                       f"AND {_STANDS_ALONE}) JOIN document AS d ON d.entry_id = e LIMIT 100", bound)
        yield from ((int(key), str(number)) for key, number in found)
        return
    word = next((one for one in _WORDS if one in table.columns), None)
    for key, text in tx.all(f"SELECT DISTINCT {column}, {word or 'NULL'} FROM {table.name} WHERE {whose} LIMIT 100", bound):
        yield int(key), str(text) if text else AnotherRecord()


def changed(tx: Reading, brought: BroughtIn) -> tuple[Dependent, ...]:
    """Whom or what of a file somebody changed since it was brought in."""
    subject, keys = SUBJECTS.get(brought.kind), subjects(tx, brought.import_file_id)
    if subject is None or not keys:
        return ()
    found = tx.all(f"SELECT {subject}_id FROM {subject} WHERE {subject}_id BETWEEN ? AND ? AND event_id > (SELECT event_id FROM import_file "
                   "WHERE import_file_id = ?) ORDER BY 1 LIMIT ?", keys[0], keys[-1], brought.import_file_id, MOST_TOLD)
    return tuple(_dependent(tx, subject, int(key), ()) for (key,) in found)


def _dependent(tx: Reading, subject: str, key: int, used_by: tuple[object, ...]) -> Dependent:
    number, name = _NAMES[subject]
    found = tx.one(f"SELECT {number}, {name} FROM {subject} WHERE {subject}_id = ?", key)
    return Dependent(str(found[0]), str(found[1]), used_by)


def end(tx: Writing, order: TakeBackImport) -> None:
    """Note that a file was taken back."""
    tx.decide(ImportEndRow, import_file_id=order.import_file_id, ended_on=order.on.isoformat(), reason=order.reason)
    for known in ("members", "products", "customers", "customers_by_number"):
        tx.memo.pop(known, None)
