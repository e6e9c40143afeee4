"""Cards, rows of figures, toasts, empty pages: the furniture of a page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.ui.kit import icons
from coopbooks.ui.kit.words import Button, Words


class Card(QFrame):
    """A bordered surface with a column of things. `look`: plain, soft, warn, sunken."""

    def __init__(self, title: str = "", look: str = "plain", padding: int = 14) -> None:
        super().__init__()
        self.setProperty("card", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding - 2, padding, padding - 2)
        self.column.setSpacing(8)
        if title:
            self.column.addWidget(Words(title, "h3"))

    def look(self, look: str) -> None:
        """Change the look: a card with a question turns amber."""
        self.setProperty("card", look)
        self.style().unpolish(self)
        self.style().polish(self)


def row(*things: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Things side by side; None stretches, a number is a gap."""
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for thing in things:
        if thing is None:
            box.addStretch(1)
        elif isinstance(thing, int):
            box.addSpacing(thing)
        else:
            box.addWidget(thing)
    return box


def column(*things: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Things under each other; None stretches, a number is a gap."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for thing in things:
        if thing is None:
            box.addStretch(1)
        elif isinstance(thing, int):
            box.addSpacing(thing)
        elif isinstance(thing, QLayout):
            box.addLayout(thing)
        else:
            box.addWidget(thing)
    return box


def clear(layout: QLayout) -> None:
    """Take everything out of a layout: what was shown goes away."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if inner is not None:
            clear(inner)
            inner.deleteLater()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def picture(name: str, size: int, token: str = "primary") -> QLabel:
    """An icon that is not a button."""
    label = QLabel()
    label.setPixmap(icons.pixmap(name, size, token))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class EmptyPage(QWidget):
    """What a list shows when there is nothing yet: a picture, a sentence, and what to do."""

    def __init__(self, icon: str, message: str, *buttons: Button) -> None:
        super().__init__()
        inner = column(None, picture(icon, 56, "text3"), spacing=14)
        words = Words(message, "label", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(words)
        inner.addLayout(row(None, *buttons, None))
        inner.addStretch(2)
        self.setLayout(inner)


class OrEmpty(QStackedWidget):
    """A table, or what is said in its place while it has no rows."""

    def __init__(self, table: QWidget, icon: str, message: str) -> None:
        super().__init__()
        self.addWidget(table)
        self.addWidget(EmptyPage(icon, message))

    def choose(self, rows: Sequence[object]) -> None:
        """Show the table where there are rows."""
        self.setCurrentIndex(0 if rows else 1)


class Toast(QFrame):
    """A short message at the lower right that goes by itself; one action may stand in it."""

    SHOWN_MS, MOST = 8_000, 3

    @classmethod
    def stack(cls, window: QWidget, text: str, action: str = "", do: Callable[[], object] | None = None) -> "Toast":
        """Show a toast above those that are still there; of more than three the oldest goes."""
        shown = [toast for toast in window.findChildren(cls) if toast.isVisible()]
        for old in shown[:max(0, len(shown) + 1 - cls.MOST)]:
            old.hide()
            old.deleteLater()
        for other in shown:
            if other.isVisible():
                other.move(other.x(), other.y() - 56)
        return cls(window, text, action, do)

    def __init__(self, window: QWidget, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        super().__init__(window)
        self.setProperty("card", "toast")
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        inner = row(label)
        inner.setContentsMargins(16, 10, 16, 10)
        if action and do is not None:
            self._do = do
            button = Button(action, self._act, look="link")
            button.setStyleSheet("color: #F0B429;")
            inner.addWidget(button)
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.adjustSize()
        self.move(window.width() - self.width() - 24, window.height() - self.height() - 44)
        self.show()
        self.raise_()
        self._timer = QTimer(self, singleShot=True, interval=self.SHOWN_MS)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def _act(self) -> None:
        self.hide()
        self._do()


def frame(name: str) -> QFrame:
    """A frame that the style sheet knows by name: topbar, footer, sidebar, statusbar."""
    made = QFrame()
    made.setObjectName(name)
    return made
