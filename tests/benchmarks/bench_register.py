"""The member list while somebody types, and the share register as it grows: a list answers within a frame, numbers grow with the lines."""

from datetime import date

from coopbooks.books.register import MemberLine, MemberList
from coopbooks.coop.members import MemberDetails
from coopbooks.coop.share_numbers import NumberedLine, count, number_lines
from coopbooks.i18n import lao
from coopbooks.ledger.money import ZERO
from tests.benchmarks.measure import Figure, cpu_s, ratio, several

MEMBERS, FRAME_SECONDS = 1_500, 1 / 60
NAMES = ("ແກ້ວ", "ບຸນມີ", "ໝອນ", "ຄຳຫຼ້າ", "ສົມພອນ", "ນ້ຳຜຶ້ງ", "ວັນນາ", "ສີດາ")
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


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    members = _list()
    keys = [line.search_key for line in members.lines]
    small, large = _lines(3_000), _lines(30_000)
    return [("a key typed among 1,500 members / bare look at the keys", ratio(several(lambda: _search(members), 5),
                                                                         several(lambda: _bare(keys), 5)), 20.0),
            ("a key typed among 1,500 members, in frames of 1/60 s", cpu_s(lambda: _search(members)) / len(TYPED) / FRAME_SECONDS, 1.0),
            ("numbering 30,000 share lines / 3,000", ratio(lambda: _number(large), several(lambda: _number(small), 1)), 20.0)]
