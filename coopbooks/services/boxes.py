"""The money boxes with what they hold, their registers line by line, and the list of categories."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, boxes, cash, counts, journal, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import boxes as rules
from coopbooks.coop.boxes import BoxFacts, KeepBox, MoneyBox
from coopbooks.coop.categories import Category, KeepCategory, check_category
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import refuse_if
from coopbooks.papers.parts import Label
from coopbooks.services.outcome import Topic, action


@dataclass(frozen=True, slots=True)
class BoxCard:
    """A money box as its card shows it: what it holds, when it was last counted or matched.

    `moved_kip`: what the book says now of the counted day less what was counted then.
    """

    box: MoneyBox
    kip: Kip
    counted_on: date | None = None
    moved_kip: Kip = ZERO
    matched_on: date | None = None
    open_match: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One movement of a box: what came in or went out, why, and what was left."""

    document_id: int | None
    on: date
    kind: str
    number: str
    who: str
    category: Label
    kip: Kip
    balance_kip: Kip
    is_reversed: bool
    posting_id: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """A box's movements of a period between its opening and closing balance."""

    box: MoneyBox
    period: Period
    opening_kip: Kip
    lines: tuple[RegisterLine, ...]


def box_cards(book: Book) -> tuple[BoxCard, ...]:
    """Every box in use with what it holds."""
    with book.reading() as tx:
        counted = {tx.account_id(one.money): one.on for one in reversed(counts.all_counts(tx)) if one.stands}
        moved = {one.count.money: one.moved_kip for one in counts.moved_last(tx)}
        last = "bank_match_id IN (SELECT max(bank_match_id) FROM bank_match GROUP BY statement)"
        matched = {int(key): date.fromisoformat(day) for key, day in tx.all(
            f"SELECT account_id, max(statement_on) FROM bank_match WHERE state = 'done' AND {last} GROUP BY account_id")}
        halfway = {int(key) for (key,) in tx.all(f"SELECT account_id FROM bank_match WHERE state = 'open' AND {last}")}
        cards = []
        for box in boxes.all_boxes(tx):
            key = tx.account_id(box.code)
            if box.is_used:
                cards.append(BoxCard(box, balances.of_all_days(tx, box.code), counted.get(key), moved.get(box.word, ZERO), matched.get(key),
                                     key in halfway))
        return tuple(cards)


def all_boxes(book: Book) -> tuple[MoneyBox, ...]:
    """Every box, those that were put away too."""
    with book.reading() as tx:
        return boxes.all_boxes(tx)


def register(book: Book, word: str, period: Period) -> Register:
    """The register of a box. Raises LookupError for a box that is not there."""
    with book.reading() as tx:
        box = boxes.box(tx, word)
        if box is None:
            raise LookupError(word)
        card = journal.cash_book(tx, box.code, period.first_day, period.last_day)
        named, undone = _categories(tx, box.code, period), _undone(tx, period)
        lines = tuple(RegisterLine(line.document_id, line.on, line.kind, line.number, line.text, named.get(line.entry_id, Label("", "")),
                                   line.kip, line.balance_kip, line.entry_id in undone, line.posting_id) for line in card.lines)
        return Register(box, period, card.opening_kip, lines)


def _categories(tx: Reading, code: str, period: Period) -> dict[int, Label]:
    """What each entry was for: its categories, or else the accounts on its other side."""
    days = {"first": period.first_day.isoformat(), "last": period.last_day.isoformat(), "account": tx.account_id(code)}
    found: dict[int, list[Label]] = {}
    for entry_id, lao, english in tx.all(
            "SELECT DISTINCT o.entry_id, a.name_lo, a.name_en FROM posting AS p JOIN posting AS o USING (entry_id) "
            "JOIN account AS a ON a.account_id = o.account_id WHERE p.account_id = :account AND p.entry_date BETWEEN :first AND :last "
            "AND o.account_id <> :account ORDER BY o.posting_id", days):
        found.setdefault(int(entry_id), []).append(Label(lao, english))
    known, told = boxes.categories(tx), dict[int, list[Label]]()
    for entry_id, category in tx.all("SELECT l.entry_id, l.category FROM money_line AS l JOIN entry USING (entry_id) WHERE category <> '' "
                                     "AND entry_date BETWEEN :first AND :last ORDER BY money_line_id", days):
        if category in known:
            told.setdefault(int(entry_id), []).append(Label(known[category].name_lo, known[category].name_en))
    return {entry_id: _joined(names) for entry_id, names in (found | told).items()}


def _joined(names: list[Label]) -> Label:
    different = list(dict.fromkeys(names))
    return Label(" · ".join(name.said("lo") for name in different), " · ".join(name.said("en") for name in different))


def _undone(tx: Reading, period: Period) -> set[int]:
    found = tx.all("SELECT e.entry_id FROM entry AS e JOIN entry AS r ON r.reverses = e.entry_id WHERE e.entry_date BETWEEN ? AND ?",
                   period.first_day.isoformat(), period.last_day.isoformat())
    return {int(key) for (key,) in found}


@action(Topic.CASH, Topic.SETTINGS, Topic.JOURNAL)
def keep_box(tx: Writing, order: KeepBox) -> None:
    """Open a further money box with its account in the chart, or change what is told of one. Refused: BoxCodeTaken, BoxStillHolds, …"""
    known = boxes.box(tx, order.box.code)
    codes = frozenset(account.code for account in settings.chart(tx).values())
    facts = BoxFacts(boxes.all_boxes(tx), codes, boxes.held_kip(tx, order.box.code) if known else ZERO)
    refuse_if(rules.check_keep_box(facts, order))
    boxes.keep(tx, order.box, is_new=order.is_new)


# --- categories -------------------------------------------------------------------------------------------------------
def categories(book: Book, way: str = "") -> tuple[Category, ...]:
    """The categories in their order: all, or those in use for money in or out."""
    with book.reading() as tx:
        return tuple(one for one in boxes.categories(tx).values() if not way or (one.way == way and one.is_used))


@action(Topic.CASH, Topic.SETTINGS)
def keep_category(tx: Writing, order: KeepCategory) -> None:
    """Add a category or change one. Refused: CategoryNameMissing, CategoryAccountWrong, …"""
    refuse_if(check_category(cash.accounts_by_word(tx), boxes.codes(tx) | boxes.words(tx), order))
    boxes.keep_category(tx, order.category)
