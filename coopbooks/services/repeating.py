"""Payments that come again, and vouchers with everything that goes into one save: the scan of the paper, and coming again."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import boxes, repeating
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.cash import PayExpense, TakeMoney
from coopbooks.coop.repeating import KeepRepeating, Repeating, RepeatingUnknown, SettleRepeating, SkipRepeating, check_repeating
from coopbooks.ledger.money import Kip
from coopbooks.ledger.months import add_months
from coopbooks.ledger.refusals import Refused, refuse_if
from coopbooks.services import attachments
from coopbooks.services.cash import pay_expense, take_money
from coopbooks.services.outcome import Topic, action


@dataclass(frozen=True, slots=True)
class Voucher:
    """Order: money in or out, with the scan of the other's paper, and how often it comes again (0: never).

    Attributes:
        settles: the payment on the list that this is.
    """

    paper: PayExpense | TakeMoney
    scan_name: str = ""
    scan_body: bytes = b""
    every_months: int = 0
    settles: int | None = None


def all_repeating(book: Book) -> dict[int, Repeating]:
    """The list, by id in the order of the next day."""
    with book.reading() as tx:
        return repeating.all_repeating(tx)


@action(Topic.CASH, Topic.SETTINGS)
def keep_repeating(tx: Writing, order: KeepRepeating) -> None:
    """Put a payment on the list, change it or end it. Refused: MonthsWrong, CategoryUnknown, AmountMissing, …"""
    known = frozenset(boxes.accounts_of_categories(tx, order.repeating.way))
    refuse_if(check_repeating(known, boxes.words(tx), order))
    repeating.keep(tx, order.repeating_id, order.repeating)


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def settle_repeating(tx: Writing, order: SettleRepeating) -> None:
    """Post a payment as it stands on the list; it is then due the next time. Refused: as for the voucher."""
    one = _on_list(tx, order.repeating_id)
    _post(tx, one.voucher(order.on))
    repeating.keep(tx, order.repeating_id, one.moved_on())


@action(Topic.CASH)
def skip_repeating(tx: Writing, order: SkipRepeating) -> None:
    """Leave a payment out this time."""
    repeating.keep(tx, order.repeating_id, _on_list(tx, order.repeating_id).moved_on())


@action(Topic.JOURNAL, Topic.CASH, Topic.DOCUMENTS)
def record_voucher(tx: Writing, order: Voucher) -> None:
    """Post money in or out, keep the scan with it, and note that it comes again: all of it, or nothing."""
    _post(tx, order.paper)
    if order.scan_body:
        (document_id,) = tx.one("SELECT max(document_id) FROM document")
        attachments.attach_file.within(tx, AttachFile("document", int(document_id), "other", order.scan_name, order.scan_body, order.paper.on))
    if order.settles is not None:
        repeating.keep(tx, order.settles, _on_list(tx, order.settles).moved_on())
    elif order.every_months:
        _come_again(tx, order)


def _post(tx: Writing, paper: PayExpense | TakeMoney) -> None:
    if isinstance(paper, PayExpense):
        pay_expense.within(tx, paper)
    else:
        take_money.within(tx, paper)


def _come_again(tx: Writing, order: Voucher) -> None:
    paper = order.paper
    way, payee = ("out", paper.payee) if isinstance(paper, PayExpense) else ("in", paper.payer)
    again = Repeating(way, paper.lines[0].category, Kip(paper.total_kip), add_months(paper.on, order.every_months), payee, paper.money,
                      order.every_months, paper.note)
    keep_repeating.within(tx, KeepRepeating(again))


def _on_list(tx: Writing, repeating_id: int) -> Repeating:
    found = repeating.all_repeating(tx).get(repeating_id)
    if found is None or not found.is_used:
        raise Refused((RepeatingUnknown(),))
    return found


def due(book: Book, today: date) -> list[tuple[int, Repeating]]:
    """What is due up to a day, the oldest first."""
    return [(key, one) for key, one in all_repeating(book).items() if one.is_used and one.next_on <= today]
