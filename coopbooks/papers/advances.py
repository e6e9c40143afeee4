"""Advances by age, and the agreement that a member signs for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.form import Form, Head, Party, Sum
from coopbooks.papers.parts import Check, Column, Label, Letterhead, Listing, Section, Sentence

_KINDS = {"cash": N_("Cash"), "rice": N_("Rice"), "fertiliser": N_("Fertiliser"), "": N_("Opening balance")}


@dataclass(frozen=True, slots=True)
class AgedLine:
    """One open advance and in which age it stands: 0 not due, then 1–30, 31–60, 61–90, over 90 days."""

    number: str
    member_number: str
    member_name: str
    village: str
    on: date
    kind: str
    amount_kip: int
    open_kip: int
    due_on: date | None
    age: int


def advances(letterhead: Letterhead, as_of: date, lines: Sequence[AgedLine]) -> Listing:
    """Every open advance with what is open of it by age."""
    def aged(line: AgedLine) -> tuple[int | None, ...]:
        return tuple(line.open_kip if line.age == place else None for place in range(5))

    sums = [sum(line.open_kip for line in lines if line.age == place) or None for place in range(5)]
    whole = sum(line.open_kip for line in lines)
    names = ("current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")
    document = {"as_of": as_of.isoformat(), "advances": [
        {"number": line.number, "member": line.member_number, "on": line.on.isoformat(), "kind": line.kind, "amount_kip": line.amount_kip,
         "open_kip": line.open_kip, "due": line.due_on.isoformat() if line.due_on else None,
         **{name: kip or 0 for name, kip in zip(names, aged(line), strict=True)}} for line in lines], "total_kip": whole}
    rows = tuple((line.number, line.on, line.member_number, Label(line.member_name, ""), _KINDS.get(line.kind, line.kind), line.open_kip,
                  *aged(line)) for line in lines)
    columns = (Column(N_("Advance"), share=10), Column(N_("Date"), "day", 10), Column(N_("No."), share=7), Column(N_("Name"), share=24),
               Column(N_("What"), share=10), Column(N_("Still open"), "kip", 13), Column(N_("Not yet due"), "kip", 12),
               Column(N_("1–30 days"), "kip", 12), Column(N_("31–60 days"), "kip", 12), Column(N_("61–90 days"), "kip", 12),
               Column(N_("Over 90 days"), "kip", 12))
    return Listing("advances", N_("Advances by age"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns, (Section("", rows),),
                   ("", None, "", N_("Total"), None, whole, *sums), document, wide=True, signers=(TREASURER, CHAIR))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What an agreement says: the advance, what was given, and how it is taken back."""

    number: str
    on: date
    member_number: str
    member_name: str
    village: str
    kind: str
    goods: str
    amount_kip: int
    recover_by: str
    percent: str
    fixed_kip: int
    due_on: date | None


def agreement(letterhead: Letterhead, agreed: Agreed) -> Form:
    """The paper that the member and the co-op sign."""
    back = (Sentence(N_("From each delivery {fixed_kip} kip are taken back."), {"fixed_kip": agreed.fixed_kip}) if agreed.recover_by == "fixed" else
            Sentence(N_("From each delivery {percent}% of its value are taken back."), {"percent": agreed.percent}))
    due = (Sentence(N_("What is still open on {due_on} is paid in cash."), {"due_on": agreed.due_on}),) if agreed.due_on else ()
    what: tuple[str | Label | int, ...] = (Label(agreed.goods, "") if agreed.goods else _KINDS.get(agreed.kind, agreed.kind), agreed.amount_kip)
    return Form("advance-agreement", N_("Agreement on an advance"), letterhead, number=agreed.number, on=agreed.on,
                party=Party(N_("Member"), agreed.member_name, agreed.member_number, (agreed.village,) if agreed.village else ()),
                heads=(Head(N_("What was given"), _KINDS.get(agreed.kind, agreed.kind)),),
                opening=(Sentence(N_("The co-op gives an advance on the coming harvest.")),),
                columns=(Column(N_("What was given"), share=70), Column(N_("Amount"), "kip", 30)), rows=(what,),
                sums=(Sum(N_("Total"), agreed.amount_kip, is_total=True),), words_kip=agreed.amount_kip,
                closing=(back, *due),
                signers=(N_("Member"), TREASURER, CHAIR),
                check=Check(agreed.number, agreed.on, agreed.amount_kip, letterhead.head_code))
