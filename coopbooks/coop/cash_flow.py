"""Where money came from and went: which line of the cash flow statement an account stands for.

The direct way: every entry that moves money is read by its other accounts. A debit there is money paid, a credit is money received, and
because entries balance, all of them together are what the money boxes gained or lost.
"""

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole

BUSINESS, EQUIPMENT, CAPITAL = "business", "equipment", "capital"
SECTIONS = {BUSINESS: N_("From the daily business"), EQUIPMENT: N_("From land, buildings and equipment"),
            CAPITAL: N_("From members, lenders and funds")}
"""The three parts of the statement, in their order."""

GROUPS = {
    "customers": (BUSINESS, N_("From customers")), "other-income": (BUSINESS, N_("Other income")),
    "produce": (BUSINESS, N_("Paid for produce")), "advances": (BUSINESS, N_("Advances and loans to members")),
    "expenses": (BUSINESS, N_("Expenses and suppliers")), "taxes": (BUSINESS, N_("Taxes")), "other": (BUSINESS, N_("Other accounts")),
    "equipment": (EQUIPMENT, N_("Bought and sold")),
    "shares": (CAPITAL, N_("Shares and entry fees")), "dividends": (CAPITAL, N_("Dividends and refunds paid")),
    "loans": (CAPITAL, N_("Loans and grants")), "funds": (CAPITAL, N_("Funds and reserves")),
}
"""The lines of the statement: the part they stand in, and their words."""

_ROLES = {
    AccountRole.RECEIVABLE: "customers", AccountRole.SALES: "customers", AccountRole.PRODUCERS_PAYABLE: "produce",
    AccountRole.PRODUCE_COST: "produce", AccountRole.SECOND_PAYMENT: "produce", AccountRole.ADVANCES: "advances",
    AccountRole.SUPPLIERS_PAYABLE: "expenses", AccountRole.VAT: "taxes", AccountRole.WITHHOLDING_TAX: "taxes",
    AccountRole.FIXED_ASSETS: "equipment", AccountRole.ACCUMULATED_DEPRECIATION: "equipment", AccountRole.SHARE_CAPITAL: "shares",
    AccountRole.UNPAID_SHARES: "shares", AccountRole.ENTRY_FEES: "shares", AccountRole.REDEMPTION_PAYABLE: "shares",
    AccountRole.REVOLVING_CAPITAL: "shares", AccountRole.DIVIDENDS_PAYABLE: "dividends", AccountRole.PATRONAGE_PAYABLE: "dividends",
    AccountRole.LOANS: "loans",
}
_CODES = (("404", "produce"), ("416", "customers"), ("42", "expenses"), ("43", "expenses"), ("444", "taxes"), ("462", "advances"),
          ("60", "produce"), ("13", "loans"), ("16", "loans"), ("2", "equipment"))
"""Beginnings of codes, for accounts without a role: the classes of the template."""


def group_of(account: Account) -> str:
    """The line of the cash flow statement that an account stands for."""
    if account.role in _ROLES:
        return _ROLES[account.role]
    if account.role is None:
        for beginning, group in _CODES:
            if account.code.startswith(beginning):
                return group
    return {AccountKind.INCOME: "other-income", AccountKind.EXPENSE: "expenses", AccountKind.EQUITY: "funds"}.get(account.kind, "other")
