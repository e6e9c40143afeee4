"""The entry: what every business action posts. It refuses to exist unbalanced.

An entry is never edited or deleted; `reversed_on` makes the counter-entry that undoes it in the open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopbooks.ledger.money import MAX_LINE_KIP, Kip

LEAST_LEGS = 2


class UnbalancedEntry(ValueError):
    """Debits and credits differ by `difference_kip`. A bug of ours, or a journal row of theirs."""

    def __init__(self, difference_kip: int) -> None:
        self.difference_kip = difference_kip
        super().__init__(f"debits exceed credits by {difference_kip}")


@dataclass(frozen=True, slots=True)
class Posting:
    """One leg of an entry. `account` is a role's name or a code of the chart; debit positive, credit negative."""

    account: str
    amount_kip: Kip
    member_id: int | None = None
    customer_id: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.amount_kip == 0 or abs(self.amount_kip) > MAX_LINE_KIP:
            raise ValueError(self.amount_kip)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A balanced entry, ready to post.

    Attributes:
        entry_date: the day it counts from.
        action: stable name of what happened ("share-payment", "delivery", …), shown through the catalogue.
        postings: at least two legs that sum to zero.
        note: the user's own words.
        reverses: id of the entry that this one undoes.
    """

    entry_date: date
    action: str
    postings: tuple[Posting, ...]
    note: str = ""
    reverses: int | None = None

    def __post_init__(self) -> None:
        difference = sum(posting.amount_kip for posting in self.postings)
        if difference:
            raise UnbalancedEntry(difference)
        if len(self.postings) < LEAST_LEGS:
            raise ValueError("an entry has at least two legs")

    def reversed_on(self, day: date, entry_id: int, reason: str) -> "JournalEntry":
        """The counter-entry of the entry kept under `entry_id`: same legs, other side, the reason as its note."""
        legs = tuple(replace(posting, amount_kip=Kip(-posting.amount_kip)) for posting in self.postings)
        return JournalEntry(day, "reversal", legs, note=reason, reverses=entry_id)


def balanced(entry_date: date, action: str, legs: Sequence[Posting | None], note: str = "") -> JournalEntry:
    """Make an entry from legs of which some may not apply: None is left out."""
    return JournalEntry(entry_date, action, tuple(leg for leg in legs if leg is not None), note)


def leg(account: str, amount_kip: int, member_id: int | None = None, customer_id: int | None = None,
        note: str = "") -> Posting | None:
    """A posting, or None when the amount is zero: many documents have parts that may be nothing."""
    return Posting(account, Kip(amount_kip), member_id, customer_id, note) if amount_kip else None
