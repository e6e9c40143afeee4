"""The facts of papers about people: statements of chosen members, members by village and sex, the settlement with a leaver, the card."""

from datetime import date, timedelta

from coopbooks.books import approvals, balances, customers, members, owed, produce, register, settings, shares
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.approval import short_code
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip, decimal, share_out
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.papers import people
from coopbooks.papers.form import Form
from coopbooks.papers.parts import Letterhead, Listing
from coopbooks.services import printing
from coopbooks.services.leaving import APPROVED_AS
from coopbooks.services.register import statistics


def letterhead_of(book: Book) -> Letterhead:
    """Who prints, when, and the code of the book's head."""
    with book.reading() as tx:
        return printing.letterhead(tx)


def members_by_village(book: Book, as_of: date) -> Listing:
    """Members of a day by village, women and men apart, with their shares: for the district and donors."""
    with book.reading() as tx:
        return people.members_by_village(printing.letterhead(tx), statistics(tx, as_of))


class NobodyLeft(RuleBroken):
    """A settlement is made with somebody who leaves."""

    field, wording = "member", N_("No member {number} has a last day in the register.")


class NoMember(RuleBroken):
    """A card is for a member."""

    field, wording = "member", N_("There is no member {number} in the register.")


def member_card(book: Book, number: str) -> Form:
    """The card of a member. Raises Refused for an applicant, or a number that nobody has."""
    with book.reading() as tx:
        found = members.by_number(tx, number)
        if found is None or found.joined_on is None:
            raise Refused((NoMember(number=number or "–"),))
        one = members.details(tx, found.member_id)
        place = (", ".join(part for part in (one.village, one.district, one.province) if part), one.phone)
        held = shares.holding(tx, found.member_id)
        return people.member_card(printing.letterhead(tx), people.Bearer(
            one.number, one.name, one.sex, place, found.joined_on, found.left_on, one.birth_date, one.id_number, held.share_count,
            tuple((heir.name, heir.percent) for heir in one.heirs)))


_OWED = ((N_("Share capital"), AccountRole.SHARE_CAPITAL), (N_("Unpaid on shares"), AccountRole.UNPAID_SHARES),
         (N_("We owe for produce"), AccountRole.PRODUCERS_PAYABLE), (N_("We owe by second payments"), AccountRole.SECOND_PAYABLE),
         (N_("We owe dividends"), AccountRole.DIVIDENDS_PAYABLE),
         (N_("We owe refunds"), AccountRole.PATRONAGE_PAYABLE), (N_("We owe for shares taken back"), AccountRole.REDEMPTION_PAYABLE),
         (N_("Revolving capital"), AccountRole.REVOLVING_CAPITAL), (N_("Open advance"), AccountRole.ADVANCES))


_DONE = {"share": "", "payment": N_("payment for produce"), "second-payout": N_("payment for produce"), "payout": N_("dividend and refund"),
         "revolving": N_("revolving capital paid back"), "set-off": N_("set off on both sides")}
"""Papers that settle something: what each is; of shares their own word."""


def settlement(book: Book, number: str) -> Form:
    """The settlement with a member who leaves. Raises Refused when nobody of that number has a last day."""
    with book.reading() as tx:
        found = members.by_number(tx, number)
        if found is None or found.left_on is None:
            raise Refused((NobodyLeft(number=number or "–"),))
        one = members.details(tx, found.member_id)
        last_day = min(found.left_on, tx.today)
        since = min(one.leaving_on or last_day, last_day)
        done = tuple((paper.on, paper.number, _DONE[paper.kind] or printing.SHARE_WORDS.get(paper.detail, paper.detail), int(paper.total_kip))
                     for paper in reversed(register.member_page(tx, found.member_id, tx.today).timeline)
                     if paper.on >= since and paper.kind in _DONE and not paper.reversed_by)
        coop = settings.profile(tx)
        year = coop.period(coop.year_of(last_day))
        approval = approvals.standing(tx, APPROVED_AS, one.number)
        left_kip = sum(kip for _, kip in _owed_on(tx, found.member_id, tx.today))
        heirs = one.heirs if one.left_reason == "died" else ()
        parts = share_out(Kip(max(left_kip, 0)), [int(decimal(heir.percent) * 10_000) for heir in heirs]) if heirs else ()
        return people.settlement(printing.letterhead(tx), people.Leaver(
            one.number, one.name, tuple(line for line in (" · ".join(part for part in (one.village, one.district, one.province) if part),
                                                          one.phone) if line), one.joined_on,
            found.left_on, one.left_reason, one.left_meeting, _owed_on(tx, found.member_id, _before(tx, found.member_id, since, last_day)), done,
            left_kip, produce.of_member(tx, found.member_id, year.first_day, last_day)[0],
            approval.approved_by if approval else "", short_code(approval.made_print) if approval else "",
            tuple((heir.name, heir.percent, int(kip)) for heir, kip in zip(heirs, parts, strict=True))))


def _before(tx: Reading, member_id: int, since: date, last_day: date) -> date:
    """The last day before anything was settled: what was owed both ways then is what the settlement begins with."""
    settled = [paper.on for paper in register.member_page(tx, member_id, tx.today).timeline
               if paper.on >= since and paper.kind in _DONE and not paper.reversed_by]
    return min([last_day, *(day - timedelta(days=1) for day in settled)])


def _owed_on(tx: Reading, member_id: int, day: date) -> tuple[tuple[str, int], ...]:
    """What stands between a member and the co-op at the close of a day; below 0 the member owes."""
    part = balances.of_member_on(tx, member_id, day)
    stands = [(message, -int(part.get(tx.account_id(role), 0))) for message, role in _OWED if owed.has_role(tx, role)]
    goods = sum(int(customers.owed_kip(tx, one.customer_id, day)) for one in customers.all_customers(tx) if one.member_id == member_id)
    return tuple((message, kip) for message, kip in (*stands, (N_("Goods on account"), -goods)) if kip)
