"""Share certificates: what may be certified, and what ends a certificate.

A certificate is for fully paid shares that no other valid certificate covers; its number is given once. When the shares behind it
move, it is no longer true and is ended as changed; a lost or damaged one is ended and replaced under a new number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.members import MemberBrief, check_began
from coopbooks.coop.share_numbers import Range, count, holds, lowest, without
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

ENDS = ("changed", "lost", "damaged", "left")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as given out. `ended_on` None: it is valid. `recorded_on`, `end_recorded_on`: when the book learnt of it."""

    certificate_id: int
    number: str
    member_id: int
    class_code: str
    issued_on: date
    share_count: int
    par_value_kip: Kip
    ranges: tuple[Range, ...]
    replaces: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    recorded_on: date | None = None
    end_recorded_on: date | None = None

    def is_valid(self, as_of: date, known_on: date | None = None) -> bool:
        """Whether it was valid at the close of a day, as the book knew it at the close of another."""
        known = known_on or date.max
        if self.issued_on > as_of or (self.recorded_on is not None and self.recorded_on > known):
            return False
        ended = self.ended_on is not None and self.ended_on <= as_of
        return not ended or (self.end_recorded_on is not None and self.end_recorded_on > known)


@dataclass(frozen=True, slots=True)
class IssueCertificate:
    """Order: certify every fully paid share of a member that has no valid certificate yet."""

    member_id: int
    on: date
    class_code: str = ORDINARY


@dataclass(frozen=True, slots=True)
class EndCertificate:
    """Order: a certificate is lost, damaged or no longer true; with `replace`, a new one for the same shares takes its place."""

    certificate_id: int
    on: date
    reason: str
    note: str = ""
    replace: bool = True


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What the rules judge: the member's paid-up numbers and valid certificates of the class, the one to end if any."""

    member: MemberBrief
    paid_ranges: tuple[Range, ...]
    valid: tuple[Certificate, ...]
    days: OpenDays
    certificate: Certificate | None = None


class NothingToCertify(RuleBroken):
    """A certificate is for paid-up shares without one."""

    field, wording = "member_id", N_("{member} has no fully paid shares without a certificate.")


class AlreadyEnded(RuleBroken):
    """A certificate ends once."""

    field, wording = "certificate_id", N_("Certificate {number} ended on {ended_on}.")


class EndReasonMissing(RuleBroken):
    """Lost, damaged, changed or left."""

    field, wording = "reason", N_("Choose why the certificate ends.")


class EndedBeforeIssued(RuleBroken):
    """The end comes after the beginning."""

    field, wording = "on", N_("Certificate {number} was given out on {issued_on}, after {on}.")


class SharesGone(RuleBroken):
    """Only shares that are still held can be certified again."""

    field, wording = "certificate_id", N_("The shares of certificate {number} have moved. Give out a new certificate.")


def uncertified(facts: CertificateFacts) -> tuple[Range, ...]:
    """Paid-up numbers that no valid certificate covers."""
    return without(facts.paid_ranges, [one for kept in facts.valid for one in kept.ranges])


def outdated(paid_ranges: Sequence[Range], valid: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """Valid certificates whose shares have moved: they are no longer true."""
    return tuple(one for one in valid if not holds(paid_ranges, one.ranges))


def paid_numbers(held: Sequence[Range], fully_paid: int) -> tuple[Range, ...]:
    """The numbers that are fully paid: money counts for the lowest first."""
    return lowest(held, min(fully_paid, count(held)))


def check_issue(facts: CertificateFacts, order: IssueCertificate) -> list[RuleBroken]:
    """Whether there is something to certify."""
    broken = [*check_open(_without_closing(facts.days), order.on), *check_began(facts.member, order.on)]
    if not uncertified(facts):
        broken.append(NothingToCertify(member=facts.member.name))
    return broken


def check_end(facts: CertificateFacts, order: EndCertificate) -> list[RuleBroken]:
    """Whether a certificate may be ended, and replaced."""
    return [*check_texts(order), *check_open(_without_closing(facts.days), order.on), *_check_end(facts, order)]


def _check_end(facts: CertificateFacts, order: EndCertificate) -> Iterator[RuleBroken]:
    if order.reason not in ENDS:
        yield EndReasonMissing()
    certificate = facts.certificate
    if certificate is None:
        return
    if certificate.ended_on is not None:
        yield AlreadyEnded(number=certificate.number, ended_on=certificate.ended_on)
    if order.on < certificate.issued_on:
        yield EndedBeforeIssued(number=certificate.number, issued_on=certificate.issued_on, on=order.on)
    if order.replace and not holds(facts.paid_ranges, certificate.ranges):
        yield SharesGone(number=certificate.number)


def _without_closing(days: OpenDays) -> OpenDays:
    # A certificate posts nothing, so it may be dated in a closed year; not before the book, not ahead.
    return OpenDays(days.begins_on, None, days.today)
