"""Members counted by sex, village, group, age and shares, women and men apart: a ring, bars and the table behind them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from coopbooks.coop.statistics import Statistics, StatLine
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register
from coopbooks.services.outcome import Topic
from coopbooks.ui.kit import export
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.charts import Bars, Donut
from coopbooks.ui.kit.fields import DayEdit, Segments
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.members import figures
from coopbooks.ui.shell.page import Desk, Page

WAYS = (("by_sex", N_("Sex")), ("by_village", N_("Village")), ("by_group", N_("Group")), ("by_age", N_("Age")), ("by_shares", N_("Shares")))
_TITLES = {"by_sex": N_("Members by sex"), "by_village": N_("Members by village and sex"), "by_group": N_("Members by group and sex"),
           "by_age": N_("Members by age and sex"), "by_shares": N_("Members by shares and sex")}
MOST_BARS = 10


def _name(way: str, line: StatLine) -> str:
    """What a line counts, in the reader's language."""
    key = line.key
    if way == "by_sex":
        return tr({"F": N_("Women"), "M": N_("Men")}.get(str(key), N_("Not told")))
    if isinstance(key, tuple):
        first, last = key
        if way == "by_shares":
            return tr(N_("no shares")) if last == 0 else tr(N_("{first} and more"), first=first) if last > 1000 else f"{first}–{last}"
        return tr(N_("under {years}"), years=last + 1) if first == 0 else tr(N_("{first} and more"), first=first) if last > 120 else f"{first}–{last}"
    return str(key) if key else tr(N_("Not told"))


def _columns(way: str, counted: Callable[[], Statistics | None]) -> tuple[Column, ...]:
    def total(name: str) -> Any:
        return lambda rows: kip(sum(getattr(line, name) for line in rows))

    def figure(register: str) -> Any:
        return lambda rows: figures.of_counted(register, counted(), rows if isinstance(rows, list) else [rows])

    return (
        Column(N_("Counted"), lambda line: line, lambda line: _name(way, line), key=_sort_key, width=170, bold=True,
               total=lambda _rows: tr(N_("Total"))),
        Column(N_("Women"), lambda line: line.women, kip, right=True, width=84, total=total("women")),
        Column(N_("Men"), lambda line: line.men, kip, right=True, width=84, total=total("men")),
        Column(N_("Not told"), lambda line: line.unknown, kip, right=True, width=84, total=total("unknown")),
        Column(N_("Members"), lambda line: line.total, kip, right=True, width=84, total=total("total")),
        Column(N_("Shares"), lambda line: line.share_count, kip, right=True, width=90, total=total("share_count")),
        Column(N_("Paid up ₭"), lambda line: line.paid_kip, kip, right=True, width=120, total=total("paid_kip"),
               explain=figure("paid-up"), explain_total=figure("paid-up")),
        Column(N_("Delivered ₭"), lambda line: line.delivered_kip, kip, right=True, width=124, total=total("delivered_kip"),
               explain=figure("valued"), explain_total=figure("valued")),
    )


def _sort_key(line: StatLine) -> tuple[int, str]:
    return (line.key[0], "") if isinstance(line.key, tuple) else (10**9 if not line.key else 0, str(line.key or ""))


class StatisticsPage(Page):
    """One way of counting at a time."""

    title = N_("Statistics")
    topics = frozenset({Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.counted: Statistics | None = None
        self._way = Segments(WAYS, "by_village")
        self._way.chosen.connect(lambda _way: self._show())
        self._as_of = DayEdit(desk.today)
        self._as_of.setFixedWidth(120)
        self._as_of.setAccessibleName(tr(N_("As at")))
        self._as_of.editingFinished.connect(self.refresh)
        self._save = Button(N_("Save list"), lambda: export.ask_ending(self._save, self.export), icon="content-save-outline")
        self._ring, self._bars = Donut(), Bars(150)
        self._bars_title = Words("", "h3")
        ring = Card(N_("Women and men"))
        ring.column.addWidget(self._ring, 1)
        ring.setFixedWidth(230)
        bars = Card()
        bars.column.addWidget(self._bars_title)
        bars.column.addWidget(self._bars, 1)
        self.tables = {way: RecordTable(_columns(way, lambda: self.counted), title) for way, title in _TITLES.items()}
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        self._nobody = EmptyPage("chart-bar", N_("Nobody is a member on this day."))
        self._stack.addWidget(self._nobody)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 12)
        page.setSpacing(10)
        page.addLayout(row(self._way, None, Words(N_("As at"), "label"), self._as_of, self._save,
                           Button(N_("Print by village and sex"), self._print, icon="printer")))
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(ring)
        top.addWidget(bars, 1)
        page.addLayout(top, 4)
        page.addWidget(self._stack, 5)

    def refresh(self) -> None:
        as_of = self._as_of.value() or self.desk.today
        self.counted = self.desk.runner.read(lambda: register.member_statistics(self.desk.book, as_of), self.counted)
        self._show()

    def _show(self) -> None:
        counted, way = self.counted, self._way.value()
        if counted is None:
            return
        everybody = counted.everybody
        self._ring.show_parts(((tr(N_("Women")), everybody.women), (tr(N_("Men")), everybody.men), (tr(N_("Not told")), everybody.unknown)),
                              formats.kip(everybody.total))
        lines = getattr(counted, way)
        self._bars_title.tell(_TITLES[way])
        self._bars.show_groups([(_name(way, line), (line.women, line.men)) for line in lines[:MOST_BARS]], (tr(N_("Women")), tr(N_("Men"))),
                               tr(N_("members")))
        self.tables[way].show_rows(lines)
        self._stack.setCurrentWidget(self.tables[way] if everybody.total else self._nobody)

    def _print(self) -> None:
        self.desk.go("reports", "members-by-village", "", self._as_of.value() or self.desk.today)

    def export(self, ending: str) -> None:
        """Save the table that is shown."""
        export.save_paper(self, self.desk, self.paper(), "statistics", ending)

    def paper(self) -> object:
        """The table that is shown, as a paper."""
        way = self._way.value()
        return export.shown_list(self.desk, self.tables[way], _TITLES[way], N_("As at {as_of}"), as_of=self._as_of.value() or self.desk.today)

    def say_again(self) -> None:
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
