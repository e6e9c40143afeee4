"""The lines behind a figure: postings of the journal, or lines of invoices and slips where the figure is about a product.

Balances on screens and papers come from the derived totals; these lines come from the postings, so that whoever follows a figure sees
what it is made of, paper by paper.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.books import settings
from coopbooks.books.explaining_counted import COUNTED
from coopbooks.books.explaining_produce import PRODUCE
from coopbooks.books.owed import has_role
from coopbooks.books.transaction import Reading
from coopbooks.ledger.accounts import Account, AccountRole
from coopbooks.ledger.figures import BY_HAND, Figure, Worked
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line behind a figure: its entry, paper and account, who and why, and what it adds.

    Attributes:
        entry_id: 0 for a part that was worked out; its sentence is `worked`.
        kind, number: of the paper; both empty for an entry without one.
        action: the entry's stable action name, for the catalogue.
        account: None where a register counts.
        kip: what it adds; grams or shares where the figure counts those.
    """

    entry_id: int
    document_id: int | None
    on: date | None
    kind: str
    number: str
    action: str
    who: str
    note: str
    account: Account | None
    kip: Kip
    worked: Worked | None = None


CLOSES = ("e.entry_id IN (SELECT c.entry_id FROM closing AS c WHERE c.entry_id IS NOT NULL UNION "
          "SELECT r.entry_id FROM closing AS c JOIN entry AS r ON r.reverses = c.entry_id)")
"""Whether entry `e` brings a year's income and expense to zero, or undoes that."""

_WHO = "coalesce(nullif(d.payee, ''), trim(m.title || ' ' || m.given_name || ' ' || m.family_name), c.name, '')"
_LINES = f"""
SELECT p.entry_id, d.document_id, p.entry_date, coalesce(d.kind, ''), coalesce(d.number, ''), e.action, {_WHO},
       coalesce(nullif(p.note, ''), nullif(e.note, ''), d.note, ''), p.account_id, p.amount_kip
  FROM posting AS p CROSS JOIN entry AS e USING (entry_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = p.entry_id)
  LEFT JOIN member AS m ON m.member_id = coalesce(p.member_id, d.member_id)
  LEFT JOIN customer AS c ON c.customer_id = coalesce(p.customer_id, d.customer_id)
 WHERE p.account_id IN (SELECT value FROM json_each(:accounts)) AND {{which}}
 ORDER BY p.entry_date, p.posting_id
"""


def lines(tx: Reading, figure: Figure) -> tuple[FigureLine, ...]:
    """Every line behind a figure in the order of days. Raises LookupError for an account that is not in the chart."""
    worked = (FigureLine(0, None, figure.last_day, "", "", "", "", "", None, Kip(one.kip), one) for one in figure.worked)
    return (*_own_lines(tx, figure), *(line for other in figure.plus for line in lines(tx, other)), *worked)


def _own_lines(tx: Reading, figure: Figure) -> tuple[FigureLine, ...]:
    if figure.register in COUNTED:
        return _counted(tx, figure)
    if figure.products:
        return _of_products(tx, figure)
    if figure.register:
        return _of_register(tx, figure)
    if not figure.accounts:
        return ()
    found = tx.all(_LINES.format(which=" AND ".join(_which(figure))), _values(tx, figure))
    chart = settings.chart(tx)
    sign = -1 if figure.credit else 1
    return tuple(_line(row, chart, sign) for row in found)


def _line(row: tuple[Any, ...], chart: dict[int, Account], sign: int) -> FigureLine:
    entry_id, document_id, on, kind, number, action, who, note, account_id, kip = row
    return FigureLine(entry_id, document_id, date.fromisoformat(on), kind, number, action, who, note, chart.get(account_id), Kip(sign * kip))


def _which(figure: Figure) -> list[str]:
    wanted = ["p.entry_date BETWEEN :first AND :last"]
    if figure.member_id is not None:
        wanted.append("p.member_id = :member")
    if figure.members:
        wanted.append("p.member_id IN (SELECT value FROM json_each(:members))")
    if figure.customer_id is not None:
        wanted.append("p.customer_id = :customer")
    if figure.papers:
        wanted.append("p.entry_id IN (SELECT entry_id FROM document WHERE document_id IN (SELECT value FROM json_each(:papers)))")
    if figure.postings:
        wanted.append("p.posting_id IN (SELECT value FROM json_each(:postings))")
    if figure.until is not None:
        wanted.append("(p.entry_date < :last OR p.posting_id <= :until)")
    if figure.side:
        wanted.append("p.amount_kip > 0" if figure.side == "debit" else "p.amount_kip < 0")
    if not figure.closes:
        wanted.append(f"NOT {CLOSES}")
    if figure.through:
        wanted.append("EXISTS (SELECT 1 FROM posting AS o WHERE o.entry_id = p.entry_id "
                      "AND o.account_id IN (SELECT value FROM json_each(:through)))")
    return wanted


def known(tx: Reading, accounts: tuple[str, ...]) -> tuple[str, ...]:
    """The accounts of a figure without that of second payments, where the book had none yet."""
    return tuple(one for one in accounts if one != AccountRole.SECOND_PAYABLE or has_role(tx, one))


def _values(tx: Reading, figure: Figure) -> dict[str, object]:
    return {"accounts": json.dumps([tx.account_id(account) for account in known(tx, figure.accounts)]),
            "through": json.dumps([tx.account_id(account) for account in figure.through]),
            "first": figure.first_day.isoformat() if figure.first_day else "0000-00-00",
            "last": figure.last_day.isoformat() if figure.last_day else "9999-99-99",
            "member": figure.member_id, "customer": figure.customer_id, "until": figure.until,
            **{name: json.dumps(getattr(figure, name)) for name in ("members", "papers", "postings", "products", "grades", "items")}}


# --- figures about products -------------------------------------------------------------------------------------------
_TRADE = {
    AccountRole.SALES: ("SELECT l.entry_id, l.document_id, coalesce(l.product_id, -1) AS product, -l.net_kip AS kip, l.description AS said, "
                        "CASE WHEN b.member_id IS NULL THEN 'others' ELSE 'members' END AS buyers, l.invoice_line_id AS place "
                        "FROM invoice_line AS l JOIN customer AS b USING (customer_id)"),
    AccountRole.PRODUCE_COST: ("SELECT l.entry_id, l.document_id, l.product_id AS product, l.amount_kip AS kip, l.grade AS said, "
                               "'' AS buyers, l.delivery_line_id AS place FROM delivery_line AS l"),
}
"""The lines of papers behind the accounts of trade, as debits."""

_TRADED = f"""
SELECT t.entry_id, t.document_id, e.entry_date, d.kind, d.number, e.action, {_WHO}, coalesce(nullif(t.said, ''), nullif(e.note, ''), d.note),
       :account, t.kip
  FROM ({{trade}}) AS t JOIN entry AS e USING (entry_id) JOIN document AS d ON d.document_id = t.document_id
  LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id
 WHERE e.entry_date BETWEEN :first AND :last AND t.product IN (SELECT value FROM json_each(:products)) AND :buyers IN ('', t.buyers)
   AND (:member IS NULL OR d.member_id = :member) AND (:customer IS NULL OR d.customer_id = :customer)
   AND (:papers = '[]' OR t.document_id IN (SELECT value FROM json_each(:papers)))
 ORDER BY e.entry_date, t.place
"""
_UNTRADED = f"""
SELECT p.entry_id, d.document_id, p.entry_date, coalesce(d.kind, ''), coalesce(d.number, ''), e.action, {_WHO},
       coalesce(nullif(p.note, ''), nullif(e.note, ''), d.note, ''), p.account_id,
       sum(p.amount_kip) - coalesce((SELECT sum(t.kip) FROM ({{trade}}) AS t WHERE t.entry_id = p.entry_id), 0) AS kip
  FROM posting AS p CROSS JOIN entry AS e USING (entry_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = p.entry_id)
  LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id
 WHERE p.account_id = :account AND p.entry_date BETWEEN :first AND :last AND NOT {CLOSES}
 GROUP BY p.entry_id HAVING kip <> 0 ORDER BY p.entry_date, p.entry_id
"""


def _of_products(tx: Reading, figure: Figure) -> tuple[FigureLine, ...]:
    chart, sign, lines_found = settings.chart(tx), -1 if figure.credit else 1, []
    for word in figure.accounts:
        account = settings.account(tx, tx.account_id(word))
        trade = _TRADE.get(account.role) if account.role is not None else None
        if trade is not None:
            query = _UNTRADED if figure.products == (BY_HAND,) else _TRADED
            values = _values(tx, figure) | {"account": tx.account_id(word), "buyers": figure.buyers}
            lines_found += [_line(row, chart, sign) for row in tx.all(query.format(trade=trade), values)]
    return tuple(lines_found)


# --- figures about single papers, lines, assets and loans -------------------------------------------------------------
_ON_ACCOUNT = """
SELECT entry_id, document_id, {item} AS item, sum(kip) AS kip FROM (SELECT o.*, (
           SELECT min(document_id) FROM document AS x WHERE x.entry_id = o.entry_id) AS document_id FROM (
    SELECT entry_id, customer_id, amount_kip AS kip FROM posting WHERE account_id = :account AND customer_id IS NOT NULL
    UNION ALL SELECT entry_id, customer_id, -total_kip FROM document WHERE kind IN ('invoice', 'opening-item') AND box = '' AND total_kip > 0
    UNION ALL SELECT r.entry_id, x.customer_id, x.total_kip FROM document AS x JOIN entry AS r ON r.reverses = x.entry_id
     WHERE x.kind IN ('invoice', 'opening-item') AND x.box = '' AND x.total_kip > 0
    UNION ALL SELECT a.entry_id, i.customer_id, a.amount_kip FROM allocation AS a JOIN document AS i ON i.document_id = a.item_id
) AS o) GROUP BY entry_id, customer_id HAVING sum(kip) <> 0"""
"""What every entry moved of money on account: whatever a customer's account says beyond items and what was paid on them."""
_BORROWED = ("SELECT entry_id, (SELECT min(document_id) FROM document AS x WHERE x.entry_id = loan.entry_id) AS document_id, loan_id AS item, "
             "-principal_kip AS kip FROM loan WHERE entry_id IS NOT NULL AND withdraws IS NULL")
_PAID_BACK = "SELECT entry_id, document_id, loan_id AS item, principal_kip AS kip FROM loan_line"

_REGISTERS: dict[str, dict[AccountRole | None, str]] = {
    "bill": {AccountRole.SUPPLIERS_PAYABLE: "SELECT entry_id, document_id, item_id AS item, -amount_kip AS kip FROM bill_line"},
    "invoice": {AccountRole.RECEIVABLE: "SELECT entry_id, document_id, document_id AS item, total_kip AS kip FROM document "
                "WHERE kind IN ('invoice', 'opening-item') UNION ALL SELECT entry_id, document_id, item_id, -amount_kip FROM allocation "
                f"UNION ALL {_ON_ACCOUNT.format(item='-customer_id')}"},
    "rest": {AccountRole.RECEIVABLE: _ON_ACCOUNT.format(item="document_id")},
    "lines": {AccountRole.SALES: "SELECT entry_id, document_id, invoice_line_id AS item, -net_kip AS kip FROM invoice_line",
              AccountRole.VAT: "SELECT entry_id, document_id, invoice_line_id AS item, -vat_kip AS kip FROM invoice_line WHERE vat_kip <> 0"},
    "paper": {AccountRole.RECEIVABLE: "SELECT entry_id, document_id, document_id AS item, total_kip AS kip FROM document "
              "WHERE kind IN ('invoice', 'opening-item') AND box = '' UNION ALL "
              "SELECT entry_id, document_id, document_id, p.amount_kip FROM document AS x JOIN posting AS p USING (entry_id) "
              "WHERE x.kind NOT IN ('invoice', 'opening-item') AND p.account_id = :account "
              "AND (:customer IS NULL OR p.customer_id = :customer)",
              None: "SELECT entry_id, document_id, document_id AS item, p.amount_kip AS kip FROM document AS x "
              "JOIN posting AS p USING (entry_id) WHERE p.account_id = :account AND x.kind <> 'opening-item'"},
    "borrowed": {AccountRole.LOANS: _BORROWED}, "paid-back": {AccountRole.LOANS: _PAID_BACK},
    "loan": {AccountRole.LOANS: f"{_BORROWED} UNION ALL {_PAID_BACK}"},
    "grant": {None: "SELECT g.entry_id, g.document_id, g.document_id AS item, p.amount_kip AS kip FROM grant_line AS g "
              "JOIN posting AS p ON p.entry_id = g.entry_id AND p.account_id = :account"},
    "asset": {None: "SELECT entry_id, (SELECT min(document_id) FROM document AS x WHERE x.entry_id = asset.entry_id) AS document_id, "
              "asset_id AS item, cost_kip AS kip FROM asset WHERE entry_id IS NOT NULL AND withdraws IS NULL AND account_id = :account "
              "UNION ALL SELECT l.entry_id, l.document_id, asset_id, l.cost_kip FROM asset_line AS l JOIN asset USING (asset_id) "
              "WHERE l.cost_kip <> 0 AND asset.account_id = :account",
              AccountRole.ACCUMULATED_DEPRECIATION: "SELECT entry_id, document_id, asset_id AS item, -worn_kip AS kip FROM asset_line"},
    **PRODUCE,
}
"""What each register says of its items, by the account it explains, as debits. Assets, grants and papers stand on several accounts.

In "invoice" a customer's id with a minus is the money this customer has on account."""

_REGISTERED = f"""
SELECT t.entry_id, d.document_id, e.entry_date, coalesce(d.kind, ''), coalesce(d.number, ''), e.action, {_WHO},
       coalesce(nullif(e.note, ''), d.note, ''), :account, t.kip
  FROM ({{said}}) AS t JOIN entry AS e USING (entry_id) LEFT JOIN document AS d ON d.document_id = t.document_id
  LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id
 WHERE e.entry_date BETWEEN :first AND :last AND t.item IN (SELECT value FROM json_each(:items))
   AND (:side = '' OR (:side = 'debit') = (t.kip > 0)) AND (:papers = '[]' OR t.document_id IN (SELECT value FROM json_each(:papers)))
 ORDER BY e.entry_date, t.entry_id
"""


def _of_register(tx: Reading, figure: Figure) -> tuple[FigureLine, ...]:
    chart, sign, found = settings.chart(tx), -1 if figure.credit else 1, []
    for word in figure.accounts:
        said = _REGISTERS[figure.register]
        query = said.get(settings.account(tx, tx.account_id(word)).role) or said[None]
        values = _values(tx, figure) | {"account": tx.account_id(word), "side": figure.side}
        found += [_line(row, chart, sign) for row in tx.all(_REGISTERED.format(said=query), values)]
    return tuple(sorted(found, key=lambda line: (line.on, line.entry_id)))


def traded(tx: Reading, role: AccountRole, first_day: date, last_day: date) -> dict[tuple[int, str], Kip]:
    """What lines of papers about each product moved on an account of trade in a period, by product and buyers; debit positive."""
    found = tx.all(f"SELECT t.product, t.buyers, sum(t.kip) FROM ({_TRADE[role]}) AS t JOIN entry AS e USING (entry_id) "
                   "WHERE e.entry_date BETWEEN ? AND ? GROUP BY t.product, t.buyers HAVING sum(t.kip) <> 0",
                   first_day.isoformat(), last_day.isoformat())
    return {(int(product), str(buyers)): Kip(int(kip)) for product, buyers, kip in found}


def closes_between(tx: Reading, first_day: date, last_day: date) -> dict[int, Kip]:
    """What the close of years, and its undoing, moved on every account in a period; debit positive."""
    found = tx.all(f"SELECT account_id, sum(amount_kip) FROM entry AS e JOIN posting USING (entry_id) WHERE {CLOSES} AND "
                   "e.entry_date BETWEEN ? AND ? GROUP BY account_id", first_day.isoformat(), last_day.isoformat())
    return {int(account): Kip(int(kip)) for account, kip in found}


# --- what registers count ---------------------------------------------------------------------------------------------
_COUNTED_LINES = f"""
SELECT t.entry_id, d.document_id, t.day, coalesce(d.kind, ''), coalesce(d.number, ''), coalesce(e.action, 'processing'), {_WHO},
       coalesce(nullif(t.grade, ''), nullif(e.note, ''), d.note, ''), 0, t.amount
  FROM ({{said}}) AS t LEFT JOIN entry AS e USING (entry_id) LEFT JOIN document AS d ON d.document_id = t.document_id
  LEFT JOIN member AS m ON m.member_id = coalesce(t.member_id, d.member_id) LEFT JOIN customer AS c ON c.customer_id = d.customer_id
 WHERE t.amount <> 0 AND {{which}} ORDER BY t.day, t.place
"""


def _counted(tx: Reading, figure: Figure) -> tuple[FigureLine, ...]:
    wanted = ["t.day BETWEEN :first AND :last"]
    wanted += [f"t.{name}_id = :{name}" for name in ("member", "customer") if getattr(figure, f"{name}_id") is not None]
    wanted += [f"t.{column} IN (SELECT value FROM json_each(:{name}))" for name, column in (
        ("products", "product"), ("grades", "grade"), ("papers", "document_id")) if getattr(figure, name)]
    if figure.items:
        wanted.append("t.place IN (SELECT value FROM json_each(:items))")
    found = tx.all(_COUNTED_LINES.format(said=COUNTED[figure.register], which=" AND ".join(wanted)), _values(tx, figure))
    return tuple(_line(row, {}, -1 if figure.credit else 1) for row in found)
