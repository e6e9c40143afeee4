"""How a surplus is shared: the by-laws' numbers as one exact value, with defaults until a co-op decides its own.

All percentages are exact fractions (20 % is Fraction(1, 5)); all amounts are whole kip. The defaults are proposals,
not law: the official Lao text is not confirmed, so every number here is a setting that the general meeting decides.
See also: coop.policy_text (the TOML file), coop.weighting and coop.allocation (what the numbers do).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from coopbooks.ledger.money import ZERO, Kip


class Method(StrEnum):
    """How a year of changing share capital becomes one figure per member; see coop.weighting."""

    CLOSING = "closing"
    LOWEST = "lowest"
    MONTHS_FROM_END = "months-from-end"
    MONTHS_FROM_START = "months-from-start"
    DAYS = "days"


class YearDays(StrEnum):
    """What the days method divides by."""

    ACTUAL = "actual"
    D365 = "365"
    D360 = "360"


class FundBase(StrEnum):
    """What a fund's percentage is of: the surplus after losses, or what the funds before it have left."""

    SURPLUS = "surplus"
    REMAINING = "remaining"


class PartOf(StrEnum):
    """What the members' percentages are of: what is left after the funds, or the surplus after losses."""

    REST = "rest"
    SURPLUS = "surplus"


class Basis(StrEnum):
    """What counts as a member's business with the co-op."""

    VALUE = "value"
    KG = "kg"
    PURCHASES = "purchases"
    HOURS = "hours"
    FEES = "fees"

    @property
    def is_money(self) -> bool:
        """True where a patronage rate is kip per kip, so that it can be compared with the dividend rate."""
        return self in (Basis.VALUE, Basis.PURCHASES, Basis.FEES)

    @property
    def is_weighed(self) -> bool:
        """True where products and grades may count for more or less than others."""
        return self in (Basis.VALUE, Basis.KG)


class KeptAs(StrEnum):
    """What becomes of the part of a refund that is not paid in cash."""

    REVOLVING = "revolving-capital"
    BONUS = "bonus-shares"


class RoundingRule(StrEnum):
    """What becomes of the fractions of members' parts."""

    LARGEST_REMAINDER = "largest-remainder"
    FLOOR = "floor"
    HALF_UP = "half-up"


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund of the by-laws, served in the order of the list.

    Attributes:
        name: reserve, education, welfare, development, an account role, or any name with its own `account`.
        rate: part of the base, exact.
        ceiling_kip: the fund receives no more than what lifts it to this; 0 = no ceiling.
        account: code of the chart for a name that is no account role.
        by_law: where it is decided, as printed on papers ("art. 31").
        least, most: limits of the by-laws on the rate; a plan outside them is shown as broken. `most` None = no limit.
        ceiling_of_capital: the fund stops where it equals this part of the paid-up share capital; None = no such ceiling.
        is_indivisible: the members never share it out, not even when the co-op ends.
    """

    name: str
    rate: Fraction
    base: FundBase = FundBase.SURPLUS
    ceiling_kip: Kip = ZERO
    account: str = ""
    by_law: str = ""
    least: Fraction = Fraction(0)
    most: Fraction | None = None
    ceiling_of_capital: Fraction | None = None
    is_indivisible: bool = False

    def ceiling(self, share_capital_kip: int) -> int | None:
        """What the fund may stand at, in kip; None where nothing limits it."""
        limits = [self.ceiling_kip] if self.ceiling_kip else []
        if self.ceiling_of_capital is not None:
            limits.append(Kip(int(self.ceiling_of_capital * share_capital_kip)))
        return min(limits) if limits else None


@dataclass(frozen=True, slots=True)
class SharePolicy:
    """The dividend on shares.

    Attributes:
        rate: fixed yearly rate on weighted capital; None = a part of the rest or of the surplus.
        part: the part when there is no fixed rate.
        cap_rate: the dividend rate may not pass this, the excess goes to the remainder; None = no cap.
    """

    method: Method = Method.MONTHS_FROM_END
    rate: Fraction | None = None
    part: Fraction = Fraction(30, 100)
    part_of: PartOf = PartOf.REST
    cap_rate: Fraction | None = Fraction(10, 100)
    year_days: YearDays = YearDays.ACTUAL
    by_law: str = ""


@dataclass(frozen=True, slots=True)
class ProductWeight:
    """A product (of one grade, or of all) counts so many times its value or weight."""

    product: str
    grade: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class PatronagePolicy:
    """The patronage refund. `most_share_rates` limits its rate to so many times the dividend rate; None = no limit.

    `weights` let products count differently; what is not named counts once.
    """

    basis: Basis = Basis.VALUE
    part: Fraction = Fraction(70, 100)
    part_of: PartOf = PartOf.REST
    most_share_rates: Fraction | None = None
    by_law: str = ""
    weights: tuple[ProductWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundingPolicy:
    """Units of calculation and of paying out, the rule for fractions, and where what is left over goes.

    `remainder_to` is the name of a fund or an account role (reserve, surplus-forward, …).
    """

    rule: RoundingRule = RoundingRule.LARGEST_REMAINDER
    unit_kip: int = 1
    payout_unit_kip: int = 1_000
    remainder_to: str = "reserve"


class TaxKind(StrEnum):
    """The kinds of payment that are taxed, each by its own rate."""

    SHARE_DIVIDEND = "share-dividend"
    PATRONAGE = "patronage"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """The tax on one kind of payment from a day on, and the law or resolution that says so."""

    kind: TaxKind
    rate: Fraction
    since: date
    by_law: str = ""


@dataclass(frozen=True, slots=True)
class WithholdingPolicy:
    """Tax kept back, by kind of payment. Whether a refund is taxed like a dividend is open, so it is its own switch.

    Attributes:
        share_dividend, patronage: the rates from the beginning, with their basis `by_law`.
        rates: other rates, each from its own day on with its own basis. The day of the meeting's decision says which one counts.
    """

    share_dividend: Fraction = Fraction(10, 100)
    patronage: Fraction = Fraction(0)
    by_law: str = ""
    rates: tuple[TaxRate, ...] = ()

    def on(self, kind: TaxKind, day: date) -> tuple[Fraction, str, date | None]:
        """The rate of a kind on a day, its basis, and its first day (None: from the beginning)."""
        begun = [one for one in self.rates if one.kind is kind and one.since <= day]
        if begun:
            last = max(begun, key=lambda one: one.since)
            return last.rate, last.by_law, last.since
        return self.share_dividend if kind is TaxKind.SHARE_DIVIDEND else self.patronage, self.by_law, None

    def rate_on(self, kind: TaxKind, day: date) -> Fraction:
        """The rate of a kind on a day."""
        return self.on(kind, day)[0]


@dataclass(frozen=True, slots=True)
class RefundPolicy:
    """In which form a member gets the refund that is left after tax.

    Attributes:
        unpaid_shares_first: what is unpaid on the member's shares is paid from it before anything else.
        cash: the part of the rest that is paid in money.
        kept_as: what the other part becomes.
        revolving_years: years after which revolving capital is to be paid back; the meeting decides each time.
    """

    cash: Fraction = Fraction(1)
    unpaid_shares_first: bool = False
    kept_as: KeptAs = KeptAs.REVOLVING
    revolving_years: int = 5
    by_law: str = ""

    @property
    def keeps_something(self) -> bool:
        """True where not everything is paid out in money."""
        return self.cash < 1 or self.unpaid_shares_first


DEFAULT_FUNDS = (
    Fund("reserve", Fraction(20, 100), least=Fraction(10, 100), is_indivisible=True),
    Fund("education", Fraction(5, 100)), Fund("welfare", Fraction(5, 100)))
"""Served when a policy names no fund at all; one named fund replaces them all."""


@dataclass(frozen=True, slots=True)
class DividendPolicy:
    """Everything that decides how a surplus is shared."""

    funds: tuple[Fund, ...] = DEFAULT_FUNDS
    shares: SharePolicy = SharePolicy()
    patronage: PatronagePolicy = PatronagePolicy()
    rounding: RoundingPolicy = RoundingPolicy()
    withholding: WithholdingPolicy = WithholdingPolicy()
    refund: RefundPolicy = RefundPolicy()
