"""The first run: a new book from the form, refusals at their fields, a backup brought back; products and prices in the window."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from coopbooks.books.book import Book
from coopbooks.books.shares import terms_on
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import backups, produce
from coopbooks.services.checking import check_book
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.prices import PriceForm, ProductForm
from coopbooks.ui.runner import Runner
from coopbooks.ui.welcome import page as welcome
from coopbooks.ui.welcome.page import NewBookForm, WelcomePage

TODAY = date(2025, 3, 31)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(welcome, "books_folder", lambda: tmp_path / "CoopBooks")
    return tmp_path / "CoopBooks"


@pytest.fixture
def form(qtbot, folder):
    made = NewBookForm(None, Runner(), TODAY)
    qtbot.addWidget(made)
    made.books = []
    made.made = made.books.append
    made.show()
    return made


def _save(qtbot, form) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("language", ["lo", "en"])
def test_a_few_words_make_a_book(qtbot, form, folder, language):
    set_language(language)
    for name, text in (("name_lo", "ສະຫະກອນ ນ້ຳເຜິ້ງ"), ("village", "ໜອງບົວ"), ("user", "ນາງ ນ້ອຍ")):
        form._texts[name].setText(text)
    form._par.setText("50000")
    _save(qtbot, form)
    (path,) = form.books
    assert path.parent == folder
    assert check_book(path) == []
    with Book.open(path) as book, book.reading() as tx:
        assert terms_on(tx, TODAY).par_value_kip == 50_000
        kept = dict(tx.all("SELECT key, value FROM setting"))
        assert (kept["cooperative.name_lo"], kept["cooperative.language"], kept["fiscal_year.first_day"]) == (
            "ສະຫະກອນ ນ້ຳເຜິ້ງ", language, "2025-01-01")
        assert tx.all("SELECT name, role FROM user") == [("ນາງ ນ້ອຍ", "treasurer")]


@pytest.mark.parametrize(("name", "text", "told"), [
    ("name_lo", "", "Write the co-op's name"), ("par_value_kip", "0", "above 0"), ("par_value_kip", "much", "much"),
    ("par_value_kip", "1.250", "1.250"), ("first_day", "31/02/2025", "31/02/2025"), ("first_day", "soon", "soon")])
def test_a_wrong_answer_is_told_at_its_field_and_no_book_is_made(qtbot, form, folder, name, text, told):
    form._texts["name_lo"].setText("ສະຫະກອນ")
    form.fields[name].editor.setText(text)
    _save(qtbot, form)
    assert form.books == []
    assert not list(folder.glob("*.coop"))
    assert told in form.fields[name]._error.text()
    assert form.isVisible()


def test_the_name_may_hold_anything_the_file_name_may_not(qtbot, form, folder):
    form._texts["name_en"].setText('../a<b>:"c"|?*')
    _save(qtbot, form)
    assert [path.name for path in form.books] == ["..abc.coop"]
    assert form.books[0].parent == folder


def test_going_back_makes_nothing(qtbot, form, folder):
    form._texts["name_lo"].setText("ສະຫະກອນ")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert not folder.exists()


def test_a_backup_becomes_the_book_again_and_what_is_there_is_kept(qtbot, book, folder, monkeypatch):
    book.close()
    now = datetime(2025, 4, 1, 9, 0, tzinfo=UTC)
    copy = backups.back_up_now(book.path, now)
    folder.mkdir()
    (folder / "trial.coop").write_bytes(b"something else")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(copy), ""))
    page = WelcomePage(Runner(), lambda _key: None, TODAY)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.chosen, timeout=20_000) as told:
        page.restore()
    assert told.args == [folder / "trial.coop"]
    assert check_book(folder / "trial.coop") == []
    assert [path.read_bytes() for path in folder.glob("trial before restore*")] == [b"something else"]


def test_a_new_price_counts_for_later_lines_only(qtbot, desk):
    page = DaySheetPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    form = PriceForm(page, desk, 1, "A")
    qtbot.addWidget(form)
    form._price.setText("9,250")
    form._since.set_value(date(2025, 3, 30))
    form._basis.setText("ກະດານລາຄາ")
    form.save()
    for on, price in ((date(2025, 3, 29), 9_000), (date(2025, 3, 30), 9_250)):
        assert produce.prepare_day_sheet(desk.book, on).prices[1, "A"] == price
    page.refresh()
    assert "9,250" in page._prices.text()


@pytest.mark.parametrize(("name", "text"), [("price_kip", "0"), ("price_kip", "-5"), ("price_kip", "1.250"), ("price_kip", "x"), ("since", "x")])
def test_a_wrong_price_is_told_at_its_field(qtbot, desk, name, text):
    form = PriceForm(None, desk, 1, "A")
    qtbot.addWidget(form)
    form._price.setText("9,250")
    form.fields[name].editor.setText(text)
    head = desk.book.head_code()
    form.save()
    assert desk.book.head_code() == head
    assert form.fields[name]._error.text()


def test_a_product_is_added_once(qtbot, desk):
    for expected in ("", "CH2"):
        form = ProductForm(None, desk)
        qtbot.addWidget(form)
        form._texts["code"].setText("CH2")
        form._texts["grades"].setText("A; B ;")
        form.save()
        assert expected in form.fields["code"]._error.text()
    found = [one for one in produce.prepare_day_sheet(desk.book, TODAY).products if one.code == "CH2"]
    assert [one.grades for one in found] == [("A", "B")]
    empty = ProductForm(None, desk)
    qtbot.addWidget(empty)
    empty.save()
    assert empty.fields["code"]._error.text()
