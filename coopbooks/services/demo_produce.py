"""The practice co-op's produce beyond the daily slip: terms of intake, how advances are taken back."""

from datetime import date

from coopbooks.books import boxes, settings
from coopbooks.books import payment_runs as kept_runs
from coopbooks.books import stock as cards
from coopbooks.books.transaction import Writing
from coopbooks.coop.intake import ProductTerms, Recovery
from coopbooks.coop.payment_runs import ApproveRun, MakeRun, PayRun
from coopbooks.coop.stock import CountLine, CountStock, ProcessLot, ProcessOut
from coopbooks.ledger.money import Kip
from coopbooks.services import intake, payment_runs, stock

LEAST_OWED_KIP = 1_000
LEAST_LOT_G = 1_000
YIELDS = (("CH", "PA", 20), ("PA", "GR", 80))
"""What comes out of a hundred kilograms: cherry → parchment → green."""


def begin(tx: Writing, products: dict[str, int], on: date) -> None:
    """What the board decided on the first day."""
    intake.set_product_terms.within(tx, ProductTerms(products["CH"], on, 500, basis="1/" + str(on.year)))
    intake.set_product_terms.within(tx, ProductTerms(products["PA"], on, 500, asks_moisture=True, base_moisture="12", percent_per_point="1",
                                                     basis="1/" + str(on.year)))
    intake.set_recovery.within(tx, Recovery(on, "percent", "30", most_percent="50", basis="1/" + str(on.year)))


def second_payment(tx: Writing, on: date) -> None:
    """In spring the export money is in: a second payment for last season's cherry, approved by the chair, paid by the bank."""
    (cherry,) = tx.one("SELECT product_id FROM product WHERE code = 'CH'")
    approver = next((name for name, role in settings.users(tx) if role == "chair"), "")
    season = (date(on.year - 1, 10, 1), date(on.year, 3, 31))
    payment_runs.make_run.within(tx, MakeRun("second", on, *season, int(cherry), rate_kip=Kip(400), note=f"2/{on.year}"))
    (run_id,) = tx.one("SELECT max(payment_run_id) FROM payment_run")
    payment_runs.approve_run.within(tx, ApproveRun(int(run_id), on, approver))
    left = boxes.held_kip(tx, "bank")
    chosen, cost = [], 0
    for member_id, amount in tx.all("SELECT member_id, amount_kip FROM payment_run_line WHERE payment_run_id = ? AND amount_kip > 0 "
                                    "ORDER BY payment_run_line_id", run_id):
        if cost + amount <= left // 2:
            chosen.append(int(member_id))
            cost += amount
    if chosen:
        payment_runs.pay_run.within(tx, PayRun(int(run_id), on, "bank", tuple(chosen)))


def waiting_run(tx: Writing, on: date) -> None:
    """Today a first payment is calculated and waits for the chair."""
    if any(kip >= LEAST_OWED_KIP for kip in kept_runs.owed_on(tx, "first").values()):
        payment_runs.make_run.within(tx, MakeRun("first", on, on, on))


def process(tx: Writing, products: dict[str, int], on: date, *, names_lots: bool) -> None:
    """At the end of a month what was brought goes through the mill; the green beans of a month are a lot of their own."""
    for code, out, percent in YIELDS:
        for item, held in list(cards.held(tx, on).items()):
            if item.product_id == products[code] and held >= LEAST_LOT_G:
                grade = "A" if item.grade in ("A", "") or out == "GR" else "B"
                stock.process_lot.within(tx, ProcessLot(on, item.product_id, item.grade, held, (
                    ProcessOut(products[out], grade, held * percent // 100 // 100 * 100,
                               f"{on.year}-{on.month:02}" if names_lots and out == "GR" else ""),), item.lot))


def from_lots(tx: Writing, on: date, product_id: int, grade: str, wanted_milli: int) -> tuple[tuple[str, int], ...]:
    """The lots a sale takes from, oldest first; what no lot holds is taken from what has no name."""
    parts: list[tuple[str, int]] = []
    for item, held in sorted(cards.held(tx, on).items()):
        taken = min(held, wanted_milli - sum(milli for _, milli in parts))
        if (item.product_id, item.grade) == (product_id, grade) and item.lot and taken > 0:
            parts.append((item.lot, taken))
    rest = wanted_milli - sum(milli for _, milli in parts)
    return (*parts, ("", rest)) if rest else tuple(parts)


def count(tx: Writing, on: date) -> None:
    """On the last day of a year the whole stock is counted."""
    costs, lines = cards.suggested(tx, on), []
    for item, held in cards.held(tx, on).items():
        there = max(0, held // 1000 * 1000)
        lines.append(CountLine(item.product_id, item.grade, there, costs.get(item, Kip(40_000)) or Kip(40_000), item.lot,
                               "ຫົດນ້ຳ" if there != held else ""))
    if any(line.value_kip for line in lines):
        stock.count_stock.within(tx, CountStock(on, tuple(lines), note="ຄະນະກວດກາ"))
