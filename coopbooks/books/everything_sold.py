"""What was sold as plain tables, part of `books.everything`: invoices, receipts with what they pay, and what lowered a debt otherwise.

Quotations and delivery notes are listed too; they post nothing, and there is no import of them.
"""


def _at(place: int) -> str:
    """A part of a line that is kept as a list."""
    return f"json_extract(l.value, '$[{place}]')"


def trade_tables(stands: str) -> tuple[tuple[str, str, str], ...]:
    """Name, columns and query of each table. `stands` leaves out papers that were reversed."""
    return (
        ("sales", "invoice on customer product description grade quantity unit price_kip vat_percent due paid_into "
         "customer_ref currency foreign_amount rate note lot",
         "SELECT d.number, d.doc_date, c.number, code, description, grade, quantity_milli, l.unit, price_kip, vat_percent, due_on, box, "
         "customer_ref, currency, foreign_cents, rate, d.note, lot FROM invoice_line AS l JOIN document AS d USING (document_id) "
         "JOIN customer AS c ON c.customer_id = l.customer_id LEFT JOIN product USING (product_id) "
         "LEFT JOIN invoice_extra AS x ON x.document_id = d.document_id LEFT JOIN invoice_lot USING (invoice_line_id) "
         f"WHERE d.kind = 'invoice' AND {stands} ORDER BY invoice_line_id"),
        ("receipts", "receipt on customer amount_kip into invoice parts foreign_amount note",
         "SELECT d.number, doc_date, c.number, total_kip, box, detail, CASE WHEN x.foreign_cents > 0 THEN '' ELSE coalesce(("
         "SELECT group_concat(i.number || '=' || a.amount_kip, '; ') FROM allocation AS a JOIN document AS i ON i.document_id = a.item_id "
         "WHERE a.document_id = d.document_id), '-') END, x.foreign_cents, d.note FROM document AS d JOIN customer AS c USING (customer_id) "
         "LEFT JOIN receipt_extra AS x ON x.document_id = d.document_id "
         f"WHERE d.kind = 'receipt' AND {stands} ORDER BY d.document_id"),
        ("credit_notes", "credit_note on invoice line quantity amount_kip reason refund_from",
         "SELECT d.number, d.doc_date, i.number, (SELECT count(*) FROM invoice_line AS o WHERE o.document_id = l.document_id "
         "AND o.invoice_line_id <= l.invoice_line_id), t.quantity_milli, t.net_kip, d.note, d.box FROM credit_line AS t "
         "JOIN document AS d ON d.document_id = t.document_id JOIN invoice_line AS l USING (invoice_line_id) "
         f"JOIN document AS i ON i.document_id = l.document_id WHERE d.kind = 'credit-note' AND {stands} ORDER BY credit_line_id"),
        ("write_offs", "write_off on invoice amount_kip reason approved_by",
         "SELECT d.number, d.doc_date, i.number, w.amount_kip, d.note, approved_by FROM write_off AS w JOIN document AS d USING (document_id) "
         f"JOIN document AS i ON i.document_id = w.item_id WHERE d.kind = 'write-off' AND {stands} ORDER BY write_off_id"),
        ("allocations", "entry on customer amount_kip invoice note",
         "SELECT d.number, d.doc_date, c.number, a.amount_kip, i.number, d.note FROM allocation AS a JOIN document AS d USING (document_id) "
         "JOIN document AS i ON i.document_id = a.item_id JOIN customer AS c ON c.customer_id = i.customer_id "
         f"WHERE d.kind = 'journal' AND d.detail = 'allocation' AND {stands} ORDER BY allocation_id"),
        ("quotations", "quotation on customer line product description grade quantity unit price_kip vat_percent valid_until note "
         "withdrawn_on reason",
         f"SELECT t.number, t.doc_date, c.number, l.key + 1, p.code, {', '.join(_at(place) for place in range(1, 7))}, valid_until, t.note, "
         "ended_on, e.reason FROM trade_paper AS t JOIN customer AS c USING (customer_id) "
         "LEFT JOIN trade_paper_end AS e USING (trade_paper_id), json_each(t.lines) AS l "
         f"LEFT JOIN product AS p ON p.product_id = {_at(0)} WHERE t.kind = 'quotation' ORDER BY t.trade_paper_id, l.key"),
        ("delivery_notes", "delivery_note on customer invoice line quantity note withdrawn_on reason",
         f"SELECT t.number, t.doc_date, c.number, d.number, {_at(0)} + 1, {_at(1)}, t.note, ended_on, e.reason "
         "FROM trade_paper AS t JOIN customer AS c USING (customer_id) JOIN document AS d ON d.document_id = t.document_id "
         "LEFT JOIN trade_paper_end AS e USING (trade_paper_id), json_each(t.lines) AS l "
         "WHERE t.kind = 'delivery-note' ORDER BY t.trade_paper_id, l.key"),
    )
