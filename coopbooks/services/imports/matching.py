"""Guessing which column of a stranger's file is which of ours, by its header in either language; somebody looks the guess over."""

import re

from coopbooks.i18n import lao
from coopbooks.services.imports.columns import COLUMNS
from coopbooks.services.imports.run import header_matches
from coopbooks.services.imports.tables import FileTable

_ALSO = {
    "number": ("no", "member no", "member number", "id", "code", "ລ/ດ", "ເລກສະມາຊິກ", "ເລກທີສະມາຊິກ", "ລະຫັດ"),
    "title": ("prefix", "mr mrs"), "given_name": ("name", "first name", "full name", "ຊື່ ແລະ ນາມສະກຸນ", "ຊື່ສະມາຊິກ"),
    "family_name": ("surname", "last name"), "latin_name": ("name in english", "english name", "ຊື່ພາສາອັງກິດ"),
    "sex": ("gender",), "birth_date": ("birthday", "date of birth", "dob", "born", "ວັນເກີດ"), "id_number": ("id no", "id card", "ເລກບັດ"),
    "village": ("ban", "ບ້ານຢູ່"), "phone": ("tel", "telephone", "mobile", "ເບີໂທ", "ໂທ"), "group": ("unit", "ໜ່ວຍ"),
    "joined": ("join date", "member since", "date joined", "ວັນເຂົ້າ", "ວັນທີເຂົ້າເປັນສະມາຊິກ"), "left": ("date left",),
    "member": ("member no", "member number", "ສະມາຊິກ", "ເລກສະມາຊິກ"), "on": ("date", "day", "ວັນ"), "shares": ("number of shares", "ຮຸ້ນ"),
    "amount_kip": ("amount", "kip", "lak", "ເງິນ", "ມູນຄ່າ"), "reference": ("receipt", "paper", "ໃບ"), "note": ("remark", "remarks", "ໝາຍເຫດ"),
    "price_kip": ("price", "ລາຄາ"), "gross_kg": ("gross", "kg", "weight"), "slip": ("receipt", "slip no"), "name": ("customer",),
}


def _plain(text: str) -> str:
    return re.sub(r"[\s_.\-/()₭:,]+", " ", lao.fold(text)).strip()


def guess(kind_name: str, table: FileTable) -> dict[str, str]:
    """Our column names → headers of the file: what is written like ours, then what people usually write, then what begins so."""
    names = header_matches(kind_name, table)
    for tries in (_usual, _begins):
        for column in COLUMNS[kind_name]:
            if column.name in names:
                continue
            wanted = [_plain(text) for text in (column.name, column.lao, *_ALSO.get(column.name, ()))]
            found = next((header for header in table.headers if header and header not in names.values() and tries(_plain(header), wanted)), None)
            if found is not None:
                names[column.name] = found
    return names


def _usual(header: str, wanted: list[str]) -> bool:
    return header in wanted


def _begins(header: str, wanted: list[str]) -> bool:
    return any(len(one) > 2 and header.startswith(f"{one} ") for one in wanted)
