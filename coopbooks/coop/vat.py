"""VAT: whether the co-op is registered, at which rate, since when and on what basis. A dated decision, never a constant."""

from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import percent
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class DecideVat:
    """Order: from a day on the co-op charges VAT at a rate; an empty rate ends the registration."""

    since: date
    rate: str
    basis: str


class VatRateUnclear(RuleBroken):
    """A rate is a percentage above 0."""

    field, wording = "rate", N_("“{rate}” is not a rate above 0 and up to 100. Leave it empty for none.")


class VatBasisMissing(RuleBroken):
    """A rule that binds the co-op stands somewhere."""

    field, wording = "basis", N_("Write what this rests on: the law, the letter, its date.")


def check_vat(days: OpenDays, order: DecideVat) -> list[RuleBroken]:
    """Whether the rate may be decided. Days ahead are fine, closed ones are not."""
    broken = [one.at("since") for one in check_open(days, min(order.since, days.today))]
    broken += check_texts(order)
    if order.rate and not _is_rate(order.rate):
        broken.append(VatRateUnclear(rate=order.rate))
    if not order.basis.strip():
        broken.append(VatBasisMissing())
    return broken


def _is_rate(text: str) -> bool:
    try:
        return 0 < percent(text) <= 1
    except ValueError:
        return False
