"""The import: pick a file, match its columns, look every row over, bring all of it in. Until the last step nothing is kept."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.services import backups
from coopbooks.services.imports.columns import template_sheets
from coopbooks.services.imports.run import Checked, ImportResult, check_table, import_table, missing_columns
from coopbooks.services.imports.tables import FileTable, read_table
from coopbooks.ui.importing.columns import ColumnMatch
from coopbooks.ui.importing.rows import RowsCheck
from coopbooks.ui.kit.cards import frame, picture, row
from coopbooks.ui.kit.export import put_file
from coopbooks.ui.kit.fields import Choice, Field
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.runner import TOPICS
from coopbooks.ui.shell.page import Desk

KINDS = {"members": N_("Members"), "shares": N_("Share payments and movements"), "products": N_("Products"), "customers": N_("Customers"),
         "deliveries": N_("Deliveries"), "payments": N_("Payments for produce"), "sales": N_("Sales"), "receipts": N_("Receipts from customers"),
         "credit_notes": N_("Credit notes"), "write_offs": N_("Debts written off"), "allocations": N_("Money on account used"),
         "expenses": N_("Expenses"), "advances": N_("Advances"), "transfers": N_("Transfers of money"), "journal": N_("Journal entries"),
         "opening": N_("Opening balances")}
"""Every kind of import as people call it."""
STEPS = (N_("1 File"), N_("2 Columns"), N_("3 Check"))


class ImportDialog(QDialog):
    """Three steps in one dialog; going back keeps what was chosen."""

    def __init__(self, parent: QWidget | None, desk: Desk, kind: str = "members") -> None:
        super().__init__(parent)
        self.desk = desk
        self._table: FileTable | None = None
        self._checked: Checked | None = None
        self.setWindowTitle(tr(N_("Bring in a table")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(900, 612)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_head())
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(24, 14, 24, 10)
        self.columns, self.rows = ColumnMatch(), RowsCheck()
        self._kind = Choice(tuple(KINDS.items()))
        self._kind.set_value(kind)
        for step in (self._make_file(), self.columns, self.rows):
            self._stack.addWidget(step)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._make_foot())
        self.columns.changed.connect(self._show_step)
        self.rows.mended.connect(self.check)
        self._kind.currentIndexChanged.connect(lambda _place: self._forget())
        desk.runner.progressed.connect(self._progressed)
        desk.runner.busy.connect(self._busy)
        self._show_step()

    # --- the parts ----------------------------------------------------------------------------------------------------------
    def _make_head(self) -> QWidget:
        head = frame("topbar")
        self._steps = [Words(message, "label") for message in STEPS]
        line = row(picture("file-excel-outline", 26), Words(N_("Bring in a table"), "h2"), None, *self._steps, spacing=16)
        line.setContentsMargins(24, 9, 24, 9)
        head.setLayout(line)
        return head

    def _make_file(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(N_("What is in the table?"), self._kind))
        self._file = plain("", "strong")
        self._trouble = Words("", "error", wrap=True)
        column.addLayout(row(Button(N_("Choose a file"), self._ask_file, look="main", icon="folder-open-outline"), self._file, None))
        column.addWidget(self._trouble)
        column.addWidget(Words(N_("An Excel (XLSX) or CSV file with the names of the columns in the first row."), "label", wrap=True))
        column.addWidget(Words(N_("Nothing is changed before you have seen every row."), "label", wrap=True))
        column.addLayout(row(Button(N_("Save an empty table to fill in"), self._ask_template, look="link", icon="file-excel-outline"),
                             Button(N_("Take back a file"), self._take_back, look="link", icon="undo-variant"), None))
        column.addStretch(1)
        return step

    def _make_foot(self) -> QWidget:
        footer = frame("footer")
        self._back = Button(N_("Go back"), self.go_back, look="quiet", hint=N_("Esc"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(200)
        self._stop = Button(N_("Stop; nothing is changed then"), self.desk.runner.stop)
        self._next = Button(N_("Next"), self.go_on, look="main", icon="arrow-right")
        foot = row(self._back, None, self._bar, self._stop, self._next)
        foot.setContentsMargins(24, 8, 24, 8)
        footer.setLayout(foot)
        self._bar.hide()
        self._stop.hide()
        return footer

    # --- steps --------------------------------------------------------------------------------------------------------------
    def step(self) -> int:
        """0 file, 1 columns, 2 check."""
        return self._stack.currentIndex()

    def _show_step(self) -> None:
        step = self.step()
        for place, words in enumerate(self._steps):
            words.setProperty("kind", "strong" if place == step else "label")
            words.style().unpolish(words)
            words.style().polish(words)
        ready = self._table is not None
        if step == 1 and self._table is not None:
            ready = not missing_columns(self._kind.value(), self._table, self.columns.names())
        if step == 2:
            checked = self._checked
            ready = checked is not None and not checked.faults and checked.added_count > 0
        self._next.setEnabled(ready)
        self._next.tell(N_("Bring in") if step == 2 else N_("Next"))

    def go_on(self) -> None:
        """The next step; from the last one everything is brought in."""
        if self.step() == 0 and self._table is not None:
            self.columns.show_table(self._kind.value(), self._table)
            self._stack.setCurrentIndex(1)
            self._show_step()
        elif self.step() == 1:
            self.check()
        elif self._checked is not None and not self._checked.faults:
            self.bring_in()

    def go_back(self) -> None:
        """The step before; from the first one out of the dialog."""
        if self.step() == 0:
            self.reject()
        else:
            self._stack.setCurrentIndex(self.step() - 1)
            self._show_step()

    def _forget(self) -> None:
        self._checked = None
        self._show_step()

    # --- the file -----------------------------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Choose a file")), "", f"{tr(N_('Tables'))} (*.xlsx *.csv *.txt)")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a file; what cannot be read is told under it."""
        self._table, self._checked = None, None
        self._file.setText(path.name)
        try:
            self._table = read_table(path)
        except Refused as refusal:
            self._complain(refusal.broken)
        else:
            self._trouble.setText("")
        self._show_step()

    def _complain(self, broken: tuple[RuleBroken, ...]) -> None:
        self._trouble.setText("\n".join(insert_breaks(say(one)) for one in broken))

    def _take_back(self) -> None:
        self.reject()
        self.desk.act("take-back-import")

    def _ask_template(self) -> None:
        kind = self._kind.value()
        name, _ = QFileDialog.getSaveFileName(self, tr(N_("Save as")), f"{kind}.xlsx")
        if name:
            self.save_template(Path(name))

    def save_template(self, path: Path) -> None:
        """Write an empty table of the chosen kind, with a sheet that explains it."""
        from coopbooks.reports.workbook import workbook_bytes  # the workbook writer is heavy

        put_file(path, workbook_bytes(template_sheets(self._kind.value())))
        self.desk.say(tr(N_("Saved as {file}."), file=path.name))

    # --- check and import ---------------------------------------------------------------------------------------------------
    def _asked(self) -> tuple[str, FileTable, Mapping[str, str]] | None:
        return (self._kind.value(), self._table, self.columns.names()) if self._table is not None else None

    def check(self) -> None:
        """Look every row over on the worker; nothing is kept."""
        asked = self._asked()
        if asked is not None:
            kind, table, names = asked
            self.desk.runner.work(lambda tell: check_table(self.desk.book, kind, table, names, tell), self._show_checked)

    def _show_checked(self, checked: Any) -> None:
        asked = self._asked()
        if isinstance(checked, Checked) and asked is not None:
            self._checked = checked
            self.rows.show_checked(*asked, checked)
            self._stack.setCurrentIndex(2)
            self._show_step()

    def bring_in(self) -> None:
        """Bring everything in, or nothing; a checked copy of the book is made before."""
        asked = self._asked()
        if asked is not None:
            kind, table, names = asked
            book = self.desk.book

            def task(tell: Callable[[int, int], None]) -> ImportResult:
                backups.back_up_now(book.path, datetime.now(UTC).astimezone())
                return import_table(book, kind, table, names, tell)

            self.desk.runner.work(task, self._brought_in)

    def _brought_in(self, result: Any) -> None:
        if isinstance(result, ImportResult):
            self.accept()
            self.desk.runner.book_changed.emit(TOPICS)
            self.desk.say(tr(N_("{file}: {added} added, {present} were in the book already."), file=result.file, added=result.added_count,
                             present=result.present_count), *((N_("Take it back"), lambda: self.desk.act("take-back-import", result.import_file_id))
                                                              if result.import_file_id else ()))

    def _progressed(self, done: int, all_of_them: int) -> None:
        self._bar.setMaximum(all_of_them)
        self._bar.setValue(done)

    def _busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        self._back.setEnabled(not busy)
        if busy:
            self._next.setEnabled(False)
        else:
            self._show_step()

    def reject(self) -> None:
        """Leave; long work is stopped first, and nothing is changed."""
        self.desk.runner.stop()
        super().reject()

    def done(self, result: int) -> None:
        """Close, and listen to the worker no longer."""
        self.desk.runner.progressed.disconnect(self._progressed)
        self.desk.runner.busy.disconnect(self._busy)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.runner.stop()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(tr(N_("Bring in a table")))
            self.columns.say_again()
            asked = self._asked()
            if self._checked is not None and asked is not None and self.step() == 2:
                self.rows.show_checked(*asked, self._checked)
        super().changeEvent(event)
