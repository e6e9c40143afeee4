"""The deliveries day sheet: one entry card for quick lines by keyboard, the day's lines below, totals at the side.

Enter moves along the card and adds at its end; the line is posted at once and the cursor is back at the member.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopbooks.coop.members import MemberBrief
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.reversal import ReversePaper
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip, value_of
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import produce, register, reversal
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.produce import DaySheet, DeliveryFacts
from coopbooks.ui.deliveries.prices import PriceForm, ProductForm
from coopbooks.ui.kit.cards import Card, column, row
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, Segments, WeightEdit
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page


def _kip(value: int) -> str:
    return formats.kip(value).replace("-", "−") if value else "–"


PAID = {"later": N_("Later"), "cash": N_("Cash"), "bank": N_("Bank")}
COLUMNS = (
    Column(N_("Receipt"), lambda d: d.number, width=100),
    Column(N_("Member"), lambda d: d.member_name, lambda name: name, width=230, bold=True),
    Column(N_("Product"), lambda d: d.product_code, width=80),
    Column(N_("Grade"), lambda d: d.grade, width=64),
    Column(N_("Net kg"), lambda d: d.net_g, formats.kg, right=True, width=96, total=lambda rows: formats.kg(sum(d.net_g for d in rows))),
    Column(N_("Price ₭"), lambda d: d.price_kip, _kip, right=True, width=96),
    Column(N_("Amount ₭"), lambda d: d.amount_kip, _kip, right=True, width=120, bold=True,
           total=lambda rows: _kip(sum(d.amount_kip for d in rows))),
    Column(N_("Payment"), lambda d: d.paid, lambda paid: tr(PAID.get(paid, "")) if paid in PAID else "", width=84,
           ink=lambda d: "disabled" if d.reversed_by else "warn" if d.paid == "later" else "success"),
)


class DeliveriesPage(Page):
    """The sheet of one day."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet: DaySheet | None = None
        self.facts: DeliveryFacts | None = None
        self._asked = False
        self._last: int | None = None
        self._on = DayEdit(desk.today)
        self._on.setFixedWidth(120)
        self._on.setAccessibleName(tr(N_("Date")))
        self._on.editingFinished.connect(self.refresh)
        self._product = Choice((), is_user_text=True)
        self._product.setMinimumWidth(170)
        self._product.setAccessibleName(tr(N_("Product")))
        self._product.currentIndexChanged.connect(lambda _place: self._product_changed())
        self._prices = plain("", "hint")
        self.member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self.member.picked.connect(self._picked)
        self.grade = Choice((), is_user_text=True)
        self.gross, self.tare, self.price = WeightEdit(), WeightEdit(), MoneyEdit()
        self.paid = Segments(tuple(PAID.items()))
        self._card = self._entry_card()
        self.table = RecordTable(COLUMNS, N_("Deliveries of the day"))
        self._side = [(Words(message, "label"), plain("–", "num")) for message in (
            N_("Total kg"), N_("Paid at once"), N_("To pay later"), N_("Cash box"))]
        side = Card()
        for label, figure in self._side:
            side.column.addWidget(label)
            side.column.addWidget(figure)
        side.column.addStretch(1)
        side.column.addWidget(Button(N_("Reverse last line"), self.reverse_last, icon="undo-variant", hint=N_("Ctrl+R")))
        side.column.addWidget(Button(N_("View last receipt"), self.view_last, icon="printer", hint=N_("F9")))
        side.setFixedWidth(230)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Words(N_("Date"), "label"), self._on, 8, Words(N_("Product"), "label"), self._product, 8, self._prices,
                           Button(N_("Change the price"), self.change_price, look="link"), None,
                           Button(N_("Add a product"), self.add_product, look="quiet", icon="plus")))
        page.addWidget(self._card)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self.table, 1)
        body.addWidget(side)
        page.addLayout(body, 1)

    def _entry_card(self) -> Card:
        card = Card(look="soft")
        self.fields = {
            "member_id": Field(N_("Member"), self.member), "grade": Field(N_("Grade"), self.grade), "gross_g": Field(N_("Gross kg"), self.gross),
            "tare_g": Field(N_("Sacks kg"), self.tare), "price_kip": Field(N_("Price ₭"), self.price), "paid": Field(N_("Payment"), self.paid)}
        widths = {"member_id": 210, "grade": 80, "gross_g": 124, "tare_g": 80, "price_kip": 100, "paid": 216}
        line = QHBoxLayout()
        line.setSpacing(10)
        for name, field in self.fields.items():
            field.setMinimumWidth(widths[name])
            if name != "member_id":
                field.setMaximumWidth(widths[name])
            line.addWidget(field, 1 if name == "member_id" else 0, Qt.AlignmentFlag.AlignTop)
        self._net, self._amount = plain("–", "strong"), plain("–", "num")
        amount = QWidget()
        amount.setLayout(column(self._net, self._amount, spacing=0))
        amount.setMinimumWidth(116)
        line.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Button(N_("Add"), self.add_line, look="main", icon="plus"), 0, Qt.AlignmentFlag.AlignVCenter)
        card.column.addLayout(line)
        self._about, self._question = Words("", "hint"), Words("", "warn", wrap=True)
        card.column.addLayout(row(self._about, None, self._question))
        for editor in (self.gross, self.tare, self.price):
            editor.textChanged.connect(lambda _text: self._typed())
        self.grade.currentIndexChanged.connect(lambda _place: self._show_price())
        self.paid.chosen.connect(lambda _key: self._typed())
        for part in (self.member, self.grade, self.gross, self.tare, self.price):
            part.installEventFilter(self)
        return card

    # --- moving along by keyboard ---------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves along the card and adds at its end; Shift+Enter goes back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            order = [self.member, self.grade, self.gross]
            if watched is self.member and self.member.value() is None:
                return False
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                order[max(order.index(watched) - 1, 0) if watched in order else 2].setFocus()
            elif watched in (self.member, self.grade):
                order[order.index(watched) + 1].setFocus()
            else:
                self.add_line()
            return True
        return super().eventFilter(watched, event)

    # --- showing --------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        on = self._on.value() or self.desk.today
        self.sheet = self.desk.runner.read(lambda: produce.prepare_day_sheet(self.desk.book, on), self.sheet)
        self.say_again()

    def say_again(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self._product.set_choices([(str(one.product_id), f"{one.code} · {one.name(current_language())}") for one in sheet.products])
        self._product_changed()
        self.table.show_rows(sheet.lines)
        standing = [line for line in sheet.lines if not line.reversed_by]
        now = sum(line.amount_kip - line.advance_kip for line in standing if line.paid != "later")
        later = sum(line.amount_kip - line.advance_kip for line in standing if line.paid == "later")
        figures = (formats.kg(sum(line.net_g for line in sheet.lines)), _kip(now), _kip(later), _kip(sheet.cash_kip))
        for (_, label), text in zip(self._side, figures, strict=True):
            label.setText(text)

    def _product_id(self) -> int:
        return int(self._product.value() or 0)

    def _product_changed(self) -> None:
        if self.sheet is None:
            return
        product = next((one for one in self.sheet.products if one.product_id == self._product_id()), None)
        grades = product.grades if product else ()
        self.grade.set_choices([(grade, grade) for grade in grades] or [("", "–")])
        told = [f"{grade or '–'} {formats.kip(kip)}" for (key, grade), kip in self.sheet.prices.items() if key == self._product_id()]
        self._prices.setText(tr(N_("Price of the day")) + ": " + " · ".join(told) if told else "")
        self._show_price()

    def _show_price(self) -> None:
        if self.sheet is not None:
            known = self.sheet.prices.get((self._product_id(), self.grade.value()))
            if known:
                self.price.set_value(known)
        self._typed()

    def _picked(self, member: MemberBrief | None) -> None:
        if member is None:
            self.facts = None
        else:
            on = self._on.value() or self.desk.today
            self.facts = self.desk.runner.read(
                lambda: produce.prepare_delivery(self.desk.book, member.member_id, self._product_id(), on, self.paid.value()))
            self.grade.setFocus()
        self._typed()

    def _typed(self) -> None:
        self._asked = False
        line = self._line()
        net_g = line.net_g if line else 0
        self._net.setText(tr(N_("net {net_g} kg"), net_g=net_g) if net_g > 0 else "–")
        self._amount.setText(formats.kip(line.amount_kip) if line and net_g > 0 else "–")
        facts = self.facts
        if facts is None:
            self._about.tell("")
        else:
            self._about.tell(N_("This year {year_g} kg · we owe {owed_kip} ₭ · set off against the advance {set_off_kip} ₭"),
                             year_g=facts.year_net_g, owed_kip=facts.facts.owed_kip, set_off_kip=line.advance_kip if line else 0)
        self._question.tell("")
        self._card.look("soft")
        usual = facts.usual_net_g if facts else None
        if usual and net_g > 0 and (net_g > 3 * usual or net_g * 3 < usual):
            self._question.tell(N_("Usually this member brings about {usual_g} kg. Look at the weight again."), usual_g=usual)
            self._card.look("warn")

    def _line(self) -> DeliveryLine | None:
        weighings, tare, price = self.gross.weighings(), self.tare.value(), self.price.value()
        if weighings is None or tare is None or price is None:
            return None
        line = DeliveryLine(self._product_id(), self.grade.value(), sum(weighings), tare, price,
                            weighings=weighings if len(weighings) > 1 else ())
        open_kip = max(self.facts.facts.advance_kip, 0) if self.facts else 0
        if not open_kip or line.net_g <= 0:
            return line
        set_off = min(open_kip, value_of(line.net_g, line.price_kip))
        return DeliveryLine(line.product_id, line.grade, line.gross_g, line.tare_g, line.price_kip, advance_kip=Kip(set_off),
                            weighings=line.weighings)

    # --- saving ---------------------------------------------------------------------------------------------------------
    def add_line(self) -> None:
        """Post the line that was typed, or show what is to mend."""
        wrong = [field for field in self.fields.values() if self._complain(field)]
        line, member_id, on = self._line(), self.member.value(), self._on.value()
        if wrong or line is None or member_id is None or on is None:
            if wrong:
                wrong[0].editor.setFocus()
            return
        order = RecordDelivery(member_id, on, (line,), self.paid.value())
        self.desk.runner.run(lambda: produce.record_delivery(self.desk.book, order), self._added, self._refused)

    def _complain(self, field: Field) -> bool:
        complain = getattr(field.editor, "complaint", None)
        sentence = complain() if complain else ""
        field.complain(sentence)
        return bool(sentence)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        for one in broken:
            field = self.fields.get(one.field.rsplit(".", 1)[-1])
            if field is not None:
                field.complain(say(one))
            else:
                self._question.setText(say(one))
                self._card.look("warn")

    def _added(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.gross.clear()
        self.tare.clear()
        self.member.set_member(None)
        self.member.setFocus()
        last = self.sheet.lines[0] if self.sheet and self.sheet.lines else None
        self._last = last.document_id if last else None
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View receipt"), lambda: self.desk.go("reports", "receipt", number))

    def reverse_last(self) -> None:
        """Reverse the last line of the day, with the preset reason."""
        last = next((line for line in self.sheet.lines if not line.reversed_by and line.net_g > 0), None) if self.sheet else None
        if last is None:
            return
        order = ReversePaper(last.document_id, self.desk.today, tr(N_("Wrong entry")))
        self.desk.runner.run(lambda: reversal.reverse_paper(self.desk.book, order),
                             lambda _outcome: self.desk.say(tr(N_("{number} is reversed."), number=last.number)))

    def change_price(self) -> None:
        """Decide a new price of the chosen product and grade, from a day on."""
        PriceForm(self, self.desk, self._product_id(), self.grade.value()).open()

    def add_product(self) -> None:
        """Add something the co-op buys."""
        ProductForm(self, self.desk).open()

    def view_last(self) -> None:
        """Show the receipt of the last line."""
        if self.sheet and self.sheet.lines:
            self.desk.go("reports", "receipt", self.sheet.lines[0].number)

    def show_for(self, what: object) -> None:
        self.refresh()
        member_id = int(str(what))
        page: Any = self.desk.runner.read(lambda: register.member_page(self.desk.book, member_id, self.desk.today))
        self.member.set_member(page.brief if page else None)

    def add_new(self) -> None:
        self.member.setFocus()

    def start_find(self) -> None:
        self.member.setFocus()


