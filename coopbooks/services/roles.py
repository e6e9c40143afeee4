"""The chart of accounts where a deed needs it: an older book lacks the accounts of roles that came later."""

from coopbooks.books import settings
from coopbooks.books.transaction import Writing
from coopbooks.ledger.accounts import Account, AccountRole
from coopbooks.services.new_book import chart_template


def need_roles(tx: Writing, *roles: AccountRole) -> None:
    """Put the shipped accounts of roles into a chart that has none for them; call it before an entry is opened.

    An account of the shipped code and name that has no role yet gets it. A code that stands for another account already gets digits
    added until it is free.
    """
    by_id = settings.chart(tx)
    chart = by_id.values()
    known, taken = {account.role for account in chart}, {account.code for account in chart}
    for shipped in chart_template():
        if shipped.role in roles and shipped.role not in known:
            code = shipped.code
            same = next((key for key, one in by_id.items() if (one.code, one.kind, one.role) == (code, shipped.kind, None)
                         and shipped.name_en == one.name_en), None)
            if same is not None:
                settings.give_role(tx, same, shipped.role)
                continue
            while code in taken:
                code += "0"
            taken.add(code)
            settings.add_account(tx, Account(code, shipped.role, shipped.kind, shipped.name_lo, shipped.name_en))
            tx.flush()
            tx.forget_chart()
