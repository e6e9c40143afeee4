"""What follows an invoice: lines taken back (credit note), goods on their way (delivery note), a debt given up, a paper made void."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from coopbooks.coop.approval import approvers
from coopbooks.coop.credit_notes import CreditFacts, CreditInvoice, CreditLine, check_credit, credit_entry, refund_kip, total_kip
from coopbooks.coop.reversal import ReversePaper, check_reversal
from coopbooks.coop.trade_papers import DeliveredLine, DeliveryNoteFacts, EndTradePaper, MakeDeliveryNote, check_delivery_note
from coopbooks.coop.write_offs import WriteOff, WriteOffFacts, check_write_off, write_off_entry
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import reversal, sales, trade_papers
from coopbooks.services.boxes import all_boxes
from coopbooks.services.outcome import Outcome
from coopbooks.services.sales_pages import InvoiceView
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.lines import KIP, QUANTITY, Cell, LineColumn, LinesEdit
from coopbooks.ui.kit.words import Words
from coopbooks.ui.sales.base import BoxChoice, SalesForm
from coopbooks.ui.shell.page import Desk


def _what(line: Mapping[str, Any]) -> str:
    return str(line.get("what") or "")


CREDIT_COLUMNS = (
    LineColumn("what_shown", N_("Product / item"), width=148, worked_out=_what),
    LineColumn("left", N_("Left of it"), width=72, right=True, worked_out=lambda line: formats.kg(line["left_milli"] or 0)),
    LineColumn("price", N_("Price ₭"), width=90, right=True, worked_out=lambda line: kip(line["price_kip"] or 0)),
    LineColumn("quantity_milli", N_("Taken back"), QUANTITY, width=90),
    LineColumn("net_kip", N_("Or amount ₭"), KIP, width=106),
)


class GridForm(SalesForm):
    """A form with a grid of an invoice's lines; complaints about lines stand at their cells."""

    lines: LinesEdit

    def show_refusals(self, broken: Any) -> None:
        of_lines = {(int(one.field.split(".")[1]), one.field.split(".")[2]): say(one) for one in broken if one.field.startswith("lines.")}
        super().show_refusals([one for one in broken if not one.field.startswith("lines.")])
        self._tell_count(len(broken))
        known = {column.name for column in self.lines.model.columns}
        first = self.lines.model.columns[0].name
        places = self.places()
        self.lines.tell({(places[place], name if name in known else first): told for (place, name), told in of_lines.items()})

    def places(self) -> list[int]:
        """Which lines of the grid the order's lines stand on."""
        return list(range(len(self.lines.values())))

    def save(self) -> None:
        self.lines.commit()
        self.lines.tell({})
        super().save()


class CreditForm(GridForm):
    """Lines of one invoice that are taken back."""

    paper = "credit-note"

    def __init__(self, parent: QWidget, desk: Desk, document_id: int) -> None:
        super().__init__(parent, desk, N_("Credit note"), N_("Save & print credit note"), "undo-variant")
        self._document_id = document_id
        self.facts: CreditFacts | None = desk.runner.read(lambda: sales.prepare_credit(desk.book, CreditInvoice(document_id, desk.today, (), "")))
        self.on = self.day()
        self.refund = BoxChoice(desk.runner.read(lambda: all_boxes(desk.book), ()), N_("Stays on account"))
        self.add_pair(self.fields["on"], self.field("refund_from", N_("What was paid already"), self.refund))
        self.lines = LinesEdit(CREDIT_COLUMNS, N_("Lines of the invoice"), fixed=True)
        self.lines.setMinimumHeight(170)
        self.lines.view.verticalHeader().hide()
        self.field("lines", N_("What is taken back"), self.lines)
        self.left.addWidget(self.fields["lines"], 1)
        self.reason = self.text("reason", N_("Why?"))
        self.left.addWidget(self.fields["reason"])
        if self.facts is not None:
            names = desk.runner.read(lambda: _names(desk, document_id), [])
            self.lines.show_lines([{"what": Cell("", names[place]), "left_milli": Cell("", line.left_milli),
                                    "price_kip": Cell("", line.line.price_kip)} for place, line in enumerate(self.facts.lines)])
        self.lines.changed.connect(self.preview)
        self.lines.go_to(0, "quantity_milli")
        self.preview()

    def places(self) -> list[int]:
        return [place for place, line in enumerate(self.lines.values()) if line["quantity_milli"] or line["net_kip"]]

    def order(self) -> CreditInvoice | None:
        on = self.on.value()
        if on is None:
            return None
        values = self.lines.values()
        lines = tuple(CreditLine(place, values[place]["quantity_milli"] or 0, Kip(values[place]["net_kip"]) if values[place]["net_kip"] else None)
                      for place in self.places())
        return CreditInvoice(self._document_id, on, lines, self.words(self.reason), self.refund.value())

    def preview(self) -> None:
        order = self.order()
        facts = self.runner.read(lambda: sales.prepare_credit(self.desk.book, order)) if order else None
        if order is None or facts is None or not order.lines:
            self.after.wait_for(N_("Give a quantity to take back."))
            return
        self.after.show_who(facts.customer.name, facts.number)
        complaints: list[RuleBroken] = check_credit(facts, order)
        broken = [one for one in complaints if one.field != "reason"]
        total = ZERO if broken else total_kip(facts, order)
        lowered = min(total, facts.open_kip)
        refund = ZERO if broken else refund_kip(facts, order)
        self.show_after([(N_("Still to pay"), facts.open_kip, facts.open_kip - lowered), (N_("Goes on account"), 0, total - lowered - refund),
                         (N_("Goes back in money"), 0, refund)], broken, None if complaints else credit_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return sales.credit_invoice(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        super().told(outcome)
        self.desk.act("print-paper", "credit-note", outcome.documents[-1][1])


def _names(desk: Desk, document_id: int) -> list[str]:
    from coopbooks.i18n.catalogue import current_language
    from coopbooks.services.sales_pages import invoice_view

    return [shown_line(kept, current_language()) for kept in invoice_view(desk.book, document_id).lines]


def shown_line(kept: Any, language: str) -> str:
    """What a line sells, in a language."""
    name = (kept.product_lo or kept.product_en) if language == "lo" else (kept.product_en or kept.product_lo)
    return " ".join(part for part in (name or kept.product_code, kept.line.grade, kept.line.description, f"· {kept.lot}" if kept.lot else "") if part)


NOTE_COLUMNS = (
    LineColumn("what_shown", N_("Product / item"), width=260, worked_out=_what),
    LineColumn("left", N_("Remaining"), width=100, right=True, worked_out=lambda line: formats.kg(line["left_milli"] or 0)),
    LineColumn("quantity_milli", N_("Leaves now"), QUANTITY, width=110),
)


class DeliveryNoteForm(GridForm):
    """Goods of one invoice that leave the store."""

    paper = "delivery-note"

    def __init__(self, parent: QWidget, desk: Desk, document_id: int) -> None:
        super().__init__(parent, desk, N_("Delivery note"), N_("Save & print delivery note"), "basket-outline")
        self._document_id = document_id
        self.facts: DeliveryNoteFacts | None = desk.runner.read(
            lambda: trade_papers.prepare_delivery_note(desk.book, MakeDeliveryNote(document_id, desk.today, ())))
        self.on, self.note = self.day(), self.text("note", N_("Who carries it, and where to"))
        self.add_pair(self.fields["on"], self.fields["note"])
        self.lines = LinesEdit(NOTE_COLUMNS, N_("Lines of the invoice"), fixed=True)
        self.lines.setMinimumHeight(200)
        self.lines.view.verticalHeader().hide()
        self.field("lines", N_("What leaves the store"), self.lines)
        self.left.addWidget(self.fields["lines"], 1)
        if self.facts is not None:
            names = desk.runner.read(lambda: _names(desk, document_id), [])
            self.lines.show_lines([{"what": Cell("", names[place]), "left_milli": Cell("", left),
                                    **({"quantity_milli": Cell(formats.kg(left), left)} if left > 0 else {})}
                                   for place, left in enumerate(self.facts.left_milli)])
            self.lines.go_to(next((place for place, left in enumerate(self.facts.left_milli) if left > 0), 0), "quantity_milli")
        self.lines.changed.connect(self.preview)
        self.preview()

    def places(self) -> list[int]:
        return [place for place, line in enumerate(self.lines.values()) if line["quantity_milli"]]

    def order(self) -> MakeDeliveryNote | None:
        on = self.on.value()
        if on is None:
            return None
        values = self.lines.values()
        return MakeDeliveryNote(self._document_id, on, tuple(DeliveredLine(place, values[place]["quantity_milli"]) for place in self.places()),
                                self.words(self.note))

    def preview(self) -> None:
        order, facts = self.order(), self.facts
        if order is None or facts is None:
            self.after.wait_for(N_("Give a quantity."))
            return
        self.after.show_who(facts.customer.name, facts.number)
        self.after.show_changes((), check_delivery_note(facts, order), checks=(tr(N_("A delivery note posts nothing.")),))

    def action(self, order: Any) -> Outcome:
        return trade_papers.make_delivery_note(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        super().told(outcome)
        self.desk.act("print-paper", "delivery-note", outcome.documents[-1][1])


class WriteOffForm(SalesForm):
    """A debt that will not come in."""

    def __init__(self, parent: QWidget, desk: Desk, view: InvoiceView) -> None:
        super().__init__(parent, desk, N_("Write off a debt"), N_("Write off"), "close")
        self._view = view
        self.facts: WriteOffFacts | None = desk.runner.read(
            lambda: sales.prepare_write_off(desk.book, WriteOff(view.paper.document_id, desk.today, Kip(0), "", "")))
        self.left.addWidget(Words(N_("What stays unpaid becomes an expense of the co-op. Should the money come, reverse this first."), "hint",
                                  wrap=True))
        self.on, self.amount = self.day(), self.money("amount_kip", N_("Amount ₭"))
        self.add_pair(self.fields["on"], self.fields["amount_kip"])
        self.reason = self.text("reason", N_("Why will the money not come in?"))
        self.left.addWidget(self.fields["reason"])
        names = approvers(self.facts.people, self.facts.made_by) if self.facts else ()
        self.approved_by = Choice([("", "–"), *((name, name) for name in names)], is_user_text=True)
        if len(names) == 1:
            self.approved_by.set_value(names[0])
        self.left.addWidget(self.field("approved_by", N_("Approved by"), self.approved_by))
        self.left.addStretch(1)
        self.amount.set_value(view.open_kip)
        self.reason.setFocus()
        self.preview()

    def order(self) -> WriteOff | None:
        on, amount = self.on.value(), self.amount.value()
        if on is None or amount is None:
            return None
        return WriteOff(self._view.paper.document_id, on, amount, self.words(self.reason), self.approved_by.value())

    def preview(self) -> None:
        order, facts = self.order(), self.facts
        if order is None or facts is None or facts.item is None:
            self.after.wait_for(N_("Give an amount."))
            return
        complaints = [one for one in check_write_off(facts, order) if one.field not in ("reason", "approved_by")]
        self.after.show_who(self._view.customer.name, self._view.paper.number)
        self.show_after([(N_("Still to pay"), facts.item.open_kip, facts.item.open_kip - (0 if complaints else order.amount_kip))], complaints,
                        None if complaints or not order.amount_kip else write_off_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return sales.write_off(self.desk.book, order, self.request_key)


class VoidForm(SalesForm):
    """A posted paper is made void by its reversal: both stay visible."""

    paper = ""

    def __init__(self, parent: QWidget, desk: Desk, document_id: int) -> None:
        super().__init__(parent, desk, N_("Void this paper"), N_("Void"), "undo-variant")
        self._document_id = document_id
        self.left.addWidget(Words(N_("The paper keeps its number and is marked void. A reversal is posted on the day below."), "hint", wrap=True))
        self.on, self.reason = self.day(), self.text("reason", N_("Why?"))
        self.reason.setText(tr(N_("Wrong entry")))
        for name in ("on", "reason"):
            self.left.addWidget(self.fields[name])
        self.left.addStretch(1)
        self.preview()

    def order(self) -> ReversePaper | None:
        on = self.on.value()
        return ReversePaper(self._document_id, on, self.words(self.reason)) if on is not None else None

    def preview(self) -> None:
        order = self.order()
        found = self.runner.read(lambda: reversal.prepare_reversal(self.desk.book, order)) if order else None
        if order is None or found is None:
            self.after.wait_for(N_("Give a day."))
            return
        paper, facts = found
        self.after.show_who(paper.number, kip(paper.total_kip))
        self.after.show_changes((), [one for one in check_reversal(facts, order) if one.field != "reason"])

    def action(self, order: Any) -> Outcome:
        return reversal.reverse_paper(self.desk.book, order, self.request_key)


class WithdrawForm(SalesForm):
    """A quotation or delivery note that no longer holds."""

    paper = ""

    def __init__(self, parent: QWidget, desk: Desk, trade_paper_id: int) -> None:
        super().__init__(parent, desk, N_("Withdraw this paper"), N_("Withdraw"), "undo-variant")
        self._paper_id = trade_paper_id
        self.on, self.reason = self.day(), self.text("reason", N_("Why?"))
        for name in ("on", "reason"):
            self.left.addWidget(self.fields[name])
        self.left.addStretch(1)

    def order(self) -> EndTradePaper | None:
        on = self.on.value()
        return EndTradePaper(self._paper_id, on, self.words(self.reason)) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return trade_papers.end_trade_paper(self.desk.book, order, self.request_key)
