"""Papers of the year end beside the pay-out sheet: the proposal for the meeting, tax withheld, who has not come, revolving capital."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.parts import Cell, Column, Label, Letterhead, Listing, Section, sum_of
from coopbooks.papers.payout import FUND_WORDS

Person = tuple[str, str]
"""Number and name."""


def proposal(letterhead: Letterhead, year: int, plan: str, steps: Sequence[tuple[str, str, int]],
             lines: Sequence[tuple[str, str, int, int, int, int]], document: dict[str, Any], *, is_decided: bool = False) -> Listing:
    """How a surplus would be shared: (name, rate, kip) of each step, then number, name, dividend, refund, tax and net of each member."""
    rows = tuple(("", FUND_WORDS.get(name, name), Label(rate, ""), None, None, None, kip) for name, rate, kip in steps)
    people: tuple[tuple[Cell, ...], ...] = tuple((number, Label(name, ""), "", dividend, refund, tax or None, net)
                                                 for number, name, dividend, refund, tax, net in lines)
    sums = [sum(int(line[place]) for line in lines) for place in range(2, 6)]
    columns = (Column(N_("No."), share=8), Column(N_("Name"), share=34), Column(N_("Its part"), share=9),
               Column(N_("Share dividend"), "kip", 15), Column(N_("Refund"), "kip", 15), Column(N_("Tax"), "kip", 12), Column(N_("Net"), "kip", 16))
    return Listing("surplus-proposal", N_("Proposal for sharing the surplus"),
                   N_("Year {year} · plan {plan} · the meeting has decided since") if is_decided else
                   N_("Year {year} · plan {plan} · nothing is decided yet"),
                   {"year": year, "plan": plan}, letterhead, columns,
                   (Section(N_("Where the surplus goes"), rows), Section(N_("What every member gets"), people)),
                   ("", N_("Total"), "", *sums), document, signers=(TREASURER, CHAIR, INSPECTION))


TaxTold = tuple[str, str, date | None]
"""The rate of a kind of payment in percent, its basis, and the day it began on (None: from the beginning)."""


def tax_withheld(letterhead: Letterhead, year: int, decided_on: date, taxes: tuple[TaxTold, TaxTold],
                 lines: Sequence[tuple[str, str, int, int, int, int]]) -> Listing:
    """Tax kept back of a year's sharing, by kind: number, name, dividend, its tax, refund, its tax. One row is a member's tax slip.

    `taxes` are the rates of the dividend and of the refund on the day of the decision.
    """
    rows = tuple((number, Label(name, ""), dividend or None, first or None, refund or None, second or None, sum_of((first, second)))
                 for number, name, dividend, first, refund, second in lines)
    sums = [sum_of(line[place] for line in lines) for place in range(2, 6)]
    columns = (Column(N_("No."), share=8), Column(N_("Name"), share=30), Column(N_("Share dividend"), "kip", 14),
               Column(N_("Tax on it"), "kip", 12), Column(N_("Refund"), "kip", 14), Column(N_("Tax on it"), "kip", 12),
               Column(N_("Tax withheld"), "kip", 14))
    document = {"year": year, "decided_on": decided_on.isoformat(), "members": [
        {"number": line[0], "name": line[1], "share_dividend_kip": line[2], "share_tax_kip": line[3], "patronage_kip": line[4],
         "patronage_tax_kip": line[5]} for line in lines], "total_kip": sums[1] + sums[3], "rates": [
             {"kind": kind, "percent": rate, "basis": basis, "since": since.isoformat() if since else None}
             for kind, (rate, basis, since) in zip(("share-dividend", "patronage"), taxes, strict=True)]}
    told = {f"{kind}_{name}": value for kind, (rate, basis, _) in zip(("dividend", "refund"), taxes, strict=True)
            for name, value in (("rate", rate), ("basis", basis or "–"))}
    return Listing("tax-withheld", N_("Tax withheld on dividends"),
                   N_("Year {year} · decided on {decided_on} · dividend {dividend_rate}% ({dividend_basis}) · "
                      "refund {refund_rate}% ({refund_basis})"),
                   {"year": year, "decided_on": decided_on, **told}, letterhead, columns, (Section("", rows),),
                   ("", N_("Total"), *sums, sum_of((sums[1], sums[3]))), document, wide=True, signers=(TREASURER, CHAIR))


_STANDING = {"member": "", "left": N_("left"), "died": N_("died"), "stays": N_("left on account")}


def unclaimed(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[int, str, str, str, int, int, str, str]]) -> Listing:
    """Who has not fetched a dividend: year, number, name, village, kip, days since the decision, standing, heirs."""
    rows = tuple((str(year), number, Label(name, ""), Label(village, ""), kip, days, _STANDING[standing], Label(heirs, ""))
                 for year, number, name, village, kip, days, standing, heirs in lines)
    total = sum(line[4] for line in lines)
    columns = (Column(N_("Year"), share=8), Column(N_("No."), share=8), Column(N_("Name"), share=26), Column(N_("Village"), share=16),
               Column(N_("To fetch"), "kip", 14), Column(N_("Days"), "count", 8), Column(N_("Status"), share=10), Column(N_("Heirs"), share=22))
    document = {"as_of": as_of.isoformat(), "members": [
        {"year": line[0], "number": line[1], "name": line[2], "due_kip": line[4], "days": line[5], "standing": line[6]} for line in lines],
        "total_kip": total}
    return Listing("unclaimed-dividends", N_("Dividends not fetched"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", rows),), ("", "", N_("Total"), None, total, None, None, None), document, wide=True, signers=(TREASURER,))


def revolving(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, int, int, int]], plan: Sequence[tuple[int, int, int]]) -> Listing:
    """Revolving capital: number, name, year, allocated, still kept of each member; then the plan: year, due in, kip."""
    rows = tuple((number, Label(name, ""), str(year), given, kept) for number, name, year, given, kept in lines)
    dues = tuple(("", Label("", ""), str(due), None, kip) for _, due, kip in plan)
    given, kept = sum(line[3] for line in lines), sum(line[4] for line in lines)
    columns = (Column(N_("No."), share=10), Column(N_("Name"), share=36), Column(N_("Year"), share=10), Column(N_("Allocated"), "kip", 18),
               Column(N_("Still kept"), "kip", 18))
    document = {"as_of": as_of.isoformat(), "members": [
        {"number": line[0], "name": line[1], "year": line[2], "allocated_kip": line[3], "kept_kip": line[4]} for line in lines],
        "plan": [{"year": year, "due_year": due, "kip": kip} for year, due, kip in plan], "total_kip": kept}
    return Listing("revolving-capital", N_("Revolving capital of the members"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", rows, ("", N_("Total"), None, given, kept)), Section(N_("To be paid back in the year"), dues)), (), document,
                   signers=(TREASURER, CHAIR))
