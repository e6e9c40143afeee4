"""Forms on a real book: what is typed becomes an order, refusals stand at their fields, saving twice saves once."""

from datetime import date

from PySide6.QtCore import Qt

from coopbooks.books import shares as share_store
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import register
from coopbooks.ui.kit.words import speak
from coopbooks.ui.members.forms import AdmitForm
from coopbooks.ui.shares.forms import SharePaymentForm


def _holding(book, member_id):
    with book.reading() as tx:
        return share_store.holding(tx, member_id)


def _pick(qtbot, picker, text):
    picker.setFocus()
    picker.clear()
    qtbot.keyClicks(picker, text)
    qtbot.keyClick(picker, Qt.Key.Key_Return)


def test_an_instalment_is_proposed_when_something_is_unpaid_and_saved_with_the_keyboard(qtbot, desk, told):
    form = SharePaymentForm(None, desk)
    qtbot.addWidget(form)
    form.show()
    _pick(qtbot, form._member, "2")
    assert form._kind.value() == "pay"
    assert form._amount.value() == 50_000
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    assert _holding(desk.book, 2).unpaid_kip == 0
    assert told.said == ["Share payment SH-0002 is saved."]


def test_new_shares_cost_their_value_and_the_amount_stands_in_words(qtbot, desk):
    form = SharePaymentForm(None, desk, 1)
    qtbot.addWidget(form)
    form.show()
    form._count.clear()
    qtbot.keyClicks(form._count, "3")
    assert form._amount.value() == 300_000
    assert form.fields["paid_kip"]._below.text() == "three hundred thousand kip"
    form.save()
    assert _holding(desk.book, 1).share_count == 3


def test_enter_never_saves(qtbot, desk):
    form = SharePaymentForm(None, desk, 1)
    qtbot.addWidget(form)
    form.show()
    qtbot.keyClick(form._amount, Qt.Key.Key_Return)
    assert form.isVisible()
    assert _holding(desk.book, 1).share_count == 0


def test_refusals_stand_at_their_fields_and_nothing_is_saved(qtbot, desk):
    form = SharePaymentForm(None, desk, 2)
    qtbot.addWidget(form)
    form.show()
    head = desk.book.head_code()
    form._amount.setText("60,000")
    form.save()
    assert "more than the 50,000" in form.fields["paid_kip"]._error.text()
    form._amount.setText("1.250")
    form.save()
    assert "without the dot" in form.fields["paid_kip"]._error.text()
    form._amount.setText("50,000")
    form._on.set_value(date(2026, 1, 1))
    form.save()
    assert "lies ahead" in form.fields["on"]._error.text()
    assert form._amount.text() == "50,000"
    assert desk.book.head_code() == head


def test_no_member_is_told_at_the_member_field(qtbot, desk):
    form = SharePaymentForm(None, desk)
    qtbot.addWidget(form)
    form.show()
    form.save()
    assert form.fields["member_id"]._error.text() == "Choose a member."


def test_pressing_save_twice_saves_once(qtbot, desk):
    form = SharePaymentForm(None, desk, 1)
    qtbot.addWidget(form)
    form.show()
    form.save()
    form.save()
    assert _holding(desk.book, 1).share_count == 1


def test_what_is_typed_survives_a_change_of_language(qtbot, desk, qapp):
    form = SharePaymentForm(None, desk, 1)
    qtbot.addWidget(form)
    form.show()
    form._note.setText("ຈ່າຍຢູ່ບ້ານ")
    form._amount.setText("70,000")
    speak(qapp, "lo")
    qapp.processEvents()
    assert (form._note.text(), form._amount.text()) == ("ຈ່າຍຢູ່ບ້ານ", "70,000")
    assert form.fields["paid_kip"]._label.text() != "Amount"
    set_language("en")


def test_a_new_member_gets_the_next_number_and_the_fee_is_receipted(qtbot, desk, told):
    form = AdmitForm(None, desk)
    qtbot.addWidget(form)
    form.show()
    assert form._texts["number"].text() == "11"
    form._texts["given_name"].setText("ນໍ້າ")
    qtbot.keyClicks(form._fee, "50k")
    form.save()
    (member,) = register.find_members(desk.book, "ນ້ຳ")
    assert (member.number, member.joined_on) == ("11", date(2025, 3, 31))
    page = register.member_page(desk.book, member.member_id, date(2025, 3, 31))
    assert [(paper.kind, paper.total_kip) for paper in page.timeline] == [("entry-fee", 50_000)]
    assert told.said


def test_a_taken_number_and_a_missing_name_are_told_together(qtbot, desk):
    form = AdmitForm(None, desk)
    qtbot.addWidget(form)
    form.show()
    form._texts["number"].setText("2")
    form.save()
    assert "belongs to" in form.fields["number"]._error.text()
    assert form.fields["given_name"]._error.text()
    assert len(register.find_members(desk.book, "ໜອງບົວ", 50)) == 3
