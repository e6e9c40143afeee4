"""A small co-op in a real book, and the window's pieces around it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from coopbooks.books.book import Book
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import AddProduct, SetPrice
from coopbooks.coop.shares import ShareOrder
from coopbooks.coop.suppliers import KeepSupplier, Supplier
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import boxes, members, produce, shares, suppliers
from coopbooks.services.new_book import NewBook, create_book
from coopbooks.ui.kit import theme
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from tests.support.shop import open_shop

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
TODAY = date(2025, 3, 31)


def clock() -> datetime:
    return datetime(2025, 3, 31, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    theme.load_fonts(qapp)
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book before each test, written once."""
    texts = dict.fromkeys(("name_en", "registration_no", "registered_on", "village", "district", "province", "phone"), "")
    new = NewBook({**texts, "name_lo": "ສະຫະກອນທົດລອງ", "name_en": "Trial Co-op", "language": "lo"}, date(2025, 1, 1), 1, Kip(100_000),
                  (("treasurer", "treasurer"),))
    path = tmp_path_factory.mktemp("first") / "trial.coop"
    with create_book(path, new, clock=clock) as made:
        for number, given, family, latin in (("1", "ບຸນມີ", "ພົມມະຈັນ", "Bounmy"), ("2", "ແກ້ວ", "", "Keo"), ("10", "ໝອນ", "ສີດາ", "Mone")):
            members.admit_member(made, AdmitMember(MemberDetails(number, given, date(2024, 1, 1), "ທ້າວ", family, latin, "M",
                                                                 village="ໜອງບົວ")))
        produce.add_product(made, AddProduct("CH", "ໝາກກາເຟສຸກ", "Cherry", "kg", ("A", "B")))
        produce.set_price(made, SetPrice(1, "A", date(2025, 1, 1), Kip(9_000)))
        shares.record_share_order(made, ShareOrder(2, "subscribe", date(2025, 1, 5), 3, Kip(250_000)))
    return path


@pytest.fixture
def book(first_book: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "trial.coop"
    shutil.copyfile(first_book, path)
    with Book.open(path, clock=clock, user_name="treasurer") as made:
        yield made


class Told:
    """What the window was told: toasts and places gone to."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.went: list[tuple[object, ...]] = []

    def say(self, text: str, _action: str = "", _do: Callable[[], object] | None = None) -> None:
        self.said.append(text)

    def go(self, *place: object) -> None:
        self.went.append(place)

    def act(self, *task: object) -> None:
        self.went.append(task)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def desk(book: Book, told: Told, qapp: QApplication) -> Desk:
    return Desk(book, Runner(), TODAY, told.go, told.say, told.act)


@pytest.fixture
def petty(desk: Desk) -> Desk:
    """With a second cash box and a supplier."""
    boxes.keep_box(desk.book, KeepBox(MoneyBox("5311", "5311", "cash", "ກ່ອງນ້ອຍ", "Petty cash"), is_new=True))
    suppliers.keep_supplier(desk.book, KeepSupplier(Supplier("S01", "ແສງຄຳ", "020 55", "", 30)))
    return desk


@pytest.fixture
def shop(desk: Desk) -> Desk:
    return open_shop(desk)
