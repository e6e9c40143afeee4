"""Drafts as kept: plain rows outside the chain, changed and thrown away freely."""

from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.drafts import Draft, KeepDraft

_DRAFT = "draft_key, kind, content, user_name, changed_at"


def all_drafts(tx: Reading, kind: str = "") -> tuple[Draft, ...]:
    """Every draft, or those of a kind, the last changed first."""
    found = tx.all(f"SELECT {_DRAFT} FROM draft WHERE ?1 = '' OR kind = ?1 ORDER BY changed_at DESC, draft_key", kind)
    return tuple(Draft(*row) for row in found)


def keep(tx: Writing, order: KeepDraft) -> None:
    """Keep a draft, in place of what its key held before."""
    tx.change_draft(f"INSERT INTO draft ({_DRAFT}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (draft_key) DO UPDATE SET kind = excluded.kind, "
                    "content = excluded.content, user_name = excluded.user_name, changed_at = excluded.changed_at",
                    order.draft_key, order.kind, order.content, tx.user_name, tx.recorded_at)


def drop(tx: Writing, draft_key: str) -> None:
    """Throw a draft away; nothing happens when it is gone already."""
    tx.change_draft("DELETE FROM draft WHERE draft_key = ?", draft_key)
