"""The forms of the stock: a count of every lot, a processing, and taking one back."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from coopbooks.coop.stock import CountLine, CountStock, Item, KeptProcessing, ProcessLot, ProcessOut, UndoProcessing, named, quantity, yield_is_odd
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import stock
from coopbooks.services.outcome import Outcome
from coopbooks.services.stock import StockView
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, WeightEdit
from coopbooks.ui.kit.words import Words, plain
from coopbooks.ui.shell.page import Desk

OUTS = 3
_WIDTHS = {"counted_milli": 104, "unit_kip": 104}


def _percent(rate: Fraction | None) -> str:
    return formats.percent_text(Fraction(round(rate * 1000), 1000)) if rate else "–"


class CountForm(FormDialog):
    """Every lot with what the card says; what was counted, what a unit is worth, and why it differs."""

    def __init__(self, parent: QWidget, desk: Desk, view: StockView) -> None:
        super().__init__(parent, desk.runner, N_("Count the stock"), N_("Post the count"), icon="scale")
        self.desk, self._view = desk, view
        self.saved = lambda outcome: desk.say(tr(N_("{number} is saved."), number=outcome.documents[-1][1]))
        self._on, self._note = DayEdit(view.on), QLineEdit(maxLength=300)
        self.fields["on"], self.fields["note"] = Field(N_("Counted on"), self._on), Field(N_("Who counted (optional)"), self._note)
        self.add_pair(self.fields["on"], self.fields["note"])
        self._lines_error = Words("", "error", wrap=True)
        self.left.addWidget(self._lines_error)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        for place, message in enumerate((N_("Lot"), N_("On the card"), N_("Counted quantity"), N_("Worth of one ₭"), N_("Why it differs"))):
            grid.addWidget(Words(message, "label"), 0, place)
        self.lots: list[tuple[Item, WeightEdit, MoneyEdit, QLineEdit]] = []
        for number, lot in enumerate(view.lots):
            counted, unit, reason = WeightEdit(), MoneyEdit(), QLineEdit(maxLength=200)
            counted.set_value(max(lot.held_milli, 0))
            unit.set_value(lot.suggested_kip)
            grid.addWidget(plain(named(view.facts.products, lot.item), "strong"), number + 1, 0)
            grid.addWidget(plain(quantity(lot.held_milli)), number + 1, 1)
            for place, (name, editor) in enumerate((("counted_milli", counted), ("unit_kip", unit), ("reason", reason)), 2):
                editor.textChanged.connect(lambda _text: self._preview())
                field = self.fields[f"{name}:{number}"] = Field("", editor)
                if name != "reason":
                    field.setFixedWidth(_WIDTHS[name])
                grid.addWidget(field, number + 1, place)
            self.lots.append((lot.item, counted, unit, reason))
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(len(view.lots) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.left.addWidget(area, 1)
        self._preview()

    def _preview(self) -> None:
        order = self.order()
        if order is None:
            self.after.wait_for(N_("Fill in the fields first."))
            return
        value = sum(line.value_kip for line in order.lines)
        change = value - self._view.account_kip
        self.after.show_changes([
            (N_("Value of the stock ₭"), formats.kip(self._view.account_kip), formats.kip(value)),
            (N_("Stock change ₭"), "–", formats.kip(change).replace("-", "−"))],
            checks=(tr(N_("The surplus of the year changes by the stock change.")),))

    def order(self) -> CountStock | None:
        on, lines = self._on.value(), []
        for item, counted, unit, reason in self.lots:
            milli, kip = counted.value(), unit.value()
            if milli is None or kip is None:
                return None
            lines.append(CountLine(item.product_id, item.grade, milli, kip, item.lot, lao.normalise(reason.text())))
        return CountStock(on, tuple(lines), note=lao.normalise(self._note.text())) if on is not None else None

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        """A lot's complaint stands in its own row."""
        for one in broken:
            parts = one.field.split(".")
            if parts[0] == "lines" and len(parts) == 3:
                one.at(f"{parts[2]}:{parts[1]}")
        self._lines_error.setText(" ".join(say(one) for one in broken if one.field == "lines"))
        super().show_refusals([one for one in broken if one.field != "lines"])

    def action(self, order: Any) -> Outcome:
        return stock.count_stock(self.desk.book, order, self.request_key)


class ProcessForm(FormDialog):
    """One lot in, up to three lots out, with the yield against the usual one."""

    def __init__(self, parent: QWidget, desk: Desk, view: StockView) -> None:
        super().__init__(parent, desk.runner, N_("Processing"), N_("Save the processing"), icon="factory")
        self.desk, self._view = desk, view
        self.saved = lambda outcome: desk.say(outcome.notice)
        self._lots = [lot.item for lot in view.lots if lot.held_milli > 0] or [
            Item(product.product_id, grade) for product in view.products for grade in (product.grades or ("",))]
        names = [(str(place), f"{named(view.facts.products, item)} · {quantity(view.facts.held.get(item, 0))}")
                 for place, item in enumerate(self._lots)]
        self._from, self._in, self._on = Choice(names, is_user_text=True), WeightEdit(), DayEdit(desk.today)
        self.fields["product_id"], self.fields["in_milli"] = Field(N_("What went in"), self._from), Field(N_("How much went in"), self._in)
        self.fields["on"] = Field(N_("Date"), self._on)
        self.add_pair(self.fields["product_id"], self.fields["in_milli"], self.fields["on"])
        self._anyway = QCheckBox(tr(N_("It was there, although the card says less")))
        self.fields["anyway"] = Field("", self._anyway)
        self.left.addWidget(self.fields["anyway"])
        every = [Item(product.product_id, grade) for product in view.products for grade in (product.grades or ("",))]
        self._every = every
        choices = [("", "–"), *((str(place), named(view.facts.products, item)) for place, item in enumerate(every))]
        self.outs: list[tuple[Choice, WeightEdit, QLineEdit]] = []
        for number in range(OUTS):
            made = (Choice(choices, is_user_text=True), WeightEdit(), QLineEdit(maxLength=60))
            self.outs.append(made)
            self.fields[f"product_id:{number}"] = Field(N_("What came out"), made[0])
            self.fields[f"out_milli:{number}"] = Field(N_("How much"), made[1])
            self.fields[f"lot:{number}"] = Field(N_("Name of the lot (optional)"), made[2])
            self.add_pair(*(self.fields[f"{name}:{number}"] for name in ("product_id", "out_milli", "lot")))
            made[0].currentIndexChanged.connect(lambda _place: self._preview())
            made[1].textChanged.connect(lambda _text: self._preview())
        self._note = QLineEdit(maxLength=300)
        self.add("note", N_("Note (optional)"), self._note)
        self._odd = Words("", "warn", wrap=True)
        self._odd.hide()
        self.left.addWidget(self._odd)
        self.left.addStretch(1)
        self._in.textChanged.connect(lambda _text: self._preview())
        self._from.currentIndexChanged.connect(lambda _place: self._preview())
        self._preview()

    def _preview(self) -> None:
        order = self.order()
        if order is None or not order.in_milli:
            self.after.wait_for(N_("Give what went in, above 0."))
            return
        held = self._view.facts.held.get(order.item, 0)
        out = sum(one.out_milli for one in order.outs)
        rate = Fraction(out, order.in_milli)
        usual = self.desk.runner.read(lambda: stock.usual_yield(self.desk.book, order.product_id, order.outs[0].product_id)) if order.outs else None
        odd = N_("This is far from the usual yield. Look at the weights again.") if yield_is_odd(rate, usual) else ""
        self.after.show_changes([
            (N_("On the card"), quantity(held), quantity(held - order.in_milli)),
            (N_("Yield, usual and now"), _percent(usual), _percent(rate)),
            (N_("Lost in weight"), "–", quantity(order.in_milli - out))], checks=(tr(N_("Weights move. Nothing is posted.")),))
        self._odd.tell(odd)
        self._odd.setVisible(bool(odd))

    def order(self) -> ProcessLot | None:
        on, milli = self._on.value(), self._in.value()
        if on is None or milli is None or not self._lots:
            return None
        item, outs = self._lots[int(self._from.value() or 0)], []
        for what, weight, lot in self.outs:
            if not what.value():
                continue
            out = weight.value()
            if out is None:
                return None
            made = self._every[int(what.value())]
            outs.append(ProcessOut(made.product_id, made.grade, out, lao.normalise(lot.text().strip())))
        return ProcessLot(on, item.product_id, item.grade, milli, tuple(outs), item.lot, lao.normalise(self._note.text()), self._anyway.isChecked())

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        """A lot's complaint stands in its own row."""
        filled = [number for number, (what, _, _) in enumerate(self.outs) if what.value()]
        for one in broken:
            parts = one.field.split(".")
            if parts[0] == "outs" and len(parts) == 3:
                one.at(f"{parts[2]}:{filled[int(parts[1])]}")
            elif one.field == "outs":
                one.at("out_milli:0")
        super().show_refusals(broken)

    def action(self, order: Any) -> Outcome:
        return stock.process_lot(self.desk.book, order, self.request_key)


class UndoForm(FormDialog):
    """Take a processing back, with the reason."""

    def __init__(self, parent: QWidget, desk: Desk, kept: KeptProcessing) -> None:
        super().__init__(parent, desk.runner, N_("Take a processing back"), N_("Take it back"), icon="undo-variant")
        self.resize(800, 360)
        self.desk, self._kept = desk, kept
        self.saved = lambda outcome: desk.say(outcome.notice)
        self._on, self._reason = DayEdit(desk.today), QLineEdit(maxLength=300)
        self.add("reason", N_("Why is it taken back?"), self._reason)
        self.add("on", N_("Date"), self._on)
        self.left.addStretch(1)
        self.after.show_changes([(kept.number, quantity(kept.in_milli), "0")], checks=(tr(N_("Both stay visible.")),))

    def order(self) -> UndoProcessing | None:
        on = self._on.value()
        return UndoProcessing(self._kept.processing_id, on, lao.normalise(self._reason.text())) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return stock.undo_processing(self.desk.book, order, self.request_key)
