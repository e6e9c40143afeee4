"""Before a year is closed: what must be mended, what should be looked at, and what is well.

Pure findings over counts that the book gives. A check about counting cash, stock or matching the bank exists only where the book
keeps such things: facts that are None are not asked for. Deliveries without a price have no line: none is posted without one
(coop.produce, PriceMissing), and one that waits for its price is a draft, which has a line.
See also: books.yearcheck (counts), services.yearend, ui.yearend.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip

OK, LOOK, MEND = "ok", "look", "mend"
OLD_BACKUP_DAYS = 7
ACT, BACK_UP = "act", "back-up"
"""A link that begins with ACT starts a task by its name instead of showing a page; BACK_UP copies the book."""


@dataclass(frozen=True, slots=True)
class YearCheck:
    """One line of the list: its key, how it stands (ok, look or mend), the sentence with its facts, and the place to mend it."""

    key: str
    state: str
    wording: str
    facts: dict[str, object]
    link: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the book tells about a year. None: the book keeps no such thing.

    Attributes:
        wrong: findings of the audit, sentences with their facts (the first few).
        register_kip, ledger_kip: share capital by the register and by the account at the year's end.
        negative_days: account role and first day on which a money box was below nothing, and how far.
        gaps: numbers of our own series that are missing.
        drafts: unfinished papers; unpriced: deliveries without a price.
        cash_counted_on, stock_counted_on: last count on or before the year's end; unmatched: lines of the bank not matched.
        has_assets, is_depreciated: fixed assets stand in the books; the year has depreciation.
        overdue: customers who are late and their kip; bills: bills not paid and their kip.
        unpaid_produce_kip: owed to producers; backup_age_days: None = never.
    """

    last_day: date
    today: date
    wrong: tuple[object, ...]
    register_kip: Kip
    ledger_kip: Kip
    negative_days: tuple[tuple[str, date, Kip], ...]
    gaps: tuple[str, ...]
    has_assets: bool
    is_depreciated: bool
    overdue: tuple[int, Kip]
    unpaid_produce_kip: Kip
    backup_age_days: int | None
    drafts: int | None = None
    unpriced: int | None = None
    has_cash_counts: bool = False
    cash_counted_on: date | None = None
    has_stock_counts: bool = False
    stock_counted_on: date | None = None
    unmatched: int | None = None
    bills: tuple[int, Kip] | None = None


def year_checks(facts: CheckFacts) -> tuple[YearCheck, ...]:
    """The list in the order of work: what would make the figures wrong comes first."""
    return (*_figures(facts), *_papers(facts), *_counts(facts), *_people(facts), _backup(facts))


def must_mend(checks: tuple[YearCheck, ...]) -> int:
    """How many lines stand in the way of the close."""
    return sum(check.state == MEND for check in checks)


def _figures(facts: CheckFacts) -> Iterator[YearCheck]:
    if facts.wrong:
        yield YearCheck("audit", MEND, N_("The check of the book found: {what}"), {"what": list(facts.wrong)}, ("ledger", "journal"))
    else:
        yield YearCheck("audit", OK, N_("Every entry balances and the chain of entries is whole."), {})
    if facts.register_kip != facts.ledger_kip:
        yield YearCheck("register", MEND, N_("The share register says {register_kip}, the account says {ledger_kip}."),
                        {"register_kip": facts.register_kip, "ledger_kip": facts.ledger_kip}, ("shares", "register"))
    else:
        yield YearCheck("register", OK, N_("The share register equals the account: {register_kip} kip."), {"register_kip": facts.register_kip})
    for box, on, kip in facts.negative_days[:3]:
        yield YearCheck(f"negative-{box}", MEND, N_("On {on} a money box stood at {balance_kip}. No box can hold less than nothing."),
                        {"on": on, "balance_kip": kip}, ("cash", "accounts"))
    if not facts.negative_days:
        yield YearCheck("negative", OK, N_("No money box was ever below nothing."), {})


def _papers(facts: CheckFacts) -> Iterator[YearCheck]:
    if facts.gaps:
        yield YearCheck("gaps", MEND, N_("Numbers are missing: {numbers}."), {"numbers": list(facts.gaps)}, ("sales", "numbers"))
    else:
        yield YearCheck("gaps", OK, N_("No number is missing."), {})
    if facts.drafts is not None:
        yield (YearCheck("drafts", LOOK, N_("{count} drafts are not finished."), {"count": facts.drafts}, ("home",)) if facts.drafts
               else YearCheck("drafts", OK, N_("No draft is left."), {}))
    if facts.unpriced is not None:
        yield (YearCheck("unpriced", MEND, N_("{count} deliveries have no price."), {"count": facts.unpriced}, ("deliveries", "sheets"))
               if facts.unpriced else YearCheck("unpriced", OK, N_("Every delivery has its price."), {}))


def _counts(facts: CheckFacts) -> Iterator[YearCheck]:
    if facts.has_cash_counts:
        yield (YearCheck("cash-count", OK, N_("The cash was counted on {on}."), {"on": facts.cash_counted_on})
               if facts.cash_counted_on == facts.last_day else
               YearCheck("cash-count", LOOK, N_("The cash was not counted on the last day, {on}."), {"on": facts.last_day},
                         (ACT, "count-cash")))
    if facts.unmatched is not None:
        yield (YearCheck("bank", LOOK, N_("{count} lines of the bank are not matched."), {"count": facts.unmatched}, ("cash", "match"))
               if facts.unmatched else YearCheck("bank", OK, N_("The bank is matched."), {}))
    if facts.has_stock_counts:
        yield (YearCheck("stock", OK, N_("The stock was counted on {on}."), {"on": facts.stock_counted_on}) if facts.stock_counted_on else
               YearCheck("stock", LOOK, N_("The stock was not counted in this year."), {}, ("deliveries", "stock")))
    if facts.has_assets:
        yield (YearCheck("depreciation", OK, N_("The depreciation of the year is entered."), {}) if facts.is_depreciated else
               YearCheck("depreciation", LOOK, N_("There are fixed assets, but no depreciation of the year."), {}, ("cash", "assets")))


def _people(facts: CheckFacts) -> Iterator[YearCheck]:
    count, late = facts.overdue
    yield (YearCheck("overdue", LOOK, N_("{count} customers are late with {late_kip} kip. Look at each of them."),
                     {"count": count, "late_kip": late}, ("sales", "customers")) if count else
           YearCheck("overdue", OK, N_("No customer is late."), {}))
    if facts.bills is not None:
        open_count, open_kip = facts.bills
        yield (YearCheck("bills", LOOK, N_("{count} bills of {open_kip} kip are not paid."), {"count": open_count, "open_kip": open_kip},
                         ("cash", "bills")) if open_count else YearCheck("bills", OK, N_("Every bill is paid."), {}))
    yield (YearCheck("produce", LOOK, N_("We owe members {owed_kip} kip for produce."), {"owed_kip": facts.unpaid_produce_kip},
                     ("deliveries", "runs")) if facts.unpaid_produce_kip else
           YearCheck("produce", OK, N_("All produce is paid."), {}))


def _backup(facts: CheckFacts) -> YearCheck:
    if facts.backup_age_days is None:
        return YearCheck("backup", LOOK, N_("The book was never copied. The close makes a copy."), {}, (ACT, BACK_UP))
    if facts.backup_age_days > OLD_BACKUP_DAYS:
        return YearCheck("backup", LOOK, N_("The last copy is {count} days old. The close makes a new one."), {"count": facts.backup_age_days},
                         (ACT, BACK_UP))
    return YearCheck("backup", OK, N_("The last copy is {count} days old."), {"count": facts.backup_age_days})
