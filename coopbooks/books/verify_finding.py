"""What a check says when something is not as it must be, and the few things all checks share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coopbooks.books.transaction import Reading
from coopbooks.ledger.accounts import AccountRole

MOST_TOLD = 20
"""Findings of one kind that are told; a rewritten book would have thousands."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be: the check's name, and a sentence with its facts."""

    check: str
    wording: str
    facts: dict[str, object]


Check = Callable[[Reading], Iterator[Finding]]


def account(tx: Reading, role: AccountRole) -> int:
    """The account of a role, or 0, which no posting has, where a damaged chart lacks it."""
    try:
        return tx.account_id(role)
    except LookupError:
        return 0


def paper_of(tx: Reading, entry_id: int) -> str:
    """The numbers of an entry's papers, as people know it; the entry's own number where there is none."""
    numbers = [str(number) for (number,) in tx.all("SELECT number FROM document WHERE entry_id = ? LIMIT 3", entry_id)]
    return ", ".join(numbers) or str(entry_id)
