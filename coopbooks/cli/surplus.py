"""The surplus, step by step from the command line: what-if, approve, pay out."""

import argparse
import json
import sys
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.cli import signing
from coopbooks.coop.dividends import LossYear
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.plan import SurplusPlan
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.formats import kip
from coopbooks.i18n.markers import N_
from coopbooks.services import dividends, payout
from coopbooks.services.surplus_facts import plan_as_json, read_policy, read_text, surplus_from_files


def show(given: argparse.Namespace) -> int:
    """Show the whole waterfall of a book's year, or of facts alone; changes nothing. Returns the exit code."""
    if given.facts is not None:
        plan = surplus_from_files(given.facts, given.policy)
    elif given.book is not None and given.year is not None:
        plan = _of_book(given.book, given.year, given.policy)
    else:
        print(tr(N_("Name a book and a year, or a facts file.")), file=sys.stderr)
        return 2
    if plan.surplus_kip < 0:
        print(say(LossYear(year=plan.year, loss_kip=-plan.surplus_kip)), file=sys.stderr)
    if given.json:
        print(json.dumps(plan_as_json(plan), ensure_ascii=False, indent=2))
    else:
        _print(plan)
    return 0


def _of_book(path: Path, year: int, policy: Path | None) -> SurplusPlan:
    with Book.open(path, read_only=True) as book:
        return dividends.what_if(book, year, read_policy(policy) if policy else None)


def _print(plan: SurplusPlan) -> None:
    rows = [(tr(N_("Surplus of the year")), plan.surplus_kip), (tr(N_("Losses covered")), plan.losses_covered_kip),
            *((fund.name, fund.kip) for fund in plan.funds), (tr(N_("Dividends on shares")), plan.share_pool_kip),
            (tr(N_("Patronage refunds")), plan.patronage_pool_kip), (tr(N_("Remainder")), plan.remainder_kip)]
    for name, amount in rows:
        print(f"{kip(amount):>20}  {name}")
    print()
    for part in plan.members:
        print(f"{part.number:>8} {kip(part.share_dividend_kip):>15} {kip(part.patronage_kip):>15} {kip(-part.withheld_kip):>15} "
              f"{kip(part.net_kip):>15} {kip(part.payable_now_kip):>15}  {part.name}")


def approve(given: argparse.Namespace) -> None:
    """Post the meeting's decision."""
    text = read_text(given.policy)
    policy = read_policy(given.policy)
    with signing.open_signed(given.book, given.user) as book:
        outcome = dividends.approve(book, dividends.ApproveAppropriation(
            year=given.year, resolution=given.resolution, on=given.on, policy=policy, prepared_by=given.prepared_by,
            approved_by=given.approved_by), policy_text=text)
    print(outcome.notice)


def pay_out(given: argparse.Namespace) -> int:
    """Pay the members named, or all that are not paid yet; or write the list for the bank and pay nobody. Returns the exit code."""
    head, _, percent = given.round.partition("/")
    round_no = int(head) if head.isdecimal() else 0
    order = PayDividends(given.year, given.on, given.money, percent=(percent or "100") if round_no else given.round, round_no=max(round_no, 1),
                         made_by=given.user)
    if given.bank_list is not None:
        return _list_for_bank(given, order)
    if not given.all and not given.member:
        print(tr(N_("Say --all, or name members with --member.")), file=sys.stderr)
        return 2
    with signing.open_signed(given.book, given.user) as book:
        outcome = payout.pay_dividends(book, payout.order_for(book, order, tuple(given.member or ())))
    print(outcome.notice)
    return 0


def _list_for_bank(given: argparse.Namespace, order: PayDividends) -> int:
    with Book.open(given.book, read_only=True) as book:
        made = payout.bank_list(book, payout.order_for(book, order, tuple(given.member or ())))
    given.bank_list.write_bytes(made.content)
    print(tr(N_("{count} members with {total_kip} kip stand in {file}. Left out: {numbers}."), count=made.count, total_kip=made.total_kip,
             file=given.bank_list.name, numbers=list(made.left_out) or "–"))
    return 0
