"""Money against the journal: counts that still hold, statements that add up, and bills, loans, grants and assets against their accounts."""

import json
from collections.abc import Iterator

from coopbooks.books import counts, matching
from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding, paper_of
from coopbooks.i18n.markers import N_


def cash(tx: Reading) -> Iterator[Finding]:
    """What was counted in a box is what the book says of that day; each count adds up, and its difference is what was posted."""
    names = {int(key): str(code) for key, code in tx.all("SELECT account_id, code FROM account")}
    for number, account_id, day, notes, counted, book, entry_id in tx.all(
            f"SELECT number, account_id, counted_on, notes, counted_kip, book_kip, entry_id FROM cash_count AS c WHERE {counts.STANDS} "
            "ORDER BY cash_count_id"):
        if sum(note * count for note, count in json.loads(notes)) != counted:
            yield Finding("cash", N_("The notes of count {number} do not add up to {counted_kip}."), {"number": number, "counted_kip": counted})
        (says,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ? AND entry_date <= ?", account_id, day)
        if says != counted:
            yield Finding("cash", N_("Count {number}: {counted_kip} lay in box {box} on {on}, the book says {says_kip}."),
                          {"number": number, "counted_kip": counted, "box": names[account_id], "on": day, "says_kip": says})
        posted = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE entry_id = ? AND account_id = ?", entry_id, account_id)[0]
        if posted != counted - book:
            yield Finding("cash", N_("Count {number} differs by {difference_kip}, but {posted_kip} were posted."),
                          {"number": number, "difference_kip": counted - book, "posted_kip": posted})


def bank(tx: Reading) -> Iterator[Finding]:
    """The lines of the statements that agreed add up to the last of them, account by account, and none is matched twice."""
    done: dict[int, list[tuple[int, str, int, list[int]]]] = {}
    for statement, account_id, day, kip, lines in tx.all(
            f"SELECT statement, account_id, statement_on, statement_kip, lines FROM bank_match WHERE state = 'done' AND {matching.LAST} "
            "ORDER BY statement_on, statement"):
        done.setdefault(account_id, []).append((statement, day, kip, json.loads(lines)))
    for account_id, statements in done.items():
        amounts = dict(tx.all("SELECT posting_id, amount_kip FROM posting WHERE account_id = ?", account_id))
        seen: set[int] = set()
        whole = 0
        for _, day, kip, lines in statements:
            twice = len(lines) - len(set(lines) - seen)
            if twice:
                yield Finding("bank", N_("The statement of {on} shows {count} lines that are matched twice."), {"on": day, "count": twice})
            seen |= set(lines)
            whole += sum(amounts.get(line, 0) for line in lines)
            if whole != kip:
                yield Finding("bank", N_("The statement of {on} says {said_kip}, its lines add up to {whole_kip}."),
                              {"on": day, "said_kip": kip, "whole_kip": whole})


_AGAINST = (
    ("bill_line", "sum(amount_kip)", "suppliers-payable", -1), ("loan_line", "sum(principal_kip)", "loans", 1),
    ("asset_line", "sum(worn_kip)", "accumulated-depreciation", -1),
    ("asset_line", "sum(released_kip)", "131", 1),
    ("grant_line", "sum(CASE purpose WHEN 'equipment' THEN amount_kip ELSE 0 END)", "131", -1))
"""Registers of entries: their sum, and the account and side it must equal in the same entry."""


def money(tx: Reading) -> Iterator[Finding]:
    """Bills, loans, grants and assets are what their entries posted, and nobody is paid, nor anything worn, more than there was."""
    for table, total, account, sign in _AGAINST:
        try:
            account_id = tx.account_id(account)
        except LookupError:
            continue
        for entry_id, kept, posted in tx.all(
                f"SELECT r.entry_id, r.kip, coalesce((SELECT sum(amount_kip) FROM posting AS p WHERE p.entry_id = r.entry_id AND "
                f"p.account_id = ?), 0) * {sign} AS posted FROM (SELECT entry_id, {total} AS kip FROM {table} GROUP BY entry_id) AS r "
                "WHERE r.kip <> posted LIMIT ?", account_id, MOST_TOLD):
            yield Finding("money", N_("{entry}: the register says {kept_kip}, account {account} says {posted_kip}."),
                          {"entry": paper_of(tx, entry_id), "kept_kip": kept, "account": account, "posted_kip": posted})
    yield from _beginnings(tx)
    yield from _too_much(tx)


def _beginnings(tx: Reading) -> Iterator[Finding]:
    """Loans and assets that came with an entry brought what they say."""
    for number, kept, posted in tx.all(
            "SELECT number, principal_kip, coalesce((SELECT -sum(amount_kip) FROM posting AS p JOIN account AS a USING (account_id) WHERE "
            "p.entry_id = l.entry_id AND a.role = 'loans'), 0) AS posted FROM loan AS l WHERE entry_id IS NOT NULL AND principal_kip <> posted "
            "UNION ALL SELECT number, cost_kip, coalesce((SELECT sum(amount_kip) FROM posting AS p WHERE p.entry_id = s.entry_id AND "
            "p.account_id = s.account_id), 0) AS posted FROM asset AS s WHERE entry_id IS NOT NULL AND cost_kip <> posted LIMIT ?", MOST_TOLD):
        yield Finding("money", N_("{number} began with {kept_kip}, its entry posted {posted_kip}."),
                      {"number": number, "kept_kip": kept, "posted_kip": posted})


_STANDING = ("withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM {table} AS w WHERE w.withdraws = t.{table}_id) "
             "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = t.entry_id)")


def _too_much(tx: Reading) -> Iterator[Finding]:
    for number, left in tx.all("SELECT d.number, sum(l.amount_kip) FROM bill_line AS l JOIN document AS d ON d.document_id = l.item_id "
                               "GROUP BY l.item_id HAVING sum(l.amount_kip) < 0 LIMIT ?", MOST_TOLD):
        yield Finding("money", N_("{number} was paid {more_kip} too much."), {"number": number, "more_kip": -left})
    loans = _STANDING.format(table="loan")
    for number, left in tx.all("SELECT number, principal_kip - coalesce((SELECT sum(principal_kip) FROM loan_line AS p WHERE "
                               f"p.loan_id = t.loan_id), 0) AS still FROM loan AS t WHERE still < 0 AND {loans} LIMIT ?", MOST_TOLD):
        yield Finding("money", N_("{number} was paid {more_kip} too much."), {"number": number, "more_kip": -left})
    assets = _STANDING.format(table="asset")
    worn = "t.worn_kip + coalesce((SELECT sum(worn_kip) FROM asset_line AS l WHERE l.asset_id = t.asset_id), 0)"
    for number, kip, most in tx.all(f"SELECT number, {worn} AS worn, cost_kip - residual_kip FROM asset AS t WHERE {assets} AND "
                                    "(worn < 0 OR worn > cost_kip - residual_kip) LIMIT ?", MOST_TOLD):
        yield Finding("money", N_("{number} has {worn_kip} of depreciation, but only {most_kip} can be taken."),
                      {"number": number, "worn_kip": kip, "most_kip": most})
    for code, registered, booked in tx.all(
            "SELECT code, sum(cost), (SELECT coalesce(sum(amount_kip), 0) FROM posting AS p WHERE p.account_id = x.account_id) AS booked FROM "
            f"(SELECT account_id, cost_kip + coalesce((SELECT sum(cost_kip) FROM asset_line AS l WHERE l.asset_id = t.asset_id), 0) AS cost "
            f"FROM asset AS t WHERE {assets}) AS x "
            "JOIN account USING (account_id) GROUP BY x.account_id HAVING sum(cost) > booked LIMIT ?", MOST_TOLD):
        yield Finding("money", N_("The assets of account {account} cost {kept_kip}, the account says {posted_kip}."),
                      {"account": code, "kept_kip": registered, "posted_kip": booked})

