"""Numbered shares: every number is with one member, counts and numbers agree, ranges read and write back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.share_numbers import (
    NumberedLine,
    as_text,
    count,
    highest,
    holds,
    joined,
    lowest,
    number_lines,
    read_ranges,
    without,
)

NUMBERS = st.sets(st.integers(1, 40))


def _ranges(numbers: set[int]):
    return joined((number, number) for number in numbers)


def _numbers(ranges) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


@given(NUMBERS, NUMBERS)
def test_ranges_are_sets_of_numbers(one, other):
    assert _numbers(_ranges(one)) == one
    assert _numbers(without(_ranges(one), _ranges(other))) == one - other
    assert holds(_ranges(one), _ranges(other)) == (other <= one)
    assert count(_ranges(one)) == len(one)
    assert read_ranges(as_text(_ranges(one))) == _ranges(one)


@given(NUMBERS, st.integers(0, 45))
def test_the_highest_go_and_the_lowest_stay(numbers, how_many):
    in_order = sorted(numbers)
    assert _numbers(highest(_ranges(numbers), how_many)) == set(in_order[max(0, len(in_order) - how_many):])
    assert _numbers(lowest(_ranges(numbers), how_many)) == set(in_order[:how_many])


def test_a_number_named_twice_is_not_held_twice():
    assert not holds(((1, 5),), ((1, 3), (2, 4)))


@pytest.mark.parametrize("text", ["x", "5-3", "1-2-3", "0", "1..4", "-4", "1 2"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_ranges(text)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 6)), max_size=30))
def test_no_number_is_lost_doubled_or_used_again(deeds):
    held, lines = dict.fromkeys(range(1, 5), 0), []
    for document, (giver, taker, wanted) in enumerate(deeds):
        if giver == taker:
            lines.append(NumberedLine(len(lines), document, giver, "A", wanted))
            held[giver] += wanted
        elif held[giver] >= wanted:
            lines += [NumberedLine(len(lines), document, giver, "A", -wanted), NumberedLine(len(lines) + 1, document, taker, "A", wanted)]
            held[giver], held[taker] = held[giver] - wanted, held[taker] + wanted
        elif held[giver]:
            lines.append(NumberedLine(len(lines), document, giver, "A", -held[giver]))
            held[giver] = 0
    numbering = number_lines(lines)
    assert {member: count(numbering.held.get(("A", member), ())) for member in held} == held
    everything = [number for ranges in numbering.held.values() for number in _numbers(ranges)]
    assert len(everything) == len(set(everything))
    for line in lines:
        assert count(numbering.moved[line.line_id]) == abs(line.share_count)
