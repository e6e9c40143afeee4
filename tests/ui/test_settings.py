"""Settings in the window: what is in force, deciding anew, refusals at their field, and the co-op's own mark."""

from datetime import date

import pytest
from PIL import Image

from coopbooks.i18n.catalogue import set_language, tr
from coopbooks.services import paper_settings
from coopbooks.ui.settings.page import CooperativePage, DocumentsPage, SettingForm, SettingsPage


def _state(book, key):
    return next(one for one in paper_settings.prepare_settings(book).states if one.setting.key == key)


@pytest.fixture
def form(qtbot, desk):
    def make(key):
        made = SettingForm(None, desk, _state(desk.book, key))
        qtbot.addWidget(made)
        return made
    return make


def test_each_group_shows_what_is_in_force(qtbot, desk):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show_for("cooperative")
    group = page.page("cooperative")
    assert isinstance(group, CooperativePage)
    rows = {one.setting.key: one for one in group.table.model.rows}
    assert rows["cooperative.name_en"].value == "Trial Co-op"
    assert "papers.copies" not in rows
    page.show_for("documents")
    documents = page.page("documents")
    assert isinstance(documents, DocumentsPage)
    assert [one.value for one in documents.table.model.rows if one.setting.key == "papers.copies"] == ["1"]


def test_a_decision_is_saved_with_day_and_basis_and_shown_at_once(qtbot, desk, form):
    dialog = form("papers.treasurer")
    dialog._text.setText("ນາງ ວັນນາ")
    dialog._basis.setText("board 4/2025")
    dialog._since.set_value(date(2025, 2, 1))
    dialog.save()
    state = _state(desk.book, "papers.treasurer")
    assert (state.value, state.since, state.basis, len(state.history)) == ("ນາງ ວັນນາ", date(2025, 2, 1), "board 4/2025", 1)
    dialog.save()
    assert len(_state(desk.book, "papers.treasurer").history) == 1


@pytest.mark.parametrize("typed", ["0", "6", "", "two", "-1", "99999999999999999999"])
def test_a_number_out_of_its_limits_is_told_at_its_field(form, desk, typed):
    dialog = form("papers.copies")
    dialog._text.setText(typed)
    dialog.save()
    assert dialog.fields["value"]._error.text()
    assert dialog._text.text() == typed
    assert _state(desk.book, "papers.copies").history == ()


def test_a_choice_offers_what_can_be_chosen_in_the_language_of_the_window(form, desk):
    set_language("lo")
    dialog = form("papers.stamp")
    dialog._choice.set_value("no")
    dialog.save()
    assert _state(desk.book, "papers.stamp").value == "no"
    assert tr("no") == "ບໍ່"


def test_a_picture_becomes_the_mark_and_a_text_file_does_not(qtbot, desk, tmp_path, monkeypatch):
    page = CooperativePage(desk)
    qtbot.addWidget(page)
    path = tmp_path / "mark.png"
    Image.new("RGB", (30, 30), (10, 120, 60)).save(path)
    page.take_logo(path)
    assert paper_settings.prepare_settings(desk.book).logo == path.read_bytes()
    told = []
    monkeypatch.setattr("coopbooks.ui.kit.ask.tell", lambda _window, title, text, *_rest: told.append(text))
    (tmp_path / "mark.txt").write_text("no picture")
    page.take_logo(tmp_path / "mark.txt")
    assert "mark.txt" in told[0]
    assert paper_settings.prepare_settings(desk.book).logo == path.read_bytes()
