"""The tables of a member's page: every paper with what we owe after it, share movements, deliveries, payments, years."""

from collections.abc import Callable, Sequence
from typing import Any

from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.register import TimelinePaper, YearLine
from coopbooks.coop.produce import Product
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services.printing import MONEY_WORDS, SHARE_WORDS
from coopbooks.ui.kit.papers import ICONS, what
from coopbooks.ui.kit.table import Column
from coopbooks.ui.members.columns import kip

_OUT = {"payment", "payout", "advance", "second-payout"}
"""Papers with which money or goods go to the member."""


def _signed(paper: TimelinePaper) -> int:
    return -paper.total_kip if paper.kind in _OUT else paper.total_kip


def _shown(pair: tuple[str, int]) -> str:
    kind, value = pair
    return f"+{formats.kip(value)}" if kind == "delivery" and value > 0 else kip(value)


def _paid(box: str) -> str:
    return tr(MONEY_WORDS.get(box, "")) if MONEY_WORDS.get(box) else ""


def _ink(paper: TimelinePaper) -> str:
    if paper.reversed_by:
        return "disabled"
    return "danger" if _signed(paper) < 0 else "success" if paper.kind == "delivery" else ""


def timeline(second: Callable[[TimelinePaper], str]) -> tuple[Column, ...]:
    """Every paper; `second` says more of one in small letters."""
    return (
        Column(N_("Date"), lambda p: p.on, formats.day, width=112),
        Column(N_("What"), lambda p: (p.kind, p.detail), lambda pair: what(*pair), width=260, second=second,
               ink=lambda p: "disabled" if p.reversed_by else ""),
        Column(N_("No."), lambda p: p.number, width=112, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
        Column(N_("Amount ₭"), lambda p: (p.kind, _signed(p)), _shown, key=_signed, right=True, width=120, bold=True, ink=_ink),
        Column(N_("We owe after it ₭"), lambda p: p.owed_after_kip, kip, right=True, width=130),
        Column(N_("How paid"), lambda p: p.box, _paid, width=140, extra=True),
    )


PAYMENTS = (
    Column(N_("Date"), lambda p: p.on, formats.day, width=112),
    Column(N_("What"), lambda p: (p.kind, p.detail), lambda pair: what(*pair), width=230, ink=lambda p: "disabled" if p.reversed_by else ""),
    Column(N_("No."), lambda p: p.number, width=112, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
    Column(N_("How paid"), lambda p: p.box, _paid, width=140),
    Column(N_("To the member ₭"), lambda p: p.total_kip if p.kind in _OUT else 0, kip, right=True, width=130, bold=True,
           total=lambda rows: kip(sum(p.total_kip for p in rows if p.kind in _OUT and not p.reversed_by))),
    Column(N_("From the member ₭"), lambda p: 0 if p.kind in _OUT else p.total_kip, kip, right=True, width=130, bold=True,
           total=lambda rows: kip(sum(p.total_kip for p in rows if p.kind not in _OUT and not p.reversed_by))),
)
SHARES = (
    Column(N_("Date"), lambda s: s[0], formats.day, width=112),
    Column(N_("What"), lambda s: s[1], lambda kind: tr(SHARE_WORDS.get(kind, N_("reversal"))), width=200),
    Column(N_("No."), lambda s: s[2], width=110),
    Column(N_("Shares"), lambda s: s[3], kip, right=True, width=90, total=lambda rows: kip(sum(line[3] for line in rows))),
    Column(N_("Share capital ₭"), lambda s: s[4], kip, right=True, width=130, total=lambda rows: kip(sum(line[4] for line in rows))),
    Column(N_("Paid up ₭"), lambda s: s[5], kip, right=True, width=130, total=lambda rows: kip(sum(line[5] for line in rows))),
)
YEARS = (
    Column(N_("Year"), lambda y: y.year, str, width=120),
    Column(N_("Delivered kg"), lambda y: y.net_g, formats.kg, right=True, width=130,
           total=lambda rows: formats.kg(sum(line.net_g for line in rows))),
    Column(N_("Value ₭"), lambda y: y.value_kip, kip, right=True, width=140, total=lambda rows: kip(sum(line.value_kip for line in rows))),
    Column(N_("Share of the surplus ₭"), lambda y: y.dividend_kip, kip, right=True, width=160,
           total=lambda rows: kip(sum(line.dividend_kip for line in rows))),
)
DONE_WITH_MONEY = frozenset({"payment", "payout", "advance", "entry-fee", "share"})


def payments(papers: Sequence[TimelinePaper]) -> list[TimelinePaper]:
    """The papers with which money changed hands."""
    return [paper for paper in papers if paper.kind in DONE_WITH_MONEY and paper.box in ("cash", "bank")]


def deliveries(product_of: Callable[[int], Product | None]) -> tuple[Column, ...]:
    """Deliveries line by line."""
    def name(line: DeliveryEntry) -> str:
        product = product_of(line.product_id)
        if product is None:
            return line.product_code
        return (product.name_lo or product.name_en) if current_language() == "lo" else (product.name_en or product.name_lo)

    return (
        Column(N_("Date"), lambda d: d.on, formats.day, width=112),
        Column(N_("Receipt"), lambda d: d.number, width=100, icon=lambda d: "basket-outline"),
        Column(N_("Product"), name, width=150, ink=lambda d: "disabled" if d.reversed_by else ""),
        Column(N_("Grade"), lambda d: d.grade, width=60),
        Column(N_("Net kg"), lambda d: d.net_g, formats.kg, right=True, width=90, total=lambda rows: formats.kg(sum(line.net_g for line in rows))),
        Column(N_("Price ₭"), lambda d: d.price_kip, kip, right=True, width=80),
        Column(N_("Amount ₭"), lambda d: d.amount_kip, kip, right=True, width=120, bold=True,
               total=lambda rows: kip(sum(line.amount_kip for line in rows))),
        Column(N_("How paid"), lambda d: d.paid, _paid, width=130, extra=True),
        Column(N_("Gross kg"), lambda d: d.gross_g, formats.kg, right=True, width=90, extra=True),
    )


def delivered(line: DeliveryEntry, product_of: Callable[[int], Product | None]) -> str:
    """A delivery in a few words: product, grade, weight and price."""
    product = product_of(line.product_id)
    name = "" if product is None else product.name_lo if current_language() == "lo" else product.name_en
    return tr(N_("{product} {grade} · {net_g} kg × {price_kip}"), product=name or line.product_code, grade=line.grade, net_g=line.net_g,
              price_kip=line.price_kip)


def of_years(rows: Sequence[Any], year: YearLine | None, day: Callable[[Any], Any]) -> list[Any]:
    """The rows of a fiscal year; all of them without one."""
    return [row for row in rows if year is None or year.first_day <= day(row) <= year.last_day]
