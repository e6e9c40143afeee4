"""Receipts and slips: two A5 halves on one A4 page, the upper for the payer, the lower for the co-op with the posting.

The same frame for every kind; a produce receipt adds its weights. A small QR holds number, date, amount and the head code.
"""

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.papers.parts import Check, Label
from coopbooks.papers.receipt import Receipt
from coopbooks.reports import amount_words, qr, receipt_roll
from coopbooks.reports.frame import LEFT, logo
from coopbooks.reports.page import INK2, INK3, LINE, PRIMARY, TINT, Sheet, colour
from coopbooks.reports.speech import Speech

TITLES = {"delivery": N_("Produce receipt"), "share": N_("Receipt"), "entry-fee": N_("Receipt"), "receipt": N_("Receipt"),
          "payment": N_("Payment voucher"), "advance": N_("Payment voucher"), "expense": N_("Payment voucher"),
          "payout": N_("Dividend receipt"), "reversal": N_("Reversal"), "transfer": N_("Transfer"), "invoice": N_("Invoice"),
          "journal": N_("Journal entry"), "closing": N_("Close of the year"), "appropriation": N_("Sharing of the surplus"),
          "opening": N_("Opening balances"), "opening-item": N_("Opening balance"), "par-change": N_("New value of the share"),
          "income": N_("Cash receipt"),
          "bill": N_("Supplier bill"), "bill-payment": N_("Payment voucher"), "cash-count": N_("Cash count"), "loan": N_("Loan received"),
          "loan-payment": N_("Payment voucher"), "grant": N_("Receipt"), "asset": N_("Fixed asset"), "depreciation": N_("Depreciation"),
          "asset-end": N_("End of an asset"), "credit-note": N_("Credit note"), "write-off": N_("Debt written off"),
          "second-payment": N_("Second payment"), "second-payout": N_("Payment voucher"), "stock-count": N_("Count of the stock"),
          "revolving": N_("Payment voucher"), "share-out": N_("Payment voucher"), "set-off": N_("Set-off")}
_MONEY_OUT = {"payment", "advance", "expense", "payout", "bill-payment", "loan-payment", "second-payout", "revolving", "share-out"}
_OF_CUSTOMERS = {"receipt", "invoice", "credit-note", "write-off"}
RED = colour("#B3261E")
BOX = 60.0
"""Width of the box with the amount."""


def render(paper: Receipt, language: str) -> bytes:
    """The receipt as PDF."""
    speech = Speech.of(language)
    if paper.size == "roll":
        return receipt_roll.render(paper, speech, TITLES[paper.kind], purpose(speech, paper), is_out=paper.kind in _MONEY_OUT)
    sheet = Sheet(f"{speech.say(TITLES[paper.kind])} {paper.number}", "A4", speech.first, author=speech.name(paper.letterhead.name))
    half = sheet.height / 2
    _half(sheet, speech, paper, 0, for_coop=False)
    sheet.line(0, half, sheet.width / 2 - 18, half, INK3, 0.5, dots=True)
    sheet.text(sheet.width / 2, half + 1, speech.say(N_("Cut here")), 7.5, ink=INK3, align="center")
    sheet.line(sheet.width / 2 + 18, half, sheet.width, half, INK3, 0.5, dots=True)
    _half(sheet, speech, paper, half, for_coop=True)
    return sheet.finish()


def _half(sheet: Sheet, speech: Speech, paper: Receipt, top: float, *, for_coop: bool) -> None:
    right = sheet.width - LEFT
    logo(sheet, paper.letterhead, LEFT, top + 9, 12)
    sheet.text(LEFT + 15, top + 14, speech.name(paper.letterhead.name), 12, "SemiBold", fit=95)
    sheet.text(LEFT + 15, top + 19.5, " · ".join(part for part in (speech.name(paper.letterhead.place), paper.letterhead.phone) if part),
               8.5, ink=INK3, fit=95)
    title = TITLES[paper.kind]
    sheet.text(right, top + 15, speech.say(title), 17, "SemiBold", PRIMARY, "right", fit=62)
    whose = N_("Original for the customer") if paper.kind in _OF_CUSTOMERS else N_("Original for the member") if paper.kind == "delivery" else (
        N_("Original for the receiver") if paper.kind in _MONEY_OUT else N_("Original for the payer"))
    copy = N_("Copy for the co-op") if for_coop else whose
    again = speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no) if paper.copy_no else ""
    kept = " · ".join(part for part in (speech.under(title), speech.say(copy), again) if part)
    sheet.text(right, top + 20.5, kept, 8.5, ink=INK3, align="right", fit=70)
    sheet.line(LEFT, top + 24, right, top + 24, PRIMARY, 1.2)
    number = speech.say(N_("No. {number}"), number=paper.number)
    sheet.text(LEFT, top + 31, number, 11, "SemiBold")
    sheet.text(right, top + 31, speech.say(N_("Date {on}"), on=paper.on), 11, align="right")
    _facts(sheet, speech, paper, top + 41)
    _amount(sheet, speech, paper, top + 36)
    if paper.lines:
        _weights(sheet, speech, paper, top + 76)
    _signers(sheet, speech, paper, top + 130, for_coop=for_coop)
    if paper.is_void:
        sheet.text(sheet.width / 2, top + 78, speech.say(N_("VOID")), 54, "Bold", RED, "center")


def _facts(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> None:
    """Four lines on dots: who, for what, how paid, and what is after it; a long one takes a second line, smaller."""
    right = sheet.width - LEFT - BOX - 5
    who = N_("Paid to") if paper.kind in _MONEY_OUT else N_("From")
    second = speech.second
    lines = ((who, " · ".join(part for part in (paper.who, paper.village) if part), ""),
             (N_("For"), purpose(speech, paper), purpose(Speech(second), paper) if second else ""),
             (N_("How paid"), speech.say(paper.money), speech.under(paper.money)),
             (N_("After it"), _after(speech, paper), _after(Speech(second), paper) if second else ""))
    room = right - LEFT - 26
    for title, text, under in lines:
        if not text or (paper.lines and title == N_("For")):
            continue
        sheet.text(LEFT, y, speech.say(title), 9, ink=INK3, fit=24)
        sheet.text(LEFT, y + 3.8, speech.under(title), 7.5, ink=INK3, fit=24)
        sheet.text(LEFT + 26, y + 5, under if under != text else "", 7.5, ink=INK3, fit=room)
        size = next((size for size in (12.4, 11, 9.5) if len(sheet.wrapped(text, room, size, "Medium")) == 1), 8.5)
        wrapped = sheet.wrapped(text, room, size, "Medium")
        for n, line in enumerate(wrapped[:2]):
            sheet.text(LEFT + 26, y - 3.6 * (min(len(wrapped), 2) - 1 - n), line if n == 0 or len(wrapped) < 3 else "".join(wrapped[1:]), size,
                       "Medium", fit=room)
        sheet.line(LEFT + 26, y + 2, right, y + 2, INK3, 0.6, dots=True)
        y += 11.5 if second else 9.5


def purpose(speech: Speech, paper: Receipt) -> str:
    """What the paper is for, in words."""
    facts = {key: speech.name(value) if isinstance(value, Label) else speech.say(str(value)) for key, value in paper.purpose_facts.items()}
    return speech.say(paper.purpose, **facts)


def _after(speech: Speech, paper: Receipt) -> str:
    return " · ".join(f"{speech.say(name)} {formats.kip(value)}" for name, value in paper.result)


def _weights(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> None:
    """The lines of a slip. More than fit are summed up in the last one: no kilogram and no kip is left out."""
    right = sheet.width - LEFT
    titles = (N_("Product"), N_("Grade"), N_("Moisture"), N_("Gross kg"), N_("Sacks kg"), N_("Net kg"), N_("Price"), N_("Deduction"), N_("Amount"))
    at = (LEFT + 1, LEFT + 42, LEFT + 66, LEFT + 83, LEFT + 99, LEFT + 115, LEFT + 134, LEFT + 153, right - 1)
    sheet.box(LEFT, y - 4, right - LEFT, 8.6 if speech.second else 6, TINT)
    is_dry = any(line.moisture for line in paper.lines)
    for place, title in enumerate(titles):
        if place != 2 or is_dry:
            sheet.text(at[place], y, speech.say(title), 8.5, "SemiBold", align="left" if place < 2 else "right", fit=18)
            sheet.text(at[place], y + 3.2, speech.under(title), 7.5, ink=INK3, align="left" if place < 2 else "right", fit=18)
    y += 2.6 if speech.second else 0
    most = 5 if paper.set_off_kip else 6
    small = len(paper.lines) > 4
    pitch, size = (4.4, 8.5) if small else (6.2, 9.5)
    y += pitch
    shown = paper.lines if len(paper.lines) <= most else paper.lines[:most - 1]
    rows: list[tuple[str, ...]] = [(
        speech.cell(line.product, "text"), line.grade, f"{line.moisture}%" if line.moisture else "",
        *(formats.kg(weight_g) for weight_g in (line.gross_g, line.tare_g, line.net_g)), formats.kip(line.price_kip),
        formats.kip(line.deduction_kip) if line.deduction_kip else "–", formats.kip(line.amount_kip)) for line in shown]
    rest = paper.lines[len(shown):]
    if rest:
        sums = [sum(getattr(line, name) for line in rest) for name in ("gross_g", "tare_g", "net_g", "deduction_kip", "amount_kip")]
        rows.append((speech.both(N_("{count} more lines"), count=len(rest)), "", "", *(formats.kg(one) for one in sums[:3]), "",
                     formats.kip(sums[3]) if sums[3] else "–", formats.kip(sums[4])))
    for cells in rows:
        for place, cell in enumerate(cells):
            sheet.text(at[place], y, cell, size, "SemiBold" if place == 5 else "Regular", align="left" if place < 2 else "right",
                       fit=39 if place == 0 else 18)
        sheet.line(LEFT, y + pitch * 0.3, right, y + pitch * 0.3, LINE, 0.4)
        y += pitch
    if paper.set_off_kip:
        sheet.text(LEFT + 1, y, speech.both(N_("Set off against the advance")), size)
        sheet.text(right - 1, y, f"({formats.kip(paper.set_off_kip)})", size, align="right")


def _amount(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> None:
    """The box with the amount in large figures and in words."""
    x, amount = sheet.width - LEFT - BOX, abs(paper.amount_kip) - paper.set_off_kip
    sheet.box(x, y, BOX, 33, TINT, PRIMARY, 2, 0.8)
    sheet.text(x + BOX / 2, y + 6, speech.both(N_("Amount")), 8.5, ink=INK3, align="center")
    sheet.text(x + BOX / 2, y + 17, speech.kip(amount), 24, "Bold", PRIMARY, "center", fit=BOX - 5)
    if speech.second:
        amount_words.draw_both(sheet, x, y, BOX, amount)
        return
    words = sheet.wrapped(kip_in_words(amount, speech.first), BOX - 5, 8.5)
    size = 8.5 if len(words) < 3 else 7.5
    words = words if len(words) < 3 else sheet.wrapped(kip_in_words(amount, speech.first), BOX - 4, size)[:3]
    y += 23.4
    for line in words:
        sheet.text(x + BOX / 2, y, line, size, ink=INK2, align="center", fit=BOX - 3)
        y += 3.7


def _signers(sheet: Sheet, speech: Speech, paper: Receipt, y: float, *, for_coop: bool) -> None:
    right = sheet.width - LEFT
    gives = N_("Brought by") if paper.kind == "delivery" else N_("Paid by") if paper.kind in _MONEY_OUT else N_("Payer")
    titles = [gives, N_("Received by"), *([N_("Approved by")] if paper.kind in _MONEY_OUT else [])]
    step = 114 / len(titles)
    for place, title in enumerate(titles):
        middle, half = LEFT + step * (place + 0.5), min(25.0, step / 2 - 2)
        sheet.line(middle - half, y - 6, middle + half, y - 6, INK3, 0.8, dots=True)
        sheet.text(middle, y - 1, speech.say(title), 9, align="center")
        sheet.text(middle, y + 2.6, speech.under(title), 7.5, ink=INK3, align="center")
    if paper.letterhead.has_stamp:
        sheet.disc(right - 44, y - 10, 14, None, LINE)
        sheet.text(right - 44, y - 9, speech.say(N_("Stamp")), 7.5, ink=INK3, align="center")
    amount = abs(paper.amount_kip) - paper.set_off_kip
    qr.draw(sheet, Check(paper.number, paper.on, amount, paper.letterhead.head_code), right - 24, y - 22, 24)
    message = N_("Posted: {posting}. Code of the book: {code}") if for_coop else N_("Keep this paper. Code of the book: {code}")
    sheet.text(LEFT, y + 9, speech.say(message, posting=paper.posting, code=paper.letterhead.head_code), 7.5, ink=INK3, fit=right - LEFT)
