"""Fixed assets: what they cost, how long they last, wearing month by month in a straight line, grants released with it, and their end.

The wear up to a month is the whole wear times the months gone, divided by the months of life, rounded half up; a run takes what is
missing to that. So the parts add up to cost less residual to the kip, whenever the runs were made.
See also: services.assets (does it), books.assets (keeps it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coopbooks.coop.boxes import AmountPastLimit, BoxUnknown, box_account, check_amount, check_box, check_number, check_texts
from coopbooks.coop.cash import AccountUnknown
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip, part_of
from coopbooks.ledger.months import month_end, months_from
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

GRANTS, GRANT_INCOME = "131", "74"
"""Accounts of the shipped chart: grants for equipment not yet used up, and grants as income."""

TAKEN_OVER = "taken-over"
"""Where an asset is paid from when it is in the account already: by the opening balances, a bill or an entry by hand."""

MOST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class BuyAsset:
    """Order: put an asset on the register.

    Attributes:
        account: code of the account of the chart that holds its cost.
        money: a money box, `credit`, or `taken-over` for an asset that stands in the account already.
        life_months: 0 for what does not wear (land). `starts_on`: a day of the first month that counts; None: the month it was bought.
        worn_kip: depreciation that is in the book already; only for one taken over.
        grant_kip: the part of the cost that grants for equipment paid.
    """

    name: str
    account: str
    on: date
    cost_kip: Kip
    life_months: int
    residual_kip: Kip = ZERO
    starts_on: date | None = None
    money: str = "cash"
    worn_kip: Kip = ZERO
    grant_kip: Kip = ZERO
    number: str | None = None
    place: str = ""
    note: str = ""

    @property
    def first_month(self) -> date:
        """First day of the first month that counts."""
        return (self.starts_on or self.on).replace(day=1)


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What the form shows and the rule judges.

    Attributes:
        free_cost_kip: what the cost account holds beyond the assets of the register; `free_worn_kip` and `free_grant_kip` likewise.
    """

    accounts: Mapping[str, Account]
    boxes: frozenset[str]
    box_codes: frozenset[str]
    money_box_kip: Kip | None
    free_cost_kip: Kip
    free_worn_kip: Kip
    free_grant_kip: Kip
    days: OpenDays
    number_taken: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset of the register as it stands. `worn_kip` is all depreciation so far, `released_kip` the grant used up with it.

    `worn_before_kip`: the part of `worn_kip` that one had already which was taken over.
    """

    asset_id: int
    number: str
    name: str
    account: str
    bought_on: date
    cost_kip: Kip
    residual_kip: Kip
    life_months: int
    starts_on: date
    worn_kip: Kip
    grant_kip: Kip
    released_kip: Kip
    place: str
    ended_on: date | None
    entry_id: int | None
    worn_until: date | None = None
    worn_before_kip: Kip = ZERO

    @property
    def value_kip(self) -> Kip:
        """What it is still worth in the book."""
        return ZERO if self.ended_on else Kip(self.cost_kip - self.worn_kip)

    def gone(self, until: date) -> Fraction:
        """The part of its life that is over at the end of a month, from 0 to 1."""
        if not self.life_months or until < self.starts_on:
            return Fraction(0)
        return Fraction(min(months_from(self.starts_on, until), self.life_months), self.life_months)

    def wear_kip(self, until: date) -> Kip:
        """What is missing to the wear up to the end of a month."""
        return Kip(max(part_of(self.cost_kip - self.residual_kip, self.gone(until)) - self.worn_kip, 0))

    def release_kip(self, until: date) -> Kip:
        """What is missing to the grant used up by then."""
        return Kip(max(part_of(self.grant_kip, self.gone(until)) - self.released_kip, 0))


@dataclass(frozen=True, slots=True)
class RunDepreciation:
    """Order: take the depreciation of all assets up to the end of a month; for one month or for many at once."""

    until: date
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The assets of the register, and up to when the last run went."""

    assets: tuple[Asset, ...]
    days: OpenDays
    done_until: date | None = None
    number_taken: bool = False

    def lines(self, until: date) -> tuple[tuple[Asset, Kip, Kip], ...]:
        """Each asset that wears, with its depreciation and the grant released."""
        return tuple((one, one.wear_kip(until), one.release_kip(until)) for one in self.assets
                     if one.ended_on is None and one.bought_on <= until and (one.wear_kip(until) or one.release_kip(until)))


@dataclass(frozen=True, slots=True)
class EndAsset:
    """Order: an asset is sold, given away, broken or lost."""

    asset_id: int
    on: date
    reason: str
    proceeds_kip: Kip = ZERO
    money: str = "cash"
    number: str | None = None


@dataclass(frozen=True, slots=True)
class EndFacts:
    """The asset, the boxes, and which days may be posted to."""

    asset: Asset
    boxes: frozenset[str]
    days: OpenDays
    number_taken: bool = False

    def result_kip(self, order: EndAsset) -> Kip:
        """Gain (positive) or loss against what it was still worth."""
        return Kip(order.proceeds_kip - self.asset.value_kip)


@dataclass(frozen=True, slots=True)
class WithdrawAsset:
    """Order: an asset was taken over by mistake. One that was bought is undone with its paper."""

    asset_id: int


class AssetHasHistory(RuleBroken):
    """What has papers is undone with its papers."""

    field, wording = "asset_id", N_("{name} has papers. Reverse them instead.")


class AssetNameMissing(RuleBroken):
    """An asset has a name."""

    field, wording = "name", N_("Write the name.")


class NoAssetAccount(RuleBroken):
    """Assets stand in accounts of fixed assets."""

    field, wording = "account", N_("{account} is no account for fixed assets.")


class LifeWrong(RuleBroken):
    """A life is months."""

    field, wording = "life_months", N_("Give the months from 0 to {most}.")


class ResidualAboveCost(RuleBroken):
    """What remains is part of the cost."""

    field, wording = "residual_kip", N_("{residual_kip} is not between 0 and the cost of {cost_kip}.")


class WornWrong(RuleBroken):
    """What is worn already is part of what can wear."""

    field, wording = "worn_kip", N_("{worn_kip} is not between 0 and {most_kip}.")


class WornOnlyTakenOver(RuleBroken):
    """A new asset is not worn."""

    field, wording = "worn_kip", N_("Only an asset that is taken over can be worn already.")


class AccountHoldsLess(RuleBroken):
    """What is taken over stands in the accounts already."""

    field, wording = "cost_kip", N_("Account {account} holds only {free_kip} that no asset explains.")


class GrantTooLarge(RuleBroken):
    """A grant pays at most the cost, and at most what grants were received."""

    field, wording = "grant_kip", N_("{grant_kip} is more than the {free_kip} of grants that are free for it.")


class StartsBeforeBought(RuleBroken):
    """A new asset wears from its own month on."""

    field, wording = "starts_on", N_("It cannot wear before it was bought on {on}.")


class NotMonthEnd(RuleBroken):
    """Wear is counted by whole months."""

    field, wording = "until", N_("{until} is not the last day of a month.")


class RunDone(RuleBroken):
    """A month is taken once."""

    field, wording = "until", N_("Depreciation is taken up to {done_until} already.")


class NothingWears(RuleBroken):
    """A run has something to take."""

    field, wording = "until", N_("No asset wears up to {until}.")


class AssetEnded(RuleBroken):
    """An asset ends once."""

    field, wording = "asset_id", N_("{name} ended on {ended_on}.")


class EndBeforeWear(RuleBroken):
    """What was worn later cannot be undone by an earlier end."""

    field, wording = "on", N_("Depreciation is taken up to {worn_until}. The end cannot come before.")


class EndBeforeBought(RuleBroken):
    """An end follows the beginning."""

    field, wording = "on", N_("It was bought on {bought_on}. The end cannot come before.")


class EndNeedsReason(RuleBroken):
    """Whoever reads the trail wants to know why."""

    field, wording = "reason", N_("Write the reason.")


class ProceedsWrong(RuleBroken):
    """What is got for it is nothing or more."""

    field, wording = "proceeds_kip", N_("{proceeds_kip} is no price. Write 0 or more.")


def check_asset(facts: AssetFacts, order: BuyAsset) -> list[RuleBroken]:
    """Whether an asset may be put on the register."""
    return list(_check_asset(facts, order))


def _check_asset(facts: AssetFacts, order: BuyAsset) -> Iterator[RuleBroken]:
    yield from check_open(facts.days, order.on) if order.money != TAKEN_OVER else ()
    yield from check_number(order.number, facts.number_taken)
    yield from check_texts(order)
    if not order.name.strip():
        yield AssetNameMissing()
    account = facts.accounts.get(order.account)
    if account is None:
        yield AccountUnknown(account=order.account)
    elif account.kind is not AccountKind.ASSET or account.role not in (None, AccountRole.FIXED_ASSETS) or account.code in facts.box_codes:
        yield NoAssetAccount(account=order.account)
    yield from check_amount(order.cost_kip, "cost_kip")
    if not 0 <= order.life_months <= MOST_MONTHS:
        yield LifeWrong(most=MOST_MONTHS)
    if not 0 <= order.residual_kip <= max(order.cost_kip, 0):
        yield ResidualAboveCost(residual_kip=order.residual_kip, cost_kip=order.cost_kip)
    if not 0 <= order.grant_kip <= min(max(order.cost_kip, 0), max(facts.free_grant_kip, 0)):
        yield GrantTooLarge(grant_kip=order.grant_kip, free_kip=max(facts.free_grant_kip, 0))
    yield from _check_taken_over(facts, order) if order.money == TAKEN_OVER else _check_new(facts, order)


def _check_new(facts: AssetFacts, order: BuyAsset) -> Iterator[RuleBroken]:
    if order.money not in (*facts.boxes, "credit"):
        yield BoxUnknown(money=order.money)
    if order.worn_kip:
        yield WornOnlyTakenOver()
    if order.first_month < order.on.replace(day=1):
        yield StartsBeforeBought(on=order.on)
    yield from check_box(facts.money_box_kip, order.cost_kip)


def _check_taken_over(facts: AssetFacts, order: BuyAsset) -> Iterator[RuleBroken]:
    if order.cost_kip > facts.free_cost_kip:
        yield AccountHoldsLess(account=order.account, free_kip=max(facts.free_cost_kip, 0))
    most = Kip(min(max(order.cost_kip - order.residual_kip, 0), max(facts.free_worn_kip, 0)))
    if not 0 <= order.worn_kip <= most:
        yield WornWrong(worn_kip=order.worn_kip, most_kip=most)


def asset_entry(order: BuyAsset) -> JournalEntry | None:
    """Debit the asset's account; credit the box or suppliers. None for one taken over."""
    if order.money == TAKEN_OVER:
        return None
    source = AccountRole.SUPPLIERS_PAYABLE if order.money == "credit" else box_account(order.money)
    return balanced(order.on, "asset", (leg(order.account, order.cost_kip, note=order.name), leg(source, -order.cost_kip)), order.note)


def check_withdrawal(one: Asset) -> list[RuleBroken]:
    """Whether an asset may be taken off the register as a mistake."""
    return [AssetHasHistory(name=one.name)] if one.entry_id is not None or one.worn_until or one.ended_on else []


def last_month_end(today: date) -> date:
    """The last day of the last month that is over; today when it is one itself."""
    return today if today == month_end(today) else today.replace(day=1) - timedelta(days=1)


def check_run(facts: RunFacts, order: RunDepreciation) -> list[RuleBroken]:
    """Whether depreciation may be taken up to a day."""
    broken = [*(one.at("until") for one in check_open(facts.days, order.until)), *check_number(order.number, facts.number_taken)]
    if order.until != month_end(order.until):
        broken.append(NotMonthEnd(until=order.until))
    if facts.done_until is not None and order.until <= facts.done_until:
        broken.append(RunDone(done_until=facts.done_until))
    elif not facts.lines(order.until):
        broken.append(NothingWears(until=order.until))
    return broken


def run_entry(facts: RunFacts, order: RunDepreciation) -> JournalEntry:
    """Debit depreciation, credit what is accumulated, asset by asset; what grants paid comes back as income."""
    lines = facts.lines(order.until)
    released = sum(line[2] for line in lines)
    return balanced(order.until, "depreciation", (
        leg(AccountRole.DEPRECIATION, sum(line[1] for line in lines)),
        *(leg(AccountRole.ACCUMULATED_DEPRECIATION, -wear, note=one.name) for one, wear, _ in lines),
        leg(GRANTS, released), leg(GRANT_INCOME, -released)))


def check_end(facts: EndFacts, order: EndAsset) -> list[RuleBroken]:
    """Whether an asset may end so."""
    return list(_check_end(facts, order))


def _check_end(facts: EndFacts, order: EndAsset) -> Iterator[RuleBroken]:
    one = facts.asset
    yield from check_open(facts.days, order.on)
    yield from check_number(order.number, facts.number_taken)
    yield from check_texts(order)
    if one.ended_on is not None:
        yield AssetEnded(name=one.name, ended_on=one.ended_on)
    if one.worn_until is not None and order.on < one.worn_until:
        yield EndBeforeWear(worn_until=one.worn_until)
    elif order.on < one.bought_on:
        yield EndBeforeBought(bought_on=one.bought_on)
    if not order.reason.strip():
        yield EndNeedsReason()
    if order.proceeds_kip < 0:
        yield ProceedsWrong(proceeds_kip=order.proceeds_kip)
    elif order.proceeds_kip > MAX_LINE_KIP:
        yield AmountPastLimit(amount_kip=order.proceeds_kip, most_kip=MAX_LINE_KIP).at("proceeds_kip")
    elif order.proceeds_kip and order.money not in facts.boxes:
        yield BoxUnknown(money=order.money)


def end_entry(facts: EndFacts, order: EndAsset) -> JournalEntry:
    """Take cost and depreciation out; the proceeds come in; what differs is other income or expense; the rest of a grant is income."""
    one, result, grant = facts.asset, facts.result_kip(order), Kip(facts.asset.grant_kip - facts.asset.released_kip)
    other = AccountRole.OTHER_INCOME if result > 0 else AccountRole.OTHER_EXPENSE
    return balanced(order.on, "asset-end", (
        leg(box_account(order.money), order.proceeds_kip), leg(AccountRole.ACCUMULATED_DEPRECIATION, one.worn_kip),
        leg(other, -result), leg(one.account, -one.cost_kip, note=one.name), leg(GRANTS, grant), leg(GRANT_INCOME, -grant)), order.reason)
