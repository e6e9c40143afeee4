"""The lists people are sorted into: villages, groups, households. A name that an import brings is on the list by being used."""

from collections.abc import Iterator
from dataclasses import dataclass

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

LISTS = ("village", "group", "household")


@dataclass(frozen=True, slots=True)
class ListItem:
    """One village, group or household. District and province follow a village; `is_used` False: no longer offered."""

    list: str
    name: str
    latin_name: str = ""
    district: str = ""
    province: str = ""
    note: str = ""
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class KeepListItem:
    """Order: add an item (`before` empty) or change the one named `before`; a new name goes to everybody who carries the old one."""

    item: ListItem
    before: str = ""


class ItemNameMissing(RuleBroken):
    """An item has a name."""

    field, wording = "name", N_("Write the name.")


class ItemNameTaken(RuleBroken):
    """A name stands on a list once."""

    field, wording = "name", N_("{name} is on the list already.")


class ItemUnknown(RuleBroken):
    """Only what is on the list can be changed."""

    field, wording = "before", N_("{name} is not on the list.")


def check_item(known: frozenset[str], order: KeepListItem) -> list[RuleBroken]:
    """Whether a list may say this. `known` are the names on it, and those that people carry."""
    return list(_check(known, order))


def _check(known: frozenset[str], order: KeepListItem) -> Iterator[RuleBroken]:
    yield from check_texts(order.item)
    name = order.item.name
    if not name.strip():
        yield ItemNameMissing()
    elif name in known and name != order.before:
        yield ItemNameTaken(name=name)
    if order.before and order.before not in known:
        yield ItemUnknown(name=order.before)
