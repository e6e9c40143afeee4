"""Amounts in words, in both Lao styles and in English."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.i18n.words import cardinal, english, kip_in_words


@pytest.mark.parametrize(("number", "phan", "muen"), [
    (0, "ສູນ", "ສູນ"),
    (1, "ໜຶ່ງ", "ໜຶ່ງ"),
    (10, "ສິບ", "ສິບ"),
    (11, "ສິບເອັດ", "ສິບເອັດ"),
    (12, "ສິບສອງ", "ສິບສອງ"),
    (20, "ຊາວ", "ຊາວ"),
    (21, "ຊາວເອັດ", "ຊາວເອັດ"),
    (22, "ຊາວສອງ", "ຊາວສອງ"),
    (31, "ສາມສິບເອັດ", "ສາມສິບເອັດ"),
    (100, "ໜຶ່ງຮ້ອຍ", "ໜຶ່ງຮ້ອຍ"),
    (101, "ໜຶ່ງຮ້ອຍໜຶ່ງ", "ໜຶ່ງຮ້ອຍໜຶ່ງ"),
    (1001, "ໜຶ່ງພັນໜຶ່ງ", "ໜຶ່ງພັນໜຶ່ງ"),
    (8500, "ແປດພັນຫ້າຮ້ອຍ", "ແປດພັນຫ້າຮ້ອຍ"),
    (10_000, "ສິບພັນ", "ໜຶ່ງໝື່ນ"),
    (15_000, "ສິບຫ້າພັນ", "ໜຶ່ງໝື່ນຫ້າພັນ"),
    (20_000, "ຊາວພັນ", "ສອງໝື່ນ"),
    (35_000, "ສາມສິບຫ້າພັນ", "ສາມໝື່ນຫ້າພັນ"),
    (121_021, "ໜຶ່ງແສນຊາວເອັດພັນຊາວເອັດ", "ໜຶ່ງແສນສອງໝື່ນໜຶ່ງພັນຊາວເອັດ"),
    (1_250_000, "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນ", "ໜຶ່ງລ້ານສອງແສນຫ້າໝື່ນ"),
    (45_000_000, "ສີ່ສິບຫ້າລ້ານ", "ສີ່ສິບຫ້າລ້ານ"),
    (1_250_000_000, "ໜຶ່ງຕື້ສອງຮ້ອຍຫ້າສິບລ້ານ", "ໜຶ່ງຕື້ສອງຮ້ອຍຫ້າສິບລ້ານ"),
    (10**12, "ໜຶ່ງພັນຕື້", "ໜຶ່ງພັນຕື້"),
    (-5, "ລົບຫ້າ", "ລົບຫ້າ"),
])
def test_lao(number: int, phan: str, muen: str) -> None:
    assert cardinal(number) == cardinal(number, "phan") == phan
    assert cardinal(number, "muen") == muen


@given(st.integers(min_value=-10**15, max_value=10**15))
def test_lao_words_are_lao_and_have_no_gaps(number: int) -> None:
    for style in ("phan", "muen"):
        assert re.fullmatch("[\u0e80-\u0eff]+", cardinal(number, style))


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=10**12))
def test_two_amounts_never_read_the_same(one: int, other: int) -> None:
    for style in ("phan", "muen"):
        assert (cardinal(one, style) == cardinal(other, style)) == (one == other)
    assert (english(one) == english(other)) == (one == other)


@pytest.mark.parametrize(("number", "words"), [
    (0, "zero"), (7, "seven"), (13, "thirteen"), (20, "twenty"), (21, "twenty-one"), (100, "one hundred"), (101, "one hundred one"),
    (8500, "eight thousand five hundred"), (15_000, "fifteen thousand"),
    (121_021, "one hundred twenty-one thousand twenty-one"),
    (1_250_000, "one million two hundred fifty thousand"), (45_000_000, "forty-five million"),
    (1_250_000_000, "one billion two hundred fifty million"), (10**12, "one trillion"), (-5, "minus five"),
])
def test_english(number: int, words: str) -> None:
    assert english(number) == words


def test_amounts_as_receipts_say_them() -> None:
    assert kip_in_words(1_250_000, "lo") == "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນກີບຖ້ວນ"
    assert kip_in_words(1_250_000, "lo", "muen") == "ໜຶ່ງລ້ານສອງແສນຫ້າໝື່ນກີບຖ້ວນ"
    assert kip_in_words(1_250_000, "en") == "one million two hundred fifty thousand kip"
