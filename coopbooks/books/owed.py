"""What we owe members for produce: what slips left owed, and what second payments added. One sum wherever "We owe" stands."""

from collections.abc import Mapping
from datetime import date

from coopbooks.books import balances
from coopbooks.books.transaction import Reading
from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip


def has_role(tx: Reading, account: str) -> bool:
    """False for a role that no account plays yet: a book gets the account of second payments with its first one."""
    try:
        tx.account_id(account)
    except LookupError:
        return False
    return True


def account_ids(tx: Reading) -> tuple[int, ...]:
    """The accounts on which members are owed for produce, as far as the book has them."""
    return tuple(tx.account_id(role) for role in OWED_FOR_PRODUCE if has_role(tx, role))


def of_members(tx: Reading, as_of: date) -> dict[int, Kip]:
    """What each member is owed at the close of a day; members who are owed nothing are left out."""
    owed: dict[int, int] = {}
    for account_id in account_ids(tx):
        for member_id, kip in balances.of_members_on(tx, account_id, as_of).items():
            owed[member_id] = owed.get(member_id, 0) - kip
    return {member_id: Kip(kip) for member_id, kip in owed.items() if kip}


def of_part(tx: Reading, part: Mapping[int, Kip]) -> Kip:
    """What a member is owed, of the member's part of every account (`balances.of_member_on`)."""
    return Kip(-sum(part.get(account_id, ZERO) for account_id in account_ids(tx)))


def second_kip(tx: Reading, member_id: int) -> Kip:
    """What second payments still owe a member, with everything that is in the book."""
    role = AccountRole.SECOND_PAYABLE
    return Kip(-balances.of_all_days(tx, role, member_id)) if has_role(tx, role) else ZERO
