"""What the registers of produce say of their items: the lines behind a slip's amounts, a payment run, a count.

Read by `books.explaining`, by register and account, as debits.
"""

from coopbooks.ledger.accounts import AccountRole

_SLIP = "SELECT entry_id, document_id, delivery_line_id AS item, {what} AS kip FROM delivery_line WHERE {what} <> 0"
_OF_ACCOUNT = "EXISTS (SELECT 1 FROM posting AS p WHERE p.entry_id = l.entry_id AND p.account_id = :account)"

PRODUCE: dict[str, dict[AccountRole | None, str]] = {
    # A line's rest went to what we owe, or out of the box that the entry credits.
    "delivery": {AccountRole.PRODUCE_COST: _SLIP.format(what="amount_kip"), AccountRole.ADVANCES: _SLIP.format(what="-advance_kip"),
                 None: "SELECT l.entry_id, l.document_id, l.delivery_line_id AS item, l.advance_kip - l.amount_kip AS kip "
                       f"FROM delivery_line AS l WHERE l.amount_kip <> l.advance_kip AND {_OF_ACCOUNT}"},
    "run": {None: "SELECT r.entry_id, r.document_id, l.payment_run_id AS item, r.amount_kip AS kip FROM run_payment AS r "
                  "JOIN payment_run_line AS l USING (payment_run_line_id) WHERE :member IS NULL OR l.member_id = :member"},
    "second": {None: "SELECT entry_id, document_id, payment_run_id AS item, -amount_kip AS kip FROM second_payment "
                     "WHERE :member IS NULL OR member_id = :member"},
    "count": {None: "SELECT entry_id, document_id, stock_count_id AS item, value_kip AS kip FROM stock_count WHERE value_kip <> 0"},
}
