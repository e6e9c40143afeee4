"""Counting cash and matching the bank in the window: what is told at its field, what is left half-way and taken up again."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from coopbooks.coop.cash import TransferMoney
from coopbooks.coop.counts import CountCash, NoteCount, WithdrawCount
from coopbooks.coop.matching import MatchBank
from coopbooks.ledger.money import Kip
from coopbooks.services import boxes, counts, explaining, matching
from coopbooks.services.cash import transfer_money
from coopbooks.services.home import prepare_home
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.counted import CountsDialog, WithdrawForm
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.match import MatchPage
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
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
    back = fresh(qtbot, WithdrawForm(None, petty, dialog.table.current().count))
    back.save()
    assert shown(back, "reason") == "Write the reason."
    back.reason.setText("ນັບຜິດ")
    back.save()
    dialog.refresh()
    assert texts(dialog.table, 6) == ["taken back"]
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


def test_a_count_stays_and_says_what_the_book_says_of_it_now(qtbot, petty):
    form = fresh(qtbot, CountForm(None, petty))
    assert form.after._rules.text() == "Write how many notes of each value there are."
    form.notes[100_000].setText("2")
    form.notes[50_000].setText("1")
    form.save()
    late = fresh(qtbot, VoucherForm(None, petty, "out"))
    late.amount.setText("30k")
    late.on.set_value(date(2025, 3, 30))
    told = [label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in late.after.findChildren(QLabel) if label.property("kind") == "warn"]
    assert "The box was counted on 31/03/2025: CN-0001. The book will say something else of that day." in told
    late.save()
    assert not late.isVisible(), "it is a question, no refusal"
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    assert [(card.box.word, card.moved_kip) for card in page.cards if card.moved_kip] == [("cash", -30_000)]
    dialog = CountsDialog(page, petty, "cash")
    qtbot.addWidget(dialog)
    dialog.show()
    assert [texts(dialog.table, column) for column in (2, 4, 5)] == [["250,000"], ["–"], ["220,000"]]
    assert dialog._behind.isVisible()
    assert explaining.explain(petty.book, dialog._figure(dialog.table.current())).kip == 220_000
    home = prepare_home(petty.book, petty.today)
    assert home.counts_behind == ("cash",)
    counts.withdraw_count(petty.book, WithdrawCount(1, petty.today, "late voucher"))
    assert prepare_home(petty.book, petty.today).counts_behind == ()


def test_what_is_dated_after_a_count_asks_nothing(qtbot, petty):
    counts.count_cash(petty.book, CountCash(date(2025, 3, 1), "cash", (NoteCount(50_000, 5),)))
    for box, on, asked in (("cash", date(2025, 3, 2), False), ("cash", date(2025, 3, 1), True)):
        form = fresh(qtbot, TransferForm(None, petty, box))
        form.amount.setText("5k")
        form.target.set_value("5311")
        form.on.set_value(on)
        assert asked == any(label.text().startswith("The") and "counted" in label.text() for label in form.after.findChildren(QLabel))


def test_a_line_that_another_statement_took_meanwhile_is_refused_and_the_ticks_stay(qtbot, petty):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    transfer_money(petty.book, TransferMoney(date(2025, 3, 2), "bank", "5311", Kip(30_000)))
    page = fresh(qtbot, MatchPage(petty))
    page.refresh()
    came, _went = page.table.model.rows
    page.balance.setText("100k")
    page.toggle(came)
    matching.match_bank(petty.book, MatchBank("bank", date(2025, 3, 1), Kip(100_000), (came.posting_id,), finish=True))
    head = petty.book.head_code()
    page.save(finish=True)
    assert page._error.text() == "TR-0001 of 01/03/2025 is matched already."
    assert petty.book.head_code() == head
    assert page.ticked == {came.posting_id}


@pytest.mark.parametrize(("name", "typed"), [("statement_kip", "1,000,000,000,000,000"), ("statement_kip", "x"), ("statement_kip", "1.250"),
                                             ("statement_on", "01/04/2025"), ("statement_on", "31/02/2025")])
def test_a_statement_that_cannot_be_is_told_at_its_field(qtbot, petty, name, typed):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    page = fresh(qtbot, MatchPage(petty))
    page.refresh()
    page.fields[name].editor.setText(typed)
    page.save(finish=False)
    assert page.fields[name]._error.text()
    assert page.fields[name].editor.text() == typed
    assert matching.statements(petty.book) == []
