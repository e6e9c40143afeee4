"""The papers of money from the book: one read each, filled into what `papers.money` says."""

from dataclasses import replace
from datetime import date

from coopbooks.books import assets, balances, boxes, counts, loans, matching, settings, suppliers
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.assets import Asset
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.counts import NOTES, KeptCount
from coopbooks.coop.matching import MatchBank
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, negative
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import money
from coopbooks.papers.form import Form, Head, Party, Sum
from coopbooks.papers.parts import Amount, Check, Column, Label, Listing, Sentence
from coopbooks.services.printing import PaperNotFound, letterhead


def payables(book: Book, as_of: date) -> Listing:
    """What suppliers are owed by age."""
    with book.reading() as tx:
        owed = Figure((AccountRole.SUPPLIERS_PAYABLE,), last_day=as_of, credit=True)
        every = replace(owed, register="bill", items=tuple(bill.document_id for bill in suppliers.all_bills(tx, as_of)))
        lines = [(bill.number, bill.supplier, bill.due_on, bill.days_late(as_of),
                  Amount(bill.open_kip, replace(owed, register="bill", items=(bill.document_id,)))) for bill in suppliers.open_bills(tx, as_of)]
        other = Amount(suppliers.other_kip(tx, as_of), replace(owed, plus=(negative(every),)) if every.items else owed)
        return money.payables(letterhead(tx), as_of, lines, other)


def bank_unmatched(book: Book, account: str, as_of: date) -> Listing:
    """The movements of a bank account that no statement shows yet."""
    with book.reading() as tx:
        box = next((one for one in boxes.all_boxes(tx) if account in (one.word, one.code) and one.kind == "bank"), None) or _bank(tx)
        facts = matching.facts_for(tx, MatchBank(box.word, as_of, ZERO))
        lines = [(line.on, line.number, line.text, int(line.kip), line.posting_id) for line in facts.lines.values()
                 if line.statement is None and line.on <= as_of]
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
    name = box.name(settings.profile(tx).language) if box else count.money
    reason = (Sentence(N_("Reason of the difference: {reason}"), {"reason": count.reason}),) if count.reason else ()
    return Form("cash-count", N_("Cash count"), head, count.number, count.on, (Head(N_("At the close of"), count.on, "day"),),
                Party(N_("Money box"), name, count.money), columns=columns,
                rows=tuple((note, held.get(note, 0), note * held.get(note, 0)) for note in NOTES),
                sums=(Sum(N_("The book says"), count.book_kip), Sum(N_("Difference"), count.difference_kip),
                      Sum(N_("Counted"), count.counted_kip, is_total=True)),
                words_kip=count.counted_kip, closing=reason, signers=_WITNESSES, stamp=True,
                check=Check(count.number, count.on, count.counted_kip, head.head_code), mark="" if count.stands else "void")


def asset_register(book: Book, as_of: date) -> Listing:
    """The fixed assets at the close of a day, and what their accounts hold that no asset explains."""
    with book.reading() as tx:
        found = [one for one in assets.all_assets(tx, as_of) if not one.ended_on]
        lines = [(one.number, one.name, one.account, one.bought_on, _of_asset(one, one.cost_kip, as_of, one.account), one.life_months,
                  _of_asset(one, one.worn_kip, as_of, *_WORN), _of_asset(one, one.value_kip, as_of, one.account, *_WORN)) for one in found]
        codes = dict.fromkeys([*(one.account for one in found), *_FIXED])
        known = {account.code for account in settings.chart(tx).values()}
        others = [(code, _beside_assets(tx, code, as_of)) for code in sorted(codes) if code in known]
        return money.asset_register(letterhead(tx), as_of, lines, [(code, kip) for code, kip in others if kip])


_FIXED, _WORN = ("211", "213", "215", "218"), (AccountRole.ACCUMULATED_DEPRECIATION.value,)


def _of_asset(asset: Asset, kip: int, as_of: date, *accounts: str) -> int:
    """What the register says of an asset. One that was taken over has no entry of its own: its figures have no lines."""
    figure = Figure(accounts, last_day=as_of, credit=accounts == _WORN, register="asset", items=(asset.asset_id,))
    return Amount(kip, figure) if asset.entry_id else kip


def _beside_assets(tx: Reading, code: str, as_of: date) -> int:
    """What an account of assets holds without one."""
    mine = tuple(one.asset_id for one in assets.all_assets(tx, as_of) if one.account == code and one.entry_id)
    stands = Figure((code,), last_day=as_of)
    return Amount(assets.unexplained_kip(tx, code, as_of),
                  replace(stands, plus=(negative(replace(stands, register="asset", items=mine)),)) if mine else stands)


def loan_plan(book: Book, number: str | None) -> Listing:
    """The plan of a loan by its number; of the first one when none is named."""
    with book.reading() as tx:
        found = [one for one in loans.all_loans(tx) if not number or one.number == number]
        if not found:
            raise Refused((PaperNotFound(number=number or "–"),))
        one = found[0]
        lines = [(part.place, part.due_on, int(part.principal_kip), int(part.interest_kip), int(part.left_kip)) for part in one.schedule()]
        return money.loan_plan(letterhead(tx), one.number, one.lender, one.rate_percent, one.received_on, one.principal_kip, one.left_kip, lines)
