"""Explain this number: the lines behind a figure, down to the paper and its scans.

`explain` answers for a figure of a page; `figures_of` lists every figure of a paper that can be asked about.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from coopbooks.books import attachments, boxes, customers, documents, explaining, journal, members, settings
from coopbooks.books.book import Book
from coopbooks.books.explaining import FigureLine
from coopbooks.books.journal import WholeEntry
from coopbooks.coop.attachments import Attachment
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import Kip
from coopbooks.papers.parts import Amount, Cell, Listing


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind a figure. The sum of the lines is the figure, always.

    Attributes:
        accounts: of the figure and of those added to it; `who` the member or customer it is about, or empty.
    """

    figure: Figure
    accounts: tuple[Account, ...]
    who: str
    lines: tuple[FigureLine, ...]

    @property
    def kip(self) -> Kip:
        """The figure: kip, or grams or shares where it counts those."""
        return Kip(sum(line.kip for line in self.lines))


def explain(book: Book, figure: Figure) -> Explanation:
    """The lines behind a figure."""
    with book.reading() as tx:
        words = dict.fromkeys(word for one in _whole(figure) for word in explaining.known(tx, one.accounts))
        accounts = tuple(settings.account(tx, tx.account_id(word)) for word in words)
        who = (members.brief(tx, figure.member_id).name if figure.member_id is not None else
               customers.customer(tx, figure.customer_id).name if figure.customer_id is not None else "")
        return Explanation(figure, accounts, who, explaining.lines(tx, figure))


def _whole(figure: Figure) -> Iterator[Figure]:
    yield figure
    for other in figure.plus:
        yield from _whole(other)


def of_paper(book: Book, document_id: int) -> Figure | None:
    """What the total of a paper stands for: money that moved, or the account that its total was entered on; None where no account was."""
    with book.reading() as tx:
        paper = documents.by_id(tx, document_id)
        moved = Counter[str]()
        for leg in journal.entry(tx, paper.entry_id).legs:
            moved[leg.account_code] += leg.kip
        money = boxes.codes(tx)
        equal = [code for code, kip in moved.items() if abs(kip) == abs(paper.total_kip) != 0]
        found = min(equal, key=lambda code: (code not in money, code), default=None)
        if found is None:
            return None
        return Figure((found,), credit=moved[found] != paper.total_kip, papers=(document_id,))


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a line: its whole entry, and the photos and scans kept with its paper."""

    entry: WholeEntry
    accounts: dict[str, Account]
    files: tuple[Attachment, ...]


def behind(book: Book, entry_id: int) -> Behind:
    """The entry of a line with its paper's scans."""
    with book.reading() as tx:
        entry = journal.entry(tx, entry_id)
        files = attachments.shown(tx, "document", entry.document_id) if entry.document_id is not None else ()
        return Behind(entry, {account.code: account for account in settings.chart(tx).values()}, files)


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """A figure of a paper: the section and row it stands in (cells of the row that are no figures), its column, itself."""

    section: str
    row: tuple[Cell, ...]
    column: str
    amount: Amount


def figures_of(paper: Listing) -> Iterator[PaperFigure]:
    """Every figure of a paper that can be explained, in reading order."""
    for section in paper.sections:
        for cells in (*section.rows, section.subtotal):
            yield from _in_row(paper, section.heading if isinstance(section.heading, str) else section.heading.said("lo"), cells)
    yield from _in_row(paper, "", paper.totals)


def _in_row(paper: Listing, heading: str, cells: tuple[Cell, ...]) -> Iterator[PaperFigure]:
    said = tuple(cell for cell in cells if cell is not None and not isinstance(cell, int))
    for cell, column in zip(cells, paper.columns, strict=False):
        if isinstance(cell, Amount):
            yield PaperFigure(heading, said, column.title, cell)
