"""Opening a further money box, and what is told of one: name, kind, bank and account number."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from coopbooks.coop.boxes import BOXES, KeepBox, MoneyBox
from coopbooks.coop.categories import Category, KeepCategory
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services import boxes
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.fields import Choice, Segments
from coopbooks.ui.kit.table import Column, RecordTable
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk


class BoxForm(CashForm):
    """One money box; without one, a new one."""

    def __init__(self, parent: QWidget | None, desk: Desk, box: MoneyBox | None = None) -> None:
        super().__init__(parent, desk, N_("Change a money box") if box else N_("Add a money box"), N_("Save"))
        self._before = box
        self.kind = Segments((("cash", N_("Cash box")), ("bank", N_("Bank account"))), box.kind if box else "cash")
        self.field("kind", N_("What is it?"), self.kind)
        self.code = self.text("code", N_("Code in the chart"), 12)
        self.add_pair(self.fields["kind"], self.fields["code"])
        self.lao, self.english = self.text("name_lo", N_("Name in Lao")), self.text("name_en", N_("Name in English (optional)"))
        self.add_pair(self.fields["name_lo"], self.fields["name_en"])
        self.bank, self.account = self.text("bank", N_("Bank (optional)")), self.text("bank_account", N_("Account no. at the bank (optional)"))
        self.add_pair(self.fields["bank"], self.fields["bank_account"])
        self.used = QCheckBox(tr(N_("In use")))
        self.used.setChecked(box.is_used if box else True)
        self.add("is_used", N_("Is money kept in it?"), self.used)
        self.left.addStretch(1)
        if box:
            for edit, text in ((self.code, box.code), (self.lao, box.name_lo), (self.english, box.name_en), (self.bank, box.bank),
                               (self.account, box.bank_account)):
                edit.setText(text)
            self.code.setReadOnly(True)
            self.used.setEnabled(box.word not in BOXES)
        else:
            self.fields["is_used"].hide()
            self.kind.chosen.connect(lambda _kind: self._propose_code())
            self._propose_code()
        self.after.wait_for(N_("The box gets an account of its own in the chart.") if not box else N_("The money in the box stays as it is."))
        self.lao.setFocus()

    def _propose_code(self) -> None:
        stem = "531" if self.kind.value() == "cash" else "512"
        taken = self.desk.accounts()
        self.code.setText(next(f"{stem}{place}" for place in range(1, 100) if f"{stem}{place}" not in taken))

    def order(self) -> KeepBox:
        code = self.words(self.code)
        return KeepBox(MoneyBox(self._before.word if self._before else code, code, self.kind.value(), self.words(self.lao), self.words(self.english),
                                self.words(self.bank), self.words(self.account), self.used.isChecked()), is_new=self._before is None)

    def action(self, order: Any) -> Outcome:
        return boxes.keep_box(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        name = self.words(self.lao) or self.words(self.english)
        self.desk.say(tr(N_("The box “{name}” is in the book."), name=name))


class CategoryForm(CashForm):
    """One category: its name in both languages, and the account behind it."""

    def __init__(self, parent: QWidget | None, desk: Desk, category: Category | None = None) -> None:
        super().__init__(parent, desk, N_("Change a category") if category else N_("Add a category"), N_("Save"))
        self._before = category
        self.way = Segments((("out", N_("Money out")), ("in", N_("Money in"))), category.way if category else "out")
        self.field("way", N_("For what?"), self.way)
        self.code = self.text("code", N_("Short code"), 20)
        self.add_pair(self.fields["way"], self.fields["code"])
        self.lao, self.english = self.text("name_lo", N_("Name in Lao")), self.text("name_en", N_("Name in English (optional)"))
        self.add_pair(self.fields["name_lo"], self.fields["name_en"])
        language = current_language()
        known = {account.code: account for account in desk.accounts().values()}
        self.account = Choice([(code, f"{code} {one.name_lo if language == 'lo' else one.name_en}") for code, one in sorted(known.items())],
                              is_user_text=True)
        self.add("account", N_("Account behind it"), self.account)
        self.used = QCheckBox(tr(N_("In use")))
        self.used.setChecked(category.is_used if category else True)
        self.add("is_used", N_("Is it offered?"), self.used)
        self.left.addStretch(1)
        if category:
            self.code.setText(category.code)
            self.code.setReadOnly(True)
            self.lao.setText(category.name_lo)
            self.english.setText(category.name_en)
            self.account.set_value(category.account)
        self.after.wait_for(N_("Papers that are written stay as they are."))
        self.lao.setFocus()

    def order(self) -> KeepCategory:
        return KeepCategory(Category(self.words(self.code), self.way.value(), self.account.value(), self.words(self.lao), self.words(self.english),
                                     self._before.icon if self._before else "dots-horizontal", self.used.isChecked()))

    def action(self, order: Any) -> Outcome:
        return boxes.keep_category(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("The category is on the list.")))


class CategoriesDialog(QDialog):
    """The list of categories: what money is for, and the account behind each."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent.window())
        self.desk = desk
        self.setWindowTitle(tr(N_("Categories")))
        self.resize(760, 480)
        ways = {"in": N_("Money in"), "out": N_("Money out")}
        self.table = RecordTable((
            Column(N_("Category"), lambda one: one.name(current_language()), width=240, bold=True, icon=lambda one: one.icon or "dots-horizontal",
                   ink=lambda one: "" if one.is_used else "disabled"),
            Column(N_("Which way?"), lambda one: one.way, lambda way: tr(ways[way]), width=120),
            Column(N_("Account behind it"), lambda one: one.account, width=140), Column(N_("Short code"), lambda one: one.code, width=120)),
            N_("Categories"))
        self.table.opened.connect(self.change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.addWidget(Words(N_("Categories"), "h2"))
        whole.addWidget(self.table, 1)
        whole.addLayout(row(Button(N_("Close"), self.accept, look="quiet"), None, Button(N_("Change it"), lambda: self.change(self.table.current())),
                            Button(N_("Add a category"), lambda: self.change(None), look="main", icon="plus")))
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        self.table.show_rows(self.desk.runner.read(lambda: boxes.categories(self.desk.book), ()))

    def change(self, one: Category | None) -> None:
        """Change a category, or add one."""
        form = CategoryForm(self, self.desk, one)
        form.finished.connect(lambda _result: self.refresh())
        form.open()
