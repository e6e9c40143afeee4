"""Icons as SVG, tinted from the tokens when they are painted, so that a theme change needs nothing reloaded."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coopbooks.i18n.resources import resource
from coopbooks.ui.kit import theme


@lru_cache(maxsize=500)
def _renderer(name: str, code: str) -> QSvgRenderer:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    if code:
        text = text.replace("<path ", f'<path fill="{code}" ')
    return QSvgRenderer(QByteArray(text.encode()))


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        code = theme.tokens()[token] if token else ""
        _renderer(self._name, code).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon in a token's colour; token "" keeps the file's own colours."""
    return QIcon(_Engine(name, token))


def pixmap(name: str, size: int, token: str = "text2") -> QPixmap:
    """The icon as a picture for labels."""
    return icon(name, token).pixmap(QSize(size, size))
