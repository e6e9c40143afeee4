"""Accounts, their kinds, and the stable roles that rules post to.

Rules never name a code: they ask for a role, and the book's chart says which account plays it.
Source of the roles: the headless interface's promise; of the codes: the shipped chart template, which is data.
"""

from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """The five kinds. Assets and expenses grow on the debit side, the others on the credit side."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def grows_on_debit(self) -> bool:
        """True where a positive (debit) balance is the normal one."""
        return self in (AccountKind.ASSET, AccountKind.EXPENSE)


class AccountRole(StrEnum):
    """What the program asks an account for. The chart maps each role to one code."""

    CASH = "cash"
    BANK = "bank"
    RECEIVABLE = "receivable"
    PRODUCERS_PAYABLE = "producers-payable"
    SUPPLIERS_PAYABLE = "suppliers-payable"
    ADVANCES = "advances"
    PRODUCE_STOCK = "produce-stock"
    SHARE_CAPITAL = "share-capital"
    UNPAID_SHARES = "unpaid-shares"
    ENTRY_FEES = "entry-fees"
    RESERVE = "reserve"
    EDUCATION_FUND = "education-fund"
    WELFARE_FUND = "welfare-fund"
    DEVELOPMENT_FUND = "development-fund"
    REVOLVING_CAPITAL = "revolving-capital"
    SURPLUS_FORWARD = "surplus-forward"
    LOSS_FORWARD = "loss-forward"
    SURPLUS_OF_YEAR = "surplus-of-year"
    DIVIDENDS_PAYABLE = "dividends-payable"
    PATRONAGE_PAYABLE = "patronage-payable"
    REDEMPTION_PAYABLE = "redemption-payable"
    WITHHOLDING_TAX = "withholding-tax"
    VAT = "vat"
    LOANS = "loans"
    FIXED_ASSETS = "fixed-assets"
    ACCUMULATED_DEPRECIATION = "accumulated-depreciation"
    SALES = "sales"
    OTHER_INCOME = "other-income"
    MEMBER_FEES = "member-fees"
    PRODUCE_COST = "produce-cost"
    SECOND_PAYMENT = "second-payment"
    SECOND_PAYABLE = "second-payable"
    STOCK_CHANGE = "stock-change"
    TRANSPORT = "transport"
    WAGES = "wages"
    RENT = "rent"
    BANK_FEES = "bank-fees"
    COMMITTEE_ALLOWANCE = "committee-allowance"
    SUPPLIES = "supplies"
    DEPRECIATION = "depreciation"
    OTHER_EXPENSE = "other-expense"
    BAD_DEBTS = "bad-debts"
    EXCHANGE_GAIN = "exchange-gain"
    EXCHANGE_LOSS = "exchange-loss"


PER_MEMBER = frozenset({
    AccountRole.PRODUCERS_PAYABLE, AccountRole.ADVANCES, AccountRole.SHARE_CAPITAL, AccountRole.UNPAID_SHARES,
    AccountRole.REVOLVING_CAPITAL, AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE,
    AccountRole.REDEMPTION_PAYABLE, AccountRole.SECOND_PAYABLE,
})
"""Control accounts whose every posting names a member; their sub-ledger must equal the account."""

PER_CUSTOMER = frozenset({AccountRole.RECEIVABLE})
"""Control accounts whose every posting names a customer."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart. `role` is None for accounts no rule asks for."""

    code: str
    role: AccountRole | None
    kind: AccountKind
    name_lo: str
    name_en: str

    def said(self, language: str) -> str:
        """Code and name in a language, or the other name when that is empty: so sentences speak of accounts."""
        return f"{self.code} {(self.name_lo or self.name_en) if language == 'lo' else (self.name_en or self.name_lo)}"
