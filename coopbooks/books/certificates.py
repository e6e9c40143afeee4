"""Share certificates as kept: given out once, ended once, both in the chain."""

from collections.abc import Iterable
from datetime import date

from coopbooks.books import members, settings, share_register, shares
from coopbooks.books.chain import head_code
from coopbooks.books.rows_people import CertificateEndRow, CertificateRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.certificates import Certificate, CertificateFacts, outdated, paid_numbers, uncertified
from coopbooks.coop.share_numbers import Range, as_text, count, read_ranges
from coopbooks.coop.shares import fully_paid_count
from coopbooks.ledger.money import Kip

PREFIX = "CT"

_COLUMNS = """
SELECT c.certificate_id, c.number, c.member_id, c.class_code, c.issued_on, c.share_count, c.par_value_kip, c.numbers,
       coalesce(b.number, ''), e.ended_on, coalesce(e.reason, ''), substr(v.recorded_at, 1, 10), substr(w.recorded_at, 1, 10)
  FROM certificate AS c JOIN event AS v ON v.event_id = c.event_id LEFT JOIN certificate AS b ON b.certificate_id = c.replaces
  LEFT JOIN certificate_end AS e ON e.certificate_id = c.certificate_id LEFT JOIN event AS w ON w.event_id = e.event_id
"""


def _certificate(row: tuple[object, ...]) -> Certificate:
    key, number, member_id, code, issued, shares_, par, numbers, replaces, ended, reason, recorded, end_recorded = row
    return Certificate(int(str(key)), str(number), int(str(member_id)), str(code), date.fromisoformat(str(issued)), int(str(shares_)),
                       Kip(int(str(par))), read_ranges(str(numbers)), str(replaces), date.fromisoformat(str(ended)) if ended else None,
                       str(reason), date.fromisoformat(str(recorded)), date.fromisoformat(str(end_recorded)) if end_recorded else None)


def all_certificates(tx: Reading, member_id: int | None = None) -> tuple[Certificate, ...]:
    """Every certificate that was given out, or a member's, in order of number."""
    wanted, given = (" WHERE c.member_id = ?", (member_id,)) if member_id is not None else ("", ())
    return tuple(map(_certificate, tx.all(f"{_COLUMNS}{wanted} ORDER BY c.certificate_id", *given)))


def by_id(tx: Reading, certificate_id: int) -> Certificate:
    """One certificate. Raises LookupError when there is none."""
    return _certificate(tx.one(f"{_COLUMNS} WHERE c.certificate_id = ?", certificate_id))


def by_number(tx: Reading, number: str) -> Certificate | None:
    """The certificate with a number."""
    found = tx.maybe(f"{_COLUMNS} WHERE c.number = ?", number)
    return _certificate(found) if found else None


def recorded(tx: Reading, certificate_id: int) -> tuple[date, str]:
    """The day a certificate was recorded, and the code of the book's head then: both stay what they are for ever."""
    day, digest = tx.one("SELECT substr(recorded_at, 1, 10), hash FROM event JOIN certificate USING (event_id) WHERE certificate_id = ?",
                         certificate_id)
    return date.fromisoformat(day), head_code(bytes(digest))


def facts_for(tx: Reading, member_id: int, class_code: str, certificate_id: int | None = None) -> CertificateFacts:
    """What the certificate rules judge."""
    held = shares.holding(tx, member_id, None, class_code)
    par = shares.terms_on(tx, tx.today, class_code).par_value_kip
    paid = fully_paid_count(held.share_count, held.paid_kip, par)
    valid = tuple(one for one in all_certificates(tx, member_id) if one.class_code == class_code and one.ended_on is None)
    return CertificateFacts(members.brief(tx, member_id), paid_numbers(share_register.ranges_of(tx, member_id, class_code), paid), valid,
                            settings.open_days(tx), by_id(tx, certificate_id) if certificate_id is not None else None)


def give_out(tx: Writing, member_id: int, class_code: str, on: date, ranges: tuple[Range, ...], replaces: int | None = None) -> str:
    """Give out a certificate under the next number; returns the number."""
    (last,) = tx.one("SELECT coalesce(max(certificate_id), 0) FROM certificate")
    number = f"{PREFIX}-{int(last) + 1:04}"
    tx.decide(CertificateRow, number=number, member_id=member_id, class_code=class_code, issued_on=on.isoformat(),
              share_count=count(ranges), par_value_kip=shares.terms_on(tx, on, class_code).par_value_kip,
              numbers=as_text(ranges).replace("–", "-"), replaces=replaces)
    return number


def end_outdated(tx: Writing, class_of_members: Iterable[tuple[int, str]], on: date) -> None:
    """End, as changed, every valid certificate of these members and classes whose shares have moved."""
    for member_id, code in sorted(set(class_of_members)):
        if tx.maybe("SELECT 1 FROM certificate AS c WHERE member_id = ? AND class_code = ? AND NOT EXISTS (SELECT 1 FROM certificate_end AS e "
                    "WHERE e.certificate_id = c.certificate_id) LIMIT 1", member_id, code):
            facts = facts_for(tx, member_id, code)
            for one in outdated(facts.paid_ranges, facts.valid):
                end(tx, one.certificate_id, max(on, one.issued_on), "changed", "")


def without_certificate(tx: Reading, class_code: str) -> tuple[int, ...]:
    """Who has paid-up shares of a class that no valid certificate covers, in order of member number."""
    held = shares.holdings_of_class(tx, class_code)
    return tuple(member_id for member_id in members.load_all(tx) if member_id in held and uncertified(facts_for(tx, member_id, class_code)))


def last_changed(tx: Reading, member_id: int, class_code: str) -> int | None:
    """The newest certificate that ended because its shares moved and has no certificate in its place."""
    (found,) = tx.one("SELECT max(certificate_id) FROM certificate AS c JOIN certificate_end USING (certificate_id) WHERE member_id = ? AND "
                      "class_code = ? AND reason = 'changed' AND NOT EXISTS (SELECT 1 FROM certificate AS r WHERE r.replaces = c.certificate_id)",
                      member_id, class_code)
    return int(found) if found is not None else None


def end(tx: Writing, certificate_id: int, on: date, reason: str, note: str) -> None:
    """Record why and when a certificate is no longer valid."""
    tx.decide(CertificateEndRow, certificate_id=certificate_id, ended_on=on.isoformat(), reason=reason, note=note)
