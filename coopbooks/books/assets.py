"""The register of fixed assets as kept: what stands, how far it is worn, and what the accounts hold that no asset explains."""

from datetime import date
from typing import Any

from coopbooks.books import balances, boxes, cash, documents, settings
from coopbooks.books.rows_money import AssetLineRow, AssetRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.assets import GRANTS, Asset, AssetFacts, BuyAsset, EndAsset, EndFacts, RunDepreciation, RunFacts
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip

_STANDS = ("a.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM asset AS w WHERE w.withdraws = a.asset_id) "
           "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = a.entry_id AND r.entry_date <= :day)")
_LINES = "FROM asset_line AS l JOIN entry AS e USING (entry_id) WHERE l.asset_id = a.asset_id AND e.entry_date <= :day"
# The plus keeps SQLite from reading all entries of the book by their reversals.
_ASSETS = f"""
SELECT a.asset_id, a.number, a.name, c.code, bought_on, a.cost_kip, a.residual_kip, life_months, starts_on,
       a.worn_kip + coalesce((SELECT sum(l.worn_kip) {_LINES} AND l.kind = 'run'), 0), grant_kip,
       coalesce((SELECT sum(l.released_kip) {_LINES} AND l.kind = 'run'), 0), place,
       (SELECT max(l.until) {_LINES} AND l.kind = 'end' AND (SELECT sum(x.cost_kip) FROM asset_line AS x JOIN entry AS y USING (entry_id)
         WHERE x.asset_id = a.asset_id AND y.entry_date <= :day) < 0), a.entry_id,
       (SELECT max(l.until) {_LINES} AND l.kind = 'run' AND +e.reverses IS NULL
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id)), a.worn_kip
  FROM asset AS a JOIN account AS c USING (account_id) WHERE {_STANDS} AND bought_on <= :day ORDER BY a.asset_id
"""


def all_assets(tx: Reading, as_of: date = balances.EVER) -> list[Asset]:
    """The register at the close of a day, those that ended too."""
    return [_asset(row) for row in tx.all(_ASSETS, {"day": as_of.isoformat()})]


def _asset(row: tuple[Any, ...]) -> Asset:
    key, number, name, code, bought, cost, residual, months, starts, worn, grant, released, place, ended, entry_id, until, before = row
    return Asset(int(key), number, name, code, date.fromisoformat(bought), Kip(cost), Kip(residual), int(months), date.fromisoformat(starts),
                 Kip(worn), Kip(grant), Kip(released), place, date.fromisoformat(ended) if ended else None, entry_id,
                 date.fromisoformat(until) if until else None, Kip(before))


def asset(tx: Reading, asset_id: int) -> Asset:
    """One asset. Raises LookupError when it is not on the register."""
    found = [one for one in all_assets(tx) if one.asset_id == asset_id]
    if not found:
        raise LookupError(asset_id)
    return found[0]


def next_number(tx: Reading) -> str:
    """The number of the next asset: A-001, A-002, …"""
    (count,) = tx.one("SELECT count(*) FROM asset WHERE withdraws IS NULL")
    return f"A-{int(count) + 1:03}"


def unexplained_kip(tx: Reading, account: str, as_of: date = balances.EVER) -> Kip:
    """What a cost account holds beyond the assets of the register."""
    held = balances.on_day(tx, as_of).get(tx.account_id(account), ZERO)
    return Kip(held - sum(one.cost_kip for one in all_assets(tx, as_of) if one.account == account and not one.ended_on))


def free_grant_kip(tx: Reading) -> Kip:
    """Grants for equipment that no asset uses yet."""
    try:
        held = -balances.of_all_days(tx, GRANTS)
    except LookupError:
        return ZERO
    return Kip(held - sum(one.grant_kip - one.released_kip for one in all_assets(tx) if not one.ended_on))


def facts_for(tx: Reading, order: BuyAsset) -> AssetFacts:
    """What the form shows and the rule judges."""
    accounts = cash.accounts_by_word(tx)
    worn = -balances.of_all_days(tx, AccountRole.ACCUMULATED_DEPRECIATION) - sum(one.worn_kip for one in all_assets(tx) if not one.ended_on)
    taken = tx.maybe("SELECT 1 FROM asset WHERE number = ?", order.number) is not None if order.number is not None else False
    return AssetFacts(accounts, boxes.words(tx), boxes.codes(tx), cash.box_kip(tx, order.money),
                      unexplained_kip(tx, accounts[order.account].code) if order.account in accounts else ZERO, Kip(worn), free_grant_kip(tx),
                      settings.open_days(tx), taken)


def keep(tx: Writing, order: BuyAsset, entry_id: int | None) -> int:
    """Put an asset on the register; returns its id."""
    return tx.decide(AssetRow, number=order.number or next_number(tx), name=order.name, account_id=tx.account_id(order.account),
                     bought_on=order.on.isoformat(), cost_kip=order.cost_kip, residual_kip=order.residual_kip, life_months=order.life_months,
                     starts_on=order.first_month.isoformat(), worn_kip=order.worn_kip, grant_kip=order.grant_kip, place=order.place,
                     note=order.note, entry_id=entry_id, withdraws=None)


def withdraw(tx: Writing, asset_id: int) -> None:
    """Take an asset off the register that was put there by mistake; it stays in the trail."""
    names = [column.name for column in AssetRow.__table__.columns][1:-1]
    row = tx.one(f"SELECT {', '.join(names)} FROM asset WHERE asset_id = ?", asset_id)
    tx.decide(AssetRow, **{**dict(zip(names, row, strict=True)), "entry_id": None, "withdraws": asset_id})


def facts_for_run(tx: Reading, order: RunDepreciation) -> RunFacts:
    """What the run's form shows and its rule judges."""
    (until,) = tx.one("SELECT max(l.until) FROM asset_line AS l JOIN entry AS e USING (entry_id) WHERE l.kind = 'run' AND +e.reverses IS NULL "
                      "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id)")
    return RunFacts(tuple(all_assets(tx)), settings.open_days(tx), date.fromisoformat(until) if until else None,
                    documents.taken(tx, "depreciation", order.number, order.until))


def facts_for_end(tx: Reading, order: EndAsset) -> EndFacts:
    """What the form of an asset's end shows and its rule judges."""
    return EndFacts(asset(tx, order.asset_id), boxes.words(tx), settings.open_days(tx),
                    documents.taken(tx, "asset-end", order.number, order.on))


def add_line(tx: Writing, entry_id: int, document_id: int, asset_id: int, kind: str, until: date, worn_kip: int, released_kip: int,
             cost_kip: int = 0) -> None:
    """Keep what a run or an end did to an asset."""
    tx.append(AssetLineRow, entry_id=entry_id, document_id=document_id, asset_id=asset_id, kind=kind, until=until.isoformat(),
              worn_kip=worn_kip, released_kip=released_kip, cost_kip=cost_kip)


def uses_of_grant(tx: Reading, entry_id: int) -> tuple[str, ...]:
    """The assets that need a grant which is to be reversed."""
    (amount,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM grant_line WHERE entry_id = ? AND purpose = 'equipment'", entry_id)
    if amount <= 0 or free_grant_kip(tx) >= amount:
        return ()
    return tuple(one.number for one in all_assets(tx) if one.grant_kip and not one.ended_on)[:5]
