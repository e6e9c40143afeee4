"""F4: is it a customer who pays, or other money that comes in? Two large buttons, reached by 1 and 2 as well."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.cash.vouchers import VoucherForm
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk


class MoneyInChoice(QDialog):
    """The small choice before money comes in."""

    def __init__(self, window: QWidget, desk: Desk, from_customer: Callable[[], object]) -> None:
        super().__init__(window)
        self.setWindowTitle(tr(N_("Money in")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(460)
        self._choices = (from_customer, lambda: VoucherForm(window, desk, "in").open())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(Words(N_("Who pays?"), "h2"))
        self.buttons = (Button(N_("1  A customer, for an invoice"), lambda: self.choose(0), look="tile", icon="storefront-outline", tint="primary"),
                        Button(N_("2  Other money: interest, fees, small sales"), lambda: self.choose(1), look="tile", icon="cash-plus",
                               tint="success"))
        for place, button in enumerate(self.buttons):
            button.setIconSize(QSize(26, 26))
            button.setMinimumHeight(54)
            whole.addWidget(button)
            QShortcut(QKeySequence(str(place + 1)), self, button.click)
        whole.addLayout(row(Button(N_("Go back"), self.reject, look="quiet", hint=N_("Esc")), None))
        self.buttons[0].setFocus()

    def choose(self, place: int) -> None:
        """Close, and open what was chosen."""
        self.accept()
        self._choices[place]()
