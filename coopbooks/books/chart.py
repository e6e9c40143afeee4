"""The chart of accounts as the book keeps it: every account with its balance, its lines, and whether it is in use."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, boxes, settings
from coopbooks.books.rows import AccountRow
from coopbooks.books.rows_ledger import AccountUseRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.chart import AccountFacts, AddAccount, ChangeAccount
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.money import ZERO, Kip


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One account of the chart; the balance is debit positive."""

    account: Account
    balance_kip: Kip
    has_lines: bool
    in_use: bool

    @property
    def shown_kip(self) -> int:
        """The balance as people expect it: positive on the account's normal side."""
        return self.balance_kip if self.account.kind.grows_on_debit else -self.balance_kip


def out_of_use(tx: Reading) -> frozenset[int]:
    """The accounts that are out of use."""
    return frozenset(int(key) for (key,) in tx.all(
        "SELECT account_id FROM account_use AS u WHERE in_use = 0 AND account_use_id = "
        "(SELECT max(account_use_id) FROM account_use WHERE account_id = u.account_id)"))


def lines(tx: Reading, as_of: date) -> tuple[ChartLine, ...]:
    """Every account in the order of codes."""
    kips, gone = balances.on_day(tx, as_of), out_of_use(tx)
    used = {int(key) for (key,) in tx.all("SELECT account_id FROM account AS a WHERE EXISTS "
                                          "(SELECT 1 FROM posting WHERE account_id = a.account_id)")}
    return tuple(ChartLine(account, kips.get(key, ZERO), key in used, key not in gone) for key, account in settings.chart(tx).items())


def facts(tx: Reading, code: str) -> AccountFacts:
    """What the form of an account shows and its rule judges."""
    found = tx.maybe("SELECT account_id FROM account WHERE code = ?", code)
    if found is None:
        return AccountFacts()
    key = int(found[0])
    (count,) = tx.one("SELECT count(*) FROM posting WHERE account_id = ?", key)
    account = settings.account(tx, key)
    return AccountFacts(account, int(count), key not in out_of_use(tx), is_box=account.code in boxes.codes(tx))


def add(tx: Writing, order: AddAccount) -> None:
    """Put an account into the chart."""
    settings.add_account(tx, Account(order.code, None, AccountKind(order.kind), order.name_lo, order.name_en))
    tx.forget_chart()


def change(tx: Writing, known: AccountFacts, order: ChangeAccount) -> None:
    """Change an account; only what differs is written."""
    before = known.account
    if before is None:
        raise LookupError(order.code)
    key = tx.account_id(order.code)
    if (before.kind, before.name_lo, before.name_en) != (order.kind, order.name_lo, order.name_en):
        tx.keep(AccountRow, key, code=order.code, role=before.role, kind=order.kind, name_lo=order.name_lo, name_en=order.name_en, event_id=0)
    if known.in_use != order.in_use:
        tx.decide(AccountUseRow, account_id=key, in_use=int(order.in_use))
    tx.forget_chart()
