"""A small book with every kind of paper in it, made through the services: the one that is tampered with, upgraded and kept.

Two years: the first closed, shared and paid, the second open. Always the same: the clock stands on the day of each deed.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.coop.budget import BudgetLine, SetBudget
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.chart import AddAccount, ChangeAccount
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.dividends import ApproveAppropriation
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.members import AdmitMember, ChangeMember, MemberDetails
from coopbooks.coop.months import SetMonth
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery, SetPrice
from coopbooks.coop.receipts import TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.shares import ShareOrder
from coopbooks.coop.vat import DecideVat
from coopbooks.ledger.money import Kip
from coopbooks.services import budget, cash, chart, dividends, journal, members, months, new_book, payout, produce, sales, shares
from coopbooks.services.reversal import reverse_paper
from tests.support import whole_money, whole_trade

FIRST_DAY = date(2024, 1, 1)
PAR_KIP = 100_000


class HandClock:
    """A clock that is set by hand; each look is one second later."""

    def __init__(self, day: date) -> None:
        self.now = datetime.combine(day, time(2), UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def set(self, day: date) -> None:
        """Go on to a day; never back."""
        self.now = max(self.now, datetime.combine(day, time(2), UTC))


def profile() -> new_book.NewBook:
    """The co-op of the small book."""
    texts = {"name_lo": "ສະຫະກອນ ກາເຟ ຫຼັກ 16", "name_en": "Lak 16 Coffee Co-op", "language": "lo", "village": "ຫຼັກ 16",
             "district": "ປາກຊ່ອງ", "province": "ຈຳປາສັກ", "registration_no": "12/2024", "registered_on": "2024-01-01",
             "phone": "020 5555 1234"}
    return new_book.NewBook(texts, FIRST_DAY, 1, Kip(PAR_KIP), (("Noy", "treasurer"), ("Khamla", "chair")))


def make(path: Path) -> None:
    """Make the book."""
    clock = HandClock(FIRST_DAY)
    with new_book.create_book(path, profile(), clock=clock) as book:
        for deeds in (_begin, _share_deeds, _season, _sales, whole_trade.trade, _money):
            deeds(book, clock.set)
        _undone(book, clock.set)
        _year_end(book, clock.set)
        _ledger(book)
        whole_money.money(book)


def _begin(book: Book, today: Callable[[date], None]) -> None:
    for number, given, fee in (("1", "ສົມພອນ", 0), ("2", "ບຸນມີ", 20_000), ("3", "ແກ້ວ", 20_000), ("A-7", "ຄຳຫຼ້າ", 0)):
        details = MemberDetails(number, given, FIRST_DAY, "ທ້າວ", "ວົງສາ", village="ຫຼັກ 16", phone="020 1")
        members.admit_member(book, AdmitMember(details, Kip(fee)))
    for customer in (AddCustomer("C1", "Pakse Export", "", 30, Kip(90_000_000)), AddCustomer("C2", "ສົມພອນ", "", 14, None, 1)):
        sales.add_customer(book, customer)
    produce.add_product(book, AddProduct("cherry", "ໝາກກາເຟ", "Coffee cherry", "kg", ("A", "B")))
    produce.set_price(book, SetPrice(1, "A", FIRST_DAY, Kip(8_925), "board"))
    journal.post_opening(book, PostOpening((
        EntryLine("cash", Kip(9_000_000)), EntryLine("bank", Kip(60_000_000)),
        EntryLine("receivable", Kip(2_000_000), customer_id=1),
        EntryLine("share-capital", credit_kip=Kip(5 * PAR_KIP), member_id=1),
        EntryLine("reserve", credit_kip=Kip(70_500_000)))))


def _share_deeds(book: Book, today: Callable[[date], None]) -> None:
    on = date(2024, 2, 1)
    today(on)
    do = shares.record_share_order
    do(book, ShareOrder(1, "subscribe", on, 10, Kip(10 * PAR_KIP)))
    do(book, ShareOrder(2, "subscribe", on, 10, Kip(4 * PAR_KIP), money="bank"))
    do(book, ShareOrder(2, "pay", on, paid_kip=Kip(6 * PAR_KIP)))
    do(book, ShareOrder(3, "subscribe", on, 5, Kip(5 * PAR_KIP)), "share-form-1")
    do(book, ShareOrder(1, "transfer", on, 3, to_member_id=3))
    do(book, ShareOrder(1, "redeem", on, 2))


def _season(book: Book, today: Callable[[date], None]) -> None:
    on = date(2024, 10, 15)
    today(on)
    produce.give_advance(book, GiveAdvance(2, on, "rice", Kip(200_000)))
    produce.record_delivery(book, RecordDelivery(1, on, (DeliveryLine(1, "A", 55_900, 1_000, Kip(8_925)),)))
    produce.record_delivery(book, RecordDelivery(2, on, (
        DeliveryLine(1, "A", 600_000, 5_000, Kip(8_925), advance_kip=Kip(150_000), weighings=(300_000, 300_000)),
        DeliveryLine(1, "B", 100_000, 1_000, Kip(7_000), Kip(10_000))), note="ຝົນຕົກ"))
    produce.record_delivery(book, RecordDelivery(3, on, (DeliveryLine(1, "B", 80_000, 500, Kip(7_000)),), paid="cash", number="OLD-77"))
    produce.pay_producer(book, PayProducer(2, on, Kip(3_000_000)))


def _sales(book: Book, today: Callable[[date], None]) -> None:
    on = date(2024, 11, 20)
    today(on)
    sales.decide_vat(book, DecideVat(FIRST_DAY, "10", "ໜັງສືອາກອນ 12/2024"))
    coffee = InvoiceLine(1, "", "A", 600_000, "kg", Kip(42_000), "10")
    sales.issue_invoice(book, IssueInvoice(1, on, (coffee,), date(2024, 12, 20)))
    sales.issue_invoice(book, IssueInvoice(2, on, (InvoiceLine(None, "ຄ່າເຊົ່າລານ", "", 1_000, "", Kip(300_000)),), on))
    sales.issue_invoice(book, IssueInvoice(2, on, (coffee,), paid_into="cash"))
    sales.take_receipt(book, TakeReceipt(1, on, Kip(12_000_000), "bank"))
    sales.take_receipt(book, TakeReceipt(2, on, Kip(900_000), "cash"))
    sales.issue_invoice(book, IssueInvoice(2, on, (InvoiceLine(None, "ປຸຍ", "", 2_000, "", Kip(250_000)),), on))
    sales.use_money_on_account(book, UseMoneyOnAccount(2, on, Kip(400_000), "IV-0004"))


def _money(book: Book, today: Callable[[date], None]) -> None:
    on = date(2024, 12, 10)
    today(on)
    cash.pay_expense(book, PayExpense(on, (ExpenseLine("transport", Kip(800_000), "ລົດ 6 ລໍ້"), ExpenseLine("wages", Kip(700_000))),
                                      "ທ້າວ ດາວ"))
    cash.transfer_money(book, TransferMoney(on, "bank", "cash", Kip(5_000_000)))
    journal.post_entry(book, PostEntry(on, (EntryLine("depreciation", Kip(400_000)),
                                            EntryLine("accumulated-depreciation", credit_kip=Kip(400_000))), note="ຫຼຸ້ຍຫ້ຽນ"))


def _undone(book: Book, today: Callable[[date], None]) -> None:
    on = date(2024, 12, 20)
    today(on)
    produce.record_delivery(book, RecordDelivery(1, on, (DeliveryLine(1, "A", 9_000, 0, Kip(8_925)),)))
    for kind, number in (("delivery", "RC-0003"), ("expense", "PV-0001")):
        with book.reading() as tx:
            (paper,) = tx.one("SELECT document_id FROM document WHERE kind = ? AND number = ?", kind, number)
        reverse_paper(book, ReversePaper(int(paper), on, "ພິມຜິດ"))
    with book.reading() as tx:
        from coopbooks.books import members as kept

        known = kept.details(tx, 4)
    members.change_member(book, ChangeMember(4, MemberDetails(**{**_as_dict(known), "phone": "020 7777", "village": "ໜອງຫຼວງ"})))


def _as_dict(details: MemberDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in MemberDetails.__dataclass_fields__}


def _year_end(book: Book, today: Callable[[date], None]) -> None:
    on = date(2025, 3, 1)
    today(on)
    dividends.close_year(book, CloseYear(2024))
    dividends.approve_appropriation(book, ApproveAppropriation(2024, "01/2025", on, DividendPolicy(), "Noy", "Khamla"))
    payout.pay_dividends(book, PayDividends(2024, on, "cash", (1, 2)))
    shares.record_share_order(book, ShareOrder(3, "bonus", on, 1))
    produce.record_delivery(book, RecordDelivery(4, on, (DeliveryLine(1, "A", 30_000, 0, Kip(9_100)),)))


def _ledger(book: Book) -> None:
    on = date(2025, 3, 1)
    chart.add_account(book, AddAccount("628", "expense", "ຄ່າໂທລະສັບ", "Telephone"))
    chart.add_account(book, AddAccount("629", "expense", "ບໍ່ໃຊ້"))
    chart.change_account(book, ChangeAccount("629", "expense", "ບໍ່ໃຊ້", in_use=False))
    budget.set_budget(book, SetBudget(2025, on, "02/2025", (BudgetLine("sales", Kip(90_000_000)), BudgetLine("628", Kip(50_000), "2025-03"))))
    months.set_month(book, SetMonth("2025-01", "counted"))
    months.set_month(book, SetMonth("2025-01", "locked", "ນັບແລ້ວ"))
    journal.post_entry(book, PostEntry(on, (EntryLine("628", Kip(50_000)), EntryLine("cash", credit_kip=Kip(50_000)))))
