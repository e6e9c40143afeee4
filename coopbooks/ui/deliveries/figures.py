"""What the figures of the Deliveries pages stand for: lines of slips, by account or by weight."""

from collections.abc import Sequence
from typing import Any

from coopbooks.books.produce import DeliveryEntry
from coopbooks.ledger.figures import Figure, counted


def of_lines(lines: Sequence[DeliveryEntry], *accounts: str, credit: bool = False) -> Figure | None:
    """What lines of slips moved on accounts; None for no line."""
    return of_items([line.line_id for line in lines], *accounts, credit=credit)


def weight_of(lines: Sequence[DeliveryEntry]) -> Figure | None:
    """The net weight of lines of slips."""
    return counted_on([line.line_id for line in lines], "delivered")


def taken_off(lines: Sequence[DeliveryEntry]) -> Figure | None:
    """What was taken off lines of slips: deductions and advances."""
    return counted_on([line.line_id for line in lines], "taken-off")


def counted_on(items: Sequence[int], register: str) -> Figure | None:
    """What a register counts on some of its lines; None for none."""
    return counted(register, items=tuple(items)) if items else None


def of_items(items: Sequence[int], *accounts: str, credit: bool = False, register: str = "delivery", **more: Any) -> Figure | None:
    """What a register says of items; None for none."""
    return Figure(accounts, credit=credit, register=register, items=tuple(items), **more) if items and accounts else None
