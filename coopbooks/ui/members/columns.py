"""What the member list shows of a person, and in which words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from PySide6.QtGui import QPixmap

from coopbooks.coop.statistics import age_on
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services.register import MemberLine, MemberList
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cells import initial
from coopbooks.ui.kit.table import Column
from coopbooks.ui.members import figures

FILTERS = (("", N_("All {count}")), ("active", N_("Active {count}")), ("unpaid", N_("Shares unpaid {count}")),
           ("owed", N_("We owe {count}")), ("left", N_("Left {count}")), ("applicant", N_("Applicants {count}")))
STATUS = {"member": N_("Active"), "unpaid": N_("Shares unpaid"), "leaving": N_("Leaving"), "left": N_("Left"), "applicant": N_("Applicant"),
          "not-yet": N_("Not yet")}
TAGS = {"member": "", "unpaid": "warn", "leaving": "warn", "left": "neutral", "applicant": "neutral", "not-yet": "neutral"}
SEX = {"F": N_("woman"), "M": N_("man"), "": ""}
PAY_MODES = {"cash": N_("Cash"), "bank": N_("Bank"), "wallet": N_("Phone wallet"), "reinvest": N_("To shares")}
REASONS = {"resigned": N_("resigned"), "expelled": N_("expelled"), "died": N_("died"), "transferred": N_("went to another co-op"), "": ""}
_NEVER = date.min


def status_of(line: MemberLine) -> str:
    """The one word that matters of a person: what is unpaid before that all is well."""
    return "unpaid" if line.status == "member" and line.unpaid_kip else line.status


def _total(name: str) -> Callable[[Sequence[MemberLine]], str]:
    value = attrgetter(name)
    return lambda rows: kip(sum(map(value, rows)))


def _people(rows: Sequence[MemberLine]) -> str:
    return tr(N_("{count} members · {women} women"), count=len(rows), women=sum(line.sex == "F" for line in rows))


def _day(value: date | None) -> str:
    return formats.day(value) if value else ""


COLUMNS = (
    Column(N_("No."), lambda m: m.number, key=lambda m: m.number_key, width=56),
    Column(N_("Name"), lambda m: m.name, key=lambda m: m.name_key, width=270, bold=True, total=_people, second=lambda m: m.latin_name,
           badge=lambda m: (initial(m.details.given_name), m.member_id, None)),
    Column(N_("Village"), lambda m: m.village, width=106),
    Column(N_("Joined"), lambda m: m.joined_on, _day, key=lambda m: m.joined_on or _NEVER, width=106),
    Column(N_("Shares"), lambda m: m.share_count, kip, right=True, width=62, total=_total("share_count")),
    Column(N_("Share capital ₭"), lambda m: m.capital_kip, kip, right=True, width=112, total=_total("capital_kip")),
    Column(N_("Unpaid ₭"), lambda m: m.unpaid_kip, kip, right=True, width=86, total=_total("unpaid_kip"),
           ink=lambda m: "warn" if m.unpaid_kip else "text3"),
    Column(N_("Delivered kg"), lambda m: m.delivered_g, lambda grams: formats.kg(grams) if grams else "–", right=True, width=96,
           total=lambda rows: formats.kg(sum(line.delivered_g for line in rows))),
    Column(N_("We owe ₭"), lambda m: m.owed_kip, kip, right=True, width=98, total=_total("owed_kip"), bold=True,
           ink=lambda m: "danger" if m.owed_kip < 0 else "accent_text" if m.owed_kip else "text3"),
    Column(N_("Status"), status_of, lambda status: tr(STATUS[status]), width=134, ink=lambda m: "text2",
           tag=lambda m: TAGS[status_of(m)]),
    Column(N_("Name in Latin letters"), lambda m: m.latin_name, width=150, extra=True),
    Column(N_("Sex"), lambda m: m.sex, lambda sex: tr(SEX[sex]) if sex else "", width=60, extra=True),
    Column(N_("Born"), lambda m: m.details.birth_date, _day, key=lambda m: m.details.birth_date or _NEVER, width=112, extra=True),
    Column(N_("Phone"), lambda m: m.phone, width=120, extra=True),
    Column(N_("Group"), lambda m: m.details.group_name, width=110, extra=True),
    Column(N_("Household"), lambda m: m.details.household, width=130, extra=True),
    Column(N_("District"), lambda m: m.details.district, width=110, extra=True),
    Column(N_("Delivered ₭"), lambda m: m.delivered_kip, kip, right=True, width=114, total=_total("delivered_kip"), extra=True),
    Column(N_("Advance ₭"), lambda m: m.advance_kip, kip, right=True, width=104, total=_total("advance_kip"), extra=True),
    Column(N_("Last day"), lambda m: m.left_on, _day, key=lambda m: m.left_on or _NEVER, width=112, extra=True),
    Column(N_("How to pay"), lambda m: m.details.payment_mode, lambda mode: tr(PAY_MODES[mode]), width=110, extra=True),
)
"""Those with `extra` are offered in the header's menu."""


def _explained(column: Column, shown: Callable[[], MemberList]) -> Column:
    return replace(column, explain=lambda line: figures.of_line(column.title, shown(), line.member_id),
                   explain_total=lambda lines: figures.of_lines(column.title, shown(), lines))


def columns_with(photo: Callable[[int], QPixmap | None], shown: Callable[[], MemberList]) -> tuple[Column, ...]:
    """The columns, with the members' photos before the names, and with what their figures stand for in the list that is shown."""
    def badge(line: MemberLine) -> tuple[str, int, QPixmap | None]:
        return initial(line.details.given_name), line.member_id, photo(line.member_id)

    return tuple(replace(column, badge=badge) if column.badge else _explained(column, shown) if column.title in figures.IN_LIST else column
                 for column in COLUMNS)


def age_text(born: date | None, day: date) -> str:
    """A birth date with the age on a day."""
    return tr(N_("{birth_date} · {years} years"), birth_date=born, years=age_on(born, day)) if born else ""
