"""Home's card of the year that is on its way to its end: which step of six, the surplus, and one button to go on."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountKind
from coopbooks.ledger.figures import Figure, moved
from coopbooks.papers.parts import Sentence
from coopbooks.services.home import YearAhead
from coopbooks.services.standing import STEPS
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.amounts import kip_signed
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk


class Steps(QWidget):
    """As many bars as there are steps: done ones full, the one now in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.step = 1
        self.setFixedHeight(10)

    def sizeHint(self) -> QSize:
        """Wide enough for all bars."""
        return QSize(200, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = (self.width() - 5 * (len(STEPS) - 1)) / len(STEPS)
        for place in range(len(STEPS)):
            token = "primary" if place + 1 < self.step else "accent" if place + 1 == self.step else "primary_line"
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(place * (wide + 5), 2, wide, 6), 3, 3)


class YearCard(Card):
    """Shown only while a year waits for its end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(look="soft")
        self._year, self._days = 0, (date.min, date.max)
        self._title, self._step = Words("", "h3"), Words("", "hint")
        self._bars, self._kip = Steps(), plain("–", "num")
        explained(self._kip, lambda: self._figure(desk))
        self.go = Button(N_("Continue"), lambda: desk.go("year-end", self._year), look="main", icon="arrow-right")
        self.column.setSpacing(4)
        self.column.addLayout(row(picture("calendar-check-outline", 22, "primary"), self._title, None, self.go))
        self.column.addWidget(self._step)
        self.column.addWidget(self._bars)
        self.column.addLayout(row(Words(N_("Net surplus"), "hint"), None, self._kip))

    def _figure(self, desk: Desk) -> Figure:
        """Income less expense of the year, without its close."""
        codes = sorted(one.code for one in desk.accounts().values() if one.kind in (AccountKind.INCOME, AccountKind.EXPENSE))
        first_day, last_day = self._days
        return moved(*codes, first_day=first_day, last_day=last_day, credit=True)

    def show_year(self, ahead: YearAhead | None) -> None:
        """Show how far a year is; None hides the card."""
        self.setVisible(ahead is not None)
        if ahead is not None:
            self._year, self._days, self._bars.step = ahead.year, ahead.days, ahead.step
            self._title.tell(N_("Year end {year}"), year=ahead.year)
            self._step.tell(N_("Step {step} of 6 · {what}"), step=str(ahead.step), what=Sentence(STEPS[ahead.step - 1]))
            self._kip.setText(kip_signed(ahead.surplus_kip))
            self._bars.update()
