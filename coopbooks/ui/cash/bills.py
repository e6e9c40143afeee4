"""Suppliers' bills: what is open and how long, recording one, paying one in parts, and the register of suppliers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopbooks.coop.cash import ExpenseLine, with_accounts
from coopbooks.coop.suppliers import (
    KeepSupplier,
    OpenBill,
    PayBill,
    RecordBill,
    Supplier,
    bill_entry,
    check_bill,
    check_pay_bill,
    due_day,
    pay_bill_entry,
)
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import boxes, suppliers
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.cash.base import CashForm, CategoryChoice, supplier_picker
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.fields import CountEdit, DayEdit, Segments
from coopbooks.ui.kit.lines import KIP, LineColumn, LinesEdit
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page


class SupplierForm(CashForm):
    """One supplier."""

    def __init__(self, parent: QWidget | None, desk: Desk, known: tuple[int, Supplier] | None = None) -> None:
        super().__init__(parent, desk, N_("Change a supplier") if known else N_("Add a supplier"), N_("Save"))
        self._key = known[0] if known else None
        before = known[1] if known else None
        self.number, self.phone = self.text("number", N_("Supplier no."), 20), self.text("phone", N_("Phone (optional)"))
        self.add_pair(self.fields["number"], self.fields["phone"])
        self.name = self.text("name", N_("Name"))
        self.left.addWidget(self.fields["name"])
        self.terms, self.account = CountEdit(), self.text("bank_account", N_("Account no. at the bank (optional)"))
        self.field("terms_days", N_("Days to pay"), self.terms)
        self.add_pair(self.fields["terms_days"], self.fields["bank_account"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        self.number.setText(before.number if before else desk.runner.read(lambda: suppliers.next_supplier_number(desk.book), ""))
        if before:
            for edit, text in ((self.name, before.name), (self.phone, before.phone), (self.account, before.bank_account), (self.note, before.note)):
                edit.setText(text)
            self.terms.set_value(before.terms_days or 0)
        self.after.wait_for(N_("Bills are due after these days."))
        self.name.setFocus()

    def order(self) -> KeepSupplier:
        typed = self.terms.text().strip()
        return KeepSupplier(Supplier(self.words(self.number), self.words(self.name), self.words(self.phone), self.words(self.account),
                                     int(self.terms.value() or 0) if typed else None, self.words(self.note)), self._key)

    def action(self, order: Any) -> Outcome:
        return suppliers.keep_supplier(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("{name} is in the register of suppliers."), name=self.words(self.name)))


class BillForm(CashForm):
    """A bill with its lines by category."""

    def __init__(self, parent: QWidget | None, desk: Desk, known: tuple[int, Supplier] | None = None) -> None:
        super().__init__(parent, desk, N_("Supplier bill"), N_("Save the bill"))
        self.supplier = supplier_picker(desk)
        self.field("supplier_id", N_("Supplier"), self.supplier)
        self.theirs = self.text("their_number", N_("No. on their paper (optional)"))
        self.add_pair(self.fields["supplier_id"], self.fields["their_number"])
        self.on, self.due = self.day(message=N_("Date of the bill")), DayEdit(desk.today)
        self.field("due_on", N_("To pay by"), self.due)
        self.add_pair(self.fields["on"], self.fields["due_on"])
        offered = CategoryChoice(desk.runner.read(lambda: boxes.categories(desk.book, "out"), ()))
        names = [(code, offered.itemText(place)) for place, code in enumerate(offered.categories)]
        self.lines = LinesEdit((
            LineColumn("category", N_("What for?"), width=220, find=lambda text: [one for one in names if text.lower() in one[1].lower()] or names,
                       label=lambda one: one[1], row=lambda one: one[1]),
            LineColumn("note", N_("Text"), width=180), LineColumn("amount_kip", N_("Amount ₭"), KIP, width=130)), N_("Lines of the bill"))
        self.lines.setMinimumHeight(150)
        self.lines.changed.connect(self.preview)
        self.add("lines", N_("What was bought?"), self.lines)
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.supplier.picked.connect(self._picked)
        self.on.editingFinished.connect(lambda: self._picked(self.supplier.thing))
        if known:
            self.supplier.set_thing(known)
        self.preview()
        self.supplier.setFocus()

    def begin_with(self, category: tuple[str, str], amount_kip: Kip, note: str, their_number: str) -> None:
        """Fill the first line, and what else is known already."""
        self.lines.fill(0, "category", category)
        if amount_kip:
            self.lines.fill(0, "amount_kip", amount_kip)
        self.note.setText(note)
        self.theirs.setText(their_number)
        self.preview()

    def _picked(self, known: tuple[int, Supplier] | None) -> None:
        on = self.on.value()
        if known is not None and on is not None:
            self.due.set_value(due_day(known[1], RecordBill(known[0], on, ())))

    def order(self) -> RecordBill | None:
        on, known = self.on.value(), self.supplier.thing
        if on is None or known is None:
            return None
        lines = tuple(ExpenseLine("", line.get("amount_kip") or ZERO, line.get("note") or "", (line.get("category") or ("",))[0])
                      for line in self.lines.values())
        return RecordBill(known[0], on, lines, self.due.value(), self.words(self.theirs), None, self.words(self.note))

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None or not order.lines:
            self.after.wait_for(N_("Choose the supplier and write what was bought."))
            return
        facts = self.runner.read(lambda: suppliers.prepare_bill(self.desk.book, order))
        complaints = check_bill(facts, order)
        whole = RecordBill(order.supplier_id, order.on, with_accounts(facts.voucher, order.lines), note=order.note)
        self.show_after([(N_("This bill"), 0, order.total_kip)], complaints, None if complaints else bill_entry(whole))

    def show_refusals(self, broken: Any) -> None:
        told = {}
        for one in broken:
            part = one.field.split(".")
            if part[0] == "lines" and len(part) == 3:
                told[int(part[1]), "category" if part[2] == "account" else part[2]] = say(one)
        super().show_refusals(broken)
        self.lines.tell(told)

    def action(self, order: Any) -> Outcome:
        return suppliers.record_bill(self.desk.book, order, self.request_key)


class PayBillForm(CashForm):
    """Paying a bill, in full or in part."""

    def __init__(self, parent: QWidget | None, desk: Desk, bill: OpenBill) -> None:
        super().__init__(parent, desk, N_("Pay a bill"), N_("Pay"))
        self.bill = bill
        self.left.addWidget(Words(N_("{number} of {supplier}, to pay by {due_on}"), "strong", number=bill.number, supplier=bill.supplier,
                                  due_on=bill.due_on))
        self.amount, self.on = self.money(), self.day()
        self.add_pair(self.fields["amount_kip"], self.fields["on"])
        self.from_box = self.box(message=N_("From which box?"))
        self.left.addWidget(self.fields["money"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        self.offer_print(N_("Payment voucher (A5, 2 copies)"))
        self.amount.set_value(bill.open_kip)
        self.preview()
        self.amount.setFocus()

    def order(self) -> PayBill | None:
        on = self.on.value()
        return PayBill(self.bill.document_id, on, self.amount.value() or ZERO, self.from_box.value(), None, self.words(self.note)) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None:
            self.after.wait_for(N_("Give the amount."))
            return
        facts = self.runner.read(lambda: suppliers.prepare_bill_payment(self.desk.book, order))
        complaints, held = check_pay_bill(facts, order), self.from_box.held_kip()
        self.show_after([(N_("Still open on the bill"), facts.open_kip, facts.open_kip - order.amount_kip),
                         (N_("Money box"), held, held - order.amount_kip)], complaints, None if complaints else pay_bill_entry(order))

    def action(self, order: Any) -> Outcome:
        return suppliers.pay_bill(self.desk.book, order, self.request_key)


def _owed(bills: Sequence[OpenBill], as_of: date) -> Figure | None:
    """What is open on bills at the close of a day."""
    items = tuple(bill.document_id for bill in bills if bill.open_kip)
    return Figure(("suppliers-payable",), last_day=as_of, credit=True, register="bill", items=items) if items else None


def _billed(bills: Sequence[OpenBill]) -> Figure | None:
    """What bills came to, as they were recorded."""
    papers = tuple(bill.document_id for bill in bills)
    return Figure(("suppliers-payable",), credit=True, papers=papers) if papers else None


class BillsPage(Page):
    """Bills on one side, suppliers on the other."""

    title = N_("Bills")
    topics = frozenset({Topic.CASH, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: tuple[list[OpenBill], int] = ([], 0)
        self._suppliers: list[tuple[int, Supplier]] = []
        self.shown = Segments((("open", N_("Open bills")), ("all", N_("All bills")), ("suppliers", N_("Suppliers"))))
        self._only: int | None = None
        self.shown.chosen.connect(lambda _key: self.show_of(None))
        today = desk.today
        self.table = RecordTable((
            Column(N_("No."), lambda bill: bill.number, width=100, icon=lambda _bill: "file-document-outline",
                   total=lambda _rows: tr(N_("Total"))),
            Column(N_("Supplier"), lambda bill: bill.supplier, width=230, bold=True),
            Column(N_("Their no."), lambda bill: bill.their_number, width=100),
            Column(N_("Date"), lambda bill: bill.on, formats.day, width=104),
            Column(N_("To pay by"), lambda bill: bill.due_on, formats.day, width=104,
                   ink=lambda bill: "danger" if bill.open_kip and bill.due_on < today else ""),
            Column(N_("Days late"), lambda bill: max(bill.days_late(today), 0) if bill.open_kip else 0, kip, right=True, width=84),
            Column(N_("Amount ₭"), lambda bill: bill.total_kip, kip, right=True, width=120,
                   total=lambda rows: kip(sum(bill.total_kip for bill in rows)), explain=lambda bill: _billed([bill]), explain_total=_billed),
            Column(N_("Still open ₭"), lambda bill: bill.open_kip, kip, right=True, width=120, bold=True,
                   total=lambda rows: kip(sum(bill.open_kip for bill in rows)), explain=lambda bill: _owed([bill], today),
                   explain_total=lambda rows: _owed(rows, today))), N_("Bills"))
        self.table.opened.connect(self.pay)
        self.suppliers = RecordTable((
            Column(N_("No."), lambda known: known[1].number, width=90),
            Column(N_("Name"), lambda known: known[1].name, width=260, bold=True),
            Column(N_("Phone"), lambda known: known[1].phone, width=140),
            Column(N_("Days to pay"), lambda known: known[1].terms_days or 0, kip, right=True, width=100),
            Column(N_("We owe ₭"), lambda known: self.owed(known[0]), kip, right=True, width=130, bold=True,
                   explain=lambda known: _owed([bill for bill in self._found[0] if bill.supplier_id == known[0]], today))), N_("Suppliers"))
        self.suppliers.opened.connect(lambda known: SupplierForm(self, desk, known).open())
        self._other, self._empty = Words("", "hint"), EmptyPage("file-document-outline", N_("No bill is open. Well done."))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Button(N_("Record a bill"), self.add_new, look="main", icon="plus"),
                           Button(N_("Pay the bill"), lambda: self.pay(self.table.current()), icon="cash-minus"),
                           Button(N_("Add a supplier"), lambda: SupplierForm(self, desk).open(), icon="account-plus-outline"), None, self.shown,
                           Button(N_("Bills by age"), lambda: desk.go("reports", "payables"), look="quiet", icon="printer")))
        self._whose = Words("", "strong")
        self._everybody = Button(N_("All suppliers"), lambda: self.show_of(None), look="link")
        page.addLayout(row(self._whose, self._everybody, None))
        page.addWidget(self._empty, 1)
        page.addWidget(self.table, 1)
        page.addWidget(self.suppliers, 1)
        page.addWidget(self._other)

    def owed(self, supplier_id: int) -> int:
        """What is open on a supplier's bills."""
        return sum(bill.open_kip for bill in self._found[0] if bill.supplier_id == supplier_id)

    def show_of(self, supplier_id: int | None) -> None:
        """Show the bills of one supplier, or of all."""
        self._only = supplier_id
        self.refresh()

    def show_for(self, what: object) -> None:
        self.shown.set_value("all")
        self.show_of(int(str(what)))

    def refresh(self) -> None:
        only_open = self.shown.value() == "open"
        self._found = self.desk.runner.read(lambda: suppliers.bills(self.desk.book, self.desk.today, only_open=only_open), self._found)
        self._suppliers = list(self.desk.runner.read(lambda: suppliers.all_suppliers(self.desk.book), {}).items())
        self.say_again()

    def say_again(self) -> None:
        known = dict(self._suppliers).get(self._only or 0)
        bills, other = [bill for bill in self._found[0] if known is None or bill.supplier_id == self._only], self._found[1]
        people = self.shown.value() == "suppliers"
        self.table.setVisible(not people and bool(bills))
        self.suppliers.setVisible(people)
        self._empty.setVisible(not people and not bills)
        for widget in (self._whose, self._everybody):
            widget.setVisible(known is not None)
        self._whose.tell(N_("Bills of {name}"), name=known.name if known else "")
        self.table.show_rows(bills)
        self.suppliers.show_rows(self._suppliers)
        self._other.setVisible(bool(other))
        self._other.tell(N_("Other debts to suppliers without a bill: {other_kip} ₭"), other_kip=other)

    def pay(self, bill: OpenBill | None) -> None:
        """Pay a bill that has something open; a paid one shows its paper."""
        if bill is not None and bill.open_kip:
            PayBillForm(self, self.desk, bill).open()
        elif bill is not None:
            self.desk.go("reports", "receipt", bill.number, *paper_of(bill.document_id))

    def add_new(self) -> None:
        BillForm(self, self.desk).open()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_empty"):
            self.say_again()
        super().changeEvent(event)
