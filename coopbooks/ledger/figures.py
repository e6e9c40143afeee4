"""What a figure stands for: which accounts, which days, whose part, counted on which side. A pure description.

Whoever shows a figure describes it once; `services.explaining` finds the lines behind it, and their sum is the figure. So a figure
on a page or a paper can always be followed down to the papers it comes from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

NO_PRODUCT, BY_HAND = -1, 0
"""Among a figure's products: invoice lines that name no product, and what is posted without any line of an invoice or slip."""


GRAMS, SHARES = "g", "share"
"""What a figure of a register counts, where it is not kip."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A part of a figure that no paper says: a plan, or what a rule takes off. The sentence tells how it was worked out."""

    wording: str
    kip: int
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of lines of the journal, or of a register; perhaps with parts that are worked out.

    Attributes:
        accounts: roles or codes; the figure adds up all of them.
        first_day, last_day: both included; None leaves that side open. A balance has a last day alone.
        member_id, customer_id: only the lines that name them. members: only the lines that name one of these.
        credit: True where credits count as positive (what we owe, income); debits otherwise.
        side: "debit" or "credit" for what moved on one side alone; empty for both.
        closes: False leaves out the entries that bring income and expense to zero at the end of a year.
        through: only the lines of entries that also move one of these accounts: what was paid in money.
        products: only the lines of invoices and slips about these products (ids, `NO_PRODUCT`), or `BY_HAND` alone. Empty: all postings.
        buyers: with products: "members" or "others" for what was sold to them; empty for everybody.
        register, items: only what a register says of these: "bill", "invoice", "grant" (ids of papers), "asset", "loan" (or only
            what was "borrowed", "paid-back" of it); "lines" for
            lines of invoices and credit notes; "paper" for what papers themselves post; "rest" for what papers leave on a
            customer's account; "delivery" (lines of slips), "run", "second" (payment runs), "count" (lines of counts). In "invoice"
            a customer's id with a minus is all the money that customer has on account. Or what a register counts, without accounts:
            "delivered", "gross", "tare", "sold", "stock" (grams), "shares", and in kip "subscribed", "paid-up", "valued", "taken-off" and
            parts of dividends (`books.explaining_counted` lists them); of a member, a customer, products, grades, papers, days, or its own
            lines (items).
        papers: only the lines of these papers (document ids). postings: only these lines.
        until: with a last day: of that day only the lines up to this posting, for the balance after a line.
        grades: with a register that counts: only these grades; of shares, only these classes.
        plus: figures that are added to this one, each on its own side. worked: parts that no paper says, added as well.
    """

    accounts: tuple[str, ...]
    first_day: date | None = None
    last_day: date | None = None
    member_id: int | None = None
    customer_id: int | None = None
    credit: bool = False
    side: str = ""
    closes: bool = True
    through: tuple[str, ...] = ()
    products: tuple[int, ...] = ()
    buyers: str = ""
    register: str = ""
    items: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()
    postings: tuple[int, ...] = ()
    until: int | None = None
    grades: tuple[str, ...] = ()
    plus: "tuple[Figure, ...]" = ()
    worked: tuple[Worked, ...] = ()
    members: tuple[int, ...] = ()

    @property
    def unit(self) -> str:
        """What it counts: empty for kip, else `GRAMS` or `SHARES`."""
        whole = self.plus[0].unit if self.plus and not self.accounts and not self.register else ""
        return _UNITS.get(self.register, whole)


def balance(*accounts: str, as_of: date, credit: bool = False) -> Figure:
    """What stands on accounts at the close of a day."""
    return Figure(accounts, last_day=as_of, credit=credit)


def moved(*accounts: str, first_day: date, last_day: date, credit: bool = False) -> Figure:
    """What came onto accounts in a period, less what left them. The close of a year does not count."""
    return Figure(accounts, first_day, last_day, credit=credit, closes=False)


_UNITS = {"delivered": GRAMS, "gross": GRAMS, "tare": GRAMS, "sold": GRAMS, "stock": GRAMS, "shares": SHARES}


def of_papers(*accounts: str, papers: tuple[int, ...], credit: bool = False, side: str = "") -> Figure:
    """What papers moved on accounts."""
    return Figure(accounts, credit=credit, side=side, papers=papers)


def of_lines(*accounts: str, postings: Iterable[int], credit: bool = False) -> Figure:
    """What single lines of the journal say."""
    return Figure(accounts, credit=credit, postings=tuple(postings))


def counted(register: str, **which: Any) -> Figure:
    """What a register counts: counted("delivered", member_id=7, first_day=…, last_day=…) is the weight a member brought."""
    return Figure((), register=register, **which)


def negative(figure: Figure) -> Figure:
    """The same with the sign turned, to be taken off another."""
    return replace(figure, credit=not figure.credit, plus=tuple(negative(one) for one in figure.plus),
                   worked=tuple(replace(one, kip=-one.kip) for one in figure.worked))


def together(figures: Sequence[Figure]) -> Figure:
    """The sum of figures: one question where they differ by line, paper, item or member alone, else each after the other."""
    first = figures[0]
    if len(figures) == 1:
        return first
    accounts = tuple(dict.fromkeys(account for one in figures for account in one.accounts))
    for name in ("postings", "papers", "items", "members"):
        blank: dict[str, Any] = {name: ()}
        if all(getattr(one, name) for one in figures) and len({replace(one, accounts=(), **blank) for one in figures}) == 1 and (
                name == "postings" or all(set(one.accounts) == set(accounts) for one in figures)):
            found: dict[str, Any] = {name: tuple(dict.fromkeys(item for one in figures for item in getattr(one, name)))}
            return replace(first, accounts=accounts, **found)
    if all(one.member_id is not None and not one.members for one in figures) and len({replace(one, member_id=None) for one in figures}) == 1:
        return replace(first, member_id=None, members=tuple(dict.fromkeys(one.member_id for one in figures if one.member_id is not None)))
    return Figure((), plus=tuple(figures))
