"""Lao as it is stored, found and sorted."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.i18n.lao import fold, normalise, sort_key

LAO = "".join(chr(code) for code in range(0x0E80, 0x0F00))
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(LAO + " \u200b\u200d\xa0aZ0໑"), st.characters()), max_size=30)
SPELLINGS_OF_WATER = ("ນ\u0ec9\u0eb3", "ນ\u0eb3\u0ec9", "ນ\u0ec9\u0ecd\u0eb2", "ນ\u0ecd\u0ec9\u0eb2")


@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(TEXTS)
def test_folding_ignores_how_a_text_was_stored(text: str) -> None:
    assert fold(normalise(text)) == fold(text)
    assert fold(normalise(text), tones=False) == fold(text, tones=False)


@given(TEXTS)
def test_nothing_invisible_is_stored(text: str) -> None:
    stored = normalise(text)
    assert stored == stored.strip()
    assert not set(stored) & set("\u200b\u200c\u200d\ufeff\n\t")
    assert "  " not in stored


@pytest.mark.parametrize("spelling", SPELLINGS_OF_WATER)
def test_every_spelling_of_water_is_one_word(spelling: str) -> None:
    assert normalise(spelling) == "ນ\u0ec9\u0eb3"
    assert fold(spelling) == fold(SPELLINGS_OF_WATER[0])
    assert sort_key(spelling) == sort_key(SPELLINGS_OF_WATER[0])


@pytest.mark.parametrize(("typed", "stored"), [
    ("ເເມ່", "ແມ່"),  # two ເ for one ແ
    ("ທ\u0ec8\u0eb5", "ທ\u0eb5\u0ec8"),  # the tone before the vowel
    ("ຊ\u0ec9\u0eb7", "ຊ\u0eb7\u0ec9"),
    ("ກ\u0ec8\u0ecd", "ກ\u0ecd\u0ec8"),
    ("ຫ\u0eb7\u0ebc", "ຫ\u0ebc\u0eb7"),
    ("ດ\u0eb5\u0eb5", "ດີ"),  # a mark typed twice
    ("ບຸນ\u200bມີ", "ບຸນມີ"),
    ("  ບຸນ   ມີ ", "ບຸນ ມີ"),
    ("ບຸນ\nມີ\x00", "ບຸນ ມີ"),
    ("abc\ud800", "abc"),
    ("", ""),
])
def test_typing_habits_are_stored_one_way(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


@pytest.mark.parametrize(("one", "other"), [
    ("ຫນາ", "ໜາ"), ("ຫມາ", "ໝາ"), ("ຫລວງ", "ຫຼວງ"), ("ຣາຕີ", "ລາຕີ"), ("໑໒໓", "123"), ("Bounmy", "BOUNMY"),
])
def test_search_finds_the_other_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_search_tells_words_apart_by_tone_until_it_is_asked_not_to() -> None:
    assert fold("ປາ") != fold("ປ່າ")
    assert fold("ປາ", tones=False) == fold("ປ່າ", tones=False) == fold("ປ້າ", tones=False)


@pytest.mark.parametrize("in_order", [
    ("1", "2", "ກາ", "ຂາ", "ຄາ", "ງາ", "ຈາ", "ສາ", "ຊາ", "ຍາ", "ດາ", "ຕາ", "ຖາ", "ທາ", "ນາ", "ບາ", "ປາ", "ຜາ", "ຝາ", "ພາ", "ຟາ",
     "ມາ", "ຢາ", "ລາ", "ວາ", "ຫາ", "ອາ", "ຮາ", "a", "b"),
    ("ກະ", "ກາ", "ກິ", "ກີ", "ກຸ", "ກູ", "ເກ", "ແກ", "ໂກ", "ໃກ", "ໄກ", "ຂະ", "ເຂ"),  # a leading vowel counts after its consonant
    ("ກາ", "ກ່າ", "ກ້າ", "ກ໊າ", "ກ໋າ", "ການ"),  # tones break ties only
    ("ສົມ", "ໂສ", "ຊົມ"),  # ສ before ຊ
    ("ຫຍ້າ", "ຫນາ", "ໜາ", "ໜູ", "ຫມາ", "ໝູ", "ຫາ"),
    ("ບຸນ ມີ", "ບຸນມາ", "ບຸນມີ"),  # a space comes first
    ("Aa", "ab"),
    ("", "0"),
])
def test_the_order_of_the_dictionary(in_order: tuple[str, ...]) -> None:
    keys = [sort_key(word) for word in in_order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    for shuffled in itertools.islice(itertools.permutations(in_order), 0, 200, 7):
        assert sorted(shuffled, key=sort_key) == list(in_order)


SYLLABLES = st.sampled_from(("ກາ", "ກ່າ", "ກ້າ", "ການ", "ເກ", "ແກ່", "ຂາ", "ສາ", "ໂສ", "ຊາ", "ນ້ຳ", "ໜາ", "ຫນາ", "ໝູ", "ຫມູ", " ", "1", "a", "B"))


@given(st.lists(SYLLABLES, max_size=5).map("".join), st.lists(SYLLABLES, max_size=5).map("".join))
def test_the_order_is_total(one: str, other: str) -> None:
    """Two texts share a place only when they are stored alike: no list depends on how it was shuffled."""
    same = normalise(one) == normalise(other)
    assert (sort_key(one) == sort_key(other)) == same
    assert (sort_key(one) < sort_key(other)) + (sort_key(one) > sort_key(other)) + same == 1


@given(st.text(max_size=20))
def test_every_text_has_a_place(text: str) -> None:
    assert isinstance(sort_key(text), bytes)
