"""What the practice co-op decided about its papers, and what its chair wrote for the meeting."""

from datetime import date

from coopbooks.books import dividends
from coopbooks.books.transaction import Writing
from coopbooks.coop.agm import SECTIONS, KeepAgmReport
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.i18n.markers import N_
from coopbooks.services.agm import keep_agm_report
from coopbooks.services.paper_settings import change_setting

_BASIS = N_("Board meeting 1")
_SETTINGS = {"papers.treasurer": "ນາງ ວັນນາ ອິນທະວົງ", "papers.chair": "ທ້າວ ບຸນທັນ ຈັນທະລາ", "papers.secretary": "ນາງ ມະນີວອນ ຫຼວງລາດ",
             "papers.inspection": "ທ້າວ ຄຳແພງ ໄຊຍະສານ", "papers.footer_lo": "ເກັບເອກະສານນີ້ໄວ້ໃຫ້ດີ.", "papers.footer_en": "Keep this paper well."}
_WORDS = """# ສະບາຍດີ ສະມາຊິກທຸກຄົນ
ປີນີ້ພວກເຮົາຊ່ວຍກັນເຮັດວຽກ ແລະ ໄດ້ **ກາເຟດີ** ຫຼາຍກວ່າເກົ່າ. ຂໍຂອບໃຈສະມາຊິກທຸກບ້ານ.
# ສິ່ງທີ່ພວກເຮົາໄດ້ເຮັດ
- ສ້ອມແປງເຮືອນຕາກກາເຟ
- ຝຶກອົບຮົມການເກັບໝາກສຸກ
- ຂາຍກາເຟໃຫ້ຜູ້ຊື້ໃໝ່
# ປີໜ້າ
1. ຮັບແຕ່ໝາກສຸກ
2. ຈ່າຍເງິນໃຫ້ສະມາຊິກໄວຂຶ້ນ
ຄະນະກຳມະການຮັບຜິດຊອບ **ທຸກກີບ** ຂອງສະມາຊິກ."""


def apply(tx: Writing, first_day: date, today: date) -> None:
    """Decide who signs and what stands at the foot; write the report of the last closed year."""
    for key, value in _SETTINGS.items():
        change_setting.within(tx, ChangeSetting(key, value, first_day, _BASIS))
    closed = dividends.closed_years(tx)
    if closed:
        keep_agm_report.within(tx, KeepAgmReport(max(closed), tuple(SECTIONS), 3, date(max(closed) + 1, 3, 5) if today.year > max(closed) else None,
                                                 "ສາລາວັດ ບ້ານໜອງບົວ", words=_WORDS))
