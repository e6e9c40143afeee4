"""Beside the day sheet: the day so far, by grade, what was paid, how far the cash box still reaches, and this clerk's last lines."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox

from coopbooks.books.produce import DeliveryEntry
from coopbooks.coop.boxes import box_account
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.services.produce import DaySheet
from coopbooks.ui.deliveries import machine
from coopbooks.ui.deliveries.figures import of_lines, weight_of
from coopbooks.ui.deliveries.last_five import LastFive
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.charts import INKS, StackedBar
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.words import Words, plain

MOST_GRADES, ROOMY, ROOM_OF_EACH = 4, 362, 26


class DaySide(Card):
    """The summary of the day."""

    def __init__(self, settings: QSettings, show_slip: Callable[[DeliveryEntry], object]) -> None:
        super().__init__("", padding=12)
        self._settings = settings
        self.sheet: DaySheet | None = None
        self.column.setSpacing(4)
        self.setFixedWidth(244)
        self._total = plain("–", "h2")
        explained(self._total, lambda: weight_of(self._standing()))
        self.column.addLayout(row(Words(N_("The day so far"), "strong"), None, self._total))
        self._bar = StackedBar(18)
        self.column.addWidget(self._bar)
        self._grades = [plain("", "hint") for _ in range(MOST_GRADES)]
        for place, label in enumerate(self._grades):
            explained(label, partial(self._of_grade, place))
        self.column.addLayout(row(*self._grades, None, spacing=10))
        self._figures = []
        for message, figure in ((N_("Paid at once"), self._paid), (N_("To pay later"), self._later), (N_("Cash box"), self._cash)):
            label = plain("–", "strong")
            explained(label, figure)
            self._figures.append(label)
            self.column.addLayout(row(Words(message, "label"), None, label))
        self._reach = Words("", "hint")
        self.column.addWidget(self._reach)
        self.last = LastFive(show_slip)
        self.column.addWidget(self.last)
        self.column.addStretch(1)
        self._at_once = QCheckBox(tr(N_("Print slips at once")))
        self._at_once.setChecked(machine.prints_at_once(settings))
        self._at_once.toggled.connect(lambda on: settings.setValue(machine.AT_ONCE, "true" if on else "false"))
        self.column.addWidget(self._at_once)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen what is told elsewhere, or is set once, makes room for the figures and the last lines."""
        super().resizeEvent(event)
        for place, part in enumerate((self._at_once, self._reach)):
            part.setVisible(self.height() >= ROOMY - ROOM_OF_EACH * place)

    # --- what the figures stand for -------------------------------------------------------------------------------------
    def _standing(self, *, later: bool | None = None) -> Sequence[DeliveryEntry]:
        """The lines of the day that were not taken back: all, or those that are paid later, or at once."""
        lines = self.sheet.lines if self.sheet else ()
        return [line for line in lines if not line.reversed_by and line.net_g > 0 and later in (None, line.paid == "later")]

    def _by_grade(self) -> dict[str, list[DeliveryEntry]]:
        found: dict[str, list[DeliveryEntry]] = {}
        for line in sorted(self._standing(), key=lambda one: one.grade):
            found.setdefault(line.grade or "–", []).append(line)
        return found

    def _of_grade(self, place: int) -> Figure | None:
        lines = list(self._by_grade().values())
        return weight_of(lines[place]) if place < len(lines) else None

    def _paid(self) -> Figure | None:
        lines = self._standing(later=False)
        return of_lines(lines, *sorted({box_account(line.paid) for line in lines}), credit=True)

    def _later(self) -> Figure | None:
        return of_lines(self._standing(later=True), AccountRole.PRODUCERS_PAYABLE, credit=True)

    def _cash(self) -> Figure | None:
        return Figure((AccountRole.CASH,))

    def show_day(self, sheet: DaySheet, price_kip: int) -> None:
        """Show a day; `price_kip` is what a kilogram costs now."""
        self.sheet = sheet
        self._at_once.setText(tr(N_("Print slips at once")))
        now, later = (sum(line.amount_kip - line.advance_kip for line in self._standing(later=is_later)) for is_later in (False, True))
        parts = [(grade, sum(line.net_g for line in lines)) for grade, lines in self._by_grade().items()]
        self._total.setText(tr(N_("{net_g} kg"), net_g=sum(net_g for _, net_g in parts)))
        self._bar.show_parts([(grade, net_g, INKS[place % len(INKS)]) for place, (grade, net_g) in enumerate(parts)])
        for place, label in enumerate(self._grades):
            label.setText(f"{parts[place][0]} {formats.kg(parts[place][1])}" if place < len(parts) else "")
            label.setVisible(place < len(parts))
        for label, kip in zip(self._figures, (now, later, sheet.cash_kip), strict=True):
            label.setText(formats.kip(kip).replace("-", "−") if kip else "–")
        if price_kip:
            self._reach.tell(N_("Enough for {reach_g} kg more"), reach_g=max(0, sheet.cash_kip) // price_kip * 1000)
        else:
            self._reach.tell("")
        self.last.show_lines(sheet.last_own)
