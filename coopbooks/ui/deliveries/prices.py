"""Products and the price of the day: a new price counts from its day on, the prices before stay in the history."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.produce import AddProduct, SetPrice
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import produce
from coopbooks.services.outcome import Outcome
from coopbooks.services.produce import DaySheet
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, in_words
from coopbooks.ui.shell.page import Desk


class PriceForm(FormDialog):
    """One price of one product and grade, from a day on."""

    def __init__(self, parent: QWidget, desk: Desk, product_id: int, grade: str) -> None:
        super().__init__(parent, desk.runner, N_("Change the price"), N_("Save the price"), icon="receipt-text-outline")
        self.desk = desk
        self.resize(800, 380)
        self.saved = lambda _outcome: desk.say(tr(N_("The price is saved. It counts for lines from that day on.")))
        self._sheet: DaySheet | None = desk.runner.read(lambda: produce.prepare_day_sheet(desk.book, desk.today))
        products = self._sheet.products if self._sheet else ()
        self._product = Choice([(str(one.product_id), _named(one)) for one in products], is_user_text=True)
        self._grade = Choice((), is_user_text=True)
        self.fields["product_id"] = Field(N_("Product"), self._product)
        self.fields["grade"] = Field(N_("Grade"), self._grade)
        self.add_pair(self.fields["product_id"], self.fields["grade"])
        self._since, self._price = DayEdit(desk.today), MoneyEdit()
        self.fields["since"] = Field(N_("From the day"), self._since)
        self.fields["price_kip"] = Field(N_("Price for one unit"), self._price)
        self.add_pair(self.fields["since"], self.fields["price_kip"])
        self._basis = QLineEdit(maxLength=300)
        self.add("basis", N_("Decided by (optional)"), self._basis)
        self.left.addStretch(1)
        self._product.currentIndexChanged.connect(lambda _place: self._offer_grades())
        self._grade.currentIndexChanged.connect(lambda _place: self._preview())
        self._price.textChanged.connect(lambda _text: self._preview())
        self._product.set_value(str(product_id))
        self._offer_grades()
        self._grade.set_value(grade)
        self._price.setFocus()

    def _offer_grades(self) -> None:
        product = next((one for one in self._sheet.products if str(one.product_id) == self._product.value()), None) if self._sheet else None
        self._grade.set_choices([(one, one) for one in product.grades] if product and product.grades else [("", "–")])
        self._preview()

    def _before(self) -> Kip:
        return self._sheet.prices.get((int(self._product.value() or 0), self._grade.value()), ZERO) if self._sheet else ZERO

    def _preview(self) -> None:
        after = self._price.value() or ZERO
        self.fields["price_kip"].hint(in_words(after, current_language()) if after else "")
        self.after.show_changes([(N_("Price ₭"), formats.kip(self._before()) if self._before() else "–", formats.kip(after) if after else "–")])

    def order(self) -> SetPrice | None:
        since = self._since.value()
        if since is None or not self._product.value():
            return None
        return SetPrice(int(self._product.value()), self._grade.value(), since, self._price.value() or ZERO, lao.normalise(self._basis.text()))

    def action(self, order: Any) -> Outcome:
        return produce.set_price(self.desk.book, order, self.request_key)


class ProductForm(FormDialog):
    """Something the co-op buys or sells."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.runner, N_("Add a product"), N_("Add the product"), icon="basket-outline")
        self.desk = desk
        self.resize(800, 400)
        self.saved = lambda _outcome: desk.say(tr(N_("The product is added. Give it a price.")))
        self._texts: dict[str, QLineEdit] = {}
        self.add_pair(self._text("code", N_("Short code")), self._text("unit", N_("Unit")))
        self.add_pair(self._text("name_lo", N_("Name in Lao")), self._text("name_en", N_("Name in English (optional)")))
        self.add_pair(self._text("grades", N_("Grades, best first, separated by ; (optional)")))
        self._texts["unit"].setText("kg")
        self.left.addStretch(1)
        self.after.wait_for(N_("The code stands on slips and in lists: CH for cherry, HO for honey."))

    def _text(self, name: str, message: str) -> Field:
        self._texts[name] = QLineEdit(maxLength=200)
        field = self.fields[name] = Field(message, self._texts[name])
        return field

    def order(self) -> AddProduct:
        texts = {name: lao.normalise(editor.text().strip()) for name, editor in self._texts.items()}
        grades = tuple(grade.strip() for grade in texts.pop("grades").split(";") if grade.strip())
        return AddProduct(texts["code"], texts["name_lo"], texts["name_en"], texts["unit"] or "kg", grades)

    def action(self, order: Any) -> Outcome:
        return produce.add_product(self.desk.book, order, self.request_key)


def _named(product: Any) -> str:
    return f"{product.code} · {product.name(current_language())}"
