"""What somebody was writing in a form when the power went, or the form was closed: kept while it is written, offered when it opens again.

A form asks for it with `FormDialog.keep_drafts`. What its fields hold is kept after each field and every few seconds, beside the chain.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from coopbooks.books.book import Book
from coopbooks.coop.drafts import Draft, DropDraft, KeepDraft
from coopbooks.coop.members import MemberBrief
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import drafts, register
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Field
from coopbooks.ui.kit.lines import LinesEdit
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.runner import Runner

EVERY_MS = 5000


def told(editor: QWidget) -> Any:
    """What an editor holds, as JSON knows it; None for what is not kept: files, and what nobody types."""
    if isinstance(editor, MemberPicker):
        return editor.value()
    if isinstance(editor, LinesEdit):
        return [{name: cell.text for name, cell in line.items() if cell.text} for line in editor.model.lines[:-1]]
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QLineEdit):
        return None if editor.isReadOnly() else editor.text()
    value = editor.value() if hasattr(editor, "value") and hasattr(editor, "set_value") else None
    value = list(value) if isinstance(value, tuple) else value
    return value if isinstance(value, str | int | bool | list) else None


def show(editor: QWidget, value: Any, member: Callable[[int], MemberBrief | None]) -> None:
    """Put into an editor what it held."""
    if isinstance(editor, MemberPicker):
        editor.set_member(member(int(value)) if value else None)
    elif isinstance(editor, LinesEdit):
        _type_lines(editor, value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
    elif hasattr(editor, "set_value") and value != getattr(editor, "value", lambda: value)():
        editor.set_value(value)


def _type_lines(editor: LinesEdit, lines: list[dict[str, str]]) -> None:
    model = editor.model
    if not model.fixed:
        editor.show_lines([])
    typed = {column.name for place, column in enumerate(model.columns) if model.is_typed(place)}
    for place, line in enumerate(lines):
        for name in line.keys() & typed:
            if place < len(model.lines):
                model.type(place, name, line[name])


class Form(Protocol):
    """What this needs of a form."""

    runner: Runner
    fields: dict[str, Field]

    def restored(self) -> None:
        """The fields hold again what they held."""


class DraftKeeper(QObject):
    """Keeps what a form holds, and offers what it held before in a card above its fields.

    `name` is the form's own, `subject` whom it is about where that is not one of its fields. A new form begins a new draft, so that what
    waits for an answer is not written over.
    """

    def __init__(self, form: QWidget, book: Book, name: str, subject: str = "") -> None:
        super().__init__(form)
        self._form: Any = form
        self._book, self._kind, self._subject = book, f"{drafts.FORM}{name}", subject
        self._key, self._begun, self._kept, self._is_kept = uuid4().hex, dict[str, Any](), "", False
        self._offered: Draft | None = None
        self.card = Card(look="warn", padding=10)
        self._words = Words("", "warn", wrap=True)
        self.card.column.addWidget(self._words)
        self.card.column.addLayout(row(Button(N_("Continue"), self.go_on), Button(N_("Throw away"), self.throw_away, look="link"), None))
        self.card.hide()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self) -> None:
        """The form is there: what it holds now is nobody's draft. Offer what was being written before."""
        self._begun = self._values()
        self._timer.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._left)
        every = self._form.runner.read(lambda: drafts.all_drafts(self._book, self._kind), ())
        mine = (one for one in every if one.user_name == (self._book.user_name or "") and drafts.content_of(one).get("subject") == self._subject)
        self._offered = next(mine, None)
        if self._offered is not None:
            self._offer(self._offered)

    def _offer(self, draft: Draft) -> None:
        at = datetime.fromisoformat(draft.changed_at).astimezone()
        day, whom = f"{formats.day(at.date())} {at:%H:%M}", self._whom(drafts.content_of(draft).get("values", {}))
        if whom:
            self._words.tell(N_("You were writing this for {name} on {at}. It is not saved yet."), name=whom, at=day)
        else:
            self._words.tell(N_("You were writing this on {at}. It is not saved yet."), at=day)
        self.card.show()

    def _whom(self, values: dict[str, Any]) -> str:
        fields = self._form.fields
        member_id = next((value for name, value in values.items() if name in fields and isinstance(fields[name].editor, MemberPicker)), None)
        member = self._member(int(member_id)) if member_id else None
        return member.name if member else str(values.get("given_name", ""))

    def _left(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is not None and self._form.isAncestorOf(before):
            self.keep()

    def _values(self) -> dict[str, Any]:
        values = {name: told(field.editor) for name, field in self._form.fields.items()}
        return {name: value for name, value in values.items() if value is not None}

    def keep(self) -> None:
        """Keep what the fields hold, if anybody has changed them."""
        values = self._values()
        if values == self._begun or self._book.read_only:
            return
        content = json.dumps({"subject": self._subject, "values": values}, ensure_ascii=False)
        if content != self._kept:
            self._kept, self._is_kept = content, True
            self._form.runner.run(lambda: drafts.keep_draft(self._book, KeepDraft(self._key, self._kind, content)), refused=lambda _broken: None)

    def go_on(self) -> None:
        """Fill the form with what it held, and go on with that draft."""
        draft, self._offered = self._offered, None
        self.card.hide()
        if draft is None:
            return
        self._key, self._is_kept = draft.draft_key, True
        values = drafts.content_of(draft).get("values", {})
        for name, field in self._form.fields.items():
            if name in values:
                show(field.editor, values[name], self._member)
        self._form.restored()

    def _member(self, member_id: int) -> MemberBrief | None:
        found = self._form.runner.read(lambda: register.brief_of(self._book, member_id))
        return found if isinstance(found, MemberBrief) else None

    def throw_away(self) -> None:
        """Forget what was being written before."""
        draft, self._offered = self._offered, None
        self.card.hide()
        if draft is not None:
            self._drop(draft.draft_key)

    def _drop(self, key: str) -> None:
        self._form.runner.run(lambda: drafts.drop_draft(self._book, DropDraft(key)))

    def saved(self) -> None:
        """What was written is in the book: the draft goes, and what the form holds now begins another."""
        if self._is_kept:
            self._drop(self._key)
        self._key, self._kept, self._is_kept, self._begun = uuid4().hex, "", False, self._values()

    def another(self) -> None:
        """What the form holds from now on is another draft; the one before stays for later."""
        self._key, self._kept, self._is_kept, self._begun = uuid4().hex, "", False, self._values()

    def end(self) -> None:
        """The form closes: what is not saved is kept."""
        self._timer.stop()
        self.keep()


def sentence(what: str) -> str:
    """What the window says of an unfinished form when it opens."""
    return tr(N_("You were writing: {what}. It is kept."), what=tr(what))
