"""Deciding how a product is taken in, and how advances are taken back: dated, with the basis, shown before it is saved."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from coopbooks.coop.intake import ProductTerms, Recovery, check_recovery, check_terms, deduction_of
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import intake
from coopbooks.services.intake import PriceList
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, Segments, WeightEdit
from coopbooks.ui.shell.page import Desk

EXAMPLE_G = 100_000


def percent_typed(text: str) -> str:
    """A percentage as people type it, with the point as its mark and without its sign."""
    return formats.western_digits(text.strip()).replace(",", ".").removesuffix("%").strip()


def told_recovery(one: Recovery) -> str:
    """How advances are taken back, in a sentence."""
    limit = " " + tr(N_("At most {percent}% of a delivery is taken."), percent=one.most_percent) if one.most_percent else ""
    if one.recover_by == "fixed":
        return tr(N_("{fixed_kip} ₭ from each delivery."), fixed_kip=one.fixed_kip) + limit
    return tr(N_("{percent}% of each delivery."), percent=one.percent) + limit


class TermsForm(FormDialog):
    """Sacks, moisture and what is taken off, of one product from a day on."""

    def __init__(self, parent: QWidget, desk: Desk, product_id: int = 0) -> None:
        super().__init__(parent, desk.runner, N_("Terms of a product"), N_("Save the terms"), icon="cog-outline")
        self.desk = desk
        self.resize(880, 500)
        self.saved = lambda _outcome: desk.say(tr(N_("The terms are saved. They count for lines from that day on.")))
        self._list: PriceList | None = desk.runner.read(lambda: intake.prepare_prices(desk.book, desk.today))
        products = self._list.products if self._list else ()
        self._product = Choice([(str(one.product_id), f"{one.code} · {one.name(current_language())}") for one in products], is_user_text=True)
        self._since, self._bag = DayEdit(desk.today), WeightEdit()
        self._asks = QCheckBox(tr(N_("Ask for the moisture")))
        self._base, self._percent = QLineEdit(maxLength=8), QLineEdit(maxLength=8)
        self._off, self._basis = MoneyEdit(), QLineEdit(maxLength=300)
        self.fields["product_id"], self.fields["since"] = Field(N_("Product"), self._product), Field(N_("From the day"), self._since)
        self.fields["bag_g"] = Field(N_("Weight of one sack, kg"), self._bag, N_("Empty: the sacks are weighed."))
        self.fields["off_kip_per_kg"] = Field(N_("Taken off every kg, ₭"), self._off)
        self.fields["base_moisture"] = Field(N_("Nothing is taken off up to, %"), self._base)
        self.fields["percent_per_point"] = Field(N_("Taken off the value for every % above, %"), self._percent)
        self.add_pair(self.fields["product_id"], self.fields["since"])
        self.add_pair(self.fields["bag_g"], self.fields["off_kip_per_kg"])
        self.left.addWidget(self._asks)
        self.add_pair(self.fields["base_moisture"], self.fields["percent_per_point"])
        self.add("basis", N_("Decided by (optional)"), self._basis)
        self.left.addStretch(1)
        self._product.currentIndexChanged.connect(lambda _place: self._fill())
        self._asks.toggled.connect(lambda _on: self._preview())
        for editor in (self._bag, self._base, self._percent, self._off):
            editor.textChanged.connect(lambda _text: self._preview())
        self._product.set_value(str(product_id))
        self._fill()

    def _now(self) -> ProductTerms:
        product_id = int(self._product.value() or 0)
        known = self._list.terms.get(product_id) if self._list else None
        return known or ProductTerms(product_id, self.desk.today)

    def _fill(self) -> None:
        now = self._now()
        self._bag.set_value(now.bag_g)
        self._off.set_value(now.off_kip_per_kg)
        self._asks.setChecked(now.asks_moisture)
        self._base.setText(now.base_moisture)
        self._percent.setText(now.percent_per_point)
        self._preview()

    def _preview(self) -> None:
        for name in ("base_moisture", "percent_per_point"):
            self.fields[name].setEnabled(self._asks.isChecked())
        after, now = self.order(), self._now()
        if after is None or check_terms(after):
            self.after.wait_for(N_("Here stands what 100 kg with 15% moisture lose."))
            return
        price = next((kip for (key, _), kip in self._list.prices.items() if key == after.product_id), ZERO) if self._list else ZERO
        self.after.show_changes([
            (N_("Off 100 kg with 15% moisture, ₭"), formats.kip(deduction_of(now, EXAMPLE_G, price, "15")),
             formats.kip(deduction_of(after, EXAMPLE_G, price, "15"))),
            (N_("Weight of one sack, kg"), formats.kg(now.bag_g), formats.kg(after.bag_g))])

    def order(self) -> ProductTerms | None:
        since, bag_g, off = self._since.value(), self._bag.value(), self._off.value()
        if since is None or bag_g is None or off is None:
            return None
        return ProductTerms(int(self._product.value() or 0), since, bag_g, self._asks.isChecked(), percent_typed(self._base.text()),
                            percent_typed(self._percent.text()), off, lao.normalise(self._basis.text()))

    def action(self, order: Any) -> Outcome:
        return intake.set_product_terms(self.desk.book, order, self.request_key)


class RecoveryForm(FormDialog):
    """How advances are taken back when their own paper says nothing."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.runner, N_("How advances are taken back"), N_("Save the rule"), icon="hand-coin-outline")
        self.desk = desk
        self.resize(800, 470)
        self.saved = lambda _outcome: desk.say(tr(N_("The rule is saved. It counts from that day on.")))
        found: PriceList | None = desk.runner.read(lambda: intake.prepare_prices(desk.book, desk.today))
        self._before = found.recovery if found else Recovery(desk.today)
        self._since, self._basis = DayEdit(desk.today), QLineEdit(maxLength=300)
        self._by = Segments((("percent", N_("Percent of each delivery")), ("fixed", N_("Fixed amount"))), self._before.recover_by)
        self._percent, self._fixed, self._most = QLineEdit(self._before.percent), MoneyEdit(), QLineEdit(self._before.most_percent)
        self._fixed.set_value(self._before.fixed_kip)
        self.add("since", N_("From the day"), self._since)
        self.add("recover_by", N_("How is it taken back?"), self._by)
        self.fields["percent"], self.fields["fixed_kip"] = Field(N_("Percent"), self._percent), Field(N_("Amount ₭"), self._fixed)
        self.add_pair(self.fields["percent"], self.fields["fixed_kip"])
        self.add("most_percent", N_("At most percent of a delivery (optional)"), self._most)
        self.add("basis", N_("Decided by (optional)"), self._basis)
        self.left.addStretch(1)
        self._by.chosen.connect(lambda _key: self._preview())
        for editor in (self._percent, self._fixed, self._most):
            editor.textChanged.connect(lambda _text: self._preview())
        self._preview()

    def _preview(self) -> None:
        self.fields["percent"].setEnabled(self._by.value() == "percent")
        self.fields["fixed_kip"].setEnabled(self._by.value() == "fixed")
        after = self.order()
        broken = [] if after is None else check_recovery(after)
        self.after.show_changes([], broken, checks=() if after is None or broken else (told_recovery(after),))

    def order(self) -> Recovery | None:
        since, fixed = self._since.value(), self._fixed.value()
        if since is None or fixed is None:
            return None
        return Recovery(since, self._by.value(), percent_typed(self._percent.text()), fixed, percent_typed(self._most.text()),
                        lao.normalise(self._basis.text()))

    def action(self, order: Any) -> Outcome:
        return intake.set_recovery(self.desk.book, order, self.request_key)
