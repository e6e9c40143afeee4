"""The form dialog: fields on the left, "After you save" on the right, one main button.

A form turns typing into an order; the very rule that the service calls judges the preview. Complaints go to the field named
like the order's field. Enter never saves; Ctrl+Enter does.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.cards import Card, frame, picture, row
from coopbooks.ui.kit.fields import Field
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.runner import Runner


class AfterPanel(Card):
    """What will be after saving: before → after for each balance, complaints of the rules, and how it is posted."""

    def __init__(self) -> None:
        super().__init__(N_("After you save"), "sunken")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self.column.addLayout(self._grid)
        self._rules = Words("", "warn", wrap=True)
        self.column.addWidget(self._rules)
        self._posting = plain("", "hint")
        self._posting.setWordWrap(True)
        self.column.addWidget(self._posting)
        self.column.addStretch(1)

    def show_changes(self, changes: Sequence[tuple[str, str, str]], complaints: Sequence[RuleBroken] = (), posting: str = "") -> None:
        """Show (message, before, after) rows, what the rules say, and the entry."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (message, before, after) in enumerate(changes):
            self._grid.addWidget(Words(message, "label"), 2 * place, 0, 1, 3)
            first = plain(before)
            last = plain(after, "strong")
            last.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(first, 2 * place + 1, 0)
            self._grid.addWidget(picture("arrow-right", 16, "text3"), 2 * place + 1, 1)
            self._grid.addWidget(last, 2 * place + 1, 2)
        self._grid.setColumnStretch(2, 1)
        self._rules.setText("\n".join(say(one) for one in complaints))
        self._rules.setVisible(bool(complaints))
        self._posting.setText(posting)
        self._posting.setVisible(bool(posting))

    def wait_for(self, message: str) -> None:
        """Say what is still needed before a preview is possible."""
        self.show_changes(())
        self._rules.tell(message)
        self._rules.show()


class FormDialog(QDialog):
    """A dialog for one order. Subclasses add fields, make the order, preview it, and name the action.

    Attributes:
        fields: by the order's field name; complaints find their place through it.
        request_key: given when the form opens; pressing Save twice saves once.
    """

    def __init__(self, parent: QWidget | None, runner: Runner, title: str, save: str = N_("Save")) -> None:
        super().__init__(parent)
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
        head_row = row(Words(title, "h2"), None)
        head_row.setContentsMargins(24, 12, 24, 12)
        head.setLayout(head_row)
        whole.addWidget(head)
        body = QHBoxLayout()
        body.setContentsMargins(24, 16, 24, 16)
        body.setSpacing(20)
        self.left = QVBoxLayout()
        self.left.setSpacing(12)
        self.after = AfterPanel()
        self.after.setFixedWidth(300)
        body.addLayout(self.left, 1)
        body.addWidget(self.after)
        whole.addLayout(body, 1)
        self._to_mend = Words("", "error")
        footer = frame("footer")
        foot = row(Button(N_("Go back"), self.reject, look="quiet"), None, self._to_mend,
                   Button(save, self.save, look="main", icon="check", hint=N_("Ctrl+Enter")))
        foot.setContentsMargins(24, 10, 24, 10)
        footer.setLayout(foot)
        whole.addWidget(footer)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

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

    # --- saving -----------------------------------------------------------------------------------------------------------
    def save(self) -> None:
        """Save, or show every complaint at its field and go to the first."""
        order = self.order() if self.show_typing_complaints() else None
        if order is None:
            return
        self.runner.run(lambda: self.action(order), then=self._saved, refused=self.show_refusals)

    def _saved(self, outcome: Outcome) -> None:
        self.accept()
        if self.saved is not None:
            self.saved(outcome)

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
