"""Fairness of weighing: honest digits are left alone, rounded and invented ones stand out, corrections are counted."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.fairness import LEAST_TO_JUDGE, Weighing, by_clerk
from coopbooks.coop.produce import AddProduct, DeliveryLine, RecordDelivery
from coopbooks.ledger.money import Kip
from coopbooks.papers.fairness import sentence
from coopbooks.services import produce_papers
from coopbooks.services.fairness import prepare_fairness
from coopbooks.services.produce import add_product, record_delivery
from tests.support.trade import new_trade

DAY = date(2025, 11, 3)


def _clerk(weights, void=0):
    (found,) = by_clerk([Weighing("Noy", grams, str(place), place < void) for place, grams in enumerate(weights)])
    return found


def test_honest_digits_are_left_alone_and_rounded_ones_stand_out():
    random = Random(7)
    honest = _clerk([random.randint(200, 900) * 100 for _ in range(500)])
    assert sentence(honest) == "Nothing stands out."
    assert not honest.digits_are_odd
    rounded = _clerk([random.randint(20, 90) * 1000 for _ in range(60)])
    assert rounded.rounds
    assert (rounded.whole_count, rounded.half_count) == (60, 0)
    invented = _clerk([random.randint(20, 90) * 1000 + random.choice((300, 700)) for _ in range(60)])
    assert sentence(invented).startswith("Some last digits")
    assert sentence(_clerk([1_000] * (LEAST_TO_JUDGE - 1))).startswith("Fewer than 50")
    assert sentence(_clerk([random.randint(200, 900) * 100 for _ in range(100)], void=6)).startswith("Many slips")


@given(st.lists(st.integers(1, 10**7), max_size=80))
def test_every_weighing_has_one_last_digit(weights):
    for one in by_clerk([Weighing("Noy", grams, str(place)) for place, grams in enumerate(weights)]):
        assert sum(one.digits) == one.weighing_count == len(weights)
        assert one.oddness >= 0


@pytest.mark.parametrize("again_g", [9_000, 12_000])
def test_a_slip_weighed_again_after_printing_is_counted_with_what_it_changed(tmp_path, again_g):
    coop = new_trade(tmp_path)
    with coop.book:
        add_product(coop.book, AddProduct("CH", "", "Cherry", "kg", ("A",)))
        for grams in (10_000, 20_000):
            record_delivery(coop.book, RecordDelivery(1, DAY, (DeliveryLine(1, "A", grams, 0, Kip(9_000), weighings=(grams - 500, 500)),)))
        coop.reverse("delivery", "RC-0001", DAY)
        record_delivery(coop.book, RecordDelivery(1, DAY, (DeliveryLine(1, "A", again_g, 0, Kip(9_000)),)))
        (noy,) = prepare_fairness(coop.book, DAY, DAY)
        assert (noy.clerk, noy.slip_count, noy.weighing_count, noy.void_count, noy.corrected_count) == ("Noy", 3, 5, 1, 1)
        assert noy.change_g == again_g - 10_000
        paper = produce_papers.fairness(coop.book, (DAY, DAY))
        assert paper.to_json()["clerks"][0]["weighed_again"] == 1
