"""Share certificates: giving them out, ending and replacing them. None of this posts; all of it stands in the chain."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import certificates
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import certificates as rules
from coopbooks.coop.certificates import Certificate, CertificateFacts, EndCertificate, IssueCertificate
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_certificate(book: Book, order: IssueCertificate) -> CertificateFacts:
    """The one read of the form that gives out a certificate."""
    with book.reading() as tx:
        return certificates.facts_for(tx, order.member_id, order.class_code)


def prepare_end(book: Book, order: EndCertificate) -> CertificateFacts:
    """The one read of the form that ends or replaces a certificate."""
    with book.reading() as tx:
        return _facts(tx, order.certificate_id)


def certificates_of(book: Book, member_id: int | None = None) -> tuple[Certificate, ...]:
    """Every certificate that was given out, or a member's."""
    with book.reading() as tx:
        return certificates.all_certificates(tx, member_id)


@action(Topic.SHARES, Topic.MEMBERS, Topic.DOCUMENTS)
def issue_certificate(tx: Writing, order: IssueCertificate) -> str:
    """Certify every paid-up share of a member that has no valid certificate; certificates that are no longer true end as changed.

    The notice is the new certificate's number. Refused: NothingToCertify, StillApplicant, DayInFuture.
    """
    certificates.end_outdated(tx, ((order.member_id, order.class_code),), order.on)
    facts = certificates.facts_for(tx, order.member_id, order.class_code)
    refuse_if(rules.check_issue(facts, order))
    return certificates.give_out(tx, order.member_id, order.class_code, order.on, rules.uncertified(facts),
                                 certificates.last_changed(tx, order.member_id, order.class_code))


@dataclass(frozen=True, slots=True)
class IssueCertificates:
    """Order: certify the paid-up shares of everybody who has some without a certificate."""

    on: date
    class_code: str = ORDINARY


class NobodyToCertify(RuleBroken):
    """There is somebody whose shares have no certificate."""

    field, wording = "on", N_("Everybody with fully paid shares has a certificate.")


@action(Topic.SHARES, Topic.MEMBERS, Topic.DOCUMENTS)
def issue_certificates(tx: Writing, order: IssueCertificates) -> str:
    """Give out certificates to everybody who has paid-up shares without one, in order of member number: all, or none.

    The notice is the first and the last number. Refused: NobodyToCertify, and what `issue_certificate` refuses.
    """
    numbers = [issue_certificate.within(tx, IssueCertificate(member_id, order.on, order.class_code))
               for member_id in certificates.without_certificate(tx, order.class_code)]
    if not numbers:
        raise Refused((NobodyToCertify(),))
    return f"{numbers[0]} – {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def who_waits(book: Book, class_code: str) -> int:
    """How many members have paid-up shares without a certificate."""
    with book.reading() as tx:
        return len(certificates.without_certificate(tx, class_code))


@action(Topic.SHARES, Topic.MEMBERS, Topic.DOCUMENTS)
def end_certificate(tx: Writing, order: EndCertificate) -> str:
    """End a certificate (lost, damaged, changed, left) and, when asked, give out a new one for the same shares.

    The notice is the new certificate's number, or empty. Refused: AlreadyEnded, EndReasonMissing, SharesGone, …
    """
    facts = _facts(tx, order.certificate_id)
    refuse_if(rules.check_end(facts, order))
    kept = certificates.by_id(tx, order.certificate_id)
    certificates.end(tx, order.certificate_id, order.on, order.reason, order.note)
    if not order.replace:
        return ""
    return certificates.give_out(tx, kept.member_id, kept.class_code, order.on, kept.ranges, order.certificate_id)


def _facts(tx: Reading, certificate_id: int) -> CertificateFacts:
    kept = certificates.by_id(tx, certificate_id)
    return certificates.facts_for(tx, kept.member_id, kept.class_code, certificate_id)
