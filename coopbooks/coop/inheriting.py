"""Shares of somebody who died pass to the heirs: whole shares by their parts, to those who are members.

Source: by-laws on the death of a member; the parts stand in the register (coop.heirs). What an heir who is no member should get is
redeemed instead. See also: services.inheriting (does it).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.coop.heirs import Heir, shares_by_heir
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.shares import ORDINARY, ShareOrder
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class PassToHeirs:
    """Order: every free share of a class passes to the heirs of the register, by their parts."""

    member_id: int
    on: date
    meeting: str = ""
    note: str = ""
    class_code: str = ORDINARY


@dataclass(frozen=True, slots=True)
class HeirFacts:
    """What the rule judges: the heirs, which of them are members (by number), and how many shares are fully paid and free."""

    member: MemberBrief
    heirs: tuple[Heir, ...]
    members: Mapping[str, MemberBrief]
    free_count: int


class NoHeirs(RuleBroken):
    """The register names who inherits."""

    field, wording = "member_id", N_("No heirs of {member} stand in the register.")


class HeirNotMember(RuleBroken):
    """Only members hold shares."""

    field, wording = "member_id", N_("{heir} is not a member. Admit this heir first, or redeem the shares.")


class NothingToInherit(RuleBroken):
    """Only fully paid shares that are free can pass."""

    field, wording = "member_id", N_("{member} has no free shares.")


def check_inheriting(facts: HeirFacts, order: PassToHeirs) -> list[RuleBroken]:
    """Whether shares can pass to the heirs. Each transfer is judged by its own rule besides."""
    broken: list[RuleBroken] = [*check_texts(order)]
    if not facts.heirs:
        broken.append(NoHeirs(member=facts.member.name))
    broken += [HeirNotMember(heir=heir.name) for heir in facts.heirs if heir.member_number not in facts.members]
    if facts.free_count < 1:
        broken.append(NothingToInherit(member=facts.member.name))
    return broken


def parts_of_heirs(facts: HeirFacts) -> tuple[int, ...]:
    """How many shares each heir gets, in the order of the register."""
    return shares_by_heir(facts.free_count, facts.heirs) if facts.heirs and facts.free_count > 0 else (0,) * len(facts.heirs)


def transfers(facts: HeirFacts, order: PassToHeirs) -> tuple[ShareOrder, ...]:
    """The transfers that an allowed order is made of; a part too small for one share makes none."""
    return tuple(ShareOrder(order.member_id, "transfer", order.on, count, to_member_id=facts.members[heir.member_number].member_id,
                            note=order.note, class_code=order.class_code, meeting=order.meeting, reason=heir.relation)
                 for heir, count in zip(facts.heirs, parts_of_heirs(facts), strict=True) if count)
