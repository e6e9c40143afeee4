"""Accounts and register: a card for every money box, and the movements of the one that is chosen, with the balance after each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, of_lines
from coopbooks.ledger.months import month_end
from coopbooks.ledger.periods import Period
from coopbooks.services import boxes
from coopbooks.services.boxes import BoxCard, Register, RegisterLine
from coopbooks.services.outcome import Topic
from coopbooks.ui.cash.boxes import BoxForm, CategoriesDialog
from coopbooks.ui.cash.counted import CountsDialog
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, picture, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.papers import ICONS, paper_of, what
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words, plain
from coopbooks.ui.shell.page import Desk, Page

PERIODS = (("month", N_("This month")), ("before", N_("Last month")), ("year", N_("This year")), ("last-year", N_("Last year")),
           ("all", N_("All days")))
COLUMNS = (
    Column(N_("Date"), lambda line: line.on, formats.day, width=104),
    Column(N_("No."), lambda line: line.number, width=108, icon=lambda line: ICONS.get(line.kind, "file-document-outline"),
           total=lambda _rows: tr(N_("Total"))),
    Column(N_("Who and what"), lambda line: line.who or (what(line.kind, "") if line.kind else ""), width=260, bold=True,
           ink=lambda line: "disabled" if line.is_reversed else ""),
    Column(N_("Category"), lambda line: line.category, lambda label: label.said(current_language()),
           key=lambda line: line.category.said(current_language()), width=190),
    Column(N_("Money in ₭"), lambda line: max(line.kip, 0), kip, right=True, width=118, ink=lambda line: "success" if line.kip > 0 else "text3",
           total=lambda rows: kip(sum(max(line.kip, 0) for line in rows))),
    Column(N_("Money out ₭"), lambda line: max(-line.kip, 0), kip, right=True, width=118,
           total=lambda rows: kip(sum(max(-line.kip, 0) for line in rows)), ink=lambda line: "" if line.kip < 0 else "text3"),
    Column(N_("Balance ₭"), lambda line: line.balance_kip, kip, right=True, width=124, bold=True,
           ink=lambda line: "danger" if line.balance_kip < 0 else ""),
)


class BoxTile(Card):
    """A box as a card that can be chosen: name, what it holds, when it was counted or matched."""

    chosen = Signal(str)

    def __init__(self, card: BoxCard, *, is_chosen: bool) -> None:
        super().__init__(look="soft" if is_chosen else "plain", padding=10)
        self.word = card.box.word
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(190)
        name = card.box.name(current_language())
        self.setAccessibleName(f"{name} {kip(card.kip)}")
        title = plain(name, "strong")
        self.column.setSpacing(2)
        self.column.addLayout(row(picture("cash" if card.box.kind == "cash" else "bank-outline", 20, "primary"), title, None))
        figure = plain(f"{kip(card.kip) if card.kip else 0} ₭", "num")
        self.column.addWidget(figure)
        if card.moved_kip:
            told = Words(N_("Counted on {on}, the book changed since"), "warn", on=card.counted_on)
        elif card.box.kind == "cash":
            told = Words(N_("Counted on {on}"), "hint", on=card.counted_on) if card.counted_on else Words(N_("Not counted yet"), "hint")
        elif card.open_match:
            told = Words(N_("Matching is half done"), "hint")
        else:
            told = Words(N_("Matched up to {on}"), "hint", on=card.matched_on) if card.matched_on else Words(N_("Not matched yet"), "hint")
        self.column.addWidget(told)
        explained(self, lambda: Figure((card.box.code,)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.word)
        else:
            super().keyPressEvent(event)


class AccountsPage(Page):
    """The cards above, the register of the chosen box below."""

    title = N_("Cash & bank")
    topics = frozenset({Topic.CASH, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.money = "cash"
        self.cards: tuple[BoxCard, ...] = ()
        self.register: Register | None = None
        self.tiles: list[BoxTile] = []
        self._room = QWidget()
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._room)
        scroll.setFixedHeight(112)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._find = QLineEdit(maxLength=100)
        self._find.setFixedWidth(150)
        self._find.textChanged.connect(lambda _text: self._show_lines())
        self._days = Choice(PERIODS)
        self._days.set_value("year")
        self._days.currentIndexChanged.connect(lambda _place: self.refresh())
        self._forward = Words("", "hint")
        explained(self._forward, self._before)
        self._counts = Button(N_("Counts"), self.show_counts, look="quiet", icon="calculator-variant-outline")
        self._edit = Button(N_("Change the box"), self.change_box, look="link")
        self.table = RecordTable(self._columns(), N_("Movements of the box"))
        self.table.opened.connect(self._view)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addWidget(scroll)
        page.addLayout(row(
            Button(N_("Money in"), lambda: VoucherForm(self, desk, "in", self.money).open(), look="main", icon="cash-plus"),
            Button(N_("Money out"), lambda: VoucherForm(self, desk, "out", self.money).open(), icon="cash-minus", hint=N_("F6")),
            Button(N_("Transfer"), lambda: TransferForm(self, desk, self.money).open(), icon="swap-horizontal"),
            None, self._find, self._days, Button(N_("Count cash"), self.count, icon="calculator-variant-outline")))
        self._empty = EmptyPage("cash", N_("Nothing moved here. Choose other days, another box or other words."))
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)
        page.addLayout(row(self._forward, None, self._counts,
                           Button(N_("Categories"), lambda: CategoriesDialog(self, desk).open(), look="quiet", icon="package-variant"),
                           Button(N_("Reverse"), self.reverse_last, look="quiet", icon="undo-variant", hint=N_("Ctrl+R")),
                           Button(N_("Print the book"), self.print_book, look="quiet", icon="printer"), self._edit))
        self.say_again()

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _columns(self) -> tuple[Column, ...]:
        came, went, balance = COLUMNS[-3:]
        came = replace(came, explain=lambda line: self._line(line, "debit"), explain_total=lambda rows: self._side("debit", rows))
        went = replace(went, explain=lambda line: self._line(line, "credit"), explain_total=lambda rows: self._side("credit", rows))
        return (*COLUMNS[:-3], came, went, replace(balance, explain=self._until))

    def _line(self, line: RegisterLine, side: str) -> Figure | None:
        return self._side(side, [line]) if (line.kip > 0) == (side == "debit") else None

    def _side(self, side: str, rows: Sequence[RegisterLine]) -> Figure | None:
        found = self.register
        if found is None:
            return None
        if len(rows) == len(found.lines) > 1:
            return Figure((found.box.code,), found.period.first_day, found.period.last_day, credit=side == "credit", side=side)
        # A narrowed list is the sum of its own lines.
        return of_lines(found.box.code, postings=(one.posting_id for one in rows if (one.kip > 0) == (side == "debit")), credit=side == "credit")

    def _until(self, line: RegisterLine) -> Figure | None:
        found = self.register
        return Figure((found.box.code,), last_day=line.on, until=line.posting_id) if found is not None else None

    def _before(self) -> Figure | None:
        found = self.register
        return Figure((found.box.code,), last_day=found.period.first_day - timedelta(days=1)) if found is not None else None

    # --- showing ------------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        self.cards = self.desk.runner.read(lambda: boxes.box_cards(self.desk.book), self.cards)
        self.register = self.desk.runner.read(lambda: boxes.register(self.desk.book, self.money, self.period()), self.register)
        self._show_cards()
        self._show_lines()

    def period(self) -> Period:
        """The days that are shown."""
        today, year = self.desk.today, self.desk.today.year
        first = today.replace(day=1)
        before = first - timedelta(days=1)
        return {"month": Period(first, month_end(today)), "before": Period(before.replace(day=1), before),
                "year": Period(date(year, 1, 1), date(year, 12, 31)), "last-year": Period(date(year - 1, 1, 1), date(year - 1, 12, 31)),
                "all": Period(date(1900, 1, 1), date(9998, 12, 31))}[self._days.value()]

    def _show_cards(self) -> None:
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [BoxTile(card, is_chosen=card.box.word == self.money) for card in self.cards]
        for place, tile in enumerate(self.tiles):
            tile.chosen.connect(self.choose)
            self._grid.addWidget(tile, 0, place)
        if not hasattr(self, "_add"):
            self._add = Button(N_("Add a box"), lambda: BoxForm(self, self.desk).open(), look="quiet", icon="plus")
        self._grid.addWidget(self._add, 0, len(self.tiles))

    def _show_lines(self) -> None:
        found = self.register
        if found is None:
            return
        wanted = lao.fold(self._find.text())
        lines = [line for line in found.lines if not wanted or wanted in lao.fold(
            f"{line.number} {line.who} {line.category.lo} {line.category.en} {abs(line.kip)} {formats.kip(abs(line.kip))}")]
        self.table.show_rows(lines[::-1])
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._counts.setVisible(found.box.kind == "cash")
        self._forward.tell(N_("Brought forward {opening_kip} ₭"), opening_kip=found.opening_kip)

    def choose(self, money: str) -> None:
        """Show the register of another box."""
        self.money = money
        self.refresh()

    def show_counts(self) -> None:
        """Show the counts of the box."""
        CountsDialog(self, self.desk, self.money).open()

    def print_book(self) -> None:
        """Show the cash or bank book of the box as a paper."""
        self.desk.go("reports", "cash-book", self.money)

    def reverse_last(self) -> None:
        """Reverse the paper of the line the cursor is on, or of the newest that stands."""
        line: Any = self.table.current() or next((one for one in self.table.model.rows if not one.is_reversed and one.kind != "reversal"), None)
        if line is not None and line.document_id is not None:
            ReverseForm(self, self.desk, line.document_id).open()

    def count(self) -> None:
        """Count the box that is shown."""
        CountForm(self, self.desk, self.money).open()

    def change_box(self) -> None:
        """Change what is told of the box."""
        if self.register is not None:
            BoxForm(self, self.desk, self.register.box).open()

    def show_for(self, what: object) -> None:
        self.choose(str(what))

    def add_new(self) -> None:
        VoucherForm(self, self.desk, "out", self.money).open()

    def start_find(self) -> None:
        self._find.setFocus()

    def view_last(self) -> None:
        """F9: the paper of the newest line."""
        line: Any = self.table.model.rows[0] if self.table.model.rows else None
        self._view(line)

    def _view(self, line: RegisterLine | None) -> None:
        if line is not None and line.number:
            self.desk.go("reports", "receipt", line.number, *paper_of(line.document_id))

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Find …")))
        self._find.setAccessibleName(tr(N_("Find in the register")))
        self._days.setAccessibleName(tr(N_("Days")))
        self._show_cards()
        self._show_lines()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_forward"):
            self.say_again()
        super().changeEvent(event)
