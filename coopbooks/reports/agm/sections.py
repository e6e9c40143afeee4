"""The sections of the report, one function each: they draw what the facts say on pages that turn by themselves."""

from collections.abc import Callable

from coopbooks.coop.paper_settings import CHAIR, INSPECTION, SECRETARY, TREASURER
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.papers.agm_report import AgmReport
from coopbooks.papers.form import Blank
from coopbooks.papers.parts import Column, Label, Sentence
from coopbooks.reports.agm import charts
from coopbooks.reports.form import flow_blanks, flow_sentences
from coopbooks.reports.frame import LEFT, signatures
from coopbooks.reports.listing import bands
from coopbooks.reports.page import CHARTS, INK2, INK3, PRIMARY, TINT, Sheet
from coopbooks.reports.pages import Pages
from coopbooks.reports.rich import flow_text
from coopbooks.reports.speech import Speech
from coopbooks.reports.table import Band, flow_table

_STATEMENTS = ("balance-sheet", "income-statement", "cash-flow", "budget")
_FUNDS = {"reserve": N_("Reserve fund"), "education": N_("Education fund"), "welfare": N_("Welfare fund"),
          "development": N_("Development fund")}
AGENDA = (N_("Opening, and whether enough members are here"), N_("The chair's report"), N_("The accounts of the year"),
          N_("Report of the inspection committee"), N_("How we share the surplus"), N_("Budget of the next year"),
          N_("Motions of members"), N_("Votes, and the end of the meeting"))
"""What a meeting does when nobody wrote an agenda."""


def shown_sections(paper: AgmReport) -> tuple[str, ...]:
    """The chosen sections that have something to say."""
    return tuple(key for key in paper.sections if not (key in _STATEMENTS and key not in paper.statements)
                 and not (key in ("words", "activities") and not paper.texts.get(key)))


def _title(pages: Pages, speech: Speech, message: str, **facts: object) -> None:
    """A heading in the flow of a page, its second language smaller under it."""
    pages.need(22)
    pages.sheet.text(LEFT, pages.y + 6, speech.say(message, **facts), 13, "SemiBold", PRIMARY, fit=pages.sheet.width - 2 * LEFT)
    under = speech.under(message, **facts)
    pages.sheet.text(LEFT, pages.y + 10.6, under, 8.5, ink=INK3, fit=pages.sheet.width - 2 * LEFT)
    pages.y += 14 if under else 10


def _tail(pages: Pages, speech: Speech, paper: AgmReport, *signers: str) -> None:
    pages.need(24)
    signatures(pages.sheet, speech, pages.sheet.height - 28, signers, paper.letterhead)


def _notice(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    _title(pages, speech, N_("All members are invited"))
    facts: dict[str, object] = {"name": paper.letterhead.name, "year": paper.year, "number": paper.meeting_no}
    invited = N_("{name} invites all its members to general meeting no. {number}, about the year {year}.") if paper.meeting_no else N_(
        "{name} invites all its members to the general meeting about the year {year}.")
    flow_sentences(pages, speech, (Sentence(invited, facts), Sentence(N_("One member has one vote. Bring this report with you."))))
    on = formats.long_day(paper.meeting_on, speech.first) if paper.meeting_on else ""
    for title, text in ((N_("Day"), on), (N_("Place"), paper.meeting_place)):
        pages.sheet.text(LEFT, pages.y + 5, speech.both(title), 9, ink=INK3, fit=29)
        pages.sheet.text(LEFT + 30, pages.y + 5, text, 12, "SemiBold", fit=pages.sheet.width - 2 * LEFT - 32)
        pages.sheet.line(LEFT + 30, pages.y + 7, pages.sheet.width - LEFT, pages.y + 7, INK3, 0.6, dots=True)
        pages.y += 9
    pages.y += 4
    _title(pages, speech, N_("Agenda"))
    if paper.texts.get("agenda"):
        flow_text(pages, paper.texts["agenda"])
    else:
        for number, item in enumerate(AGENDA, 1):
            pages.need(7)
            pages.sheet.text(LEFT + 5, pages.y + 4.6, f"{number}.", 10.5, "Bold", PRIMARY, "right")
            pages.sheet.text(LEFT + 8, pages.y + 4.6, speech.say(item), 10.5, ink=INK2)
            pages.sheet.text(LEFT + 8, pages.y + 9, speech.under(item), 8.5, ink=INK3)
            pages.y += 11 if speech.second else 7
    _tail(pages, speech, paper, CHAIR, SECRETARY)


def _attendance(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    here = paper.present_count + paper.proxy_count
    columns = (Column(N_("What"), share=60), Column(N_("People"), "count", 20))
    rows = [Band("row", (N_("Members with a vote"), paper.now.member_count)), Band("row", (N_("Needed for the quorum"), paper.needed_count)),
            Band("row", (N_("Members who came"), paper.present_count or None)), Band("row", (N_("By a proxy"), paper.proxy_count or None)),
            Band("total", (N_("Here together"), here or None))]
    flow_table(pages, speech, columns, rows, LEFT)
    pages.y += 4
    told = N_("The quorum is more than {percent}% of the members.")
    reached = (Sentence(N_("The quorum is reached.")) if here >= paper.needed_count else Sentence(N_("The quorum is not reached."))) if here else (
        Sentence(N_("Write here who came, and sign the attendance list.")))
    flow_sentences(pages, speech, (Sentence(told, {"percent": str(paper.quorum_percent)}), reached))
    if not here:
        flow_blanks(pages, speech, (Blank(N_("Members who came"), 1, 33), Blank(N_("By a proxy"), 1, 33), Blank(N_("Here together"), 1, 34)))
    _tail(pages, speech, paper, SECRETARY, CHAIR)


def _text(name: str, *signers: str) -> Callable[[Pages, Speech, AgmReport], None]:
    def draw(pages: Pages, speech: Speech, paper: AgmReport) -> None:
        flow_text(pages, paper.texts.get(name, ()))
        if signers:
            _tail(pages, speech, paper, *signers)
    return draw


def _numbers(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    sheet, years = pages.sheet, paper.years
    million = 1_000_000
    shown: tuple[tuple[str, list[tuple[str, int, str]]], ...] = (
        (N_("Members"), [(str(one.year), one.member_count, formats.kip(one.member_count)) for one in years]),
        (N_("Produce delivered (kg)"), [(str(one.year), one.delivered_g, formats.kip(one.delivered_g // 1000)) for one in years]),
        (N_("Income (million kip)"), [(str(one.year), one.income_kip, _millions(one.income_kip, million)) for one in years]),
        (N_("Surplus (million kip)"), [(str(one.year), one.surplus_kip, _millions(one.surplus_kip, million)) for one in years]),
        (N_("Share capital (million kip)"), [(str(one.year), one.paid_kip, _millions(one.paid_kip, million)) for one in years]),
        (N_("Shared among members (million kip)"), [(str(one.year), one.shared_kip, _millions(one.shared_kip, million)) for one in years]))
    width, high = (sheet.width - 2 * LEFT - 10) / 2, 46.0
    for place, (title, values) in enumerate(shown):
        x = LEFT + place % 2 * (width + 10)
        y = pages.y + place // 2 * (high + 5)
        charts.bars(sheet, (x, y, width, high), speech.both(title), values, CHARTS[1] if place == 5 else PRIMARY)
    pages.y += 3 * (high + 5) + 3
    columns = (Column(N_("What"), share=30), *(Column(str(one.year), "kip", 16) for one in years))
    rows = [Band("row", (title, *values)) for title, values in (
        (N_("Members"), [one.member_count for one in years]), (N_("Women"), [one.women_count for one in years]),
        (N_("Shares"), [one.share_count for one in years]), (N_("Income"), [one.income_kip for one in years]),
        (N_("Expenses"), [one.expense_kip for one in years]))]
    rows.append(Band("total", (N_("Surplus"), *(one.surplus_kip for one in years))))
    flow_table(pages, speech, columns, rows, LEFT)


def _millions(kip: int, million: int) -> str:
    """Millions with one decimal, cut off."""
    sign, size = ("−" if kip < 0 else ""), abs(kip)
    return f"{sign}{size // million:,}.{size % million * 10 // million}".replace("−", "-")


def _statement(name: str) -> Callable[[Pages, Speech, AgmReport], None]:
    def draw(pages: Pages, speech: Speech, paper: AgmReport) -> None:
        listing = paper.statements[name]
        pages.sheet.text(LEFT, pages.y + 2, speech.both(listing.period, **listing.facts), 10, ink=INK2, fit=pages.sheet.width - 2 * LEFT)
        pages.y += 6
        flow_table(pages, speech, listing.columns, list(bands(listing)), LEFT)
        _tail(pages, speech, paper, *(listing.signers or (TREASURER,)))
    return draw


def _surplus(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    sheet, table = pages.sheet, paper.surplus
    _title(pages, speech, N_("How do we share the surplus of {year}?"), year=paper.year)
    if table.surplus_kip <= 0:
        flow_sentences(pages, speech, (Sentence(N_("The year ended with a loss of {loss_kip} kip. Nothing is shared."),
                                                {"loss_kip": -table.surplus_kip}),))
    else:
        to_funds = table.surplus_kip - table.to_members_kip
        told = N_("The members decided: of {surplus_kip} kip, {members_kip} kip go to members and {funds_kip} kip stay with the co-op.") if (
            table.decided_on) else N_("The board proposes: of {surplus_kip} kip, {members_kip} kip go to members and {funds_kip} kip stay "
                                      "with the co-op.")
        flow_sentences(pages, speech, (Sentence(told, {"surplus_kip": table.surplus_kip, "members_kip": table.to_members_kip,
                                                       "funds_kip": to_funds}),))
        y = pages.y
        charts.ring(sheet, LEFT + 32, y + 33, 31, [row.kip for row in table.rows], speech.both(N_("Surplus")), formats.kip(table.surplus_kip))
        parts = [(_fund(speech, row.title), row.kip, f"{formats.kip(row.kip)} ({row.rate})") for row in table.rows]
        below = charts.share_bars(sheet, LEFT + 76, y, sheet.width - 2 * LEFT - 76, parts)
        pages.y = max(y + 70, below + 3)
    columns = (Column(N_("What"), share=40), Column(N_("Its part"), share=14), Column(N_("This year"), "kip", 22), Column(N_("Last year"), "kip", 22))
    rows = [Band("row", (_FUNDS.get(row.title, row.title), Label(row.rate, row.rate), row.kip, row.before_kip)) for row in table.rows]
    flow_table(pages, speech, columns, [*rows, Band("total", (N_("Surplus"), "", table.surplus_kip, table.before_kip))], LEFT)
    pages.y += 5
    if len(table.plans) > 1:
        _plans(pages, speech, paper)
    _resolution(pages, speech, paper)
    _tail(pages, speech, paper, CHAIR, SECRETARY, INSPECTION)


def _fund(speech: Speech, title: str) -> str:
    return speech.both(_FUNDS.get(title, title))


def _plans(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    table = paper.surplus
    _title(pages, speech, N_("The plans side by side"))
    columns = (Column(N_("What"), share=34), *(Column(plan.name, "kip", 18) for plan in table.plans))
    rows = [Band("row", (_FUNDS.get(row.title, row.title), *(plan.kips[place] for plan in table.plans))) for place, row in enumerate(table.rows)]
    flow_table(pages, speech, columns, rows, LEFT)
    pages.y += 5


def _resolution(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    sheet, table = pages.sheet, paper.surplus
    pages.need(24)
    sheet.box(LEFT, pages.y, sheet.width - 2 * LEFT, 20, edge=TINT, radius=2, thick=1)
    sheet.text(LEFT + 4, pages.y + 7, speech.both(N_("Resolution of the meeting")), 9.5, "SemiBold", PRIMARY)
    if table.decided_on:
        said = speech.both(N_("Approved on {decided_on}, resolution {resolution}."), decided_on=table.decided_on, resolution=table.resolution)
    else:
        said = speech.both(N_("[  ] approved   [  ] not approved   for ……… against ……… no vote ………"))
    sheet.text(LEFT + 4, pages.y + 13.5, said, 10, fit=sheet.width - 2 * LEFT - 8)
    if table.has_one_person:
        sheet.text(LEFT + 4, pages.y + 18, speech.both(N_("One person keeps this book. There is no second approver.")), 8, ink=INK2,
                   fit=sheet.width - 2 * LEFT - 8)
    pages.y += 24


def _deliveries(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    sheet = pages.sheet
    values = [(formats.month_name(month, speech.first), net_g, formats.kip(net_g // 1000)) for month, net_g in paper.months]
    charts.bars(sheet, (LEFT, pages.y, sheet.width - 2 * LEFT, 52), speech.both(N_("Produce by month (kg)")), values,
                last_counts=False)
    pages.y += 58
    columns = (Column(N_("Product"), share=36), Column(N_("Grade"), share=12), Column(N_("This year kg"), "kg", 18), Column(N_("Value"), "kip", 22),
               Column(N_("Last year kg"), "kg", 18))
    rows = [Band("row", (one.product, Label(one.grade, one.grade), one.net_g, one.amount_kip, one.before_g)) for one in paper.grades]
    total = (N_("Total"), "", sum(one.net_g for one in paper.grades), sum(one.amount_kip for one in paper.grades),
             sum(one.before_g for one in paper.grades))
    flow_table(pages, speech, columns, [*rows, Band("total", total)], LEFT)
    pages.y += 6
    _buyers(pages, speech, paper)


def _buyers(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    _title(pages, speech, N_("Who bought from us"))
    columns = (Column(N_("Customer"), share=50), Column(N_("This year"), "kip", 24), Column(N_("Last year"), "kip", 24))
    rows = [Band("row", (Label(one.name, one.name), one.kip or None, one.before_kip or None)) for one in paper.buyers]
    total = (N_("Total"), sum(one.kip for one in paper.buyers), sum(one.before_kip for one in paper.buyers))
    flow_table(pages, speech, columns, [*rows, Band("total", total)], LEFT)


def _members(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    now = paper.now
    told = N_("On {last_day} the co-op had {count} members, {women} of them women. {joined} joined in the year and {left} left.")
    flow_sentences(pages, speech, (Sentence(told, {"last_day": paper.last_day, "count": now.member_count, "women": now.women_count,
                                                   "joined": paper.joined_count, "left": paper.left_count}),))
    columns = (Column(N_("Village"), share=34), Column(N_("Women"), "count", 12), Column(N_("Men"), "count", 12), Column(N_("Not told"), "count", 12),
               Column(N_("Members"), "count", 12), Column(N_("Shares"), "count", 14), Column(N_("Delivered"), "kip", 22))
    rows = [Band("row", (Label(one.village, one.village) if one.village else N_("Village not told"), one.women or None, one.men or None,
                         one.unknown or None, one.women + one.men + one.unknown, one.share_count or None, one.delivered_kip or None))
            for one in paper.villages]
    sums = [sum(getattr(one, name) for one in paper.villages) for name in ("women", "men", "unknown", "share_count", "delivered_kip")]
    flow_table(pages, speech, columns, [*rows, Band("total", (N_("Total"), *sums[:3], sum(sums[:3]), *sums[3:]))], LEFT)


def _inspection(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    sheet = pages.sheet
    if paper.texts.get("inspection"):
        flow_text(pages, paper.texts["inspection"])
    else:
        flow_blanks(pages, speech, (Blank(N_("What the committee looked at and found"), 9),))
    pages.y += 3
    pages.need(34)
    sheet.box(LEFT, pages.y, sheet.width - 2 * LEFT, 28, TINT, radius=2)
    found = N_("The program checked the whole book. Nothing is wrong.") if paper.findings == 0 else N_(
        "The program checked the whole book and found {count} faults.") if paper.findings else N_("The book was not checked for this report.")
    sheet.text(LEFT + 5, pages.y + 8, speech.both(found, count=paper.findings or 0), 10, "SemiBold", fit=sheet.width - 2 * LEFT - 10)
    sheet.text(LEFT + 5, pages.y + 18, paper.letterhead.head_code, 17, "Bold", PRIMARY)
    code, room = N_("This code stands for everything in the book. Whoever changes the past changes the code."), sheet.width - 2 * LEFT - 10
    sheet.text(LEFT + 5, pages.y + (23 if speech.second else 24.5), speech.say(code), 8.5, ink=INK2, fit=room)
    sheet.text(LEFT + 5, pages.y + 26.4, speech.under(code), 7, ink=INK3, fit=room)
    pages.y += 32
    _tail(pages, speech, paper, INSPECTION)


def _motions(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    if paper.texts.get("motions"):
        flow_text(pages, paper.texts["motions"])
        pages.y += 2
    _title(pages, speech, N_("Minutes"))
    votes = tuple(Blank(title, 1, 25) for title in (N_("Motion no."), N_("Votes for"), N_("Votes against"), N_("No vote")))
    flow_blanks(pages, speech, (Blank(N_("Began at"), 1, 25), Blank(N_("Ended at"), 1, 25), Blank(N_("Led by"), 1, 50),
                                *votes, *votes, *votes, Blank(N_("What was said and decided"), 6)))
    _tail(pages, speech, paper, CHAIR, SECRETARY)


def _signatures(pages: Pages, speech: Speech, paper: AgmReport) -> None:
    told = N_("We made this report of the year {year} and stand for its figures.")
    flow_sentences(pages, speech, (Sentence(told, {"year": paper.year}),))
    for pair in ((CHAIR, TREASURER), (SECRETARY, INSPECTION)):
        signatures(pages.sheet, speech, pages.y + 30, pair, paper.letterhead)
        pages.y += 48
    _stamp(pages.sheet, speech, pages.y + 16)


def _stamp(sheet: Sheet, speech: Speech, y: float) -> None:
    sheet.disc(sheet.width / 2, y, 15, None, INK3)
    sheet.text(sheet.width / 2, y + 1, speech.say(N_("Stamp")), 8, ink=INK3, align="center")


DRAW: dict[str, Callable[[Pages, Speech, AgmReport], None]] = {
    "notice": _notice, "attendance": _attendance, "words": _text("words", CHAIR), "numbers": _numbers, "activities": _text("activities"),
    "surplus": _surplus, "deliveries": _deliveries, "members": _members, "inspection": _inspection, "motions": _motions,
    "signatures": _signatures, **{name: _statement(name) for name in _STATEMENTS}}
"""By the section's key."""
