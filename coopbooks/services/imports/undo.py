"""Taking a file back as one step: its papers are reversed, whom or what it brought goes from the lists. All of it, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from coopbooks.books import customers, documents, imported, members, produce, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.produce import AddProduct
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.taking_back import MARK, BroughtIn, TakeBackImport, TakingBackFacts, check_taking_back
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.outcome import Outcome, Topic, action
from coopbooks.services.reversal import reverse_paper

Progress = Callable[[int, int], None]
TOLD_EVERY = 20


def all_imports(book: Book) -> tuple[BroughtIn, ...]:
    """Every file that was brought in, the last first."""
    with book.reading() as tx:
        return imported.all_imports(tx)


def prepare_taking_back(book: Book, order: TakeBackImport, *, whole: bool = True) -> list[RuleBroken]:
    """The one read of the form: what stands in the way of taking a file back, found by trying it; nothing is kept.

    Without `whole` the papers are not tried, which takes long for many.
    """
    with book.rehearsing() as tx:
        facts = _facts(tx, order)
        broken = check_taking_back(facts, order)
        return broken if broken or not whole else check_taking_back(replace(facts, papers=_reverse(tx, order, _tell_nobody)), order)


@action(*Topic)
def take_back_import(tx: Writing, order: TakeBackImport) -> None:
    """Reverse every paper of a file, the last first, and strike whom or what it brought from the lists; their numbers are free again.

    Refused: ImportTakenBack, ImportNeeded, ImportChanged, ReasonMissing, PeriodClosed, and what refuses the reversal of a paper.
    """
    _take_back(tx, order, _tell_nobody)


def take_back(book: Book, order: TakeBackImport, tell: Progress) -> Outcome:
    """The same for whoever watches: `tell` is told of the papers done, and what it raises stops it with nothing changed."""
    with book.writing() as tx:
        _take_back(tx, order, tell)
        return Outcome(tuple(tx.entry_ids), tuple(tx.documents), take_back_import.topics)


def _take_back(tx: Writing, order: TakeBackImport, tell: Progress) -> None:
    facts = _facts(tx, order)
    refuse_if(check_taking_back(facts, order))
    refuse_if(check_taking_back(replace(facts, papers=_reverse(tx, order, tell)), order))
    for key in imported.subjects(tx, order.import_file_id):
        _STRIKE[facts.brought.kind](tx, key, f" {MARK}{order.import_file_id}")
    imported.end(tx, order)


def _tell_nobody(_done: int, _all: int) -> None:
    """Nobody watches."""


def _facts(tx: Reading, order: TakeBackImport) -> TakingBackFacts:
    """Raises LookupError when there is no such file."""
    brought = next((one for one in imported.all_imports(tx) if one.import_file_id == order.import_file_id), None)
    if brought is None:
        raise LookupError(order.import_file_id)
    return TakingBackFacts(brought, settings.open_days(tx), imported.needed(tx, brought), imported.changed(tx, brought))


def _reverse(tx: Writing, order: TakeBackImport, tell: Progress) -> tuple[RuleBroken, ...]:
    """Reverse the papers of a file, the last first; answers what could not be reversed.

    Money came and went in another order than the file's, so what is refused is tried again after the others.
    """
    left, whole, done = imported.standing_entries(tx, order.import_file_id), 0, 0
    whole = len(left)
    while left:
        refused: list[int] = []
        broken: list[RuleBroken] = []
        for entry_id in left:
            found = _reverse_one(tx, entry_id, order)
            if found:
                refused.append(entry_id)
                broken += found
                continue
            done += 1
            if done % TOLD_EVERY == 0:
                tell(done, whole)
        if len(refused) == len(left):
            return tuple(broken[:imported.MOST_TOLD])
        left = refused
    return ()


def _reverse_one(tx: Writing, entry_id: int, order: TakeBackImport) -> list[RuleBroken]:
    (document_id,) = tx.one("SELECT min(document_id) FROM document WHERE entry_id = ?", entry_id)
    paper = documents.by_id(tx, int(document_id))
    # The opening stands before the first day, and leaves no trace in the first year when it is undone on that same day.
    one = ReversePaper(paper.document_id, _day(paper.kind, paper.on, order.on), order.reason)
    try:
        reverse_paper.within(tx, one)
    except Refused as refusal:
        return list(refusal.broken)
    return []


def _day(kind: str, dated: date, on: date) -> date:
    return dated if kind == "opening" else max(dated, on)


def _strike_member(tx: Writing, key: int, mark: str) -> None:
    before = members.details(tx, key)
    members.keep(tx, key, replace(before, number=before.number + mark, joined_on=None, applied_on=None, leaving_on=None, left_on=None,
                                  left_reason=""))


def _strike_product(tx: Writing, key: int, mark: str) -> None:
    one = produce.products(tx)[key]
    produce.keep_product(tx, key, AddProduct(one.code + mark, one.name_lo, one.name_en, one.unit, one.grades))


def _strike_customer(tx: Writing, key: int, mark: str) -> None:
    one = customers.customer(tx, key)
    customers.keep_customer(tx, key, AddCustomer(one.number + mark, one.name, one.phone, one.terms_days, one.limit_kip, one.member_id,
                                                 one.contact, one.address, one.tax_no, one.language))


_STRIKE: dict[str, Callable[[Writing, int, str], None]] = {
    "members": _strike_member, "products": _strike_product, "customers": _strike_customer}
