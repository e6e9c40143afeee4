"""How a form looks: head, number and date, whom it is for, sentences, the table, sums and words, places to write, signatures."""

from collections.abc import Callable, Iterable

from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.papers.form import Blank, Form
from coopbooks.papers.parts import Sentence
from coopbooks.reports import amount_words, qr
from coopbooks.reports.frame import LEFT, foot, head, who_signs
from coopbooks.reports.page import INK2, INK3, LINE, PRIMARY, TINT, Sheet, colour
from coopbooks.reports.pages import Pages
from coopbooks.reports.speech import Speech
from coopbooks.reports.table import Band, flow_table

MARKS = {"draft": (N_("DRAFT"), colour("#E4E8E5")), "void": (N_("VOID"), colour("#F6C9C5")),
         "cancelled": (N_("CANCELLED"), colour("#F6C9C5"))}
"""The word across the page, and its colour: pale, because the page must stay readable."""
_SIGN = 31.0
_TEXT, _PITCH = 10.0, 5.7


def render(paper: Form, language: str) -> bytes:
    """The form as PDF."""
    speech = Speech.of(language)
    title = f"{speech.say(paper.title)} {paper.number}".strip()
    author = speech.name(paper.letterhead.name)
    if paper.size != "A5 x2":
        sheet = Sheet(title, paper.size, speech.first, author=author)
        count = _lay_out(Sheet(title, paper.size, dry=True), speech, paper, "", "", 0)
        _lay_out(sheet, speech, paper, "", "", count)
        return sheet.finish()
    sheet = Sheet(title, "A4", speech.first, author=author)
    halves = []
    for name, note in zip(paper.halves, ("", paper.kept_note), strict=True):
        count = _lay_out(Sheet(title, "half", dry=True), speech, paper, name, note, 0)
        half = Sheet(title, "half", speech.first, within=sheet)
        _lay_out(half, speech, paper, name, note, count)
        halves.append(half.loose)
    for upper, lower in zip(*halves, strict=True):
        sheet.put(upper, sheet.height / 2)
        sheet.line(0, sheet.height / 2, sheet.width, sheet.height / 2, INK3, 0.5, dots=True)
        sheet.put(lower, 0)
        sheet.next_page()
    return sheet.finish()


def render_all(papers: Iterable[Form], language: str, speaks: Callable[[Form], str] | None = None) -> bytes:
    """Several forms of one size in one file, each with its own pages, in one language; or each in its own, where `speaks` tells it."""
    sheet: Sheet | None = None
    for paper in papers:
        speech = Speech.of(speaks(paper) if speaks else language)
        title = f"{speech.say(paper.title)} {paper.number}".strip()
        sheet = sheet or Sheet(title, paper.size, speech.first, author=speech.name(paper.letterhead.name))
        count = _lay_out(Sheet(title, paper.size, dry=True), speech, paper, "", "", 0)
        _lay_out(sheet, speech, paper, "", "", count)
    return sheet.finish() if sheet is not None else b""


def _lay_out(sheet: Sheet, speech: Speech, paper: Form, half: str, note: str, count: int) -> int:
    """Draw the whole form on a sheet whose pages will be `count` in number; answers how many they are."""
    copy = Sentence(N_("Copy {copy_no}"), {"copy_no": paper.copy_no}) if paper.copy_no else None
    below = " · ".join(part for part in (speech.under(paper.title), speech.say(half), _said(speech, copy)) if part)

    def begin() -> float:
        if paper.mark:
            word, ink = MARKS[paper.mark]
            sheet.across(speech.say(word), 96, ink)
        return head(sheet, speech, paper.letterhead, speech.say(paper.title), "", below, title_size=15) - 1

    def end(number: int) -> None:
        if note:
            sheet.text(LEFT, sheet.height - 15, note, 7.5, ink=INK3, fit=sheet.width - 2 * LEFT)
        foot(sheet, speech, paper.letterhead, speech.say(N_("Page {page} of {pages}"), page=number, pages=count))

    pages = Pages(sheet, begin, end, foot=20 if note else 17)
    _strip(pages, speech, paper)
    _whom(pages, speech, paper)
    flow_sentences(pages, speech, paper.opening)
    if paper.columns:
        blank = tuple(None for _ in paper.columns)
        bands = [Band("row", row) for row in paper.rows]
        bands += [Band("blank", tuple("" if column.kind == "text" else None for column in paper.columns)) for _ in range(paper.blank_rows)]
        bands += [Band("total", paper.totals)] if paper.totals else []
        flow_table(pages, speech, paper.columns, bands or [Band("row", blank)], LEFT, keep=7 if paper.sums else 0)
        pages.y += 3
    _sums(pages, speech, paper)
    _words(pages, speech, paper)
    flow_sentences(pages, speech, paper.closing)
    flow_blanks(pages, speech, paper.blanks)
    _sign(pages, speech, paper)
    return pages.close()


def _said(speech: Speech, sentence: Sentence | None) -> str:
    return speech.say(sentence.wording, **sentence.facts) if sentence else ""


def _strip(pages: Pages, speech: Speech, paper: Form) -> None:
    """Number, date and further facts, a small title over each."""
    facts = [(N_("Number"), paper.number)] if paper.number else []
    facts += [(N_("Date"), formats.day(paper.on))] if paper.on else []
    facts += [(one.title, speech.cell(one.value, one.kind)) for one in paper.heads]
    if not facts:
        return
    sheet = pages.sheet
    room = sheet.width - 2 * LEFT
    across = 4 if sheet.width > 160 else 3
    for start in range(0, len(facts), across):
        width = room / max(across, 1)
        wrapped = [(title, sheet.wrapped(text, width - 3, 11, "SemiBold")) for title, text in facts[start:start + across]]
        below = 3.4 if speech.second else 0
        tall = 5 + below + 5.6 * max(len(lines) for _, lines in wrapped)
        pages.need(tall + 3)
        for place, (title, lines) in enumerate(wrapped):
            x = LEFT + place * width
            sheet.text(x, pages.y + 3.4, speech.say(title), 8.5, ink=INK3, fit=width - 3)
            sheet.text(x, pages.y + 6.8, speech.under(title), 7.5, ink=INK3, fit=width - 3)
            for n, line in enumerate(lines):
                sheet.text(x, pages.y + 8.8 + below + n * 5.6, line, 11, "SemiBold")
        pages.y += tall + 2.5


def _whom(pages: Pages, speech: Speech, paper: Form) -> None:
    """The box of the other side, and beside it the amount in large figures."""
    sheet = pages.sheet
    right, box = sheet.width - LEFT, 60.0 if sheet.width > 160 else 46.0
    room = right - LEFT - (box + 4 if paper.amount else 0)
    tall = 0.0
    if paper.party:
        party = paper.party
        names = sheet.wrapped(party.name, room - 8, 12.4, "SemiBold")
        lines = [line for text in party.lines if text for line in sheet.wrapped(text, room - 8, 9.5)]
        tall = max(9 + 6.4 * len(names) + 5.2 * len(lines) + 1.5, 33 if paper.amount else 0)
        pages.need(tall + 4)
        y = pages.y
        sheet.box(LEFT, y, room, tall, edge=LINE, radius=2)
        sheet.text(LEFT + 4, y + 5.4, " · ".join(part for part in (speech.say(party.title), speech.under(party.title)) if part), 8.5,
                   ink=INK3, fit=room - 34)
        sheet.text(LEFT + room - 4, y + 5.4, party.number, 10, "SemiBold", align="right", fit=28)
        y += 11.4
        for line in names:
            sheet.text(LEFT + 4, y, line, 12.4, "SemiBold")
            y += 6.4
        for line in lines:
            sheet.text(LEFT + 4, y - 0.4, line, 9.5, ink=INK2)
            y += 5.2
    if paper.amount:
        tall = max(tall, 33.0)
        pages.need(tall + 4)
        _amount(sheet, speech, paper.amount, right - box, pages.y, box)
    pages.y += tall + (4.5 if tall else 0)


def _amount(sheet: Sheet, speech: Speech, amount: tuple[str, int], x: float, y: float, box: float) -> None:
    title, kip = amount
    sheet.box(x, y, box, 33, TINT, PRIMARY, 2, 0.8)
    sheet.text(x + box / 2, y + 7, speech.both(title), 9, ink=INK2, align="center", fit=box - 6)
    sheet.text(x + box / 2, y + 18, formats.kip(kip), 26, "Bold", align="center", fit=box - 6)
    if speech.second:
        amount_words.draw_both(sheet, x, y, box, kip)
        return
    words = sheet.wrapped(kip_in_words(kip, speech.first), box - 6, 8.5)
    for n, line in enumerate(words[:3]):
        sheet.text(x + box / 2, y + (26 if len(words) == 1 else 23.4) + n * 4, line, 8.5 if len(words) < 3 else 7.5, align="center", fit=box - 4)


def flow_sentences(pages: Pages, speech: Speech, sentences: tuple[Sentence, ...]) -> None:
    """Draw sentences as paragraphs, the second language smaller under the first."""
    sheet = pages.sheet
    room = sheet.width - 2 * LEFT
    for sentence in sentences:
        texts = ((_said(speech, sentence), _TEXT, _PITCH), (speech.under(sentence.wording, **sentence.facts), 8.5, 4.9))
        for text, size, pitch in texts:
            for line in sheet.wrapped(text, room, size) if text else []:
                pages.need(pitch)
                sheet.text(LEFT, pages.y + 4.2, line, size, ink=INK2)
                pages.y += pitch
        pages.y += 1.4
    pages.y += 1.6 if sentences else 0


def _sums(pages: Pages, speech: Speech, paper: Form) -> None:
    sheet = pages.sheet
    right = sheet.width - LEFT
    wide = min(92.0, right - LEFT)
    for one in paper.sums:
        tall = 8.4 if one.is_total else 6.2
        pages.need(tall)
        y, weight = pages.y, "SemiBold" if one.is_total else "Regular"
        if one.is_total:
            sheet.box(right - wide, y, wide, 7.6, TINT, radius=1)
        sentence = one.title if isinstance(one.title, Sentence) else Sentence(one.title)
        said = " · ".join(part for part in (_said(speech, sentence), speech.under(sentence.wording, **sentence.facts)) if part)
        shown = f"({formats.kip(-one.amount_kip)})" if one.amount_kip < 0 else speech.kip(one.amount_kip) if one.is_total else formats.kip(
            one.amount_kip)
        sheet.text(right - wide + 3, y + 5, said, 10 if one.is_total else 9.5, weight, fit=wide * 0.55)
        sheet.text(right - 3, y + 5, shown, 11.5 if one.is_total else 9.5, weight, PRIMARY if one.is_total else INK2, "right", fit=wide * 0.42)
        pages.y += tall
    pages.y += 2 if paper.sums else 0


def _words(pages: Pages, speech: Speech, paper: Form) -> None:
    if paper.words_kip is None:
        return
    sheet = pages.sheet
    said = speech.say(N_("In words: {words}"), words=kip_in_words(paper.words_kip, speech.first))
    second = kip_in_words(paper.words_kip, speech.second) if speech.second else ""
    for text, size in ((said, 10), (second, 8.5)):
        for line in sheet.wrapped(text, sheet.width - 2 * LEFT, size, "Medium") if text else []:
            pages.need(_PITCH)
            sheet.text(LEFT, pages.y + 4.2, line, size, "Medium", INK2)
            pages.y += _PITCH
    pages.y += 2


def flow_blanks(pages: Pages, speech: Speech, blanks: tuple[Blank, ...]) -> None:
    """Boxes to write in, side by side while their shares fit into a row."""
    sheet = pages.sheet
    room, gap = sheet.width - 2 * LEFT, 3.0
    row: list[Blank] = []
    rows = [row]
    for blank in blanks:
        if row and sum(one.share for one in row) + blank.share > 100:
            row = []
            rows.append(row)
        row.append(blank)
    for row in rows:
        tall = max((8.0 + 8.0 * one.lines for one in row), default=0)
        pages.need(tall + gap)
        x = LEFT
        for blank in row:
            width = room * min(blank.share, 100) / 100
            inner = width - (gap if x + width < LEFT + room - 1 else 0)
            sheet.box(x, pages.y, inner, tall, edge=LINE, radius=1.5)
            title = " · ".join(part for part in (speech.say(blank.title), speech.under(blank.title)) if part)
            sheet.text(x + 2.5, pages.y + 5, title, 8.5, ink=INK3, fit=inner - 5)
            for n in range(blank.lines):
                y = pages.y + 12.6 + n * 8
                sheet.line(x + 2.5, y, x + inner - 2.5, y, INK3, 0.6, dots=True)
            x += width
        pages.y += tall + gap if row else 0


def _sign(pages: Pages, speech: Speech, paper: Form) -> None:
    """Lines to sign on at the end of the last page, the place for the stamp, and the square code."""
    if not (paper.signers or paper.stamp or paper.check):
        return
    sheet = pages.sheet
    pages.need(_SIGN)
    right, y = sheet.width - LEFT, pages.bottom - _SIGN + 4
    if paper.check:
        qr.draw(sheet, paper.check, right - 22, y, 22)
        right -= 27
    if paper.stamp and paper.letterhead.has_stamp:
        sheet.disc(right - 12, y + 11, 12, None, LINE)
        sheet.text(right - 12, y + 12, speech.say(N_("Stamp")), 7.5, ink=INK3, align="center")
        right -= 29
    sign_here(sheet, speech, paper, LEFT, right, y + 12)


def sign_here(sheet: Sheet, speech: Speech, paper: Form, left: float, right: float, y: float) -> None:
    """Dotted lines with the title and, where it is known, the name of who signs."""
    for place, title in enumerate(paper.signers):
        step = (right - left) / len(paper.signers)
        middle, half = left + step * (place + 0.5), min(25.0, step / 2 - 2)
        sheet.line(middle - half, y, middle + half, y, INK3, 0.8, dots=True)
        who_signs(sheet, speech, (middle, y), title, paper.letterhead.signatory(title), step - 2)
