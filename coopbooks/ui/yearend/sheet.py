"""A tall dialog of the year end: a title, a body that scrolls, and its buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.words import Words


class Sheet(QDialog):
    """A dialog with a title, a body that scrolls, and its buttons."""

    def __init__(self, parent: QWidget, title: str, wide: int = 760, tall: int = 590) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(wide, tall)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 16, 22, 14)
        whole.setSpacing(10)
        whole.addWidget(Words(title, "h2"))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setSpacing(9)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole.addWidget(self.area, 1)
        self.foot = row(None)
        whole.addLayout(self.foot)
