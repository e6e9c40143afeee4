"""Terms of intake and advances as kept: what was decided from which day on, and what is still open of every advance."""

from dataclasses import replace
from datetime import date

from coopbooks.books import balances, settings
from coopbooks.books.rows_produce import AdvanceTermsRow, ProductTermsRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.intake import OpenAdvance, ProductTerms, Recovery, spread_recovered
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

RECOVERY = "produce.recovery"
"""The setting that says how advances are taken back: by, percent, fixed kip, most percent of a delivery, separated by ;"""


# --- terms ------------------------------------------------------------------------------------------------------------
def keep_terms(tx: Writing, order: ProductTerms) -> None:
    """Decide how a product is taken in from a day on."""
    tx.decide(ProductTermsRow, product_id=order.product_id, since=order.since.isoformat(), bag_g=order.bag_g,
              asks_moisture=int(order.asks_moisture), base_moisture=order.base_moisture, percent_per_point=order.percent_per_point,
              off_kip_per_kg=order.off_kip_per_kg, basis=order.basis)
    tx.memo.pop("product_terms", None)


def all_terms(tx: Reading) -> list[ProductTerms]:
    """Every decision on how a product is taken in, in the order of days."""
    if "product_terms" not in tx.memo:
        found = tx.all("SELECT product_id, since, bag_g, asks_moisture, base_moisture, percent_per_point, off_kip_per_kg, basis "
                       "FROM product_terms ORDER BY since, product_terms_id")
        tx.memo["product_terms"] = [ProductTerms(key, date.fromisoformat(since), bag_g, bool(asks), *rest)
                                    for key, since, bag_g, asks, *rest in found]
    known: list[ProductTerms] = tx.memo["product_terms"]
    return known


def terms_on(tx: Reading, day: date) -> dict[int, ProductTerms]:
    """The terms in force on a day, by product."""
    return {terms.product_id: terms for terms in all_terms(tx) if terms.since <= day}


# --- taking advances back ---------------------------------------------------------------------------------------------
def keep_recovery(tx: Writing, order: Recovery) -> None:
    """Decide how advances are taken back from a day on."""
    settings.decide(tx, RECOVERY, f"{order.recover_by};{order.percent};{order.fixed_kip};{order.most_percent}", order.since, order.basis)


def recovery_on(tx: Reading, day: date) -> Recovery:
    """How advances are taken back on a day; before any decision a delivery pays back all it can."""
    text = settings.value(tx, RECOVERY, day)
    if not text:
        return Recovery(day)
    recover_by, percent, fixed_kip, most_percent = text.split(";")
    return Recovery(day, recover_by, percent, Kip(int(fixed_kip)), most_percent)


def keep_advance_terms(tx: Writing, entry_id: int, document_id: int, advance: OpenAdvance, goods: str) -> None:
    """Append how an advance is taken back to its open entry."""
    tx.append(AdvanceTermsRow, entry_id=entry_id, document_id=document_id, recover_by=advance.recover_by, percent=advance.percent,
              fixed_kip=advance.fixed_kip, due_on=advance.due_on.isoformat() if advance.due_on else None, goods=goods)


_GIVEN = """
SELECT p.member_id, coalesce(d.number, ''), p.entry_date, coalesce(nullif(d.detail, ''), ''), p.amount_kip, t.recover_by, t.percent,
       t.fixed_kip, t.due_on, p.posting_id
  FROM posting AS p JOIN entry AS e USING (entry_id)
  LEFT JOIN document AS d ON d.document_id = (SELECT min(document_id) FROM document WHERE entry_id = p.entry_id)
  LEFT JOIN advance_terms AS t ON t.document_id = d.document_id
 WHERE p.account_id = :account AND p.amount_kip > 0 AND e.reverses IS NULL AND p.member_id IS NOT NULL AND p.entry_date <= :day
   AND (:member IS NULL OR p.member_id = :member)
   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id AND r.entry_date <= :day)
 ORDER BY p.member_id, p.entry_date, p.posting_id
"""


def open_advances(tx: Reading, day: date, member_id: int | None = None) -> dict[int, list[OpenAdvance]]:
    """What is still open of every advance at the close of a day, by member, oldest first; of one member or of all.

    What was taken back pays the oldest first: so the sum is always what the account says.
    """
    account_id, usual = tx.account_id(AccountRole.ADVANCES), recovery_on(tx, day)
    given: dict[int, list[OpenAdvance]] = {}
    for key, number, on, kind, kip, recover_by, *agreed, due_on, posting_id in tx.all(
            _GIVEN, {"account": account_id, "day": day.isoformat(), "member": member_id}):
        by, percent, fixed_kip = (recover_by, *agreed) if recover_by else (usual.recover_by, usual.percent, usual.fixed_kip)
        given.setdefault(int(key), []).append(OpenAdvance(
            number, date.fromisoformat(on), kind, Kip(kip), Kip(kip), by, percent, Kip(fixed_kip),
            date.fromisoformat(due_on) if due_on else None, posting_id))
    if member_id is None:
        owed = balances.of_members_on(tx, account_id, day)
    else:
        owed = {member_id: balances.of_member_on(tx, member_id, day).get(account_id, Kip(0))}
    found = {}
    for key, advances in given.items():
        still = spread_recovered([one.amount_kip for one in advances], owed.get(key, 0))
        found[key] = [replace(one, open_kip=kip) for one, kip in zip(advances, still, strict=True) if kip]
    return {key: advances for key, advances in found.items() if advances}
