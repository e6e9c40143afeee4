"""Every page and dialog about people says its words whole, in Lao and English, in a small window and beside the rail; nothing is English in Lao."""

import re

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget, QWidget

from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import members
from coopbooks.ui.importing.dialog import ImportDialog
from coopbooks.ui.importing.undo import TakeBackForm
from coopbooks.ui.kit.words import speak
from coopbooks.ui.members.forms import AdmitApplicantForm, AdmitForm, ChangeForm
from coopbooks.ui.members.leaving import LeaveForm, NoticeForm
from coopbooks.ui.members.lists import ListItemForm
from coopbooks.ui.members.pay import PayMemberForm
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import make_pages
from tests.support.fits import cut_off

SIZES = {"small": (1366, 690), "rail": (1280, 649)}
FOREIGN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"Excel", "XLSX", "CSV", "Ctrl", "Enter", "PNG", "JPEG", "PDF", "yyyy", "trial", "coop", "Keo", "Esc", "CoopBooks"}


@pytest.fixture
def window(qtbot, desk, tmp_path):
    members.admit_member(desk.book, AdmitMember(MemberDetails("12", "ນ້ຳເງິນ", None, "ນາງ", sex="F", applied_on=desk.today)))
    made = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.open_desk(desk, make_pages(desk))
    made.show()
    desk.go, desk.act = made.go, made.act
    return made


def _english(widget):
    said = [one.text() for kind in (QLabel, QPushButton) for one in widget.findChildren(kind) if one.isVisible()]
    return [text for text in said if set(FOREIGN.findall(text)) - NAMES]


def _look(widget, language):
    for _ in range(3):
        QApplication.processEvents()
    assert cut_off(widget) == []
    if language == "lo":
        assert _english(widget) == []


@pytest.mark.parametrize("language", ["lo", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_people(window, qapp, size, language):
    window.resize(*SIZES[size])
    speak(qapp, language)
    for tab in ("register", "statistics", "lists"):
        window.go("members", tab)
        _look(window._stack.currentWidget(), language)
    window.go("member", 2)
    page = window._stack.currentWidget()
    tabs = page.findChild(QTabWidget)
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        _look(page, language)
    window.go("member", 4)
    _look(page, language)
    set_language("en")


DIALOGS = {
    "add": lambda desk: AdmitForm(None, desk), "change": lambda desk: ChangeForm(None, desk, 2), "admit": lambda desk: AdmitApplicantForm(None, desk, 4),
    "notice": lambda desk: NoticeForm(None, desk, 2), "leave": lambda desk: LeaveForm(None, desk, 2), "pay": lambda desk: PayMemberForm(None, desk, 2),
    "village": lambda desk: ListItemForm(None, desk, "village"), "group": lambda desk: ListItemForm(None, desk, "group"),
    "household": lambda desk: ListItemForm(None, desk, "household"), "import": lambda desk: ImportDialog(None, desk),
    "take-back": lambda desk: TakeBackForm(None, desk)}


@pytest.mark.parametrize("language", ["lo", "en"])
@pytest.mark.parametrize("name", DIALOGS)
def test_the_dialogs_of_people(qtbot, desk, name, language):
    members.admit_member(desk.book, AdmitMember(MemberDetails("12", "ນ້ຳເງິນ", None, "ນາງ", sex="F", applied_on=desk.today)))
    set_language(language)
    dialog = DIALOGS[name](desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() <= 900
    assert dialog.height() <= 620
    _look(dialog, language)
    if hasattr(dialog, "person"):
        dialog.person.toggle_more()
        _look(dialog, language)
        dialog._texts["given_name"].clear()
        dialog._texts["phone"].setText("x" * 30)
        dialog.save()
        _look(dialog, language)


def test_words_without_room_are_found(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    for kind, text in ((QLabel, "a long sentence"), (QPushButton, "a long verb")):
        kind(text, whole).setFixedWidth(20)
    whole.show()
    assert len(cut_off(whole)) == 2
