"""The program's mark as pictures of one size: desktops and Windows want them ready made, the checkout keeps only the drawing."""

import io
import os
from pathlib import Path

from PIL import Image

MARK = Path(__file__).resolve().parent.parent / "resources" / "icons" / "coopbooks.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> bytes:
    """The mark as PNG, so many pixels wide and high."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(MARK)).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(kept.data())


def write_ico(target: Path) -> None:
    """The mark as Windows keeps it: one file with every size."""
    pictures = [Image.open(io.BytesIO(drawn(size))) for size in SIZES]
    pictures[-1].save(target, format="ICO", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])


def write_panel(target: Path) -> None:
    """The tall picture on the first and last page of the Windows setup."""
    panel = Image.new("RGB", (164, 314), "#0F3A2D")
    mark = Image.open(io.BytesIO(drawn(96)))
    panel.paste(mark, (34, 60), mark)
    panel.save(target, format="BMP")
