"""The deliveries day sheet: one entry card for quick lines by keyboard, the day's lines below, totals at the side.

Enter moves along the card and adds at its end; the line is posted at once and the cursor is back at the member.
See also: entry (the card), side (the totals).
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout

from coopbooks.books.produce import DeliveryEntry
from coopbooks.coop.produce import RecordDelivery
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import issuing, paper_language, produce, register
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.services.produce import DaySheet
from coopbooks.ui.deliveries import machine
from coopbooks.ui.deliveries.entry import PAID, EntryCard
from coopbooks.ui.deliveries.figures import of_lines, taken_off, weight_of
from coopbooks.ui.deliveries.machine import prints_at_once, remembered
from coopbooks.ui.deliveries.prices import PriceForm
from coopbooks.ui.deliveries.scale import Scale
from coopbooks.ui.deliveries.side import DaySide
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.fields import Choice, DayEdit
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.printer import print_at_once
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page


def _time(recorded_at: str) -> str:
    """When a line was written, by the clock of this computer."""
    return datetime.fromisoformat(recorded_at).astimezone().strftime("%H:%M")


def _paid(line: DeliveryEntry) -> str:
    return "neutral" if line.reversed_by or line.net_g < 0 else "warn" if line.paid == "later" else "ok"


COLUMNS = (
    Column(N_("Time"), lambda d: d.recorded_at, _time, width=62),
    Column(N_("No."), lambda d: d.number, width=86, ink=lambda d: "disabled" if d.reversed_by else "",
           total=lambda rows: tr(N_("{slips} slips"), slips=len({d.document_id for d in rows if d.net_g > 0}))),
    Column(N_("Member"), lambda d: f"{d.member_number} · {d.member_name}", lambda name: name, width=200, bold=True,
           total=lambda rows: tr(N_("{members} members"), members=len({d.member_id for d in rows}))),
    Column(N_("Product"), lambda d: f"{d.product_code} {d.grade}".strip(), width=76),
    Column(N_("Net kg"), lambda d: d.net_g, formats.kg, right=True, width=80, total=lambda rows: formats.kg(sum(d.net_g for d in rows)),
           explain=lambda d: weight_of([d]), explain_total=weight_of),
    Column(N_("Price ₭"), lambda d: d.price_kip, kip, right=True, width=80),
    Column(N_("Taken off ₭"), lambda d: d.deduction_kip + d.advance_kip, kip, right=True, width=92, explain=lambda d: taken_off([d])),
    Column(N_("Amount ₭"), lambda d: d.amount_kip, kip, right=True, width=106, bold=True,
           total=lambda rows: kip(sum(d.amount_kip for d in rows)), explain=lambda d: of_lines([d], AccountRole.PRODUCE_COST),
           explain_total=lambda rows: of_lines(rows, AccountRole.PRODUCE_COST)),
    Column(N_("Payment"), lambda d: d.paid, lambda paid: tr(PAID.get(paid, "")) if paid in PAID else "", width=92, tag=_paid),
)


class DaySheetPage(Page):
    """The sheet of one day."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.SETTINGS})

    def __init__(self, desk: Desk, settings: QSettings | None = None, scale: Scale | None = None) -> None:
        super().__init__(desk)
        self.settings = settings if settings is not None else remembered()
        self.sheet: DaySheet | None = None
        self._own_scale = scale
        self._on = DayEdit(desk.today)
        self._on.setFixedWidth(116)
        self._on.setAccessibleName(tr(N_("Date")))
        self._on.editingFinished.connect(self.refresh)
        self._product = Choice((), is_user_text=True)
        self._product.setMinimumWidth(150)
        self._product.setAccessibleName(tr(N_("Product")))
        self._product.currentIndexChanged.connect(lambda _place: self._product_changed())
        self._point = QLineEdit(str(self.settings.value(machine.POINT, "") or ""), maxLength=100)
        self._point.setFixedWidth(150)
        self._point.setAccessibleName(tr(N_("Taken in at")))
        self._point.editingFinished.connect(lambda: self.settings.setValue(machine.POINT, self._point.text()))
        self._prices = plain("", "hint")
        self.entry = EntryCard(desk, scale or machine.scale_of(self.settings), self.add_line, (
            Button(N_("View last receipt"), self.view_last, look="link", icon="printer", hint=N_("F9")),
            Button(N_("Reverse a line"), self.reverse_last, look="link", icon="undo-variant", hint=N_("Ctrl+R"))))
        self.table = RecordTable(COLUMNS, N_("Deliveries of the day"))
        self.table.opened.connect(self._show_slip)
        self.side = DaySide(self.settings, self._show_slip)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("Date"), "label"), self._on, 4, Words(N_("Product"), "label"), self._product, 4,
                           Words(N_("Taken in at"), "label"), self._point, 4, self._prices,
                           Button(N_("Change the price"), self.change_price, look="link"), None,
                           Button(N_("Print day sheet"), lambda: desk.go("reports", "day-sheet", ""), icon="printer")))
        page.addWidget(self.entry)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self.table, 1)
        body.addWidget(self.side)
        page.addLayout(body, 1)

    # --- showing --------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        self.entry.scale = self._own_scale or machine.scale_of(self.settings)
        self._complain_of_day(self._on.complaint())
        on = self._on.value() or self.desk.today
        self.sheet = self.desk.runner.read(lambda: produce.prepare_day_sheet(self.desk.book, on), self.sheet)
        self.say_again()

    def say_again(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self._on.setAccessibleName(tr(N_("Date")))
        self._product.setAccessibleName(tr(N_("Product")))
        self._point.setAccessibleName(tr(N_("Taken in at")))
        self._product.set_choices([(str(one.product_id), f"{one.code} · {one.name(current_language())}") for one in sheet.products])
        self._point.setCompleter(QCompleter(list(sheet.points), self._point))
        self._product_changed()
        self.table.show_rows(sheet.lines)
        self.side.show_day(sheet, self._price_now())

    def _product_id(self) -> int:
        return int(self._product.value() or 0)

    def _price_now(self) -> int:
        return next((int(kip) for (key, _), kip in self.sheet.prices.items() if key == self._product_id()), 0) if self.sheet else 0

    def _product_changed(self) -> None:
        if self.sheet is None:
            return
        product = next((one for one in self.sheet.products if one.product_id == self._product_id()), None)
        told = [f"{grade or '–'} {formats.kip(kip)}" for (key, grade), kip in self.sheet.prices.items() if key == self._product_id()]
        self._prices.setText(" · ".join(told))
        self._prices.setToolTip(tr(N_("Price of the day")))
        if product is not None:
            self.entry.take_in(product, self._on.value() or self.desk.today, self.sheet)

    # --- saving ---------------------------------------------------------------------------------------------------------
    def add_line(self) -> None:
        """Post the line that was typed, or show what is to mend."""
        made, on = self.entry.typed(), self._on.value()
        self._complain_of_day(self._on.complaint())
        if on is None:
            self._on.setFocus()
        if made is None or on is None:
            return
        member_id, line, extra = made
        order = RecordDelivery(member_id, on, (line,), self.entry.paid.value(), extras=(extra,), point=lao.normalise(self._point.text().strip()))
        key = self.entry.request_key
        self.desk.runner.run(lambda: produce.record_delivery(self.desk.book, order, key), self._added, self._refused)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        of_day = [one for one in broken if one.field == "on"]
        self.entry.refused(tuple(one for one in broken if one.field != "on"))
        self._complain_of_day(say(of_day[0]) if of_day else "")
        if of_day:
            self.entry.tell_question(of_day[0])
            self._on.setFocus()

    def _complain_of_day(self, sentence: str) -> None:
        """Mark the day as wrong, or no longer; the sentence stands in the card below it."""
        self._on.setProperty("wrong", "true" if sentence else "false")
        self._on.setAccessibleDescription(sentence)
        self._on.setToolTip(sentence)
        self._on.style().unpolish(self._on)
        self._on.style().polish(self._on)

    def _added(self, outcome: Outcome) -> None:
        self._complain_of_day("")
        number = outcome.documents[-1][1]
        self.entry.begin_again()
        if prints_at_once(self.settings):
            self._print(number)
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View receipt"), lambda: self.desk.go("reports", "receipt", number))

    def _print(self, number: str) -> None:
        """Print a slip in the language that the co-op decided for its papers, and put the printing into the trail."""
        from coopbooks.reports import catalogue

        book, today = self.desk.book, self.desk.today

        def slip() -> tuple[Any, str, bytes]:
            paper = issuing.paper_to_print(book, "receipt", Asked(today, Period(today, today), today.year, number=number))
            language = paper_language.spoken(book, paper)
            return paper, language, catalogue.render(paper, ".pdf", language)

        paper, language, content = self.desk.runner.read(slip, (None, "", b""))
        if content and print_at_once(content):
            self.desk.runner.read(lambda: issuing.note(book, "receipt", language, "printer", paper))
        elif content:
            self.desk.say(tr(N_("No printer is set up. The slip can be printed later with F9.")))

    def reverse_last(self) -> None:
        """Ask why, and reverse the line that is marked, else the last line of the day."""
        standing = [line for line in self.sheet.lines if not line.reversed_by and line.net_g > 0] if self.sheet else []
        marked = self.table.current()
        last = marked if marked in standing else next(iter(standing), None)
        if last is not None:
            ReverseForm(self, self.desk, last.document_id).open()

    def change_price(self) -> None:
        """Decide a new price of the chosen product and grade, from a day on."""
        PriceForm(self, self.desk, self._product_id(), self.entry.grade.value()).open()

    def view_last(self) -> None:
        """Show the receipt of the last line of the day, else of this clerk's last."""
        last = next(iter((*self.sheet.lines, *self.sheet.last_own)), None) if self.sheet else None
        if last is not None:
            self._show_slip(last)

    def _show_slip(self, line: DeliveryEntry) -> None:
        self.desk.go("reports", "receipt", line.number, *paper_of(line.document_id))

    def show_for(self, what: object) -> None:
        if isinstance(what, str) and len(what) == 10 and what[4] == "-":
            self._on.set_value(formats.parse_day(what))
            self.refresh()
            return
        self.refresh()
        member_id = int(str(what))
        page: Any = self.desk.runner.read(lambda: register.member_page(self.desk.book, member_id, self.desk.today))
        self.entry.member.set_member(page.brief if page else None)

    def add_new(self) -> None:
        self.entry.member.setFocus()

    def start_find(self) -> None:
        self.entry.member.setFocus()
