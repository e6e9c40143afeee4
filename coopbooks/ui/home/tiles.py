"""Home's six tasks, and choosing other ones."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.memory import recall, remember
from coopbooks.ui.kit.tasks import TASKS, tiles
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk

KEY = "home/tasks"


class Tiles(QWidget):
    """The six tiles in a row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self.names: tuple[str, ...] = ()
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show the tasks as they are chosen now."""
        while self._line.count():
            item = self._line.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = tiles(str(recall(KEY, "")))
        self.names = tuple(task.name for task in shown)
        for task in shown:
            tile = Button(task.message, partial(self._desk.act, task.name), look="tile", icon=task.icon, tint=task.tint, hint=task.keys)
            tile.setIconSize(QSize(26, 26))
            tile.setMinimumHeight(58)
            self._line.addWidget(tile, 1)

    def customise(self) -> None:
        """Choose and order six from all tasks."""
        TileChooser(self, self.names, self._keep).open()

    def _keep(self, names: tuple[str, ...]) -> None:
        remember(KEY, " ".join(names))
        self.show_chosen()


class TileChooser(QDialog):
    """Six places, each with a task; the same task twice counts once."""

    def __init__(self, parent: QWidget, names: tuple[str, ...], keep: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__(parent.window())
        self._keep = keep
        self.setWindowTitle(tr(N_("Choose your tasks")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(Words(N_("Choose your tasks"), "h2"))
        grid = QGridLayout()
        self.places = []
        for place, name in enumerate(names):
            choice = Choice([(task.name, task.message) for task in TASKS])
            choice.set_value(name)
            choice.setAccessibleName(tr(N_("Task {place}"), place=place + 1))
            grid.addWidget(Words(N_("Task {place}"), "label", place=place + 1), place, 0)
            grid.addWidget(choice, place, 1)
            self.places.append(choice)
        grid.setColumnStretch(1, 1)
        whole.addLayout(grid)
        whole.addLayout(row(Button(N_("Go back"), self.reject, look="quiet"), Button(N_("As it was at first"), self.reset, look="quiet"), None,
                            Button(N_("Save"), self.save, look="main", icon="check")))

    def reset(self) -> None:
        """Offer the usual six again."""
        for choice, task in zip(self.places, tiles(""), strict=True):
            choice.set_value(task.name)

    def save(self) -> None:
        """Keep the choice."""
        self._keep(tuple(choice.value() for choice in self.places))
        self.accept()
