"""The chart of accounts: adding an account, renaming it in both languages, taking one out of use.

An account that a rule asks for by its role keeps its kind and its place; so does one with lines, because its kind decides on which
statement those lines stand. Codes never change: papers and other programs name accounts by them.
See also: ledger.accounts (kinds and roles), services.chart (does it).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.refusals import RuleBroken

CODE_DIGITS = (2, 6)
"""Digits of a code, at least and at most."""


@dataclass(frozen=True, slots=True)
class AddAccount:
    """Order: put an account into the chart."""

    code: str
    kind: str
    name_lo: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Order: give an account other names, another kind, or take it out of use. The code says which account."""

    code: str
    kind: str
    name_lo: str = ""
    name_en: str = ""
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the form shows and the rule judges.

    Attributes:
        account: the account with the order's code, or None.
        line_count: postings on it. `in_use`: whether it is offered and takes lines now. `is_box`: money lies in it.
    """

    account: Account | None = None
    line_count: int = 0
    in_use: bool = True
    is_box: bool = False

    @property
    def is_ours(self) -> bool:
        """True where the program itself posts to it."""
        return self.account is not None and (self.account.role is not None or self.is_box)

    @property
    def is_fixed(self) -> bool:
        """True where kind and use cannot change any more."""
        return self.is_ours or self.line_count > 0


class CodeUnclear(RuleBroken):
    """Codes are digits: the first ones say the class."""

    field, wording = "code", N_("“{code}” is not a code. Write 2 to 6 digits.")


class CodeTaken(RuleBroken):
    """A code names one account for ever."""

    field, wording = "code", N_("{code} is the account “{name}” already.")


class CodeUnknown(RuleBroken):
    """Only what is in the chart can be changed."""

    field, wording = "code", N_("There is no account {code}.")


class AccountNameMissing(RuleBroken):
    """An account has a name in one language at least."""

    field, wording = "name_lo", N_("Write a name, in Lao or in English.")


class KindUnclear(RuleBroken):
    """The five kinds."""

    field, wording = "kind", N_("“{kind}” is not a kind of account: {known}.")


class KindIsFixed(RuleBroken):
    """The kind decides on which statement the lines stand."""

    field, wording = "kind", N_("{code} has {count} lines. Its kind stays.")


class KindOfRole(RuleBroken):
    """The program posts to it and relies on its kind."""

    field, wording = "kind", N_("The program posts to {code} by itself. Its kind stays.")


class AccountIsNeeded(RuleBroken):
    """What is used does not vanish."""

    field, wording = "in_use", N_("{code} is in use: by {count} lines, or by the program itself. It stays.")


def check_new_account(facts: AccountFacts, order: AddAccount) -> list[RuleBroken]:
    """Whether an account may be put into the chart."""
    broken = [*check_texts(order), *_check_names(order), *_check_kind(order.kind)]
    least, most = CODE_DIGITS
    if not (order.code.isascii() and order.code.isdigit() and least <= len(order.code) <= most):
        broken.append(CodeUnclear(code=order.code))
    elif facts.account is not None:
        broken.append(CodeTaken(code=order.code, name=facts.account.name_lo or facts.account.name_en))
    return broken


def check_changed_account(facts: AccountFacts, order: ChangeAccount) -> list[RuleBroken]:
    """Whether an account may become what the order says."""
    broken = [*check_texts(order), *_check_names(order), *_check_kind(order.kind)]
    if facts.account is None:
        return [CodeUnknown(code=order.code), *broken]
    if order.kind != facts.account.kind and facts.is_fixed:
        broken.append(KindOfRole(code=order.code) if facts.is_ours else KindIsFixed(code=order.code, count=facts.line_count))
    if facts.in_use and not order.in_use and facts.is_fixed:
        broken.append(AccountIsNeeded(code=order.code, count=facts.line_count))
    return broken


def _check_names(order: AddAccount | ChangeAccount) -> Iterator[RuleBroken]:
    if not (order.name_lo.strip() or order.name_en.strip()):
        yield AccountNameMissing()


def _check_kind(kind: str) -> Iterator[RuleBroken]:
    if kind not in {one.value for one in AccountKind}:
        yield KindUnclear(kind=kind, known=[one.value for one in AccountKind])
