"""Finding somebody or something by typing: an exact number first, then any part of the name in any Lao spelling, village or phone."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from coopbooks.coop.members import MemberBrief
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.words import Speaker, retell

Find = Callable[[str], Sequence[Any]]


class Picker(QLineEdit, Speaker):
    """A field that holds one thing of many. The list is a child of the window, so it takes no focus away.

    `label` is what the field shows of the thing, `row` what a line of the list shows. With `free`, words that name nothing stay.
    """

    picked = Signal(object)

    def __init__(self, find: Find, label: Callable[[Any], str], row: Callable[[Any], str], *, hint: str = "", wanted: str = "",
                 free: bool = False) -> None:
        super().__init__()
        self._find, self._label, self._row = find, label, row
        self._hint, self._wanted, self._free = hint, wanted, free
        self.thing: Any = None
        self._list: QListWidget | None = None
        self.say_again()
        self.textEdited.connect(self._look)

    def set_thing(self, thing: Any) -> None:
        """Hold a thing, or nothing."""
        self.thing = thing
        self.setText(self._label(thing) if thing is not None else "")
        self._close()
        self.picked.emit(thing)

    def complaint(self) -> str:
        """Why nothing is picked; empty when something is."""
        return "" if self.thing is not None or self._free or not self._wanted else tr(self._wanted)

    def offer(self) -> None:
        """Show what there is without anything typed."""
        self._show(list(self._find("")))

    def is_open(self) -> bool:
        """True while the list is shown."""
        return self._list is not None and self._list.isVisible()

    def pick(self) -> None:
        """Take the line of the list that is marked."""
        item = self._list.currentItem() if self._list is not None else None
        if item is not None:
            self.set_thing(item.data(Qt.ItemDataRole.UserRole))

    def _look(self, text: str) -> None:
        self.thing = None
        self._show(list(self._find(text)) if text.strip() else [])

    def _show(self, found: Sequence[Any]) -> None:
        if not found:
            self._close()
            return
        popup = self._list or self._make_list()
        popup.clear()
        for thing in found:
            item = QListWidgetItem(self._row(thing))
            item.setData(Qt.ItemDataRole.UserRole, thing)
            popup.addItem(item)
        popup.setCurrentRow(0)
        height = popup.sizeHintForRow(0) * min(len(found), 7) + 14
        at = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        if at.y() + height > self.window().height():
            at = self.mapTo(self.window(), QPoint(0, -height - 2))
        popup.setGeometry(at.x(), max(at.y(), 0), max(self.width(), 380), height)
        popup.raise_()
        popup.show()

    def _make_list(self) -> QListWidget:
        self._list = QListWidget(self.window())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr(N_("Found")))
        self._list.itemClicked.connect(lambda item: self.set_thing(item.data(Qt.ItemDataRole.UserRole)))
        self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        # Tab picks and moves on; Qt would take it before keyPressEvent.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self.is_open():
            self.pick()
            if not self.hasFocus():
                # Whoever was told of the thing has moved on already; Qt would go one field too far.
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._list
        if popup is not None and self.is_open():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                popup.setCurrentRow((popup.currentRow() + step) % popup.count())
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.pick()
                return
            if key == Qt.Key.Key_Escape:
                self._close()
                return
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)

    def say_again(self) -> None:
        self.setPlaceholderText(tr(self._hint) if self._hint else "")

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


def _member_row(member: MemberBrief) -> str:
    return " · ".join(part for part in (member.number, member.name, member.latin_name, member.village) if part)


class MemberPicker(Picker):
    """A field that holds a member."""

    def __init__(self, find: Callable[[str], Sequence[MemberBrief]]) -> None:
        super().__init__(find, lambda member: f"{member.number} · {member.name}", _member_row, hint=N_("Number or name"),
                         wanted=N_("Choose a member."))

    @property
    def member(self) -> MemberBrief | None:
        """The member, or None while nobody is picked."""
        found: MemberBrief | None = self.thing
        return found

    def value(self) -> int | None:
        """The member's id, or None while nobody is picked."""
        return self.member.member_id if self.member else None

    def set_member(self, member: MemberBrief | None) -> None:
        """Hold a member, or nobody."""
        self.set_thing(member)
