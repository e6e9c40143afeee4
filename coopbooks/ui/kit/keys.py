"""A short choice made by one key: grades by their letter or place, ways of paying by their place. For rapid entry."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.words import Speaker, retell


class KeyChoice(QWidget, Speaker):
    """Words side by side under one focus: a digit or first letter chooses, arrows move along. Keys behind messages or user text."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, is_user_text: bool = False) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plain, self._value = is_user_text, ""
        self._choices: list[tuple[str, str]] = []
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(0)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the present one stays when it is among them."""
        if list(choices) == self._choices:
            return
        self._choices = list(choices)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for key, _message in self._choices:
            button = QPushButton()
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet("padding: 0 8px; min-width: 26px;")
            button.clicked.connect(lambda _checked=False, key=key: self.set_value(key))
            self._row.addWidget(button)
            self._buttons.append(button)
        if self._value not in dict(self._choices):
            self._value = self._choices[0][0] if self._choices else ""
        self.say_again()

    def value(self) -> str:
        """The chosen key."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose a key; one that is not offered changes nothing."""
        if key in dict(self._choices):
            self._value = key
            self._mark()
            self.chosen.emit(key)

    def say_again(self) -> None:
        for (_, message), button in zip(self._choices, self._buttons, strict=True):
            button.setText((message if self._plain else tr(message)).replace("&", "&&"))
        self._mark()

    def _mark(self) -> None:
        for (key, _), button in zip(self._choices, self._buttons, strict=True):
            button.setChecked(key == self._value)
        self.setAccessibleDescription(next((button.text() for button in self._buttons if button.isChecked()), ""))

    def _step(self, step: int) -> None:
        keys = [key for key, _ in self._choices]
        if keys:
            self.set_value(keys[(keys.index(self._value) + step) % len(keys)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        typed = formats.western_digits(event.text()).strip().upper()
        if Qt.Key(event.key()) in steps:
            self._step(steps[Qt.Key(event.key())])
        elif typed.isdigit() and 1 <= int(typed) <= len(self._choices):
            self.set_value(self._choices[int(typed) - 1][0])
        elif typed and any(self._starts(place, typed) for place in range(len(self._choices))):
            self.set_value(next(key for place, (key, _) in enumerate(self._choices) if self._starts(place, typed)))
        else:
            super().keyPressEvent(event)

    def _starts(self, place: int, typed: str) -> bool:
        return self._choices[place][0].upper().startswith(typed) or self._buttons[place].text().upper().startswith(typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)
