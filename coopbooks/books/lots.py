"""The lot of a line of sale as kept: beside the line, so that the card of that lot moves."""

from coopbooks.books.rows_sales import InvoiceLotRow
from coopbooks.books.transaction import Reading, Writing


def known(tx: Reading) -> frozenset[tuple[int, str, str]]:
    """Every lot with a name: product, grade, lot."""
    found = tx.all("SELECT product_id, grade, lot FROM processing_out WHERE lot <> '' UNION SELECT product_id, grade, lot FROM stock_count "
                   "WHERE lot <> ''")
    return frozenset((int(product), str(grade), str(lot)) for product, grade, lot in found)


def keep(tx: Writing, entry_id: int, invoice_line_id: int, lot: str) -> None:
    """Append the lot of a line to its open entry; nothing where none is named."""
    if lot:
        tx.append(InvoiceLotRow, entry_id=entry_id, invoice_line_id=invoice_line_id, lot=lot)


_LOTS = "SELECT coalesce(x.lot, '') FROM invoice_line AS l LEFT JOIN invoice_lot AS x USING (invoice_line_id) "


def of_lines(tx: Reading, entry_id: int) -> list[str]:
    """The lots of the lines of sale of an entry, in their order; empty where none is named."""
    return [str(lot) for (lot,) in tx.all(f"{_LOTS}WHERE l.entry_id = ? ORDER BY l.invoice_line_id", entry_id)]


def of_paper(tx: Reading, document_id: int) -> list[str]:
    """The same of an invoice."""
    return [str(lot) for (lot,) in tx.all(f"{_LOTS}WHERE l.document_id = ? ORDER BY l.invoice_line_id", document_id)]
