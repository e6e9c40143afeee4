"""The lists of the sales ledger: invoices with the age of what is owed, and what lowered it."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from coopbooks.books.sales_lists import ListedReceipt
from coopbooks.coop.drafts import Draft
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import Kip
from coopbooks.services import customer_figures, sales_pages
from coopbooks.services.outcome import Topic
from coopbooks.services.sales_pages import InvoicesPage
from coopbooks.ui.kit import export
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.sales import behind
from coopbooks.ui.sales.sale import Begin
from coopbooks.ui.shell.page import Desk, Page

STATES = (("", N_("All {count}")), ("draft", N_("Drafts {count}")), ("open", N_("Open {count}")), ("overdue", N_("Overdue {count}")),
          ("paid", N_("Paid {count}")), ("void", N_("Void {count}")))
_STATE = {"draft": N_("Draft"), "open": "", "overdue": N_("{days} days late"), "paid": N_("Paid"), "void": N_("Void")}
_TAGS = {"draft": "neutral", "overdue": "bad", "paid": "ok", "void": "neutral"}
STILL, ASKED = N_("Still to pay ₭"), N_("Total ₭")
AGES = (N_("Not yet due"), N_("1–30 days"), N_("31–60 days"), N_("61–90 days"), N_("Over 90 days"))


class DraftLine:
    """A draft in the list of invoices."""

    def __init__(self, draft: Draft) -> None:
        told = json.loads(draft.content)
        self.document_id, self.draft_key, self.state = 0, draft.draft_key, "draft"
        self.number, self.name = "–", str(told.get("customer", ""))
        self.on = date.fromisoformat(draft.changed_at[:10])
        self.due_on, self.total_kip, self.open_kip, self.late_days = None, Kip(int(told.get("total_kip", 0))), Kip(0), 0


def _name(line: Any) -> str:
    return line.name if isinstance(line, DraftLine) else line.customer.name


def _state(line: Any) -> str:
    if line.state == "paid" and getattr(line, "is_cash", False):
        return tr(N_("Cash sale"))
    return tr(_STATE[line.state], days=line.late_days) if _STATE[line.state] else ""


def _asked_for(lines: Sequence[Any]) -> Figure | None:
    """What the total of the list adds up; a single void paper explains its own figure all the same."""
    stand = [line for line in lines if line.document_id and (line.state != "void" or len(lines) == 1)]
    return behind.asked_for(stand)


def _stand(lines: Sequence[ListedReceipt]) -> list[ListedReceipt]:
    return [line for line in lines if not line.is_void or len(lines) == 1]


def _total(name: str) -> Any:
    return lambda rows: kip(sum(getattr(line, name) for line in rows if line.state != "void"))


COLUMNS = (
    Column(N_("No."), lambda i: i.number, width=96),
    Column(N_("Date"), lambda i: i.on, formats.day, width=100),
    Column(N_("Customer"), _name, width=250, bold=True, total=lambda rows: tr(N_("{count} papers"), count=len(rows))),
    Column(N_("To be paid by"), lambda i: i.due_on, lambda day: formats.day(day) if day else "–", key=lambda i: i.due_on or date.max, width=110),
    Column(ASKED, lambda i: i.total_kip, kip, right=True, width=126, total=_total("total_kip")),
    Column(STILL, lambda i: i.open_kip, kip, right=True, width=126, bold=True, total=_total("open_kip")),
    Column(N_("State"), lambda i: i, _state, key=lambda i: (i.state, i.late_days), width=124, tag=lambda i: _TAGS.get(i.state, "")),
)


class InvoicesList(Page):
    """Invoices as they stand on a day."""

    title = N_("Invoices")
    topics = frozenset({Topic.SALES, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page: InvoicesPage | None = None
        self._filter = ""
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(220)
        self._find.textChanged.connect(lambda _text: self._show())
        self._as_of = DayEdit(desk.today)
        self._as_of.setFixedWidth(118)
        self._as_of.setAccessibleName(tr(N_("As at")))
        self._as_of.editingFinished.connect(self.refresh)
        group = QButtonGroup(self)
        self._chips: dict[str, Button] = {}
        for key, message in STATES:
            chip = self._chips[key] = Button(message, partial(self.choose, key), look="chip", count=0)
            chip.setCheckable(True)
            chip.setChecked(not key)
            group.addButton(chip)
        self._ages = [(Words(message, "label"), plain("–", "strong")) for message in AGES]
        self.table = RecordTable(self._columns(), N_("Invoices"), key=lambda line: (line.document_id, getattr(line, "draft_key", "")))
        self.table.opened.connect(self._open)
        self._empty = EmptyPage("receipt-text-outline", N_("Nothing is sold yet."), Button(N_("New invoice"), self.add_new, look="main", icon="plus"))
        self._nothing = EmptyPage("magnify", N_("Nothing is found. Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty, self._nothing):
            self._stack.addWidget(shown)
        self._gap = Words("", "warn")
        self._gap_card = Card(look="warn", padding=6)
        self._gap_card.column.addLayout(row(self._gap, Button(N_("Look at them"), lambda: desk.go("sales", "numbers"), look="link"), None))
        self._put_together()
        self.say_again()

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _columns(self) -> tuple[Column, ...]:
        stands = {STILL: self._open_on, ASKED: _asked_for}
        return tuple(behind.explained_column(column, stands[column.title]) if column.title in stands else column for column in COLUMNS)

    def _open_on(self, lines: Sequence[Any]) -> Figure | None:
        return customer_figures.open_on((line.document_id for line in lines if line.open_kip > 0), self._as_of.value() or self.desk.today)

    def _age(self, place: int) -> Figure | None:
        return behind.of_age(self.desk, self.page.as_of, sales_pages.DAYS_LATE[place]) if self.page is not None else None

    def _put_together(self) -> None:
        ages = QHBoxLayout()
        ages.setSpacing(8)
        for place, (label, figure) in enumerate(self._ages):
            explained(figure, partial(self._age, place))
            card = Card(padding=8)
            card.column.setSpacing(0)
            card.column.addWidget(label)
            card.column.addWidget(figure)
            ages.addWidget(card, 1)
        self._save = Button(N_("Save list"), lambda: export.ask_ending(self._save, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(self._find, None, Words(N_("As at"), "label"), self._as_of, self._save,
                           Button(N_("Receive money"), lambda: self.desk.act("receive-money"), icon="cash-plus", tint="success", hint=N_("F4")),
                           Button(N_("New invoice"), self.add_new, look="main", icon="plus", hint=N_("F3"))))
        page.addLayout(row(*self._chips.values(), None))
        page.addLayout(ages)
        page.addWidget(self._gap_card)
        page.addWidget(self._stack, 1)

    def refresh(self) -> None:
        as_of = self._as_of.value() or self.desk.today
        self.page = self.desk.runner.read(lambda: sales_pages.invoices_page(self.desk.book, as_of), self.page)
        if self.page is None:
            return
        every = self._every()
        for key, message in STATES:
            self._chips[key].tell(message, count=sum(not key or line.state == key or (key == "open" and line.state == "overdue") for line in every))
        for (_, figure), value in zip(self._ages, self.page.ages(), strict=True):
            figure.setText(kip_signed(value))
        self._gap.tell(N_("Numbers that are missing without a word: {count}."), count=self.page.unexplained_count)
        self._gap_card.setVisible(self.page.unexplained_count > 0)
        self._show()

    def _every(self) -> list[Any]:
        return [*(DraftLine(one) for one in self.page.drafts), *self.page.invoices] if self.page else []

    def choose(self, state: str) -> None:
        """Show the invoices of a state."""
        self._filter = state
        self._chips[state].setChecked(True)
        self._show()

    def show_for(self, what: object) -> None:
        self.refresh()
        self.choose(str(what) if what in self._chips else "")

    def _show(self) -> None:
        every, wanted = self._every(), lao.fold(self._find.text())
        found = [line for line in every if (not self._filter or line.state == self._filter or (self._filter == "open" and line.state == "overdue"))
                 and wanted in lao.fold(f"{line.number} {_name(line)}")]
        self.table.show_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._nothing if every else self._empty)

    def _open(self, line: Any) -> None:
        if isinstance(line, DraftLine):
            self.desk.go("sale", Begin(draft_key=line.draft_key))
        else:
            self.desk.go("invoice", line.document_id)

    def export(self, ending: str) -> None:
        """Save the list as it is shown."""
        paper = export.shown_list(self.desk, self.table, N_("Invoices"), N_("As at {as_of}"), as_of=self._as_of.value() or self.desk.today)
        export.save_paper(self, self.desk, paper, tr(N_("Invoices")), ending)

    def add_new(self) -> None:
        self.desk.go("sale", Begin())

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Number or customer")))
        self._find.setAccessibleName(tr(N_("Find an invoice")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)


RECEIPT_COLUMNS = (
    Column(N_("No."), lambda r: r.number, width=96),
    Column(N_("Date"), lambda r: r.on, formats.day, width=100),
    Column(N_("Paper"), lambda r: r.kind, lambda kind: tr(KINDS[kind]), width=130),
    Column(N_("Customer"), lambda r: r.customer.name, width=230, bold=True, total=lambda rows: tr(N_("{count} papers"), count=len(rows))),
    Column(N_("Amount ₭"), lambda r: r.total_kip, kip, right=True, width=124, bold=True,
           total=lambda rows: kip(sum(one.total_kip for one in rows if not one.is_void)),
           explain=lambda r: behind.came_in((r,)), explain_total=lambda rows: behind.came_in(_stand(rows))),
    Column(N_("Pays"), lambda r: r.paid, width=150),
    Column(N_("On account ₭"), lambda r: r.rest_kip, kip, right=True, width=116, explain=lambda r: behind.left_over((r,))),
    Column(N_("State"), lambda r: r.is_void, lambda void: tr(N_("Void")) if void else "", width=80, tag=lambda r: "neutral" if r.is_void else ""),
)


class ReceiptsList(Page):
    """Receipts, credit notes and debts given up."""

    title = N_("Receipts & credits")
    topics = frozenset({Topic.SALES, Topic.JOURNAL})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._every: tuple[ListedReceipt, ...] = ()
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(220)
        self._find.textChanged.connect(lambda _text: self._show())
        self.table = RecordTable(RECEIPT_COLUMNS, N_("Receipts & credits"), key=lambda line: line.document_id)
        self.table.opened.connect(lambda line: desk.go("reports", "credit-note" if line.kind == "credit-note" else "receipt", line.number,
                                                          *paper_of(line.document_id)))
        self._empty = EmptyPage("cash-plus", N_("No customer has paid yet."),
                                Button(N_("Receive money"), self.add_new, look="main", icon="cash-plus"))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty):
            self._stack.addWidget(shown)
        self._void = Button(N_("Void"), self.void, icon="undo-variant")
        self._save = Button(N_("Save list"), lambda: export.ask_ending(self._save, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 8)
        page.setSpacing(8)
        page.addLayout(row(self._find, None, self._void, self._save,
                           Button(N_("Receive money"), self.add_new, look="main", icon="cash-plus", hint=N_("F4"))))
        page.addWidget(self._stack, 1)
        self.say_again()

    def refresh(self) -> None:
        self._every = self.desk.runner.read(lambda: sales_pages.receipts_page(self.desk.book), self._every)
        self._show()

    def _show(self) -> None:
        wanted = lao.fold(self._find.text())
        self.table.show_rows([line for line in self._every if wanted in lao.fold(f"{line.number} {line.customer.name} {line.paid}")])
        self._stack.setCurrentWidget(self.table if self._every else self._empty)

    def void(self) -> None:
        """Make the marked paper void."""
        from coopbooks.ui.sales.after_sale import VoidForm

        line = self.table.current()
        if line is not None and not line.is_void:
            VoidForm(self, self.desk, line.document_id).open()

    def export(self, ending: str) -> None:
        """Save the list as it is shown."""
        paper = export.shown_list(self.desk, self.table, N_("Receipts & credits"), N_("As at {as_of}"), as_of=self.desk.today)
        export.save_paper(self, self.desk, paper, tr(N_("Receipts & credits")), ending)

    def add_new(self) -> None:
        self.desk.act("receive-money")

    def start_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Number or customer")))
        self._find.setAccessibleName(tr(N_("Find a receipt")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
