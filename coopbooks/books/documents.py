"""Numbered papers: one yearly series per kind, no gaps in our own numbers, no number used twice."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from coopbooks.books import settings
from coopbooks.books.rows import DocumentRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.money import Kip

PREFIX = {"share": "SH", "delivery": "RC", "payment": "PP", "advance": "AD", "invoice": "IV", "receipt": "RV", "expense": "PV",
          "transfer": "TR", "journal": "JV", "opening": "OB", "opening-item": "OI", "closing": "CL", "appropriation": "AP",
          "payout": "DV", "reversal": "RX", "entry-fee": "EF", "par-change": "NV",
          "income": "MI", "bill": "SB", "bill-payment": "BP", "cash-count": "CN", "loan": "LN", "loan-payment": "LP", "grant": "GR",
          "asset": "FA", "depreciation": "DP", "asset-end": "FE", "revolving": "RD",
          "credit-note": "CR", "write-off": "WO",
          "second-payment": "SP", "second-payout": "PS", "stock-count": "SC", "set-off": "SO"}
"""Letters before our own numbers; the same in both languages."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says in its head. `number` None asks for the next of our own series."""

    kind: str
    on: date
    total_kip: int
    number: str | None = None
    member_id: int | None = None
    customer_id: int | None = None
    payee: str = ""
    box: str = ""
    due_on: date | None = None
    detail: str = ""
    note: str = ""
    refers: int | None = None
    likeness: str = ""


def likeness(order: Any) -> str:
    """The print of a frozen order: equal for the same figures, so that a paper that comes twice is recognised.

    Fields marked `later` came after the first book: unused, they are left out, so that papers of then are still recognised.
    """
    return hashlib.sha256(_told(order).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _told(order: Any) -> str:
    if not any("later" in one.metadata for one in fields(order)):
        return repr(order)
    used = (one for one in fields(order) if "later" not in one.metadata or getattr(order, one.name) != one.default)
    return f"{type(order).__qualname__}({', '.join(f'{one.name}={getattr(order, one.name)!r}' for one in used)})"


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as it stands in the book. `reversed_by` is the entry that undid it, if any."""

    document_id: int
    entry_id: int
    kind: str
    number: str
    on: date
    member_id: int | None
    customer_id: int | None
    payee: str
    box: str
    total_kip: Kip
    due_on: date | None
    detail: str
    note: str
    refers: int | None
    reversed_by: int | None


_COLUMNS = ("d.document_id, d.entry_id, d.kind, d.number, d.doc_date, d.member_id, d.customer_id, d.payee, d.box, d.total_kip, "
            "d.due_on, d.detail, d.note, d.refers, (SELECT r.entry_id FROM entry AS r WHERE r.reverses = d.entry_id)")


def _paper(row: tuple[Any, ...]) -> KeptPaper:
    values = list(row)
    values[4] = date.fromisoformat(str(row[4]))
    values[10] = date.fromisoformat(str(row[10])) if row[10] is not None else None
    return KeptPaper(*values)


def next_number(tx: Reading, kind: str, on: date) -> tuple[str, int]:
    """The next number of our own series of a kind, and its place in the series."""
    year = settings.profile(tx).year_of(on)
    serials: dict[tuple[str, int], int] = tx.memo.setdefault("serials", {})
    if (kind, year) not in serials:
        (last,) = tx.one("SELECT coalesce(max(serial), 0) FROM document WHERE kind = ? AND series_year = ?", kind, year)
        serials[kind, year] = int(last)
        # The plus keeps SQLite from reading all our own numbers by the other index.
        looks_ours = tx.all("SELECT number FROM document WHERE kind = ? AND series_year = ? AND serial IS NULL AND +number GLOB ?",
                            kind, year, f"{PREFIX[kind]}-*")
        _outside(tx, kind, year).update(str(number) for (number,) in looks_ours)
    serial = serials[kind, year] + 1
    # A number that came from outside may look like ours; it stands for its paper, so ours steps over it.
    while f"{PREFIX[kind]}-{serial:04}" in _outside(tx, kind, year):
        serial += 1
    return f"{PREFIX[kind]}-{serial:04}", serial


def _outside(tx: Reading, kind: str, year: int) -> set[str]:
    known: set[str] = tx.memo.setdefault("numbers_from_outside", {}).setdefault((kind, year), set())
    return known


def issue(tx: Writing, entry_id: int, paper: Paper) -> int:
    """Give a paper its number and keep it with its open entry; returns its id.

    Numbers must be asked for (`reserve`) before the entry is opened when they come from our own series.
    """
    year = settings.profile(tx).year_of(paper.on)
    number, serial = (paper.number, None) if paper.number is not None else next_number(tx, paper.kind, paper.on)
    if serial is not None:
        tx.memo["serials"][paper.kind, year] = serial
    else:
        _outside(tx, paper.kind, year).add(number)
    tx.documents.append((paper.kind, number))
    return tx.append(
        DocumentRow, entry_id=entry_id, kind=paper.kind, series_year=year, number=number, serial=serial,
        doc_date=paper.on.isoformat(), member_id=paper.member_id, customer_id=paper.customer_id, payee=paper.payee,
        box=paper.box, total_kip=paper.total_kip, due_on=paper.due_on.isoformat() if paper.due_on else None,
        detail=paper.detail, note=paper.note, refers=paper.refers, likeness=paper.likeness)


def prepare(tx: Reading, kind: str, on: date) -> None:
    """Learn what `issue` needs of the book; call it before the entry is opened, because a query seals an open entry."""
    settings.profile(tx)
    next_number(tx, kind, on)


def post(tx: Writing, entry: JournalEntry, paper: Paper) -> tuple[int, int]:
    """Post an entry with its paper; returns the ids of both."""
    prepare(tx, paper.kind, paper.on)
    entry_id = tx.post(entry)
    return entry_id, issue(tx, entry_id, paper)


def by_number(tx: Reading, kind: str, number: str, on: date) -> KeptPaper | None:
    """The paper of a kind with a number in the fiscal year of a day."""
    found = tx.maybe(f"SELECT {_COLUMNS} FROM document AS d WHERE kind = ? AND series_year = ? AND number = ?",
                     kind, settings.profile(tx).year_of(on), number)
    return _paper(found) if found else None


def taken(tx: Reading, kind: str, number: str | None, on: date) -> bool:
    """Whether a number that an order brings along stands for a paper already.

    An import has compared every number before it saves, so nothing is asked then.
    """
    return number is not None and not tx.memo.get("cash_judged_later") and by_number(tx, kind, number, on) is not None


def by_id(tx: Reading, document_id: int) -> KeptPaper:
    """One paper. Raises LookupError when there is none."""
    return _paper(tx.one(f"SELECT {_COLUMNS} FROM document AS d WHERE document_id = ?", document_id))


def of_kind(tx: Reading, kind: str, first_day: date, last_day: date) -> list[KeptPaper]:
    """All papers of a kind dated in a period, in order of day and number."""
    found = tx.all(f"SELECT {_COLUMNS} FROM document AS d WHERE kind = ? AND doc_date BETWEEN ? AND ? "
                   "ORDER BY doc_date, document_id", kind, first_day.isoformat(), last_day.isoformat())
    return [_paper(row) for row in found]


def latest(tx: Reading, how_many: int) -> list[KeptPaper]:
    """The papers written last, newest first."""
    found = tx.all(f"SELECT {_COLUMNS} FROM document AS d ORDER BY document_id DESC LIMIT ?", how_many)
    return [_paper(row) for row in found]


def likenesses(tx: Reading, kind: str) -> dict[tuple[int, str], str]:
    """The prints of all papers of a kind, by fiscal year and number."""
    found = tx.all("SELECT series_year, number, likeness FROM document WHERE kind = ?", kind)
    return {(int(year), str(number)): str(known) for year, number, known in found}
