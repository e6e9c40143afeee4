"""Books of any size, made fast through the writer itself, so that every seal, total and register in them is real.

The mix of papers is a busy co-op's: share payments, deliveries, payments to producers, sales on credit, receipts, expenses.
A fixed seed: the same size is the same book.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from coopbooks.books import documents
from coopbooks.books.book import Book
from coopbooks.books.documents import Paper
from coopbooks.books.rows import AllocationRow, DeliveryLineRow, InvoiceLineRow, ShareLineRow, WeighingRow
from coopbooks.books.transaction import Writing
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostOpening
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct
from coopbooks.ledger.journal import JournalEntry, Posting
from coopbooks.ledger.money import Kip
from coopbooks.services import members, new_book, produce, sales
from coopbooks.services.journal import post_opening

LAST_YEAR = 2025
PAR_KIP = 100_000
ENTRIES_AT_ONCE = 20_000


def profile(first_year: int) -> new_book.NewBook:
    """A co-op whose book begins on the first day of a year."""
    texts = {"name_lo": "ສະຫະກອນ ກາເຟ ພູພຽງ", "name_en": "Plateau Coffee Co-op", "language": "lo"}
    texts |= dict.fromkeys(("registration_no", "registered_on", "village", "district", "province", "phone"), "")
    return new_book.NewBook(texts, date(first_year, 1, 1), 1, Kip(PAR_KIP), (("Noy", "treasurer"),))


def make(path: Path, posting_count: int, years: int = 10, member_count: int | None = None) -> None:
    """Make a book with at least this many postings, spread over the years up to 2025."""
    first_year = LAST_YEAR - years + 1
    member_total = member_count or max(20, posting_count // 200)
    with new_book.create_book(path, profile(first_year), clock=lambda: datetime(LAST_YEAR, 12, 31, 9, tzinfo=UTC)) as book:
        with book.writing() as tx:
            for number in range(1, member_total + 1):
                members.admit_member.within(tx, AdmitMember(MemberDetails(str(number), f"ສົມພອນ {number}", date(2000, 1, 1))))
            for number in range(1, member_total // 10 + 2):
                sales.add_customer.within(tx, AddCustomer(f"C{number:03}", f"ຮ້ານ {number}", "", 30))
            produce.add_product.within(tx, AddProduct("cherry", "ກາເຟໝາກແດງ", "Coffee cherry", "kg", ("A", "B")))
        post_opening(book, PostOpening((EntryLine("cash", Kip(900_000_000_000)), EntryLine("bank", Kip(900_000_000_000)),
                                        EntryLine("reserve", credit_kip=Kip(1_800_000_000_000)))))
        _fill(book, posting_count, first_year, member_total)


def make_season(path: Path, slip_count: int, member_count: int = 1_500) -> None:
    """Make a book of one season at the mill: so many slips of two weighings each, and nothing else."""
    with new_book.create_book(path, profile(LAST_YEAR), clock=lambda: datetime(LAST_YEAR, 12, 31, 9, tzinfo=UTC)) as book:
        with book.writing() as tx:
            for number in range(1, member_count + 1):
                members.admit_member.within(tx, AdmitMember(MemberDetails(str(number), f"ສົມພອນ {number}", date(2000, 1, 1))))
            produce.add_product.within(tx, AddProduct("cherry", "ກາເຟໝາກແດງ", "Coffee cherry", "kg", ("A", "B")))
        deeds, done = _Deeds(Random(slip_count), member_count), 0
        while done < slip_count:
            with book.writing() as tx:
                deeds.tx = tx
                for _ in range(min(ENTRIES_AT_ONCE, slip_count - done)):
                    deeds.delivery(date(LAST_YEAR, 1, 1) + timedelta(days=364 * done // slip_count), deeds.random.randint(1, member_count), 2)
                    done += 1


def _fill(book: Book, posting_count: int, first_year: int, member_total: int) -> None:
    days = (date(LAST_YEAR, 12, 31) - date(first_year, 1, 1)).days
    deeds = _Deeds(Random(posting_count), member_total)
    while deeds.posted < posting_count:
        with book.writing() as tx:
            deeds.tx = tx
            for kind in ("share", "delivery", "payment", "invoice", "receipt", "expense"):
                documents.prepare(tx, kind, date(first_year, 1, 1))
            for _ in range(ENTRIES_AT_ONCE):
                if deeds.posted >= posting_count:
                    break
                deeds.one(date(first_year, 1, 1) + timedelta(days=min(days, days * deeds.posted // posting_count)))


class _Deeds:
    """Draws one paper after the other and keeps in mind what is owed, so that no register goes below zero."""

    def __init__(self, random: Random, member_total: int) -> None:
        self.random, self.member_total, self.posted = random, member_total, 0
        self.tx: Writing
        self.owed: dict[int, int] = {}
        self.open_items: list[tuple[int, int, int]] = []

    def one(self, day: date) -> None:
        draw = self.random.random()
        member = self.random.randint(1, self.member_total)
        if draw < 0.06:
            self.share(day, member)
        elif draw < 0.42:
            self.delivery(day, member)
        elif draw < 0.62:
            self.payment(day, member)
        elif draw < 0.76:
            self.invoice(day)
        elif draw < 0.88:
            self.receipt(day)
        else:
            self.expense(day)

    def post(self, day: date, action: str, *legs: Posting, note: str = "") -> int:
        self.posted += len(legs)
        return self.tx.post(JournalEntry(day, action, legs, note))

    def prepare(self, kind: str, day: date) -> None:
        documents.prepare(self.tx, kind, day)

    def share(self, day: date, member: int) -> None:
        kip = self.random.randint(1, 5) * PAR_KIP
        self.prepare("share", day)
        entry = self.post(day, "share-payment", Posting("cash", Kip(kip)), Posting("share-capital", Kip(-kip), member))
        paper = documents.issue(self.tx, entry, Paper("share", day, kip, None, member, box="cash", detail="subscribe"))
        self.tx.append(ShareLineRow, entry_id=entry, document_id=paper, member_id=member, effective_on=day.isoformat(),
                       kind="subscribe", share_count=kip // PAR_KIP, capital_kip=kip, paid_kip=kip, other_member_id=None)

    def delivery(self, day: date, member: int, weighings: int = 0) -> None:
        net_g, price = self.random.randint(20, 400) * 500, 8_500
        kip = net_g * price // 1000
        self.owed[member] = self.owed.get(member, 0) + kip
        self.prepare("delivery", day)
        half = kip // 2
        entry = self.post(day, "delivery", Posting("produce-cost", Kip(half)), Posting("produce-cost", Kip(kip - half)),
                          Posting("producers-payable", Kip(-kip), member))
        paper = documents.issue(self.tx, entry, Paper("delivery", day, kip, None, member, box="later"))
        line = self.tx.append(DeliveryLineRow, entry_id=entry, document_id=paper, member_id=member, doc_date=day.isoformat(),
                       product_id=1, grade="A", gross_g=net_g + 1_000, tare_g=1_000, net_g=net_g, price_kip=price,
                       deduction_kip=0, amount_kip=kip, advance_kip=0)
        for _ in range(weighings):
            self.tx.append(WeighingRow, entry_id=entry, delivery_line_id=line, gross_g=(net_g + 1_000) // weighings)

    def payment(self, day: date, member: int) -> None:
        kip = self.owed.pop(member, 0)
        if not kip:
            return self.delivery(day, member)
        self.prepare("payment", day)
        entry = self.post(day, "payment", Posting("producers-payable", Kip(kip), member), Posting("cash", Kip(-kip)))
        documents.issue(self.tx, entry, Paper("payment", day, kip, None, member, box="cash"))
        return None

    def invoice(self, day: date) -> None:
        customer, kip = self.random.randint(1, self.member_total // 10 + 1), self.random.randint(100, 9_000) * 1_000
        self.prepare("invoice", day)
        entry = self.post(day, "invoice", Posting("receivable", Kip(kip), None, customer), Posting("sales", Kip(-kip)))
        paper = documents.issue(self.tx, entry, Paper("invoice", day, kip, None, None, customer, due_on=day))
        self.tx.append(InvoiceLineRow, entry_id=entry, document_id=paper, customer_id=customer, doc_date=day.isoformat(),
                       product_id=1, description="", grade="A", quantity_milli=1_000, unit="kg", price_kip=kip,
                       vat_percent="", net_kip=kip, vat_kip=0)
        self.open_items.append((paper, customer, kip))

    def receipt(self, day: date) -> None:
        if not self.open_items:
            return self.invoice(day)
        item, customer, kip = self.open_items.pop(self.random.randrange(len(self.open_items)))
        self.prepare("receipt", day)
        entry = self.post(day, "receipt", Posting("bank", Kip(kip)), Posting("receivable", Kip(-kip), None, customer))
        paper = documents.issue(self.tx, entry, Paper("receipt", day, kip, None, None, customer, box="bank"))
        self.tx.append(AllocationRow, entry_id=entry, document_id=paper, item_id=item, allocated_on=day.isoformat(),
                       amount_kip=kip)
        return None

    def expense(self, day: date) -> None:
        kip = self.random.randint(10, 900) * 1_000
        self.prepare("expense", day)
        entry = self.post(day, "expense", Posting("transport", Kip(kip)), Posting("wages", Kip(kip)),
                          Posting("cash", Kip(-2 * kip)), note="ຄ່າຂົນສົ່ງ")
        documents.issue(self.tx, entry, Paper("expense", day, 2 * kip, None, payee="ທ້າວ ຄຳ", box="cash"))
