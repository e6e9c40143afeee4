"""The form dialog: fields on the left, "After you save" on the right, one main button.

A form turns typing into an order; the very rule that the service calls judges the preview. Complaints go to the field named
like the order's field. Enter never saves; Ctrl+Enter does.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopbooks.books.book import Book
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.after import AfterPanel
from coopbooks.ui.kit.cards import frame, picture, row
from coopbooks.ui.kit.drafts import DraftKeeper
from coopbooks.ui.kit.fields import Field
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.runner import Runner

BAR = 14
"""Room beside the panel for its scroll bar."""


class FormDialog(QDialog):
    """A dialog for one order. Subclasses add fields, make the order, preview it, and name the action.

    Attributes:
        fields: by the order's field name; complaints find their place through it.
        request_key: given when the form opens; pressing Save twice saves once.
        stays: set while "Save & new" saves, so that `saved` can leave the dialog alone.
    """

    def __init__(self, parent: QWidget | None, runner: Runner, title: str, save: str = N_("Save"), *, icon: str = "",
                 again: bool = False) -> None:
        super().__init__(parent)
        self._scrim: Scrim | None = None
        self._was_shown = False
        self.stays = False
        self.runner, self.fields = runner, dict[str, Field]()
        self.request_key = uuid4().hex
        self.saved: Callable[[Outcome], object] | None = None
        self.setWindowTitle(tr(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(880, 580)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = frame("topbar")
        head_row = row(*((picture(icon, 26),) if icon else ()), Words(title, "h2"), None)
        head_row.setContentsMargins(24, 9, 24, 9)
        head.setLayout(head_row)
        whole.addWidget(head)
        body = QHBoxLayout()
        body.setContentsMargins(24, 12, 24 - BAR, 12)
        body.setSpacing(20)
        self.left = QVBoxLayout()
        self.left.setSpacing(9)
        self._above = self.left
        self.after = AfterPanel()
        self.after.setFixedWidth(300)
        body.addLayout(self.left, 1)
        body.addWidget(_scrolled(self.after))
        whole.addLayout(body, 1)
        self._drafts: DraftKeeper | None = None
        self._to_mend = Words("", "error")
        footer = frame("footer")
        once_more = (Button(N_("Save & new"), self.save_and_new, hint=N_("Ctrl+Shift+Enter")),) if again else ()
        self.main = Button(save, self.save, look="main", icon="check", hint=N_("Ctrl+Enter"))
        self.foot = foot = row(Button(N_("Go back"), self.reject, look="quiet", hint=N_("Esc")), None, self._to_mend, *once_more, self.main)
        foot.setContentsMargins(24, 8, 24, 8)
        footer.setLayout(foot)
        whole.addWidget(footer)
        for keys in ("Return", "Enter"):
            QShortcut(QKeySequence(f"Ctrl+{keys}"), self, self.save)
            if again:
                QShortcut(QKeySequence(f"Ctrl+Shift+{keys}"), self, self.save_and_new)

    # --- for subclasses -------------------------------------------------------------------------------------------------
    def add(self, name: str, message: str, editor: QWidget, hint: str = "") -> Field:
        """Add a field under the others; `name` is the order's field."""
        field = self.fields[name] = Field(message, editor, hint)
        self.left.addWidget(field)
        return field

    def add_pair(self, *fields: Field) -> None:
        """Put fields side by side."""
        pair = QHBoxLayout()
        pair.setSpacing(14)
        for field in fields:
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.left.addLayout(pair)

    def order(self) -> Any:
        """What was typed as an order; None while a field holds no value."""
        raise NotImplementedError

    def action(self, order: Any) -> Outcome:
        """Save the order."""
        raise NotImplementedError

    def keep_drafts(self, book: Book, name: str, subject: str = "") -> None:
        """Keep what is typed until it is saved, under the form's name; `subject` tells forms about different people apart."""
        self._drafts = DraftKeeper(self, book, name, subject)
        self._above.insertWidget(0, self._drafts.card)

    def restored(self) -> None:
        """The fields hold again what they held when somebody was writing before: show what follows from them."""

    def start_again(self) -> None:
        """Empty the form for the next one, after "Save & new"."""

    # --- saving -----------------------------------------------------------------------------------------------------------
    def save(self) -> None:
        """Save, or show every complaint at its field and go to the first."""
        order = self.order() if self.show_typing_complaints() else None
        if order is None:
            return
        self.runner.run(lambda: self.action(order), then=self._saved, refused=self.show_refusals)

    def save_and_new(self) -> None:
        """Save, and stay for the next one."""
        self.stays = True
        self.save()
        self.stays = False

    def _saved(self, outcome: Outcome) -> None:
        if self._drafts is not None:
            self._drafts.saved()
        if not self.stays:
            self.accept()
        if self.saved is not None:
            self.saved(outcome)
        if self.stays:
            self.request_key = uuid4().hex
            self.start_again()
            if self._drafts is not None:
                self._drafts.saved()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        owner = self.parentWidget()
        if owner is not None and self._scrim is None:
            self._scrim = Scrim(owner.window())
        # Typing begins at the first field, not at a button.
        if isinstance(self.focusWidget(), Button | None):
            first = next((field.editor for field in self.fields.values() if field.editor.isEnabledTo(self)
                          and field.editor.focusPolicy() != Qt.FocusPolicy.NoFocus and not getattr(field.editor, "isReadOnly", bool)()), None)
            if first is not None:
                first.setFocus()
        if self._drafts is not None and not self._was_shown:
            self._drafts.begin()
        self._was_shown = True

    def done(self, result: int) -> None:
        """Close, and give the window its light back."""
        if self._drafts is not None and self._was_shown:
            self._drafts.end()
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)

    def show_typing_complaints(self) -> bool:
        """Show what each editor itself complains of; True when nothing does."""
        wrong = []
        for field in self.fields.values():
            complain = getattr(field.editor, "complaint", None)
            sentence = complain() if complain is not None else ""
            field.complain(sentence)
            if sentence:
                wrong.append(field)
        self._tell_count(len(wrong))
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        """Show refusals at their fields; what has no field stands in the panel."""
        for field in self.fields.values():
            field.complain("")
        homeless: list[RuleBroken] = []
        first: Field | None = None
        for one in broken:
            mended_at = self.fields.get(one.field.rsplit(".", 1)[-1])
            if mended_at is None:
                homeless.append(one)
            else:
                mended_at.complain(say(one))
                first = first or mended_at
        if homeless:
            self.after.show_changes((), homeless)
        if first is not None:
            first.editor.setFocus()
        self._tell_count(len(broken))

    def _tell_count(self, count: int) -> None:
        self._to_mend.tell(N_("{count} to mend"), count=count) if count else self._to_mend.tell("")


def _scrolled(panel: AfterPanel) -> QScrollArea:
    """A panel that is scrolled where it is higher than the dialog, so that the dialog fits a small screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedWidth(panel.maximumWidth() + BAR)
    area.setWidget(panel)
    area.viewport().setAutoFillBackground(False)
    panel.posting.unfolded.connect(lambda: area.ensureWidgetVisible(panel.posting))
    return area


class Scrim(QWidget):
    """The shade over a window while a dialog of its own is open."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setGeometry(owner.rect())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 161) if theme.tokens().is_dark else QColor(13, 28, 22, 117))
