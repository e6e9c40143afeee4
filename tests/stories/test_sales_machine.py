"""Anything may happen in the sales ledger: what customers owe together is always what the account says, and nothing is paid twice."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopbooks.books import credit_notes, customers, sales_lists
from coopbooks.books.verify import verify
from coopbooks.coop.credit_notes import CreditInvoice, CreditLine
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.months import SetMonth
from coopbooks.coop.receipts import ReceiptPart, TakeReceipt, UseMoneyOnAccount
from coopbooks.coop.trade_papers import DeliveredLine, EndTradePaper, MakeDeliveryNote, MakeQuotation
from coopbooks.coop.write_offs import WriteOff
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused
from coopbooks.services import months, sales, sales_papers, trade_papers
from coopbooks.services.checking import check_book
from tests.support.statements_tie import assert_statements_tie
from tests.support.trade import TODAY, Trade, new_trade

DAYS = st.dates(date(2025, 1, 1), TODAY)
BUYERS = st.sampled_from(["C01", "C02", "C03"])
KIP = st.integers(1, 900_000)
PLACE = st.integers(0, 12)
FIVE_DAYS = tuple(date(2025, month, 28) for month in (2, 5, 7, 10, 12))


class SalesMachine(RuleBasedStateMachine):
    """A sales ledger to which anything may happen; what the rules refuse leaves no trace."""

    coop: Trade

    @initialize()
    def found(self):
        self.folder = Path(tempfile.mkdtemp())
        self.coop = new_trade(self.folder)
        self.coop.begin_with()
        self.papers: list[tuple[str, str]] = []

    def _do(self, action, order):
        head = self.coop.book.head_code()
        try:
            outcome = action(self.coop.book, order)
        except Refused as refusal:
            assert refusal.broken
            assert self.coop.book.head_code() == head
        else:
            self.papers += [one for one in outcome.documents if one[0] not in ("quotation", "delivery-note")]

    def _invoice(self, place: int) -> tuple[int, str] | None:
        numbers = [number for kind, number in self.papers if kind == "invoice"]
        number = numbers[place % len(numbers)] if numbers else ""
        return (self.coop.paper_id("invoice", number), number) if number else None

    @rule(buyer=BUYERS, on=DAYS, quantity=st.integers(0, 9_000), vat=st.sampled_from(["", "10"]), into=st.sampled_from(["", "", "cash"]), now=KIP,
          some_now=st.booleans())
    def sell(self, buyer, on, quantity, vat, into, now, some_now):
        lines = (InvoiceLine(None, "ກາເຟ", "", quantity, "kg", Kip(100_003), vat), InvoiceLine(None, "ຂົນສົ່ງ", "", 1_000, "", Kip(7)))
        order = IssueInvoice(self.coop.customer[buyer], on, lines, None, into)
        self._do(sales.issue_invoice, replace(order, paid_now_kip=Kip(now), paid_now_into="bank") if some_now else order)

    @rule(buyer=BUYERS, on=DAYS, cents=st.integers(1, 90_000))
    def sell_for_dollars(self, buyer, on, cents):
        line = InvoiceLine(None, "ກາເຟ", "", 1_000, "", Kip(cents * 215))
        self._do(sales.issue_invoice, IssueInvoice(self.coop.customer[buyer], on, (line,), currency="USD", foreign_cents=cents, rate="21500"))

    @rule(buyer=BUYERS, on=DAYS, kip=KIP, place=PLACE, part=KIP, how=st.sampled_from(["oldest", "named", "parts", "dollars", "stays"]), cents=st.integers(-1, 50_000))
    def receive(self, buyer, on, kip, place, part, how, cents):
        order, invoice = TakeReceipt(self.coop.customer[buyer], on, Kip(kip), "bank"), self._invoice(place)
        if how == "stays":
            order = replace(order, stays_on_account=True)
        elif invoice and how != "oldest":
            order = replace(order, parts=(ReceiptPart(invoice[0], Kip(part)),)) if how == "parts" else replace(
                order, invoice_number=invoice[1], foreign_cents=cents if how == "dollars" else 0)
        self._do(sales.take_receipt, order)

    @precondition(lambda self: self.papers)
    @rule(buyer=BUYERS, on=DAYS, kip=KIP, place=PLACE)
    def use(self, buyer, on, kip, place):
        invoice = self._invoice(place)
        if invoice:
            self._do(sales.use_money_on_account, UseMoneyOnAccount(self.coop.customer[buyer], on, Kip(kip), invoice[1]))

    @precondition(lambda self: self.papers)
    @rule(on=DAYS, place=PLACE, line=st.integers(0, 2), quantity=st.integers(0, 9_000), net=st.one_of(st.none(), KIP), refund=st.sampled_from(["", "cash"]))
    def take_back(self, on, place, line, quantity, net, refund):
        invoice = self._invoice(place)
        if invoice:
            self._do(sales.credit_invoice, CreditInvoice(invoice[0], on, (CreditLine(line, quantity, net),), "ຊຸ່ມ", refund))

    @precondition(lambda self: self.papers)
    @rule(on=DAYS, place=PLACE, kip=KIP)
    def give_up(self, on, place, kip):
        invoice = self._invoice(place)
        if invoice:
            self._do(sales.write_off, WriteOff(invoice[0], on, Kip(kip), "ໜີ", "Noy"))

    @rule(buyer=BUYERS, on=DAYS, place=PLACE, quantity=st.integers(0, 5_000))
    def write_papers(self, buyer, on, place, quantity):
        line = InvoiceLine(None, "x", "", quantity, "kg", Kip(5))
        self._do(trade_papers.make_quotation, MakeQuotation(self.coop.customer[buyer], on, (line,)))
        invoice = self._invoice(place)
        if invoice:
            self._do(trade_papers.make_delivery_note, MakeDeliveryNote(invoice[0], on, (DeliveredLine(0, quantity),)))

    @rule(on=DAYS, paper=st.integers(1, 6))
    def withdraw(self, on, paper):
        self._do(trade_papers.end_trade_paper, EndTradePaper(paper, on, "ບໍ່ເອົາ"))

    @rule(month=st.integers(1, 12), state=st.sampled_from(["counted", "locked", "open"]))
    def keep_a_month(self, month, state):
        self._do(months.set_month, SetMonth(f"2025-{month:02}", state, "ກວດແລ້ວ"))

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
            account = tx.account_id(AccountRole.RECEIVABLE)
            (control,) = tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ?", account)
            owed = {key: customers.owed_kip(tx, key) for key in self.coop.customer.values()}
            assert sum(owed.values()) == control
            aged = {one.customer.customer_id: one for one in customers.aged(tx, TODAY)}
            for key, kip in owed.items():
                one = aged.get(key)
                assert (one.balance_kip if one else 0) == kip
                assert customers.on_account_kip(tx, key) >= 0
                items = customers.open_items(tx, key)
                assert all(0 < item.open_kip <= item.total_kip for item in items)
                assert sum(item.open_kip for item in items) - customers.on_account_kip(tx, key) == kip
                opening, lines = sales_lists.story(tx, key, date(2025, 1, 1), TODAY)
                assert (lines[-1].balance_kip if lines else opening) == kip
            assert list(verify(tx, ("subledgers",))) == []
            for day in FIVE_DAYS:
                debts = customers.aged(tx, day)
                assert sum(one.balance_kip for one in debts) == self._control(tx, account, day)
                assert all(one.balance_kip == one.current_kip + one.d1_30_kip + one.d31_60_kip + one.d61_90_kip + one.over_90_kip for one in debts)
            for kind, number in self.papers:
                if kind == "invoice":
                    for left in credit_notes.creditable(tx, self.coop.paper_id_in(tx, kind, number)):
                        assert 0 <= left.left_milli <= left.line.quantity_milli
                        assert 0 <= left.left_net_kip <= left.line.net_kip
                        assert 0 <= left.left_vat_kip <= left.line.vat_kip

    @staticmethod
    def _control(tx, account, day):
        return tx.one("SELECT coalesce(sum(amount_kip), 0) FROM posting WHERE account_id = ? AND entry_date <= ?", account, day.isoformat())[0]

    def teardown(self):
        if hasattr(self, "coop"):
            path = self.coop.book.path
            for number in ("C01", "C02", "C03"):
                statement = sales_papers.customer_statement(self.coop.book, number, sales_papers.profile_year(self.coop.book, TODAY))
                assert statement.sums[-1].amount_kip == statement.rows[-1][-1]
            assert_statements_tie(self.coop.book, Period(date(2025, 1, 1), date(2025, 12, 31)))
            self.coop.book.close()
            assert check_book(path) == []
            shutil.rmtree(self.folder, ignore_errors=True)


QUIET = settings(max_examples=4, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SalesMachine.TestCase.settings = QUIET


class TestSales(SalesMachine.TestCase):
    """A few lives in the fast suite; the heavy run below lives hundreds, and longer ones."""


@pytest.mark.heavy
def test_five_hundred_lives_of_a_sales_ledger():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(SalesMachine, settings=settings(QUIET, max_examples=500, stateful_step_count=50, derandomize=False))
