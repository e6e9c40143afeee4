"""The hash chain: each event's hash covers the one before it and the event's whole meaning.

For an entry that is its head, its legs and every register row that hangs on it; for a change of master data it is the
JSON body. Recomputing the chain needs nothing but this file, SHA-256 and JSON. A chain proves nothing against somebody who
rewrites all of it, so its head is printed as a short code on papers that leave the office.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence

Value = str | int | bytes | None
START = bytes(32)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex)


def canonical(*parts: object) -> bytes:
    """The one way to write values down for hashing: compact JSON in UTF-8, bytes as hexadecimal."""
    return _JSON.encode(parts).encode("utf-8", "surrogatepass")


def print_of(text: str) -> str:
    """SHA-256 of a text in hexadecimal: stands for a long text in an event's body."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_FIRST_TABLES = 10
"""Tables whose rows could hang on an entry in the first released book."""


def meaning(head: Sequence[Value], tables: Sequence[Sequence[Sequence[Value]]]) -> list[object]:
    """An entry's rows as they are hashed: its head, then one list per table.

    A table that came after the first book counts only where it has rows: what was sealed without it keeps its seal.
    """
    last = max((place for place, rows in enumerate(tables, 1) if rows), default=0)
    return [head, *tables[:max(last, _FIRST_TABLES)]]


def meaning_in_text(head: str, tables: Mapping[int, str]) -> str:
    """The same from rows that are JSON already: of the head, and by place of those tables that have rows, the rows with commas between."""
    parts = ["[]"] * max([_FIRST_TABLES, *(place + 1 for place in tables)])
    for place, rows in tables.items():
        parts[place] = f"[{rows}]"
    return f"[{head},{','.join(parts)}]"


def link_in_text(before: bytes, head: str, rows: str) -> bytes:
    """The hash of one event whose head and rows are JSON already, letter for letter as `canonical` writes it."""
    return hashlib.sha256(before + f"[{head},{rows}]".encode("utf-8", "surrogatepass")).digest()


def link(before: bytes, head: Sequence[Value], rows: object) -> bytes:
    """The hash of one event.

    Args:
        before: hash of the event before it; `START` for the first.
        head: event_id, recorded_at, user_name, kind, subject_id, body.
        rows: for an entry, its head row followed by one list of rows per table; None for other events.
    """
    return hashlib.sha256(before + canonical(head, rows)).digest()


def head_code(head: bytes) -> str:
    """The first 80 bits as people write them down: four groups of four letters and digits."""
    text = base64.b32encode(head[:10]).decode("ascii")
    return "-".join(text[i:i + 4] for i in range(0, 16, 4))
