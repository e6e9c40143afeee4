"""The deeds of money by the names the headless interface gives them; `services.deeds` lists all."""

from typing import Any

from coopbooks.services import assets, boxes, cash, counts, loans, matching, repeating, suppliers
from coopbooks.services.outcome import Action

MONEY_DEEDS: dict[str, Action[Any]] = {
    "take-money": cash.take_money, "keep-box": boxes.keep_box, "keep-category": boxes.keep_category,
    "keep-supplier": suppliers.keep_supplier, "record-bill": suppliers.record_bill, "pay-bill": suppliers.pay_bill,
    "count-cash": counts.count_cash, "withdraw-count": counts.withdraw_count, "match-bank": matching.match_bank,
    "withdraw-match": matching.withdraw_match,
    "buy-asset": assets.buy_asset, "withdraw-asset": assets.withdraw_asset, "run-depreciation": assets.run_depreciation,
    "end-asset": assets.end_asset, "receive-loan": loans.receive_loan, "pay-loan": loans.pay_loan, "withdraw-loan": loans.withdraw_loan,
    "receive-grant": loans.receive_grant,
    "keep-repeating": repeating.keep_repeating, "settle-repeating": repeating.settle_repeating, "skip-repeating": repeating.skip_repeating,
}

MONEY_NUMBERS = {
    "loan_id": ("loan", "SELECT max(loan_id) FROM loan WHERE number = ? AND withdraws IS NULL"),
    "asset_id": ("asset", "SELECT max(asset_id) FROM asset WHERE number = ? AND withdraws IS NULL"),
    "cash_count_id": ("count", "SELECT max(cash_count_id) FROM cash_count WHERE number = ? AND takes_back IS NULL")}
"""Loans, assets and counts by their numbers."""

BOX_FIELDS = (("TakeMoney", "money"), ("PayBill", "money"), ("Repeating", "money"), ("EndAsset", "money"), ("PayLoan", "money"),
              ("ReceiveGrant", "money"))
"""Fields of these orders that name a money box."""
