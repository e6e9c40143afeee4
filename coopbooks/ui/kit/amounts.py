"""How an amount stands in a cell, on a card and in a list: the same everywhere in the window."""

from coopbooks.i18n import formats


def kip(value: int) -> str:
    """An amount or a number: a dash for nothing, a true minus."""
    return formats.kip(value).replace("-", "−") if value else "–"


def kip_signed(value: int) -> str:
    """An amount with the sign of its money; a dash alone for nothing."""
    return f"{kip(value)} ₭" if value else kip(value)
