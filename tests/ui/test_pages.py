"""Pages on a real book: lists that find and total, the day sheet by keyboard, papers in the preview."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from coopbooks.i18n.catalogue import current_language
from coopbooks.services import demo
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.kit.table import RecordModel
from coopbooks.ui.members.member import MemberPageView
from coopbooks.ui.members.page import COLUMNS, MembersPage
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.shell.window import WORKSPACES, Window
from coopbooks.ui.shell.workspaces import make_pages


def test_the_one_table_passes_qts_own_tester(qtbot, desk):
    page = MembersPage(desk)
    qtbot.addWidget(page)
    model: QAbstractItemModel = page.table.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.refresh()
    model.sort(1)
    page.refresh()
    assert model.rowCount() == 3


def test_members_are_found_in_any_spelling_and_sorted_in_lao_order(qtbot, desk):
    page = MembersPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert [line.number for line in page.shown()] == ["1", "2", "10"]
    page._find.setText("ຫມອນ")
    assert [line.number for line in page.shown()] == ["10"]
    page._find.setText("keo")
    assert [line.number for line in page.shown()] == ["2"]
    page._find.clear()
    page.table.model.sort(1)
    assert [line.number for line in page.shown()] == ["2", "1", "10"]


def test_the_list_as_at_a_day_is_the_register_of_that_day(qtbot, desk):
    page = MembersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert sum(line.share_count for line in page.shown()) == 3
    assert not page._banner_card.isVisible()
    page.as_at(date(2025, 1, 4))
    assert sum(line.share_count for line in page.shown()) == 0
    assert page._banner_card.isVisible()
    assert "04/01/2025" in page._banner.text()


def test_totals_are_those_of_the_rows_shown(qtbot, desk):
    page = MembersPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    totals = page.table._totals.model()
    assert isinstance(totals, RecordModel)
    names = [column.title for column in COLUMNS]
    assert totals.index(0, names.index("Unpaid ₭")).data() == "50,000"
    page._filter("active")
    page._find.setText("ບຸນມີ")
    assert totals.index(0, names.index("Unpaid ₭")).data() == "–"


def test_the_member_page_shows_what_the_book_knows(qtbot, desk):
    page = MemberPageView(desk)
    qtbot.addWidget(page)
    page.show_for(2)
    assert page._figures[0][1].text() == "3"
    assert "50,000" in page._figures[0][2].text()
    assert page._timeline.model.rowCount() == 1
    assert page.title_text()[1] == {"name": "ທ້າວ ແກ້ວ"}


def test_home_counts_money_and_what_waits(qtbot, desk):
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert page._total.text() == "250,000 ₭"
    assert page.facts.unpaid_shares == (1, 50_000)


def test_papers_are_shown_saved_and_printed_from_the_same_bytes(qtbot, desk, tmp_path, told):
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_for(("member-statement", "2"))
    assert page.document.pageCount() == 1
    page.save_to(tmp_path / "statement.pdf", ".pdf")
    assert (tmp_path / "statement.pdf").read_bytes() == page._pdf
    page.show_for(("receipt", "SH-0001"))
    assert page.document.pageCount() == 1
    page.show_for(("member-register", ""))
    page.save_to(tmp_path / "register.xlsx", ".xlsx")
    assert (tmp_path / "register.xlsx").read_bytes().startswith(b"PK")
    assert len(told.said) == 2


def test_all_statements_are_made_on_the_worker_and_can_be_stopped(qtbot, desk):
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        page.make_all()
    assert page.document.pageCount() == 3


@pytest.fixture
def window(qtbot, desk, tmp_path):
    made = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    desk.go, desk.say, desk.act = made.go, made.say, made.act
    made.open_desk(desk, make_pages(desk))
    made.show()
    yield made
    made.desk = None


def test_keys_lead_everywhere_and_back(qtbot, window):
    places = [name for name, *_ in WORKSPACES]
    for name in (*places[1:], places[0]):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + places.index(name)), Qt.KeyboardModifier.ControlModifier)
        assert window._here[0] == name
    window.back()
    assert window._here[0] == places[-1]


def _sweep(qapp):
    # What was told to go later goes when the event loop is left; in a test that must be asked for.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def test_a_hundred_changes_of_language_leak_no_widgets(qtbot, window, qapp):
    for _ in range(4):
        window.other_language()
    _sweep(qapp)
    before = len(QApplication.allWidgets())
    for _ in range(100):
        window.other_language()
    _sweep(qapp)
    assert len(QApplication.allWidgets()) <= before + 10
    assert current_language() == "en"


QTS_OWN = {("QListView", "QFrame"), ("QToolButton", "QTabBar"), ("QToolButton", "QLineEdit")}
"""Parts inside Qt's own widgets: a combo box's list, a tab bar's scrollers, a clear button."""


def test_every_focusable_thing_has_a_name(window):
    nameless = [widget for widget in window.findChildren(object) if hasattr(widget, "focusPolicy") and hasattr(widget, "accessibleName")
                and widget.focusPolicy() in (Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.WheelFocus)
                and not (widget.accessibleName() or getattr(widget, "text", str)() or widget.objectName().startswith("qt_"))
                and type(widget).__name__ not in ("QTabBar", "QTabWidget", "QScrollArea", "QHeaderView", "QScrollBar")
                and (type(widget).__name__, type(widget.parent()).__name__) not in QTS_OWN]
    assert [(type(widget).__name__, type(widget.parent()).__name__) for widget in nameless] == []


def test_the_smallest_window_shows_every_page(window):
    window.resize(1180, 640)
    for name in ("home", "members", "deliveries", "reports"):
        window.go(name)
        size = window.minimumSizeHint()
        assert (size.width() <= 1366, size.height() <= 690) == (True, True), (name, size)


def test_a_practice_book_opens_in_the_window(qtbot, tmp_path):
    path = demo.write_demo(tmp_path, demo.DemoSize(8, 1, 3), date(2026, 2, 1), lambda _done, _all: None)
    from coopbooks.ui.app import Starter

    made = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    Starter(made, path).open(path)
    assert made._here[0] == "home"
    assert made.desk.book.today >= date(2026, 1, 1) - timedelta(days=1)
    made.close()
