"""Loans, grants, fixed assets and payments that come again in the window."""

from datetime import date

from coopbooks.services import boxes
from coopbooks.ui.cash.asset_forms import AssetForm, EndForm, RunForm
from coopbooks.ui.cash.assets import AssetsPage
from coopbooks.ui.cash.loan_forms import GrantForm, LoanForm, PayLoanForm
from coopbooks.ui.cash.loans import LoansPage
from coopbooks.ui.cash.repeating import RepeatingForm, RepeatingPage
from coopbooks.ui.cash.vouchers import VoucherForm
from tests.support.window import fresh, shown, texts


def test_an_asset_is_bought_worn_and_ended_in_the_window(qtbot, petty, told):
    form = fresh(qtbot, AssetForm(None, petty))
    form.save()
    assert shown(form, "name") == "Write the name."
    assert shown(form, "cost_kip") == "Give an amount above 0."
    form.name.setText("ເຄື່ອງຊັ່ງ")
    form.cost.setText("240k")
    form.on.set_value(date(2025, 1, 10))
    form.starts.set_value(date(2025, 1, 1))
    form.life.setText("24")
    form.residual.setText("250k")
    form.save()
    assert "between 0 and the cost" in shown(form, "residual_kip")
    form.residual.setText("")
    form.save()
    assert told.said[-1] == "Asset A-001 is on the register."
    run = fresh(qtbot, RunForm(None, petty))
    assert run.until.value() == date(2025, 3, 31)
    run.save()
    again = fresh(qtbot, RunForm(None, petty))
    again.save()
    assert shown(again, "until") == "Depreciation is taken up to 31/03/2025 already."
    page = fresh(qtbot, AssetsPage(petty))
    page.refresh()
    assert texts(page.table, 7) == ["210,000"]
    end = fresh(qtbot, EndForm(None, petty, page.table.model.rows[0]))
    end.save()
    assert shown(end, "reason") == "Write the reason."
    end.reason.setText("ເພ")
    end.save()
    page.refresh()
    assert texts(page.table, 8) == ["31/03/2025"]


def test_a_loan_comes_with_its_plan_and_an_instalment_is_proposed(qtbot, petty, told):
    form = fresh(qtbot, LoanForm(None, petty))
    form.amount.setText("1.2m")
    form.rate.setText("x")
    form.lender.setText("ທະນາຄານ")
    form.save()
    assert shown(form, "rate_percent") == "“x” is no yearly interest from 0 to 100 percent."
    form.rate.setText("12")
    form.save()
    assert told.said[-1] == "Loan L-001 is in the book."
    page = fresh(qtbot, LoansPage(petty))
    page.refresh()
    pay = fresh(qtbot, PayLoanForm(None, petty, page.table.model.rows[0]))
    assert (pay.principal.value(), pay.interest.value()) == (100_000, 12_000)
    pay.principal.setText("1,200,001")
    pay.save()
    assert "left of L-001" in shown(pay, "principal_kip")
    pay.principal.setText("100k")
    pay.save()
    page.refresh()
    assert texts(page.table, 6) == ["1,100,000"]


def test_a_grant_is_recorded(qtbot, petty):
    form = fresh(qtbot, GrantForm(None, petty))
    form.amount.setText("500k")
    form.save()
    assert shown(form, "giver") == "Write who gives the money."
    form.giver.setText("ໂຄງການ")
    form.save()
    page = fresh(qtbot, LoansPage(petty))
    page.refresh()
    assert texts(page.grants, 4) == ["500,000"]


def test_what_comes_again_is_posted_left_out_and_ended_by_hand(qtbot, petty, told):
    form = fresh(qtbot, RepeatingForm(None, petty))
    form.amount.setText("10k")
    form.every.setText("0")
    form.category.set_value("rent")
    form.next.set_value(date(2025, 3, 31))
    form.save()
    assert shown(form, "every_months") == "Give the months from 1 to 120."
    form.every.setText("1")
    form.save()
    page = fresh(qtbot, RepeatingPage(petty))
    page.refresh()
    assert boxes.box_cards(petty.book)[0].kip == 250_000
    voucher = fresh(qtbot, VoucherForm(None, petty, "out", settles=page._rows[0]))
    assert (voucher.amount.value(), voucher.category.value()) == (10_000, "rent")
    voucher.save()
    assert boxes.box_cards(petty.book)[0].kip == 240_000
    page.refresh()
    assert texts(page.table, 0) == ["30/04/2025"]
    page.skip()
    assert texts(page.table, 0) == ["31/05/2025"]
    page.finish()
    assert texts(page.table, 0) == []
