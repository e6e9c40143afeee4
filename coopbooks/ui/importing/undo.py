"""Taking back a file that was brought in: which one, what will happen, what stands in the way, and why."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from coopbooks.coop.taking_back import BroughtIn, TakeBackImport
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services.imports import undo
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shell.page import Desk

MANY = 100
"""From so many papers and names on, nobody waits in front of a still window: the worker does it, and can be stopped."""


class TakeBackForm(FormDialog):
    """One file of those that were brought in and stand."""

    def __init__(self, parent: QWidget | None, desk: Desk, import_file_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Take back a file"), N_("Take it back"), icon="undo-variant")
        self.desk = desk
        every: tuple[BroughtIn, ...] = desk.runner.read(lambda: undo.all_imports(desk.book), ())
        self._files = {str(one.import_file_id): one for one in every if one.taken_back_on is None}
        self.file = Choice([(key, _told(one)) for key, one in self._files.items()], is_user_text=True)
        if import_file_id is not None:
            self.file.set_value(str(import_file_id))
        self.on, self.reason = DayEdit(desk.today), QLineEdit(tr(N_("Wrong file")), maxLength=300)
        self.add("import_file_id", N_("File"), self.file)
        self.add("reason", N_("Why is it taken back?"), self.reason)
        self.add("on", N_("Date"), self.on, N_("Papers of the file are reversed on this day."))
        self._bar = QProgressBar(textVisible=False)
        self._stop = Button(N_("Stop; nothing is changed then"), desk.runner.stop)
        self.left.addLayout(row(self._bar, self._stop))
        self.left.addStretch(1)
        self.saved = self._tell
        desk.runner.progressed.connect(self._progressed)
        desk.runner.busy.connect(self._busy)
        self._busy(False)
        self.file.currentIndexChanged.connect(lambda _place: self.preview())
        for editor in (self.on, self.reason):
            editor.editingFinished.connect(self.preview)
        self.preview()
        self.reason.selectAll()
        self.reason.setFocus()

    def _chosen(self) -> BroughtIn:
        return self._files[self.file.value()]

    def preview(self) -> None:
        """Say what will happen, judged by trying it."""
        order = self.order()
        if order is None:
            self.after.wait_for(N_("No file was brought in yet.") if not self._files else N_("Fill in the form."))
            return
        one = self._chosen()
        broken = self.runner.read(lambda: undo.prepare_taking_back(self.desk.book, order, whole=not self._is_long()), [])
        rows = [(N_("Papers that stand"), formats.kip(one.paper_count), "0")] if one.paper_count else []
        rows += [(N_("Names on the list"), formats.kip(one.subject_count), "0")] if one.subject_count else []
        self.after.show_changes(rows, broken, checks=(tr(N_("All of it goes back, or nothing. The history keeps both.")),))

    def _is_long(self) -> bool:
        one = self._chosen()
        return one.paper_count + one.subject_count >= MANY

    def save(self) -> None:
        """Take the file back; a long one on the worker."""
        order = self.order() if self.show_typing_complaints() else None
        if order is None or not self._is_long():
            super().save()
            return
        broken = self.runner.read(lambda: undo.prepare_taking_back(self.desk.book, order, whole=False), [])
        if broken:
            self.show_refusals(broken)
        else:
            self.runner.work(lambda tell: undo.take_back(self.desk.book, order, tell), self._done)

    def _done(self, outcome: Any) -> None:
        if isinstance(outcome, Outcome):
            self.runner.book_changed.emit(outcome.changes)
            self.accept()
            self._tell(outcome)

    def _tell(self, _outcome: Outcome) -> None:
        self.desk.say(tr(N_("{file} is taken back."), file=self._chosen().file))

    def _progressed(self, done: int, all_of_them: int) -> None:
        self._bar.setMaximum(all_of_them)
        self._bar.setValue(done)

    def _busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)

    def done(self, result: int) -> None:
        """Close, and listen to the worker no longer; long work is stopped first, and nothing is changed."""
        self.runner.stop()
        self.runner.progressed.disconnect(self._progressed)
        self.runner.busy.disconnect(self._busy)
        super().done(result)

    def order(self) -> TakeBackImport | None:
        on = self.on.value()
        return TakeBackImport(int(self.file.value()), on, lao.normalise(self.reason.text())) if self.file.value() and on is not None else None

    def action(self, order: Any) -> Outcome:
        return undo.take_back_import(self.desk.book, order, self.request_key)


def _told(one: BroughtIn) -> str:
    at = datetime.fromisoformat(one.brought_at).astimezone()
    return f"{one.file} · {formats.day(at.date())} {at:%H:%M} · {formats.kip(one.added_count)}"
