"""Bank statements as kept: each save is a row, the last one of a statement is how it stands."""

import json
from datetime import date
from typing import Any

from coopbooks.books import boxes
from coopbooks.books.rows_money import BankMatchRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.matching import BankLine, KeptMatch, MatchBank, MatchFacts
from coopbooks.ledger.money import Kip

LAST = "bank_match_id IN (SELECT max(bank_match_id) FROM bank_match GROUP BY statement)"
"""How each statement stands."""


def statements(tx: Reading, money: str = "") -> list[KeptMatch]:
    """Every statement as it stands, of one account or of all, in their order. Withdrawn ones are left out."""
    words = {box.code: box.word for box in boxes.all_boxes(tx)}
    found = [KeptMatch(int(key), words.get(code, code), date.fromisoformat(day), Kip(kip), state, tuple(json.loads(lines)))
             for key, code, day, kip, state, lines in tx.all(
                 "SELECT statement, code, statement_on, statement_kip, state, lines FROM bank_match JOIN account USING (account_id) "
                 f"WHERE {LAST} AND state <> 'withdrawn' ORDER BY statement_on, statement")]
    return [one for one in found if not money or one.money == money]


_LINES = """
SELECT p.posting_id, p.entry_date, coalesce(d.number, ''),
       coalesce(nullif(d.payee, ''), trim(m.title || ' ' || m.given_name || ' ' || m.family_name), c.name, nullif(p.note, ''), e.note, ''),
       p.amount_kip, coalesce(d.kind, '')
  FROM posting AS p JOIN entry AS e USING (entry_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = p.entry_id)
  LEFT JOIN member AS m ON m.member_id = d.member_id LEFT JOIN customer AS c ON c.customer_id = d.customer_id
 WHERE p.account_id = ? ORDER BY p.entry_date, p.posting_id
"""


def facts_for(tx: Reading, order: MatchBank) -> MatchFacts:
    """What the page shows and the rule judges."""
    box = boxes.box(tx, order.money)
    if box is None:
        return MatchFacts(None, {}, Kip(0), tx.today)
    kept = statements(tx, box.word)
    matched = {line: one.statement for one in kept if one.state == "done" for line in one.lines}
    lines = {int(row[0]): _line(row, matched) for row in tx.all(_LINES, tx.account_id(box.code))}
    before = sum(line.kip for line in lines.values() if line.statement is not None and line.statement != order.statement)
    done = [one.on for one in kept if one.state == "done" and one.statement != order.statement]
    return MatchFacts(box, lines, Kip(before), tx.today, max(done, default=None), next((one for one in kept if one.state == "open"), None))


def _line(row: tuple[Any, ...], matched: dict[int, int]) -> BankLine:
    key, day, number, text, kip, kind = row
    return BankLine(int(key), date.fromisoformat(day), number, text, Kip(kip), matched.get(int(key)), kind)


def keep(tx: Writing, code: str, statement: int | None, on: date, kip: int, state: str, lines: tuple[int, ...]) -> int:
    """Keep how a statement stands; returns its number."""
    (last,) = tx.one("SELECT coalesce(max(statement), 0) FROM bank_match")
    number = statement if statement is not None else int(last) + 1
    tx.decide(BankMatchRow, statement=number, account_id=tx.account_id(code), statement_on=on.isoformat(), statement_kip=kip, state=state,
              lines=json.dumps(sorted(lines), separators=(",", ":")))
    return number
