"""The frame of the window: the search panel, the bell, the New menu, the foot with its backup, toasts, About."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from coopbooks.books import settings
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.suppliers import KeepSupplier, Supplier
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import backups, sales, suppliers
from coopbooks.services.checking import check_book
from coopbooks.services.home import prepare_home
from coopbooks.services.standing import prepare_standing
from coopbooks.ui.cash.choice import MoneyInChoice
from coopbooks.ui.cash.vouchers import VoucherForm
from coopbooks.ui.kit.cards import Toast
from coopbooks.ui.kit.tasks import TASKS
from coopbooks.ui.runner import Runner
from coopbooks.ui.sales.money import ReceiveForm
from coopbooks.ui.shell import about
from coopbooks.ui.shell.notices import notices
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.window import WORKSPACES, Window
from coopbooks.ui.shell.workspaces import make_pages

TODAY = date(2025, 3, 31)


@pytest.fixture
def window(qtbot, book, tmp_path):
    shown = Window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(shown)
    runner = Runner(shown)
    desk = Desk(book, runner, TODAY, shown.go, shown.say, shown.act)
    shown.open_desk(desk, make_pages(desk))
    shown.show()
    yield shown
    shown._changed_since_backup = False


def _rows(window: Window, text: str) -> list[str]:
    window.search()
    window.palette_panel.field.setText(text)
    return [row.text for row in window.palette_panel.rows]


def test_a_member_is_found_from_anywhere_in_any_spelling(qtbot, window):
    window.go("reports")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_panel.isVisible()
    window.palette_panel.field.setText("ຫມອນ")
    assert window.palette_panel.rows[0].text == "Members"
    assert window.palette_panel.rows[1].text.startswith("10 · ທ້າວ ໝອນ")
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Return)
    assert window._here == ("member", window._pages["member"].facts.brief.member_id)
    assert not window.palette_panel.isVisible()


def test_the_member_found_can_be_worked_with_at_once(qtbot, window):
    rows = _rows(window, "keo")
    assert rows[2:6] == ["Do something with ທ້າວ ແກ້ວ", "Record a delivery", "Share payment", "Member statement"]
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Return)
    assert window._here[0] == "deliveries"


def test_an_amount_finds_its_papers_and_a_number_its_paper(qtbot, window):
    for text in ("250000", "250,000", "250.000", "#sh-0001", "SH-0001"):
        papers = [row for row in _rows(window, text) if row.startswith("SH-0001")]
        assert papers == ["SH-0001 · 05/01/2025 · Shares · ທ້າວ ແກ້ວ · 250,000 ₭"], text
    assert _rows(window, "#SH") == ["Papers", "SH-0001 · 05/01/2025 · Shares · ທ້າວ ແກ້ວ · 250,000 ₭"]
    assert not [row for row in _rows(window, "250001") if row.startswith("SH-")]


def test_customers_and_accounts_are_found(window):
    sales.add_customer(window.desk.book, AddCustomer("C07", "ຮ້ານກາເຟ"))
    assert "C07 · ຮ້ານກາເຟ" in _rows(window, "ກາເຟ")
    assert any(row.startswith("531 · ") for row in _rows(window, "531"))


def test_everything_is_reached_by_its_name(qtbot, window):
    commands = _rows(window, ">")
    assert commands[0] == "Commands"
    assert len(commands) == 1 + len(TASKS) + len(WORKSPACES) + 6
    rows = _rows(window, "> dark")
    assert rows == ["Commands", "Light or dark"]
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Escape)
    assert not window.palette_panel.isVisible()


def test_the_panel_speaks_the_other_language_while_open(qtbot, window):
    _rows(window, "keo")
    window.speak("lo")
    QApplication.processEvents()
    try:
        assert window.palette_panel.field.text() == "keo"
        assert "ສະມາຊິກ" in [row.text for row in window.palette_panel.rows]
    finally:
        window.speak("en")


@pytest.mark.parametrize("text", ["", " ", "%", "'; DROP TABLE member; --", "#", ">", "9" * 40, "\u200b", "<b>x</b>"])
def test_whatever_is_typed_is_only_text(window, text):
    _rows(window, text)
    assert check_book(window.desk.book.path) == []


def test_the_new_menu_lists_every_paper(window):
    window.show_new_menu()
    (menu,) = window.findChildren(QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions()] == [task.message for task in TASKS if task.is_paper]
    menu.close()


def test_the_arrow_beside_new_has_no_words_in_any_language(window):
    for language in ("lo", "en"):
        window.speak(language)
        assert (window._more.text(), window._more.accessibleName() != "") == ("", True)


def test_pressing_the_shield_makes_a_checked_copy(qtbot, window):
    assert window._status.backup.text() == "No backup yet"
    with qtbot.waitSignal(window.desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        window.back_up()
    (made,) = (window.desk.book.path.parent / "backups").glob("*.coop")
    assert check_book(made) == []
    assert window._status.backup.text().startswith("Backup of ")


@pytest.mark.parametrize("changed", [False, True])
def test_closing_after_a_change_leaves_a_copy_behind(window, changed):
    path = window.desk.book.path
    if changed:
        window.desk.runner.run(lambda: sales.add_customer(window.desk.book, AddCustomer("C1", "x")))
    window.close()
    made = list((path.parent / "backups").glob("*.coop"))
    assert len(made) == int(changed)
    assert [check_book(copy) for copy in made] == [[] for _ in made]


def test_the_bell_counts_only_what_needs_attention(qtbot, window, book):
    assert [one.key for one in window.bell._all] == ["backup"]
    assert window.bell.text() == "1"
    window.bell.toggle()
    window.bell.put_off("backup")
    assert window.bell.text() == ""
    window.bell._today = date(2025, 4, 1)
    assert [one.key for one in window.bell.waiting()] == ["backup"]


def test_what_needs_attention_is_told_by_how_long_ago(book, tmp_path):
    def told(today: date) -> list[tuple[str, str]]:
        return [(one.key, one.token) for one in notices(prepare_home(book, today), prepare_standing(book, today), today)]

    folder = book.path.parent / "backups"
    folder.mkdir()
    shutil.copy(book.path, folder / "trial 2025-03-01 0900.coop")
    assert backups.last_backup(book.path) == date(2025, 3, 1)
    assert told(date(2025, 3, 8)) == []
    assert told(date(2025, 3, 9)) == [("backup", "warn")]
    assert told(date(2025, 4, 1)) == [("backup", "danger")]
    assert ("close", "warn") in told(date(2026, 1, 1))


def test_the_foot_tells_how_the_book_stands(window):
    assert window._status.year.text() == "2025: open"
    assert window._status.file.text() == "trial.coop"
    assert window._status.who.text() == "Treasurer"
    assert window.desk.book.user_name == "treasurer"


def test_of_many_toasts_three_stay(window):
    for number in range(5):
        window.say(f"saved {number}")
    shown = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
    assert len(shown) == 3
    assert len({toast.y() for toast in shown}) == 3


def test_about_names_the_version_and_whose_work_it_is(qtbot, window, monkeypatch):
    window.show_about()
    (box,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert box.text.toPlainText() == about.notices_text()
    box.accept()
    monkeypatch.setattr(about, "NOTICES", "not-there.txt")
    assert about.notices_text() == ""


def test_alt_left_brings_back_what_was_typed(qtbot, window):
    window.go("members")
    window._pages["members"].page()._find.setText("keo")
    window.go("reports")
    window.back()
    assert window._here[0] == "members"
    assert window._pages["members"].page()._find.text() == "keo"
    assert Path(window.desk.book.path).exists()
    set_language("en")


def test_who_works_is_chosen_at_the_foot_and_stands_in_every_entry(window, qtbot):
    with window.desk.book.writing() as tx:
        settings.add_user(tx, "ທ້າວ ຄຳ", "cashier")
    window._show_standing()
    assert window._status.name.text() == "treasurer"
    window._status.choose_worker()
    menu = next(menu for menu in window._status.findChildren(QMenu))
    assert [action.text() for action in menu.actions()] == ["treasurer · Treasurer", "ທ້າວ ຄຳ · Cashier"]
    menu.actions()[1].trigger()
    assert (window._status.name.text(), window._status.who.text()) == ("ທ້າວ ຄຳ", "Cashier")
    sales.add_customer(window.desk.book, AddCustomer("C09", "ຮ້ານ"))
    with window.desk.book.reading() as tx:
        assert tx.one("SELECT user_name FROM event ORDER BY event_id DESC LIMIT 1") == ("ທ້າວ ຄຳ",)
    menu.close()


def test_f4_asks_who_pays_and_leads_to_the_customers_money(qtbot, window):
    window.go("home")
    qtbot.keyClick(window, Qt.Key.Key_F4)
    choice = window.findChild(MoneyInChoice)
    qtbot.waitUntil(choice.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    form = window.findChild(ReceiveForm)
    assert form.isVisible()
    assert not choice.isVisible()
    form.reject()


def test_f4_leads_to_other_money(qtbot, window):
    window.go("home")
    qtbot.keyClick(window, Qt.Key.Key_F4)
    choice = window.findChild(MoneyInChoice)
    qtbot.waitUntil(choice.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    form = window.findChild(VoucherForm)
    assert form.way == "in"
    form.reject()
    assert window.findChild(ReceiveForm) is None


def test_among_the_sales_f4_does_not_ask(qtbot, window):
    window.go("sales", "invoices")
    qtbot.keyClick(window, Qt.Key.Key_F4)
    receive = window.findChild(ReceiveForm)
    assert receive.isVisible()
    receive.reject()


def test_a_supplier_is_found_from_anywhere_and_opens_the_bills(qtbot, window):
    suppliers.keep_supplier(window.desk.book, KeepSupplier(Supplier("S01", "ແສງຄຳ")))
    rows = _rows(window, "ແສງຄໍາ")
    assert rows[rows.index("Suppliers") + 1] == "S01 · ແສງຄຳ"
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Return)
    assert window._here == ("cash", ("bills", 1))
    assert window._pages["cash"].page().shown.value() == "all"
