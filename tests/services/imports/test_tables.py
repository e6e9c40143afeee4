"""Tables out of files: what is read, and what is refused before a single cell counts."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from coopbooks.ledger.refusals import Refused
from coopbooks.services.imports.tables import (
    CellTooLong,
    FileUnreadable,
    FormulaCell,
    NoPlainValue,
    NotUtf8,
    TooLarge,
    read_table,
)


def _csv(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _workbook(tmp_path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "file.xlsx"
    book.save(path)
    return path


def _only(caught):
    (broken,) = caught.value.broken
    return broken


def test_rows_carry_the_numbers_a_spreadsheet_shows(tmp_path):
    table = read_table(_csv(tmp_path, "number,name\n1,ບຸນ\n\n3,ແກ້ວ\n"))
    assert table.headers == ("number", "name")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"number": "1", "name": "ບຸນ"}), (4, {"number": "3", "name": "ແກ້ວ"})]


def test_a_byte_order_mark_and_semicolons_are_read(tmp_path):
    table = read_table(_csv(tmp_path, "\ufeffnumber;name\n1;\"ບຸນ; ທ້າວ\"\n"))
    assert table.rows[0].cells == {"number": "1", "name": "ບຸນ; ທ້າວ"}


def test_other_encodings_are_refused_with_the_row(tmp_path):
    with pytest.raises(Refused) as caught:
        read_table(_csv(tmp_path, b"number,name\nC91,Pakse\nC92,Caf\xe9\n"))
    assert _only(caught) == NotUtf8(file="file.csv", row=3)


@pytest.mark.parametrize("content", [b"", b"\n\n", "number\n1\n".encode("utf-16")])
def test_no_table_is_refused(tmp_path, content):
    with pytest.raises(Refused) as caught:
        read_table(_csv(tmp_path, content))
    assert isinstance(_only(caught), FileUnreadable | NotUtf8)


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(Refused) as caught:
        read_table(tmp_path / "none.csv")
    assert _only(caught).facts["file"] == "none.csv"


def test_workbook_cells_become_text_as_people_see_it(tmp_path):
    table = read_table(_workbook(tmp_path, ["number", "on", "kg", "kip"], [7, datetime(2025, 3, 31), 52.5, 1_250_000.0],
                                 ["007", date(2025, 4, 1), 0.1, 12]))
    assert [row.cells for row in table.rows] == [
        {"number": "7", "on": "2025-03-31", "kg": "52.5", "kip": "1250000"},
        {"number": "007", "on": "2025-04-01", "kg": "0.1", "kip": "12"}]


def test_a_formula_is_a_fault_of_its_cell(tmp_path):
    table = read_table(_workbook(tmp_path, ["number", "entry_fee_kip"], ["1", "=1+1"]))
    ((column, value, broken),) = table.rows[0].faults
    assert (column, value, type(broken)) == ("entry_fee_kip", "=1+1", FormulaCell)


def test_a_truth_value_is_a_fault_of_its_cell(tmp_path):
    table = read_table(_workbook(tmp_path, ["number", "sex"], ["1", True]))
    assert isinstance(table.rows[0].faults[0][2], NoPlainValue)


def test_a_text_without_end_is_a_fault(tmp_path):
    table = read_table(_csv(tmp_path, f"number,note\n1,{'ກ' * 3000}\n"))
    assert isinstance(table.rows[0].faults[0][2], CellTooLong)


def test_a_zip_bomb_is_refused_before_unpacking(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    with pytest.raises(Refused) as caught:
        read_table(_csv(tmp_path, packed.getvalue(), "bomb.xlsx"))
    assert isinstance(_only(caught), TooLarge)


@pytest.mark.parametrize("content", [b"PK\x03\x04garbage", b"PK"])
def test_a_broken_workbook_is_told_plainly(tmp_path, content):
    with pytest.raises(Refused) as caught:
        read_table(_csv(tmp_path, content, "broken.xlsx"))
    assert isinstance(_only(caught), FileUnreadable)
