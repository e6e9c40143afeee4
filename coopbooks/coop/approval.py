"""Two people behind a decision of weight: who made it and who approves it are different enrolled persons.

The approver has a role that may approve. What is approved is one exact run, known by its print: a code over every figure of
it, which both can compare with the paper. Any later change gives another print, and then the approval no longer holds. A book
with one person has nobody who could approve; it says so on its papers instead of pretending.
See also: books.approvals (keeps it), services.dividends and the payment runs (ask it).
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

ROLES_THAT_APPROVE = ("chair", "approver")
"""Roles of people who may approve what others made."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody enrolled in the book, with the role."""

    name: str
    role: str

    @property
    def may_approve(self) -> bool:
        """True for those who may approve what others made."""
        return self.role in ROLES_THAT_APPROVE


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Who made a run and who approves it; `made_print` is the print of the run that was looked at."""

    made_by: str
    approved_by: str
    made_print: str


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval as the book keeps it: of which kind of run, which one, its print, the two people, the day and the basis."""

    kind: str
    subject: str
    made_print: str
    made_by: str
    approved_by: str
    on: date
    basis: str = ""


class NotEnrolled(RuleBroken):
    """Only people of the book stand behind its decisions."""

    field, wording = "approved_by", N_("“{name}” is not enrolled in this book.")


class MayNotApprove(RuleBroken):
    """The role decides who may approve."""

    field, wording = "approved_by", N_("{name} may not approve. The chair or an approver may.")


class MadeAndApproved(RuleBroken):
    """Nobody approves the own work while there is somebody else."""

    field, wording = "approved_by", N_("{name} made it. Another person approves it.")


class ApproverMissing(RuleBroken):
    """Somebody signs with the name."""

    field, wording = "approved_by", N_("Choose who approves it.")


class MakerMissing(RuleBroken):
    """Nobody in particular is nobody to ask later."""

    field, wording = "made_by", N_("Say who makes it: the name of somebody enrolled in the book.")


class NobodyMayApprove(RuleBroken):
    """Several people work in the book, but none of them may approve."""

    field, wording = "approved_by", N_("Nobody in this book may approve. Enrol the chair first.")


class ChangedAfterApproval(RuleBroken):
    """The figures are not those that were approved."""

    field, wording = "print", N_("Something changed after the approval by {approved_by}. Approve it again.")


class NotApproved(RuleBroken):
    """Nothing stands that could be carried out."""

    field, wording = "print", N_("This is not approved yet.")


def is_one_person(people: Sequence[Person]) -> bool:
    """True for a book in which only one person is enrolled: there is no second approver."""
    return len({person.name for person in people}) <= 1


def approvers(people: Sequence[Person], made_by: str) -> tuple[str, ...]:
    """The names of those who may approve what `made_by` made; in a one-person book that one person."""
    if is_one_person(people):
        return tuple(person.name for person in people)
    return tuple(person.name for person in people if person.may_approve and person.name != made_by)


def check_two_people(people: Sequence[Person], made_by: str, approved_by: str) -> list[RuleBroken]:
    """Whether these two may stand behind a run. A one-person book lets the one person do both."""
    known = {person.name: person for person in people}
    if is_one_person(people):
        return [NotEnrolled(name=approved_by)] if approved_by and known and approved_by not in known else []
    if not any(person.may_approve for person in people):
        return [NobodyMayApprove()]
    broken: list[RuleBroken] = [] if made_by else [MakerMissing()]
    if not approved_by:
        return [*broken, ApproverMissing()]
    if approved_by not in known:
        return [*broken, NotEnrolled(name=approved_by)]
    if not known[approved_by].may_approve:
        broken.append(MayNotApprove(name=approved_by))
    if approved_by == made_by:
        broken.append(MadeAndApproved(name=approved_by))
    return broken


def check_holds(approval: Approval | None, made_print: str) -> list[RuleBroken]:
    """Whether an approval stands for exactly this run."""
    if approval is None:
        return [NotApproved()]
    return [] if approval.made_print == made_print else [ChangedAfterApproval(approved_by=approval.approved_by)]


def print_of_run(*figures: object) -> str:
    """The print of a run: SHA-256 over its figures written down in one way, in lower-case hexadecimal.

    Give numbers, texts and lists of them, in an order that does not depend on chance (members by id).
    """
    text = json.dumps(figures, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def short_code(made_print: str) -> str:
    """The first 80 bits of a print as people compare them: four groups of four letters and digits."""
    text = base64.b32encode(bytes.fromhex(made_print)[:10]).decode("ascii")
    return "-".join(text[place:place + 4] for place in range(0, 16, 4))
