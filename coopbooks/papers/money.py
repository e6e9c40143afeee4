"""The papers of money: bills by age, counts, bank statements matched, loans and their plans, grants, fixed assets."""

from collections.abc import Sequence
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import INSPECTION, TREASURER
from coopbooks.papers.parts import Cell, Column, Label, Letterhead, Listing, Section

AGES = ("current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")


def age_of(days_late: int) -> str:
    """The column of an age: not yet due, 1–30, 31–60, 61–90, over 90 days past due."""
    if days_late <= 0:
        return AGES[0]
    return AGES[min((days_late - 1) // 30 + 1, len(AGES) - 1)]


def payables(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, date, int, int]], other_kip: int) -> Listing:
    """What suppliers are owed by days past due, bill by bill: number, supplier, due day, days late, still open; and what has no bill."""
    ages = [[kip if age_of(late) == name else 0 for name in AGES] for *_, late, kip in lines]
    sums = [sum(column) for column in zip(*ages, strict=True)] if ages else [0] * len(AGES)
    whole = sum(sums) + other_kip
    document = {"as_of": as_of.isoformat(), "bills": [
        {"number": number, "supplier": who, "due": due.isoformat(), "balance_kip": kip, **dict(zip(AGES, age, strict=True))}
        for (number, who, due, _late, kip), age in zip(lines, ages, strict=True)], "other_kip": other_kip, "total_kip": whole}
    rows: list[tuple[Cell, ...]] = [(number, Label(who, ""), due, kip, *(part or None for part in age))
                                    for (number, who, due, _late, kip), age in zip(lines, ages, strict=True)]
    if other_kip:
        rows.append(("", N_("Other, without a bill"), None, other_kip, *([None] * len(AGES))))
    columns = (Column(N_("No."), share=9), Column(N_("Supplier"), share=26), Column(N_("To pay by"), "day", 11), Column(N_("We owe"), "kip", 14),
               Column(N_("Not yet due"), "kip", 13), Column(N_("1–30 days"), "kip", 12), Column(N_("31–60 days"), "kip", 12),
               Column(N_("61–90 days"), "kip", 12), Column(N_("Over 90 days"), "kip", 12))
    return Listing("payables", N_("What we owe suppliers"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", tuple(rows)),), ("", N_("Total"), None, whole, *sums), document, wide=True, signers=(TREASURER, INSPECTION))
