"""The member list while somebody types, and the share register as it grows: a list answers within a frame, numbers grow with the lines."""

import os
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication

from coopbooks.books.register import MemberLine, MemberList
from coopbooks.coop.members import MemberDetails
from coopbooks.coop.share_numbers import NumberedLine, count, number_lines
from coopbooks.i18n import lao
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.services import register
from coopbooks.services.new_book import NewBook, create_book
from coopbooks.ui.app import make_app
from coopbooks.ui.members.page import MembersPage
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from tests.benchmarks.measure import Figure, cpu_s, ratio, several

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MEMBERS, FRAME_SECONDS = 1_500, 1 / 60
NAMES = ("ແກ້ວ", "ບຸນມີ", "ໝອນ", "ຄຳຫຼ້າ", "ສົມພອນ", "ນ້ຳຜຶ້ງ", "ວັນນາ", "ສີດາ")
LETTERS = ("ຄໍາຫລ້າ", "ບຸນມີ", "ນໍ້າ", "bounmy", "120", "zzq")
TYPED = ("ຄ", "ຄຳ", "ຄໍາຫລ້າ", "ນໍ້າ", "ຫມອນ", "120", "bounm", "ບົວ 7")


def _list() -> MemberList:
    lines = []
    for number in range(1, MEMBERS + 1):
        name, village = f"{NAMES[number % 8]} {NAMES[number // 8 % 8]}", f"ບ້ານ {number % 60}"
        details = MemberDetails(str(number), name, date(2020, 1, 1), village=village)
        lines.append(MemberLine(number, str(number), f"{number:012}", name, lao.sort_key(name), "Bounmy", "F", village, "020 5555 1234",
                                date(2020, 1, 1), None, "member", 5, ZERO, ZERO, ZERO, 0, ZERO, ZERO,
                                lao.fold(f"{name} Bounmy {number} {village} 020 5555 1234"), details))
    return MemberList(date(2025, 1, 1), tuple(lines))


def _search(found: MemberList) -> None:
    hits = [len(found.found(text)) for text in TYPED]
    assert hits[2] == hits[1] > 0
    assert hits[3] > 0


def _bare(keys: list[str]) -> None:
    for text in TYPED:
        wanted = lao.fold(text)
        assert len([key for key in keys if wanted in key]) <= MEMBERS


def _lines(how_many: int) -> list[NumberedLine]:
    lines = []
    for place in range(how_many // 3):
        giver, taker = place % MEMBERS, (place * 7 + 1) % MEMBERS
        lines += [NumberedLine(3 * place, 2 * place, giver, "A", 3), NumberedLine(3 * place + 1, 2 * place + 1, giver, "A", -1),
                  NumberedLine(3 * place + 2, 2 * place + 1, taker, "A", 1)]
    return lines


def _number(lines: list[NumberedLine]) -> None:
    held = number_lines(lines).held
    assert sum(count(ranges) for ranges in held.values()) == len(lines)


def _letter_in_the_page() -> float:
    """Processor seconds of one letter typed in the page itself, painting included: the median over the letters of several names."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_app("lo", dark=False)
    texts = dict.fromkeys(("name_en", "registration_no", "registered_on", "village", "district", "province", "phone"), "")
    new = NewBook({**texts, "name_lo": "ສະຫະກອນ", "language": "lo"}, date(2025, 1, 1), 1, Kip(100_000), ())
    with tempfile.TemporaryDirectory() as folder, create_book(Path(folder) / "list.coop", new) as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "list_members", lambda *_asked: _list())
        page = MembersPage(Desk(book, Runner(), date(2025, 1, 1), *[lambda *_told: None] * 3))
        page.resize(1150, 620)
        page.show()
        page.refresh()
        while page._idle.isActive():
            app.processEvents()
        spent = []
        for name in (*LETTERS[:1], *LETTERS):
            spent += [cpu_s(lambda text=name[:end]: (page._find.setText(text), app.processEvents())) for end in range(len(name) + 1)]
        page.close()
    return median(spent[len(LETTERS[0]) + 1:])


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    members = _list()
    keys = [line.search_key for line in members.lines]
    small, large = _lines(3_000), _lines(30_000)
    return [("a key typed among 1,500 members / bare look at the keys", ratio(several(lambda: _search(members), 5),
                                                                         several(lambda: _bare(keys), 5)), 20.0),
            ("a key typed among 1,500 members, in frames of 1/60 s", cpu_s(lambda: _search(members)) / len(TYPED) / FRAME_SECONDS, 1.0),
            ("a letter typed in the page of 1,500 members, in frames of 1/60 s", _letter_in_the_page() / FRAME_SECONDS, 1.0),
            ("numbering 30,000 share lines / 3,000", ratio(lambda: _number(large), several(lambda: _number(small), 1)), 20.0)]
