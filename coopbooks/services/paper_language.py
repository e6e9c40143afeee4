"""What language a paper speaks unless somebody chooses another: that of whom it is for, else what the co-op decided for its papers.

Asked here and nowhere else: by the Reports page, the pictures of other pages, lists that are saved, runs of many, the command line.
"""

from collections.abc import Callable
from typing import Any

from coopbooks.books import settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.papers.form import Form
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.receipt import Receipt
from coopbooks.services import paper_settings

_OF_MEMBER = "SELECT language FROM member WHERE number = ?"
_OF_CUSTOMER = "SELECT language FROM customer WHERE number = ?"
_OF_RECEIPT = ("SELECT coalesce(nullif(m.language, ''), c.language) FROM document AS d LEFT JOIN member AS m USING (member_id) "
               "LEFT JOIN customer AS c ON c.customer_id = d.customer_id WHERE d.number = ? AND d.doc_date = ? AND d.kind = ? "
               "ORDER BY document_id DESC LIMIT 1")


def of_coop(tx: Reading) -> str:
    """What the co-op's papers speak: lo, en, or lo+en where it decided on both."""
    return "lo+en" if paper_settings.value_of(tx, "papers.both") == "yes" else settings.profile(tx).language


def of_paper(tx: Reading, paper: Any) -> str:
    """What this paper speaks: that of the member or customer it is for, else the co-op's."""
    if isinstance(paper, Receipt):
        return _wish(tx, _OF_RECEIPT, paper.number, paper.on.isoformat(), paper.kind)
    if isinstance(paper, MemberStatement | ShareCertificate):
        return _wish(tx, _OF_MEMBER, paper.member_number)
    if isinstance(paper, Form) and paper.party is not None and paper.party.title in ("Member", "Customer"):
        return _wish(tx, _OF_MEMBER if paper.party.title == "Member" else _OF_CUSTOMER, paper.party.number)
    return of_coop(tx)


def _wish(tx: Reading, sql: str, *values: object) -> str:
    found = tx.maybe(sql, *values)
    return str(found[0]) if found is not None and found[0] else of_coop(tx)


def spoken(book: Book, paper: Any = None) -> str:
    """The same, for those who have no reading open; without a paper that of the co-op."""
    with book.reading() as tx:
        return of_paper(tx, paper)


def of_everybody(book: Book) -> Callable[[Any], str]:
    """Answers for each paper of a run what it speaks, a member's statement or a customer's paper; read once."""
    with book.reading() as tx:
        own = of_coop(tx)
        wishes = {str(number): str(language) for number, language in tx.all("SELECT number, language FROM member WHERE language <> ''")}
        bought = {str(number): str(language) for number, language in tx.all("SELECT number, language FROM customer WHERE language <> ''")}
    return lambda paper: (wishes.get(paper.member_number, own) if isinstance(paper, MemberStatement) else bought.get(paper.party.number, own))
