"""The import in the window: columns guessed in either language, every row looked over, all of it or nothing."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from coopbooks.coop.shares import ShareOrder
from coopbooks.i18n.catalogue import set_language, tr
from coopbooks.ledger.money import Kip
from coopbooks.services import backups, register, shares
from coopbooks.services.imports.columns import COLUMNS
from coopbooks.services.imports.matching import guess
from coopbooks.services.imports.run import import_file
from coopbooks.services.imports.tables import read_table
from coopbooks.ui.importing.dialog import KINDS, ImportDialog
from coopbooks.ui.importing.undo import TakeBackForm
from coopbooks.ui.kit.words import speak

LAO = "ລ/ດ,ຊື່,ນາມສະກຸນ,ບ້ານ,ເບີໂທ,ວັນທີເຂົ້າ,ສີທີ່ມັກ\n"
ROWS = "21,ຈັນທາ,ພິລາວັນ,ໜອງບົວ,020 1,05/01/2025,ແດງ\n22,,ທຳມະວົງ,ໜອງບົວ,020 2,05/01/2025,ຂຽວ\n2,ໃຫມ່,,ໜອງບົວ,,31/02/2025,\n"


@pytest.fixture
def dialog(qtbot, desk):
    made = ImportDialog(None, desk, "members")
    qtbot.addWidget(made)
    made.show()
    return made


def _work(qtbot, desk, do):
    with qtbot.waitSignal(desk.runner.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        do()


def _file(tmp_path, text, name="members.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _shown(dialog):
    return [(one.row.number, one.state) for one in dialog.rows.table.model.rows]


def test_headers_are_guessed_in_either_language(tmp_path):
    assert guess("members", read_table(_file(tmp_path, LAO + ROWS))) == {
        "number": "ລ/ດ", "given_name": "ຊື່", "family_name": "ນາມສະກຸນ", "village": "ບ້ານ", "phone": "ເບີໂທ", "joined": "ວັນທີເຂົ້າ"}
    english = "Member No.,First Name,Surname,Gender,Date of Birth,Join Date,Telephone\n1,a,b,F,,2025-01-01,\n"
    assert guess("members", read_table(_file(tmp_path, english))) == {
        "number": "Member No.", "given_name": "First Name", "family_name": "Surname", "sex": "Gender", "birth_date": "Date of Birth",
        "joined": "Join Date", "phone": "Telephone"}


def test_rows_are_looked_over_mended_and_brought_in_together(qtbot, dialog, desk, told, tmp_path):
    head = desk.book.head_code()
    dialog.take_file(_file(tmp_path, LAO + ROWS))
    dialog.go_on()
    assert dialog.step() == 1
    assert dialog.columns._left_over.text().replace("\u200b", "") == "Not brought in: ສີທີ່ມັກ"
    _work(qtbot, desk, dialog.go_on)
    assert dialog.rows.summary.text().replace("\u200b", "") == "1 to add, 2 to mend, 0 already there"
    assert _shown(dialog) == [(3, "fault"), (4, "fault")]
    assert not dialog._next.isEnabled()
    assert desk.book.head_code() == head
    first = dialog.rows.mend(dialog.rows.table.model.rows[0])
    assert first.fields["given_name"]._error.text() == "The cell is empty. It is needed."
    first.fields["given_name"].editor.setText("ແກ້ວໃຈ")
    _work(qtbot, desk, first.accept)
    second = dialog.rows.mend(dialog.rows.table.model.rows[0])
    assert "is not a day" in second.fields["joined"]._error.text()
    second.fields["joined"].editor.setText("28/02/2025")
    _work(qtbot, desk, second.accept)
    assert "with other figures" in dialog.rows.table.model.rows[0].faults[0].broken.wording
    third = dialog.rows.mend(dialog.rows.table.model.rows[0])
    third.fields["number"].editor.setText("23")
    _work(qtbot, desk, third.accept)
    assert dialog.rows.summary.text().startswith("3 to add, 0 to mend")
    assert desk.book.head_code() == head
    _work(qtbot, desk, dialog.go_on)
    assert told.said == ["members.csv: 3 added, 0 were in the book already."]
    assert {one.number for one in register.list_members(desk.book, desk.today).lines} == {"1", "2", "10", "21", "22", "23"}


def test_what_is_there_already_is_told_and_adds_nothing(qtbot, dialog, desk, tmp_path):
    path = _file(tmp_path, "number,given_name,joined\n21,ຈັນທາ,2025-01-05\n")
    for added in (1, 0):
        again = ImportDialog(None, desk, "members")
        qtbot.addWidget(again)
        again.take_file(path)
        again.go_on()
        _work(qtbot, desk, again.go_on)
        assert again.rows.summary.text().replace("\u200b", "") == f"{added} to add, 0 to mend, {1 - added} already there"
        assert again._next.isEnabled() == bool(added)
        if added:
            _work(qtbot, desk, again.go_on)


def test_a_needed_column_must_be_matched_and_files_that_are_no_tables_are_told(qtbot, dialog, desk, tmp_path):
    dialog.take_file(_file(tmp_path, "a,b\n1,2\n"))
    dialog.go_on()
    assert not dialog._next.isEnabled()
    for name, header in (("number", "a"), ("given_name", "b"), ("joined", "b")):
        dialog.columns.choose(name, header)
    assert dialog._next.isEnabled()
    dialog.go_back()
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 no table")
    dialog.take_file(tmp_path / "letter.docx")
    assert "cannot be read" in dialog._trouble.text()
    assert not dialog._next.isEnabled()
    (tmp_path / "old.csv").write_bytes(b"\xc5\xd2\xc7\n1\n")
    dialog.take_file(tmp_path / "old.csv")
    assert "not UTF-8" in dialog._trouble.text()


def test_stopping_changes_nothing(qtbot, dialog, desk, tmp_path):
    rows = "".join(f"{number},ຈັນ {number},2025-01-05\n" for number in range(100, 400))
    dialog.take_file(_file(tmp_path, "number,given_name,joined\n" + rows))
    dialog.go_on()
    _work(qtbot, desk, dialog.go_on)
    head = desk.book.head_code()
    desk.runner.progressed.connect(lambda _done, _all: desk.runner.stop())

    def start():
        dialog.go_on()
        desk.runner.stop()

    _work(qtbot, desk, start)
    assert desk.book.head_code() == head
    assert dialog.isVisible()
    assert backups.last_backup(desk.book.path) is not None


def test_shares_come_from_a_workbook_with_days_and_numbers(qtbot, desk, tmp_path):
    book = Workbook()
    book.active.append(["reference", "member", "on", "kind", "shares", "amount_kip"])
    book.active.append(["S-1", 1, desk.today, "subscribe", 2, 200_000])
    book.active.append(["S-2", 99, desk.today, "subscribe", 2, 200_000])
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "shares.xlsx").write_bytes(out.getvalue())
    dialog = ImportDialog(None, desk, "shares")
    qtbot.addWidget(dialog)
    dialog.take_file(tmp_path / "shares.xlsx")
    dialog.go_on()
    _work(qtbot, desk, dialog.go_on)
    assert dialog.rows.table.model.index(0, 2).data() == "There is no “99” in the book."
    mend = dialog.rows.mend(dialog.rows.table.model.rows[0])
    mend.fields["member"].editor.setText("2")
    _work(qtbot, desk, mend.accept)
    _work(qtbot, desk, dialog.go_on)
    assert {line.number: line.share_count for line in register.list_members(desk.book, desk.today).lines} == {"1": 2, "2": 5, "10": 0}


def test_every_kind_is_offered_with_an_empty_table(dialog, tmp_path):
    assert set(KINDS) == set(COLUMNS)
    for kind in KINDS:
        dialog._kind.set_value(kind)
        dialog.save_template(tmp_path / f"{kind}.xlsx")
        first = next(load_workbook(tmp_path / f"{kind}.xlsx").active.iter_rows(values_only=True))
        assert first == tuple(column.name for column in COLUMNS[kind])


def test_the_dialog_speaks_both_languages_and_keeps_what_was_chosen(qtbot, dialog, desk, qapp, tmp_path):
    dialog.take_file(_file(tmp_path, LAO + ROWS))
    dialog.go_on()
    dialog.columns.choose("nickname", "ສີທີ່ມັກ")
    before = dialog.columns.names()
    speak(qapp, "lo")
    qapp.processEvents()
    assert dialog.columns.names() == before
    set_language("en")


PEOPLE = "number,given_name,joined,entry_fee_kip\n21,ຈັນທາ,2025-01-05,20000\n22,ຄຳ,2025-01-05,\n"


def _numbers(desk):
    return [line.number for line in register.list_members(desk.book, desk.today).lines]


def _brought(desk, tmp_path, text=PEOPLE):
    return import_file(desk.book, "members", _file(tmp_path, text)).import_file_id


@pytest.mark.parametrize("language", ["en", "lo"])
def test_a_file_is_taken_back_as_one_step(qtbot, desk, told, tmp_path, language):
    set_language(language)
    before, key = _numbers(desk), _brought(desk, tmp_path)
    form = TakeBackForm(None, desk, key)
    qtbot.addWidget(form)
    form.show()
    assert form.file.currentText().startswith("members.csv · 31/03/2025")
    assert form.after.isVisible()
    form.save()
    assert not form.isVisible()
    assert _numbers(desk) == before
    assert told.said == [tr("{file} is taken back.", file="members.csv")]
    assert (language == "lo") == ("taken back" not in told.said[0])


def test_what_stands_in_the_way_of_taking_back_is_said_before_and_nothing_is_lost(qtbot, desk, tmp_path):
    key = _brought(desk, tmp_path)
    (somebody,) = register.find_members(desk.book, "22")
    shares.record_share_order(desk.book, ShareOrder(somebody.member_id, "subscribe", desk.today, 1, Kip(100_000)))
    form, head = TakeBackForm(None, desk, key), desk.book.head_code()
    qtbot.addWidget(form)
    form.show()
    sentence = "22 ຄຳ is used by SH-0002. Take that back first."
    assert sentence in form.after._rules.text().replace("\u200b", "")
    form.reason.setText(" ")
    form.save()
    assert form.isVisible()
    assert form.fields["import_file_id"].is_wrong()
    assert form.fields["reason"].is_wrong()
    assert desk.book.head_code() == head


def test_a_long_file_goes_back_on_the_worker(qtbot, desk, told, tmp_path):
    before = _numbers(desk)
    key = _brought(desk, tmp_path, "number,given_name,joined\n" + "".join(f"{number},ຈັນ {number},2025-01-05\n" for number in range(100, 220)))
    form = TakeBackForm(None, desk, key)
    qtbot.addWidget(form)
    form.show()
    form.reason.clear()
    form.save()
    assert form.fields["reason"].is_wrong()
    form.reason.setText("wrong list")
    _work(qtbot, desk, form.save)
    assert _numbers(desk) == before
    assert not form.isVisible()
    assert told.said == ["members.csv is taken back."]


def test_the_toast_of_an_import_and_its_first_page_lead_to_taking_it_back(qtbot, dialog, desk, told, tmp_path):
    dialog._take_back()
    assert told.went == [("take-back-import",)]
    form = TakeBackForm(None, desk)
    qtbot.addWidget(form)
    assert form.after._rules.text() == "No file was brought in yet."
    form.save()
