"""From the scale to the second payment: runs that two people stand behind, nobody paid twice, every kip accounted for."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.books import balances, payment_runs, register, settings
from coopbooks.coop import approval, boxes
from coopbooks.coop import payment_runs as rules
from coopbooks.coop.payment_runs import ApproveRun, Delivered, MakeRun, PayRun, RunFacts, StepRun, VoidRun
from coopbooks.coop.produce import OWED_FOR_PRODUCE, AddProduct, DeliveryLine, GradeUnknown, MoreThanWeOwe, PayProducer, RecordDelivery
from coopbooks.coop.reversal import OthersNeedIt, WrongSide
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import OpenDays, Period
from coopbooks.ledger.refusals import Refused
from coopbooks.services import leaving, printing
from coopbooks.services.checking import check_book
from coopbooks.services.explaining import explain
from coopbooks.services.home import prepare_home
from coopbooks.services.payment_runs import approve_run, calculate_run, end_run, make_run, pay_run, prepare_runs, void_run
from coopbooks.services.produce import add_product, pay_producer, record_delivery
from tests.support import meddling
from tests.support.trade import Trade, new_trade, told

DAY, SEASON = date(2025, 11, 3), (date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    trade.begin_with(2_000_000)
    with trade.book:
        add_product(trade.book, AddProduct("CH", "", "Cherry", "kg", ("A", "B")))
        with trade.book.writing() as tx:
            settings.add_user(tx, "Kham", "chair")
        yield trade


def _deliver(coop: Trade, who: str, gross_g: int, grade: str = "A") -> None:
    record_delivery(coop.book, RecordDelivery(coop.member[who], DAY, (DeliveryLine(1, grade, gross_g, 0, Kip(9_000)),)))


def _run(coop: Trade, number: str = "PR-0001") -> int:
    with coop.reading() as tx:
        return int(tx.one("SELECT payment_run_id FROM payment_run WHERE number = ?", number)[0])


def _refused(coop: Trade, do, order) -> dict[str, type]:
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        do(coop.book, order)
    assert coop.book.head_code() == head
    return {broken.field: type(broken) for broken in caught.value.broken}


def test_a_first_payment_run_pays_whole_notes_and_leaves_the_tail(coop):
    _deliver(coop, "1", 20_200)
    _deliver(coop, "2", 33_333)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    pay_run(coop.book, PayRun(_run(coop), date(2025, 11, 7), member_ids=(coop.member["2"],)))
    view = prepare_runs(coop.book).runs[0]
    assert (view.run.state, view.paid_kip, view.unpaid_kip, view.notes) == ("approved", 299_000, 181_000, {100_000: 1, 50_000: 1, 20_000: 1, 10_000: 1, 1_000: 1})
    pay_run(coop.book, PayRun(_run(coop), date(2025, 11, 8), "bank"))
    assert coop.journal_text(date(2025, 11, 4)) == told("""
        2025-11-07 payment PP-0001
            producers-payable 2          299,000
            cash                        -299,000
        2025-11-08 payment PP-0002
            producers-payable 1          181,000
            bank                        -181,000
    """)
    with coop.reading() as tx:
        assert payment_runs.owed_on(tx, "first") == {coop.member["1"]: 800, coop.member["2"]: 997}
    assert prepare_runs(coop.book).runs[0].run.state == "paid"
    assert check_book(coop.book.path) == []


def test_a_second_payment_is_a_cost_of_produce_and_can_be_read_for_every_kilogram(coop):
    _deliver(coop, "1", 100_000)
    _deliver(coop, "1", 50_000, "B")
    _deliver(coop, "2", 33_333)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, grade="A", product_id=1, rate_kip=Kip(1_500)))
    approve_run(coop.book, ApproveRun(_run(coop), date(2025, 12, 1), "Kham"))
    pay_run(coop.book, PayRun(_run(coop), date(2025, 12, 2)))
    assert coop.journal_text(date(2025, 11, 4)) == told("""
        2025-12-01 second-payment SP-0001
            second-payment               200,000
            second-payable 1            -150,000
            second-payable 2             -50,000
        2025-12-02 second-payout PS-0001
            second-payable 1             150,000
            cash                        -150,000
        2025-12-02 second-payout PS-0002
            second-payable 2              50,000
            cash                         -50,000
    """)
    with coop.reading() as tx:
        one, other = (payment_runs.per_kg(tx, *SEASON)[coop.member[who]] for who in "12")
    assert [(line.grade, line.net_g, line.first_kip, line.second_kip, line.kip_per_kg) for line in one] == [
        ("A", 100_000, 900_000, 150_000, 10_500), ("B", 50_000, 450_000, 0, 9_000)]
    assert [(line.second_kip, line.kip_per_kg) for line in other] == [(50_000, 10_500)]
    assert check_book(coop.book.path) == []


def test_what_second_payments_added_belongs_to_we_owe_everywhere(coop):
    one, end = coop.member["1"], date(2025, 12, 31)
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(1_500)))
    approve_run(coop.book, ApproveRun(_run(coop), date(2025, 12, 1), "Kham"))
    with coop.reading() as tx:
        page = register.member_page(tx, one, end)
        assert page.owed_kip == 1_050_000
        assert [(paper.kind, paper.total_kip, paper.owed_after_kip) for paper in page.timeline] == [
            ("second-payment", 150_000, 1_050_000), ("delivery", 900_000, 900_000)]
        assert {line.member_id: line.owed_kip for line in register.member_list(tx, end).lines if line.owed_kip} == {one: 1_050_000}
        set_off = leaving.facts_for(tx, one).set_off
        assert (set_off.produce_owed_kip, set_off.second_owed_kip, set_off.net_kip) == (900_000, 150_000, 1_050_000)
    figure = Figure(OWED_FOR_PRODUCE, last_day=end, member_id=one, credit=True)
    assert explain(coop.book, figure).kip == 1_050_000
    assert prepare_home(coop.book, end).owed_members == (1, 1_050_000)
    (statement,) = printing.member_statements(coop.book, Period(*SEASON), "1")
    assert statement.to_json()["closing"]["we_owe_kip"] == 1_050_000
    assert printing.producers_payable(coop.book, end).to_json()["members"] == [{"number": "1", "we_owe_kip": 1_050_000, "advance_kip": 0}]


def test_who_is_paid_beside_the_runs_gets_slips_first_and_second_payments_then(coop):
    one = coop.member["1"]
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(1_500)))
    approve_run(coop.book, ApproveRun(_run(coop), date(2025, 12, 1), "Kham"))
    assert _refused(coop, pay_producer, PayProducer(one, date(2025, 12, 2), Kip(1_050_001))) == {"amount_kip": MoreThanWeOwe}
    pay_producer(coop.book, PayProducer(one, date(2025, 12, 2), Kip(1_000_000)))
    assert coop.journal_text(date(2025, 12, 2)) == told("""
        2025-12-02 payment PP-0001
            producers-payable 1          900,000
            second-payable 1             100,000
            cash                      -1,000,000
    """)
    assert _refused(coop, pay_run, PayRun(_run(coop), date(2025, 12, 3))) == {"member_ids": rules.OwedLess}
    assert WrongSide in _refused(coop, void_run, VoidRun(_run(coop), date(2025, 12, 3), "wrong price")).values()
    coop.reverse("payment", "PP-0001", date(2025, 12, 3))
    pay_run(coop.book, PayRun(_run(coop), date(2025, 12, 3)))
    assert check_book(coop.book.path) == []


def test_a_book_without_second_payments_explains_what_it_owes(coop):
    _deliver(coop, "1", 20_000)
    assert explain(coop.book, Figure(OWED_FOR_PRODUCE, member_id=coop.member["1"], credit=True)).kip == 180_000
    with coop.reading() as tx:
        assert leaving.facts_for(tx, coop.member["1"]).set_off.second_owed_kip == 0


def test_a_second_payment_is_undone_as_a_whole_after_its_payments(coop):
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, pool_kip=Kip(100_001)))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    pay_run(coop.book, PayRun(_run(coop), DAY))
    assert _refused(coop, void_run, VoidRun(_run(coop), DAY, "wrong price")) == {"payment_run_id": rules.PaymentsStand}
    with pytest.raises(Refused) as caught:
        coop.reverse("second-payment", "SP-0001", DAY)
    assert OthersNeedIt in {type(one) for one in caught.value.broken}
    coop.reverse("second-payout", "PS-0001", DAY)
    coop.reverse("second-payment", "SP-0001", DAY)
    assert coop.journal_text(DAY).endswith(told("""
        2025-11-03 reversal RX-0001
            second-payable 1            -100,000
            cash                         100,000
        2025-11-03 reversal RX-0002
            second-payment              -100,001
            second-payable 1             100,001
    """))
    view = prepare_runs(coop.book).runs[0]
    assert (view.run.state, view.paid_kip) == ("void", 0)
    with coop.reading() as tx:
        assert payment_runs.per_kg(tx, *SEASON)[coop.member["1"]][0].second_kip == 0
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(1)))
    assert check_book(coop.book.path) == []


def test_nobody_is_paid_twice_and_nothing_unapproved(coop):
    _deliver(coop, "1", 20_000)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    run, one = _run(coop), coop.member["1"]
    assert _refused(coop, pay_run, PayRun(run, DAY)) == {"payment_run_id": rules.RunNotApproved}
    assert _refused(coop, approve_run, ApproveRun(run, DAY, "Noy")) == {"approved_by": approval.MadeAndApproved}
    assert _refused(coop, approve_run, ApproveRun(run, DAY, "Somebody")) == {"approved_by": approval.NotEnrolled}
    approve_run(coop.book, ApproveRun(run, DAY, "Kham"))
    assert _refused(coop, approve_run, ApproveRun(run, DAY, "Kham")) == {"payment_run_id": rules.WrongState}
    assert _refused(coop, calculate_run, StepRun(run, DAY)) == {"payment_run_id": rules.WrongState}
    assert _refused(coop, pay_run, PayRun(run, DAY, member_ids=(coop.member["3"],))) == {"member_ids": rules.NotInRun}
    assert _refused(coop, pay_run, PayRun(run, date(2026, 1, 1))).keys() == {"on"}
    pay_run(coop.book, PayRun(run, DAY), "form-1")
    pay_run(coop.book, PayRun(run, DAY), "form-1")
    assert _refused(coop, pay_run, PayRun(run, DAY, member_ids=(one,))) == {"payment_run_id": rules.WrongState}
    assert _refused(coop, make_run, MakeRun("first", DAY, *SEASON)) == {"": rules.NobodyOwed}


def test_who_was_paid_meanwhile_is_not_paid_again(coop):
    _deliver(coop, "1", 20_000)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    pay_producer(coop.book, PayProducer(coop.member["1"], DAY, Kip(100_000)))
    assert _refused(coop, pay_run, PayRun(_run(coop), DAY)) == {"member_ids": rules.OwedLess}
    end_run(coop.book, StepRun(_run(coop), DAY))
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    assert prepare_runs(coop.book).runs[0].run.lines[0].amount_kip == 80_000


def test_who_was_not_there_comes_along_in_the_next_run_and_stands_in_no_two_runs(coop):
    for who, grams in (("1", 20_000), ("2", 30_000)):
        _deliver(coop, who, grams)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    pay_run(coop.book, PayRun(_run(coop), DAY, member_ids=(coop.member["1"],)))
    _deliver(coop, "1", 10_000)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    assert [(line.member_id, line.amount_kip) for line in prepare_runs(coop.book).runs[0].run.lines] == [(coop.member["1"], 90_000)]
    end_run(coop.book, StepRun(_run(coop), DAY))
    calculate_run(coop.book, StepRun(_run(coop, "PR-0002"), DAY))
    assert sorted(line.amount_kip for line in prepare_runs(coop.book).runs[0].run.lines) == [90_000, 270_000]


def test_more_cash_than_the_box_holds_and_bad_figures_are_told(coop):
    _deliver(coop, "1", 500_000)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    assert _refused(coop, pay_run, PayRun(_run(coop), DAY)) == {"money": boxes.BoxHoldsLess}
    for order, wrong in (
            (MakeRun("third", DAY, *SEASON), {"kind": rules.KindUnknown}),
            (MakeRun("second", DAY, *SEASON), {"rate_kip": rules.RateOrPool}),
            (MakeRun("second", DAY, *SEASON, rate_kip=Kip(10**15)), {"rate_kip": type(rules.PriceMissing())}),
            (MakeRun("second", DAY, *SEASON, rate_kip=Kip(10**14)), {"rate_kip": rules.RunTooLarge}),
            (MakeRun("second", DAY, *reversed(SEASON), rate_kip=Kip(1)), {"last_day": rules.SeasonBackwards}),
            (MakeRun("second", DAY, *SEASON, 1, "Z", rate_kip=Kip(1)), {"grade": GradeUnknown}),
            (MakeRun("second", DAY, *SEASON, 1, "B", rate_kip=Kip(1)), {"first_day": rules.NothingDelivered}),
            (MakeRun("second", DAY, *SEASON, rate_kip=Kip(1), payout_unit_kip=Kip(0)), {"payout_unit_kip": rules.UnitMissing})):
        assert _refused(coop, make_run, order) == wrong


def test_the_same_deliveries_get_a_second_payment_twice_only_when_that_is_meant(coop):
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(100)))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    twice = MakeRun("second", DAY, date(2025, 11, 1), date(2025, 11, 30), 1, "A", Kip(100))
    assert _refused(coop, make_run, twice) == {"again": rules.AlreadyGiven}
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(100), again=True))


def test_a_second_payment_is_approved_only_as_the_deliveries_are_today(coop):
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(100)))
    _deliver(coop, "1", 1_000)
    assert _refused(coop, approve_run, ApproveRun(_run(coop), DAY, "Kham")) == {"payment_run_id": rules.FiguresChanged}
    calculate_run(coop.book, StepRun(_run(coop), DAY))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    assert _refused(coop, void_run, VoidRun(_run(coop), DAY, " ")) == {"reason": rules.ReasonNeeded}
    void_run(coop.book, VoidRun(_run(coop), DAY, "wrong price"))
    with coop.reading() as tx:
        assert balances.of_all_days(tx, AccountRole.SECOND_PAYMENT) == 0


@pytest.mark.parametrize(("statement", "finds"), [
    ("UPDATE run_payment SET amount_kip = amount_kip - 1000 WHERE run_payment_id = 1", {"runs"}),
    ("UPDATE payment_run_line SET amount_kip = amount_kip - 1000, carried_kip = carried_kip + 1000", {"runs", "master"}),
    ("UPDATE second_payment SET amount_kip = amount_kip + 1", {"runs"}),
    ("DELETE FROM approval", {"runs", "master"})])
def test_check_finds_a_run_that_does_not_equal_its_payments(coop, statement, finds):
    _deliver(coop, "1", 100_000)
    make_run(coop.book, MakeRun("second", DAY, *SEASON, rate_kip=Kip(100)))
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    pay_run(coop.book, PayRun(_run(coop), DAY))
    coop.book.close()
    meddling.run_unguarded(coop.book.path, statement)
    found = {finding.check for finding in check_book(coop.book.path)}
    assert finds <= found
    assert check_book(coop.book.path, only=("runs",))


def _facts(rows, owed) -> RunFacts:
    products = {1: rules.Product(1, "CH", "", "", "kg", ("A", "B"))}
    return RunFacts(OpenDays(DAY, None, DAY), products, tuple(Delivered(who, f"{who:04}", 1, grade, net_g) for who, grade, net_g in rows),
                    {who: Kip(kip) for who, kip in owed.items()})


@given(st.lists(st.tuples(st.integers(1, 8), st.sampled_from("AB"), st.integers(1, 10**6)), min_size=1, max_size=12, unique_by=lambda r: r[:2]),
       st.dictionaries(st.integers(1, 9), st.integers(0, 10**6), max_size=5), st.integers(1, 10**9), st.sampled_from([1, 500, 1_000]), st.randoms())
def test_a_pool_is_given_to_the_last_kip_whatever_the_order(rows, owed, pool, unit, random):
    order = MakeRun("second", DAY, *SEASON, pool_kip=Kip(pool), payout_unit_kip=Kip(unit))
    lines = rules.lines_of(_facts(rows, owed), order)
    assert sum(line.earned_kip for line in lines) == pool
    assert all(line.earned_kip + line.before_kip == line.amount_kip + line.carried_kip and line.amount_kip % unit == 0
               and 0 <= line.carried_kip < unit for line in lines)
    random.shuffle(rows)
    assert rules.lines_of(_facts(rows, owed), order) == lines


@given(st.lists(st.integers(0, 10**7), max_size=20))
def test_notes_pay_everybody_exactly(amounts):
    notes, rest = rules.notes_needed(amounts)
    assert sum(note * count for note, count in notes.items()) + rest == sum(amounts)


def test_the_list_that_people_signed_is_printed_again_as_they_signed_it(coop):
    from dataclasses import replace

    from coopbooks.books import issued, members
    from coopbooks.coop.members import ChangeMember
    from coopbooks.reports import catalogue
    from coopbooks.services import issuing
    from coopbooks.services.members import change_member
    from coopbooks.services.paper_makers import Asked
    from tests.support.drawn import pages_of

    asked = Asked(DAY, Period(*SEASON), 2025, number="PR-0001")
    _deliver(coop, "1", 20_200)
    make_run(coop.book, MakeRun("first", DAY, *SEASON))
    draft = issuing.paper_to_print(coop.book, "pay-list", asked)
    assert issuing.note(coop.book, "pay-list", "lo", "printer", draft) is None
    approve_run(coop.book, ApproveRun(_run(coop), DAY, "Kham"))
    first = issuing.paper_to_print(coop.book, "pay-list", asked)
    issuing.note(coop.book, "pay-list", "lo", "printer", first)
    with coop.reading() as tx:
        known = members.details(tx, coop.member["1"])
    change_member(coop.book, ChangeMember(coop.member["1"], replace(known, given_name="ໃໝ່")))
    pay_run(coop.book, PayRun(_run(coop), date(2025, 11, 7)))
    again = issuing.paper_to_print(coop.book, "pay-list", asked)
    assert again.copy_no == 1
    assert catalogue.render(replace(again, copy_no=0), ".pdf", "lo") == catalogue.render(first, ".pdf", "lo")
    page = pages_of(catalogue.render(again, ".pdf", "lo"))[0]
    assert ("ສຳເນົາທີ 1" in page, known.given_name in page, "ໃໝ່" in page) == (True, True, False)
    assert again.to_json()["members"][0]["paid_on"] == "2025-11-07"
    with coop.reading() as tx:
        assert issued.find(tx, "pay-list", "PR-0001 2025-11-03").print_count == 1
    assert check_book(coop.book.path) == []
