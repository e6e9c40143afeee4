"""The invoice page: customer, day, time to pay, lines by keyboard, the printed page beside it, kept as a draft while it is written."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coopbooks.coop.customers import Customer
from coopbooks.coop.drafts import DropDraft, KeepDraft
from coopbooks.coop.invoices import CustomerLimitPassed, IssueInvoice, questions_about
from coopbooks.coop.trade_papers import MakeQuotation
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import drafts, sales, sales_pages, sales_papers, trade_papers
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.sales_pages import INVOICE_DRAFT, SaleForm
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import DayEdit, Field, Segments
from coopbooks.ui.kit.lines import LinesEdit
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.sales import wares
from coopbooks.ui.sales.base import PaperPicture, customer_picker
from coopbooks.ui.sales.totals import Totals
from coopbooks.ui.sales.wares import COLUMNS, Terms
from coopbooks.ui.shell.page import Desk, Page


@dataclass(frozen=True, slots=True)
class Begin:
    """What a new invoice begins with: a customer, a draft, a quotation that was taken up, or an invoice to copy."""

    customer_id: int | None = None
    draft_key: str = ""
    quotation_id: int | None = None
    copy_of: int | None = None
    kind: str = "invoice"


class SalePage(Page):
    """One invoice, cash sale or quotation that is being written."""

    title, workspace = N_("New invoice"), "sales"
    topics = frozenset({Topic.SALES, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: SaleForm | None = None
        self.draft_key = ""
        self.quotation_id: int | None = None
        self._request_key = uuid4().hex
        self._confirmed = False
        self._filling = False
        self.kind = Segments((("invoice", N_("Invoice")), ("quotation", N_("Quotation"))))
        self.customer = customer_picker(desk)
        self.on = DayEdit(desk.today)
        self.terms = Terms()
        self.lines = LinesEdit(COLUMNS, N_("Lines of the invoice"))
        self.note, self.ref = QLineEdit(maxLength=300), QLineEdit(maxLength=100)
        self.totals = Totals()
        self.fields: dict[str, Field] = {
            "customer_id": Field(N_("Customer"), self.customer), "on": Field(N_("Date"), self.on), "due_on": Field(N_("Time to pay"), self.terms),
            "note": Field(N_("Message to the customer (printed)"), self.note),
            "customer_ref": Field(N_("The customer's reference (optional)"), self.ref), **self.totals.fields}
        self._question, self._yes = Words("", "warn", wrap=True), Button(N_("Sell all the same"), self._sell_anyway, look="link")
        self._asks = Card(look="warn", padding=8)
        self._asks.column.addLayout(row(self._question, self._yes))
        self._asks.hide()
        self.picture = PaperPicture(desk, self._paper)
        self._state = Words("", "hint")
        self._issue = Button(N_("Issue and print"), self.issue, look="main", icon="printer", hint=N_("Ctrl+Enter"))
        self._keep_soon = QTimer(self, singleShot=True, interval=1500)
        self._keep_soon.timeout.connect(self.keep_draft)
        self._put_together()
        self._connect()

    def _put_together(self) -> None:
        card = Card(padding=12)
        head = QHBoxLayout()
        head.setSpacing(10)
        for name, stretch in (("customer_id", 3), ("on", 1), ("due_on", 2)):
            head.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(head)
        card.column.addWidget(self.lines, 1)
        below = QHBoxLayout()
        below.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        for name in ("note", "customer_ref"):
            words.addWidget(self.fields[name])
        words.addLayout(self.totals.foreign_row())
        words.addStretch(1)
        below.addLayout(words, 1)
        below.addWidget(self.totals)
        card.column.addLayout(below)
        card.column.addWidget(self._asks)
        card.column.addLayout(row(Button(N_("Go back"), lambda: self.desk.go("sales"), look="quiet"), self._state, None,
                                  Button(N_("Throw away"), self.throw_away, look="quiet"), Button(N_("Keep as draft"), self.keep_and_leave),
                                  self._issue))
        self.picture.setMinimumWidth(230)
        self.picture.setMaximumWidth(420)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 8, 16, 8)
        page.setSpacing(6)
        page.addLayout(row(self.kind, None))
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(card, 3)
        body.addWidget(self.picture, 1)
        page.addLayout(body, 1)

    def _connect(self) -> None:
        self.customer.picked.connect(self._picked)
        self.on.editingFinished.connect(self._day_changed)
        self.kind.chosen.connect(lambda _key: self._changed())
        self.terms.chosen.connect(self._changed)
        self.lines.edited.connect(self._line_edited)
        self.lines.changed.connect(self._changed)
        self.lines.model.ticked.connect(self._charge_vat)
        self.lines.left.connect(self.note.setFocus)
        self.totals.changed.connect(self._changed)
        for edit in (self.note, self.ref):
            edit.textEdited.connect(lambda _text: self._changed())
        for keys in ("Return", "Enter"):
            QShortcut(QKeySequence(f"Ctrl+{keys}"), self, self.issue, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Ctrl+S"), self, self.keep_draft, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- beginning ----------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        if self.form is None:
            self._learn()
        if not self.draft_key:
            self._start(Begin())

    def _learn(self) -> None:
        on = self.on.value() or self.desk.today
        self.form = self.desk.runner.read(lambda: sales_pages.sale_form(self.desk.book, on), self.form)
        if self.form is not None:
            self.terms.show_boxes(self.form.boxes)
            self.totals.show_form(self.form)
            wares.offer(self.form.products, self.form.stock, self.form.lots)

    def show_for(self, what: object) -> None:
        begin = what if isinstance(what, Begin) else Begin(customer_id=what) if isinstance(what, int) else Begin()
        self._start(begin)

    def _start(self, begin: Begin) -> None:
        """An empty page, or one filled with what it begins with."""
        self._filling = True
        self._keep_soon.stop()
        self.picture.speak_as_wished()
        self.draft_key, self.quotation_id, self._confirmed = begin.draft_key or uuid4().hex, None, False
        self._request_key = uuid4().hex
        for field in self.fields.values():
            field.complain("")
        self.customer.set_thing(None)
        self.kind.set_value(begin.kind)
        self.on.set_value(self.desk.today)
        self._learn()
        self.lines.show_lines([])
        self.note.clear()
        self.ref.clear()
        self.totals.clear()
        self.terms.clear()
        self._asks.hide()
        self._state.tell("")
        if begin.draft_key:
            self._restore(begin.draft_key)
        elif begin.quotation_id is not None or begin.copy_of is not None:
            self._copy(begin)
        elif begin.customer_id is not None:
            self._set_customer(begin.customer_id)
        self._filling = False
        self._show()
        (self.lines.start if self.customer.thing is not None else self.customer.setFocus)()

    def _set_customer(self, customer_id: int) -> None:
        self.customer.set_thing(self.desk.runner.read(lambda: sales_pages.customer(self.desk.book, customer_id)))

    def _copy(self, begin: Begin) -> None:
        found = self.desk.runner.read(lambda: wares.lines_of(self.desk.book, begin.quotation_id, begin.copy_of))
        if found is None:
            return
        customer_id, note, lines = found
        self.quotation_id = begin.quotation_id
        self._set_customer(customer_id)
        self.note.setText(note)
        vat = any(line.vat_percent for line in lines)
        self.totals.set_vat(vat)
        self.lines.show_lines([wares.cells_of(line, vat=vat) for line in lines])

    def _restore(self, key: str) -> None:
        every = self.desk.runner.read(lambda: drafts.all_drafts(self.desk.book, INVOICE_DRAFT), ())
        kept = next((one for one in every if one.draft_key == key), None)
        if kept is None:
            return
        told = json.loads(kept.content)
        if told.get("customer_id"):
            self._set_customer(int(told["customer_id"]))
        self.kind.set_value(told.get("kind", "invoice"))
        if told.get("on"):
            self.on.setText(told["on"])
        self.terms.from_text(told.get("terms", ""))
        self.note.setText(told.get("note", ""))
        self.ref.setText(told.get("ref", ""))
        self.quotation_id = told.get("quotation_id")
        self.totals.from_texts(told.get("totals", {}))
        self.lines.show_lines([])
        for place, line in enumerate(told.get("lines", [])):
            for name, text in line.items():
                self.lines.model.type(place, name, text, wares.ware_of(text) if name == "product" else None)
        self._state.tell(N_("Draft of {at}"), at=kept.changed_at[:16].replace("T", " "))

    # --- typing -------------------------------------------------------------------------------------------------------------
    def _picked(self, customer: Customer | None) -> None:
        field = self.fields["customer_id"]
        field.complain("")
        if customer is None:
            field.hint("")
        else:
            listed = next((one for one in self.desk.runner.read(lambda: sales_pages.customers_page(self.desk.book, self.desk.today), ())
                           if one.customer.customer_id == customer.customer_id), None)
            if listed is not None:
                told = N_("Owes us {owed_kip} ₭ · paid in time {in_time} of {paid}") if listed.paid_count else N_("Owes us {owed_kip} ₭")
                field.hint(tr(told, owed_kip=listed.debt.balance_kip, in_time=listed.in_time_count, paid=listed.paid_count))
            self.terms.show_terms(customer.terms_days)
            if not self._filling:
                self.lines.start()
        self._changed()

    def _day_changed(self) -> None:
        self._learn()
        self._changed()

    def _line_edited(self, place: int, name: str) -> None:
        """A ware brings its unit and the last price of this customer."""
        line = self.lines.model.values(place) if place < len(self.lines.model.lines) else {}
        ware, customer = line.get("product"), self.customer.thing
        if name != "product" or ware is None or self._filling:
            return
        if not line["unit"]:
            self.lines.fill(place, "unit", ware.product.unit)
        if customer is not None and not line["price_kip"]:
            who, what = customer.customer_id, ware.product.product_id
            price = self.desk.runner.read(lambda: sales_pages.last_price_kip(self.desk.book, who, what, ware.grade))
            if price:
                self.lines.fill(place, "price_kip", price)

    def _charge_vat(self, place: int, on: bool) -> None:
        """Charge VAT on a line, or not: what goes abroad and what is free of it."""
        self.lines.fill(place, "vat_percent", None if on else wares.NO_VAT)
        self._changed()

    def _changed(self) -> None:
        if not self._filling:
            self._confirmed = False
            self._keep_soon.start()
            self._show()

    # --- the order ----------------------------------------------------------------------------------------------------------
    def order(self) -> IssueInvoice | None:
        """What was typed as an invoice; None while there is no customer or day."""
        customer, on = self.customer.thing, self.on.value()
        if customer is None or on is None:
            return None
        lines = wares.order_lines(self.lines.values(), self.totals.vat_percent())
        given = self.totals.given()
        return IssueInvoice(customer.customer_id, on, lines, self.terms.due_on(on), self.terms.paid_into(), None, wares.plain(self.note),
                            wares.plain(self.ref), given.paid_now_kip, given.paid_now_into, given.currency, given.foreign_cents, given.rate,
                            self._confirmed, self.quotation_id, wares.order_lots(self.lines.values()))

    def quotation(self) -> MakeQuotation | None:
        """What was typed as a quotation."""
        order = self.order()
        return MakeQuotation(order.customer_id, order.on, order.lines, order.due_on, order.note) if order else None

    def _paper(self) -> Any:
        order = self.order()
        if order is None or not order.lines:
            return None
        if self.kind.value() == "quotation":
            offer = self.quotation()
            return self.desk.runner.read(lambda: sales_papers.quotation_preview(self.desk.book, offer)) if offer else None
        return self.desk.runner.read(lambda: sales_papers.invoice_preview(self.desk.book, order))

    def _show(self) -> None:
        is_offer = self.kind.value() == "quotation"
        order = self.order()
        self.totals.show_sums(order, is_offer=is_offer, is_cash=bool(self.terms.paid_into()))
        self.fields["due_on"].hint(tr(N_("until {due_on}"), due_on=order.due_on) if order and order.due_on else "")
        self.lines.show_column("vat_percent", on=bool(self.totals.vat_percent()))
        self.fields["customer_ref"].setVisible(not is_offer)
        self.picture.draw_soon()
        facts = self.desk.runner.read(lambda: sales.prepare_invoice(self.desk.book, order)) if order and order.lines and not is_offer else None
        asked = questions_about(facts, order) if facts and order else []
        self._ask(asked, can_say_yes=False)

    def _ask(self, broken: list[RuleBroken], *, can_say_yes: bool) -> None:
        order = self.order()
        told = list(dict.fromkeys([*(say(one) for one in broken), *(wares.short(order.lines, order.lots) if order else ())]))
        self._question.setText("\n".join(told))
        self._yes.setVisible(can_say_yes or any(isinstance(one, CustomerLimitPassed) for one in broken))
        self._asks.setVisible(bool(told))

    def _sell_anyway(self) -> None:
        self._confirmed = True
        self.issue()

    # --- saving -------------------------------------------------------------------------------------------------------------
    def issue(self) -> None:
        """Issue the invoice and print it, or show every complaint at its place."""
        self.lines.commit()
        if not self._typed_well():
            return
        if self.kind.value() == "quotation":
            offer = self.quotation()
            self.desk.runner.run(lambda: trade_papers.make_quotation(self.desk.book, offer, self._request_key),  # type: ignore[arg-type]
                                 lambda outcome: self._issued(outcome, "quotation"), self.show_refusals)
            return
        order = self.order()
        self.desk.runner.run(lambda: sales.issue_invoice(self.desk.book, order, self._request_key),  # type: ignore[arg-type]
                             lambda outcome: self._issued(outcome, "invoice"), self.show_refusals)

    def _typed_well(self) -> bool:
        # What the rules said last time is judged anew; only what cannot be read stays wrong.
        self.lines.tell({})
        wrong: list[QWidget] = []
        for field in self.fields.values():
            complain = getattr(field.editor, "complaint", None)
            sentence = complain() if complain is not None and field.isVisibleTo(self) else ""
            field.complain(sentence)
            if sentence:
                wrong.append(field.editor)
        if self.lines.complaint():
            wrong.append(self.lines.view)
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def show_refusals(self, broken: tuple[RuleBroken, ...]) -> None:
        """Complaints at their fields and cells; a question with its answer beside it."""
        of_lines: dict[tuple[int, str], str] = {}
        homeless: list[RuleBroken] = []
        known = {column.name for column in self.lines.model.columns}
        for one in broken:
            name = one.field.rsplit(".", 1)[-1]
            if one.field.startswith("lines"):
                parts = one.field.split(".")
                place = int(parts[1]) if len(parts) > 2 else 0
                of_lines[place, name if name in known else "product"] = say(one)
            elif name in self.fields and not isinstance(one, CustomerLimitPassed):
                self.fields[name].complain(say(one))
            else:
                homeless.append(one)
        self._ask(homeless, can_say_yes=False)
        self.lines.tell(of_lines)

    def _issued(self, outcome: Outcome, name: str) -> None:
        number = next(number for kind, number in outcome.documents if kind == name)
        key, self.draft_key = self.draft_key, ""
        self._keep_soon.stop()
        self.desk.runner.run(lambda: drafts.drop_draft(self.desk.book, DropDraft(key)))
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View paper"), lambda: self.desk.go("reports", name, number))
        self.desk.act("print-paper", name, number)

    # --- drafts -------------------------------------------------------------------------------------------------------------
    def keep_draft(self) -> None:
        """Keep what was typed, when something was."""
        self._keep_soon.stop()
        if not self.draft_key or (self.customer.thing is None and not self.lines.values() and not self.note.text()):
            return
        key, content = self.draft_key, json.dumps(self._told(), ensure_ascii=False)
        if self.desk.runner.run(lambda: drafts.keep_draft(self.desk.book, KeepDraft(key, INVOICE_DRAFT, content))):
            self._state.tell(N_("Draft kept"))

    def _told(self) -> dict[str, Any]:
        customer = self.customer.thing
        order = self.order()
        return {"kind": self.kind.value(), "customer_id": customer.customer_id if customer else None, "customer": customer.name if customer else "",
                "on": self.on.text(), "terms": self.terms.as_text(), "note": self.note.text(), "ref": self.ref.text(),
                "quotation_id": self.quotation_id, "totals": self.totals.as_texts(), "total_kip": order.total_kip if order else 0,
                "lines": [{name: wares.kept_as(cell) for name, cell in line.items()} for line in self.lines.model.lines[:-1]]}

    def keep_and_leave(self) -> None:
        """Keep the draft and go back to the list."""
        self.lines.commit()
        self.keep_draft()
        self.draft_key = ""
        self.desk.go("sales", "invoices")

    def throw_away(self) -> None:
        """Throw the draft away and begin anew."""
        key = self.draft_key
        self.desk.runner.run(lambda: drafts.drop_draft(self.desk.book, DropDraft(key)))
        self._start(Begin())

    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever goes to another page finds the draft again.
        if self._keep_soon.isActive():
            self.keep_draft()
        super().hideEvent(event)

    def add_new(self) -> None:
        self.keep_draft()
        self._start(Begin())

    def say_again(self) -> None:
        self._show()
