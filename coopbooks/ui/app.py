"""Starting the window: first paint from Qt and the standard library alone, everything heavy behind it.

coopbooks [BOOK] [--lang lo|en] [--dark] [--screenshot PNG] [--page NAME] [--quit-after-first-paint] [--selftest]
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from coopbooks.books import glance
from coopbooks.books.trouble import BookTrouble
from coopbooks.i18n.catalogue import Language, say, set_language
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import theme
from coopbooks.ui.shell.window import Window, computer_day


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="coopbooks")
    parser.add_argument("book", nargs="?", type=Path)
    parser.add_argument("--lang", choices=("lo", "en"))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--screenshot", type=Path)
    parser.add_argument("--page", default="home")
    parser.add_argument("--size", default="1366x690")
    parser.add_argument("--quit-after-first-paint", action="store_true")
    parser.add_argument("--selftest", action="store_true")
    return parser.parse_args(list(given))


def run_window(given: Sequence[str]) -> int:
    """Open the window; returns the exit code."""
    told = _arguments(given)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        # Without a display Qt aborts instead of saying so.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app(told.lang, dark=told.dark)
    settings = app_settings()
    window = Window(settings)
    width, height = (int(part) for part in told.size.split("x"))
    window.resize(width, height)
    path = told.book or _last_book(settings)
    trouble = _first_paint(window, path)
    window.show()
    app.processEvents()
    if told.quit_after_first_paint:
        print(json.dumps({"heavy": sorted(set(sys.modules) & HEAVY), "painted": window.isVisible()}))
        return 0
    if told.selftest:
        return _selftest(window, path)
    starter = Starter(window, path if not trouble else None, trouble)
    QTimer.singleShot(0, starter.load)
    if told.screenshot is not None:
        QTimer.singleShot(0, lambda: _picture(app, window, told))
    return app.exec()


HEAVY = frozenset({"sqlalchemy", "reportlab", "babel", "uharfbuzz", "openpyxl", "PIL", "alembic"})
"""What must not be imported before the first paint."""


def make_app(language: str | None, *, dark: bool) -> QApplication:
    """The application with its font, theme and language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("CoopBooks")
    app.setOrganizationName("CoopBooks")
    app.setDesktopFileName("io.github.coopbooks.CoopBooks")
    theme.load_fonts(app)
    settings = app_settings()
    theme.apply(app, dark=dark or bool(settings.value("dark", False, type=bool)))
    chosen = language or str(settings.value("language", "lo"))
    spoken: Language = "en" if chosen == "en" else "lo"
    set_language(spoken)
    from coopbooks.ui.kit.words import speak

    speak(app, spoken)
    return app


def app_settings() -> QSettings:
    """Window state and the last book; nothing that changes a figure."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "CoopBooks", "CoopBooks")


def _last_book(settings: QSettings) -> Path | None:
    name = str(settings.value("last_book", ""))
    return Path(name) if name and Path(name).is_file() else None


def _first_paint(window: Window, path: Path | None) -> str:
    if path is None:
        return ""
    try:
        window.show_first(glance.read(path), path)
    except BookTrouble as trouble:
        return say(trouble)
    return ""


class Starter:
    """Loads what is heavy, opens the book, builds the pages."""

    def __init__(self, window: Window, path: Path | None, trouble: str = "") -> None:
        self._window, self._path, self._trouble = window, path, trouble
        self.ready = False

    def load(self) -> None:
        """Open the book that was named, or show the first run."""
        from coopbooks.ui.kit import ask
        from coopbooks.ui.runner import Runner
        from coopbooks.ui.welcome.page import WelcomePage

        if self._path is not None:
            self.open(self._path)
        else:
            self._runner = Runner(self._window)
            welcome = WelcomePage(self._runner, lambda key: self._window.speak("lo" if key == "lo" else "en"), computer_day())
            welcome.chosen.connect(self.open)
            self._window.show_alone(welcome)
        if self._trouble:
            ask.tell(self._window, N_("The book cannot be opened"), self._trouble)
        self.ready = True

    def open(self, path: Path) -> None:
        """Open a book; when somebody else has it, open it to look only and say so."""
        from coopbooks.books.book import Book
        from coopbooks.books.trouble import BookInUse
        from coopbooks.ui.kit import ask
        from coopbooks.ui.runner import Runner
        from coopbooks.ui.shell.page import Desk
        from coopbooks.ui.shell.workspaces import make_pages

        try:
            try:
                book = Book.open(path)
            except BookInUse as busy:
                book = Book.open(path, read_only=True)
                self._window.say(say(busy))
        except BookTrouble as trouble:
            ask.tell(self._window, N_("The book cannot be opened"), say(trouble))
            return
        window = self._window
        desk = Desk(book, Runner(window), computer_day(), window.go, window.say, window.act)
        window.open_desk(desk, make_pages(desk))
        app_settings().setValue("last_book", str(path.resolve()))


def _picture(app: QApplication, window: Window, told: argparse.Namespace) -> None:
    name, _, what = told.page.partition(":")
    if name == "share-payment":
        window.act(name, *((int(what),) if what else ()))
    elif name != "home":
        window.go(name, *(what.split(":") if what else ()))
    for _ in range(20):
        app.processEvents()
    from PySide6.QtCore import QThread

    QThread.msleep(300)
    app.processEvents()
    shown = next((widget for widget in app.topLevelWidgets() if widget is not window and widget.isVisible() and name == "share-payment"),
                 window)
    shown.grab().save(str(told.screenshot))
    window.close()
    app.quit()


def _selftest(window: Window, path: Path | None) -> int:
    import sqlite3

    import PySide6

    from coopbooks import __version__

    starter = Starter(window, path)
    starter.load()
    print(json.dumps({"version": __version__, "qt": PySide6.__version__, "sqlite": sqlite3.sqlite_version, "python": sys.version.split()[0],
                      "window": window.isVisible(), "ready": starter.ready}))
    window.close()
    return 0
