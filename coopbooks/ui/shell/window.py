"""The window: sidebar, top bar, the page, the status bar; keys, language, theme, and the way between pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopbooks.books.glance import Glance
from coopbooks.i18n.catalogue import Language, current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import icons, memory, theme, words
from coopbooks.ui.kit.cards import Toast, column, frame, picture, row
from coopbooks.ui.kit.tasks import TASKS
from coopbooks.ui.kit.tokens import MINIMUM, RAIL, SIDEBAR
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.first import FirstLook
from coopbooks.ui.shell.status import StatusBar

if TYPE_CHECKING:
    # A page knows the book and its services, which the first paint does not wait for.
    from coopbooks.ui.shell.page import Desk, Page
    from coopbooks.ui.shell.palette import Command
from coopbooks.ui.shell.side import SideButton

WORKSPACES = (("home", N_("Home"), "home-variant-outline"), ("members", N_("Members"), "account-group-outline"),
              ("shares", N_("Shares"), "certificate-outline"),
              ("deliveries", N_("Deliveries"), "basket-outline"), ("sales", N_("Sales"), "storefront-outline"),
              ("cash", N_("Cash & bank"), "cash-multiple"),
              ("ledger", N_("Ledger"), "book-open-page-variant-outline"), ("reports", N_("Reports"), "file-chart-outline"),
              ("year-end", N_("Year end"), "calendar-check-outline"))
"""The workspaces in the order of the sidebar. One that is not built yet is not shown: no dead ends."""


class Window(QMainWindow):
    """One book, one window."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        memory.keep_in(settings)
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
        self._status = StatusBar(self.back_up, self.work_as)
        self._changed_since_backup = False
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
        self._buttons["settings"] = SideButton(N_("Settings"), "cog-outline", "", partial(self.go, "settings"))
        box.addWidget(self._buttons["settings"])
        self._about = SideButton(N_("About"), "help-circle-outline", "F1", self.show_about)
        self._about.setCheckable(False)
        box.addWidget(self._about)
        return side

    def _make_top(self) -> QFrame:
        top = frame("topbar")
        self._back = Button(N_("Back"), self.back, look="quiet", icon="arrow-left", hint=N_("Alt+Left"))
        self._title = Words("", "h2")
        self._new = Button(N_("New"), self.add_new, look="main", icon="plus", hint=N_("Ctrl+N"))
        self._more = Button(N_("New …"), self.show_new_menu, look="main", icon="chevron-down", hint=N_("All that can be made new"),
                            wordless=True)
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
        self._search = Button(N_("Search   Ctrl+K"), self.search, look="search", icon="magnify")
        self._search.setFixedWidth(240)
        self._bell_place = column(spacing=0)
        new = row(self._new, self._more, spacing=1)
        inner = row(self._back, self._title, None, self._search)
        inner.addLayout(new)
        inner.addLayout(self._bell_place)
        for thing in (self._theme, *switch):
            inner.addWidget(thing)
        inner.setContentsMargins(20, 8, 20, 8)
        top.setLayout(inner)
        return top

    def _keys(self) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("F5", self.refresh), ("Ctrl+N", self.add_new), ("Ctrl+L", self.other_language), ("Alt+Left", self.back),
            ("Alt+Home", lambda: self.go("home")), ("Ctrl+F", self.start_find), ("Ctrl+R", lambda: self._call("reverse_last")),
            ("F9", lambda: self._call("view_last")), ("F11", lambda: self._call("show_meeting")),
            ("Ctrl+P", lambda: self._call("print_paper")), ("Ctrl+Q", self.close),
            ("Ctrl+K", self.search), ("F10", self.search), ("F1", self.show_about)]
        acts += [(task.keys, partial(self.act, task.name)) for task in TASKS if task.keys and task.keys not in dict(acts)]
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
            for button in (*self._buttons.values(), self._about):
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
        for hidden in (self._sidebar, self._new, self._more, self._search, self._back, self._status):
            hidden.hide()
        self._show_widget(widget)

    def _show_widget(self, widget: QWidget) -> None:
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def open_desk(self, desk: "Desk", pages: "dict[str, Page]") -> None:
        """Take the book and its pages; show Home, or the page that was open before."""
        self.desk, self._pages = desk, pages
        for shown in (self._sidebar, self._new, self._more, self._search, self._status):
            shown.show()
        for page in pages.values():
            self._stack.addWidget(page)
        desk.runner.book_changed.connect(self._changed)
        self._add_panels(desk)
        with desk.book.reading() as tx:
            names = dict(tx.all("SELECT key, value FROM setting WHERE key IN ('cooperative.name_lo', 'cooperative.name_en')"))
        self._name_book(names.get("cooperative.name_lo", ""), names.get("cooperative.name_en", ""), desk.book.path)
        desk.book.user_name = desk.book.user_name or str(self._settings.value(f"worker/{desk.book.path.name}", ""))
        self._show_standing()
        self.go("home")
        self._offer_draft(desk)

    def _offer_draft(self, desk: "Desk") -> None:
        """Say that a form waits in which somebody was writing, and lead back to it."""
        from coopbooks.services.drafts import unfinished  # behind the first paint
        from coopbooks.ui.kit import drafts

        name, subject = desk.runner.read(lambda: unfinished(desk.book)) or ("", "")
        what = {**{task.name: task.message for task in TASKS}, "change-member": N_("Change member"), "leave-member": N_("Member leaves")}.get(name)
        if what is not None:
            self.say(drafts.sentence(what), N_("Continue"), partial(self.act, name, *((int(subject),) if subject else ())))

    def _do(self, deed: tuple[object, ...]) -> None:
        """The deed of a notice: a copy, a form that waits, or a page."""
        if deed == ("backup",):
            self.back_up()
        elif deed[0] == "draft":
            self.act(str(deed[1]), *((int(str(deed[2])),) if deed[2] else ()))
        else:
            self.go(*map(str, deed))

    def _add_panels(self, desk: "Desk") -> None:
        from coopbooks.services.finding import Found, find_anything  # behind the first paint
        from coopbooks.ui.shell.notices import Bell
        from coopbooks.ui.shell.palette import Palette

        self.palette_panel = Palette(self, lambda text: desk.runner.read(lambda: find_anything(desk.book, text), Found()),
                                     self._commands, self.go, self.act)
        self.bell = Bell(self, self._settings, desk.today, self._do)
        self._bell_place.addWidget(self.bell)

    def _commands(self) -> "tuple[Command, ...]":
        from coopbooks.ui.shell.palette import Command

        tasks = [Command(task.message, task.icon, task.keys, partial(self.act, task.name)) for task in TASKS]
        pages = [Command(message, icon, f"Ctrl+{place}", partial(self.go, name)) for place, (name, message, icon) in enumerate(WORKSPACES, 1)]
        return (*tasks, *pages, Command(N_("Settings"), "cog-outline", "", partial(self.go, "settings")),
                Command(N_("Back up now"), "shield-check-outline", "", self.back_up),
                Command(N_("Other language"), "account-box-outline", "Ctrl+L", self.other_language),
                Command(N_("Light or dark"), "weather-night", "", self.change_theme),
                Command(N_("About CoopBooks"), "help-circle-outline", "F1", self.show_about),
                Command(N_("Close the program"), "close", "Ctrl+Q", self.close))

    def _show_standing(self) -> None:
        """Ask how the book stands: the foot of the window and the bell."""
        desk = self.desk
        if desk is None:
            return
        from coopbooks.services.home import prepare_home
        from coopbooks.services.standing import prepare_standing
        from coopbooks.ui.shell.notices import notices

        standing = desk.runner.read(lambda: prepare_standing(desk.book, desk.today))
        home = desk.runner.read(lambda: prepare_home(desk.book, desk.today))
        if standing is None or home is None:
            return
        # Whoever works in the book stands in every event; one person keeps most of these books.
        desk.book.user_name = standing.user
        self._status.show_standing(standing, desk.today, read_only=desk.book.read_only)
        self.bell.show_notices(notices(home, standing, desk.today))

    def work_as(self, name: str) -> None:
        """From now on this person works in the book: the name stands in every entry."""
        if self.desk is not None:
            self.desk.book.user_name = name
            self._settings.setValue(f"worker/{self.desk.book.path.name}", name)
            self._show_standing()
            self.refresh()

    def search(self) -> None:
        """Open the search panel."""
        if self.desk is not None:
            self.palette_panel.open()

    def show_new_menu(self) -> None:
        """List all that can be made new."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for task in TASKS:
            if task.is_paper:
                action = menu.addAction(icons.icon(task.icon, task.tint), f"{tr(task.message)}\t{task.keys}")
                action.triggered.connect(partial(self.act, task.name))
        menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    def show_about(self) -> None:
        """Say what program this is and whose work it stands on."""
        from coopbooks.ui.shell.about import About

        About(self).open()

    def back_up(self) -> None:
        """Copy the book beside it, checked, while work goes on."""
        desk = self.desk
        if desk is None or desk.book.read_only:
            return
        from coopbooks.services.backups import back_up_now

        def told(made: Path) -> None:
            self._changed_since_backup = False
            self.say(tr(N_("Copied to {file} and checked."), file=f"{made.parent.name}/{made.name}"))
            self._show_standing()

        desk.runner.work(lambda _tell: back_up_now(desk.book.path, _now()), told)

    def _name_book(self, name_lo: str, name_en: str, path: Path) -> None:
        self._names = (name_lo, name_en)
        self._status.file.setText(path.name)
        self._show_name()

    def _show_name(self) -> None:
        name_lo, name_en = getattr(self, "_names", ("", ""))
        name = (name_lo or name_en) if current_language() == "lo" else (name_en or name_lo)
        self._book_name.setText(name or "CoopBooks")
        self.setWindowTitle(f"{name} — CoopBooks" if name else "CoopBooks")

    def _changed(self, topics: frozenset[object]) -> None:
        self._changed_since_backup = True
        self._show_standing()
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
        button = self._buttons.get(page.workspace or name)
        for other in self._buttons.values():
            other.setChecked(other is button)

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
        from coopbooks.ui.shell.workspaces import ACTS  # behind the first paint

        member = self._pages[self._here[0]].member_at_hand() if self._here[0] else None
        ACTS[task](self, self.desk, member, what)

    def say(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a toast."""
        Toast.stack(self, text, action, do)

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
            path, read_only = self.desk.book.path, self.desk.book.read_only
            self.desk.book.close()
            if self._changed_since_backup and not read_only:
                self._back_up_on_closing(self.desk, path)
        super().closeEvent(event)

    def _back_up_on_closing(self, desk: "Desk", path: Path) -> None:
        """What was changed today leaves a copy behind; the window goes first, so that nobody waits for it."""
        from coopbooks.services.backups import back_up_now

        self.hide()
        self._changed_since_backup = False
        desk.runner.read(lambda: back_up_now(path, _now()))


def computer_day() -> date:
    """Today by the computer's clock."""
    return _now().date()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


