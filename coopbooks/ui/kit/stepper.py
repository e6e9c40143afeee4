"""The steps of a long job in a row: done, now, later; a done step can be looked at again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.ui.kit import icons, theme
from coopbooks.ui.kit.words import Speaker

CIRCLE = 26


class StepButton(QPushButton, Speaker):
    """One step: its circle with a number or a check, and its name."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__()
        self.number, self._message, self.state = number, message, "later"
        self.setFlat(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say_again()

    def show_state(self, state: str, *, is_shown: bool) -> None:
        """done, now or later; the step that is shown is bold."""
        self.state, self._is_shown = state, is_shown
        self.setEnabled(state != "later")
        self.say_again()
        self.update()

    def tell(self, message: str) -> None:
        """Another name for the step, where it is about something else."""
        if message != self._message:
            self._message = message
            self.say_again()

    def say_again(self) -> None:
        self.setText(tr(self._message))
        self.setAccessibleName(f"{self.number} · {tr(self._message)}")
        self.updateGeometry()

    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold if getattr(self, "_is_shown", False) else QFont.Weight.Medium)
        return font

    def sizeHint(self) -> QSize:
        """Room for the circle and the words."""
        painter_font = self._font()
        painter_font.setWeight(QFont.Weight.DemiBold)
        from PySide6.QtGui import QFontMetrics

        return QSize(CIRCLE + 14 + QFontMetrics(painter_font).horizontalAdvance(self.text()), CIRCLE + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(3, (self.height() - CIRCLE) / 2, CIRCLE, CIRCLE)
        fill = {"done": "primary", "now": "accent", "later": "surface"}[self.state]
        painter.setPen(QPen(theme.colour("border_in" if self.state == "later" else fill), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(circle)
        painter.setFont(self._font())
        if self.state == "done":
            painter.drawPixmap(int(circle.x()) + 4, int(circle.y()) + 4, icons.pixmap("check", CIRCLE - 8, "on_primary"))
        else:
            painter.setPen(theme.colour("text3") if self.state == "later" else Qt.GlobalColor.black)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setPen(theme.colour("text3" if self.state == "later" else "text"))
        painter.drawText(QRectF(CIRCLE + 10, 0, self.width() - CIRCLE - 10, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class Stepper(QWidget, Speaker):
    """Steps from left to right."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        self.buttons: list[StepButton] = []
        self._lines: list[QFrame] = []
        for place, message in enumerate(steps):
            if place:
                line = QFrame()
                line.setFixedHeight(2)
                line.setMinimumWidth(12)
                line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                self._lines.append(line)
                inner.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
            button = StepButton(place + 1, message)
            button.clicked.connect(partial(self._choose, place))
            self.buttons.append(button)
            inner.addWidget(button)

    def _choose(self, place: int, _checked: bool = False) -> None:
        self.chosen.emit(place)

    def show_place(self, now: int, shown: int, *, is_over: bool = False) -> None:
        """Steps before `now` are done (all of them when the job is over); `shown` is the one on the page."""
        for place, button in enumerate(self.buttons):
            state = "done" if place < now or is_over else "now" if place == now else "later"
            button.show_state(state, is_shown=place == shown)
        for place, line in enumerate(self._lines):
            line.setStyleSheet(f"background: {theme.tokens()['primary' if place < now else 'border']};")

    def say_again(self) -> None:
        for button in self.buttons:
            button.say_again()
