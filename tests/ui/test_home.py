"""Home: what it tells, what it leads to, and the six tasks."""

from datetime import date

from coopbooks.coop.cash import ExpenseLine
from coopbooks.coop.repeating import KeepRepeating, Repeating
from coopbooks.coop.suppliers import RecordBill
from coopbooks.ledger.money import Kip
from coopbooks.services import repeating, suppliers
from coopbooks.services.home import prepare_home
from coopbooks.ui.cash.choice import MoneyInChoice
from coopbooks.ui.cash.vouchers import VoucherForm
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.home.tiles import TileChooser
from coopbooks.ui.kit import memory
from tests.support.window import fresh


def test_home_tells_what_money_waits_for(petty):
    suppliers.record_bill(petty.book, RecordBill(1, date(2025, 1, 5), (ExpenseLine(amount_kip=Kip(70_000), category="rent"),)))
    repeating.keep_repeating(petty.book, KeepRepeating(Repeating("out", "rent", Kip(5), date(2025, 3, 1))))
    found = prepare_home(petty.book, petty.today)
    assert (found.bills_due, found.repeating_due, found.uncounted, found.wear_until) == ((1, 70_000), 1, 1, None)


def test_money_in_asks_who_pays(qtbot, petty):
    parent = fresh(qtbot, HomePage(petty))
    asked = []
    choice = MoneyInChoice(parent, petty, lambda: asked.append("customer"))
    choice.buttons[0].click()
    assert asked == ["customer"]
    MoneyInChoice(parent, petty, lambda: asked.append("customer")).buttons[1].click()
    assert asked == ["customer"]
    assert [form.way for form in parent.findChildren(VoucherForm)] == ["in"]


def test_home_has_six_tasks_and_they_can_be_chosen(qtbot, desk, tmp_path):
    from PySide6.QtCore import QSettings

    memory.keep_in(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    try:
        home = fresh(qtbot, HomePage(desk))
        assert len(home.tiles.names) == 6
        assert home.tiles.names[0] == "delivery"
        chooser = TileChooser(home, home.tiles.names, home.tiles._keep)
        qtbot.addWidget(chooser)
        chooser.places[0].set_value("transfer")
        chooser.save()
        assert home.tiles.names[0] == "transfer"
        assert len(home.tiles.names) == 6
        assert HomePage(desk).tiles.names[0] == "transfer"
    finally:
        memory._kept.clear()
