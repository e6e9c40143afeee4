"""The list of day sheets: one row for each day and place, with totals; opening one goes to that day."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from coopbooks.books.produce import SheetDay
from coopbooks.coop.boxes import box_account
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.services import intake
from coopbooks.services.outcome import Topic
from coopbooks.ui.deliveries.figures import counted_on, of_items
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shell.page import Desk, Page

MONTHS_SHOWN = 12


def _sum(name: str) -> Callable[[Sequence[SheetDay]], str]:
    return lambda days: kip(sum(getattr(day, name) for day in days))


COLUMNS = (
    Column(N_("Date"), lambda s: s.on, formats.day, width=110),
    Column(N_("Taken in at"), lambda s: s.point, lambda point: point or "–", width=170),
    Column(N_("Receipts"), lambda s: s.slip_count, kip, right=True, width=90, total=_sum("slip_count")),
    Column(N_("Members"), lambda s: s.member_count, kip, right=True, width=90),
    Column(N_("Net kg"), lambda s: s.net_g, formats.kg, right=True, width=110, total=lambda rows: formats.kg(sum(s.net_g for s in rows))),
    Column(N_("Amount ₭"), lambda s: s.amount_kip, kip, right=True, width=130, bold=True,
           total=_sum("amount_kip")),
    Column(N_("Set off ₭"), lambda s: s.advance_kip, kip, right=True, width=110, total=_sum("advance_kip")),
    Column(N_("Paid at once ₭"), lambda s: s.at_once_kip, kip, right=True, width=120, total=_sum("at_once_kip")),
    Column(N_("To pay later ₭"), lambda s: s.later_kip, kip, right=True, width=130, total=_sum("later_kip")),
)


class SheetsPage(Page):
    """Every day on which something was taken in."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = RecordTable([self._explained(one) for one in COLUMNS], N_("Day sheets"))
        self.table.opened.connect(lambda day: desk.go("deliveries", "sheet", day.on.isoformat()))
        self._chart = Bars(110)
        card = Card()
        card.column.addWidget(self._chart)
        card.setFixedHeight(160)
        self._empty = EmptyPage("basket-outline", N_("Nothing has been taken in yet."),
                                Button(N_("Record a delivery"), lambda: desk.go("deliveries", "sheet"), look="main"))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.addWidget(card)
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)
        self._card = card

    def _explained(self, one: Column) -> Column:
        """The column with what its figures stand for: the lines of the slips of those days."""
        figures = {"Amount ₭": (AccountRole.PRODUCE_COST,), "Set off ₭": (AccountRole.ADVANCES,),
                   "To pay later ₭": (AccountRole.PRODUCERS_PAYABLE,), "Paid at once ₭": (), "Net kg": ()}
        if one.title not in figures:
            return one

        def explain(days: Sequence[SheetDay]) -> Figure | None:
            if not any(one.get(day) for day in days):
                return None
            lines: tuple[int, ...] = self.desk.runner.read(lambda: intake.lines_of_sheets(self.desk.book, days), ())
            if one.title == "Net kg":
                return counted_on(lines, "delivered")
            accounts = figures[one.title] or self._boxes()
            return of_items(lines, *accounts, credit=accounts != (AccountRole.PRODUCE_COST,))

        return replace(one, explain=lambda day: explain([day]), explain_total=explain)

    def _boxes(self) -> tuple[str, ...]:
        return tuple(box_account(box.word) for box in self.desk.runner.read(lambda: intake.boxes_of(self.desk.book), ()))

    def refresh(self) -> None:
        _, days = self.desk.runner.read(lambda: intake.prepare_sheets(self.desk.book, self.desk.today), (None, ()))
        self.table.show_rows(days)
        for part in (self.table, self._card):
            part.setVisible(bool(days))
        self._empty.setVisible(not days)
        months: dict[str, int] = {}
        for day in sorted(days, key=lambda one: one.on):
            key = f"{day.on.month:02}/{day.on.year % 100:02}"
            months[key] = months.get(key, 0) + day.net_g
        self._chart.show_groups([(key, (net_g // 1000,)) for key, net_g in list(months.items())[-MONTHS_SHOWN:]], (), tr(N_("kg")))

    def say_again(self) -> None:
        self.refresh()
