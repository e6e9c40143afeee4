"""Money in and money out by category: to whom, what for, how much, the photo of the paper, and coming again. And money from box to box."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from coopbooks.coop.cash import (
    ExpenseLine,
    PayExpense,
    TakeMoney,
    TransferMoney,
    check_expense,
    check_income,
    check_transfer,
    expense_entry,
    income_entry,
    transfer_entry,
    with_accounts,
)
from coopbooks.coop.repeating import Repeating
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.services import boxes, cash, register, repeating
from coopbooks.services.outcome import Outcome
from coopbooks.services.repeating import Voucher
from coopbooks.ui.cash.base import CashForm, CategoryChoice, supplier_picker
from coopbooks.ui.cash.bills import BillForm
from coopbooks.ui.kit.fields import Choice, Segments
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk

MOST_BYTES = 12_000_000
AGAIN = (("0", N_("Only this time")), ("1", N_("Every month")), ("3", N_("Every 3 months")), ("12", N_("Every year")))


class Who(QWidget):
    """Whom money comes from or goes to: somebody named, a member, or a supplier."""

    def __init__(self, form: CashForm) -> None:
        super().__init__()
        desk = form.desk
        self.kind = Segments((("other", N_("Other")), ("member", N_("Member")), ("supplier", N_("Supplier"))))
        self.name = QLineEdit(maxLength=200)
        self.member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self.supplier = supplier_picker(desk)
        self._stack = QStackedWidget()
        for editor in (self.name, self.member, self.supplier):
            self._stack.addWidget(editor)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.kind)
        line.addWidget(self._stack, 1)
        self.kind.chosen.connect(self._choose)
        self.setFocusProxy(self.name)

    def _choose(self, kind: str) -> None:
        self._stack.setCurrentIndex(("other", "member", "supplier").index(kind))
        {"other": self.name, "member": self.member, "supplier": self.supplier}[kind].setFocus()

    def complaint(self) -> str:
        """Why nobody is chosen, where somebody must be."""
        kind = self.kind.value()
        return self.member.complaint() if kind == "member" else self.supplier.complaint() if kind == "supplier" else ""

    def value(self) -> tuple[str, int | None, int | None]:
        """A name, a member's id, a supplier's id."""
        kind = self.kind.value()
        if kind == "member":
            return "", self.member.value(), None
        if kind == "supplier" and self.supplier.thing is not None:
            return self.supplier.thing[1].name, None, self.supplier.thing[0]
        return self.name.text() if kind == "other" else "", None, None


class VoucherForm(CashForm):
    """One movement of money. `way` is in or out; with a payment of the list of repeating ones, it is filled in."""

    def __init__(self, parent: QWidget | None, desk: Desk, way: str, money: str = "", settles: tuple[int, Repeating] | None = None) -> None:
        out = way == "out"
        super().__init__(parent, desk, N_("Money out") if out else N_("Money in"))
        self.way, self._settles = way, settles[0] if settles else None
        self._scan: tuple[str, bytes] = ("", b"")
        self.who = Who(self)
        self.add("payee" if out else "payer", N_("To whom?") if out else N_("From whom?"), self.who)
        self.category = CategoryChoice(desk.runner.read(lambda: boxes.categories(desk.book, way), ()))
        self.field("category", N_("What for?"), self.category)
        self.amount = self.money()
        self.add_pair(self.fields["category"], self.fields["amount_kip"])
        self.from_box, self.on = self.box(message=N_("From which box?") if out else N_("Into which box?")), self.day()
        self.add_pair(self.fields["money"], self.fields["on"])
        self.theirs, self.again = self.text("their_number", N_("No. on their paper (optional)")), Choice(AGAIN)
        self.field("every_months", N_("Does it come again?"), self.again)
        self.add_pair(self.fields["their_number"], self.fields["every_months"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self._scan_name = Words("", "hint")
        line = QHBoxLayout()
        line.addWidget(Button(N_("Photo of the paper …"), self.choose_scan, icon="camera-outline"))
        line.addWidget(self._scan_name, 1)
        if out and settles is None:
            line.addWidget(Button(N_("It is paid later"), self.pay_later, look="link", icon="file-document-outline"))
        self.left.addLayout(line)
        self.left.addStretch(1)
        self.offer_print(N_("Payment voucher (A5, 2 copies)") if out else N_("Receipt (A5, 2 copies)"))
        if money:
            self.from_box.set_value(money)
        if settles:
            self._fill(settles[1])
        self.preview()
        self.who.name.setFocus()

    def _fill(self, one: Repeating) -> None:
        self.who.name.setText(one.payee)
        self.category.set_value(one.category)
        self.amount.set_value(one.amount_kip)
        self.from_box.set_value(one.money)
        self.on.set_value(min(one.next_on, self.desk.today))
        self.note.setText(one.note)
        self.fields["every_months"].hide()

    def pay_later(self) -> None:
        """Record it as a supplier's bill instead, with what was typed."""
        bill = BillForm(self.parentWidget(), self.desk, self.who.supplier.thing)
        bill.begin_with((self.category.value(), self.category.currentText()), self.amount.value() or ZERO, self.note.text(), self.theirs.text())
        self.reject()
        bill.open()

    def choose_scan(self) -> None:
        """Choose the photo or scan that is kept with the paper."""
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Photo of the paper …")), "", "PNG, JPEG, PDF (*.png *.jpg *.jpeg *.pdf)")
        if name:
            self.take_scan(Path(name))

    def take_scan(self, path: Path) -> None:
        """Take a file; a huge one is told by its rule when it is saved."""
        self._scan = (path.name, self.runner.read(lambda: _beginning(path), b""))
        self._scan_name.setText(path.name)

    def paper(self) -> PayExpense | TakeMoney | None:
        """Money in or out as it was typed."""
        on, (name, member_id, supplier_id) = self.on.value(), self.who.value()
        if on is None:
            return None
        lines = (ExpenseLine(amount_kip=self.amount.value() or ZERO, category=self.category.value()),)
        kind = PayExpense if self.way == "out" else TakeMoney
        return kind(on, lines, name, self.from_box.value(), None, self.words(self.note), member_id, supplier_id, self.words(self.theirs))

    def order(self) -> Voucher | None:
        paper = self.paper()
        return Voucher(paper, *self._scan, int(self.again.value()) if self._settles is None else 0, self._settles) if paper else None

    def preview(self) -> None:
        paper = self.paper() if hasattr(self, "note") else None
        if paper is None or not self.amount.value():
            self.after.wait_for(N_("Give the amount and what it is for."))
            return
        out, held = isinstance(paper, PayExpense), self.from_box.held_kip()
        if isinstance(paper, PayExpense):
            facts = self.runner.read(lambda: cash.prepare_expense(self.desk.book, paper))
        else:
            facts = self.runner.read(lambda: cash.prepare_income(self.desk.book, paper))
        if facts is None:
            return
        complaints = check_expense(facts, paper) if isinstance(paper, PayExpense) else check_income(facts, paper)
        entry = None
        if not complaints:
            lines = with_accounts(facts, paper.lines)
            entry = (expense_entry(PayExpense(paper.on, lines, money=paper.money)) if out
                     else income_entry(TakeMoney(paper.on, lines, money=paper.money)))
        self.show_after([(N_("Money box"), held, held - paper.total_kip if out else held + paper.total_kip)], complaints, entry)

    def action(self, order: Any) -> Outcome:
        return repeating.record_voucher(self.desk.book, order, self.request_key)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


class TransferForm(CashForm):
    """Money from one box into another."""

    def __init__(self, parent: QWidget | None, desk: Desk, money: str = "") -> None:
        super().__init__(parent, desk, N_("Transfer"), N_("Move the money"))
        self.source, self.target = self.box("from_money", N_("From which box?")), self.box("into", N_("Into which box?"))
        self.add_pair(self.fields["from_money"], self.fields["into"])
        self.amount, self.on = self.money(), self.day()
        self.add_pair(self.fields["amount_kip"], self.fields["on"])
        self.note = self.text("note", N_("Note (optional)"), 300)
        self.left.addWidget(self.fields["note"])
        self.left.addStretch(1)
        if money:
            self.source.set_value(money)
        self.target.setCurrentIndex(1 if self.source.currentIndex() == 0 else 0)
        self.preview()
        self.amount.setFocus()

    def order(self) -> TransferMoney | None:
        on = self.on.value()
        return TransferMoney(on, self.source.value(), self.target.value(), self.amount.value() or ZERO, None, self.words(self.note)) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "note") else None
        if order is None or not order.amount_kip:
            self.after.wait_for(N_("Give the amount that moves."))
            return
        facts = self.runner.read(lambda: cash.prepare_transfer(self.desk.book, order))
        complaints = check_transfer(facts, order)
        gives, takes = self.source.held_kip(), self.target.held_kip()
        self.show_after([(N_("Comes out of"), gives, gives - order.amount_kip), (N_("Goes into"), takes, takes + order.amount_kip)],
                        complaints, None if complaints else transfer_entry(order))

    def action(self, order: Any) -> Outcome:
        return cash.transfer_money(self.desk.book, order, self.request_key)
