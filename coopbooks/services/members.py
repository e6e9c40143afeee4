"""Admitting members, with entry fee and first shares, and changing what the register says of them."""

from dataclasses import replace
from datetime import date

from coopbooks.books import balances, documents, members, settings
from coopbooks.books import shares as share_store
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import joining as joining_rules
from coopbooks.coop import members as rules
from coopbooks.coop.joining import JoinCoop, JoiningFacts
from coopbooks.coop.members import AdmitApplicant, AdmitFacts, AdmitMember, ChangeMember, MemberDetails
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused, refuse_if
from coopbooks.services import attachments, shares
from coopbooks.services.outcome import Topic, action


def facts_for_admission(tx: Reading, number: str) -> AdmitFacts:
    """What the admission rule judges."""
    taken = members.by_number(tx, number)
    return AdmitFacts(settings.open_days(tx), taken.name if taken else None)


def prepare_admission(book: Book, details: MemberDetails, but_not: int | None = None) -> AdmitFacts:
    """The one read of the admission form: with the people who may be the same person."""
    with book.reading() as tx:
        return replace(facts_for_admission(tx, details.number), look_alikes=members.look_alikes(tx, details, but_not))


def prepare_joining(book: Book, details: MemberDetails, on: date) -> JoiningFacts:
    """The one read of the form of a new member: what is asked of the day of joining, and who may be the same person."""
    with book.reading() as tx:
        held = balances.on_day(tx, on)
        boxes = {box: Kip(held.get(tx.account_id(box), 0)) for box in ("cash", "bank")}
        return JoiningFacts(share_store.terms_on(tx, on), boxes, facts_for_admission(tx, details.number).number_taken_by,
                            members.look_alikes(tx, details))


def details_of(book: Book, member_id: int) -> MemberDetails:
    """The one read of the form that changes a member."""
    with book.reading() as tx:
        return members.details(tx, member_id)


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.DOCUMENTS)
def admit_member(tx: Writing, order: AdmitMember) -> None:
    """Put a person into the register, as member or (without a first day) as applicant, and receipt an entry fee.

    Posts, with a fee: debit the money box, credit entry fees. Refused: NumberTaken, NameMissing, PeriodClosed, …
    """
    _admit(tx, order)


def _admit(tx: Writing, order: AdmitMember) -> int:
    refuse_if(rules.check_admission(facts_for_admission(tx, order.details.number), order))
    member_id = members.keep(tx, None, order.details)
    if order.details.joined_on is not None:
        _take_entry_fee(tx, member_id, order.details.joined_on, order.entry_fee_kip, order.entry_fee_into)
    return member_id


def _take_entry_fee(tx: Writing, member_id: int, on: date, fee_kip: Kip, into: str) -> None:
    if fee_kip:
        documents.prepare(tx, "entry-fee", on)
        entry_id = tx.post(rules.entry_fee_entry(on, fee_kip, into))
        documents.issue(tx, entry_id, Paper("entry-fee", on, fee_kip, member_id=member_id, box=into))


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.DOCUMENTS, Topic.SHARES, Topic.CASH)
def join_coop(tx: Writing, order: JoinCoop) -> None:
    """Put a person into the register with entry fee, first shares, photo and scans: one save, or nothing.

    Posts what `admit_member` and `record_share_order` post. Refused as they refuse; of a file at "files.N.field".
    """
    member_id = _admit(tx, order.admit)
    first = joining_rules.first_shares(order, member_id)
    if first is not None:
        try:
            shares.record_share_order.within(tx, first)
        except Refused as refusal:
            # The first shares are dated on the day of joining, so that is the day to mend.
            raise Refused(one.at("joined_on") if one.field == "on" else one for one in refusal.broken) from refusal
    for place, file in enumerate(order.files):
        try:
            attachments.attach_file.within(tx, replace(file, subject="member", subject_id=member_id))
        except Refused as refusal:
            raise Refused(one.at(f"files.{place}.{one.field}") for one in refusal.broken) from refusal


@action(Topic.MEMBERS, Topic.JOURNAL, Topic.DOCUMENTS, Topic.CASH)
def admit_applicant(tx: Writing, order: AdmitApplicant) -> None:
    """Make an applicant a member from a day on, with the meeting's number, and receipt the entry fee.

    Posts, with a fee: debit the money box, credit entry fees. Refused: AlreadyMember, AppliedLater, PeriodClosed, …
    """
    details = members.details(tx, order.member_id)
    refuse_if(rules.check_applicant(members.brief(tx, order.member_id), details.applied_on, settings.open_days(tx), order))
    members.keep(tx, order.member_id, replace(details, joined_on=order.on, joined_meeting=order.meeting))
    _take_entry_fee(tx, order.member_id, order.on, order.entry_fee_kip, order.entry_fee_into)


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
    """A free number for the next member: one above the largest whole number in use, as wide as the others where they begin with 0."""
    with book.reading() as tx:
        used = [brief.number for brief in members.load_all(tx).values() if brief.number.isdecimal()]
    wide = max((len(number) for number in used if number.startswith("0")), default=1)
    return str(max(map(int, used), default=0) + 1).zfill(wide)
