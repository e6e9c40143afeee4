"""Money boxes and what every paper is asked: an amount, enough in the box, a number not used before, texts that fit.

A box is cash, bank, or any further box by its account's code. `money_box_kip` None in the facts means that it is not
judged here: an import looks at each day's closing balance after the whole file (headless interface, rule 26).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import MAX_LINE_KIP, Kip
from coopbooks.ledger.refusals import RuleBroken

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LONGEST_TEXT = 500
"""Characters a book keeps of one text."""

LATER = {"later": True}
"""Metadata of an order's fields that came after the first book: unused, they leave an order's print as it was then."""

BOXES = {"cash": AccountRole.CASH, "bank": AccountRole.BANK}
"""The two boxes of every book, by the word the orders use. A further box is named by its account's code."""

BOX_KINDS = ("cash", "bank")


def is_box(word: str) -> bool:
    """Whether a word of an order means a money box: cash, bank, or the code of a further one."""
    return word in BOXES or word[:1].isdigit()


def box_account(word: str) -> str:
    """The account of a money box: a role, or the code that a further box is named by."""
    return BOXES.get(word, word)


@dataclass(frozen=True, slots=True)
class MoneyBox:
    """Where money lies: a cash box or a bank account. `word` is what orders call it; `code` its account in the chart."""

    word: str
    code: str
    kind: str
    name_lo: str
    name_en: str
    bank: str = ""
    bank_account: str = ""
    is_used: bool = True

    def name(self, language: str) -> str:
        """The name in a language, or the other one when that is empty."""
        return (self.name_lo or self.name_en) if language == "lo" else (self.name_en or self.name_lo)


@dataclass(frozen=True, slots=True)
class KeepBox:
    """Order: open a further money box (`is_new`), or change what is told of one. The code is its account's in the chart."""

    box: MoneyBox
    is_new: bool = False


class BoxUnknown(RuleBroken):
    """Money lies in a box that the book knows."""

    field, wording = "money", N_("There is no money box {money}.")


class BoxNameMissing(RuleBroken):
    """A box has a name."""

    field, wording = "name_lo", N_("Write the name.")


class BoxCodeWrong(RuleBroken):
    """The code makes a new account of the chart."""

    field, wording = "code", N_("{code} is no account code. Write 2 to 12 digits, like 5121.")


class BoxCodeTaken(RuleBroken):
    """An account that is used for something else cannot be a money box."""

    field, wording = "code", N_("The chart has the account {code} already. Choose another code.")


class BoxStillHolds(RuleBroken):
    """A box that is put away is empty."""

    field, wording = "is_used", N_("The box still holds {held_kip}. Move the money first.")


class BoxIsFixed(RuleBroken):
    """Cash and bank are in every book."""

    field, wording = "is_used", N_("Every book has cash and bank.")


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """What the rule judges: the boxes, the codes of the chart, and what the box holds."""

    boxes: tuple[MoneyBox, ...]
    codes: frozenset[str]
    held_kip: Kip


def check_keep_box(facts: BoxFacts, order: KeepBox) -> list[RuleBroken]:
    """Whether a box may be opened or changed so."""
    box, broken = order.box, list(check_texts(order.box))
    known = {one.code for one in facts.boxes}
    if not (box.name_lo.strip() or box.name_en.strip()):
        broken.append(BoxNameMissing())
    if order.is_new and not re.fullmatch("[0-9]{2,12}", box.code):
        broken.append(BoxCodeWrong(code=box.code))
    elif order.is_new and box.code in facts.codes:
        broken.append(BoxCodeTaken(code=box.code))
    elif not order.is_new and box.code not in known:
        broken.append(BoxUnknown(money=box.code).at("code"))
    if not box.is_used and box.word in BOXES:
        broken.append(BoxIsFixed())
    elif not box.is_used and facts.held_kip:
        broken.append(BoxStillHolds(held_kip=facts.held_kip))
    return broken


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


def check_known(boxes: frozenset[str], money: str, field: str = "money") -> Iterator[RuleBroken]:
    """Whether the book has the box that an order names."""
    if money not in boxes:
        yield BoxUnknown(money=money).at(field)


def check_number(number: str | None, taken: bool) -> Iterator[RuleBroken]:
    """Whether a number that the order brings along is free."""
    if number is not None and taken:
        yield PaperNumberUsed(number=number)
