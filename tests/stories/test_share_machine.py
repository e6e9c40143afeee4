"""Any sequence of share operations: register = control account after every step, nobody negative on any day, numbers held once,
reversing restores, and what was known on a day never changes once the day has passed."""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopbooks.books import balances, members, share_register
from coopbooks.books import certificates as certificate_store
from coopbooks.books import settings as settings_store
from coopbooks.books import shares as share_store
from coopbooks.coop.certificates import EndCertificate, IssueCertificate
from coopbooks.coop.customers import AddCustomer
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.heirs import Heir
from coopbooks.coop.inheriting import PassToHeirs
from coopbooks.coop.invoices import InvoiceLine, IssueInvoice
from coopbooks.coop.leaving import GiveNotice, MemberLeaves, SettleShares, money_paid_kip, settle
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.par_change import ChangeTerms
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.produce import GiveAdvance
from coopbooks.coop.set_off import OWES_US, WE_OWE, RedeemAndSettle, SetOffDebts, even, with_shares
from coopbooks.coop.share_numbers import count as how_many
from coopbooks.coop.share_numbers import holds
from coopbooks.coop.shares import ShareClass, ShareOrder, ShareTerms
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import certificates, inheriting, leaving, produce, register, sales, shares
from coopbooks.services import members as member_services
from coopbooks.services import set_off as set_offs
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from tests.support.trade import FIRST_DAY, Trade, new_trade

WHO = st.sampled_from(["1", "2", "3"])
CLASS = st.sampled_from(["A", "A", "A", "B"])
COUNT = st.integers(1, 6)
BACK = st.integers(0, 40)
MONEY = st.sampled_from(["cash", "bank", "produce", "owed"])


class ShareMachine(RuleBasedStateMachine):
    """A co-op whose shares go everywhere; time goes on between the deeds, and some are dated back."""

    coop: Trade

    @initialize()
    def found(self):
        self.folder = Path(tempfile.mkdtemp())
        self.today = FIRST_DAY + timedelta(days=20)
        self.coop = new_trade(self.folder, self.today)
        self.coop.book._clock = lambda: datetime.combine(self.today, time(9), UTC)
        self.coop.begin_with(50_000_000, 50_000_000)
        shares.keep_share_class(self.coop.book, shares.KeepShareClass(
            ShareClass("B", "ຮຸ້ນ ຂ", "Share B"), ShareTerms(FIRST_DAY, Kip(50_000), 1, "", "by-laws 9", "B")))
        with self.coop.reading() as tx:
            before = members.details(tx, self.coop.member["3"])
        heirs = (Heir("ສົມພອນ 1", "60", member_number="1"), Heir("ສົມພອນ 2", "40", member_number="2"))
        member_services.change_member(self.coop.book, ChangeMember(self.coop.member["3"], replace(before, heirs=heirs)))
        for number in ("1", "2", "3"):
            sales.add_customer(self.coop.book, AddCustomer(f"M{number}", f"ສົມພອນ {number}", member_id=self.coop.member[number]))
        with self.coop.book.writing() as tx:
            settings_store.add_user(tx, "Kham", "chair")
        self.coop = Trade(self.coop.book)
        self.papers: list[tuple[str, str]] = []
        self.kept: dict[date, list[object]] = {}

    def _do(self, action, order):
        head = self.coop.book.head_code()
        try:
            outcome = action(self.coop.book, order)
        except Refused as refusal:
            assert refusal.broken
            assert self.coop.book.head_code() == head
            return False
        self.papers += outcome.documents
        return True

    def _on(self, back):
        return max(FIRST_DAY, self.today - timedelta(days=back))

    def _order(self, who, kind, back, shares_, paid=0, **rest):
        return ShareOrder(self.coop.member[who], kind, self._on(back), shares_, Kip(paid), **rest)

    @rule(who=WHO, back=BACK, count=COUNT, paid=st.integers(0, 300_000), code=CLASS, money=MONEY, first=st.none() | st.integers(1, 60))
    def subscribe(self, who, back, count, paid, code, money, first):
        numbers = f"{first}-{first + count - 1}" if first else ""
        self._do(shares.record_share_order, self._order(who, "subscribe", back, count, paid, class_code=code, money=money, numbers=numbers))

    @rule(who=WHO, back=BACK, paid=st.integers(1, 300_000), code=CLASS, money=MONEY)
    def pay(self, who, back, paid, code, money):
        self._do(shares.record_share_order, self._order(who, "pay", back, 0, paid, class_code=code, money=money))

    @rule(back=BACK, paid=st.lists(st.tuples(WHO, st.integers(1, 60_000)), max_size=3))
    def collect(self, back, paid):
        lines = tuple((self.coop.member[who], Kip(kip)) for who, kip in paid)
        self._do(shares.collect_instalments, shares.CollectInstalments(self._on(back), "cash", lines))

    @rule(who=WHO, role=st.sampled_from(["producers-payable", "patronage-payable", "dividends-payable"]))
    def owe(self, who, role):
        line = EntryLine(role, credit_kip=Kip(250_000), member_id=self.coop.member[who])
        self._do(post_entry, PostEntry(self.today, (EntryLine("reserve", Kip(250_000)), line)))

    @rule(who=WHO, back=BACK, count=st.integers(1, 3), code=CLASS)
    def bonus(self, who, back, count, code):
        self._do(shares.record_share_order, self._order(who, "bonus", back, count, class_code=code))

    @rule(back=BACK, code=CLASS)
    def inherit(self, back, code):
        self._do(inheriting.pass_to_heirs, PassToHeirs(self.coop.member["3"], self._on(back), "5/2025", class_code=code))

    @rule(who=WHO, to=WHO, back=BACK, count=COUNT, code=CLASS)
    def transfer(self, who, to, back, count, code):
        self._do(shares.record_share_order, self._order(who, "transfer", back, count, to_member_id=self.coop.member[to], class_code=code))

    @rule(who=WHO, back=BACK, count=COUNT, code=CLASS, money=st.sampled_from(["cash", "owed"]), advance=st.sampled_from([0, 50_000]))
    def redeem(self, who, back, count, code, money, advance):
        self._do(shares.record_share_order, self._order(who, "redeem", back, count, class_code=code, money=money, advance_kip=Kip(advance)))

    @rule(who=WHO, count=COUNT, code=CLASS, back=BACK)
    def cancel_or_pay_out(self, who, count, code, back):
        self._do(shares.record_share_order, self._order(who, "cancel", back, count, class_code=code))
        self._do(shares.record_share_order, self._order(who, "pay-out", 0, 0, 50_000))

    @rule(who=WHO, count=COUNT, code=CLASS, back=BACK)
    def convert(self, who, count, code, back):
        self._do(shares.record_share_order, self._order(who, "convert", back, count, class_code=code, to_class="B" if code == "A" else "A"))

    @rule(who=WHO, count=st.integers(-3, 3))
    def pledge(self, who, count):
        self._do(shares.pledge_shares, PledgeShares(self.coop.member[who], self.today, count, "advance"))

    @rule(who=WHO)
    def lend(self, who):
        self._do(produce.give_advance, GiveAdvance(self.coop.member[who], self.today, "cash", Kip(60_000), "cash"))

    @rule(par=st.sampled_from([25_000, 50_000, 100_000, 125_000]), way=st.sampled_from(["count", "reserve", "owed", "return"]))
    def change_value(self, par, way):
        self._do(shares.change_terms, ChangeTerms(ShareTerms(self.today, Kip(par), 1, "", "meeting 4"), way))

    @rule(who=WHO, back=st.integers(0, 10))
    def certify(self, who, back):
        self._do(certificates.issue_certificate, IssueCertificate(self.coop.member[who], self._on(back)))

    @rule(who=WHO, reason=st.sampled_from(["lost", "damaged"]))
    def lose(self, who, reason):
        for one in certificates.certificates_of(self.coop.book, self.coop.member[who])[-1:]:
            self._do(certificates.end_certificate, EndCertificate(one.certificate_id, self.today, reason))

    @rule(who=WHO)
    def notice(self, who):
        self._do(leaving.give_notice, GiveNotice(self.coop.member[who], self.today))

    @rule(who=WHO, how=st.sampled_from(["redeem", "transfer", "heirs", "later"]), to=WHO, money=st.sampled_from(["owed", "cash", "bank"]),
          met=st.sets(st.sampled_from([*WE_OWE, *OWES_US])), reason=st.sampled_from(["resigned", "died"]), back=st.integers(0, 3))
    def leave(self, who, how, to, money, met, reason, back):
        member_id, on = self.coop.member[who], self._on(back)
        facts = leaving.prepare_leaving(self.coop.book, member_id)
        wanted = SettleShares(how, on, money, self.coop.member[to], sets_off=False)
        orders, both = settle(facts, wanted, met)
        owed = facts.set_off
        left = self._do(leaving.leave_coop, MemberLeaves(member_id, on, reason, "7/2025", orders, both, "Kham"))
        if left and how != "later":
            after = leaving.prepare_leaving(self.coop.book, member_id).set_off
            moved = sum(one.share_count * self._par(one.class_code) for one in orders if one.kind == "transfer")
            money_out = money_paid_kip(orders, facts.parts) - sum(one.paid_kip for one in orders if one.kind == "pay" and one.money in ("cash", "bank"))
            assert owed.net_kip - after.net_kip == moved + money_out, "what the member gives and gets is the difference of what is owed"

    def _par(self, code):
        with self.coop.reading() as tx:
            return share_store.terms_on(tx, date.max, code).par_value_kip

    @rule(who=WHO, met=st.sets(st.sampled_from([*WE_OWE, *OWES_US]), min_size=2), back=BACK)
    def set_off(self, who, met, back):
        nothing = SetOffDebts(self.coop.member[who], self._on(back), (), ())
        facts = set_offs.prepare_set_off(self.coop.book, nothing)
        ours, theirs = even(facts.we_owe, facts.owes_us, met)
        assert not ours or self._do(set_offs.set_off_debts, replace(nothing, we_owe=ours, owes_us=theirs)), "what stands can be set off"

    @rule(who=WHO, count=COUNT, money=st.sampled_from(["cash", "owed"]), back=BACK)
    def redeem_and_settle(self, who, count, money, back):
        share = self._order(who, "redeem", back, count, money=money)
        nothing = SetOffDebts(share.member_id, share.on, (), ())
        facts = with_shares(set_offs.prepare_set_off(self.coop.book, nothing), count * self._par("A"))
        ours, theirs = even(facts.we_owe, facts.owes_us, {*WE_OWE, *OWES_US})
        if ours:
            self._do(set_offs.redeem_and_settle, RedeemAndSettle(share, replace(nothing, we_owe=ours, owes_us=theirs)))

    @rule(who=WHO, kip=st.integers(1, 90_000))
    def buys(self, who, kip):
        line = InvoiceLine(None, "", "ຝຸ່ນ", 1_000, "", Kip(kip))
        self._do(sales.issue_invoice, IssueInvoice(self.coop.customer[f"M{who}"], self.today, (line,)))

    @precondition(lambda self: self.papers)
    @rule(data=st.data())
    def undo(self, data):
        kind, number = data.draw(st.sampled_from(self.papers))
        head = self.coop.book.head_code()
        try:
            self.coop.reverse(kind, number, self.today)
        except Refused:
            assert self.coop.book.head_code() == head

    @rule(days=st.integers(1, 15))
    def time_passes(self, days):
        self.kept[self.today] = [self._known(day, self.today) for day in (FIRST_DAY, self.today, date(2027, 1, 1))]
        self.today += timedelta(days=days)

    def _known(self, as_of, known_on):
        with self.coop.reading() as tx:
            return share_register.holdings(tx, as_of, known_on), share_register.held_ranges(tx, as_of, known_on)

    @invariant()
    def everything_agrees(self):
        if not hasattr(self, "coop"):
            return
        with self.coop.reading() as tx:
            held = share_register.holdings(tx, date.max, None)
            ranges = share_register.held_ranges(tx, date.max, None)
            for role, kip in ((AccountRole.SHARE_CAPITAL, lambda one: -one.capital_kip), (AccountRole.UNPAID_SHARES, lambda one: one.unpaid_kip)):
                found: dict[int, int] = {}
                for (_, member_id), one in held.items():
                    found[member_id] = found.get(member_id, 0) + kip(one)
                assert balances.of_members_on(tx, tx.account_id(role), balances.EVER) == {key: kip for key, kip in found.items() if kip}
            for key, one in held.items():
                assert how_many(ranges.get(key, ())) == one.share_count
            for move in share_register.moves(tx):
                for one in share_register.holdings(tx, move.effective_on, None).values():
                    assert one.share_count >= 0
                    assert one.paid_kip >= 0
                    assert one.unpaid_kip >= 0
            for one in certificate_store.all_certificates(tx):
                if one.ended_on is None:
                    paid = certificate_store.facts_for(tx, one.member_id, one.class_code).paid_ranges
                    assert holds(paid, one.ranges), "a valid certificate names shares that are held and paid"
            everything = [(code, number) for (code, _), found_ranges in ranges.items() for first, last in found_ranges
                          for number in range(first, last + 1)]
            assert len(everything) == len(set(everything))
        whole = register.share_register_of(self.coop.book, self.today)
        moved = whole.movement
        assert moved.opening_kip + sum(kip for _, kip in moved.moved.values()) == moved.closing_kip == whole.ledger_kip
        for known_on, before in self.kept.items():
            assert [self._known(day, known_on) for day in (FIRST_DAY, known_on, date(2027, 1, 1))] == before

    def teardown(self):
        if hasattr(self, "coop"):
            path = self.coop.book.path
            self.coop.book.close()
            found = check_book(path)
            assert found == [], [(one.check, one.wording.format_map(one.facts)) for one in found]
            shutil.rmtree(self.folder, ignore_errors=True)


QUIET = settings(max_examples=4, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
ShareMachine.TestCase.settings = QUIET


class TestShares(ShareMachine.TestCase):
    """A few lives in the fast suite; the heavy run below lives hundreds, and longer ones."""


@pytest.mark.heavy
def test_a_thousand_registers():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(ShareMachine, settings=settings(QUIET, max_examples=400, stateful_step_count=50, derandomize=False))
