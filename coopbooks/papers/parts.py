"""What papers are made of: the letterhead, labels in two languages, and listings of rows.

A paper is data: frozen, tested as data, the same every time it is made from the same book. How it looks is `reports`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, Self

from coopbooks.ledger.figures import Figure, negative, together


class Label(NamedTuple):
    """User data or fixed names that have two forms; a form may be empty."""

    lo: str
    en: str

    def said(self, language: str) -> str:
        """The form in a language, or the other one when that is empty."""
        return (self.lo or self.en) if language == "lo" else (self.en or self.lo)


EMPTY = Label("", "")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message with the facts for its holes. It may stand in another sentence's hole, and is said in the paper's language there."""

    wording: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """What the square code of a paper holds: number, day, amount, and the code of the book's head when it was issued."""

    number: str
    on: date
    amount_kip: int
    code: str

    @property
    def text(self) -> str:
        """The text of the square code."""
        return f"CB|{self.number}|{self.on.isoformat()}|{self.amount_kip}|{self.code}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is, when it was made, and the code of the book's head at that moment.

    Attributes:
        signatories: (title, name): who signs as Treasurer, Chair, …; the title is the message under the line.
        footer: the co-op's own words at the foot of every paper.
        has_stamp: papers leave a place for the stamp.
        logo: the picture as it was attached; empty for the program's leaf.
    """

    name: Label
    place: Label
    phone: str
    registration_no: str
    printed_on: date
    head_code: str
    signatories: tuple[tuple[str, str], ...] = ()
    footer: Label = EMPTY
    logo: bytes = b""
    has_stamp: bool = True

    def signatory(self, title: str) -> str:
        """Who signs under a title; empty when nobody is named."""
        return dict(self.signatories).get(title, "")


class Amount(int):
    """An amount of a cell that knows what it stands for: it can be explained (services.explaining). Otherwise a plain number.

    Amount(12_000, Figure(("cash",), last_day=as_of)) prints, adds up and compares like 12_000.
    """

    figure: Figure

    def __new__(cls, kip: int, figure: Figure) -> Self:
        made = super().__new__(cls, kip)
        made.figure = figure
        return made


Cell = str | int | date | Label | None


def sum_of(cells: Iterable[Cell]) -> int:
    """The sum of cells; where every one of them knows what it stands for, so does the sum."""
    found = [cell for cell in cells if isinstance(cell, int) and cell]
    amounts = [cell for cell in found if isinstance(cell, Amount)]
    return Amount(sum(found), together([one.figure for one in amounts])) if amounts and len(amounts) == len(found) else sum(found)


def turned(kip: int) -> int:
    """A cell with the sign turned."""
    return Amount(-kip, negative(kip.figure)) if isinstance(kip, Amount) else -kip


def _known(sums: tuple[Cell, ...], rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """A row of sums, in which every sum of amounts that can be explained can be explained as well."""
    def one(place: int, cell: Cell) -> Cell:
        if not isinstance(cell, int) or isinstance(cell, Amount) or not cell:
            return cell
        found = sum_of(row[place] for row in rows if place < len(row))
        return found if found == cell else cell

    return tuple(one(place, cell) for place, cell in enumerate(sums))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing. `kind`: text, kip, kg (grams), count, day, or sign (rows high enough to sign in); `share` is its part of the width."""

    title: str
    kind: str = "text"
    share: int = 10


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading of their own, with a subtotal row that may be empty."""

    heading: str | Label
    rows: tuple[tuple[Cell, ...], ...]
    subtotal: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A paper of rows: registers, balances, books.

    Attributes:
        name: its name in the headless interface.
        title, period: messages; `facts` fill their holes.
        totals: the last row, under all sections; empty for none.
        document: the JSON shape that the headless interface promises.
        signers: messages under the signature lines on the last page.
        copy_no: 0 for the original, then 1, 2, … of a list that is kept as it was printed first.
        check: what the square code beside the signatures holds, on a list that is signed for money.
    """

    name: str
    title: str
    period: str
    facts: dict[str, object]
    letterhead: Letterhead
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    totals: tuple[Cell, ...] = ()
    document: dict[str, Any] = field(default_factory=dict)
    wide: bool = False
    signers: tuple[str, ...] = ()
    copy_no: int = 0
    check: Check | None = None

    def __post_init__(self) -> None:
        sections = tuple(replace(one, subtotal=_known(one.subtotal, one.rows)) if one.subtotal else one for one in self.sections)
        object.__setattr__(self, "sections", sections)
        object.__setattr__(self, "totals", _known(self.totals, [row for one in sections for row in one.rows]))

    def to_json(self) -> dict[str, Any]:
        """The paper for other programs."""
        return self.document
