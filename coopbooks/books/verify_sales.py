"""The sales ledger: nothing credited, delivered or receipted beyond what was sold or paid; papers that post nothing keep their numbers."""

import json
from collections.abc import Iterator

from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding
from coopbooks.i18n.markers import N_

_CREDITED = """
SELECT d.number FROM credit_line AS c JOIN invoice_line AS l USING (invoice_line_id) JOIN document AS d ON d.document_id = l.document_id
 GROUP BY l.invoice_line_id HAVING sum(c.quantity_milli) NOT BETWEEN 0 AND max(l.quantity_milli)
     OR sum(c.net_kip) NOT BETWEEN 0 AND max(l.net_kip) OR sum(c.vat_kip) NOT BETWEEN 0 AND max(l.vat_kip) LIMIT ?
"""

_SHARED_OUT = """
SELECT d.number, d.total_kip, sum(a.amount_kip), coalesce((
           SELECT gain_kip FROM receipt_extra AS x WHERE x.document_id = d.document_id), 0) AS gain
  FROM document AS d JOIN allocation AS a USING (document_id) WHERE d.kind IN ('receipt', 'credit-note', 'write-off')
 GROUP BY d.document_id HAVING sum(a.amount_kip) > abs(d.total_kip) - gain LIMIT ?
"""

_TWO_SIDES = """
SELECT d.number, d.total_kip, sum(l.net_kip + l.vat_kip) FROM credit_line AS l JOIN document AS d USING (document_id)
 WHERE d.kind = 'credit-note' GROUP BY d.document_id HAVING sum(l.net_kip + l.vat_kip) <> -d.total_kip
 UNION ALL
SELECT d.number, d.total_kip, sum(w.amount_kip) FROM write_off AS w JOIN document AS d USING (document_id)
 WHERE d.kind = 'write-off' GROUP BY d.document_id HAVING sum(w.amount_kip) <> d.total_kip LIMIT ?
"""


def trade(tx: Reading) -> Iterator[Finding]:
    """Credit notes, receipts, write-offs, quotations and delivery notes agree with what they speak of."""
    for (number,) in tx.all(_CREDITED, MOST_TOLD):
        yield Finding("trade", N_("More was taken back of invoice {number} than was sold."), {"number": number})
    for number, total, shared, _gain in tx.all(_SHARED_OUT, MOST_TOLD):
        yield Finding("trade", N_("{number} of {total_kip} pays {shared_kip} of the invoices."),
                      {"number": number, "total_kip": abs(total), "shared_kip": shared})
    for number, total, lines in tx.all(_TWO_SIDES, MOST_TOLD):
        yield Finding("trade", N_("{number} says {total_kip}, its lines add up to {lines_kip}."),
                      {"number": number, "total_kip": total, "lines_kip": lines})
    yield from _goods(tx)
    for kind, year, count, last in tx.all("SELECT kind, series_year, count(*), max(serial) FROM trade_paper GROUP BY kind, series_year"):
        if count != last:
            yield Finding("trade", N_("Quotations or delivery notes of {year} are missing: {count} of {last} are there."),
                          {"year": str(year), "count": count, "last": last, "kind": kind})


def _goods(tx: Reading) -> Iterator[Finding]:
    """No more left the store for an invoice than its lines say."""
    left: dict[int, list[int]] = {}
    for document_id, lines in tx.each(
            "SELECT document_id, lines FROM trade_paper AS t WHERE document_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM trade_paper_end AS e WHERE e.trade_paper_id = t.trade_paper_id)"):
        if document_id not in left:
            left[document_id] = [milli for (milli,) in tx.all("SELECT quantity_milli FROM invoice_line WHERE document_id = ? "
                                                               "ORDER BY invoice_line_id", document_id)]
        for place, milli in json.loads(lines):
            left[document_id][place] -= milli
    for document_id, sold in left.items():
        if min(sold) < 0:
            (number,) = tx.one("SELECT number FROM document WHERE document_id = ?", document_id)
            yield Finding("trade", N_("More left the store for invoice {number} than was sold."), {"number": number})
