"""The whole journal for other accounting programs: they must total to the same figures.

Every posting stands in the file, and at its end every account's balance as an assertion that the other program checks itself. The
beginning of the book and the close of each year are entries like any other; a close is marked `closing`, because an income statement
leaves it out: `hledger incomestatement not:tag:closing`, and in beancount the tag `#closing`.
User text goes into comments or quoted strings with everything taken out that could mean something there.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from coopbooks.books import everything
from coopbooks.books.book import Book
from coopbooks.books.everything import PlainEntry, PlainTable
from coopbooks.books.settings import profile
from coopbooks.ledger.accounts import AccountKind

_TOP = {AccountKind.ASSET: ("Assets", "A"), AccountKind.LIABILITY: ("Liabilities", "L"), AccountKind.EQUITY: ("Equity", "E"),
        AccountKind.INCOME: ("Income", "R"), AccountKind.EXPENSE: ("Expenses", "X")}


def all_tables(book: Book) -> tuple[PlainTable, ...]:
    """Everything in the book as plain tables."""
    with book.reading() as tx:
        return tuple(everything.plain_tables(tx))


def as_json(book: Book) -> dict[str, object]:
    """Everything in the book as one document: who, the head code, and every table as a list of objects."""
    with book.reading() as tx:
        coop = profile(tx)
    tables = {table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in all_tables(book)}
    return {"cooperative": {"name_lo": coop.name_lo, "name_en": coop.name_en, "registration_no": coop.registration_no},
            "head_code": book.head_code(), **tables}


def hledger_journal(book: Book) -> str:
    """The journal in hledger's format."""
    with book.reading() as tx:
        kinds, entries = everything.kinds_by_code(tx), tuple(everything.plain_entries(tx))
    names = {code: f"{_TOP[kind][0]}:{code} {_words(name)}" for code, (kind, name) in kinds.items()}
    lines = ["commodity 1000. LAK", ""]
    lines += [f"account {names[code]}  ; type: {_TOP[kind][1]}" for code, (kind, _) in kinds.items()]
    for entry in entries:
        lines += ["", f"{entry.on.isoformat()} ({_words(entry.paper)}) {entry.action}  ; {_comment(entry)}"
                  f"{', closing:' if entry.closes else ''}"]
        lines += [f"    {names[code]}  {kip} LAK{_who_and_why(who, note)}" for code, kip, who, note in entry.legs]
    lines += ["", *_hledger_assertions(entries, names)]
    return "\n".join(lines) + "\n"


def _hledger_assertions(entries: tuple[PlainEntry, ...], names: dict[str, str]) -> Iterator[str]:
    if entries:
        yield f"{entries[-1].on.isoformat()} closing balances"
        for code, kip in _balances(entries).items():
            yield f"    {names[code]}  0 LAK = {kip} LAK"


def beancount_journal(book: Book) -> str:
    """The journal in beancount's format."""
    with book.reading() as tx:
        kinds, entries = everything.kinds_by_code(tx), tuple(everything.plain_entries(tx))
    names = {code: f"{_TOP[kind][0]}:{code}-{'-'.join(re.findall('[A-Za-z0-9]+', name)) or 'Account'}"
             for code, (kind, name) in kinds.items()}
    first = entries[0].on if entries else date(2000, 1, 1)
    lines = ['option "operating_currency" "LAK"', ""]
    lines += [f"{first.isoformat()} open {name} LAK" for name in names.values()]
    for entry in entries:
        lines += ["", f'{entry.on.isoformat()} * "{_quoted(entry.paper)}" "{_quoted(entry.action)}"'
                  f"{' #closing' if entry.closes else ''}  ; {_comment(entry)}"]
        lines += [f"  {names[code]}  {kip} LAK{_who_and_why(who, note)}" for code, kip, who, note in entry.legs]
    if entries:
        day = entries[-1].on + timedelta(days=1)
        lines += ["", *(f"{day.isoformat()} balance {names[code]}  {kip} LAK" for code, kip in _balances(entries).items())]
    return "\n".join(lines) + "\n"


def _balances(entries: tuple[PlainEntry, ...]) -> dict[str, int]:
    balances: dict[str, int] = {}
    for entry in entries:
        for code, kip, _, _ in entry.legs:
            balances[code] = balances.get(code, 0) + kip
    return dict(sorted(balances.items()))


def _who_and_why(who: str, note: str) -> str:
    said = _words(" ".join(part for part in (who, note) if part))
    return f"  ; {said}" if said else ""


def _comment(entry: PlainEntry) -> str:
    return _words(f"entry {entry.entry_id} {entry.note}")


def _words(text: str) -> str:
    # Line ends, semicolons, brackets and double spaces mean something in a journal; tags begin at "word:".
    return re.sub(r"\s+", " ", re.sub(r'[\x00-\x1f;:|()\[\]"=@*!]', " ", text)).strip()


def _quoted(text: str) -> str:
    return _words(text).replace("\\", "/")
