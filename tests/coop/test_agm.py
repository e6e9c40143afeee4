"""The rules of the report to the meeting: every fault is told at its field."""

from dataclasses import replace
from datetime import date

import pytest

from coopbooks.coop.agm import SECTIONS, KeepAgmReport, check_report

GOOD = KeepAgmReport(2025, tuple(SECTIONS), 10, date(2026, 2, 28), "hall", 40, 2, "a", "b", "c", "d", "e")


def _fields(order):
    return sorted({one.field for one in check_report(order, 2023, 2026, 82)})


def test_a_good_order_is_taken():
    assert check_report(GOOD, 2023, 2026, 82) == []
    assert check_report(KeepAgmReport(2023, ("surplus",)), 2023, 2026, 82) == []


@pytest.mark.parametrize(("change", "field"), [
    ({"year": 2022}, "year"), ({"year": 2027}, "year"), ({"year": 10**15}, "year"), ({"sections": ()}, "sections"),
    ({"sections": ("surplus", "surplus")}, "sections"), ({"sections": ("nonsense",)}, "sections"), ({"words": "ກ" * 3501}, "words"),
    ({"meeting_place": "x" * 201}, "meeting_place"), ({"meeting_no": -1}, "meeting_no"), ({"meeting_no": 1000}, "meeting_no"),
    ({"present_count": -1}, "present_count"), ({"present_count": 83}, "present_count"), ({"proxy_count": 10**9}, "proxy_count"),
    ({"present_count": 80, "proxy_count": 3}, "proxy_count")])
def test_what_cannot_be_is_refused_at_its_field(change, field):
    assert _fields(replace(GOOD, **change)) == [field]


def test_all_faults_are_told_at_once():
    assert _fields(replace(GOOD, year=1, sections=(), words="x" * 9999, present_count=-1)) == ["present_count", "sections", "words", "year"]
