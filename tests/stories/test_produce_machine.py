"""Any season: whatever is delivered, advanced, paid, run, undone and counted, each sub-ledger is what its account says after every step."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopbooks.books import balances, intake, payment_runs, stock
from coopbooks.books import settings as book_settings
from coopbooks.coop.payment_runs import OWED_ON, ApproveRun, MakeRun, PayRun, StepRun, VoidRun
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.stock import CountLine, CountStock, ProcessLot, ProcessOut
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import payment_runs as runs
from coopbooks.services import produce
from coopbooks.services import stock as stock_service
from coopbooks.services.checking import check_book
from tests.support.trade import Trade, new_trade

DAYS = st.dates(date(2025, 3, 1), date(2025, 12, 31))
LATE = st.dates(date(2025, 12, 20), date(2025, 12, 31))
WHO = st.sampled_from(["1", "2", "3"])
KIP = st.integers(1, 400_000)
RUN = st.integers(1, 3)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


class SeasonMachine(RuleBasedStateMachine):
    """A season to which anything may happen; what the rules refuse must leave no trace."""

    coop: Trade

    @initialize()
    def found(self):
        self.folder = Path(tempfile.mkdtemp())
        self.coop = new_trade(self.folder)
        self.coop.begin_with(3_000_000)
        produce.add_product(self.coop.book, AddProduct("CH", "", "Cherry"))
        produce.add_product(self.coop.book, AddProduct("PA", "", "Parchment"))
        with self.coop.book.writing() as tx:
            book_settings.add_user(tx, "Kham", "chair")
        self.papers: list[tuple[str, str]] = []
        for who in "123":
            self.deliver(who, date(2025, 2, 1), 50_000, 0, "later")

    def _do(self, action, order):
        head = self.coop.book.head_code()
        try:
            self.papers += action(self.coop.book, order).documents
        except (Refused, LookupError) as refusal:
            assert isinstance(refusal, LookupError) or refusal.broken
            assert self.coop.book.head_code() == head

    @rule(who=WHO, on=DAYS, gross=st.integers(1_000, 90_000), advance=st.sampled_from([0, 0, 0, 5_000]), paid=st.sampled_from(["later", "later", "cash"]))
    def deliver(self, who, on, gross, advance, paid):
        self._do(produce.record_delivery, RecordDelivery(self.coop.member[who], on, (
            DeliveryLine(1, "", gross, 0, Kip(9_000), advance_kip=Kip(advance)),), paid))

    @rule(who=WHO, on=DAYS, kip=KIP)
    def advance(self, who, on, kip):
        self._do(produce.give_advance, GiveAdvance(self.coop.member[who], on, "rice", Kip(kip)))

    @rule(who=WHO, on=DAYS, kip=KIP)
    def pay(self, who, on, kip):
        self._do(produce.pay_producer, PayProducer(self.coop.member[who], on, Kip(kip)))

    @rule(on=LATE, kind=st.sampled_from(["first", "second"]), how=st.sampled_from([(7, 0), (900, 0), (0, 100_001), (0, 0)]), again=st.booleans())
    def begin_run(self, on, kind, how, again):
        self._do(runs.make_run, MakeRun(kind, on, *YEAR, rate_kip=Kip(how[0]), pool_kip=Kip(how[1]), again=again))

    @rule(on=LATE, kind=st.sampled_from(["first", "second"]), who=st.none() | WHO)
    def whole_run(self, on, kind, who):
        self._do(runs.make_run, MakeRun(kind, on, *YEAR, rate_kip=Kip(700 if kind == "second" else 0), again=True))
        with self.coop.reading() as tx:
            (newest,) = tx.one("SELECT coalesce(max(payment_run_id), 0) FROM payment_run")
        self._do(runs.approve_run, ApproveRun(newest, on, "Kham"))
        self._do(runs.pay_run, PayRun(newest, on, "cash", (self.coop.member[who],) if who else None))

    @rule(run=RUN, on=LATE, who=st.sampled_from(["Kham", "Kham", "Noy"]))
    def approve(self, run, on, who):
        self._do(runs.approve_run, ApproveRun(run, on, who))

    @rule(run=RUN, on=LATE, who=st.none() | WHO)
    def pay_run(self, run, on, who):
        self._do(runs.pay_run, PayRun(run, on, "cash", (self.coop.member[who],) if who else None))

    @rule(run=RUN, on=LATE, step=st.sampled_from(["calculate", "end", "void"]))
    def step(self, run, on, step):
        if step == "void":
            self._do(runs.void_run, VoidRun(run, on, "changed"))
        else:
            self._do(runs.calculate_run if step == "calculate" else runs.end_run, StepRun(run, on))

    @rule(on=DAYS, grams=st.integers(1, 50_000))
    def process(self, on, grams):
        self._do(stock_service.process_lot, ProcessLot(on, 1, "", grams, (ProcessOut(2, "", max(1, grams // 5)),)))

    @rule(on=LATE, lost=st.integers(0, 500))
    def count(self, on, lost):
        with self.coop.reading() as tx:
            held = stock.held(tx, on)
        lines = tuple(CountLine(item.product_id, item.grade, max(0, milli - lost), Kip(9_000), item.lot, "dried") for item, milli in held.items())
        self._do(stock_service.count_stock, CountStock(on, lines))

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
    def each_sub_ledger_is_its_account(self):
        if not hasattr(self, "coop"):
            return
        with self.coop.reading() as tx:
            for role in (AccountRole.PRODUCERS_PAYABLE, AccountRole.SECOND_PAYABLE, AccountRole.ADVANCES):
                own = balances.of_members_on(tx, tx.account_id(role), balances.EVER)
                assert sum(own.values()) == balances.of_all_days(tx, role)
                assert all(kip > 0 if role is AccountRole.ADVANCES else kip < 0 for kip in own.values())
            advances = balances.of_members_on(tx, tx.account_id(AccountRole.ADVANCES), balances.EVER)
            still = intake.open_advances(tx, balances.EVER)
            assert {key: sum(one.open_kip for one in found) for key, found in still.items()} == advances
            second = dict(tx.all("SELECT member_id, sum(amount_kip) FROM second_payment GROUP BY member_id"))
            for key, kip in tx.all("SELECT l.member_id, sum(p.amount_kip) FROM run_payment AS p JOIN payment_run_line AS l USING "
                                   "(payment_run_line_id) JOIN payment_run AS r USING (payment_run_id) WHERE r.kind = 'second' GROUP BY 1"):
                second[key] = second.get(key, 0) - kip
            # A member may be paid beside the runs: slips first, then second payments.
            for key, kip in tx.all("SELECT p.member_id, sum(p.amount_kip) FROM posting AS p JOIN document AS d USING (entry_id) WHERE account_id = ? "
                                   "AND (d.kind = 'payment' OR d.kind = 'reversal' AND d.detail = 'payment') GROUP BY 1",
                                   tx.account_id(AccountRole.SECOND_PAYABLE)):
                second[key] = second.get(key, 0) - kip
            assert {key: kip for key, kip in second.items() if kip} == payment_runs.owed_on(tx, "second")
            assert OWED_ON["second"] is AccountRole.SECOND_PAYABLE

    def teardown(self):
        if hasattr(self, "coop"):
            self.coop.book.close()
            assert check_book(self.coop.book.path) == []
            shutil.rmtree(self.folder)


_QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
TestASeason = SeasonMachine.TestCase
TestASeason.settings = settings(max_examples=3, stateful_step_count=30, **_QUIETLY)


@pytest.mark.heavy
class TestManySeasons(SeasonMachine.TestCase):
    settings = settings(max_examples=150, stateful_step_count=60, **_QUIETLY)
