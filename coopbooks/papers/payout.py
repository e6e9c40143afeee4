"""The dividend pay-out sheet for signatures, and the proof that every kip of the pools was given."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Check, Letterhead

FUND_WORDS = {"reserve": N_("Reserve fund"), "education": N_("Education fund"), "welfare": N_("Welfare fund"),
              "development": N_("Development fund"), "bonus": N_("Officers' bonus")}
"""Funds of the by-laws in words; any other name is shown as it is."""

RULE_WORDS = {"largest-remainder": N_("Largest remainder: whole kip first, then one more to the largest fractions"),
              "floor": N_("Floor: fractions are cut, the rest goes to the remainder"),
              "half-up": N_("Half up: each part is rounded, the difference goes to the remainder")}
"""The rules of rounding in words."""


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """One member of the sheet."""

    number: str
    name: str
    village: str
    weighted_capital: str
    share_dividend_kip: int
    tax_kip: int
    patronage_basis: str
    patronage_kip: int
    net_kip: int
    payable_now_kip: int
    carried_kip: int
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """How one pool was divided: pool, sum of whole parts, units left over, and who received one, in order."""

    title: str
    pool_kip: int
    sum_of_floors_kip: int
    units_left: int
    given_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayoutSheet:
    """Everything on the sheet and its proof page. `steps` are (message or fund name, kip) of the waterfall.

    `decision` tells the meeting's decisions about one year apart; `copy_no` is 0 for the original, then 1, 2, …
    `percent` is how much of each part is settled when this round is over; `has_one_person` says that nobody else could approve.
    """

    letterhead: Letterhead
    year: int
    resolution: str
    decided_on: date
    steps: tuple[tuple[str, int], ...]
    rule: str
    proofs: tuple[Proof, ...]
    lines: tuple[PayoutLine, ...]
    decision: int = 0
    copy_no: int = 0
    round_no: int = 1
    percent: str = "100"
    has_one_person: bool = False

    def check(self, sheet_no: int, kip: int) -> Check:
        """What the square code of one sheet holds: year, round and sheet, the meeting's day, and the sum of the sheet."""
        return Check(f"DV/{self.year}/{self.round_no}/{sheet_no}", self.decided_on, kip, self.letterhead.head_code)

    def to_json(self) -> dict[str, Any]:
        """The sheet for other programs."""
        return {"year": self.year, "resolution": self.resolution, "decided_on": self.decided_on.isoformat(),
                "round": self.round_no, "percent": self.percent, "one_person": self.has_one_person,
                "members": [{"number": line.number, "name": line.name, "share_dividend_kip": line.share_dividend_kip,
                             "withheld_kip": line.tax_kip, "patronage_kip": line.patronage_kip, "net_kip": line.net_kip,
                             "payable_now_kip": line.payable_now_kip, "carried_kip": line.carried_kip,
                             "paid_on": line.paid_on.isoformat() if line.paid_on else None} for line in self.lines],
                "proof": {"rule": self.rule, **{proof.title: {
                    "pool": proof.pool_kip, "sum_of_floors": proof.sum_of_floors_kip, "units_left": proof.units_left,
                    "given_to": list(proof.given_to)} for proof in self.proofs}}}
