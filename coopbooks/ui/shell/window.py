"""The window: sidebar, top bar, the page, the status bar; keys, language, theme, and the way between pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopbooks.books.glance import Glance
from coopbooks.coop.members import MemberBrief
from coopbooks.i18n.catalogue import Language, current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import icons, theme, words
from coopbooks.ui.kit.cards import Toast, column, frame, picture, row
from coopbooks.ui.kit.tokens import MINIMUM, RAIL, SIDEBAR
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.first import FirstLook

if TYPE_CHECKING:
    # A page knows the book and its services, which the first paint does not wait for.
    from coopbooks.ui.shell.page import Desk, Page
from coopbooks.ui.shell.side import SideButton

WORKSPACES = (("home", N_("Home"), "home-variant-outline"), ("members", N_("Members"), "account-group-outline"),
              ("deliveries", N_("Deliveries"), "basket-outline"), ("reports", N_("Reports"), "file-chart-outline"))
"""The workspaces in the order of the sidebar. One that is not built yet is not shown: no dead ends."""


class Window(QMainWindow):
    """One book, one window."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self.setWindowTitle("CoopBooks")
        self.setMinimumSize(*MINIMUM)
        self.resize(1366, 690)
        self.setWindowIcon(icons.icon("coopbooks", ""))
        self.desk: Desk | None = None
        self._pages: dict[str, Page] = {}
        self._history: list[tuple[str, object]] = []
        self._here: tuple[str, object] = ("", None)
        self._stack = QStackedWidget()
        self._sidebar = self._make_sidebar()
        self._top = self._make_top()
        self._status = self._make_status()
        right = QWidget()
        right.setLayout(column(self._top, spacing=0))
        layout = right.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self._stack, 1)
            layout.addWidget(self._status)
        whole = QWidget()
        box = QHBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._sidebar)
        box.addWidget(right, 1)
        self.setCentralWidget(whole)
        self._keys()

    # --- the frame ------------------------------------------------------------------------------------------------------
    def _make_sidebar(self) -> QFrame:
        side = frame("sidebar")
        side.setFixedWidth(SIDEBAR)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 14, 0, 14)
        box.setSpacing(0)
        self._book_name = plain("CoopBooks")
        self._book_name.setWordWrap(True)
        head = row(picture("coopbooks", 36, ""), self._book_name)
        head.setContentsMargins(14, 0, 10, 12)
        head.setStretch(1, 1)
        box.addLayout(head)
        self._buttons: dict[str, SideButton] = {}
        for place, (name, message, icon) in enumerate(WORKSPACES, 1):
            button = SideButton(message, icon, f"Ctrl+{place}", partial(self.go, name))
            self._buttons[name] = button
            box.addWidget(button)
        box.addStretch(1)
        return side

    def _make_top(self) -> QFrame:
        top = frame("topbar")
        self._back = Button(N_("Back"), self.back, look="quiet", icon="arrow-left", hint=N_("Alt+Left"))
        self._title = Words("", "h2")
        self._new = Button(N_("New"), self.add_new, look="main", icon="plus", hint=N_("Ctrl+N"))
        self._theme = Button(N_("Dark"), self.change_theme, look="quiet", icon="weather-night")
        self._languages: dict[str, QPushButton] = {}
        switch: list[QWidget] = []
        both: tuple[tuple[Language, str], ...] = (("lo", "ລາວ"), ("en", "EN"))
        for key, name in both:
            button = Button(name, partial(self.speak, key), look="segment", hint=N_("Ctrl+L"))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(current_language() == key)
            self._languages[key] = button
            switch.append(button)
        self._search_place = column(spacing=0)
        search = QWidget()
        search.setLayout(self._search_place)
        search.setFixedWidth(300)
        inner = row(self._back, self._title, None, search, self._new, self._theme, *switch)
        inner.setContentsMargins(20, 8, 20, 8)
        top.setLayout(inner)
        return top

    def _make_status(self) -> QFrame:
        bar = frame("statusbar")
        self._file, self._year, self._saved = plain(""), Words(""), Words("")
        inner = row(picture("database-outline", 15, "text3"), self._file, 14, self._year, None, picture("check", 15, "success"), self._saved)
        inner.setContentsMargins(20, 3, 20, 3)
        bar.setLayout(inner)
        return bar

    def _keys(self) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("F2", lambda: self.act("delivery")), ("F7", lambda: self.act("share-payment")), ("F8", lambda: self.act("statement")),
            ("F5", self.refresh), ("Ctrl+N", self.add_new), ("Ctrl+L", self.other_language), ("Alt+Left", self.back),
            ("Alt+Home", lambda: self.go("home")), ("Ctrl+F", self.start_find), ("Ctrl+R", lambda: self._call("reverse_last")),
            ("F9", lambda: self._call("view_last")), ("Ctrl+P", lambda: self._call("print_paper")), ("Ctrl+Q", self.close)]
        acts += [(f"Ctrl+{place}", partial(self.go, name)) for place, (name, *_) in enumerate(WORKSPACES, 1)]
        for keys, do in acts:
            QShortcut(QKeySequence(keys), self, do)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rail = self.width() < 1340
        if (self._sidebar.property("rail") == "true") != rail:
            self._sidebar.setProperty("rail", "true" if rail else "false")
            self._sidebar.setFixedWidth(RAIL if rail else SIDEBAR)
            self._book_name.setVisible(not rail)
            self._sidebar.style().unpolish(self._sidebar)
            self._sidebar.style().polish(self._sidebar)
            for button in self._buttons.values():
                button.as_rail(on=rail)
                button.style().unpolish(button)
                button.style().polish(button)

    # --- first look, then the pages -------------------------------------------------------------------------------------
    def show_first(self, glance: Glance, path: Path) -> None:
        """Show what the first look at the book gave; the pages follow when everything is loaded."""
        self._name_book(glance.name_lo, glance.name_en, path)
        self._title.tell(N_("Home"))
        self._show_widget(FirstLook(glance))

    def show_alone(self, widget: QWidget) -> None:
        """Show something without a book: the first run."""
        self._sidebar.hide()
        self._new.hide()
        self._back.hide()
        self._status.hide()
        self._show_widget(widget)

    def _show_widget(self, widget: QWidget) -> None:
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def open_desk(self, desk: "Desk", pages: "dict[str, Page]") -> None:
        """Take the book and its pages; show Home, or the page that was open before."""
        self.desk, self._pages = desk, pages
        for shown in (self._sidebar, self._new, self._status):
            shown.show()
        for page in pages.values():
            self._stack.addWidget(page)
        desk.runner.book_changed.connect(self._changed)
        self._add_search(desk)
        with desk.book.reading() as tx:
            names = dict(tx.all("SELECT key, value FROM setting WHERE key IN ('cooperative.name_lo', 'cooperative.name_en')"))
        self._name_book(names.get("cooperative.name_lo", ""), names.get("cooperative.name_en", ""), desk.book.path)
        from coopbooks.books import settings  # behind the first paint

        with desk.book.reading() as tx:
            days = settings.open_days(tx)
        if days.closed_until is not None:
            self._year.tell(N_("Closed up to {closed_until}"), closed_until=days.closed_until)
        self._saved.tell(N_("View only") if desk.book.read_only else N_("All changes saved"))
        self.go("home")

    def _add_search(self, desk: "Desk") -> None:
        from coopbooks.services import register  # behind the first paint
        from coopbooks.ui.kit.picker import MemberPicker

        self._search = MemberPicker(lambda text: desk.runner.read(lambda: register.find_members(desk.book, text), ()))
        self._search.setObjectName("search")
        self._search.picked.connect(self._found)
        self._search_place.addWidget(self._search)
        self._say_search()
        QShortcut(QKeySequence("Ctrl+K"), self, self._search.setFocus)
        QShortcut(QKeySequence("F10"), self, self._search.setFocus)

    def _say_search(self) -> None:
        if hasattr(self, "_search"):
            self._search.setPlaceholderText(tr(N_("Find a member   Ctrl+K")))
            self._search.setAccessibleName(tr(N_("Find a member")))

    def _found(self, member: object) -> None:
        if isinstance(member, MemberBrief):
            self._search.set_member(None)
            self.go("member", member.member_id)

    def _name_book(self, name_lo: str, name_en: str, path: Path) -> None:
        self._names = (name_lo, name_en)
        self._file.setText(path.name)
        self._show_name()

    def _show_name(self) -> None:
        name_lo, name_en = getattr(self, "_names", ("", ""))
        name = (name_lo or name_en) if current_language() == "lo" else (name_en or name_lo)
        self._book_name.setText(name or "CoopBooks")
        self.setWindowTitle(f"{name} — CoopBooks" if name else "CoopBooks")

    def _changed(self, topics: frozenset[object]) -> None:
        for name, page in self._pages.items():
            if page.topics & topics and name == self._here[0]:
                page.refresh()

    # --- moving ---------------------------------------------------------------------------------------------------------
    def go(self, name: str, *what: object) -> None:
        """Show a page, for something perhaps; the page before can be gone back to."""
        page = self._pages.get(name)
        if page is None:
            return
        target = what[0] if len(what) == 1 else what or None
        if self._here[0] and self._here != (name, target):
            self._history.append(self._here)
        self._show(name, target)

    def _show(self, name: str, target: object) -> None:
        page = self._pages[name]
        self._here = (name, target)
        if target is None:
            page.refresh()
        else:
            page.show_for(target if isinstance(target, tuple) or name != "reports" else (target, ""))
        self._stack.setCurrentWidget(page)
        message, facts = page.title_text()
        self._title.tell(message, **facts)
        self._back.setVisible(bool(self._history))
        button = self._buttons.get("members" if name == "member" else name)
        if button is not None:
            button.setChecked(True)
            button.update()

    def back(self) -> None:
        """Go back to the page before."""
        if self._history:
            self._show(*self._history.pop())
            self._back.setVisible(bool(self._history))

    def refresh(self) -> None:
        """Ask the book again."""
        if self._here[0]:
            self._pages[self._here[0]].refresh()

    def add_new(self) -> None:
        """What New means on this page."""
        if self._here[0]:
            self._pages[self._here[0]].add_new()

    def start_find(self) -> None:
        """Put the cursor into the page's find box."""
        if self._here[0]:
            self._pages[self._here[0]].start_find()

    def _call(self, name: str) -> None:
        page = self._pages.get(self._here[0])
        do = getattr(page, name, None)
        if do is not None:
            do()

    def act(self, task: str, *what: object) -> None:
        """Start a task by name, wherever the user is."""
        if self.desk is None:
            return
        from coopbooks.ui.members.forms import AdmitForm
        from coopbooks.ui.shares.forms import SharePaymentForm

        member = self._here[1] if self._here[0] == "member" else None
        if task == "delivery":
            self.go("deliveries", *(what or ((member,) if member else ())))
        elif task == "share-payment":
            chosen = what[0] if what else member
            SharePaymentForm(self, self.desk, int(str(chosen)) if chosen else None).open()
        elif task == "statement":
            self.go("reports", "member-statement", str(what[0]) if what else "")
        elif task == "add-member":
            AdmitForm(self, self.desk).open()

    def say(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a toast."""
        Toast(self, text, action, do)

    # --- language and theme ---------------------------------------------------------------------------------------------
    def speak(self, language: Language) -> None:
        """Change the language of the window at once; open dialogs keep what is typed."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            words.speak(app, language)
        self._settings.setValue("language", language)
        for key, button in self._languages.items():
            button.setChecked(key == language)
        for page in self._pages.values():
            page.say_again()
        self._show_name()
        self._say_search()
        if self._here[0]:
            message, facts = self._pages[self._here[0]].title_text()
            self._title.tell(message, **facts)

    def other_language(self) -> None:
        """Lao to English and back."""
        self.speak("en" if current_language() == "lo" else "lo")

    def change_theme(self) -> None:
        """Light to dark and back."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dark = not theme.tokens().is_dark
            theme.apply(app, dark=dark)
            self._settings.setValue("dark", dark)
            self._theme.tell(N_("Light") if dark else N_("Dark"))
            for name in self._pages:
                self._pages[name].update()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk is not None:
            self.desk.runner.stop()
            self.desk.runner.wait()
            self.desk.book.close()
        super().closeEvent(event)


def computer_day() -> date:
    """Today by the computer's clock."""
    return datetime.now(UTC).astimezone().date()


