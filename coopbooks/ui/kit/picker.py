"""Finding a member by typing: an exact number first, then any part of the name in any Lao spelling, village or phone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from coopbooks.coop.members import MemberBrief
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_

Find = Callable[[str], Sequence[MemberBrief]]


class MemberPicker(QLineEdit):
    """A field that holds a member. The list is a child of the window, so it takes no focus away."""

    picked = Signal(object)

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find
        self.member: MemberBrief | None = None
        self._list: QListWidget | None = None
        self.setPlaceholderText(tr(N_("Number or name")))
        self.textEdited.connect(self._look)

    def value(self) -> int | None:
        """The member's id, or None while nobody is picked."""
        return self.member.member_id if self.member else None

    def set_member(self, member: MemberBrief | None) -> None:
        """Hold a member, or nobody."""
        self.member = member
        self.setText(f"{member.number} · {member.name}" if member else "")
        self._close()
        self.picked.emit(member)

    def complaint(self) -> str:
        """Why nobody is picked; empty when somebody is."""
        return "" if self.member else tr(N_("Choose a member."))

    def _look(self, text: str) -> None:
        self.member = None
        found = list(self._find(text)) if text.strip() else []
        if not found:
            self._close()
            return
        popup = self._list or self._make_list()
        popup.clear()
        for member in found:
            shown = " · ".join(part for part in (member.number, member.name, member.latin_name, member.village) if part)
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, member)
            popup.addItem(item)
        popup.setCurrentRow(0)
        at = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        row = popup.sizeHintForRow(0)
        popup.setGeometry(at.x(), at.y(), max(self.width(), 380), row * min(len(found), 7) + 14)
        popup.raise_()
        popup.show()

    def _make_list(self) -> QListWidget:
        self._list = QListWidget(self.window())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr(N_("Members found")))
        self._list.itemClicked.connect(lambda item: self.set_member(item.data(Qt.ItemDataRole.UserRole)))
        return self._list

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        # Tab picks and moves on; Qt would take it before keyPressEvent.
        if (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self._is_open()):
            self._pick()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._list
        if popup is not None and self._is_open():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                popup.setCurrentRow((popup.currentRow() + step) % popup.count())
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick()
                return
            if key == Qt.Key.Key_Escape:
                self._close()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)

    def _is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _pick(self) -> None:
        item = self._list.currentItem() if self._list is not None else None
        if item is not None:
            self.set_member(item.data(Qt.ItemDataRole.UserRole))


