"""The share register and its movements as papers: who holds which numbers, what moved, and that the ledger says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, balance, counted
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section

MOVED = {"opening": N_("Opening balances"), "subscribe": N_("New shares"), "bonus": N_("Bonus shares"), "transfer-in": N_("Transferred in"),
         "transfer-out": N_("Transferred out"), "redeem": N_("Redeemed"), "cancel": N_("Cancelled"), "convert": N_("Into another class"),
         "par-change": N_("New value of the share"), "pay": N_("Instalment"), "transfer": N_("Transfer"), "reversal": N_("Reversal")}
"""What moved the register, as lists say it."""


def share_amounts(member_id: int, as_of: date, capital_kip: int, unpaid_kip: int) -> tuple[Amount, Amount, Amount]:
    """A member's share capital, what of it is paid up, and what is not, as the accounts say on a day."""
    def stands(kip: int, *accounts: str, credit: bool = True) -> Amount:
        return Amount(kip, Figure(accounts, last_day=as_of, member_id=member_id, credit=credit))

    return (stands(capital_kip, "share-capital"), stands(capital_kip - unpaid_kip, "share-capital", "unpaid-shares"),
            stands(unpaid_kip, "unpaid-shares", credit=False))


@dataclass(frozen=True, slots=True)
class Held:
    """What one member holds of one class on the paper's day. `certificates` are the numbers of the valid ones."""

    number: str
    name: str
    village: str
    class_name: Label
    share_count: int
    ranges: str
    capital_kip: int
    paid_kip: int
    unpaid_kip: int
    pledged_count: int
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The movement of a period by kind: count and capital; `ledger_kip` is the account at its close."""

    opening: tuple[int, int]
    moved: tuple[tuple[str, int, int], ...]
    closing: tuple[int, int]
    ledger_kip: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement: the day it counts from, the paper, whose, what, how many, which numbers, capital and paid, when it was recorded."""

    on: date
    paper: str
    number: str
    name: str
    kind: str
    share_count: int
    ranges: str
    capital_kip: int
    paid_kip: int
    recorded_on: date
    document_id: int = 0
    line_id: int = 0


def _known(known_on: date | None) -> dict[str, str]:
    return {"known_on": known_on.isoformat()} if known_on else {}


def _totals_document(totals: Totals) -> dict[str, object]:
    return {"opening_shares": totals.opening[0], "opening_kip": totals.opening[1],
            "moved": [{"kind": kind, "shares": count, "kip": kip} for kind, count, kip in totals.moved],
            "closing_shares": totals.closing[0], "closing_kip": totals.closing[1], "ledger_kip": totals.ledger_kip}


def share_register(letterhead: Letterhead, as_of: date, known_on: date | None, lines: Sequence[Held], totals: Totals) -> Listing:
    """Who holds which shares at the close of a day; with `known_on`, as the book knew it then."""
    sums = [sum(getattr(line, name) for line in lines) for name in ("share_count", "capital_kip", "unpaid_kip", "pledged_count")]
    count, capital, unpaid, pledged = sums
    several = len({line.class_name for line in lines}) > 1
    rows = tuple((line.number, Label(line.name, ""), Label(line.village, ""), *((line.class_name,) if several else ()), Label(line.ranges, ""),
                  Label(", ".join(line.certificates), ""), line.share_count or None, line.pledged_count or None, line.capital_kip or None,
                  line.paid_kip or None, line.unpaid_kip or None) for line in lines)
    columns = (Column(N_("No."), share=6), Column(N_("Name"), share=24), Column(N_("Village"), share=14),
               *((Column(N_("Class"), share=10),) if several else ()), Column(N_("Share numbers"), share=20), Column(N_("Certificates"), share=14),
               Column(N_("Shares"), "count", 7), Column(N_("Pledged"), "count", 8), Column(N_("Share capital"), "kip", 14),
               Column(N_("Paid up"), "kip", 14), Column(N_("Unpaid"), "kip", 11))
    foot: tuple[Cell, ...] = ("", N_("Total"), None, *((None,) if several else ()), None, None, count, pledged, capital, capital - unpaid, unpaid)
    document = {"as_of": as_of.isoformat(), **_known(known_on), "members": [
        {"number": line.number, "name": line.name, "class": line.class_name.en or line.class_name.lo, "shares": line.share_count,
         "numbers": line.ranges, "capital_kip": line.capital_kip, "paid_up_kip": line.paid_kip,
         "unpaid_kip": line.unpaid_kip, "pledged": line.pledged_count, "certificates": list(line.certificates)} for line in lines],
        "total_shares": count, "total_capital_kip": capital, "total_paid_up_kip": capital - unpaid, "movement": _totals_document(totals)}
    period = N_("As at {as_of}, as known on {known_on}") if known_on else N_("As at {as_of}")
    return Listing("share-register", N_("Share register"), period, {"as_of": as_of, "known_on": known_on}, letterhead, columns,
                   (Section("", rows),), foot, document, wide=True, signers=(TREASURER, CHAIR, INSPECTION))


def share_movements(letterhead: Letterhead, first_day: date, last_day: date, known_on: date | None, lines: Sequence[Moved],
                    totals: Totals) -> Listing:
    """Every movement of a period in the order of its day, and the sum: opening, what moved by kind, closing, the ledger."""
    rows = tuple((line.on, Label(line.paper, ""), Label(line.number, ""), Label(line.name, ""), MOVED.get(line.kind, line.kind),
                  Label(line.ranges, ""), line.share_count or None,
                  *(Amount(kip, counted(register, items=(line.line_id,))) if kip else None
                    for register, kip in (("subscribed", line.capital_kip), ("paid-up", line.paid_kip)))) for line in lines)
    summary = (_sum_row(N_("Opening"), *totals.opening), *(_sum_row(MOVED[kind], count, kip) for kind, count, kip in totals.moved if count or kip),
               _sum_row(N_("Closing"), *totals.closing))
    ledger = Amount(totals.ledger_kip, balance("share-capital", as_of=last_day, credit=True))
    columns = (Column(N_("Date"), "day", 10), Column(N_("Paper no."), share=10), Column(N_("No."), share=6), Column(N_("Name"), share=26),
               Column(N_("What"), share=18), Column(N_("Share numbers"), share=20), Column(N_("Shares"), "count", 8),
               Column(N_("Share capital"), "kip", 14), Column(N_("Paid up"), "kip", 14))
    document = {"from": first_day.isoformat(), "to": last_day.isoformat(), **_known(known_on), "moves": [
        {"on": line.on.isoformat(), "paper": line.paper, "member": line.number, "kind": line.kind, "shares": line.share_count,
         "numbers": line.ranges, "capital_kip": line.capital_kip, "paid_kip": line.paid_kip, "recorded_on": line.recorded_on.isoformat()}
        for line in lines], **_totals_document(totals)}
    period = (N_("{first_day} to {last_day}, as known on {known_on}") if known_on else N_("{first_day} to {last_day}"))
    return Listing("share-movements", N_("Movements of shares"), period, {"first_day": first_day, "last_day": last_day, "known_on": known_on},
                   letterhead, columns, (Section(N_("Movements"), rows), Section(N_("Opening to closing"), summary)),
                   (None, "", "", N_("Share capital in the ledger"), "", "", None, ledger, None), document, wide=True,
                   signers=(TREASURER, CHAIR))


def _sum_row(title: str, count: int, kip: int) -> tuple[Cell, ...]:
    return (None, "", "", title, "", "", count, kip, None)


@dataclass(frozen=True, slots=True)
class Due:
    """What one member has unpaid: since which day, and until when it is to be paid."""

    number: str
    name: str
    village: str
    share_count: int
    paid_kip: int
    unpaid_kip: int
    since: date | None
    overdue_on: date | None


def instalments_due(letterhead: Letterhead, as_of: date, lines: Sequence[Due]) -> Listing:
    """The list that is taken to the villages: who has unpaid shares, with room to write what is paid and to sign."""
    villages = {line.village: [one for one in lines if one.village == line.village] for line in lines}

    def row(line: Due) -> tuple[Cell, ...]:
        return (line.number, Label(line.name, ""), line.since, line.overdue_on, line.share_count, line.paid_kip or None, line.unpaid_kip, None,
                None)

    sections = tuple(Section(village, tuple(row(one) for one in found),
                             ("", N_("Subtotal"), None, None, sum(one.share_count for one in found), sum(one.paid_kip for one in found),
                              sum(one.unpaid_kip for one in found), "", ""))
                     for village, found in villages.items())
    columns = (Column(N_("No."), share=6), Column(N_("Name"), share=26), Column(N_("Since"), "day", 11), Column(N_("Pay by"), "day", 11),
               Column(N_("Shares"), "count", 7), Column(N_("Paid up"), "kip", 12), Column(N_("Unpaid"), "kip", 12),
               Column(N_("Paid today"), "sign", 16), Column(N_("Signature"), "sign", 18))
    document = {"as_of": as_of.isoformat(), "members": [
        {"number": line.number, "name": line.name, "village": line.village, "shares": line.share_count, "paid_up_kip": line.paid_kip,
         "unpaid_kip": line.unpaid_kip, "since": line.since.isoformat() if line.since else None,
         "pay_by": line.overdue_on.isoformat() if line.overdue_on else None} for line in lines],
        "total_unpaid_kip": sum(line.unpaid_kip for line in lines)}
    totals: tuple[Cell, ...] = ("", N_("Total"), None, None, sum(line.share_count for line in lines), sum(line.paid_kip for line in lines),
                                sum(line.unpaid_kip for line in lines), "", "")
    return Listing("instalments-due", N_("Unpaid shares by village"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns, sections, totals,
                   document, wide=True, signers=(N_("Collected by"), TREASURER))
