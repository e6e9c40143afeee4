"""What every action answers, and how an action runs: once per request key, in one durable transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing

Order = TypeVar("Order")


class Topic(StrEnum):
    """What an action may have changed; open screens ask again when one of theirs did."""

    JOURNAL = "journal"
    MEMBERS = "members"
    SHARES = "shares"
    PRODUCE = "produce"
    SALES = "sales"
    CASH = "cash"
    DIVIDENDS = "dividends"
    DOCUMENTS = "documents"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was saved: entries, papers as (kind, number), the topics that changed, and a sentence worth telling."""

    entry_ids: tuple[int, ...]
    documents: tuple[tuple[str, str], ...]
    changes: frozenset[Topic]
    notice: str = ""


class Action(Generic[Order]):
    """One business action. Call it with the open book and an order; it saves and answers, or refuses.

    `within` does the same inside a transaction that is already open, so that an import of many orders is all or nothing.
    """

    def __init__(self, do: Callable[[Writing, Order], str | None], topics: frozenset[Topic]) -> None:
        self.within, self.topics = do, topics
        self.__doc__, self.__name__, self.__module__ = do.__doc__, do.__name__, do.__module__

    def __call__(self, book: Book, order: Order, request_key: str | None = None) -> Outcome:
        """Save the order. With a key that was saved before, answer what was answered then.

        Raises Refused with every complaint, or BookTrouble; nothing is written then.
        """
        with book.writing() as tx:
            before = tx.answer_before(request_key) if request_key else None
            if before is not None:
                return _as_outcome(before)
            notice = self.within(tx, order) or ""
            outcome = Outcome(tuple(tx.entry_ids), tuple(tx.documents), self.topics, notice)
            if request_key:
                tx.remember(request_key, _as_answer(outcome))
        return outcome


def action(*topics: Topic) -> Callable[[Callable[[Writing, Order], str | None]], Action[Order]]:
    """Make a function of (transaction, order) the one way to do a thing; it may answer a notice."""
    return lambda do: Action(do, frozenset(topics))


def _as_answer(outcome: Outcome) -> dict[str, Any]:
    return {"entry_ids": outcome.entry_ids, "documents": outcome.documents, "changes": sorted(outcome.changes),
            "notice": outcome.notice}


def _as_outcome(answer: dict[str, Any]) -> Outcome:
    return Outcome(tuple(answer["entry_ids"]), tuple((kind, number) for kind, number in answer["documents"]),
                   frozenset(Topic(topic) for topic in answer["changes"]), answer["notice"])
