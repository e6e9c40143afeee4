"""What a customer's receipt says: which invoices the money pays, what the customer owes after it; and what a set-off leaves of the debts."""

from coopbooks.books import balances, customers, receipts
from coopbooks.books.documents import KeptPaper
from coopbooks.books.transaction import Reading
from coopbooks.coop.set_off import DEBT_WORDS, OWES_US, WE_OWE
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole


def paid_for(tx: Reading, paper: KeptPaper) -> tuple[str, dict[str, object]]:
    """What the money is for: the invoices by number, or the customer's account."""
    numbers = list(dict.fromkeys(part.item_number for part in receipts.parts_of_receipt(tx, paper.document_id) if part.amount_kip > 0))
    if not numbers:
        return N_("Money received"), {}
    return N_("Payment of {invoices}"), {"invoices": ", ".join(numbers)}


def after_it(tx: Reading, paper: KeptPaper) -> tuple[tuple[str, int], ...]:
    """What the customer still owes at the close of the day, or has on account."""
    if paper.customer_id is None or paper.kind not in ("receipt", "write-off", "credit-note", "invoice"):
        return ()
    owed = int(customers.owed_kip(tx, paper.customer_id, paper.on))
    return ((N_("Still to pay"), owed),) if owed >= 0 else ((N_("On account"), -owed),)


def debts_after(tx: Reading, paper: KeptPaper) -> tuple[tuple[str, int], ...]:
    """What is left of every debt that a set-off touched, at the close of the day."""
    moved = {str(role) for (role,) in tx.all("SELECT role FROM posting JOIN account USING (account_id) WHERE entry_id = ?", paper.entry_id)}
    part = balances.of_member_on(tx, paper.member_id or 0, paper.on)
    left = [(DEBT_WORDS[what], abs(int(part.get(tx.account_id(role), 0)))) for what, role in {**WE_OWE, **OWES_US}.items()
            if role in moved and role != AccountRole.RECEIVABLE]
    if paper.customer_id is not None:
        left.append((DEBT_WORDS["goods"], int(customers.owed_kip(tx, paper.customer_id, paper.on))))
    return tuple(left)
