"""What the forms of this workspace share: choosing a box, a category, a supplier; days, amounts, and the panel of what will be."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.categories import Category
from coopbooks.coop.suppliers import Supplier
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.services import boxes, counts, suppliers
from coopbooks.services.boxes import BoxCard
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit import icons
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field, MoneyEdit, in_words
from coopbooks.ui.kit.picker import Picker
from coopbooks.ui.shell.page import Desk

PAPER = "cash-paper"
COUNTED_AFTER = N_("The box was counted on {on}: {number}. The book will say something else of that day.")


class BoxChoice(Choice):
    """A choice of money boxes with what each holds."""

    def __init__(self, cards: Sequence[BoxCard]) -> None:
        self.cards = {card.box.word: card for card in cards}
        super().__init__(self._shown(), is_user_text=True)

    def _shown(self) -> list[tuple[str, str]]:
        return [(word, f"{card.box.name(current_language())} · {kip(card.kip)} ₭") for word, card in self.cards.items()]

    def held_kip(self) -> Kip:
        """What the chosen box holds."""
        return self.cards[self.value()].kip

    def say_again(self) -> None:
        if hasattr(self, "cards"):
            self.set_choices(self._shown())


class CategoryChoice(Choice):
    """A choice of categories in plain words, each with its icon."""

    def __init__(self, categories: Sequence[Category]) -> None:
        self.categories = {one.code: one for one in categories}
        super().__init__((), is_user_text=True)
        self.say_again()

    def say_again(self) -> None:
        if not hasattr(self, "categories"):
            return
        self.set_choices([(code, one.name(current_language())) for code, one in self.categories.items()])
        for place, one in enumerate(self.categories.values()):
            self.setItemIcon(place, icons.icon(one.icon, "text2") if one.icon else QIcon())


def supplier_picker(desk: Desk, *, wanted: str = N_("Choose a supplier.")) -> Picker:
    """A field that finds a supplier by number, name or phone; it holds (id, supplier)."""
    def label(found: tuple[int, Supplier]) -> str:
        return f"{found[1].number} · {found[1].name}"

    def row(found: tuple[int, Supplier]) -> str:
        return " · ".join(part for part in (found[1].number, found[1].name, found[1].phone) if part)
    return Picker(lambda text: desk.runner.read(lambda: suppliers.find_suppliers(desk.book, text), ()), label, row,
                  hint=N_("Number or name"), wanted=wanted)


class CashForm(FormDialog):
    """A form about money. Subclasses add fields, answer `order`, and say in `preview` what will be."""

    def __init__(self, parent: QWidget | None, desk: Desk, title: str, save: str = N_("Save")) -> None:
        super().__init__(parent, desk.runner, title, save)
        self.desk = desk
        self.after.accounts = desk.accounts()
        self.cards: tuple[BoxCard, ...] = desk.runner.read(lambda: boxes.box_cards(desk.book), ())
        self.saved = self.told

    # --- fields -------------------------------------------------------------------------------------------------------------
    def field(self, name: str, message: str, editor: QWidget) -> Field:
        """A field under the name of the order's field; changes in it are previewed."""
        made = self.fields[name] = Field(message, editor)
        for signal in ("textChanged", "currentIndexChanged", "chosen", "picked", "toggled"):
            if hasattr(editor, signal):
                getattr(editor, signal).connect(lambda *_given: self.preview())
        return made

    def text(self, name: str, message: str, longest: int = 200) -> QLineEdit:
        """A field of free words; put it into the form with `self.fields[name]`."""
        edit = QLineEdit(maxLength=longest)
        self.field(name, message, edit)
        return edit

    def money(self, name: str = "amount_kip", message: str = N_("Amount ₭")) -> MoneyEdit:
        """An amount, with the words under it."""
        edit = MoneyEdit()
        field = self.field(name, message, edit)
        edit.textChanged.connect(lambda _text: field.hint(in_words(edit.value() or 0, current_language())))
        return edit

    def day(self, name: str = "on", message: str = N_("Date")) -> DayEdit:
        """A day, today at first."""
        edit = DayEdit(self.desk.today)
        self.field(name, message, edit)
        return edit

    def box(self, name: str = "money", message: str = N_("Money box"), kind: str = "") -> BoxChoice:
        """A money box, of one kind perhaps."""
        choice = BoxChoice([card for card in self.cards if not kind or card.box.kind == kind])
        self.field(name, message, choice)
        return choice

    def words(self, edit: QLineEdit) -> str:
        """What was typed, in the one spelling the book keeps."""
        return lao.normalise(edit.text())

    # --- showing ------------------------------------------------------------------------------------------------------------
    def preview(self) -> None:
        """Show what will be."""

    def show_after(self, rows: Sequence[tuple[str, int, int]], complaints: Sequence[RuleBroken], entry: Any = None) -> None:
        """Balances before and after, what the rules say, and the entry when nothing stands in the way."""
        shown = [(message, kip(before), kip(before if complaints else after)) for message, before, after in rows]
        self.after.show_changes(shown, complaints, None if complaints else entry)
        if isinstance(entry, JournalEntry) and not complaints:
            behind = self.runner.read(lambda: counts.counted_after(self.desk.book, entry), [])
            self.after.ask([tr(COUNTED_AFTER, number=one.number, on=one.on) for one in behind])

    def offer_print(self, message: str) -> None:
        """Offer to print the paper after saving; ticked or not as it was left."""
        self.after.ticks.offer(PAPER, message)

    def told(self, outcome: Outcome) -> None:
        """Say that it is saved; the paper can be looked at, or printed at once."""
        number = outcome.documents[-1][1] if outcome.documents else ""
        if number and self.after.ticks.wanted(PAPER):
            self.desk.act("print-paper", "receipt", number)
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View paper"), lambda: self.desk.go("reports", "receipt", number))

