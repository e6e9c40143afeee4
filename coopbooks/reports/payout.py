"""The dividend pay-out sheet, A4 landscape with room to sign, and after it the proof a member can redo on a phone."""

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Check
from coopbooks.papers.payout import FUND_WORDS, RULE_WORDS, PayoutLine, PayoutSheet, Proof
from coopbooks.reports import qr
from coopbooks.reports.frame import LEFT, foot, head, signatures
from coopbooks.reports.page import INK, INK2, INK3, LINE, PRIMARY, TINT, Align, Sheet
from coopbooks.reports.speech import Speech

PER_PAGE, ROW = 11, 11.0
_POOLS = {"share": N_("Dividends on shares"), "patronage": N_("Patronage refunds")}
_TITLES: tuple[tuple[str, float, Align], ...] = (
    ("#", 8, "right"), (N_("No."), 14, "left"), (N_("Name"), 52, "left"), (N_("Village"), 28, "left"), (N_("Dividend"), 24, "right"),
    (N_("Tax"), 20, "right"), (N_("Refund"), 26, "right"), (N_("Net"), 26, "right"), (N_("This round"), 28, "right"),
    (N_("Signature or thumbprint"), 44, "left"))


def render(paper: PayoutSheet, language: str) -> bytes:
    """The sheet and its proof as PDF; members in order of village and number."""
    speech = Speech.of(language)
    sheet = Sheet(speech.say(N_("Dividend pay-out sheet")), "A4 landscape", speech.first, author=speech.name(paper.letterhead.name))
    lines = sorted(paper.lines, key=lambda line: line.village)
    pages = [lines[n:n + PER_PAGE] for n in range(0, len(lines), PER_PAGE)] or [[]]
    running = 0
    for number, page in enumerate(pages, 1):
        running = _page(sheet, speech, paper, page, (number, len(pages) + 1), running)
        sheet.next_page()
    _proof_page(sheet, speech, paper, len(pages) + 1)
    return sheet.finish()


def _head(sheet: Sheet, speech: Speech, paper: PayoutSheet) -> float:
    decided = speech.say(N_("Surplus of {year} · resolution {resolution} of {decided_on} · round {round_no} ({percent}%)"), year=paper.year,
                         resolution=paper.resolution, decided_on=paper.decided_on, round_no=paper.round_no, percent=paper.percent)
    if paper.copy_no:
        decided += " · " + speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no)
    return head(sheet, speech, paper.letterhead, speech.say(N_("Dividend pay-out sheet")), decided,
                speech.under(N_("Dividend pay-out sheet")))


def _page(sheet: Sheet, speech: Speech, paper: PayoutSheet, page: list[PayoutLine], place: tuple[int, int], running: int) -> int:
    y = _head(sheet, speech, paper) - 3
    room = sheet.width - 2 * LEFT
    scale = room / sum(width for _, width, _ in _TITLES)
    sheet.box(LEFT, y, room, 8, TINT)
    edges: list[tuple[float, Align, float]] = []
    x = LEFT
    for title, width, align in _TITLES:
        wide = width * scale
        after_figures = bool(edges) and edges[-1][1] == "right" and align == "left"
        edges.append((x + (wide - 1 if align == "right" else 3 if after_figures else 1), align, wide - (4 if after_figures else 2)))
        under = speech.under(title)
        sheet.text(edges[-1][0], y + (3.8 if under else 5.2), speech.say(title), 8.5, "SemiBold", align=align, fit=wide - 2)
        sheet.text(edges[-1][0], y + 7, under, 6.5, ink=INK3, align=align, fit=wide - 2)
        x += wide
    y += 8
    first = (place[0] - 1) * PER_PAGE
    for number, line in enumerate(page, first + 1):
        paid = formats.day(line.paid_on) if line.paid_on else ""
        cells = (str(number), line.number, line.name, line.village, *(formats.kip(kip) for kip in (
            line.share_dividend_kip, line.tax_kip, line.patronage_kip, line.net_kip, line.payable_now_kip)), paid)
        for (at, align, wide), cell, column in zip(edges, cells, range(10), strict=True):
            sheet.text(at, y + 6.6, cell, 10, "Bold" if column == 8 else "Regular", INK if column != 9 else INK3, align, fit=wide)
        sheet.line(edges[-1][0] + (20 if paid else 0), y + 8, sheet.width - LEFT - 1, y + 8, INK3, 0.6, dots=True)
        sheet.line(LEFT, y + ROW, sheet.width - LEFT, y + ROW, LINE, 0.4)
        y += ROW
    total = sum(line.payable_now_kip for line in page)
    sums = speech.say(N_("This page {page_kip} kip · so far {running_kip} kip"), page_kip=total, running_kip=running + total)
    sheet.text(edges[8][0], y + 6, sums, 10, "SemiBold", PRIMARY, "right")
    note = speech.say(N_("Sign after counting. Who signs for another writes name and ID number."))
    sheet.text(LEFT, y + 6, note, 8.5, ink=INK2, fit=110)
    if paper.has_one_person:
        sheet.text(LEFT, y + 11, speech.say(N_("One person keeps this book. There is no second approver.")), 8.5, ink=INK2, fit=110)
    qr.draw(sheet, paper.check(place[0], total), sheet.width - LEFT - 18, y + 2, 18)
    signatures(sheet, speech, sheet.height - 24, (N_("Payer"), N_("Witness"), N_("Chair")), paper.letterhead)
    foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=place[0], pages=place[1]))
    return running + total


def _proof_page(sheet: Sheet, speech: Speech, paper: PayoutSheet, page: int) -> None:
    y = _head(sheet, speech, paper) + 4
    sheet.text(LEFT, y, speech.say(N_("Where the surplus goes, and the proof")), 14, "SemiBold")
    y += 8
    for name, kip in paper.steps:
        sheet.text(LEFT + 2, y, speech.say(FUND_WORDS.get(name, name)), 10)
        sheet.text(LEFT + 120, y, f"({formats.kip(-kip)})" if kip < 0 else formats.kip(kip), 10, "SemiBold", align="right")
        sheet.line(LEFT, y + 2, LEFT + 122, y + 2, LINE, 0.4)
        y += 6.4
    x, top = LEFT + 138, 46.0
    sheet.text(x, top, speech.say(RULE_WORDS.get(paper.rule, paper.rule)), 9.5, ink=INK2, fit=sheet.width - LEFT - x)
    top += 8
    for proof in paper.proofs:
        top = _proof(sheet, speech, proof, x, top)
    total = sum(line.payable_now_kip for line in paper.lines)
    check = Check(f"DV/{paper.year}", paper.decided_on, total, paper.letterhead.head_code)
    qr.draw(sheet, check, sheet.width - LEFT - 22, sheet.height - 42, 22)
    foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=page, pages=page))


def _proof(sheet: Sheet, speech: Speech, proof: Proof, x: float, y: float) -> float:
    room = sheet.width - LEFT - x
    sheet.text(x, y, speech.say(_POOLS.get(proof.title, proof.title)), 11, "SemiBold", PRIMARY)
    y += 6
    for title, kip in ((N_("The pool"), proof.pool_kip), (N_("Sum of the whole parts"), proof.sum_of_floors_kip),
                       (N_("Left over, one each"), proof.units_left)):
        sheet.text(x + 2, y, speech.say(title), 9.5)
        sheet.text(x + room, y, formats.kip(kip), 9.5, "SemiBold", align="right")
        y += 5.6
    given = speech.say(N_("Given to members no. {numbers}"), numbers=list(proof.given_to)) if proof.given_to else ""
    return sheet.paragraph(x + 2, y, given, room - 2, 8.5, ink=INK2) + 5
