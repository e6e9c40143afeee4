"""A year's end as it happens: close, reopen, plans, the meeting, posting, rounds, heirs, a loss, and what nobody may do."""

import sqlite3
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from coopbooks.books import approvals, dividends, settings, yearend
from coopbooks.books import members as kept_members
from coopbooks.books.verify import verify
from coopbooks.coop.approval import ApproverMissing, ChangedAfterApproval, MadeAndApproved, MayNotApprove
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.closing import (
    CloseYear,
    CoverLoss,
    FundTooSmall,
    LaterYearClosed,
    MeetingHasDecided,
    NoLossToCover,
    ReopenReasonMissing,
    ReopenYear,
    YearIsOpen,
)
from coopbooks.coop.dividends import AlreadyApproved, ApproveAppropriation, LossYear
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.meeting import DecideSharing, MajorityMissed, MoreVotesThanPeople, NobodyPresent, QuorumMissed
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.payout import (
    AlreadyPaid,
    ForgedApproval,
    LeftMembersAccount,
    NothingToPay,
    OlderFirst,
    PayDividends,
    Payee,
    PayoutBeforeApproval,
    RedeemRevolving,
)
from coopbooks.coop.policy import DividendPolicy, KeptAs, RefundPolicy
from coopbooks.coop.policy_text import policy_to_toml
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, RecordDelivery
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import PeriodClosed
from coopbooks.ledger.refusals import Refused
from coopbooks.reports import catalogue
from coopbooks.services import backups, cash, leaving, members, payout, produce, sales, shares, sharing_rules, yearend_papers
from coopbooks.services import yearend as steps
from coopbooks.services.deeds import DEEDS, read_order
from coopbooks.services.dividends import approve_appropriation, close_year, what_if
from coopbooks.services.home import prepare_home
from coopbooks.services.reversal import reverse_paper
from coopbooks.services.standing import prepare_standing
from tests.support.trade import Trade, new_trade

AGM = date(2026, 2, 20)


def a_year(folder: Path, today: date = date(2026, 3, 15), sold_kip: int = 30_000_000) -> Trade:
    """Three members with shares and deliveries, one big sale, and two people more who may sign."""
    trade = new_trade(folder, today)
    trade.begin_with(20_000_000)
    book = trade.book
    with book.writing() as tx:
        settings.add_user(tx, "Kham", "chair")
        settings.add_user(tx, "Dao", "cashier")
    book.user_name = "Noy"
    produce.add_product(book, AddProduct("CH", "ໝາກກາເຟ", "Cherry", "kg", ("A",)))
    for number, count, net in (("1", 10, 500_000), ("2", 5, 300_000), ("3", 2, 200_500)):
        shares.record_share_order(book, ShareOrder(trade.member[number], "subscribe", date(2025, 2, 1), count, Kip(count * 100_000)))
        produce.record_delivery(book, RecordDelivery(trade.member[number], date(2025, 10, 1), (DeliveryLine(1, "A", net, 0, Kip(9_000)),),
                                                     paid="cash" if number == "3" else "later"))
    sales.issue_invoice(book, IssueInvoice(1, date(2025, 11, 1), (InvoiceLine(None, "ກາເຟ", "", 1_000, "", Kip(sold_kip)),), paid_into="bank"))
    return trade


def meeting(policy: DividendPolicy | None = None, **more: object) -> DecideSharing:
    order = DecideSharing(2025, AGM, "3/2026", policy or DividendPolicy(), 3, 2, 0, 1, place="ຫ້ອງການ", approved_by="Kham")
    return replace(order, **more)


def refused(do: object, *args: object) -> list[object]:
    with pytest.raises(Refused) as refusal:
        do(*args)  # type: ignore[operator]
    return list(refusal.value.broken)


def is_sound(trade: Trade) -> bool:
    with trade.reading() as tx:
        return [(one.check, one.wording, one.facts) for one in verify(tx)] == []


def state(trade: Trade) -> str:
    return steps.prepare_year(trade.book, 2025).state


def test_a_year_goes_its_six_steps_and_every_figure_stays(tmp_path):
    trade = a_year(tmp_path)
    assert state(trade) == "open"
    plan = what_if(trade.book, 2025)
    close_year(trade.book, CloseYear(2025))
    assert (state(trade), what_if(trade.book, 2025)) == ("closed", plan)
    steps.decide_sharing(trade.book, meeting())
    assert state(trade) == "approved"
    before = trade.journal_text()
    steps.post_sharing(trade.book, steps.PostSharing(2025))
    assert "appropriation AP-0001" in trade.journal_text()[len(before):]
    assert state(trade) == "posted"
    payout.pay_dividends(trade.book, PayDividends(2025, date(2026, 3, 1), "bank"))
    assert state(trade) == "paid"
    with trade.reading() as tx:
        kept = approvals.standing(tx, "appropriation", "2025")
        assert kept is not None
        assert (kept.made_by, kept.approved_by, kept.basis) == ("Noy", "Kham", "3/2026")
        lines = dividends.lines_of(tx, 2025)
        assert {line.number: line.net_kip for line in lines} == {part.number: part.net_kip for part in plan.members}
        assert settings.value(tx, "dividend.policy", date(2025, 6, 1)).startswith("[[fund]]")
        assert yearend.meeting_of(tx, 2025).place == "ຫ້ອງການ"
    assert is_sound(trade)


def test_two_people_stand_behind_the_meeting(tmp_path):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    for name, broken in (("", [ApproverMissing()]), ("Dao", [MayNotApprove(name="Dao")]),
                         ("Noy", [MayNotApprove(name="Noy"), MadeAndApproved(name="Noy")])):
        assert refused(steps.decide_sharing, trade.book, meeting(approved_by=name)) == broken
    assert refused(steps.decide_sharing, trade.book, meeting(made_by="Kham")) == [MadeAndApproved(name="Kham")]
    with trade.reading() as tx:
        assert yearend.meeting_of(tx, 2025) is None


@pytest.mark.parametrize(("votes", "broken"), [
    ((4, 3, 0, 0), [NobodyPresent(entitled=3)]), ((0, 0, 0, 0), [NobodyPresent(entitled=3), MajorityMissed(votes_for=0, votes_against=0)]),
    ((1, 1, 0, 0), [QuorumMissed(present=1, quorum=2, entitled=3)]), ((3, 2, 1, 1), [MoreVotesThanPeople(votes=4, present=3)]),
    ((3, 1, 1, 0), [MajorityMissed(votes_for=1, votes_against=1)])])
def test_quorum_and_votes_are_counted(tmp_path, votes, broken):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    present, yes, no, none = votes
    assert refused(steps.decide_sharing, trade.book, meeting(present_count=present, for_count=yes, against_count=no, abstain_count=none)) == broken


def test_a_meeting_that_says_no_leaves_the_year_as_it_is(tmp_path):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    steps.decide_sharing(trade.book, meeting(decision="changes", approved_by=""))
    assert state(trade) == "closed"
    assert refused(steps.post_sharing, trade.book, steps.PostSharing(2025)) == [steps.MeetingNotHeld(year=2025)]
    steps.decide_sharing(trade.book, meeting())
    steps.decide_sharing(trade.book, meeting(decision="refused", approved_by=""))
    assert refused(steps.post_sharing, trade.book, steps.PostSharing(2025)) == [steps.MeetingNotHeld(year=2025)]
    steps.decide_sharing(trade.book, meeting())
    steps.post_sharing(trade.book, steps.PostSharing(2025))
    assert refused(steps.decide_sharing, trade.book, meeting()) == [AlreadyApproved(year=2025, resolution="3/2026", on=AGM)]


def test_what_changes_after_the_approval_voids_it(tmp_path):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    steps.decide_sharing(trade.book, meeting())
    # A share payment dated back would change weights; in a closed year only the file's own owner could do it.
    with sqlite3.connect(trade.book.path) as raw:
        raw.execute("DROP TRIGGER share_line_refuses_update")
        raw.execute("UPDATE share_line SET paid_kip = paid_kip - 100000 WHERE share_line_id = 1")
        raw.execute("CREATE TRIGGER share_line_refuses_update BEFORE UPDATE ON \"share_line\" "
                    "BEGIN SELECT RAISE(ABORT, 'share_line_refuses_update'); END")
    assert refused(steps.post_sharing, trade.book, steps.PostSharing(2025)) == [ChangedAfterApproval(approved_by="Kham")]
    assert steps.prepare_year(trade.book, 2025).is_stale


@pytest.mark.parametrize("deed", ["UPDATE dividend_line SET net_kip = net_kip + 1000, payable_now_kip = payable_now_kip + 1000 WHERE member_id = 2",
                                  "UPDATE approval SET made_print = replace(made_print, substr(made_print, 1, 1), 'f')"])
def test_a_forged_amount_or_approval_is_not_payable_and_is_found(tmp_path, deed):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    steps.decide_sharing(trade.book, meeting())
    steps.post_sharing(trade.book, steps.PostSharing(2025))
    table = deed.split()[1]
    with sqlite3.connect(trade.book.path) as raw:
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_refuses_update",)).fetchone()
        raw.execute(f"DROP TRIGGER {table}_refuses_update")
        raw.execute(deed)
        raw.execute(sql)
    assert refused(payout.pay_dividends, trade.book, PayDividends(2025, date(2026, 3, 1), "bank")) == [ForgedApproval(year=2025)]
    with trade.reading() as tx:
        assert "approvals" in {one.check for one in verify(tx)}
        assert {one.check for one in verify(tx)} & {"chain", "master"}


def test_a_closed_year_opens_again_until_its_meeting_and_never_after(tmp_path):
    trade = a_year(tmp_path)
    book = trade.book
    assert refused(steps.reopen_year, book, ReopenYear(2025, AGM, "x", approved_by="Kham")) == [YearIsOpen(year=2025)]
    close_year(book, CloseYear(2025))
    late = PayExpense(date(2025, 12, 30), (ExpenseLine("transport", Kip(1_000_000)),), "ລົດ")
    assert PeriodClosed(on=date(2025, 12, 30), closed_until=date(2025, 12, 31)) in refused(cash.pay_expense, book, late)
    assert refused(steps.reopen_year, book, ReopenYear(2025, AGM, " ", approved_by="Noy")) == [
        ReopenReasonMissing(), MayNotApprove(name="Noy"), MadeAndApproved(name="Noy")]
    surplus = steps.prepare_year(book, 2025).surplus_kip
    steps.reopen_year(book, ReopenYear(2025, AGM, "ໃບບິນມາຊ້າ", approved_by="Kham"))
    assert (state(trade), steps.prepare_year(book, 2025).surplus_kip) == ("open", surplus)
    cash.pay_expense(book, late)
    close_year(book, CloseYear(2025))
    assert steps.prepare_year(book, 2025).surplus_kip == surplus - 1_000_000
    steps.decide_sharing(book, meeting())
    assert refused(steps.reopen_year, book, ReopenYear(2025, AGM, "x", approved_by="Kham")) == [MeetingHasDecided(year=2025, decided_on=AGM)]
    steps.post_sharing(book, steps.PostSharing(2025))
    assert refused(steps.reopen_year, book, ReopenYear(2025, AGM, "x", approved_by="Kham")) == [MeetingHasDecided(year=2025, decided_on=AGM)]
    with trade.reading() as tx:
        assert [row[1:] for row in yearend.reopenings(tx, 2025)] == [("ໃບບິນມາຊ້າ", "Noy", "Kham")]
    assert is_sound(trade)


def test_the_last_closed_year_is_opened_first(tmp_path):
    trade = a_year(tmp_path, date(2027, 1, 15))
    close_year(trade.book, CloseYear(2025))
    close_year(trade.book, CloseYear(2026))
    on = date(2027, 1, 10)
    assert refused(steps.reopen_year, trade.book, ReopenYear(2025, on, "x", approved_by="Kham")) == [LaterYearClosed(later_year="2026")]
    steps.reopen_year(trade.book, ReopenYear(2026, on, "x", approved_by="Kham"))
    steps.reopen_year(trade.book, ReopenYear(2025, on, "x", approved_by="Kham"))
    assert is_sound(trade)


def test_a_loss_is_carried_or_covered_from_the_reserve_and_nobody_is_paid(tmp_path):
    trade = a_year(tmp_path, sold_kip=1_000_000)
    book = trade.book
    close_year(book, CloseYear(2025))
    shown = steps.prepare_year(book, 2025)
    assert (shown.state, shown.step, shown.surplus_kip) == ("loss", 2, -8_004_500)
    assert LossYear(year=2025, loss_kip=8_004_500) in refused(steps.decide_sharing, book, meeting())
    assert refused(payout.pay_dividends, book, PayDividends(2025, AGM)) == [PayoutBeforeApproval(year=2025)]
    assert refused(steps.cover_loss, book, CoverLoss("4/2026", AGM, Kip(8_004_501))) == [NoLossToCover(amount_kip=8_004_501, loss_kip=8_004_500)]
    assert refused(steps.cover_loss, book, CoverLoss("4/2026", AGM, Kip(1), "education-fund")) == [FundTooSmall(fund_kip=0, amount_kip=1)]
    steps.cover_loss(book, CoverLoss("4/2026", AGM, Kip(8_004_500)))
    assert "appropriation" in trade.journal_text(AGM) or "loss-cover" in trade.journal_text(AGM)
    with trade.reading() as tx:
        assert dividends.losses_forward(tx, shown.period) == 8_004_500  # at the year's end; covered afterwards
    assert len(refused(steps.reopen_year, book, ReopenYear(2025, AGM, "x", approved_by="Kham"))) == 1
    trade.reverse("appropriation", "AP-0001", AGM)
    steps.reopen_year(book, ReopenYear(2025, AGM, "x", approved_by="Kham"))
    assert is_sound(trade)


def posted(trade: Trade, policy: DividendPolicy | None = None) -> None:
    close_year(trade.book, CloseYear(2025))
    steps.decide_sharing(trade.book, meeting(policy))
    steps.post_sharing(trade.book, steps.PostSharing(2025))


def test_members_are_paid_in_rounds_and_nobody_twice(tmp_path):
    trade = a_year(tmp_path)
    posted(trade)
    book, ids = trade.book, tuple(trade.member.values())
    on = date(2026, 3, 1)
    with trade.reading() as tx:
        net = {line.member_id: line.net_kip for line in dividends.lines_of(tx, 2025)}
    payout.pay_dividends(book, PayDividends(2025, on, "bank", ids[:2], percent="50", round_no=1))
    with trade.reading() as tx:
        assert {line.member_id: line.paid_kip for line in dividends.lines_of(tx, 2025)} == {
            key: kip // 2 // 1000 * 1000 if key in ids[:2] else 0 for key, kip in net.items()}
    (again,) = refused(payout.pay_dividends, book, PayDividends(2025, on, "bank", ids[:1], percent="50", round_no=1))
    assert isinstance(again, AlreadyPaid)
    payout.pay_dividends(book, PayDividends(2025, on, "bank", percent="100", round_no=2))
    with trade.reading() as tx:
        assert {line.member_id: line.paid_kip for line in dividends.lines_of(tx, 2025)} == {key: kip // 1000 * 1000 for key, kip in net.items()}
    assert all(isinstance(one, AlreadyPaid) for one in refused(payout.pay_dividends, book, PayDividends(2025, on, "bank", ids)))
    assert payout.unclaimed(book, on) == ()
    assert is_sound(trade)


def test_a_part_is_taken_as_shares_or_set_off_against_an_advance(tmp_path):
    trade = a_year(tmp_path)
    book, first, second = trade.book, trade.member["1"], trade.member["2"]
    shares.record_share_order(book, ShareOrder(first, "subscribe", date(2025, 12, 1), 2, Kip(50_000)))
    produce.give_advance(book, GiveAdvance(second, date(2025, 12, 1), "cash", Kip(70_000)))
    posted(trade)
    on = date(2026, 3, 1)
    payout.pay_dividends(book, PayDividends(2025, on, "debts", (second,)))
    payout.pay_dividends(book, PayDividends(2025, on, "shares", (first,)))
    with trade.reading() as tx:
        lines = {line.member_id: line for line in dividends.lines_of(tx, 2025)}
        assert lines[second].paid_kip == 70_000
        assert lines[first].paid_kip == 150_000 + (lines[first].net_kip - 150_000) // 100_000 * 100_000
        assert (lines[first].method, lines[second].method) == ("shares", "debts")
    for number in ("DV-0001", "DV-0002"):
        trade.reverse("payout", number, on)
    with trade.reading() as tx:
        assert [line.paid_kip for line in dividends.lines_of(tx, 2025)] == [0, 0, 0]
    assert is_sound(trade)


def test_a_leaver_is_paid_in_cash_and_the_dead_through_their_heirs(tmp_path):
    trade = a_year(tmp_path)
    posted(trade)
    book, on = trade.book, date(2026, 3, 10)
    one, two = trade.member["1"], trade.member["2"]
    with trade.reading() as tx:
        known = kept_members.details(tx, one)
    members.change_member(book, ChangeMember(one, replace(known, bank_account="BCEL 010-1")))
    for who, reason in ((one, "resigned"), (two, "died")):
        leaving.leave_coop(book, MemberLeaves(who, date(2026, 3, 5), reason, approved_by="Kham"))
    (old_account,) = refused(payout.pay_dividends, book, PayDividends(2025, on, "bank", (one,)))
    assert isinstance(old_account, LeftMembersAccount)
    payout.pay_dividends(book, PayDividends(2025, on, "cash", (one,)))
    assert len(refused(payout.pay_dividends, book, PayDividends(2025, on, "cash", (two,)))) == 1
    heir = Payee(two, "ນາງ ຄຳ", "ID 12-345")
    assert refused(payout.pay_dividends, book, PayDividends(2025, on, "cash", (two,), payees=(heir,), made_by="Noy")) == [ApproverMissing()]
    assert [one.standing for one in payout.unclaimed(book, on)] == ["died", "member"]
    payout.pay_dividends(book, PayDividends(2025, on, "cash", (two,), payees=(heir,), made_by="Noy", approved_by="Kham"))
    with trade.reading() as tx:
        assert tx.all("SELECT payee, payee_paper, approved_by FROM payout_terms WHERE payee <> ''") == [("ນາງ ຄຳ", "ID 12-345", "Kham")]
    assert is_sound(trade)


@pytest.mark.parametrize("kept_as", list(KeptAs))
def test_a_part_of_the_refund_is_kept_and_paid_back_years_later(tmp_path, kept_as):
    trade = a_year(tmp_path)
    book = trade.book
    shares.record_share_order(book, ShareOrder(trade.member["3"], "subscribe", date(2025, 12, 1), 3, Kip(0)))
    policy = replace(DividendPolicy(), refund=RefundPolicy(Fraction(60, 100), unpaid_shares_first=True, kept_as=kept_as))
    posted(trade, policy)
    with trade.reading() as tx:
        lines = {line.number: line for line in dividends.lines_of(tx, 2025)}
        rest = {number: line.patronage_kip - (300_000 if number == "3" else 0) for number, line in lines.items()}
        kept = {number: kip - kip * 60 // 100 for number, kip in rest.items()}
        if kept_as is KeptAs.REVOLVING:
            assert {number: kip for number, _, _, kip in yearend.revolving_lines(tx)} == kept
        else:
            assert [line.kept_kip for line in lines.values()] == [kip // 100_000 * 100_000 + (300_000 if n == "3" else 0) for n, kip in kept.items()]
    payout.pay_dividends(book, PayDividends(2025, date(2026, 3, 1), "bank"))
    with trade.reading() as tx:
        for line in dividends.lines_of(tx, 2025):
            assert line.paid_kip == (line.net_kip - line.kept_kip) // 1000 * 1000
    if kept_as is KeptAs.REVOLVING:
        payout.redeem_revolving(book, RedeemRevolving(2025, date(2026, 3, 2), "5/2026", "bank", "50"))
        with trade.reading() as tx:
            assert dict(yearend.revolving_of(tx, 2025)) == {trade.member[number]: kip - kip // 2 for number, kip in kept.items()}
        assert is_sound(trade)
        trade.reverse("revolving", "RD-0001", date(2026, 3, 3))
        assert refused(payout.redeem_revolving, book, RedeemRevolving(2026, date(2026, 3, 3), "6/2026")) != []
        with trade.reading() as tx:
            assert yearend.revolving_years(tx).keys() == {2025}
    assert is_sound(trade)


def test_older_capital_is_paid_back_first():
    from coopbooks.coop.payout import RedeemFacts, check_redemption
    from coopbooks.ledger.periods import OpenDays

    facts = RedeemFacts(((1, Kip(5_000)),), (2020,), Kip(10**6), OpenDays(date(2020, 1, 1), None, AGM))
    assert check_redemption(facts, RedeemRevolving(2021, AGM, "1/2026")) == [OlderFirst(older_year="2020")]
    assert check_redemption(facts, RedeemRevolving(2021, AGM, "1/2026", member_ids=(1,))) == []


def test_the_old_way_in_one_step_still_leaves_its_print(tmp_path):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    named = ApproveAppropriation(2025, "1/2026", AGM, DividendPolicy())
    assert refused(approve_appropriation, trade.book, named) == [ApproverMissing()]
    assert refused(approve_appropriation, trade.book, replace(named, approved_by="Noy")) == [MayNotApprove(name="Noy"), MadeAndApproved(name="Noy")]
    approve_appropriation(trade.book, replace(named, approved_by="Kham"))
    assert refused(payout.pay_dividends, trade.book, PayDividends(2025, AGM, "bank", (99,))) == [NothingToPay(member="99", year=2025)]
    payout.pay_dividends(trade.book, PayDividends(2025, AGM, "bank"))
    with trade.reading() as tx:
        kept = approvals.standing(tx, "appropriation", "2025")
        assert kept is not None
        assert (kept.made_by, kept.approved_by) == ("Noy", "Kham")
    assert is_sound(trade)


def test_a_decision_that_is_undone_takes_what_was_kept_with_it(tmp_path):
    trade = a_year(tmp_path)
    posted(trade, replace(DividendPolicy(), refund=RefundPolicy(Fraction(1, 2))))
    on = date(2026, 3, 1)
    with pytest.raises(Refused):
        trade.reverse("appropriation", "AP-0001", on)
    for number in ("DV-0001", "DV-0002", "DV-0003"):
        trade.reverse("payout", number, on)
    trade.reverse("appropriation", "AP-0001", on)
    assert state(trade) == "approved"
    assert is_sound(trade)


def test_the_list_of_checks_tells_what_is_to_be_done(tmp_path):
    trade = a_year(tmp_path)
    told = {check.key: check.state for check in steps.checks(trade.book, 2025, None)}
    assert told == {"audit": "ok", "register": "ok", "negative": "ok", "gaps": "ok", "overdue": "ok", "produce": "look", "backup": "look",
                    "cash-count": "look", "bills": "ok", "drafts": "ok"}
    assert not (set(told) & {"stock", "bank"})


def test_a_rehearsal_changes_nothing(tmp_path):
    trade = a_year(tmp_path, date(2025, 11, 20))
    head = trade.book.head_code()
    with steps.rehearse(trade.book, 2025, tmp_path / "copy") as copy:
        close_year(copy, CloseYear(2025))
        steps.decide_sharing(copy, meeting())
        steps.post_sharing(copy, steps.PostSharing(2025))
        assert steps.prepare_year(copy, 2025).state == "posted"
    assert trade.book.head_code() == head
    assert state(trade) == "running"
    assert backups.last_backup(trade.book.path) is None


def test_plans_are_kept_by_name_and_the_same_plan_once(tmp_path):
    trade = a_year(tmp_path)
    richer = replace(DividendPolicy(), shares=replace(DividendPolicy().shares, part=Fraction(1, 2)))
    for name, policy in (("A", DividendPolicy()), ("B", richer), ("B", richer), ("C", richer), ("C", None)):
        steps.keep_plan(trade.book, steps.KeepPlan(2025, name, policy))
    assert steps.prepare_board(trade.book, 2025).plans == {"A": DividendPolicy(), "B": richer}
    with trade.reading() as tx:
        assert tx.one("SELECT count(*) FROM plan") == (4,)
    assert refused(steps.keep_plan, trade.book, steps.KeepPlan(2025, " ", richer)) == [steps.PlanNameMissing()]
    assert is_sound(trade)


def test_cash_by_note_gives_every_member_the_exact_amount():
    assert payout.cash_by_note([137_000, 63_500]) == ((100_000, 1), (50_000, 1), (20_000, 1), (10_000, 2), (5_000, 1), (2_000, 2), (1_000, 1),
                                                      (500, 1))
    assert payout.cash_by_note([]) == ()
    assert reverse_paper.__name__ == "reverse_paper"


def test_the_papers_of_the_year_end_say_the_same_figures(tmp_path):
    trade = a_year(tmp_path)
    policy = replace(DividendPolicy(), refund=RefundPolicy(Fraction(1, 2)))
    steps.keep_plan(trade.book, steps.KeepPlan(2025, "B", policy))
    plan = what_if(trade.book, 2025, policy)
    proposed = yearend_papers.proposal(trade.book, 2025, "2025/B")
    assert proposed.totals[-1] == plan.members.total("net_kip")
    assert proposed.to_json()["surplus_kip"] == plan.surplus_kip
    assert refused(yearend_papers.proposal, trade.book, 2025, "2025/Z") == [yearend_papers.PlanUnknown(name="Z", year=2025)]
    assert refused(yearend_papers.tax_withheld, trade.book, 2025) == [yearend_papers.NothingDecided(year=2025)]
    posted(trade, policy)
    assert yearend_papers.tax_withheld(trade.book, 2025).to_json()["total_kip"] == plan.members.total("share_tax_kip")
    assert yearend_papers.unclaimed(trade.book, date(2026, 3, 15)).to_json()["members"][0]["days"] == 23
    kept = yearend_papers.revolving(trade.book, date(2026, 3, 15)).to_json()
    assert kept["plan"] == [{"year": 2025, "due_year": 2030, "kip": kept["total_kip"]}]
    for paper in (proposed, yearend_papers.tax_withheld(trade.book, 2025), yearend_papers.unclaimed(trade.book, AGM),
                  yearend_papers.revolving(trade.book, AGM)):
        for ending in (".pdf", ".xlsx", ".csv"):
            assert catalogue.render(paper, ending, "lo+en" if ending == ".pdf" else "lo")


def test_the_rules_of_sharing_change_from_a_day_on_and_closed_years_keep_theirs(tmp_path):
    trade = a_year(tmp_path)
    book, other = trade.book, replace(DividendPolicy(), shares=replace(DividendPolicy().shares, part=Fraction(1, 2)))
    assert refused(sharing_rules.change_policy, book, sharing_rules.ChangePolicy(other, date(2026, 1, 1), " ")) == [sharing_rules.BasisNeeded()]
    sharing_rules.change_policy(book, sharing_rules.ChangePolicy(other, date(2026, 1, 1), "AGM 2025, art. 31"))
    assert what_if(book, 2025) == what_if(book, 2025, DividendPolicy())
    with trade.reading() as tx:
        assert steps.policy_of(tx, 2026) == other
    close_year(book, CloseYear(2025))
    assert refused(sharing_rules.change_policy, book, sharing_rules.ChangePolicy(other, date(2025, 6, 1), "x")) == [
        sharing_rules.SinceClosed(closed_until=date(2025, 12, 31))]
    assert [(since, basis) for since, basis, _ in sharing_rules.policy_history(book)] == [(date(2026, 1, 1), "AGM 2025, art. 31")]


def test_how_the_year_stands_is_told_at_the_foot_and_on_home(tmp_path):
    trade = a_year(tmp_path)
    today = date(2026, 3, 15)

    def told():
        return prepare_standing(trade.book, today).closing, prepare_home(trade.book, today).year_to_share

    assert told() == (None, None)
    close_year(trade.book, CloseYear(2025))
    assert told() == ((2025, 3, "closed"), 2025)
    steps.decide_sharing(trade.book, meeting())
    assert told() == ((2025, 5, "approved"), 2025)
    steps.post_sharing(trade.book, steps.PostSharing(2025))
    assert told() == ((2025, 6, "posted"), None)
    payout.pay_dividends(trade.book, PayDividends(2025, date(2026, 3, 1), "bank"))
    assert told() == (None, None)


def test_all_of_it_works_headless_too(tmp_path):
    trade = a_year(tmp_path)
    (tmp_path / "plan.toml").write_text(policy_to_toml(DividendPolicy()), encoding="utf-8")
    for name, order in (
            ("close-year", {"year": 2025}), ("reopen-year", {"year": 2025, "on": "2026-02-01", "reason": "late bill", "made_by": "Noy",
                                                             "approved_by": "Kham"}), ("close-year", {"year": 2025}),
            ("keep-plan", {"year": 2025, "name": "A", "policy": "plan.toml"}),
            ("decide-sharing", {"year": 2025, "on": "2026-02-20", "resolution": "3/2026", "policy": "plan.toml", "present_count": 3, "for_count": 3,
                                "made_by": "Noy", "approved_by": "Kham"}),
            ("post-sharing", {"year": 2025}), ("pay-dividends", {"year": 2025, "on": "2026-03-01", "paid_from": "bank", "members": ["2"]})):
        with trade.reading() as tx:
            asked = read_order(tx, name, order, tmp_path)
        DEEDS[name](trade.book, asked)
    assert is_sound(trade)
    with trade.reading() as tx:
        assert [line.paid_kip > 0 for line in dividends.lines_of(tx, 2025)] == [False, True, False]
