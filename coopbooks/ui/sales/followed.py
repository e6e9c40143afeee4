"""What belongs to an invoice: the papers that followed it, withdrawn notes and void receipts too, and the photos and scans kept with it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.coop.attachments import AttachFile, TakeAway
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import attachments
from coopbooks.services.sales_pages import InvoiceView
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.ask import confirm
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.files import SCANS, ask_file
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.pictures import show_file
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.sales import behind
from coopbooks.ui.sales.after_sale import WithdrawForm
from coopbooks.ui.shell.page import Desk


@dataclass(frozen=True, slots=True)
class Belongs:
    """One line: a paper by kind and number, or a file by name. `key` is the id of its document, note or attachment."""

    kind: str
    number: str
    on: date
    amount_kip: int
    key: int
    is_ended: bool = False


FILE, NOTE = "file", "delivery-note"
AMOUNT = N_("Amount ₭")
COLUMNS = (
    Column(N_("What belongs to it"), lambda b: b.kind, lambda kind: tr(KINDS.get(kind, N_("Photo or scan"))), width=140),
    Column(N_("No."), lambda b: b.number, width=150, bold=True),
    Column(N_("Date"), lambda b: b.on, formats.day, width=100),
    Column(AMOUNT, lambda b: b.amount_kip, kip, right=True, width=116),
    Column(N_("State"), lambda b: b, lambda b: "" if not b.is_ended else tr(N_("Withdrawn") if b.kind == NOTE else N_("Void")),
           key=lambda b: b.is_ended, width=104, tag=lambda b: "neutral" if b.is_ended else ""),
)


def belonging(view: InvoiceView) -> list[Belongs]:
    """Everything that belongs to an invoice, by day; its files last."""
    papers = [Belongs(one.kind, one.number, one.on, int(one.amount_kip), one.document_id, one.is_void) for one in view.followers]
    papers += [Belongs(NOTE, one.number, one.on, 0, one.paper_id, one.ended_on is not None) for one in view.delivery_notes]
    return [*sorted(papers, key=lambda one: one.on),
            *(Belongs(FILE, one.name, one.added_on, 0, one.attachment_id) for one in reversed(view.files))]


class WhatBelongs(QWidget):
    """The list with its deeds: open a paper, withdraw a delivery note, keep a scan, take one away. `changed` asks the page to look again."""

    changed = Signal()

    def __init__(self, desk: Desk, *more: QWidget) -> None:
        """`more` are buttons of the page that stand in the same row."""
        super().__init__()
        self.desk = desk
        self._view: InvoiceView | None = None
        columns = tuple(replace(column, explain=self._behind) if column.title == AMOUNT else column for column in COLUMNS)
        self.table = RecordTable(columns, N_("What belongs to it"), key=lambda one: (one.kind, one.key))
        self.table.opened.connect(self.open)
        self.table.moved.connect(self._moved)
        self._withdraw = Button(N_("Withdraw"), self.withdraw, look="link")
        self._take_away = Button(N_("Take away"), self.ask_to_take_away, look="link")
        self._error = Words("", "error", wrap=True)
        self._error.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._error)
        whole.addLayout(row(Button(N_("Add photo or scan"), self.ask_for_file, look="link", icon="camera-outline"),
                            self._withdraw, self._take_away, None, *more))

    def show_view(self, view: InvoiceView) -> None:
        """Show what belongs to an invoice."""
        if self._view is None or self._view.paper.document_id != view.paper.document_id:
            self._error.hide()
        self._view = view
        self.table.show_rows(belonging(view))
        self._moved(self.table.current())

    def _moved(self, one: Belongs | None) -> None:
        self._withdraw.setVisible(one is not None and one.kind == NOTE and not one.is_ended)
        self._take_away.setVisible(one is not None and one.kind == FILE)

    def _behind(self, one: Belongs) -> Figure | None:
        return behind.of_invoice(one.kind, one.key, self._view.paper.document_id) if self._view is not None and one.amount_kip else None

    def open(self, one: Belongs) -> None:
        """Look at a paper or file."""
        if one.kind == FILE:
            show_file(self, one.number, self.desk.runner.read(lambda: attachments.file_body(self.desk.book, one.key), b""))
        elif one.kind in (NOTE, "credit-note"):
            self.desk.go("reports", one.kind, one.number, *paper_of(one.key))
        else:
            self.desk.go("reports", "receipt", one.number, *paper_of(one.key))

    def withdraw(self) -> None:
        """The marked delivery note no longer holds."""
        one: Belongs | None = self.table.current()
        if one is not None and one.kind == NOTE and not one.is_ended:
            WithdrawForm(self, self.desk, one.key).open()

    # --- photos and scans ---------------------------------------------------------------------------------------------------
    def ask_for_file(self) -> None:
        """Ask for a photo or scan, and keep it."""
        path = ask_file(self, SCANS)
        if path is not None:
            self.keep(path)

    def keep(self, path: Path) -> None:
        """Keep a photo or scan with the invoice."""
        if self._view is None:
            return
        body = self.desk.runner.read(path.read_bytes, b"")
        order = AttachFile("document", self._view.paper.document_id, "other", path.name, body, self.desk.today)
        self._error.hide()
        self.desk.runner.run(lambda: attachments.attach_file(self.desk.book, order), lambda _outcome: self._kept(path.name), self._refused)

    def _kept(self, name: str) -> None:
        self.desk.say(tr(N_("{file} is kept in the book."), file=name))
        self.changed.emit()

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        self._error.setText("\n".join(insert_breaks(say(one)) for one in broken))
        self._error.show()

    def ask_to_take_away(self) -> None:
        """Ask first: what is taken away is shown no longer."""
        one: Belongs | None = self.table.current()
        if one is not None and one.kind == FILE and confirm(
                self, N_("Take away"), tr(N_("{file} is shown no longer. It stays in the history."), file=one.number), N_("Take away"),
                N_("Keep it")):
            self.take_away(one)

    def take_away(self, one: Belongs) -> None:
        """Show a file no longer."""
        order = TakeAway(one.key, self.desk.today)
        self.desk.runner.run(lambda: attachments.take_away_file(self.desk.book, order), lambda _outcome: self.changed.emit())
