"""The report on fairness of weighing, for the committee: who weighed, and what to look at."""

from collections.abc import Sequence
from datetime import date

from coopbooks.coop.fairness import ClerkFairness
from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, INSPECTION
from coopbooks.papers.parts import Column, Label, Letterhead, Listing, Section


def sentence(one: ClerkFairness) -> str:
    """What a clerk's figures say, as a message."""
    if not one.judged:
        return N_("Fewer than 50 weighings: too few to judge.")
    if one.corrects_much:
        return N_("Many slips are voided after printing. Ask why.")
    if one.rounds:
        return N_("Weights are rounded. Ask for tenths of a kilogram.")
    if one.digits_are_odd:
        return N_("Some last digits come too often. Weigh some sacks again.")
    return N_("Nothing stands out.")


def fairness(letterhead: Letterhead, period: tuple[date, date], clerks: Sequence[ClerkFairness]) -> Listing:
    """The figures of every clerk in a period; under each the counts of its last digits."""
    document = {"from": period[0].isoformat(), "to": period[1].isoformat(), "clerks": [
        {"clerk": one.clerk, "slips": one.slip_count, "weighings": one.weighing_count, "digits": list(one.digits), "whole": one.whole_count,
         "half": one.half_count, "voided": one.void_count, "weighed_again": one.corrected_count, "change_g": one.change_g,
         "chi_square": str(one.oddness), "judged": one.judged, "rounds": one.rounds, "digits_are_odd": one.digits_are_odd,
         "corrects_much": one.corrects_much} for one in clerks]}
    rows = tuple((Label(one.clerk or "–", ""), one.slip_count, one.weighing_count, *(count or None for count in one.digits), one.whole_count or None,
                  one.void_count or None, one.corrected_count or None, one.change_g or None,
                  sentence(one)) for one in clerks)
    columns = (Column(N_("Who weighed"), share=16), Column(N_("Slips"), "count", 7), Column(N_("Weighings"), "count", 9),
               *(Column(f".{digit}", "count", 5) for digit in range(10)), Column(N_("Whole kg"), "count", 8), Column(N_("Voided"), "count", 8),
               Column(N_("Weighed again"), "count", 9), Column(N_("Changed by kg"), "kg", 9), Column(N_("What to look at"), share=24))
    return Listing("fairness", N_("Fairness of weighing"), N_("{first_day} to {last_day}"), {"first_day": period[0], "last_day": period[1]},
                   letterhead, columns, (Section("", rows),), (), document, wide=True, signers=(INSPECTION, CHAIR))
