"""The register an inspector asks for: who held what on a day, what was known then, which numbers, which papers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from coopbooks.books import members as member_store
from coopbooks.books import share_register
from coopbooks.coop import certificates as certificate_rules
from coopbooks.coop import leaving as leaving_rules
from coopbooks.coop import members as member_rules
from coopbooks.coop import par_change as term_rules
from coopbooks.coop import share_rules
from coopbooks.coop.certificates import EndCertificate, IssueCertificate
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.heirs import Heir, HeirNameMissing, HeirPartWrong, HeirsNotWhole, shares_by_heir
from coopbooks.coop.joining import JoinCoop
from coopbooks.coop.leaving import GiveNotice, MemberLeaves
from coopbooks.coop.lists import ItemNameTaken, KeepListItem, ListItem
from coopbooks.coop.members import AdmitApplicant, AdmitMember, ChangeMember, MemberDetails
from coopbooks.coop.par_change import ChangeTerms
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.produce import GiveAdvance
from coopbooks.coop.shares import Holding, ShareOrder, ShareTerms
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import certificates, leaving, lists, members, produce, register, shares
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import close_year
from tests.support.trade import Trade, new_trade, told


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with(90_000_000)
    with trade.book:
        yield trade
    assert check_book(trade.book.path) == []


def _do(coop: Trade, number: str, kind: str, on: date, count: int = 0, paid: int = 0, **rest) -> None:
    shares.record_share_order(coop.book, ShareOrder(coop.member[number], kind, on, count, Kip(paid), **rest))


def _broken(action, coop: Trade, order) -> list[tuple[str, str]]:
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        action(coop.book, order)
    assert coop.book.head_code() == head
    return [(type(one).__name__, one.field) for one in caught.value.broken]


def _ranges(coop: Trade, number: str, as_of: date = date(2099, 1, 1)) -> object:
    with coop.reading() as tx:
        return share_register.held_ranges(tx, as_of, None).get(("A", coop.member[number]), ())


def _numbers(book, as_of: date) -> dict[str, str]:
    return {line.number: line.status for line in register.list_members(book, as_of).lines}


def test_who_leaves_on_31_december_is_in_the_register_of_that_day(tmp_path):
    trade = new_trade(tmp_path, date(2026, 2, 1))
    with trade.book as book:
        leaving.leave_coop(book, MemberLeaves(trade.member["2"], date(2025, 12, 31), "resigned", "3/2025"))
        assert _numbers(book, date(2025, 12, 31))["2"] == "leaving"
        assert _numbers(book, date(2026, 1, 1))["2"] == "left"
        assert register.member_statistics(book, date(2025, 12, 31)).everybody.total == 3
        assert register.member_statistics(book, date(2026, 1, 1)).everybody.total == 2
        with trade.reading() as tx:
            assert member_store.details(tx, trade.member["2"]).left_meeting == "3/2025"
        order = MemberLeaves(trade.member["2"], date(2026, 1, 5), "died")
        assert _broken(leaving.leave_coop, trade, order) == [("AlreadyLeft", "last_day")]


def test_the_last_day_of_a_closed_year_is_still_free_and_none_before(tmp_path):
    trade = new_trade(tmp_path, date(2026, 2, 1))
    with trade.book as book:
        close_year(book, CloseYear(2025))
        early = MemberLeaves(trade.member["1"], date(2025, 12, 30), "resigned")
        assert _broken(leaving.leave_coop, trade, early) == [("LastDayClosed", "last_day")]
        leaving.leave_coop(book, MemberLeaves(trade.member["1"], date(2025, 12, 31), "resigned"))
        assert _numbers(book, date(2025, 12, 31))["1"] == "leaving"


def test_a_movement_dated_back_changes_as_at_but_not_as_known_on(tmp_path):
    trade = new_trade(tmp_path, date(2025, 3, 1))
    trade.begin_with()
    with trade.book as book:
        _do(trade, "1", "subscribe", date(2025, 2, 1), 2, 200_000)
        book._clock = lambda: datetime.combine(date(2025, 3, 20), time(9), UTC)
        before = register.share_register_of(book, date(2025, 2, 28), date(2025, 3, 1))
        _do(trade, "1", "subscribe", date(2025, 2, 10), 3, 300_000)
        details = member_store.details
        with trade.reading() as tx:
            changed = replace(details(tx, trade.member["1"]), village="ໂພນທອງ")
        members.change_member(book, ChangeMember(trade.member["1"], changed))
        assert register.share_register_of(book, date(2025, 2, 28)).lines[0].holding.share_count == 5
        known = register.share_register_of(book, date(2025, 2, 28), date(2025, 3, 1))
        assert (known.lines[0].holding.share_count, known.lines[0].ranges) == (2, ((1, 2),))
        assert (before.lines[0].holding, before.movement) == (known.lines[0].holding, known.movement)
        assert register.list_members(book, date(2025, 2, 28), date(2025, 3, 1)).lines[0].village == ""
        assert register.list_members(book, date(2025, 2, 28)).lines[0].village == "ໂພນທອງ"


def test_five_hundred_are_issued_a_range_moves_and_some_are_bought_back(coop):
    _do(coop, "1", "subscribe", date(2025, 1, 10), 500, 50_000_000)
    _do(coop, "1", "transfer", date(2025, 2, 1), 150, to_member_id=coop.member["2"], numbers="101-250")
    _do(coop, "2", "transfer", date(2025, 2, 20), 50, to_member_id=coop.member["3"])
    _do(coop, "1", "redeem", date(2025, 3, 1), 100)
    _do(coop, "2", "subscribe", date(2025, 3, 2), 10, 1_000_000)
    assert _ranges(coop, "1") == ((1, 100), (251, 400))
    assert _ranges(coop, "2") == ((101, 200), (501, 510))
    assert _ranges(coop, "3") == ((201, 250),)
    assert _ranges(coop, "1", date(2025, 1, 31)) == ((1, 500),)
    order = ShareOrder(coop.member["1"], "transfer", date(2025, 3, 3), 2, to_member_id=coop.member["2"], numbers="400-401")
    assert _broken(shares.record_share_order, coop, order) == [("NumbersNotHeld", "numbers")]
    assert _broken(shares.record_share_order, coop, replace(order, numbers="1-3")) == [("NumbersDoNotCount", "numbers")]
    assert _broken(shares.record_share_order, coop, replace(order, numbers="3-1")) == [("NumbersWrong", "numbers")]
    whole = register.share_register_of(coop.book, date(2025, 12, 31))
    assert {kind: count for kind, (count, _) in whole.movement.moved.items() if count} == {
        "subscribe": 510, "transfer-in": 200, "transfer-out": -200, "redeem": -100}
    assert whole.agrees
    assert whole.share_count == whole.movement.closing_count == 410


def test_a_reversed_redemption_gives_the_same_numbers_back(coop):
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 500_000)
    _do(coop, "1", "redeem", date(2025, 2, 1), 2)
    _do(coop, "2", "subscribe", date(2025, 2, 2), 1, 100_000)
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    assert (_ranges(coop, "1"), _ranges(coop, "2")) == (((1, 5),), ((6, 6),))


def test_instalments_completed_on_the_21st_count_from_the_21st(coop):
    _do(coop, "1", "subscribe", date(2025, 1, 3), 2, 50_000)
    shares.collect_instalments(coop.book, shares.CollectInstalments(date(2025, 4, 21), "cash", ((coop.member["1"], Kip(150_000)),)))
    early = ShareOrder(coop.member["1"], "transfer", date(2025, 4, 20), 2, to_member_id=coop.member["2"])
    assert _broken(shares.record_share_order, coop, early) == [("NotSoEarly", "on")]
    shares.record_share_order(coop.book, replace(early, on=date(2025, 4, 21)))
    with coop.reading() as tx:
        assert share_register.holdings(tx, date(2025, 4, 20), None)["A", coop.member["1"]] == Holding(2, Kip(200_000), Kip(50_000))
    assert coop.journal_text(date(2025, 4, 1)) == told("""
        2025-04-21 share-pay SH-0002
            cash                         150,000
            unpaid-shares 1             -150,000
        2025-04-21 share-transfer SH-0003
            share-capital 1              200,000
            share-capital 2             -200,000
    """)


def test_a_list_of_instalments_is_taken_whole_or_not_at_all(coop):
    _do(coop, "1", "subscribe", date(2025, 1, 3), 2, 50_000)
    _do(coop, "2", "subscribe", date(2025, 1, 3), 1, 60_000)
    due = shares.instalments_due(coop.book, date(2025, 6, 1))
    assert [(line.number, line.unpaid_kip, line.since) for line in due] == [("1", 150_000, date(2025, 1, 3)), ("2", 40_000, date(2025, 1, 3))]
    order = shares.CollectInstalments(date(2025, 6, 1), "cash", ((coop.member["1"], Kip(150_000)), (coop.member["2"], Kip(40_001))))
    assert _broken(shares.collect_instalments, coop, order) == [("MoreThanUnpaid", "paid.1")]
    outcome = shares.collect_instalments(coop.book, replace(order, paid=((coop.member["1"], Kip(150_000)), (coop.member["2"], Kip(40_000)))))
    assert [number for _, number in outcome.documents] == ["SH-0003", "SH-0004"]
    assert shares.instalments_due(coop.book, date(2025, 6, 1)) == ()


def test_terms_are_kept_first_part_notice_yearly_limit_and_least_holding(coop):
    strict = ShareTerms(date(2025, 1, 2), Kip(100_000), 3, "60", "by-laws 12", "A", 12, "25", 30, "20")
    shares.change_terms(coop.book, ChangeTerms(strict))
    big = ShareOrder(coop.member["1"], "subscribe", date(2025, 1, 10), 6, Kip(100_000))
    assert ("FirstPartTooSmall", "paid_kip") in _broken(shares.record_share_order, coop, big)
    for number in ("1", "2", "3"):
        with pytest.raises(Refused):
            _do(coop, number, "subscribe", date(2025, 1, 10), 10**12, 0)
    shares.change_terms(coop.book, ChangeTerms(replace(strict, since=date(2025, 1, 3), most_percent="")))
    for number in ("1", "2"):
        _do(coop, number, "subscribe", date(2025, 1, 10), 10, 1_000_000)
    out = ShareOrder(coop.member["1"], "redeem", date(2025, 2, 1), 8, notice_on=date(2025, 1, 20))
    assert _broken(shares.record_share_order, coop, out) == [
        ("TooFewShares", "share_count"), ("NoticeTooShort", "on"), ("TooManyRedeemed", "share_count")]
    assert _broken(shares.record_share_order, coop, replace(out, share_count=2, notice_on=None)) == [("NoticeMissing", "notice_on")]
    shares.record_share_order(coop.book, replace(out, share_count=4, notice_on=date(2025, 1, 2), meeting="5/2025", reason="school"))
    assert _broken(shares.record_share_order, coop, replace(out, share_count=1, notice_on=date(2025, 1, 2))) == [("TooManyRedeemed", "share_count")]


def test_pledged_and_unpaid_shares_stay(coop):
    one = coop.member["1"]
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 400_000)
    shares.pledge_shares(coop.book, PledgeShares(one, date(2025, 1, 11), 3, "advance AD-0001"))
    assert _broken(shares.record_share_order, coop, ShareOrder(one, "redeem", date(2025, 2, 1), 2)) == [("SharesPledged", "share_count")]
    assert _broken(shares.record_share_order, coop, ShareOrder(one, "redeem", date(2025, 2, 1), 5)) == [("MoreThanHeld", "share_count")]
    assert _broken(shares.pledge_shares, coop, PledgeShares(one, date(2025, 2, 1), 2, "x")) == [("PledgeTooLarge", "share_count")]
    assert _broken(shares.pledge_shares, coop, PledgeShares(one, date(2025, 2, 1), -4, "")) == [
        ("ReleaseTooLarge", "share_count"), ("PledgeBasisMissing", "basis")]
    with pytest.raises(Refused, match="free shares"):
        coop.reverse("share", "SH-0001", date(2025, 2, 1))
    shares.pledge_shares(coop.book, PledgeShares(one, date(2025, 2, 1), -3, "paid back"))
    _do(coop, "1", "cancel", date(2025, 2, 2), 1)
    _do(coop, "1", "redeem", date(2025, 2, 2), 4)
    assert register.share_register_of(coop.book, date(2025, 2, 2)).lines == ()


def test_a_redemption_is_set_off_and_paid_later(coop):
    one = coop.member["1"]
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 500_000)
    produce.give_advance(coop.book, GiveAdvance(one, date(2025, 1, 15), "rice", Kip(120_000), "cash"))
    out = ShareOrder(one, "redeem", date(2025, 2, 1), 5, money="owed", advance_kip=Kip(120_001))
    assert _broken(shares.record_share_order, coop, out) == [("SetOffTooLarge", "advance_kip")]
    shares.record_share_order(coop.book, replace(out, advance_kip=Kip(120_000)))
    late = ShareOrder(one, "pay-out", date(2025, 3, 1), 0, Kip(380_001))
    assert _broken(shares.record_share_order, coop, late) == [("MoreThanRedemption", "paid_kip")]
    shares.record_share_order(coop.book, replace(late, paid_kip=Kip(380_000)))
    assert coop.journal_text(date(2025, 2, 1)) == told("""
        2025-02-01 share-redeem SH-0002
            share-capital 1              500,000
            advances 1                  -120,000
            redemption-payable 1        -380,000
        2025-03-01 share-pay-out SH-0003
            redemption-payable 1         380,000
            cash                        -380,000
    """)


@pytest.mark.parametrize(("par", "way", "posted", "after"), [
    (50_000, "count", ("share-capital 1              500,000", "share-capital 1             -500,000"), Holding(10, Kip(500_000), Kip(400_000))),
    (120_000, "reserve", ("reserve                      100,000", "share-capital 1             -100,000"), Holding(5, Kip(600_000), Kip(500_000))),
    (120_000, "owed", ("unpaid-shares 1              100,000", "share-capital 1             -100,000"), Holding(5, Kip(600_000), Kip(400_000))),
])
def test_a_new_value_converts_every_holding_and_the_ledger_with_it(coop, par, way, posted, after):
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 400_000)
    shares.change_terms(coop.book, ChangeTerms(ShareTerms(date(2025, 6, 1), Kip(par), 1, "", "meeting 2/2025"), way))
    assert coop.journal_text(date(2025, 6, 1)) == "\n".join(("2025-06-01 par-change NV-0001", *(f"    {line}" for line in posted)))
    with coop.reading() as tx:
        assert share_register.holdings(tx, date(2025, 6, 1), None)["A", coop.member["1"]] == after
    old = ShareOrder(coop.member["2"], "subscribe", date(2025, 5, 1), 1, Kip(100_000))
    assert _broken(shares.record_share_order, coop, old) == [("BeforeNewValue", "on")]
    with pytest.raises(Refused, match="Decide the value before again"):
        coop.reverse("par-change", "NV-0001", date(2025, 6, 2))
    with pytest.raises(Refused, match="NV-0001"):
        coop.reverse("share", "SH-0001", date(2025, 6, 2))
    assert register.share_register_of(coop.book, date(2025, 12, 31)).agrees


def test_a_fall_in_value_is_owed_back(coop):
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 500_000)
    order = ChangeTerms(ShareTerms(date(2025, 6, 1), Kip(80_000), 1, "", "meeting 2/2025"), "return")
    assert _broken(shares.change_terms, coop, replace(order, way="owed")) == [("WayDoesNotFit", "way")]
    assert _broken(shares.change_terms, coop, replace(order, way="")) == [("WayMissing", "way")]
    assert _broken(shares.change_terms, coop, replace(order, terms=replace(order.terms, since=date(2025, 1, 10)))) == [("MovedSince", "since")]
    assert _broken(shares.change_terms, coop, replace(order, terms=replace(order.terms, basis=" ", par_value_kip=Kip(0), most_percent="120"))) == [
        ("PercentWrong", "most_percent"), ("ParMissing", "par_value_kip"), ("BasisMissing", "basis")]
    odd = ChangeTerms(replace(order.terms, par_value_kip=Kip(30_000)), "count")
    assert _broken(shares.change_terms, coop, odd) == [("CapitalNotWhole", "par_value_kip")]
    shares.change_terms(coop.book, order)
    assert coop.journal_text(date(2025, 6, 1)) == told("""
        2025-06-01 par-change NV-0001
            redemption-payable 1        -100,000
            share-capital 1              100,000
    """)
    assert term_rules.WAYS == ("count", "reserve", "owed", "return")


def test_shares_become_another_class_of_the_same_value(coop):
    terms = ShareTerms(date(2025, 1, 1), Kip(250_000), 1, "", "by-laws 9", "B")
    shares.keep_share_class(coop.book, shares.KeepShareClass(shares.ShareClass("B", "ຮຸ້ນພິເສດ", "Special"), terms))
    _do(coop, "1", "subscribe", date(2025, 1, 10), 10, 1_000_000)
    order = ShareOrder(coop.member["1"], "convert", date(2025, 2, 1), 4, to_class="B")
    assert _broken(shares.record_share_order, coop, order) == [("ValuesDiffer", "share_count")]
    assert _broken(shares.record_share_order, coop, replace(order, share_count=5, to_class="A")) == [("ClassMissing", "to_class")]
    assert _broken(shares.record_share_order, coop, replace(order, class_code="Z")) == [("UnknownShareClass", "class_code")]
    shares.record_share_order(coop.book, replace(order, share_count=5))
    lines = register.share_register_of(coop.book, date(2025, 2, 1)).lines
    assert [(line.class_code, line.holding.share_count, line.ranges) for line in lines] == [("A", 5, ((1, 5),)), ("B", 2, ((1, 2),))]
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    assert [line.class_code for line in register.share_register_of(coop.book, date(2025, 3, 1)).lines] == ["A"]


def test_certificates_are_given_lost_replaced_and_outlived_by_the_shares(coop):
    one = coop.member["1"]
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 450_000)
    give = IssueCertificate(one, date(2025, 1, 11))
    certificates.issue_certificate(coop.book, give)
    assert _broken(certificates.issue_certificate, coop, give) == [("NothingToCertify", "member_id")]
    (first,) = certificates.certificates_of(coop.book, one)
    assert (first.number, first.ranges, first.share_count, first.par_value_kip) == ("CT-0001", ((1, 4),), 4, 100_000)
    lost = EndCertificate(first.certificate_id, date(2025, 2, 1), "lost", "flood")
    assert _broken(certificates.end_certificate, coop, replace(lost, reason="sold")) == [("EndReasonMissing", "reason")]
    assert _broken(certificates.end_certificate, coop, replace(lost, on=date(2025, 1, 10))) == [("EndedBeforeIssued", "on")]
    certificates.end_certificate(coop.book, lost)
    assert _broken(certificates.end_certificate, coop, lost) == [("AlreadyEnded", "certificate_id")]
    second = certificates.certificates_of(coop.book, one)[1]
    assert (second.number, second.replaces, second.ranges) == ("CT-0002", "CT-0001", ((1, 4),))
    _do(coop, "1", "transfer", date(2025, 3, 1), 2, to_member_id=coop.member["2"])
    gone = EndCertificate(second.certificate_id, date(2025, 3, 2), "damaged")
    assert ("SharesGone", "certificate_id") in _broken(certificates.end_certificate, coop, gone)
    certificates.issue_certificate(coop.book, replace(give, on=date(2025, 3, 2)))
    third = certificates.certificates_of(coop.book, one)[2]
    assert (third.ranges, third.replaces) == (((1, 2),), "CT-0002")
    ended = {kept.number: kept.end_reason for kept in certificates.certificates_of(coop.book, one)}
    assert ended == {"CT-0001": "lost", "CT-0002": "changed", "CT-0003": ""}
    assert certificate_rules.ENDS == ("changed", "lost", "damaged", "left")


def test_joining_with_fee_and_first_shares_is_one_save_or_nothing(coop):
    details = MemberDetails("4", "ບົວພັນ", date(2025, 5, 5), joined_meeting="2/2025", household="ເຮືອນ ບົວພັນ")
    order = JoinCoop(AdmitMember(details, Kip(20_000)), 3, Kip(400_000))
    assert _broken(members.join_coop, coop, order) == [("MoreThanPar", "paid_kip")]
    assert _broken(members.join_coop, coop, replace(order, admit=AdmitMember(replace(details, joined_on=date(2026, 1, 1)))))[0][1] == "joined_on"
    outcome = members.join_coop(coop.book, replace(order, paid_kip=Kip(100_000)))
    assert [kind for kind, _ in outcome.documents] == ["entry-fee", "share"]
    assert coop.journal_text(date(2025, 5, 5)) == told("""
        2025-05-05 entry-fee EF-0001
            cash                          20,000
            entry-fees                   -20,000
        2025-05-05 share-subscribe SH-0001
            cash                         100,000
            unpaid-shares 4              200,000
            share-capital 4             -300,000
    """)


def test_an_applicant_has_no_rights_until_the_meeting_admits(coop):
    details = MemberDetails("9", "ຄຳໃສ", None, applied_on=date(2025, 3, 1))
    assert _broken(members.admit_member, coop, AdmitMember(details, Kip(1))) == [("FeeBeforeAdmission", "entry_fee_kip")]
    members.admit_member(coop.book, AdmitMember(details))
    with coop.reading() as tx:
        found = member_store.by_number(tx, "9")
    assert found is not None
    buy = ShareOrder(found.member_id, "subscribe", date(2025, 4, 1), 1, Kip(100_000))
    assert _broken(shares.record_share_order, coop, buy) == [("StillApplicant", "member_id")]
    assert _numbers(coop.book, date(2025, 4, 1))["9"] == "applicant"
    admit = AdmitApplicant(found.member_id, date(2025, 4, 1), "4/2025", Kip(20_000))
    assert _broken(members.admit_applicant, coop, replace(admit, on=date(2025, 2, 1))) == [("AppliedLater", "on")]
    members.admit_applicant(coop.book, admit)
    assert _broken(members.admit_applicant, coop, admit) == [("AlreadyMember", "member_id")]
    shares.record_share_order(coop.book, buy)
    assert _numbers(coop.book, date(2025, 4, 1))["9"] == "member"


def test_a_leaver_settles_everything_in_one_save(coop):
    one = coop.member["1"]
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 500_000)
    produce.give_advance(coop.book, GiveAdvance(one, date(2025, 1, 15), "cash", Kip(200_000), "cash"))
    leaving.give_notice(coop.book, GiveNotice(one, date(2025, 5, 1)))
    assert _numbers(coop.book, date(2025, 5, 2))["1"] == "leaving"
    facts = leaving.prepare_leaving(coop.book, one)
    assert (facts.set_off.capital_kip, facts.set_off.advance_kip, facts.set_off.net_kip) == (500_000, 200_000, 300_000)
    out = ShareOrder(one, "redeem", date(2025, 6, 1), 6, advance_kip=Kip(200_000))
    order = MemberLeaves(one, date(2025, 6, 1), "", "6/2025", (out,))
    assert _broken(leaving.leave_coop, coop, order) == [("ReasonNeeded", "reason"), ("MoreThanHeld", "shares.0.share_count")]
    leaving.leave_coop(coop.book, replace(order, reason="resigned", shares=(replace(out, share_count=5),)))
    assert coop.journal_text(date(2025, 6, 1)) == told("""
        2025-06-01 share-redeem SH-0002
            share-capital 1              500,000
            advances 1                  -200,000
            cash                        -300,000
    """)
    after = leaving.prepare_leaving(coop.book, one).set_off
    assert after.net_kip == 0
    assert leaving_rules.check_notice(leaving.prepare_leaving(coop.book, one), GiveNotice(one, date(2025, 6, 2)))


def test_heirs_make_a_whole_and_take_whole_shares(coop):
    heirs = (Heir("ນາງ ຄຳ", "60", member_number="2"), Heir("ທ້າວ ດີ", "40", member_number="3"))
    with coop.reading() as tx:
        before = member_store.details(tx, coop.member["1"])
    for wrong, rule in (((Heir("a", "60"), Heir("b", "39")), HeirsNotWhole), ((Heir("a", "0"), Heir("b", "100")), HeirPartWrong),
                        ((Heir("", "100"),), HeirNameMissing), ((Heir("a", "-1"),), HeirPartWrong), ((Heir("a", "x"),), HeirPartWrong)):
        order = ChangeMember(coop.member["1"], replace(before, heirs=wrong))
        assert _broken(members.change_member, coop, order) == [(rule.__name__, "heirs")]
    members.change_member(coop.book, ChangeMember(coop.member["1"], replace(before, heirs=heirs)))
    with coop.reading() as tx:
        assert member_store.details(tx, coop.member["1"]).heirs == heirs
    assert shares_by_heir(5, heirs) == (3, 2)
    _do(coop, "1", "subscribe", date(2025, 1, 10), 5, 500_000)
    given = tuple(ShareOrder(coop.member["1"], "transfer", date(2025, 7, 1), count, to_member_id=coop.member[heir.member_number], reason="heir")
                  for heir, count in zip(heirs, shares_by_heir(5, heirs), strict=True))
    leaving.leave_coop(coop.book, MemberLeaves(coop.member["1"], date(2025, 6, 30), "died", "7/2025", given))
    assert (_ranges(coop, "2"), _ranges(coop, "3")) == (((3, 5),), ((1, 2),))


def test_the_same_person_is_asked_about_by_name_paper_or_phone(coop):
    new = MemberDetails("77", "ສົມພອນ 2", date(2025, 1, 1), phone="+856 20 5512 3456", id_number="P 12")
    with coop.reading() as tx:
        first = member_store.details(tx, coop.member["1"])
    members.change_member(coop.book, ChangeMember(coop.member["1"], replace(first, phone="020 55123456", id_number="p12")))
    found = {one.member.number: one.signs for one in members.prepare_admission(coop.book, new).look_alikes}
    assert found == {"1": ("id", "phone"), "2": ("name",)}
    assert _broken(members.admit_member, coop, AdmitMember(replace(new, number="2"))) == [("NumberTaken", "number")]
    assert member_rules.phone_digits("020 55 12 34 56") == member_rules.phone_digits("8562055123456") == "2055123456"


def test_a_village_renamed_is_renamed_for_everybody(coop):
    for number in ("1", "2"):
        with coop.reading() as tx:
            before = member_store.details(tx, coop.member[number])
        members.change_member(coop.book, ChangeMember(coop.member[number], replace(before, village="ໜອງບົວ")))
    lists.keep_list_item(coop.book, KeepListItem(ListItem("village", "ຫຼັກ 16", district="ປາກຊ່ອງ", province="ຈຳປາສັກ")))
    assert [(item.name, count) for item, count in lists.list_items(coop.book, "village")] == [("ໜອງບົວ", 2), ("ຫຼັກ 16", 0)]
    taken = KeepListItem(ListItem("village", "ຫຼັກ 16"), "ໜອງບົວ")
    assert _broken(lists.keep_list_item, coop, taken) == [(ItemNameTaken.__name__, "name")]
    lists.keep_list_item(coop.book, KeepListItem(ListItem("village", "ໜອງບົວໃໝ່", "", "ປາກຊ່ອງ", "ຈຳປາສັກ"), "ໜອງບົວ"))
    with coop.reading() as tx:
        assert member_store.details(tx, coop.member["2"]).village == "ໜອງບົວໃໝ່"
        assert member_store.details(tx, coop.member["2"]).district == "ປາກຊ່ອງ"


def test_every_rule_of_shares_has_its_field():
    rules = [one for one in vars(share_rules).values() if isinstance(one, type) and issubclass(one, share_rules.RuleBroken)
             and one is not share_rules.RuleBroken]
    assert len(rules) >= 25
    assert [one.__name__ for one in rules if not one.field or not one.wording] == []
