"""Any sequence of deeds with money: suppliers, loans, assets, boxes and bank statements equal their control accounts after every step, and nothing is negative."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coopbooks.books import assets as asset_store
from coopbooks.books import balances, boxes, counts, verify_money
from coopbooks.books import journal as journal_store
from coopbooks.books import loans as loan_store
from coopbooks.books import matching as match_store
from coopbooks.books import suppliers as supplier_store
from coopbooks.coop.assets import BuyAsset, EndAsset, RunDepreciation
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.cash import ExpenseLine, PayExpense, TakeMoney, TransferMoney
from coopbooks.coop.counts import CountCash, NoteCount
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.loans import PayLoan, ReceiveGrant, ReceiveLoan, WithdrawLoan
from coopbooks.coop.matching import MatchBank, WithdrawMatch
from coopbooks.coop.suppliers import KeepSupplier, PayBill, RecordBill, Supplier
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.months import month_end
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.services import assets, cash, journal, loans, matching, suppliers
from coopbooks.services import boxes as box_deeds
from coopbooks.services import counts as count_deeds
from tests.support.statements_tie import assert_statements_tie
from tests.support.trade import new_trade

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
KIP = st.integers(-1, 3_000_000)
BOX = st.sampled_from(["cash", "bank", "5311", "99"])
ONE = st.integers(1, 3)


class MoneyMachine(RuleBasedStateMachine):
    """A treasurer who does anything; what the rules refuse leaves no trace."""

    @initialize()
    def found(self):
        self.folder = Path(tempfile.mkdtemp())
        self.coop = new_trade(self.folder)
        self.coop.begin_with()
        self.book = self.coop.book
        box_deeds.keep_box(self.book, KeepBox(MoneyBox("5311", "5311", "cash", "x", ""), is_new=True))
        suppliers.keep_supplier(self.book, KeepSupplier(Supplier("S01", "x")))
        self.papers: list[tuple[str, str]] = []

    def _do(self, action, order):
        head = self.book.head_code()
        try:
            outcome = action(self.book, order)
        except (Refused, LookupError) as refusal:
            assert not isinstance(refusal, Refused) or refusal.broken
            assert self.book.head_code() == head
        else:
            self.papers += outcome.documents

    @rule(on=DAYS, kip=KIP, money=BOX, later=st.booleans())
    def spend(self, on, kip, money, later):
        self._do(cash.pay_expense, PayExpense(on, (ExpenseLine(amount_kip=Kip(kip), category="fuel"),), money="credit" if later else money))

    @rule(on=DAYS, kip=KIP, money=BOX)
    def take(self, on, kip, money):
        self._do(cash.take_money, TakeMoney(on, (ExpenseLine(amount_kip=Kip(kip), category="shop"),), money=money))

    @rule(on=DAYS, kip=KIP, one=BOX, other=BOX)
    def move(self, on, kip, one, other):
        self._do(cash.transfer_money, TransferMoney(on, one, other, Kip(kip)))

    @rule(on=DAYS, kip=KIP)
    def owe(self, on, kip):
        self._do(suppliers.record_bill, RecordBill(1, on, (ExpenseLine("215" if kip % 2 else "rent", Kip(kip)),)))

    @rule(on=DAYS, kip=KIP, money=BOX, place=st.integers(0, 5))
    def pay_bill(self, on, kip, money, place):
        with self.coop.reading() as tx:
            bills = [key for (key,) in tx.all("SELECT document_id FROM document WHERE kind = 'bill' ORDER BY document_id")]
        if bills:
            self._do(suppliers.pay_bill, PayBill(bills[place % len(bills)], on, Kip(kip), money))

    @rule(on=DAYS, kip=KIP, rate=st.sampled_from(["", "12", "9.75", "x"]), count=st.integers(0, 4), money=st.sampled_from(["bank", "taken-over"]))
    def borrow(self, on, kip, rate, count, money):
        self._do(loans.receive_loan, ReceiveLoan("x", on, Kip(kip), rate, count, on, 1, "parts", money))

    @rule(on=DAYS, kip=KIP)
    def owe_the_bank_by_hand(self, on, kip):
        """Debts in the loans' account that no loan explains: what `borrow` can take over."""
        self._do(journal.post_entry, PostEntry(on, (EntryLine("bank", Kip(kip)), EntryLine("loans", credit_kip=Kip(kip))), note="x"))

    @rule(one=ONE)
    def take_off(self, one):
        self._do(loans.withdraw_loan, WithdrawLoan(one))

    @rule(on=DAYS, some=st.integers(0, 8), agrees=st.booleans(), finish=st.booleans(), money=st.sampled_from(["bank", "bank", "cash"]))
    def match(self, on, some, agrees, finish, money):
        with self.coop.reading() as tx:
            facts = match_store.facts_for(tx, MatchBank(money, on, Kip(0)))
        free = tuple(key for key, line in facts.lines.items() if line.statement is None)[:some]
        kip = facts.before_kip + sum(facts.lines[key].kip for key in free) + (not agrees)
        half = facts.half_done.statement if facts.half_done else None
        self._do(matching.match_bank, MatchBank(money, on, Kip(kip), free, finish, half))

    @rule(statement=ONE)
    def open_again(self, statement):
        self._do(matching.withdraw_match, WithdrawMatch(statement))

    @rule(on=DAYS, one=ONE, kip=KIP, interest=st.integers(-1, 50_000), money=BOX)
    def pay_loan(self, on, one, kip, interest, money):
        self._do(loans.pay_loan, PayLoan(one, on, Kip(kip), Kip(interest), money))

    @rule(on=DAYS, kip=KIP, purpose=st.sampled_from(["equipment", "running"]))
    def grant(self, on, kip, purpose):
        self._do(loans.receive_grant, ReceiveGrant("x", on, Kip(kip), purpose))

    @rule(on=DAYS, kip=KIP, life=st.integers(0, 14), rest=st.integers(0, 50_000), given=st.integers(0, 400_000),
          money=st.sampled_from(["cash", "bank", "credit", "taken-over"]))
    def buy(self, on, kip, life, rest, given, money):
        self._do(assets.buy_asset, BuyAsset("x", "215", on, Kip(kip), life, Kip(rest), money=money, grant_kip=Kip(given)))

    @rule(on=DAYS)
    def wear(self, on):
        self._do(assets.run_depreciation, RunDepreciation(month_end(on)))

    @rule(on=DAYS, one=ONE, kip=KIP, money=BOX)
    def end(self, on, one, kip, money):
        self._do(assets.end_asset, EndAsset(one, on, "x", Kip(kip), money))

    @rule(on=DAYS, money=BOX, notes=st.integers(0, 60))
    def count(self, on, money, notes):
        self._do(count_deeds.count_cash, CountCash(on, money, (NoteCount(100_000, notes),), "x"))

    @rule(place=st.integers(0, 30), on=DAYS)
    def undo(self, place, on):
        if self.papers:
            kind, number = self.papers[place % len(self.papers)]
            head = self.book.head_code()
            try:
                self.coop.reverse(kind, number, on)
            except Refused:
                assert self.book.head_code() == head

    @invariant()
    def registers_equal_their_accounts(self):
        if not hasattr(self, "coop"):
            return
        with self.coop.reading() as tx:
            for box in boxes.all_boxes(tx):
                (posted,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ?", tx.account_id(box.code))
                assert boxes.held_kip(tx, box.word) == posted >= 0
                lines = journal_store.cash_book(tx, box.code, date(2024, 1, 1), date(2025, 12, 31)).lines
                assert (lines[-1].balance_kip if lines else 0) == posted
            assert all(bill.open_kip >= 0 for bill in supplier_store.all_bills(tx, date(2025, 12, 31)))
            ever = date(9998, 12, 31)
            owed = sum(bill.open_kip for bill in supplier_store.all_bills(tx, ever))
            assert owed + supplier_store.other_kip(tx, ever) == -balances.of_all_days(tx, AccountRole.SUPPLIERS_PAYABLE)
            standing = [one for one in asset_store.all_assets(tx) if not one.ended_on]
            assert all(0 <= one.worn_kip <= one.cost_kip - one.residual_kip for one in standing)
            assert asset_store.unexplained_kip(tx, "215") >= 0
            assert asset_store.free_grant_kip(tx) >= 0
            # Nothing but the register moves depreciation here.
            assert sum(one.worn_kip for one in standing) == -balances.of_all_days(tx, AccountRole.ACCUMULATED_DEPRECIATION)
            left = loan_store.all_loans(tx)
            assert all(0 <= one.left_kip <= one.principal_kip for one in left)
            (by_hand,) = tx.one("SELECT -coalesce(sum(amount_kip), 0) FROM posting AS p JOIN entry AS e USING (entry_id) WHERE account_id = ? "
                                "AND NOT EXISTS (SELECT 1 FROM loan_line AS l WHERE l.entry_id = e.entry_id) "
                                "AND NOT EXISTS (SELECT 1 FROM loan AS l WHERE l.entry_id IN (e.entry_id, e.reverses))", tx.account_id(AccountRole.LOANS))
            taken_over = sum(one.principal_kip for one in left if one.entry_id is None)
            assert loan_store.unexplained_kip(tx) == by_hand - taken_over >= 0
            done = [one for one in match_store.statements(tx) if one.state == "done"]
            ticked = [line for one in done for line in one.lines]
            assert len(ticked) == len(set(ticked))
            held = {key: line.kip for key, line in match_store.facts_for(tx, MatchBank("bank", date(2025, 12, 31), Kip(0))).lines.items()}
            assert [one.kip for one in done] == [sum(held[line] for other in done[:place + 1] for line in other.lines)
                                                 for place, one in enumerate(done)]
            assert not list(verify_money.money(tx))
            agreed = all(counts.says_now(tx, one) == one.counted_kip for one in counts.all_counts(tx) if one.stands)
            assert agreed == (not list(verify_money.cash(tx)))
            closes = counts.at_close_of(tx, date(2025, 12, 31))
            assert all(one.book_kip == boxes.held_kip(tx, one.box.word) for one in closes)
            assert all(one.count.stands and one.count.on.month == 12 for one in closes if one.count is not None)
            assert not agreed or not counts.moved_last(tx)

    def teardown(self):
        if hasattr(self, "coop"):
            assert_statements_tie(self.book, Period(date(2025, 1, 1), date(2025, 12, 31)))
            self.book.close()
            shutil.rmtree(self.folder)


QUIET = settings(max_examples=4, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MoneyMachine.TestCase.settings = QUIET


class TestMoneyMachine(MoneyMachine.TestCase):
    """Four lives in the fast suite; the heavy run lives three hundred."""


@pytest.mark.heavy
def test_three_hundred_lives_of_the_boxes():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(MoneyMachine, settings=settings(QUIET, max_examples=300, stateful_step_count=50, derandomize=False))
