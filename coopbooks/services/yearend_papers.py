"""The papers of the year end, made from the book."""

from dataclasses import replace
from datetime import date

from coopbooks.books import balances, dividends, members, yearend
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.approval import is_one_person
from coopbooks.coop.limits import percent
from coopbooks.coop.payout import NotARound, PayDividends, amount_due, part_of
from coopbooks.coop.policy import TaxKind
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, Worked, counted
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.papers import surplus
from coopbooks.papers.parts import Amount, Listing
from coopbooks.papers.payout import PayoutSheet
from coopbooks.services import payout, printing
from coopbooks.services.dividends import plan_of, policy_of
from coopbooks.services.printing import letterhead
from coopbooks.services.surplus_facts import plan_as_json


class NothingDecided(RuleBroken):
    """A paper of what was decided needs a decision."""

    field, wording = "year", N_("The sharing of the surplus of {year} is not approved yet.")


class PlanUnknown(RuleBroken):
    """Only plans that are kept can be printed."""

    field, wording = "number", N_("There is no plan {name} for {year}.")


def proposal(book: Book, year: int, which: str) -> Listing:
    """The proposal of a kept plan: `which` is "2025/B", a plan's name, or empty for the first (or the policy in force)."""
    head, _, name = which.rpartition("/")
    with book.reading() as tx:
        asked = int(head) if head.isdigit() else year
        plans = yearend.plans_of(tx, asked)
        if name and plans and name not in plans:
            raise Refused((PlanUnknown(name=name, year=asked),))
        chosen = name or next(iter(plans), "A")
        policy = policy_from_toml(plans[chosen]) if chosen in plans else policy_of(tx, asked)
        plan = plan_of(tx, asked, policy)
        dividend, refund = plan.members.total("share_dividend_kip"), plan.members.total("patronage_kip")
        rates = {fund.name: f"{percent(fund.rate)}%" for fund in policy.funds}
        steps = [(N_("Surplus of the year"), "", plan.surplus_kip), (N_("Losses covered"), "", plan.losses_covered_kip),
                 *((fund.name, rates[fund.name], fund.kip) for fund in plan.funds),
                 (N_("Dividends on shares"), f"{percent(plan.share_rate)}%", dividend), (N_("Patronage refunds"), "", refund),
                 (N_("Remainder"), "", plan.remainder_kip)]
        lines = [(part.number, part.name, part.share_dividend_kip, part.patronage_kip, part.withheld_kip, part.net_kip)
                 for part in plan.members if part.share_dividend_kip or part.patronage_kip]
        return surplus.proposal(letterhead(tx), asked, chosen, steps, lines, plan_as_json(plan),
                                is_decided=dividends.appropriation_of(tx, asked) is not None)


def tax_withheld(book: Book, year: int) -> Listing:
    """Tax kept back of a year's sharing, member by member: the report for the tax office and every member's slip."""
    with book.reading() as tx:
        decision = dividends.appropriation_of(tx, year)
        if decision is None:
            raise Refused((NothingDecided(year=year),))
        def said(kip: int, register: str, member_id: int) -> int:
            return Amount(kip, counted(register, member_id=member_id, products=(year,))) if kip else 0

        lines = [(line.number, line.name, said(line.share_dividend_kip, "share-dividend", line.member_id),
                  said(line.share_tax_kip, "share-tax", line.member_id), said(line.patronage_kip, "patronage", line.member_id),
                  said(line.patronage_tax_kip, "patronage-tax", line.member_id))
                 for line in dividends.lines_of(tx, year) if line.share_tax_kip or line.patronage_tax_kip]
        taxes = policy_from_toml(decision.policy).withholding
        dividend, refund = ((percent(rate), basis, since) for rate, basis, since in (taxes.on(kind, decision.decided_on) for kind in TaxKind))
        return surplus.tax_withheld(letterhead(tx), year, decision.decided_on, (dividend, refund), lines)


def round_sheet(book: Book, year: int, which: str = "") -> PayoutSheet:
    """The signature sheet of a round: `which` is "2/50" for round 2, which brings everybody to 50 %; without a stroke all there is to pay."""
    sheet = printing.payout_sheet(book, year)
    which = which if "/" in which else ""  # the desk of papers may hold the number of another paper
    head, _, percent_text = (which or "1/100").partition("/")
    order = PayDividends(year, sheet.decided_on, percent=percent_text, round_no=int(head) if head.isdecimal() else 0)
    part = part_of(percent_text)
    if part is None or not order.round_no:
        raise Refused((NotARound(value=which),))
    facts = payout.prepare_payout(book, order)
    sheet = replace(sheet, round_no=order.round_no, percent=percent_text, has_one_person=is_one_person(facts.people))
    if not which:
        return sheet
    due = {line.number: amount_due(facts, line, part) for line in facts.lines}
    settled = {line.number: line.paid_kip + line.kept_kip for line in facts.lines}
    return replace(sheet, lines=tuple(replace(
        line, payable_now_kip=due[line.number], carried_kip=line.net_kip - settled[line.number] - due[line.number],
        paid_on=None if due[line.number] else line.paid_on) for line in sheet.lines))


def unclaimed(book: Book, as_of: date) -> Listing:
    """Who has not fetched a dividend, oldest first."""
    found = payout.unclaimed(book, as_of)
    with book.reading() as tx:
        return surplus.unclaimed(letterhead(tx), as_of, [
            (one.year, one.number, one.name, one.village,
             _to_fetch(tx, one.member_id, one.due_kip), one.days, one.standing, ", ".join(one.heirs)) for one in found])


_PAYABLE = (AccountRole.DIVIDENDS_PAYABLE, AccountRole.PATRONAGE_PAYABLE)


def _to_fetch(tx: Reading, member_id: int, due_kip: int) -> Amount:
    """What a member may fetch of a year: the account, less what is of other years or below the smallest note."""
    rest = due_kip + sum(balances.of_all_days(tx, role, member_id) for role in _PAYABLE)
    worked = (Worked(N_("Of other years, or below the smallest note that is paid."), rest),) if rest else ()
    return Amount(due_kip, Figure(_PAYABLE, member_id=member_id, credit=True, worked=worked))


def revolving(book: Book, as_of: date) -> Listing:
    """Allocated equity of every member and year, and in which year it is to be paid back by the policy of its year."""
    with book.reading() as tx:
        names = {brief.number: brief.name for brief in members.load_all(tx).values()}
        lines = [(number, names[number], year, int(given), int(kept)) for number, year, given, kept in yearend.revolving_lines(tx)]
        plan = [(one.year, one.due_year, int(one.kip)) for one in payout.plan_of_revolving(tx)]
        return surplus.revolving(letterhead(tx), as_of, lines, plan)
