"""The outcome of sharing a surplus: funds, pools, every member's line, and the identity that holds to the kip.

`surplus = losses covered + funds + dividends + refunds + remainder`; `prove` adds it up again before anything is shown.
See also: coop.allocation (makes it), coop.dividends (approves and pays it).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, overload

from coopbooks.coop.division import PoolProof
from coopbooks.coop.policy import RoundingRule
from coopbooks.ledger.money import Kip


class NotToTheKip(ArithmeticError):
    """The parts do not add up to the surplus. A bug of ours: nothing may be shown or posted from it."""


class FundPart(NamedTuple):
    """What one fund receives."""

    name: str
    kip: Kip


class MemberPart(NamedTuple):
    """One member's line. `weight` and `basis` count in parts of the plan's scales: `SurplusPlan.weighted_capital`."""

    number: str
    member_id: int | None
    name: str
    weight: int
    share_dividend_kip: int
    share_tax_kip: int
    basis: int
    patronage_kip: int
    patronage_tax_kip: int
    net_kip: int
    payable_now_kip: int

    @property
    def withheld_kip(self) -> int:
        """Tax kept back from both kinds together."""
        return self.share_tax_kip + self.patronage_tax_kip

    @property
    def carried_kip(self) -> int:
        """The tail below the pay-out unit: it stays on the member's account."""
        return self.net_kip - self.payable_now_kip


class MemberParts(Sequence[MemberPart]):
    """All members' lines, kept as columns and made when looked at: a what-if asks for totals and a few members only."""

    __slots__ = ("columns",)

    def __init__(self, *columns: Sequence[Any]) -> None:
        """Take one column per field of MemberPart, in their order, all of one length."""
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, place: int) -> MemberPart: ...
    @overload
    def __getitem__(self, place: slice) -> "MemberParts": ...
    def __getitem__(self, place: int | slice) -> "MemberPart | MemberParts":
        if isinstance(place, slice):
            return MemberParts(*[column[place] for column in self.columns])
        return MemberPart._make([column[place] for column in self.columns])

    def __iter__(self) -> Iterator[MemberPart]:
        return map(MemberPart._make, zip(*self.columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MemberParts) and self.columns == other.columns

    def __hash__(self) -> int:
        return hash(tuple(map(len, self.columns)))

    def total(self, name: str) -> int:
        """The sum of one column of numbers: `total("net_kip")`."""
        return sum(self.columns[MemberPart._fields.index(name)])


@dataclass(frozen=True, slots=True)
class SurplusPlan:
    """A surplus shared to the kip.

    Attributes:
        remainder_kip: what a cap took, the percent nobody was given, and rounding; half-up rounding can make it
            negative, and in a loss year it is the loss. It belongs to the policy's `remainder_to` and is in no fund's
            figure.
        weight_scale, basis_scale: the members' weights and bases count in parts of a kip, kilogram or hour this small.
        members: one line each, in the order of the facts.
    """

    year: int
    rule: RoundingRule
    unit_kip: int
    surplus_kip: int
    losses_covered_kip: int
    funds: tuple[FundPart, ...]
    share_pool_kip: int
    patronage_pool_kip: int
    remainder_kip: int
    weight_scale: int
    weight_total: int
    basis_scale: int
    basis_total: int
    members: MemberParts
    share_proof: PoolProof
    patronage_proof: PoolProof

    @property
    def is_loss(self) -> bool:
        """True when the year ended without a surplus: nothing is shared."""
        return self.surplus_kip <= 0

    @property
    def share_rate(self) -> Fraction:
        """Share pool per kip of weighted capital; 0 without capital."""
        return Fraction(self.share_pool_kip * self.weight_scale, self.weight_total or 1)

    @property
    def patronage_rate(self) -> Fraction:
        """Patronage pool per unit of the basis (kip, kilogram or hour); 0 without business."""
        return Fraction(self.patronage_pool_kip * self.basis_scale, self.basis_total or 1)

    @property
    def payable_now_kip(self) -> int:
        """Money needed to pay every member now."""
        return self.members.total("payable_now_kip")

    def weighted_capital(self, part: MemberPart) -> Fraction:
        """A member's exact weighted capital in kip."""
        return Fraction(part.weight, self.weight_scale)

    def patronage_basis(self, part: MemberPart) -> Fraction:
        """A member's exact basis in kip, kilograms or hours."""
        return Fraction(part.basis, self.basis_scale)


def prove(plan: SurplusPlan) -> SurplusPlan:
    """Add the plan up again from its lines, or raise NotToTheKip. Returns the plan."""
    dividends, refunds = plan.members.total("share_dividend_kip"), plan.members.total("patronage_kip")
    shared = plan.losses_covered_kip + sum(fund.kip for fund in plan.funds) + dividends + refunds + plan.remainder_kip
    if shared != plan.surplus_kip:
        raise NotToTheKip(shared, plan.surplus_kip)
    for parts, proof in ((dividends, plan.share_proof), (refunds, plan.patronage_proof)):
        whole = proof.units_left if plan.rule is RoundingRule.LARGEST_REMAINDER else proof.given_count
        if parts != proof.sum_of_floors_kip + proof.given_count * plan.unit_kip or proof.given_count != whole:
            raise NotToTheKip(parts, proof.pool_kip)
    return plan
