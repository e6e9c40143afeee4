"""Which lot a sale takes from: only a lot that the stock knows, and of a product alone. Pure.

Lots get their names when they come out of processing or are counted. A line that names none takes from what has no name; how much a lot
still holds is asked by the form and not judged, because a count or a processing may be written down later.
See also: coop.stock (lots and their cards), coop.invoices (the sale), books.lots (keeps it).
"""

from collections.abc import Collection, Iterator, Sequence

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

Sold = tuple[int | None, str]
"""Product and grade of a line; no product for free words."""


class LotsDoNotMatch(RuleBroken):
    """What is said of lots is said line by line."""

    field, wording = "lines", N_("Say the lot of every line, empty where there is none.")


class LotUnknown(RuleBroken):
    """A lot that never was in the stock."""

    field, wording = "lot", N_("{lot} is no lot of this product and grade.")


def check_lots(known: Collection[tuple[int, str, str]] | None, lines: Sequence[Sold], lots: Sequence[str]) -> Iterator[RuleBroken]:
    """Whether lines may be sold from these lots; a complaint is tied to `lines.<place>.lot`. `known` None: nobody named one."""
    if not lots:
        return
    if len(lots) != len(lines):
        yield LotsDoNotMatch()
        return
    for place, ((product_id, grade), lot) in enumerate(zip(lines, lots, strict=True)):
        if lot and (product_id, grade, lot) not in (known or ()):
            yield LotUnknown(lot=lot).at(f"lines.{place}.lot")
