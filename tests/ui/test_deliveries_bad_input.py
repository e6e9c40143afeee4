"""What nobody should be able to save in Deliveries: each is told at its field with its value, nothing is posted, nothing typed is lost."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit

from coopbooks.coop.months import LOCKED, SetMonth
from coopbooks.coop.payment_runs import ApproveRun
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.ledger.money import Kip
from coopbooks.services import months, payment_runs, produce
from coopbooks.services.stock import prepare_stock
from coopbooks.ui.deliveries.advances import AdvanceForm
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.prices import PriceForm
from coopbooks.ui.deliveries.run_forms import PayForm, RunForm
from coopbooks.ui.deliveries.stock_forms import CountForm, ProcessForm

DAY, TOO_MUCH = date(2025, 3, 31), "1000000000000000"


@pytest.fixture
def locked(desk):
    """January is locked; a slip of March is in the book."""
    produce.record_delivery(desk.book, RecordDelivery(1, DAY, (DeliveryLine(1, "A", 50_000, 0, Kip(9_000)),)))
    months.set_month(desk.book, SetMonth("2025-01", LOCKED, "counted"))
    return desk


@pytest.fixture
def page(qtbot, locked, tmp_path):
    made = DaySheetPage(locked, QSettings(str(tmp_path / "machine.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.resize(1100, 560)
    made.show()
    made.refresh()
    made.entry.member.set_member(made.entry.member._find("1")[0])
    made.entry.gross.setText("40")
    return made


@pytest.mark.parametrize(("editor", "typed", "field", "sentence"), [
    ("tare", "40", "tare_g", "The sacks (40 kg) weigh as much as everything (40 kg)."),
    ("tare", "41", "tare_g", "The sacks (41 kg) weigh as much as everything (40 kg)."),
    ("price", "0", "price_kip", "Give a price above 0."),
    ("price", "-5", "price_kip", "Give a price above 0."),
    ("price", TOO_MUCH, "price_kip", "too large"),
    ("price", "999999999999999", "price_kip", "The line is worth more than one entry can carry."),
    ("gross", "0", "gross_g", "Give a gross weight above 0."),
    ("gross", "", "gross_g", "Give a gross weight above 0."),
    ("gross", "forty", "gross_g", "“forty” is not a weight."),
    ("gross", "-40", "gross_g", "“-40” is not a weight."),
    ("gross", TOO_MUCH, "gross_g", "“1000000000000000” is not a weight."),
    ("deduction", "360000", "deduction_kip", "The deduction of 360,000 leaves nothing of the value of 360,000."),
    ("set_off", "1", "advance_kip", "1 is more than the 0 that the rule takes back."),
])
def test_a_bad_line_of_the_day_sheet(page, locked, editor, typed, field, sentence):
    head = locked.book.head_code()
    getattr(page.entry, editor).setText(typed)
    page.add_line()
    assert sentence in page.entry.fields[field]._error.text()
    assert getattr(page.entry, editor).text() == typed
    assert page.entry.member.value() == 1
    assert locked.book.head_code() == head


@pytest.mark.parametrize(("typed", "sentence"), [
    ("15/01/2025", "locked month"), ("31/12/2024", "31/12/2024"), ("01/04/2025", "lies ahead"), ("31/02/2025", "31/02/2025"), ("", "")])
def test_a_day_that_takes_nothing_is_told_at_the_day(page, locked, typed, sentence):
    head = locked.book.head_code()
    page._on.setText(typed)
    page._on.editingFinished.emit()
    page.entry.gross.setText("40")
    page.add_line()
    said = page._on.accessibleDescription()
    assert said
    assert sentence in said
    assert page._on.property("wrong") == "true"
    assert page.focusWidget() is page._on
    assert page.entry.gross.text() == "40"
    assert locked.book.head_code() == head


def test_nobody_chosen_is_told_at_the_member(page, locked):
    page.entry.member.set_member(None)
    page.add_line()
    assert page.entry.fields["member_id"]._error.text()
    assert page.entry.gross.text() == "40"


def _refused(form, head) -> dict[str, str]:
    texts = [one.text() for one in form.findChildren(QLineEdit)]
    form.save()
    assert [one.text() for one in form.findChildren(QLineEdit)] == texts
    assert form.desk.book.head_code() == head
    return {name: field._error.text() for name, field in form.fields.items() if field._error.text()}


@pytest.mark.parametrize(("amount", "on", "field", "sentence"), [
    ("0", "", "amount_kip", ""), ("-1", "", "amount_kip", ""), (TOO_MUCH, "", "amount_kip", "too large"), ("rice", "", "amount_kip", "“rice”"),
    ("1000", "15/01/2025", "on", "locked month"), ("1000", "01/04/2025", "on", "lies ahead"), ("999000000", "", "money", "holds")])
def test_a_bad_advance(qtbot, locked, amount, on, field, sentence):
    form = AdvanceForm(None, locked, 1)
    qtbot.addWidget(form)
    form._amount.setText(amount)
    if on:
        form._on.setText(on)
    found = _refused(form, locked.book.head_code())
    assert sentence in found[field]


@pytest.mark.parametrize(("price", "sentence"), [("0", "above 0"), ("-1", "above 0"), (TOO_MUCH, "too large"), ("nine", "“nine”")])
def test_a_bad_price(qtbot, locked, price, sentence):
    form = PriceForm(None, locked, 1, "A")
    qtbot.addWidget(form)
    form._price.setText(price)
    assert sentence in _refused(form, locked.book.head_code())["price_kip"]


@pytest.mark.parametrize(("amount", "first", "field"), [("0", "", "rate_kip"), ("-5", "", "rate_kip"), (TOO_MUCH, "", "rate_kip"),
                                                      ("700", "01/04/2025", "last_day")])
def test_a_bad_second_payment(qtbot, locked, amount, first, field):
    known = payment_runs.prepare_runs(locked.book)
    form = RunForm(None, locked, known, "second")
    qtbot.addWidget(form)
    form._amount.setText(amount)
    if first:
        form._first.setText(first)
    found = _refused(form, locked.book.head_code())
    assert found, found
    assert field in found or form.after._rules.text()


def test_a_run_is_not_paid_on_a_locked_day(qtbot, locked):
    with locked.book.writing() as tx:
        from coopbooks.books import settings

        settings.add_user(tx, "Kham", "chair")
        tx.memo["cash_judged_later"] = True
    payment_runs.make_run(locked.book, payment_runs.MakeRun("first", DAY, DAY, DAY))
    payment_runs.approve_run(locked.book, ApproveRun(1, DAY, "Kham"))
    known = payment_runs.prepare_runs(locked.book)
    form = PayForm(None, locked, known, known.runs[0], ())
    qtbot.addWidget(form)
    form._on.setText("15/01/2025")
    assert "locked month" in _refused(form, locked.book.head_code())["on"]


@pytest.mark.parametrize(("counted", "unit", "on", "field", "sentence"), [
    ("abc", "9000", "", "counted_milli:0", "“abc”"), ("-1", "9000", "", "counted_milli:0", "“-1”"), ("50", "0", "", "unit_kip:0", "above 0"),
    ("50", TOO_MUCH, "", "unit_kip:0", "too large"), ("49", "9000", "", "reason:0", "The card says 50, counted were 49."),
    ("50", "9000", "15/01/2025", "on", "locked month")])
def test_a_bad_count(qtbot, locked, counted, unit, on, field, sentence):
    form = CountForm(None, locked, prepare_stock(locked.book, DAY))
    qtbot.addWidget(form)
    _, milli, kip, _reason = form.lots[0]
    milli.setText(counted)
    kip.setText(unit)
    if on:
        form._on.setText(on)
    assert sentence in _refused(form, locked.book.head_code())[field]


@pytest.mark.parametrize(("went_in", "came_out", "on", "field"), [
    ("0", "5", "", "in_milli"), ("x", "5", "", "in_milli"), ("60", "5", "", "anyway"), ("10", "11", "", "out_milli:0"), ("10", "5", "15/01/2025", "on")])
def test_a_bad_processing(qtbot, locked, went_in, came_out, on, field):
    form = ProcessForm(None, locked, prepare_stock(locked.book, DAY))
    qtbot.addWidget(form)
    form._in.setText(went_in)
    form.outs[0][0].set_value("1")
    form.outs[0][1].setText(came_out)
    if on:
        form._on.setText(on)
    assert field in _refused(form, locked.book.head_code())
