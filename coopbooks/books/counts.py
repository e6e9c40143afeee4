"""Counts of cash boxes as kept: each with its notes, and whether it still stands."""

import json
from collections.abc import Collection
from datetime import date, timedelta

from coopbooks.books import balances, boxes, settings
from coopbooks.books.rows_money import CashCountRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.counts import BoxAtClose, CountCash, CountFacts, CountNow, KeptCount, NoteCount
from coopbooks.ledger.money import ZERO, Kip

STANDS = ("c.takes_back IS NULL AND NOT EXISTS (SELECT 1 FROM cash_count AS t WHERE t.takes_back = c.cash_count_id) "
          "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = c.entry_id)")
"""What a count must fulfil to hold: not taken back, and its difference not reversed."""


def facts_for(tx: Reading, order: CountCash) -> CountFacts:
    """What the count's form shows and its rule judges."""
    box = boxes.box(tx, order.money)
    if box is None or not box.is_used:
        return CountFacts(None, ZERO, ZERO, settings.open_days(tx))
    key = tx.account_id(box.code)
    found = tx.maybe(f"SELECT max(number) FROM cash_count AS c WHERE account_id = ? AND counted_on = ? AND {STANDS}", key, order.on.isoformat())
    return CountFacts(box, balances.on_day(tx, order.on).get(key, ZERO), balances.of_all_days(tx, box.code), settings.open_days(tx),
                      str(found[0]) if found and found[0] else None)


def next_number(tx: Reading, on: date) -> str:
    """The next number of the year's counts."""
    period = settings.profile(tx).period(settings.profile(tx).year_of(on))
    (count,) = tx.one("SELECT count(*) FROM cash_count WHERE takes_back IS NULL AND counted_on BETWEEN ? AND ?",
                      period.first_day.isoformat(), period.last_day.isoformat())
    return f"CN-{int(count) + 1:04}"


def keep(tx: Writing, number: str, facts: CountFacts, order: CountCash, entry_id: int | None) -> int:
    """Keep a count; returns its id."""
    notes = json.dumps([[one.note_kip, one.count] for one in order.notes if one.count])
    if facts.box is None:
        raise LookupError(order.money)
    return tx.decide(CashCountRow, number=number, account_id=tx.account_id(facts.box.code), counted_on=order.on.isoformat(), notes=notes,
                     counted_kip=order.counted_kip, book_kip=facts.book_kip, reason=order.reason, entry_id=entry_id, takes_back=None)


def take_back(tx: Writing, count: KeptCount, on: date, reason: str) -> None:
    """Say that a count no longer holds."""
    account_id = tx.one("SELECT account_id FROM cash_count WHERE cash_count_id = ?", count.cash_count_id)[0]
    tx.decide(CashCountRow, number=count.number, account_id=account_id, counted_on=on.isoformat(), notes="[]", counted_kip=0, book_kip=0,
              reason=reason, entry_id=None, takes_back=count.cash_count_id)


def all_counts(tx: Reading, money: str = "") -> list[KeptCount]:
    """Every count, of one box or of all, the newest first."""
    words = {box.code: box.word for box in boxes.all_boxes(tx)}
    found = tx.all(f"SELECT c.cash_count_id, c.number, a.code, counted_on, notes, counted_kip, book_kip, reason, entry_id, ({STANDS}) "
                   "FROM cash_count AS c JOIN account AS a USING (account_id) WHERE takes_back IS NULL "
                   "ORDER BY counted_on DESC, cash_count_id DESC")
    counts = [KeptCount(key, number, words.get(code, code), date.fromisoformat(day),
                        tuple(NoteCount(note, count) for note, count in json.loads(notes)), Kip(counted), Kip(book), reason, entry, bool(stands))
              for key, number, code, day, notes, counted, book, reason, entry, stands in found]
    return [one for one in counts if not money or one.money == money]


def count(tx: Reading, cash_count_id: int) -> KeptCount:
    """One count. Raises LookupError when there is none."""
    found = [one for one in all_counts(tx) if one.cash_count_id == cash_count_id]
    if not found:
        raise LookupError(cash_count_id)
    return found[0]


def says_now(tx: Reading, one: KeptCount) -> Kip:
    """What the book says today of the close of the day that was counted."""
    return balances.on_day(tx, one.on).get(tx.account_id(one.money), ZERO)


def as_now(tx: Reading, money: str = "") -> list[CountNow]:
    """Every count, of one box or of all, the newest first, with what the book says now of its day."""
    return [CountNow(one, says_now(tx, one)) for one in all_counts(tx, money)]


def moved_last(tx: Reading) -> list[CountNow]:
    """The last standing count of every box, where the book says something else of its day since."""
    last: dict[str, KeptCount] = {}
    for one in all_counts(tx):
        if one.stands:
            last.setdefault(one.money, one)
    return [now for now in (CountNow(one, says_now(tx, one)) for one in last.values()) if now.moved_kip]


def behind(tx: Reading, accounts: Collection[str], on: date) -> list[KeptCount]:
    """The standing counts of boxes (by account) that something dated on a day would change: the first of each box."""
    codes = {box.word: box.code for box in boxes.all_boxes(tx)}
    found: dict[str, KeptCount] = {}
    for one in all_counts(tx):
        if one.stands and one.on >= on and codes.get(one.money, one.money) in accounts:
            found[one.money] = one
    return list(found.values())


def at_close_of(tx: Reading, day: date) -> tuple[BoxAtClose, ...]:
    """Every cash box at the close of a day (a month's or a year's last), with the count that answers for it.

    A count of an earlier day of the same month answers too, as long as nothing moved in the box after it. A count that was taken
    back, or with which the book no longer agrees, answers for nothing: see `BoxAtClose.is_counted`.
    """
    held, first, last, kept, found = balances.on_day(tx, day), day.replace(day=1).isoformat(), day.isoformat(), all_counts(tx), []
    for box in boxes.all_boxes(tx):
        if box.kind == "cash":
            key = tx.account_id(box.code)
            (moved,) = tx.one("SELECT max(entry_date) FROM posting WHERE account_id = ? AND entry_date BETWEEN ? AND ?", key, first, last)
            since = date.fromisoformat(moved) if moved else day.replace(day=1)
            answers = next((one for one in kept if one.stands and one.money == box.word and since <= one.on <= day), None)
            found.append(BoxAtClose(box, day, held.get(key, ZERO), answers))
    return tuple(found)


def uncounted_since(tx: Reading, money: str, today: date) -> bool:
    """Whether a box with money in it was not counted for more than a month."""
    standing = [one.on for one in all_counts(tx, money) if one.stands]
    return boxes.held_kip(tx, money) != 0 and (not standing or standing[0] < today - timedelta(days=31))
