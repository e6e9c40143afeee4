"""Reads of the journal: trial balance, income and expense, account cards and the cash book, entries with their legs.

Balances come from the derived totals, so none of these grows with the years behind it; only the lines that are shown
are read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from coopbooks.books import balances, boxes, cash, documents, explaining, members, settings, shares, stock
from coopbooks.books.transaction import Reading
from coopbooks.coop.entries import EntryFacts, OpeningFacts, PostEntry
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.money import ZERO, Kip


# --- facts of the rules -----------------------------------------------------------------------------------------------
def facts_for_entry(tx: Reading, order: PostEntry) -> EntryFacts:
    """Everything the form of an entry by hand shows and its rule judges."""
    accounts = cash.accounts_by_word(tx)
    used = {accounts[line.account].code for line in order.lines if line.account in accounts}
    moves_stock = any(accounts[line.account].role is AccountRole.PRODUCE_STOCK for line in order.lines if line.account in accounts)
    held = {box.word: cash.box_kip(tx, box.word) for box in boxes.all_boxes(tx) if box.code in used}
    return EntryFacts(accounts, {word: kip for word, kip in held.items() if kip is not None}, settings.open_days(tx),
                      documents.taken(tx, "journal", order.number, order.on), stock.counted_on(tx) if moves_stock else None)


def facts_for_opening(tx: Reading) -> OpeningFacts:
    """Everything the form of the opening balances shows and its rule judges."""
    standing = tx.maybe("SELECT number FROM document AS d WHERE kind = 'opening' AND NOT EXISTS "
                        "(SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)")
    days = settings.open_days(tx)
    par_kip = shares.terms_on(tx, days.begins_on).par_value_kip
    return OpeningFacts(cash.accounts_by_word(tx), members.load_all(tx), par_kip, days,
                        str(standing[0]) if standing else None)


# --- balances ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TrialLine:
    """The closing balance of one account, on its side."""

    account: Account
    debit_kip: Kip
    credit_kip: Kip


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The closing balances of a day, in the order of codes; the totals are equal in every sound book."""

    as_of: date
    lines: tuple[TrialLine, ...]

    @property
    def total_debit_kip(self) -> Kip:
        """All debit balances."""
        return Kip(sum(line.debit_kip for line in self.lines))

    @property
    def total_credit_kip(self) -> Kip:
        """All credit balances."""
        return Kip(sum(line.credit_kip for line in self.lines))


def trial_balance(tx: Reading, as_of: date) -> TrialBalance:
    """Every account with a balance at the close of a day."""
    kips = balances.on_day(tx, as_of)
    return TrialBalance(as_of, tuple(
        TrialLine(account, Kip(max(kips[key], 0)), Kip(max(-kips[key], 0)))
        for key, account in settings.chart(tx, kips).items()))


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What one income or expense account gathered; positive on its normal side."""

    account: Account
    kip: Kip


@dataclass(frozen=True, slots=True)
class IncomeAndExpense:
    """Income and expense of a period, whether the year is closed or not."""

    first_day: date
    last_day: date
    income: tuple[ResultLine, ...]
    expense: tuple[ResultLine, ...]

    @property
    def surplus_kip(self) -> Kip:
        """Income less expense; negative for a loss."""
        return Kip(sum(line.kip for line in self.income) - sum(line.kip for line in self.expense))


def income_and_expense(tx: Reading, first_day: date, last_day: date) -> IncomeAndExpense:
    """What every income and expense account gathered in a period. The entries that close a year are left out."""
    moved = balances.moved_between(tx, first_day, last_day)
    for key, kip in explaining.closes_between(tx, first_day, last_day).items():
        moved[key] = Kip(moved.get(key, 0) - kip)
    lines: dict[AccountKind, list[ResultLine]] = {AccountKind.INCOME: [], AccountKind.EXPENSE: []}
    for key, account in settings.chart(tx).items():
        if account.kind in lines and moved.get(key):
            gathered = Kip(moved[key] if account.kind.grows_on_debit else -moved[key])
            lines[account.kind].append(ResultLine(account, gathered))
    return IncomeAndExpense(first_day, last_day, tuple(lines[AccountKind.INCOME]), tuple(lines[AccountKind.EXPENSE]))


def sides_between(tx: Reading, first_day: date, last_day: date) -> dict[int, tuple[int, int]]:
    """Debits and credits of every account in a period; whole months come from the totals."""
    if first_day.day == 1 and (last_day + timedelta(days=1)).day == 1:
        found = tx.all("SELECT account_id, sum(debit_kip), sum(credit_kip) FROM balance_month WHERE member_id = 0 AND month BETWEEN ? AND ? "
                       "GROUP BY account_id", first_day.isoformat()[:7], last_day.isoformat()[:7])
    else:
        found = tx.all("SELECT account_id, sum(max(amount_kip, 0)), sum(max(-amount_kip, 0)) FROM account CROSS JOIN posting USING (account_id) "
                       "WHERE entry_date BETWEEN ? AND ? GROUP BY account_id", first_day.isoformat(), last_day.isoformat())
    return {int(key): (int(debit), int(credit)) for key, debit, credit in found}


def moved_beside(tx: Reading, account_ids: list[int], first_day: date, last_day: date) -> dict[int, int]:
    """What entries that move some accounts moved on all the others in a period; debit positive."""
    found = tx.all("SELECT account_id, sum(amount_kip) FROM posting WHERE entry_id IN (SELECT entry_id FROM posting WHERE account_id IN "
                   "(SELECT value FROM json_each(:these)) AND entry_date BETWEEN :first AND :last) AND account_id NOT IN "
                   "(SELECT value FROM json_each(:these)) GROUP BY account_id HAVING sum(amount_kip) <> 0",
                   {"these": json.dumps(account_ids), "first": first_day.isoformat(), "last": last_day.isoformat()})
    return {int(key): int(kip) for key, kip in found}


# --- account cards ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CardLine:
    """One posting on an account card, with its paper and the balance after it; debit positive.

    Attributes:
        kind: kind of the paper; `number` its number; both empty for an entry without a paper.
        action: the entry's stable action name, for the catalogue.
        who: payee, member or customer; empty when nobody is named.
        note: the user's own words, of the line or the whole entry.
    """

    entry_id: int
    document_id: int | None
    on: date
    kind: str
    number: str
    action: str
    who: str
    note: str
    kip: Kip
    balance_kip: Kip
    posting_id: int = 0

    @property
    def in_kip(self) -> Kip:
        """The debit, or 0: what came into a money box."""
        return Kip(max(self.kip, 0))

    @property
    def out_kip(self) -> Kip:
        """The credit, or 0: what left a money box."""
        return Kip(max(-self.kip, 0))

    @property
    def text(self) -> str:
        """Who and why, in the user's own words."""
        return " · ".join(part for part in (self.who, self.note) if part)


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account's postings of a period between its opening and closing balance; debit positive."""

    account: Account
    first_day: date
    last_day: date
    opening_kip: Kip
    lines: tuple[CardLine, ...]

    @property
    def closing_kip(self) -> Kip:
        """The balance at the close of the last day."""
        return self.lines[-1].balance_kip if self.lines else self.opening_kip


_CARD = """
SELECT p.entry_id, d.document_id, p.entry_date, coalesce(d.kind, ''), coalesce(d.number, ''), e.action,
       coalesce(nullif(d.payee, ''), trim(m.title || ' ' || m.given_name || ' ' || m.family_name), c.name, ''),
       coalesce(nullif(p.note, ''), nullif(e.note, ''), d.note, ''), p.amount_kip, p.posting_id
  FROM posting AS p CROSS JOIN entry AS e USING (entry_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = p.entry_id)
  LEFT JOIN member AS m ON m.member_id = coalesce(p.member_id, d.member_id)
  LEFT JOIN customer AS c ON c.customer_id = coalesce(p.customer_id, d.customer_id)
 WHERE p.account_id = :account AND p.entry_date BETWEEN :first AND :last AND {whose}
 ORDER BY p.entry_date, p.posting_id
"""


def account_card(tx: Reading, account: str, first_day: date, last_day: date, member_id: int | None = None,
                 customer_id: int | None = None) -> AccountCard:
    """The card of an account (role or code) for a period; with a member or customer only that part of it."""
    account_id = tx.account_id(account)
    opening = _opening_kip(tx, account_id, first_day - timedelta(days=1), member_id, customer_id)
    whose = ("p.member_id = :member" if member_id is not None else
             "p.customer_id = :customer" if customer_id is not None else "1")
    found = tx.all(_CARD.format(whose=whose), {
        "account": account_id, "first": first_day.isoformat(), "last": last_day.isoformat(), "member": member_id,
        "customer": customer_id})
    lines, balance = [], int(opening)
    for entry_id, document_id, on, kind, number, action, who, note, kip, posting_id in found:
        balance += kip
        lines.append(CardLine(entry_id, document_id, date.fromisoformat(on), kind, number, action, who, note, Kip(kip),
                              Kip(balance), posting_id))
    return AccountCard(settings.account(tx, account_id), first_day, last_day, opening, tuple(lines))


def _opening_kip(tx: Reading, account_id: int, day: date, member_id: int | None, customer_id: int | None) -> Kip:
    if customer_id is not None:
        (kip,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE customer_id = ? AND account_id = ? "
                        "AND entry_date <= ?", customer_id, account_id, day.isoformat())
        return Kip(int(kip))
    known = balances.on_day(tx, day) if member_id is None else balances.of_member_on(tx, member_id, day)
    return known.get(account_id, ZERO)


def cash_book(tx: Reading, account: str, first_day: date, last_day: date) -> AccountCard:
    """The book of a money box (cash, bank, or a further box by its code): every line with what came in, what went out, and what was left."""
    return account_card(tx, account, first_day, last_day)


# --- entries ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class EntryLeg:
    """One leg of an entry as it stands: account, debit positive, and whose it is by number and name."""

    account_code: str
    kip: Kip
    member_number: str
    customer_number: str
    who: str
    note: str
    posting_id: int = 0


@dataclass(frozen=True, slots=True)
class WholeEntry:
    """An entry with its paper and all its legs. It undoes `reverses` and was undone by `reversed_by`."""

    entry_id: int
    on: date
    action: str
    note: str
    document_id: int | None
    kind: str
    number: str
    reverses: int | None
    reversed_by: int | None
    legs: tuple[EntryLeg, ...]


_ENTRIES = """
SELECT e.entry_id, e.entry_date, e.action, e.note, d.document_id, coalesce(d.kind, ''), coalesce(d.number, ''),
       e.reverses, (SELECT r.entry_id FROM entry AS r WHERE r.reverses = e.entry_id), code, p.amount_kip,
       coalesce(m.number, ''), coalesce(c.number, ''),
       coalesce(trim(m.title || ' ' || m.given_name || ' ' || m.family_name), c.name, ''), p.note, p.posting_id
  FROM entry AS e CROSS JOIN posting AS p USING (entry_id) JOIN account USING (account_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = e.entry_id)
  LEFT JOIN member AS m ON m.member_id = p.member_id LEFT JOIN customer AS c ON c.customer_id = p.customer_id
 WHERE {which}
 ORDER BY e.entry_date, e.entry_id, p.posting_id
"""


def entries(tx: Reading, first_day: date, last_day: date) -> Iterator[WholeEntry]:
    """Every entry dated in a period with its legs, in order of day."""
    within = _ENTRIES.format(which="e.entry_date BETWEEN ? AND ?")
    yield from _whole(tx.all(within, first_day.isoformat(), last_day.isoformat()))


def entry(tx: Reading, entry_id: int) -> WholeEntry:
    """One entry with its legs. Raises LookupError when there is none."""
    found = list(_whole(tx.all(_ENTRIES.format(which="e.entry_id = ?"), entry_id)))
    if not found:
        raise LookupError(entry_id)
    return found[0]


def _whole(rows: list[tuple[Any, ...]]) -> Iterator[WholeEntry]:
    for _, found in groupby(rows, key=lambda row: row[0]):
        lines = list(found)
        entry_id, on, action, note, document_id, kind, number, reverses, reversed_by, *_ = lines[0]
        legs = tuple(EntryLeg(*row[9:]) for row in lines)
        yield WholeEntry(entry_id, date.fromisoformat(on), action, note, document_id, kind, number, reverses,
                         reversed_by, legs)
