"""What registers count, line by line: weights, shares, parts of dividends. Read by `books.explaining`.

Every query answers: place, entry_id (0 without one), document_id, day, member_id, customer_id, product, grade, amount.
"""

_SLIPS = ("SELECT delivery_line_id AS place, entry_id, document_id, doc_date AS day, member_id, NULL AS customer_id, product_id AS product, grade, "
          "{amount} AS amount FROM delivery_line")
_SHARES = ("SELECT s.share_line_id AS place, s.entry_id, s.document_id, effective_on AS day, s.member_id, NULL AS customer_id, 0 AS product, "
           "coalesce(x.class_code, 'A') AS grade, {amount} AS amount FROM share_line AS s LEFT JOIN share_extra AS x USING (share_line_id)")
# The product of a dividend is its year.
_DIVIDENDS = ("SELECT dividend_line_id AS place, l.entry_id, d.document_id, a.decided_on AS day, l.member_id, NULL AS customer_id, "
              "a.year AS product, '' AS grade, {amount} AS amount FROM dividend_line AS l JOIN appropriation AS a USING (appropriation_id) "
              "LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document AS x WHERE x.entry_id = l.entry_id)")
_PAID_OUT = ("SELECT p.payout_id AS place, p.entry_id, p.document_id, d.doc_date AS day, l.member_id, NULL AS customer_id, a.year AS product, "
             "'' AS grade, p.amount_kip AS amount FROM payout AS p JOIN dividend_line AS l USING (dividend_line_id) "
             "JOIN appropriation AS a USING (appropriation_id) JOIN document AS d ON d.document_id = p.document_id")
_LOT = "{0}grade || iif({0}lot = '', '', ' · ' || {0}lot)"
_STOCK = f"""
SELECT delivery_line_id AS place, entry_id, document_id, doc_date AS day, member_id, NULL AS customer_id, product_id AS product, grade,
       net_g AS amount FROM delivery_line
UNION ALL
SELECT invoice_line_id, l.entry_id, document_id, doc_date, NULL, customer_id, product_id, {_LOT.format('').replace('lot', "coalesce(lot, '')")},
       -quantity_milli FROM invoice_line AS l LEFT JOIN invoice_lot USING (invoice_line_id) WHERE product_id IS NOT NULL
UNION ALL
SELECT processing_id, 0, NULL, done_on, NULL, NULL, product_id, {_LOT.format('')}, -in_milli FROM processing
UNION ALL
SELECT processing_out_id, 0, NULL, p.done_on, NULL, NULL, o.product_id, {_LOT.format('o.')}, o.out_milli
  FROM processing_out AS o JOIN processing AS p USING (processing_id)
UNION ALL
SELECT stock_count_id, entry_id, document_id, counted_on, NULL, NULL, product_id, {_LOT.format('')}, counted_milli - book_milli FROM stock_count
"""
COUNTED: dict[str, str] = {
    "delivered": _SLIPS.format(amount="net_g"), "gross": _SLIPS.format(amount="gross_g"), "tare": _SLIPS.format(amount="tare_g"),
    "taken-off": _SLIPS.format(amount="deduction_kip + advance_kip"), "valued": _SLIPS.format(amount="amount_kip"),
    "sold": "SELECT invoice_line_id AS place, entry_id, document_id, doc_date AS day, NULL AS member_id, customer_id, "
            "coalesce(product_id, -1) AS product, grade, quantity_milli AS amount FROM invoice_line",
    "stock": _STOCK,
    "shares": _SHARES.format(amount="share_count"), "subscribed": _SHARES.format(amount="capital_kip"), "paid-up": _SHARES.format(amount="paid_kip"),
    "share-dividend": _DIVIDENDS.format(amount="share_dividend_kip"), "share-tax": _DIVIDENDS.format(amount="share_tax_kip"),
    "patronage": _DIVIDENDS.format(amount="patronage_kip"), "patronage-tax": _DIVIDENDS.format(amount="patronage_tax_kip"),
    "payable-now": _DIVIDENDS.format(amount="payable_now_kip"), "paid-out": _PAID_OUT}
"""What each register that counts says: grams, shares, or kip. In "stock" the grade is followed by the lot, where there is one."""


def lot_of(grade: str, lot: str) -> str:
    """A lot as the grades of "stock" name it."""
    return f"{grade} · {lot}" if lot else grade
