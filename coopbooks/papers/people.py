"""Papers that count people: members by village, women and men apart."""

from coopbooks.coop.statistics import Statistics, StatLine
from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.parts import Cell, Column, Label, Letterhead, Listing, Section


def members_by_village(letterhead: Letterhead, counted: Statistics) -> Listing:
    """Members of a day by village and sex, with shares, paid-up capital and what they delivered."""
    columns = (Column(N_("Village"), share=30), Column(N_("Women"), "count", 10), Column(N_("Men"), "count", 10),
               Column(N_("Not told"), "count", 10), Column(N_("Members"), "count", 11), Column(N_("Shares"), "count", 11),
               Column(N_("Paid up"), "kip", 18), Column(N_("Delivered"), "kip", 18))
    rows = tuple((Label(str(line.key), "") if line.key else N_("Village not told"), *_figures(line)) for line in counted.by_village)
    document = {"as_of": counted.as_of.isoformat(),
                "villages": [{"village": str(line.key), **_document(line)} for line in counted.by_village],
                "total": _document(counted.everybody)}
    return Listing("members-by-village", N_("Members by village and sex"), N_("As at {as_of}"), {"as_of": counted.as_of}, letterhead,
                   columns, (Section("", rows),), (N_("Total"), *_figures(counted.everybody)), document, signers=(TREASURER, CHAIR))


def _figures(line: StatLine) -> tuple[Cell, ...]:
    return (line.women, line.men, line.unknown or None, line.total, line.share_count, line.paid_kip, line.delivered_kip)


def _document(line: StatLine) -> dict[str, int]:
    return {"women": line.women, "men": line.men, "not_told": line.unknown, "members": line.total, "shares": line.share_count,
            "paid_up_kip": line.paid_kip, "delivered_kip": line.delivered_kip}
