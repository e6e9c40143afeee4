"""Amounts in words. CLDR's Lao spelling is half Thai and unusable, so the rules are ours.

Style *phan* is everyday and banking use (10,000 is "ten thousand"), *muen* the school form. ເອັດ stands only directly after a ten.
"""

_DIGITS = ("ສູນ", "ໜຶ່ງ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ")
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def cardinal(number: int, style: str = "phan") -> str:
    """A whole number in Lao words: cardinal(121_021) == "ໜຶ່ງແສນຊາວເອັດພັນຊາວເອັດ"."""
    if number < 0:
        return "ລົບ" + cardinal(-number, style)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    millions, rest = divmod(rest, 10**6)
    return ((cardinal(billions, style) + "ຕື້" if billions else "") + (_below_thousand(millions) + "ລ້ານ" if millions else "")
            + _below_million(rest, style))


def _below_million(number: int, style: str) -> str:
    hundred_thousands, rest = divmod(number, 100_000)
    said = _DIGITS[hundred_thousands] + "ແສນ" if hundred_thousands else ""
    if style == "muen":
        ten_thousands, rest = divmod(rest, 10_000)
        said += _DIGITS[ten_thousands] + "ໝື່ນ" if ten_thousands else ""
    thousands, rest = divmod(rest, 1000)
    return said + (_below_hundred(thousands) + "ພັນ" if thousands else "") + _below_thousand(rest)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return (_DIGITS[hundreds] + "ຮ້ອຍ" if hundreds else "") + _below_hundred(rest)


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones] if ones else ""
    ten = "ສິບ" if tens == 1 else "ຊາວ" if tens == 2 else _DIGITS[tens] + "ສິບ"
    return ten + ("ເອັດ" if ones == 1 else _DIGITS[ones] if ones else "")


def english(number: int) -> str:
    """A whole number in English words: english(1_250_000) == "one million two hundred fifty thousand"."""
    if number < 0:
        return "minus " + english(-number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            many, rest = divmod(number, size)
            return f"{english(many)} {name}" + (f" {english(rest)}" if rest else "")
    raise AssertionError(number)


def kip_in_words(amount_kip: int, language: str, style: str = "phan") -> str:
    """An amount as receipts say it: "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນກີບຖ້ວນ" or "one million two hundred fifty thousand kip"."""
    return cardinal(amount_kip, style) + "ກີບຖ້ວນ" if language == "lo" else english(amount_kip) + " kip"
