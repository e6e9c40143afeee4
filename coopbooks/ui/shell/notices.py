"""The bell: how many things need attention, and the list of them. Never of things that went well."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import backups
from coopbooks.services.home import HomeFacts
from coopbooks.services.standing import Standing
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.words import Button, Words


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing: a key to put it off by, its icon and colour, a sentence, and one deed by the name the window knows."""

    key: str
    icon: str
    token: str
    message: str
    verb: str
    deed: tuple[object, ...]
    facts: dict[str, Any] = field(default_factory=dict)


def notices(home: HomeFacts, standing: Standing, today: date) -> tuple[Notice, ...]:
    """What needs attention today, most urgent first."""
    found = []
    how = backups.state(standing.copied_on, today)
    if standing.copied_on is None:
        found.append(Notice("backup", "shield-check-outline", "danger", N_("There is no backup of this book yet."), N_("Back up now"), ("backup",)))
    elif how != "fresh":
        found.append(Notice("backup", "shield-check-outline", "danger" if how == "none" else "warn",
                            N_("The last backup is of {copied_on}."), N_("Back up now"), ("backup",), {"copied_on": standing.copied_on}))
    count, late_kip = home.overdue_customers
    if count:
        found.append(Notice("overdue", "alert-circle-outline", "danger", N_("{count} customers are late with {late_kip} ₭."), N_("Show"),
                            ("sales", "invoices", "overdue"), {"count": count, "late_kip": late_kip}))
    if home.year_to_close is not None:
        found.append(Notice("close", "calendar", "warn", N_("The year {year} can be closed."), N_("Show"), ("year-end", home.year_to_close),
                            {"year": home.year_to_close}))
    if home.year_to_share is not None:
        found.append(Notice("share", "calendar", "warn", N_("The surplus of {year} waits for the meeting."), N_("Show"),
                            ("year-end", home.year_to_share), {"year": home.year_to_share}))
    count, waiting_kip = home.unclaimed_dividends
    if count:
        found.append(Notice("unclaimed", "cash-multiple", "info", N_("{count} members have not fetched {waiting_kip} ₭ of dividends."),
                            N_("Show"), ("year-end",), {"count": count, "waiting_kip": waiting_kip}))
    if standing.old_drafts is not None:
        form = standing.old_drafts.form
        found.append(Notice("drafts", "file-document-outline", "info", N_("{count} drafts are older than three days."),
                            N_("Continue") if form else N_("Show"), ("draft", *form) if form else ("sales", "invoices", "draft"),
                            {"count": standing.old_drafts.count}))
    return tuple(found)


class Bell(Button):
    """The button in the top bar with its count and list. A notice put off is silent until the next day."""

    def __init__(self, window: QWidget, settings: QSettings, today: date, do: Callable[[tuple[object, ...]], object]) -> None:
        super().__init__("", self.toggle, look="quiet", icon="bell-outline", hint=N_("What needs attention"))
        self._owner, self._settings, self._today, self._do = window, settings, today, do
        self._all: tuple[Notice, ...] = ()
        self._popup: Card | None = None

    def show_notices(self, found: tuple[Notice, ...]) -> None:
        """Take what needs attention, and show how much of it is not put off."""
        self._all = found
        count = len(self.waiting())
        self.setText(str(count) if count else "")
        self.setAccessibleName(tr(N_("What needs attention: {count}"), count=count))

    def say_again(self) -> None:
        super().say_again()
        if hasattr(self, "_all"):
            self.show_notices(self._all)
            self.close_list()

    def waiting(self) -> tuple[Notice, ...]:
        """The notices that are not put off."""
        return tuple(one for one in self._all if str(self._settings.value(f"later/{one.key}", "")) < self._today.isoformat())

    def put_off(self, key: str) -> None:
        """Be silent about one until tomorrow."""
        self._settings.setValue(f"later/{key}", self._today.isoformat())
        self.show_notices(self._all)
        self.close_list()

    def toggle(self) -> None:
        """Open the list, or close it."""
        if self._popup is not None:
            self.close_list()
            return
        card = self._popup = Card(N_("What needs attention"))
        card.setParent(self._owner)
        for one in self.waiting():
            words = Words(one.message, "", wrap=True, **one.facts)
            words.setMinimumWidth(240)
            line = row(picture(one.icon, 22, one.token), words)
            line.setStretch(1, 1)
            card.column.addLayout(line)
            card.column.addLayout(row(30, Button(one.verb, partial(self._act, one.deed), look="link"),
                                      Button(N_("Remind me tomorrow"), partial(self.put_off, one.key), look="link"), None))
        if not self.waiting():
            card.column.addWidget(Words(N_("Nothing is waiting. Well done."), "label"))
        card.setFixedWidth(380)
        card.adjustSize()
        at = self.mapTo(self._owner, QPoint(self.width() - 380, self.height() + 4))
        card.move(max(8, at.x()), at.y())
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card.show()
        card.raise_()

    def _act(self, deed: tuple[object, ...]) -> None:
        self.close_list()
        self._do(deed)

    def close_list(self) -> None:
        """Close the list."""
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None
