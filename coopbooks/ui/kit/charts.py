"""Bars and rings drawn with QPainter: zero baseline, few grid lines, unit once, the same figures readable as text."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopbooks.i18n import formats
from coopbooks.ui.kit import theme


class Bars(QWidget):
    """Groups of one or two bars with a name under each group."""

    def __init__(self, height: int = 150) -> None:
        super().__init__()
        self._groups: list[tuple[str, tuple[int, ...]]] = []
        self._series: tuple[str, ...] = ()
        self._unit = ""
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_groups(self, groups: Sequence[tuple[str, tuple[int, ...]]], series: tuple[str, ...] = (), unit: str = "") -> None:
        """Show (name, values) groups; `series` names the bars, `unit` stands once at the top."""
        self._groups, self._series, self._unit = list(groups), series, unit
        told = "; ".join(f"{name}: {', '.join(formats.kip(value) for value in values)}" for name, values in groups)
        self.setAccessibleName(f"{unit} {', '.join(series)}".strip() or "-")
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        most = max((value for _, values in self._groups for value in values), default=0)
        left, top, bottom = 46.0, 34.0, self.height() - 24.0
        step = _nice(most)
        scale = (bottom - top) / max(step * 2, 1)
        for line in range(3):
            y = bottom - line * step * scale
            painter.setPen(theme.colour("border" if line else "border_in"))
            painter.drawLine(int(left), int(y), self.width() - 4, int(y))
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRectF(0, y - 9, left - 6, 18), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             formats.kip(line * step))
        painter.drawText(QRectF(0, 0, 200, 18), Qt.AlignmentFlag.AlignLeft, self._unit)
        self._legend(painter)
        width = (self.width() - left - 8) / max(len(self._groups), 1)
        for place, (name, values) in enumerate(self._groups):
            x = left + place * width
            bar = min(width * 0.72 / max(len(values), 1), 26)
            start = x + (width - bar * len(values)) / 2
            for number, value in enumerate(values):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("primary" if number == 0 else "c2"))
                tall = max(value, 0) * scale
                painter.drawRoundedRect(QRectF(start + number * bar, bottom - tall, bar - 2, tall), 3, 3)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x - 8, bottom + 4, width + 16, 18), Qt.AlignmentFlag.AlignHCenter, name)
        painter.end()

    def _legend(self, painter: QPainter) -> None:
        x = float(self.width())
        for number, name in reversed(list(enumerate(self._series))):
            wide = painter.fontMetrics().horizontalAdvance(name)
            x -= wide + 28
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary" if number == 0 else "c2"))
            painter.drawRoundedRect(QRectF(x, 4, 10, 10), 2, 2)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x + 15, 0, wide + 4, 18), Qt.AlignmentFlag.AlignLeft, name)


class Donut(QWidget):
    """Parts of a whole as a ring, with the whole in the middle; at most seven parts."""

    MOST = 7
    TOKENS = ("primary", "c2", "info", "accent_text", "danger", "text3", "success")

    def __init__(self, height: int = 170) -> None:
        super().__init__()
        self._parts: list[tuple[str, int]] = []
        self._middle = ""
        self.setMinimumSize(height, height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_parts(self, parts: Sequence[tuple[str, int]], middle: str = "") -> None:
        """Show (name, value) parts; what is 0 is left out, and `middle` says the whole."""
        self._parts, self._middle = [part for part in parts if part[1] > 0][:self.MOST], middle
        told = "; ".join(f"{name}: {formats.kip(value)}" for name, value in self._parts)
        self.setAccessibleName(middle or "-")
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        whole = sum(value for _, value in self._parts)
        lines = 20 * len(self._parts)
        side = min(self.width() - 8, self.height() - lines - 12)
        ring = QRectF((self.width() - side) / 2, 4, side, side)
        thick = side * 0.2
        inner = ring.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        start = 90 * 16
        for (_, value), token in zip(self._parts, self.TOKENS, strict=False):
            span = -round(360 * 16 * value / whole)
            painter.setPen(QPen(theme.colour(token), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(inner, start, span)
            start += span
        painter.setPen(theme.colour("text"))
        middle = self.font()
        middle.setPixelSize(max(13, int(side * 0.13)))
        middle.setWeight(middle.Weight.DemiBold)
        painter.setFont(middle)
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, self._middle)
        painter.setFont(font)
        for place, ((name, value), token) in enumerate(zip(self._parts, self.TOKENS, strict=False)):
            y = ring.bottom() + 8 + 20 * place
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(8, y + 4, 10, 10), 2, 2)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(24, y, self.width() - 24, 18), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                             f"{name} · {formats.kip(value)} · {(value * 200 + whole) // (2 * whole)}%")
        painter.end()


def _nice(most: int) -> int:
    """Half of a round number above the largest value, so that two grid lines suffice."""
    half, unit = max(1, (most + 1) // 2), 1
    while unit * 10 <= half:
        unit *= 10
    return next(unit * factor for factor in (1, 2, 3, 4, 5, 8, 10) if unit * factor >= half)


class StackedBar(QWidget):
    """One bar of parts side by side, each with its percent where it is wide enough; the figures stand in the description."""

    COLOURS = ("c1", "c4", "c2", "c3", "c5", "c7", "c6")

    def __init__(self, height: int = 24) -> None:
        super().__init__()
        self._parts: list[tuple[str, int]] = []
        self.setFixedHeight(height)

    def show_parts(self, parts: Sequence[tuple[str, int]]) -> None:
        """Show (name, value) parts; nothing and less than nothing are left out."""
        self._parts = [(name, value) for name, value in parts if value > 0]
        whole = sum(value for _, value in self._parts) or 1
        self.setAccessibleName("; ".join(f"{name} {value * 100 // whole}%" for name, value in self._parts) or "-")
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        whole, x = sum(value for _, value in self._parts), 0.0
        for place, (_, value) in enumerate(self._parts):
            width = self.width() * value / whole
            colour = theme.colour(self.COLOURS[place % len(self.COLOURS)])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, 0, max(width - 1, 1), self.height()), 4, 4)
            told = f"{value * 100 // whole}%"
            if painter.fontMetrics().horizontalAdvance(told) + 8 < width:
                painter.setPen(Qt.GlobalColor.black if colour.lightness() > 140 else Qt.GlobalColor.white)
                painter.drawText(QRectF(x, 0, width, self.height()), Qt.AlignmentFlag.AlignCenter, told)
            x += width
        painter.end()
