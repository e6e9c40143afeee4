"""Lines break between syllables, never inside one, and never inside a listed word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.i18n.lao import normalise
from coopbooks.i18n.lao_breaks import BREAK, breaks, insert_breaks, known_words, strip_breaks
from installer import catalogues

LAO = "".join(chr(code) for code in range(0x0E81, 0x0EE0))
STRINGS = st.text(alphabet=LAO + " a1.{}", max_size=40)
SYLLABLES = ("ກາ", "ບັນ", "ນ້ຳ", "ເງິນ", "ຮຸ້ນ", "ໜຶ່ງ", "ຫຼວງ", "ໃຫ້", "ແລ້ວ", "ເຫຼັນ", "ທຶກ", "ຄົນ", "ໄດ້", "ໂອນ", "ເຂົ້າ", "ສິບ")
# What is written with the letter before it: vowels U+0EB0–0EBD, tones, ໍ and the sign of repeating.
MARKS = {chr(code) for code in range(0x0EB0, 0x0EBE)} | set("່້໊໋໌ໍໆ")


@given(STRINGS)
def test_taking_the_marks_out_gives_the_text_back(text: str) -> None:
    assert strip_breaks(insert_breaks(text)) == text
    cuts = breaks(text)
    assert cuts == sorted(set(cuts))
    assert all(0 < cut < len(text) for cut in cuts)


@given(STRINGS)
def test_no_line_begins_with_a_mark(text: str) -> None:
    assert not [text[cut:] for cut in breaks(text) if text[cut] in MARKS]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_no_vowel_written_before_its_consonant_is_left_behind(syllables: list[str]) -> None:
    text = "".join(syllables)
    assert not [cut for cut in breaks(text) if text[cut - 1] in "ເແໂໃໄ"]


@pytest.mark.parametrize("word", sorted(known_words()))
def test_a_listed_word_stays_whole(word: str) -> None:
    assert normalise(word) == word
    assert breaks(word) == []
    assert word in insert_breaks(f"ຂອງ{word}").split(BREAK)


@pytest.mark.parametrize("sentence", [
    "ສະຫະກອນ|ກາເຟ|ປາກຊ່ອງ|ບັນທຶກ|ເງິນ|ທຶນ|ຮຸ້ນ|ຂອງ|ສະມາຊິກ",
    "ຄ້າງ|ຈ່າຍ|ຄ່າ|ຜົນ|ຜະລິດ|ໃຫ້|ສະມາຊິກ",
    "ໃບ|ລາຍງານ|ຜົນ|ດຳເນີນງານ",
    "ປິດ|ບັນຊີ|ປີ",
    "ນ້ຳໜັກ|ເປົາ",
    "ໜຶ່ງ|ລ້ານ|ສອງ|ແສນ|ຫ້າ|ສິບ|ພັນ|ກີບ|ຖ້ວນ",
    "ສາທາລະນະລັດ|ປະຊາທິປະໄຕ|ປະຊາຊົນ|ລາວ",
    "Plain English stays.",
    "ທ້າວ ບຸນ|ມີ 12 ຮຸ້ນ",
    "",
])
def test_known_sentences(sentence: str) -> None:
    assert insert_breaks(sentence.replace("|", "")).split(BREAK) == sentence.split("|")


def test_every_sentence_of_the_program_breaks_cleanly() -> None:
    for said in catalogues.entries(catalogues.read(catalogues.catalogue_file("lo"), "lo")).values():
        plain = strip_breaks(said)
        assert strip_breaks(insert_breaks(plain)) == plain
        assert not [plain[cut:] for cut in breaks(plain) if plain[cut] in MARKS or plain[cut - 1] in "ເແໂໃໄ"]
