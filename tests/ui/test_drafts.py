"""What somebody was writing is there again after a power cut: member forms and share forms, in both languages."""

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from coopbooks.i18n.catalogue import set_language
from coopbooks.services import drafts, register
from coopbooks.services.drafts import unfinished
from coopbooks.services.home import prepare_home
from coopbooks.services.members import details_of
from coopbooks.services.standing import prepare_standing
from coopbooks.ui.members.forms import AdmitForm, ChangeForm
from coopbooks.ui.shares.acts import FORMS, open_form
from coopbooks.ui.shell.notices import notices
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import make_pages


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _cut(form):
    """The power goes: nothing is closed, and what was kept up to now is all there is."""
    form._drafts.keep()
    form._drafts._timer.stop()
    form._drafts = None
    form.close()


def _words(form):
    return form._drafts._words.text().replace("\u200b", "")


@pytest.mark.parametrize("language", ["en", "lo"])
def test_a_new_member_is_there_again_after_a_power_cut(qtbot, desk, language):
    set_language(language)
    form = AdmitForm(None, desk)
    qtbot.addWidget(form)
    form.show()
    assert not form._drafts.card.isVisible()
    typed = {"given_name": "ຈັນທາ", "latin_name": "Jantha", "village": "ໂພນໄຊ", "phone": "020 9", "number": "77"}
    for name, text in typed.items():
        form._texts[name].setText(text)
    form.person.heirs.fill(0, "name", "ນ້ອຍ")
    form.person.heirs.fill(0, "percent", "100")
    form.person.consents.set_value(("photo",))
    form.person.note.setPlainText("ສອງແຖວ\nhere")
    form.fields["share_count"].editor.setText("4")
    form.fields["paid_kip"].editor.setText("150,000")
    before = form.order()
    _cut(form)

    again = AdmitForm(None, desk)
    qtbot.addWidget(again)
    again.show()
    assert again._drafts.card.isVisible()
    assert "ຈັນທາ" in _words(again)
    assert ("You were writing" in _words(again)) == (language == "en")
    assert again._texts["given_name"].text() == ""
    again._drafts.go_on()
    assert not again._drafts.card.isVisible()
    assert again.order() == before
    assert again.order().admit.details.heirs[0].name == "ນ້ອຍ"
    again.save()
    assert not again.isVisible()
    assert not drafts.all_drafts(desk.book)
    assert register.find_members(desk.book, "77")[0].latin_name == "Jantha"


def test_a_change_waits_for_the_member_it_is_about(qtbot, desk):
    form = ChangeForm(None, desk, 2)
    qtbot.addWidget(form)
    form.show()
    form._texts["phone"].setText("020 55")
    form.reject()
    other = ChangeForm(None, desk, 1)
    qtbot.addWidget(other)
    other.show()
    assert not other._drafts.card.isVisible()
    other.reject()
    assert unfinished(desk.book) == ("change-member", "2")
    again = ChangeForm(None, desk, 2)
    qtbot.addWidget(again)
    again.show()
    again._drafts.go_on()
    again.save()
    assert details_of(desk.book, 2).phone == "020 55"
    assert unfinished(desk.book) is None


def test_a_form_that_nobody_changed_leaves_nothing_and_a_draft_can_be_thrown_away(qtbot, desk, window):
    open_form("share-payment", window, desk, 2, ()).reject()
    assert not drafts.all_drafts(desk.book)
    form = open_form("share-payment", window, desk, 2, ())
    form.fields["note"].editor.setText("half")
    form.reject()
    again = open_form("share-payment", window, desk, None, ())
    assert "ແກ້ວ" in _words(again)
    again._drafts.throw_away()
    assert not drafts.all_drafts(desk.book)
    assert again._member.value() is None
    again.reject()


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_share_form_holds_again_what_it_held(desk, window, name):
    form = open_form(name, window, desk, 2, ())
    form.fields["on"].editor.setText("30/03/2025")
    before = form._drafts._values()
    _cut(form)
    again = open_form(name, window, desk, None, ())
    again._drafts.go_on()
    assert again._drafts._values() == before
    again.reject()


def test_a_payment_goes_on_where_it_was_left_and_is_saved_once(desk, window):
    form = open_form("share-payment", window, desk, 2, ())
    form.fields["paid_kip"].editor.setText("30,000")
    order = form.order()
    _cut(form)
    again = open_form("share-payment", window, desk, None, ())
    again._drafts.go_on()
    assert again.order() == order
    again.after.ticks.tick("share-receipt", on=False)
    again.save()
    assert not again.isVisible()
    assert not drafts.all_drafts(desk.book)
    assert [line.unpaid_kip for line in register.list_members(desk.book, desk.today).lines if line.number == "2"] == [20_000]


def test_a_new_form_does_not_write_over_the_draft_that_waits(desk, window):
    first = open_form("share-payment", window, desk, 2, ())
    first.fields["note"].editor.setText("one")
    first.reject()
    second = open_form("share-payment", window, desk, 1, ())
    second.fields["note"].editor.setText("two")
    second.reject()
    assert {json.loads(one.content)["values"]["note"] for one in drafts.all_drafts(desk.book)} == {"one", "two"}


def test_the_window_says_what_waits_and_the_bell_what_waits_for_days(qtbot, desk, window, tmp_path):
    form = ChangeForm(None, desk, 2)
    qtbot.addWidget(form)
    form.show()
    form._texts["phone"].setText("020 55")
    form.reject()
    made = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    said, acted = [], []
    made.say = lambda *toast: said.append(toast)
    made.open_desk(desk, make_pages(desk))
    ((text, verb, go_on),) = said
    assert (text, verb) == ("You were writing: Change member. It is kept.", "Continue")
    made.act = lambda *task: acted.append(task)
    assert callable(go_on)
    today = desk.today + timedelta(days=4)
    assert prepare_standing(desk.book, desk.today).old_drafts is None
    (late,) = [one for one in notices(prepare_home(desk.book, today), prepare_standing(desk.book, today), today) if one.key == "drafts"]
    made._do(late.deed)
    assert (late.facts, late.deed) == ({"count": 1}, ("draft", "change-member", "2"))
    assert acted == [("change-member", 2)]
