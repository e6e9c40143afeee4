"""Pages on a real book: lists that find and total, the day sheet by keyboard, papers in the preview."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from coopbooks.i18n.catalogue import current_language
from coopbooks.services import demo
from coopbooks.services.register import member_page
from coopbooks.ui.deliveries.page import DeliveriesPage
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


def _deliver(qtbot, page, member, weight):
    qtbot.keyClicks(page.member, member)
    qtbot.keyClick(page.member, Qt.Key.Key_Return)
    qtbot.keyClick(page.grade, Qt.Key.Key_Return)
    qtbot.keyClicks(page.gross, weight)
    qtbot.keyClick(page.gross, Qt.Key.Key_Return)


def test_thirty_deliveries_by_keyboard_only(qtbot, desk, told):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    desk.runner.book_changed.connect(lambda _topics: page.refresh())
    page.show()
    page.refresh()
    page.member.setFocus()
    for number in range(30):
        _deliver(qtbot, page, ("1", "2", "10")[number % 3], f"{40 + number}.5")
    assert page.sheet is not None
    assert len(page.sheet.lines) == 30
    assert sum(line.net_g for line in page.sheet.lines) == sum(40_500 + 1000 * number for number in range(30))
    assert told.said[-1] == "RC-0030 is saved."
    assert page.member.text() == ""
    assert member_page(desk.book, 1, date(2025, 3, 31)).owed_kip == sum((40_500 + 1000 * n) * 9 for n in range(0, 30, 3))


def test_several_weighings_make_one_receipt(qtbot, desk):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    _deliver(qtbot, page, "2", "52.5+48+66.5")
    page.refresh()
    (line,) = page.sheet.lines
    assert line.gross_g == 167_000
    assert line.amount_kip == 167 * 9_000


def test_bad_lines_are_told_at_their_field_and_not_saved(qtbot, desk):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.keyClicks(page.member, "1")
    qtbot.keyClick(page.member, Qt.Key.Key_Return)
    page.gross.setText("10")
    page.tare.setText("10")
    page.add_line()
    assert "weigh as much as everything" in page.fields["tare_g"]._error.text()
    page.tare.clear()
    page.price.setText("0")
    page.add_line()
    assert page.fields["price_kip"]._error.text() == "Give a price above 0."
    page.refresh()
    assert page.sheet.lines == ()


def test_paying_more_cash_than_there_is_is_refused(qtbot, desk):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.paid.set_value("cash")
    _deliver(qtbot, page, "1", "500")
    assert "holds" in page.fields["paid"]._error.text()


def test_an_unusual_weight_is_a_question_not_a_wall(qtbot, desk):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    for _ in range(3):
        _deliver(qtbot, page, "1", "40")
    qtbot.keyClicks(page.member, "1")
    qtbot.keyClick(page.member, Qt.Key.Key_Return)
    qtbot.keyClicks(page.gross, "400")
    assert "about 40 kg" in page._question.text()
    page.add_line()
    page.refresh()
    assert len(page.sheet.lines) == 4


def test_the_last_line_is_reversed_in_the_open(qtbot, desk):
    page = DeliveriesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    _deliver(qtbot, page, "1", "40")
    page.refresh()
    page.reverse_last()
    page.refresh()
    assert sum(line.net_g for line in page.sheet.lines) == 0
    assert len(page.sheet.lines) == 2
    assert member_page(desk.book, 1, date(2025, 3, 31)).owed_kip == 0


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
    assert window._here[0] == "reports"


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
