"""Approvals as kept: the last word on a run, and whose it is."""

from datetime import date

from coopbooks.books import settings
from coopbooks.books.rows_approval import ApprovalRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.approval import Approval, Person, TwoPeople


def people(tx: Reading) -> tuple[Person, ...]:
    """Everybody enrolled, in the order of enrolment."""
    return tuple(Person(name, role) for name, role in settings.users(tx))


def standing(tx: Reading, kind: str, subject: str) -> Approval | None:
    """The approval that stands for a run, or None where there is none or it was withdrawn."""
    row = tx.maybe("SELECT kind, subject, made_print, made_by, approved_by, approved_on, basis FROM approval "
                   "WHERE kind = ? AND subject = ? ORDER BY approval_id DESC LIMIT 1", kind, subject)
    if row is None or not row[2]:
        return None
    return Approval(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6])


def keep(tx: Writing, kind: str, subject: str, two: TwoPeople, on: date, basis: str = "") -> int:
    """Append an approval. Whether the two may stand behind it is the rule's question (`coop.approval.check_two_people`)."""
    return tx.decide(ApprovalRow, kind=kind, subject=subject, made_print=two.made_print, made_by=two.made_by,
                     approved_by=two.approved_by, approved_on=on.isoformat(), basis=basis)


def withdraw(tx: Writing, kind: str, subject: str, by: str, on: date, reason: str) -> None:
    """Append that an approval no longer stands."""
    keep(tx, kind, subject, TwoPeople(by, "", ""), on, reason)
