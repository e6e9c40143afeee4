"""Figures are added together as one question where they can be, and taken off each other with the sign turned."""

from datetime import date

from coopbooks.ledger.figures import GRAMS, Figure, Worked, balance, counted, negative, of_lines, together

DAY = date(2025, 3, 31)


def test_lines_papers_items_and_members_are_asked_for_at_once():
    assert together([of_lines("531", postings=(1,)), of_lines("512", postings=(2, 3))]) == of_lines("531", "512", postings=(1, 2, 3))
    bills = [Figure(("401",), last_day=DAY, credit=True, register="bill", items=(key,)) for key in (7, 9)]
    assert together(bills) == Figure(("401",), last_day=DAY, credit=True, register="bill", items=(7, 9))
    mine = [Figure(("403",), last_day=DAY, member_id=key, credit=True) for key in (1, 2)]
    assert together(mine) == Figure(("403",), last_day=DAY, members=(1, 2), credit=True)
    assert together(mine[:1]) == mine[0]


def test_what_cannot_be_one_question_is_asked_one_after_the_other():
    cash, owed = balance("531", as_of=DAY), balance("403", as_of=DAY, credit=True)
    assert together([cash, owed]).plus == (cash, owed)
    items = [Figure(("211",), register="asset", items=(1,)), Figure(("213",), register="asset", items=(2,))]
    assert together(items).plus == tuple(items)


def test_a_sum_of_weights_is_a_weight():
    assert together([counted("delivered", grades=("A",)), counted("gross")]).unit == GRAMS


def test_the_sign_turns_in_every_part():
    whole = Figure(("531",), plus=(balance("403", as_of=DAY, credit=True),), worked=(Worked("Planned.", 5),))
    turned = negative(whole)
    assert (turned.credit, turned.plus[0].credit, turned.worked[0].kip) == (True, False, -5)
    assert negative(turned) == whole
