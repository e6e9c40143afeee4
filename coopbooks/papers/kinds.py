"""What the kinds of papers are called, in lists and on papers."""

from coopbooks.i18n.markers import N_
from coopbooks.papers.parts import Cell, Label

KINDS = {"share": N_("Shares"), "delivery": N_("Produce receipt"), "payment": N_("Payment for produce"), "advance": N_("Advance"),
         "payout": N_("Dividend and refund"), "entry-fee": N_("Entry fee"), "reversal": N_("Reversal"), "receipt": N_("Receipt"),
         "invoice": N_("Invoice"), "expense": N_("Payment"), "transfer": N_("Transfer"), "journal": N_("Journal entry"),
         "opening": N_("Opening balances"), "opening-item": N_("Opening balance"), "closing": N_("Close of the year"),
         "appropriation": N_("Sharing of the surplus"), "par-change": N_("New value of the share"),
         "second-payment": N_("Second payment"), "second-payout": N_("Second payment paid"), "stock-count": N_("Count of the stock"),
         "income": N_("Money in"), "bill": N_("Supplier bill"), "bill-payment": N_("Bill paid"), "cash-count": N_("Cash count"),
         "loan": N_("Loan received"), "loan-payment": N_("Loan instalment"), "grant": N_("Grant"), "asset": N_("Fixed asset"),
         "depreciation": N_("Depreciation"), "asset-end": N_("End of an asset"),
         "revolving": N_("Revolving capital paid back"), "credit-note": N_("Credit note"), "write-off": N_("Debt written off"),
         "set-off": N_("Set-off"), "quotation": N_("Quotation"), "delivery-note": N_("Delivery note")}
"""By the kind of the document; papers that post nothing are named too."""


def told_text(text: str, kind: str) -> Cell:
    """What a line of a book says: who and why in the user's words, else what kind of paper it is."""
    return Label(text, "") if text else KINDS.get(kind, "")
