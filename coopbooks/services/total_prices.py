"""The producer's total price for the member statement: every member's lines in one read."""

from coopbooks.books import dividends, payment_runs, produce, settings
from coopbooks.books.transaction import Reading
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.coop.total_price import Price, total_prices
from coopbooks.ledger.periods import Period
from coopbooks.papers.member_statement import PriceLine
from coopbooks.papers.parts import Label


def price_lines(tx: Reading, period: Period, year: int, member_id: int | None = None) -> dict[int, tuple[PriceLine, ...]]:
    """What each member got for a kilogram in all, heaviest first. The refund counts once approved, and only for its whole year."""
    products = {product.product_id: product for product in produce.all_products(tx)}
    decision = dividends.appropriation_of(tx, year) if settings.profile(tx).period(year) == period else None
    terms = policy_from_toml(decision.policy).patronage if decision else None
    refunds = {line.member_id: int(line.patronage_kip) for line in dividends.lines_of(tx, year)} if decision else {}
    names = {product.code: Label(product.name_lo, product.name_en) for product in products.values()}
    found = {}
    for key, lines in payment_runs.per_kg(tx, period.first_day, period.last_day, member_id).items():
        prices = total_prices([Price(products[line.product_id].code, line.grade, line.net_g, line.first_kip, line.second_kip)
                               for line in lines], terms, refunds.get(key, 0))
        found[key] = tuple(PriceLine(names[one.code], one) for one in sorted(prices, key=lambda one: -one.net_g))
    return found
