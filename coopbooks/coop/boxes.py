"""Money boxes and what every paper is asked: an amount, enough in the box, a number not used before, texts that fit.

A box is cash or bank. `money_box_kip` None in the facts means that it is not judged here: an import looks at each day's
closing balance after the whole file (headless interface, rule 26).
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.refusals import RuleBroken

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LONGEST_TEXT = 500
"""Characters a book keeps of one text."""

BOXES = {"cash": AccountRole.CASH, "bank": AccountRole.BANK}
"""Where money lies, by the word the orders use."""


class AmountMissing(RuleBroken):
    """A paper about money moves more than nothing."""

    field, wording = "amount_kip", N_("Give an amount above 0.")


class AmountPastLimit(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip; so does a whole paper."""

    field, wording = "amount_kip", N_("{amount_kip} is more than one paper can carry ({most_kip}).")


class BoxHoldsLess(RuleBroken):
    """A money box cannot pay more than it holds."""

    field, wording = "money", N_("The money box holds {held_kip}, less than {needed_kip}.")


class PaperNumberUsed(RuleBroken):
    """A number stands for one paper of its kind and year, for ever."""

    field, wording = "number", N_("{number} is used already in this year.")


class LinesMissing(RuleBroken):
    """A paper with lines has at least one."""

    field, wording = "lines", N_("Write at least one line.")


class TextTooLong(RuleBroken):
    """A book keeps texts up to a length."""

    wording = N_("The text is longer than {most} characters.")


def check_texts(order: "DataclassInstance", place: str = "") -> Iterator[RuleBroken]:
    """Whether every text of an order and of its lines fits."""
    for one in fields(order):
        value = getattr(order, one.name)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            yield TextTooLong(most=LONGEST_TEXT).at(place + one.name)
        elif isinstance(value, tuple):
            for number, line in enumerate(value):
                if is_dataclass(line) and not isinstance(line, type):
                    yield from check_texts(line, f"{one.name}.{number}.")


def check_amount(amount_kip: int, field: str = "amount_kip") -> Iterator[RuleBroken]:
    """Whether an amount is above nothing and fits."""
    if amount_kip < 1:
        yield AmountMissing().at(field)
    elif amount_kip > MAX_LINE_KIP:
        yield AmountPastLimit(amount_kip=amount_kip, most_kip=MAX_LINE_KIP).at(field)


def check_total(total_kip: int, field: str) -> Iterator[RuleBroken]:
    """Whether the sum of a paper's lines fits too."""
    if abs(total_kip) > MAX_LINE_KIP:
        yield AmountPastLimit(amount_kip=total_kip, most_kip=MAX_LINE_KIP).at(field)


def check_box(money_box_kip: Kip | None, needed_kip: int, field: str = "money") -> Iterator[RuleBroken]:
    """Whether the box holds what is to leave it."""
    if money_box_kip is not None and needed_kip > 0 and needed_kip > money_box_kip:
        yield BoxHoldsLess(held_kip=money_box_kip, needed_kip=needed_kip).at(field)


def check_number(number: str | None, taken: bool) -> Iterator[RuleBroken]:
    """Whether a number that the order brings along is free."""
    if number is not None and taken:
        yield PaperNumberUsed(number=number)
