"""A row of the sidebar: icon beside the word, or above it where the window is narrow."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton

from coopbooks.i18n.catalogue import tr
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.tokens import RAIL
from coopbooks.ui.kit.words import Speaker, retell


class SideButton(QToolButton, Speaker):
    """One workspace."""

    def __init__(self, message: str, icon: str, hint: str, do: Callable[[], object]) -> None:
        super().__init__()
        self._message, self._icon = message, icon
        self.setToolTip(hint)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(QSize(21, 21))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIcon(icons.icon(icon, "side_text"))
        self.clicked.connect(lambda _checked=False: do())
        self._rail = False
        self.as_rail(on=False)

    def as_rail(self, *, on: bool) -> None:
        """Put the icon above the word, or beside it."""
        self._rail = on
        self.say_again()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon if on else Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def say_again(self) -> None:
        # A rail is narrow: of two words joined by "and" the first stands there where both do not fit.
        said = tr(self._message).replace("&", "&&")
        too_wide = self._rail and self.fontMetrics().horizontalAdvance(said) > RAIL - 8
        self.setText(said.split(" && ")[0] if too_wide else said)
        self.setAccessibleName(tr(self._message))

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)
