"""What can be started with shares, by the names of the tasks."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.shares.certificates import IssueForm
from coopbooks.ui.shares.forms import SharePaymentForm
from coopbooks.ui.shares.heirs import HeirsForm
from coopbooks.ui.shares.instalments import CollectForm
from coopbooks.ui.shares.moves import BonusForm, CancelForm, ConvertForm, PayOutForm, RedeemForm, TransferForm
from coopbooks.ui.shares.pledges import PledgeForm
from coopbooks.ui.shares.set_off import SetOffForm
from coopbooks.ui.shell.page import Desk

FORMS: dict[str, Callable[[QWidget, Desk, int | None], FormDialog]] = {
    "share-payment": SharePaymentForm, "collect-instalments": CollectForm, "share-transfer": TransferForm, "share-redeem": RedeemForm,
    "share-pay-out": PayOutForm, "share-bonus": BonusForm, "share-cancel": CancelForm, "share-convert": ConvertForm,
    "share-heirs": HeirsForm, "share-pledge": PledgeForm, "share-certificate": IssueForm, "set-off": SetOffForm}
"""One dialog for each; every one takes the window, the desk and a member perhaps."""


def open_form(name: str, window: QWidget, desk: Desk, member: int | None, what: tuple[object, ...]) -> FormDialog:
    """Open a dialog for the member that was named, or whose row the cursor is on."""
    chosen = what[0] if what else member
    form = FORMS[name](window, desk, int(str(chosen)) if chosen else None)
    form.keep_drafts(desk.book, name)
    form.open()
    return form
