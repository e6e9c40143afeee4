"""One line of the what-if board: its name, its slider, its percentage and its amount."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from coopbooks.coop.limits import percent
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import decimal
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.slider import RateSlider
from coopbooks.ui.kit.words import plain

REFUND_INK = "c3"


def money(kip: int) -> str:
    """An amount, with a real minus sign."""
    return formats.kip(kip).replace("-", "−")


class PercentEdit(QLineEdit):
    """A percentage as people type it: 12.5. `wide` fills the place of a field; else it is as wide as its figures."""

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(tr(N_("Percent")))
        if not wide:
            self.setStyleSheet("min-height: 26px; min-width: 40px; max-width: 40px;")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> Fraction | None:
        """The rate, or None while what is typed is none from 0 to 1000 %."""
        try:
            exact = decimal(self.typed())
        except ValueError:
            return None
        return exact / 100 if 0 <= exact <= 1000 else None

    def typed(self) -> str:
        """What is typed, as a plain decimal text that any rule reads."""
        return formats.western_digits(self.text().strip().rstrip("%").strip().replace(",", "."))

    def complaint(self) -> str:
        """Why what is typed is no percentage; empty when it is one."""
        return "" if self.value() is not None else tr(N_("“{value}” is not a percentage. Write it like 12.5."), value=self.text())

    def show_wrong(self, *, on: bool) -> None:
        """Red while it is no percentage, or a rule is broken here."""
        if (self.property("wrong") == "true") != on:
            self.setProperty("wrong", "true" if on else "false")
            self.style().unpolish(self)
            self.style().polish(self)


class LineRow(QWidget):
    """One line of the plan: colour, name with its rule below, slider, percentage, amount."""

    def __init__(self, ink: str, moved: Callable[[Fraction], object], most: int = 10_000) -> None:
        super().__init__()
        self._moved, self._is_showing, self._told = moved, False, ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0 if ink == REFUND_INK else 36, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self.name, self.below, self.amount, self.unit = plain("", "strong"), plain("", "hint"), plain("", "strong"), plain("%", "hint")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.amount.setMinimumWidth(104)
        self.slider, self.edit = RateSlider(ink, most), PercentEdit()
        self.slider.setFixedSize(126, 24)
        for label in (self.name, self.below):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setMinimumWidth(120)
        square = QWidget()
        square.setFixedSize(12, 12)
        square.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._square, self.ink = square, ink
        grid.addWidget(square, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.slider, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.below, 1, 1, 1, 2)  # the rule has the place under the slider too
        for place, widget in enumerate((self.edit, self.unit, self.amount), 3):
            grid.addWidget(widget, 0, place, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self.slider.valueChanged.connect(self._slid)
        self.edit.editingFinished.connect(self._typed)

    def _fit_words(self) -> None:
        self.below.setText(QFontMetrics(self.below.font()).elidedText(self._told, Qt.TextElideMode.ElideRight, max(self.below.width(), 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _slid(self, hundredths: int) -> None:
        if not self._is_showing:
            self._moved(Fraction(hundredths, 10_000))

    def _typed(self) -> None:
        rate = self.edit.value()
        self.edit.show_wrong(on=rate is None)
        self.edit.setToolTip(self.edit.complaint())
        if rate is not None and not self._is_showing:
            self._moved(rate)

    def set_most(self, hundredths: int) -> None:
        """How far the slider goes; a slider that stood further moves nobody's figure."""
        self._is_showing = True
        self.slider.setMaximum(hundredths)
        self._is_showing = False

    def show_line(self, name: str, below: str, rate: Fraction, kip: int, *, is_wrong: bool = False) -> None:
        """Show the line's figures without telling anybody that they moved."""
        self._is_showing = True
        self.name.setText(name)
        self._told = below
        self.below.setToolTip(below)
        self._fit_words()
        self.slider.setValue(min(round(rate * 10_000), self.slider.maximum()))
        self.slider.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        if not self.edit.hasFocus() or self.edit.value() != rate:
            self.edit.setText(percent(rate))
        self.edit.show_wrong(on=is_wrong)
        self.slider.show_wrong(on=is_wrong)
        self.amount.setText(money(kip))
        self._square.setStyleSheet(f"background: {theme.tokens()[self.ink]}; border-radius: 3px;")
        self._is_showing = False
