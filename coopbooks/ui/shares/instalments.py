"""Collecting instalments from a list: a village at a time, one amount a line by keyboard, one receipt each, all saved together."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from coopbooks.coop.share_rules import check_share_order
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.journal import balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import shares
from coopbooks.services.outcome import Outcome
from coopbooks.services.shares import CollectInstalments, DueLine
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field
from coopbooks.ui.kit.lines import EMPTY, KIP, Cell, LineColumn, LinesEdit
from coopbooks.ui.kit.lines_model import Kind
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shares.paid import PaidHow
from coopbooks.ui.shell.page import Desk

_DUE = Kind(str, lambda line: f"{line.number} · {line.name}", lambda _text: "")


def _worked(show: Any) -> Any:
    def shown(values: Mapping[str, Any]) -> str:
        line = values.get("due")
        return str(show(line)) if isinstance(line, DueLine) else ""
    return shown


COLUMNS = (
    LineColumn("due", N_("Member"), _DUE, 190, worked_out=_worked(lambda line: f"{line.number} · {line.name}")),
    LineColumn("unpaid", N_("Unpaid ₭"), width=84, right=True, worked_out=_worked(lambda line: formats.kip(line.unpaid_kip))),
    LineColumn("overdue", N_("Pay by"), width=108, worked_out=_worked(lambda line: formats.day(line.overdue_on) if line.overdue_on else "–")),
    LineColumn("paid_kip", N_("Paid now ₭"), KIP, 96),
)


class CollectForm(FormDialog):
    """The list of who has unpaid shares, and what each pays today."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk.runner, N_("Collect instalments"), N_("Save receipts"), icon="cash-plus")
        self.desk = desk
        self.saved = self._tell
        self.after.accounts = desk.accounts()
        self._on = DayEdit(desk.today)
        self._money = PaidHow(desk, (("cash", N_("Cash")), ("bank", N_("Bank"))))
        self._village = Choice((), is_user_text=True)
        # A village with a long name leaves the day its room.
        self._village.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._village.setMinimumContentsLength(10)
        self.fields |= {"on": Field(N_("Date"), self._on), "village": Field(N_("Village"), self._village),
                        "money": Field(N_("How is it paid?"), self._money)}
        self.add_pair(*self.fields.values())
        self.lines = LinesEdit(COLUMNS, N_("Who has unpaid shares"), fixed=True)
        self.left.addWidget(self.lines, 1)
        self.left.addLayout(row(Button(N_("Everybody pays all"), self.pay_all, look="link"), Button(N_("Nobody yet"), self.pay_none, look="link"),
                                None, Button(N_("Print the list"), self._print, look="link", icon="printer")))
        self._due: tuple[DueLine, ...] = ()
        self._typed: dict[int, Cell] = {}
        self._on.editingFinished.connect(self._fill)
        self._village.currentIndexChanged.connect(lambda _place: self._show())
        self._money.chosen.connect(lambda _key: self.preview())
        self.lines.changed.connect(self.preview)
        self._fill()
        self._go_to_village_of(member_id)
        self.lines.go_to(0, "paid_kip")

    # --- the list -----------------------------------------------------------------------------------------------------------
    def _fill(self) -> None:
        on = self._on.value() or self.desk.today
        self._due = self.runner.read(lambda: shares.instalments_due(self.desk.book, on), ())
        villages = sorted({line.village for line in self._due})
        self._village.set_choices([("", tr(N_("All villages"))), *((name, name) for name in villages if name)])
        self._show()

    def _go_to_village_of(self, member_id: int | None) -> None:
        for line in self._due:
            if line.member_id == member_id:
                self._village.set_value(line.village)

    def _listed(self) -> list[DueLine]:
        return [line for line in self._due if self._village.value() in ("", line.village)]

    def _show(self) -> None:
        self._keep()
        self.lines.show_lines([{"due": Cell(line.name, line), "paid_kip": self._typed.get(line.member_id, EMPTY)} for line in self._listed()])

    def _keep(self) -> None:
        """What was typed stays with its member when another village is looked at."""
        for cells in self.lines.model.lines[:-1]:
            self._typed[cells["due"].value.member_id] = cells.get("paid_kip", EMPTY)

    def pay_all(self) -> None:
        """Write what is unpaid on every line."""
        for place, line in enumerate(self._listed()):
            self.lines.fill(place, "paid_kip", Kip(line.unpaid_kip))
        self.preview()

    def pay_none(self) -> None:
        """Take every amount away."""
        self._typed.clear()
        self.lines.show_lines([{"due": Cell(line.name, line)} for line in self._listed()])

    # --- what it does ---------------------------------------------------------------------------------------------------------
    def order(self) -> CollectInstalments | None:
        """Every amount that is typed, in the order of the list: of the villages that are not shown too."""
        on = self._on.value()
        self._keep()
        if on is None:
            return None
        paid = tuple((line.member_id, Kip(self._typed[line.member_id].value)) for line in self._due
                     if self._typed.get(line.member_id, EMPTY).value)
        return CollectInstalments(on, self._money.value(), paid)

    def preview(self) -> None:
        """Show how many receipts, and the money box before and after."""
        order = self.order()
        if order is None or not order.paid:
            self.lines.model.tell({})
            self.after.wait_for(N_("Write an amount for at least one member."))
            return
        facts = self.runner.read(lambda: shares.prepare_collection(self.desk.book, order), ())
        broken = [(place, check_share_order(one, shares.instalment(order, place))) for place, one in enumerate(facts)]
        self._tell_lines(order, broken)
        total = sum(kip for _, kip in order.paid)
        unpaid = sum(line.unpaid_kip for line in self._due)
        box = facts[0].money_box_kip if facts else 0
        several = tuple({repr(one): one for _, found in broken for one in found if one.field == "on"}.values())
        entry = balanced(order.on, "share-pay", (leg(order.money, total), leg("unpaid-shares", -total))) if total > 0 else None
        self.after.show_changes((
            (N_("Receipts"), str(len(order.paid)), str(len(order.paid))),
            (N_("Money received"), formats.kip(total), formats.kip(total)),
            (N_("Cash box") if order.money == "cash" else N_("Money box"), formats.kip(box), formats.kip(box + total)),
            (N_("Unpaid on shares"), formats.kip(unpaid), formats.kip(unpaid - total))), several, None if several else entry)

    def _tell_lines(self, order: CollectInstalments, broken: list[tuple[int, list[RuleBroken]]]) -> None:
        places = {line.member_id: place for place, line in enumerate(self._listed())}
        told = {(places[order.paid[place][0]], "paid_kip"): say(found[0]) for place, all_found in broken
                for found in [[one for one in all_found if one.field != "on"]] if found and order.paid[place][0] in places}
        self.lines.model.tell(told)

    def show_typing_complaints(self) -> bool:
        return super().show_typing_complaints() and not self.lines.complaint()

    def show_refusals(self, broken: Any) -> None:
        order = self.order()
        if order is not None:
            found: dict[int, list[RuleBroken]] = {}
            for one in broken:
                if one.field.startswith("paid.") and one.field[5:].isdecimal():
                    found.setdefault(int(one.field[5:]), []).append(one)
            self._tell_lines(order, list(found.items()))
        super().show_refusals([one for one in broken if not one.field.startswith("paid.")])

    def action(self, order: Any) -> Outcome:
        return shares.collect_instalments(self.desk.book, order, self.request_key)

    def _tell(self, outcome: Outcome) -> None:
        first, last = outcome.documents[0][1], outcome.documents[-1][1]
        self.desk.say(tr(N_("{count} receipts are saved: {first} to {last}."), count=len(outcome.documents), first=first, last=last),
                      N_("View"), partial(self.desk.go, "shares", "movements"))

    def _print(self) -> None:
        self.reject()
        self.desk.act("print-paper", "instalments-due", "")
