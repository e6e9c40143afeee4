"""Photos and scanned papers: keeping them in the book, showing them, taking them away."""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from coopbooks.books import attachments
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop import attachments as rules
from coopbooks.coop.attachments import AttachFile, Attachment, TakeAway, media_type
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action

MOST_PIXELS = 60_000_000
"""A picture that unpacks to more than this is no photo of a person, whatever its few bytes say."""


@action(Topic.MEMBERS, Topic.DOCUMENTS)
def attach_file(tx: Writing, order: AttachFile) -> None:
    """Keep a photo or scan with a member or document. Refused: NoPicture, NotAScan, FileTooLarge."""
    refuse_if(rules.check_attachment(order, _is_readable(order.body)))
    attachments.keep(tx, order)


@action(Topic.MEMBERS, Topic.DOCUMENTS)
def take_away_file(tx: Writing, order: TakeAway) -> None:
    """Show a photo or scan no longer. It stays in the trail."""
    attachments.take_away(tx, order.attachment_id, order.on)


def files_of(book: Book, subject: str, subject_id: int) -> tuple[Attachment, ...]:
    """What is shown with a member or document, newest first."""
    with book.reading() as tx:
        return attachments.shown(tx, subject, subject_id)


def file_body(book: Book, attachment_id: int) -> bytes:
    """The bytes of a kept file."""
    with book.reading() as tx:
        return attachments.body_of(tx, attachment_id)


def photo_of(book: Book, member_id: int) -> bytes | None:
    """The newest photo of a member, or None."""
    with book.reading() as tx:
        found = next((one for one in attachments.shown(tx, "member", member_id) if one.kind == "photo"), None)
        return attachments.body_of(tx, found.attachment_id) if found else None


def _is_readable(body: bytes) -> bool:
    """Whether a picture opens whole. A PDF is taken by its beginning: it is shown by another program."""
    if media_type(body) == "application/pdf":
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(body), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return False
                picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return False
    return True
