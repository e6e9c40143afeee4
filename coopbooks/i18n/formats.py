"""Numbers and days as the Lao Ministry of Finance writes them: `,` groups, `.` decimals, kip without decimals.

Babel's Lao locale has it the other way round and reads 1,250 as 1.25, so reading and writing are ours. One module for screens,
exports and papers.
"""

import re
import unicodedata
from datetime import date
from fractions import Fraction


class UnclearNumber(ValueError):
    """A lone dot group (1.250) may be thousands or decimals."""


class NotWhole(ValueError):
    """A fraction where only whole numbers belong."""


def kip(amount_kip: int) -> str:
    """1250000 → "1,250,000"."""
    return f"{amount_kip:,}"


def kip_with_unit(amount_kip: int, language: str) -> str:
    """1250000 → "1,250,000 ກີບ" or "1,250,000 kip"."""
    return f"{amount_kip:,} {'ກີບ' if language == 'lo' else 'kip'}"


def western_digits(text: str) -> str:
    """Digits of every script as 0–9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


_GROUPED = re.compile(r"-?(\d+|\d{1,3}([., \u00a0\u202f])\d{3}(\2\d{3})*)")
_LONE_DOT = re.compile(r"-?\d{1,3}\.\d{3}")
_DECIMAL = re.compile(r"-?\d[\d,]*\.\d+|-?\d+,\d{1,2}")


def parse_kip(text: str, *, lone_dot: bool = False) -> int:
    """Read whole kip; separators are only legal as thousands marks in groups of three.

    Raises UnclearNumber for a lone dot group (unless `lone_dot`), NotWhole for a fraction, ValueError for anything else.
    """
    plain = western_digits(text.strip())
    if _LONE_DOT.fullmatch(plain) and not lone_dot:
        raise UnclearNumber(text)
    if not _GROUPED.fullmatch(plain):
        raise NotWhole(text) if _DECIMAL.fullmatch(plain) else ValueError(text)
    digits = re.sub(r"[^\d-]", "", plain)
    if len(digits) > 30:
        return 10**30
    return int(digits)


_KG = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,3}0*)?")


def parse_kg(text: str) -> int:
    """Read a weight in kilograms as grams: "168.5" → 168500. The dot is the decimal mark, only the comma groups."""
    plain = western_digits(text.strip())
    if not _KG.fullmatch(plain):
        raise ValueError(text)
    grams = Fraction(plain.replace(",", "")) * 1000
    return int(grams)


def kg(weight_g: int) -> str:
    """Grams as kilograms: 168500 → "168.5"."""
    sign, size = ("-", -weight_g) if weight_g < 0 else ("", weight_g)
    whole, rest = divmod(size, 1000)
    return f"{sign}{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


_UNITS = {"kg": "ກກ"}


def unit(text: str, language: str) -> str:
    """A unit as people write it in a language: "kg" is "ກກ" in Lao. Any other word stays as it was typed."""
    return _UNITS.get(text, text) if language == "lo" else text


def plain_unit(text: str) -> str:
    """The one spelling in which a unit is kept, whatever language it was typed in."""
    return next((kept for kept, shown in _UNITS.items() if text.strip() == shown), text)


def percent_text(rate: Fraction) -> str:
    """Fraction(1, 8) → "12.5%"; repeating decimals are cut to four places."""
    scaled = rate * 100
    tenthousandths = round(scaled * 10_000)
    whole, rest = divmod(abs(tenthousandths), 10_000)
    sign = "-" if tenthousandths < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:04}".rstrip("0") if rest else "") + "%"


def day(on: date) -> str:
    """A day as people write it: 14/02/2026."""
    return f"{on.day:02}/{on.month:02}/{on.year:04}"


_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date:
    """Read 2025-03-31 or 31/03/2025. Raises ValueError."""
    plain = western_digits(text.strip())
    found = _DAY.fullmatch(plain)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1]))
    if not _ISO_DAY.fullmatch(plain):  # the standard reader also takes weeks: 2025-W01-1
        raise ValueError(text)
    return date.fromisoformat(plain)


_MONTHS_LO = ("ມັງກອນ", "ກຸມພາ", "ມີນາ", "ເມສາ", "ພຶດສະພາ", "ມິຖຸນາ", "ກໍລະກົດ", "ສິງຫາ", "ກັນຍາ", "ຕຸລາ", "ພະຈິກ", "ທັນວາ")
_MONTHS_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
              "December")


def month_name(month: int, language: str, *, short: bool = False) -> str:
    """The name of a month, 1 to 12."""
    name = (_MONTHS_LO if language == "lo" else _MONTHS_EN)[month - 1]
    return name[:3] if short else name


def long_day(on: date, language: str) -> str:
    """31 ທັນວາ 2025 or 31 December 2025."""
    return f"{on.day} {month_name(on.month, language)} {on.year}"
