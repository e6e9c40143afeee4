"""Fixed assets: putting them on the register, depreciation runs, and their end."""

from datetime import date

from coopbooks.books import assets, documents, settings
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Writing
from coopbooks.coop import assets as rules
from coopbooks.coop.assets import Asset, AssetFacts, BuyAsset, EndAsset, EndFacts, RunDepreciation, RunFacts, WithdrawAsset
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def prepare_asset(book: Book, order: BuyAsset) -> AssetFacts:
    """The one read of the asset's form."""
    with book.reading() as tx:
        return assets.facts_for(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def buy_asset(tx: Writing, order: BuyAsset) -> str:
    """Buy an asset, or put one on the register that is in the account already; answers its number.

    Posts: debit the asset's account, credit the box or suppliers; nothing for one taken over. Refused: LifeWrong, ResidualAboveCost,
    GrantTooLarge, AccountHoldsLess, BoxHoldsLess, PeriodClosed, … (all found at once).
    """
    refuse_if(rules.check_asset(assets.facts_for(tx, order), order))
    number = order.number or assets.next_number(tx)
    entry, entry_id = rules.asset_entry(order), None
    if entry is not None:
        entry_id, _ = documents.post(tx, entry, Paper("asset", order.on, order.cost_kip, payee=order.name, box=order.money, detail=number,
                                                      note=order.note, likeness=documents.likeness(order)))
    assets.keep(tx, order, entry_id)
    return number


@action(Topic.CASH)
def withdraw_asset(tx: Writing, order: WithdrawAsset) -> None:
    """Take an asset off the register that was taken over by mistake. Refused: AssetHasHistory."""
    refuse_if(rules.check_withdrawal(assets.asset(tx, order.asset_id)))
    assets.withdraw(tx, order.asset_id)


def prepare_run(book: Book, order: RunDepreciation) -> RunFacts:
    """The one read of the run's form."""
    with book.reading() as tx:
        return assets.facts_for_run(tx, order)


@action(Topic.JOURNAL, Topic.DOCUMENTS, Topic.CASH)
def run_depreciation(tx: Writing, order: RunDepreciation) -> None:
    """Take the depreciation of all assets up to the end of a month.

    Posts: debit depreciation, credit accumulated depreciation; grants for equipment come back as income. Refused: RunDone,
    NothingWears, NotMonthEnd, PeriodClosed, …
    """
    facts = assets.facts_for_run(tx, order)
    refuse_if(rules.check_run(facts, order))
    lines = facts.lines(order.until)
    entry_id, document_id = documents.post(tx, rules.run_entry(facts, order), Paper(
        "depreciation", order.until, Kip(sum(line[1] for line in lines)), order.number, likeness=documents.likeness(order)))
    for one, wear, released in lines:
        assets.add_line(tx, entry_id, document_id, one.asset_id, "run", order.until, wear, released)


def prepare_end(book: Book, order: EndAsset) -> EndFacts:
    """The one read of the form of an asset's end."""
    with book.reading() as tx:
        return assets.facts_for_end(tx, order)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def end_asset(tx: Writing, order: EndAsset) -> None:
    """Take an asset off the register: sold, given away, broken or lost.

    Posts: the proceeds into the box, cost and depreciation out, the difference as other income or expense. Refused: AssetEnded,
    EndBeforeWear, ProceedsWrong, PeriodClosed, …
    """
    facts = assets.facts_for_end(tx, order)
    refuse_if(rules.check_end(facts, order))
    one = facts.asset
    entry_id, document_id = documents.post(tx, rules.end_entry(facts, order), Paper(
        "asset-end", order.on, order.proceeds_kip, order.number, payee=one.name, box=order.money if order.proceeds_kip else "",
        detail=one.number, note=order.reason, likeness=documents.likeness(order)))
    assets.add_line(tx, entry_id, document_id, one.asset_id, "end", order.on, -one.worn_kip, one.grant_kip - one.released_kip, -one.cost_kip)


def all_assets(book: Book, as_of: date) -> tuple[list[Asset], Kip]:
    """The register at the close of a day, and the grants for equipment that no asset uses yet."""
    with book.reading() as tx:
        return assets.all_assets(tx, as_of), assets.free_grant_kip(tx)


def month_to_run(book: Book, today: date) -> date | None:
    """The end of the last month that is over, where something wears up to it that was not taken yet."""
    with book.reading() as tx:
        until = rules.last_month_end(today)
        facts = assets.facts_for_run(tx, RunDepreciation(until))
        return until if not rules.check_run(facts, RunDepreciation(until)) and settings.profile(tx).begins_on <= until else None
