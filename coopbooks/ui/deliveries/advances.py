"""Advances: what is still open of each, how old it is, how it is taken back; giving one, with its agreement."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopbooks.coop.intake import AGES
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.produce import ADVANCE_KINDS, GiveAdvance, check_advance
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, Worked, balance, of_lines
from coopbooks.ledger.money import ZERO
from coopbooks.services import intake, produce, register
from coopbooks.services.intake import AdvanceLine, AdvancesView
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.deliveries.terms import percent_typed, told_recovery
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.charts import StackedBar
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, Segments, in_words
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page

KIND_WORDS = {"cash": N_("cash"), "rice": N_("rice"), "fertiliser": N_("fertiliser"), "": N_("opening balance")}
ADVANCES = (
    Column(N_("No."), lambda a: a.advance.number, lambda number: number or "–", width=90),
    Column(N_("Date"), lambda a: a.advance.on, formats.day, width=112),
    Column(N_("Member"), lambda a: f"{a.member.number} · {a.member.name}", lambda name: name, width=200, bold=True),
    Column(N_("Village"), lambda a: a.member.village, width=120),
    Column(N_("What"), lambda a: a.advance.kind, lambda kind: tr(KIND_WORDS.get(kind, kind)), width=90),
    Column(N_("Given ₭"), lambda a: a.advance.amount_kip, kip, right=True, width=110,
           total=lambda rows: kip(sum(a.advance.amount_kip for a in rows))),
    Column(N_("Still open ₭"), lambda a: a.advance.open_kip, kip, right=True, width=110, bold=True,
           total=lambda rows: kip(sum(a.advance.open_kip for a in rows))),
    Column(N_("Due"), lambda a: a.advance.due_on or a.advance.on, formats.day, width=112, ink=lambda a: "danger" if a.days > 0 else ""),
    Column(N_("Days over"), lambda a: a.days, lambda days: kip(max(days, 0)), right=True, width=84),
)


def _given(lines: Sequence[AdvanceLine]) -> Figure | None:
    """The lines of the journal that gave advances."""
    return of_lines(AccountRole.ADVANCES, postings=[line.advance.posting_id for line in lines]) if lines else None


class AdvancesPage(Page):
    """Every open advance."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: AdvancesView | None = None
        figures: dict[str, tuple[Callable[[AdvanceLine], Figure | None], Callable[[Sequence[AdvanceLine]], Figure | None]]] = {
            "Still open ₭": (self._open_of, lambda _rows: balance(AccountRole.ADVANCES, as_of=desk.today)),
            "Given ₭": (lambda line: _given([line]), _given)}
        columns = [replace(one, explain=figures[one.title][0], explain_total=figures[one.title][1]) if one.title in figures else one
                   for one in ADVANCES]
        self.table = RecordTable(columns, N_("Open advances"))
        self.table.opened.connect(lambda line: self._agreement(line.advance.number))
        self._bar = StackedBar(22)
        self._ages = [plain("", "hint") for _ in AGES]
        for age, label in enumerate(self._ages):
            explained(label, partial(self._open_at, age))
        self._rule = Words("", "hint", wrap=True)
        card = Card(padding=12)
        card.column.addWidget(self._bar)
        told = row(*self._ages, self._rule, spacing=16)
        told.setStretch(len(self._ages), 1)
        self._rule.setAlignment(Qt.AlignmentFlag.AlignRight)
        card.column.addLayout(told)
        self._card = card
        self._empty = EmptyPage("cash-minus", N_("No advance is open."), Button(N_("Give an advance"), self.add_new, look="main"))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("What is taken back pays the oldest advance first."), "hint"), None,
                           Button(N_("Print agreement"), self.print_agreement, icon="printer"),
                           Button(N_("Print by age"), lambda: desk.go("reports", "advances", ""), icon="printer"),
                           Button(N_("Give an advance"), self.add_new, look="main", icon="plus")))
        page.addWidget(card)
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)

    def _open_of(self, line: AdvanceLine) -> Figure:
        """The member's account, where it holds this advance alone; else what was given, less what was taken back of the oldest first."""
        own = [one for one in (self.view.lines if self.view else ()) if one.member.member_id == line.member.member_id]
        if len(own) == 1:
            return Figure((AccountRole.ADVANCES,), last_day=self.desk.today, member_id=line.member.member_id)
        given, back = of_lines(AccountRole.ADVANCES, postings=(line.advance.posting_id,)), line.advance.open_kip - line.advance.amount_kip
        return replace(given, worked=(Worked(N_("Taken back so far, from the oldest advance on."), back),)) if back else given

    def _open_at(self, age: int) -> Figure | None:
        """What is open of one age."""
        found = tuple(self._open_of(line) for line in (self.view.lines if self.view else ()) if line.age == age)
        return Figure((), plus=found) if found else None

    def refresh(self) -> None:
        self.view = self.desk.runner.read(lambda: intake.prepare_advances(self.desk.book, self.desk.today), self.view)
        self.say_again()

    def say_again(self) -> None:
        view = self.view
        if view is None:
            return
        self.table.show_rows(view.lines)
        for part in (self.table, self._card):
            part.setVisible(bool(view.lines))
        self._empty.setVisible(not view.lines)
        sums = [sum(line.advance.open_kip for line in view.lines if line.age == place) for place in range(len(AGES))]
        told = [tr(message) for message in AGES]
        self._bar.show_parts(list(zip(told, sums, strict=True)))
        for label, name, owed_kip in zip(self._ages, told, sums, strict=True):
            label.setText(f"{name}: {formats.kip(owed_kip)} ₭")
            label.setVisible(bool(owed_kip))
        self._rule.setText(told_recovery(view.recovery))

    def add_new(self) -> None:
        """Give an advance."""
        AdvanceForm(self, self.desk).open()

    def _agreement(self, number: str) -> None:
        if number:
            self.desk.go("reports", "advance-agreement", number)

    def print_agreement(self) -> None:
        """Show the agreement of the advance that is marked, else of the last one."""
        line = self.table.current() or (self.table.model.rows[-1] if self.table.model.rows else None)
        if line is not None:
            self._agreement(line.advance.number)

    def show_for(self, what: object) -> None:
        self.refresh()
        AdvanceForm(self, self.desk, int(str(what))).open()

    def view_last(self) -> None:
        """F9: the agreement."""
        self.print_agreement()


class AdvanceForm(FormDialog):
    """Cash, rice or fertiliser before the harvest, and how it is taken back."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Give an advance"), N_("Save the advance"), icon="hand-coin-outline")
        self.desk = desk
        self.saved = self._told
        self._facts: Any = None
        self._member = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._on, self._kind, self._amount = DayEdit(desk.today), Segments(tuple((kind, KIND_WORDS[kind]) for kind in ADVANCE_KINDS)), MoneyEdit()
        self._boxes: Any = desk.runner.read(lambda: intake.boxes_of(desk.book), ())
        self._money = Choice([(box.word, box.name_lo if current_language() == "lo" else box.name_en) for box in self._boxes], is_user_text=True)
        self._by = Segments((("", N_("As decided for all")), ("percent", N_("Percent")), ("fixed", N_("Fixed amount"))))
        self._percent, self._fixed, self._due = QLineEdit(maxLength=8), MoneyEdit(), DayEdit(desk.today)
        self._due.clear()
        self._goods, self._note = QLineEdit(maxLength=300), QLineEdit(maxLength=300)
        made = {"member_id": (N_("Member"), self._member), "on": (N_("Date"), self._on), "kind": (N_("What is given?"), self._kind),
                "amount_kip": (N_("Amount ₭"), self._amount), "money": (N_("Paid from"), self._money),
                "goods": (N_("Goods, in words (optional)"), self._goods), "recover_by": (N_("How is it taken back?"), self._by),
                "percent": (N_("Percent"), self._percent), "fixed_kip": (N_("From each delivery ₭"), self._fixed),
                "due_on": (N_("Paid back by (optional)"), self._due), "note": (N_("Note (optional)"), self._note)}
        for name, (message, editor) in made.items():
            self.fields[name] = Field(message, editor)
        for names in (("member_id", "on"), ("kind", "goods"), ("amount_kip", "money"), ("recover_by",), ("percent", "fixed_kip", "due_on"),
                      ("note",)):
            self.add_pair(*(self.fields[name] for name in names))
        self.left.addStretch(1)
        self._member.picked.connect(lambda _member: self._ask())
        self._by.chosen.connect(lambda _key: self._preview())
        for each in (self._amount, self._percent, self._fixed, self._due, self._on):
            each.textChanged.connect(lambda _text: self._preview())
        if member_id is not None:
            page: Any = desk.runner.read(lambda: register.member_page(desk.book, member_id, desk.today))
            self._member.set_member(page.brief if page else None)
        self._preview()

    def _told(self, outcome: Outcome) -> None:
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View agreement"), lambda: self.desk.go("reports", "advance-agreement", number))

    def _ask(self) -> None:
        member: MemberBrief | None = self._member.member
        self._facts = self.desk.runner.read(
            lambda: produce.prepare_delivery(self.desk.book, member.member_id, 0, self.desk.today, self._money.value())) if member else None
        self._preview()

    def _preview(self) -> None:
        self.fields["percent"].setEnabled(self._by.value() == "percent")
        self.fields["fixed_kip"].setEnabled(self._by.value() == "fixed")
        amount = self._amount.value() or ZERO
        self.fields["amount_kip"].hint(in_words(amount, current_language()) if amount else "")
        order, facts = self.order(), self._facts
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        box = facts.facts.money_box_kip or 0
        self.after.show_changes([
            (N_("Open advances of this member ₭"), formats.kip(facts.facts.advance_kip), formats.kip(facts.facts.advance_kip + amount)),
            (N_("Money box ₭"), formats.kip(box), formats.kip(box - amount).replace("-", "−"))],
            check_advance(facts.facts, order) if amount else ())

    def order(self) -> GiveAdvance | None:
        on, amount, fixed = self._on.value(), self._amount.value(), self._fixed.value()
        due = self._due.value() if self._due.text().strip() else None
        if on is None or amount is None or fixed is None or self._member.value() is None:
            return None
        by = self._by.value()
        return GiveAdvance(self._member.value() or 0, on, self._kind.value(), amount, self._money.value() or "cash", None,
                           lao.normalise(self._note.text()), by, percent_typed(self._percent.text()) if by == "percent" else "",
                           fixed if by == "fixed" else ZERO, due, lao.normalise(self._goods.text()))

    def show_typing_complaints(self) -> bool:
        """An empty day by which it is due is no complaint."""
        empty = not self._due.text().strip()
        if empty:
            self._due.set_value(self.desk.today)
        good = super().show_typing_complaints()
        if empty:
            self._due.clear()
        return good

    def action(self, order: Any) -> Outcome:
        return produce.give_advance(self.desk.book, order, self.request_key)
