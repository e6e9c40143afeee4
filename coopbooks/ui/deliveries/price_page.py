"""Prices: the list of the day, the terms of intake beside it, every price before below; a whole new list in one save."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.produce import PriceOf, SetPrices
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import intake
from coopbooks.services.intake import PriceList
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.deliveries.machine import remembered
from coopbooks.ui.deliveries.prices import ProductForm
from coopbooks.ui.deliveries.scale_form import ScaleForm
from coopbooks.ui.deliveries.terms import RecoveryForm, TermsForm, told_recovery
from coopbooks.ui.kit.cards import Card, column, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, Field, MoneyEdit
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page


def _kip(value: int) -> str:
    return formats.kip(value) if value else "–"


NOW = (
    Column(N_("Product"), lambda p: p[0].code, width=90),
    Column(N_("Name"), lambda p: p[0].name(current_language()), width=200, bold=True),
    Column(N_("Grade"), lambda p: p[1], lambda grade: grade or "–", width=80),
    Column(N_("Price ₭"), lambda p: p[2], _kip, right=True, width=110, bold=True),
    Column(N_("Per sack kg"), lambda p: p[3].bag_g if p[3] else 0, lambda g: formats.kg(g) if g else "–", right=True, width=100),
    Column(N_("Moisture"), lambda p: p[3].base_moisture if p[3] and p[3].asks_moisture else "",
           lambda base: tr(N_("above {base}%"), base=base) if base else "–", width=110),
    Column(N_("Off a kg ₭"), lambda p: p[3].off_kip_per_kg if p[3] else 0, _kip, right=True, width=100),
)
BEFORE = (
    Column(N_("From the day"), lambda d: d.since, formats.day, width=110),
    Column(N_("Product"), lambda d: d.product, width=90),
    Column(N_("Grade"), lambda d: d.grade, lambda grade: grade or "–", width=80),
    Column(N_("Price ₭"), lambda d: d.price_kip, _kip, right=True, width=110),
    Column(N_("Decided by"), lambda d: d.basis, width=220),
)


class PricesPage(Page):
    """What the co-op pays, and by which terms."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: PriceList | None = None
        self._on = DayEdit(desk.today)
        self._on.setFixedWidth(116)
        self._on.setAccessibleName(tr(N_("As at")))
        self._on.editingFinished.connect(self.refresh)
        self.now = RecordTable(NOW, N_("Price list"))
        self.now.opened.connect(lambda line: self.change_terms(line[0].product_id))
        self.before = RecordTable(BEFORE, N_("Prices before"))
        self._recovery = Words("", "hint", wrap=True)
        top = row(Words(N_("As at"), "label"), self._on, None,
                  Button(N_("Scale …"), self.choose_scale, look="link", icon="scale"),
                  Button(N_("Add a product"), self.add_product, look="link", icon="plus"),
                  Button(N_("Print price list"), lambda: desk.go("reports", "price-list", ""), icon="printer"),
                  Button(N_("Terms of a product"), self.change_terms, icon="cog-outline"),
                  Button(N_("New price list"), self.new_list, look="main", icon="plus"))
        advances = Card(N_("How advances are taken back"), padding=12)
        told = row(self._recovery, Button(N_("Change"), self.change_recovery, look="link"))
        told.setStretch(0, 1)
        advances.column.addLayout(told)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(top)
        page.addWidget(self.now, 3)
        page.addWidget(advances)
        page.addLayout(column(Words(N_("Every price that was decided"), "h3"), spacing=4))
        page.addWidget(self.before, 2)

    def refresh(self) -> None:
        on = self._on.value() or self.desk.today
        self.list = self.desk.runner.read(lambda: intake.prepare_prices(self.desk.book, on), self.list)
        self.say_again()

    def say_again(self) -> None:
        if self.list is None:
            return
        self._on.setAccessibleName(tr(N_("As at")))
        self.now.show_rows([(product, grade, self.list.prices.get((product.product_id, grade), ZERO), self.list.terms.get(product.product_id))
                            for product in self.list.products for grade in (product.grades or ("",))])
        self.before.show_rows(self.list.history)
        self._recovery.setText(told_recovery(self.list.recovery))

    def new_list(self) -> None:
        """Decide a whole price list."""
        if self.list is not None:
            PriceListForm(self, self.desk, self.list).open()

    def change_terms(self, product_id: int = 0) -> None:
        """Decide how a product is taken in."""
        line = self.now.current()
        TermsForm(self, self.desk, product_id or (line[0].product_id if line else 0)).open()

    def add_product(self) -> None:
        """Add something the co-op buys."""
        ProductForm(self, self.desk).open()

    def choose_scale(self) -> None:
        """Say which scale stands at this computer."""
        ScaleForm(self, self.desk, remembered()).open()

    def change_recovery(self) -> None:
        """Decide how advances are taken back."""
        RecoveryForm(self, self.desk).open()

    def add_new(self) -> None:
        self.new_list()


class PriceListForm(FormDialog):
    """All prices from a day on, in one save."""

    def __init__(self, parent: QWidget, desk: Desk, before: PriceList) -> None:
        super().__init__(parent, desk.runner, N_("New price list"), N_("Save the prices"), icon="receipt-text-outline")
        self.desk, self._before = desk, before
        self.saved = lambda _outcome: desk.say(tr(N_("The prices are saved. They count for lines from that day on.")))
        self._since, self._basis = DayEdit(desk.today), QLineEdit(maxLength=300)
        self.fields["since"], self.fields["basis"] = Field(N_("From the day"), self._since), Field(N_("Decided by (optional)"), self._basis)
        self.add_pair(self.fields["since"], self.fields["basis"])
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        self.prices: dict[tuple[int, str], MoneyEdit] = {}
        for product in before.products:
            line = QHBoxLayout()
            for grade in product.grades or ("",):
                editor = self.prices[product.product_id, grade] = MoneyEdit()
                editor.set_value(before.prices.get((product.product_id, grade), ZERO))
                editor.textChanged.connect(lambda _text: self._preview())
                field = Field(f"{product.code} {grade}".strip(), editor)
                self.fields[f"price:{product.product_id}:{grade}"] = field
                line.addWidget(field)
            rows.addLayout(line)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.left.addWidget(area, 1)
        self._preview()

    def _changed(self) -> list[tuple[tuple[int, str], Kip]]:
        return [(key, editor.value() or ZERO) for key, editor in self.prices.items()
                if (editor.value() or ZERO) != self._before.prices.get(key, ZERO)]

    def _preview(self) -> None:
        if not self._changed():
            self.after.wait_for(N_("Write the new prices."))
            return
        codes = {one.product_id: one.code for one in self._before.products}
        self.after.show_changes([(f"{codes[key[0]]} {key[1]}".strip(), _kip(self._before.prices.get(key, ZERO)), _kip(kip))
                                 for key, kip in self._changed()][:6])

    def order(self) -> SetPrices | None:
        since: date | None = self._since.value()
        if since is None:
            return None
        return SetPrices(since, tuple(PriceOf(key[0], key[1], kip) for key, kip in self._changed()), lao.normalise(self._basis.text()))

    def show_refusals(self, broken: Any) -> None:
        """A price's complaint stands at its own field."""
        changed = self._changed()
        for one in broken:
            parts = one.field.split(".")
            if parts[0] == "prices":
                key = changed[int(parts[1])][0]
                one.at(f"price:{key[0]}:{key[1]}")
        super().show_refusals(broken)

    def action(self, order: Any) -> Outcome:
        return intake.set_prices(self.desk.book, order, self.request_key)
