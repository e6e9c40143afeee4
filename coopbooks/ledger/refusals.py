"""How the program says no: one class per rule, a whole sentence, the facts, and the field to mend.

A rule returns every complaint it has; `refuse_if` turns a non-empty list into one `Refused`.
The sentence is English source text with named holes; the edges translate and fill it.
"""

from collections.abc import Iterable
from typing import ClassVar, Self


class RuleBroken:
    """One thing that is not allowed, tied to a form field.

    Attributes:
        field: name of the order's field that mends it ("" when no single field does).
        wording: whole sentence with named holes; holes ending in `_kip`, `_g` and dates are formatted by the edge.
        facts: values for the holes.
    """

    field: str = ""
    wording: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts

    def at(self, field: str) -> Self:
        """The same complaint, to be mended at another field than the rule's usual one."""
        self.field = field
        return self

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, RuleBroken) and self.facts == other.facts

    def __hash__(self) -> int:
        return hash((type(self), tuple(sorted(self.facts))))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{type(self).__name__}({told})"

    def __str__(self) -> str:
        return self.wording.format_map(self.facts)


class Refused(Exception):
    """The order breaks rules; nothing was written. `broken` holds every complaint."""

    def __init__(self, broken: Iterable[RuleBroken]) -> None:
        self.broken = tuple(broken)
        super().__init__("; ".join(str(one) for one in self.broken))


def refuse_if(broken: Iterable[RuleBroken]) -> None:
    """Raise Refused when there is at least one complaint."""
    found = tuple(broken)
    if found:
        raise Refused(found)
