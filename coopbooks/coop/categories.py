"""What money is for in plain words: the list of categories, each with an account behind it. Shipped as data, changed by the co-op."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, Account
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class Category:
    """One category. `way` is in or out; `account` a code of the chart (a role where it is shipped)."""

    code: str
    way: str
    account: str
    name_lo: str
    name_en: str
    icon: str = ""
    is_used: bool = True

    def name(self, language: str) -> str:
        """The name in a language, or the other one when that is empty."""
        return (self.name_lo or self.name_en) if language == "lo" else (self.name_en or self.name_lo)


@dataclass(frozen=True, slots=True)
class KeepCategory:
    """Order: add a category, or change the one of this code."""

    category: Category


class CategoryNameMissing(RuleBroken):
    """A category has a name."""

    field, wording = "name_lo", N_("Write the name.")


class CategoryCodeMissing(RuleBroken):
    """A category has a short word of its own."""

    field, wording = "code", N_("Write a short code for it.")


class CategoryAccountWrong(RuleBroken):
    """The account behind a category takes money without asking whose it is."""

    field, wording = "account", N_("{account} cannot stand behind a category.")


class WayUnknown(RuleBroken):
    """Money comes in or goes out."""

    field, wording = "way", N_("“{way}” is not in or out.")


def check_category(accounts: Mapping[str, Account], boxes: frozenset[str], order: KeepCategory) -> list[RuleBroken]:
    """Whether the list may say this."""
    one, broken = order.category, list(check_texts(order.category))
    if not one.code.strip():
        broken.append(CategoryCodeMissing())
    if not (one.name_lo.strip() or one.name_en.strip()):
        broken.append(CategoryNameMissing())
    if one.way not in ("in", "out"):
        broken.append(WayUnknown(way=one.way))
    account = accounts.get(one.account)
    if account is None or account.role in PER_MEMBER | PER_CUSTOMER or {account.code, account.role} & boxes:
        broken.append(CategoryAccountWrong(account=one.account))
    return broken
