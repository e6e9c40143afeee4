"""How lists name papers: the kind in words, its icon, its short detail; and how a list says which paper it means."""

from dataclasses import dataclass

from coopbooks.i18n.catalogue import tr
from coopbooks.papers.kinds import KINDS
from coopbooks.services.printing import SHARE_WORDS

__all__ = ["ICONS", "KINDS", "ThatPaper", "paper_of", "what"]
ICONS = {"share": "certificate-outline", "delivery": "basket-outline", "payment": "cash-minus", "advance": "cash-minus",
         "payout": "cash-minus", "receipt": "cash-plus", "entry-fee": "cash-plus", "invoice": "receipt-text-outline",
         "transfer": "swap-horizontal", "expense": "cash-minus", "reversal": "undo-variant", "income": "cash-plus",
         "bill": "file-document-outline", "credit-note": "undo-variant", "quotation": "file-document-outline", "delivery-note": "basket-outline",
         "write-off": "close", "bill-payment": "cash-minus",
         "set-off": "swap-horizontal", "cash-count": "cash", "loan": "bank-outline", "loan-payment": "cash-minus", "grant": "cash-plus"}


def what(kind: str, detail: str) -> str:
    """A paper's kind and short word, in the reader's language."""
    word = SHARE_WORDS.get(detail)
    return tr(KINDS[kind]) + (f" · {tr(word)}" if word else f" · {detail}" if detail.isdigit() else "")


@dataclass(frozen=True, slots=True)
class ThatPaper:
    """The very paper that is meant, when a page is sent to it: the same number may stand on papers of several years."""

    document_id: int


def paper_of(document_id: int | None) -> tuple[ThatPaper, ...]:
    """What is added to a number, so that the page opens this very paper; nothing where there is no paper."""
    return (ThatPaper(document_id),) if document_id is not None else ()
