"""A small co-op that buys, sells and pays, on a real file: three members, three customers, nothing posted yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from coopbooks.books import journal
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostOpening
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct, DeliveryLine, RecordDelivery
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.vat import DecideVat
from coopbooks.ledger.money import Kip
from coopbooks.services import members, new_book, produce, sales
from coopbooks.services.journal import post_opening
from coopbooks.services.reversal import reverse_paper

FIRST_DAY, TODAY = date(2025, 1, 1), date(2025, 12, 31)
CUSTOMERS = (AddCustomer("C01", "Pakse Green Export", "", 30, Kip(50_000_000)), AddCustomer("C02", "ຮ້ານກາເຟ ຫຼັກເມືອງ", "", 14),
             AddCustomer("C03", "ຂາຍໜ້າຮ້ານ"))


class Trade:
    """The co-op's book and the few things a story wants to say shortly."""

    def __init__(self, book: Book) -> None:
        self.book = book
        with book.reading() as tx:
            self.customer = {number: int(key) for key, number in tx.all("SELECT customer_id, number FROM customer")}
            self.member = {number: int(key) for key, number in tx.all("SELECT member_id, number FROM member")}

    def begin_with(self, cash_kip: int = 5_000_000, bank_kip: int = 20_000_000) -> None:
        """Opening balances: money in the boxes and the reserve it belongs to."""
        post_opening(self.book, PostOpening((
            EntryLine("cash", Kip(cash_kip)), EntryLine("bank", Kip(bank_kip)),
            EntryLine("reserve", credit_kip=Kip(cash_kip + bank_kip)))))

    def paper_id(self, kind: str, number: str) -> int:
        """The id of a paper; of several years the oldest."""
        with self.reading() as tx:
            return self.paper_id_in(tx, kind, number)

    @staticmethod
    def paper_id_in(tx: Reading, kind: str, number: str) -> int:
        """The id of a paper, within a look into the book."""
        (found,) = tx.one("SELECT min(document_id) FROM document WHERE kind = ? AND number = ?", kind, number)
        return int(found)

    def reverse(self, kind: str, number: str, on: date) -> None:
        """Undo a paper."""
        reverse_paper(self.book, ReversePaper(self.paper_id(kind, number), on, "typing mistake"))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A look into the book."""
        with self.book.reading() as tx:
            yield tx

    def journal_text(self, since: date = FIRST_DAY) -> str:
        """The entries as text, one line per leg, to be compared with `told`."""
        with self.reading() as tx:
            roles = {code: role or code for code, role in tx.all("SELECT code, role FROM account")}
            lines = []
            for entry in journal.entries(tx, since, date(9999, 12, 31)):
                lines.append(f"{entry.on} {entry.action} {entry.number}")
                for leg in entry.legs:
                    whose = " ".join(part for part in (roles[leg.account_code], leg.member_number, leg.customer_number) if part)
                    lines.append(f"    {whose:24}{leg.kip:>12,}")
        return "\n".join(lines)


def told(text: str) -> str:
    """A journal written into a test, without its margin."""
    return dedent(text).strip("\n").rstrip()


def new_trade(folder: Path, today: date = TODAY) -> Trade:
    """The co-op on a new file; its clock stands on the last day of 2025, unless another day is said."""
    path = folder / "trade.coop"
    path.write_bytes(_written(today))
    return Trade(Book.open(path, clock=_clock(today), user_name="Noy"))


def new_mill(folder: Path) -> Trade:
    """The same with money, two products (cherry and the parchment made of it) and a ton of cherry taken in on 3 November."""
    trade = new_trade(folder)
    trade.begin_with()
    produce.add_product(trade.book, AddProduct("CH", "ໝາກສຸກ", "Cherry", "kg", ("A",)))
    produce.add_product(trade.book, AddProduct("PA", "ກະລາ", "Parchment", "kg", ("A",)))
    produce.record_delivery(trade.book, RecordDelivery(1, date(2025, 11, 3), (DeliveryLine(1, "A", 1_000_000, 0, Kip(9_000)),)))
    return trade


def _clock(today: date) -> Callable[[], datetime]:
    return lambda: datetime.combine(today, time(9), UTC)


@cache
def _written(today: date) -> bytes:
    """The book as it begins, made once for all the tests of a process: making it costs more than most stories."""
    texts = {"name_lo": "ສະຫະກອນ ທົດລອງ", "name_en": "Trial Co-op", "language": "lo"}
    texts |= dict.fromkeys(("registration_no", "registered_on", "village", "district", "province", "phone"), "")
    profile = new_book.NewBook(texts, FIRST_DAY, 1, Kip(100_000), (("Noy", "treasurer"),))
    with TemporaryDirectory() as folder:
        path = Path(folder, "trade.coop")
        with new_book.create_book(path, profile, clock=_clock(today)) as book:
            for number in ("1", "2", "3"):
                members.admit_member(book, AdmitMember(MemberDetails(number, f"ສົມພອນ {number}", date(2020, 1, 1))))
            for customer in CUSTOMERS:
                sales.add_customer(book, customer)
            sales.decide_vat(book, DecideVat(FIRST_DAY, "10", "registered for VAT"))
        return path.read_bytes()
