"""The panel "After you save": whose it is, before → after of each balance, what the rules say, what to print, and the entry, folded."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.ui.kit import memory
from coopbooks.ui.kit.cards import Card, clear, picture, row
from coopbooks.ui.kit.words import Button, Speaker, Words, plain, retell

ROOM = 268
"""Width for a row of the panel, which is 300 wide."""


class AfterPanel(Card):
    """What will be after saving. `accounts`, by role and code, lets the entry name its accounts (`Desk.accounts`)."""

    def __init__(self) -> None:
        super().__init__(N_("After you save"), "sunken")
        self.accounts: Mapping[str, Account] = {}
        self._who, self._about = plain("", "strong"), plain("", "hint")
        for told in (self._who, self._about):
            told.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(5)
        self._rules = Words("", "warn", wrap=True)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(4)
        self.ticks = Ticks()
        self.posting = PostingBox()
        for thing in (self._who, self._about, self._rows, self._rules, self._checks, self.ticks, None, self.posting):
            if thing is None:
                self.column.addStretch(1)
            elif isinstance(thing, QLayout):
                self.column.addLayout(thing)
            else:
                self.column.addWidget(thing)
        for hidden in (self._who, self._about, self._rules, self.ticks, self.posting):
            hidden.hide()

    def show_who(self, name: str = "", about: str = "") -> None:
        """Say whose balances these are; nobody's without a name."""
        for label, told in ((self._who, name), (self._about, about)):
            is_long = QFontMetrics(label.font()).horizontalAdvance(told) > ROOM
            label.setText(insert_breaks(told) if is_long else told)
        self._who.setVisible(bool(name))
        self._about.setVisible(bool(about))

    def show_changes(self, changes: Sequence[tuple[str, str, str]], complaints: Sequence[RuleBroken] = (),
                     posting: str | JournalEntry | None = "", checks: Sequence[str] = ()) -> None:
        """Show (message, before, after) rows, what the rules say, sentences about what is in order, and the entry."""
        clear(self._rows)
        clear(self._checks)
        for change in changes:
            self._add(*change)
        self._rules.setText("\n".join(insert_breaks(say(one)) for one in complaints))
        self._rules.setVisible(bool(complaints))
        for sentence in checks:
            told = plain(insert_breaks(sentence), "hint")
            told.setWordWrap(True)
            line = row(picture("check-circle-outline", 16, "success"), told)
            line.setStretch(1, 1)
            self._checks.addLayout(line)
        self.posting.show_entry(posting, self.accounts)

    def ask(self, questions: Sequence[str]) -> None:
        """Say what should be thought of; it stands in nobody's way."""
        for sentence in questions:
            told = plain(insert_breaks(sentence), "warn")
            told.setWordWrap(True)
            line = row(picture("alert-circle-outline", 16, "warn"), told)
            line.setStretch(1, 1)
            self._checks.addLayout(line)

    def _add(self, message: str, before: str, after: str) -> None:
        """One balance on one line, or its figures below its name where they do not fit beside it."""
        figures = [plain(after, "strong")]
        if before != after:
            figures = [plain(before, "label"), picture("arrow-right", 16, "text3"), *figures]
        metrics = QFontMetrics(self.font())
        moves = f"{before}{after}" if before != after else after
        if metrics.horizontalAdvance(tr(message)) + metrics.horizontalAdvance(moves) + 20 * len(figures) > ROOM:
            self._rows.addWidget(Words(message, "label"))
            self._rows.addLayout(row(None, *figures, spacing=6))
        else:
            self._rows.addLayout(row(Words(message, "label"), None, *figures, spacing=6))

    def wait_for(self, message: str) -> None:
        """Say what is still needed before a preview is possible."""
        self.show_who()
        self.show_changes(())
        self._rules.tell(message)
        self._rules.show()


class Ticks(QWidget, Speaker):
    """What to print after saving: boxes that remember how they were left."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(Words(N_("Print"), "label"))
        self._boxes: dict[str, tuple[QCheckBox, str]] = {}

    def offer(self, key: str, message: str, *, at_first: bool = False) -> None:
        """Offer a paper under a key, ticked as it was left the last time."""
        box = QCheckBox(tr(message))
        box.setChecked(bool(memory.recall(f"print/{key}", at_first)))
        box.toggled.connect(lambda on: memory.remember(f"print/{key}", on))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(box)
        self._boxes[key] = (box, message)
        self.show()

    def wanted(self, key: str) -> bool:
        """Whether a paper is ticked."""
        return key in self._boxes and self._boxes[key][0].isChecked()

    def tick(self, key: str, *, on: bool) -> None:
        """Tick a paper, or not."""
        self._boxes[key][0].setChecked(on)

    def say_again(self) -> None:
        for box, message in self._boxes.values():
            box.setText(tr(message))

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class PostingBox(QWidget, Speaker):
    """How it is posted, folded: accounts, debit and credit."""

    unfolded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._legs: list[tuple[Account | str, int]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.fold = Button(N_("How it is posted"), self.toggle, look="link", icon="chevron-right")
        column.addLayout(row(self.fold, None))
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(6, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._inside.hide()
        column.addWidget(self._inside)

    def toggle(self) -> None:
        """Fold out, or in."""
        self._inside.setVisible(self._inside.isHidden())
        if self._inside.isVisible():
            # The layout knows the new height only when this click is over.
            QTimer.singleShot(0, self.unfolded.emit)

    def show_entry(self, entry: str | JournalEntry | None, accounts: Mapping[str, Account]) -> None:
        """Show an entry with the names of its accounts, or a text; hide when there is none."""
        self._legs = [(accounts.get(leg.account, str(leg.account)), int(leg.amount_kip)) for leg in entry.postings] if isinstance(
            entry, JournalEntry) else [(entry, 0)] if entry else []
        self.setVisible(bool(self._legs))
        self._fill()

    def _fill(self) -> None:
        clear(self._grid)
        if any(kip for _, kip in self._legs):
            for at, message in ((1, N_("Debit")), (2, N_("Credit"))):
                head = Words(message, "hint")
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(head, 0, at)
        for place, (account, kip) in enumerate(self._legs, 1):
            self._grid.addWidget(_hint(self._name(account), wrap=True), place, 0)
            if kip:
                amount = _hint(formats.kip(abs(kip)))
                amount.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(amount, place, 1 if kip > 0 else 2)

    def _name(self, account: Account | str) -> str:
        if isinstance(account, str):
            return account
        lao = current_language() == "lo"
        return f"{account.code} {(account.name_lo or account.name_en) if lao else (account.name_en or account.name_lo)}"

    def say_again(self) -> None:
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


def _hint(text: str, *, wrap: bool = False) -> QLabel:
    label = plain(insert_breaks(text) if wrap else text, "hint")
    label.setWordWrap(wrap)
    return label
