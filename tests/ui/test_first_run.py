"""The first run: a new book from the form, refusals at their fields, a backup brought back; products and prices in the window."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog

from coopbooks.books import boxes
from coopbooks.books.book import Book
from coopbooks.books.shares import terms_on
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import backups, produce
from coopbooks.services.checking import check_book
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.prices import PriceForm, ProductForm
from coopbooks.ui.kit import memory
from coopbooks.ui.runner import Runner
from coopbooks.ui.welcome import page as welcome
from coopbooks.ui.welcome.assistant import STEPS, Assistant
from coopbooks.ui.welcome.page import WelcomePage

TODAY = date(2025, 3, 31)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(welcome, "books_folder", lambda: tmp_path / "CoopBooks")
    return tmp_path / "CoopBooks"


@pytest.fixture
def assistant(qtbot, folder):
    made = Assistant(None, Runner(), TODAY, lambda: folder)
    qtbot.addWidget(made)
    made.books = []
    made.made = lambda path, task: made.books.append((path, task))
    made.show()
    return made


def _type(form, **texts: str) -> None:
    for name, text in texts.items():
        form.fields[name].editor.setText(text)


def _through(form) -> None:
    for _ in STEPS:
        form.go_on()


@pytest.mark.parametrize("language", ["lo", "en"])
def test_five_steps_make_a_book_with_all_that_was_told(qtbot, assistant, folder, language):
    set_language(language)
    form = assistant
    _type(form, name_lo="ສະຫະກອນ ນ້ຳເຜິ້ງ", village="ໜອງບົວ", user="ນາງ ນ້ອຍ", par_value_kip="50000", least_count="2", most_percent="15",
          cash_kip="1.2m", bank_kip="3,000,000")
    form.kind.set_value("bees")
    form.vat.set_value("yes")
    form.sharing.set_value("produce")
    form.lines.fill(0, "price_kip", Kip(60_000))
    _through(form)
    assert form._pages.currentIndex() == len(STEPS)
    (path,) = folder.glob("*.coop")
    assert check_book(path) == []
    with Book.open(path) as book, book.reading() as tx:
        assert (terms_on(tx, TODAY).par_value_kip, terms_on(tx, TODAY).least_count, terms_on(tx, TODAY).most_percent) == (50_000, 2, "15")
        kept = dict(tx.all("SELECT key, value FROM setting"))
        assert (kept["cooperative.name_lo"], kept["cooperative.language"], kept["fiscal_year.first_day"]) == (
            "ສະຫະກອນ ນ້ຳເຜິ້ງ", language, "2025-01-01")
        assert policy_from_toml(kept["dividend.policy"]).patronage.part == 1
        assert tx.all("SELECT name, role FROM user") == [("ນາງ ນ້ອຍ", "treasurer")]
        assert tx.all("SELECT code, name_en FROM product ORDER BY product_id") == [("HO", "Honey"), ("WX", "Beeswax")]
        assert kept["vat.percent"] == "10"
        assert [(box.word, boxes.held_kip(tx, box.word)) for box in boxes.all_boxes(tx)] == [("cash", 1_200_000), ("bank", 3_000_000)]
    with Book.open(path) as book:
        assert produce.prepare_day_sheet(book, TODAY).prices[1, "A"] == 60_000
    form._end("add-member")
    assert form.books == [(path, "add-member")]


@pytest.mark.parametrize(("name", "text", "told", "step"), [
    ("name_lo", "", "Write the co-op's name", 0), ("par_value_kip", "0", "above 0", 2), ("par_value_kip", "much", "much", 2),
    ("par_value_kip", "1.250", "1.250", 2), ("first_day", "31/02/2025", "31/02/2025", 1), ("first_day", "soon", "soon", 1),
    ("vat_rate", "ten", "ten", 1), ("vat_rate", "101", "101", 1), ("most_percent", "-1", "-1", 2), ("least_count", "10001", "0 to 10,000", 2),
    ("cash_kip", "-5", "-5", 4), ("cash_kip", "9999999999999999", "too large", 4), ("bank_kip", "-1", "-1", 4), ("user", "", "Write your name", 4)])
def test_a_wrong_answer_is_told_at_its_field_and_no_book_is_made(qtbot, assistant, folder, name, text, told, step):
    _type(assistant, name_lo="ສະຫະກອນ", user="Noy")
    assistant.vat.set_value("yes")
    _type(assistant, **{name: text})
    _through(assistant)
    assert assistant.step == step
    assert not list(folder.glob("*"))
    assert told in assistant.fields[name]._error.text()
    assert assistant.fields[name].editor.text() == text
    _type(assistant, **{name: {"first_day": "01/01/2025", "par_value_kip": "1000", "name_lo": "x", "user": "x", "vat_rate": "7"}.get(name, "5")})
    _through(assistant)
    assert len(list(folder.glob("*.coop"))) == 1, "mended, the same answers make the book"


def test_a_product_that_stands_twice_is_told_in_its_cell(qtbot, assistant, folder):
    _type(assistant, name_lo="ສະຫະກອນ", user="Noy")
    assistant.lines.fill(1, "code", "CH")
    _through(assistant)
    assert assistant.step == 3
    assert "CH" in assistant.lines.complaint()
    assert not list(folder.glob("*.coop"))
    assistant.lines.fill(1, "code", "CH2")
    _through(assistant)
    assert len(list(folder.glob("*.coop"))) == 1


def test_the_name_may_hold_anything_the_file_name_may_not(qtbot, assistant, folder):
    _type(assistant, name_en='../a<b>:"c"|?*', user="Noy")
    _through(assistant)
    assert [path.name for path in folder.glob("*.coop")] == ["..abc.coop"]


def test_whoever_leaves_finds_the_answers_again(qtbot, folder, tmp_path):
    memory.keep_in(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    try:
        first = Assistant(None, Runner(), TODAY, lambda: folder)
        qtbot.addWidget(first)
        first.show()
        first.kind.set_value("rice")
        _type(first, name_lo="ສະຫະກອນ ເຂົ້າ", par_value_kip="20000")
        for _ in range(3):
            first.go_on()
        first.lines.fill(0, "price_kip", Kip(3_500))
        first.back()
        qtbot.keyClick(first, Qt.Key.Key_Escape)
        assert not first.isVisible()
        assert not folder.exists()
        again = Assistant(None, Runner(), TODAY, lambda: folder)
        qtbot.addWidget(again)
        assert again.step == 3
        assert again._text("name_lo") == "ສະຫະກອນ ເຂົ້າ"
        assert again.par.value() == 20_000
        assert [line["price_kip"] for line in again.lines.values() if line.get("price_kip")] == [3_500]
        again.go_to(0)
        assert again.step == 0
        again.stepper.buttons[3].click()
        assert again.step == 3
        _type(again, user="Noy")
        _through(again)
        assert memory.recall("welcome/draft") is None
    finally:
        memory._kept.clear()


@pytest.mark.parametrize("language", ["lo", "en"])
def test_every_step_fits_in_both_languages(qtbot, assistant, language):
    set_language(language)
    for button in assistant.stepper.buttons:
        button.say_again()
    assert assistant.stepper.minimumSizeHint().width() <= 960 - 48
    assert assistant.sizeHint().height() <= 640


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
