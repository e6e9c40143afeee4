"""Counting members: every table adds up to everybody, whoever they are; a birthday counts from its own day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.statistics import Person, age_on, count_members
from coopbooks.ledger.money import Kip

DAY = date(2025, 12, 31)
PEOPLE = st.lists(st.builds(
    Person, st.sampled_from(["F", "M", ""]), st.sampled_from(["ໜອງບົວ", "ຫຼັກ 16", ""]), st.sampled_from(["1", "2", ""]),
    st.one_of(st.none(), st.dates(date(1890, 1, 1), DAY)), st.integers(0, 400), st.integers(0, 10**9).map(Kip),
    st.integers(0, 10**9).map(Kip)), max_size=40)


@given(PEOPLE)
def test_every_table_adds_up_to_everybody(people):
    found = count_members(people, DAY)
    assert found.everybody.total == len(people)
    for table in (found.by_sex, found.by_village, found.by_group, found.by_age, found.by_shares):
        for part in ("women", "men", "unknown", "total", "share_count", "paid_kip", "delivered_kip"):
            assert sum(getattr(line, part) for line in table) == getattr(found.everybody, part)


def test_who_was_born_on_the_day_is_a_year_older_that_day():
    assert age_on(date(2007, 12, 31), DAY) == 18
    assert age_on(date(2008, 1, 1), DAY) == 17
    one = Person("F", "", "", date(2007, 12, 31), 0, Kip(0), Kip(0))
    assert [line.key for line in count_members([one], DAY).by_age] == [(18, 24)]
