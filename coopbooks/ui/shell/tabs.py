"""A workspace of several pages behind tabs: each tab is a page of its own, made when it is first looked at."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from coopbooks.i18n.catalogue import tr
from coopbooks.services.outcome import Topic
from coopbooks.ui.shell.page import Desk, Page

Tab = tuple[str, str, Callable[[Desk], Page]]
"""A tab's name (for `go("sales", "customers")`), its message, and what makes its page."""


class TabbedPage(Page):
    """Pages side by side. Asked for a tab by name, or by (name, what), it shows that tab, for something perhaps."""

    topics = frozenset(Topic)
    tabs: Sequence[Tab] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made: dict[str, Page] = {}
        self._rooms: list[QVBoxLayout] = []
        self.bar = QTabWidget()
        self.bar.setDocumentMode(True)
        for _, message, _make in self.tabs:
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(0, 0, 0, 0)
            self._rooms.append(room)
            self.bar.addTab(place, tr(message).replace("&", "&&"))
        self.bar.currentChanged.connect(lambda _place: self.refresh())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.addWidget(self.bar)

    def page(self, name: str = "") -> Page:
        """The page of a tab, or of the one that is shown."""
        names = [tab[0] for tab in self.tabs]
        wanted = name or names[max(self.bar.currentIndex(), 0)]
        if wanted not in self._made:
            place = names.index(wanted)
            self._made[wanted] = made = self.tabs[place][2](self.desk)
            self._rooms[place].addWidget(made)
        return self._made[wanted]

    def refresh(self) -> None:
        self.page().refresh()

    def show_for(self, what: object) -> None:
        name, *rest = what if isinstance(what, tuple) else (what,)
        place = [tab[0] for tab in self.tabs].index(str(name))
        page = self.page(str(name))
        if self.bar.currentIndex() == place and not rest:
            page.refresh()
        self.bar.setCurrentIndex(place)
        if rest:
            page.show_for(rest[0] if len(rest) == 1 else tuple(rest))

    def add_new(self) -> None:
        self.page().add_new()

    def start_find(self) -> None:
        self.page().start_find()

    def member_at_hand(self) -> int | None:
        return self.page().member_at_hand()

    def say_again(self) -> None:
        for place, (_, message, _make) in enumerate(self.tabs):
            self.bar.setTabText(place, tr(message).replace("&", "&&"))
        for made in self._made.values():
            made.say_again()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
