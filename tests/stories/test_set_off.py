"""What is owed both ways is set off in one paper: by itself, and when a member leaves; undoing it brings everything back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.books import approvals, balances, dividends, documents, settings, share_register
from coopbooks.books import set_off as store
from coopbooks.books.rows import DOCUMENT_KINDS
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.leaving import MemberLeaves, SettleShares, settle
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.produce import GiveAdvance
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.set_off import OWES_US, WE_OWE, DebtPart, SetOffDebts, even, total_kip
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.accounts import PER_MEMBER
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.kinds import KINDS
from coopbooks.reports import receipt as receipt_paper
from coopbooks.services import leaving, payout, people_papers, printing, produce, sales, set_off, shares
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from tests.stories.test_year_end import a_year, posted
from tests.support import meddling
from tests.support.trade import Trade, new_trade, told

ON = date(2025, 6, 30)


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with(50_000_000, 50_000_000)
    with trade.book:
        yield trade
    assert check_book(trade.book.path) == []


def _owe(coop: Trade, role: str, kip: int) -> None:
    line = EntryLine(role, credit_kip=Kip(kip), member_id=coop.member["1"])
    post_entry(coop.book, PostEntry(date(2025, 3, 1), (EntryLine("reserve", Kip(kip)), line)))


def _buys(coop: Trade, number: str, kip: int, on: date) -> None:
    sales.issue_invoice(coop.book, IssueInvoice(coop.customer["M1"], on, (InvoiceLine(None, "", "ຝຸ່ນ", 1_000, "bag", Kip(kip)),), number=number))


@pytest.fixture
def debts(coop):
    """Member 1 owes and is owed everything there is."""
    one = coop.member["1"]
    sales.add_customer(coop.book, AddCustomer("M1", "ສົມພອນ 1", member_id=one))
    coop = Trade(coop.book)
    shares.record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 1, 10), 5, Kip(450_000)))
    produce.give_advance(coop.book, GiveAdvance(one, date(2025, 1, 15), "cash", Kip(200_000), "cash"))
    _buys(coop, "G-1", 60_000, date(2025, 2, 1))
    _buys(coop, "G-2", 50_000, date(2025, 2, 2))
    for role, kip in (("producers-payable", 120_000), ("dividends-payable", 30_000), ("patronage-payable", 40_000)):
        _owe(coop, role, kip)
    return coop


def _balances(coop: Trade) -> dict[str, int]:
    with coop.reading() as tx:
        return {role: int(kip) for role in PER_MEMBER if role != "second-payable" and (kip := balances.of_all_days(tx, role, coop.member["1"]))}


def _broken(action, coop: Trade, order: object) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        action(coop.book, order)
    return [(type(one).__name__, one.field) for one in caught.value.broken]


def _parts(**kip: int) -> tuple[DebtPart, ...]:
    return tuple(DebtPart(what, Kip(amount)) for what, amount in kip.items())


def test_what_stands_both_ways_is_told(debts):
    facts = set_off.prepare_set_off(debts.book, SetOffDebts(debts.member["1"], ON, (), ()))
    assert facts.we_owe == _parts(produce=120_000, dividend=30_000, refund=40_000)
    assert facts.owes_us == _parts(advance=200_000, goods=110_000, unpaid=50_000)
    before = set_off.prepare_set_off(debts.book, SetOffDebts(debts.member["1"], date(2025, 2, 1), (), ()))
    assert (before.we_owe, before.owes_us) == ((), _parts(advance=200_000, goods=60_000, unpaid=50_000))


def test_one_paper_settles_every_kind_and_undoing_it_brings_all_back(debts):
    before = _balances(debts)
    order = SetOffDebts(debts.member["1"], ON, _parts(produce=120_000, dividend=30_000, refund=40_000),
                        _parts(advance=60_000, goods=80_000, unpaid=50_000), "7/2025")
    set_off.set_off_debts(debts.book, order)
    assert debts.journal_text(ON) == told("""
        2025-06-30 set-off SO-0001
            producers-payable 1          120,000
            dividends-payable 1           30,000
            patronage-payable 1           40,000
            advances 1                   -60,000
            unpaid-shares 1              -50,000
            receivable M1                -80,000
    """)
    with debts.reading() as tx:
        assert share_register.holdings(tx, date.max, None)["A", debts.member["1"]].unpaid_kip == 0
    assert [(item.number, item.open_kip) for item in sales.prepare_receipt(debts.book, _receipt(debts)).items] == [("G-2", 30_000)]
    debts.reverse("set-off", "SO-0001", date(2025, 7, 1))
    assert _balances(debts) == before
    assert [item.open_kip for item in sales.prepare_receipt(debts.book, _receipt(debts)).items] == [60_000, 50_000]


def _receipt(coop: Trade) -> TakeReceipt:
    return TakeReceipt(coop.customer["M1"], date(2025, 7, 2), Kip(1), "cash")


@pytest.mark.parametrize(("we_owe", "owes_us", "wanted"), [
    ({"produce": 120_001}, {"advance": 120_001}, [("MoreThanStands", "we_owe")]),
    ({"produce": 10}, {"advance": 200_001}, [("MoreThanStands", "owes_us"), ("SidesDiffer", "owes_us")]),
    ({"produce": 10}, {"advance": 9}, [("SidesDiffer", "owes_us")]),
    ({"produce": 0}, {"advance": 0}, [("AmountMissing", "we_owe"), ("AmountMissing", "owes_us")]),
    ({"produce": -5}, {"advance": -5}, [("AmountMissing", "we_owe"), ("AmountMissing", "owes_us")]),
    ({"advance": 10}, {"produce": 10}, [("UnknownChoice", "we_owe"), ("UnknownChoice", "owes_us")]),
    ({}, {}, [("NothingToSetOff", "owes_us")])])
def test_refused_and_nothing_changed(debts, we_owe, owes_us, wanted):
    head = debts.book.head_code()
    assert _broken(set_off.set_off_debts, debts, SetOffDebts(debts.member["1"], ON, _parts(**we_owe), _parts(**owes_us))) == wanted
    assert debts.book.head_code() == head


def test_not_twice_not_in_the_future_and_not_before_it_was_owed(debts):
    one = debts.member["1"]
    order = SetOffDebts(one, ON, (*_parts(produce=10), *_parts(produce=10)), _parts(advance=20))
    assert _broken(set_off.set_off_debts, debts, order) == [("DebtTwice", "we_owe")]
    early = SetOffDebts(one, date(2025, 2, 28), _parts(produce=10), _parts(advance=10))
    assert _broken(set_off.set_off_debts, debts, early) == [("MoreThanStands", "we_owe")]
    late = SetOffDebts(one, date(2027, 1, 1), _parts(produce=10), _parts(advance=10))
    assert [field for _, field in _broken(set_off.set_off_debts, debts, late)] == ["on"]


def test_a_leaver_settles_both_ways_and_is_paid_what_is_left(debts):
    one = debts.member["1"]
    facts = leaving.prepare_leaving(debts.book, one)
    assert facts.set_off.net_kip == 500_000 - 50_000 + 190_000 - 200_000 - 110_000
    orders, both = settle(facts, SettleShares("redeem", ON, "cash", sets_off=False), {*WE_OWE, *OWES_US})
    leaving.leave_coop(debts.book, MemberLeaves(one, ON, "resigned", "7/2025", orders, both))
    assert debts.journal_text(ON) == told("""
        2025-06-30 share-pay SH-0002
            producers-payable 1           50,000
            unpaid-shares 1              -50,000
        2025-06-30 share-redeem SH-0003
            share-capital 1              500,000
            redemption-payable 1        -500,000
        2025-06-30 set-off SO-0001
            producers-payable 1           70,000
            redemption-payable 1         240,000
            advances 1                  -200,000
            receivable M1               -110,000
        2025-06-30 share-pay-out SH-0004
            redemption-payable 1         260,000
            cash                        -260,000
    """)
    assert _balances(debts) == {"dividends-payable": -30_000, "patronage-payable": -40_000}
    paper = people_papers.settlement(debts.book, "1")
    assert paper.document["left_kip"] == 70_000
    assert [(one["number"], one["what"]) for one in paper.document["papers"]][-2:] == [
        ("SO-0001", "set off on both sides"), ("SH-0004", "payment for shares taken back")]
    for number, kind in (("SH-0004", "share"), ("SO-0001", "set-off"), ("SH-0003", "share"), ("SH-0002", "share")):
        debts.reverse(kind, number, date(2025, 7, 2))
    assert leaving.prepare_leaving(debts.book, one).set_off.net_kip == facts.set_off.net_kip


def test_the_paper_of_a_set_off_says_what_is_left_of_each_debt(debts):
    order = SetOffDebts(debts.member["1"], ON, _parts(produce=120_000), _parts(advance=60_000, goods=60_000))
    set_off.set_off_debts(debts.book, order)
    paper = printing.receipt_by_number(debts.book, "SO-0001")
    assert paper.result == (("We owe for produce", 0), ("Open advance", 140_000), ("Goods on account", 50_000))
    for language in ("lo", "en"):
        assert receipt_paper.render(paper, language).startswith(b"%PDF")


def test_every_kind_of_paper_has_its_letters_name_title_and_purpose():
    for named in (documents.PREFIX, KINDS, receipt_paper.TITLES, printing._PURPOSES):
        assert set(DOCUMENT_KINDS) <= set(named)


def test_what_is_not_ticked_stays_and_all_fails_together(debts):
    one = debts.member["1"]
    facts = leaving.prepare_leaving(debts.book, one)
    orders, both = settle(facts, SettleShares("redeem", ON, "owed", sets_off=False), {"redemption", "goods"})
    assert (both.we_owe, both.owes_us) == (_parts(redemption=110_000), _parts(goods=110_000))
    head = debts.book.head_code()
    wrong = MemberLeaves(one, ON, "resigned", "", orders, replace(both, owes_us=_parts(goods=110_001)))
    assert _broken(leaving.leave_coop, debts, wrong) == [("MoreThanStands", "set_off.owes_us"), ("SidesDiffer", "set_off.owes_us")]
    assert debts.book.head_code() == head
    other = MemberLeaves(debts.member["2"], ON, "resigned", "", (), both)
    assert ("NotOwnShares", "shares") in _broken(leaving.leave_coop, debts, other)
    leaving.leave_coop(debts.book, MemberLeaves(one, ON, "resigned", "", orders, both))
    assert _balances(debts) == {"advances": 200_000, "producers-payable": -70_000, "redemption-payable": -390_000,
                                "dividends-payable": -30_000, "patronage-payable": -40_000}


def test_without_anything_to_set_off_the_money_is_paid_in_one_paper(coop):
    one = coop.member["1"]
    shares.record_share_order(coop.book, ShareOrder(one, "subscribe", date(2025, 1, 10), 2, Kip(200_000)))
    orders, both = settle(leaving.prepare_leaving(coop.book, one), SettleShares("redeem", ON, "bank", sets_off=False), {*WE_OWE, *OWES_US})
    assert ([(order.kind, order.money) for order in orders], both) == ([("redeem", "bank")], None)


def test_a_second_person_approves_where_there_is_one(debts):
    with debts.book.writing() as tx:
        settings.add_user(tx, "Khamla", "chair")
    order = MemberLeaves(debts.member["1"], ON, "resigned", "7/2025")
    assert _broken(leaving.leave_coop, debts, order) == [("ApproverMissing", "approved_by")]
    assert _broken(leaving.leave_coop, debts, replace(order, approved_by="Noy")) == [("MayNotApprove", "approved_by"), ("MadeAndApproved", "approved_by")]
    leaving.leave_coop(debts.book, replace(order, approved_by="Khamla"))
    with debts.reading() as tx:
        kept = approvals.standing(tx, "leaving", "1")
    assert (kept.made_by, kept.approved_by, kept.basis) == ("Noy", "Khamla", "7/2025")


@pytest.mark.parametrize("change", ["UPDATE document SET total_kip = total_kip + 1 WHERE kind = 'set-off'",
                                    "UPDATE allocation SET amount_kip = amount_kip - 1"])
def test_a_set_off_that_was_changed_behind_the_programs_back_is_found(tmp_path, change):
    coop = new_trade(tmp_path)
    with coop.book:
        coop.begin_with()
        sales.add_customer(coop.book, AddCustomer("M1", "ສົມພອນ 1", member_id=coop.member["1"]))
        coop = Trade(coop.book)
        _buys(coop, "G-1", 60_000, date(2025, 2, 1))
        _owe(coop, "producers-payable", 50_000)
        set_off.set_off_debts(coop.book, SetOffDebts(coop.member["1"], ON, _parts(produce=50_000), _parts(goods=50_000)))
    assert check_book(coop.book.path) == []
    meddling.run_unguarded(coop.book.path, change)
    assert "set-off" in {one.check for one in check_book(coop.book.path)}


AMOUNTS = st.integers(0, 10**9)


@given(st.tuples(*[AMOUNTS] * len(WE_OWE)), st.tuples(*[AMOUNTS] * len(OWES_US)), st.sets(st.sampled_from([*WE_OWE, *OWES_US])))
def test_both_sides_always_come_to_the_same(ours, theirs, wanted):
    we_owe, owes_us = _parts(**dict(zip(WE_OWE, ours, strict=True))), _parts(**dict(zip(OWES_US, theirs, strict=True)))
    left, right = even(we_owe, owes_us, wanted)
    chosen = [sum(part.amount_kip for part in side if part.what in wanted) for side in (we_owe, owes_us)]
    assert total_kip(left) == total_kip(right) == min(chosen)
    assert {part.what for part in (*left, *right)} <= wanted
    assert all(part.amount_kip > 0 for part in (*left, *right))


def test_a_part_of_the_surplus_that_was_set_off_is_not_fetched_as_well(tmp_path):
    trade = a_year(tmp_path)
    book, one, on = trade.book, trade.member["1"], date(2026, 3, 1)
    produce.give_advance(book, GiveAdvance(one, date(2025, 12, 1), "cash", Kip(70_000)))
    posted(trade)
    with trade.reading() as tx:
        net = {line.member_id: int(line.net_kip) for line in dividends.lines_of(tx, 2025)}
        stands = {part.what: int(part.amount_kip) for part in store.facts_for(tx, SetOffDebts(one, on, (), ())).we_owe}
    assert stands["dividend"] + stands["refund"] == net[one]
    set_off.set_off_debts(book, SetOffDebts(one, on, (DebtPart("dividend", Kip(40_000)), DebtPart("refund", Kip(30_000))),
                                            (DebtPart("advance", Kip(70_000)),)))
    with trade.reading() as tx:
        (line,) = [line for line in dividends.lines_of(tx, 2025) if line.member_id == one]
    assert (line.paid_kip, line.method, line.paper) == (70_000, "debts", "SO-0001")
    assert [left.due_kip for left in payout.unclaimed(book, on) if left.member_id == one] == [(net[one] - 70_000) // 1000 * 1000]
    payout.pay_dividends(book, PayDividends(2025, on, "bank", (one,), to_the_kip=True))
    with trade.reading() as tx:
        assert balances.of_all_days(tx, "dividends-payable", one) == balances.of_all_days(tx, "patronage-payable", one) == 0
    with pytest.raises(Refused):
        payout.pay_dividends(book, PayDividends(2025, on, "bank", (one,)))
    trade.reverse("payout", "DV-0001", on)
    trade.reverse("set-off", "SO-0001", on)
    with trade.reading() as tx:
        assert [int(line.paid_kip) for line in dividends.lines_of(tx, 2025)] == [0, 0, 0]
    assert check_book(book.path) == []
