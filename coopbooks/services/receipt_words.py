"""What a customer's receipt says: which invoices the money pays, and what the customer owes after it."""

from coopbooks.books import customers, receipts
from coopbooks.books.documents import KeptPaper
from coopbooks.books.transaction import Reading
from coopbooks.i18n.markers import N_


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
