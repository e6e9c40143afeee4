"""Pages of a PDF on a printer, at 300 dpi: what is printed are the pages of the preview."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

DPI = 300


def draw_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Draw every page over the whole sheet, lying or standing as it is."""
    painter = QPainter()
    printer.setFullPage(True)
    for place in range(document.pageCount()):
        points: QSizeF = document.pagePointSize(place)
        lies = points.width() > points.height()
        standing = points.transposed() if lies else points
        printer.setPageSize(QPageSize(standing, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
        if place == 0:
            painter.begin(printer)
        else:
            printer.newPage()
        painter.drawImage(painter.viewport(), document.render(place, (points * (DPI / 72)).toSize()))
    painter.end()


def print_at_once(content: bytes) -> bool:
    """Print a PDF on the system's own printer without asking; False where there is none."""
    if QPrinterInfo.defaultPrinter().isNull():
        return False
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    draw_pages(document, QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution))
    document.close()
    return True
