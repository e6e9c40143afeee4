"""The chart of accounts where a deed needs it: an older book lacks the accounts of roles that came later."""

from coopbooks.books import settings
from coopbooks.books.transaction import Writing
from coopbooks.ledger.accounts import Account, AccountRole
from coopbooks.services.new_book import chart_template


def need_roles(tx: Writing, *roles: AccountRole) -> None:
    """Put the shipped accounts of roles into a chart that has none for them; call it before an entry is opened.

    A code that stands for another account already gets digits added until it is free.
    """
    chart = settings.chart(tx).values()
    known, taken = {account.role for account in chart}, {account.code for account in chart}
    for shipped in chart_template():
        if shipped.role in roles and shipped.role not in known:
            code = shipped.code
            while code in taken:
                code += "0"
            taken.add(code)
            settings.add_account(tx, Account(code, shipped.role, shipped.kind, shipped.name_lo, shipped.name_en))
            tx.flush()
            tx.forget_chart()
