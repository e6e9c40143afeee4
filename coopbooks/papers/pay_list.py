"""The pay list of a payment run: village by village, with room to sign, and who stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.parts import Cell, Check, Column, Label, Letterhead, Listing, Section

WITNESS = N_("Witness")


@dataclass(frozen=True, slots=True)
class RunHead:
    """What the list says in its head. `approved_by` empty: it is a draft."""

    number: str
    kind: str
    on: date
    first_day: date
    last_day: date
    rate_kip: int
    made_by: str
    approved_by: str
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class PayLine:
    """One member: earned by the run, owed before, paid now, carried on."""

    number: str
    name: str
    village: str
    net_g: int
    earned_kip: int
    before_kip: int
    amount_kip: int
    carried_kip: int
    paid_on: date | None


def pay_list(letterhead: Letterhead, head: RunHead, lines: Sequence[PayLine]) -> Listing:
    """Everybody who is paid in a run, in the order of villages."""
    document = {"number": head.number, "kind": head.kind, "on": head.on.isoformat(), "made_by": head.made_by, "approved_by": head.approved_by,
                "members": [{"number": line.number, "name": line.name, "village": line.village, "net_g": line.net_g, "earned_kip": line.earned_kip,
                             "before_kip": line.before_kip, "amount_kip": line.amount_kip, "carried_kip": line.carried_kip,
                             "paid_on": line.paid_on.isoformat() if line.paid_on else None} for line in lines],
                "total_kip": sum(line.amount_kip for line in lines)}
    # A first payment pays what slips left owed: it has neither kilograms nor earnings of its own.
    shown = [place for place in range(8) if head.kind == "second" or place not in (2, 3)]

    def these(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cells[place] for place in shown)

    sections = []
    for village, found in groupby(lines, key=lambda line: line.village):
        there = list(found)
        rows = tuple(these((line.number, Label(line.name, ""), line.net_g or None, line.earned_kip or None, line.before_kip or None,
                            line.amount_kip, line.carried_kip or None, line.paid_on)) for line in there)
        sections.append(Section(Label(village or "–", ""), rows, these(_sums(there, N_("Together")))))
    columns = (Column(N_("No."), share=7), Column(N_("Name"), share=26), Column(N_("Net kg"), "kg", 10), Column(N_("For this run"), "kip", 12),
               Column(N_("Owed before"), "kip", 12), Column(N_("Paid now"), "kip", 13), Column(N_("Stays owed"), "kip", 10),
               Column(N_("Signature or thumbprint"), "sign", 24))
    title = N_("Pay list, second payment") if head.kind == "second" else N_("Pay list, first payment")
    period = (N_("{number} of {on} · made by {made_by} · approved by {approved_by} on {approved_on}") if head.approved_by else
              N_("{number} of {on} · made by {made_by} · not approved"))
    facts: dict[str, object] = {"number": head.number, "on": head.on, "made_by": head.made_by or "–", "approved_by": head.approved_by,
                                "approved_on": head.approved_on}
    return Listing("pay-list", title, period, facts, letterhead, tuple(columns[place] for place in shown), tuple(sections),
                   these(_sums(lines, N_("Total"))), document, wide=True,
                   signers=(TREASURER, WITNESS, CHAIR),
                   check=Check(head.number, head.on, sum(line.amount_kip for line in lines), letterhead.head_code))


def _sums(lines: Sequence[PayLine], title: str) -> tuple[Cell, ...]:
    return ("", title, sum(line.net_g for line in lines) or None, sum(line.earned_kip for line in lines) or None,
            sum(line.before_kip for line in lines) or None, sum(line.amount_kip for line in lines), sum(line.carried_kip for line in lines) or None,
            None)
