"""Personal details of a member: everything the register says, heirs, and the photos and scans kept with the person."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.attachments import AttachFile, Attachment, TakeAway
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import attachments
from coopbooks.services.register import MemberPage
from coopbooks.ui.kit.ask import confirm
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.files import PICTURES, SCANS, ask_file
from coopbooks.ui.kit.pictures import show_file
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.members.columns import PAY_MODES, REASONS, SEX, age_text
from coopbooks.ui.members.details import CONSENT_WORDS, LANGUAGES
from coopbooks.ui.shell.page import Desk

FILE_KINDS = {"photo": N_("Photo"), "id-paper": N_("Identity paper"), "application": N_("Application"), "decision": N_("Decision"),
              "heirs": N_("Heirs"), "other": N_("Other paper")}
FILES = (Column(N_("Kind"), lambda f: f.kind, lambda kind: tr(FILE_KINDS[kind]), width=130),
         Column(N_("File"), lambda f: f.name, width=150), Column(N_("Added on"), lambda f: f.added_on, formats.day, width=112))


class PersonalTab(QWidget):
    """The tab: facts at the left, files at the right."""

    def __init__(self, desk: Desk, edit: Callable[[], object]) -> None:
        super().__init__()
        self.desk = desk
        self._facts: MemberPage | None = None
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        for ground in (inside, scroll.viewport()):
            ground.setAutoFillBackground(False)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files = RecordTable(FILES, N_("Photos and papers"))
        self.files.opened.connect(self._view)
        self._error = Words("", "error", wrap=True)
        self._error.hide()
        left = QVBoxLayout()
        left.addWidget(scroll, 1)
        left.addLayout(row(Button(N_("Change"), edit, icon="account-outline"), None))
        papers = Card(N_("Photos and papers"), padding=10)
        papers.column.addLayout(row(Button(N_("Add photo"), lambda: self.ask_file("photo"), icon="plus"),
                                    Button(N_("Add paper"), lambda: self.ask_file("other"), icon="plus"), None))
        papers.column.addWidget(self._error)
        self._none = Words(N_("No photo or paper is kept yet."), "label", wrap=True)
        papers.column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        papers.column.addWidget(self.files, 1)
        self._of_file = (Button(N_("View"), self._view_current, look="link"), Button(N_("Take away"), self._take_away, look="link"))
        papers.column.addLayout(row(*self._of_file, None))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(6, 6, 6, 6)
        whole.setSpacing(10)
        whole.addLayout(left, 3)
        whole.addWidget(papers, 2)

    # --- facts --------------------------------------------------------------------------------------------------------------
    def show_facts(self, facts: MemberPage) -> None:
        """Show a member."""
        self._facts = facts
        kept = self.desk.runner.read(lambda: attachments.files_of(self.desk.book, "member", facts.brief.member_id), ())
        self.files.show_rows(kept)
        self.files.setVisible(bool(kept))
        self._none.setVisible(not kept)
        for button in self._of_file:
            button.setVisible(bool(kept))
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (message, value) in enumerate((message, value) for message, value in self._told(facts) if value):
            title, said = Words(message, "label"), plain(insert_breaks(value))
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, place, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _told(self, facts: MemberPage) -> tuple[tuple[str, str], ...]:
        one = facts.details

        def day(value: object) -> str:
            return formats.day(value) if isinstance(value, date) else ""

        def with_meeting(value: object, meeting: str) -> str:
            return " · ".join(part for part in (day(value), meeting) if part)

        heirs = "\n".join(" · ".join(part for part in (f"{heir.name} {heir.percent}%", heir.relation, heir.phone, heir.member_number) if part)
                          for heir in one.heirs)
        paper = " · ".join(part for part in (one.id_kind, one.id_number, day(one.id_issued_on), one.id_issued_by) if part)
        return (
            (N_("Name"), one.name), (N_("Name in Latin letters"), one.latin_name), (N_("Nickname"), one.nickname),
            (N_("Sex"), tr(SEX[one.sex]) if one.sex else ""), (N_("Born"), age_text(one.birth_date, facts.as_of)),
            (N_("Identity paper"), paper), (N_("Phone"), one.phone),
            (N_("Village"), " · ".join(part for part in (one.village, one.district, one.province) if part)),
            (N_("Group"), one.group_name), (N_("Household"), one.household), (N_("Applied on"), day(one.applied_on)),
            (N_("Member from"), with_meeting(one.joined_on, one.joined_meeting)), (N_("Notice given on"), day(one.leaving_on)),
            (N_("Last day"), with_meeting(one.left_on, " · ".join(part for part in (tr(REASONS[one.left_reason]) if one.left_reason else "",
                                                                                  one.left_meeting) if part))),
            (N_("Heirs"), heirs), (N_("How to pay"), " · ".join(part for part in (tr(PAY_MODES[one.payment_mode]), one.bank_account) if part)),
            (N_("Language of papers"), tr(dict(LANGUAGES)[one.language])), (N_("Plots, hives or stills"), one.plot),
            (N_("What the member agrees to"), ", ".join(tr(CONSENT_WORDS[key]) for key in one.consents)), (N_("Note"), one.note))

    # --- files --------------------------------------------------------------------------------------------------------------
    def ask_file(self, kind: str) -> None:
        """Ask for a photo or scan, and keep it."""
        path = ask_file(self, PICTURES if kind == "photo" else SCANS)
        if path is not None:
            self.add(kind, path.name, path.read_bytes())

    def add(self, kind: str, name: str, body: bytes) -> None:
        """Keep a photo or scan with this member."""
        if self._facts is None:
            return
        order = AttachFile("member", self._facts.brief.member_id, kind, name, body, self.desk.today)
        self._error.hide()
        self.desk.runner.run(lambda: attachments.attach_file(self.desk.book, order),
                             lambda _outcome: self.desk.say(tr(N_("{file} is kept in the book."), file=name)), self._refused)

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        self._error.setText("\n".join(insert_breaks(say(one)) for one in broken))
        self._error.show()

    def _view_current(self) -> None:
        self._view(self.files.current())

    def _view(self, file: Attachment | None) -> None:
        if file is not None:
            show_file(self, file.name, self.desk.runner.read(lambda: attachments.file_body(self.desk.book, file.attachment_id), b""))

    def _take_away(self) -> None:
        file: Attachment | None = self.files.current()
        if file is not None and confirm(self, N_("Take away"), tr(N_("{file} is shown no longer. It stays in the history."), file=file.name),
                                        N_("Take away"), N_("Keep it")):
            self.take_away(file)

    def take_away(self, file: Attachment) -> None:
        """Show a file no longer."""
        order = TakeAway(file.attachment_id, self.desk.today)
        self.desk.runner.run(lambda: attachments.take_away_file(self.desk.book, order))
