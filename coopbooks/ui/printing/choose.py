"""The list of papers: found by typing, in their groups, with the starred ones on top."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.words import Speaker

_NAME = Qt.ItemDataRole.UserRole


class PaperList(QWidget, Speaker):
    """Papers to choose from. A star is set with Ctrl+D or the right mouse button, and stays for the next day."""

    chosen = Signal(str)

    def __init__(self, settings: QSettings | None = None) -> None:
        super().__init__()
        self._settings = settings or QSettings()
        self._here = ""
        self.search_box = QLineEdit(maxLength=60)
        self.search_box.setClearButtonEnabled(True)
        self.search_box.addAction(icons.icon("magnify", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.search_box.textChanged.connect(lambda _text: self.fill())
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _old: self._chosen(item))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(lambda at: self.star(self.list.itemAt(at)))
        QShortcut(QKeySequence("Ctrl+D"), self, lambda: self.star(self.list.currentItem()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.search_box)
        whole.addWidget(self.list, 1)
        self.setFixedWidth(264)
        self.say_again()

    # --- stars ------------------------------------------------------------------------------------------------------------
    def starred(self) -> list[str]:
        """Names of starred papers."""
        return str(self._settings.value("reports/stars", "")).split()

    def star(self, item: QListWidgetItem | None) -> None:
        """Give a paper a star, or take it."""
        name = item.data(_NAME) if item else None
        if name:
            stars = self.starred()
            kept = [one for one in stars if one != name] if name in stars else [*stars, str(name)]
            self._settings.setValue("reports/stars", " ".join(kept))
            self.fill()

    # --- the list -----------------------------------------------------------------------------------------------------------
    def fill(self) -> None:
        """List what is looked for; the chosen paper stays chosen."""
        from coopbooks.reports import catalogue

        self.list.blockSignals(True)
        self.list.clear()
        wanted, stars = lao.fold(self.search_box.text()), self.starred()
        shown = [paper for paper in catalogue.PAPERS if wanted in lao.fold(tr(paper.title))]
        groups = [(N_("Starred"), [paper for paper in shown if paper.name in stars])]
        for paper in shown:
            if paper.name not in stars:
                if groups[-1][0] != paper.group:
                    groups.append((paper.group, []))
                groups[-1][1].append(paper)
        for group, papers in groups:
            if papers:
                head = QListWidgetItem(tr(group))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            for paper in papers:
                item = QListWidgetItem(tr(paper.title))
                item.setData(_NAME, paper.name)
                item.setToolTip("\n".join((tr(paper.title), tr(N_("Ctrl+D: star")))))
                if paper.name in stars:
                    item.setIcon(icons.icon("star", "accent"))
                self.list.addItem(item)
        self.select(self._here)
        self.list.blockSignals(False)

    def current(self) -> str:
        """The name of the chosen paper; empty for none."""
        item = self.list.currentItem()
        return str(item.data(_NAME) or "") if item else ""

    def select(self, name: str) -> None:
        """Choose a paper, where it is listed."""
        self._here = name or self._here
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item is not None and item.data(_NAME) == name:
                self.list.setCurrentRow(place)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME) if item else None
        if name:
            self._here = str(name)
            self.chosen.emit(self._here)

    def say_again(self) -> None:
        self.search_box.setPlaceholderText(tr(N_("Find a paper")))
        self.search_box.setAccessibleName(tr(N_("Find a paper")))
        self.list.setAccessibleName(tr(N_("Papers")))
        if self.list.count():
            self.fill()
