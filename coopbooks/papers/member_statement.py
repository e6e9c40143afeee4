"""The member's statement: one page that a member can check with a phone's calculator.

Every result stands as a sum: capital × rate = dividend, value × rate = refund, less tax. A rate that is no round number is printed
with its decimals and the word "rounded"; the proof sheet has it exactly.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coopbooks.coop.total_price import Price
from coopbooks.papers.parts import Check, Label, Letterhead


@dataclass(frozen=True, slots=True)
class ShareMovement:
    """One line of ①: day, what, paper, shares, paid, unpaid after it. `kind` is the register's own word."""

    on: date
    kind: str
    number: str
    share_count: int
    paid_kip: int
    unpaid_kip: int


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One line of ②'s table: product and grade, grams and kip."""

    product: Label
    grade: str
    net_g: int
    amount_kip: int


@dataclass(frozen=True, slots=True)
class SurplusPart:
    """③: what the member gets of the surplus, as approved (or proposed). Rates are decimal text, ready to print.

    `basis_text` is the patronage basis as printed ("2,845 kg" or "38,370,000"); rounded flags say that a rate is cut.
    `decision` tells the meeting's decisions about one year apart, 0 while there is none; `kept_kip` became shares or revolving capital.
    """

    year: int
    is_approved: bool
    decided_on: date | None
    resolution: str
    weighted_capital: str
    share_rate: str
    share_rate_is_rounded: bool
    share_dividend_kip: int
    share_tax_percent: str
    share_tax_kip: int
    basis_text: str
    patronage_rate: str
    patronage_rate_is_rounded: bool
    patronage_kip: int
    patronage_tax_percent: str
    patronage_tax_kip: int
    net_kip: int
    payable_now_kip: int
    carried_kip: int
    decision: int = 0
    kept_kip: int = 0


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One column of ④: a year's weight, shares and what was received."""

    year: int
    net_g: int
    share_count: int
    received_kip: int


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What a kilogram of a product brought in all, as a sum: paid + second payment + refund = total, ÷ kilograms = price."""

    product: Label
    price: Price

    @property
    def kip_per_kg(self) -> str:
        """The price of a kilogram as printed: at most two decimals, cut."""
        hundredths = int(self.price.kip_per_kg * 100)
        return f"{hundredths // 100:,}" + (f".{hundredths % 100:02}" if hundredths % 100 else "")

    @property
    def is_rounded(self) -> bool:
        """True when decimals were cut."""
        return (self.price.kip_per_kg * 100).denominator != 1

    def to_json(self) -> dict[str, Any]:
        """The sum for other programs."""
        one = self.price
        return {"product": one.code, "grade": one.grade, "net_g": one.net_g, "first_kip": one.first_kip, "second_kip": one.second_kip,
                "refund_kip": one.refund_kip, "total_kip": one.total_kip, "kip_per_kg": self.kip_per_kg.replace(",", ""),
                "rounded": self.is_rounded}


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """Everything on the page.

    Attributes:
        paid_for_produce_kip: what `payments` say "for" produce and second payments, also what was paid at the scale.
        payments: every payment to the member in the period, whatever for: on, number, for, amount_kip, from.
    """

    letterhead: Letterhead
    member_number: str
    member_name: str
    village: str
    joined_on: date | None
    first_day: date
    last_day: date
    opening: tuple[int, int, int]
    shares: tuple[ShareMovement, ...]
    closing: tuple[int, int, int]
    months: tuple[tuple[int, int], ...]
    grades: tuple[GradeLine, ...]
    delivered_before_g: int
    paid_for_produce_kip: int
    we_owe_kip: int
    owes_us_kip: int
    surplus: SurplusPart | None
    years: tuple[YearColumn, ...]
    deliveries: tuple[dict[str, Any], ...] = field(default=())
    payments: tuple[dict[str, Any], ...] = field(default=())
    opening_owed_kip: int = 0
    opening_advance_kip: int = 0
    copy_no: int = 0
    report_days: int = 15
    prices: tuple[PriceLine, ...] = ()

    @property
    def delivered_g(self) -> int:
        """All net weight of the period."""
        return sum(line.net_g for line in self.grades)

    @property
    def value_kip(self) -> int:
        """All value of the period."""
        return sum(line.amount_kip for line in self.grades)

    @property
    def check(self) -> Check:
        """What the square code holds: whose statement to which day, and what the member gets (or is owed)."""
        amount = self.surplus.net_kip if self.surplus else self.we_owe_kip
        return Check(f"{self.member_number}/{self.last_day.year}", self.last_day, amount, self.letterhead.head_code)

    def to_json(self) -> dict[str, Any]:
        """The statement in the shape that the headless interface promises."""
        surplus = None
        if self.surplus is not None:
            part = self.surplus
            surplus = {"year": part.year, "approved": part.is_approved, "resolution": part.resolution,
                       "weighted_capital": part.weighted_capital, "share_dividend_kip": part.share_dividend_kip,
                       "patronage_basis": part.basis_text, "patronage_kip": part.patronage_kip,
                       "withheld_kip": part.share_tax_kip + part.patronage_tax_kip, "net_kip": part.net_kip,
                       "payable_now_kip": part.payable_now_kip, "carried_kip": part.carried_kip}
        return {
            "member": self.member_number, "from": self.first_day.isoformat(), "to": self.last_day.isoformat(),
            "opening": {"shares": self.opening[0], "paid_up_kip": self.opening[1], "unpaid_kip": self.opening[2],
                        "we_owe_kip": self.opening_owed_kip, "owes_us_kip": self.opening_advance_kip},
            "shares": [{"on": line.on.isoformat(), "kind": line.kind, "number": line.number, "shares": line.share_count,
                        "paid_kip": line.paid_kip} for line in self.shares],
            "deliveries": list(self.deliveries), "payments": list(self.payments),
            "paid_for_produce_kip": self.paid_for_produce_kip, "surplus_share": surplus,
            "total_price": [line.to_json() for line in self.prices],
            "closing": {"shares": self.closing[0], "paid_up_kip": self.closing[1], "unpaid_kip": self.closing[2],
                        "we_owe_kip": self.we_owe_kip, "owes_us_kip": self.owes_us_kip}}
