"""The list of pages, and what each task does. A new workspace is one line here and one in the sidebar's list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from coopbooks.services import members
from coopbooks.ui.cash.bills import BillForm
from coopbooks.ui.cash.choice import MoneyInChoice
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.page import CashPage
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
from coopbooks.ui.deliveries.page import DeliveriesPage
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.importing.dialog import KINDS, ImportDialog
from coopbooks.ui.importing.undo import TakeBackForm
from coopbooks.ui.ledger.page import LedgerPage
from coopbooks.ui.members.forms import AdmitApplicantForm, AdmitForm, ChangeForm
from coopbooks.ui.members.leaving import LeaveForm, NoticeForm
from coopbooks.ui.members.member import MemberPageView
from coopbooks.ui.members.pay import PayMemberForm
from coopbooks.ui.members.workspace import MembersWorkspace
from coopbooks.ui.printing.page import ReportsPage
from coopbooks.ui.sales.customers import CustomerView
from coopbooks.ui.sales.invoice import InvoicePage
from coopbooks.ui.sales.money import ReceiveForm
from coopbooks.ui.sales.sale import SalePage
from coopbooks.ui.sales.workspace import SalesWorkspace
from coopbooks.ui.settings.page import SettingsPage
from coopbooks.ui.shares.acts import FORMS, open_form
from coopbooks.ui.shares.workspace import SharesWorkspace
from coopbooks.ui.shell.page import Desk, Page
from coopbooks.ui.yearend.page import YearEndPage

Act = Callable[[QWidget, Desk, int | None, tuple[object, ...]], object]
"""What a task does: with the window, the desk, the member whose page is open (or None), and what it was given."""


def make_pages(desk: Desk) -> dict[str, Page]:
    """Every page of a book, by name."""
    return {
        "home": HomePage(desk),
        "members": MembersWorkspace(desk),
        "member": MemberPageView(desk),
        "shares": SharesWorkspace(desk),
        "deliveries": DeliveriesPage(desk),
        "sales": SalesWorkspace(desk),
        "sale": SalePage(desk),
        "invoice": InvoicePage(desk),
        "customer": CustomerView(desk),
        "cash": CashPage(desk),
        "ledger": LedgerPage(desk),
        "reports": ReportsPage(desk),
        "settings": SettingsPage(desk),
        "year-end": YearEndPage(desk),
    }


def _print_paper(window: QWidget, desk: Desk, _member: int | None, what: tuple[object, ...]) -> None:
    """Show a paper by name and number, and ask for the printer."""
    desk.go("reports", *what)
    shown = window.findChild(ReportsPage)
    if isinstance(shown, ReportsPage):
        shown.print_paper()


def _receive_money(window: QWidget, desk: Desk, _member: int | None, what: tuple[object, ...]) -> None:
    """Money in: of the customer at hand, or first asked who pays where nobody is."""
    ids = [int(str(one)) for one in what if one is not None]
    place = str(getattr(window, "_here", ("",))[0])
    if ids or place in ("sales", "sale"):
        ReceiveForm(window, desk, *ids).open()
    else:
        MoneyInChoice(window, desk, lambda: ReceiveForm(window, desk).open()).open()


def _number(desk: Desk, member: int | None) -> str:
    return desk.runner.read(lambda: members.details_of(desk.book, member).number, "") if member else ""


def _of_member(form: Callable[[QWidget, Desk, int], QDialog]) -> Act:
    """A task with a member: the one it was given, or the one at hand."""
    def act(window: QWidget, desk: Desk, member: int | None, what: tuple[object, ...]) -> None:
        chosen = what[0] if what else member
        if chosen:
            form(window, desk, int(str(chosen))).open()

    return act


def _pay_member(window: QWidget, desk: Desk, member: int | None, what: tuple[object, ...]) -> None:
    chosen = what[0] if what else member
    PayMemberForm(window, desk, int(str(chosen)) if chosen else None).open()


def _pay_money(window: QWidget, desk: Desk, member: int | None, _what: tuple[object, ...]) -> None:
    """Money out; with a member at hand, to that member."""
    if member:
        PayMemberForm(window, desk, member).open()
    else:
        VoucherForm(window, desk, "out").open()


ACTS: dict[str, Act] = {
    "delivery": lambda _window, desk, member, what: desk.go("deliveries", "sheet", *(what or ((member,) if member else ()))),
    "money-in": lambda window, desk, _member, _what: VoucherForm(window, desk, "in").open(),
    "pay-money": _pay_money,
    "transfer": lambda window, desk, _member, _what: TransferForm(window, desk).open(),
    "count-cash": lambda window, desk, _member, _what: CountForm(window, desk).open(),
    "bill": lambda window, desk, _member, _what: BillForm(window, desk).open(),
    **{name: partial(open_form, name) for name in FORMS},
    "entry": lambda _window, desk, _member, _what: desk.go("ledger", "entry"),
    "sale": lambda _window, desk, _member, what: desk.go("sale", *what),
    "receive-money": _receive_money,
    "print-paper": _print_paper,
    "statement": lambda _window, desk, member, what: desk.go("reports", "member-statement", str(what[0]) if what else _number(desk, member)),
    "import": lambda window, desk, _member, what: ImportDialog(window, desk, str(what[0]) if what and what[0] in KINDS else "members").open(),
    "take-back-import": lambda window, desk, _member, what: TakeBackForm(window, desk, int(str(what[0])) if what else None).open(),
    "pay-member": _pay_member,
    "change-member": _of_member(ChangeForm),
    "give-notice": _of_member(NoticeForm),
    "leave-member": _of_member(LeaveForm),
    "admit-applicant": _of_member(AdmitApplicantForm),
    "add-member": lambda window, desk, _member, _what: AdmitForm(window, desk).open(),
}
"""By the task's name in `kit.tasks`."""
