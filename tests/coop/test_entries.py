"""Entries by hand and opening balances: the rules by themselves, without a book."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop import entries
from coopbooks.coop.boxes import BoxHoldsLess, LinesMissing
from coopbooks.coop.cash import AccountUnknown
from coopbooks.coop.entries import EntryFacts, EntryLine, OpeningFacts, PostEntry, PostOpening
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.shares import ShareMove
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.periods import OpenDays, PeriodClosed

DAYS = OpenDays(date(2025, 1, 1), None, date(2025, 12, 31))
ON = date(2025, 3, 10)
_RESULTS = {AccountRole.SALES: AccountKind.INCOME, AccountRole.WAGES: AccountKind.EXPENSE}
ACCOUNTS = {role.value: Account(str(place), role, _RESULTS.get(role, AccountKind.ASSET), role, role)
            for place, role in enumerate(AccountRole)}
MEMBERS = {key: MemberBrief(key, str(key), f"member {key}", "", "", date(2020, 1, 1), None) for key in (1, 2, 3)}


def debit(account: str, kip: int, member: int | None = None, customer: int | None = None) -> EntryLine:
    return EntryLine(account, Kip(kip), member_id=member, customer_id=customer)


def credit(account: str, kip: int, member: int | None = None, customer: int | None = None) -> EntryLine:
    return EntryLine(account, credit_kip=Kip(kip), member_id=member, customer_id=customer)


def entry(*lines: EntryLine, number: str | None = None) -> PostEntry:
    return PostEntry(ON, lines, number)


FACTS = EntryFacts(ACCOUNTS, {}, DAYS)


def test_an_unbalanced_entry_names_itself_and_the_difference():
    lines = (debit("supplies", 250_000), credit("cash", 205_000))
    numbered, new = (entries.check_entry(FACTS, entry(*lines, number=number)) for number in ("JB-2", None))
    assert numbered == [entries.EntryUnbalanced(number="JB-2", debit_kip=250_000, credit_kip=205_000, difference_kip=45_000)]
    assert str(numbered[0]) == "Entry JB-2: debit 250000, credit 205000. The difference is 45000."
    assert new == [entries.LinesUnbalanced(debit_kip=250_000, credit_kip=205_000, difference_kip=45_000)]


@pytest.mark.parametrize("line", [EntryLine("wages"), EntryLine("wages", Kip(5), Kip(5)), EntryLine("wages", Kip(-5)),
                                  EntryLine("wages", Kip(5), Kip(-5))])
def test_a_line_has_one_side_above_nothing(line):
    assert entries.DebitOrCredit() in entries.check_entry(FACTS, entry(line, debit("rent", 7), credit("rent", 7)))


def test_control_accounts_say_whose_the_line_is():
    lines = (debit("producers-payable", 10), credit("advances", 7, member=3), credit("receivable", 3, member=3))
    assert [(type(one), one.field) for one in entries.check_entry(FACTS, entry(*lines))] == [
        (entries.MemberNeeded, "lines.0.member_id"), (entries.CustomerNeeded, "lines.2.customer_id")]


@pytest.mark.parametrize("account", ["share-capital", "unpaid-shares"])
def test_share_accounts_move_only_with_the_register(account):
    broken = entries.check_entry(FACTS, entry(debit("cash", 5), credit(account, 5, member=1)))
    assert broken == [entries.SharesByOperation(account=account)]


def test_unknown_accounts_lone_lines_and_giants_are_refused():
    assert entries.check_entry(FACTS, entry(debit("x", 5), credit("rent", 5))) == [AccountUnknown(account="x")]
    assert entries.check_entry(FACTS, entry(debit("rent", 5), number="J")) == [
        entries.EntryUnbalanced(number="J", debit_kip=5, credit_kip=0, difference_kip=5)]
    assert LinesMissing() in entries.check_entry(FACTS, entry())
    giant = entries.check_entry(FACTS, entry(debit("rent", MAX_LINE_KIP + 1), credit("wages", MAX_LINE_KIP + 1)))
    assert [one.field for one in giant] == ["lines.0.debit_kip", "lines.1.credit_kip", "lines.0.debit_kip"]


def test_a_box_pays_no_more_than_it_holds_net_of_what_the_entry_brings():
    facts = replace(FACTS, box_kip={AccountRole.CASH: Kip(100)})
    order = entry(debit("wages", 150), debit("cash", 40), credit("cash", 190))
    assert entries.check_entry(facts, order) == [BoxHoldsLess(held_kip=100, needed_kip=150)]
    assert entries.check_entry(replace(facts, box_kip={AccountRole.CASH: Kip(150)}), order) == []


def test_a_box_that_is_below_nothing_may_still_receive():
    facts = replace(FACTS, box_kip={AccountRole.CASH: Kip(-20)})
    assert entries.check_entry(facts, entry(debit("cash", 5), credit("rent", 5))) == []


@given(st.lists(st.tuples(st.sampled_from(["rent", "wages", "cash", "vat"]), st.integers(-10**9, 10**9).filter(bool)),
                min_size=2, max_size=6))
def test_what_the_rule_lets_pass_balances_line_for_line(drawn):
    lines = tuple(debit(account, kip) if kip > 0 else credit(account, -kip) for account, kip in drawn)
    rest = sum(line.kip for line in lines)
    balancing = (*lines, *((credit("vat", rest) if rest > 0 else debit("vat", -rest),) if rest else ()))
    assert entries.check_entry(FACTS, entry(*balancing)) == []
    assert [leg.amount_kip for leg in entries.entry_by_hand(entry(*balancing)).postings] == [line.kip for line in balancing]
    if rest:
        (broken,) = entries.check_entry(FACTS, entry(*lines, number="J"))
        assert broken.facts["difference_kip"] == abs(rest)


# --- opening balances -------------------------------------------------------------------------------------------------
OPENING = OpeningFacts(ACCOUNTS, MEMBERS, Kip(100_000), DAYS)
BEGIN = (debit("cash", 1_250_000), debit("receivable", 300_000, customer=8), debit("unpaid-shares", 50_000, 2),
         credit("share-capital", 700_000, 1), credit("share-capital", 200_000, 2), credit("reserve", 700_000))


def test_the_book_begins_the_day_before_its_first_day_with_shares_and_debts():
    order = PostOpening(BEGIN)
    assert entries.check_opening(OPENING, order) == []
    assert entries.opening_entry(OPENING, order).entry_date == date(2024, 12, 31)
    assert entries.opening_moves(OPENING, order) == (
        ShareMove(2, 2, Kip(200_000), Kip(150_000)), ShareMove(1, 7, Kip(700_000), Kip(700_000)))
    assert entries.opening_debts(OPENING, order) == {8: 300_000}


def test_rows_of_one_member_or_customer_are_taken_together():
    order = PostOpening((debit("receivable", 9, customer=8), credit("receivable", 2, customer=8), debit("receivable", 1, customer=9),
                         credit("receivable", 1, customer=9), credit("share-capital", 50_000, 1), credit("share-capital", 50_000, 1)))
    assert entries.opening_moves(OPENING, order) == (ShareMove(1, 1, Kip(100_000), Kip(100_000)),)
    assert entries.opening_debts(OPENING, order) == {8: 7}


def test_a_book_begins_once_and_balanced_and_without_results():
    order = PostOpening((*BEGIN, debit("wages", 5)))
    broken = entries.check_opening(replace(OPENING, number="OB-0001"), order)
    assert broken == [entries.OpeningExists(number="OB-0001"), entries.StartsAtZero(account="wages"),
                      entries.LinesUnbalanced(debit_kip=1_600_005, credit_kip=1_600_000, difference_kip=5)]


@pytest.mark.parametrize(("lines", "complaint"), [
    ((credit("share-capital", 150_000, 1), debit("cash", 150_000)), entries.CapitalNotWholeShares),
    ((debit("share-capital", 100_000, 1), credit("reserve", 100_000)), entries.CapitalNotWholeShares),
    ((credit("share-capital", 100_000, 1), debit("unpaid-shares", 100_001, 1), credit("reserve", 1)), entries.UnpaidAboveCapital),
    ((debit("unpaid-shares", 1, 1), credit("reserve", 1)), entries.UnpaidAboveCapital),
    ((credit("cash", 5), debit("reserve", 5)), BoxHoldsLess),
    ((credit("share-capital", 100_000), debit("cash", 100_000)), entries.MemberNeeded),
])
def test_what_cannot_be_at_the_beginning(lines, complaint):
    assert [type(one) for one in entries.check_opening(OPENING, PostOpening(lines))] == [complaint]


def test_nothing_is_opened_under_a_closed_year():
    closed = replace(OPENING, days=replace(DAYS, closed_until=date(2025, 12, 31)))
    assert PeriodClosed(on=date(2024, 12, 31), closed_until=date(2025, 12, 31)) in entries.check_opening(closed, PostOpening(BEGIN))
