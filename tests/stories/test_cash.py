"""Money out, money moved and entries by hand, on a real file: journal, cash book, trial balance, and their undoing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import cash, journal
from coopbooks.coop.boxes import BoxHoldsLess
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.entries import EntryLine, PostEntry, SharesByOperation
from coopbooks.coop.reversal import BoxBelowNothing
from coopbooks.i18n.catalogue import say
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import PeriodClosed
from coopbooks.ledger.refusals import Refused
from coopbooks.services.cash import pay_expense, prepare_expense, prepare_transfer, transfer_money
from coopbooks.services.dividends import close_year
from coopbooks.services.journal import post_entry, prepare_entry
from tests.support.trade import TODAY, Trade, new_trade, told


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def voucher(on: date, account: str, kip: int, money: str = "cash", payee: str = "", note: str = "") -> PayExpense:
    return PayExpense(on, (ExpenseLine(account, Kip(kip), note),), payee, money)


def by_hand(on: date, *lines: tuple[str, int] | tuple[str, int, int]) -> PostEntry:
    return PostEntry(on, tuple(EntryLine(account, Kip(max(kip, 0)), Kip(max(-kip, 0)), *who) for account, kip, *who in lines))


def test_a_month_of_money_and_its_undoing(coop):
    pay_expense(coop.book, PayExpense(date(2025, 3, 1), (
        ExpenseLine("transport", Kip(300_000)), ExpenseLine("215", Kip(700_000))), "ຮ້ານ ແສງ", "bank"))
    pay_expense(coop.book, voucher(date(2025, 3, 2), "supplies", 250_000, "credit"))
    transfer_money(coop.book, TransferMoney(date(2025, 3, 3), "bank", "cash", Kip(2_000_000)))
    post_entry(coop.book, by_hand(date(2025, 3, 4), ("suppliers-payable", 250_000), ("bank", -250_000)))
    post_entry(coop.book, by_hand(date(2025, 3, 5), ("produce-cost", 90_000), ("producers-payable", -90_000, coop.member["2"])))
    for kind, number in (("expense", "PV-0001"), ("expense", "PV-0002"), ("transfer", "TR-0001"), ("journal", "JV-0001"),
                         ("journal", "JV-0002")):
        coop.reverse(kind, number, date(2025, 3, 31))
    text = coop.journal_text()
    assert text[:text.index("2025-03-31")].rstrip() == told("""
        2025-03-01 expense PV-0001
            transport                    300,000
            fixed-assets                 700,000
            bank                      -1,000,000
        2025-03-02 expense PV-0002
            supplies                     250,000
            suppliers-payable           -250,000
        2025-03-03 transfer TR-0001
            cash                       2,000,000
            bank                      -2,000,000
        2025-03-04 journal JV-0001
            suppliers-payable            250,000
            bank                        -250,000
        2025-03-05 journal JV-0002
            produce-cost                  90,000
            producers-payable 2          -90,000
    """)
    assert coop.journal_text(date(2025, 3, 31)).count("reversal") == 5
    with coop.reading() as tx:
        assert [(line.account.role, line.debit_kip, line.credit_kip) for line in journal.trial_balance(tx, TODAY).lines] == [
            ("reserve", 0, 25_000_000), ("bank", 20_000_000, 0), ("cash", 5_000_000, 0)]


def test_the_cash_book_runs_from_opening_to_closing(coop):
    pay_expense(coop.book, voucher(date(2025, 2, 27), "rent", 1_000_000))
    pay_expense(coop.book, voucher(date(2025, 3, 4), "wages", 400_000, payee="ທ້າວ ຄຳ", note="ຂົນ 2 ມື້"))
    transfer_money(coop.book, TransferMoney(date(2025, 3, 3), "bank", "cash", Kip(2_000_000)))
    pay_expense(coop.book, voucher(date(2025, 4, 1), "rent", 1))
    with coop.reading() as tx:
        card = journal.cash_book(tx, "cash", date(2025, 3, 1), date(2025, 3, 31))
        whole = journal.cash_book(tx, "cash", date(2025, 1, 1), TODAY)
    assert card.opening_kip == 4_000_000
    assert [(line.on, line.number, line.text, line.in_kip, line.out_kip, line.balance_kip) for line in card.lines] == [
        (date(2025, 3, 3), "TR-0001", "", 2_000_000, 0, 6_000_000),
        (date(2025, 3, 4), "PV-0002", "ທ້າວ ຄຳ", 0, 400_000, 5_600_000)]
    assert card.closing_kip == 5_600_000
    assert (whole.opening_kip, whole.closing_kip, len(whole.lines)) == (5_000_000, 5_599_999, 4)


def test_a_member_card_shows_only_that_member(coop):
    for member, kip in (("1", 5), ("2", 7)):
        post_entry(coop.book, by_hand(date(2025, 3, 5), ("produce-cost", kip), ("producers-payable", -kip, coop.member[member])))
    with coop.reading() as tx:
        card = journal.account_card(tx, "producers-payable", date(2025, 3, 1), TODAY, member_id=coop.member["2"])
        later = journal.account_card(tx, "403", date(2025, 4, 1), TODAY, member_id=coop.member["2"])
    assert [(line.who, line.kip) for line in card.lines] == [("ສົມພອນ 2", -7)]
    assert (later.opening_kip, later.lines, later.closing_kip) == (-7, (), -7)


def test_a_box_that_is_empty_pays_nobody(coop):
    order = voucher(date(2025, 3, 1), "rent", 5_000_001)
    assert prepare_expense(coop.book, order).money_box_kip == 5_000_000
    assert prepare_transfer(coop.book, TransferMoney(date(2025, 3, 1), "bank", "cash", Kip(1))).money_box_kip == 20_000_000
    for act, wrong in ((pay_expense, order), (transfer_money, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(5_000_001))),
                       (post_entry, by_hand(date(2025, 3, 1), ("rent", 5_000_001), ("531", -5_000_001)))):
        with pytest.raises(Refused) as refusal:
            act(coop.book, wrong)
        assert refusal.value.broken == (BoxHoldsLess(held_kip=5_000_000, needed_kip=5_000_001),)
    assert coop.journal_text() == ""


def test_money_that_was_spent_cannot_be_undone_out_of_the_box(coop):
    transfer_money(coop.book, TransferMoney(date(2025, 3, 3), "bank", "cash", Kip(2_000_000)))
    pay_expense(coop.book, voucher(date(2025, 3, 4), "wages", 6_000_000))
    with pytest.raises(Refused) as refusal:
        coop.reverse("transfer", "TR-0001", date(2025, 3, 5))
    (broken,) = refusal.value.broken
    assert isinstance(broken, BoxBelowNothing)
    assert say(broken, "lo") == "ຖ້າບໍ່ມີ TR-0001, 531 ເງິນສົດ ຈະມີຍອດເຫຼືອ -1,000,000. ກັບລາຍການໃບທີ່ຫຼັງກວ່າກ່ອນ."
    assert broken.facts["balance_kip"] == -1_000_000


def test_share_accounts_are_no_matter_of_entries_by_hand(coop):
    order = by_hand(date(2025, 3, 1), ("cash", 100_000), ("101", -100_000, coop.member["1"]))
    with pytest.raises(Refused) as refusal:
        post_entry(coop.book, order)
    assert refusal.value.broken == (SharesByOperation(account="101"),)
    assert prepare_entry(coop.book, order).box_kip == {"cash": 5_000_000}


def test_days_below_zero_are_found_at_their_close(coop):
    with coop.book.rehearsing() as tx:
        tx.memo["cash_judged_later"] = True
        pay_expense.within(tx, voucher(date(2025, 3, 4), "wages", 6_000_000))
        pay_expense.within(tx, voucher(date(2025, 3, 9), "wages", 500_000))
        transfer_money.within(tx, TransferMoney(date(2025, 3, 4), "bank", "cash", Kip(1_000_000)))
        transfer_money.within(tx, TransferMoney(date(2025, 3, 11), "bank", "cash", Kip(3_000_000)))
        assert cash.negative_days(tx, "cash", date(2025, 1, 1)) == [(date(2025, 3, 9), -500_000)]
        assert cash.negative_days(tx, "cash", date(2025, 3, 10)) == []
        assert cash.negative_days(tx, "bank", date(2025, 1, 1)) == []
    assert coop.journal_text() == ""


def test_income_and_expense_of_a_period_leave_out_the_rest_of_the_year(coop):
    post_entry(coop.book, by_hand(date(2025, 2, 28), ("bank", 900), ("sales", -900)))
    post_entry(coop.book, by_hand(date(2025, 3, 15), ("bank", 70), ("sales", -70)))
    post_entry(coop.book, by_hand(date(2025, 3, 16), ("rent", 30), ("bank", -30)))
    with coop.reading() as tx:
        march = journal.income_and_expense(tx, date(2025, 3, 1), date(2025, 3, 31))
        middle = journal.income_and_expense(tx, date(2025, 3, 16), date(2025, 3, 20))
    assert ([line.kip for line in march.income], [line.kip for line in march.expense], march.surplus_kip) == ([70], [30], 40)
    assert (middle.income, middle.surplus_kip) == ((), -30)


def test_a_closed_year_still_shows_what_it_earned(tmp_path):
    coop = new_trade(tmp_path, date(2026, 2, 1))
    coop.begin_with()
    with coop.book:
        post_entry(coop.book, by_hand(date(2025, 6, 1), ("bank", 900), ("sales", -900)))
        post_entry(coop.book, by_hand(date(2025, 12, 31), ("rent", 300), ("bank", -300)))
        post_entry(coop.book, by_hand(date(2026, 1, 5), ("rent", 50), ("bank", -50)))
        with coop.reading() as tx:
            before = journal.income_and_expense(tx, date(2025, 1, 1), TODAY)
        close_year(coop.book, CloseYear(2025))
        with coop.reading() as tx:
            assert journal.income_and_expense(tx, date(2025, 1, 1), TODAY) == before
            assert journal.income_and_expense(tx, date(2026, 1, 1), date(2026, 2, 1)).surplus_kip == -50
            closed = {line.account.role: line.credit_kip for line in journal.trial_balance(tx, TODAY).lines}
        assert before.surplus_kip == 600
        assert closed == {"bank": 0, "cash": 0, "reserve": 25_000_000, "surplus-of-year": 600}
        with pytest.raises(Refused) as refusal:
            coop.reverse("journal", "JV-0001", TODAY)
        assert PeriodClosed(on=TODAY, closed_until=TODAY) in refusal.value.broken
        coop.reverse("journal", "JV-0001", date(2026, 1, 1))
        with coop.reading() as tx:
            assert journal.income_and_expense(tx, date(2026, 1, 1), date(2026, 2, 1)).surplus_kip == -950
