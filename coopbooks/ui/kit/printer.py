"""Pages of a PDF on a printer, at 300 dpi: what is printed are the pages of the preview."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

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


def print_asking(parent: QWidget, content: bytes, copies: int = 1) -> bool:
    """Print a PDF through the system's dialog; False where nobody wanted it after all."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(copies)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    print_on(printer, content)
    return True


def print_on(printer: QPrinter, content: bytes) -> None:
    """Print a PDF on a printer that is known."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    draw_pages(document, printer)
    document.close()


def print_at_once(content: bytes) -> bool:
    """Print a PDF on the system's own printer without asking; False where there is none."""
    if QPrinterInfo.defaultPrinter().isNull():
        return False
    print_on(QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution), content)
    return True
