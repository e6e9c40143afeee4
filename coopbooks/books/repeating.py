"""The list of payments that come again, as kept."""

from datetime import date

from coopbooks.books.rows_money import RepeatingRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.repeating import Repeating
from coopbooks.ledger.money import Kip

_COLUMNS = "repeating_id, way, category, amount_kip, next_on, payee, money, every_months, note, is_used"


def all_repeating(tx: Reading) -> dict[int, Repeating]:
    """Every payment that comes again, those that ended too, by id in the order of the next day."""
    return {int(key): Repeating(way, category, Kip(kip), date.fromisoformat(day), payee, money, months, note, bool(used))
            for key, way, category, kip, day, payee, money, months, note, used in tx.all(f"SELECT {_COLUMNS} FROM repeating ORDER BY next_on")}


def keep(tx: Writing, repeating_id: int | None, one: Repeating) -> int:
    """Put a payment on the list or change it; returns the id."""
    return tx.keep(RepeatingRow, repeating_id, way=one.way, category=one.category, payee=one.payee, amount_kip=one.amount_kip,
                   money=one.money, every_months=one.every_months, next_on=one.next_on.isoformat(), note=one.note,
                   is_used=int(one.is_used), event_id=0)
