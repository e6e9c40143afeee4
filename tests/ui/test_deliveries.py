"""The day sheet by keyboard alone: lines without a mouse, questions at the card, complaints at their fields, the scale."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt

from coopbooks.books import produce as store
from coopbooks.coop.intake import ProductTerms, Recovery
from coopbooks.coop.produce import GiveAdvance
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import intake, produce
from coopbooks.services.register import member_page
from coopbooks.ui.deliveries.day import DaySheetPage
from coopbooks.ui.deliveries.page import DeliveriesPage
from coopbooks.ui.deliveries.price_page import PriceListForm, PricesPage
from coopbooks.ui.deliveries.scale_form import ScaleForm
from coopbooks.ui.deliveries.terms import RecoveryForm, TermsForm
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.words import speak

DAY = date(2025, 3, 31)


class FakeScale:
    """Says the weights it was given, one after the other."""

    def __init__(self, *grams: int) -> None:
        self.grams = list(grams)

    def read(self) -> int:
        return self.grams.pop(0)


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "machine.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(qtbot, desk, settings):
    made = DaySheetPage(desk, settings, FakeScale(168_500, 42_000))
    qtbot.addWidget(made)
    desk.runner.book_changed.connect(lambda _topics: made.refresh())
    made.resize(1100, 560)
    made.show()
    made.refresh()
    made.entry.member.setFocus()
    return made


def _keys(qtbot, page, *typed):
    """Type at whatever has the focus: text, or a key."""
    for one in typed:
        at = page.focusWidget()
        if isinstance(one, str):
            qtbot.keyClicks(at, one)
        else:
            qtbot.keyClick(at, one)


def _deliver(qtbot, page, member, weight, grade="a"):
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, member, enter, grade, enter, weight, enter, enter, enter)


def test_lines_by_keyboard_only(qtbot, page, desk, told):
    for number in range(6):
        _deliver(qtbot, page, ("1", "2", "10")[number % 3], f"{40 + number}.5")
    assert len(page.sheet.lines) == 6
    assert sum(line.net_g for line in page.sheet.lines) == sum(40_500 + 1000 * number for number in range(6))
    assert told.said[-1] == "RC-0006 is saved."
    assert page.entry.member.text() == ""
    assert page.focusWidget() is page.entry.member
    assert member_page(desk.book, 1, DAY).owed_kip == sum((40_500 + 1000 * n) * 9 for n in range(0, 6, 3))
    assert page.side._total.text() == "258 kg"


def test_shift_enter_goes_back_and_a_digit_chooses_the_grade_and_the_payment(qtbot, page, desk):
    produce.set_price(desk.book, produce.SetPrice(1, "B", DAY, Kip(8_000)))
    page.refresh()
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "2", enter, "2", enter)
    assert page.entry.grade.value() == "B"
    assert page.entry.price.value() == 8_000
    qtbot.keyClick(page.focusWidget(), enter, Qt.KeyboardModifier.ShiftModifier)
    assert page.focusWidget() is page.entry.grade
    _keys(qtbot, page, enter, "10", enter, enter, "2", enter)
    (line,) = page.sheet.lines
    assert (line.grade, line.paid, line.amount_kip) == ("B", "cash", 80_000)


def test_several_weighings_make_one_receipt(qtbot, page):
    _deliver(qtbot, page, "2", "52.5+48+66.5")
    (line,) = page.sheet.lines
    assert line.gross_g == 167_000
    assert line.amount_kip == 167 * 9_000


def test_sacks_moisture_and_deduction_follow_the_terms(qtbot, page, desk):
    intake.set_product_terms(desk.book, ProductTerms(1, date(2025, 1, 1), 500, True, "12", "1", Kip(50), "board 3/2025"))
    page.refresh()
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, "101.5", enter, "3", enter, "14,5", enter, enter)
    (line,) = page.sheet.lines
    assert (line.gross_g, line.tare_g, line.net_g) == (101_500, 1_500, 100_000)
    assert line.deduction_kip == 22_500 + 5_000
    assert line.amount_kip == 900_000 - 27_500
    with desk.book.reading() as tx:
        assert tx.all("SELECT bag_count, moisture FROM delivery_extra") == [(3, "14.5")]


def test_missing_moisture_and_a_deduction_below_the_terms_are_told_at_their_fields(qtbot, page, desk):
    intake.set_product_terms(desk.book, ProductTerms(1, date(2025, 1, 1), 500, True, "12", "1"))
    page.refresh()
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, "100", enter, "1", enter, enter, enter)
    assert page.entry.fields["moisture"]._error.text() == "Give the moisture. It is asked for CH."
    page.entry.moisture.setText("15")
    page.entry.deduction.setText("10")
    page.add_line()
    assert "take off 26,865" in page.entry.fields["deduction_kip"]._error.text()
    assert page.sheet.lines == ()
    assert page.entry.gross.text() == "100"


def test_an_advance_is_set_off_by_its_rule_and_can_be_lowered_but_not_raised(qtbot, page, desk):
    with desk.book.writing() as tx:
        tx.memo["cash_judged_later"] = True
        produce.give_advance.within(tx, GiveAdvance(1, date(2025, 2, 1), "rice", Kip(500_000), recover_by="percent", percent="30"))
        produce.give_advance.within(tx, GiveAdvance(1, date(2025, 2, 2), "cash", Kip(50_000), recover_by="fixed", fixed_kip=Kip(20_000)))
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, "100", enter, enter)
    assert page.entry.set_off.value() == 270_000 + 20_000
    assert "2 open advances, 550,000" in page.entry._advances.text()
    page.entry.set_off.setText("290,001")
    page.add_line()
    assert "more than the 290,000" in page.entry.fields["advance_kip"]._error.text()
    page.entry.set_off.setText("100,000")
    page.add_line()
    (line,) = page.sheet.lines
    assert line.advance_kip == 100_000
    assert member_page(desk.book, 1, DAY).owed_kip == 800_000


def test_bad_lines_are_told_at_their_field_and_not_saved(qtbot, page):
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter)
    page.entry.gross.setText("10")
    page.entry.tare.setText("10")
    page.add_line()
    assert "weigh as much as everything" in page.entry.fields["tare_g"]._error.text()
    page.entry.tare.clear()
    page.entry.price.setText("0")
    page.add_line()
    assert page.entry.fields["price_kip"]._error.text() == "Give a price above 0."
    page.entry.price.setText("1000000000000000")
    page.add_line()
    assert "too large" in page.entry.fields["price_kip"]._error.text()
    page.entry.price.setText("9000")
    page.entry.gross.setText("abc")
    page.add_line()
    assert "not a weight" in page.entry.fields["gross_g"]._error.text()
    page.entry.gross.setText("10")
    page._on.set_value(date(2025, 4, 1))
    page.add_line()
    assert "lies ahead" in page.entry._question.text()
    page.refresh()
    assert page.sheet.lines == ()


def test_paying_more_cash_than_there_is_is_refused(qtbot, page):
    page.entry.paid.set_value("cash")
    _deliver(qtbot, page, "1", "500")
    assert "holds" in page.entry.fields["paid"]._error.text()
    assert page.entry.gross.text() == "500"


def test_an_unusual_weight_is_a_question_not_a_wall(qtbot, page):
    for _ in range(3):
        _deliver(qtbot, page, "1", "40")
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, "400")
    assert page.entry._question.text() == "10× the usual. This member brings about 40 kg."
    assert page.entry._meant.text() == "Use 40"
    assert page.entry.property("card") == "warn"
    qtbot.mouseClick(page.entry._meant, Qt.MouseButton.LeftButton)
    assert page.entry.gross.text() == "40"
    assert page.entry.property("card") == "soft"
    page.entry.gross.setText("400")
    qtbot.mouseClick(page.entry._right, Qt.MouseButton.LeftButton)
    _keys(qtbot, page, enter)
    assert len(page.sheet.lines) == 4


def test_saving_twice_saves_once(qtbot, page, desk):
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, "40")
    member_id, line, extra = page.entry.typed()
    order = produce.RecordDelivery(member_id, DAY, (line,), extras=(extra,))
    for _ in range(2):
        produce.record_delivery(desk.book, order, page.entry.request_key)
    page.refresh()
    assert len(page.sheet.lines) == 1


def test_the_last_line_is_reversed_in_the_open_with_its_reason(qtbot, page, desk):
    _deliver(qtbot, page, "1", "40")
    page.reverse_last()
    (form,) = page.findChildren(ReverseForm)
    assert form._reason.text() == "Wrong entry"
    form._reason.setText("")
    form.save()
    assert form.fields["reason"]._error.text() == "Write the reason."
    form._reason.setText("scale was not at zero")
    form.save()
    assert sum(line.net_g for line in page.sheet.lines) == 0
    assert len(page.sheet.lines) == 2
    assert member_page(desk.book, 1, DAY).owed_kip == 0
    with desk.book.reading() as tx:
        assert tx.one("SELECT note FROM document WHERE kind = 'reversal'") == ("scale was not at zero",)


def test_f5_in_gross_reads_the_scale_and_adds_weighings_after_a_plus(qtbot, page):
    enter = Qt.Key.Key_Return
    _keys(qtbot, page, "1", enter, "a", enter, Qt.Key.Key_F5)
    assert page.entry.gross.text() == "168.5"
    _keys(qtbot, page, "+", Qt.Key.Key_F5)
    assert page.entry.gross.text() == "168.5+42"


def test_the_scale_is_chosen_for_the_computer_and_tried_first(qtbot, desk, settings, told, monkeypatch):
    page = DaySheetPage(desk, settings)
    qtbot.addWidget(page)
    page.refresh()
    assert page.entry.scale is None
    form = ScaleForm(page, desk, settings)
    form._device.setText("/dev/ttyUSB0")
    monkeypatch.setattr(form, "_scale", lambda: FakeScale(12_300))
    form.read()
    form.save()
    assert told.said == ["The scale is kept for this computer."]
    page.refresh()
    assert page.entry.scale.device == "/dev/ttyUSB0"


def test_terms_prices_and_recovery_are_decided_in_forms(qtbot, desk):
    page = PricesPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    form = TermsForm(page, desk, 1)
    form._bag.setText("0.5")
    form._asks.setChecked(True)
    form._base.setText("200")
    form._percent.setText("1")
    form.save()
    assert "not a percentage" in form.fields["base_moisture"]._error.text()
    form._base.setText("12%")
    form.save()
    recovery = RecoveryForm(page, desk)
    recovery._percent.setText("40")
    recovery._most.setText("50")
    recovery.save()
    page.refresh()
    assert page.list.terms[1] == ProductTerms(1, DAY, 500, True, "12", "1")
    assert page._recovery.text() == "40% of each delivery. At most 50% of a delivery is taken."
    prices = PriceListForm(page, desk, page.list)
    prices.prices[1, "A"].setText("0")
    prices.prices[1, "B"].setText("7,500")
    prices.save()
    assert prices.fields["price:1:A"]._error.text() == "Give a price above 0."
    prices.prices[1, "A"].setText("9500")
    prices._basis.setText("board 4/2025")
    prices.save()
    page.refresh()
    assert page.list.prices == {(1, "A"): 9_500, (1, "B"): 7_500}
    assert {one.basis for one in page.list.history[:2]} == {"board 4/2025"}


def test_the_tabs_open_by_name_and_a_sheet_leads_back_to_its_day(qtbot, desk, told, qapp):
    tabs = DeliveriesPage(desk)
    qtbot.addWidget(tabs)
    tabs.refresh()
    intake.set_recovery(desk.book, Recovery(date(2025, 1, 1)))
    produce.record_delivery(desk.book, produce.RecordDelivery(1, date(2025, 3, 1), (produce.rules.DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),),
                                                              point="ບ້ານໜອງບົວ"))
    for name in ("sheets", "prices"):
        tabs.show_for(name)
    tabs.show_for("sheets")
    sheets = tabs.page()
    (line,) = sheets.table.model.rows
    assert (line.on, line.point, line.net_g) == (date(2025, 3, 1), "ບ້ານໜອງບົວ", 10_000)
    sheets.table.opened.emit(line)
    assert told.went[-1] == ("deliveries", "sheet", "2025-03-01")
    tabs.show_for(("sheet", "2025-03-01"))
    assert len(tabs.page().sheet.lines) == 1
    speak(qapp, "lo")
    qapp.processEvents()
    assert tabs.bar.tabText(0) != "Day sheet"
    set_language("en")


def test_sheet_days_take_reversals_off(desk):
    produce.record_delivery(desk.book, produce.RecordDelivery(1, DAY, (produce.rules.DeliveryLine(1, "A", 10_000, 0, Kip(9_000)),)))
    with desk.book.reading() as tx:
        (day,) = store.sheet_days(tx, DAY, DAY)
    assert (day.slip_count, day.amount_kip, day.later_kip) == (1, 90_000, 90_000)
