"""A refusal is facts first: equal by what it says, not by its words."""

import pytest

from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if


class TooMuch(RuleBroken):
    """A rule for these tests."""

    field, wording = "paid_kip", "{paid_kip} is more than {owed_kip}."


def test_the_sentence_is_filled_with_the_facts():
    assert str(TooMuch(paid_kip=5, owed_kip=3)) == "5 is more than 3."


def test_refusals_compare_by_class_and_facts():
    assert TooMuch(paid_kip=5, owed_kip=3) == TooMuch(paid_kip=5, owed_kip=3)
    assert TooMuch(paid_kip=5, owed_kip=3) != TooMuch(paid_kip=6, owed_kip=3)
    assert len({TooMuch(paid_kip=5, owed_kip=3), TooMuch(paid_kip=5, owed_kip=3)}) == 1


def test_a_complaint_can_be_moved_to_another_field_without_moving_the_rule():
    moved = TooMuch(paid_kip=5, owed_kip=3).at("amount_kip")
    assert (moved.field, TooMuch.field) == ("amount_kip", "paid_kip")


def test_nothing_broken_refuses_nothing():
    refuse_if([])


def test_all_complaints_come_at_once():
    with pytest.raises(Refused) as caught:
        refuse_if([TooMuch(paid_kip=5, owed_kip=3), TooMuch(paid_kip=7, owed_kip=3)])
    assert [broken.facts["paid_kip"] for broken in caught.value.broken] == [5, 7]
