"""Fixed assets, loans and grants on a real file: journal, plans, runs, undoing, refusals, and what `check` finds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coopbooks.books.verify import verify
from coopbooks.coop.assets import (
    AccountHoldsLess,
    Asset,
    AssetEnded,
    BuyAsset,
    EndAsset,
    EndBeforeWear,
    GrantTooLarge,
    LifeWrong,
    NoAssetAccount,
    NothingWears,
    NotMonthEnd,
    ProceedsWrong,
    ResidualAboveCost,
    RunDepreciation,
    RunDone,
    WithdrawAsset,
    WornWrong,
)
from coopbooks.coop.boxes import AmountMissing, AmountPastLimit, BoxHoldsLess
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.loans import (
    DueBeforeReceived,
    InstalmentsWrong,
    LoansHoldLess,
    MoreThanLoan,
    NegativePart,
    PayLoan,
    PurposeUnknown,
    RateWrong,
    ReceiveGrant,
    ReceiveLoan,
    WithdrawLoan,
    schedule,
)
from coopbooks.coop.reversal import OthersNeedIt
from coopbooks.ledger.money import MAX_LINE_KIP, ZERO, Kip
from coopbooks.ledger.months import add_months, month_end
from coopbooks.ledger.periods import DayInFuture
from coopbooks.ledger.refusals import Refused
from coopbooks.services import assets, explaining, loans, money_papers
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from tests.support import meddling
from tests.support.trade import TODAY, Trade, new_trade, told

PULPER = BuyAsset("ເຄື່ອງສີກາເຟ", "215", date(2025, 1, 15), Kip(10_000_000), 36, Kip(1_000_000), money="bank")


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Trade]:
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book:
        yield trade


def fields(refused: pytest.ExceptionInfo[Refused]) -> dict[str, type]:
    return {one.field: type(one) for one in refused.value.broken}


def findings(coop: Trade) -> list[str]:
    with coop.reading() as tx:
        return [one.check for one in verify(tx)]


def test_an_asset_is_bought_worn_released_sold_and_all_of_it_undone(coop):
    loans.receive_grant(coop.book, ReceiveGrant("ໂຄງການ", date(2025, 1, 10), Kip(3_600_000), "equipment"))
    assets.buy_asset(coop.book, BuyAsset("ເຄື່ອງສີກາເຟ", "215", date(2025, 1, 15), Kip(10_000_000), 36, Kip(1_000_000), money="bank",
                                         grant_kip=Kip(3_600_000)))
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 2, 28)))
    assets.end_asset(coop.book, EndAsset(1, date(2025, 3, 5), "ຂາຍ", Kip(9_000_000), "bank"))
    for kind, number in (("asset-end", "FE-0001"), ("depreciation", "DP-0001"), ("asset", "FA-0001"), ("grant", "GR-0001")):
        coop.reverse(kind, number, date(2025, 3, 9))
    assert coop.journal_text(date(2025, 1, 1)) == told("""
        2025-01-10 grant GR-0001
            bank                       3,600,000
            131                       -3,600,000
        2025-01-15 asset FA-0001
            fixed-assets              10,000,000
            bank                     -10,000,000
        2025-02-28 depreciation DP-0001
            depreciation                 500,000
            accumulated-depreciation    -500,000
            131                          200,000
            74                          -200,000
        2025-03-05 asset-end FE-0001
            bank                       9,000,000
            accumulated-depreciation     500,000
            other-expense                500,000
            fixed-assets             -10,000,000
            131                        3,400,000
            74                        -3,400,000
        2025-03-09 reversal RX-0001
            bank                      -9,000,000
            accumulated-depreciation    -500,000
            other-expense               -500,000
            fixed-assets              10,000,000
            131                       -3,400,000
            74                         3,400,000
        2025-03-09 reversal RX-0002
            depreciation                -500,000
            accumulated-depreciation     500,000
            131                         -200,000
            74                           200,000
        2025-03-09 reversal RX-0003
            fixed-assets             -10,000,000
            bank                      10,000,000
        2025-03-09 reversal RX-0004
            bank                      -3,600,000
            131                        3,600,000
    """)
    assert assets.all_assets(coop.book, TODAY) == ([], 0)
    assert findings(coop) == []


def test_what_was_built_on_a_paper_goes_first(coop):
    loans.receive_grant(coop.book, ReceiveGrant("ໂຄງການ", date(2025, 1, 10), Kip(3_600_000), "equipment"))
    assets.buy_asset(coop.book, BuyAsset("x", "215", date(2025, 1, 15), Kip(4_000_000), 12, money="bank", grant_kip=Kip(1)))
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 2, 28)))
    assets.end_asset(coop.book, EndAsset(1, date(2025, 3, 5), "ເພ"))
    for kind, number, needed in (("asset", "FA-0001", ["DP-0001", "FE-0001"]), ("depreciation", "DP-0001", ["FE-0001"])):
        with pytest.raises(Refused) as refused:
            coop.reverse(kind, number, date(2025, 3, 9))
        assert refused.value.broken == (OthersNeedIt(number=number, needed_by=needed),)
    coop.reverse("asset-end", "FE-0001", date(2025, 3, 9))
    with pytest.raises(Refused) as refused:
        coop.reverse("grant", "GR-0001", date(2025, 3, 9))
    assert refused.value.broken == (OthersNeedIt(number="GR-0001", needed_by=["A-001"]),)


def test_a_run_is_made_once_and_a_later_one_takes_what_is_missing(coop):
    assets.buy_asset(coop.book, PULPER)
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 1, 31)))
    for until, wanted in ((date(2025, 1, 31), RunDone), (date(2025, 2, 27), NotMonthEnd), (date(2026, 1, 31), DayInFuture)):
        with pytest.raises(Refused) as refused:
            assets.run_depreciation(coop.book, RunDepreciation(until))
        assert fields(refused) == {"until": wanted}
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 12, 31)))
    (pulper,), _ = assets.all_assets(coop.book, TODAY)
    assert (pulper.worn_kip, pulper.value_kip) == (3_000_000, 7_000_000)
    assert assets.all_assets(coop.book, date(2025, 6, 30))[0][0].worn_kip == 250_000
    coop.reverse("depreciation", "DP-0001", date(2025, 12, 31))
    assert assets.all_assets(coop.book, TODAY)[0][0].worn_kip == 2_750_000
    assert findings(coop) == []


def test_land_does_not_wear_and_without_assets_there_is_no_run(coop):
    assets.buy_asset(coop.book, BuyAsset("ທີ່ດິນ", "211", date(2025, 1, 15), Kip(1_000_000), 0, money="credit"))
    with pytest.raises(Refused) as refused:
        assets.run_depreciation(coop.book, RunDepreciation(date(2025, 12, 31)))
    assert fields(refused) == {"until": NothingWears}
    assert assets.month_to_run(coop.book, TODAY) is None


@pytest.mark.parametrize(("order", "wanted"), [
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(0), 1), {"cost_kip": AmountMissing}), (BuyAsset("x", "215", date(2025, 1, 1), Kip(-1), 1), {"cost_kip": AmountMissing}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(MAX_LINE_KIP + 1), 1), {"cost_kip": AmountPastLimit}),
    (BuyAsset("x", "531", date(2025, 1, 1), Kip(1), 1), {"account": NoAssetAccount}), (BuyAsset("x", "281", date(2025, 1, 1), Kip(1), 1), {"account": NoAssetAccount}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(1), -1), {"life_months": LifeWrong}), (BuyAsset("x", "215", date(2025, 1, 1), Kip(1), 10**9), {"life_months": LifeWrong}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(1), 1, Kip(2)), {"residual_kip": ResidualAboveCost}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(5), 1, grant_kip=Kip(1)), {"grant_kip": GrantTooLarge}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(5_000_001), 1), {"money": BoxHoldsLess}), (BuyAsset("x", "215", date(2026, 1, 1), Kip(1), 1), {"on": DayInFuture}),
    (BuyAsset("x", "215", date(2025, 1, 1), Kip(1), 1, money="taken-over"), {"cost_kip": AccountHoldsLess})])
def test_what_is_no_asset(coop, order, wanted):
    with pytest.raises(Refused) as refused:
        assets.buy_asset(coop.book, order)
    assert fields(refused).items() >= wanted.items()


def test_an_asset_of_the_opening_is_taken_over_and_wears_on(coop):
    post_entry(coop.book, PostEntry(date(2025, 1, 1), (EntryLine("215", Kip(2_400_000)), EntryLine("281", credit_kip=Kip(600_000)),
                                                       EntryLine("reserve", credit_kip=Kip(1_800_000)))))
    old = BuyAsset("ເຄື່ອງຊັ່ງ", "215", date(2024, 1, 1), Kip(2_400_000), 24, money="taken-over", worn_kip=Kip(600_001))
    with pytest.raises(Refused) as refused:
        assets.buy_asset(coop.book, old)
    assert fields(refused) == {"worn_kip": WornWrong}
    assets.buy_asset(coop.book, BuyAsset("ເຄື່ອງຊັ່ງ", "215", date(2024, 1, 1), Kip(2_400_000), 24, money="taken-over", worn_kip=Kip(600_000)))
    with pytest.raises(Refused) as refused:
        coop.reverse("journal", "JV-0001", date(2025, 2, 1))
    assert isinstance(refused.value.broken[0], OthersNeedIt)
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 1, 31)))
    assert assets.all_assets(coop.book, TODAY)[0][0].worn_kip == 1_300_000
    coop.reverse("depreciation", "DP-0001", date(2025, 2, 1))
    assets.withdraw_asset(coop.book, WithdrawAsset(1))
    assert assets.all_assets(coop.book, TODAY)[0] == []
    assert findings(coop) == []


def test_an_end_comes_once_after_the_wear_and_has_a_price(coop):
    assets.buy_asset(coop.book, PULPER)
    assets.run_depreciation(coop.book, RunDepreciation(date(2025, 3, 31)))
    for order, wanted in ((EndAsset(1, date(2025, 3, 30), "x"), {"on": EndBeforeWear}), (EndAsset(1, date(2025, 4, 1), "x", Kip(-1)), {"proceeds_kip": ProceedsWrong}),
                          (EndAsset(1, date(2025, 4, 1), "x", Kip(10**15)), {"proceeds_kip": AmountPastLimit})):
        with pytest.raises(Refused) as refused:
            assets.end_asset(coop.book, order)
        assert fields(refused) == wanted
    assets.end_asset(coop.book, EndAsset(1, date(2025, 4, 1), "ຂາຍ", Kip(9_500_000)))
    with pytest.raises(Refused) as refused:
        assets.end_asset(coop.book, EndAsset(1, date(2025, 4, 1), "x"))
    assert fields(refused) == {"asset_id": AssetEnded}
    assert findings(coop) == []


@given(some.integers(1, 10**12), some.integers(0, 100), some.integers(1, 240), some.lists(some.integers(1, 240), min_size=1, max_size=8))
def test_whenever_runs_are_made_the_parts_add_up(cost, residual_percent, life, months):
    residual, start = cost * residual_percent // 100, date(2020, 1, 1)
    worn = 0
    for month in [*sorted(months), 300]:
        one = Asset(1, "", "", "215", start, Kip(cost), Kip(residual), life, start, Kip(worn), ZERO, ZERO, "", None, None)
        part = one.wear_kip(month_end(add_months(start, month - 1)))
        assert part >= 0
        worn += part
    assert worn == cost - residual


# --- loans and grants -------------------------------------------------------------------------------------------------
BANK = ReceiveLoan("ທະນາຄານ ສົ່ງເສີມກະສິກຳ", date(2025, 1, 10), Kip(10_000_000), "12", 3, date(2025, 4, 10), 3)


def test_a_loan_comes_is_paid_back_in_parts_and_undone(coop):
    loans.receive_loan(coop.book, BANK)
    loans.pay_loan(coop.book, PayLoan(1, date(2025, 4, 10), Kip(3_333_334), Kip(300_000)))
    loans.pay_loan(coop.book, PayLoan(1, date(2025, 7, 10), ZERO, Kip(200_000), "cash"))
    (loan,), other = loans.all_loans(coop.book, TODAY)
    assert (loan.left_kip, loan.interest_paid_kip, loan.next_due().place, other) == (6_666_666, 500_000, 2, 0)
    with pytest.raises(Refused) as refused:
        coop.reverse("loan", "LN-0001", date(2025, 8, 1))
    assert refused.value.broken == (OthersNeedIt(number="LN-0001", needed_by=["LP-0001", "LP-0002"]),)
    for kind, number in (("loan-payment", "LP-0002"), ("loan-payment", "LP-0001"), ("loan", "LN-0001")):
        coop.reverse(kind, number, date(2025, 8, 1))
    assert coop.journal_text(date(2025, 1, 1)) == told("""
        2025-01-10 loan LN-0001
            bank                      10,000,000
            loans                    -10,000,000
        2025-04-10 loan-payment LP-0001
            loans                      3,333,334
            66                           300,000
            bank                      -3,633,334
        2025-07-10 loan-payment LP-0002
            66                           200,000
            cash                        -200,000
        2025-08-01 reversal RX-0001
            66                          -200,000
            cash                         200,000
        2025-08-01 reversal RX-0002
            loans                     -3,333,334
            66                          -300,000
            bank                       3,633,334
        2025-08-01 reversal RX-0003
            bank                     -10,000,000
            loans                     10,000,000
    """)
    assert loans.all_loans(coop.book, TODAY) == ([], 0)
    assert findings(coop) == []


def test_the_plan_is_exact(coop):
    assert [(one.due_on, one.principal_kip, one.interest_kip, one.left_kip) for one in schedule(
        Kip(10_000_000), "12", "parts", 3, 3, date(2025, 1, 31), date(2025, 4, 30))] == [
        (date(2025, 4, 30), 3_333_334, 300_000, 6_666_666), (date(2025, 7, 31), 3_333_333, 200_000, 3_333_333),
        (date(2025, 10, 31), 3_333_333, 100_000, 0)]
    assert [one.principal_kip for one in schedule(Kip(100), "", "end", 2, 1, date(2025, 1, 1), date(2025, 2, 1))] == [0, 100]


@given(some.integers(1, 10**14), some.integers(1, 120), some.sampled_from(["parts", "end"]), some.integers(0, 9999))
def test_the_parts_of_a_plan_add_up(principal, count, plan, rate):
    lines = schedule(Kip(principal), f"{rate // 100}.{rate % 100:02}", plan, count, 1, date(2025, 1, 31), date(2025, 2, 28))
    assert sum(line.principal_kip for line in lines) == principal
    assert lines[-1].left_kip == 0
    assert all(line.interest_kip >= 0 for line in lines)


def test_what_is_no_loan_and_no_instalment(coop):
    for order, wanted in (
            (ReceiveLoan("x", date(2025, 1, 1), Kip(0), "12", 1, date(2025, 2, 1)), {"principal_kip": AmountMissing}),
            (ReceiveLoan("x", date(2025, 1, 1), Kip(1), "12%", 1, date(2025, 2, 1)), {"rate_percent": RateWrong}),
            (ReceiveLoan("x", date(2025, 1, 1), Kip(1), "101", 1, date(2025, 2, 1)), {"rate_percent": RateWrong}),
            (ReceiveLoan("x", date(2025, 1, 1), Kip(1), "12", 0, date(2024, 2, 1)), {"instalments": InstalmentsWrong, "first_due_on": DueBeforeReceived}),
            (ReceiveLoan("x", date(2025, 1, 1), Kip(1), "12", 1, date(2025, 2, 1), money="taken-over"), {"principal_kip": LoansHoldLess})):
        with pytest.raises(Refused) as refused:
            loans.receive_loan(coop.book, order)
        assert fields(refused) == wanted
    loans.receive_loan(coop.book, BANK)
    for pay, wanted in (
            (PayLoan(1, date(2025, 2, 1), Kip(10_000_001)), {"principal_kip": MoreThanLoan}), (PayLoan(1, date(2025, 2, 1), Kip(-1), Kip(5)), {"principal_kip": NegativePart}),
            (PayLoan(1, date(2025, 2, 1), ZERO), {"principal_kip": AmountMissing}), (PayLoan(1, date(2025, 2, 1), Kip(6_000_000), money="cash"), {"money": BoxHoldsLess})):
        with pytest.raises(Refused) as refused:
            loans.pay_loan(coop.book, pay)
        assert fields(refused) == wanted
    with pytest.raises(Refused) as refused:
        loans.receive_grant(coop.book, ReceiveGrant("x", date(2025, 1, 1), Kip(1), "party"))
    assert fields(refused) == {"purpose": PurposeUnknown}


def test_a_loan_of_the_opening_is_taken_over(coop):
    post_entry(coop.book, PostEntry(date(2025, 1, 1), (EntryLine("reserve", Kip(1_000_000)), EntryLine("loans", credit_kip=Kip(1_000_000)))))
    loans.receive_loan(coop.book, ReceiveLoan("x", date(2024, 6, 1), Kip(1_000_000), "9.5", 10, date(2024, 7, 1), money="taken-over"))
    assert loans.all_loans(coop.book, TODAY)[1] == 0
    loans.withdraw_loan(coop.book, WithdrawLoan(1))
    assert loans.all_loans(coop.book, TODAY) == ([], 1_000_000)
    assert findings(coop) == []


def test_a_grant_for_running_cost_is_income_at_once(coop):
    loans.receive_grant(coop.book, ReceiveGrant("ໂຄງການ", date(2025, 1, 10), Kip(500_000), "running", "cash"))
    assert coop.journal_text(date(2025, 1, 1)) == told("""
        2025-01-10 grant GR-0001
            cash                         500,000
            74                          -500,000
    """)
    assert [one.purpose for one in loans.all_grants(coop.book, TODAY)[0]] == ["running"]


@pytest.mark.parametrize("statement", [
    "UPDATE asset_line SET worn_kip = worn_kip + 7", "UPDATE loan_line SET principal_kip = principal_kip + 7",
    "UPDATE bill_line SET amount_kip = amount_kip + 7", "UPDATE grant_line SET amount_kip = amount_kip + 7",
    "UPDATE asset SET cost_kip = cost_kip + 7", "UPDATE loan SET principal_kip = principal_kip + 7"])
def test_registers_changed_by_another_tool_are_found(whole_money, tmp_path, statement):
    path = tmp_path / "copy.coop"
    path.write_bytes(whole_money.read_bytes())
    meddling.run_unguarded(path, statement)
    assert "money" in {one.check for one in check_book(path, only=("money",))}


@pytest.fixture(scope="module")
def whole_money(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a bill, a loan that is paid back, a grant, and an asset that wears."""
    from coopbooks.coop.cash import ExpenseLine
    from coopbooks.coop.suppliers import KeepSupplier, RecordBill, Supplier
    from coopbooks.services import suppliers

    coop = new_trade(tmp_path_factory.mktemp("money"))
    coop.begin_with()
    with coop.book:
        suppliers.keep_supplier(coop.book, KeepSupplier(Supplier("S01", "x")))
        suppliers.record_bill(coop.book, RecordBill(1, date(2025, 1, 5), (ExpenseLine("rent", Kip(5)),)))
        loans.receive_loan(coop.book, BANK)
        loans.pay_loan(coop.book, PayLoan(1, date(2025, 4, 10), Kip(3_333_334), Kip(300_000)))
        loans.receive_grant(coop.book, ReceiveGrant("x", date(2025, 1, 10), Kip(500_000), "equipment"))
        assets.buy_asset(coop.book, PULPER)
        assets.run_depreciation(coop.book, RunDepreciation(date(2025, 3, 31)))
    return coop.book.path


def test_the_register_explains_every_amount_also_of_what_was_taken_over(tmp_path):
    trade = new_trade(tmp_path)
    trade.begin_with()
    with trade.book as book:
        on = date(2025, 1, 10)
        post_entry(book, PostEntry(on, (EntryLine("215", Kip(900_000)), EntryLine("281", credit_kip=Kip(100_000)),
                                        EntryLine("reserve", credit_kip=Kip(800_000)))))
        assets.buy_asset(book, BuyAsset("old mill", "215", on, Kip(600_000), 24, worn_kip=Kip(100_000), money="taken-over"))
        assets.buy_asset(book, BuyAsset("scale", "215", on, Kip(240_000), 24, money="cash"))
        assets.run_depreciation(book, RunDepreciation(date(2025, 3, 31)))
        paper = money_papers.asset_register(book, date(2025, 3, 31))
        figures = list(explaining.figures_of(paper))
        assert len(figures) == 11
        for one in figures:
            assert explaining.explain(book, one.amount.figure).kip == one.amount
        assert paper.totals[4] == 1_140_000
