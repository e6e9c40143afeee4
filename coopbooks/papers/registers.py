"""Member register, receivables by age, and what is owed to producers: the papers of persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.parts import Column, Label, Letterhead, Listing, Section

_SEX = {"F": N_("F"), "M": N_("M"), "": ""}
_STATUS = {"member": N_("member"), "left": N_("left")}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One person of the register on a day. `status` is member or left (who still holds shares)."""

    number: str
    name: str
    sex: str
    village: str
    status: str
    joined_on: date
    left_on: date | None
    share_count: int
    paid_kip: int
    unpaid_kip: int
    born_on: date | None = None
    id_number: str = ""
    phone: str = ""
    district: str = ""


def member_register(letterhead: Letterhead, as_of: date, known_on: date | None, lines: Sequence[RegisterLine]) -> Listing:
    """Who is a member on a day, and who left but still holds shares; so the totals equal the ledger."""
    shares, paid, unpaid = (sum(line.share_count for line in lines), sum(line.paid_kip for line in lines),
                            sum(line.unpaid_kip for line in lines))
    document = {
        "as_of": as_of.isoformat(), **({"known_on": known_on.isoformat()} if known_on else {}),
        "members": [{"number": line.number, "name": line.name, "sex": line.sex, "village": line.village, "status": line.status,
                     "joined": line.joined_on.isoformat(), "left": line.left_on.isoformat() if line.left_on else None,
                     "shares": line.share_count, "paid_up_kip": line.paid_kip, "unpaid_kip": line.unpaid_kip} for line in lines],
        "total_shares": shares, "total_paid_up_kip": paid}
    rows = tuple((line.number, Label(line.name, ""), _SEX[line.sex], line.born_on, Label(line.id_number, ""),
                  Label(", ".join(part for part in (line.village, line.district) if part), ""), Label(line.phone, ""), _STATUS[line.status],
                  line.joined_on, line.left_on, line.share_count or None, line.paid_kip or None, line.unpaid_kip or None) for line in lines)
    columns = (Column(N_("No."), share=6), Column(N_("Name"), share=21), Column(N_("Sex"), share=6), Column(N_("Born"), "day", 11),
               Column(N_("ID number"), share=14), Column(N_("Village"), share=17), Column(N_("Phone"), share=17), Column(N_("Status"), share=14),
               Column(N_("Joined"), "day", 11), Column(N_("Last day"), "day", 11), Column(N_("Shares"), "count", 9),
               Column(N_("Paid up"), "kip", 12), Column(N_("Unpaid"), "kip", 10))
    period = N_("As at {as_of}, as known on {known_on}") if known_on else N_("As at {as_of}")
    return Listing("member-register", N_("Member register"), period, {"as_of": as_of, "known_on": known_on}, letterhead, columns,
                   (Section("", rows),), ("", N_("Total"), *(None,) * 8, shares, paid, unpaid), document, wide=True,
                   signers=(TREASURER, CHAIR, INSPECTION))


def receivables(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, int, int, int, int, int, int]]) -> Listing:
    """What customers owe by days past due: number, name, balance, not yet due, 1–30, 31–60, 61–90, over 90."""
    names = ("balance_kip", "current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")
    totals = [sum(kips) for kips in zip(*(line[2:] for line in lines), strict=True)] or [0] * len(names)
    document = {"as_of": as_of.isoformat(), "customers": [
        {"number": line[0], "name": line[1], **dict(zip(names, line[2:], strict=True))} for line in lines], "total_kip": totals[0]}
    rows = tuple((line[0], Label(line[1], ""), *(kip or None for kip in line[2:])) for line in lines)
    columns = (Column(N_("No."), share=8), Column(N_("Customer"), share=30), Column(N_("Owes us"), "kip", 15),
               Column(N_("Not yet due"), "kip", 15), Column(N_("1–30 days"), "kip", 13), Column(N_("31–60 days"), "kip", 13),
               Column(N_("61–90 days"), "kip", 13), Column(N_("Over 90 days"), "kip", 13))
    return Listing("receivables", N_("What customers owe us"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", rows),), ("", N_("Total"), *totals), document, wide=True, signers=(TREASURER,))


def producers_payable(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, str, int, int]]) -> Listing:
    """What is owed to producers and their open advances: number, name, village, we owe, advance."""
    owed, advances = sum(line[3] for line in lines), sum(line[4] for line in lines)
    document = {"as_of": as_of.isoformat(), "members": [
        {"number": line[0], "we_owe_kip": line[3], "advance_kip": line[4]} for line in lines]}
    rows = tuple((line[0], Label(line[1], ""), Label(line[2], ""), line[3] or None, line[4] or None) for line in lines)
    columns = (Column(N_("No."), share=9), Column(N_("Name"), share=34), Column(N_("Village"), share=22),
               Column(N_("We owe"), "kip", 18), Column(N_("Advance"), "kip", 16))
    return Listing("producers-payable", N_("What we owe members for produce"), N_("As at {as_of}"), {"as_of": as_of}, letterhead,
                   columns, (Section("", rows),), ("", N_("Total"), None, owed, advances), document, signers=(TREASURER,))
