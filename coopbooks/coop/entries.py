"""Entries by hand and the opening balances: what may be posted without a paper of its own, and to which accounts.

Accounts that are kept per member or per customer take no line without saying whose it is. Share accounts move only by
share operations, because the share register must equal the ledger. The opening balances stand at the close of the day
before the book's first day (headless interface, rule 2); they also fill the share register and make one open item per
customer.
See also: services.journal (does it), books.journal (reads the journal).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coopbooks.coop.boxes import BOXES, BoxHoldsLess, LinesMissing, check_number, check_texts, check_total
from coopbooks.coop.cash import AccountUnknown
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.shares import ShareMove
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import PER_CUSTOMER, PER_MEMBER, Account, AccountKind, AccountRole
from coopbooks.ledger.journal import JournalEntry, Posting, balanced, leg
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

SHARE_ACCOUNTS = (AccountRole.SHARE_CAPITAL, AccountRole.UNPAID_SHARES)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line: an account by role or code, and a debit or a credit (never both)."""

    account: str
    debit_kip: Kip = ZERO
    credit_kip: Kip = ZERO
    member_id: int | None = None
    customer_id: int | None = None
    note: str = ""

    @property
    def kip(self) -> Kip:
        """Debit positive, credit negative."""
        return Kip(self.debit_kip - self.credit_kip)


@dataclass(frozen=True, slots=True)
class PostEntry:
    """Order: an entry by hand."""

    on: date
    lines: tuple[EntryLine, ...]
    number: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the form shows and the rule judges.

    Attributes:
        accounts: the accounts the lines name, by the word used in the line.
        box_kip: what the money boxes hold, by role or code; empty where that is not judged (imports).
        stock_counted_on: the last day on which the stock was counted; up to it the count says what the stock account holds.
    """

    accounts: Mapping[str, Account]
    box_kip: Mapping[str, Kip]
    days: OpenDays
    number_taken: bool = False
    stock_counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostOpening:
    """Order: the balances with which the book begins. All of them at once, and once only."""

    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What the rule judges. `number` is the opening paper that is in the book already, if any."""

    accounts: Mapping[str, Account]
    members: Mapping[int, MemberBrief]
    par_value_kip: Kip
    days: OpenDays
    number: str | None = None

    @property
    def on(self) -> date:
        """The day at whose close the balances stand."""
        return self.days.begins_on - timedelta(days=1)


class DebitOrCredit(RuleBroken):
    """A line has one side."""

    field, wording = "debit_kip", N_("Give a debit or a credit, above 0, and not both.")


class LineTooLarge(RuleBroken):
    """One line carries at most 999,999,999,999,999 kip."""

    field, wording = "debit_kip", N_("{amount_kip} is more than one line can carry ({most_kip}).")


class EntryUnbalanced(RuleBroken):
    """Debits equal credits; the difference tells what was mistyped."""

    field = "number"
    wording = N_("Entry {number}: debit {debit_kip}, credit {credit_kip}. The difference is {difference_kip}.")


class LinesUnbalanced(RuleBroken):
    """The same for lines that have no number yet; no single field mends it."""

    wording = N_("Debit {debit_kip}, credit {credit_kip}. The difference is {difference_kip}.")


class MemberNeeded(RuleBroken):
    """A control account's line says whose it is."""

    field, wording = "member_id", N_("{account} is kept member by member. Say which member.")


class CustomerNeeded(RuleBroken):
    """A control account's line says whose it is."""

    field, wording = "customer_id", N_("{account} is kept customer by customer. Say which customer.")


class SharesByOperation(RuleBroken):
    """The share register must equal the ledger, member by member."""

    field = "account"
    wording = N_("{account} moves only with the share register. Use subscribe, pay, transfer or redeem.")


class StockCountedSince(RuleBroken):
    """A count says what the stock account holds on its day; what comes later is dated later."""

    field, wording = "account", N_("The stock was counted on {counted_on}. {account} takes later days only.")


class StartsAtZero(RuleBroken):
    """A year begins without income and expense."""

    field = "account"
    wording = N_("{account} is income or expense: it begins every year at 0. Use surplus or losses brought forward.")


class OpeningExists(RuleBroken):
    """A book begins once."""

    wording = N_("The opening balances are in the book as {number}. Reverse that paper first.")


class CapitalNotWholeShares(RuleBroken):
    """Opening share capital is a number of shares at par."""

    field = "credit_kip"
    wording = N_("{member} begins with share capital of {capital_kip}. At {par_value_kip} a share this is no whole number.")


class UnpaidAboveCapital(RuleBroken):
    """Nobody owes more on shares than they cost."""

    field = "debit_kip"
    wording = N_("{member} begins with {unpaid_kip} unpaid on shares of {capital_kip}.")


def check_entry(facts: EntryFacts, order: PostEntry) -> list[RuleBroken]:
    """Whether an entry by hand may be posted. A line's complaints are tied to `lines.<place>.<field>`."""
    broken = [*check_open(facts.days, order.on), *check_number(order.number, facts.number_taken), *check_texts(order)]
    broken += _check_lines(facts.accounts, order.lines)
    for place, line in enumerate(order.lines):
        account = facts.accounts.get(line.account)
        if account is not None and account.role in SHARE_ACCOUNTS:
            broken.append(SharesByOperation(account=line.account).at(f"lines.{place}.account"))
        counted_on = facts.stock_counted_on
        if account is not None and account.role is AccountRole.PRODUCE_STOCK and counted_on is not None and order.on <= counted_on:
            broken.append(StockCountedSince(counted_on=counted_on, account=line.account).at(f"lines.{place}.account"))
    if sum(line.kip for line in order.lines):
        broken.append(_unbalanced(order.lines, order.number))
    return [*broken, *_check_boxes(facts, order)]


def _check_lines(accounts: Mapping[str, Account], lines: tuple[EntryLine, ...]) -> Iterator[RuleBroken]:
    if not lines:
        yield LinesMissing()
    for place, line in enumerate(lines):
        for one in _check_line(accounts.get(line.account), line):
            yield one.at(f"lines.{place}.{one.field}")
    yield from check_total(sum(line.debit_kip for line in lines), "lines.0.debit_kip")


def _check_line(account: Account | None, line: EntryLine) -> Iterator[RuleBroken]:
    if account is None:
        yield AccountUnknown(account=line.account)
    elif account.role in PER_MEMBER and line.member_id is None:
        yield MemberNeeded(account=line.account)
    elif account.role in PER_CUSTOMER and line.customer_id is None:
        yield CustomerNeeded(account=line.account)
    if min(line.debit_kip, line.credit_kip) != 0 or max(line.debit_kip, line.credit_kip) == 0:
        yield DebitOrCredit()
    elif abs(line.kip) > MAX_LINE_KIP:
        side = "debit_kip" if line.kip > 0 else "credit_kip"
        yield LineTooLarge(amount_kip=abs(line.kip), most_kip=MAX_LINE_KIP).at(side)


def _unbalanced(lines: tuple[EntryLine, ...], number: str | None) -> RuleBroken:
    debit, credit = sum(line.debit_kip for line in lines), sum(line.credit_kip for line in lines)
    sides = {"debit_kip": debit, "credit_kip": credit, "difference_kip": abs(debit - credit)}
    return EntryUnbalanced(number=number, **sides) if number is not None else LinesUnbalanced(**sides)


def _check_boxes(facts: EntryFacts, order: PostEntry) -> Iterator[RuleBroken]:
    for box, held in facts.box_kip.items():
        places = [place for place, line in enumerate(order.lines) if _is_account(facts.accounts, line, box)]
        leaves = -sum(order.lines[place].kip for place in places)
        if leaves > max(held, 0):
            yield BoxHoldsLess(held_kip=held, needed_kip=leaves).at(f"lines.{places[-1]}.credit_kip")


def _is_account(accounts: Mapping[str, Account], line: EntryLine, word: str) -> bool:
    account = accounts.get(line.account)
    return account is not None and word in (account.code, account.role)


def _role(accounts: Mapping[str, Account], line: EntryLine) -> AccountRole | None:
    account = accounts.get(line.account)
    return account.role if account is not None else None


def entry_by_hand(order: PostEntry) -> JournalEntry:
    """The lines as they are written."""
    return balanced(order.on, "journal", _legs(order.lines), order.note)


def _legs(lines: tuple[EntryLine, ...]) -> list[Posting | None]:
    return [leg(line.account, line.kip, line.member_id, line.customer_id, line.note) for line in lines]


def check_opening(facts: OpeningFacts, order: PostOpening) -> list[RuleBroken]:
    """Whether the book may begin with these balances."""
    days = replace(facts.days, begins_on=facts.on)
    broken = [*check_open(days, facts.on), *check_texts(order)]
    if facts.number is not None:
        broken.append(OpeningExists(number=facts.number))
    broken += _check_lines(facts.accounts, order.lines)
    for place, line in enumerate(order.lines):
        account = facts.accounts.get(line.account)
        if account is not None and account.kind in (AccountKind.INCOME, AccountKind.EXPENSE):
            broken.append(StartsAtZero(account=line.account).at(f"lines.{place}.account"))
    if sum(line.kip for line in order.lines):
        broken.append(_unbalanced(order.lines, None))
    return [*broken, *_check_opening_boxes(facts, order), *_check_opening_shares(facts, order)]


def _check_opening_boxes(facts: OpeningFacts, order: PostOpening) -> Iterator[RuleBroken]:
    for role in BOXES.values():
        places = [place for place, line in enumerate(order.lines) if _role(facts.accounts, line) is role]
        held = sum(order.lines[place].kip for place in places)
        if held < 0:
            yield BoxHoldsLess(held_kip=ZERO, needed_kip=-held).at(f"lines.{places[-1]}.credit_kip")


def _check_opening_shares(facts: OpeningFacts, order: PostOpening) -> Iterator[RuleBroken]:
    for member_id, (capital, unpaid, place) in _opening_capital(facts, order).items():
        member = facts.members[member_id].name
        if capital < 0 or capital % facts.par_value_kip:
            yield CapitalNotWholeShares(member=member, capital_kip=capital, par_value_kip=facts.par_value_kip).at(
                f"lines.{place}.credit_kip")
        elif not 0 <= unpaid <= capital:
            above = UnpaidAboveCapital(member=member, unpaid_kip=unpaid, capital_kip=capital)
            yield above.at(f"lines.{place}.debit_kip")


def _opening_capital(facts: OpeningFacts, order: PostOpening) -> dict[int, tuple[int, int, int]]:
    """Per member: share capital, what is unpaid on it, and the place of the last line about it."""
    found: dict[int, tuple[int, int, int]] = {}
    for place, line in enumerate(order.lines):
        role = _role(facts.accounts, line)
        if role in SHARE_ACCOUNTS and line.member_id is not None:
            capital, unpaid, _ = found.get(line.member_id, (0, 0, 0))
            if role is AccountRole.SHARE_CAPITAL:
                found[line.member_id] = (capital - line.kip, unpaid, place)
            else:
                found[line.member_id] = (capital, unpaid + line.kip, place)
    return found


def opening_moves(facts: OpeningFacts, order: PostOpening) -> tuple[ShareMove, ...]:
    """What the share register begins with: capital ÷ par shares per member."""
    return tuple(ShareMove(member_id, capital // facts.par_value_kip, Kip(capital), Kip(capital - unpaid))
                 for member_id, (capital, unpaid, _) in _opening_capital(facts, order).items() if capital)


def opening_debts(facts: OpeningFacts, order: PostOpening) -> dict[int, Kip]:
    """What each customer owes at the beginning, by customer id; negative for money that is already on account."""
    owed: dict[int, Kip] = {}
    for line in order.lines:
        if _role(facts.accounts, line) in PER_CUSTOMER and line.customer_id is not None:
            owed[line.customer_id] = Kip(owed.get(line.customer_id, 0) + line.kip)
    return {customer_id: kip for customer_id, kip in owed.items() if kip}


def opening_entry(facts: OpeningFacts, order: PostOpening) -> JournalEntry:
    """The balances as one entry at the close of the day before the book's first day."""
    return balanced(facts.on, "opening", _legs(order.lines))
