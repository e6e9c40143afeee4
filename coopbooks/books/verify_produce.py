"""Produce beyond the slip: payment runs against what was paid in them, second payments and counts of the stock against the journal."""

from collections.abc import Iterator

from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding, account
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole

_STANDS = "NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = {entry}) AND (SELECT reverses FROM entry AS e WHERE e.entry_id = {entry}) IS NULL"


def runs(tx: Reading) -> Iterator[Finding]:
    """Every run equals its payments: each paid line its own amount, each payment its paper, each second payment its entry."""
    for number, member, paid, amount in tx.all(
            "SELECT r.number, m.number, sum(p.amount_kip), l.amount_kip FROM run_payment AS p JOIN payment_run_line AS l USING (payment_run_line_id) "
            "JOIN payment_run AS r USING (payment_run_id) JOIN member AS m ON m.member_id = l.member_id GROUP BY payment_run_line_id "
            "HAVING sum(p.amount_kip) NOT IN (0, l.amount_kip) LIMIT ?", MOST_TOLD):
        yield Finding("runs", N_("Run {number} gave member {member} {amount_kip}, but {paid_kip} was paid."),
                      {"number": number, "member": member, "amount_kip": amount, "paid_kip": paid})
    for number, total, paid in tx.all("SELECT d.number, d.total_kip, p.amount_kip FROM run_payment AS p JOIN document AS d USING (document_id) "
                                      "WHERE d.total_kip <> p.amount_kip LIMIT ?", MOST_TOLD):
        yield Finding("runs", N_("{number} says {total_kip}, the run says {paid_kip}."), {"number": number, "total_kip": total, "paid_kip": paid})
    yield from _second_payments(tx)
    yield from _paid_runs(tx)


def _second_payments(tx: Reading) -> Iterator[Finding]:
    payable = account(tx, AccountRole.SECOND_PAYABLE)
    for number, lines, posted in tx.all(
            "SELECT d.number, sum(s.amount_kip), (SELECT coalesce(-sum(amount_kip), 0) FROM posting AS p WHERE p.entry_id = d.entry_id "
            "AND p.account_id = ?) AS posted FROM second_payment AS s JOIN document AS d USING (document_id) GROUP BY d.document_id "
            "HAVING sum(s.amount_kip) <> posted OR sum(s.amount_kip) <> d.total_kip LIMIT ?", payable, MOST_TOLD):
        yield Finding("runs", N_("{number}: the members' lines add up to {lines_kip}, the entry says {posted_kip}."),
                      {"number": number, "lines_kip": lines, "posted_kip": posted})
    for number, earned, lines in tx.all(
            "SELECT r.number, (SELECT sum(earned_kip) FROM payment_run_line AS l WHERE l.payment_run_state_id = (SELECT max(payment_run_state_id) "
            "FROM payment_run_state AS c WHERE c.payment_run_id = r.payment_run_id AND c.state = 'calculated')) AS earned, sum(s.amount_kip) "
            "FROM payment_run AS r JOIN second_payment AS s USING (payment_run_id) WHERE " + _STANDS.format(entry="s.entry_id") +
            " GROUP BY r.payment_run_id HAVING earned <> sum(s.amount_kip) LIMIT ?", MOST_TOLD):
        yield Finding("runs", N_("Run {number} was calculated as {earned_kip}, but {lines_kip} was added to what members are owed."),
                      {"number": number, "earned_kip": earned, "lines_kip": lines})


def _paid_runs(tx: Reading) -> Iterator[Finding]:
    # A line that was calculated away cannot have been paid.
    for number, member in tx.all(
            "SELECT r.number, m.number FROM run_payment AS p JOIN payment_run_line AS l USING (payment_run_line_id) "
            "JOIN payment_run AS r USING (payment_run_id) JOIN member AS m ON m.member_id = l.member_id WHERE p.amount_kip > 0 "
            "AND l.payment_run_state_id <> (SELECT max(payment_run_state_id) FROM payment_run_state AS c "
            "WHERE c.payment_run_id = r.payment_run_id AND c.state = 'calculated') LIMIT ?", MOST_TOLD):
        yield Finding("runs", N_("Run {number} paid member {member} by a line that does not count."), {"number": number, "member": member})
    for (number,) in tx.all(
            "SELECT r.number FROM payment_run AS r WHERE EXISTS (SELECT 1 FROM payment_run_state AS s WHERE s.payment_run_id = r.payment_run_id "
            "AND s.state = 'approved') AND NOT EXISTS (SELECT 1 FROM approval AS a WHERE a.kind = 'payment-run' AND a.subject = r.number) LIMIT ?",
            MOST_TOLD):
        yield Finding("runs", N_("Run {number} counts as approved, but nobody approved it."), {"number": number})


def stock(tx: Reading) -> Iterator[Finding]:
    """Each count's value is what the stock account said when it was written; weights and values of its lines fit."""
    account_id = account(tx, AccountRole.PRODUCE_STOCK)
    for number, value, balance in tx.all(
            "SELECT d.number, sum(c.value_kip), (SELECT coalesce(sum(amount_kip), 0) FROM posting AS p WHERE p.account_id = ?1 "
            "AND p.entry_id <= d.entry_id) AS balance FROM stock_count AS c JOIN document AS d USING (document_id) WHERE d.kind = 'stock-count' "
            "GROUP BY d.document_id HAVING sum(c.value_kip) <> balance LIMIT ?2", account_id, MOST_TOLD):
        yield Finding("stock", N_("{number} counted {value_kip}, the stock account said {balance_kip}."),
                      {"number": number, "value_kip": value, "balance_kip": balance})
    for number, value in tx.all(
            "SELECT d.number, value_kip FROM stock_count AS c JOIN document AS d USING (document_id) WHERE abs(value_kip) <> "
            "(2 * abs(counted_milli) * unit_kip + 1000) / 2000 LIMIT ?", MOST_TOLD):
        yield Finding("stock", N_("{number}: {value_kip} is not its quantity at its value."), {"number": number, "value_kip": value})
    for number, lot in tx.all(
            "SELECT d.number, x.lot FROM invoice_lot AS x JOIN invoice_line AS l USING (invoice_line_id) JOIN document AS d USING (document_id) "
            "WHERE l.product_id IS NULL OR l.entry_id <> x.entry_id OR NOT EXISTS (SELECT 1 FROM processing_out AS o WHERE o.lot = x.lot "
            "AND o.product_id = l.product_id UNION SELECT 1 FROM stock_count AS c WHERE c.lot = x.lot AND c.product_id = l.product_id) LIMIT ?",
            MOST_TOLD):
        yield Finding("stock", N_("{number} sells from lot {lot}, which the stock does not know."), {"number": number, "lot": lot})
    for (number,) in tx.all(
            "SELECT p.number FROM processing AS p JOIN processing AS u ON p.undoes = u.processing_id WHERE p.in_milli <> -u.in_milli "
            "OR (SELECT coalesce(sum(out_milli), 0) FROM processing_out AS o WHERE o.processing_id = p.processing_id) <> "
            "-(SELECT coalesce(sum(out_milli), 0) FROM processing_out AS o WHERE o.processing_id = u.processing_id) LIMIT ?", MOST_TOLD):
        yield Finding("stock", N_("{number} does not undo what it names."), {"number": number})
