"""Lao names in Latin letters: a spelling to suggest, and a key that finds a name however it was spelt.

There is no binding romanisation of names; people write Phommachanh and Pommachan. The suggestion follows the habit of identity
papers in Laos (French vowels, ph kh th for breathed consonants); the key makes the usual variants equal.
"""

import re
import unicodedata
from functools import lru_cache

from coopbooks.i18n.lao import normalise
from coopbooks.i18n.lao_breaks import lao_runs, syllables

_ONSETS = {"ກ": "k", "ຂ": "kh", "ຄ": "kh", "ງ": "ng", "ຈ": "ch", "ຊ": "x", "ຍ": "ny", "ດ": "d", "ຕ": "t", "ຖ": "th", "ທ": "th", "ນ": "n",
           "ບ": "b", "ປ": "p", "ຜ": "ph", "ຝ": "f", "ພ": "ph", "ຟ": "f", "ມ": "m", "ຢ": "y", "ຣ": "r", "ລ": "l", "ວ": "v", "ສ": "s",
           "ຫ": "h", "ອ": "", "ຮ": "h", "ໜ": "n", "ໝ": "m"}
_FINALS = {"": "", "ກ": "k", "ງ": "ng", "ຍ": "y", "ດ": "t", "ຕ": "t", "ທ": "t", "ຈ": "t", "ນ": "n", "ບ": "p", "ປ": "p", "ພ": "p", "ມ": "m",
           "ວ": "o", "ສ": "t", "ລ": "n", "ຣ": "n", "ຟ": "p", "ຊ": "t", "ຄ": "k", "ຖ": "t"}
_SIGNS = "ະັາຳິີຶືຸູົຽໍ"
_SYLLABLE = re.compile(
    f"(?P<lead>[ເແໂໃໄ]?)(?P<onset>ຫ[ງຍນມຣລວ](?=[{_SIGNS}ອ]|(?<=[ເແໂໃໄ]..).)|[ກ-ຮໜໝ]ຼ|[ກຂຄງ]ວ(?=[{_SIGNS}]|(?<=[ເແໂ]..).)"
    f"|[ກຂຄຈຕຖທບປຜພຟ][ຣລ](?=[{_SIGNS}])|[ກ-ຮໜໝ])(?P<rest>.*)")
_VOWELS = tuple((re.compile(pattern), vowel) for pattern, vowel in (
    ("ເ\\|ົາ()", "ao"), ("ເ\\|[ຶື]ອ(.?)", "eua"), ("ເ\\|(?:ັຽ|ຽ|ຍ|ັຍ)ະ?()", "ia"), ("ເ\\|[ິີຶື](.?)", "eu"), ("ເ\\|າະ()", "o"),
    ("[ເແ]\\|[ັົ]?ະ?(.?)", "e"), ("ໂ\\|ັ?ະ?(.?)", "o"), ("[ໃໄ]\\|ຍ?()", "ay"), ("\\|(?:ົວ|ັວະ)()", "oua"), ("\\|ວ(.)", "oua"),
    ("\\|ັ?ຽະ?()", "ia"), ("\\|ຽ(.)", "ie"), ("\\|(?:ຳ|ໍາ)()", "am"), ("\\|ອນ()", "one"), ("\\|(?:ໍອ?|ອ)(.?)", "o"),
    ("\\|ັຍ()", "ay"), ("\\|[ະັາ](.?)", "a"),
    ("\\|[ິີ](.?)", "i"), ("\\|[ຶື](.?)", "eu"), ("\\|[ຸູ](.?)", "ou"), ("\\|ົ?(.?)", "o")))


def _said(syllable: str) -> str:
    plain = re.sub("[່-໋ໆຯ]|[ກ-ຮ][ິຸ]?໌", "", syllable)
    found = _SYLLABLE.fullmatch(plain)
    if found is None:
        return ""
    if plain == "ຍະ":
        return "ya"
    letters = found["onset"] if len(found["onset"]) == 1 else found["onset"].removeprefix("ຫ")
    second = "".join({"ວ": "ou", "ຼ": "l", "ຣ": "r", "ລ": "l"}[letter] for letter in letters[1:])
    onset = "l" if letters == "ຼ" else _ONSETS.get(letters[0], "") + second
    for pattern, vowel in _VOWELS:
        body = pattern.fullmatch(f"{found['lead']}|{found['rest']}")
        if body is not None:
            return onset + vowel + _FINALS.get(body[1], "")
    return onset


@lru_cache(maxsize=5_000)
def _run(run: str) -> str:
    # Names are many, but the words they are made of are few.
    said = "".join(_said(one) for one in syllables(run))
    return said[:1].upper() + said[1:]


@lru_cache(maxsize=10_000)
def latin(text: str) -> str:
    """A name in Latin letters, to be looked over by somebody: latin("ບຸນມີ ພົມມະຈັນ") == "Bounmi Phommachan".

    What is not Lao stays as it is.
    """
    text = normalise(text)
    parts, end = [], 0
    for start, stop in lao_runs(text):
        parts += [text[end:start], _run(text[start:stop])]
        end = stop
    return "".join([*parts, text[end:]]).strip()


_SAME = tuple((re.compile(pattern), other) for pattern, other in (
    ("[^a-z0-9 ]", ""), ("w", "v"), ("ph", "p"), ("kh", "k"), ("th", "t"), ("x", "s"), ("j", "ch"), ("ou|oo|ue|eu", "u"), ("ae|ea", "e"),
    ("n[hy](?=[aeiou])", "n"), ("nh", "n"), ("y", "i"), (r"(.)\1+", r"\1"), (r"d\b", "t"), (r"b\b", "p"),
    (r"(?<=[aeiou])h\b", ""), (r"(?<=[^aeiou ])e\b", "")))


@lru_cache(maxsize=20_000)
def latin_key(text: str) -> str:
    """The key in which the usual spellings of a Lao name in Latin letters are one: ph/p, kh/k, x/s, ou/u, v/w, doubled letters."""
    key = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    for pattern, other in _SAME:
        key = pattern.sub(other, key)
    return key.strip()
