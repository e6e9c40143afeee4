"""Counting cash and matching the bank in the window: what is told at its field, what is left half-way and taken up again."""

from datetime import date

import pytest

from coopbooks.coop.cash import TransferMoney
from coopbooks.ledger.money import Kip
from coopbooks.services import boxes, matching
from coopbooks.services.cash import transfer_money
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.counted import CountsDialog, WithdrawForm
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.match import MatchPage
from tests.support.window import fresh, shown, texts


def test_counting_agrees_or_asks_for_the_reason(qtbot, petty, told):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[100_000].setText("2")
    form.notes[50_000].setText("1")
    form.save()
    assert told.said == ["Count CN-0001 is saved."]
    again = fresh(qtbot, CountForm(None, petty))
    again.notes[100_000].setText("2")
    again.save()
    assert "counted on 31/03/2025 already" in shown(again, "on")
    assert shown(again, "reason") == "The difference is -50,000. Write the reason."
    again.on.set_value(date(2025, 3, 30))
    again.reason.setText("ທອນຜິດ")
    again.save()
    assert boxes.box_cards(petty.book)[0].kip == 200_000


@pytest.mark.parametrize("typed", ["-1", "x", "1.5", "10000001", "99999999999999999999"])
def test_a_number_of_notes_that_is_none(qtbot, petty, typed):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[500].setText(typed)
    form.reason.setText("x")
    form.save()
    assert form.isVisible()
    assert shown(form, "note_500")
    assert form.notes[500].text() == typed


def test_a_count_is_taken_back_with_its_reason(qtbot, petty, told):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[100_000].setText("2")
    form.reason.setText("x")
    form.save()
    page = fresh(qtbot, AccountsPage(petty))
    dialog = CountsDialog(page, petty, "cash")
    qtbot.addWidget(dialog)
    back = fresh(qtbot, WithdrawForm(None, petty, dialog.table.current()))
    back.save()
    assert shown(back, "reason") == "Write the reason."
    back.reason.setText("ນັບຜິດ")
    back.save()
    dialog.refresh()
    assert texts(dialog.table, 5) == ["taken back"]
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_statement_is_ticked_left_half_way_and_taken_up_again(qtbot, petty, told):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    transfer_money(petty.book, TransferMoney(date(2025, 3, 2), "bank", "5311", Kip(30_000)))
    page = fresh(qtbot, MatchPage(petty))
    page.refresh()
    assert len(page.table.model.rows) == 2
    page.balance.setText("100k")
    page.toggle(page.table.model.rows[0])
    page.save(finish=False)
    other = fresh(qtbot, MatchPage(petty))
    other.refresh()
    assert other.balance.value() == 100_000
    assert len(other.ticked) == 1
    other.tick_all()
    other.save(finish=True)
    assert "difference is still 30,000" in other._error.text()
    other.toggle(other.table.model.rows[1])
    other.save(finish=True)
    assert [line.kip for line in matching.unmatched(petty.book, "bank", petty.today)] == [-30_000]
    assert len(other.table.model.rows) == 1
    other.open_again()
    assert len(other.ticked) == 1
    other.balance.setText("x")
    other.save(finish=True)
    assert other.fields["statement_kip"]._error.text()
