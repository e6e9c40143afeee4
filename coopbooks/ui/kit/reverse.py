"""Undoing a paper in the open: which one, what will happen, and why. The reason is asked, "wrong entry" stands ready."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.books.documents import KeptPaper
from coopbooks.coop.reversal import ReversePaper, check_reversal
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import reversal
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.papers import what
from coopbooks.ui.shell.page import Desk


class ReverseForm(FormDialog):
    """One paper, the day of its reversal, and the reason."""

    def __init__(self, parent: QWidget, desk: Desk, document_id: int) -> None:
        super().__init__(parent, desk.runner, N_("Reverse a paper"), N_("Reverse it"), icon="undo-variant")
        self.desk, self._document_id = desk, document_id
        self.on, self._reason = DayEdit(desk.today), QLineEdit(tr(N_("Wrong entry")), maxLength=300)
        self._about = QLineEdit()
        self._about.setReadOnly(True)
        self.add("document_id", N_("Paper"), self._about)
        self.add("reason", N_("Why is it reversed?"), self._reason)
        self.add("on", N_("Date"), self.on)
        self.left.addStretch(1)
        self._paper: KeptPaper | None = None
        self.saved = self._tell
        for editor in (self.on, self._reason):
            editor.textChanged.connect(lambda _text: self.preview())
        self.preview()
        self._reason.selectAll()
        self._reason.setFocus()

    def preview(self) -> None:
        """Say which paper it is and what stands in the way, judged by the rule that judges the save."""
        order = self._order()
        self._paper, facts = self.runner.read(lambda: reversal.prepare_reversal(self.desk.book, order), (None, None))
        if self._paper is None or facts is None:
            return
        number, on = self._paper.number, formats.day(self._paper.on)
        self._about.setText(f"{number} · {on} · {what(self._paper.kind, self._paper.detail)}")
        self.after.show_changes([(N_("Amount ₭"), formats.kip(self._paper.total_kip), "0")], check_reversal(facts, order),
                                tr(N_("{number} keeps its number. Both papers stay visible."), number=number))

    def _tell(self, _outcome: Outcome) -> None:
        if self._paper is not None:
            self.desk.say(tr(N_("{number} is reversed."), number=self._paper.number))

    def _order(self) -> ReversePaper:
        return ReversePaper(self._document_id, self.on.value() or self.desk.today, lao.normalise(self._reason.text()))

    def order(self) -> ReversePaper | None:
        return self._order() if self._paper is not None else None

    def action(self, order: Any) -> Outcome:
        return reversal.reverse_paper(self.desk.book, order, self.request_key)
