"""Reading the cells of one row: each reader returns a value, or notes a fault at its column and returns a harmless one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from coopbooks.i18n import formats, lao
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, Kip, decimal
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services.imports.tables import TableRow

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, what stands there, and why it cannot be."""

    row: int
    column: str
    value: str
    broken: RuleBroken


class Missing(RuleBroken):
    """A required cell is empty."""

    wording = N_("The cell is empty. It is needed.")


class NotANumber(RuleBroken):
    """Letters where digits belong."""

    wording = N_("“{value}” is not a number.")


class NotWholeKip(RuleBroken):
    """Kip have no decimals; nothing is rounded."""

    wording = N_("{value} is not whole kip.")


class UnclearMark(RuleBroken):
    """A lone dot group may be thousands or decimals."""

    wording = N_("{value} is unclear: write it without the dot.")


class NumberTooLarge(RuleBroken):
    """More than one line can carry."""

    wording = N_("{value} is too large. The most is {most_kip}.")


class BelowZero(RuleBroken):
    """Amounts in files are written without a sign."""

    wording = N_("{value} is below 0.")


class NotADay(RuleBroken):
    """Neither ISO nor dd/mm/yyyy, or a day that does not exist."""

    wording = N_("“{value}” is not a day. Write it like 2025-03-31 or 31/03/2025.")


class NotOnList(RuleBroken):
    """A word that is not on the column's short list."""

    wording = N_("“{value}” is not one of: {choices}.")


class NotFound(RuleBroken):
    """A number or code that nobody has."""

    wording = N_("There is no “{value}” in the book.")


class Cells:
    """One row, read cell by cell. `faults` collects what is wrong; a faulty row makes no order."""

    def __init__(self, row: TableRow, names: Mapping[str, str]) -> None:
        self._names, self._row = names, row
        known = {shown: name for name, shown in names.items()}
        self.number = row.number
        self.faults = [Fault(row.number, known.get(column, column), value, broken) for column, value, broken in row.faults]

    def raw(self, name: str) -> str:
        """The cell as it stands in the file; empty for a column that is not there."""
        return self._row.cells.get(self._names.get(name, ""), "")

    def fault(self, name: str, broken: RuleBroken) -> None:
        """Note a fault at a column; only the first one of a cell is worth telling."""
        if not any(known.column == name for known in self.faults):
            self.faults.append(Fault(self.number, name, self.raw(name), broken))

    def text(self, name: str, *, required: bool = False) -> str:
        """Normalised text."""
        found = self.raw(name)
        if not found and required:
            self.fault(name, Missing())
        return found if found.isascii() else lao.normalise(found)

    def kip(self, name: str, *, required: bool = False) -> Kip:
        """Whole kip, not below zero; 0 when empty and not required."""
        text = self.raw(name)
        if text.isascii() and text.isdigit() and len(text) < 16:
            return Kip(int(text))
        if not text:
            return Kip(0 if not required else self._none(name))
        try:
            value = formats.parse_kip(text)
        except formats.UnclearNumber:
            return self._faulty(name, UnclearMark(value=text))
        except formats.NotWhole:
            return self._faulty(name, NotWholeKip(value=text))
        except ValueError:
            return self._faulty(name, NotANumber(value=text))
        if value < 0:
            return self._faulty(name, BelowZero(value=text))
        if value > MAX_LINE_KIP:
            return self._faulty(name, NumberTooLarge(value=text, most_kip=MAX_LINE_KIP))
        return Kip(value)

    def thousandths(self, name: str, *, required: bool = False) -> int:
        """A decimal quantity in thousandths: kilograms in grams. At most three decimals."""
        text = self.raw(name)
        if not text:
            return self._none(name) if required else 0
        try:
            value = formats.parse_kg(text)
        except ValueError:
            return self._faulty(name, NotANumber(value=text))
        if value < 0:
            return self._faulty(name, BelowZero(value=text))
        return value if value <= MAX_LINE_KIP else self._faulty(name, NumberTooLarge(value=text, most_kip=MAX_LINE_KIP))

    def cents(self, name: str) -> int:
        """An amount of foreign money in hundredths; 0 when empty."""
        found = self.thousandths(name)
        return found // 10 if found % 10 == 0 else self._faulty(name, NotANumber(value=self.raw(name)))

    def count(self, name: str) -> int:
        """A whole number; 0 when empty."""
        return int(self.kip(name))

    def percent(self, name: str) -> str:
        """A percentage as plain decimal text; empty stays empty."""
        text = self.raw(name)
        if not text:
            return ""
        try:
            value = decimal(formats.western_digits(text))
        except ValueError:
            self.fault(name, NotANumber(value=text))
            return ""
        if not 0 <= value <= 100:
            self.fault(name, NotANumber(value=text))
        return formats.western_digits(text)

    def day(self, name: str) -> date | None:
        """A day, or None for an empty cell."""
        text = self.raw(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text) if text[4:5] == "-" else formats.parse_day(text)
        except ValueError:
            self.fault(name, NotADay(value=text))
            return None

    def needed_day(self, name: str) -> date:
        """A day that must be there; a faulty row makes no order, so what stands in for it is never used."""
        found = self.day(name)
        if found is None:
            self.fault(name, Missing())
        return found or date.min

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One word of a short list; `default` for an empty cell, else the cell is needed."""
        text = self.raw(name).lower()
        if not text:
            if default is None:
                self.fault(name, Missing())
            return default or ""
        if text not in choices:
            self.fault(name, NotOnList(value=self.raw(name), choices=list(choices)))
        return text

    def found(self, name: str, look_up: Callable[[str], Value | None], *, required: bool = False) -> Value | None:
        """What a number or code in the cell stands for; None for an empty cell or an unknown one (a fault)."""
        text = self.text(name, required=required)
        if not text:
            return None
        value = look_up(formats.western_digits(text))
        if value is None:
            self.fault(name, NotFound(value=text))
        return value

    def _none(self, name: str) -> int:
        self.fault(name, Missing())
        return 0

    def _faulty(self, name: str, broken: RuleBroken) -> Kip:
        self.fault(name, broken)
        return Kip(0)


@dataclass(slots=True)
class Lookups:
    """Numbers and codes of the book, learnt once per import. Ids by what people write."""

    members: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    accounts: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    items: dict[str, list[tuple[date, int, int]]] = field(default_factory=dict)

    def item(self, number: str, on: date, customer_id: int | None = None) -> int | None:
        """The latest invoice of a number up to a day, of one customer or of anybody: numbers begin anew each year."""
        return next((key for day, key, whose in reversed(self.items.get(number, ())) if day <= on and customer_id in (None, whose)), None)
