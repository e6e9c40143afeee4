"""The practice co-op's produce beyond the daily slip: terms of intake, how advances are taken back."""

from datetime import date

from coopbooks.books.transaction import Writing
from coopbooks.coop.intake import ProductTerms, Recovery
from coopbooks.services import intake


def begin(tx: Writing, products: dict[str, int], on: date) -> None:
    """What the board decided on the first day."""
    intake.set_product_terms.within(tx, ProductTerms(products["CH"], on, 500, basis="1/" + str(on.year)))
    intake.set_product_terms.within(tx, ProductTerms(products["PA"], on, 500, asks_moisture=True, base_moisture="12", percent_per_point="1",
                                                     basis="1/" + str(on.year)))
    intake.set_recovery.within(tx, Recovery(on, "percent", "30", most_percent="50", basis="1/" + str(on.year)))
