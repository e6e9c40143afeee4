"""Receipts: two halves of one page, the upper for the payer, the lower for the co-op.

One frame serves share payments, money received, vouchers, dividends and produce; a produce receipt adds its weights.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.papers.parts import Label, Letterhead


@dataclass(frozen=True, slots=True)
class ProduceLine:
    """One line of a produce receipt: weights in grams, moisture in percent, price per kilogram, amount after deduction."""

    product: Label
    grade: str
    gross_g: int
    tare_g: int
    net_g: int
    price_kip: int
    deduction_kip: int
    amount_kip: int
    weighings: tuple[int, ...] = ()
    moisture: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything on the paper. `kind` is the document's kind; `amount_kip` what the box shows.

    Attributes:
        who: name and number of the person; `village` under it.
        purpose: message of what it is for; `purpose_facts` fill it.
        money: message of how it was paid.
        result: (message, kip) pairs: balances after it.
        posting: the entry for the co-op's half, "101 -300,000 · 531 300,000".
        size: A5 x2, or roll for a printer with a roll 80 mm wide.
        copy_no: 0 for the original, then 1, 2, …
        is_void: reversed.
    """

    letterhead: Letterhead
    kind: str
    number: str
    on: date
    who: str
    village: str
    purpose: str
    purpose_facts: dict[str, object]
    money: str
    amount_kip: int
    result: tuple[tuple[str, int], ...]
    posting: str
    lines: tuple[ProduceLine, ...] = ()
    set_off_kip: int = 0
    copy_no: int = 0
    is_void: bool = False
    size: str = "A5 x2"

    def to_json(self) -> dict[str, Any]:
        """The receipt for other programs."""
        return {"kind": self.kind, "number": self.number, "on": self.on.isoformat(), "who": self.who, "amount_kip": self.amount_kip,
                "void": self.is_void, "lines": [
                    {"product": line.product.en or line.product.lo, "grade": line.grade, "gross_g": line.gross_g, "tare_g": line.tare_g,
                     "net_g": line.net_g, "price_kip": line.price_kip, "amount_kip": line.amount_kip} for line in self.lines]}
