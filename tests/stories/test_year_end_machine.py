"""Any sequence of a co-op's years: people come, leave and die, the share gets another value, years are closed, opened again, decided,
posted, paid and undone. After every step the lines are the pool, the ledger is the register is the run, and nobody has more than approved."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coopbooks.books import approvals, balances, dividends, yearend
from coopbooks.books import settings as book_settings
from coopbooks.books.verify import verify
from coopbooks.coop.closing import CloseYear, CoverLoss, ReopenYear
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.meeting import DecideSharing
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.par_change import ChangeTerms
from coopbooks.coop.payout import LeaveOnAccount, PayDividends, Payee, RedeemRevolving
from coopbooks.coop.policy import (
    DividendPolicy,
    KeptAs,
    Method,
    RefundPolicy,
    RoundingPolicy,
    RoundingRule,
    SharePolicy,
    TaxKind,
    TaxRate,
    WithholdingPolicy,
)
from coopbooks.coop.produce import AddProduct, DeliveryLine, GiveAdvance, RecordDelivery
from coopbooks.coop.reversal import ReversePaper
from coopbooks.coop.shares import ShareOrder, ShareTerms
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import leaving, members, payout, produce, sales, shares
from coopbooks.services import yearend as steps
from coopbooks.services.checking import check_book
from coopbooks.services.dividends import close_year
from coopbooks.services.reversal import reverse_paper
from tests.support.trade import FIRST_DAY, new_trade

PLAIN = DividendPolicy()
POLICIES = st.sampled_from((
    PLAIN, replace(PLAIN, refund=RefundPolicy(Fraction(1, 2))), replace(PLAIN, refund=RefundPolicy(Fraction(3, 10), True, KeptAs.BONUS)),
    replace(PLAIN, shares=SharePolicy(Method.DAYS, Fraction(8, 100)), rounding=RoundingPolicy(RoundingRule.HALF_UP, 1, 500)),
    replace(PLAIN, rounding=RoundingPolicy(RoundingRule.FLOOR, 1000, 5000)),
    replace(PLAIN, withholding=WithholdingPolicy(rates=(TaxRate(TaxKind.PATRONAGE, Fraction(5, 100), date(2026, 2, 15), "law"),)))))
WHO = st.integers(0, 5)
YEAR = st.sampled_from((2025, 2025, 2026))
FATAL = ("balanced", "subledgers", "register", "periods", "dividends", "approvals", "revolving", "totals", "numbers")


class YearEndMachine(RuleBasedStateMachine):
    """A small co-op over two years."""

    @initialize()
    def found(self):
        self.today = FIRST_DAY + timedelta(days=20)
        self.coop = new_trade(Path(tempfile.mkdtemp()), self.today)
        book = self.book = self.coop.book
        book._clock = lambda: datetime.combine(self.today, time(9), UTC)
        self.coop.begin_with(60_000_000, 60_000_000)
        with book.writing() as tx:
            book_settings.add_user(tx, "Kham", "chair")
        book.user_name = "Noy"
        produce.add_product(book, AddProduct("CH", "ໝາກກາເຟ", "Cherry", "kg", ("A",)))
        for number in ("1", "2"):
            self._do(shares.record_share_order, ShareOrder(self.coop.member[number], "subscribe", self.today, 5, Kip(500_000)))
        self.people = list(self.coop.member.values())
        self.papers: list[tuple[str, str]] = []

    def _do(self, action, order):
        head = self.book.head_code()
        try:
            outcome = action(self.book, order)
        except Refused as refusal:
            assert refusal.broken
            assert self.book.head_code() == head
            return False
        self.papers = [*getattr(self, "papers", []), *outcome.documents]
        return True

    def _who(self, place):
        return self.people[place % len(self.people)]

    @rule(days=st.sampled_from((3, 30, 120, 200)))
    def time_goes_on(self, days):
        self.today = min(self.today + timedelta(days=days), date(2027, 6, 30))

    @rule(who=WHO, net=st.integers(1, 900))
    def deliver(self, who, net):
        self._do(produce.record_delivery, RecordDelivery(self._who(who), self.today, (DeliveryLine(1, "A", net * 500, 0, Kip(9_000)),)))

    @rule(million=st.integers(1, 40))
    def sell(self, million):
        line = InvoiceLine(None, "ກາເຟ", "", 1_000, "", Kip(million * 1_000_000 + 17))
        self._do(sales.issue_invoice, IssueInvoice(1, self.today, (line,), paid_into="bank"))

    @rule(who=WHO, count=st.integers(1, 6), paid=st.integers(0, 6), kind=st.sampled_from(("subscribe", "redeem", "pay")))
    def shares_move(self, who, count, paid, kind):
        order = ShareOrder(self._who(who), kind, self.today, 0 if kind == "pay" else count, Kip(0 if kind == "redeem" else paid * 50_000))
        self._do(shares.record_share_order, order)

    @rule(who=WHO)
    def advance(self, who):
        self._do(produce.give_advance, GiveAdvance(self._who(who), self.today, "cash", Kip(90_000)))

    @rule()
    def join(self):
        number = str(len(self.people) + 1)
        if self._do(members.admit_member, AdmitMember(MemberDetails(number, f"ໃໝ່ {number}", self.today))):
            with self.coop.reading() as tx:
                self.people.append(int(tx.one("SELECT member_id FROM member WHERE number = ?", number)[0]))

    @rule(who=WHO, reason=st.sampled_from(("resigned", "died")))
    def leave(self, who, reason):
        self._do(leaving.leave_coop, MemberLeaves(self._who(who), self.today, reason, approved_by="Kham"))

    @rule(par=st.sampled_from((50_000, 100_000, 200_000)))
    def another_value(self, par):
        self._do(shares.change_terms, ChangeTerms(ShareTerms(self.today, Kip(par), 1, "", "AGM"), "count"))

    @rule(year=YEAR)
    def close(self, year):
        self._do(close_year, CloseYear(year))

    @rule(year=YEAR)
    def reopen(self, year):
        self._do(steps.reopen_year, ReopenYear(year, self.today, "ລືມໃບບິນ", approved_by="Kham"))

    @rule(kip=st.integers(1, 5_000_000))
    def cover(self, kip):
        self._do(steps.cover_loss, CoverLoss("9", self.today, Kip(kip)))

    @rule(year=YEAR, policy=POLICIES, decision=st.sampled_from(("approved", "approved", "changes")))
    def decide(self, year, policy, decision):
        with self.coop.reading() as tx:
            present = yearend.entitled_on(tx, self.today)
        self._do(steps.decide_sharing, DecideSharing(year, self.today, "1", policy, present, present, decision=decision, approved_by="Kham"))

    @rule(year=YEAR)
    def post(self, year):
        self._do(steps.post_sharing, steps.PostSharing(year))

    @rule(year=YEAR, who=WHO, percent=st.sampled_from(("40", "100", "100", "250")), way=st.sampled_from(("bank", "cash", "shares", "debts")),
          everybody=st.booleans(), heir=st.booleans())
    def pay(self, year, who, percent, way, everybody, heir):
        one = self._who(who)
        payees = (Payee(one, "ນາງ ຄຳ", "ID 1"),) if heir else ()
        order = PayDividends(year, self.today, way, None if everybody else (one,), percent=percent, payees=payees, made_by="Noy", approved_by="Kham")
        if self._do(payout.pay_dividends, order):
            assert not self._do(payout.pay_dividends, order) or way in ("shares", "debts")

    @rule(year=YEAR, who=WHO)
    def leave_on_account(self, year, who):
        self._do(payout.leave_on_account, LeaveOnAccount(year, self.today, (self._who(who),)))

    @rule(year=YEAR)
    def redeem(self, year):
        self._do(payout.redeem_revolving, RedeemRevolving(year, self.today, "2", "bank", "50"))

    @rule(place=st.integers(0, 30))
    def void(self, place):
        wanted = [paper for paper in self.papers if paper[0] in ("payout", "appropriation", "revolving")]
        if wanted:
            self._do(reverse_paper, ReversePaper(self.coop.paper_id(*wanted[-1 - place % len(wanted)]), self.today, "ຜິດ"))

    @invariant()
    def every_figure_holds(self):
        with self.coop.reading() as tx:
            assert [(one.check, one.facts) for one in verify(tx, FATAL)] == []
            owed = {}
            for year in dividends.closed_years(tx):
                decision = dividends.appropriation_of(tx, year)
                if decision is None:
                    continue
                lines = dividends.lines_of(tx, year)
                assert sum(line.share_dividend_kip for line in lines) <= decision.result["share_pool_kip"] + len(lines)
                told = sum(fund["kip"] for fund in decision.result["funds"]) + sum(line.share_dividend_kip + line.patronage_kip for line in lines)
                assert told + decision.result["remainder_kip"] + decision.result["losses_covered_kip"] == decision.result["surplus_kip"]
                for line in lines:
                    assert line.paid_kip >= 0
                    assert line.paid_kip + line.kept_kip <= line.net_kip
                    owed[line.member_id] = owed.get(line.member_id, 0) + line.net_kip - line.paid_kip - line.kept_kip
                kept = approvals.standing(tx, "appropriation", str(year))
                assert kept is not None
                assert kept.made_by != kept.approved_by
            for key in self.people:
                stands = -sum(int(balances.of_all_days(tx, role, key)) for role in (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE))
                assert stands == owed.get(key, 0)

    def teardown(self):
        if hasattr(self, "book"):
            self.book.close()
            assert check_book(self.book.path) == []


def machine(examples: int, count: int) -> settings:
    return settings(max_examples=examples, stateful_step_count=count, deadline=None, suppress_health_check=list(HealthCheck))


YearEndMachine.TestCase.settings = machine(3, 22)
TestYearEnds = YearEndMachine.TestCase


@pytest.mark.heavy
class TestManyYearEnds(YearEndMachine.TestCase):
    """The same for longer."""

    settings = machine(300, 45)
