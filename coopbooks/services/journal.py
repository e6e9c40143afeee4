"""Entries by hand and the opening balances."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import cash, documents, finding, journal, members, settings, shares
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.journal import AccountCard, EntryLeg, WholeEntry
from coopbooks.books.transaction import Writing
from coopbooks.coop import entries as rules
from coopbooks.coop.entries import EntryFacts, OpeningFacts, PostEntry, PostOpening
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, Period
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def accounts_by_name(book: Book) -> dict[str, Account]:
    """The chart of accounts by role and by code, as entries name them."""
    with book.reading() as tx:
        chart = settings.chart(tx).values()
        return {one.code: one for one in chart} | {str(one.role): one for one in chart if one.role is not None}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a line can name: a member or a customer."""

    member_id: int | None
    customer_id: int | None
    number: str
    name: str


def find_accounts(book: Book, text: str) -> tuple[Account, ...]:
    """Accounts in use by the beginning of the code or any part of either name; all of them without a text."""
    with book.reading() as tx:
        known = cash.accounts_by_word(tx)
        return tuple(known[one.number] for one in finding.accounts(tx, text, len(known)) if one.number in known)


def find_people(book: Book, text: str, how_many: int = 7) -> tuple[Person, ...]:
    """Members and customers by number or any part of the name, members first."""
    with book.reading() as tx:
        found = [Person(one.member_id, None, one.number, one.name) for one in members.search(tx, text, how_many)]
        for one in finding.customers(tx, text, how_many):
            (key,) = tx.one("SELECT customer_id FROM customer WHERE number = ?", one.number)
            found.append(Person(None, int(key), one.number, one.name_lo))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One leg of an entry as the journal shows it."""

    entry: WholeEntry
    leg: EntryLeg
    account: Account

    @property
    def text(self) -> str:
        """Who and why, in the user's own words."""
        return " · ".join(part for part in (self.leg.who, self.leg.note or self.entry.note) if part)


def journal_lines(book: Book, period: Period) -> tuple[JournalLine, ...]:
    """Every leg of every entry of a period, in order of day."""
    with book.reading() as tx:
        accounts = {account.code: account for account in settings.chart(tx).values()}
        return tuple(JournalLine(entry, leg, accounts[leg.account_code])
                     for entry in journal.entries(tx, period.first_day, period.last_day) for leg in entry.legs)


def account_card(book: Book, account: str, period: Period, whose: Person | None = None) -> AccountCard:
    """The card of an account for a period; with a person only that part of it."""
    with book.reading() as tx:
        return journal.account_card(tx, account, period.first_day, period.last_day, whose.member_id if whose else None,
                                    whose.customer_id if whose else None)


def open_days(book: Book) -> OpenDays:
    """Which days take papers."""
    with book.reading() as tx:
        return settings.open_days(tx)


def year_of_day(book: Book, day: date) -> Period:
    """The fiscal year that a day belongs to."""
    with book.reading() as tx:
        coop = settings.profile(tx)
        return coop.period(coop.year_of(day))


def opening_of(book: Book) -> WholeEntry | None:
    """The entry the book begins with; None while it has none."""
    with book.reading() as tx:
        found = tx.maybe("SELECT entry_id FROM document AS d WHERE kind = 'opening' AND NOT EXISTS "
                         "(SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)")
        return journal.entry(tx, int(found[0])) if found else None


def prepare_entry(book: Book, order: PostEntry) -> EntryFacts:
    """The one read of the form of an entry by hand."""
    with book.reading() as tx:
        return journal.facts_for_entry(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.MEMBERS, Topic.SALES, Topic.DOCUMENTS)
def post_entry(tx: Writing, order: PostEntry) -> None:
    """Post an entry by hand, line for line.

    Refused: EntryUnbalanced, MemberNeeded, SharesByOperation, BoxHoldsLess, PeriodClosed, … (all found at once).
    """
    refuse_if(rules.check_entry(journal.facts_for_entry(tx, order), order))
    documents.prepare(tx, "journal", order.on)
    entry_id = tx.post(rules.entry_by_hand(order))
    people = {line.member_id for line in order.lines if line.member_id is not None}
    documents.issue(tx, entry_id, Paper(
        "journal", order.on, Kip(sum(line.debit_kip for line in order.lines)), order.number,
        member_id=people.pop() if len(people) == 1 else None, note=order.note, likeness=documents.likeness(order)))


def prepare_opening(book: Book) -> OpeningFacts:
    """The one read of the form of the opening balances."""
    with book.reading() as tx:
        return journal.facts_for_opening(tx)


@action(Topic.JOURNAL, Topic.CASH, Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.SALES, Topic.DOCUMENTS)
def post_opening(tx: Writing, order: PostOpening) -> None:
    """Post the balances with which the book begins, at the close of the day before its first day.

    Fills the share register from the share accounts, and makes one open item per customer. Refused: OpeningExists,
    LinesUnbalanced, MemberNeeded, CapitalNotWholeShares, … (all found at once).
    """
    facts = journal.facts_for_opening(tx)
    refuse_if(rules.check_opening(facts, order))
    documents.prepare(tx, "opening", facts.on)
    documents.prepare(tx, "opening-item", facts.on)
    entry_id = tx.post(rules.opening_entry(facts, order))
    document_id = documents.issue(tx, entry_id, Paper(
        "opening", facts.on, Kip(sum(line.debit_kip for line in order.lines)), likeness=documents.likeness(order)))
    shares.add_moves(tx, entry_id, document_id, facts.on, "opening", rules.opening_moves(facts, order))
    for customer_id, kip in rules.opening_debts(facts, order).items():
        documents.issue(tx, entry_id, Paper("opening-item", facts.on, kip, customer_id=customer_id, due_on=facts.on))
