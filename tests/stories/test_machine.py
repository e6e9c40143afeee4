"""Any sequence of deeds: register and sub-ledgers equal their accounts after every step, nobody is negative, reversing restores."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopbooks.books import balances, journal
from coopbooks.books import shares as register
from coopbooks.coop.cash import ExpenseLine, PayExpense, TransferMoney
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.receipts import TakeReceipt
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.services import cash, produce, sales, shares
from coopbooks.services.checking import check_book
from tests.support.statements_tie import assert_statements_tie
from tests.support.trade import Trade, new_trade

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
WHO = st.sampled_from(["1", "2", "3"])
BUYERS = st.sampled_from(["C01", "C02", "C03"])
KIP = st.integers(1, 600_000)
BOX = st.sampled_from(["cash", "bank"])


class CoopMachine(RuleBasedStateMachine):
    """A co-op to which anything may happen; what the rules refuse must leave no trace."""

    coop: Trade

    @initialize()
    def found(self):
        self.folder = Path(tempfile.mkdtemp())
        self.coop = new_trade(self.folder)
        self.coop.begin_with()
        produce.add_product(self.coop.book, AddProduct("CH", "", "Cherry"))
        self.papers: list[tuple[str, str]] = []

    def _do(self, action, order):
        head = self.coop.book.head_code()
        try:
            outcome = action(self.coop.book, order)
        except Refused as refusal:
            assert refusal.broken
            assert self.coop.book.head_code() == head
        else:
            self.papers += outcome.documents

    @rule(who=WHO, on=DAYS, count=st.integers(0, 5), paid=st.integers(0, 500_000), money=st.sampled_from(["cash", "bank", "produce"]))
    def subscribe(self, who, on, count, paid, money):
        self._do(shares.record_share_order, ShareOrder(self.coop.member[who], "subscribe", on, count, Kip(paid), money))

    @rule(who=WHO, to=WHO, on=DAYS, count=st.integers(1, 3), kind=st.sampled_from(["transfer", "redeem", "pay"]), paid=KIP)
    def move_shares(self, who, to, on, count, kind, paid):
        self._do(shares.record_share_order, ShareOrder(
            self.coop.member[who], kind, on, 0 if kind == "pay" else count, Kip(paid if kind == "pay" else 0),
            to_member_id=self.coop.member[to] if kind == "transfer" else None))

    @rule(who=WHO, on=DAYS, gross=st.integers(1, 90_000), tare=st.integers(0, 2_000), advance=st.integers(0, 50_000),
          paid=st.sampled_from(["later", "cash", "bank"]))
    def deliver(self, who, on, gross, tare, advance, paid):
        self._do(produce.record_delivery, RecordDelivery(self.coop.member[who], on, (
            DeliveryLine(1, "", gross, tare, Kip(9_000), advance_kip=Kip(advance)),), paid))

    @rule(who=WHO, on=DAYS, kip=KIP, money=BOX)
    def pay(self, who, on, kip, money):
        self._do(produce.pay_producer, PayProducer(self.coop.member[who], on, Kip(kip), money))

    @rule(who=WHO, on=DAYS, kip=KIP, money=BOX)
    def advance(self, who, on, kip, money):
        self._do(produce.give_advance, GiveAdvance(self.coop.member[who], on, "cash", Kip(kip), money))

    @rule(buyer=BUYERS, on=DAYS, quantity=st.integers(1, 9_000), into=st.sampled_from(["", "cash"]))
    def sell(self, buyer, on, quantity, into):
        self._do(sales.issue_invoice, IssueInvoice(self.coop.customer[buyer], on, (
            InvoiceLine(1, "", "", quantity, "kg", Kip(100_000), "10"),), None, into))

    @rule(buyer=BUYERS, on=DAYS, kip=KIP, money=BOX)
    def receive(self, buyer, on, kip, money):
        self._do(sales.take_receipt, TakeReceipt(self.coop.customer[buyer], on, Kip(kip), money))

    @rule(on=DAYS, kip=KIP, money=st.sampled_from(["cash", "bank", "credit"]))
    def spend(self, on, kip, money):
        self._do(cash.pay_expense, PayExpense(on, (ExpenseLine("transport", Kip(kip)),), "", money))

    @rule(on=DAYS, kip=KIP)
    def carry(self, on, kip):
        self._do(cash.transfer_money, TransferMoney(on, "bank", "cash", Kip(kip)))

    @precondition(lambda self: self.papers)
    @rule(data=st.data(), on=DAYS)
    def undo(self, data, on):
        kind, number = data.draw(st.sampled_from(self.papers))
        head = self.coop.book.head_code()
        try:
            self.coop.reverse(kind, number, on)
        except Refused:
            assert self.coop.book.head_code() == head

    @invariant()
    def everything_agrees(self):
        if not hasattr(self, "coop"):
            return
        with self.coop.reading() as tx:
            trial = journal.trial_balance(tx, balances.EVER)
            assert trial.total_debit_kip == trial.total_credit_kip
            held = register.holdings(tx, balances.EVER)
            capital = balances.of_members_on(tx, tx.account_id(AccountRole.SHARE_CAPITAL), balances.EVER)
            assert {key: -kip for key, kip in capital.items()} == {key: one.capital_kip for key, one in held.items() if one.capital_kip}
            assert all(one.share_count >= 0 and one.paid_kip >= 0 and one.unpaid_kip >= 0 for one in held.values())
            owed = balances.of_members_on(tx, tx.account_id(AccountRole.PRODUCERS_PAYABLE), balances.EVER)
            assert all(kip <= 0 for kip in owed.values())
            advances = balances.of_members_on(tx, tx.account_id(AccountRole.ADVANCES), balances.EVER)
            assert all(kip >= 0 for kip in advances.values())
            for box in (AccountRole.CASH, AccountRole.BANK):
                assert balances.of_all_days(tx, box) >= 0

    def teardown(self):
        if hasattr(self, "coop"):
            path = self.coop.book.path
            assert_statements_tie(self.coop.book, Period(date(2025, 1, 1), date(2025, 12, 31)))
            self.coop.book.close()
            assert check_book(path) == []
            shutil.rmtree(self.folder, ignore_errors=True)


QUIET = settings(max_examples=5, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
CoopMachine.TestCase.settings = QUIET


class TestCoop(CoopMachine.TestCase):
    """A few lives in the fast suite; the heavy run below lives hundreds, and longer ones."""


@pytest.mark.heavy
def test_a_thousand_lives_of_a_co_op():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(CoopMachine, settings=settings(QUIET, max_examples=1000, stateful_step_count=50, derandomize=False))
