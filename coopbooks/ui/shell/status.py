"""The bar at the foot of the window: the file, its years, its last backup, what is saved, who works."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.cards import picture, row
from coopbooks.ui.kit.icons import icon
from coopbooks.ui.kit.words import Button, Words, plain

if TYPE_CHECKING:
    # The first paint does not wait for the services.
    from coopbooks.services.standing import Standing

_SHIELD = {"fresh": "success", "old": "warn", "none": "danger"}
ROLES = {"treasurer": N_("Treasurer"), "cashier": N_("Cashier"), "chair": N_("Chair"), "approver": N_("Approver"),
         "auditor": N_("Auditor"), "setup": N_("Setting up")}


class StatusBar(QFrame):
    """What stands at the foot of the window; the shield copies the book when it is pressed."""

    def __init__(self, back_up: Callable[[], object], work_as: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.file, self.year, self.closed, self.saved = plain(""), Words(""), Words(""), Words("")
        self.name = plain("", "strong")
        self._work_as, self._people = work_as, dict[str, str]()
        self.who = Button("", self.choose_worker, look="link", icon="account", hint=N_("Who works now"))
        self.backup = Button("", back_up, look="link", icon="shield-check-outline", hint=N_("Back up now"))
        self.backup.hide()
        inner = row(picture("database-outline", 15, "text3"), self.file, 14, self.closed, 8, self.year, 14, self.backup, None,
                    picture("check", 15, "success"), self.saved, 14, self.name, self.who)
        inner.setContentsMargins(20, 2, 20, 2)
        self.setLayout(inner)

    def show_standing(self, standing: "Standing", today: date, *, read_only: bool) -> None:
        """Take how the book stands."""
        from coopbooks.services import backups

        if standing.closed_until is not None:
            self.closed.tell(N_("Closed up to {closed_until}"), closed_until=standing.closed_until)
        if standing.year_to_close is not None:
            self.year.tell(N_("{year}: to be closed"), year=standing.year_to_close)
            self.year.setProperty("kind", "warn")
        elif standing.closing is not None:
            year, step, _ = standing.closing
            self.year.tell(N_("{year}: year end, step {step} of 6 · {next}: open"), year=year, step=str(step), next=str(standing.year))
        else:
            self.year.tell(N_("{year}: open"), year=standing.year)
        self.backup.setVisible(not read_only)
        self.backup.setIcon(icon("shield-check-outline", _SHIELD[backups.state(standing.copied_on, today)]))
        if standing.copied_on is None:
            self.backup.tell(N_("No backup yet"))
        else:
            self.backup.tell(N_("Backup of {copied_on}"), copied_on=standing.copied_on)
        self.saved.tell(N_("View only") if read_only else N_("All changes saved"))
        self._people = {person.name: person.role for person in standing.people}
        self.who.setVisible(bool(standing.role))
        if standing.role:
            self.name.setText(standing.user)
            self.who.tell(ROLES[standing.role])

    def choose_worker(self) -> None:
        """List everybody enrolled; whoever is chosen stands in every entry from now on."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, role in self._people.items():
            action = menu.addAction(f"{name} · {tr(ROLES[role])}".replace("&", "&&"))
            action.triggered.connect(partial(self._work_as, name))
        menu.popup(self.who.mapToGlobal(self.who.rect().topLeft()))
