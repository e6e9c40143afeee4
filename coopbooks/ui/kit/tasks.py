"""The things a user starts by name, in one list: Home's tiles, the New menu and the command palette show them."""

from dataclasses import dataclass

from coopbooks.i18n.markers import N_


@dataclass(frozen=True, slots=True)
class Task:
    """One task: the name `desk.act` knows, its words, key, icon and colour. `is_paper`: it makes a document (the New menu)."""

    name: str
    message: str
    keys: str
    icon: str
    tint: str
    is_paper: bool = True


TASKS = (
    Task("delivery", N_("Record a delivery"), "F2", "basket-outline", "primary"),
    Task("share-payment", N_("Share payment"), "F7", "certificate-outline", "accent_text"),
    Task("statement", N_("Member statement"), "F8", "file-document-outline", "info", is_paper=False),
    Task("add-member", N_("Add member"), "Ctrl+N", "account-plus-outline", "success"),
)
"""In the order of Home's tiles."""
