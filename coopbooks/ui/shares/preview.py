"""What a share operation will do, for the panel "After you save": from the very rule, moves and entry of the deed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from coopbooks.coop.boxes import is_box
from coopbooks.coop.share_numbers import highest, read_ranges, short_text
from coopbooks.coop.share_rules import check_share_order
from coopbooks.coop.shares import Holding, ShareFacts, ShareMove, ShareOrder, share_entry, share_moves
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import RuleBroken
from coopbooks.ui.kit.after import AfterPanel

Change = tuple[str, str, str]


def show_order(panel: AfterPanel, facts: ShareFacts, order: ShareOrder, more: Sequence[Change] = ()) -> list[RuleBroken]:
    """Show whose shares, each balance before → after, `more` of them or truer ones, what the rules say and the entry. Answers the complaints."""
    complaints = check_share_order(facts, order)
    moves = () if complaints else share_moves(facts, order)
    panel.show_who(facts.member.name, " · ".join(part for part in (facts.member.number, facts.member.village) if part))
    better = () if complaints else tuple(more)
    known = {message for message, _, _ in better}
    changes = (*(one for one in _changes(facts, order, moves) if one[0] not in known), *better)
    panel.show_changes(changes, complaints, None if complaints else share_entry(facts, order),
                       () if complaints else tuple(_checks(facts, order)))
    return complaints


def _pair(message: str, before: int, after: int) -> Change:
    return message, formats.kip(before), formats.kip(after)


def _after(held: Holding, moves: tuple[ShareMove, ...], member_id: int, class_code: str) -> Holding:
    mine = [move for move in moves if (move.member_id, move.class_code) == (member_id, class_code)]
    return Holding(held.share_count + sum(move.share_count for move in mine), Kip(held.capital_kip + sum(move.capital_kip for move in mine)),
                   Kip(held.paid_kip + sum(move.paid_kip for move in mine)))


def _changes(facts: ShareFacts, order: ShareOrder, moves: tuple[ShareMove, ...]) -> Iterator[Change]:
    before, after = facts.holding, _after(facts.holding, moves, order.member_id, order.class_code)
    if order.kind != "pay-out":
        yield _pair(N_("Shares"), before.share_count, after.share_count)
        yield from _numbers(facts, order, moves)
        yield _pair(N_("Paid up"), before.paid_kip, after.paid_kip)
        if before.unpaid_kip or after.unpaid_kip:
            yield _pair(N_("Unpaid on shares"), before.unpaid_kip, after.unpaid_kip)
    if facts.receiver is not None and facts.receiver.member_id != order.member_id:
        theirs = facts.receiver_holding
        yield _pair(N_("Shares of the receiver"), theirs.share_count,
                    _after(theirs, moves, facts.receiver.member_id, order.class_code).share_count)
    if order.kind == "convert" and facts.to_terms is not None:
        yield _pair(N_("New shares of the other class"), 0, sum(move.share_count for move in moves if move.class_code == order.to_class))
    yield from _money(facts, order, bool(moves) or order.kind == "pay-out")


def _numbers(facts: ShareFacts, order: ShareOrder, moves: tuple[ShareMove, ...]) -> Iterator[Change]:
    """The numbers that come or go: new shares take the next ones, given ones are those named, or the highest held."""
    count = sum(move.share_count for move in moves if (move.member_id, move.class_code) == (order.member_id, order.class_code))
    if count > 0:
        new = short_text(read_ranges(order.numbers) or ((facts.next_share_number, facts.next_share_number + count - 1),))
        yield N_("New share numbers"), new, new
    elif count < 0:
        given = short_text(read_ranges(order.numbers) if order.numbers.strip() else highest(facts.held_ranges, -count))
        yield N_("Share numbers given"), given, given


def _money(facts: ShareFacts, order: ShareOrder, happens: bool) -> Iterator[Change]:
    capital = order.share_count * facts.terms.par_value_kip if happens else 0
    out = order.paid_kip if order.kind == "pay-out" else capital - order.advance_kip if order.kind == "redeem" else 0
    into = order.paid_kip if order.kind in ("subscribe", "pay") and happens else 0
    if order.kind in ("subscribe", "pay", "redeem", "pay-out"):
        if is_box(order.money):
            message = N_("Cash box") if order.money == "cash" else N_("Money box")
            yield _pair(message, facts.money_box_kip, facts.money_box_kip + into - (out if happens else 0))
        elif order.money == "produce":
            yield _pair(N_("We owe for produce"), facts.produce_owed_kip, facts.produce_owed_kip - into)
    if order.kind == "redeem":
        if facts.advance_owed_kip:
            yield _pair(N_("Open advance"), facts.advance_owed_kip, facts.advance_owed_kip - (order.advance_kip if happens else 0))
        if order.money == "owed" or facts.redemption_owed_kip:
            owed = facts.redemption_owed_kip
            yield _pair(N_("We owe for shares"), owed, owed + (out if order.money == "owed" and happens else 0))
        if facts.produce_owed_kip:
            yield _pair(N_("We owe for produce"), facts.produce_owed_kip, facts.produce_owed_kip)
    if order.kind == "pay-out":
        yield _pair(N_("We owe for shares"), facts.redemption_owed_kip, facts.redemption_owed_kip - order.paid_kip)
    if order.kind == "bonus":
        yield _pair(N_("Refund we owe"), facts.refund_owed_kip, facts.refund_owed_kip - capital)


def _checks(facts: ShareFacts, order: ShareOrder) -> Iterator[str]:
    """What is in order, in sentences: the limit that was looked at, the notice that has run."""
    terms = facts.terms
    if terms.most_percent and order.kind in ("subscribe", "transfer", "bonus"):
        receives = facts.receiver_holding if order.kind == "transfer" else facts.holding
        everybody = facts.all_shares_count + (0 if order.kind == "transfer" else order.share_count)
        part = Fraction(receives.share_count + order.share_count, max(everybody, 1))
        yield tr(N_("Within the limit of {most_percent}% of all shares ({part})"), most_percent=terms.most_percent,
                 part=formats.percent_text(Fraction(round(part * 1000), 1000)))
    if order.kind == "redeem" and terms.notice_days:
        yield tr(N_("The notice of {notice_days} days has run."), notice_days=terms.notice_days)
    if order.kind in ("transfer", "redeem", "convert") and facts.pledged_count:
        yield tr(N_("{pledged} pledged shares stay."), pledged=facts.pledged_count)
