"""What members were paid in a period, paper by paper: for produce (also at the scale, and second payments), of the surplus, for shares.

A payment makes less of what we owe the member, in money, as shares or against an advance; or it is money that goes to the member at
once. What was undone within the same period is left out; what was undone in a later period stands here, and its undoing stands there.
"""

import json
from dataclasses import dataclass
from datetime import date

from coopbooks.books import boxes, owed
from coopbooks.books.transaction import Reading
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

PRODUCE, SECOND, SURPLUS, SHARES, CAPITAL, ADVANCE = "produce", "second-payment", "surplus", "shares", "capital", "advance"
"""What a payment is for."""

_OWED = {SURPLUS: (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE), SHARES: (AccountRole.REDEMPTION_PAYABLE,),
         CAPITAL: (AccountRole.REVOLVING_CAPITAL,)}
_IN_MONEY = {"delivery": PRODUCE, "share": SHARES, "advance": ADVANCE}
"""What money that goes to a member at once is for, by the paper's kind."""

_PAID = """
SELECT d.member_id, d.document_id, d.doc_date, d.number, coalesce(u.kind, d.kind), d.box, u.document_id IS NOT NULL,
       -sum(CASE WHEN p.account_id IN (SELECT value FROM json_each(:boxes)) THEN p.amount_kip ELSE 0 END), {owed}
  FROM document AS d JOIN entry AS e USING (entry_id) JOIN posting AS p USING (entry_id)
  LEFT JOIN document AS u ON d.kind = 'reversal' AND u.document_id = d.refers
 WHERE d.doc_date BETWEEN :first AND :last AND d.member_id IS NOT NULL AND NOT (d.kind = 'delivery' AND d.box = 'later')
   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id AND r.entry_date BETWEEN :first AND :last)
   AND NOT EXISTS (SELECT 1 FROM entry AS o WHERE o.entry_id = e.reverses AND o.entry_date BETWEEN :first AND :last)
 GROUP BY d.document_id ORDER BY d.doc_date, d.document_id
"""
_ON = "sum(CASE WHEN p.member_id = d.member_id AND p.account_id IN (SELECT value FROM json_each(:{name})) THEN p.amount_kip ELSE 0 END)"


@dataclass(frozen=True, slots=True)
class MemberPaid:
    """One payment to a member; `produce_kip` is its part for produce. The undoing of a payment of an earlier period is below nothing.

    Attributes:
        purpose: what it is for: produce, second-payment, surplus, shares, capital or advance.
        box: the money box, or how it was paid without money.
    """

    document_id: int
    on: date
    number: str
    purpose: str
    box: str
    produce_kip: Kip
    kip: Kip


def of_members(tx: Reading, first_day: date, last_day: date) -> dict[int, list[MemberPaid]]:
    """Every payment to each member in a period, in the order of days."""
    found: dict[int, list[MemberPaid]] = {}
    accounts = {PRODUCE: owed.account_ids(tx)} | {
        name: tuple(tx.account_id(role) for role in roles if owed.has_role(tx, role)) for name, roles in _OWED.items()}
    query = _PAID.format(owed=", ".join(_ON.format(name=name) for name in accounts))
    values = {name: json.dumps(ids) for name, ids in accounts.items()}
    values |= {"boxes": json.dumps([tx.account_id(code) for code in sorted(boxes.codes(tx))]),
               "first": first_day.isoformat(), "last": last_day.isoformat()}
    for member_id, document_id, day, number, kind, box, undoes, money, *parts in tx.all(query, values):
        moved = {name: int(part) for name, part in zip(accounts, parts, strict=True) if part}
        if not sum(moved.values()) and kind in _IN_MONEY:
            # It never stood on the member's account: the money is the payment.
            moved = {_IN_MONEY[kind]: int(money)}
        kip = sum(moved.values())
        if kip * (-1 if undoes else 1) > 0:
            purpose = SECOND if kind == "second-payout" else max(moved, key=lambda name: abs(moved[name]))
            found.setdefault(int(member_id), []).append(MemberPaid(
                int(document_id), date.fromisoformat(day), str(number), purpose, str(box), Kip(moved.get(PRODUCE, 0)), Kip(kip)))
    return found
