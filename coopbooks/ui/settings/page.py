"""Settings: what the co-op decided about its name and its papers. Each row shows what is in force, since when, and on what basis."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from coopbooks.coop.paper_settings import CHOICE, COOPERATIVE, DOCUMENTS, MEETING, NUMBER, ChangeSetting, Setting
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import paper_settings
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.paper_settings import SetLogo, SettingState
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page
from coopbooks.ui.shell.tabs import TabbedPage


def _shown(setting: Setting, value: str) -> str:
    return tr(dict(setting.choices).get(value, "")) if setting.kind == CHOICE and value else value or "–"


def _since(state: SettingState) -> str:
    if state.since is None:
        return tr(N_("from the program")) if state.value else "–"
    # What the book was begun with counts from a day before all days.
    return formats.day(state.since) if state.since.year > FIRST_YEAR else tr(N_("from the start"))


FIRST_YEAR = 1950


class GroupPage(Page):
    """The settings of one group, row by row; Enter or a double click changes one."""

    topics = frozenset((Topic.SETTINGS,))
    group = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = RecordTable([
            Column(N_("What"), lambda one: tr(one.setting.title), width=300),
            Column(N_("In force"), lambda one: _shown(one.setting, one.value), width=260, bold=True),
            Column(N_("Since"), _since, key=lambda one: str(one.since or ""), width=160),
            Column(N_("Decided by"), lambda one: tr(one.basis) if one.basis else "–", width=220),
            Column(N_("Decisions"), lambda one: len(one.history), right=True, width=80),
        ], N_("Settings"))
        self.table.opened.connect(self.change)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(20, 12, 20, 14)
        self.whole.setSpacing(10)
        self.whole.addLayout(row(Words(N_("A change counts from its day on. Papers that were printed keep what was in force then."), "hint"), None,
                                 Button(N_("Change"), lambda: self.change(self.table.current()), look="main", icon="swap-horizontal",
                                        hint=N_("Enter"))))
        self.whole.addWidget(self.table, 1)

    def refresh(self) -> None:
        page = self.desk.runner.read(lambda: paper_settings.prepare_settings(self.desk.book))
        if page is not None:
            self.table.show_rows([one for one in page.states if one.setting.group == self.group])
            self.show_logo(page.logo)

    def show_logo(self, logo: bytes) -> None:
        """Show the picture at the head of papers, where the group has one."""

    def change(self, state: SettingState | None) -> None:
        """Open the form that decides a setting anew."""
        if state is not None:
            SettingForm(self.window(), self.desk, state).open()


class CooperativePage(GroupPage):
    """Names, place, who signs, the foot of papers, and the co-op's own mark."""

    group = COOPERATIVE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._logo = QLabel()
        self._logo.setFixedSize(52, 52)
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._logo_words = Words("", "hint", wrap=True)
        card = Card(padding=10)
        inside = row(self._logo, self._logo_words, spacing=14)
        inside.setStretch(1, 1)
        inside.addWidget(Button(N_("Choose a picture"), self.choose_logo, icon="account-box-outline"))
        card.column.addLayout(inside)
        self.whole.insertWidget(0, card)

    def show_logo(self, logo: bytes) -> None:
        if logo:
            self._logo.setPixmap(QPixmap.fromImage(QImage.fromData(logo)).scaled(
                48, 48, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))
            self._logo_words.tell(N_("This mark stands at the head of every paper."))
        else:
            self._logo.setPixmap(picture("coopbooks", 44, "").pixmap())
            self._logo_words.tell(N_("The co-op has no mark of its own yet. Papers show the leaf of the program."))

    def choose_logo(self) -> None:
        """Ask for a picture."""
        name, _ = QFileDialog.getOpenFileName(self, tr(N_("Choose a picture")), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if name:
            self.take_logo(Path(name))

    def take_logo(self, path: Path) -> None:
        """Put a picture at the head of papers."""
        order = SetLogo(path.name, path.read_bytes(), self.desk.today)
        self.desk.runner.run(lambda: paper_settings.set_logo(self.desk.book, order),
                             lambda _outcome: self.desk.say(tr(N_("The mark is kept. New papers carry it."))))


class DocumentsPage(GroupPage):
    """Language, copies, sizes and places of papers."""

    group = DOCUMENTS


class MeetingPage(GroupPage):
    """What the by-laws say of the general meeting."""

    group = MEETING


class SettingsPage(TabbedPage):
    """All groups behind tabs."""

    title = N_("Settings")
    tabs = (("cooperative", COOPERATIVE, CooperativePage), ("documents", DOCUMENTS, DocumentsPage),
            ("meeting", MEETING, MeetingPage))


class SettingForm(FormDialog):
    """One setting decided anew: what, since when, on what basis; under it all decisions so far."""

    def __init__(self, parent: QWidget, desk: Desk, state: SettingState) -> None:
        super().__init__(parent, desk.runner, state.setting.title, N_("Save the decision"))
        self.desk, self._state = desk, state
        self.saved = lambda _outcome: desk.say(tr(N_("The decision is saved.")))
        setting = state.setting
        self._choice = Choice(setting.choices) if setting.kind == CHOICE else None
        self._text = QLineEdit(maxLength=setting.most)
        editor: QWidget = self._choice or self._text
        if self._choice is not None:
            self._choice.set_value(state.value)
            self._choice.currentIndexChanged.connect(lambda _place: self._preview())
        else:
            self._text.setText(state.value)
            self._text.textChanged.connect(lambda _text: self._preview())
        hint = N_("A number from {least} to {most}")
        self.add("value", setting.title, editor)
        if setting.kind == NUMBER:
            self.fields["value"].hint(tr(hint, least=setting.choices[0][0], most=setting.choices[1][0]))
        self._since = DayEdit(desk.today)
        self.add("since", N_("From the day"), self._since)
        self._basis = QLineEdit(maxLength=300)
        self.add("basis", N_("Decided by (optional)"), self._basis, N_("The article of the by-laws, or the resolution and its day"))
        history = RecordTable([
            Column(N_("Since"), lambda one: one.since, formats.day, width=100),
            Column(N_("Value"), lambda one: _shown(setting, one.value), width=190),
            Column(N_("Decided by"), lambda one: tr(one.basis) if one.basis else "–", width=140),
            Column(N_("Written by"), lambda one: one.by or "–", width=90)], N_("Decisions so far"))
        history.show_rows(state.history)
        self.left.addWidget(Words(N_("Decisions so far"), "label"))
        self.left.addWidget(history, 1)
        self._preview()
        editor.setFocus()

    def _value(self) -> str:
        return self._choice.value() if self._choice is not None else lao.normalise(self._text.text().strip())

    def _preview(self) -> None:
        setting = self._state.setting
        self.after.show_changes([(setting.title, _shown(setting, self._state.value), _shown(setting, self._value()))])

    def order(self) -> ChangeSetting | None:
        since = self._since.value()
        return ChangeSetting(self._state.setting.key, self._value(), since, lao.normalise(self._basis.text().strip())) if since else None

    def action(self, order: Any) -> Outcome:
        return paper_settings.change_setting(self.desk.book, order, self.request_key)
