"""The chart of accounts grows and changes in the open; the budget is decided, changed with its basis, and compared to the kip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.boxes import LinesMissing, TextTooLong
from coopbooks.coop.budget import (
    BasisMissing,
    BudgetLine,
    BudgetNegative,
    BudgetTooLarge,
    DecidedAhead,
    LineTwice,
    MonthOutsideYear,
    NoResultAccount,
    SetBudget,
    by_month,
    planned_in,
)
from coopbooks.coop.cash import AccountUnknown
from coopbooks.coop.chart import (
    AccountIsNeeded,
    AccountNameMissing,
    AddAccount,
    ChangeAccount,
    CodeTaken,
    CodeUnclear,
    CodeUnknown,
    KindIsFixed,
    KindOfRole,
    KindUnclear,
)
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period, months_between
from coopbooks.ledger.refusals import Refused
from coopbooks.services import budget, chart, printing
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from tests.support.trade import new_trade

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def coop(tmp_path):
    made = new_trade(tmp_path)
    made.begin_with()
    yield made
    made.book.close()


def _refused(do, coop, order) -> tuple[object, ...]:
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        do(coop.book, order)
    assert coop.book.head_code() == head
    return caught.value.broken


def _line(coop, code: str):
    return next(line for line in chart.chart_of(coop.book, date(2025, 12, 31)) if line.account.code == code)


def test_a_new_account_takes_lines_and_is_named_on_papers_in_both_languages(coop):
    chart.add_account(coop.book, AddAccount("628", "expense", "ຄ່າໂທລະສັບ", "Telephone"))
    post_entry(coop.book, PostEntry(date(2025, 2, 1), (EntryLine("628", Kip(90_000)), EntryLine("cash", credit_kip=Kip(90_000)))))
    paper = printing.trial_balance(coop.book, date(2025, 12, 31)).to_json()
    line = next(one for one in paper["accounts"] if one["code"] == "628")
    assert (line["name_lo"], line["name_en"], line["debit_kip"]) == ("ຄ່າໂທລະສັບ", "Telephone", 90_000)
    chart.change_account(coop.book, ChangeAccount("628", "expense", "ໂທລະສັບ ແລະ ອິນເຕີເນັດ", "Telephone and internet"))
    assert _line(coop, "628").account.name_lo == "ໂທລະສັບ ແລະ ອິນເຕີເນັດ"
    assert _line(coop, "628").shown_kip == 90_000
    assert check_book(coop.book.path) == []


def test_an_account_without_lines_changes_its_kind_and_goes_out_of_use(coop):
    chart.add_account(coop.book, AddAccount("628", "asset", "ຄ່າໂທລະສັບ"))
    chart.change_account(coop.book, ChangeAccount("628", "expense", "ຄ່າໂທລະສັບ"))
    chart.change_account(coop.book, ChangeAccount("628", "expense", "ຄ່າໂທລະສັບ", in_use=False))
    assert not _line(coop, "628").in_use
    entry = PostEntry(date(2025, 2, 1), (EntryLine("628", Kip(1)), EntryLine("cash", credit_kip=Kip(1))))
    assert AccountUnknown(account="628") in _refused(post_entry, coop, entry)
    chart.change_account(coop.book, ChangeAccount("628", "expense", "ຄ່າໂທລະສັບ"))
    post_entry(coop.book, entry)


def test_what_has_lines_or_a_role_keeps_its_kind_and_stays(coop):
    chart.add_account(coop.book, AddAccount("628", "expense", "ຄ່າໂທລະສັບ"))
    post_entry(coop.book, PostEntry(date(2025, 2, 1), (EntryLine("628", Kip(1)), EntryLine("cash", credit_kip=Kip(1)))))
    broken = _refused(chart.change_account, coop, ChangeAccount("628", "asset", "x", in_use=False))
    assert broken == (KindIsFixed(code="628", count=1), AccountIsNeeded(code="628", count=1))
    assert _refused(chart.change_account, coop, ChangeAccount("531", "expense", "x")) == (KindOfRole(code="531"),)
    assert _refused(chart.change_account, coop, ChangeAccount("613", "expense", "x", in_use=False)) == (AccountIsNeeded(code="613", count=0),)
    chart.change_account(coop.book, ChangeAccount("531", "asset", "ເງິນສົດໃນກ່ອງ", "Cash box"))
    assert _line(coop, "531").account.name_en == "Cash box"


@pytest.mark.parametrize(("order", "complaint"), [
    (AddAccount("531", "asset", "x"), CodeTaken(code="531", name="ເງິນສົດ")),
    (AddAccount("5", "asset", "x"), CodeUnclear(code="5")),
    (AddAccount("1234567", "asset", "x"), CodeUnclear(code="1234567")),
    (AddAccount("6a", "asset", "x"), CodeUnclear(code="6a")),
    (AddAccount("໖໒໘", "asset", "x"), CodeUnclear(code="໖໒໘")),
    (AddAccount("", "asset", "x"), CodeUnclear(code="")),
    (AddAccount("628", "asset", " "), AccountNameMissing()),
    (AddAccount("628", "debt", "x"), KindUnclear(kind="debt", known=["asset", "liability", "equity", "income", "expense"])),
    (AddAccount("628", "asset", "x" * 501), TextTooLong(most=500))])
def test_what_is_no_account_is_refused_at_its_field(coop, order, complaint):
    assert complaint in _refused(chart.add_account, coop, order)


def test_only_what_is_in_the_chart_is_changed(coop):
    assert _refused(chart.change_account, coop, ChangeAccount("999", "asset", "x")) == (CodeUnknown(code="999"),)


# --- the budget -------------------------------------------------------------------------------------------------------
def _set(coop, *lines: BudgetLine, on: date = date(2025, 1, 15), basis: str = "01/2025") -> None:
    budget.set_budget(coop.book, SetBudget(2025, on, basis, lines))


def test_a_later_decision_is_in_force_from_its_day_and_the_earlier_one_stays(coop):
    _set(coop, BudgetLine("rent", Kip(1_200_000)), BudgetLine("sales", Kip(50_000_000)))
    _set(coop, BudgetLine("rent", Kip(2_400_000)), on=date(2025, 6, 1), basis="05/2025")
    with coop.reading() as tx:
        before, after = ({one.account.role: one.year_kip for one in budget.compared(tx, YEAR, day)}
                         for day in (date(2025, 5, 31), date(2025, 6, 1)))
    assert (before["rent"], after["rent"], after["sales"]) == (1_200_000, 2_400_000, 50_000_000)
    known = budget.budget_year(coop.book, 2025)
    assert [(one.decided_on, one.basis, one.line_count) for one in known.versions] == [
        (date(2025, 6, 1), "05/2025", 1), (date(2025, 1, 15), "01/2025", 2)]
    assert check_book(coop.book.path) == []


def test_budget_and_actual_of_some_months(coop):
    _set(coop, BudgetLine("rent", Kip(1_200_000)), BudgetLine("rent", Kip(300_000), "2025-02"))
    for day, kip in ((date(2025, 1, 20), 80_000), (date(2025, 2, 3), 250_000), (date(2025, 3, 3), 90_000)):
        post_entry(coop.book, PostEntry(day, (EntryLine("rent", Kip(kip)), EntryLine("cash", credit_kip=Kip(kip)))))
    with coop.reading() as tx:
        (rent,) = budget.compared(tx, Period(date(2025, 1, 1), date(2025, 2, 28)), date(2025, 12, 31))
    assert (rent.planned_kip, rent.actual_kip, rent.year_kip) == (81_819 + 300_000, 330_000, 1_200_000)


@given(st.dictionaries(st.sampled_from(["", *months_between(*(YEAR.first_day, YEAR.last_day))]), st.integers(0, 10**12).map(Kip)))
def test_what_is_planned_for_a_year_is_planned_for_its_months_to_the_kip(planned):
    spread = by_month(planned, YEAR)
    own = sum(kip for month, kip in planned.items() if month)
    covers_all = all(month in planned for month in spread)
    assert list(spread) == list(months_between(YEAR.first_day, YEAR.last_day))
    assert sum(spread.values()) == (own if covers_all else max(own, planned.get("", 0)))
    assert all(spread[month] == kip for month, kip in planned.items() if month)
    assert planned_in(planned, YEAR, tuple(spread)) == sum(spread.values())


@pytest.mark.parametrize(("order", "complaint", "field"), [
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("rent", Kip(-1)),)), BudgetNegative(amount_kip=-1), "lines.0.amount_kip"),
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("rent", Kip(10**15)),)),
     BudgetTooLarge(amount_kip=10**15, most_kip=999_999_999_999_999), "lines.0.amount_kip"),
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("9999", Kip(1)),)), AccountUnknown(account="9999"), "lines.0.account"),
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("cash", Kip(1)),)), NoResultAccount(account="cash"), "lines.0.account"),
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("rent", Kip(1)), BudgetLine("613", Kip(1)))), LineTwice(account="613"), "lines.1.account"),
    (SetBudget(2025, date(2025, 1, 1), "x", (BudgetLine("rent", Kip(1), "2026-01"),)),
     MonthOutsideYear(month="2026-01", first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)), "lines.0.month"),
    (SetBudget(2025, date(2025, 1, 1), " ", (BudgetLine("rent", Kip(1)),)), BasisMissing(), "basis"),
    (SetBudget(2025, date(2026, 1, 1), "x", (BudgetLine("rent", Kip(1)),)),
     DecidedAhead(decided_on=date(2026, 1, 1), today=date(2025, 12, 31)), "decided_on"),
    (SetBudget(2025, date(2025, 1, 1), "x", ()), LinesMissing(), "lines")])
def test_what_is_no_budget_is_refused_at_its_field(coop, order, complaint, field):
    broken = _refused(budget.set_budget, coop, order)
    assert complaint in broken
    assert next(one for one in broken if one == complaint).field == field
