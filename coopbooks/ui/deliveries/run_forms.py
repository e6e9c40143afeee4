"""The forms of a payment run: beginning one, approving it as another person, paying, giving it up."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from coopbooks.coop import payment_runs as rules
from coopbooks.coop.payment_runs import ApproveRun, MakeRun, PayRun, VoidRun
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import payment_runs
from coopbooks.services.outcome import Outcome
from coopbooks.services.payment_runs import RunsList, RunView
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, Segments, in_words
from coopbooks.ui.shell.page import Desk

UNITS = (500, 1_000, 5_000, 10_000)


class RunForm(FormDialog):
    """A first or second payment: what it is for, the rate or the pool, the smallest note."""

    def __init__(self, parent: QWidget, desk: Desk, known: RunsList, kind: str) -> None:
        title = N_("Second payment") if kind == "second" else N_("First payment")
        super().__init__(parent, desk.runner, title, N_("Calculate"), icon="cash-multiple")
        self.resize(880, 560 if kind == "second" else 380)
        self.desk, self._kind, self._known = desk, kind, known
        self.saved = lambda outcome: desk.say(outcome.notice)
        self._on, self._first, self._last = DayEdit(desk.today), DayEdit(known.first_day), DayEdit(desk.today)
        self._product = Choice([("", tr(N_("All products"))), *((str(one.product_id), f"{one.code} · {one.name(current_language())}")
                                                                  for one in known.products)], is_user_text=True)
        self._grade = Choice([("", tr(N_("All grades")))], is_user_text=True)
        self._by = Segments((("rate", N_("Amount for every kg")), ("pool", N_("Pool to spread"))))
        self._amount = MoneyEdit()
        self._unit = Choice([(str(unit), formats.kip(unit)) for unit in UNITS], is_user_text=True)
        self._unit.set_value("1000")
        self._note, self._again = QLineEdit(maxLength=300), QCheckBox(tr(N_("This is a further payment for the same deliveries")))
        self.fields["on"], self.fields["payout_unit_kip"] = Field(N_("Date"), self._on), Field(N_("Smallest note ₭"), self._unit)
        self.add_pair(self.fields["on"], self.fields["payout_unit_kip"])
        if kind == "second":
            self.fields["first_day"], self.fields["last_day"] = Field(N_("Deliveries from"), self._first), Field(N_("to"), self._last)
            self.add_pair(self.fields["first_day"], self.fields["last_day"])
            self.fields["product_id"], self.fields["grade"] = Field(N_("Product"), self._product), Field(N_("Grade"), self._grade)
            self.add_pair(self.fields["product_id"], self.fields["grade"])
            self.add("by", N_("How much?"), self._by)
            self.add("rate_kip", N_("Amount ₭"), self._amount)
            self.fields["again"] = Field("", self._again)
            self.left.addWidget(self.fields["again"])
        self.add("note", N_("Decided by (optional)"), self._note)
        self.left.addStretch(1)
        self._product.currentIndexChanged.connect(lambda _place: self._offer_grades())
        for editor in (self._on, self._first, self._last, self._amount):
            editor.textChanged.connect(lambda _text: self._preview())
        for box in (self._grade, self._unit):
            box.currentIndexChanged.connect(lambda _place: self._preview())
        self._by.chosen.connect(lambda _key: self._preview())
        self._again.toggled.connect(lambda _on: self._preview())
        self._preview()

    def _offer_grades(self) -> None:
        product = next((one for one in self._known.products if str(one.product_id) == self._product.value()), None)
        self._grade.set_choices([("", tr(N_("All grades"))), *((grade, grade) for grade in (product.grades if product else ()))])
        self._preview()

    def _preview(self) -> None:
        order = self.order()
        if order is None:
            self.after.wait_for(N_("Fill in the fields first."))
            return
        facts: Any = self.desk.runner.read(lambda: payment_runs.prepare_new(self.desk.book, order))
        broken = rules.check_run(facts, order)
        lines = () if broken else rules.lines_of(facts, order)
        owed = self._known.second_owed_kip if self._kind == "second" else self._known.owed_kip
        added = sum(line.earned_kip for line in lines)
        self.after.show_changes([
            (N_("Members in the run"), "–", formats.kip(len(lines))),
            (N_("We owe members ₭"), formats.kip(owed), formats.kip(owed + added)),
            (N_("To be paid in this run ₭"), "–", formats.kip(sum(line.amount_kip for line in lines))),
            (N_("Stays on the accounts ₭"), "–", formats.kip(sum(line.carried_kip for line in lines)))], broken,
            checks=(tr(N_("Nothing is posted before another person approves it.")),))

    def order(self) -> MakeRun | None:
        on, first, last, amount = self._on.value(), self._first.value(), self._last.value(), self._amount.value()
        if on is None or first is None or last is None or amount is None:
            return None
        second, by_rate = self._kind == "second", self._by.value() == "rate"
        product = self._product.value() if second else ""
        return MakeRun(self._kind, on, first, last, int(product) if product else None, self._grade.value() if second else "",
                       amount if second and by_rate else ZERO, amount if second and not by_rate else ZERO,
                       Kip(int(self._unit.value() or 1)), lao.normalise(self._note.text()), self._again.isChecked())

    def action(self, order: Any) -> Outcome:
        return payment_runs.make_run(self.desk.book, order, self.request_key)


class ApproveForm(FormDialog):
    """Another person approves exactly these figures."""

    def __init__(self, parent: QWidget, desk: Desk, view: RunView) -> None:
        super().__init__(parent, desk.runner, N_("Approve the run"), N_("Approve"), icon="check-circle-outline")
        self.resize(800, 360)
        self.desk, self._view = desk, view
        number = view.run.number
        self.saved = lambda _outcome: desk.say(tr(N_("{number} is approved."), number=number))
        self._on = DayEdit(desk.today)
        self._who = Choice([(name, name) for name in view.approvers], is_user_text=True)
        self.add("approved_by", N_("Approved by"), self._who, N_("Another person than who made it."))
        self.add("on", N_("Date"), self._on)
        self.left.addStretch(1)
        second = view.run.order.kind == "second"
        self.after.show_changes([
            (N_("To be paid in this run ₭"), "–", formats.kip(view.run.amount_kip)),
            *([(N_("Cost of produce ₭"), "–", formats.kip(view.run.earned_kip))] if second else [])],
            checks=(tr(N_("Made by {made_by}. The figures cannot change afterwards."), made_by=view.run.made_by or "–"),))

    def order(self) -> ApproveRun | None:
        on = self._on.value()
        return ApproveRun(self._view.run.payment_run_id, on, self._who.value()) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return payment_runs.approve_run(self.desk.book, order, self.request_key)


class PayForm(FormDialog):
    """Pay the members that are ticked, or everybody who is left."""

    def __init__(self, parent: QWidget, desk: Desk, known: RunsList, view: RunView, chosen: tuple[int, ...]) -> None:
        super().__init__(parent, desk.runner, N_("Pay members"), N_("Pay"), icon="cash-minus")
        self.resize(840, 380)
        self.desk, self._view, self._chosen = desk, view, chosen
        self.saved = lambda outcome: desk.say(outcome.notice)
        self._on = DayEdit(desk.today)
        names = {box.word: box.name_lo if current_language() == "lo" else box.name_en for box in known.boxes}
        self._money = Choice(list(names.items()), is_user_text=True)
        self._note = QLineEdit(maxLength=300)
        self.fields["on"], self.fields["money"] = Field(N_("Date"), self._on), Field(N_("Paid from"), self._money)
        self.add_pair(self.fields["on"], self.fields["money"])
        self.add("note", N_("Note (optional)"), self._note)
        self.left.addStretch(1)
        due = [one for one in view.members if not one.paid_kip and one.line.amount_kip and (not chosen or one.line.member_id in chosen)]
        total = sum(one.line.amount_kip for one in due)
        self.after.show_changes([
            (N_("Members paid"), formats.kip(sum(1 for one in view.members if one.paid_kip)), formats.kip(
                sum(1 for one in view.members if one.paid_kip) + len(due))),
            (N_("Cash box ₭"), formats.kip(view.cash_kip), formats.kip(view.cash_kip - total).replace("-", "−")),
            (N_("To be paid in this run ₭"), formats.kip(view.unpaid_kip), formats.kip(view.unpaid_kip - total))],
            checks=tuple(filter(None, (in_words(total, current_language()),))))

    def order(self) -> PayRun | None:
        on = self._on.value()
        if on is None:
            return None
        return PayRun(self._view.run.payment_run_id, on, self._money.value() or "cash", self._chosen or None, lao.normalise(self._note.text()))

    def action(self, order: Any) -> Outcome:
        return payment_runs.pay_run(self.desk.book, order, self.request_key)


class VoidForm(FormDialog):
    """Give a run up, with the reason."""

    def __init__(self, parent: QWidget, desk: Desk, view: RunView) -> None:
        super().__init__(parent, desk.runner, N_("Give the run up"), N_("Give it up"), icon="undo-variant")
        self.resize(800, 360)
        self.desk, self._view = desk, view
        number = view.run.number
        self.saved = lambda _outcome: desk.say(tr(N_("{number} is given up."), number=number))
        self._on, self._reason = DayEdit(desk.today), QLineEdit(maxLength=300)
        self.add("reason", N_("Why is it given up?"), self._reason)
        self.add("on", N_("Date"), self._on)
        self.left.addStretch(1)
        self.after.show_changes([(N_("To be paid in this run ₭"), formats.kip(view.unpaid_kip), "0")],
                                checks=(tr(N_("The run keeps its number. What it posted is reversed.")),))

    def order(self) -> VoidRun | None:
        on = self._on.value()
        return VoidRun(self._view.run.payment_run_id, on, lao.normalise(self._reason.text())) if on is not None else None

    def action(self, order: Any) -> Outcome:
        return payment_runs.void_run(self.desk.book, order, self.request_key)
