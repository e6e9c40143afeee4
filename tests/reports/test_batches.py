"""Papers in quantity: a finished page is kept small, and the square code of a batch is the code any other program makes."""

import zlib

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from coopbooks.reports import qr
from coopbooks.reports.page import Sheet
from tests.support.drawn import pages_of


def test_a_finished_page_is_compressed_before_the_next_is_drawn():
    sheet = Sheet("Many")
    for page in range(2):
        for line in range(200):
            sheet.text(20, 20 + line, f"ສະມາຊິກ {page}")
        sheet.next_page()
    kept = sheet._canvas._doc.idToObject["Page1"]
    assert kept.stream is None
    assert len(kept.Contents.content) * 10 < len(zlib.decompress(kept.Contents.content))
    first, second = pages_of(sheet.finish())
    assert ("ສະມາຊິກ 0" in first, "ສະມາຊິກ 1" in second) == (True, True)


@pytest.mark.parametrize("text", ["CB|1|2025-12-31|1|ABCD-EFGH", "CB|0147/2025|2025-12-31|1250000|QW3R-7YUP", "CB|" + "9" * 90, "x" * 150])
def test_the_code_of_a_batch_is_the_code_of_the_library(text):
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, 2)
    made = qr._modules(text, in_batch=True)
    shown = [[any(start <= column < end for start, end in row) for column in range(len(made))] for row in made]
    assert shown == [[bool(dark) for dark in row] for row in code.modules]
