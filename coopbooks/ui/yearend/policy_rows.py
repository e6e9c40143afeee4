"""The parts of the policy form that repeat: funds in their order, weights of products, and tax rates with their first day."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from coopbooks.coop.limits import percent
from coopbooks.coop.policy import Fund, FundBase, ProductWeight, TaxKind, TaxRate
from coopbooks.coop.produce import Product
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip, decimal
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit
from coopbooks.ui.kit.words import Button
from coopbooks.ui.yearend.board import fund_word
from coopbooks.ui.yearend.lines import PercentEdit

BASE_WORDS = {"surplus": N_("of the surplus"), "remaining": N_("of what is left by then")}
TAX_WORDS = {"share-dividend": N_("Share dividend"), "patronage": N_("Patronage refund")}


class FactorEdit(QLineEdit):
    """How many times something counts: 1.5."""

    def value(self) -> Fraction | None:
        """The factor, or None while what is typed is no number of at least 0."""
        try:
            exact = decimal(formats.western_digits(self.text().strip().replace(",", ".")))
        except ValueError:
            return None
        return exact if exact >= 0 else None

    def complaint(self) -> str:
        """Why what is typed is no factor; empty when it is one."""
        return "" if self.value() is not None else tr(N_("“{value}” is not a number. Write it like 1.5."), value=self.text())


def optional(editor: PercentEdit | FactorEdit | MoneyEdit) -> str:
    """The complaint of an editor that may stay empty."""
    return editor.complaint() if editor.text().strip() else ""


class Row(QWidget):
    """One row of fields that can be taken away. Subclasses fill `fields` and read themselves."""

    def __init__(self, remove: Callable[["Row"], object]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.remove = Button(N_("Take away"), lambda: remove(self), look="quiet", icon="close", wordless=True, hint=N_("Take away"))
        self.remove.setFixedWidth(34)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 4)
        self.column.setSpacing(6)

    def line(self, *things: tuple[str, int] | QWidget) -> None:
        """Add fields by name with their stretch, and other things, in one line."""
        box = row(spacing=10)
        for thing in things:
            if isinstance(thing, tuple):
                box.addWidget(self.fields[thing[0]], thing[1], Qt.AlignmentFlag.AlignTop)
            else:
                box.addWidget(thing, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(box)

    def complaints(self) -> dict[str, str]:
        """A sentence for every field that holds no value."""
        return {}

    def show_complaints(self) -> bool:
        """Show them; True while there is any."""
        told = self.complaints()
        for name, field in self.fields.items():
            field.complain(told.get(name, ""))
        return any(told.values())

    def value(self) -> Any:
        """What the row says."""
        raise NotImplementedError


class FundRow(Row):
    """A fund: its percentage and base, its limits, where it stops, where it stands, and what it rests on."""

    def __init__(self, rows: "Rows", fund: Fund | None = None) -> None:
        super().__init__(rows.take_away)
        self.key = fund.name if fund else ""
        known = fund or Fund("", Fraction(0))
        self.name, self.account, self.by_law = QLineEdit(maxLength=60), QLineEdit(known.account, maxLength=12), QLineEdit(known.by_law, maxLength=200)
        self.name.setText(fund_word(self.key) if self.key else "")
        self.rate, self.least, self.most, self.of_capital = (PercentEdit(wide=True) for _ in range(4))
        self.rate.setText(percent(known.rate))
        for editor, limit in ((self.least, known.least or None), (self.most, known.most), (self.of_capital, known.ceiling_of_capital)):
            editor.setText(percent(limit) if limit is not None else "")
        self.base = Choice([(key.value, BASE_WORDS[key.value]) for key in FundBase])
        self.base.set_value(known.base.value)
        self.ceiling = MoneyEdit()
        if known.ceiling_kip:
            self.ceiling.set_value(known.ceiling_kip)
        self.indivisible = QCheckBox(tr(N_("Never shared out")))
        self.indivisible.setChecked(known.is_indivisible)
        self.indivisible.setToolTip(tr(N_("Members do not share it out, not even when the co-op ends.")))
        up = Button(N_("Earlier"), lambda: rows.move_up(self), look="link", hint=N_("Funds are served in this order."))
        self.fields = {name: Field(message, editor) for name, message, editor in (
            ("name", N_("Fund"), self.name), ("rate", N_("Percent"), self.rate), ("base", N_("Of what"), self.base),
            ("least", N_("At least %"), self.least), ("most", N_("At most %"), self.most), ("ceiling", N_("Stops at ₭"), self.ceiling),
            ("of_capital", N_("Stops at % of share capital"), self.of_capital), ("account", N_("Its account"), self.account),
            ("by_law", N_("Basis"), self.by_law))}
        self.line(("name", 5), ("rate", 2), ("base", 5), ("least", 2), ("most", 2), up, self.remove)
        self.line(("ceiling", 3), ("of_capital", 4), ("account", 2), ("by_law", 5), self.indivisible)

    def complaints(self) -> dict[str, str]:
        told = {"name": "" if self.name.text().strip() else tr(N_("Write the name of the fund.")), "rate": self.rate.complaint(),
                **{name: optional(editor) for name, editor in (("least", self.least), ("most", self.most), ("of_capital", self.of_capital),
                                                               ("ceiling", self.ceiling))}}
        for name in ("rate", "least", "most"):
            editor: PercentEdit = getattr(self, name)
            if not told[name] and (editor.value() or Fraction(0)) > 1:
                told[name] = tr(N_("{value} is more than 100%."), value=editor.text())
        least, most = self.least.value(), self.most.value()
        if not told["most"] and least is not None and most is not None and least > most:
            told["most"] = tr(N_("This is less than the least."))
        return told

    def value(self) -> Fund:
        typed = self.name.text().strip()
        return Fund(self.key if self.key and typed == fund_word(self.key) else typed, self.rate.value() or Fraction(0), FundBase(self.base.value()),
                    self.ceiling.value() or Kip(0), self.account.text().strip(), self.by_law.text().strip(), self.least.value() or Fraction(0),
                    self.most.value(), self.of_capital.value(), self.indivisible.isChecked())


class WeightRow(Row):
    """A product, or one of its grades, that counts so many times."""

    def __init__(self, rows: "Rows", products: Sequence[Product], weight: ProductWeight | None = None) -> None:
        super().__init__(rows.take_away)
        self._products = {one.code: one for one in products}
        language = current_language()
        known = [(one.code, f"{one.name(language)} ({one.code})") for one in products]
        if weight is not None and weight.product not in self._products:
            known.append((weight.product, weight.product))
        self.product, self.grade, self.factor = Choice(known, is_user_text=True), Choice((), is_user_text=True), FactorEdit(maxLength=12)
        if weight is not None:
            self.product.set_value(weight.product)
        self._offer_grades(weight.grade if weight else "")
        if weight is not None:
            self.grade.set_value(weight.grade)
        self.factor.setText(_decimal(weight.factor) if weight else "1")
        self.product.currentIndexChanged.connect(lambda _place: self._offer_grades(""))
        self.fields = {name: Field(message, editor) for name, message, editor in (
            ("product", N_("Product"), self.product), ("grade", N_("Grade"), self.grade), ("factor", N_("Counts times"), self.factor))}
        self.line(("product", 5), ("grade", 3), ("factor", 2), self.remove)

    def _offer_grades(self, more: str) -> None:
        product = self._products.get(self.product.value())
        grades = list(product.grades if product else ())
        if more and more not in grades:
            grades.append(more)
        self.grade.set_choices([("", tr(N_("All grades"))), *((grade, grade) for grade in grades)])

    def complaints(self) -> dict[str, str]:
        return {"product": "" if self.product.value() else tr(N_("Choose a product.")), "factor": self.factor.complaint()}

    def value(self) -> ProductWeight:
        return ProductWeight(self.product.value(), self.grade.value(), self.factor.value() or Fraction(0))


def _decimal(value: Fraction) -> str:
    """A factor as people write it, cut at three decimals."""
    thousandths = int(value * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}".rstrip("0").rstrip(".")


class TaxRow(Row):
    """A rate of tax on one kind of payment, from a day on, with its basis."""

    def __init__(self, rows: "Rows", today: date, rate: TaxRate | None = None) -> None:
        super().__init__(rows.take_away)
        self.kind = Choice([(key.value, TAX_WORDS[key.value]) for key in TaxKind])
        self.rate, self.since, self.by_law = PercentEdit(wide=True), DayEdit(today), QLineEdit(rate.by_law if rate else "", maxLength=200)
        if rate is not None:
            self.kind.set_value(rate.kind.value)
            self.rate.setText(percent(rate.rate))
            self.since.set_value(rate.since)
        self.fields = {name: Field(message, editor) for name, message, editor in (
            ("kind", N_("Kind of payment"), self.kind), ("rate", N_("Percent"), self.rate), ("since", N_("From the day"), self.since),
            ("by_law", N_("Basis"), self.by_law))}
        self.line(("kind", 4), ("rate", 2), ("since", 3), ("by_law", 5), self.remove)

    def complaints(self) -> dict[str, str]:
        told = {"rate": self.rate.complaint(), "since": self.since.complaint(),
                "by_law": "" if self.by_law.text().strip() else tr(N_("Write the law or the resolution."))}
        if not told["rate"] and (self.rate.value() or Fraction(0)) > 1:
            told["rate"] = tr(N_("{value} is more than 100%."), value=self.rate.text())
        return told

    def value(self) -> TaxRate:
        return TaxRate(TaxKind(self.kind.value()), self.rate.value() or Fraction(0), self.since.value() or date.min, self.by_law.text().strip())


class Rows(Card):
    """Rows under a title, and a button for one more."""

    def __init__(self, title: str, add_word: str, make: Callable[["Rows"], Row], hint: QWidget | None = None) -> None:
        super().__init__(title, padding=10)
        self.rows: list[Row] = []
        self._make = make
        if hint is not None:
            self.column.addWidget(hint)
        self._place = QVBoxLayout()
        self._place.setSpacing(4)
        self.column.addLayout(self._place)
        self.add_button = Button(add_word, self.add, look="link", icon="plus")
        self.column.addLayout(row(self.add_button, None))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        for one in list(self.rows):
            self.take_away(one)
        for one in rows:
            self._append(one)

    def _append(self, one: Row) -> None:
        self.rows.append(one)
        self._place.addWidget(one)

    def add(self) -> Row:
        """One more row, with the cursor in its first field."""
        one = self._make(self)
        self._append(one)
        next(iter(one.fields.values())).editor.setFocus()
        return one

    def take_away(self, one: Row) -> None:
        """Take a row away."""
        self.rows.remove(one)
        self._place.removeWidget(one)
        one.hide()
        one.deleteLater()

    def move_up(self, one: Row) -> None:
        """Put a row before the one above it."""
        place = self.rows.index(one)
        if place:
            self.rows.insert(place - 1, self.rows.pop(place))
            self._place.removeWidget(one)
            self._place.insertWidget(place - 1, one)

    def show_complaints(self) -> bool:
        """Show what each row complains of; True while there is any."""
        told = [one.show_complaints() for one in self.rows]  # each shows its own, also after the first
        return any(told)

    def values(self) -> tuple[Any, ...]:
        """What the rows say, in their order."""
        return tuple(one.value() for one in self.rows)
