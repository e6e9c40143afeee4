"""Bars and rings drawn with QPainter: zero baseline, few grid lines, unit once, the same figures readable as text."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopbooks.i18n import formats
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.tokens import contrast


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
        step = _nice(most)
        # The widest number on the axis is its top one.
        left, top, bottom = max(46.0, painter.fontMetrics().horizontalAdvance(formats.kip(2 * step)) + 10.0), 34.0, self.height() - 24.0
        if not self._unit and not self._series:
            top = 10.0  # nothing stands above the bars
        scale = (bottom - top) / max(step * 2, 1)
        for line in range(0, 3, 1 if bottom - top > 36 else 2):  # where there is little room, only the lowest and the highest
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
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(width + 10))
            painter.drawText(QRectF(x - 8, bottom + 4, width + 16, 18), Qt.AlignmentFlag.AlignHCenter, shown)
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


Part = tuple[str, int, str]
"""A name, its amount, and the token of its colour."""

INKS = ("c1", "c4", "c2", "c3", "c5", "c7", "c6")
"""Colours of parts that name none, in their order."""


def _readable(token: str) -> Qt.GlobalColor:
    """Black or white, whichever stands out more."""
    return Qt.GlobalColor.black if contrast(theme.tokens()[token], "#000000") > contrast(theme.tokens()[token], "#FFFFFF") else Qt.GlobalColor.white


class StackedBar(QWidget):
    """One bar of parts that make a whole, each with its percentage where it fits."""

    def __init__(self, height: int = 28) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part | tuple[str, int]]) -> None:
        """Show the parts from left to right; nothing and less is left out. A part without a colour takes the next."""
        shown = [part for part in parts if part[1] > 0]
        self._parts = [(str(part[0]), int(part[1]), str(part[-1]) if isinstance(part[-1], str) else INKS[place % len(INKS)])
                       for place, part in enumerate(shown)]
        told = "; ".join(f"{name}: {formats.kip(kip)}" for name, kip, _ in self._parts)
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, x = sum(kip for _, kip, _ in self._parts), 0.0
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        font = self.font()
        font.setPixelSize(12)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        for _, kip, token in self._parts:
            wide = self.width() * kip / whole
            painter.fillRect(QRectF(x, 0, max(wide - 2, 1), self.height()), theme.colour(token))
            percent = f"{(100 * kip + whole // 2) // whole}%"
            if painter.fontMetrics().horizontalAdvance(percent) + 6 < wide:
                painter.setPen(_readable(token))
                painter.drawText(QRectF(x, 0, wide - 2, self.height()), Qt.AlignmentFlag.AlignCenter, percent)
            x += wide
        painter.end()


class Ring(QWidget):
    """A large ring of parts with the whole in the middle; names and amounts stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self._middle, self._above = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_parts(self, parts: Sequence[Part], middle: str, above: str) -> None:
        """Show the parts clockwise from the top; the whole and what it is stand inside."""
        self._parts, self._middle, self._above = [part for part in parts if part[1] > 0], middle, above
        self.setAccessibleDescription("; ".join(f"{name}: {formats.kip(kip)}" for name, kip, _ in self._parts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 8
        ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        whole, start = sum(kip for _, kip, _ in self._parts) or 1, 90.0
        painter.setPen(QPen(theme.colour("surface"), 2))
        for _, kip, token in self._parts:
            angle = 360 * kip / whole
            painter.setBrush(theme.colour(token))
            painter.drawPie(ring, round(start * 16), round(-angle * 16))
            start -= angle
        painter.setBrush(theme.colour("surface"))
        hole = side * 0.66
        inner = QRectF(ring.center().x() - hole / 2, ring.center().y() - hole / 2, hole, hole)
        painter.drawEllipse(inner)
        painter.setPen(theme.colour("text2"))
        font = self.font()
        font.setPixelSize(max(int(side / 20), 12))
        painter.setFont(font)
        painter.drawText(inner.adjusted(0, -side / 7, 0, -side / 7), Qt.AlignmentFlag.AlignCenter, self._above)
        painter.setPen(theme.colour("text"))
        font.setPixelSize(max(int(side / 11), 14))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(inner.adjusted(0, side / 30, 0, side / 30), Qt.AlignmentFlag.AlignCenter, self._middle)
        painter.end()
