"""An entry refuses to exist unbalanced, and undoing it leaves nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.ledger.journal import JournalEntry, Posting, UnbalancedEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, Kip

DAY = date(2025, 3, 31)


def test_an_unbalanced_entry_cannot_be_made_and_says_by_how_much():
    with pytest.raises(UnbalancedEntry) as caught:
        balanced(DAY, "manual", (leg("supplies", 250_000), leg("cash", -205_000)))
    assert caught.value.difference_kip == 45_000


def test_one_leg_is_no_entry():
    with pytest.raises(ValueError, match="two legs"):
        balanced(DAY, "manual", ())


@pytest.mark.parametrize("amount", [0, MAX_LINE_KIP + 1, -MAX_LINE_KIP - 1])
def test_a_leg_moves_money_within_the_largest_amount(amount):
    with pytest.raises(ValueError, match=r".*"):
        Posting("cash", Kip(amount))


def test_parts_that_are_nothing_are_left_out():
    entry = balanced(DAY, "delivery", (leg("produce-cost", 500), leg("advances", 0, 3), leg("producers-payable", -500, 3)))
    assert [posting.account for posting in entry.postings] == ["produce-cost", "producers-payable"]


def test_a_reversal_names_its_entry_and_its_reason():
    entry = balanced(DAY, "transfer", (leg("cash", 100), leg("bank", -100)))
    undone = entry.reversed_on(date(2025, 4, 1), 17, "typed twice")
    assert (undone.reverses, undone.note, undone.action) == (17, "typed twice", "reversal")
    assert [(p.account, p.amount_kip) for p in undone.postings] == [("cash", -100), ("bank", 100)]


amounts = st.lists(st.integers(1, 10**12), min_size=1, max_size=20)


@given(amounts)
def test_an_entry_and_its_reversal_cancel_out(debits):
    legs = tuple(Posting("cash", Kip(kip)) for kip in debits) + (Posting("bank", Kip(-sum(debits))),)
    entry = JournalEntry(DAY, "manual", legs)
    undone = entry.reversed_on(DAY, 1, "test")
    by_account: dict[str, int] = {}
    for posting in entry.postings + undone.postings:
        by_account[posting.account] = by_account.get(posting.account, 0) + posting.amount_kip
    assert set(by_account.values()) == {0}
