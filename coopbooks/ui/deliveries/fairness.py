"""Fairness: the last digits, the rounding and the corrections of each clerk, with a plain sentence on what to look at."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopbooks.coop.fairness import ClerkFairness
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.papers.fairness import sentence
from coopbooks.services import fairness
from coopbooks.services.outcome import Topic
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page


def _count(value: int) -> str:
    return formats.kip(value) if value else "–"




CLERKS = (
    Column(N_("Who weighed"), lambda c: c.clerk, lambda name: name or "–", width=150, bold=True),
    Column(N_("Slips"), lambda c: c.slip_count, _count, right=True, width=76, total=lambda rows: _count(sum(c.slip_count for c in rows))),
    Column(N_("Weighings"), lambda c: c.weighing_count, _count, right=True, width=96, total=lambda rows: _count(sum(c.weighing_count for c in rows))),
    Column(N_("Whole kg"), lambda c: c.whole_count, width=90, right=True, show=_count, ink=lambda c: "warn" if c.rounds else ""),
    Column(N_("Half kg"), lambda c: c.half_count, _count, right=True, width=84),
    Column(N_("Odd digits"), lambda c: c.oddness, lambda odd: f"{int(odd * 10) / 10:.1f}" if odd else "–", right=True, width=92,
           ink=lambda c: "warn" if c.digits_are_odd else ""),
    Column(N_("Voided"), lambda c: c.void_count, _count, right=True, width=84, ink=lambda c: "warn" if c.corrects_much else ""),
    Column(N_("Weighed again"), lambda c: c.corrected_count, _count, right=True, width=110),
    Column(N_("Changed by kg"), lambda c: c.change_g, lambda g: formats.kg(g).replace("-", "−") if g else "–", right=True, width=110),
    Column(N_("What to look at"), sentence, tr, width=260),
)


class FairnessPage(Page):
    """How weighing looks, clerk by clerk."""

    title = N_("Deliveries")
    topics = frozenset({Topic.PRODUCE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._first, self._last = DayEdit(date(desk.today.year, 1, 1)), DayEdit(desk.today)
        for editor, name in ((self._first, N_("From the day")), (self._last, N_("to"))):
            editor.setFixedWidth(116)
            editor.setAccessibleName(tr(name))
            editor.editingFinished.connect(self.refresh)
        self.clerks = RecordTable(CLERKS, N_("Fairness of weighing"))
        self.clerks.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_digits(now.row()))
        self._chart, self._whose = Bars(170), Words("", "h3")
        card = Card(padding=12)
        card.column.addWidget(self._whose)
        card.column.addWidget(self._chart)
        card.column.addWidget(Words(N_("Honest scales show every last digit about equally often. A high bar is a reason to look, never a proof."),
                                    "hint", wrap=True))
        self._card = card
        self._empty = EmptyPage("scale", N_("Nothing was weighed in these days."))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(Words(N_("From the day"), "label"), self._first, Words(N_("to"), "label"), self._last, None,
                           Button(N_("Print the report"), lambda: desk.go("reports", "fairness", ""), icon="printer")))
        body = QHBoxLayout()
        body.addWidget(self.clerks, 1)
        page.addLayout(body, 1)
        page.addWidget(card)
        page.addWidget(self._empty, 1)

    def refresh(self) -> None:
        first, last = self._first.value() or self.desk.today, self._last.value() or self.desk.today
        found: tuple[ClerkFairness, ...] = self.desk.runner.read(lambda: fairness.prepare_fairness(self.desk.book, first, last), ())
        self.clerks.show_rows(found)
        for part in (self.clerks, self._card):
            part.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._show_digits(0)

    def _show_digits(self, place: int) -> None:
        if not 0 <= place < len(self.clerks.model.rows):
            return
        one = self.clerks.model.rows[place]
        self._whose.tell(N_("Last digits of {clerk}"), clerk=one.clerk or "–")
        self._chart.show_groups([(str(digit), (count,)) for digit, count in enumerate(one.digits)], (), tr(N_("weighings")))

    def say_again(self) -> None:
        self._first.setAccessibleName(tr(N_("From the day")))
        self._last.setAccessibleName(tr(N_("to")))
        self.clerks.say_again()
        self._show_digits(max(self.clerks.view.currentIndex().row(), 0))
