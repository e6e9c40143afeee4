"""The co-op's own rules of sharing: decided from a day on, with their basis; earlier years keep theirs."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import produce, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import dividends as rules
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import policy_from_toml, policy_to_toml
from coopbooks.coop.produce import Product
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services.outcome import Topic, action


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Order: decide how surpluses are shared from a day on, with the by-law or resolution it rests on."""

    policy: DividendPolicy
    since: date
    basis: str


class BasisNeeded(RuleBroken):
    """Every rule of the co-op has its place in the by-laws or minutes."""

    field, wording = "basis", N_("Write the by-law or the resolution.")


class SinceClosed(RuleBroken):
    """What was shared by the old rules stays so."""

    field, wording = "since", N_("The rules of closed years stay. Choose a day after {closed_until}.")


@action(Topic.SETTINGS, Topic.DIVIDENDS)
def change_policy(tx: Writing, order: ChangePolicy) -> str:
    """Decide the policy from a day on; earlier years keep theirs. Refused: BasisNeeded, SinceClosed, FundWithoutAccount."""
    closed = settings.open_days(tx).closed_until
    broken: list[RuleBroken] = [] if order.basis.strip() else [BasisNeeded()]
    if closed is not None and order.since <= closed:
        broken.append(SinceClosed(closed_until=closed))
    broken += [rules.FundWithoutAccount(fund=fund.name) for fund in order.policy.funds if rules.account_of(order.policy, fund.name) is None]
    refuse_if(broken)
    settings.decide(tx, "dividend.policy", policy_to_toml(order.policy), order.since, order.basis.strip())
    return tr(N_("The rules of sharing are kept. They count from {since}."), since=order.since)


@dataclass(frozen=True, slots=True)
class RulesFacts:
    """The rules in force on a day, every one that was decided (newest first), and the products that may count differently."""

    policy: DividendPolicy
    history: tuple[tuple[date, str, DividendPolicy], ...]
    products: tuple[Product, ...]


def prepare_rules(book: Book, on: date) -> RulesFacts:
    """The one read of the form of the rules."""
    with book.reading() as tx:
        history = _history(tx)
        text = settings.value(tx, "dividend.policy", on)
        return RulesFacts(policy_from_toml(text) if text else DividendPolicy(), history, produce.all_products(tx))


def policy_history(book: Book) -> tuple[tuple[date, str, DividendPolicy], ...]:
    """Every policy that was decided: since when, on what basis, newest first."""
    with book.reading() as tx:
        return _history(tx)


def _history(tx: Reading) -> tuple[tuple[date, str, DividendPolicy], ...]:
    found = tx.all("SELECT since, basis, value FROM setting WHERE key = 'dividend.policy' ORDER BY since DESC, setting_id DESC")
    return tuple((date.fromisoformat(since), str(basis), policy_from_toml(str(text))) for since, basis, text in found)
