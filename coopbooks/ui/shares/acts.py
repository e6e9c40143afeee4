"""What can be started with shares, by the names of the tasks."""

from PySide6.QtWidgets import QWidget

from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.shares.forms import SharePaymentForm
from coopbooks.ui.shares.moves import BonusForm, CancelForm, ConvertForm, PayOutForm, RedeemForm, TransferForm
from coopbooks.ui.shell.page import Desk

FORMS: dict[str, type[FormDialog]] = {
    "share-payment": SharePaymentForm, "share-transfer": TransferForm, "share-redeem": RedeemForm, "share-pay-out": PayOutForm,
    "share-bonus": BonusForm, "share-cancel": CancelForm, "share-convert": ConvertForm}
"""One dialog for each; every one takes the window, the desk and a member perhaps."""


def open_form(name: str, window: QWidget, desk: Desk, member: int | None, what: tuple[object, ...]) -> FormDialog:
    """Open a dialog for the member that was named, or whose row the cursor is on."""
    chosen = what[0] if what else member
    form = FORMS[name](window, desk, int(str(chosen)) if chosen else None)  # type: ignore[call-arg, arg-type]
    form.open()
    return form
