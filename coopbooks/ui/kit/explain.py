"""Explain this number: the dialog with the lines behind a figure, the entry and the scans behind a line, and the way to its paper.

Tables show it by themselves (`kit.table`: `Column(explain=…)`); any other widget that shows a sum asks with `explained(label, figure)`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coopbooks.books.book import Book
from coopbooks.books.explaining import FigureLine
from coopbooks.books.journal import EntryLeg
from coopbooks.coop.attachments import Attachment
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import GRAMS, SHARES, Figure, Worked
from coopbooks.services import attachments, explaining
from coopbooks.services.explaining import Behind, Explanation
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.pictures import show_file
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.runner import Runner


class Desk(Protocol):
    """What this needs of the desk of a page (shell.page.Desk)."""

    @property
    def book(self) -> Book:
        """The open book."""

    @property
    def runner(self) -> Runner:
        """Asks the book."""

    @property
    def go(self) -> Callable[..., None]:
        """Shows a page."""


def show_explanation(widget: QWidget, figure: Figure) -> None:
    """Open the dialog for a figure of a widget; the desk is that of the page or form the widget stands in."""
    place: QWidget | None = widget
    while place is not None and getattr(place, "desk", None) is None:
        place = place.parentWidget()
    if place is None:
        return
    desk = cast("Desk", getattr(place, "desk"))  # noqa: B009 - a page, a form or the window: whoever has one
    found = desk.runner.read(lambda: explaining.explain(desk.book, figure))
    if found is not None:
        ExplainDialog(widget.window(), desk, found).open()


def offer_explanation(widget: QWidget, figure: Figure, at: QPoint) -> None:
    """The menu of the right mouse button."""
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(f"{tr(N_('Explain this number'))}\tCtrl+E").triggered.connect(partial(show_explanation, widget, figure))
    menu.popup(at)


class Explain(QAction):
    """The deed "Explain this number" of a widget, with the figure it explains."""

    def __init__(self, widget: QWidget, figure: Callable[[], Figure | None]) -> None:
        super().__init__(tr(N_("Explain this number")), widget)
        self.figure = figure


def explained(widget: QWidget, figure: Callable[[], Figure | None]) -> None:
    """Let a label or card that shows a figure explain it: by the right mouse button, and by Ctrl+E when it has the focus."""
    def show() -> None:
        found = figure()
        if found is not None:
            show_explanation(widget, found)

    action = Explain(widget, figure)
    action.setShortcut(QKeySequence("Ctrl+E"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(show)
    widget.addAction(action)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def account_name(account: Account) -> str:
    """An account as lists name it: code and name in the reader's language."""
    lao = current_language() == "lo"
    return f"{account.code} {(account.name_lo or account.name_en) if lao else (account.name_en or account.name_lo)}"


_COUNTS = {"delivered": N_("The net weight of deliveries."), "gross": N_("The gross weight of deliveries."), "tare": N_("The weight of sacks."),
           "taken-off": N_("What was taken off on slips."), "sold": N_("What the lines of invoices say was sold."),
           "shares": N_("Shares by the lines of the register."), "subscribed": N_("Share capital by the lines of the register.")}
"""What a register counts, in a sentence."""
_HEADS = {"": N_("Amount ₭"), GRAMS: N_("Net kg"), SHARES: N_("Shares")}


def told(found: Explanation) -> str:
    """In a sentence what the figure adds up."""
    figure, shown = found.figure, [account_name(account) for account in found.accounts[:3]]
    if not shown:
        sentences = [tr(_COUNTS.get(figure.register, N_("What was worked out.")))]
        if figure.first_day is not None and figure.last_day is not None:
            sentences.append(tr(N_("From {first_day} to {last_day}."), first_day=figure.first_day, last_day=figure.last_day))
        elif figure.last_day is not None:
            sentences.append(tr(N_("Up to {last_day}."), last_day=figure.last_day))
        return " ".join([*sentences, *((tr(N_("Only of {name}."), name=found.who),) if found.who else ())])
    more = len(found.accounts) - len(shown)
    accounts = tr(N_("{accounts} and {count} other accounts"), accounts=shown, count=more) if more else ", ".join(shown)
    message = (N_("Everything on {accounts}.") if figure.last_day is None else
               N_("Everything on {accounts} up to {last_day}.") if figure.first_day is None else
               N_("What moved on {accounts} from {first_day} to {last_day}."))
    sentences = [tr(message, accounts=accounts, first_day=figure.first_day, last_day=figure.last_day)]
    if found.who:
        sentences.append(tr(N_("Only of {name}."), name=found.who))
    if figure.members:
        sentences.append(tr(N_("Only of {count} members."), count=len(figure.members)))
    if figure.side:
        sentences.append(tr(N_("Only debits.") if figure.side == "debit" else N_("Only credits.")))
    if figure.postings:
        return tr(N_("These lines of {accounts}."), accounts=accounts)
    if figure.register or figure.papers:
        sentences.append(tr(N_("Only what these papers say.")))
    if figure.worked:
        sentences.append(tr(N_("Parts that no paper says were worked out.")))
    if figure.through:
        sentences.append(tr(N_("Only what was paid in money.")))
    return " ".join(sentences)


def signed(kip: int) -> str:
    """An amount of a list: nothing as a dash, less than nothing with the long minus."""
    return formats.kip(kip).replace("-", "−") if kip else "–"


def measured(unit: str) -> Callable[[int], str]:
    """How amounts of a unit are written in lists."""
    return signed if unit != GRAMS else lambda grams: formats.kg(grams).replace("-", "−") if grams else "–"


def _summed(found: Explanation) -> str:
    if found.figure.unit == GRAMS:
        return tr(N_("{net_g} kg"), net_g=found.kip)
    return signed(found.kip) if found.figure.unit else f"{signed(found.kip)} ₭"


class ExplainDialog(QDialog):
    """The lines behind a figure. Enter opens the paper of the line the cursor is on."""

    def __init__(self, parent: QWidget | None, desk: Desk, found: Explanation) -> None:
        super().__init__(parent)
        self.desk, self.found = desk, found
        self.behind: Behind | None = None
        self.setWindowTitle(tr(N_("Explain this number")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(1120, 600)
        from coopbooks.ui.kit.table import RecordTable  # the table opens this dialog

        self.lines = RecordTable(_columns(found), N_("Lines behind the number"))
        self.lines.show_rows(found.lines)
        self.lines.opened.connect(self.open_paper)
        self.lines.view.selectionModel().currentRowChanged.connect(lambda _now, _old: self._look())
        self._entry = _EntryPanel(self._show_file)
        self._entry.setFixedWidth(290)
        about = plain(told(found), "label")
        about.setWordWrap(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 14)
        whole.setSpacing(10)
        whole.addLayout(row(Words(N_("Explain this number"), "h2"), None, plain(_summed(found), "num")))
        whole.addWidget(about)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.lines, 1)
        body.addWidget(self._entry)
        whole.addLayout(body, 1)
        self._open = Button(N_("Open the paper"), lambda: self.open_paper(self.lines.current()), look="main", icon="file-document-outline",
                            hint=N_("Enter"))
        whole.addLayout(row(Words(N_("{count} lines add up to this number."), "hint", count=len(found.lines)), None,
                            Button(N_("Go back"), self.reject, look="quiet"), self._open))
        QShortcut(QKeySequence("Ctrl+E"), self, self.reject)
        if found.lines:
            self.lines.view.selectRow(len(found.lines) - 1)
            self.lines.view.scrollToBottom()
        self._look()
        self.lines.view.setFocus()

    def _look(self) -> None:
        """Show the entry of the line the cursor is on."""
        line: FigureLine | None = self.lines.current()
        self._open.setEnabled(line is not None and bool(line.number))
        self.behind = None
        if line is not None and line.entry_id:
            self.behind = self.desk.runner.read(lambda: explaining.behind(self.desk.book, line.entry_id))
        self._entry.show_entry(self.behind, line.worked if line is not None else None)

    def open_paper(self, line: Any) -> None:
        """Go to the paper of a line."""
        if isinstance(line, FigureLine) and line.number:
            self.accept()
            self.desk.go("reports", "receipt", line.number, *paper_of(line.document_id))

    def _show_file(self, file: Attachment) -> None:
        body = self.desk.runner.read(lambda: attachments.file_body(self.desk.book, file.attachment_id), b"")
        show_file(self, file.name, body)


class _EntryPanel(Card):
    """The whole entry of a line with both its sides, and the scans kept with its paper."""

    def __init__(self, show_file: Callable[[Attachment], None]) -> None:
        super().__init__("", "sunken")
        self._show_file = show_file
        self._inner: QWidget | None = None

    def show_entry(self, found: Behind | None, worked: Worked | None = None) -> None:
        """Show an entry, or how a part was worked out, or nothing."""
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if worked is not None:
            column.addWidget(Words(N_("Worked out"), "strong"))
            column.addWidget(Words(worked.wording, "label", wrap=True, **dict(worked.facts)))
        elif found is None:
            column.addWidget(Words(N_("Choose a line to see its entry."), "hint", wrap=True))
        else:
            for widget in _said(found, self._show_file):
                column.addWidget(widget)
        column.addStretch(1)
        self.column.addWidget(self._inner)


def _said(found: Behind, show_file: Callable[[Attachment], None]) -> list[QWidget]:
    entry = found.entry
    widgets: list[QWidget] = [plain(f"{tr(KINDS.get(entry.kind or entry.action, N_('Journal entry')))} {entry.number}".strip(), "strong"),
                              plain(formats.day(entry.on), "hint")]
    for leg in entry.legs:
        widgets += _leg(leg, found.accounts)
    if entry.note:
        note = plain(entry.note, "hint")
        note.setWordWrap(True)
        widgets.append(note)
    if entry.reversed_by is not None:
        widgets.append(Words(N_("This paper was reversed later."), "warn", wrap=True))
    for file in found.files:
        widgets.append(Button(N_("Show {name}"), partial(show_file, file), look="link", name=file.name))
    return widgets


def _leg(leg: EntryLeg, accounts: dict[str, Account]) -> list[QWidget]:
    name = plain(account_name(accounts[leg.account_code]))
    name.setWordWrap(True)
    side = N_("Debit {amount_kip}") if leg.kip > 0 else N_("Credit {amount_kip}")
    amount = Words(side, "strong", amount_kip=abs(leg.kip))
    amount.setAlignment(Qt.AlignmentFlag.AlignRight)
    return [name, *((plain(leg.who, "hint"),) if leg.who else ()), amount]


def _columns(found: Explanation) -> tuple[Any, ...]:
    from coopbooks.ui.kit.table import Column

    written = measured(found.figure.unit)
    account = (Column(N_("Account"), lambda line: line.account.code if line.account else "", width=64),) if len(found.accounts) > 1 else ()
    return (
        Column(N_("Date"), lambda line: line.on, lambda on: formats.day(on) if on else "", lambda line: line.on or date.max, width=104),
        Column(N_("No."), lambda line: line.number, width=92),
        Column(N_("What"), lambda line: line.kind or line.action, width=164, show=_what),
        Column(N_("Who"), lambda line: line.who, width=140),
        Column(N_("Note"), lambda line: line.note or (tr(line.worked.wording, **dict(line.worked.facts)) if line.worked else ""), width=90),
        *account,
        Column(_HEADS[found.figure.unit], lambda line: line.kip, written, right=True, width=118, bold=True,
               total=lambda rows: written(sum(line.kip for line in rows))))


def _what(kind: str) -> str:
    return tr(KINDS.get(kind, N_("Journal entry"))) if kind else tr(N_("Worked out"))
