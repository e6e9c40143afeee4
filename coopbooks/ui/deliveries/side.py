"""Beside the day sheet: the day so far, by grade, what was paid, how far the cash box still reaches, and what is printed."""

from collections.abc import Callable

from PySide6.QtCore import QSettings
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services.produce import DaySheet
from coopbooks.ui.deliveries import machine
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.charts import StackedBar
from coopbooks.ui.kit.words import Button, Words, plain

MOST_GRADES, ROOMY = 4, 322


class DaySide(Card):
    """The summary of the day."""

    def __init__(self, settings: QSettings, reverse: Callable[[], object], view: Callable[[], object], print_sheet: Callable[[], object]) -> None:
        super().__init__(N_("The day so far"), padding=12)
        self._settings = settings
        self.column.setSpacing(5)
        self.setFixedWidth(238)
        self._total = plain("–", "num")
        self.column.addWidget(self._total)
        self._bar = StackedBar(20)
        self.column.addWidget(self._bar)
        self._grades = plain("", "hint")
        self.column.addWidget(self._grades)
        self._figures = []
        for message in (N_("Paid at once"), N_("To pay later"), N_("Cash box")):
            figure = plain("–", "strong")
            self._figures.append(figure)
            self.column.addLayout(row(Words(message, "label"), None, figure))
        self._reach = Words("", "hint", wrap=True)
        self.column.addWidget(self._reach)
        self.column.addStretch(1)
        self._at_once = QCheckBox(tr(N_("Print slips at once")))
        self._at_once.setChecked(machine.prints_at_once(settings))
        self._at_once.toggled.connect(lambda on: settings.setValue(machine.AT_ONCE, "true" if on else "false"))
        self.column.addWidget(self._at_once)
        self._view = Button(N_("View last receipt"), view, look="link", icon="printer", hint=N_("F9"))
        self._reverse = Button(N_("Reverse a line"), reverse, look="link", icon="undo-variant", hint=N_("Ctrl+R"))
        for link in (self._view, self._reverse):
            self.column.addLayout(row(link, None, spacing=0))
        self.column.addWidget(Button(N_("Print day sheet"), print_sheet, icon="file-document-outline"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen what has a key or a tick of its own makes room for the figures."""
        super().resizeEvent(event)
        for place, part in enumerate((self._at_once, self._view, self._reverse, self._reach)):
            part.setVisible(self.height() >= ROOMY - 34 * place)

    def show_day(self, sheet: DaySheet, price_kip: int) -> None:
        """Show a day; `price_kip` is what a kilogram costs now."""
        self._at_once.setText(tr(N_("Print slips at once")))
        standing = [line for line in sheet.lines if not line.reversed_by and line.net_g > 0]
        now = sum(line.amount_kip - line.advance_kip for line in standing if line.paid != "later")
        later = sum(line.amount_kip - line.advance_kip for line in standing if line.paid == "later")
        by_grade: dict[str, int] = {}
        for line in standing:
            by_grade[line.grade or "–"] = by_grade.get(line.grade or "–", 0) + line.net_g
        self._total.setText(tr(N_("{net_g} kg"), net_g=sum(by_grade.values())))
        parts = sorted(by_grade.items())
        self._bar.show_parts(parts)
        self._grades.setText(" · ".join(f"{grade} {formats.kg(net_g)}" for grade, net_g in parts[:MOST_GRADES]))
        for figure, kip in zip(self._figures, (now, later, sheet.cash_kip), strict=True):
            figure.setText(formats.kip(kip).replace("-", "−") if kip else "–")
        if price_kip:
            self._reach.tell(N_("Enough for {reach_g} kg more"), reach_g=max(0, sheet.cash_kip) // price_kip * 1000)
        else:
            self._reach.tell("")
