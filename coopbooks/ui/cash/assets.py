"""Fixed assets: the register with cost, wear and value, and what can be done with each."""

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout

from coopbooks.coop.assets import Asset
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.papers.money import asset_figure
from coopbooks.services import assets
from coopbooks.services.outcome import Topic
from coopbooks.ui.cash.asset_forms import AssetForm, EndForm, RunForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page


def _columns(as_of: date) -> tuple[Column, ...]:
    return (
        Column(N_("No."), lambda one: one.number, width=80, total=lambda _rows: tr(N_("Total"))),
        Column(N_("Asset"), lambda one: one.name, width=250, bold=True, ink=lambda one: "disabled" if one.ended_on else ""),
        Column(N_("Where"), lambda one: one.place, width=120),
        Column(N_("Bought"), lambda one: one.bought_on, formats.day, width=104),
        Column(N_("Months"), lambda one: one.life_months, kip, right=True, width=76),
        Column(N_("Cost ₭"), lambda one: one.cost_kip, kip, right=True, width=124,
               total=lambda rows: kip(sum(one.cost_kip for one in rows if not one.ended_on)),
               explain=lambda one: asset_figure([one], as_of, "cost"), explain_total=lambda rows: asset_figure(rows, as_of, "cost")),
        Column(N_("Worn ₭"), lambda one: one.worn_kip, kip, right=True, width=124,
               total=lambda rows: kip(sum(one.worn_kip for one in rows if not one.ended_on)),
               explain=lambda one: asset_figure([one], as_of, "worn"), explain_total=lambda rows: asset_figure(rows, as_of, "worn")),
        Column(N_("Value ₭"), lambda one: one.value_kip, kip, right=True, width=124, bold=True,
               total=lambda rows: kip(sum(one.value_kip for one in rows)),
               explain=lambda one: asset_figure([one], as_of, "value"), explain_total=lambda rows: asset_figure(rows, as_of, "value")),
        Column(N_("Ended"), lambda one: one.ended_on, lambda day: formats.day(day) if day else "", key=lambda one: str(one.ended_on or ""),
               width=104),
    )


class AssetsPage(Page):
    """The register of fixed assets."""

    title = N_("Fixed assets")
    topics = frozenset({Topic.CASH, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: tuple[list[Asset], int] = ([], 0)
        self.table = RecordTable(_columns(desk.today), N_("Fixed assets"))
        self._empty = EmptyPage("wrench-outline", N_("No asset is on the register yet."),
                                Button(N_("Add an asset"), self.add_new, look="main", icon="plus"))
        self._free = Words("", "hint")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addLayout(row(Button(N_("Add an asset"), self.add_new, look="main", icon="plus"),
                           Button(N_("Depreciation run"), lambda: RunForm(self, desk).open(), icon="calendar"),
                           Button(N_("End of an asset"), self.end, icon="close"), None,
                           Button(N_("Print the register"), lambda: desk.go("reports", "asset-register"), look="quiet", icon="printer")))
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)
        page.addWidget(self._free)

    def refresh(self) -> None:
        self._found = self.desk.runner.read(lambda: assets.all_assets(self.desk.book, self.desk.today), self._found)
        self.say_again()

    def say_again(self) -> None:
        found, free = self._found
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._free.setVisible(bool(free))
        self._free.tell(N_("Grants for equipment that no asset uses yet: {free_kip} ₭"), free_kip=free)

    def end(self) -> None:
        """End the asset the cursor is on."""
        one = self.table.current()
        if one is None:
            self.desk.say(tr(N_("Choose an asset in the list first.")))
        else:
            EndForm(self, self.desk, one).open()

    def add_new(self) -> None:
        AssetForm(self, self.desk).open()

    def start_find(self) -> None:
        self.table.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_free"):
            self.say_again()
        super().changeEvent(event)
