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
    Task("sale", N_("Sale / invoice"), "F3", "receipt-text-outline", "info"),
    Task("receive-money", N_("Receive money"), "F4", "cash-plus", "success"),
    Task("share-payment", N_("Share payment"), "F7", "certificate-outline", "accent_text"),
    Task("statement", N_("Member statement"), "F8", "file-document-outline", "info", is_paper=False),
    Task("pay-money", N_("Pay money"), "F6", "cash-minus", "danger"),
    Task("money-in", N_("Money in"), "", "cash-plus", "success"),
    Task("transfer", N_("Transfer"), "", "swap-horizontal", "info"),
    Task("count-cash", N_("Count cash"), "", "calculator-variant-outline", "primary"),
    Task("bill", N_("Supplier bill"), "", "file-document-outline", "warn"),
    Task("entry", N_("Entry by hand"), "", "book-open-page-variant-outline", "text2"),
    Task("collect-instalments", N_("Collect instalments"), "", "cash-plus", "accent_text"),
    Task("share-transfer", N_("Transfer shares"), "", "swap-horizontal", "info"),
    Task("share-redeem", N_("Redeem shares"), "", "cash-minus", "danger"),
    Task("share-pay-out", N_("Pay for shares taken back"), "", "cash-minus", "danger"),
    Task("share-bonus", N_("Bonus shares"), "", "certificate-outline", "accent_text"),
    Task("share-convert", N_("Into another class"), "", "swap-horizontal", "info", is_paper=False),
    Task("share-cancel", N_("Give up unpaid shares"), "", "close", "danger", is_paper=False),
    Task("share-heirs", N_("Shares to the heirs"), "", "account-group-outline", "info", is_paper=False),
    Task("share-pledge", N_("Pledge or release"), "", "lock-outline", "warn", is_paper=False),
    Task("set-off", N_("Set off debts"), "", "swap-horizontal", "info"),
    Task("share-certificate", N_("Give out a certificate"), "", "certificate-outline", "accent_text", is_paper=False),
    Task("add-member", N_("Add member"), "Ctrl+N", "account-plus-outline", "success"),
    Task("pay-member", N_("Pay member"), "", "cash-minus", "danger"),
    Task("import", N_("Bring in a table (Excel, CSV)"), "", "file-excel-outline", "success", is_paper=False),
    Task("take-back-import", N_("Take back a file"), "", "undo-variant", "danger", is_paper=False),
)
"""In the order in which lists show them."""

TILES = ("delivery", "sale", "receive-money", "pay-money", "share-payment", "statement", "money-in", "add-member")
"""Tasks on Home until somebody chooses others: the first six of these that there are."""


def tiles(chosen: str) -> tuple[Task, ...]:
    """The six tasks of Home: those chosen, by their names separated by spaces, filled up in the usual order."""
    known = {task.name: task for task in TASKS}
    names = dict.fromkeys(name for name in (*chosen.split(), *TILES, *known) if name in known)
    return tuple(known[name] for name in list(names)[:6])
