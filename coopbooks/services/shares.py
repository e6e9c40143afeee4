"""Share operations, pledges, classes and terms: one action for each, and one receipt form for all operations."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, certificates, documents, members, settings, share_register, shares
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import par_change as term_rules
from coopbooks.coop import pledges as pledge_rules
from coopbooks.coop import share_rules as rules
from coopbooks.coop.par_change import ChangeTerms, TermsFacts
from coopbooks.coop.pledges import PledgeFacts, PledgeShares
from coopbooks.coop.shares import PAID_FROM, ShareClass, ShareFacts, ShareOrder, ShareTerms, fully_paid_count, share_entry, share_moves
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import Topic, action

CHANGES = (Topic.JOURNAL, Topic.SHARES, Topic.MEMBERS, Topic.DOCUMENTS, Topic.CASH)


def prepare_share_order(book: Book, order: ShareOrder) -> ShareFacts:
    """The one read of the share forms: the facts before the order, with the share numbers held."""
    with book.reading() as tx:
        return shares.facts_for(tx, order, numbered=True)


@action(*CHANGES)
def record_share_order(tx: Writing, order: ShareOrder) -> None:
    """Record one share operation and its receipt.

    Posts as `coop.shares.share_entry` says. Refused: MemberHasLeft, TooManyShares, MoreThanUnpaid, MoreThanHeld,
    SharesPledged, NoticeTooShort, PeriodClosed, … (all found at once).
    """
    facts = shares.facts_for(tx, order)
    refuse_if(rules.check_share_order(facts, order))
    documents.prepare(tx, "share", order.on)
    moves = share_moves(facts, order)
    entry_id = tx.post(share_entry(facts, order))
    capital_kip = order.share_count * facts.terms.par_value_kip
    document_id = documents.issue(tx, entry_id, Paper(
        "share", order.on, order.paid_kip or (abs(moves[0].paid_kip) if moves and moves[0].paid_kip else capital_kip), order.number,
        order.member_id, box="" if order.kind in ("transfer", "bonus", "cancel", "convert") else PAID_FROM.get(order.money, order.money),
        detail=order.kind, note=order.note, likeness=documents.likeness(order)))
    shares.add_moves(tx, entry_id, document_id, order.on, order.kind, moves)
    shares.add_decision(tx, entry_id, document_id, order.meeting, order.reason, order.notice_on)
    certificates.end_outdated(tx, ((move.member_id, move.class_code) for move in moves if move.share_count < 0), order.on)


@dataclass(frozen=True, slots=True)
class DueLine:
    """What one member has unpaid on shares, for the list that is taken to the village.

    Attributes:
        since: day of the oldest subscription that is not paid up; overdue_on: last day to pay by the terms, or None.
    """

    member_id: int
    number: str
    name: str
    village: str
    share_count: int
    paid_kip: Kip
    unpaid_kip: Kip
    since: date | None
    overdue_on: date | None


def instalments_due(book: Book, as_of: date) -> tuple[DueLine, ...]:
    """Everybody with unpaid shares on a day, in order of village and number."""
    with book.reading() as tx:
        return due_lines(tx, as_of)


def due_lines(tx: Reading, as_of: date) -> tuple[DueLine, ...]:
    """The same within a look into the book."""
    months = shares.terms_on(tx, as_of).instalment_months
    since = _unpaid_since(tx, as_of)
    known = members.load_all(tx)
    lines = []
    for member_id, held in shares.holdings(tx, as_of).items():
        if held.unpaid_kip > 0:
            who, first = known[member_id], since.get(member_id)
            lines.append(DueLine(member_id, who.number, who.name, who.village, held.share_count, held.paid_kip, held.unpaid_kip, first,
                                 _months_later(first, months) if first and months else None))
    order = {member_id: place for place, member_id in enumerate(known)}
    return tuple(sorted(lines, key=lambda line: (line.village, order[line.member_id])))


def _unpaid_since(tx: Reading, as_of: date) -> dict[int, date]:
    """The day of each member's oldest shares that are not paid up: money pays for the oldest first, class by class."""
    undone = share_register.undone_lines(tx, as_of)
    waiting: dict[tuple[int, str], deque[tuple[date, int]]] = {}
    for move in sorted(share_register.moves(tx), key=lambda move: (move.effective_on, move.line_id)):
        unpaid = move.capital_kip - move.paid_kip
        if not unpaid or not move.counts(as_of, None) or move.line_id in undone:
            continue
        mine = waiting.setdefault((move.member_id, move.class_code), deque())
        if unpaid > 0:
            mine.append((move.effective_on, unpaid))
        # What is given up is what was taken last; whatever else makes less unpaid is a payment, and pays for the oldest.
        take, put = (mine.pop, mine.append) if move.kind == "cancel" else (mine.popleft, mine.appendleft)
        while unpaid < 0 and mine:
            day, part = take()
            unpaid += part
            if unpaid > 0:
                put((day, unpaid))
    firsts: dict[int, date] = {}
    for (member_id, _), parts in waiting.items():
        if parts:
            firsts[member_id] = min(parts[0][0], firsts.get(member_id, parts[0][0]))
    return firsts


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


@dataclass(frozen=True, slots=True)
class CollectInstalments:
    """Order: what a village paid on its shares on one day, member by member; one receipt each."""

    on: date
    money: str
    paid: tuple[tuple[int, Kip], ...]


class NothingCollected(RuleBroken):
    """A list without an amount makes no receipt."""

    field, wording = "paid", N_("Write an amount for at least one member.")


def instalment(order: CollectInstalments, place: int) -> ShareOrder:
    """One line of a list as the share operation it is."""
    member_id, paid_kip = order.paid[place]
    return ShareOrder(member_id, "pay", order.on, 0, paid_kip, order.money)


def prepare_collection(book: Book, order: CollectInstalments) -> tuple[ShareFacts, ...]:
    """The one read of the list: the facts of every line, in their order."""
    with book.reading() as tx:
        return tuple(shares.facts_for(tx, instalment(order, place)) for place in range(len(order.paid)))


@action(*CHANGES)
def collect_instalments(tx: Writing, order: CollectInstalments) -> None:
    """Receipt every instalment of a list: all of them, or none.

    Posts, for each: debit the money box, credit unpaid shares. Refused as `record_share_order`, at "paid.N".
    """
    broken: list[RuleBroken] = []
    if not order.paid:
        broken.append(NothingCollected())
    for place in range(len(order.paid)):
        try:
            record_share_order.within(tx, instalment(order, place))
        except Refused as refusal:
            broken += [one.at(one.field if one.field == "on" else f"paid.{place}") for one in refusal.broken]
    refuse_if(broken)


def prepare_pledge(book: Book, order: PledgeShares) -> PledgeFacts:
    """The one read of the pledge form."""
    with book.reading() as tx:
        return _pledge_facts(tx, order)


def _pledge_facts(tx: Reading, order: PledgeShares) -> PledgeFacts:
    held = shares.holding(tx, order.member_id, None, order.class_code)
    par = shares.terms_on(tx, tx.today, order.class_code).par_value_kip
    return PledgeFacts(members.brief(tx, order.member_id), fully_paid_count(held.share_count, held.paid_kip, par),
                       shares.pledged_count(tx, order.member_id, order.class_code), settings.open_days(tx))


@action(Topic.SHARES, Topic.MEMBERS)
def pledge_shares(tx: Writing, order: PledgeShares) -> None:
    """Record that shares stand as security, or are free again. Posts nothing. Refused: PledgeTooLarge, ReleaseTooLarge, …"""
    refuse_if(pledge_rules.check_pledge(_pledge_facts(tx, order), order))
    shares.pledge(tx, order)


def prepare_terms(book: Book, class_code: str) -> TermsFacts:
    """The one read of the terms form."""
    with book.reading() as tx:
        return _terms_facts(tx, class_code)


def _terms_facts(tx: Reading, class_code: str) -> TermsFacts:
    decided = [terms for terms in shares.all_terms(tx) if terms.class_code == class_code]
    holdings = shares.holdings_of_class(tx, class_code)
    moved = [move.effective_on for move in share_register.moves(tx) if move.class_code == class_code]
    return TermsFacts(decided[-1] if decided else None, holdings, {key: one.name for key, one in members.load_all(tx).items()},
                      Kip(-balances.of_all_days(tx, AccountRole.RESERVE)), max(moved, default=None),
                      decided[-1].since if decided else None, settings.open_days(tx))


def terms_history(book: Book) -> tuple[tuple[ShareClass, tuple[ShareTerms, ...]], ...]:
    """Every class of shares with its decisions, newest first."""
    with book.reading() as tx:
        return tuple((one, tuple(terms for terms in reversed(shares.all_terms(tx)) if terms.class_code == one.code))
                     for one in shares.classes(tx))


@action(*CHANGES, Topic.SETTINGS)
def change_terms(tx: Writing, order: ChangeTerms) -> None:
    """Decide new terms of a class of shares, and convert what is held when the value changes.

    Posts, when the value changes, what `coop.par_change.conversion_entry` says. Refused: WayMissing, CapitalNotWhole,
    ReserveTooSmall, MovedSince, BasisMissing, …
    """
    facts = _terms_facts(tx, order.terms.class_code)
    refuse_if(term_rules.check_terms(facts, order))
    shares.decide_terms(tx, order.terms)
    if term_rules.changes_value(facts, order):
        documents.prepare(tx, "par-change", order.terms.since)
        moves = term_rules.conversion_moves(facts, order)
        entry_id = tx.post(term_rules.conversion_entry(facts, order))
        document_id = documents.issue(tx, entry_id, Paper("par-change", order.terms.since, sum(move.capital_kip for move in moves),
                                                          detail=order.way, note=order.terms.basis))
        shares.add_moves(tx, entry_id, document_id, order.terms.since, "par-change", moves)
        certificates.end_outdated(tx, ((move.member_id, move.class_code) for move in moves), order.terms.since)


@dataclass(frozen=True, slots=True)
class KeepShareClass:
    """Order: add a class of shares with its first terms (`terms` given), or change its names."""

    share_class: ShareClass
    terms: ShareTerms | None = None


class ClassNameMissing(RuleBroken):
    """A class has a code and a name."""

    field, wording = "code", N_("Give the class a code, and a name in Lao or English.")


@action(Topic.SHARES, Topic.SETTINGS)
def keep_share_class(tx: Writing, order: KeepShareClass) -> None:
    """Add a class of shares or change its names. Refused: ClassNameMissing, and what `change_terms` refuses of its first terms."""
    one = order.share_class
    if not one.code.strip() or not (one.name_lo.strip() or one.name_en.strip()):
        raise Refused((ClassNameMissing(),))
    shares.keep_class(tx, one)
    if order.terms is not None:
        change_terms.within(tx, ChangeTerms(order.terms))


def share_classes(book: Book) -> Sequence[ShareClass]:
    """The classes of shares in use."""
    with book.reading() as tx:
        return tuple(one for one in shares.classes(tx) if one.is_used)
