"""Products, prices, deliveries, advances and payments to producers, as kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.books import balances, imported, intake, members, owed, settings
from coopbooks.books.rows import DeliveryLineRow, PriceRow, ProductRow, WeighingRow
from coopbooks.books.rows_produce import DeliveryExtraRow, PriceBasisRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.intake import LAST_WEIGHTS, LineExtra, usual_of
from coopbooks.coop.produce import AddProduct, ProduceFacts, Product, RecordDelivery, SetPrice
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

LAST_LINES, LOOKED_THROUGH = 5, 2_000
"""How many lines of a clerk stay in view, and among how many of the newest they are looked for."""


# --- products and prices ----------------------------------------------------------------------------------------------
def keep_product(tx: Writing, product_id: int | None, order: AddProduct) -> int:
    """Add a product (None) or change one; returns the id."""
    tx.memo.pop("products", None)
    return tx.keep(ProductRow, product_id, code=order.code, name_lo=order.name_lo, name_en=order.name_en, unit=order.unit,
                   grades=";".join(order.grades), event_id=0)


def products(tx: Reading) -> dict[int, Product]:
    """Every product by id."""
    if "products" not in tx.memo:
        found = tx.all("SELECT product_id, code, name_lo, name_en, unit, grades FROM product ORDER BY product_id")
        gone = imported.taken_back(tx, "product")
        tx.memo["products"] = {
            int(key): Product(key, code, name_lo, name_en, unit, tuple(grade for grade in grades.split(";") if grade))
            for key, code, name_lo, name_en, unit, grades in found if int(key) not in gone}
    known: dict[int, Product] = tx.memo["products"]
    return known


def all_products(tx: Reading) -> tuple[Product, ...]:
    """Every product in the order in which they were added."""
    return tuple(products(tx).values())


def as_order(tx: Reading, code: str) -> AddProduct | None:
    """The product with a code, as the order that would add it."""
    found = next((one for one in all_products(tx) if one.code == code), None)
    return AddProduct(found.code, found.name_lo, found.name_en, found.unit, found.grades) if found else None


def keep_price(tx: Writing, order: SetPrice) -> None:
    """Decide a price from a day on."""
    price_id = tx.decide(PriceRow, product_id=order.product_id, grade=order.grade, since=order.since.isoformat(), price_kip=order.price_kip)
    if order.basis:
        tx.decide(PriceBasisRow, price_id=price_id, basis=order.basis)


def prices_on(tx: Reading, day: date) -> dict[tuple[int, str], Kip]:
    """The price of the day for every product and grade that has one."""
    found = tx.all("SELECT product_id, grade, price_kip FROM price WHERE since <= ? ORDER BY since, price_id", day.isoformat())
    return {(int(product), str(grade)): Kip(price) for product, grade, price in found}


# --- deliveries -------------------------------------------------------------------------------------------------------
def facts_for(tx: Reading, member_id: int, money: str, on: date | None = None) -> ProduceFacts:
    """What the produce forms show and their rules judge. `money` is a money box's role, or later; `on` the day of a slip."""
    box = None if money == "later" or tx.memo.get("cash_judged_later") else balances.of_all_days(tx, money)
    return ProduceFacts(members.brief(tx, member_id),
                        Kip(-balances.of_all_days(tx, AccountRole.PRODUCERS_PAYABLE, member_id)),
                        balances.of_all_days(tx, AccountRole.ADVANCES, member_id), box, settings.open_days(tx), products(tx),
                        intake.terms_on(tx, on) if on is not None else {}, owed.second_kip(tx, member_id))


def keep_lines(tx: Writing, entry_id: int, document_id: int, order: RecordDelivery) -> None:
    """Append a delivery's lines and weighings to its open entry."""
    day = order.on.isoformat()
    for place, line in enumerate(order.lines):
        line_id = tx.append(
            DeliveryLineRow, entry_id=entry_id, document_id=document_id, member_id=order.member_id, doc_date=day,
            product_id=line.product_id, grade=line.grade, gross_g=line.gross_g, tare_g=line.tare_g, net_g=line.net_g,
            price_kip=line.price_kip, deduction_kip=line.deduction_kip, amount_kip=line.amount_kip, advance_kip=line.advance_kip)
        for gross_g in line.weighings:
            tx.append(WeighingRow, entry_id=entry_id, delivery_line_id=line_id, gross_g=gross_g)
        extra = order.extras[place] if order.extras else LineExtra()
        if extra != LineExtra() or order.point:
            tx.append(DeliveryExtraRow, entry_id=entry_id, delivery_line_id=line_id, bag_count=extra.bag_count, moisture=extra.moisture,
                      point=order.point)


@dataclass(frozen=True, slots=True)
class DeliveryEntry:
    """One line of a slip as lists show it. A reversal's line is negative and names its slip in `number`."""

    document_id: int
    number: str
    on: date
    recorded_at: str
    member_id: int
    member_number: str
    member_name: str
    product_id: int
    product_code: str
    grade: str
    gross_g: int
    tare_g: int
    net_g: int
    price_kip: Kip
    deduction_kip: Kip
    amount_kip: Kip
    advance_kip: Kip
    paid: str
    reversed_by: int | None
    line_id: int = 0


_ENTRIES = """
SELECT d.document_id, d.number, l.doc_date, v.recorded_at, l.member_id, m.number,
       trim(m.title || ' ' || m.given_name || ' ' || m.family_name), product_id, p.code, l.grade, gross_g, tare_g, net_g, price_kip,
       deduction_kip, amount_kip, l.advance_kip, d.box, (SELECT r.entry_id FROM entry AS r WHERE r.reverses = d.entry_id), delivery_line_id
  FROM delivery_line AS l JOIN document AS d USING (document_id) JOIN entry AS e ON e.entry_id = l.entry_id
  JOIN event AS v USING (event_id) JOIN member AS m ON m.member_id = l.member_id JOIN product AS p USING (product_id)
"""


def _entries(rows: Iterable[tuple[Any, ...]]) -> list[DeliveryEntry]:
    return [DeliveryEntry(key, number, date.fromisoformat(day), *rest) for key, number, day, *rest in rows]


def day_sheet(tx: Reading, day: date) -> list[DeliveryEntry]:
    """Every line of a day, newest first."""
    return _entries(tx.all(_ENTRIES + "WHERE l.doc_date = ? ORDER BY delivery_line_id DESC", day.isoformat()))


def last_of_clerk(tx: Reading, user_name: str, how_many: int = LAST_LINES) -> list[DeliveryEntry]:
    """The last lines that somebody wrote, newest first, whatever day they are for; only the newest of the book are looked through."""
    return _entries(tx.all(
        _ENTRIES + "WHERE l.delivery_line_id > (SELECT coalesce(max(delivery_line_id), 0) - ? FROM delivery_line) AND v.user_name = ? "
        "AND l.net_g > 0 ORDER BY delivery_line_id DESC LIMIT ?", LOOKED_THROUGH, user_name, how_many))


def deliveries_of(tx: Reading, member_id: int, first_day: date, last_day: date) -> list[DeliveryEntry]:
    """A member's lines in a period, oldest first."""
    return _entries(tx.all(_ENTRIES + "WHERE l.member_id = ? AND l.doc_date BETWEEN ? AND ? ORDER BY l.doc_date, delivery_line_id",
                           member_id, first_day.isoformat(), last_day.isoformat()))


def slip(tx: Reading, document_id: int) -> list[DeliveryEntry]:
    """The lines of one slip."""
    return _entries(tx.all(_ENTRIES + "WHERE l.document_id = ? ORDER BY delivery_line_id", document_id))


def weighings_of(tx: Reading, document_id: int) -> list[int]:
    """The gross weights of a slip's sacks, where it was weighed in several."""
    found = tx.all("SELECT w.gross_g FROM weighing AS w JOIN delivery_line USING (delivery_line_id) WHERE document_id = ? "
                   "ORDER BY weighing_id", document_id)
    return [int(gross_g) for (gross_g,) in found]


def patronage(tx: Reading, first_day: date, last_day: date) -> dict[int, tuple[int, int]]:
    """Value (after deduction, before set-off) and net grams delivered in a period, by member (headless interface, rule 16)."""
    found = tx.all("SELECT member_id, sum(amount_kip), sum(net_g) FROM delivery_line WHERE doc_date BETWEEN ? AND ? "
                   "GROUP BY member_id", first_day.isoformat(), last_day.isoformat())
    return {int(member): (int(value), int(net_g)) for member, value, net_g in found}


def of_member(tx: Reading, member_id: int, first_day: date, last_day: date) -> tuple[int, int]:
    """Value and net grams one member delivered in a period."""
    value, net_g = tx.one("SELECT coalesce(sum(amount_kip), 0), coalesce(sum(net_g), 0) FROM delivery_line "
                          "WHERE member_id = ? AND doc_date BETWEEN ? AND ?", member_id, first_day.isoformat(), last_day.isoformat())
    return int(value), int(net_g)


@dataclass(frozen=True, slots=True)
class MonthGrade:
    """What a member delivered of one product and grade in one month (1 to 12)."""

    member_id: int
    month: int
    product_id: int
    grade: str
    net_g: int
    amount_kip: Kip


def months_and_grades(tx: Reading, first_day: date, last_day: date, member_id: int | None = None) -> dict[int, list[MonthGrade]]:
    """Deliveries of a period by member, month, product and grade; of everybody in one query, or of one member."""
    found = tx.all("SELECT member_id, CAST(substr(doc_date, 6, 2) AS INTEGER), product_id, grade, sum(net_g), sum(amount_kip) "
                   "FROM delivery_line WHERE doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR member_id = ?3) "
                   "GROUP BY 1, 2, 3, 4 HAVING sum(net_g) <> 0 ORDER BY 1, 3, 4, 2", first_day.isoformat(), last_day.isoformat(), member_id)
    by_member: dict[int, list[MonthGrade]] = {}
    for row in found:
        by_member.setdefault(int(row[0]), []).append(MonthGrade(*row))
    return by_member


def usual_net_g(tx: Reading, member_id: int, product_id: int) -> int | None:
    """The usual weight of a member's product: the mean of the last ten; None where there are too few to judge by."""
    found = tx.all("SELECT net_g FROM delivery_line WHERE member_id = ? AND product_id = ? AND net_g > 0 "
                   "ORDER BY delivery_line_id DESC LIMIT ?", member_id, product_id, LAST_WEIGHTS)
    return usual_of([int(net_g) for (net_g,) in found])


# --- sheets and prices ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class SheetDay:
    """One day at one collection point: slips, people, weight and value, and how they were paid. Reversals are taken off."""

    on: date
    point: str
    slip_count: int
    member_count: int
    net_g: int
    amount_kip: Kip
    advance_kip: Kip
    at_once_kip: Kip

    @property
    def later_kip(self) -> Kip:
        """What was left to be paid later."""
        return Kip(self.amount_kip - self.advance_kip - self.at_once_kip)


# What takes a slip back was taken in where the slip was.
_POINT = ("coalesce(x.point, iif(d.refers IS NULL, '', (SELECT y.point FROM delivery_line AS o JOIN delivery_extra AS y USING (delivery_line_id) "
          "WHERE o.document_id = d.refers ORDER BY o.delivery_line_id LIMIT 1)), '')")


def sheet_days(tx: Reading, first_day: date, last_day: date) -> list[SheetDay]:
    """The day sheets of a period, newest first."""
    found = tx.all(
        f"SELECT l.doc_date, {_POINT}, count(DISTINCT iif(l.net_g > 0, d.document_id, NULL)), count(DISTINCT l.member_id), "
        "sum(l.net_g), sum(l.amount_kip), sum(l.advance_kip), sum(iif(d.box = 'later', 0, l.amount_kip - l.advance_kip)) "
        "FROM delivery_line AS l JOIN document AS d USING (document_id) LEFT JOIN delivery_extra AS x USING (delivery_line_id) "
        "WHERE l.doc_date BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1 DESC, 2", first_day.isoformat(), last_day.isoformat())
    return [SheetDay(date.fromisoformat(day), *rest) for day, *rest in found]


def lines_of_sheets(tx: Reading, days: Iterable[SheetDay]) -> tuple[int, ...]:
    """The ids of the lines that some day sheets add up."""
    wanted = {(day.on.isoformat(), day.point) for day in days}
    if not wanted:
        return ()
    found = tx.all(f"SELECT l.delivery_line_id, l.doc_date, {_POINT} FROM delivery_line AS l JOIN document AS d USING (document_id) "
                   "LEFT JOIN delivery_extra AS x USING (delivery_line_id) WHERE l.doc_date BETWEEN ? AND ? ORDER BY 1",
                   min(wanted)[0], max(wanted)[0])
    return tuple(int(key) for key, on, point in found if (on, point) in wanted)


@dataclass(frozen=True, slots=True)
class PriceDecision:
    """A price from a day on, with its basis."""

    product_id: int
    product: str
    grade: str
    since: date
    price_kip: Kip
    basis: str


def price_history(tx: Reading) -> list[PriceDecision]:
    """Every price that was ever decided, the newest day first."""
    known = products(tx)
    found = tx.all("SELECT product_id, grade, since, price_kip, coalesce(basis, '') FROM price LEFT JOIN price_basis USING (price_id) "
                   "ORDER BY since DESC, price_id DESC")
    return [PriceDecision(int(key), known[int(key)].code, grade, date.fromisoformat(since), Kip(kip), basis)
            for key, grade, since, kip, basis in found]


def points(tx: Reading) -> tuple[str, ...]:
    """The collection points in use, the last used first."""
    return tuple(str(point) for (point,) in tx.all(
        "SELECT point FROM delivery_extra WHERE point <> '' GROUP BY point ORDER BY max(delivery_extra_id) DESC LIMIT 20"))
