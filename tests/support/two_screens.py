"""A process with two screens: the board stands on the first, the meeting sees the second. Prints what it saw, as JSON.

python two_screens.py FOLDER: started with QT_QPA_PLATFORM=offscreen:configfile=…, which says how many screens there are.
"""

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from coopbooks.coop.closing import CloseYear
from coopbooks.services.dividends import close_year
from coopbooks.ui.kit import theme
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import make_pages
from coopbooks.ui.yearend.page import YearEndPage
from tests.stories.test_year_end import a_year


def main() -> None:
    """Show the meeting what is on the board, move the board, and close."""
    folder = Path(sys.argv[1])
    app = QApplication.instance() or QApplication([])
    theme.load_fonts(app)
    theme.apply(app, dark=False)
    trade = a_year(folder)
    close_year(trade.book, CloseYear(2025))
    window = Window(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window.move(0, 0)
    window.show()
    desk = Desk(trade.book, Runner(window), date(2026, 3, 15), window.go, window.say, window.act)
    window.open_desk(desk, make_pages(desk))
    window.go("year-end", 2025)
    page = window.findChild(YearEndPage)
    app.processEvents()
    QTest.keyClick(window, Qt.Key.Key_F11)
    app.processEvents()
    screen = page.screen_widget
    told = {"screens": [one.name() for one in app.screens()], "board_on": window.screen().name(), "meeting_on": screen.screen().name(),
            "fills": screen.geometry() == screen.screen().geometry(), "full": screen.isFullScreen(),
            "buttons": len(screen.findChildren(QPushButton)), "fields": [[one.objectName() for one in screen.findChildren(QLineEdit)]],
            "names": any("ສົມພອນ" in label.text() or "ສົມສີ" in label.text() for label in screen.findChildren(QLabel))}

    def shown() -> list[str]:
        return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]

    before = f"{page.planner.plan.funds[0].kip:,}"
    told["before"] = before in shown()
    page.board._rows["reserve"].slider.setValue(4_000)
    app.processEvents()
    after = f"{page.planner.plan.funds[0].kip:,}"
    told["follows"] = after != before and after in shown() and before not in shown()
    told["board_stays"] = page.board.isVisible()
    page.show_meeting()
    told["one"] = sum(type(one).__name__ == "MeetingScreen" and one.isVisible() for one in app.topLevelWidgets())
    app.processEvents()
    screen.grab().save(str(folder / "meeting.png"))
    page.show_list()
    app.processEvents()
    told["ends_with_the_year"] = page.screen_widget is None
    page.open_year(2025)
    page.show_meeting()
    app.processEvents()
    told["again"] = page.screen_widget is not None
    desk.runner.wait()
    window.close()
    app.processEvents()
    told["ends_with_the_window"] = page.screen_widget is None and not any(
        type(one).__name__ == "MeetingScreen" and one.isVisible() for one in app.topLevelWidgets())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
