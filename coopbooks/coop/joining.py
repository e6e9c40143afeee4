"""Joining the co-op in one step: the person, the entry fee and the first shares, or none of them."""

from dataclasses import dataclass

from coopbooks.coop.members import AdmitMember
from coopbooks.coop.shares import ORDINARY, ShareOrder
from coopbooks.ledger.money import ZERO, Kip


@dataclass(frozen=True, slots=True)
class JoinCoop:
    """Order: admit a person with first shares. `share_count` 0: none yet; `paid_kip` is what is paid of them at once."""

    admit: AdmitMember
    share_count: int = 0
    paid_kip: Kip = ZERO
    money: str = "cash"
    class_code: str = ORDINARY


def first_shares(order: JoinCoop, member_id: int) -> ShareOrder | None:
    """The share order that goes with the admission, for the id that it gave; None without shares or before admission."""
    joined_on = order.admit.details.joined_on
    if joined_on is None or not order.share_count:
        return None
    return ShareOrder(member_id, "subscribe", joined_on, order.share_count, order.paid_kip, order.money, class_code=order.class_code)
