"""What becomes of a leaver's shares: every share goes somewhere, once, and the money adds up."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.heirs import Heir
from coopbooks.coop.leaving import LeavingFacts, SetOff, SettleShares, SharePart, check_settlement, paid_back_kip, settle_shares
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.shares import Holding
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays

ON, PAR = date(2025, 3, 31), 100_000
WHO = MemberBrief(7, "7", "ແກ້ວ", "", "", date(2020, 1, 1), None)


def facts(count: int, unpaid: int, advance: int = 0, produce: int = 0, heirs: tuple[Heir, ...] = (), heir_ids: tuple[int | None, ...] = ()):
    held = Holding(count, Kip(count * PAR), Kip(count * PAR - unpaid))
    owed = SetOff(held.capital_kip, held.unpaid_kip, Kip(produce), ZERO, ZERO, Kip(advance))
    return LeavingFacts(WHO, None, held, owed, heirs, 0, OpenDays(date(2020, 1, 1), None, ON), (SharePart("A", held, Kip(PAR)),), heir_ids)


@st.composite
def leavers(draw):
    count = draw(st.integers(1, 500))
    unpaid = draw(st.integers(0, count * PAR))
    parts = draw(st.lists(st.integers(1, 100), max_size=5))
    whole = sum(parts)
    heirs = tuple(Heir(f"ຜູ້ {place}", str(part)) for place, part in enumerate(parts))
    # Only what makes a whole is an allowed list of heirs; the share-out itself must hold for any parts.
    ids = tuple(draw(st.sampled_from((None, 100 + place))) for place in range(len(parts)))
    assert whole >= 0
    return facts(count, unpaid, draw(st.integers(0, 10**8)), draw(st.integers(0, 10**8)), heirs, ids)


@given(leavers(), st.sampled_from(("redeem", "transfer", "heirs")), st.booleans())
def test_every_share_goes_somewhere_once(leaver, how, sets_off):
    orders = settle_shares(leaver, SettleShares(how, ON, "owed", 9, None, sets_off))
    held = leaver.parts[0].holding
    assert sum(one.share_count for one in orders) == held.share_count
    given_up = sum(one.share_count for one in orders if one.kind == "cancel")
    paid = sum(one.paid_kip for one in orders if one.kind == "pay")
    assert given_up * PAR + paid == held.unpaid_kip
    assert paid < PAR
    taken_off = sum(one.advance_kip for one in orders)
    assert taken_off <= leaver.set_off.advance_kip * sets_off
    back = sum(one.share_count for one in orders if one.kind == "redeem") * PAR
    by_shares = sum(one.paid_kip for one in orders if one.kind == "pay" and one.money == "owed")
    assert paid_back_kip(orders, leaver.parts) == back - by_shares - taken_off
    if sets_off:
        assert taken_off == min(leaver.set_off.advance_kip, back - by_shares)
    assert all(one.member_id == WHO.member_id and one.on == ON for one in orders)


@given(leavers())
def test_heirs_who_are_members_get_shares_and_the_others_the_money(leaver):
    orders = settle_shares(leaver, SettleShares("heirs", ON))
    receivers = [one.to_member_id for one in orders if one.kind == "transfer"]
    assert set(receivers) <= {one for one in leaver.heir_ids if one is not None}
    assert len(receivers) == len(set(receivers))
    whole = sum(Fraction(heir.percent) for heir in leaver.heirs)
    moved = sum(one.share_count for one in orders if one.kind in ("transfer", "redeem"))
    for heir, heir_id in zip(leaver.heirs, leaver.heir_ids, strict=True):
        if heir_id is not None:
            got = sum(one.share_count for one in orders if one.to_member_id == heir_id)
            assert abs(got - moved * Fraction(heir.percent) / whole) < 1


def test_later_moves_nothing_and_a_receiver_or_heirs_are_asked_for():
    leaver = facts(3, 0)
    assert settle_shares(leaver, SettleShares("later", ON)) == ()
    assert [type(one).__name__ for one in check_settlement(leaver, SettleShares("transfer", ON))] == ["ReceiverNeeded"]
    assert [type(one).__name__ for one in check_settlement(leaver, SettleShares("heirs", ON))] == ["NoHeirs"]
    assert check_settlement(leaver, SettleShares("redeem", ON)) == []


def test_what_is_missing_on_a_share_is_taken_from_produce_money_where_there_is_enough():
    assert [(one.kind, one.money, one.paid_kip) for one in settle_shares(facts(3, 50_000, produce=60_000), SettleShares("redeem", ON))] == [
        ("pay", "produce", 50_000), ("redeem", "owed", 0)]
    assert settle_shares(facts(1, 50_000, produce=10_000), SettleShares("redeem", ON, "bank"))[0].money == "bank"


def test_paid_shares_pay_for_the_one_that_is_not_and_nobody_brings_money_to_get_it_back():
    told = [(one.kind, one.share_count, one.paid_kip, one.money) for one in
            settle_shares(facts(3, 150_000, produce=10_000), SettleShares("redeem", ON, "bank"))]
    assert told == [("cancel", 1, 0, "cash"), ("redeem", 1, 0, "owed"), ("pay", 0, 50_000, "owed"), ("redeem", 1, 0, "owed"),
                    ("pay-out", 0, 150_000, "bank")]
    assert settle_shares(facts(3, 50_000), SettleShares("transfer", ON, "cash", 9))[0].money == "cash"
