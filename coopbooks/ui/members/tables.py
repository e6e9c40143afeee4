"""The tables of a member's page: every paper with what we owe after it, share movements, deliveries, payments, years."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.register import TimelinePaper, YearLine
from coopbooks.coop.produce import Product
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services.printing import MONEY_WORDS, SHARE_WORDS
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.papers import ICONS, what
from coopbooks.ui.kit.table import Column
from coopbooks.ui.members import figures
from coopbooks.ui.members.figures import OUT, OfMember


def _signed(paper: TimelinePaper) -> int:
    return -paper.total_kip if paper.kind in OUT else paper.total_kip


def _shown(pair: tuple[str, int]) -> str:
    kind, value = pair
    return f"+{formats.kip(value)}" if kind == "delivery" and value > 0 else kip(value)


def _paid(box: str) -> str:
    return tr(MONEY_WORDS.get(box, "")) if MONEY_WORDS.get(box) else ""


def _ink(paper: TimelinePaper) -> str:
    if paper.reversed_by:
        return "disabled"
    return "danger" if _signed(paper) < 0 else "success" if paper.kind == "delivery" else ""


def timeline(second: Callable[[TimelinePaper], str], year: Callable[[TimelinePaper], str], of: OfMember) -> tuple[Column, ...]:
    """Every paper; `second` says more of one in small letters, `year` the year of the first paper of each year."""
    return (
        Column(N_("Year"), year, width=68, key=lambda p: p.on, tag=lambda p: "neutral" if year(p) else ""),
        Column(N_("Date"), lambda p: p.on, formats.day, width=112),
        Column(N_("What"), lambda p: (p.kind, p.detail), lambda pair: what(*pair), width=260, second=second,
               ink=lambda p: "disabled" if p.reversed_by else ""),
        Column(N_("No."), lambda p: p.number, width=112, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
        Column(N_("Amount ₭"), lambda p: (p.kind, _signed(p)), _shown, key=_signed, right=True, width=120, bold=True, ink=_ink,
               explain=figures.amount),
        Column(N_("We owe after it ₭"), lambda p: p.owed_after_kip, kip, right=True, width=130, explain=of.owed_after),
        Column(N_("Print"), lambda _p: "", width=60, icon=lambda _p: "printer"),
        Column(N_("How paid"), lambda p: p.box, _paid, width=140, extra=True),
    )


PRINT = 6
"""The place of the printer in the timeline."""
PAYMENTS = (
    Column(N_("Date"), lambda p: p.on, formats.day, width=112),
    Column(N_("What"), lambda p: (p.kind, p.detail), lambda pair: what(*pair), width=230, ink=lambda p: "disabled" if p.reversed_by else ""),
    Column(N_("No."), lambda p: p.number, width=112, icon=lambda p: ICONS.get(p.kind, "file-document-outline")),
    Column(N_("How paid"), lambda p: p.box, _paid, width=140, total=lambda _rows: tr(N_("Total"))),
    Column(N_("To the member ₭"), lambda p: p.total_kip if p.kind in OUT else 0, kip, right=True, width=130, bold=True,
           total=lambda rows: kip(sum(p.total_kip for p in rows if p.kind in OUT and not p.reversed_by)),
           explain=lambda p: figures.through_box([p], out=True),
           explain_total=lambda rows: figures.through_box([p for p in rows if not p.reversed_by], out=True)),
    Column(N_("From the member ₭"), lambda p: 0 if p.kind in OUT else p.total_kip, kip, right=True, width=130, bold=True,
           total=lambda rows: kip(sum(p.total_kip for p in rows if p.kind not in OUT and not p.reversed_by)),
           explain=lambda p: figures.through_box([p], out=False),
           explain_total=lambda rows: figures.through_box([p for p in rows if not p.reversed_by], out=False)),
)


def shares(of: OfMember) -> tuple[Column, ...]:
    """Movements of shares."""
    return (
        Column(N_("Date"), lambda s: s[0], formats.day, width=112),
        Column(N_("What"), lambda s: s[1], lambda kind: tr(SHARE_WORDS.get(kind, N_("reversal"))), width=200),
        Column(N_("No."), lambda s: s[2], width=110),
        Column(N_("Shares"), lambda s: s[3], kip, right=True, width=90, total=lambda rows: kip(sum(line[3] for line in rows)),
               explain=lambda s: of.moves("shares", [s]), explain_total=partial(of.moves, "shares")),
        Column(N_("Share capital ₭"), lambda s: s[4], kip, right=True, width=130, total=lambda rows: kip(sum(line[4] for line in rows)),
               explain=lambda s: of.moves("subscribed", [s]), explain_total=partial(of.moves, "subscribed")),
        Column(N_("Paid up ₭"), lambda s: s[5], kip, right=True, width=130, total=lambda rows: kip(sum(line[5] for line in rows)),
               explain=lambda s: of.moves("paid-up", [s]), explain_total=partial(of.moves, "paid-up")),
    )


def years(of: OfMember) -> tuple[Column, ...]:
    """Fiscal years, with the statement of each."""
    return (
        Column(N_("Year"), lambda y: y.year, str, width=160),
        Column(N_("Delivered kg"), lambda y: y.net_g, lambda grams: formats.kg(grams) if grams else "–", right=True, width=120,
               total=lambda rows: formats.kg(sum(line.net_g for line in rows)),
               explain=lambda y: of.years("delivered", [y]), explain_total=partial(of.years, "delivered")),
        Column(N_("Value ₭"), lambda y: y.value_kip, kip, right=True, width=130, total=lambda rows: kip(sum(line.value_kip for line in rows)),
               explain=lambda y: of.years("valued", [y]), explain_total=partial(of.years, "valued")),
        Column(N_("Share of the surplus ₭"), lambda y: y.dividend_kip, kip, right=True, width=150,
               total=lambda rows: kip(sum(line.dividend_kip for line in rows)), explain=lambda y: of.surplus([y]), explain_total=of.surplus),
        Column(N_("Last printed"), lambda y: y.printed_on, lambda day: formats.day(day) if day else "–", key=lambda y: y.printed_on or date.min,
               width=120),
    )


DONE_WITH_MONEY = frozenset({"payment", "payout", "advance", "entry-fee", "share"})


def payments(papers: Sequence[TimelinePaper]) -> list[TimelinePaper]:
    """The papers with which money changed hands."""
    return [paper for paper in papers if paper.kind in DONE_WITH_MONEY and paper.box in ("cash", "bank")]


def deliveries(product_of: Callable[[int], Product | None], of: OfMember) -> tuple[Column, ...]:
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
        Column(N_("Net kg"), lambda d: d.net_g, formats.kg, right=True, width=90, total=lambda rows: formats.kg(sum(line.net_g for line in rows)),
               explain=lambda d: of.slips("delivered", [d]), explain_total=partial(of.slips, "delivered")),
        Column(N_("Price ₭"), lambda d: d.price_kip, kip, right=True, width=80),
        Column(N_("Amount ₭"), lambda d: d.amount_kip, kip, right=True, width=120, bold=True,
               total=lambda rows: kip(sum(line.amount_kip for line in rows)),
               explain=lambda d: of.slips("valued", [d]), explain_total=partial(of.slips, "valued")),
        Column(N_("How paid"), lambda d: d.paid, _paid, width=130, extra=True),
        Column(N_("Gross kg"), lambda d: d.gross_g, formats.kg, right=True, width=90, extra=True, explain=lambda d: of.slips("gross", [d])),
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


def first_of_years(papers: Sequence[TimelinePaper], lines: Sequence[YearLine]) -> dict[int, str]:
    """The year of the newest paper of each fiscal year, by the paper: heads of the timeline."""
    heads: dict[int, str] = {}
    for line in lines:
        first = next((paper for paper in papers if line.first_day <= paper.on <= line.last_day), None)
        if first is not None:
            heads[first.document_id] = str(line.year)
    return heads
