"""The terms of shares: each class with what is in force and every decision before, and the dialog that says first what will change."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.coop.par_change import ChangeTerms, TermsFacts, changes_value, check_terms, conversion_entry, conversion_moves
from coopbooks.coop.shares import ORDINARY, ShareClass, ShareTerms
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.services import shares
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit, Field, MoneyEdit, in_words
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk, Page

WAYS = (("", N_("choose")), ("count", N_("Same capital, another number of shares")), ("reserve", N_("The rise is paid from the reserve")),
        ("owed", N_("The rise is owed by the members")), ("return", N_("The fall is paid back to the members")))
"""What becomes of held shares when the value changes."""


def class_name(one: ShareClass) -> str:
    """A class in the reader's language, with its code."""
    name = (one.name_lo or one.name_en) if current_language() == "lo" else (one.name_en or one.name_lo)
    return f"{name} ({one.code})"


def _percent(text: str) -> str:
    return f"{text}%" if text else "–"


def _number(value: int) -> str:
    return formats.kip(value) if value else "–"


def _instalments(terms: ShareTerms) -> str:
    """How a share is paid up, in words."""
    months, percent = terms.instalment_months, terms.first_part_percent
    if months and percent:
        return tr(N_("{months} months, {percent}% at once"), months=months, percent=percent)
    return tr(N_("{months} months"), months=months) if months else tr(N_("{percent}% at once"), percent=percent) if percent else "–"


def _redemption(terms: ShareTerms) -> str:
    """How shares are taken back, in words."""
    days, percent = terms.notice_days, terms.redeem_percent
    if days and percent:
        return tr(N_("{days} days, {percent}% a year"), days=days, percent=percent)
    return tr(N_("{days} days"), days=days) if days else tr(N_("{percent}% a year"), percent=percent) if percent else "–"


Decision = tuple[ShareClass, ShareTerms, bool]
"""A class, one decision on it, and whether it is the one in force."""
COLUMNS = (
    Column(N_("Class of shares"), lambda one: class_name(one[0]), width=150, bold=True),
    Column(N_("Since"), lambda one: one[1].since, formats.day, width=100),
    Column(N_("State"), lambda one: one[2], lambda now: tr(N_("in force")) if now else tr(N_("before")), width=86,
           tag=lambda one: "ok" if one[2] else ""),
    Column(N_("Share value ₭"), lambda one: one[1].par_value_kip, formats.kip, right=True, width=104, bold=True),
    Column(N_("Fewest"), lambda one: one[1].least_count, _number, right=True, width=66),
    Column(N_("Most"), lambda one: one[1].most_percent, _percent, right=True, width=66),
    Column(N_("Instalments"), lambda one: one[1], _instalments, key=lambda one: one[1].instalment_months, width=140),
    Column(N_("Redemption"), lambda one: one[1], _redemption, key=lambda one: one[1].notice_days, width=140),
    Column(N_("Basis"), lambda one: one[1].basis, tr, width=240),
)


class TermsPage(Page):
    """Every decision on shares, newest first within a class."""

    title = N_("Terms of shares")
    topics = frozenset({Topic.SHARES, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.decisions: list[Decision] = []
        self.table = RecordTable(COLUMNS, N_("Terms of shares"), key=lambda one: (one[0].code, one[1].since))
        self.table.opened.connect(lambda one: self.change(one[0].code))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyPage("certificate-outline", N_("No terms of shares are decided yet.")))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        said = Words(N_("Each row is a decision with its day and its basis. Old papers keep the terms of their day."), "hint", wrap=True)
        said.setMinimumWidth(360)
        head = row(said, Button(N_("Add a class"), self.add_class, icon="plus"),
                   Button(N_("Change terms"), lambda: self.change(""), look="main", icon="certificate-outline"))
        head.setStretch(0, 1)
        page.addLayout(head)
        page.addWidget(self._stack, 1)

    def refresh(self) -> None:
        found = self.desk.runner.read(lambda: shares.terms_history(self.desk.book), ())
        today = self.desk.today
        self.decisions = []
        for one, decided in found:
            now = next((terms for terms in decided if terms.since <= today), decided[-1] if decided else None)
            self.decisions += [(one, terms, terms is now) for terms in decided]
        self.table.show_rows(self.decisions)
        self._stack.setCurrentIndex(0 if self.decisions else 1)

    def change(self, code: str) -> None:
        """Decide new terms of the class the cursor is on."""
        current = self.table.current()
        TermsForm(self.window(), self.desk, code or (current[0].code if current else ORDINARY)).open()

    def add_class(self) -> None:
        """Add a class of shares with its first terms."""
        ClassForm(self.window(), self.desk).open()

    def add_new(self) -> None:
        self.change("")


class _TermsFields(FormDialog):
    """What both dialogs ask: value, limits, instalments, notice, and the basis."""

    def _add_terms(self, desk: Desk) -> None:
        self._since, self._par, self._basis = DayEdit(desk.today), MoneyEdit(), QLineEdit(maxLength=300)
        self._least, self._months, self._notice = CountEdit(), CountEdit(), CountEdit()
        self._most, self._first, self._redeem = (QLineEdit(maxLength=9) for _ in range(3))
        self.add_pair(self.named("since", N_("Since"), self._since), self.named("par_value_kip", N_("Share value ₭"), self._par))
        self.add_pair(self.named("least_count", N_("Fewest shares"), self._least), self.named("most_percent", N_("Most % of all shares"), self._most),
                      self.named("redeem_percent", N_("Redeemed a year, %"), self._redeem))
        self.add_pair(self.named("instalment_months", N_("Months to pay"), self._months), self.named("first_part_percent", N_("Paid at once, %"),
                      self._first), self.named("notice_days", N_("Notice, days"), self._notice))
        self.add("basis", N_("Basis: by-laws article or resolution"), self._basis)
        for editor in (self._since, self._par, self._least, self._months, self._notice, self._most, self._first, self._redeem, self._basis):
            editor.textChanged.connect(lambda _text: self.preview())

    def named(self, name: str, message: str, editor: QWidget) -> Field:
        """A field that is put somewhere by hand."""
        made = self.fields[name] = Field(message, editor)
        return made

    def preview(self) -> None:
        """Show what the decision changes."""

    def _terms(self, code: str) -> ShareTerms | None:
        since = self._since.value()
        if since is None:
            return None
        least, months, notice = (int(edit.value() or 0) for edit in (self._least, self._months, self._notice))
        most, first, redeem = (formats.western_digits(edit.text().strip()).removesuffix("%") for edit in (self._most, self._first, self._redeem))
        return ShareTerms(since, self._par.value() or Kip(0), least, most, lao.normalise(self._basis.text()).strip(), code, months, first, notice,
                          redeem)


class TermsForm(_TermsFields):
    """New terms of one class from a day on."""

    def __init__(self, parent: QWidget, desk: Desk, code: str) -> None:
        super().__init__(parent, desk.runner, N_("Change terms of shares"), N_("Decide"), icon="certificate-outline")
        self.desk, self._code = desk, code
        self.saved = lambda _outcome: desk.say(tr(N_("The new terms are decided.")))
        self.after.accounts = desk.accounts()
        self._facts: TermsFacts | None = desk.runner.read(lambda: shares.prepare_terms(desk.book, code))
        self._add_terms(desk)
        self._way = Choice(WAYS)
        self.add("way", N_("What becomes of the shares that are held?"), self._way)
        self.left.addStretch(1)
        self._way.currentIndexChanged.connect(lambda _place: self.preview())
        before = self._facts.before if self._facts else None
        if before is not None:
            self._par.set_value(before.par_value_kip)
            for edit, count in ((self._least, before.least_count), (self._months, before.instalment_months), (self._notice, before.notice_days)):
                edit.set_value(count)
            for text, percent in ((self._most, before.most_percent), (self._first, before.first_part_percent), (self._redeem, before.redeem_percent)):
                text.setText(percent)
        self._par.setFocus()
        self.preview()

    def order(self) -> ChangeTerms | None:
        terms = self._terms(self._code)
        return ChangeTerms(terms, self._way.value()) if terms is not None else None

    def preview(self) -> None:
        """Say first what will change: each term before → after, and what the new value does to the shares that are held."""
        order, facts = self.order(), self._facts
        if order is None or facts is None or not hasattr(self, "_way"):
            return
        broken, converts = check_terms(facts, order), changes_value(facts, order)
        self.fields["way"].setVisible(converts)
        self.fields["par_value_kip"].hint(in_words(self._par.value() or 0, current_language()))
        entry = None
        rows = _changed(facts.before, order.terms)
        if converts and not broken:
            moves = conversion_moves(facts, order)
            held = sum(one.share_count for one in facts.holdings.values())
            capital = sum(one.capital_kip for one in facts.holdings.values())
            rows += [(N_("Shares of all members"), formats.kip(held), formats.kip(held + sum(move.share_count for move in moves))),
                     (N_("Share capital"), formats.kip(capital), formats.kip(capital + sum(move.capital_kip for move in moves))),
                     (N_("Members concerned"), str(len(moves)), str(len(moves)))]
            entry = conversion_entry(facts, order) if len(moves) <= 3 else None
        unchanged = not rows and not broken
        self.after.show_changes(rows, broken, entry, (tr(N_("Nothing changes but the basis.")),) if unchanged else
                                (tr(N_("Papers dated before keep the old terms.")),) if not broken else ())

    def action(self, order: Any) -> Outcome:
        return shares.change_terms(self.desk.book, order, self.request_key)


def _changed(before: ShareTerms | None, after: ShareTerms) -> list[tuple[str, str, str]]:
    """The terms that differ, before → after."""
    shown = ((N_("Share value ₭"), "par_value_kip", _number), (N_("Fewest shares"), "least_count", _number),
             (N_("Most % of all shares"), "most_percent", _percent), (N_("Months to pay"), "instalment_months", _number),
             (N_("Paid at once, %"), "first_part_percent", _percent), (N_("Notice, days"), "notice_days", _number),
             (N_("Redeemed a year, %"), "redeem_percent", _percent))
    return [(message, show(getattr(before, name)) if before else "–", show(getattr(after, name))) for message, name, show in shown
            if before is None or getattr(before, name) != getattr(after, name)]


class ClassForm(_TermsFields):
    """Another class of shares, with its first terms."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.runner, N_("Add a class of shares"), N_("Add class"), icon="certificate-outline")
        self.desk = desk
        self.saved = lambda _outcome: desk.say(tr(N_("The class of shares is added.")))
        self._code, self._lo, self._en = QLineEdit(maxLength=8), QLineEdit(maxLength=100), QLineEdit(maxLength=100)
        self.add_pair(self.named("code", N_("Code"), self._code), self.named("name_lo", N_("Name in Lao"), self._lo),
                      self.named("name_en", N_("Name in English"), self._en))
        self._add_terms(desk)
        self.left.addStretch(1)
        self._least.set_value(1)
        self._code.setFocus()
        self.preview()

    def order(self) -> shares.KeepShareClass | None:
        code = self._code.text().strip()
        terms = self._terms(code)
        return shares.KeepShareClass(ShareClass(code, lao.normalise(self._lo.text()).strip(), lao.normalise(self._en.text()).strip()),
                                     terms) if terms is not None else None

    def preview(self) -> None:
        """Show the first terms, judged by the rule that judges the save."""
        order = self.order()
        if order is None or order.terms is None:
            return
        facts = self.runner.read(lambda: shares.prepare_terms(self.desk.book, order.share_class.code))
        broken = check_terms(facts, ChangeTerms(order.terms)) if facts else ()
        self.fields["par_value_kip"].hint(in_words(self._par.value() or 0, current_language()))
        self.after.show_changes(_changed(None, order.terms), broken, checks=(tr(N_("Numbers of this class begin at 1.")),))

    def action(self, order: Any) -> Outcome:
        return shares.keep_share_class(self.desk.book, order, self.request_key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_basis"):
            self.preview()
