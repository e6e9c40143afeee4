"""What people type into fields: read as meant, or asked about, never guessed."""

from datetime import date

import pytest

from coopbooks.i18n.formats import NotWhole, UnclearNumber
from coopbooks.ui.kit.fields import DayEdit, MoneyEdit, Segments, WeightEdit, typed_day, typed_kip

TODAY = date(2026, 2, 14)


@pytest.mark.parametrize(("text", "kip"), [
    ("250000", 250_000), ("250,000", 250_000), ("1.250.000", 1_250_000), ("໒໕໐", 250), ("2.5m", 2_500_000), ("50k", 50_000), ("50ພ", 50_000),
    ("3ລ", 3_000_000), ("100k+2,500", 102_500), ("10*9500", 95_000), ("100-30", 70), ("1 250 000", 1_250_000)])
def test_money_is_read_as_meant(text, kip):
    assert typed_kip(text) == kip


@pytest.mark.parametrize(("text", "fault"), [("1.250", UnclearNumber), ("12.5", NotWhole), ("abc", ValueError), ("1,2,3", ValueError)])
def test_unclear_money_is_asked_about(text, fault):
    with pytest.raises(fault):
        typed_kip(text)


def test_groups_appear_on_leaving_and_nonsense_stays(qtbot):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "2.5m")
    edit.editingFinished.emit()
    assert (edit.text(), edit.value()) == ("2,500,000", 2_500_000)
    edit.setText("1.250")
    edit.editingFinished.emit()
    assert edit.text() == "1.250"
    assert edit.value() is None
    assert "without the dot" in edit.complaint()


def test_no_amount_is_larger_than_a_line_carries(qtbot):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    edit.setText("1,000,000,000,000,000")
    assert edit.value() is None
    assert "999,999,999,999,999" in edit.complaint()


def test_several_weighings_are_one_weight(qtbot):
    edit = WeightEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "52.5+48+66,5")
    assert edit.weighings() == (52_500, 48_000, 66_500)
    assert edit.value() == 167_000
    edit.setText("heavy")
    assert edit.value() is None
    assert "heavy" in edit.complaint()


@pytest.mark.parametrize(("text", "day"), [
    ("14", date(2026, 2, 14)), ("1402", date(2026, 2, 14)), ("14/2", date(2026, 2, 14)), ("14.2", date(2026, 2, 14)),
    ("140225", date(2025, 2, 14)), ("14/02/2025", date(2025, 2, 14)), ("2025-02-14", date(2025, 2, 14)), ("t", TODAY), ("ມ", TODAY),
    ("໑໔/໐໒/໒໐໒໕", date(2025, 2, 14))])
def test_days_are_read_as_meant(text, day):
    assert typed_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "32", "30/2", "x", "12345", "1/13/2025"])
def test_days_that_are_none(text):
    with pytest.raises(ValueError, match=r".*"):
        typed_day(text, TODAY)


def test_plus_and_minus_step_a_day(qtbot):
    edit = DayEdit(TODAY)
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "+")
    assert edit.value() == date(2026, 2, 15)
    qtbot.keyClicks(edit, "--")
    assert edit.value() == date(2026, 2, 13)
    edit.setText("31/02/2026")
    assert edit.value() is None
    assert "31/02/2026" in edit.complaint()


def test_segments_hold_one_choice(qtbot):
    choice = Segments((("cash", "Cash"), ("bank", "Bank")))
    qtbot.addWidget(choice)
    assert choice.value() == "cash"
    with qtbot.waitSignal(choice.chosen) as heard:
        choice.set_value("bank")
    assert (choice.value(), heard.args) == ("bank", ["bank"])
