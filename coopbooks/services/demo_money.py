"""The practice co-op's money of the open year: boxes, suppliers and their bills, a loan, a grant with what it paid for, counts, what repeats."""

from collections.abc import Callable
from datetime import date, timedelta

from coopbooks.books import balances, boxes, matching
from coopbooks.books import counts as count_store
from coopbooks.books.transaction import Writing
from coopbooks.coop.assets import BuyAsset, RunDepreciation, last_month_end
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.cash import ExpenseLine, PayExpense, TakeMoney, TransferMoney
from coopbooks.coop.counts import NOTES, CountCash, NoteCount
from coopbooks.coop.loans import PayLoan, ReceiveGrant, ReceiveLoan
from coopbooks.coop.matching import MatchBank
from coopbooks.coop.repeating import KeepRepeating, Repeating
from coopbooks.coop.suppliers import KeepSupplier, PayBill, RecordBill, Supplier
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.months import add_months
from coopbooks.ledger.periods import days_of_month
from coopbooks.services import assets, cash, counts, loans, repeating, suppliers
from coopbooks.services import boxes as box_deeds

SUPPLIERS = (("S01", "ຮ້ານ ແສງຄຳ ວັດສະດຸ", "020 5561 2200", 30), ("S02", "ຂົນສົ່ງ ຄຳສີ", "020 5561 3300", 15),
             ("S03", "Pakse Machinery", "031 212 000", 45), ("S04", "ໂຮງພິມ ຈຳປາ", "031 213 111", 14))
BILLS = (("S01", 62, 4_850_000, "supplies", "0881"), ("S02", 48, 2_300_000, "transport", "114"), ("S04", 20, 640_000, "office", "7-25"),
         ("S01", 9, 1_920_000, "repair", "0897"))


def apply(tx: Writing, today: date) -> None:
    """Everything of this kind, dated in the open year up to today."""
    def ago(days: int) -> date:
        return max(date(today.year, 1, 1), today - timedelta(days=days))

    for code, kind, lao, english, bank in (("5311", "cash", "ກ່ອງນ້ອຍ ໂຮງສີ", "Petty cash, mill", ""),
                                           ("5121", "bank", "ທະນາຄານ ສຳຮອງ", "Bank, reserve", "BCEL")):
        box_deeds.keep_box.within(tx, KeepBox(MoneyBox(code, code, kind, lao, english, bank, "010-12-00-0005121" if bank else ""), is_new=True))
    loans.receive_loan.within(tx, ReceiveLoan("ທະນາຄານ ສົ່ງເສີມກະສິກຳ", ago(150), Kip(60_000_000), "9.5", 12, add_months(ago(150), 1)))
    loans.receive_grant.within(tx, ReceiveGrant("ໂຄງການ ກາເຟຍືນຍົງ", ago(140), Kip(18_000_000), "equipment"))
    loans.receive_grant.within(tx, ReceiveGrant("ໂຄງການ ກາເຟຍືນຍົງ", ago(139), Kip(3_500_000), "running"))
    assets.buy_asset.within(tx, BuyAsset("ເຄື່ອງສີກາເຟ ໂຮງສີ", "215", ago(135), Kip(36_000_000), 96, Kip(1_600_000), money="bank",
                                         grant_kip=Kip(18_000_000), place="ໂຮງສີ ໜອງບົວ"))
    assets.buy_asset.within(tx, BuyAsset("ຄອມພິວເຕີ ຫ້ອງການ", "218", ago(130), Kip(9_600_000), 36, money="bank", place="ຫ້ອງການ"))
    for money, kip in (("5121", 6_500_000), ("5311", 1_500_000)):
        cash.transfer_money.within(tx, TransferMoney(ago(90), "bank", money, Kip(kip)))
    _vouchers(tx, ago)
    _bills(tx, today)
    _loan_and_wear(tx, today)
    repeating.keep_repeating.within(tx, KeepRepeating(Repeating("out", "rent", Kip(1_250_000), ago(2), "ນາງ ວັນນາ", "bank", 1, "ຄ່າເຊົ່າສາງ")))
    repeating.keep_repeating.within(tx, KeepRepeating(Repeating("in", "interest", Kip(85_000), add_months(today, 1), "BCEL", "5121", 3)))
    for month in (1, 2):
        # The months that are locked and counted later had their money counted.
        last_day = days_of_month(f"{today.year}-{month:02}").last_day
        if last_day < min(today.replace(day=1), ago(1)):
            _count(tx, "cash", last_day)
    _count(tx, "5311", ago(1))
    _count(tx, "cash", ago(1))
    _match(tx, "5121", today)


def _vouchers(tx: Writing, ago: Callable[[int], date]) -> None:
    for place, (category, kip, who, money) in enumerate((("fuel", 180_000, "ປ້ຳ ນ້ຳມັນ ປາກຊ່ອງ", "5311"), ("power", 420_000, "ໄຟຟ້າລາວ", "5311"),
                                                         ("office", 95_000, "Lao Telecom", "5311"), ("meeting", 260_000, "", "5311"))):
        cash.pay_expense.within(tx, PayExpense(ago(70 - 12 * place), (ExpenseLine(amount_kip=Kip(kip), category=category),), who, money))
    for place, (category, kip, who) in enumerate((("shop", 940_000, "ຂາຍໜ້າຮ້ານ"), ("services", 600_000, "ສີກາເຟໃຫ້ຊາວບ້ານ"))):
        cash.take_money.within(tx, TakeMoney(ago(40 - 15 * place), (ExpenseLine(amount_kip=Kip(kip), category=category),), who))


def _bills(tx: Writing, today: date) -> None:
    ids = {}
    for number, name, phone, days in SUPPLIERS:
        suppliers.keep_supplier.within(tx, KeepSupplier(Supplier(number, name, phone, "", days)))
        ids[number] = int(tx.one("SELECT supplier_id FROM supplier WHERE number = ?", number)[0])
    made = []
    for number, ago, kip, category, theirs in BILLS:
        on = max(date(today.year, 1, 1), today - timedelta(days=ago))
        suppliers.record_bill.within(tx, RecordBill(ids[number], on, (ExpenseLine(amount_kip=Kip(kip), category=category),), None, theirs))
        made.append(int(tx.one("SELECT max(document_id) FROM document WHERE kind = 'bill'")[0]))
    suppliers.pay_bill.within(tx, PayBill(made[0], today, Kip(2_000_000), "bank"))


def _loan_and_wear(tx: Writing, today: date) -> None:
    (loan_id, first) = tx.one("SELECT loan_id, first_due_on FROM loan")
    due = date.fromisoformat(first)
    for principal, interest in ((5_000_000, 475_000), (5_000_000, 435_417)):
        if due <= today and tx.balance("bank") > principal + interest:
            loans.pay_loan.within(tx, PayLoan(int(loan_id), due, Kip(principal), Kip(interest)))
        due = add_months(due, 1)
    until = last_month_end(today)
    if until.year == today.year and until >= add_months(date(today.year, 1, 31), 1):
        assets.run_depreciation.within(tx, RunDepreciation(until))


def _count(tx: Writing, money: str, on: date) -> None:
    """Notes for what the book says, the largest first; what no note can show is the difference."""
    facts = count_store.facts_for(tx, CountCash(on, money, ()))
    left, notes = int(facts.book_kip), []
    for note in NOTES:
        notes.append(NoteCount(note, left // note))
        left %= note
    if facts.book_kip > 0:
        counts.count_cash.within(tx, CountCash(on, money, tuple(notes), "ເສດຂອງການທອນ" if left else ""))


def _match(tx: Writing, money: str, today: date) -> None:
    box = boxes.box(tx, money)
    if box is not None:
        facts = matching.facts_for(tx, MatchBank(money, today, ZERO))
        lines = tuple(line.posting_id for line in facts.lines.values())
        matching.keep(tx, box.code, None, today, balances.of_all_days(tx, box.code), "done", lines)
