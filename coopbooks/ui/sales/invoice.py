"""One invoice as it stands: its lines, what was paid, taken back and delivered, its printed page, and what can follow."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.services import customer_figures, sales_pages, sales_papers
from coopbooks.services.outcome import Topic
from coopbooks.services.sales_pages import InvoiceView
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.papers import paper_of
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain, tag
from coopbooks.ui.sales import behind
from coopbooks.ui.sales.after_sale import CreditForm, DeliveryNoteForm, VoidForm, WriteOffForm, shown_line
from coopbooks.ui.sales.base import PaperPicture
from coopbooks.ui.sales.followed import WhatBelongs
from coopbooks.ui.sales.sale import Begin
from coopbooks.ui.shell.page import Desk, Page

COLUMNS = (
    Column(N_("Product / item"), lambda k: shown_line(k, current_language()), width=220, bold=True),
    Column(N_("Quantity"), lambda k: k.line.quantity_milli, formats.kg, right=True, width=90),
    Column(N_("Unit"), lambda k: k.line.unit, lambda unit: formats.unit(unit, current_language()), width=60),
    Column(N_("Price ₭"), lambda k: k.line.price_kip, kip, right=True, width=100),
    Column(N_("Amount ₭"), lambda k: k.net_kip, kip, right=True, width=116, bold=True, total=lambda rows: kip(sum(one.net_kip for one in rows)),
           explain=lambda k: behind.sold((k.invoice_line_id,)), explain_total=lambda rows: behind.sold(k.invoice_line_id for k in rows)),
)


class InvoicePage(Page):
    """A posted invoice."""

    workspace = "sales"
    topics = frozenset({Topic.SALES, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._document_id: int | None = None
        self.view: InvoiceView | None = None
        self._who, self._about = plain("", "h2"), plain("", "hint")
        self._state = tag("neutral", "")
        self.table = RecordTable(COLUMNS, N_("Lines of the invoice"))
        self._figures = [(Words(message, "label"), plain("–", look)) for message, look in (
            (N_("VAT"), "strong"), (N_("Total"), "strong"), (N_("Still to pay"), "strong"))]
        for (_label, figure), stands in zip(self._figures, (self._vat, self._total, self._open), strict=True):
            explained(figure, stands)
        self.picture = PaperPicture(desk, self._paper)
        self.picture.setMinimumWidth(240)
        self.picture.setMaximumWidth(440)
        self._pay = Button(N_("Receive money"), self.receive, look="main", icon="cash-plus", hint=N_("F4"))
        self._credit = Button(N_("Credit note"), lambda: self._follow(CreditForm), icon="undo-variant")
        self._goods = Button(N_("Delivery note"), lambda: self._follow(DeliveryNoteForm), icon="basket-outline")
        self._give_up = Button(N_("Write off"), self.write_off, look="quiet")
        self._void = Button(N_("Void"), lambda: self._follow(VoidForm), look="quiet")
        self.belongs = WhatBelongs(desk, self._void, self._give_up, Button(N_("Copy as new"), self.copy, look="quiet"))
        self.belongs.changed.connect(self.refresh)
        card = Card(padding=12)
        card.column.addLayout(row(self._who, self._state, None, Button(N_("Customer"), self._open_customer, look="link")))
        card.column.addWidget(self._about)
        card.column.addWidget(self.table, 4)
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for label, figure in self._figures:
            place = QVBoxLayout()
            place.setSpacing(0)
            place.addWidget(label)
            place.addWidget(figure)
            figures.addLayout(place)
        figures.addStretch(1)
        card.column.addLayout(figures)
        card.column.addWidget(self.belongs, 3)
        card.column.addLayout(row(None, self._goods, self._credit,
                                  Button(N_("Print"), self.print_paper, icon="printer", hint=N_("Ctrl+P")), self._pay))
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 10, 16, 10)
        page.setSpacing(10)
        page.addWidget(card, 3)
        page.addWidget(self.picture, 1)

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _vat(self) -> Figure | None:
        return behind.sold((one.invoice_line_id for one in self.view.lines if one.vat_kip), net=False, vat=True) if self.view else None

    def _total(self) -> Figure | None:
        """Net and VAT of its lines; an opening balance has none and stands for itself."""
        view = self.view
        if view is None:
            return None
        return behind.sold((one.invoice_line_id for one in view.lines), vat=True) or behind.itself(view.paper.document_id)

    def _open(self) -> Figure | None:
        view = self.view
        return customer_figures.open_on((view.paper.document_id,), self.desk.today) if view is not None and view.open_kip else None

    def title_text(self) -> tuple[str, dict[str, object]]:
        return (N_("Invoice {number}"), {"number": self.view.paper.number}) if self.view else (N_("Invoice"), {})

    def show_for(self, what: object) -> None:
        self._document_id = int(str(what))
        self.view = None
        self.picture.speak_as_wished()
        self.refresh()

    def refresh(self) -> None:
        key = self._document_id
        if key is None:
            return
        self.view = self.desk.runner.read(lambda: sales_pages.invoice_view(self.desk.book, key), self.view)
        self._show()

    def _show(self) -> None:
        view = self.view
        if view is None:
            return
        void, is_cash = view.paper.reversed_by is not None, bool(view.paper.box)
        self._who.setText(view.customer.name)
        self._about.setText(" · ".join(part for part in (
            view.paper.number, formats.day(view.paper.on),
            tr(N_("To be paid by {due_on}"), due_on=view.paper.due_on) if view.paper.due_on and not is_cash else "",
            view.extra.customer_ref, self._foreign(view), view.paper.note) if part))
        late = view.paper.due_on is not None and view.paper.due_on < self.desk.today and view.open_kip > 0
        kind, message = (("neutral", N_("Void")) if void else ("ok", N_("Cash sale")) if is_cash else ("bad", N_("Overdue")) if late
                         else ("warn", N_("Open")) if view.open_kip else ("ok", N_("Paid")))
        self._state.setProperty("tag", kind)
        self._state.tell(message)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self.table.show_rows(view.lines)
        for (_, figure), value in zip(self._figures, (sum(one.vat_kip for one in view.lines), view.paper.total_kip,
                                                   0 if void else view.open_kip), strict=True):
            figure.setText(kip_signed(value))
        self.belongs.show_view(view)
        can = not void
        for button, on in ((self._pay, can and view.open_kip > 0), (self._credit, can), (self._goods, can),
                           (self._give_up, can and view.open_kip > 0), (self._void, can)):
            button.setEnabled(on)
        self.picture.draw_soon()

    @staticmethod
    def _foreign(view: InvoiceView) -> str:
        extra = view.extra
        return f"{extra.foreign_cents // 100:,}.{extra.foreign_cents % 100:02} {extra.currency} × {extra.rate}" if extra.currency else ""

    def _paper(self) -> Any:
        view = self.view
        return self.desk.runner.read(lambda: sales_papers.invoice(self.desk.book, view.paper.number, view.paper.document_id)) if view else None

    # --- what follows -------------------------------------------------------------------------------------------------------
    def receive(self) -> None:
        """Receive money for this invoice."""
        if self.view is not None:
            self.desk.act("receive-money", self.view.customer.customer_id, self.view.paper.document_id)

    def _follow(self, form: Any) -> None:
        if self.view is not None:
            form(self, self.desk, self.view.paper.document_id).open()

    def write_off(self) -> None:
        """Give up what is open on it."""
        if self.view is not None:
            WriteOffForm(self, self.desk, self.view).open()

    def copy(self) -> None:
        """Begin a new invoice with the same customer and lines."""
        if self.view is not None:
            self.desk.go("sale", Begin(copy_of=self.view.paper.document_id))

    def print_paper(self) -> None:
        """Print it."""
        if self.view is not None:
            self.desk.act("print-paper", "invoice", self.view.paper.number, *paper_of(self.view.paper.document_id))

    def _open_customer(self) -> None:
        if self.view is not None:
            self.desk.go("customer", self.view.customer.customer_id)

    def say_again(self) -> None:
        self._show()
