"""What the pages of this workspace share: choosing an account or a person, a period, and handing a page out as a paper."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtWidgets import QWidget

from coopbooks.books.journal import EntryLeg
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, of_lines
from coopbooks.ledger.periods import Period
from coopbooks.services import journal
from coopbooks.services.journal import Person
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.explain import account_name
from coopbooks.ui.kit.export import ask_ending, save_paper
from coopbooks.ui.kit.fields import DayEdit
from coopbooks.ui.kit.lines import LineColumn
from coopbooks.ui.kit.picker import Picker
from coopbooks.ui.kit.words import Button, Words
from coopbooks.ui.shell.page import Desk


def person_name(person: Person) -> str:
    """A member or customer as a cell shows them."""
    return f"{person.number} · {person.name}"


def account_picker(desk: Desk, *, wanted: str = N_("Choose an account.")) -> Picker:
    """A field that finds an account by code or name."""
    made = Picker(lambda text: desk.runner.read(lambda: journal.find_accounts(desk.book, text), ()), account_name, account_name,
                  hint=N_("Code or name"), wanted=wanted)
    made.setAccessibleName(tr(N_("Account")))
    return made


def person_picker(desk: Desk) -> Picker:
    """A field that finds a member or customer, or stays empty."""
    made = Picker(lambda text: desk.runner.read(lambda: journal.find_people(desk.book, text), ()), person_name, person_name,
                  hint=N_("Member or customer (optional)"))
    made.setAccessibleName(tr(N_("Member or customer")))
    return made


def _begin_of(text: str) -> str:
    """The code or number with which a whole label begins, so that a label that was kept finds its thing again; else the text itself."""
    first, _, rest = text.strip().partition(" ")
    return first if rest and first[:1].isdigit() else text


def account_column(desk: Desk, width: int = 260) -> LineColumn:
    """The column of accounts in a grid of lines."""
    return LineColumn("account", N_("Account"), width=width, find=lambda text: desk.runner.read(
        lambda: journal.find_accounts(desk.book, _begin_of(text)), ()), label=account_name, row=account_name)


def person_column(desk: Desk, width: int = 190) -> LineColumn:
    """The column of members and customers in a grid of lines."""
    return LineColumn("who", N_("Member or customer"), width=width, find=lambda text: desk.runner.read(
        lambda: journal.find_people(desk.book, text.partition(" · ")[0]), ()), label=person_name, row=person_name)


def legs_figure(legs: Iterable[EntryLeg], side: int) -> Figure | None:
    """What the debits (1) or credits (-1) among legs of the journal stand for."""
    mine = [leg for leg in legs if leg.kip * side > 0]
    accounts = dict.fromkeys(leg.account_code for leg in mine)
    return of_lines(*accounts, postings=(leg.posting_id for leg in mine), credit=side < 0) if mine else None


class PeriodBar(QWidget):
    """From one day to another; the year, and the month, of today by one click."""

    def __init__(self, period: Period, year: Period, today: date, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self.first, self.last = DayEdit(today), DayEdit(today)
        for edit, name in ((self.first, N_("From")), (self.last, N_("To"))):
            edit.setFixedWidth(112)
            edit.setAccessibleName(tr(name))
            edit.editingFinished.connect(changed)
        month = Period(today.replace(day=1), today)
        self.setLayout(row(Words(N_("From"), "label"), self.first, Words(N_("to"), "label"), self.last,
                           Button(N_("This month"), lambda: self.show_period(month), look="chip"),
                           Button(N_("This year"), lambda: self.show_period(year), look="chip"), spacing=6))
        self.set_period(period)

    def set_period(self, period: Period) -> None:
        """Show a period without asking the book."""
        self.first.set_value(period.first_day)
        self.last.set_value(period.last_day)

    def show_period(self, period: Period) -> None:
        """Show a period."""
        self.set_period(period)
        self._changed()

    def value(self) -> Period | None:
        """The period; None while a day is none, or the last comes before the first."""
        first, last = self.first.value(), self.last.value()
        return Period(first, last) if first is not None and last is not None and first <= last else None


def fiscal_year(desk: Desk) -> Period:
    """The fiscal year of today."""
    found: Period = desk.runner.read(lambda: journal.year_of_day(desk.book, desk.today), Period(desk.today.replace(month=1, day=1), desk.today))
    return found


def paper_button(owner: QWidget, desk: Desk, name: str, asked: Callable[[], Asked | None]) -> Button:
    """A button that saves a page as its paper: Excel, CSV or PDF."""
    def save(ending: str) -> None:
        wanted = asked()
        paper = desk.runner.read(lambda: MAKERS[name](desk.book, wanted)) if wanted is not None else None
        save_paper(owner, desk, paper, name, ending)

    button = Button(N_("Save as …"), icon="content-save-outline")
    button.clicked.connect(lambda _checked=False: ask_ending(button, save))
    return button

