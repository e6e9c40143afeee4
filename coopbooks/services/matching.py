"""Matching bank accounts with the bank's statements, step by step."""

from datetime import date

from coopbooks.books import boxes, matching
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop import matching as rules
from coopbooks.coop.matching import BankLine, KeptMatch, MatchBank, MatchFacts, StatementGone, WithdrawMatch
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_match(book: Book, order: MatchBank) -> MatchFacts:
    """The one read of the page that matches."""
    with book.reading() as tx:
        return matching.facts_for(tx, order)


def statements(book: Book, money: str = "") -> list[KeptMatch]:
    """The statements of an account, or of all, in their order."""
    with book.reading() as tx:
        return matching.statements(tx, money)


def unmatched(book: Book, money: str, as_of: date) -> list[BankLine]:
    """The movements of an account up to a day that no statement shows yet."""
    with book.reading() as tx:
        facts = matching.facts_for(tx, MatchBank(money, as_of, ZERO))
        return [line for line in facts.lines.values() if line.statement is None and line.on <= as_of]


@action(Topic.CASH)
def match_bank(tx: Writing, order: MatchBank) -> None:
    """Keep how far a statement is matched, or that it agrees. Refused: LineMatched, StillDifferent, StatementOlder, …"""
    facts = matching.facts_for(tx, order)
    refuse_if(rules.check_match(facts, order))
    if facts.box is not None:
        matching.keep(tx, facts.box.code, order.statement, order.statement_on, order.statement_kip, "done" if order.finish else "open", order.lines)


@action(Topic.CASH)
def withdraw_match(tx: Writing, order: WithdrawMatch) -> None:
    """Open the last statement of an account again, or give up one that is half done. Refused: StatementGone."""
    kept = next((one for one in matching.statements(tx) if one.statement == order.statement), None)
    later = [one for one in matching.statements(tx, kept.money) if one.on > kept.on] if kept else []
    if kept is None or later:
        refuse_if([StatementGone()])
        raise LookupError(order.statement)
    box = boxes.box(tx, kept.money)
    if box is not None:
        matching.keep(tx, box.code, kept.statement, kept.on, kept.kip, "withdrawn" if kept.state == "open" else "open", kept.lines)
