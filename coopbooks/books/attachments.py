"""Photos and scans as kept: each content once, by its digest; the attachment names it and stands in the chain."""

import hashlib
from datetime import date

from coopbooks.books.rows_people import AttachmentRow, ContentRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.attachments import AttachFile, Attachment, media_type


def keep(tx: Writing, order: AttachFile) -> int:
    """Keep a file with its subject; returns the attachment's id."""
    digest = hashlib.sha256(order.body).hexdigest()
    if tx.maybe("SELECT 1 FROM content WHERE sha256 = ?", digest) is None:
        tx.append(ContentRow, sha256=digest, body=order.body)
    return tx.decide(AttachmentRow, subject=order.subject, subject_id=order.subject_id, kind=order.kind, name=order.name,
                     media_type=media_type(order.body), sha256=digest, added_on=order.on.isoformat(), takes_away=None)


def take_away(tx: Writing, attachment_id: int, on: date) -> None:
    """Show an attachment no longer. Raises LookupError when there is none."""
    subject, subject_id, kind, name, media, digest = tx.one(
        "SELECT subject, subject_id, kind, name, media_type, sha256 FROM attachment WHERE attachment_id = ?", attachment_id)
    tx.decide(AttachmentRow, subject=subject, subject_id=subject_id, kind=kind, name=name, media_type=media, sha256=digest,
              added_on=on.isoformat(), takes_away=attachment_id)


def shown(tx: Reading, subject: str, subject_id: int) -> tuple[Attachment, ...]:
    """What is shown of a subject, newest first."""
    found = tx.all("SELECT attachment_id, kind, name, media_type, added_on FROM attachment AS a WHERE subject = ? AND subject_id = ? "
                   "AND takes_away IS NULL AND NOT EXISTS (SELECT 1 FROM attachment AS t WHERE t.takes_away = a.attachment_id) "
                   "ORDER BY attachment_id DESC", subject, subject_id)
    return tuple(Attachment(int(row[0]), row[1], row[2], row[3], date.fromisoformat(row[4])) for row in found)


def body_of(tx: Reading, attachment_id: int) -> bytes:
    """The bytes of an attachment. Raises LookupError when there is none."""
    (body,) = tx.one("SELECT body FROM attachment JOIN content USING (sha256) WHERE attachment_id = ?", attachment_id)
    return bytes(body)


def photos(tx: Reading) -> dict[int, int]:
    """The newest shown photo of every member: member id → attachment id."""
    found = tx.all("SELECT subject_id, max(attachment_id) FROM attachment AS a WHERE subject = 'member' AND kind = 'photo' "
                   "AND takes_away IS NULL AND NOT EXISTS (SELECT 1 FROM attachment AS t WHERE t.takes_away = a.attachment_id) "
                   "GROUP BY subject_id")
    return {int(member): int(attachment) for member, attachment in found}
