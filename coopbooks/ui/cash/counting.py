"""Counting a cash box: notes by value, the total in words, what the book says, and the difference with its reason."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coopbooks.coop.counts import NOTES, CountCash, NoteCount, check_count, count_entry
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.i18n.words import kip_in_words
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import counts
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.fields import CountEdit, Field
from coopbooks.ui.kit.words import Words, plain
from coopbooks.ui.shell.page import Desk


class CountForm(CashForm):
    """One box, one day, and how many notes of each value."""

    def __init__(self, parent: QWidget | None, desk: Desk, money: str = "") -> None:
        super().__init__(parent, desk, N_("Count cash"), N_("Save the count"))
        self.counted, self.on = self.box(message=N_("Which box?"), kind="cash"), self.day(message=N_("At the close of"))
        self.add_pair(self.fields["money"], self.fields["on"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self.notes: dict[int, CountEdit] = {}
        self._sums = {}
        for place, note in enumerate(NOTES):
            edit, total = CountEdit(), plain("–", "label")
            self.notes[note] = edit
            self._sums[note] = total
            total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            total.setMinimumWidth(100)
            field = self.fields[f"note_{note}"] = Field("", edit)
            name = plain(f"{formats.kip(note)} ₭  ×", "strong")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            edit.setAccessibleName(f"{formats.kip(note)} ₭")
            edit.textChanged.connect(lambda _text: self.preview())
            column, line = divmod(place, len(NOTES) // 2)
            grid.addWidget(name, line, 3 * column)
            grid.addWidget(field, line, 3 * column + 1)
            grid.addWidget(total, line, 3 * column + 2)
        self.left.addLayout(grid)
        self._total, self._words = Words("", "num"), plain("", "hint")
        self._words.setWordWrap(True)
        self.left.addWidget(self._total)
        self.left.addWidget(self._words)
        self.reason = self.text("reason", N_("Why is there a difference?"), 300)
        self.left.addWidget(self.fields["reason"])
        self.left.addStretch(1)
        if money in self.counted.cards:
            self.counted.set_value(money)
        self.preview()
        self.notes[NOTES[0]].setFocus()

    def order(self) -> CountCash | None:
        on = self.on.value()
        if on is None or any(edit.value() is None for edit in self.notes.values()):
            return None
        notes = tuple(NoteCount(note, int(edit.value() or 0)) for note, edit in self.notes.items())
        return CountCash(on, self.counted.value(), notes, self.words(self.reason))

    def preview(self) -> None:
        order = self.order() if hasattr(self, "reason") else None
        if order is None or not any(edit.text().strip() for edit in self.notes.values()):
            self.after.wait_for(N_("Write how many notes of each value there are."))
            return
        for one in order.notes:
            self._sums[one.note_kip].setText(kip(one.note_kip * one.count))
        self._total.tell(N_("Counted {counted_kip} ₭"), counted_kip=order.counted_kip)
        self._words.setText(kip_in_words(order.counted_kip, current_language()) if order.counted_kip > 0 else "")
        facts = self.runner.read(lambda: counts.prepare_count(self.desk.book, order))
        if facts is None:
            return
        difference = order.counted_kip - facts.book_kip
        complaints = check_count(facts, order)
        told = [tr(N_("The box agrees with the book."))] if not difference and not complaints else []
        rows = [(N_("The book says"), kip(facts.book_kip), kip(order.counted_kip)), (N_("Difference"), kip(difference), kip(difference))]
        self.after.show_changes(rows, complaints, None if complaints else count_entry(facts, order), told)

    def show_refusals(self, broken: Sequence[RuleBroken]) -> None:
        for one in broken:
            part = one.field.split(".")
            if part[0] == "notes" and len(part) == 3:
                one.at(f"note_{NOTES[int(part[1])]}")
        super().show_refusals(broken)

    def action(self, order: Any) -> Outcome:
        return counts.count_cash(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        number = outcome.notice
        self.desk.say(tr(N_("Count {number} is saved."), number=number), N_("View paper"), lambda: self.desk.go("reports", "cash-count", number))
