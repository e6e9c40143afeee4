"""Admitting members and changing what the register says of them."""

from coopbooks.books import documents, members, settings
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import members as rules
from coopbooks.coop.members import AdmitFacts, AdmitMember, ChangeMember
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def facts_for_admission(tx: Reading, number: str) -> AdmitFacts:
    """What the admission form shows and its rule judges."""
    taken = members.by_number(tx, number)
    return AdmitFacts(settings.open_days(tx), taken.name if taken else None)


def prepare_admission(book: Book, number: str) -> AdmitFacts:
    """The one read of the admission form."""
    with book.reading() as tx:
        return facts_for_admission(tx, number)


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.DOCUMENTS)
def admit_member(tx: Writing, order: AdmitMember) -> None:
    """Put a person into the register and receipt an entry fee.

    Posts, with a fee: debit the money box, credit entry fees. Refused: NumberTaken, NameMissing, PeriodClosed, …
    """
    refuse_if(rules.check_admission(facts_for_admission(tx, order.details.number), order))
    member_id = members.keep(tx, None, order.details)
    if order.entry_fee_kip:
        documents.prepare(tx, "entry-fee", order.details.joined_on)
        entry_id = tx.post(rules.entry_fee_entry(order))
        documents.issue(tx, entry_id, Paper("entry-fee", order.details.joined_on, order.entry_fee_kip, member_id=member_id,
                                            box=order.entry_fee_into))


@action(Topic.MEMBERS)
def change_member(tx: Writing, order: ChangeMember) -> None:
    """Change what the register says of a member. The state before stays in the history."""
    before = members.details(tx, order.member_id)
    broken = list(rules.check_details(order.details))
    if order.details.number != before.number:
        taken = members.by_number(tx, order.details.number)
        if taken is not None:
            broken.append(rules.NumberTaken(number=order.details.number, taken_by=taken.name))
    refuse_if(broken)
    members.keep(tx, order.member_id, order.details)


def next_number(book: Book) -> str:
    """A free number for the next member: one above the largest whole number in use."""
    with book.reading() as tx:
        used = [int(brief.number) for brief in members.load_all(tx).values() if brief.number.isdecimal()]
    return str(max(used, default=0) + 1)
