"""Match bank: the statement's day and balance, the lines no statement shows yet, ticking until the difference is nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from coopbooks.coop.matching import BankLine, MatchBank, MatchFacts, WithdrawMatch, check_match
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, Worked, of_lines
from coopbooks.ledger.money import ZERO
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import boxes, matching
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.cards import Card, EmptyPage, row
from coopbooks.ui.kit.explain import explained
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit
from coopbooks.ui.kit.papers import what
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page


class MatchPage(Page):
    """One bank account and its next statement."""

    title = N_("Match bank")
    topics = frozenset({Topic.CASH, Topic.JOURNAL, Topic.DOCUMENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ticked: set[int] = set()
        self.statement: int | None = None
        self.facts: MatchFacts | None = None
        self._money = ""
        self.account, self.on, self.balance = Choice((), is_user_text=True), DayEdit(desk.today), MoneyEdit()
        self.fields = {"money": Field(N_("Bank account"), self.account), "statement_on": Field(N_("Day of the statement"), self.on),
                       "statement_kip": Field(N_("Balance on the statement ₭"), self.balance)}
        head = Card()
        line = row(*self.fields.values(), spacing=14)
        self.difference, self.sums = Words("", "num"), Words("", "hint")
        explained(self.difference, self._missing)
        explained(self.sums, lambda: self._of(self._before(), credit=False))
        told = QVBoxLayout()
        told.addWidget(self.difference)
        told.addWidget(self.sums)
        line.addLayout(told, 1)
        head.column.addLayout(line)
        self._error = Words("", "error", wrap=True)
        head.column.addWidget(self._error)
        self.table = RecordTable((
            Column(N_("On the statement"), lambda one: one.posting_id in self.ticked, lambda on: tr(N_("ticked")) if on else "–", width=140,
                   tag=lambda one: "ok" if one.posting_id in self.ticked else ""),
            Column(N_("Date"), lambda one: one.on, formats.day, width=104), Column(N_("No."), lambda one: one.number, width=104),
            Column(N_("Who and what"), lambda one: one.text or (what(one.kind, "") if one.kind else ""), width=300, bold=True),
            Column(N_("Money in ₭"), lambda one: max(one.kip, 0), kip, right=True, width=130,
                   total=lambda rows: kip(sum(max(x.kip, 0) for x in rows)), explain=lambda one: self._of([one]) if one.kip > 0 else None,
                   explain_total=lambda rows: self._of([one for one in rows if one.kip > 0])),
            Column(N_("Money out ₭"), lambda one: max(-one.kip, 0), kip, right=True, width=130,
                   total=lambda rows: kip(sum(max(-x.kip, 0) for x in rows)), explain=lambda one: self._of([one]) if one.kip < 0 else None,
                   explain_total=lambda rows: self._of([one for one in rows if one.kip < 0]))), N_("Lines that no statement shows yet"))
        self.table.opened.connect(self.toggle)
        QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view, lambda: self.toggle(self.table.current()),
                  context=Qt.ShortcutContext.WidgetShortcut)
        self._empty = EmptyPage("bank-check", N_("Every line is matched."))
        self._last = Words("", "hint")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addWidget(head)
        page.addWidget(self.table, 1)
        page.addWidget(self._empty, 1)
        page.addLayout(row(
            Words(N_("Space or Enter ticks a line."), "hint"), self._last, None,
            Button(N_("Tick all"), self.tick_all, look="quiet"), Button(N_("Open the last one again"), self.open_again, look="quiet"),
            Button(N_("Lines without statement"), lambda: desk.go("reports", "bank-unmatched"), look="quiet", icon="printer"),
            Button(N_("Save half done"), lambda: self.save(finish=False), icon="content-save-outline"),
            Button(N_("It agrees"), lambda: self.save(finish=True), look="main", icon="check")))
        self.account.currentIndexChanged.connect(lambda _place: self._other_account())
        self.on.editingFinished.connect(self.show_lines)
        self.balance.textChanged.connect(lambda _text: self.show_difference())

    # --- what a figure stands for -----------------------------------------------------------------------------------------
    def _of(self, lines: Sequence[BankLine], *, credit: bool | None = None) -> Figure | None:
        """What lines add up to; what went out counts as positive, unless told otherwise."""
        box = self.facts.box if self.facts is not None else None
        if box is None or not lines:
            return None
        return of_lines(box.code, postings=(one.posting_id for one in lines), credit=lines[0].kip < 0 if credit is None else credit)

    def _before(self) -> list[BankLine]:
        lines = self.facts.lines.values() if self.facts is not None else ()
        return [one for one in lines if one.statement is not None and one.statement != self.statement]

    def _missing(self) -> Figure | None:
        """The balance of the statement less what was matched before and what is ticked."""
        lines = self.facts.lines if self.facts is not None else {}
        found = self._of([*self._before(), *(lines[key] for key in sorted(self.ticked) if key in lines)], credit=True)
        return Figure((), worked=(Worked(N_("Balance on the statement"), self.order(finish=True).statement_kip),), plus=(found,) if found else ())

    # --- showing ------------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        cards = self.desk.runner.read(lambda: boxes.box_cards(self.desk.book), ())
        self.account.set_choices([(card.box.word, card.box.name(current_language())) for card in cards if card.box.kind == "bank"])
        if self._money != self.account.value():
            self._other_account()
            return
        self.facts = self.desk.runner.read(lambda: matching.prepare_match(self.desk.book, self.order(finish=False)), self.facts)
        self.show_lines()

    def _other_account(self) -> None:
        """Take up the statement that is half done, or begin the next one."""
        self._money, self.statement, self.ticked = self.account.value(), None, set()
        self.facts = self.desk.runner.read(lambda: matching.prepare_match(self.desk.book, self.order(finish=False)))
        half = self.facts.half_done if self.facts else None
        self.balance.set_value(half.kip if half else ZERO)
        self.on.set_value(half.on if half else self.desk.today)
        if half:
            self.statement, self.ticked = half.statement, set(half.lines)
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines up to the statement's day that no other statement shows."""
        facts, on = self.facts, self.on.value()
        if facts is None:
            return
        lines = [line for line in facts.lines.values() if line.statement is None and (on is None or line.on <= on)]
        self.ticked &= {line.posting_id for line in lines}
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._last.tell(N_("Matched up to {on}"), on=facts.last_on) if facts.last_on else self._last.tell("")
        self.show_difference()

    def show_difference(self) -> None:
        """Say what is still missing."""
        if self.facts is None:
            return
        order = self.order(finish=True)
        difference = self.facts.difference_kip(order)
        self.difference.tell(N_("Write the balance of the statement.") if not self.balance.text().strip() else N_("It agrees") if not difference else
                             N_("Difference {difference_kip} ₭"), difference_kip=difference)
        self.sums.tell(N_("Matched before {before_kip} ₭ · ticked {count} lines"), before_kip=self.facts.before_kip, count=len(self.ticked))

    def order(self, *, finish: bool) -> MatchBank:
        """The statement as it was typed and ticked."""
        on = self.on.value() or self.desk.today
        return MatchBank(self.account.value(), on, self.balance.value() or ZERO, tuple(sorted(self.ticked)), finish, self.statement)

    # --- doing --------------------------------------------------------------------------------------------------------------
    def toggle(self, line: BankLine | None) -> None:
        """Tick a line, or take its tick away."""
        if line is not None:
            self.ticked ^= {line.posting_id}
            self.table.view.viewport().update()
            self.show_difference()

    def tick_all(self) -> None:
        """Tick every line that is shown."""
        self.ticked |= {line.posting_id for line in self.table.model.rows}
        self.table.view.viewport().update()
        self.show_difference()

    def save(self, *, finish: bool) -> None:
        """Keep the statement: half done, or as one that agrees."""
        wrong = [field for field in self.fields.values() if self._complain(field)]
        if wrong:
            wrong[0].editor.setFocus()
            return
        order = self.order(finish=finish)
        self.desk.runner.run(lambda: matching.match_bank(self.desk.book, order), lambda outcome: self._saved(outcome, finish), self._refused)

    def _complain(self, field: Field) -> bool:
        complain: Any = getattr(field.editor, "complaint", None)
        sentence = complain() if complain is not None else ""
        field.complain(sentence)
        return bool(sentence)

    def _saved(self, _outcome: Outcome, finish: bool) -> None:
        self._error.setText("")
        for field in self.fields.values():
            field.complain("")
        self.desk.say(tr(N_("The statement agrees and is saved.")) if finish else tr(N_("Half done is saved. Go on whenever you want.")))
        self._money = ""
        self.refresh()

    def _refused(self, broken: tuple[RuleBroken, ...]) -> None:
        for field in self.fields.values():
            field.complain("")
        homeless = []
        for one in broken:
            field_at = self.fields.get(one.field)
            if field_at is not None:
                field_at.complain(say(one))
            else:
                homeless.append(say(one))
        self._error.setText("\n".join(homeless))

    def open_again(self) -> None:
        """Open the last statement that agreed, to tick it anew."""
        done = [one for one in self.desk.runner.read(lambda: matching.statements(self.desk.book, self.account.value()), ()) if one.state == "done"]
        if done:
            self.desk.runner.run(lambda: matching.withdraw_match(self.desk.book, WithdrawMatch(done[-1].statement)), lambda _outcome: self._again())

    def _again(self) -> None:
        self._money = ""
        self.refresh()

    def complaints(self) -> list[RuleBroken]:
        """What the rule says of the statement as it is now."""
        return check_match(self.facts, self.order(finish=True)) if self.facts else []

    def show_for(self, what: object) -> None:
        self.refresh()
        self.account.set_value(str(what))

    def add_new(self) -> None:
        self.balance.setFocus()

    def start_find(self) -> None:
        self.table.view.setFocus()

    def say_again(self) -> None:
        self.show_lines()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_last"):
            self.say_again()
        super().changeEvent(event)
