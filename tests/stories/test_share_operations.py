"""Every other share operation, told as the journal and the register tell it: bonus, conversion, cancelling, heirs, certificates, imports."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopbooks.books import members as member_store
from coopbooks.books import share_register
from coopbooks.coop.certificates import EndCertificate, IssueCertificate
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.heirs import Heir
from coopbooks.coop.inheriting import PassToHeirs
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.shares import ShareClass, ShareOrder, ShareTerms
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import certificates, inheriting, leaving, members, register, share_papers, shares
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import import_file
from coopbooks.services.journal import post_entry
from tests.support.trade import Trade, new_trade, told


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with(50_000_000)
    with trade.book:
        yield trade
    assert check_book(trade.book.path) == []


def _do(coop: Trade, number: str, kind: str, on: date, count: int = 0, paid: int = 0, **rest) -> None:
    shares.record_share_order(coop.book, ShareOrder(coop.member[number], kind, on, count, Kip(paid), **rest))


def _ranges(coop: Trade, number: str, code: str = "A") -> object:
    with coop.reading() as tx:
        return share_register.ranges_of(tx, coop.member[number], code)


def _owe(coop: Trade, role: str, number: str, kip: int, on: date) -> None:
    post_entry(coop.book, PostEntry(on, (EntryLine("reserve", Kip(kip)), EntryLine(role, credit_kip=Kip(kip), member_id=coop.member[number]))))


def test_shares_are_paid_from_produce_money_by_bank_and_with_a_refund(coop):
    _owe(coop, "producers-payable", "1", 120_000, date(2025, 1, 5))
    _owe(coop, "patronage-payable", "1", 250_000, date(2025, 1, 6))
    _do(coop, "1", "subscribe", date(2025, 2, 1), 2, 120_000, money="produce")
    _do(coop, "1", "pay", date(2025, 2, 2), 0, 80_000, money="bank")
    _do(coop, "1", "bonus", date(2025, 2, 3), 2, meeting="AGM 1/2025")
    assert coop.journal_text(date(2025, 2, 1)) == told("""
        2025-02-01 share-subscribe SH-0001
            producers-payable 1          120,000
            unpaid-shares 1               80,000
            share-capital 1             -200,000
        2025-02-02 share-pay SH-0002
            bank                          80,000
            unpaid-shares 1              -80,000
        2025-02-03 share-bonus SH-0003
            patronage-payable 1          200,000
            share-capital 1             -200,000
    """)
    assert _ranges(coop, "1") == ((1, 4),)


def test_unpaid_shares_are_given_up_and_others_become_another_class(coop):
    terms = ShareTerms(date(2025, 1, 1), Kip(200_000), 1, "", "by-laws 9", "B")
    shares.keep_share_class(coop.book, shares.KeepShareClass(ShareClass("B", "ຮຸ້ນພິເສດ", "Special"), terms))
    _do(coop, "1", "subscribe", date(2025, 2, 1), 5, 400_000)
    _do(coop, "1", "cancel", date(2025, 2, 2), 1, reason="moved away")
    _do(coop, "1", "convert", date(2025, 2, 3), 2, to_class="B", numbers="1-2")
    assert coop.journal_text(date(2025, 2, 2)) == told("""
        2025-02-02 share-cancel SH-0002
            share-capital 1              100,000
            unpaid-shares 1             -100,000
        2025-02-03 share-convert SH-0003
            share-capital 1              200,000
            share-capital 1             -200,000
    """)
    assert (_ranges(coop, "1"), _ranges(coop, "1", "B")) == (((3, 4),), ((1, 1),))
    coop.reverse("share", "SH-0003", date(2025, 3, 1))
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    assert (_ranges(coop, "1"), _ranges(coop, "1", "B")) == (((1, 5),), ())


def _heirs(coop: Trade, *heirs: Heir) -> None:
    with coop.reading() as tx:
        before = member_store.details(tx, coop.member["1"])
    members.change_member(coop.book, ChangeMember(coop.member["1"], replace(before, heirs=heirs)))


def test_shares_of_somebody_who_died_pass_to_the_heirs_with_a_paper_each(coop):
    _do(coop, "1", "subscribe", date(2025, 2, 1), 5, 500_000)
    _heirs(coop, Heir("ນາງ ຄຳ", "60", "ເມຍ", member_number="2"), Heir("ທ້າວ ດີ", "40", "ລູກ", member_number="3"))
    leaving.leave_coop(coop.book, MemberLeaves(coop.member["1"], date(2025, 3, 1), "died"))
    inheriting.pass_to_heirs(coop.book, PassToHeirs(coop.member["1"], date(2025, 4, 1), "7/2025"))
    assert coop.journal_text(date(2025, 4, 1)) == told("""
        2025-04-01 share-transfer SH-0002
            share-capital 1              300,000
            share-capital 2             -300,000
        2025-04-01 share-transfer SH-0003
            share-capital 1              200,000
            share-capital 3             -200,000
    """)
    assert (_ranges(coop, "2"), _ranges(coop, "3")) == (((3, 5),), ((1, 2),))
    paper = share_papers.transfer(coop.book, "SH-0002").transfer
    assert (paper.reason, paper.meeting, paper.giver.held_count, paper.receiver.held_ranges) == ("ເມຍ", "7/2025", 2, "3–5")


def test_nothing_passes_when_one_heir_is_no_member_or_nothing_is_free(coop):
    order = PassToHeirs(coop.member["1"], date(2025, 4, 1))
    with pytest.raises(Refused) as caught:
        inheriting.pass_to_heirs(coop.book, order)
    assert [type(one).__name__ for one in caught.value.broken] == ["NoHeirs", "NothingToInherit"]
    _do(coop, "1", "subscribe", date(2025, 2, 1), 1, 50_000)
    _heirs(coop, Heir("ນາງ ຄຳ", "100"))
    with pytest.raises(Refused) as caught:
        inheriting.pass_to_heirs(coop.book, order)
    assert [type(one).__name__ for one in caught.value.broken] == ["HeirNotMember", "NothingToInherit"]


def test_a_part_too_small_for_one_share_makes_no_transfer(coop):
    _do(coop, "1", "subscribe", date(2025, 2, 1), 1, 100_000)
    _heirs(coop, Heir("a", "60", member_number="2"), Heir("b", "40", member_number="3"))
    outcome = inheriting.pass_to_heirs(coop.book, PassToHeirs(coop.member["1"], date(2025, 4, 1)))
    assert [number for _, number in outcome.documents] == ["SH-0002"]


def _states(coop: Trade) -> dict[str, str]:
    return {one.number: one.end_reason for one in certificates.certificates_of(coop.book)}


def test_a_certificate_ends_with_the_shares_that_move_and_only_then(coop):
    _do(coop, "1", "subscribe", date(2025, 2, 1), 10, 900_000)
    certificates.issue_certificate(coop.book, IssueCertificate(coop.member["1"], date(2025, 2, 2)))
    _do(coop, "1", "pay", date(2025, 2, 3), 0, 100_000)
    _do(coop, "1", "transfer", date(2025, 2, 4), 1, to_member_id=coop.member["2"])
    assert _states(coop) == {"CT-0001": ""}
    _do(coop, "1", "redeem", date(2025, 2, 5), 1, numbers="9")
    assert _states(coop) == {"CT-0001": "changed"}
    certificates.issue_certificate(coop.book, IssueCertificate(coop.member["1"], date(2025, 2, 6)))
    (_, second) = certificates.certificates_of(coop.book)
    assert (second.ranges, second.replaces) == (((1, 8),), "CT-0001")
    coop.reverse("share", "SH-0002", date(2025, 3, 1))
    assert _states(coop)["CT-0002"] == "changed"


def test_a_lost_certificate_of_a_member_who_gave_it_away_before_it_was_given_out(coop):
    _do(coop, "1", "subscribe", date(2025, 2, 1), 2, 200_000)
    certificates.issue_certificate(coop.book, IssueCertificate(coop.member["1"], date(2025, 2, 20)))
    _do(coop, "1", "transfer", date(2025, 2, 10), 2, to_member_id=coop.member["2"])
    (kept,) = certificates.certificates_of(coop.book)
    assert (kept.ended_on, kept.end_reason) == (date(2025, 2, 20), "changed")
    with pytest.raises(Refused, match="ended on"):
        certificates.end_certificate(coop.book, EndCertificate(kept.certificate_id, date(2025, 3, 1), "lost"))


CSV = """reference,member,on,kind,shares,amount_kip,to_member,paid_from
T1,1,2025-02-10,transfer,200,,2,
S1,1,2025-02-01,subscribe,500,50000000,,bank
R1,2,2025-03-01,redeem,50,,,cash
"""


def test_a_transfer_listed_before_the_issue_it_consumes_is_taken_in_the_order_of_days(coop, tmp_path):
    file = tmp_path / "shares.csv"
    file.write_text(CSV, encoding="utf-8")
    import_file(coop.book, "shares", file)
    whole = register.share_register_of(coop.book, date(2025, 12, 31))
    assert {line.member.number: (line.holding.share_count, line.ranges) for line in whole.lines} == {
        "1": (300, ((1, 300),)), "2": (150, ((301, 450),))}
    assert whole.agrees
    assert register.share_register_of(coop.book, date(2025, 2, 9)).share_count == 500


def test_a_transfer_dated_before_the_issue_it_consumes_is_refused(coop, tmp_path):
    file = tmp_path / "shares.csv"
    file.write_text(CSV.replace("T1,1,2025-02-10", "T1,1,2025-01-10"), encoding="utf-8")
    with pytest.raises(Refused):
        import_file(coop.book, "shares", file)
    assert register.share_register_of(coop.book, date(2025, 12, 31)).lines == ()
