"""One-page papers: invoices, vouchers, notices, agreements, forms to fill in. What is said; `reports.form` draws it.

A form is put together from facts, and everything on it is optional but its title:

    Form("credit-note", N_("Credit note"), letterhead, number="CN-0007", on=date(2025, 3, 31),
         party=Party(N_("Customer"), "Café Sinouk", "C-012", ("Pakse", "020 5555 0100")),
         opening=(Sentence(N_("We take back goods of invoice {invoice}."), {"invoice": "INV-0031"}),),
         columns=(Column(N_("Item"), share=50), Column(N_("Quantity"), "kg", 15), Column(N_("Amount"), "kip", 20)),
         rows=((Label("ກາເຟເກຣດ A", "Coffee grade A"), 12_000, 540_000),),
         sums=(Sum(N_("Total"), 540_000, is_total=True),), words_kip=540_000,
         signers=(N_("Treasurer"), N_("Customer")), check=Check("CN-0007", date(2025, 3, 31), 540_000, letterhead.head_code))

Cells are those of a `Listing`: a `str` is a message of ours, a `Label` is somebody's text (`Label(name, "")`), numbers and days are
themselves, None is empty. What does not fit on the page goes on the next, under the same head and the same titles of the columns.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coopbooks.papers.parts import Cell, Check, Column, Label, Letterhead, Sentence

SIZES = ("A4", "A5", "A5 x2", "A4 landscape")
"""A5 x2 is two halves of an A4: the upper for the other side, the lower for the co-op."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom the paper is for: a message for the box, then name, number and lines of their own text."""

    title: str
    name: str
    number: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """One more fact beside number and date: due day, terms, season. `kind` as in a column."""

    title: str
    value: Cell
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sum:
    """A line under the table: subtotal, tax, total. `title` is a message or a sentence with facts."""

    title: str | Sentence
    amount_kip: int
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill in by hand. `lines` is its height; `share` its part of the width (100 is a whole row)."""

    title: str
    lines: int = 1
    share: int = 100


@dataclass(frozen=True, slots=True)
class Form:
    """Everything on the paper.

    Attributes:
        name: its name in the headless interface; title: a message.
        number, on: of the paper itself; `heads` further facts beside them.
        amount: the box with large figures, (message, kip).
        opening, closing: sentences before and after the table.
        columns, rows, totals: the table; `blank_rows` more rows to write on.
        sums: subtotals and totals under the table; `words_kip` is said in words under them.
        blanks: places to fill in by hand.
        signers: messages under the lines to sign on; the letterhead knows the names. `stamp` adds the place for the stamp.
        check: the facts of the square code.
        halves: for A5 x2, what each half is called: (for the other side, for us).
        kept_note: the last line of the co-op's own half: the posting.
        copy_no: 0 for the original, then 1, 2, …
        mark: "", "draft", "void" or "cancelled": the word across the page.
        document: the JSON shape promised elsewhere; empty for the form's own.
        decision: the meeting's decision it follows, which tells papers about one year apart; 0 for none.
    """

    name: str
    title: str
    letterhead: Letterhead
    number: str = ""
    on: date | None = None
    heads: tuple[Head, ...] = ()
    party: Party | None = None
    amount: tuple[str, int] | None = None
    opening: tuple[Sentence, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    totals: tuple[Cell, ...] = ()
    blank_rows: int = 0
    sums: tuple[Sum, ...] = ()
    words_kip: int | None = None
    closing: tuple[Sentence, ...] = ()
    blanks: tuple[Blank, ...] = ()
    signers: tuple[str, ...] = ()
    stamp: bool = False
    check: Check | None = None
    size: str = "A4"
    halves: tuple[str, str] = ("", "")
    kept_note: str = ""
    copy_no: int = 0
    mark: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    decision: int = 0

    def to_json(self) -> dict[str, Any]:
        """The form for other programs."""
        if self.document:
            return self.document
        keys = [column.title for column in self.columns]
        shown: dict[str, Any] = {"paper": self.name, "number": self.number, "on": self.on.isoformat() if self.on else None}
        shown |= {head.title: _plain(head.value) for head in self.heads}
        if self.party:
            shown["party"] = {"name": self.party.name, "number": self.party.number, "lines": list(self.party.lines)}
        if self.amount:
            shown["amount_kip"] = self.amount[1]
        shown["rows"] = [dict(zip(keys, (_plain(cell) for cell in row), strict=True)) for row in self.rows]
        shown["sums"] = [{"title": one.title.wording if isinstance(one.title, Sentence) else one.title, "kip": one.amount_kip}
                         for one in self.sums]
        return {**shown, "mark": self.mark, "copy": self.copy_no}


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Label):
        return cell.en or cell.lo
    return cell.isoformat() if isinstance(cell, date) else cell
