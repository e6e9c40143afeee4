"""A slider for a percentage, in the colour of its line, with the by-laws' limits as marks."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import theme

KNOB = 9


class RateSlider(QSlider):
    """Hundredths of a percent from 0 to `most`; steps of a quarter percent with the keys, a whole one with Page Up and Down."""

    def __init__(self, ink: str, most: int = 10_000) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(tr(N_("Percent")))
        self.ink = ink
        self._marks: tuple[int, ...] = ()
        self._is_wrong = False
        self.setRange(0, most)
        self.setSingleStep(25)
        self.setPageStep(100)
        self.setMinimumHeight(26)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_marks(self, *hundredths: int | None) -> None:
        """Limits to be seen on the line."""
        self._marks = tuple(one for one in hundredths if one is not None)
        self.update()

    def show_wrong(self, *, on: bool) -> None:
        """Red while a rule is broken here."""
        if on != self._is_wrong:
            self._is_wrong = on
            self.update()

    def _x(self, value: int) -> float:
        return KNOB + (self.width() - 2 * KNOB) * value / max(self.maximum(), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, x = self.height() / 2, self._x(self.value())
        ink = theme.colour("danger" if self._is_wrong else self.ink if self.isEnabled() else "disabled")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(KNOB - 3, middle - 3, self.width() - 2 * KNOB + 6, 6), 3, 3)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(KNOB - 3, middle - 3, x - KNOB + 3, 6), 3, 3)
        painter.setPen(QPen(theme.colour("border_in"), 2))
        for mark in self._marks:
            painter.drawLine(int(self._x(mark)), int(middle - 10), int(self._x(mark)), int(middle + 10))
        painter.setPen(QPen(ink, 3))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(x - KNOB + 1.5, middle - KNOB + 1.5, 2 * KNOB - 3, 2 * KNOB - 3))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
