"""Finding anything by a few letters or an amount: customers, papers, accounts. Members are found by `books.members.search`."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import imported
from coopbooks.books.transaction import Reading
from coopbooks.i18n import lao
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper by its number or amount."""

    kind: str
    number: str
    on: date
    who: str
    total_kip: Kip
    document_id: int


@dataclass(frozen=True, slots=True)
class FoundNamed:
    """A customer or account by its number or code, in both languages where there are two."""

    number: str
    name_lo: str
    name_en: str
    key: int = 0


# Read from the newest backwards, so that a common amount stops after a few rows.
_PAPERS = ("SELECT d.kind, d.number, d.doc_date, coalesce((SELECT trim(title || ' ' || given_name || ' ' || family_name) FROM member AS m "
           "WHERE m.member_id = d.member_id), (SELECT name FROM customer AS c WHERE c.customer_id = d.customer_id), d.payee), d.total_kip, "
           "d.document_id FROM document AS d WHERE {what} ORDER BY d.document_id DESC LIMIT ?")


def papers_by_number(tx: Reading, text: str, how_many: int) -> tuple[FoundPaper, ...]:
    """The newest papers whose number has the text in it."""
    return _papers(tx, "instr(upper(d.number), ?)", text.strip().upper(), how_many)


def papers_by_amount(tx: Reading, amount_kip: int, how_many: int) -> tuple[FoundPaper, ...]:
    """The newest papers of an amount."""
    return _papers(tx, "d.total_kip = ?", amount_kip, how_many)


def _papers(tx: Reading, what: str, value: object, how_many: int) -> tuple[FoundPaper, ...]:
    return tuple(FoundPaper(row[0], row[1], date.fromisoformat(row[2]), row[3], Kip(row[4]), int(row[5]))
                 for row in tx.all(_PAPERS.format(what=what), value, how_many))


def customers(tx: Reading, text: str, how_many: int) -> tuple[FoundNamed, ...]:
    """Customers by any part of number or name, in any Lao spelling."""
    found = tx.all("SELECT number, name, customer_id FROM customer WHERE instr(search_key, ?) ORDER BY customer_id LIMIT ?", lao.fold(text), how_many)
    gone = imported.taken_back(tx, "customer")
    return tuple(FoundNamed(number, name, name, key) for number, name, key in found if int(key) not in gone)


def accounts(tx: Reading, text: str, how_many: int) -> tuple[FoundNamed, ...]:
    """Accounts by the beginning of the code or any part of either name."""
    wanted = lao.fold(text)
    found = tx.all("SELECT code, name_lo, name_en FROM account ORDER BY code")
    hits = (FoundNamed(*row) for row in found if row[0].startswith(text.strip()) or wanted in lao.fold(f"{row[1]} {row[2]}"))
    return tuple(one for _, one in zip(range(how_many), hits, strict=False))
