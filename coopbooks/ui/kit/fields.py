"""Editors that cannot hold nonsense: money, weights, counts, days, choices; and the field around each with label and complaint."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.ledger.money import MAX_LINE_KIP, MAX_MILLI, Kip
from coopbooks.ui.kit.words import Button, Speaker, Words, retell

_SHORT = {"k": 1_000, "ພ": 1_000, "m": 1_000_000, "ລ": 1_000_000}


def typed_kip(text: str) -> int:
    """Read what people type for money: groups, k or ພ for thousands, m or ລ for millions, sums with + - *.

    typed_kip("2.5m") == 2_500_000; typed_kip("50k+1,500") == 51_500. Raises UnclearNumber, NotWhole, ValueError.
    """
    plain = formats.western_digits(text).replace(" ", "").lower()
    total, sign = 0, 1
    for piece in re.split(r"([+-])", plain):
        if piece in "+-":
            sign = -1 if piece == "-" else 1
            continue
        product = 1
        for factor in piece.split("*"):
            product *= _factor(factor)
        total += sign * product
    return total


def _factor(text: str) -> int:
    if text and text[-1] in _SHORT:
        grams = formats.parse_kg(text[:-1])
        scaled = grams * _SHORT[text[-1]]
        if scaled % 1000:
            raise formats.NotWhole(text)
        return scaled // 1000
    return formats.parse_kip(text)


def kip_complaint(text: str) -> str:
    """Why what is typed is no amount of kip; empty when it is one, or when nothing is typed."""
    try:
        kip = typed_kip(text) if text.strip() else 0
    except formats.UnclearNumber:
        return tr(N_("{value} is unclear: write it without the dot."), value=text)
    except formats.NotWhole:
        return tr(N_("{value} is not whole kip."), value=text)
    except ValueError:
        return tr(N_("“{value}” is not a number."), value=text)
    return "" if abs(kip) <= MAX_LINE_KIP else tr(N_("{value} is too large. The most is {most_kip}."), value=text, most_kip=MAX_LINE_KIP)


class MoneyEdit(QLineEdit):
    """Whole kip. Groups appear on leaving; a lone dot group is a question, not a guess."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0")
        self.editingFinished.connect(self._show_groups)

    def value(self) -> Kip | None:
        """The amount, or None while what is typed is no amount."""
        try:
            kip = typed_kip(self.text()) if self.text().strip() else 0
        except ValueError:
            return None
        return Kip(kip) if abs(kip) <= MAX_LINE_KIP else None

    def set_value(self, kip: int) -> None:
        """Show an amount; 0 empties the field."""
        self.setText(formats.kip(kip) if kip else "")

    def complaint(self) -> str:
        """Why what is typed is no amount; empty when it is one."""
        return kip_complaint(self.text())

    def _show_groups(self) -> None:
        kip = self.value()
        if kip is not None and self.text().strip():
            self.setText(formats.kip(kip))


class CountEdit(MoneyEdit):
    """A whole number of things."""


class WeightEdit(QLineEdit):
    """Kilograms as grams; several weighings as a sum: 52.5+48+66.5."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0.0")

    def weighings(self) -> tuple[int, ...] | None:
        """Each weight in grams, or None while what is typed is no weight."""
        try:
            return tuple(typed_grams(part) for part in self.text().split("+") if part.strip())
        except ValueError:
            return None

    def value(self) -> int | None:
        """All weights together in grams."""
        found = self.weighings()
        return None if found is None else sum(found)

    def set_value(self, grams: int) -> None:
        """Show a weight."""
        self.setText(formats.kg(grams) if grams else "")

    def complaint(self) -> str:
        """Why what is typed is no weight; empty when it is one."""
        return "" if self.weighings() is not None else tr(N_("“{value}” is not a weight."), value=self.text())


def typed_grams(text: str) -> int:
    """Read kilograms as grams, and any quantity as thousandths. Raises ValueError, also below 0 and where no paper could hold it."""
    # A comma followed by one or two digits at the end is meant as a point; three digits are a group.
    plain = re.sub(r",(\d{1,2})$", r".\1", formats.western_digits(text.strip()))
    grams = formats.parse_kg(plain)
    if not 0 <= grams <= MAX_MILLI:
        raise ValueError(text)
    return grams


def typed_day(text: str, today: date) -> date:
    """Read what people type for a day: 14, 1402, 14/2, 140226, 14/02/2026, t or ມ. Raises ValueError."""
    plain = formats.western_digits(text.strip()).lower()
    if plain in ("t", "ມ"):
        return today
    parts = re.split(r"[/.\- ]", plain)
    if len(parts) == 1 and plain.isdigit():
        cuts = {1: (1,), 2: (2,), 3: (1, 3), 4: (2, 4), 6: (2, 4, 6), 8: (2, 4, 8)}.get(len(plain))
        if cuts is None:
            raise ValueError(text)
        parts = [plain[a:b] for a, b in zip((0, *cuts), cuts, strict=False)]
    numbers = [int(part) for part in parts]
    if len(numbers) == 3 and len(parts[0]) == 4:
        return date(*numbers)
    year = numbers[2] if len(numbers) == 3 else today.year
    return date(year + 2000 if year < 100 else year, numbers[1] if len(numbers) > 1 else today.month, numbers[0])


class DayEdit(QLineEdit):
    """A day: typed short, stepped with + and -, a month with Page Up and Down. One that is `optional` may stay empty, and begins so."""

    def __init__(self, today: date, *, optional: bool = False) -> None:
        super().__init__()
        self._today, self._optional = today, optional
        self.setPlaceholderText("dd/mm/yyyy")
        if not optional:
            self.set_value(today)
        self.editingFinished.connect(self._show)

    def value(self) -> date | None:
        """The day, or None while what is typed is none."""
        try:
            return typed_day(self.text(), self._today)
        except ValueError:
            return None

    def set_value(self, day: date) -> None:
        """Show a day."""
        self.setText(formats.day(day))

    def complaint(self) -> str:
        """Why what is typed is no day; empty when it is one."""
        if self._optional and not self.text().strip():
            return ""
        return "" if self.value() is not None else tr(N_("“{value}” is not a day. Write it like 31/03/2025."), value=self.text())

    def _show(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: -30,
                 Qt.Key.Key_PageDown: 30}
        step, day = steps.get(Qt.Key(event.key())), self.value()
        if step is not None and day is not None:
            self.set_value(day + timedelta(days=step))
            return
        super().keyPressEvent(event)


class OptionalDay(DayEdit):
    """A day that may stay empty."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.clear()

    def complaint(self) -> str:
        """Why what is typed is no day; empty when it is one, or nothing is typed."""
        return super().complaint() if self.text().strip() else ""

    def show_day(self, day: date | None) -> None:
        """Show a day, or none."""
        if day is None:
            self.clear()
        else:
            self.set_value(day)


class PastDay(OptionalDay):
    """A day in the past, like a birth: of a year in two figures the last one that has been is meant."""

    def value(self) -> date | None:
        """The day, or None."""
        day = super().value()
        typed = formats.western_digits(self.text().strip())
        if day is None or day <= self._today or re.search(r"[/.\- ]\d{4}$|^\d{4}-|^\d{8}$", typed):
            return day
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year - 100, day=28 if leap else day.day)


class Segments(QWidget, Speaker):
    """A choice of two to four words, side by side; arrow keys move it."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons = {}
        for key, message in choices:
            button = Button(message, look="segment")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._buttons[value or choices[0][0]].setChecked(True)

    def value(self) -> str:
        """The chosen key."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, key: str) -> None:
        """Choose a key."""
        self.show_value(key)
        self.chosen.emit(key)

    def show_value(self, key: str) -> None:
        """Show what is chosen elsewhere: nobody chose it here."""
        self._buttons[key].setChecked(True)

    def enable(self, key: str, *, on: bool, why: str = "") -> None:
        """Allow a choice or grey it out with the reason."""
        self._buttons[key].setEnabled(on)
        self._buttons[key].setToolTip("" if on else why)

    def say_again(self) -> None:
        """The buttons say their words themselves."""


class Choice(QComboBox, Speaker):
    """A longer list of choices; keys behind messages or user text."""

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, is_user_text: bool = False) -> None:
        super().__init__()
        self._choices, self._plain = list(choices), is_user_text
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the present one stays when it is among them."""
        before = self.value()
        self._choices = list(choices)
        self.blockSignals(True)
        self.clear()
        for key, message in self._choices:
            self.addItem(message if self._plain else tr(message), key)
        place = self.findData(before)
        self.setCurrentIndex(max(place, 0))
        self.blockSignals(False)

    def value(self) -> str:
        """The chosen key."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose a key."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def say_again(self) -> None:
        for place, (_, message) in enumerate(self._choices):
            if not self._plain:
                self.setItemText(place, tr(message))

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class Field(QWidget):
    """An editor with its label above and, under it, a hint that gives way to a complaint."""

    def __init__(self, message: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor, self._hint = editor, hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._label = Words(message, "label")
        self._label.setBuddy(editor)
        self._below = Words(hint, "hint", wrap=True)
        self._error = Words("", "error", wrap=True)
        for widget in (self._label, editor, self._below, self._error):
            column.addWidget(widget)
        if message:
            editor.setAccessibleName(tr(message))
        self._label.setVisible(bool(message))
        self._message = message
        self._error.hide()
        self._below.setVisible(bool(hint))

    def complain(self, sentence: str) -> None:
        """Show a complaint, or take it away with an empty one. What was typed stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._below.setVisible(bool(self._below.text()) and not sentence)
        self.editor.setProperty("wrong", "true" if sentence else "false")
        self.editor.setAccessibleDescription(sentence)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def is_wrong(self) -> bool:
        """True while a complaint is shown."""
        return bool(self._error.text())

    def hint(self, sentence: str) -> None:
        """Show a sentence that is not a complaint."""
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._message:
            self.editor.setAccessibleName(tr(self._message))
        super().changeEvent(event)


def in_words(kip: int, language: str) -> str:
    """An amount in words for the line under an amount."""
    return kip_in_words(kip, language) if kip > 0 else ""


