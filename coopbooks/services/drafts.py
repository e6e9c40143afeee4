"""Drafts: kept while somebody writes, found again after a power cut, thrown away when the paper is posted."""

import json
from datetime import date, timedelta
from typing import Any

from coopbooks.books import drafts
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.drafts import Draft, DropDraft, KeepDraft, check_draft
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import action

FORM = "form "
"""Before the name of a form in the kind of its drafts."""
OLD_DAYS = 3
"""After so many days a draft is worth a word."""


@action()
def keep_draft(tx: Writing, order: KeepDraft) -> None:
    """Keep what was typed so far; nothing is posted. Refused: DraftKeyMissing, DraftUnreadable, DraftTooLong."""
    refuse_if(check_draft(order))
    drafts.keep(tx, order)


@action()
def drop_draft(tx: Writing, order: DropDraft) -> None:
    """Throw a draft away."""
    drafts.drop(tx, order.draft_key)


def all_drafts(book: Book, kind: str = "") -> tuple[Draft, ...]:
    """Every draft, or those of a kind, the last changed first."""
    with book.reading() as tx:
        return drafts.all_drafts(tx, kind)


def content_of(draft: Draft) -> dict[str, Any]:
    """What a draft holds; nothing where it holds no group of named values."""
    try:
        found = json.loads(draft.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def form_of(draft: Draft) -> tuple[str, str] | None:
    """The form a draft belongs to, by name, and whom it is about; None for a draft of another page."""
    return (draft.kind.removeprefix(FORM), str(content_of(draft).get("subject", ""))) if draft.kind.startswith(FORM) else None


def unfinished(book: Book) -> tuple[str, str] | None:
    """The form in which this person was writing last."""
    return next((form_of(one) for one in all_drafts(book) if one.kind.startswith(FORM) and one.user_name == (book.user_name or "")), None)


def old_drafts(tx: Reading, today: date) -> tuple[Draft, ...]:
    """The drafts that nobody has touched for days, the newest of them first."""
    before = (today - timedelta(days=OLD_DAYS)).isoformat()
    return tuple(one for one in drafts.all_drafts(tx) if one.changed_at[:10] < before)
