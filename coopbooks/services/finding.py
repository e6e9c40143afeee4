"""The one read behind the search panel: members, customers, suppliers, papers and accounts for what was typed."""

from dataclasses import dataclass

from coopbooks.books import finding, members, suppliers
from coopbooks.books.book import Book
from coopbooks.books.finding import FoundNamed, FoundPaper
from coopbooks.coop.members import MemberBrief
from coopbooks.i18n.formats import parse_kip
from coopbooks.ledger.money import MAX_LINE_KIP

ROWS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds, best first, a few of each."""

    members: tuple[MemberBrief, ...] = ()
    customers: tuple[FoundNamed, ...] = ()
    papers: tuple[FoundPaper, ...] = ()
    accounts: tuple[FoundNamed, ...] = ()
    suppliers: tuple[FoundNamed, ...] = ()


def find_anything(book: Book, text: str) -> Found:
    """Look for a text: `#` looks in the papers' numbers alone, a bare amount among the papers' amounts too."""
    wanted = text.strip()
    if not wanted:
        return Found()
    with book.reading() as tx:
        if wanted.startswith("#"):
            return Found(papers=finding.papers_by_number(tx, wanted[1:], 2 * ROWS))
        amount = _amount(wanted)
        papers = finding.papers_by_number(tx, wanted, ROWS) if any(letter.isdecimal() for letter in wanted) else ()
        by_amount = finding.papers_by_amount(tx, amount, ROWS) if amount else ()
        return Found(tuple(members.search(tx, wanted, ROWS)), finding.customers(tx, wanted, ROWS), (*by_amount, *papers)[:ROWS],
                     finding.accounts(tx, wanted, ROWS), tuple(FoundNamed(one.number, one.name, one.name, key)
                                                              for key, one in suppliers.search(tx, wanted, ROWS)))


def _amount(text: str) -> int | None:
    try:
        amount = parse_kip(text, lone_dot=True)
    except ValueError:
        return None
    return amount if 0 < amount <= MAX_LINE_KIP else None
