"""The entry card of the day sheet: member, grade, weight, sacks, moisture; worked out as it is typed, moved along by Enter.

A weight far from the usual one turns the card amber with a suggestion; it is a question, not a wall.
"""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coopbooks.coop import intake
from coopbooks.coop.intake import LineExtra, ProductTerms, SetOffAboveRule
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.produce import DeliveryLine, Product
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip, value_of
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import produce, register
from coopbooks.services.produce import DaySheet, DeliveryFacts
from coopbooks.ui.deliveries.scale import Scale
from coopbooks.ui.deliveries.terms import percent_typed
from coopbooks.ui.kit.cards import Card, column, row
from coopbooks.ui.kit.fields import CountEdit, Field, MoneyEdit, WeightEdit
from coopbooks.ui.kit.keys import KeyChoice
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk

PAID = {"later": N_("Later"), "cash": N_("Cash"), "bank": N_("Bank")}
_WIDTHS = {"member_id": 190, "grade": 132, "gross_g": 112, "bags": 62, "tare_g": 76, "price_kip": 92, "paid": 236,
           "moisture": 110, "deduction_kip": 130, "advance_kip": 130}


class EntryCard(Card):
    """One line of the day sheet while it is typed."""

    def __init__(self, desk: Desk, scale: Scale | None, add: Callable[[], object], links: Sequence[Button] = ()) -> None:
        super().__init__(look="soft", padding=12)
        self.desk, self.scale, self._add, self._links = desk, scale, add, links
        self.facts: DeliveryFacts | None = None
        self.request_key = uuid4().hex
        self._terms, self._on = ProductTerms(0, desk.today), desk.today
        self._product: Product | None = None
        self._prices: dict[tuple[int, str], Kip] = {}
        self.member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self.member.picked.connect(self._picked)
        self.grade = KeyChoice((), is_user_text=True)
        self.gross, self.tare, self.price = WeightEdit(), WeightEdit(), MoneyEdit()
        self.bags, self.moisture = CountEdit(), QLineEdit(maxLength=6)
        self.deduction, self.set_off = MoneyEdit(), MoneyEdit()
        self.paid = KeyChoice(tuple(PAID.items()))
        self._worked_out = (ZERO, ZERO)
        self._build()

    def _build(self) -> None:
        editors: dict[str, tuple[str, QWidget]] = {
            "member_id": (N_("Member"), self.member), "grade": (N_("Grade"), self.grade), "gross_g": (N_("Gross kg"), self.gross),
            "bags": (N_("Sacks"), self.bags), "tare_g": (N_("Sacks kg"), self.tare), "price_kip": (N_("Price ₭"), self.price),
            "paid": (N_("Payment"), self.paid), "moisture": (N_("Moisture %"), self.moisture),
            "deduction_kip": (N_("Taken off ₭"), self.deduction), "advance_kip": (N_("Set off advance ₭"), self.set_off)}
        self.fields = {name: Field(message, editor) for name, (message, editor) in editors.items()}
        for name, field in self.fields.items():
            field.setMinimumWidth(_WIDTHS[name])
            if name != "member_id":
                field.setMaximumWidth(_WIDTHS[name])
        line = QHBoxLayout()
        line.setSpacing(8)
        for name in ("member_id", "grade", "gross_g", "bags", "tare_g", "price_kip"):
            line.addWidget(self.fields[name], 1 if name == "member_id" else 0, Qt.AlignmentFlag.AlignTop)
        self._net, self._amount = plain("–", "label"), plain("–", "num")
        worked_out = QWidget()
        worked_out.setLayout(column(self._net, self._amount, spacing=2))
        worked_out.setMinimumWidth(112)
        line.addWidget(worked_out, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.fields["paid"], 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Button(N_("Add"), self._add, look="main", icon="plus"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(line)
        self._about, self._question = Words("", "hint"), Words("", "warn", wrap=True)
        self._question.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._advances = Words("", "hint")
        self._off = QWidget()
        self._off.setLayout(row(self.fields["moisture"], self.fields["deduction_kip"], self.fields["advance_kip"], self._advances, None))
        self.column.addWidget(self._off)
        self._meant = Button("", self._use_meant, look="link")
        self._right = Button(N_("It is right"), self._is_right, look="link")
        # What has a key of its own is offered here while nothing is asked.
        told = row(self._about, self._question, self._meant, self._right, *self._links)
        told.setStretch(1, 1)
        self.column.addLayout(told)
        for editor in (self.gross, self.tare, self.bags, self.price, self.moisture):
            editor.textChanged.connect(lambda _text: self._typed())
        for editor in (self.deduction, self.set_off):
            editor.textEdited.connect(lambda _text: self._show_amount())
        self.grade.chosen.connect(lambda _key: self._show_price())
        self.paid.chosen.connect(lambda _key: self._show_amount())
        for part in self._path(whole=True):
            part.installEventFilter(self)
        self._show_parts()

    def _path(self, *, whole: bool = False) -> list[QWidget]:
        """The editors in the order of Enter: those that are shown, or all."""
        parts: list[tuple[str, QWidget]] = [
            ("member_id", self.member), ("grade", self.grade), ("gross_g", self.gross), ("bags", self.bags), ("tare_g", self.tare),
            ("moisture", self.moisture), ("price_kip", self.price), ("deduction_kip", self.deduction), ("advance_kip", self.set_off),
            ("paid", self.paid)]
        if whole:
            return [editor for _, editor in parts]
        skipped = ("price_kip", "deduction_kip", "advance_kip") + (() if self._has_grades() else ("grade",))
        return [editor for name, editor in parts if name not in skipped and not self.fields[name].isHidden()]

    def _has_grades(self) -> bool:
        return bool(self._product and self._product.grades)

    # --- moving along by keyboard ---------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves along the card and adds at its end; Shift+Enter goes back; F5 in Gross reads the scale."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        asks_scale = event.key() == Qt.Key.Key_F5 and watched is self.gross and self.scale is not None
        if event.type() == QEvent.Type.ShortcutOverride and asks_scale:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if asks_scale:
            self.read_scale()
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (watched is self.member and self.member.value() is None):
            return super().eventFilter(watched, event)
        path = self._path()
        place = next((at for at, part in enumerate(path) if part is watched), len(path) - 1)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            path[max(place - 1, 0)].setFocus()
        elif watched is path[-1]:
            self._add()
        else:
            path[place + 1].setFocus()
        return True

    def read_scale(self) -> None:
        """Put the weight on the scale into Gross; after a + it is one more weighing."""
        scale = self.scale
        if scale is None:
            return
        grams = self.desk.runner.read(scale.read)
        if grams is not None:
            before = self.gross.text().strip()
            self.gross.setText(f"{before}{formats.kg(grams)}" if before.endswith("+") else formats.kg(grams))

    # --- what is taken in -----------------------------------------------------------------------------------------------
    def take_in(self, product: Product, on: date, sheet: DaySheet) -> None:
        """Take in a product on a day: its grades, prices and terms."""
        changed = self._product is None or product.product_id != self._product.product_id
        self._product, self._on, self._prices = product, on, dict(sheet.prices)
        self._terms = sheet.terms.get(product.product_id, ProductTerms(product.product_id, on))
        self.grade.set_choices([(grade, grade) for grade in product.grades] or [("", "–")])
        self._show_parts()
        self._show_price()
        if changed and self.member.member is not None:
            self._ask_facts(self.member.member)

    def _show_parts(self) -> None:
        advances = self.facts.advances if self.facts else ()
        shown = {"bags": bool(self._terms.bag_g), "tare_g": not self._terms.bag_g, "moisture": self._terms.asks_moisture,
                 "deduction_kip": True, "advance_kip": bool(advances)}
        for name, wanted in shown.items():
            self.fields[name].setVisible(wanted)
        takes_off = self._terms.asks_moisture or bool(self._terms.off_kip_per_kg)
        self._off.setVisible(takes_off or bool(advances))
        if advances:
            self._advances.tell(N_("{count} open advances, {open_kip} ₭ together"), count=len(advances),
                                open_kip=sum(one.open_kip for one in advances))
        else:
            self._advances.tell("")

    def _show_price(self) -> None:
        known = self._prices.get((self._product.product_id, self.grade.value())) if self._product else None
        if known:
            self.price.set_value(known)
        self._typed()

    def _picked(self, member: MemberBrief | None) -> None:
        if member is None:
            self.facts = None
        else:
            self._ask_facts(member)
            (self.grade if self._has_grades() else self.gross).setFocus()
        self._show_parts()
        self._typed()

    def _ask_facts(self, member: MemberBrief) -> None:
        product_id = self._product.product_id if self._product else 0
        self.facts = self.desk.runner.read(
            lambda: produce.prepare_delivery(self.desk.book, member.member_id, product_id, self._on, self.paid.value()))

    # --- working out ----------------------------------------------------------------------------------------------------
    def _weights(self) -> tuple[tuple[int, ...], int, Kip] | None:
        weighings, price = self.gross.weighings(), self.price.value()
        bags, tare = self.bags.value(), self.tare.value()
        tare_g = intake.tare_of(self._terms, bags or 0) if self._terms.bag_g else tare
        if weighings is None or price is None or tare_g is None or (self._terms.bag_g and (bags is None or bags < 0)):
            return None
        return weighings, tare_g, price

    def _typed(self) -> None:
        """Work out again what the terms take off, then show it."""
        made, facts = self._weights(), self.facts
        net_g = sum(made[0]) - made[1] if made else 0
        off = set_off = ZERO
        if made is not None and net_g > 0:
            off = intake.deduction_of(self._terms, net_g, made[2], percent_typed(self.moisture.text()))
            if facts is not None:
                set_off = intake.set_off(facts.advances, value_of(net_g, made[2]) - off, facts.recovery.most_percent)
        self._worked_out = (off, set_off)
        self.deduction.set_value(off)
        self.set_off.set_value(set_off)
        self._show_amount()
        self._ask_if_odd(made)

    def _line(self) -> DeliveryLine | None:
        made, off, set_off = self._weights(), self.deduction.value(), self.set_off.value()
        if made is None or off is None or set_off is None or self._product is None:
            return None
        weighings, tare_g, price = made
        return DeliveryLine(self._product.product_id, self.grade.value(), sum(weighings), tare_g, price, off, set_off,
                            weighings if len(weighings) > 1 else ())

    def _show_amount(self) -> None:
        line = self._line()
        net_g = line.net_g if line else 0
        self._net.setText(tr(N_("net {net_g} kg"), net_g=net_g) if net_g > 0 else "–")
        self._amount.setText(formats.kip(line.amount_kip - line.advance_kip) if line and net_g > 0 else "–")
        facts = self.facts
        if facts is None:
            self._about.tell("")
        else:
            self._about.tell(N_("This year {year_g} kg · we owe {owed_kip} ₭"), year_g=facts.year_net_g, owed_kip=facts.facts.all_owed_kip)

    def _ask_if_odd(self, made: tuple[tuple[int, ...], int, Kip] | None) -> None:
        usual = self.facts.usual_net_g if self.facts else None
        odd = intake.oddness(sum(made[0]), made[1], usual) if made else None
        self._odd = odd
        self.look("warn" if odd else "soft")
        for link in (self._meant, self._right):
            link.setVisible(odd is not None)
        for link in self._links:
            link.setVisible(odd is None)
        if odd is None:
            self._question.tell("")
            return
        message = N_("{times}× the usual. This member brings about {usual_g} kg.") if odd.is_over else N_(
            "Only 1/{times} of the usual. This member brings about {usual_g} kg.")
        self._question.tell(message, times=odd.times, usual_g=odd.usual_g)
        self._meant.setVisible(odd.meant_g is not None)
        self._meant.tell(N_("Use {meant_g}"), meant_g=odd.meant_g or 0)

    def _use_meant(self) -> None:
        if self._odd is not None and self._odd.meant_g is not None:
            self.gross.setText(formats.kg(self._odd.meant_g))
        self.gross.setFocus()

    def _is_right(self) -> None:
        self._question.tell("")
        self.look("soft")
        for link in (self._meant, self._right):
            link.hide()
        for link in self._links:
            link.show()
        self._path()[-1].setFocus()

    # --- saving ---------------------------------------------------------------------------------------------------------
    def typed(self) -> tuple[int, DeliveryLine, LineExtra] | None:
        """What was typed as member, line and extra; None when something is to mend, told at its field."""
        wrong = [field for name, field in self.fields.items() if self._complain(name, field)]
        line, member_id = self._line(), self.member.value()
        if wrong or line is None or member_id is None:
            if wrong:
                wrong[0].editor.setFocus()
            return None
        most = self._worked_out[1]
        if line.advance_kip > most:
            self.fields["advance_kip"].complain(say(SetOffAboveRule(advance_kip=line.advance_kip, most_kip=most)))
            self.set_off.setFocus()
            return None
        bags = (self.bags.value() or 0) if self._terms.bag_g else 0
        return member_id, line, LineExtra(int(bags), percent_typed(self.moisture.text()))

    def _complain(self, name: str, field: Field) -> bool:
        complain = getattr(field.editor, "complaint", None)
        sentence = complain() if complain and not field.isHidden() else ""
        if name == "bags" and not sentence and (self.bags.value() or 0) < 0:
            sentence = tr(N_("“{value}” is not a number."), value=self.bags.text())
        field.complain(sentence)
        return bool(sentence)

    def refused(self, broken: tuple[RuleBroken, ...]) -> None:
        """Show refusals at their fields; what has no field stands below."""
        first: Field | None = None
        for one in broken:
            name = one.field.rsplit(".", 1)[-1]
            name = "bags" if name == "tare_g" and self._terms.bag_g else name
            field = self.fields.get(name)
            if field is None:
                self.tell_question(one)
            else:
                field.complain(say(one))
                self._off.setVisible(self._off.isVisible() or name in ("deduction_kip", "advance_kip"))
                first = first or field
        if first is not None:
            first.editor.setFocus()

    def tell_question(self, one: RuleBroken) -> None:
        """Say a refusal that has no field of its own here."""
        self._question.setText(say(one))
        self.look("warn")

    def begin_again(self) -> None:
        """Empty the card for the next member."""
        self.request_key = uuid4().hex
        for editor in (self.gross, self.tare, self.bags, self.moisture):
            editor.clear()
        self.member.set_member(None)
        self.member.setFocus()
