"""Counting cash and matching the bank, on a real file: differences, taking back, statements half done, and what `check` finds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import counts as count_store
from coopbooks.books import numbering
from coopbooks.books.verify import verify
from coopbooks.coop.boxes import AmountPastLimit, BoxUnknown, KeepBox, MoneyBox
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.counts import (
    CountCash,
    CountedAlready,
    CountGone,
    DifferenceNeedsReason,
    NoCashBox,
    NoteCount,
    NoteCountWrong,
    NoteTwice,
    NoteUnknown,
    WithdrawCount,
)
from coopbooks.coop.matching import (
    LineMatched,
    LineNotHere,
    MatchBank,
    NoBankAccount,
    OtherHalfDone,
    StatementGone,
    StatementOlder,
    StillDifferent,
    WithdrawMatch,
)
from coopbooks.coop.reversal import BoxBelowNothing
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import DayInFuture, Period, PeriodClosed
from coopbooks.ledger.refusals import Refused
from coopbooks.services import boxes, counts, matching, printing
from coopbooks.services.cash import pay_expense, transfer_money
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import close_year
from coopbooks.services.yearend import checks
from tests.support import meddling
from tests.support.trade import Trade, new_trade, told

DAY = date(2025, 3, 31)


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def count(on: date, *notes: tuple[int, int], reason: str = "", money: str = "cash") -> CountCash:
    return CountCash(on, money, tuple(NoteCount(*one) for one in notes), reason)


def fields(refused: pytest.ExceptionInfo[Refused]) -> dict[str, type]:
    return {one.field: type(one) for one in refused.value.broken}


def findings(coop: Trade) -> list[str]:
    with coop.reading() as tx:
        return [one.check for one in verify(tx)]


def line_ids(coop: Trade, money: str = "bank") -> list[int]:
    return [line.posting_id for line in matching.unmatched(coop.book, money, date(2025, 12, 31))]


def test_a_count_that_agrees_one_too_short_one_too_much_and_their_undoing(coop):
    assert counts.count_cash(coop.book, count(date(2025, 3, 1), (100_000, 50))).notice == "CN-0001"
    counts.count_cash(coop.book, count(date(2025, 3, 2), (100_000, 49), (20_000, 3), reason="ທອນຜິດ"))
    counts.count_cash(coop.book, count(date(2025, 3, 3), (100_000, 49), (50_000, 2), reason="ພົບໃນລິ້ນຊັກ"))
    for key in (3, 2, 1):
        counts.withdraw_count(coop.book, WithdrawCount(key, date(2025, 3, 9), "x"))
    assert coop.journal_text(date(2025, 3, 1)) == told("""
        2025-03-02 cash-count CN-0002
            cash                         -40,000
            other-expense                 40,000
        2025-03-03 cash-count CN-0003
            cash                          40,000
            other-income                 -40,000
        2025-03-09 reversal RX-0001
            cash                         -40,000
            other-income                  40,000
        2025-03-09 reversal RX-0002
            cash                          40,000
            other-expense                -40,000
    """)
    assert [one.stands for one in counts.all_counts(coop.book)] == [False, False, False]
    with coop.reading() as tx:
        (kept,) = [one for one in numbering.series(tx) if one.kind == "cash-count"]
    # The count that agreed posted nothing, and its number is not missing.
    assert (kept.first, kept.last, kept.count, kept.void_count, kept.missing) == ("CN-0001", "CN-0003", 3, 3, ())
    with pytest.raises(Refused) as refused:
        counts.withdraw_count(coop.book, WithdrawCount(1, date(2025, 3, 9), ""))
    assert CountGone in fields(refused).values()
    assert findings(coop) == []


@pytest.mark.parametrize(("order", "wanted"), [
    (count(DAY, (100_000, -1)), {"notes.0.count": NoteCountWrong}), (count(DAY, (500, 10**15)), {"notes.0.count": NoteCountWrong}),
    (count(DAY, (300, 1)), {"notes.0.note_kip": NoteUnknown}), (count(DAY, (500, 1), (500, 1)), {"notes.1.note_kip": NoteTwice}),
    (count(DAY, (100_000, 49)), {"reason": DifferenceNeedsReason}), (count(DAY), {"reason": DifferenceNeedsReason}),
    (count(date(2026, 1, 1), (100_000, 50)), {"on": DayInFuture}), (count(DAY, (500, 1), money="bank"), {"money": NoCashBox, "reason": DifferenceNeedsReason}),
    (count(DAY, (500, 1), money="99"), {"money": BoxUnknown})])
def test_what_is_no_count(coop, order, wanted):
    with pytest.raises(Refused) as refused:
        counts.count_cash(coop.book, order)
    assert fields(refused).items() >= wanted.items()


def test_a_day_is_counted_once_and_not_in_a_closed_year(tmp_path):
    trade = new_trade(tmp_path, date(2026, 1, 5))
    trade.begin_with()
    with trade.book:
        counts.count_cash(trade.book, count(DAY, (100_000, 50)))
        with pytest.raises(Refused) as refused:
            counts.count_cash(trade.book, count(DAY, (100_000, 50)))
        assert fields(refused) == {"on": CountedAlready}
        close_year(trade.book, CloseYear(2025))
        with pytest.raises(Refused) as refused:
            counts.count_cash(trade.book, count(date(2025, 6, 1), (100_000, 50)))
        assert fields(refused) == {"on": PeriodClosed}


def test_a_shortage_cannot_take_what_was_spent_since(coop):
    pay_expense(coop.book, PayExpense(date(2025, 4, 5), (ExpenseLine("rent", Kip(4_950_000)),)))
    with pytest.raises(Refused):
        counts.count_cash(coop.book, count(DAY, (100_000, 49), reason="x"))
    pay_expense(coop.book, PayExpense(date(2025, 4, 6), (ExpenseLine("rent", Kip(50_000)),)))
    counts.count_cash(coop.book, count(DAY, (100_000, 50)))
    counts.count_cash(coop.book, count(date(2025, 4, 6), (1_000, 30), reason="x"))
    transfer_money(coop.book, TransferMoney(date(2025, 4, 7), "cash", "bank", Kip(30_000)))
    with pytest.raises(Refused) as refused:
        counts.withdraw_count(coop.book, WithdrawCount(2, date(2025, 4, 8), "x"))
    assert BoxBelowNothing in fields(refused).values()


def test_check_finds_a_count_that_no_longer_agrees(coop):
    counts.count_cash(coop.book, count(DAY, (100_000, 50)))
    assert findings(coop) == []
    pay_expense(coop.book, PayExpense(date(2025, 3, 30), (ExpenseLine("rent", Kip(10_000)),)))
    assert findings(coop) == ["cash"]
    with coop.reading() as tx:
        assert count_store.says_now(tx, count_store.all_counts(tx)[0]) == 4_990_000
    counts.withdraw_count(coop.book, WithdrawCount(1, DAY, "ໃບມາຊ້າ"))
    counts.count_cash(coop.book, count(DAY, (100_000, 49), (50_000, 1), (20_000, 2)))
    assert findings(coop) == []


def test_the_close_of_a_month_is_counted_when_every_box_was_and_still_agrees(coop):
    def told_of(day: date) -> list[tuple[str, Kip, str, bool]]:
        return [(one.box.word, one.book_kip, one.count.number if one.count else "", one.is_counted)
                for one in counts.at_close_of(coop.book, day)]

    boxes.keep_box(coop.book, KeepBox(MoneyBox("5311", "5311", "cash", "ກ່ອງນ້ອຍ", "Petty cash"), is_new=True))
    assert told_of(DAY) == [("cash", 5_000_000, "", False), ("5311", 0, "", True)]
    counts.count_cash(coop.book, count(date(2025, 3, 30), (100_000, 50)))
    assert told_of(DAY) == [("cash", 5_000_000, "CN-0001", True), ("5311", 0, "", True)], "nothing moved since the count of the day before"
    transfer_money(coop.book, TransferMoney(DAY, "cash", "5311", Kip(100_000)))
    assert told_of(DAY) == [("cash", 4_900_000, "", False), ("5311", 100_000, "", False)], "money moved after the count"
    counts.count_cash(coop.book, count(DAY, (100_000, 49)))
    counts.count_cash(coop.book, count(DAY, (50_000, 2), money="5311"))
    assert told_of(DAY) == [("cash", 4_900_000, "CN-0002", True), ("5311", 100_000, "CN-0003", True)]
    assert [one.is_counted for one in counts.at_close_of(coop.book, date(2025, 4, 30))] == [False, False], "another month asks again"
    counts.withdraw_count(coop.book, WithdrawCount(3, DAY, "x"))
    assert told_of(DAY)[1] == ("5311", 100_000, "", False)
    pay_expense(coop.book, PayExpense(DAY, (ExpenseLine("rent", Kip(10_000)),)))
    assert told_of(DAY)[0] == ("cash", 4_890_000, "CN-0002", False), "the count is of that day, but the book says something else now"


def test_the_cash_book_lists_the_counts_of_its_days(coop):
    counts.count_cash(coop.book, count(date(2025, 3, 1), (100_000, 50)))
    counts.count_cash(coop.book, count(DAY, (100_000, 50)))
    counts.withdraw_count(coop.book, WithdrawCount(2, DAY, "x"))
    march = Period(date(2025, 3, 1), DAY)
    paper = printing.cash_book(coop.book, "cash", march)
    assert paper.to_json()["counts"] == [{"on": "2025-03-01", "number": "CN-0001", "counted_kip": 5_000_000}]
    assert [row[1] for row in paper.sections[1].rows] == ["CN-0001"]
    assert len(printing.cash_book(coop.book, "bank", march).sections) == 1


def test_the_list_before_the_close_takes_no_count_that_was_taken_back(coop):
    last = date(2025, 12, 31)

    def state() -> str:
        return next(one.state for one in checks(coop.book, 2025, None) if one.key == "cash-count")

    assert state() == "look"
    counts.count_cash(coop.book, count(last, (100_000, 50)))
    assert state() == "ok"
    counts.withdraw_count(coop.book, WithdrawCount(1, last, "x"))
    assert state() == "look"


def test_a_count_changed_by_another_tool_is_found(coop):
    counts.count_cash(coop.book, count(DAY, (100_000, 49), reason="x"))
    path = coop.book.path
    coop.book.close()
    meddling.run_unguarded(path, "UPDATE cash_count SET counted_kip = counted_kip + 1000")
    assert {"cash", "master"} <= {one.check for one in check_book(path)}


# --- the bank ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def bank(coop: Trade) -> Trade:
    for day, kip in ((1, 100_000), (2, 250_000), (3, 70_000)):
        transfer_money(coop.book, TransferMoney(date(2025, 3, day), "bank", "cash", Kip(kip)))
    return coop


def match(on: date, kip: int, *lines: int, finish: bool = True, statement: int | None = None, money: str = "bank") -> MatchBank:
    return MatchBank(money, on, Kip(kip), lines, finish, statement)


def test_two_statements_follow_each_other_until_nothing_differs(bank):
    opening, one, two, three = line_ids(bank)
    matching.match_bank(bank.book, match(date(2025, 3, 2), 19_900_000, opening, finish=False))
    matching.match_bank(bank.book, match(date(2025, 3, 2), 19_900_000, opening, one, statement=1))
    matching.match_bank(bank.book, match(date(2025, 3, 31), 19_580_000, two, three))
    assert line_ids(bank) == []
    assert [(one.state, one.on, one.kip) for one in matching.statements(bank.book)] == [
        ("done", date(2025, 3, 2), 19_900_000), ("done", date(2025, 3, 31), 19_580_000)]
    assert findings(bank) == []
    matching.withdraw_match(bank.book, WithdrawMatch(2))
    assert line_ids(bank) == [two, three]
    with pytest.raises(Refused) as refused:
        matching.withdraw_match(bank.book, WithdrawMatch(1))
    assert fields(refused) == {"statement": StatementGone}
    assert findings(bank) == []


def test_a_line_is_matched_once_and_only_where_it_belongs(bank):
    opening, one, two, three = line_ids(bank)
    cash_line = line_ids(bank, "cash")[0]
    matching.match_bank(bank.book, match(date(2025, 3, 1), 19_900_000, opening, one))
    for order, wanted in (
            (match(date(2025, 3, 2), 19_650_000, one, two), {"lines": LineMatched}), (match(date(2025, 3, 2), 19_650_000, two, two), {"lines": LineMatched}),
            (match(date(2025, 3, 2), 0, two), {"lines": StillDifferent}), (match(date(2025, 3, 5), 1, cash_line, finish=False), {"lines": LineNotHere}),
            (match(date(2025, 3, 2), 1, 99_999, finish=False), {"lines": LineNotHere}), (match(date(2025, 3, 2), 1, three, finish=False), {"lines": LineNotHere}),
            (match(date(2025, 3, 1), 1, finish=False), {"statement_on": StatementOlder}), (match(date(2026, 3, 1), 1, finish=False), {"statement_on": DayInFuture}),
            (match(date(2025, 3, 5), 10**15, finish=False), {"statement_kip": AmountPastLimit}),
            (match(date(2025, 3, 5), 1, money="cash", finish=False), {"money": NoBankAccount}), (match(date(2025, 3, 5), 1, money="9"), {"money": BoxUnknown}),
            (match(date(2025, 3, 5), 1, statement=1, finish=False), {"statement": StatementGone})):
        with pytest.raises(Refused) as refused:
            matching.match_bank(bank.book, order)
        assert fields(refused).items() >= wanted.items(), order
    matching.match_bank(bank.book, match(date(2025, 3, 2), 1, finish=False))
    with pytest.raises(Refused) as refused:
        matching.match_bank(bank.book, match(date(2025, 3, 3), 1, finish=False))
    assert fields(refused) == {"statement_on": OtherHalfDone}
    matching.withdraw_match(bank.book, WithdrawMatch(2))
    assert len(matching.statements(bank.book)) == 1


def test_a_paper_that_was_undone_is_matched_with_its_undoing(bank):
    bank.reverse("transfer", "TR-0003", date(2025, 3, 4))
    opening, one, two, three, back = line_ids(bank)
    matching.match_bank(bank.book, match(date(2025, 3, 4), 19_650_000, opening, one, two, three, back))
    assert findings(bank) == []


def test_a_statement_changed_by_another_tool_is_found(bank):
    matching.match_bank(bank.book, match(date(2025, 3, 31), 19_580_000, *line_ids(bank)))
    path = bank.book.path
    bank.book.close()
    meddling.run_unguarded(path, "UPDATE bank_match SET statement_kip = statement_kip - 5")
    assert {"bank", "master"} <= {one.check for one in check_book(path)}
