"""Drafts: what somebody was writing when the telephone rang. Not posted, not numbered, not sealed; it may be changed and thrown away."""

import json
from dataclasses import dataclass

from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

LONGEST_DRAFT = 100_000
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as kept: what it will be (kind), what was typed (JSON), who wrote it and when (UTC)."""

    draft_key: str
    kind: str
    content: str
    user_name: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Order: keep what was typed so far. The key is the form's own; keeping again replaces it."""

    draft_key: str
    kind: str
    content: str


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Order: throw a draft away."""

    draft_key: str


class DraftKeyMissing(RuleBroken):
    """A draft has a key, so that it can be found again."""

    field, wording = "draft_key", N_("Give the draft a key of up to {most} characters.")


class DraftUnreadable(RuleBroken):
    """A draft is kept as JSON."""

    field, wording = "content", N_("The draft is not a JSON text.")


class DraftTooLong(RuleBroken):
    """A draft is what a person types."""

    field, wording = "content", N_("The draft is longer than {most} characters.")


def check_draft(order: KeepDraft) -> list[RuleBroken]:
    """Whether a draft may be kept."""
    broken: list[RuleBroken] = []
    if not (1 <= len(order.draft_key) <= LONGEST_KEY and 1 <= len(order.kind) <= LONGEST_KEY):
        broken.append(DraftKeyMissing(most=LONGEST_KEY))
    if len(order.content) > LONGEST_DRAFT:
        return [*broken, DraftTooLong(most=LONGEST_DRAFT)]
    try:
        json.loads(order.content)
    except ValueError:
        broken.append(DraftUnreadable())
    return broken
