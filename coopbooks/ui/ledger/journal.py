"""The journal: every entry leg by leg, found by day, kind, account and text; reversed, or corrected by reversing and writing it anew."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.periods import Period, correction_day
from coopbooks.services import journal
from coopbooks.services.journal import JournalLine
from coopbooks.services.outcome import Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.explain import account_name, show_explanation
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.papers import KINDS, paper_of
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button
from coopbooks.ui.ledger.base import PeriodBar, account_picker, fiscal_year, legs_figure, paper_button
from coopbooks.ui.shell.page import Desk, Page


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    """A text as it is searched. The same names stand on many lines."""
    return lao.fold(text)


class JournalPage(Page):
    """The list with its filters."""

    title = N_("Journal")
    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: Sequence[JournalLine] = ()
        self.period = PeriodBar(Period(desk.today.replace(day=1), desk.today), fiscal_year(desk), desk.today, self.refresh)
        self.kind = Choice(self._kinds())
        self.kind.setAccessibleName(tr(N_("Kind of paper")))
        self.kind.setMaximumWidth(170)
        self.kind.currentIndexChanged.connect(lambda _place: self._show())
        self.account = account_picker(desk, wanted="")
        self.account.setMaximumWidth(210)
        self.account.picked.connect(lambda _thing: self._show())
        self.account.textChanged.connect(lambda text: self._show() if not text else None)
        self.words = QLineEdit(clearButtonEnabled=True)
        self.words.textChanged.connect(lambda _text: self._show())
        self.table = RecordTable(self._columns(), N_("Journal"))
        self.table.opened.connect(self._open)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(8)
        filters = row(self.kind, self.account, self.words)
        filters.setStretch(2, 1)
        page.addLayout(row(self.period, None))
        page.addLayout(filters)
        page.addWidget(self.table, 1)
        page.addLayout(row(Button(N_("Open the paper"), lambda: self._open(self.table.current()), icon="file-document-outline", hint=N_("Enter")),
                           Button(N_("Reverse"), self.reverse, icon="undo-variant", hint=N_("Ctrl+R")),
                           Button(N_("Correct"), self.correct, icon="pencil-outline"), None,
                           paper_button(self, desk, "journal", self._asked),
                           Button(N_("Entry by hand"), self.add_new, look="main", icon="plus", hint=N_("Ctrl+N"))))
        self.say_again()

    def _kinds(self) -> list[tuple[str, str]]:
        return [("", N_("All papers")), *sorted(KINDS.items(), key=lambda item: tr(item[1]))]

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Date"), lambda line: line.entry.on, formats.day, key=lambda line: (line.entry.on, line.entry.entry_id), width=104),
            Column(N_("No."), lambda line: line.entry.number, width=96,
                   ink=lambda line: "disabled" if line.entry.reversed_by is not None else ""),
            Column(N_("What"), lambda line: line.entry.kind or line.entry.action, lambda kind: tr(KINDS.get(kind, N_("Journal entry"))), width=140),
            Column(N_("Account"), lambda line: line.account.code, lambda code: code, width=220, second=lambda line: account_name(
                line.account)[len(line.account.code) + 1:]),
            Column(N_("Text"), lambda line: line.text, width=240),
            Column(N_("Debit ₭"), lambda line: max(line.leg.kip, 0), kip, right=True, width=120,
                   total=lambda rows: kip(sum(max(line.leg.kip, 0) for line in rows)), explain=lambda line: legs_figure([line.leg], 1),
               explain_total=lambda rows: legs_figure([line.leg for line in rows], 1)),
            Column(N_("Credit ₭"), lambda line: max(-line.leg.kip, 0), kip, right=True, width=120,
                   total=lambda rows: kip(sum(max(-line.leg.kip, 0) for line in rows)), explain=lambda line: legs_figure([line.leg], -1),
               explain_total=lambda rows: legs_figure([line.leg for line in rows], -1)))

    def refresh(self) -> None:
        period = self.period.value()
        if period is not None:
            self._lines = self.desk.runner.read(lambda: journal.journal_lines(self.desk.book, period), self._lines)
        self._show()

    def shown(self) -> list[JournalLine]:
        """The legs that pass the filters. An account shows the whole entries that move it."""
        wanted, kind = lao.fold(self.words.text()), self.kind.value()
        account = self.account.thing if self.account.text() else None
        moves = {line.entry.entry_id for line in self._lines if account is not None and line.account.code == account.code}
        said = {line.entry.entry_id for line in self._lines if wanted and any(
            wanted in _folded(text) for text in (line.entry.number, line.text, account_name(line.account)))}
        return [line for line in self._lines if kind in ("", line.entry.kind) and (account is None or line.entry.entry_id in moves)
                and (not wanted or line.entry.entry_id in said)]

    def _show(self) -> None:
        self.table.show_rows(self.shown())

    def _open(self, line: JournalLine | None) -> None:
        if line is None:
            return
        if line.entry.number:
            self.desk.go("reports", "receipt", line.entry.number, *paper_of(line.entry.document_id))
        else:
            show_explanation(self, Figure((line.account.code,), line.entry.on, line.entry.on))

    def reverse(self) -> None:
        """Undo the paper the cursor is on."""
        line: JournalLine | None = self.table.current()
        if line is not None and line.entry.document_id is not None:
            ReverseForm(self, self.desk, line.entry.document_id).open()

    reverse_last = reverse

    def correct(self) -> None:
        """Undo an entry by hand and write it anew, on the first open day when its own is shut."""
        line: JournalLine | None = self.table.current()
        if line is None or line.entry.document_id is None:
            return
        if line.entry.kind != "journal":
            self.desk.say(tr(N_("Only entries by hand are corrected here. Reverse this paper and record it again.")))
            return
        form = ReverseForm(self, self.desk, line.entry.document_id)
        said, entry = form.saved, line.entry
        days = self.desk.runner.read(lambda: journal.open_days(self.desk.book))
        if days is not None:
            form.on.set_value(correction_day(days, entry.on))

        def then(outcome: object) -> None:
            if said is not None:
                said(outcome)  # type: ignore[arg-type]
            self.desk.go("ledger", "entry", entry.entry_id)

        form.saved = then
        form.open()

    def _asked(self) -> Asked | None:
        period = self.period.value()
        return Asked(period.last_day, period, period.last_day.year) if period is not None else None

    def add_new(self) -> None:
        self.desk.go("ledger", "entry")

    def start_find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def say_again(self) -> None:
        self.words.setPlaceholderText(tr(N_("Number, name, note or account")))
        self.words.setAccessibleName(tr(N_("Find in the journal")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
