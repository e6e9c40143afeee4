"""The forms of people: one save for everything that belongs to joining, questions instead of walls, and each refusal at its field."""

import re
from datetime import date

import pytest

from coopbooks.coop.heirs import Heir
from coopbooks.coop.lists import KeepListItem, ListItem
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import attachments, lists, members, register
from coopbooks.ui.kit.lines import Cell
from coopbooks.ui.kit.words import speak
from coopbooks.ui.members.forms import AdmitApplicantForm, AdmitForm, ChangeForm
from tests.support.pictures import png


@pytest.fixture
def form(qtbot, desk):
    made = AdmitForm(None, desk)
    qtbot.addWidget(made)
    made.show()
    return made


def _error(form, name):
    return form.fields[name]._error.text()


def _heirs(*parts):
    return [{"name": Cell(name, name), "percent": Cell(part, part)} for name, part in parts]


def _page(desk, text):
    (found,) = register.find_members(desk.book, text)
    return register.member_page(desk.book, found.member_id, desk.today)


def test_person_fee_first_shares_and_photo_are_one_save(form, desk, told, tmp_path):
    (tmp_path / "face.png").write_bytes(png())
    form._texts["given_name"].setText("ຈັນທາ")
    form._fee.setText("50,000")
    form._count.setText("3")
    form._counted()
    assert form._paid.value() == 300_000
    form._paid.setText("100,000")
    form._photo.choose(tmp_path / "face.png")
    form.person.heirs.show_lines(_heirs(("ນ້ອຍ", "60"), ("ສີດາ", "40")))
    form.save()
    assert not form.isVisible()
    page = _page(desk, "ຈັນທາ")
    assert (page.brief.number, page.details.sex, page.details.title) == ("11", "F", "ນາງ")
    assert (page.holding.share_count, page.holding.paid_kip) == (3, 100_000)
    assert sorted((paper.kind, paper.total_kip) for paper in page.timeline) == [("entry-fee", 50_000), ("share", 100_000)]
    assert page.details.heirs == (Heir("ນ້ອຍ", "60"), Heir("ສີດາ", "40"))
    assert attachments.photo_of(desk.book, page.brief.member_id) == png()
    assert told.said == ["The member is in the register. Receipt SH-0002 is saved."]


def test_the_latin_name_is_suggested_until_somebody_writes_another(qtbot, form):
    form._texts["given_name"].setText("ແກ້ວ")
    form._texts["family_name"].setText("ພິລາວັນ")
    assert form._texts["latin_name"].text() == "Keo Philavan"
    form._texts["latin_name"].clear()
    qtbot.keyClicks(form._texts["latin_name"], "Kaew")
    form._texts["given_name"].setText("ແກ້ວ 2")
    assert form._texts["latin_name"].text() == "Kaew"


def test_a_village_of_the_list_brings_district_and_province(form, desk):
    lists.keep_list_item(desk.book, KeepListItem(ListItem("village", "ບ້ານໃໝ່", "", "ປາກຊ່ອງ", "ຈຳປາສັກ")))
    again = AdmitForm(None, desk)
    again._texts["village"].setText("ບ້ານໃໝ່")
    again._texts["village"].editingFinished.emit()
    assert (again._texts["district"].text(), again._texts["province"].text()) == ("ປາກຊ່ອງ", "ຈຳປາສັກ")


def test_somebody_who_looks_the_same_is_asked_about_before_anything_is_saved(form, desk, told):
    head = desk.book.head_code()
    form._texts["given_name"].setText("ແກ້ວ")
    form.save()
    assert form.question.isVisible()
    assert form.question._words.text() == "Looks like 2 ທ້າວ ແກ້ວ: the same name."
    assert desk.book.head_code() == head
    form.save()  # pressing again is no answer
    assert desk.book.head_code() == head
    form.question.another.click()
    form.save()
    assert desk.book.head_code() != head
    assert len(register.find_members(desk.book, "ແກ້ວ", 9)) == 2


@pytest.mark.parametrize(("field", "text", "sign"), [("phone", "+856 20 55 123 456", "phone"), ("id_number", "01-234", "identity paper")])
def test_the_same_phone_or_paper_is_asked_about_and_can_be_opened(form, desk, told, field, text, sign):
    members.admit_member(desk.book, AdmitMember(MemberDetails("31", "ວັນນາ", date(2024, 1, 1), phone="020 55123456", id_number="01-234")))
    form._texts["given_name"].setText("ສົມ")
    form._texts[field].setText(text)
    form.look()
    assert f"the same {sign}" in form.question._words.text()
    form.question._open()
    assert told.went == [("member", 4)]
    assert not form.isVisible()


def test_each_refusal_stands_at_its_field_and_what_is_typed_stays(form, desk, tmp_path):
    (tmp_path / "letter.txt").write_text("no picture")
    head = desk.book.head_code()
    form._texts["given_name"].setText("ຈັນທາ")
    form._texts["number"].setText("2")
    form.person.heirs.show_lines(_heirs(("ນ້ອຍ", "99")))
    form.save()
    assert _error(form, "number") == "Number 2 belongs to ທ້າວ ແກ້ວ."
    assert _error(form, "heirs") == "The parts of the heirs add up to 99%, not 100%."
    assert not form.person._more.isHidden()
    form._texts["number"].setText("12")
    form.person.heirs.show_lines(_heirs(("ນ້ອຍ", "-1"), ("", "101")))
    form.save()
    assert _error(form, "heirs")
    form.person.heirs.show_lines([])
    form._photo.choose(tmp_path / "letter.txt")
    form.save()
    assert _error(form, "photo") == "letter.txt is not a picture this program can show. Choose a PNG or JPEG file."
    form._photo.clear()
    form._scan.choose(tmp_path / "letter.txt")
    form.save()
    assert _error(form, "scan") == "letter.txt is not a picture or a PDF file."
    form._scan.clear()
    for typed, why in (("31/12/2026", "lies ahead"), ("31/02/2025", "is not a day")):
        form._joined.setText(typed)
        form._fee.setText("50,000")
        form.save()
        assert why in _error(form, "joined_on"), typed
    form._joined.set_value(desk.today)
    for typed in ("1000000000000000000", "1.250", "abc", "-5"):
        form._fee.setText(typed)
        form.save()
        assert _error(form, "entry_fee_kip"), typed
    assert desk.book.head_code() == head
    assert form._texts["given_name"].text() == "ຈັນທາ"


def test_a_day_before_the_book_begins_is_refused_at_the_day_of_joining(form):
    form._texts["given_name"].setText("ຈັນທາ")
    form._joined.set_value(date(2024, 12, 31))
    form._count.setText("1")
    form._counted()
    form.save()
    assert _error(form, "joined_on")


def test_what_is_typed_survives_a_change_of_language(form, qapp):
    form._texts["given_name"].setText("ຈັນທາ")
    form._texts["village"].setText("ໜອງບົວ")
    form.person.note.setPlainText("ໝາຍເຫດ")
    form.person.heirs.show_lines(_heirs(("ນ້ອຍ", "100")))
    form.person.consents.set_value(("photo",))
    before = form.details()
    speak(qapp, "lo")
    qapp.processEvents()
    assert form.details() == before
    assert form.fields["given_name"]._label.text() == "ຊື່"
    set_language("en")


def test_an_applicant_is_noted_and_admitted_later(qtbot, form, desk, told):
    form._texts["given_name"].setText("ຈັນທາ")
    form._state.set_value("applicant")
    assert not form._fee.isVisible()
    form._applied.set_value(date(2025, 3, 1))
    form.save()
    page = _page(desk, "ຈັນທາ")
    assert (page.brief.joined_on, page.details.applied_on) == (None, date(2025, 3, 1))
    assert told.said == ["The applicant is noted."]
    admit = AdmitApplicantForm(None, desk, page.brief.member_id)
    qtbot.addWidget(admit)
    admit._on.set_value(date(2025, 2, 1))
    admit.save()
    assert "after the first day" in _error(admit, "on")
    admit._on.set_value(date(2025, 4, 1))
    admit.save()
    assert "lies ahead" in _error(admit, "on")
    admit._on.set_value(date(2025, 3, 31))
    admit._meeting.setText("4/2025")
    admit._fee.setText("50,000")
    admit.save()
    page = _page(desk, "ຈັນທາ")
    assert (page.brief.joined_on, page.details.joined_meeting) == (date(2025, 3, 31), "4/2025")
    assert [paper.total_kip for paper in page.timeline] == [50_000]


def test_a_person_is_changed_and_a_number_of_somebody_else_is_refused(qtbot, desk, told):
    form = ChangeForm(None, desk, 2)
    qtbot.addWidget(form)
    form.show()
    assert form._texts["given_name"].text() == "ແກ້ວ"
    form._texts["number"].setText("10")
    form.save()
    assert "belongs to" in _error(form, "number")
    form._texts["number"].setText("2")
    form._texts["phone"].setText("020 999")
    form.person.birth.setText("20/5/84")
    form.save()
    details = members.details_of(desk.book, 2)
    assert (details.phone, details.birth_date, details.joined_on) == ("020 999", date(1984, 5, 20), date(2024, 1, 1))
    assert told.said == ["The changes are saved."]


def test_an_heir_who_is_a_member_is_found_and_brings_the_number(form):
    form.person.toggle_more()
    column = form.person.heirs.model.columns[0]
    (found,) = column.find("keo")
    assert column.row(found) == "2 · ທ້າວ ແກ້ວ"
    form.person.heirs.model.type(0, "name", "", found)
    form.person.heirs.model.type(0, "percent", "60")
    form.person.heirs.model.type(1, "name", "ນ້ອຍ")
    form.person.heirs.model.type(1, "percent", "40")
    assert [(heir.name, heir.percent, heir.member_number) for heir in form.details().heirs] == [("ທ້າວ ແກ້ວ", "60", "2"), ("ນ້ອຍ", "40", "")]


@pytest.mark.parametrize("language", ["en", "lo"])
def test_what_nobody_can_be_is_refused_at_its_field_in_both_languages(form, tmp_path, language):
    set_language(language)
    form.person.toggle_more()
    form._texts["given_name"].setText("ຄຳ")
    form._texts["number"].setText("2")
    form.person.heirs.model.type(0, "name", "ນ້ອຍ")
    form.person.heirs.model.type(0, "percent", "60")
    form.person.heirs.model.type(1, "name", "ດາວ")
    form.person.heirs.model.type(1, "percent", "39")
    (tmp_path / "me.png").write_bytes(b"no picture at all")
    form._photo.choose(tmp_path / "me.png")
    form.save()
    form.question.another.click()
    form.save()
    wrong = {name: field._error.text().replace("\u200b", "") for name, field in form.fields.items() if field.is_wrong()}
    assert set(wrong) == {"number", "heirs"}
    assert "99" in wrong["heirs"]
    assert "ແກ້ວ" in wrong["number"]
    assert all(bool(re.search("[A-Za-z]{3}", sentence)) == (language == "en") for sentence in wrong.values())
    form._texts["number"].setText("11")
    form.person.heirs.model.type(1, "percent", "40")
    form.save()
    assert form.fields["photo"].is_wrong()
    assert form.isVisible()
    form._photo.choose(tmp_path / "me.png")
    assert form._texts["given_name"].text() == "ຄຳ"
