"""Money in, money out and money moved: vouchers with their categories, bills to pay later, transfers between boxes.

A voucher debits what was paid for, line by line, and credits the money box; with `credit` it credits suppliers and the
bill is paid later. Accounts that are kept per member or per customer have their own papers and are refused here.
See also: services.cash (does it), books.cash (reads the boxes).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from coopbooks.coop.boxes import (
    BOXES,
    LinesMissing,
    box_account,
    check_amount,
    check_box,
    check_known,
    check_number,
    check_texts,
    check_total,
)
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, Account, AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

WORDS = frozenset(BOXES)


def paid_from(money: str) -> str:
    """The account that an expense is paid from: a money box, or suppliers for a bill that is paid later."""
    return AccountRole.SUPPLIERS_PAYABLE if money == "credit" else box_account(money)


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """What money was for: an account by role or code, and how much. With a category, the account may be left to it."""

    account: str = ""
    amount_kip: Kip = ZERO
    note: str = ""
    # Not a figure: papers from before there were categories are still recognised by their print.
    category: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PayExpense:
    """Order: a voucher for money that goes out, or (money "credit") a bill that is paid later."""

    on: date
    lines: tuple[ExpenseLine, ...]
    payee: str = ""
    money: str = "cash"
    number: str | None = None
    note: str = ""
    member_id: int | None = field(default=None, metadata={"later": True})
    supplier_id: int | None = field(default=None, metadata={"later": True})
    their_number: str = field(default="", metadata={"later": True})

    @property
    def total_kip(self) -> Kip:
        """All lines."""
        return Kip(sum(line.amount_kip for line in self.lines))


@dataclass(frozen=True, slots=True)
class TakeMoney:
    """Order: money comes in that is no sale and no member's share: from a member, a supplier, or somebody named."""

    on: date
    lines: tuple[ExpenseLine, ...]
    payer: str = ""
    money: str = "cash"
    number: str | None = None
    note: str = ""
    member_id: int | None = None
    supplier_id: int | None = None
    their_number: str = ""

    @property
    def total_kip(self) -> Kip:
        """All lines."""
        return Kip(sum(line.amount_kip for line in self.lines))


@dataclass(frozen=True, slots=True)
class ExpenseFacts:
    """Accounts by every word a line may use for them, and what the money box holds (None: not judged here).

    Attributes:
        boxes: the words of all money boxes. `categories`: the account of every category that may be used here.
    """

    accounts: Mapping[str, Account]
    money_box_kip: Kip | None
    days: OpenDays
    number_taken: bool = False
    boxes: frozenset[str] = WORDS
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TransferMoney:
    """Order: money goes from one box into another."""

    on: date
    from_money: str
    into: str
    amount_kip: Kip
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What the box holds that the money leaves (None: not judged here)."""

    money_box_kip: Kip | None
    days: OpenDays
    number_taken: bool = False
    boxes: frozenset[str] = WORDS


class AccountUnknown(RuleBroken):
    """An account is a role or a code of the chart."""

    field, wording = "account", N_("The chart has no account {account}.")


class AccountIsPerMember(RuleBroken):
    """Whose money it is must be known."""

    field, wording = "account", N_("{account} is kept member by member. Use the member's own papers.")


class AccountIsPerCustomer(RuleBroken):
    """Whose debt it is must be known."""

    field, wording = "account", N_("{account} is kept customer by customer. Use an invoice or a receipt.")


class AccountIsBox(RuleBroken):
    """Money from box to box is a transfer, not an expense."""

    field, wording = "account", N_("{account} is a money box. Use a transfer.")


class BillPaysSuppliers(RuleBroken):
    """A bill to pay later cannot pay bills."""

    field, wording = "account", N_("A bill paid later adds to {account}. Say what was bought.")


class SameBox(RuleBroken):
    """A transfer changes the box."""

    field, wording = "into", N_("Choose two different money boxes.")


class CategoryUnknown(RuleBroken):
    """A category is on the list, and on the right side of it."""

    field, wording = "category", N_("There is no category “{category}” here.")


def with_accounts(facts: ExpenseFacts, lines: tuple[ExpenseLine, ...]) -> tuple[ExpenseLine, ...]:
    """The lines with the accounts that their categories stand for, where no account is given."""
    return tuple(replace(line, account=facts.categories.get(line.category, "")) if line.category and not line.account else line
                 for line in lines)


def check_expense(facts: ExpenseFacts, order: PayExpense) -> list[RuleBroken]:
    """Whether a voucher may be written. Every complaint; a line's complaints are tied to `lines.<place>.<field>`."""
    broken = _check_voucher(facts, order)
    if order.money != "credit":
        broken += check_known(facts.boxes, order.money)
    return [*broken, *check_box(facts.money_box_kip, order.total_kip)]


def check_income(facts: ExpenseFacts, order: TakeMoney) -> list[RuleBroken]:
    """Whether money may be taken in so. Complaints as for a voucher."""
    return [*_check_voucher(facts, order), *check_known(facts.boxes, order.money)]


def _check_voucher(facts: ExpenseFacts, order: PayExpense | TakeMoney) -> list[RuleBroken]:
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order)]
    if not order.lines:
        broken.append(LinesMissing())
    return [*broken, *check_lines(facts, order.lines, order.money)]


def check_lines(facts: ExpenseFacts, lines: tuple[ExpenseLine, ...], money: str) -> Iterator[RuleBroken]:
    """Whether each line says how much and what for, and all of them fit on a paper."""
    for place, line in enumerate(lines):
        yield from check_amount(line.amount_kip, f"lines.{place}.amount_kip")
        if line.category and line.category not in facts.categories:
            yield CategoryUnknown(category=line.category).at(f"lines.{place}.category")
        else:
            account = facts.accounts.get(line.account or facts.categories.get(line.category, ""))
            yield from (one.at(f"lines.{place}.account") for one in _check_account(facts, account, line, money))
    yield from check_total(sum(line.amount_kip for line in lines), "lines.0.amount_kip")


def _check_account(facts: ExpenseFacts, account: Account | None, line: ExpenseLine, money: str) -> Iterator[RuleBroken]:
    if account is None:
        yield AccountUnknown(account=line.account)
    elif account.role in PER_MEMBER:
        yield AccountIsPerMember(account=line.account)
    elif account.role in PER_CUSTOMER:
        yield AccountIsPerCustomer(account=line.account)
    elif account.role in BOXES.values() or account.code in facts.boxes:
        yield AccountIsBox(account=line.account)
    elif account.role is AccountRole.SUPPLIERS_PAYABLE and money == "credit":
        yield BillPaysSuppliers(account=line.account)


def expense_entry(order: PayExpense) -> JournalEntry:
    """Debit each line's account; credit the money box, or suppliers for a bill to pay later."""
    legs = [leg(line.account, line.amount_kip, note=line.note) for line in order.lines]
    return balanced(order.on, "expense", [*legs, leg(paid_from(order.money), -order.total_kip)], order.note)


def income_entry(order: TakeMoney) -> JournalEntry:
    """Debit the money box; credit each line's account."""
    legs = [leg(line.account, -line.amount_kip, note=line.note) for line in order.lines]
    return balanced(order.on, "income", [leg(box_account(order.money), order.total_kip), *legs], order.note)


def check_transfer(facts: TransferFacts, order: TransferMoney) -> list[RuleBroken]:
    """Whether money may move from box to box."""
    broken = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
              *check_number(order.number, facts.number_taken), *check_texts(order),
              *check_known(facts.boxes, order.from_money, "from_money"), *check_known(facts.boxes, order.into, "into")]
    if order.from_money == order.into:
        broken.append(SameBox())
    return [*broken, *check_box(facts.money_box_kip, order.amount_kip, "from_money")]


def transfer_entry(order: TransferMoney) -> JournalEntry:
    """Debit the box that receives, credit the box that gives."""
    return balanced(order.on, "transfer", (
        leg(box_account(order.into), order.amount_kip), leg(box_account(order.from_money), -order.amount_kip)), order.note)
