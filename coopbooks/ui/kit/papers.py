"""How lists name papers: the kind in words, its icon, its short detail."""

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services.printing import SHARE_WORDS

KINDS = {"share": N_("Shares"), "delivery": N_("Produce receipt"), "payment": N_("Payment for produce"), "advance": N_("Advance"),
         "payout": N_("Dividend and refund"), "entry-fee": N_("Entry fee"), "reversal": N_("Reversal"), "receipt": N_("Receipt"),
         "invoice": N_("Invoice"), "expense": N_("Payment"), "transfer": N_("Transfer"), "journal": N_("Journal entry"),
         "opening": N_("Opening balances"), "opening-item": N_("Opening balance"), "closing": N_("Close of the year"),
         "appropriation": N_("Sharing of the surplus"), "par-change": N_("New value of the share"),
         "income": N_("Money in"), "bill": N_("Supplier bill"), "bill-payment": N_("Bill paid"), "cash-count": N_("Cash count"),
         "loan": N_("Loan received"), "loan-payment": N_("Loan instalment"), "grant": N_("Grant"), "asset": N_("Fixed asset"),
         "depreciation": N_("Depreciation"), "asset-end": N_("End of an asset"),
         "revolving": N_("Revolving capital paid back"), "credit-note": N_("Credit note"), "write-off": N_("Debt written off")}
"""Kinds of papers as lists name them."""
ICONS = {"share": "certificate-outline", "delivery": "basket-outline", "payment": "cash-minus", "advance": "cash-minus",
         "payout": "cash-minus", "receipt": "cash-plus", "entry-fee": "cash-plus", "invoice": "receipt-text-outline",
         "transfer": "swap-horizontal", "expense": "cash-minus", "reversal": "undo-variant", "income": "cash-plus",
         "bill": "file-document-outline", "credit-note": "undo-variant", "write-off": "close", "bill-payment": "cash-minus",
         "cash-count": "cash", "loan": "bank-outline", "loan-payment": "cash-minus", "grant": "cash-plus"}


def what(kind: str, detail: str) -> str:
    """A paper's kind and short word, in the reader's language."""
    word = SHARE_WORDS.get(detail)
    return tr(KINDS[kind]) + (f" · {tr(word)}" if word else f" · {detail}" if detail.isdigit() else "")
