"""The pages as they will be printed: page by page, nearer and farther, words found in them, and whether the ledger agrees."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.words import Button, Speaker, Words

NEAREST, FARTHEST = 4.0, 0.25


class Preview(QWidget, Speaker):
    """A PDF that is looked at. `content` is what is shown, byte for byte what is saved and printed."""

    def __init__(self) -> None:
        super().__init__()
        self.content = b""
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._found = QPdfSearchModel(self)
        self._found.setDocument(self.document)
        self.view.setSearchModel(self._found)
        self._find = QLineEdit(maxLength=60)
        self._find.setFixedWidth(150)
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._found.setSearchString)
        self._find.returnPressed.connect(self.find_next)
        self._page, self._zoom = Words("", "label"), Words("", "label")
        self.agrees = Words("", "hint")
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._tell())
        self.view.zoomFactorChanged.connect(lambda _factor: self._tell())
        self._icons = {message: Button("", do, look="quiet", icon=icon, hint=message) for message, do, icon in (
            (N_("Page before"), lambda: self.turn(-1), "chevron-left"), (N_("Next page"), lambda: self.turn(1), "chevron-right"),
            (N_("Smaller"), lambda: self.nearer(0.8), "minus"), (N_("Larger"), lambda: self.nearer(1.25), "plus"))}
        back, on, smaller, larger = self._icons.values()
        bar = row(back, self._page, on, smaller, self._zoom, larger,
                  Button(N_("Fit page"), lambda: self.fit(QPdfView.ZoomMode.FitInView), look="quiet"),
                  Button(N_("Fit width"), lambda: self.fit(QPdfView.ZoomMode.FitToWidth), look="quiet"), None, self._find, spacing=2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(bar)
        whole.addWidget(self.view, 1)
        whole.addLayout(row(self.agrees, None))
        for keys, do in (("Ctrl+=", lambda: self.nearer(1.25)), ("Ctrl++", lambda: self.nearer(1.25)), ("Ctrl+-", lambda: self.nearer(0.8)),
                         ("Ctrl+0", lambda: self.fit(QPdfView.ZoomMode.FitInView))):
            QShortcut(QKeySequence(keys), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.say_again()

    def show_bytes(self, content: bytes) -> None:
        """Show a PDF, or nothing. The same bytes are left as they stand: no flicker."""
        if content == self.content:
            return
        self.content = content
        self.document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if content:
            self.document.load(self._buffer)
        self._tell()

    def turn(self, pages: int) -> None:
        """Go some pages on or back."""
        wanted = min(max(self.view.pageNavigator().currentPage() + pages, 0), self.document.pageCount() - 1)
        if wanted >= 0:
            self.view.pageNavigator().jump(wanted, QPointF())

    def nearer(self, factor: float) -> None:
        """Show the page larger, or smaller."""
        now = self.view.zoomFactor()
        if self.view.zoomMode() != QPdfView.ZoomMode.Custom and self.document.pageCount():
            wide = self.document.pagePointSize(self.view.pageNavigator().currentPage()).width() * self.logicalDpiX() / 72
            now = max(self.view.viewport().width() - 20, 50) / wide
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * factor, FARTHEST), NEAREST))
        self._tell()

    def fit(self, mode: QPdfView.ZoomMode) -> None:
        """Show the whole page, or its whole width."""
        self.view.setZoomMode(mode)
        self._tell()

    def find_next(self) -> None:
        """Go to the next place where the words stand."""
        count = self._found.rowCount(self._found.index(-1, -1))
        if count:
            place = (self.view.currentSearchResultIndex() + 1) % count
            self.view.setCurrentSearchResultIndex(place)
            link = self._found.resultAtIndex(place)
            self.view.pageNavigator().jump(link.page(), link.location())

    def found_count(self) -> int:
        """How often the words stand in the pages, as far as was looked."""
        return self._found.rowCount(self._found.index(-1, -1))

    def start_find(self) -> None:
        """Put the cursor into the box for words."""
        self._find.setFocus()

    def _tell(self) -> None:
        count = self.document.pageCount()
        self._page.tell(N_("Page {page} / {pages}"), page=str(min(self.view.pageNavigator().currentPage() + 1, count)), pages=str(count))
        custom = self.view.zoomMode() == QPdfView.ZoomMode.Custom
        self._zoom.tell(N_("{percent}%"), percent=str(round(self.view.zoomFactor() * 100))) if custom else self._zoom.tell(N_("to fit"))

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Find in the pages")))
        self._find.setAccessibleName(tr(N_("Find in the pages")))
        self.view.setAccessibleName(tr(N_("Preview")))
        for message, button in self._icons.items():
            button.setAccessibleName(tr(message))
        self._tell()
