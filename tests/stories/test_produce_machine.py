"""Any season: whatever is delivered, advanced, paid, run, undone and counted, each sub-ledger is what its account says after every step."""

import shutil
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopbooks.books import balances, intake, payment_runs, stock, verify_produce
from coopbooks.books import settings as book_settings
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.payment_runs import OWED_ON, ApproveRun, MakeRun, PayRun, StepRun, VoidRun
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, PayProducer, RecordDelivery
from coopbooks.coop.stock import CountLine, CountStock, Item, ProcessLot, ProcessOut, UndoProcessing
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import payment_runs as runs
from coopbooks.services import produce, sales
from coopbooks.services import stock as stock_service
from coopbooks.services.checking import check_book
from tests.support.trade import Trade, new_trade

DAYS = st.dates(date(2025, 3, 1), date(2025, 12, 31))
LATE = st.dates(date(2025, 12, 20), date(2025, 12, 31))
WHO = st.sampled_from(["1", "2", "3"])
LOTS = st.sampled_from(["", "", "L1", "L2"])
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
        # What each paper did to the cards, kept beside the book: the cards must say the same after every step.
        self.kg: Counter[Item] = Counter()
        self.moved: dict[tuple[str, str], Counter[Item]] = {}
        self.processed: list[Counter[Item]] = []
        for who in "123":
            self.deliver(who, date(2025, 2, 1), 50_000, 0, "later", 0)

    def _do(self, action, order, moves=()):
        """Do it, or be refused without a trace; `moves` is what it does to the cards. True when it was done."""
        head = self.coop.book.head_code()
        try:
            made = action(self.coop.book, order).documents
        except (Refused, LookupError) as refusal:
            assert isinstance(refusal, LookupError) or refusal.broken
            assert self.coop.book.head_code() == head
            return False
        self.papers += made
        self.kg.update(dict(moves))
        self.moved |= {paper: Counter(dict(moves)) for paper in made[:1]}
        return True

    @rule(who=WHO, on=DAYS, gross=st.integers(1_000, 90_000), advance=st.sampled_from([0, 0, 0, 5_000]),
          paid=st.sampled_from(["later", "later", "cash"]), off=st.sampled_from([0, 0, 700]))
    def deliver(self, who, on, gross, advance, paid, off=0):
        lines = (DeliveryLine(1, "", gross, 500, Kip(9_000), Kip(off), Kip(advance), (gross - 400, 400)),
                 *((DeliveryLine(2, "", 2_000, 0, Kip(50_000)),) if off else ()))
        self._do(produce.record_delivery, RecordDelivery(self.coop.member[who], on, lines, paid),
                 {Item(line.product_id, ""): line.net_g for line in lines})

    @rule(on=DAYS, milli=st.integers(1, 20_000), lot=LOTS)
    def sell(self, on, milli, lot):
        self._do(sales.issue_invoice, IssueInvoice(self.coop.customer["C03"], on, (
            InvoiceLine(2, "", "", milli, "kg", Kip(70_000)),), lots=(lot,) if lot else ()), {Item(2, "", lot): -milli})

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

    @rule(on=DAYS, grams=st.integers(1, 50_000), lot=LOTS)
    def process(self, on, grams, lot):
        moves = {Item(1, ""): -grams, Item(2, "", lot): max(1, grams // 5)}
        if self._do(stock_service.process_lot, ProcessLot(on, 1, "", grams, (ProcessOut(2, "", max(1, grams // 5), lot),)), moves):
            self.processed.append(Counter(moves))

    @precondition(lambda self: self.processed)
    @rule(data=st.data(), on=LATE)
    def take_processing_back(self, data, on):
        place = data.draw(st.integers(0, len(self.processed) - 1))
        back = Counter({item: -milli for item, milli in self.processed[place].items()})
        if self._do(stock_service.undo_processing, UndoProcessing(place + 1, on, "scale"), back):
            self.processed.append(back)

    @rule(on=LATE, lost=st.integers(0, 500))
    def count(self, on, lost):
        with self.coop.reading() as tx:
            held = stock.held(tx, on)
        lines = tuple(CountLine(item.product_id, item.grade, max(0, milli - lost), Kip(9_000), item.lot, "dried") for item, milli in held.items())
        self._do(stock_service.count_stock, CountStock(on, lines), {line.item: line.counted_milli - held[line.item] for line in lines})

    @precondition(lambda self: self.papers)
    @rule(data=st.data(), on=DAYS)
    def undo(self, data, on):
        kind, number = data.draw(st.sampled_from(self.papers))
        head = self.coop.book.head_code()
        try:
            self.coop.reverse(kind, number, on)
        except Refused:
            assert self.coop.book.head_code() == head
        else:
            self.kg.subtract(self.moved.get((kind, number), {}))

    @invariant()
    def the_cards_are_what_every_paper_did_and_counts_and_runs_are_their_accounts(self):
        if not hasattr(self, "coop"):
            return
        with self.coop.reading() as tx:
            assert stock.held(tx, date(9999, 12, 31)) == {item: milli for item, milli in self.kg.items() if milli}
            assert [*verify_produce.stock(tx), *verify_produce.runs(tx)] == []
            counted, account = stock.last_counts(tx), balances.of_all_days(tx, AccountRole.PRODUCE_STOCK)
            # Only counts move the account here: it holds what the last one that stands was worth.
            assert sum(one.value_kip for one in counted.values()) == account

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
