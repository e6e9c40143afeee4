"""The papers of money from the book: one read each, filled into what `papers.money` says."""

from datetime import date

from coopbooks.books import assets, balances, boxes, counts, loans, matching, settings, suppliers
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.counts import NOTES, KeptCount
from coopbooks.coop.matching import MatchBank
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import money
from coopbooks.papers.form import Form, Party, Sum
from coopbooks.papers.parts import Check, Column, Label, Listing, Sentence
from coopbooks.services.printing import PaperNotFound, letterhead


def payables(book: Book, as_of: date) -> Listing:
    """What suppliers are owed by age."""
    with book.reading() as tx:
        lines = [(bill.number, bill.supplier, bill.due_on, bill.days_late(as_of), int(bill.open_kip), bill.document_id)
                 for bill in suppliers.open_bills(tx, as_of)]
        return money.payables(letterhead(tx), as_of, lines, suppliers.other_kip(tx, as_of))


def bank_unmatched(book: Book, account: str, as_of: date) -> Listing:
    """The movements of a bank account that no statement shows yet."""
    with book.reading() as tx:
        box = next((one for one in boxes.all_boxes(tx) if account in (one.word, one.code) and one.kind == "bank"), None) or _bank(tx)
        facts = matching.facts_for(tx, MatchBank(box.word, as_of, ZERO))
        lines = [(line.on, line.number, line.text, line.kind, int(line.kip), line.posting_id)
                 for line in facts.lines.values() if line.statement is None and line.on <= as_of]
        balance = balances.on_day(tx, as_of).get(tx.account_id(box.code), ZERO)
        return money.bank_unmatched(letterhead(tx), (box.code, Label(box.name_lo, box.name_en)), as_of, lines, balance)


def _bank(tx: Reading) -> MoneyBox:
    return next(one for one in boxes.all_boxes(tx) if one.word == "bank")


def cash_count(book: Book, number: str | None) -> Form:
    """The count form: of a count by its number, or an empty one to fill in."""
    with book.reading() as tx:
        head = letterhead(tx)
        found = next((one for one in counts.all_counts(tx) if one.number == number), None)
        if number and found is None:
            raise Refused((PaperNotFound(number=number),))
        columns = (Column(N_("Banknote"), "kip", 25), Column(N_("How many"), "count", 25), Column(N_("Amount"), "kip", 30))
        if found is None:
            return Form("cash-count", N_("Cash count"), head, columns=columns, rows=tuple((note, None, None) for note in NOTES),
                        sums=(), signers=_WITNESSES, stamp=False)
        return _count_form(tx, found, columns)


_WITNESSES = (N_("Cashier"), N_("Treasurer"), N_("Inspection committee"))


def _count_form(tx: Reading, count: KeptCount, columns: tuple[Column, ...]) -> Form:
    box, head = boxes.box(tx, count.money), letterhead(tx)
    held = {one.note_kip: one.count for one in count.notes}
    name = " · ".join(dict.fromkeys(part for part in (box.name_lo, box.name_en) if part)) if box else count.money
    reason = (Sentence(N_("Reason of the difference: {reason}"), {"reason": count.reason}),) if count.reason else ()
    return Form("cash-count", N_("Cash count"), head, count.number, count.on, (),
                Party(N_("Money box"), name, ""), columns=columns,
                rows=tuple((note, held.get(note, 0), note * held.get(note, 0)) for note in NOTES),
                sums=(Sum(N_("The book says"), count.book_kip), Sum(N_("Difference"), count.difference_kip),
                      Sum(N_("Counted"), count.counted_kip, is_total=True)),
                words_kip=count.counted_kip, closing=reason, signers=_WITNESSES, stamp=True,
                check=Check(count.number, count.on, count.counted_kip, head.head_code), mark="" if count.stands else "void")


def asset_register(book: Book, as_of: date) -> Listing:
    """The fixed assets at the close of a day, and what their accounts hold that no asset explains."""
    with book.reading() as tx:
        found = [one for one in assets.all_assets(tx, as_of) if not one.ended_on]
        codes = dict.fromkeys([*(one.account for one in found), *_FIXED])
        known = {account.code for account in settings.chart(tx).values()}
        others = [(code, int(assets.unexplained_kip(tx, code, as_of))) for code in sorted(codes) if code in known]
        return money.asset_register(letterhead(tx), as_of, found, [(code, kip) for code, kip in others if kip])


_FIXED = ("211", "213", "215", "218")


def loan_plan(book: Book, number: str | None) -> Listing:
    """The plan of a loan by its number; of the first one when none is named."""
    with book.reading() as tx:
        found = [one for one in loans.all_loans(tx) if not number or one.number == number]
        if not found:
            raise Refused((PaperNotFound(number=number or "–"),))
        one = found[0]
        lines = [(part.place, part.due_on, int(part.principal_kip), int(part.interest_kip), int(part.left_kip)) for part in one.schedule()]
        return money.loan_plan(letterhead(tx), one.number, one.lender, one.rate_percent, one.received_on, one.principal_kip, one.left_kip, lines)
