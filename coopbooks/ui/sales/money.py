"""Receive money from a customer: what is open, oldest first, each with a box to tick and an amount; what is over stays on account."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.customers import OpenItem
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt, allocate, check_receipt, questions_about_receipt, receipt_entry
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import sales, sales_pages
from coopbooks.services.outcome import Outcome
from coopbooks.services.sales_pages import OpenOfCustomer
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.lines import KIP, Cell, LineColumn, LinesEdit
from coopbooks.ui.sales.base import BoxChoice, SalesForm, customer_picker
from coopbooks.ui.shell.page import Desk

COLUMNS = (
    LineColumn("tick", "", width=34, ticked=lambda line: bool(line["amount_kip"])),
    LineColumn("number", N_("Invoice"), width=100, worked_out=lambda line: line["item"].number if line.get("item") else ""),
    LineColumn("due", N_("To be paid by"), width=106, worked_out=lambda line: formats.day(line["item"].due_on) if line.get("item") else ""),
    LineColumn("open", N_("Still to pay ₭"), width=110, right=True, worked_out=lambda line: kip(line["item"].open_kip) if line.get("item") else ""),
    LineColumn("amount_kip", N_("Pays ₭"), KIP, width=110),
)


class ReceiveForm(SalesForm):
    """One customer's money."""

    def __init__(self, parent: QWidget, desk: Desk, customer_id: int | None = None, document_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Receive money"), N_("Save & print receipt"), "cash-plus")
        self.facts: OpenOfCustomer | None = None
        self._chosen_by_hand, self._first = False, document_id
        self.customer = customer_picker(desk)
        self.on = self.day()
        self.add_pair(self.field("customer_id", N_("From"), self.customer), self.fields["on"])
        self.amount, self.into = self.money("amount_kip", N_("Amount ₭")), BoxChoice(())
        self.add_pair(self.fields["amount_kip"], self.field("into", N_("Money box"), self.into))
        self.lines = LinesEdit(COLUMNS, N_("What is open"), fixed=True)
        self.lines.setMinimumHeight(150)
        self.lines.view.verticalHeader().hide()
        self.fields["parts"] = self.field("parts", N_("What it pays, oldest first"), self.lines)
        self.left.addWidget(self.fields["parts"], 1)
        self.foreign, self.cents = BoxChoice(()), QLineEdit(maxLength=20)
        self.cents.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add_pair(self.field("invoice_number", N_("Invoice in foreign money"), self.foreign),
                      self.field("foreign_cents", N_("Foreign amount"), self.cents))
        self.note = self.text("note", N_("Note (optional)"))
        self.left.addWidget(self.fields["note"])
        self.customer.picked.connect(lambda _customer: self._learn())
        self.on.editingFinished.connect(self._learn)
        self.amount.textChanged.connect(lambda _text: self._share_out())
        self.lines.edited.connect(lambda _place, _name: self._typed_part())
        self.lines.model.ticked.connect(self._tick)
        self._show_foreign()
        self.after.wait_for(N_("Choose a customer."))
        if customer_id is not None:
            self.customer.set_thing(desk.runner.read(lambda: sales_pages.customer(desk.book, customer_id)))
            self.amount.setFocus()
        else:
            self.customer.setFocus()

    # --- what is open -----------------------------------------------------------------------------------------------------
    def _learn(self) -> None:
        customer, on = self.customer.thing, self.on.value()
        if customer is None or on is None:
            self.facts = None
            self.lines.show_lines([])
            self.preview()
            return
        self.facts = self.runner.read(lambda: sales_pages.open_of_customer(self.desk.book, customer.customer_id, on), self.facts)
        facts = self.facts
        if facts is None:
            return
        self.into.show_boxes(facts.boxes)
        self._chosen_by_hand = False
        self.lines.show_lines([{"item": Cell(item.number, item)} for item in facts.items])
        self._show_foreign()
        if self._first is not None:
            place = next((place for place, item in enumerate(facts.items) if item.document_id == self._first), None)
            self._first = None
            if place is not None:
                self._tick(place, on=True)
                return
        self._share_out()

    def _show_foreign(self) -> None:
        items = [item for item in self.facts.items if item.document_id in self.facts.foreign] if self.facts else []
        for name in ("invoice_number", "foreign_cents"):
            self.fields[name].setVisible(bool(items))
        told = [("", "–")]
        for item in items:
            foreign = self.facts.foreign[item.document_id] if self.facts else None
            if foreign is not None:
                cents = foreign.open_cents(item.open_kip)
                told.append((item.number, f"{item.number} · {cents // 100:,}.{cents % 100:02} {foreign.currency}"))
        self.foreign.set_choices(told)

    def _items(self) -> list[OpenItem]:
        return list(self.facts.items) if self.facts else []

    def _tick(self, place: int, on: bool) -> None:
        items = self._items()
        if not 0 <= place < len(items):
            return
        parts = [int(line["amount_kip"] or 0) for line in self.lines.values()]
        whole = sum(parts) == (self.amount.value() or 0)
        parts[place] = 0
        left = (self.amount.value() or 0) - sum(parts)
        open_kip = items[place].open_kip
        parts[place] = 0 if not on else open_kip if whole or left <= 0 else min(open_kip, left)
        self._chosen_by_hand = True
        self._fill(parts)
        if whole or sum(parts) > (self.amount.value() or 0):
            self.amount.set_value(sum(parts))
        self.preview()

    def _typed_part(self) -> None:
        self._chosen_by_hand = True
        self.preview()

    def _share_out(self) -> None:
        """Oldest first, as long as nobody ticked anything."""
        if not self._chosen_by_hand and self.facts is not None:
            left, parts = int(self.amount.value() or 0), []
            for item in self._items():
                parts.append(min(left, item.open_kip))
                left -= parts[-1]
            self._fill(parts)
        self.preview()

    def _fill(self, parts: list[int]) -> None:
        for place, part in enumerate(parts):
            self.lines.fill(place, "amount_kip", part or None)

    # --- the order ----------------------------------------------------------------------------------------------------------
    def order(self) -> TakeReceipt | None:
        customer, on, amount = self.customer.thing, self.on.value(), self.amount.value()
        if customer is None or on is None or amount is None:
            return None
        cents = self._cents()
        if cents:
            return TakeReceipt(customer.customer_id, on, amount, self.into.value(), self.foreign.value(), note=self.words(self.note),
                               foreign_cents=cents)
        parts = tuple(ReceiptPart(item.document_id, Kip(line["amount_kip"])) for item, line in zip(self._items(), self.lines.values(), strict=True)
                      if line["amount_kip"]) if self._chosen_by_hand else ()
        return TakeReceipt(customer.customer_id, on, amount, self.into.value(), note=self.words(self.note), parts=parts,
                           stays_on_account=self._chosen_by_hand and not parts)

    def _cents(self) -> int:
        """Hundredths of the foreign amount; −1 while what is typed is no amount."""
        text = self.cents.text().strip()
        if not text or not self.foreign.value():
            return 0
        try:
            thousandths = formats.parse_kg(text)
        except ValueError:
            return -1
        return thousandths // 10 if thousandths % 10 == 0 else -1

    def preview(self) -> None:
        order, facts = self.order(), self.facts
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a customer."))
            return
        judged = self.runner.read(lambda: sales.prepare_receipt(self.desk.book, order))
        if judged is None:
            return
        complaints = check_receipt(judged, order) if order.amount_kip else []
        settled = ZERO if complaints else Kip(sum(part.amount_kip for part in allocate(judged, order)))
        open_kip = sum(item.open_kip for item in facts.items)
        rest = 0 if complaints or order.foreign_cents else order.amount_kip - settled
        self.after.show_who(facts.customer.name, facts.customer.number)
        self.show_after([(N_("Still to pay"), open_kip, open_kip - settled),
                         (N_("On account"), facts.on_account_kip, facts.on_account_kip + rest)],
                        [*complaints, *([] if complaints else questions_about_receipt(judged, order))],
                        None if complaints or not order.amount_kip else receipt_entry(judged, order))

    def save(self) -> None:
        self.lines.commit()
        super().save()

    def show_typing_complaints(self) -> bool:
        """As every form; the foreign amount is a number too."""
        fine = super().show_typing_complaints()
        if self._cents() < 0:
            self.fields["foreign_cents"].complain(tr(N_("“{value}” is not a number."), value=self.cents.text()))
            return False
        return fine

    def action(self, order: Any) -> Outcome:
        return sales.take_receipt(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        super().told(outcome)
        self.desk.act("print-paper", "receipt", outcome.documents[-1][1])
