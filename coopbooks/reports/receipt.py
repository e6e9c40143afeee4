"""Receipts and slips: two A5 halves on one A4 page, the upper for the payer, the lower for the co-op with the posting.

The same frame for every kind; a produce receipt adds its weights. A small QR holds number, date, amount and the head code.
"""

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.papers.parts import Check
from coopbooks.papers.receipt import Receipt
from coopbooks.reports import qr
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
          "second-payment": N_("Second payment"), "second-payout": N_("Payment voucher"), "stock-count": N_("Count of the stock")}
_MONEY_OUT = {"payment", "advance", "expense", "payout", "bill-payment", "loan-payment", "second-payout"}
RED = colour("#B3261E")


def render(paper: Receipt, language: str) -> bytes:
    """The receipt as PDF."""
    speech = Speech.of(language)
    sheet = Sheet(f"{speech.say(TITLES[paper.kind])} {paper.number}", "A4", speech.first)
    half = sheet.height / 2
    _half(sheet, speech, paper, 0, for_coop=False)
    sheet.line(0, half, sheet.width, half, INK3, 0.5, dots=True)
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
    copy = N_("Copy for the co-op") if for_coop else N_("Original for the member")
    again = speech.say(N_("Copy {copy_no}"), copy_no=paper.copy_no) if paper.copy_no else ""
    kept = " · ".join(part for part in (speech.under(title), speech.say(copy), again) if part)
    sheet.text(right, top + 20.5, kept, 8.5, ink=INK3, align="right", fit=70)
    sheet.line(LEFT, top + 24, right, top + 24, PRIMARY, 1.2)
    number = speech.say(N_("No. {number}"), number=paper.number)
    sheet.text(LEFT, top + 31, number, 11, "SemiBold")
    sheet.text(right, top + 31, speech.say(N_("Date {on}"), on=paper.on), 11, align="right")
    y = _facts(sheet, speech, paper, top + 40)
    if paper.lines:
        y = _weights(sheet, speech, paper, y + 1)
    _amount(sheet, speech, paper, top + 94)
    _signers(sheet, speech, paper, top + 133, for_coop=for_coop)
    if paper.is_void:
        sheet.text(sheet.width / 2, top + 78, speech.say(N_("VOID")), 54, "Bold", RED, "center")


def _facts(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> float:
    right = sheet.width - LEFT
    who = N_("Paid to") if paper.kind in _MONEY_OUT else N_("From")
    result = " · ".join(f"{speech.say(name)} {formats.kip(value)}" for name, value in paper.result)
    lines = ((who, " · ".join(part for part in (paper.who, paper.village) if part)),
             (N_("For"), speech.say(paper.purpose, **{key: speech.say(str(value)) for key, value in paper.purpose_facts.items()})),
             (N_("How paid"), speech.say(paper.money)), (N_("After it"), result))
    for title, text in lines:
        if not text or (paper.lines and title in (N_("For"), N_("After it"))):
            continue
        sheet.text(LEFT, y, speech.say(title), 9, ink=INK3, fit=26)
        sheet.text(LEFT + 28, y, text, 12.4, "Medium", fit=right - LEFT - 30)
        sheet.line(LEFT + 28, y + 2, right, y + 2, INK3, 0.6, dots=True)
        y += 9.5
    return y


def _weights(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> float:
    right = sheet.width - LEFT
    titles = (N_("Product"), N_("Grade"), N_("Gross kg"), N_("Sacks kg"), N_("Net kg"), N_("Price"), N_("Deduction"), N_("Amount"))
    at = (LEFT + 1, LEFT + 44, LEFT + 72, LEFT + 90, LEFT + 108, LEFT + 130, LEFT + 150, right - 1)
    sheet.box(LEFT, y - 4, right - LEFT, 6, TINT)
    for place, title in enumerate(titles):
        sheet.text(at[place], y, speech.say(title), 8.5, "SemiBold", align="left" if place < 2 else "right", fit=24)
    y += 6
    room = max(1, min(len(paper.lines), 4))
    for line in paper.lines[:room]:
        cells = (speech.name(line.product), line.grade, formats.kg(line.gross_g), formats.kg(line.tare_g), formats.kg(line.net_g),
                 formats.kip(line.price_kip), formats.kip(line.deduction_kip) if line.deduction_kip else "–", formats.kip(line.amount_kip))
        for place, cell in enumerate(cells):
            sheet.text(at[place], y, cell, 9.5, "SemiBold" if place == 4 else "Regular", align="left" if place < 2 else "right",
                       fit=40 if place == 0 else 22)
        sheet.line(LEFT, y + 2, right, y + 2, LINE, 0.4)
        y += 6.2
    if paper.set_off_kip:
        sheet.text(LEFT + 1, y, speech.say(N_("Set off against the advance")), 9.5)
        sheet.text(right - 1, y, f"({formats.kip(paper.set_off_kip)})", 9.5, align="right")
        y += 6
    return y


def _amount(sheet: Sheet, speech: Speech, paper: Receipt, y: float) -> None:
    right = sheet.width - LEFT
    amount = abs(paper.amount_kip) - paper.set_off_kip
    sheet.box(LEFT, y, right - LEFT - 30, 24, TINT, PRIMARY, 2, 0.8)
    sheet.text(LEFT + 5, y + 11, speech.kip(amount), 24, "Bold", PRIMARY, fit=right - LEFT - 42)
    sheet.text(LEFT + 5, y + 19.5, kip_in_words(amount, speech.first), 9.5, ink=INK2, fit=right - LEFT - 42)
    qr.draw(sheet, Check(paper.number, paper.on, amount, paper.letterhead.head_code), right - 24, y, 24)


def _signers(sheet: Sheet, speech: Speech, paper: Receipt, y: float, *, for_coop: bool) -> None:
    right = sheet.width - LEFT
    out = paper.kind in _MONEY_OUT or paper.kind == "delivery"
    first, second = (N_("Paid by"), N_("Received by")) if out else (N_("Payer"), N_("Received by"))
    for middle, title in ((LEFT + 28, first), (LEFT + 92, second)):
        sheet.line(middle - 25, y - 6, middle + 25, y - 6, INK3, 0.8, dots=True)
        sheet.text(middle, y - 1, speech.say(title), 9, align="center")
    sheet.disc(right - 14, y - 3.5, 10, None, LINE)
    sheet.text(right - 14, y - 2.5, speech.say(N_("Stamp")), 7.5, ink=INK3, align="center")
    below = paper.posting if for_coop else speech.say(N_("Keep this paper. Code of the book: {code}"), code=paper.letterhead.head_code)
    sheet.text(LEFT, y + 7.5, below, 7.5, ink=INK3, fit=right - LEFT)
