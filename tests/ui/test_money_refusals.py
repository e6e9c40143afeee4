"""Every form about money refuses what cannot be at its field: 0, −1, 10¹⁵, words, a day ahead, a locked month, a day before the book.

Nothing is posted, nothing that was typed is lost, and the form stays open.
"""

from datetime import date

import pytest

from coopbooks.coop.assets import BuyAsset
from coopbooks.coop.cash import ExpenseLine
from coopbooks.coop.loans import ReceiveLoan
from coopbooks.coop.months import SetMonth
from coopbooks.coop.suppliers import RecordBill
from coopbooks.ledger.money import Kip
from coopbooks.services import assets, loans, months, suppliers
from coopbooks.ui.cash.asset_forms import AssetForm, EndForm, RunForm
from coopbooks.ui.cash.bills import BillForm, PayBillForm
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.loan_forms import GrantForm, LoanForm, PayLoanForm
from coopbooks.ui.cash.repeating import RepeatingForm
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
from tests.support.window import fresh, shown

ON = date(2025, 3, 1)


def _voucher(desk, way):
    form = VoucherForm(None, desk, way)
    form.who.name.setText("x")
    return form


def _bill(desk):
    form = BillForm(None, desk, (1, suppliers.all_suppliers(desk.book)[1]))
    form.lines.fill(0, "category", ("rent", "Rent"))
    form.lines.fill(0, "amount_kip", Kip(5_000))
    return form


def _pay_bill(desk):
    suppliers.record_bill(desk.book, RecordBill(1, ON, (ExpenseLine("rent", Kip(70_000)),)))
    return PayBillForm(None, desk, suppliers.bills(desk.book, desk.today)[0][0])


def _loan(desk):
    form = LoanForm(None, desk)
    form.lender.setText("ທະນາຄານ")
    form.rate.setText("12")
    return form


def _pay_loan(desk):
    loans.receive_loan(desk.book, ReceiveLoan("x", ON, Kip(1_200_000), "12", 12, ON, 1, "parts", "bank"))
    return PayLoanForm(None, desk, loans.all_loans(desk.book, desk.today)[0][0])


def _grant(desk):
    form = GrantForm(None, desk)
    form.giver.setText("x")
    return form


def _asset(desk):
    form = AssetForm(None, desk)
    form.name.setText("x")
    return form


def _end(desk):
    assets.buy_asset(desk.book, BuyAsset("x", "215", date(2025, 2, 10), Kip(100_000), 24, money="credit"))
    form = EndForm(None, desk, assets.all_assets(desk.book, desk.today)[0][0])
    form.reason.setText("x")
    return form


def _count(desk):
    form = CountForm(None, desk)
    form.notes[100_000].setText("2")
    form.reason.setText("x")
    return form


FORMS = {
    "money in": (lambda desk: _voucher(desk, "in"), "amount_kip", "on"), "money out": (lambda desk: _voucher(desk, "out"), "amount_kip", "on"),
    "transfer": (lambda desk: TransferForm(None, desk), "amount_kip", "on"), "bill": (_bill, None, "on"),
    "bill paid": (_pay_bill, "amount_kip", "on"), "loan": (_loan, "principal_kip", "on"), "loan paid": (_pay_loan, "principal_kip", "on"),
    "grant": (_grant, "amount_kip", "on"), "asset": (_asset, "cost_kip", "on"), "end": (_end, "proceeds_kip", "on"),
    "repeating": (lambda desk: RepeatingForm(None, desk), "amount_kip", None), "count": (_count, None, "on"),
    "depreciation": (lambda desk: RunForm(None, desk), None, "until")}
"""Each form with the fields of its amount and of its day."""
NOTHING_IS_FINE = {"end", "loan paid"}
"""Something may be given away for nothing; an instalment may be interest alone."""


def _refused(qtbot, desk, name, field, typed):
    form = fresh(qtbot, FORMS[name][0](desk))
    amount = FORMS[name][1]
    if amount is not None and field != amount:
        form.fields[amount].editor.setText("5,000")
    form.fields[field].editor.setText(typed)
    head = desk.book.head_code()
    form.save()
    assert desk.book.head_code() == head, "nothing is posted"
    assert form.isVisible()
    assert form.fields[field].editor.text() == typed, "nothing that was typed is lost"
    return shown(form, field)


@pytest.mark.parametrize(("name", "typed"), [
    (name, typed) for name, (_, amount, _day) in FORMS.items() if amount for typed in ("0", "-1", "1,000,000,000,000,000", "1.250", "ສິບ")
    if typed != "0" or name not in NOTHING_IS_FINE])
def test_an_amount_that_cannot_be(qtbot, petty, name, typed):
    assert _refused(qtbot, petty, name, FORMS[name][1], typed)


@pytest.mark.parametrize("name", [name for name, (_, _amount, day) in FORMS.items() if day])
@pytest.mark.parametrize("typed", ["30/04/2025", "31/12/2024", "31/01/2025", "31/02/2025", "x"])
def test_a_day_that_cannot_be(qtbot, petty, name, typed):
    months.set_month(petty.book, SetMonth("2025-01", "locked", "counted"))
    assert _refused(qtbot, petty, name, FORMS[name][2], typed)
