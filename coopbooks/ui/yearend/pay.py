"""Step six, the pay-out desk: rounds, ways, marking by number, progress, notes needed, heirs, and who has not come."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from coopbooks.coop.approval import approvers
from coopbooks.coop.payout import LeaveOnAccount, PayDividends, Payee, PayFacts, PayLine, amount_due, payments
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import boxes, payout
from coopbooks.services.people_papers import letterhead_of
from coopbooks.services.yearend import YearState
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.export import ask_ending, listing_of, put_file, save_paper
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk as PageDesk
from coopbooks.ui.yearend.lines import PercentEdit, money
from coopbooks.ui.yearend.steps import Step, show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

METHOD_WORDS = {"cash": N_("In cash"), "bank": N_("By bank"), "shares": N_("As shares"), "debts": N_("Off the advance"),
                "account": N_("Leave on the account")}

STAYS = "account"
"""The way that moves nothing: the member leaves the part where it is."""


class Desk(Step):
    """Paying members: choose round and way, then one by one by number, or all that are left."""

    def __init__(self, wizard: "YearEndPage") -> None:
        super().__init__(wizard)
        self.facts: PayFacts | None = None
        self.on, self.percent, self.round_no = DayEdit(wizard.today), PercentEdit(wide=True), CountEdit()
        self.percent.setText("100")
        self.round_no.set_value(1)
        self.method = Choice((), is_user_text=True)
        self.fields = {"on": Field(N_("Date"), self.on), "percent": Field(N_("Paid after this round %"), self.percent),
                       "round_no": Field(N_("Round"), self.round_no), "paid_from": Field(N_("How"), self.method)}
        self.number = QLineEdit(maxLength=40)
        self.number.setPlaceholderText(tr(N_("Type or scan the number, Enter")))
        self.number.returnPressed.connect(self.pay_number)
        self.fields["member_ids"] = Field(N_("Member no."), self.number)
        top = Card("", padding=10)
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, wide in (("on", 2), ("percent", 2), ("round_no", 1), ("paid_from", 3), ("member_ids", 4)):
            line.addWidget(self.fields[name], wide, Qt.AlignmentFlag.AlignTop)
        top.column.addLayout(line)
        self._bar, self._progress = QProgressBar(), Words("", "strong")
        self._bar.setTextVisible(False)
        self._box = Words("", "hint")
        told = row(self._progress, self._bar, self._box)
        told.setStretch(1, 1)
        top.column.addLayout(told)
        self.body.addWidget(top)
        self.table = RecordTable(self._columns(), N_("Members to pay"))
        self.table.opened.connect(self.open_line)
        side = Card(N_("Needed for this round"), padding=12)
        side.setFixedWidth(236)
        self._needed, self._notes, self._kept = plain("–", "num"), plain("", "label"), Words("", "hint", wrap=True)
        side.column.addWidget(self._needed)
        side.column.addWidget(Words(N_("Notes for cash"), "label"))
        side.column.addWidget(self._notes)
        side.column.addWidget(self._kept)
        side.column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(self.table, 1)
        both.addWidget(side)
        self.body.addLayout(both, 1)
        self.all_button = Button(N_("Pay all that are left"), self.pay_all, look="main", icon="cash-multiple")
        self.sheet_button = Button(N_("Signature sheet"), self.show_sheet, icon="printer")
        self.bank_button = Button(N_("Bank list"), self.save_bank_list, icon="bank-outline")
        self.late_button = Button(N_("Who has not come"), self.show_unclaimed, icon="clock-outline")
        for field in (self.on, self.percent):
            field.editingFinished.connect(self.refresh)
        self.method.currentIndexChanged.connect(lambda _place: self.refresh())

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("No."), lambda line: line.number, width=64), Column(N_("Name"), lambda line: line.name, width=210),
            Column(N_("Net ₭"), lambda line: line.net_kip, money, right=True, width=110),
            Column(N_("Kept"), lambda line: line.kept_kip, lambda kip: money(kip) if kip else "–", right=True, width=90),
            Column(N_("Paid ₭"), lambda line: line.paid_kip, lambda kip: money(kip) if kip else "–", right=True, width=110),
            Column(N_("This round ₭"), self._due, lambda kip: money(kip) if kip else "–", right=True, width=120, bold=True),
            Column(N_("Note"), self._note, width=170, ink=lambda line: "warn" if line.left_on else "success"))

    def _due(self, line: PayLine) -> int:
        if self.facts is None:
            return 0
        part = self.percent.value()
        return amount_due(self.facts, line, part) if part and part <= 1 else 0

    def _note(self, line: PayLine) -> str:
        if line.has_died:
            return tr(N_("died: pay the heir"))
        if line.left_on is not None and line.left_on < self.wizard.today:
            return tr(N_("left on {on}"), on=line.left_on)
        if line.stays_since is not None:
            return tr(N_("stays on the account"))
        return tr(N_("paid on {on}"), on=line.paid_on) if line.paid_on and not self._due(line) else ""

    # --- showing ------------------------------------------------------------------------------------------------------
    def show_state(self, state: YearState) -> None:
        known = self.wizard.desk.runner.read(lambda: boxes.all_boxes(self.wizard.book), ())
        self.method.set_choices([*((box.word, box.name(current_language())) for box in known),
                                 ("shares", tr(METHOD_WORDS["shares"])), ("debts", tr(METHOD_WORDS["debts"])), (STAYS, tr(METHOD_WORDS[STAYS]))])
        self.wizard.paper_button(self.sheet_button)
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        order = self.order(None)
        if order is None:
            return
        self.facts = self.wizard.desk.runner.read(lambda: payout.prepare_payout(self.wizard.book, order), self.facts)
        facts = self.facts
        if facts is None or facts.approval is None:
            self._progress.tell(N_("The meeting has not approved the sharing of the surplus of {year}."), year=self.wizard.year)
            self.table.show_rows(())
            return
        done = payout.progress(facts)
        self._progress.tell(N_("{paid} of {all} · {left_kip} ₭ left"), paid=done.paid_count, all=done.all_count, left_kip=done.left_kip)
        self._bar.setMaximum(max(done.all_count, 1))
        self._bar.setValue(done.paid_count)
        self._box.tell(N_("The box holds {held_kip} ₭"), held_kip=facts.money_box_kip)
        self.table.show_rows([line for line in facts.lines if line.net_kip])
        due = [int(one.amount_kip) for one in payments(facts, order)]
        self._needed.setText(f"{money(sum(due))} ₭")
        self._notes.setText("\n".join(f"{formats.kip(note)} × {formats.kip(count)}" for note, count in payout.cash_by_note(due)) or "–")
        kept = sum(int(line.kept_kip) for line in facts.lines)
        self._kept.tell(N_("{kept_kip} ₭ of the refunds became shares or revolving capital."), kept_kip=kept)
        self._kept.setVisible(bool(kept))
        self.number.setEnabled(not self.wizard.book.read_only)
        stays = self.method.value() == STAYS
        self.all_button.setEnabled(bool(due) and not stays and not self.wizard.book.read_only)
        self.all_button.setToolTip(tr(N_("Each member decides: type the numbers one by one.")) if stays else "")

    # --- paying -------------------------------------------------------------------------------------------------------
    def order(self, member_ids: tuple[int, ...] | None, payees: tuple[Payee, ...] = (), approved_by: str = "") -> PayDividends | None:
        """What was chosen, for these members."""
        on, part, number = self.on.value(), self.percent.value(), self.round_no.value()
        if on is None or part is None:
            return None
        way = self.method.value() or "cash"
        return PayDividends(self.wizard.year, on, "cash" if way == STAYS else way, member_ids, percent=self.percent.typed(),
                            round_no=max(int(number or 1), 1), payees=payees, made_by=self.wizard.book.user_name, approved_by=approved_by)

    def pay_number(self) -> None:
        """Pay the member whose number was typed or scanned; the field is empty again for the next."""
        typed = formats.western_digits(self.number.text().strip())
        wanted = typed.rsplit("/", 1)[-1]
        line = next((one for one in (self.facts.lines if self.facts else ()) if one.number == wanted), None)
        if line is None:
            self.fields["member_ids"].complain(tr(N_("There is no member {number}."), number=wanted) if wanted else "")
            return
        if self._pay_line(line):
            self.number.clear()
        self.number.setFocus()

    def _pay_line(self, line: PayLine) -> bool:
        if self.method.value() == STAYS:
            on = self.on.value()
            return on is not None and self.wizard.run(lambda: payout.leave_on_account(self.wizard.book, LeaveOnAccount(
                self.wizard.year, on, (line.member_id,))), self.refused, quiet=True)
        if line.has_died and self.method.value() not in ("debts", "shares"):
            HeirForm(self, line).open()
            return False
        order = self.order((line.member_id,))
        return order is not None and self.wizard.run(lambda: payout.pay_dividends(self.wizard.book, order), self.refused, quiet=True)

    def open_line(self, line: PayLine) -> None:
        """Pay the member of a row."""
        self._pay_line(line)

    def pay_all(self) -> None:
        """Ask, then pay everybody who has something left in this round."""
        order = self.order(None)
        if order is None or self.facts is None:
            return
        due = payments(self.facts, order)
        if ask.confirm(self, N_("Pay all that are left"), tr(N_("{count} members are paid {paid_kip} kip. Nobody is paid twice."), count=len(due),
                                                             paid_kip=sum(one.amount_kip for one in due)), N_("Pay them"), N_("Not yet")):
            self.wizard.run(lambda: payout.pay_dividends(self.wizard.book, order), self.refused)

    def refused(self, broken: Sequence[RuleBroken]) -> None:
        """Each complaint at its field; many of them shortened."""
        show_at_fields(self.fields, broken[:3], self.wizard.desk.say)

    def save_bank_list(self) -> None:
        """A file for the bank: number, name, account, amount, of what this round would pay."""
        order = self.order(None)
        if order is None or self.facts is None:
            return
        made = self.wizard.desk.runner.read(lambda: payout.bank_list(self.wizard.book, order))
        if made is None:
            return
        if not made.count:
            self.wizard.desk.say(tr(N_("Nobody who is due in this round has a bank account.")))
            return
        name, _ = QFileDialog.getSaveFileName(self, tr(N_("Save as")), f"bank-{self.wizard.year}-{order.round_no}.csv")
        if name:
            put_file(Path(name), made.content)
            self.wizard.desk.say(tr(N_("{count} members with {total_kip} kip stand in {file}. Left out: {numbers}."), count=made.count,
                                    total_kip=made.total_kip, file=Path(name).name, numbers=list(made.left_out) or "–"))

    def show_sheet(self) -> None:
        """The signature sheet of the round that is chosen, of this year."""
        order = self.order(None)
        if order is not None:
            self.wizard.desk.go("reports", "dividend-sheet", f"{order.round_no}/{order.percent}", str(self.wizard.year))

    def show_unclaimed(self) -> None:
        """Who has not come, how long, and who may fetch it."""
        rows = self.wizard.desk.runner.read(lambda: payout.unclaimed(self.wizard.book, self.wizard.today), ())
        shown = ListDialog(self, N_("Who has not come"), UNCLAIMED, rows, N_("Everybody has fetched what is theirs."))
        shown.offer_export(self.wizard.desk, N_("As at {as_of}"), as_of=self.wizard.today)
        shown.open()

    def buttons(self) -> Sequence[QWidget]:
        return self.late_button, self.bank_button, self.sheet_button, self.all_button


STANDING_WORDS = {"member": "", "left": N_("left"), "died": N_("died"), "stays": N_("left on account")}
UNCLAIMED = (
    Column(N_("Year"), lambda one: one.year, width=64), Column(N_("No."), lambda one: one.number, width=64),
    Column(N_("Name"), lambda one: one.name, width=190), Column(N_("Village"), lambda one: one.village, width=120),
    Column(N_("To fetch ₭"), lambda one: one.due_kip, money, right=True, width=120, bold=True,
           total=lambda rows: money(sum(one.due_kip for one in rows))),
    Column(N_("Days"), lambda one: one.days, formats.kip, right=True, width=70),
    Column(N_("Note"), lambda one: " · ".join(part for part in (tr(STANDING_WORDS[one.standing]) if STANDING_WORDS[one.standing] else "", *one.heirs)
                                              if part), width=190))


class ListDialog(QDialog):
    """A list in a dialog of its own."""

    def __init__(self, parent: QWidget, title: str, columns: Sequence[Column], rows: Sequence[Any], nothing: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 560)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(10)
        self.head = row(Words(title, "h2"), None)
        whole.addLayout(self.head)
        self.title = title
        self.table = RecordTable(columns, title)
        self.table.show_rows(rows)
        whole.addWidget(self.table, 1)
        if not rows and nothing:
            whole.addWidget(Words(nothing, "label", wrap=True))
        self.foot = row(None, Button(N_("Close"), self.accept, look="main"))
        whole.addLayout(self.foot)

    def offer_export(self, desk: PageDesk, period: str, **facts: object) -> None:
        """A button that saves the list as it is shown: to Excel, CSV or PDF."""
        def save(ending: str) -> None:
            head = desk.runner.read(lambda: letterhead_of(desk.book))
            if head is not None:
                save_paper(self, desk, listing_of(self.table, head, self.title, period, **facts), tr(self.title), ending)

        self.save_as = save
        self.export_button = Button(N_("Save list"), lambda: ask_ending(self.export_button, self.save_as), icon="content-save-outline")
        self.foot.insertWidget(0, self.export_button)


class HeirForm(QDialog):
    """Who receives the part of a member who has died: the heir, the paper that shows it, and a second person who agrees."""

    def __init__(self, desk: Desk, line: PayLine) -> None:
        super().__init__(desk)
        self._desk, self._line = desk, line
        self.setWindowTitle(tr(N_("Pay the heir")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        book = desk.wizard.book
        with book.reading() as tx:
            from coopbooks.books import approvals, members

            heirs = tuple(heir.name for heir in members.details(tx, line.member_id).heirs)
            names = approvers(approvals.people(tx), book.user_name)
        self.name, self.paper, self.approver = QLineEdit(maxLength=200), QLineEdit(maxLength=200), Choice((), is_user_text=True)
        self.name.setText(heirs[0] if heirs else "")
        self.approver.set_choices([(name, name) for name in names])
        self.fields = {"payees": Field(N_("Heir"), self.name), "paper": Field(N_("Number of the heir's paper"), self.paper),
                       "approved_by": Field(N_("Approved by"), self.approver)}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.addWidget(Words(N_("Pay the heir"), "h2"))
        whole.addWidget(plain(f"{line.number} · {line.name}", "strong"))
        for field in self.fields.values():
            whole.addWidget(field)
        whole.addLayout(row(Button(N_("Go back"), self.reject, look="quiet"), None, Button(N_("Pay"), self.pay, look="main", icon="check")))

    def pay(self) -> None:
        """Pay, or show what is missing."""
        payee = Payee(self._line.member_id, self.name.text().strip(), self.paper.text().strip())
        order = self._desk.order((self._line.member_id,), (payee,), self.approver.value())
        if order is not None and self._desk.wizard.run(lambda: payout.pay_dividends(self._desk.wizard.book, order), self._refused, quiet=True):
            self.accept()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        show_at_fields(self.fields, broken, self._desk.wizard.desk.say)


