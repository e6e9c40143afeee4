"""The practice co-op: a coffee cooperative that works through its years day by day, always the same for one seed.

It uses the same actions as the window, with the book's clock standing on the simulated day, so the practice book is a real
book: closed years, approved and paid dividends, and an open year. Names are invented from common Lao names.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry, PostOpening
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery, SetPrice
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.shares import ShareOrder
from coopbooks.i18n.markers import N_
from coopbooks.i18n.resources import resource
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip, value_of
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services import (
    cash,
    demo_ledger,
    demo_money,
    demo_papers,
    demo_people,
    demo_produce,
    demo_sales,
    demo_years,
    journal,
    members,
    new_book,
    produce,
    sales,
    shares,
)

Progress = Callable[[int, int], None]
PAR_KIP = 100_000
HARVEST = (1, 2, 3, 10, 11, 12)
GREEN_PRICE_KIP = 76_500
LEAST_CASH_KIP = 8_000_000
USUAL_COUNT = 82
"""Members of the co-op whose usual bills these are; larger and smaller ones pay in proportion."""


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How large and how long, and the seed that decides everything else."""

    member_count: int = 82
    year_count: int = 3
    seed: int = 7


class DemoSizeWrong(RuleBroken):
    """A practice co-op has people and at least one closed year."""

    wording = N_("A practice co-op has 5 to 5,000 members and 1 to 30 years.")


@dataclass(slots=True)
class _Season:
    """What the simulation remembers from day to day."""

    book: Book
    random: Random
    now: datetime
    member_count: int
    today: date
    dice: Random
    member_ids: list[int] = field(default_factory=list)
    admitted: int = 0
    skill: dict[int, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    green_stock_g: int = 0
    unpaid_invoices: list[tuple[date, int, str, int]] = field(default_factory=list)


def write_demo(folder: Path, size: DemoSize, today: date, progress: Progress) -> Path:
    """Write `demo.coop` into a folder; an older practice book there is replaced. Returns the book's path."""
    if not (5 <= size.member_count <= 5_000 and 1 <= size.year_count <= 30):
        refuse_if([DemoSizeWrong()])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "demo.coop"
    path.unlink(missing_ok=True)
    first_year = today.year - size.year_count
    season = _begin(path, first_year, size, today)
    with season.book:
        for year in range(first_year, today.year + 1):
            last = min(date(year, 12, 31), today)
            for week in _weeks(date(year, 1, 1), last):
                _work(season, week, first_year)
            if last < today:
                _end_of_year(season, year)
            progress(year - first_year + 1, size.year_count + 1)
        with season.book.writing() as tx:
            demo_people.apply(tx, season.admitted + 1, season.dice.choice(_rows("people"))["lao"], today)
            demo_money.apply(tx, today)
            demo_sales.apply(tx, season.products["GR"], today)
            demo_produce.waiting_run(tx, today)
            demo_ledger.apply(tx, today)
            demo_papers.apply(tx, date(first_year, 1, 1), today)
    return path


def _weeks(first_day: date, last_day: date) -> Iterator[list[date]]:
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    yield from (days[n:n + 7] for n in range(0, len(days), 7))


def _moment(day: date, hour: int) -> datetime:
    """An hour of a day where the computer stands, in UTC."""
    return datetime.combine(day, time(hour)).astimezone(UTC)


def _begin(path: Path, first_year: int, size: DemoSize, today: date) -> _Season:
    texts = {"name_lo": "ສະຫະກອນກາເຟ ພູດອກໄມ້", "name_en": "Phou Dokmai Coffee Cooperative", "registration_no": "0212/ທບ",
             "registered_on": "2012-03-05", "village": "ໜອງບົວ", "district": "ປາກຊ່ອງ", "province": "ຈຳປາສັກ",
             "phone": "020 5555 0100", "language": "lo"}
    first_day = date(first_year, 1, 1)
    profile = new_book.NewBook(texts, first_day, 1, Kip(PAR_KIP), (("ເຫຼັນຍິກ", "treasurer"), ("ປະທານ", "chair")), 1,
                               "20" if size.member_count >= 40 else "")
    season: list[_Season] = []
    book = new_book.create_book(path, profile, clock=lambda: season[0].now if season else _moment(first_day, 8))
    season.append(_Season(book, Random(size.seed), _moment(first_day, 8), size.member_count, today, Random(f"people {size.seed}")))
    with book.writing() as tx:
        # Two join in each closed year, so that the register reaches its size in the last of them.
        _found(season[0], tx, max(3, size.member_count - 2 * size.year_count), first_day)
    return season[0]


def _rows(name: str) -> list[dict[str, str]]:
    with resource("demo", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _found(season: _Season, tx: Writing, member_count: int, first_day: date) -> None:
    """The first day: products, prices, customers, members and the opening balances."""
    for code, lao, english, grades in (("CH", "ໝາກກາເຟສຸກ", "Cherry", ("A", "B", "C")),
                                       ("PA", "ກາເຟກະລາ", "Parchment", ("A", "B")), ("GR", "ກາເຟສານ", "Green bean", ("A", "B"))):
        produce.add_product.within(tx, AddProduct(code, lao, english, "kg", grades))
    season.products = {str(code): int(key) for key, code in tx.all("SELECT product_id, code FROM product")}
    _set_prices(season, tx, first_day)
    for number, name, days in (("C01", "Pakse Green Export (ສົ່ງອອກກາເຟ)", 30), ("C02", "ໂຮງຂົ້ວກາເຟ ວຽງຈັນ", 30),
                               ("C03", "ຮ້ານກາເຟ ຫຼັກເມືອງ", 14)):
        sales.add_customer.within(tx, AddCustomer(number, name, "", days))
    season.customers = {str(number): int(key) for key, number in tx.all("SELECT customer_id, number FROM customer")}
    for place in range(1, member_count + 1):
        joined = date(first_day.year - season.random.randint(1, 8), season.random.randint(1, 12), season.random.randint(1, 28))
        _admit(season, tx, place, joined, ZERO)
    _open_balances(season, tx)
    demo_people.begin(tx, season.member_ids, first_day)
    demo_produce.begin(tx, season.products, first_day)
    demo_ledger.begin(tx)


def _admit(season: _Season, tx: Writing, number: int, joined: date, fee_kip: Kip) -> int:
    person, family = season.random.choice(_rows("people")), season.random.choice(_rows("families"))
    place = season.random.choice(_rows("villages"))
    has_family = season.random.randrange(100) < 85
    more = demo_people.about(season.dice, number, joined, family["lao"] if has_family else "", tuple(row["lao"] for row in _rows("people")))
    members.admit_member.within(tx, AdmitMember(MemberDetails(
        str(number), person["lao"], joined, "ນາງ" if person["sex"] == "F" else "ທ້າວ", family["lao"] if has_family else "",
        f"{person['latin']} {family['latin']}" if has_family else person["latin"], person["sex"],
        village=place["village"], district=place["district"], province=place["province"],
        phone=f"020 5{season.random.randint(1_000_000, 9_999_999)}", **more), fee_kip))
    season.admitted += 1
    (member_id,) = tx.one("SELECT max(member_id) FROM member")
    season.member_ids.append(int(member_id))
    season.skill[int(member_id)] = season.random.randint(40, 160)
    return int(member_id)


def _open_balances(season: _Season, tx: Writing) -> None:
    # A large co-op's members have paid in more than a small one's bank holds.
    bank = 380_000_000 + 1_000_000 * max(0, len(season.member_ids) - 300)
    lines = [EntryLine(AccountRole.CASH, Kip(42_000_000)), EntryLine(AccountRole.BANK, Kip(bank)),
             EntryLine("215", Kip(240_000_000)), EntryLine("281", credit_kip=Kip(60_000_000)),
             EntryLine("161", credit_kip=Kip(150_000_000))]
    for member_id in season.member_ids:
        count = season.random.randint(2, 15)
        unpaid = PAR_KIP * season.random.choice((0, 0, 0, 0, 1))
        lines.append(EntryLine(AccountRole.SHARE_CAPITAL, credit_kip=Kip(count * PAR_KIP), member_id=member_id))
        if unpaid:
            lines.append(EntryLine(AccountRole.UNPAID_SHARES, Kip(unpaid), member_id=member_id))
    difference = sum(line.debit_kip - line.credit_kip for line in lines)
    lines.append(EntryLine(AccountRole.RESERVE, credit_kip=Kip(difference)))
    journal.post_opening.within(tx, PostOpening(tuple(lines)))


def _set_prices(season: _Season, tx: Writing, on: date) -> None:
    rise = season.random.randint(-3, 5)
    for code, grade, price in (("CH", "A", 9_500), ("CH", "B", 8_900), ("CH", "C", 8_000), ("PA", "A", 61_000),
                               ("PA", "B", 57_000)):
        produce.set_price.within(tx, SetPrice(season.products[code], grade, on, Kip(price + price * rise // 100 // 25 * 25), ""))


def _work(season: _Season, week: list[date], first_year: int) -> None:
    """One week of the co-op's life in one transaction, dated day by day."""
    # Today is not over yet: what is recorded today was recorded when it began.
    season.now = max(season.now, _moment(week[-1], 0 if week[-1] == season.today else 16))
    with season.book.writing() as tx:
        for role in (AccountRole.PRODUCERS_PAYABLE, AccountRole.ADVANCES):
            tx.load_balances(role)
        if week[0].day <= 7 and week[0].month in HARVEST:
            _set_prices(season, tx, week[0])
        for on in week:
            if on.month in HARVEST and on.weekday() != 6:
                _deliveries(season, tx, on)
            if on.day == 25:
                # Of years that are over only the December is told; it takes everything that is there.
                if on.month == 12 or on.year == season.today.year:
                    demo_produce.process(tx, season.products, on, names_lots=on.year == season.today.year)
                _monthly(season, tx, on)
            if on.weekday() == 4:
                _collect(season, tx, on)
                _keep_cash(tx, on)
                _pay_producers(season, tx, on)
            if on.month in (7, 8) and on.weekday() == 2:
                _advance(season, tx, on)
            if on.day == 10:
                _shares(season, tx, on)
            demo_people.deeds(tx, season.dice, season.member_ids, on)
            if (on.month, on.day) == (4, 20) and on.year > first_year:
                demo_produce.second_payment(tx, on)
        if week[0] <= date(week[0].year, 3, 5) <= week[-1] and week[0].year > first_year:
            demo_years.approve_and_pay(tx, week[0].year - 1, date(week[0].year, 3, 5), season.random)


def _deliveries(season: _Season, tx: Writing, on: date) -> None:
    how_many = max(1, len(season.member_ids) * season.random.randint(8, 22) // 100)
    for member_id in season.random.sample(season.member_ids, min(how_many, len(season.member_ids))):
        code, grade = season.random.choice((("CH", "A"), ("CH", "A"), ("CH", "B"), ("CH", "C"), ("PA", "A"), ("PA", "B")))
        sacks = season.random.randint(1, 4) if code == "CH" else season.random.randint(1, 2)
        size = season.skill[member_id] if code == "CH" else season.skill[member_id] // 6
        weighings = tuple(100 * (season.random.randint(250, 450) * max(size, 8) // 100) + 500 for _ in range(sacks))
        (price,) = tx.memo.setdefault("demo_prices", {}).get((code, grade, on)) or _price(season, tx, code, grade, on)
        net_g = sum(weighings) - 500 * sacks
        amount = value_of(net_g, price)
        advance = min(tx.balance(AccountRole.ADVANCES, member_id), amount * 3 // 10)
        paid = "cash" if advance == 0 and season.random.randrange(100) < 5 and tx.balance(AccountRole.CASH) > amount * 3 else "later"
        produce.record_delivery.within(tx, RecordDelivery(member_id, on, (DeliveryLine(
            season.products[code], grade, sum(weighings), 500 * sacks, Kip(price), ZERO, Kip(advance), weighings),), paid))
        season.green_stock_g += net_g * (16 if code == "CH" else 80) // 100


def _price(season: _Season, tx: Writing, code: str, grade: str, on: date) -> tuple[int]:
    found = tx.one("SELECT price_kip FROM price WHERE product_id = ? AND grade = ? AND since <= ? ORDER BY since DESC, price_id DESC "
                   "LIMIT 1", season.products[code], grade, on.isoformat())
    tx.memo["demo_prices"][code, grade, on] = found
    return (int(found[0]),)


def _monthly(season: _Season, tx: Writing, on: date) -> None:
    """Sales of what was processed, and the month's usual bills."""
    if season.green_stock_g > 50_000:
        sold_g = season.green_stock_g * 9 // 10 // 1000 * 1000
        season.green_stock_g -= sold_g
        number = season.random.choice(("C01", "C01", "C02", "C03"))
        price = GREEN_PRICE_KIP + 500 * season.random.randint(-8, 12)
        parts = demo_produce.from_lots(tx, on, season.products["GR"], "A", sold_g) if on.year == season.today.year else (("", sold_g),)
        lines = tuple(InvoiceLine(season.products["GR"], "", "A", milli, "kg", Kip(price)) for _, milli in parts)
        lots = tuple(lot for lot, _ in parts)
        sales.issue_invoice.within(tx, IssueInvoice(season.customers[number], on, lines, lots=lots if any(lots) else ()))
        season.unpaid_invoices.append((on + timedelta(days=season.random.randint(10, 38)), season.customers[number],
                                       tx.documents[-1][1], value_of(sold_g, price)))
    bills = ((AccountRole.WAGES, 6_500_000), (AccountRole.TRANSPORT, 2_800_000), (AccountRole.RENT, 1_250_000),
             (AccountRole.BANK_FEES, 85_000), (AccountRole.COMMITTEE_ALLOWANCE, 900_000), (AccountRole.SUPPLIES, 1_600_000))
    for account, typical in bills:
        usual = typical * season.member_count // USUAL_COUNT
        amount = Kip(usual + usual * season.random.randint(-12, 15) // 100 // 1000 * 1000)
        if tx.balance(AccountRole.BANK) > amount:
            cash.pay_expense.within(tx, PayExpense(on, (ExpenseLine(account, amount),), "", "bank"))


def _collect(season: _Season, tx: Writing, on: date) -> None:
    due = [item for item in season.unpaid_invoices if item[0] <= on]
    season.unpaid_invoices = [item for item in season.unpaid_invoices if item[0] > on]
    for _, customer_id, number, amount in due:
        sales.take_receipt.within(tx, TakeReceipt(customer_id, on, Kip(amount), "bank", number))


def _keep_cash(tx: Writing, on: date) -> None:
    owed = -tx.balance(AccountRole.PRODUCERS_PAYABLE)
    wanted = Kip(max(0, LEAST_CASH_KIP + owed * 6 // 10 - tx.balance(AccountRole.CASH)) // 1_000_000 * 1_000_000)
    amount = Kip(min(wanted, tx.balance(AccountRole.BANK) * 6 // 10 // 1_000_000 * 1_000_000))
    if amount > 0:
        cash.transfer_money.within(tx, TransferMoney(on, AccountRole.BANK, AccountRole.CASH, amount))


def _pay_producers(season: _Season, tx: Writing, on: date) -> None:
    for member_id in season.random.sample(season.member_ids, len(season.member_ids)):
        owed = -tx.balance(AccountRole.PRODUCERS_PAYABLE, member_id) // 1000 * 1000
        if owed > 0 and tx.balance(AccountRole.CASH) - owed > LEAST_CASH_KIP // 2 and season.random.randrange(100) < 80:
            produce.pay_producer.within(tx, PayProducer(member_id, on, Kip(owed), "cash"))


def _advance(season: _Season, tx: Writing, on: date) -> None:
    amount = Kip(100_000 * season.random.randint(3, 15))
    member_id = season.random.choice(season.member_ids)
    if tx.balance(AccountRole.CASH) > amount + LEAST_CASH_KIP // 2:
        produce.give_advance.within(tx, GiveAdvance(member_id, on, season.random.choice(("cash", "rice", "fertiliser")), amount))


def _shares(season: _Season, tx: Writing, on: date) -> None:
    for member_id in season.random.sample(season.member_ids, max(1, len(season.member_ids) // 30)):
        count = season.random.randint(1, 3)
        paid = Kip(count * PAR_KIP if season.random.randrange(100) < 70 else PAR_KIP // 2)
        shares.record_share_order.within(tx, ShareOrder(member_id, "subscribe", on, count, paid))
    if on.month in (4, 9) and season.admitted < season.member_count:
        number = season.admitted + 1
        member_id = _admit(season, tx, number, on, Kip(50_000))
        shares.record_share_order.within(tx, ShareOrder(member_id, "subscribe", on, 2, Kip(2 * PAR_KIP)))


def _end_of_year(season: _Season, year: int) -> None:
    """The last entries of a year, then the close, in the first days of the next."""
    season.now = _moment(date(year + 1, 1, 12), 10)
    last_day = date(year, 12, 31)
    with season.book.writing() as tx:
        wear = Kip(24_000_000 * season.member_count // USUAL_COUNT)
        journal.post_entry.within(tx, PostEntry(last_day, (
            EntryLine(AccountRole.DEPRECIATION, wear), EntryLine("281", credit_kip=wear))))
        # A large co-op may have paid out nearly all it has: then the bank waits for the rest.
        interest = Kip(min(9_000_000 * season.member_count // USUAL_COUNT, max(0, tx.balance(AccountRole.BANK))))
        if interest:
            journal.post_entry.within(tx, PostEntry(last_day, (
                EntryLine(AccountRole.OTHER_EXPENSE, interest), EntryLine(AccountRole.BANK, credit_kip=interest))))
        demo_produce.count(tx, last_day)
    demo_years.close(season.book, year)
