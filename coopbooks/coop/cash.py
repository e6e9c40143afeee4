"""Money out and money moved: expense vouchers, bills to pay later, transfers between cash and bank.

A voucher debits what was paid for, line by line, and credits the money box; with `credit` it credits suppliers and the
bill is paid later. Accounts that are kept per member or per customer have their own papers and are refused here.
See also: services.cash (does it), books.cash (reads the boxes).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import BOXES, LinesMissing, check_amount, check_box, check_number, check_texts, check_total
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, Account, AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

PAID_FROM = {**BOXES, "credit": AccountRole.SUPPLIERS_PAYABLE}
"""Where an expense is paid from: a money box, or later."""


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """What was paid for: an account by role or code, and how much."""

    account: str
    amount_kip: Kip
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayExpense:
    """Order: a voucher for money that goes out, or (money "credit") a bill that is paid later."""

    on: date
    lines: tuple[ExpenseLine, ...]
    payee: str = ""
    money: str = "cash"
    number: str | None = None
    note: str = ""

    @property
    def total_kip(self) -> Kip:
        """All lines."""
        return Kip(sum(line.amount_kip for line in self.lines))


@dataclass(frozen=True, slots=True)
class ExpenseFacts:
    """Accounts by every word a line may use for them, and what the money box holds (None: not judged here)."""

    accounts: Mapping[str, Account]
    money_box_kip: Kip | None
    days: OpenDays
    number_taken: bool = False


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


def check_expense(facts: ExpenseFacts, order: PayExpense) -> list[RuleBroken]:
    """Whether a voucher may be written. Every complaint; a line's complaints are tied to `lines.<place>.<field>`."""
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order)]
    if not order.lines:
        broken.append(LinesMissing())
    for place, line in enumerate(order.lines):
        broken += check_amount(line.amount_kip, f"lines.{place}.amount_kip")
        account = facts.accounts.get(line.account)
        broken += (one.at(f"lines.{place}.account") for one in _check_account(account, line, order))
    broken += check_total(order.total_kip, "lines.0.amount_kip")
    return [*broken, *check_box(facts.money_box_kip, order.total_kip)]


def _check_account(account: Account | None, line: ExpenseLine, order: PayExpense) -> Iterator[RuleBroken]:
    if account is None:
        yield AccountUnknown(account=line.account)
    elif account.role in PER_MEMBER:
        yield AccountIsPerMember(account=line.account)
    elif account.role in PER_CUSTOMER:
        yield AccountIsPerCustomer(account=line.account)
    elif account.role in BOXES.values():
        yield AccountIsBox(account=line.account)
    elif account.role is AccountRole.SUPPLIERS_PAYABLE and order.money == "credit":
        yield BillPaysSuppliers(account=line.account)


def expense_entry(order: PayExpense) -> JournalEntry:
    """Debit each line's account; credit the money box, or suppliers for a bill to pay later."""
    legs = [leg(line.account, line.amount_kip, note=line.note) for line in order.lines]
    return balanced(order.on, "expense", [*legs, leg(PAID_FROM[order.money], -order.total_kip)], order.note)


def check_transfer(facts: TransferFacts, order: TransferMoney) -> list[RuleBroken]:
    """Whether money may move from box to box."""
    broken = [*check_open(facts.days, order.on), *check_amount(order.amount_kip),
              *check_number(order.number, facts.number_taken), *check_texts(order)]
    if order.from_money == order.into:
        broken.append(SameBox())
    return [*broken, *check_box(facts.money_box_kip, order.amount_kip, "from_money")]


def transfer_entry(order: TransferMoney) -> JournalEntry:
    """Debit the box that receives, credit the box that gives."""
    return balanced(order.on, "transfer", (
        leg(BOXES[order.into], order.amount_kip), leg(BOXES[order.from_money], -order.amount_kip)), order.note)
