"""How a cell is painted that says more than one text: a picture or initial before it, a second text after it, or a tag."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coopbooks.ui.kit import theme

BADGE = 24
_HUES = ("c1", "c2", "info", "success", "accent_text", "warn")
_TAGS = {"ok": ("success_soft", "success"), "warn": ("warn_soft", "warn"), "bad": ("danger_soft", "danger"), "neutral": ("neutral_soft", "text2")}

_MARKS = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Enabled
_LEFT, _RIGHT = (int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
                 for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


def initial(name: str) -> str:
    """The letter that stands for a person: the first that is spoken, not a vowel written before it."""
    return next((letter for letter in name if letter.isalpha() and letter not in "ເແໂໃໄ"), "?").upper()


def paint_badge(painter: QPainter, box: QRectF, letter: str, number: int, picture: QPixmap | None = None) -> None:
    """A round picture, or an initial on a soft ground whose colour goes with the number."""
    if picture is None or picture.isNull():
        painter.drawPixmap(box.topLeft().toPoint(), _sign(letter, theme.colour(_HUES[number % len(_HUES)]), int(box.height()),
                                                          painter.device().devicePixelRatioF()))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_shape = QPainterPath()
    round_shape.addEllipse(box)
    painter.setClipPath(round_shape)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    side = min(picture.width(), picture.height())
    painter.drawPixmap(box, picture, QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side))
    painter.restore()


def _sign(letter: str, ink: QColor, side: int, ratio: float) -> QPixmap:
    """The initial on its ground, drawn once: a list shows dozens of them with every letter typed."""
    font = QApplication.font()
    key, sign = f"sign/{letter}/{ink.name()}/{side}/{ratio}/{font.family()}", QPixmap()
    if QPixmapCache.find(key, sign):
        return sign
    sign = QPixmap(round(side * ratio), round(side * ratio))
    sign.setDevicePixelRatio(ratio)
    sign.fill(Qt.GlobalColor.transparent)
    ground = QColor(ink)
    ground.setAlpha(38)
    painter, box = QPainter(sign), QRectF(0, 0, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(box)
    font.setPixelSize(max(11, int(side * 0.46)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    QPixmapCache.insert(key, sign)
    return sign


class PlainCell(QStyledItemDelegate):
    """Paints an ordinary cell itself; the style sheet, which is many times slower, draws only what is marked.

    Hundreds of cells are painted with every letter that is typed into a find box.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        column, row = index.model().columns[index.column()], index.model().rows[index.row()]  # type: ignore[attr-defined]
        if column.icon or not _is_ordinary(option):
            super().paint(painter, option, index)
            return
        ink = column.ink(row) if column.ink else ""
        painter.save()
        _underline(painter, option.rect)
        font = QFont(option.font)
        if column.bold:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour(ink) if ink else option.palette.color(QPalette.ColorRole.Text))
        room = option.rect.adjusted(11, 0, -11, 0)
        text = _fitted(column.show(column.get(row)), font.key(), room.width())
        painter.drawText(room, _RIGHT if column.right else _LEFT, text)
        painter.restore()


class RichCell(QStyledItemDelegate):
    """Paints the cells of columns with a `badge`, a `second` text or a `tag`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        column, row = index.model().columns[index.column()], index.model().rows[index.row()]  # type: ignore[attr-defined]
        painter.save()
        if _is_ordinary(option):
            text = column.show(column.get(row))
            _underline(painter, option.rect)
            if column.bold:
                option.font.setWeight(QFont.Weight.DemiBold)
        else:
            self.initStyleOption(option, index)
            text, option.text = option.text, ""
            style = option.widget.style() if option.widget else QApplication.style()
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        box = QRectF(option.rect.adjusted(8, 0, -8, 0))
        kind = column.tag(row) if column.tag else ""
        font = QFont(option.font)
        painter.setFont(font)
        if kind:
            _paint_tag(painter, box, text, kind)
        else:
            if column.badge:
                letter, number, picture = column.badge(row)
                paint_badge(painter, QRectF(box.left(), box.center().y() - BADGE / 2, BADGE, BADGE), letter, number, picture)
                box.setLeft(box.left() + BADGE + 10)
            ink = column.ink(row) if column.ink else ""
            _paint_texts(painter, box, text, column.second(row) if column.second else "",
                         theme.colour(ink) if ink else option.palette.color(QPalette.ColorRole.Text))
        painter.restore()


@lru_cache(maxsize=10_000)
def _fitted(text: str, font_key: str, width: int) -> str:
    """A text cut to a width. Lao is slow to measure, and the same cells are painted again with every letter."""
    font = QFont()
    font.fromString(font_key)
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _is_ordinary(option: QStyleOptionViewItem) -> bool:
    return (option.state & _MARKS) == QStyle.StateFlag.State_Enabled


def _underline(painter: QPainter, box: QRect) -> None:
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("border"))


def _paint_tag(painter: QPainter, box: QRectF, text: str, kind: str) -> None:
    ground, ink = _TAGS[kind]
    font = painter.font()
    font.setPixelSize(13)
    font.setWeight(QFont.Weight.Medium)
    painter.setFont(font)
    size = QFontMetrics(font)
    wide = min(size.horizontalAdvance(text) + 20.0, box.width())
    shape = QRectF(box.left(), box.center().y() - 11, wide, 22)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(shape, 11, 11)
    painter.setPen(theme.colour(ink))
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, size.elidedText(text, Qt.TextElideMode.ElideRight, int(wide - 12)))


def _paint_texts(painter: QPainter, box: QRectF, text: str, second: str, ink: QColor) -> None:
    size = QFontMetrics(painter.font())
    painter.setPen(ink)
    shown = _fitted(text, painter.font().key(), int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    left = box.left() + size.horizontalAdvance(shown) + 8
    if second and box.right() - left > 64:
        font = painter.font()
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour("text3"))
        room = QRectF(left, box.top(), box.right() - left, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                         _fitted(second, font.key(), int(room.width())))
