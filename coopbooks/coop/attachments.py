"""Photos and scanned papers in the book: what may be attached, known by its first bytes and not by its name."""

from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

KINDS = ("photo", "id-paper", "application", "decision", "heirs", "logo", "other")
MOST_BYTES = 10_000_000
"""A scan of a page has about one megabyte; ten keep a book copyable to a stick."""

_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"%PDF-", "application/pdf"))


@dataclass(frozen=True, slots=True)
class AttachFile:
    """Order: keep a photo or scan with a member or document. `name` is the file's own name."""

    subject: str
    subject_id: int
    kind: str
    name: str
    body: bytes
    on: date


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Order: an attachment is no longer shown; it stays in the trail."""

    attachment_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept photo or scan."""

    attachment_id: int
    kind: str
    name: str
    media_type: str
    added_on: date


class NoPicture(RuleBroken):
    """A photo is a picture; a scan is a picture or a PDF."""

    field, wording = "body", N_("{name} is not a picture this program can show. Choose a PNG or JPEG file.")


class NotAScan(RuleBroken):
    """A scan is a picture or a PDF."""

    field, wording = "body", N_("{name} is not a picture or a PDF file.")


class FileTooLarge(RuleBroken):
    """A book stays small enough to be copied."""

    field, wording = "body", N_("{name} is larger than {most} megabytes.")


def media_type(body: bytes) -> str:
    """image/png, image/jpeg, application/pdf, or "" for anything else."""
    return next((kind for beginning, kind in _BEGINNINGS if body.startswith(beginning)), "")


def check_attachment(order: AttachFile, readable: bool) -> list[RuleBroken]:
    """Whether a file may be kept. `readable`: a reader of pictures could open it whole (or it is a PDF)."""
    broken: list[RuleBroken] = list(check_texts(order))
    found = media_type(order.body)
    if len(order.body) > MOST_BYTES:
        broken.append(FileTooLarge(name=order.name, most=MOST_BYTES // 1_000_000))
    elif order.kind in ("photo", "logo") and not (found.startswith("image/") and readable):
        broken.append(NoPicture(name=order.name))
    elif not found or not readable:
        broken.append(NotAScan(name=order.name))
    return broken
