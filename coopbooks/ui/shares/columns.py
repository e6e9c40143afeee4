"""What the lists of the share workspace show, and in which words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coopbooks.coop.certificates import Certificate
from coopbooks.coop.share_numbers import as_text
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, counted
from coopbooks.papers.share_register import MOVED, Moved
from coopbooks.services.register import ShareRegisterLine
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cells import initial
from coopbooks.ui.kit.table import Column


def _sum(get: Callable[[Any], int]) -> Callable[[Sequence[Any]], str]:
    return lambda rows: kip(sum(get(line) for line in rows))


def _certificates(line: ShareRegisterLine) -> str:
    return ", ".join(one.number for one in line.certificates)


def _right(title: str, get: Callable[[Any], int], width: int, **more: Any) -> Column:
    return Column(title, get, kip, right=True, width=width, total=_sum(get), **more)


REGISTER = (
    Column(N_("No."), lambda one: one.member.number, key=lambda one: (len(one.member.number), one.member.number), width=64),
    Column(N_("Member"), lambda one: one.member.name, width=250, bold=True, second=lambda one: one.member.latin_name,
           total=lambda rows: tr(N_("{count} holders"), count=len({one.member.member_id for one in rows})),
           badge=lambda one: (initial(one.member.name.partition(" ")[2] or one.member.name), one.member.member_id, None)),
    Column(N_("Village"), lambda one: one.member.village, width=116),
    Column(N_("Class"), lambda one: one.class_code, width=70, extra=True),
    _right(N_("Shares"), lambda one: one.holding.share_count, 76),
    Column(N_("From – to"), lambda one: as_text(one.ranges), key=lambda one: one.ranges, width=190),
    _right(N_("Share capital ₭"), lambda one: one.holding.capital_kip, 126, bold=True),
    _right(N_("Unpaid ₭"), lambda one: one.holding.unpaid_kip, 100, ink=lambda one: "warn" if one.holding.unpaid_kip else "text3"),
    _right(N_("Pledged"), lambda one: one.pledged_count, 80, ink=lambda one: "" if one.pledged_count else "text3"),
    Column(N_("Certificates"), _certificates, lambda text: text or "–", width=120, ink=lambda one: "" if one.certificates else "text3"),
)


def register_columns(as_of: date, known_on: date | None) -> tuple[Column, ...]:
    """The register's columns; what stands in the ledger today can be explained, what was known once cannot."""
    if known_on is not None:
        return REGISTER
    accounts = {"Share capital ₭": ("share-capital",), "Unpaid ₭": ("unpaid-shares",)}

    def explained(column: Column) -> Column:
        names = accounts.get(column.title)
        if names is None:
            return column
        credit = names == ("share-capital",)
        return replace(column, explain=lambda one: Figure(names, last_day=as_of, member_id=one.member.member_id, credit=credit),
                       explain_total=lambda _rows: Figure(names, last_day=as_of, credit=credit))

    return tuple(explained(column) for column in REGISTER)


def _of_lines(register: str) -> dict[str, Any]:
    """What a column of movements stands for: lines of the register."""
    def figure(lines: Sequence[Moved]) -> Figure | None:
        return counted(register, items=tuple(one.line_id for one in lines)) if lines else None

    return {"explain": lambda one: figure([one]), "explain_total": figure}


MOVES = (
    Column(N_("Date"), lambda one: one.on, formats.day, width=104),
    Column(N_("Paper no."), lambda one: one.paper, width=104),
    Column(N_("No."), lambda one: one.number, key=lambda one: (len(one.number), one.number), width=64),
    Column(N_("Member"), lambda one: one.name, width=230, bold=True),
    Column(N_("What"), lambda one: one.kind, lambda kind: tr(MOVED.get(kind, kind)), width=170),
    Column(N_("From – to"), lambda one: one.ranges, width=170),
    _right(N_("Shares"), lambda one: one.share_count, 80, ink=lambda one: "danger" if one.share_count < 0 else ""),
    _right(N_("Share capital ₭"), lambda one: one.capital_kip, 130, ink=lambda one: "danger" if one.capital_kip < 0 else "",
           **_of_lines("subscribed")),
    _right(N_("Paid up ₭"), lambda one: one.paid_kip, 130, ink=lambda one: "danger" if one.paid_kip < 0 else "", **_of_lines("paid-up")),
    Column(N_("Recorded"), lambda one: one.recorded_on, formats.day, width=104, extra=True),
)

ENDS = {"": N_("valid"), "changed": N_("the shares have moved"), "lost": N_("lost"), "damaged": N_("damaged"), "left": N_("the member left")}
"""What a certificate is, or why it ended."""


def certificate_columns(names: Callable[[Certificate], tuple[str, str]]) -> tuple[Column, ...]:
    """The certificates' columns; `names` says number and name of a certificate's member."""
    return (
        Column(N_("Certificate"), lambda one: one.number, width=104, bold=True, icon=lambda _one: "certificate-outline"),
        Column(N_("No."), lambda one: names(one)[0], key=lambda one: (len(names(one)[0]), names(one)[0]), width=64),
        Column(N_("Member"), lambda one: names(one)[1], width=190),
        Column(N_("From – to"), lambda one: as_text(one.ranges), width=130),
        Column(N_("Shares"), lambda one: one.share_count, kip, right=True, width=66),
        Column(N_("Value ₭"), lambda one: one.share_count * one.par_value_kip, kip, right=True, width=104),
        Column(N_("Given out"), lambda one: one.issued_on, formats.day, width=100),
        Column(N_("State"), lambda one: one.end_reason, lambda reason: tr(ENDS[reason]), width=130,
               tag=lambda one: "" if one.ended_on is None else "neutral"),
        Column(N_("Ended"), lambda one: one.ended_on, lambda day: formats.day(day) if day else "", key=lambda one: one.ended_on or date.min,
               width=100),
        Column(N_("In place of"), lambda one: one.replaces, width=96, extra=True),
    )
