"""A number for each paper that is asked for by one: how the practice co-op shows every paper there is."""

from coopbooks.books.book import Book

_SOMEBODY = "SELECT m.number FROM dividend_line AS d JOIN member AS m USING (member_id) ORDER BY d.net_kip DESC LIMIT 1"
_OWING = "SELECT c.number FROM customer AS c JOIN posting AS p USING (customer_id) GROUP BY c.number ORDER BY sum(p.amount_kip) DESC LIMIT 1"
SAMPLES = {
    "member-statement": _SOMEBODY, "talking-statement": _SOMEBODY, "tax-slip": _SOMEBODY, "member-card": _SOMEBODY,
    "settlement": "SELECT number FROM member WHERE left_on IS NOT NULL ORDER BY left_on DESC LIMIT 1",
    "share-transfer": "SELECT number FROM document WHERE kind = 'share' AND detail = 'transfer' ORDER BY document_id DESC LIMIT 1",
    "share-certificate": ("SELECT number FROM certificate WHERE certificate_id NOT IN (SELECT certificate_id FROM certificate_end) "
                          "ORDER BY certificate_id LIMIT 1"),
    "invoice": "SELECT number FROM document WHERE kind = 'invoice' ORDER BY document_id DESC LIMIT 1",
    "credit-note": "SELECT number FROM document WHERE kind = 'credit-note' ORDER BY document_id DESC LIMIT 1",
    "quotation": "SELECT number FROM trade_paper WHERE kind = 'quotation' ORDER BY trade_paper_id DESC LIMIT 1",
    "delivery-note": "SELECT number FROM trade_paper WHERE kind = 'delivery-note' ORDER BY trade_paper_id DESC LIMIT 1",
    "customer-statement": _OWING, "reminder": _OWING,
    "loan-schedule": "SELECT number FROM loan ORDER BY loan_id LIMIT 1",
    "cash-count": "SELECT number FROM cash_count ORDER BY cash_count_id DESC LIMIT 1",
    "advance-agreement": "SELECT number FROM document WHERE kind = 'advance' ORDER BY document_id DESC LIMIT 1",
    "pay-list": "SELECT number FROM payment_run ORDER BY payment_run_id DESC LIMIT 1",
    **{f"receipt-{kind}": f"SELECT number FROM document WHERE kind = '{kind}' ORDER BY document_id DESC LIMIT 1"
       for kind in ("share", "delivery", "payment", "advance", "receipt", "payout", "expense")},
}
"""By the paper's name; a receipt is shown for every kind of money that moves."""


def samples(book: Book) -> dict[str, str]:
    """For each paper the number of one that the book holds; papers of which there is none are left out."""
    with book.reading() as tx:
        found = {name: tx.maybe(sql) for name, sql in SAMPLES.items()}
    return {name: str(row[0]) for name, row in found.items() if row is not None and row[0] is not None}
