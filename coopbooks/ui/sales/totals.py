"""The sums of an invoice that is being written: VAT, total, what is paid at once, and foreign money as a memo."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from coopbooks.coop.invoices import IssueInvoice
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services.sales_pages import SaleForm
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.fields import Choice, Field, MoneyEdit
from coopbooks.ui.kit.words import Words, plain
from coopbooks.ui.sales.base import BoxChoice

CURRENCIES = ("USD", "THB", "CNY", "VND", "EUR")


@dataclass(frozen=True, slots=True)
class Given:
    """What is paid at once, and what is said of foreign money."""

    paid_now_kip: Kip
    paid_now_into: str
    currency: str
    foreign_cents: int
    rate: str


class ForeignEdit(QLineEdit):
    """An amount of foreign money with up to two decimals, or a rate."""

    def __init__(self, longest_part: int) -> None:
        super().__init__(maxLength=20)
        self._places = longest_part
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def thousandths(self) -> int | None:
        """What was typed, in thousandths; None while it is no number."""
        text = self.text().strip()
        try:
            found = formats.parse_kg(text) if text else 0
        except ValueError:
            return None
        return found if found % 10 ** (3 - self._places) == 0 else None

    def complaint(self) -> str:
        """Why what is typed is no amount; empty when it is one."""
        return "" if self.thousandths() is not None else tr(N_("“{value}” is not a number."), value=self.text())


class Totals(QWidget):
    """The right lower corner of the invoice page."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rate = ""
        self.setFixedWidth(330)
        self.vat = QCheckBox()
        self.vat.setAccessibleName(tr(N_("VAT")))
        self.paid_now, self.into = MoneyEdit(), BoxChoice(())
        self.currency = Choice([("", "–"), *((one, one) for one in CURRENCIES)], is_user_text=True)
        self.foreign, self.rate = ForeignEdit(2), ForeignEdit(3)
        self.fields = {"paid_now_kip": Field(N_("Paid now"), self.paid_now), "paid_now_into": Field(N_("into"), self.into),
                       "currency": Field(N_("Foreign money"), self.currency), "foreign_cents": Field(N_("Amount"), self.foreign),
                       "rate": Field(N_("Rate, ₭ for one"), self.rate)}
        self._figures = {name: plain("–", look) for name, look in (("net", ""), ("vat", ""), ("total", "num"), ("left", "strong"))}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        self._left_label = Words(N_("Still to pay"))
        for place, (label, name) in enumerate(((Words(N_("Subtotal")), "net"), (self.vat, "vat"), (Words(N_("Total"), "h3"), "total"))):
            grid.addWidget(label, place, 0)
            grid.addWidget(self._figures[name], place, 1, Qt.AlignmentFlag.AlignRight)
        paid = QHBoxLayout()
        paid.setSpacing(8)
        for name in ("paid_now_kip", "paid_now_into"):
            paid.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(paid, 3, 0, 1, 2)
        grid.addWidget(self._left_label, 4, 0)
        grid.addWidget(self._figures["left"], 4, 1, Qt.AlignmentFlag.AlignRight)
        for signal in (self.vat.toggled, self.paid_now.textChanged, self.into.currentIndexChanged, self.currency.currentIndexChanged,
                       self.foreign.textChanged, self.rate.textChanged):
            signal.connect(lambda *_given: self.changed.emit())

    def foreign_row(self) -> QHBoxLayout:
        """The fields for foreign money, to be put where there is room."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for name in ("currency", "foreign_cents", "rate"):
            line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        return line

    def show_form(self, form: SaleForm) -> None:
        """Boxes, and VAT only where the co-op is registered."""
        self._rate = form.vat_percent
        self.vat.setVisible(bool(self._rate))
        self._figures["vat"].setVisible(bool(self._rate))
        self.vat.setText(tr(N_("VAT {rate}%"), rate=self._rate))
        self.into.show_boxes(form.boxes)

    def clear(self) -> None:
        """As for a new invoice."""
        self.vat.setChecked(bool(self._rate))
        for edit in (self.paid_now, self.foreign, self.rate):
            edit.clear()
        self.currency.set_value("")

    def set_vat(self, on: bool) -> None:
        """Charge VAT, or not."""
        self.vat.setChecked(on and bool(self._rate))

    def vat_percent(self) -> str:
        """The rate each line is charged; empty for none."""
        return self._rate if self.vat.isChecked() else ""

    def given(self) -> Given:
        """What is paid at once, and foreign money."""
        currency = self.currency.value()
        paid = self.paid_now.value() or ZERO
        return Given(paid, self.into.value() if paid else "", currency, (self.foreign.thousandths() or 0) // 10 if currency else 0,
                     self.rate.text().strip().replace(",", "") if currency else "")

    def show_sums(self, order: IssueInvoice | None, *, is_offer: bool, is_cash: bool) -> None:
        """Work out the sums of what is typed."""
        net, vat = (order.net_kip, order.vat_kip) if order else (ZERO, ZERO)
        paid = order.paid_now_kip if order else ZERO
        for name, value in (("net", net), ("vat", vat), ("total", net + vat), ("left", net + vat - paid)):
            self._figures[name].setText(kip_signed(value) if name in ("total", "left") else kip(value))
        for name in ("paid_now_kip", "paid_now_into"):
            self.fields[name].setVisible(not is_offer and not is_cash)
        for widget in (self._left_label, self._figures["left"]):
            widget.setVisible(not is_offer and not is_cash)
        self.fields["currency"].setVisible(not is_offer)
        for name in ("foreign_cents", "rate"):
            self.fields[name].setVisible(not is_offer and bool(self.currency.value()))

    def as_texts(self) -> dict[str, str]:
        """For a draft."""
        return {"vat": "1" if self.vat.isChecked() else "", "paid_now": self.paid_now.text(), "into": self.into.value(),
                "currency": self.currency.value(), "foreign": self.foreign.text(), "rate": self.rate.text()}

    def from_texts(self, told: dict[str, str]) -> None:
        """From a draft."""
        self.set_vat(bool(told.get("vat")))
        self.paid_now.setText(told.get("paid_now", ""))
        self.into.set_value(told.get("into", ""))
        self.currency.set_value(told.get("currency", ""))
        self.foreign.setText(told.get("foreign", ""))
        self.rate.setText(told.get("rate", ""))
