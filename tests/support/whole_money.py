"""The small book's money: a further box, bills, a count, a statement, a loan, a grant and what it paid for, and what comes again."""

from datetime import date

from coopbooks.books.book import Book
from coopbooks.coop.assets import BuyAsset, RunDepreciation
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.cash import ExpenseLine, TakeMoney, TransferMoney
from coopbooks.coop.categories import Category, KeepCategory
from coopbooks.coop.counts import CountCash, NoteCount
from coopbooks.coop.loans import PayLoan, ReceiveGrant, ReceiveLoan
from coopbooks.coop.matching import MatchBank
from coopbooks.coop.repeating import KeepRepeating, Repeating
from coopbooks.coop.suppliers import KeepSupplier, PayBill, RecordBill, Supplier
from coopbooks.ledger.money import Kip
from coopbooks.services import assets, boxes, cash, counts, loans, matching, repeating, suppliers


def money(book: Book) -> None:
    """Every kind of paper about money once, in the open year."""
    on, end = date(2025, 2, 3), date(2025, 2, 28)
    boxes.keep_box(book, KeepBox(MoneyBox("5311", "5311", "cash", "ກ່ອງນ້ອຍ", "Petty cash"), is_new=True))
    boxes.keep_category(book, KeepCategory(Category("sacks", "out", "606", "ເປົາ", "Sacks")))
    suppliers.keep_supplier(book, KeepSupplier(Supplier("S01", "ຮ້ານ ແສງຄຳ", "020 5555 8800", "", 30)))
    loans.receive_loan(book, ReceiveLoan("ທະນາຄານ", on, Kip(1_200_000), "9.75", 12, end, money="bank"))
    loans.receive_grant(book, ReceiveGrant("ໂຄງການ", on, Kip(360_000), "equipment"))
    assets.buy_asset(book, BuyAsset("ເຄື່ອງຊັ່ງ", "215", on, Kip(720_000), 24, money="bank", grant_kip=Kip(360_000)))
    cash.transfer_money(book, TransferMoney(on, "bank", "5311", Kip(200_000)))
    cash.take_money(book, TakeMoney(on, (ExpenseLine(amount_kip=Kip(9_500), category="interest"),), "BCEL", "bank"))
    suppliers.record_bill(book, RecordBill(1, on, (ExpenseLine(amount_kip=Kip(90_000), category="sacks"),), their_number="88"))
    with book.reading() as tx:
        bill = int(tx.one("SELECT max(document_id) FROM document WHERE kind = 'bill'")[0])
        lines = tuple(int(key) for (key,) in tx.all("SELECT posting_id FROM posting JOIN account USING (account_id) WHERE role = 'bank'"))
        kip = int(tx.one("SELECT sum(amount_kip) FROM posting JOIN account USING (account_id) WHERE role = 'bank'")[0])
    suppliers.pay_bill(book, PayBill(bill, end, Kip(40_000), "5311"))
    counts.count_cash(book, CountCash(end, "5311", (NoteCount(100_000, 1), NoteCount(50_000, 1)), "ທອນຜິດ"))
    matching.match_bank(book, MatchBank("bank", date(2025, 3, 1), Kip(kip), lines, finish=True))
    loans.pay_loan(book, PayLoan(1, end, Kip(100_000), Kip(9_750)))
    assets.run_depreciation(book, RunDepreciation(end))
    repeating.keep_repeating(book, KeepRepeating(Repeating("out", "rent", Kip(50_000), date(2025, 4, 1))))
