"""How a cell is painted that says more than one text: a picture or initial before it, a second text after it, or a tag."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coopbooks.ui.kit import theme

BADGE = 24
_HUES = ("c1", "c2", "info", "success", "accent_text", "warn")
_TAGS = {"ok": ("success_soft", "success"), "warn": ("warn_soft", "warn"), "bad": ("danger_soft", "danger"), "neutral": ("neutral_soft", "text2")}


def initial(name: str) -> str:
    """The letter that stands for a person: the first that is spoken, not a vowel written before it."""
    return next((letter for letter in name if letter.isalpha() and letter not in "ເແໂໃໄ"), "?").upper()


def paint_badge(painter: QPainter, box: QRectF, letter: str, number: int, picture: QPixmap | None = None) -> None:
    """A round picture, or an initial on a soft ground whose colour goes with the number."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture is not None and not picture.isNull():
        round_shape = QPainterPath()
        round_shape.addEllipse(box)
        painter.setClipPath(round_shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = min(picture.width(), picture.height())
        painter.drawPixmap(box, picture, QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side))
    else:
        ink = theme.colour(_HUES[number % len(_HUES)])
        ground = QColor(ink)
        ground.setAlpha(38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(box)
        font = QApplication.font()
        font.setPixelSize(max(11, int(box.height() * 0.46)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


class RichCell(QStyledItemDelegate):
    """Paints the cells of columns with a `badge`, a `second` text or a `tag`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        column, row = index.model().columns[index.column()], index.model().rows[index.row()]  # type: ignore[attr-defined]
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        box = QRectF(option.rect.adjusted(8, 0, -8, 0))
        kind = column.tag(row) if column.tag else ""
        painter.save()
        painter.setFont(option.font)
        if kind:
            _paint_tag(painter, box, text, kind)
        else:
            if column.badge:
                letter, number, picture = column.badge(row)
                paint_badge(painter, QRectF(box.left(), box.center().y() - BADGE / 2, BADGE, BADGE), letter, number, picture)
                box.setLeft(box.left() + BADGE + 10)
            _paint_texts(painter, box, text, column.second(row) if column.second else "",
                         option.palette.color(QPalette.ColorRole.Text))
        painter.restore()


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
    shown = size.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
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
                         QFontMetrics(font).elidedText(second, Qt.TextElideMode.ElideRight, int(room.width())))
