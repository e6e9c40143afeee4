"""Home: what it tells, what it leads to, and the six tasks."""

from datetime import date

from coopbooks.coop.cash import ExpenseLine, TakeMoney
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.coop.repeating import KeepRepeating, Repeating
from coopbooks.coop.suppliers import RecordBill
from coopbooks.ledger.money import Kip
from coopbooks.services import explaining, produce, repeating, suppliers
from coopbooks.services.cash import take_money
from coopbooks.services.home import YearAhead, kg_months, prepare_home
from coopbooks.services.new_book import NewBook, create_book
from coopbooks.ui.cash.choice import MoneyInChoice
from coopbooks.ui.cash.vouchers import VoucherForm
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.home.tiles import TileChooser
from coopbooks.ui.kit import memory
from coopbooks.ui.kit.explain import Explain
from coopbooks.ui.kit.words import Words
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
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


def test_home_follows_every_amount_and_leads_where_it_is_mended(qtbot, petty, told):
    book = petty.book
    produce.record_delivery(book, RecordDelivery(1, date(2025, 3, 1), (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),)))
    produce.record_delivery(book, RecordDelivery(2, date(2025, 3, 1), (DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),), paid="cash"))
    suppliers.record_bill(book, RecordBill(1, date(2025, 1, 5), (ExpenseLine("rent", Kip(70_000)),)))
    home = fresh(qtbot, HomePage(petty))
    home.refresh()
    sums = {task.place: explaining.explain(book, task.figure()).kip for task in home.waiting.tasks if task.figure is not None}
    assert sums == {("cash", "bills"): 70_000, ("deliveries", "runs"): 450_000, ("shares", "register"): 50_000}
    assert home.facts.unpaid_shares == (1, 50_000)
    for task in home.waiting.tasks:
        home.waiting.do(task)
    assert told.went == [("cash", "bills"), ("count-cash",), ("deliveries", "runs"), ("shares", "register")]
    assert home._since.text() == "as much as a week ago"


def test_home_says_what_changed_in_a_week_and_shows_produce_too(qtbot, petty):
    take_money(petty.book, TakeMoney(date(2025, 3, 25), (ExpenseLine(amount_kip=Kip(9_000), category="shop"),)))
    produce.record_delivery(petty.book, RecordDelivery(1, date(2025, 2, 1), (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),)))
    home = fresh(qtbot, HomePage(petty))
    home.refresh()
    assert home._since.text() == "9,000 ₭ more than a week ago"
    assert explaining.explain(petty.book, home._week()).kip == 9_000
    assert kg_months(petty.book, petty.today)[-2:] == ((2025, 2, 50_000), (2025, 3, 0))
    home.shown.set_value("produce")
    assert not home.year.isVisible()


def test_the_years_end_has_a_card_until_it_is_done(qtbot, petty, told):
    take_money(petty.book, TakeMoney(date(2025, 3, 25), (ExpenseLine(amount_kip=Kip(9_000), category="shop"),)))
    home = fresh(qtbot, HomePage(Desk(petty.book, petty.runner, date(2026, 1, 5), told.go, told.say, told.act)))
    home.refresh()
    assert home.facts.ahead == YearAhead(2025, 1, 9_000, (date(2025, 1, 1), date(2025, 12, 31)))
    assert home.year._step.text() == "Step 1 of 6 · Check the books"
    assert explaining.explain(petty.book, home.year._figure(home.desk)).kip == 9_000
    assert not [task for task in home.waiting.tasks if task.place[0] == "year-end"]
    home.year.go.click()
    assert told.went == [("year-end", 2025)]


def test_nothing_waits_in_an_empty_book(qtbot, tmp_path, told, qapp):
    texts = dict.fromkeys(("name_en", "registration_no", "registered_on", "village", "district", "province", "phone"), "")
    new = NewBook({**texts, "name_lo": "ໃໝ່", "language": "lo"}, date(2025, 1, 1), 1, Kip(100_000), (("Noy", "treasurer"),))
    with create_book(tmp_path / "new.coop", new) as book:
        home = fresh(qtbot, HomePage(Desk(book, Runner(), date(2025, 1, 5), told.go, told.say, told.act)))
        home.refresh()
        assert home.waiting.tasks == ()
        assert [label.text() for label in home.waiting.findChildren(Words)][-1] == "Nothing is waiting. Well done."
        assert home._total.text() == "0 ₭"


def test_a_wide_window_shows_what_is_owed_and_the_third_chart(qtbot, petty):
    suppliers.record_bill(petty.book, RecordBill(1, date(2025, 3, 5), (ExpenseLine("rent", Kip(70_000)),)))
    produce.record_delivery(petty.book, RecordDelivery(1, date(2025, 3, 1), (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),)))
    home = fresh(qtbot, HomePage(petty))
    home.resize(1366, 690)
    home.refresh()
    assert not home._produce_card.isVisible()
    assert home.shown.isVisible()
    home.resize(1920, 1000)
    qtbot.waitUntil(lambda: home._produce_card.isVisible() and not home.shown.isVisible())
    amounts = [home._boxes.itemAtPosition(place, 2).widget() for place in range(3, 6)]
    assert [label.text() for label in amounts] == ["–", "450,000", "70,000"]
    figures = [next(one for one in label.actions() if isinstance(one, Explain)).figure() for label in amounts]
    assert [explaining.explain(petty.book, figure).kip for figure in figures] == [0, 450_000, 70_000]
