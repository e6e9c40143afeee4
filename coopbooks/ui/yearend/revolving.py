"""Revolving capital: what is kept of each year's refunds, when it is to be paid back, and paying it back, the oldest first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from coopbooks.coop.payout import RedeemRevolving, check_redemption, redemptions
from coopbooks.i18n.catalogue import current_language, say
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import boxes, payout
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Choice, DayEdit, Field
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.yearend.lines import PercentEdit, money
from coopbooks.ui.yearend.sheet import Sheet
from coopbooks.ui.yearend.steps import show_at_fields

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

PLAN = (
    Column(N_("Year"), lambda one: one.year, width=110, bold=True),
    Column(N_("To be paid back in the year"), lambda one: one.due_year, width=220, ink=lambda one: "warn" if one.is_due else ""),
    Column(N_("Members"), lambda one: one.count, right=True, width=110),
    Column(N_("Still kept ₭"), lambda one: one.kip, money, right=True, width=170, total=lambda rows: money(sum(one.kip for one in rows))),
)


class RevolvingForm(Sheet):
    """The years with what is kept, and the form that pays one back."""

    def __init__(self, page: "YearEndPage") -> None:
        super().__init__(page, N_("Revolving capital"), 820, 560)
        self._page, desk = page, page.desk
        self.table = RecordTable(PLAN, N_("Revolving capital"))
        self.table.setMinimumHeight(140)
        self.table.moved.connect(lambda _one: self._ask())
        self.body.addWidget(self.table, 1)
        self._nothing = Words(N_("Nothing is kept of the members' refunds."), "label", wrap=True)
        self.body.addWidget(self._nothing)
        known = desk.runner.read(lambda: boxes.all_boxes(desk.book), ())
        self.on, self.resolution, self.percent = DayEdit(desk.today), QLineEdit(maxLength=100), PercentEdit(wide=True)
        self.box = Choice([(box.word, box.name(current_language())) for box in known], is_user_text=True)
        self.percent.setText("100")
        self.fields = {"on": Field(N_("Date"), self.on), "resolution": Field(N_("Resolution no."), self.resolution),
                       "percent": Field(N_("Part that is paid back %"), self.percent), "paid_from": Field(N_("From"), self.box)}
        self._card = Card(N_("Pay back"), padding=10)
        line = row(spacing=12)
        for name in ("on", "resolution", "percent", "paid_from"):
            line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        self._card.column.addLayout(line)
        self._told, self._wrong = Words("", "strong", wrap=True), Words("", "error", wrap=True)
        self._card.column.addWidget(self._told)
        self._card.column.addWidget(self._wrong)
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addWidget(self._card)
        self.foot.addWidget(Button(N_("Close"), self.reject, look="quiet"))
        self.foot.addWidget(Button(N_("Print the list"), self._print, icon="printer"))
        self.pay_button = Button(N_("Pay back"), self.pay, look="main", icon="check")
        self.foot.addWidget(self.pay_button)
        for editor in (self.on, self.percent, self.resolution):
            editor.editingFinished.connect(self._ask)
        self.box.currentIndexChanged.connect(lambda _place: self._ask())
        self.show_years()

    def show_years(self) -> None:
        """Ask the book again; the oldest year is chosen, for it turns first."""
        book = self._page.desk.book
        found = self._page.desk.runner.read(lambda: payout.revolving_plan(book), ())
        self.table.show_rows(found)
        self._nothing.setVisible(not found)
        self._card.setVisible(bool(found))
        self.pay_button.setEnabled(bool(found) and not book.read_only)
        if found:
            self.table.view.selectRow(0)
        self._ask()

    def order(self) -> RedeemRevolving | None:
        """What was chosen; None while a field holds no value."""
        one, on = self.table.current(), self.on.value()
        if one is None or on is None or self.percent.value() is None:
            return None
        return RedeemRevolving(one.year, on, self.resolution.text().strip(), self.box.value(), self.percent.typed())

    def _ask(self) -> None:
        """What the order would pay, and what stands in the way beside the fields."""
        order, book = self.order(), self._page.desk.book
        facts = self._page.desk.runner.read(lambda: payout.prepare_redemption(book, order)) if order is not None else None
        self._wrong.setText("")
        if order is None or facts is None:
            self._told.tell("")
            return
        due = redemptions(facts, order)
        self._told.tell(N_("{count} members get {total_kip} kip of the year {year}."), count=len(due), total_kip=sum(kip for _, kip in due),
                        year=order.year)
        self._wrong.setText("\n".join(say(one) for one in check_redemption(facts, order) if one.field == "year"))

    def pay(self) -> None:
        """Pay back, or show what stands in the way."""
        for name in ("on", "percent"):
            editor = self.fields[name].editor
            self.fields[name].complain(editor.complaint())  # type: ignore[attr-defined]
        order, page = self.order(), self._page
        if order is not None and page.desk.runner.run(lambda: payout.redeem_revolving(page.desk.book, order), lambda made: page.desk.say(made.notice),
                                                      self._refused):
            self.show_years()

    def _refused(self, broken: Sequence[RuleBroken]) -> None:
        show_at_fields(self.fields, broken, self._wrong.setText)

    def _print(self) -> None:
        self.accept()
        self._page.desk.go("reports", "revolving-capital")
