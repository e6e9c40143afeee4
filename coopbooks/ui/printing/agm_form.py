"""Writing the report to the meeting: day and place, the sections and their order, and the words with headings, lists and bold."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextListFormat
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QTabWidget, QTextEdit, QVBoxLayout, QWidget

from coopbooks.coop.agm import LONGEST_TEXT, SECTIONS, KeepAgmReport
from coopbooks.coop.rich_text import HEADING, ITEM, NUMBERED, PARAGRAPH, Block, Run, marks, parse
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import agm
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import CountEdit, DayEdit, Field
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shell.page import Desk

_TEXTS = {"words": N_("The chair's words"), "activities": N_("What we did"), "agenda": N_("Agenda"),
          "inspection": N_("Report of the inspection committee"), "motions": N_("Motions of members")}


class RichEdit(QWidget):
    """Words with headings, lists and bold: what is pasted comes in as plain letters."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = _PlainPaste()
        self.edit.setTabChangesFocus(True)
        bar = row(Button(N_("Bold"), self.bold, look="chip", hint=N_("Ctrl+B")), Button(N_("Heading"), self.heading, look="chip"),
                  Button(N_("List"), lambda: self.listed(QTextListFormat.Style.ListDisc), look="chip"),
                  Button(N_("Numbers"), lambda: self.listed(QTextListFormat.Style.ListDecimal), look="chip"), None, spacing=6)
        QShortcut(QKeySequence("Ctrl+B"), self.edit, self.bold, context=Qt.ShortcutContext.WidgetShortcut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 6, 4, 4)
        whole.addLayout(bar)
        whole.addWidget(self.edit, 1)

    def bold(self) -> None:
        """Make what is chosen bold, or plain again."""
        look = QTextCharFormat()
        is_bold = self.edit.fontWeight() > QFont.Weight.Medium
        look.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)
        self.edit.mergeCurrentCharFormat(look)

    def heading(self) -> None:
        """Make the line a heading, or plain again."""
        cursor = self.edit.textCursor()
        look = QTextBlockFormat()
        look.setHeadingLevel(0 if cursor.blockFormat().headingLevel() else 1)
        cursor.mergeBlockFormat(look)
        letters = QTextCharFormat()
        letters.setFontPointSize(self.edit.font().pointSizeF() * (1.3 if look.headingLevel() else 1))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)

    def listed(self, style: QTextListFormat.Style) -> None:
        """Make the lines a list, or plain again."""
        cursor = self.edit.textCursor()
        found = cursor.currentList()
        if found is not None and found.format().style() == style:
            found.remove(cursor.block())
            plain = cursor.blockFormat()
            plain.setIndent(0)
            cursor.setBlockFormat(plain)
        else:
            cursor.createList(style)

    def blocks(self) -> tuple[Block, ...]:
        """What was written."""
        found = []
        block = self.edit.document().begin()
        while block.isValid():
            runs: list[Run] = []
            parts = block.begin()
            while not parts.atEnd():
                part = parts.fragment()
                text = lao.normalise(part.text().replace("\u2028", " ").replace("\ufffc", ""))
                bold = part.charFormat().fontWeight() > QFont.Weight.Medium
                if text and runs and runs[-1].is_bold == bold:
                    runs[-1] = Run(runs[-1].text + text, bold)
                elif text:
                    runs.append(Run(text, bold))
                parts += 1
            listed = block.textList()
            kind = HEADING if block.blockFormat().headingLevel() else PARAGRAPH if listed is None else (
                NUMBERED if listed.format().style() == QTextListFormat.Style.ListDecimal else ITEM)
            if any(run.text.strip() for run in runs):
                found.append(Block(kind, tuple(runs)))
            block = block.next()
        return tuple(found)

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show what was written before."""
        self.edit.clear()
        cursor = self.edit.textCursor()
        for place, block in enumerate(blocks):
            if place:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            if block.kind in (ITEM, NUMBERED):
                style = QTextListFormat.Style.ListDecimal if block.kind == NUMBERED else QTextListFormat.Style.ListDisc
                before = cursor.currentList()
                if before is None or before.format().style() != style:
                    cursor.createList(style)
            elif block.kind == HEADING:
                look = QTextBlockFormat()
                look.setHeadingLevel(1)
                cursor.mergeBlockFormat(look)
            for run in block.runs:
                letters = QTextCharFormat()
                letters.setFontWeight(QFont.Weight.Bold if run.is_bold else QFont.Weight.Normal)
                cursor.insertText(run.text, letters)

    def text(self) -> str:
        """What was written, as it is kept."""
        return marks(self.blocks())

    def complaint(self) -> str:
        """Why this is too much; empty when it is not."""
        count = len(self.text())
        return "" if count <= LONGEST_TEXT else tr(N_("The text has {count} letters. The most is {most}."), count=count, most=LONGEST_TEXT)


class _PlainPaste(QTextEdit):
    """A pasted page of the web brings its letters, not its looks."""

    def insertFromMimeData(self, source: Any) -> None:
        self.insertPlainText(source.text())


class AgmForm(FormDialog):
    """Everything of the report that is not a figure."""

    def __init__(self, parent: QWidget | None, desk: Desk, year: int) -> None:
        super().__init__(parent, desk.runner, N_("Report to the general meeting"), N_("Save"))
        self.desk, self._year = desk, year
        self.resize(1010, 620)
        page = desk.runner.read(lambda: agm.prepare_agm(desk.book, year))
        kept = page.kept if page is not None else KeepAgmReport(year, tuple(SECTIONS))
        self._no, self._on, self._place = CountEdit(), DayEdit(desk.today), QLineEdit(kept.meeting_place, maxLength=200)
        self._present, self._proxies = CountEdit(), CountEdit()
        for editor, count in ((self._no, kept.meeting_no), (self._present, kept.present_count), (self._proxies, kept.proxy_count)):
            editor.set_value(count)
        self._with_day = QCheckBox(tr(N_("The day is known")))
        self._with_day.setChecked(kept.meeting_on is not None)
        self._with_day.toggled.connect(self._on.setEnabled)
        self._on.setEnabled(kept.meeting_on is not None)
        if kept.meeting_on is not None:
            self._on.set_value(kept.meeting_on)
        asked: tuple[tuple[str, str, QWidget], ...] = (
            ("meeting_no", N_("Meeting no."), self._no), ("meeting_on", N_("Day"), self._on), ("meeting_place", N_("Place"), self._place),
            ("present_count", N_("Members who came"), self._present), ("proxy_count", N_("By a proxy"), self._proxies))
        for name, message, box in asked:
            self.fields[name] = Field(message, box)
        self.add_pair(*(self.fields[name] for name, *_ in asked[:3]))
        self.add_pair(*(self.fields[name] for name, *_ in asked[3:]))
        self.left.addWidget(self._with_day)
        self._tabs = QTabWidget()
        self.texts: dict[str, RichEdit] = {}
        for name, message in _TEXTS.items():
            self.texts[name] = RichEdit()
            self.texts[name].show_blocks(parse(getattr(kept, name)))
            field = self.fields[name] = Field(message, self.texts[name])
            self._tabs.addTab(field, tr(message))
        self.left.addWidget(self._tabs, 1)
        self._choose_sections(kept)

    def _choose_sections(self, kept: KeepAgmReport) -> None:
        """The sections stand in the panel beside: ticked, and moved by dragging or with Alt and the arrows."""
        self.after.wait_for(N_("Tick what belongs in the report. Move a section with Alt and an arrow key."))
        self.sections = QListWidget()
        self.sections.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.sections.setMinimumHeight(340)
        self.sections.setAccessibleName(tr(N_("Sections")))
        for key in (*kept.sections, *(key for key in SECTIONS if key not in kept.sections)):
            item = QListWidgetItem(tr(SECTIONS[key]))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in kept.sections else Qt.CheckState.Unchecked)
            self.sections.addItem(item)
        QShortcut(QKeySequence("Alt+Up"), self.sections, lambda: self.move_section(-1), context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Alt+Down"), self.sections, lambda: self.move_section(1), context=Qt.ShortcutContext.WidgetShortcut)
        self.after.column.addWidget(self.sections, 1)

    def move_section(self, steps: int) -> None:
        """Move the section the cursor is on."""
        place = self.sections.currentRow()
        wanted = place + steps
        if place >= 0 and 0 <= wanted < self.sections.count():
            self.sections.insertItem(wanted, self.sections.takeItem(place))
            self.sections.setCurrentRow(wanted)

    def chosen_sections(self) -> tuple[str, ...]:
        """The ticked sections in their order."""
        items = [self.sections.item(place) for place in range(self.sections.count())]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def order(self) -> KeepAgmReport | None:
        on = self._on.value() if self._with_day.isChecked() else None
        if self._with_day.isChecked() and on is None:
            return None
        texts = {name: editor.text() for name, editor in self.texts.items()}
        return KeepAgmReport(self._year, self.chosen_sections(), int(self._no.value() or 0), on, lao.normalise(self._place.text().strip()),
                             int(self._present.value() or 0), int(self._proxies.value() or 0), **texts)

    def action(self, order: Any) -> Outcome:
        return agm.keep_agm_report(self.desk.book, order, self.request_key)
