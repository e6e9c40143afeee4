"""Lao text as stored, found and sorted: one canonical spelling, a looser key for search, the dictionary's order.

The same word typed on two keyboards differs byte by byte, and Unicode's own normal forms do not unify it: NFC leaves most
differences, NFKC destroys ຳ. Source of the rules: our measurements against HarfBuzz and CLDR (see tests/i18n).
"""

import re
import unicodedata

_TONE = "[\u0ec8-\u0ecb]"
_UPPER = "[\u0eb1\u0eb4-\u0eb7\u0ebb]"
_LOWER = "[\u0eb8\u0eb9\u0ebc]"
_REORDER = (
    (re.compile(f"({_TONE})({_UPPER}|{_LOWER})"), r"\2\1"),  # a tone typed before its vowel
    (re.compile(f"({_UPPER})(\u0ebc)"), r"\2\1"),  # the small ລ goes before an upper vowel
    (re.compile(f"\u0ecd({_TONE}?)\u0eb2"), "\\1\u0eb3"),  # ໍ and າ are one sign ຳ
    (re.compile(f"({_TONE})\u0ecd\u0eb2"), "\\1\u0eb3"),
    (re.compile(f"\u0eb3({_TONE})"), "\\1\u0eb3"),  # a tone typed after ຳ
    (re.compile(f"({_TONE})(\u0ecd)"), r"\2\1"),
    (re.compile("([\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd])\\1+"), r"\1"),  # a mark typed twice
)
_LAO = re.compile("[\u0e80-\u0eff]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def normalise(text: str) -> str:
    """The one spelling that is stored: order of marks fixed, invisible characters and doubled spaces gone.

    Idempotent. normalise("ນໍ້າ") == normalise("ນຳ້") == "ນ້ຳ". Lone surrogates and control characters become spaces.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text.translate(_INVISIBLE))
    text = unicodedata.normalize("NFC", text)
    if _LAO.search(text):
        text = text.replace("\u0ec0\u0ec0", "\u0ec1")
        before = None
        while before != text:
            before = text
            for pattern, order in _REORDER:
                text = pattern.sub(order, text)
    return re.sub(" +", " ", text).strip()


_FOLD = str.maketrans({"ໜ": "ຫນ", "ໝ": "ຫມ", "\u0ebc": "ລ", "ຣ": "ລ", "\xa0": " ",
                       **{chr(0x0ED0 + i): str(i) for i in range(10)}})
_TONES = re.compile(_TONE)


def fold(text: str, *, tones: bool = True) -> str:
    """The key that search compares: spelling variants equal, capitals gone; `tones=False` for a looser second try."""
    key = normalise(text).translate(_FOLD).casefold()
    return key if tones else _TONES.sub("", key)


_ORDER = "໐໑໒໓໔໕໖໗໘໙ໞກຂຄຆງຈຉສຊຌຎໟຍຏຐຑຒຓດຕຖທຘນບປຜຝພຟຠມຢຣລວຨຩຫຬອຮຯະັາຳິີຶືຸູົຼຽເແໂໃໄ"
_PRIMARY = {letter: place for place, letter in enumerate(_ORDER)}
_LEADING = frozenset("ເແໂໃໄ")
_CONSONANTS = frozenset(c for c in _ORDER if "ກ" <= c <= "ຮ" or c in "ໞໟ") | {"ໜ", "ໝ"}
_MARKS = {mark: place for place, mark in enumerate("່້໊໋໌ໍ", 1)}
_LIGATURES = {"ໜ": "ຫນ", "ໝ": "ຫມ"}


def sort_key(text: str) -> bytes:
    """Lao dictionary order as bytes, equal to CLDR's: a vowel written before its consonant counts after it, tones break ties.

    Digits first, Lao before Latin. Fits an indexed column: ORDER BY name_key.
    """
    letters = _spoken_order(normalise(text))
    first: list[bytes] = []
    marks: list[tuple[int, int]] = []
    for letter in letters:
        for part in _LIGATURES.get(letter, letter):
            if part in _MARKS:
                marks.append((len(first), _MARKS[part]))
            else:
                first.append(_weight(part))
    second = [0] * (len(first) + 1)
    for place, mark in marks:
        second[place] = second[place] * 8 + mark
    third = bytes(2 if letter in _LIGATURES or letter.isupper() else 1 for letter in letters)
    return b"".join(first) + b"\0" + b"".join((one + 1).to_bytes(3, "big") for one in second) + b"\0" + third


def _spoken_order(text: str) -> list[str]:
    letters: list[str] = []
    place = 0
    while place < len(text):
        if text[place] in _LEADING and text[place + 1:place + 2] in _CONSONANTS:
            letters += [text[place + 1], text[place]]
            place += 2
        else:
            letters.append(text[place])
            place += 1
    return letters


def _weight(letter: str) -> bytes:
    if letter in _PRIMARY:
        kind, value = 5, _PRIMARY[letter]
    elif letter.isspace():
        kind, value = 2, 0
    elif letter.isdecimal():
        kind, value = 5, unicodedata.decimal(letter)
    elif letter.isalpha():
        kind, value = 6, ord(letter.lower()[0])
    else:
        kind, value = 3, ord(letter)
    return bytes((kind,)) + value.to_bytes(3, "big")
