"""The lines behind a figure: postings of the journal, or lines of invoices and slips where the figure is about a product.

Balances on screens and papers come from the derived totals; these lines come from the postings, so that whoever follows a figure sees
what it is made of, paper by paper.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.books import settings
from coopbooks.books.transaction import Reading
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line behind a figure: its entry, paper and account, who and why, and what it adds.

    Attributes:
        kind, number: of the paper; both empty for an entry without one.
        action: the entry's stable action name, for the catalogue.
    """

    entry_id: int
    document_id: int | None
    on: date
    kind: str
    number: str
    action: str
    who: str
    note: str
    account: Account
    kip: Kip


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
    found = tx.all(_LINES.format(which=" AND ".join(_which(figure))), _values(tx, figure))
    chart = settings.chart(tx)
    sign = -1 if figure.credit else 1
    return tuple(_line(row, chart, sign) for row in found)


def _line(row: tuple[Any, ...], chart: dict[int, Account], sign: int) -> FigureLine:
    entry_id, document_id, on, kind, number, action, who, note, account_id, kip = row
    return FigureLine(entry_id, document_id, date.fromisoformat(on), kind, number, action, who, note, chart[account_id], Kip(sign * kip))


def _which(figure: Figure) -> list[str]:
    wanted = ["p.entry_date BETWEEN :first AND :last"]
    if figure.member_id is not None:
        wanted.append("p.member_id = :member")
    if figure.customer_id is not None:
        wanted.append("p.customer_id = :customer")
    if figure.side:
        wanted.append("p.amount_kip > 0" if figure.side == "debit" else "p.amount_kip < 0")
    if not figure.closes:
        wanted.append(f"NOT {CLOSES}")
    if figure.through:
        wanted.append("EXISTS (SELECT 1 FROM posting AS o WHERE o.entry_id = p.entry_id "
                      "AND o.account_id IN (SELECT value FROM json_each(:through)))")
    return wanted


def _values(tx: Reading, figure: Figure) -> dict[str, object]:
    return {"accounts": json.dumps([tx.account_id(account) for account in figure.accounts]),
            "through": json.dumps([tx.account_id(account) for account in figure.through]),
            "first": figure.first_day.isoformat() if figure.first_day else "0000-00-00",
            "last": figure.last_day.isoformat() if figure.last_day else "9999-99-99",
            "member": figure.member_id, "customer": figure.customer_id, "product": figure.product_id}


def closes_between(tx: Reading, first_day: date, last_day: date) -> dict[int, Kip]:
    """What the close of years, and its undoing, moved on every account in a period; debit positive."""
    found = tx.all(f"SELECT account_id, sum(amount_kip) FROM entry AS e JOIN posting USING (entry_id) WHERE {CLOSES} AND "
                   "e.entry_date BETWEEN ? AND ? GROUP BY account_id", first_day.isoformat(), last_day.isoformat())
    return {int(account): Kip(int(kip)) for account, kip in found}
