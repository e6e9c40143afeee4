"""Paying a year's surplus out: rounds, ways, heirs, the unclaimed; and revolving capital paid back."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopbooks.books import approvals, balances, boxes, dividends, documents, members, settings, shares, yearend
from coopbooks.books.book import Book
from coopbooks.books.dividends import Appropriation, DividendLine
from coopbooks.books.documents import Paper
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import payout as rules
from coopbooks.coop.approval import Approval as KeptApproval
from coopbooks.coop.boxes import is_box
from coopbooks.coop.dividends import Approval
from coopbooks.coop.payout import LeaveOnAccount, PayDividends, PayFacts, PayLine, Payment, RedeemFacts, RedeemRevolving
from coopbooks.coop.policy import RefundPolicy
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.coop.shares import Holding, ShareMove
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.papers.cells import disarm
from coopbooks.services.outcome import Outcome, Topic, action

CHANGES = (Topic.JOURNAL, Topic.DIVIDENDS, Topic.CASH, Topic.MEMBERS, Topic.SHARES, Topic.PRODUCE, Topic.DOCUMENTS)


class MemberUnknown(RuleBroken):
    """A number that nobody has."""

    field, wording = "member_ids", N_("There is no member {number}.")


def facts_for_payout(tx: Reading, order: PayDividends) -> PayFacts:
    """What the pay-out desk shows and its rule judges."""
    decision = dividends.appropriation_of(tx, order.year)
    if decision is None:
        return PayFacts(None, (), ZERO, 1, settings.open_days(tx))
    unit = policy_from_toml(decision.policy).rounding.payout_unit_kip
    owed = [balances.of_members_on(tx, tx.account_id(role), balances.EVER) for role in
            (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE, AccountRole.ADVANCES)]
    held = shares.holdings(tx, order.on)
    told = {int(key): (reason == "died", heirs not in ("", "[]"), account != "") for key, reason, heirs, account in tx.all(
        "SELECT member_id, left_reason, heirs, bank_account FROM member")}
    known, par = members.load_all(tx), shares.terms_on(tx, order.on).par_value_kip
    stays = yearend.left_on_account(tx)
    lines = tuple(PayLine(
        line.member_id, line.number, line.name, line.net_kip, line.payable_now_kip, Kip(-owed[0].get(line.member_id, 0)),
        Kip(-owed[1].get(line.member_id, 0)), line.paid_kip, line.paid_on, line.paper, line.kept_kip,
        held.get(line.member_id, Holding()).unpaid_kip, par, Kip(int(owed[2].get(line.member_id, 0))), known[line.member_id].left_on,
        *told[line.member_id], stays.get(line.dividend_line_id)) for line in dividends.lines_of(tx, order.year))
    box = boxes.box(tx, order.paid_from)
    return PayFacts(Approval(decision.year, decision.resolution, decision.decided_on), lines, boxes.held_kip(tx, order.paid_from), unit,
                    settings.open_days(tx), approvals.people(tx), is_forged(tx, decision), box is not None and box.kind == "bank")


def is_forged(tx: Reading, decision: Appropriation) -> bool:
    """True when the figures in the book are not the ones that were approved. Books from before approvals have none to compare."""
    kept: KeptApproval | None = approvals.standing(tx, "appropriation", str(decision.year))
    return kept is not None and kept.made_print != yearend.print_of_kept(tx, decision.appropriation_id, decision.year, decision.policy,
                                                                         decision.result)


def prepare_payout(book: Book, order: PayDividends) -> PayFacts:
    """The one read of the pay-out desk."""
    with book.reading() as tx:
        return facts_for_payout(tx, order)


@action(*CHANGES)
def pay_dividends(tx: Writing, order: PayDividends) -> str:
    """Settle members' parts, one paper and one entry each; nobody twice.

    Refused: PayoutBeforeApproval, ForgedApproval, AlreadyPaid, EverybodyPaid, NothingToPay, NotEnoughCash, HeirNeeded, …
    """
    facts = facts_for_payout(tx, order)
    refuse_if(rules.check_payout(facts, order))
    line_ids = {line.member_id: line.dividend_line_id for line in dividends.lines_of(tx, order.year)}
    documents.prepare(tx, "payout", order.on)
    due = rules.payments(facts, order)
    for payment in due:
        entry_id = tx.post(rules.payout_entry(payment, order))
        document_id = documents.issue(tx, entry_id, Paper(
            "payout", order.on, payment.amount_kip, member_id=payment.line.member_id, payee=payment.payee.name if payment.payee else "",
            box=order.paid_from if is_box(order.paid_from) else "", detail=str(order.year), note=order.note))
        dividends.keep_payout(tx, entry_id, document_id, line_ids[payment.line.member_id], payment.amount_kip)
        _keep_terms(tx, order, payment, (entry_id, document_id))
    for payment in due:
        if payment.line.stays_since is not None:
            yearend.keep_left(tx, line_ids[payment.line.member_id], order.on, is_left=False)
    return tr(N_("{count} members were paid {paid_kip} kip."), count=len(due), paid_kip=sum(one.amount_kip for one in due))


def _keep_terms(tx: Writing, order: PayDividends, payment: Payment, ids: tuple[int, int]) -> None:
    payee = payment.payee
    box = boxes.box(tx, order.paid_from)
    yearend.keep_terms(tx, *ids, method=box.kind if box else order.paid_from, round_no=order.round_no, payee=payee.name if payee else "",
                       payee_paper=payee.paper if payee else "", approved_by=order.approved_by if payee else "")
    who, bonus = payment.line.member_id, Kip(payment.bonus_count * payment.line.share_par_kip)
    if payment.to_unpaid_kip:
        shares.add_moves(tx, *ids, order.on, "pay", [ShareMove(who, 0, ZERO, payment.to_unpaid_kip)])
    if payment.bonus_count:
        shares.add_moves(tx, *ids, order.on, "bonus", [ShareMove(who, payment.bonus_count, bonus, bonus)])


@action(Topic.DIVIDENDS)
def leave_on_account(tx: Writing, order: LeaveOnAccount) -> str:
    """Keep that members leave their part on the account. Refused: PayoutBeforeApproval, NothingToPay, StaysAlready."""
    facts = facts_for_payout(tx, PayDividends(order.year, order.on))
    refuse_if(rules.check_leave(facts, order))
    line_ids = {line.member_id: line.dividend_line_id for line in dividends.lines_of(tx, order.year)}
    for member_id in dict.fromkeys(order.member_ids):
        yearend.keep_left(tx, line_ids[member_id], order.on, is_left=True)
    return tr(N_("{count} parts stay on the account. The co-op owes them as before."), count=len(set(order.member_ids)))


def order_for(book: Book, order: PayDividends, numbers: tuple[str, ...]) -> PayDividends:
    """The order for the members with these numbers; for everybody where none is named. Refused: MemberUnknown."""
    with book.reading() as tx:
        found = {number: members.by_number(tx, number) for number in numbers}
    refuse_if(MemberUnknown(number=number) for number, member in found.items() if member is None)
    ids = tuple(member.member_id for member in found.values() if member is not None)
    return replace(order, member_ids=ids or None)


def pay_members(book: Book, year: int, on: date, money: str, numbers: tuple[str, ...] = ()) -> Outcome:
    """Pay the members with these numbers, or everybody who has not been paid."""
    return pay_dividends(book, order_for(book, PayDividends(year, on, money), numbers))


# --- who has not come -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A member who has not fetched everything of a year: since when, how much, and who may fetch it."""

    year: int
    member_id: int
    number: str
    name: str
    village: str
    due_kip: Kip
    since: date
    days: int
    standing: str
    heirs: tuple[str, ...]


def unclaimed(book: Book, as_of: date) -> tuple[Unclaimed, ...]:
    """Everything approved and not fetched, oldest first; leavers and heirs are told by their standing."""
    with book.reading() as tx:
        found: list[Unclaimed] = []
        told = members.all_details(tx)
        for year in dividends.closed_years(tx):
            decision = dividends.appropriation_of(tx, year)
            if decision is None or decision.decided_on > as_of:
                continue
            facts = facts_for_payout(tx, PayDividends(year, as_of))
            rows = {line.member_id: line for line in dividends.lines_of(tx, year)}
            for line in facts.lines:
                due = rules.amount_due(facts, line)
                if due:
                    gone = line.left_on is not None and line.left_on < as_of
                    standing = "died" if line.has_died else "left" if gone else "stays" if line.stays_since else "member"
                    heirs = tuple(heir.name for heir in told[line.member_id].heirs) if line.has_died else ()
                    found.append(Unclaimed(year, line.member_id, line.number, line.name, rows[line.member_id].village, Kip(due),
                                           decision.decided_on, (as_of - decision.decided_on).days, standing, heirs))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the pay-out of a year is: people and kip, done and all."""

    paid_count: int
    all_count: int
    paid_kip: Kip
    left_kip: Kip


def progress(facts: PayFacts) -> Progress:
    """Progress of a pay-out, from its facts."""
    due = [(line, rules.amount_due(facts, line)) for line in facts.lines]
    with_part = [(line, left) for line, left in due if left or line.paid_kip]
    return Progress(sum(not left for _, left in with_part), len(with_part), Kip(sum(line.paid_kip for line in facts.lines)),
                    Kip(sum(left for _, left in due)))


NOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""Notes that are in use, largest first."""


def cash_by_note(amounts: Sequence[int], unit_kip: int = 500) -> tuple[tuple[int, int], ...]:
    """How many of each note are needed so that every member can be given the exact amount; what no note makes is left out.

    cash_by_note([37_000]) == ((20_000, 1), (10_000, 1), (5_000, 1), (2_000, 1)).
    """
    counts = dict.fromkeys(NOTES, 0)
    for amount in amounts:
        left = amount
        for note in NOTES:
            if note >= unit_kip or note >= NOTES[-1]:
                counts[note] += left // note
                left %= note
    return tuple((note, count) for note, count in counts.items() if count)


# --- revolving capital ------------------------------------------------------------------------------------------------
def facts_for_redemption(tx: Reading, order: RedeemRevolving) -> RedeemFacts:
    """What is kept of the year, of older years, and the money there is."""
    older = tuple(year for year in yearend.revolving_years(tx) if year < order.year)
    return RedeemFacts(yearend.revolving_of(tx, order.year), older, boxes.held_kip(tx, order.paid_from), settings.open_days(tx))


def prepare_redemption(book: Book, order: RedeemRevolving) -> RedeemFacts:
    """The one read of the form that pays back."""
    with book.reading() as tx:
        return facts_for_redemption(tx, order)


@dataclass(frozen=True, slots=True)
class YearKept:
    """What is kept of a year's refunds: of how many members, how much, and the year in which its rules say it is paid back."""

    year: int
    due_year: int
    count: int
    kip: Kip
    is_due: bool


def revolving_plan(book: Book) -> tuple[YearKept, ...]:
    """The plan of paying back, oldest year first, by the rules that held at the end of each year."""
    with book.reading() as tx:
        return plan_of_revolving(tx)


def plan_of_revolving(tx: Reading) -> tuple[YearKept, ...]:
    """The same within a look into the book."""
    coop, plan = settings.profile(tx), []
    this_year = coop.year_of(tx.today)
    for year, kip in yearend.revolving_years(tx).items():
        text = settings.value(tx, "dividend.policy", coop.period(year).last_day)
        due = year + (policy_from_toml(text).refund.revolving_years if text else RefundPolicy().revolving_years)
        plan.append(YearKept(year, due, len(yearend.revolving_of(tx, year)), kip, due <= this_year))
    return tuple(plan)


@action(*CHANGES)
def redeem_revolving(tx: Writing, order: RedeemRevolving) -> str:
    """Pay back what was kept of a year's refunds, one paper each, the oldest year first.

    Posts: debit revolving capital, credit the money box. Refused: NothingKept, OlderFirst, ResolutionNeeded, NotEnoughCash.
    """
    facts = facts_for_redemption(tx, order)
    refuse_if(rules.check_redemption(facts, order))
    documents.prepare(tx, "revolving", order.on)
    due = rules.redemptions(facts, order)
    for member_id, kip in due:
        entry_id = tx.post(rules.redemption_entry(member_id, kip, order))
        document_id = documents.issue(tx, entry_id, Paper("revolving", order.on, kip, member_id=member_id, box=order.paid_from,
                                                          detail=str(order.year), note=order.resolution))
        yearend.keep_revolving(tx, entry_id, document_id, member_id, order.year, -kip)
    return tr(N_("{count} members were paid {paid_kip} kip."), count=len(due), paid_kip=sum(kip for _, kip in due))


def total_kept(lines: Sequence[DividendLine]) -> Kip:
    """What the policy kept of all refunds of a year."""
    return Kip(sum(line.kept_kip for line in lines))


@dataclass(frozen=True, slots=True)
class BankList:
    """What a round would pay through the bank: the file, how many it pays and how much, and whom it leaves out."""

    content: bytes
    count: int
    total_kip: Kip
    left_out: tuple[str, ...]


def bank_list(book: Book, order: PayDividends) -> BankList:
    """A text table for the bank: number, name, account, amount, purpose. Texts are no formulas.

    It leaves out who has no account, and who has left: nobody knows whose an old account is now.
    Refused: PayoutBeforeApproval, ForgedApproval, NotARound.
    """
    with book.reading() as tx:
        facts = facts_for_payout(tx, order)
        grave = rules.PayoutBeforeApproval | rules.ForgedApproval | rules.NotARound
        refuse_if(one for one in rules.check_payout(facts, order) if isinstance(one, grave))
        due = rules.payments(facts, order)
        accounts = {int(key): str(account).strip() for key, account in tx.all("SELECT member_id, bank_account FROM member")}
    told = [(one, accounts.get(one.line.member_id, "")) for one in due]
    paid = [(one, account) for one, account in told if account and (one.line.left_on is None or one.line.left_on >= order.on)]
    rows = [("number", "name", "account", "amount_kip", "purpose")]
    rows += [(disarm(one.line.number), disarm(one.line.name), disarm(account), str(int(one.amount_kip)), f"DV {order.year}/{order.round_no}")
             for one, account in paid]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    listed = {one.line.number for one, _ in paid}
    return BankList(text.getvalue().encode("utf-8-sig"), len(paid), Kip(sum(one.amount_kip for one, _ in paid)),
                    tuple(one.line.number for one in due if one.line.number not in listed))
