"""The member's statement as one A4 page, in the order of the design: who and how much · four figures · ① shares · ② produce ·
③ share of the surplus as sums · ④ five years · the sentence · signatures. Months merge and ④ goes before a second page comes.
"""

from collections.abc import Callable, Iterable, Sequence

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.papers.member_statement import GradeLine, MemberStatement, PriceLine, SurplusPart
from coopbooks.reports import qr
from coopbooks.reports.frame import LEFT, foot, head, signatures
from coopbooks.reports.page import INK, INK2, INK3, LINE, MM, PRIMARY, TINT, WHITE, Colour, Sheet, colour
from coopbooks.reports.speech import Speech
from coopbooks.reports.typeface import typeface

_SHARE_WORDS = {"opening": N_("Opening balance"), "subscribe": N_("New shares"), "pay": N_("Instalment paid"), "transfer": N_("Transfer"),
                "redeem": N_("Redemption"), "bonus": N_("Bonus shares"), "cancel": N_("Given up"),
                "convert": N_("Other class"), "par-change": N_("New value"), "reversal": N_("Reversal")}
_PARTS: tuple[Colour, Colour, Colour] = (colour("#C68910"), colour("#C68910"), colour("#855432"))
MOST_SHARE_LINES, MOST_GRADES, MOST_PRICES = 6, 6, 3
GAP, PITCH = 4.2, 5.2
_YEARS_HIGH = 23.9


def render(paper: MemberStatement, language: str) -> bytes:
    """One statement as PDF."""
    return render_many([paper], language)


def render_many(papers: Iterable[MemberStatement], language: str, speaks: Callable[[MemberStatement], str] | None = None) -> bytes:
    """Many statements in one PDF, a page each, in one language; or each in its own, where `speaks` tells it."""
    speech = Speech.of(language)
    sheet = Sheet(speech.say(N_("Member statement")), "A4", speech.first)
    for place, paper in enumerate(papers):
        if place == 0:
            sheet.set_author(speech.name(paper.letterhead.name))
        draw(sheet, Speech.of(speaks(paper)) if speaks else speech, paper)
        sheet.next_page()
    return sheet.finish()


def draw(sheet: Sheet, speech: Speech, paper: MemberStatement) -> None:
    """Draw one statement on the present page."""
    period = f"{formats.day(paper.first_day)} – {formats.day(paper.last_day)}"
    if paper.copy_no:
        period += " · " + speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no)
    top = head(sheet, speech, paper.letterhead, speech.say(N_("Member statement")), period, speech.under(N_("Member statement"))) - 2
    _who(sheet, speech, paper, top)
    _figures(sheet, speech, paper, top + 24)
    y = _shares(sheet, speech, paper, top + 49)
    y = _produce(sheet, speech, paper, y + GAP)
    if paper.surplus is not None:
        y = _surplus(sheet, speech, paper.surplus, y + GAP)
    y = _prices(sheet, speech, paper.prices, y)
    sentences = _sentences(sheet, speech, paper)
    last = sheet.height - 36 - sum(pitch for _, _, pitch in sentences)
    if y + GAP + _YEARS_HIGH <= last:
        y = _years(sheet, speech, paper, y + GAP)
    y = min(y + 5, last + 4)
    for line, size, pitch in sentences:
        sheet.text(LEFT, y, line, size, ink=INK2)
        y += pitch
    qr.draw(sheet, paper.check, sheet.width - LEFT - 19, sheet.height - 41, 19, in_batch=True)
    signatures(sheet, speech, sheet.height - 28, (N_("Treasurer"), N_("Chair"), N_("Member, received")), paper.letterhead, right=24)
    foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=1, pages=1))


def _who(sheet: Sheet, speech: Speech, paper: MemberStatement, y: float) -> None:
    room = sheet.width - 2 * LEFT
    sheet.box(LEFT, y, room, 21, TINT, radius=2)
    sheet.text(LEFT + 4, y + 9, paper.member_name, 17, "SemiBold", fit=room * 0.58)
    since = N_("Member no. {number} · {village} · member since {joined_on}") if paper.joined_on else N_("No. {number} · {village} · applicant")
    who = speech.say(since, number=paper.member_number, village=paper.village or "–", joined_on=paper.joined_on)
    sheet.text(LEFT + 4, y + 16.5, who, 8.5, ink=INK2, fit=room * 0.62)
    if paper.surplus is not None:
        sheet.text(LEFT + room - 4, y + 6.5, speech.both(N_("You will receive")), 8.5, ink=INK2, align="right")
        sheet.text(LEFT + room - 4, y + 15.5, speech.kip(paper.surplus.net_kip), 20, "Bold", PRIMARY, "right", fit=room * 0.36)
    else:
        sheet.text(LEFT + room - 4, y + 6.5, speech.both(N_("We owe you")), 8.5, ink=INK2, align="right")
        sheet.text(LEFT + room - 4, y + 15.5, speech.kip(paper.we_owe_kip), 20, "Bold", PRIMARY, "right", fit=room * 0.36)


def _figures(sheet: Sheet, speech: Speech, paper: MemberStatement, y: float) -> None:
    average = paper.value_kip * 1000 // paper.delivered_g if paper.delivered_g else 0
    boxes: tuple[tuple[str, str, str, dict[str, int]], ...] = (
        (N_("Your shares"), speech.say(N_("{count} shares"), count=paper.closing[0]), N_("paid up {paid_kip}"), {"paid_kip": paper.closing[1]}),
        (N_("Delivered"), speech.say(N_("{net_g} kg"), net_g=paper.delivered_g), N_("year before {net_g} kg"), {"net_g": paper.delivered_before_g}),
        (N_("Value of produce"), formats.kip(paper.value_kip), N_("average {price_kip} a kg"), {"price_kip": average}),
        (N_("Paid to you"), formats.kip(paper.paid_for_produce_kip), N_("still to pay {owed_kip}"), {"owed_kip": paper.we_owe_kip}))
    room = sheet.width - 2 * LEFT
    width = (room - 9) / 4
    for place, (title, figure, below, facts) in enumerate(boxes):
        x = LEFT + place * (width + 3)
        sheet.box(x, y, width, 19, edge=LINE, radius=2)
        sheet.text(x + 3, y + 5, speech.both(title), 8.5, ink=INK3, fit=width - 4)
        sheet.text(x + 3, y + (10.7 if speech.second else 11.3), figure, 12, "SemiBold", fit=width - 6)
        sheet.text(x + 3, y + (14.9 if speech.second else 16.8), speech.say(below, **facts), 8.5, ink=INK3, fit=width - 4)
        sheet.text(x + 3, y + 17.9, speech.under(below, **facts), 7, ink=INK3, fit=width - 4)


def _section(sheet: Sheet, speech: Speech, number: int, title: str, y: float, **facts: object) -> float:
    sheet.disc(LEFT + 3, y - 1.5, 2.8, PRIMARY)
    sheet.text(LEFT + 3, y - 0.3, str(number), 8.5, "SemiBold", WHITE, "center")
    room = sheet.width - 2 * LEFT - 10
    said = speech.say(title, **facts)
    sheet.text(LEFT + 8, y, said, 11, "SemiBold", fit=room * 0.62 if speech.second else room)
    # The second language has what the first leaves; it shrinks before a letter is lost.
    taken = min(typeface("SemiBold").width(said, 11) / MM, room * 0.62)
    sheet.text(sheet.width - LEFT, y, speech.under(title, **facts), 7.5, ink=INK3, align="right", fit=room - taken - 2)
    return y + 3.5


def _row(sheet: Sheet, y: float, cells: Sequence[tuple[float, str, bool]], *, bold: bool = False, ink: Colour = INK,
         size: float = 9) -> None:
    for x, text, right in cells:
        sheet.text(x, y, text, size, "SemiBold" if bold else "Regular", ink, "right" if right else "left", fit=46)


def _shares(sheet: Sheet, speech: Speech, paper: MemberStatement, y: float) -> float:
    y = _section(sheet, speech, 1, N_("Shares"), y)
    right = sheet.width - LEFT
    at = (LEFT + 2, LEFT + 27, right - 68, right - 30, right - 2)
    sheet.box(LEFT, y, right - LEFT, PITCH, TINT)
    titles = (N_("Date"), N_("What"), N_("Shares"), N_("Paid up"), N_("Unpaid"))
    _row(sheet, y + 3.8, [(x, speech.both(title), n > 1) for n, (x, title) in enumerate(zip(at, titles, strict=True))], bold=True, size=8.5)
    y += PITCH
    lines: list[tuple[str, str, int, int, int]] = [
        (formats.day(paper.first_day), speech.both(N_("Brought forward")), *paper.opening)]
    shown = paper.shares[-MOST_SHARE_LINES:]
    for move in shown:
        what = speech.both(_SHARE_WORDS.get(move.kind, N_("Reversal")))
        lines.append((formats.day(move.on), f"{what} · {move.number}", move.share_count, move.paid_kip, move.unpaid_kip))
    for day, what, count, paid, unpaid in lines:
        _row(sheet, y + 3.8, [(at[0], day, False), (at[1], what, False), (at[2], formats.kip(count) if count else "–", True),
                              (at[3], formats.kip(paid) if paid else "–", True), (at[4], formats.kip(unpaid) if unpaid else "–", True)])
        y += PITCH
        sheet.line(LEFT, y, right, y, LINE, 0.3)
    _row(sheet, y + 3.8, [(at[1], speech.both(N_("Held on {last_day}"), last_day=paper.last_day), False),
                          *((x, formats.kip(value) if value else "–", True) for x, value in zip(at[2:], paper.closing, strict=True))],
         bold=True)
    sheet.line(LEFT, y + PITCH, right, y + PITCH, LINE, 0.6)
    return y + PITCH + 2.2


def _produce(sheet: Sheet, speech: Speech, paper: MemberStatement, y: float) -> float:
    y = _section(sheet, speech, 2, N_("Your produce (kilograms)"), y)
    right = sheet.width - LEFT
    height = 29.0
    months = paper.months
    most = max((abs(net_g) for _, net_g in months), default=1)
    room = (right - LEFT) * 0.60
    if not months:
        sheet.text(LEFT + 2, y + 8, speech.both(N_("Nothing was delivered.")), 9, ink=INK3)
    width = min(16.0, room / max(len(months), 4))
    for place, (month, net_g) in enumerate(months):
        x, tall = LEFT + 2 + place * width, 19 * max(net_g, 0) / most
        sheet.box(x + width * 0.14, y + 24 - tall, width * 0.72, tall, PRIMARY, radius=0.5)
        sheet.text(x + width / 2, y + 22.6 - tall, formats.kip(net_g // 1000), 8.5, "SemiBold", align="center", fit=width)
        sheet.text(x + width / 2, y + 28, formats.month_name(month, speech.first, short=len(months) > 7), 8.5, ink=INK2, align="center",
                   fit=width - 0.6)
    if months:
        sheet.line(LEFT, y + 24, LEFT + room, y + 24, INK3, 0.6)
    below = _grades(sheet, speech, paper, LEFT + room + 4, y)
    y = max(y + height, below)
    if paper.owes_us_kip:
        sheet.text(LEFT + 2, y + 3, speech.both(N_("Open advance at the end of the year: {advance_kip} kip"),
                                               advance_kip=paper.owes_us_kip), 8.5, ink=INK2)
        y += 4
    return y + 3


def _grades(sheet: Sheet, speech: Speech, paper: MemberStatement, x: float, y: float) -> float:
    right = sheet.width - LEFT
    lines = list(paper.grades[:MOST_GRADES])
    if len(paper.grades) > MOST_GRADES:
        rest = paper.grades[MOST_GRADES - 1:]
        lines = [*paper.grades[:MOST_GRADES - 1],
                 GradeLine(rest[0].product._replace(lo="…", en="…"), "", sum(one.net_g for one in rest), sum(one.amount_kip for one in rest))]
    tall = 5.0 * (len(lines) + 2) + 1.5
    sheet.box(x, y, right - x, tall, edge=LINE, radius=2)
    at = (x + 3, x + (right - x) * 0.58, right - 3)
    _row(sheet, y + 4, [(at[1], speech.both(N_("kg")), True), (at[2], speech.both(N_("kip")), True)], size=8.5, ink=INK3)
    y += 5
    for line in lines:
        name = f"{speech.name(line.product)} {line.grade}".strip()
        sheet.text(at[0], y + 3.8, name, 8.5, fit=(right - x) * 0.32)
        _row(sheet, y + 3.8, [(at[1], formats.kg(line.net_g), True), (at[2], formats.kip(line.amount_kip), True)], size=8.5)
        y += 5
    sheet.line(x + 3, y + 0.4, right - 3, y + 0.4, LINE, 0.5)
    _row(sheet, y + 4.3, [(at[0], speech.both(N_("Total")), False), (at[1], formats.kg(paper.delivered_g), True),
                          (at[2], formats.kip(paper.value_kip), True)], bold=True, size=8.5)
    return y + 8


def _surplus(sheet: Sheet, speech: Speech, part: SurplusPart, y: float) -> float:
    if part.is_approved:
        y = _section(sheet, speech, 3, N_("Your share of the surplus of {year} · approved on {decided_on}"), y, year=part.year,
                     decided_on=part.decided_on)
    else:
        y = _section(sheet, speech, 3, N_("Your share of the surplus of {year} · proposal"), y, year=part.year)
    right, ink = sheet.width - LEFT, INK if part.is_approved else INK3
    rounded = speech.say(N_("rounded"))
    rows = [(N_("Dividend on shares"), f"{part.weighted_capital} × {part.share_rate}"
             + (f" ({rounded})" if part.share_rate_is_rounded else ""), part.share_dividend_kip, _PARTS[0])]
    if part.share_tax_kip:
        rows.append((N_("Tax on the dividend"), f"{formats.kip(part.share_dividend_kip)} × {part.share_tax_percent}", -part.share_tax_kip,
                     _PARTS[1]))
    rows.append((N_("Patronage refund"), f"{part.basis_text} × {part.patronage_rate}"
                 + (f" ({rounded})" if part.patronage_rate_is_rounded else ""), part.patronage_kip, _PARTS[2]))
    if part.patronage_tax_kip:
        rows.append((N_("Tax on the refund"), f"{formats.kip(part.patronage_kip)} × {part.patronage_tax_percent}",
                     -part.patronage_tax_kip, _PARTS[2]))
    for title, how, amount, mark in rows:
        sheet.box(LEFT, y + 0.7, 1.6, 4.6, mark)
        sheet.text(LEFT + 4, y + 4.3, speech.both(title), 9.5, ink=ink, fit=62)
        sheet.text(LEFT + 68, y + 4.3, how, 9, ink=INK2 if part.is_approved else INK3, fit=66)
        shown = f"({formats.kip(-amount)})" if amount < 0 else formats.kip(amount)
        sheet.text(right - 3, y + 4.3, f"= {shown}", 9.5, "SemiBold", ink, "right")
        y += 6
        sheet.line(LEFT, y, right, y, LINE, 0.3)
    sheet.box(LEFT, y + 1, right - LEFT, 10.5, TINT, PRIMARY, 2, 0.8)
    base = y + (6 if speech.second else 7.6)
    sheet.text(LEFT + 4, base, speech.say(N_("Total you will receive")), 10, "SemiBold", ink, fit=44)
    sheet.text(LEFT + 4, y + 9.8, speech.under(N_("Total you will receive")), 7.5, ink=INK3, fit=44)
    words = [(kip_in_words(part.net_kip, language), size) for language, size in ((speech.first, 8.5), (speech.second, 7.5)) if language]
    lines = [(line, size) for text, size in words for line in sheet.wrapped(f"({text})", right - LEFT - 98, size)]
    for n, (line, size) in enumerate(lines[:3]):
        sheet.text(LEFT + 50, y + (7.4, 6.0, 4.4)[min(len(lines), 3) - 1] + n * 3.1, line, size, ink=INK2, fit=right - LEFT - 98)
    sheet.text(right - 3, y + 7.9, speech.kip(part.net_kip), 13, "Bold", PRIMARY if part.is_approved else INK3, "right", fit=44)
    return y + 13.2


def _prices(sheet: Sheet, speech: Speech, prices: Sequence[PriceLine], y: float) -> float:
    """Each product's price in all as a sum, where more was paid than at the scale; the heaviest, as many as the page has room for."""
    more = any(line.price.second_kip or line.price.refund_kip for line in prices)
    room = min(MOST_PRICES, int((sheet.height - 50 - y) // 4.6) - 1)
    if not more or room < 1:
        return y
    right, rounded = sheet.width - LEFT, speech.say(N_("rounded"))
    title = speech.both(N_("Price of a kilogram in all: paid + second payment + refund"))
    sheet.text(LEFT + 4, y + 3.2, title, 8.5, "SemiBold", fit=right - LEFT - 8)
    for line in prices[:room]:
        y += 4.6
        one = line.price
        how = f"{formats.kip(one.first_kip)} + {formats.kip(one.second_kip)} + {formats.kip(one.refund_kip)} = {formats.kip(one.total_kip)}"
        sheet.text(LEFT + 4, y + 3.2, f"{speech.name(line.product)} {one.grade}".strip(), 8.5, ink=INK2, fit=34)
        if one.net_g > 0:
            how += f" ÷ {formats.kg(one.net_g)} {formats.unit('kg', speech.first)}"
            cut = f" ({rounded})" if line.is_rounded else ""
            sheet.text(right - 3, y + 3.2, f"= {line.kip_per_kg}{cut}", 8.5, "SemiBold", align="right", fit=40)
        sheet.text(LEFT + 40, y + 3.2, how, 8.5, ink=INK2, fit=right - LEFT - 86)
    return y + 5


def _years(sheet: Sheet, speech: Speech, paper: MemberStatement, y: float) -> float:
    y = _section(sheet, speech, 4, N_("Five years"), y)
    right = sheet.width - LEFT
    step = (right - LEFT - 34) / max(len(paper.years), 1)
    places = [LEFT + 34 + step * (n + 1) - 2 for n in range(len(paper.years))]
    sheet.box(LEFT, y, right - LEFT, 5.1, TINT)
    _row(sheet, y + 3.7, [(x, str(one.year), True) for x, one in zip(places, paper.years, strict=True)], bold=True, size=8.5)
    y += 5.1
    rows = ((N_("Delivered (kg)"), [formats.kip(one.net_g // 1000) for one in paper.years]),
            (N_("Shares"), [formats.kip(one.share_count) for one in paper.years]),
            (N_("Received (kip)"), [formats.kip(one.received_kip) for one in paper.years]))
    for title, values in rows:
        sheet.text(LEFT + 2, y + 3.7, speech.both(title), 8.5, ink=INK2, fit=36)
        for n, (x, value) in enumerate(zip(places, values, strict=True)):
            sheet.text(x, y + 3.7, "–" if value == "0" else value, 8.5, "SemiBold" if n == len(values) - 1 else "Regular", align="right",
                       fit=step - 2)
        y += 5.1
        sheet.line(LEFT, y, right, y, LINE, 0.3)
    return y


def _sentences(sheet: Sheet, speech: Speech, paper: MemberStatement) -> list[tuple[str, float, float]]:
    """The lines at the foot, each with its size and pitch: what is paid and kept, and what to do about a wrong figure."""
    lines: list[tuple[str, float, float]] = []
    for one, size, pitch in ((Speech(speech.first), 8.5, 4.8), (Speech(speech.second) if speech.second else None, 7.5, 4.2)):
        if one is None:
            continue
        said = one.say(N_("Tell the treasurer within {days} days if a figure is wrong. This page is not a receipt."), days=paper.report_days)
        if paper.surplus is not None and paper.surplus.carried_kip and paper.surplus.is_approved:
            said = one.say(N_("{payable_kip} kip is paid in cash; {carried_kip} kip stays on your account."),
                           payable_kip=paper.surplus.payable_now_kip, carried_kip=paper.surplus.carried_kip) + " " + said
        if paper.surplus is not None and paper.surplus.kept_kip:
            said = one.say(N_("{kept_kip} kip of the refund became shares or revolving capital."), kept_kip=paper.surplus.kept_kip) + " " + said
        lines += [(line, size, pitch) for line in sheet.wrapped(said, sheet.width - 2 * LEFT - 23, size)]
    return lines
