"""Joining the co-op in one step: the person, the entry fee, the first shares, photo and scans, or none of them."""

from dataclasses import dataclass

from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.members import AdmitMember, LookAlike
from coopbooks.coop.shares import ORDINARY, ShareOrder, ShareTerms
from coopbooks.ledger.money import ZERO, Kip


@dataclass(frozen=True, slots=True)
class JoinCoop:
    """Order: admit a person with first shares.

    `share_count` 0: none yet; `paid_kip` is what is paid of them at once. The subject of `files` is the new member, whatever it says.
    """

    admit: AdmitMember
    share_count: int = 0
    paid_kip: Kip = ZERO
    money: str = "cash"
    class_code: str = ORDINARY
    files: tuple[AttachFile, ...] = ()


@dataclass(frozen=True, slots=True)
class JoiningFacts:
    """What the form of a new member shows: what a share costs, what the boxes hold, who has the number, who looks the same."""

    terms: ShareTerms
    boxes: dict[str, Kip]
    number_taken_by: str | None
    look_alikes: tuple[LookAlike, ...]


def first_shares(order: JoinCoop, member_id: int) -> ShareOrder | None:
    """The share order that goes with the admission, for the id that it gave; None without shares or before admission."""
    joined_on = order.admit.details.joined_on
    if joined_on is None or not order.share_count:
        return None
    return ShareOrder(member_id, "subscribe", joined_on, order.share_count, order.paid_kip, order.money, class_code=order.class_code)
