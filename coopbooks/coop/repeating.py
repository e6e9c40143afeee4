"""Payments that come again: rent every month, a fee every year. They propose themselves when they are due and never post by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from coopbooks.coop.boxes import check_amount, check_known, check_texts
from coopbooks.coop.cash import CategoryUnknown, ExpenseLine, PayExpense, TakeMoney
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.months import add_months
from coopbooks.ledger.refusals import RuleBroken

LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Repeating:
    """A payment that comes again. `way` is in or out; `next_on` the day it is due next; not `is_used`: it has ended."""

    way: str
    category: str
    amount_kip: Kip
    next_on: date
    payee: str = ""
    money: str = "cash"
    every_months: int = 1
    note: str = ""
    is_used: bool = True

    def moved_on(self) -> "Repeating":
        """The same payment, due the next time."""
        return replace(self, next_on=add_months(self.next_on, self.every_months))

    def ended(self) -> "Repeating":
        """The same payment, no longer on the list."""
        return replace(self, is_used=False)

    def voucher(self, on: date) -> PayExpense | TakeMoney:
        """What is proposed for a day."""
        lines = (ExpenseLine(amount_kip=self.amount_kip, category=self.category),)
        if self.way == "out":
            return PayExpense(on, lines, self.payee, self.money, note=self.note)
        return TakeMoney(on, lines, self.payee, self.money, note=self.note)


@dataclass(frozen=True, slots=True)
class KeepRepeating:
    """Order: put a payment on the list (no id), change it, or end it."""

    repeating: Repeating
    repeating_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettleRepeating:
    """Order: post what is due, as it stands on the list, on a day; it is then due the next time."""

    repeating_id: int
    on: date


@dataclass(frozen=True, slots=True)
class SkipRepeating:
    """Order: leave a payment out this time."""

    repeating_id: int


class MonthsWrong(RuleBroken):
    """Something comes again after whole months."""

    field, wording = "every_months", N_("Give the months from 1 to {most}.")


class RepeatingUnknown(RuleBroken):
    """Only what is on the list can be posted or left out."""

    field, wording = "repeating_id", N_("This payment is not on the list any more.")


def check_repeating(categories: frozenset[str], boxes: frozenset[str], order: KeepRepeating) -> list[RuleBroken]:
    """Whether the list may say this. `categories` are those in use for its way."""
    return list(_check(categories, boxes, order.repeating))


def _check(categories: frozenset[str], boxes: frozenset[str], one: Repeating) -> Iterator[RuleBroken]:
    yield from check_texts(one)
    yield from check_amount(one.amount_kip)
    yield from check_known(boxes, one.money)
    if one.category not in categories:
        yield CategoryUnknown(category=one.category)
    if not 1 <= one.every_months <= LONGEST_MONTHS:
        yield MonthsWrong(most=LONGEST_MONTHS)
