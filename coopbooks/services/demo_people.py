"""The practice co-op's people and shares: who they are, and what happens to the register between the harvests.

Its dice are its own, so that a new deed here changes no delivery there.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from coopbooks.books import approvals
from coopbooks.books import certificates as kept
from coopbooks.books import shares as register
from coopbooks.books.transaction import Writing
from coopbooks.coop.approval import approvers
from coopbooks.coop.certificates import EndCertificate, IssueCertificate
from coopbooks.coop.heirs import Heir
from coopbooks.coop.leaving import GiveNotice, MemberLeaves
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.par_change import ChangeTerms
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.set_off import DebtPart, SetOffDebts
from coopbooks.coop.shares import ShareOrder, fully_paid_count
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.services import certificates, leaving, members, shares

GROUPS = ("ກຸ່ມ 1", "ກຸ່ມ 2", "ກຸ່ມ 3", "ກຸ່ມແມ່ຍິງ")
CERTIFIED = 12
"""Founding members who hold a certificate: enough to look at, few enough to be quick."""
SMALLEST_FOR_LEAVERS = 20


def about(dice: Random, number: int, joined: date, family: str, relatives: tuple[str, ...]) -> dict[str, Any]:
    """What the register says of a person beyond the name: birth, group, household, heirs, how to pay."""
    born = date(joined.year - dice.randint(22, 58), dice.randint(1, 12), dice.randint(1, 28))
    one, other = dice.sample(relatives, 2)
    heirs = (Heir(one, "100", "ລູກ"),) if dice.randrange(3) else (Heir(one, "60", "ຜົວເມຍ"), Heir(other, "40", "ລູກ"))
    return {"birth_date": born, "group_name": GROUPS[number % len(GROUPS)], "household": f"ຄອບຄົວ {family} {number // 2 + 1}" if family else "",
            "heirs": heirs if dice.randrange(100) < 60 else (), "payment_mode": dice.choice(("cash", "cash", "cash", "bank")),
            "consents": ("photo",) if dice.randrange(2) else (), "plot": f"{dice.randint(5, 40) / 10:.1f} ha" if dice.randrange(2) else "",
            "joined_meeting": f"{dice.randint(1, 9)}/{joined.year}"}


def begin(tx: Writing, member_ids: list[int], on: date) -> None:
    """The founding members' certificates, and shares that stand as security for a loan."""
    for member_id in member_ids[:CERTIFIED]:
        held = register.holding(tx, member_id)
        if fully_paid_count(held.share_count, held.paid_kip, register.terms_on(tx, on).par_value_kip):
            certificates.issue_certificate.within(tx, IssueCertificate(member_id, on))
    shares.pledge_shares.within(tx, PledgeShares(member_ids[1], on, 1, "ເງິນກູ້ຊື້ເຄື່ອງຈັກ"))


def deeds(tx: Writing, dice: Random, member_ids: list[int], on: date) -> None:
    """What happens to the register on a day of the year; who leaves is taken from `member_ids`."""
    if (on.month, on.day) == (2, 20):
        _instalments(tx, on)
    if (on.month, on.day) == (3, 1):
        _decide(tx, on)
    if (on.month, on.day) == (5, 12):
        _transfer(tx, dice, member_ids, on)
    if (on.month, on.day) == (7, 8):
        _certificate_lost(tx, on)
    if (on.month, on.day) == (6, 15) and len(member_ids) >= SMALLEST_FOR_LEAVERS:
        _leave(tx, dice, member_ids, on)


def _decide(tx: Writing, on: date) -> None:
    """The meeting gives a year to pay up a share, and takes back no more than a tenth of all shares in a year."""
    now = register.terms_on(tx, on)
    if not now.instalment_months and now.since < on:
        terms = replace(now, since=on, instalment_months=12, redeem_percent="10", basis=f"ມະຕິກອງປະຊຸມໃຫຍ່ ເລກທີ 2/{on.year}")
        shares.change_terms.within(tx, ChangeTerms(terms))


def _instalments(tx: Writing, on: date) -> None:
    paid = tuple((line.member_id, Kip(min(line.unpaid_kip, 50_000))) for line in shares.due_lines(tx, on)[:8])
    if paid:
        shares.collect_instalments.within(tx, shares.CollectInstalments(on, "cash", paid))


def _certificate_lost(tx: Writing, on: date) -> None:
    """A flood took a certificate; the member gets a new one for the same shares."""
    valid = [one for one in kept.all_certificates(tx) if one.ended_on is None and one.issued_on < on]
    if valid:
        certificates.end_certificate.within(tx, EndCertificate(valid[0].certificate_id, on, "lost", "ນ້ຳຖ້ວມ"))


def _free(tx: Writing, member_id: int, on: date) -> int:
    held = register.holding(tx, member_id)
    return (fully_paid_count(held.share_count, held.paid_kip, register.terms_on(tx, on).par_value_kip)
            - register.pledged_count(tx, member_id))


def _transfer(tx: Writing, dice: Random, member_ids: list[int], on: date) -> None:
    giver, receiver = dice.sample(member_ids, 2)
    if _free(tx, giver, on) > 2:
        shares.record_share_order.within(tx, ShareOrder(giver, "transfer", on, 2, to_member_id=receiver, meeting=f"4/{on.year}"))


def _leave(tx: Writing, dice: Random, member_ids: list[int], on: date) -> None:
    """Notice, last day a fortnight later, every share taken back, the advance set off, the rest owed until it is paid."""
    settled = [one for one in member_ids[CERTIFIED:] if register.holding(tx, one).unpaid_kip == 0 and 0 < _free(tx, one, on) <= CERTIFIED]
    if not settled:
        return
    member_id, last_day = dice.choice(settled), on + timedelta(days=14)
    leaving.give_notice.within(tx, GiveNotice(member_id, on))
    count = register.holding(tx, member_id).share_count
    capital = count * register.terms_on(tx, on).par_value_kip
    advance = Kip(max(0, min(tx.balance(AccountRole.ADVANCES, member_id), capital)))
    out = ShareOrder(member_id, "redeem", on, count, money="owed", notice_on=on, reason="ຍ້າຍບ້ານ")
    met = SetOffDebts(member_id, on, (DebtPart("redemption", advance),), (DebtPart("advance", advance),)) if advance else None
    leaving.leave_coop.within(tx, MemberLeaves(member_id, last_day, "resigned", f"6/{on.year}", (out,), met, approved_by=next(iter(
        approvers(approvals.people(tx), tx.user_name)), "")))
    if capital > advance and tx.balance(AccountRole.CASH) > capital * 3:
        shares.record_share_order.within(tx, ShareOrder(member_id, "pay-out", on, 0, Kip(capital - advance)))
    member_ids.remove(member_id)


def apply(tx: Writing, number: int, name: str, on: date) -> None:
    """Somebody asks to become a member and waits for the meeting."""
    members.admit_member.within(tx, AdmitMember(MemberDetails(str(number), name, None, "ນາງ", sex="F", applied_on=on)))
