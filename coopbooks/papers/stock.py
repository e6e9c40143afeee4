"""Stock cards: what came in, what went out, what is there, in kilograms; and what a count was worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.parts import Column, Label, Letterhead, Listing, Section, turned

KIND_WORDS = {"delivery": N_("Delivery"), "sale": N_("Sale"), "processing": N_("Processing"), "count": N_("Count")}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One movement of a card; quantities in thousandths of the unit, the value at counts alone."""

    on: date
    kind: str
    number: str
    milli: int
    held_milli: int
    value_kip: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """One lot: its name, what was there before the period, its movements."""

    name: Label
    code: str
    grade: str
    lot: str
    before_milli: int
    rows: tuple[CardRow, ...]

    @property
    def held_milli(self) -> int:
        """What is there at the end."""
        return self.rows[-1].held_milli if self.rows else self.before_milli


def stock_card(letterhead: Letterhead, period: tuple[date, date], cards: Sequence[Card]) -> Listing:
    """The cards of a period, one section for each lot."""
    document = {"from": period[0].isoformat(), "to": period[1].isoformat(), "cards": [
        {"product": card.code, "grade": card.grade, "lot": card.lot, "before_g": card.before_milli, "held_g": card.held_milli, "lines": [
            {"on": line.on.isoformat(), "kind": line.kind, "number": line.number, "in_g": max(line.milli, 0), "out_g": max(-line.milli, 0),
             "held_g": line.held_milli, "value_kip": line.value_kip} for line in card.rows]} for card in cards]}
    sections = []
    for card in cards:
        came, went = sum(max(line.milli, 0) for line in card.rows), sum(max(-line.milli, 0) for line in card.rows)
        told = Label(" · ".join(part for part in (card.code, card.name.lo or card.name.en, card.grade, card.lot) if part),
                     " · ".join(part for part in (card.code, card.name.en or card.name.lo, card.grade, card.lot) if part))
        rows = ((period[0], N_("Brought forward"), "", None, None, card.before_milli, None), *(
            (line.on, KIND_WORDS[line.kind], line.number, line.milli if line.milli > 0 else None, turned(line.milli) if line.milli < 0 else None,
             line.held_milli, line.value_kip) for line in card.rows))
        sections.append(Section(told, rows, (None, N_("Together"), None, came, went, card.held_milli, None)))
    columns = (Column(N_("Date"), "day", 12), Column(N_("What"), share=22), Column(N_("No."), share=12), Column(N_("In kg"), "kg", 13),
               Column(N_("Out kg"), "kg", 13), Column(N_("There kg"), "kg", 14), Column(N_("Value"), "kip", 16))
    return Listing("stock-card", N_("Stock card"), N_("{first_day} to {last_day}"), {"first_day": period[0], "last_day": period[1]}, letterhead,
                   columns, tuple(sections), (), document, signers=(TREASURER, CHAIR))
