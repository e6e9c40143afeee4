"""The reads behind the member list, the member page, the statistics and the share register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from coopbooks.books import balances, certificates, members, register, settings, share_register, shares
from coopbooks.books.book import Book
from coopbooks.books.register import MemberLine, MemberList, MemberPage, TimelinePaper
from coopbooks.books.share_register import Movement, RegisterMove
from coopbooks.books.transaction import Reading
from coopbooks.coop.certificates import Certificate
from coopbooks.coop.members import MemberBrief
from coopbooks.coop.share_numbers import Range
from coopbooks.coop.shares import Holding
from coopbooks.coop.statistics import Person, Statistics, count_members
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip, decimal

__all__ = ["MemberLine", "MemberList", "MemberPage", "Movement", "RegisterMove", "ShareRegister", "ShareRegisterLine", "TimelinePaper",
           "find_members", "list_members", "member_page", "member_statistics", "share_register_of"]


def list_members(book: Book, as_of: date, known_on: date | None = None) -> MemberList:
    """The one read of the member list, as at a day; with `known_on`, people and shares as the book knew them then."""
    with book.reading() as tx:
        return register.member_list(tx, as_of, known_on)


def member_page(book: Book, member_id: int, as_of: date) -> MemberPage:
    """The one read of the member page."""
    with book.reading() as tx:
        return register.member_page(tx, member_id, as_of)


def brief_of(book: Book, member_id: int) -> MemberBrief:
    """Number and name of one member, for fields that hold a member. Raises LookupError when there is none."""
    with book.reading() as tx:
        return members.brief(tx, member_id)


def find_members(book: Book, text: str, how_many: int = 7) -> Sequence[MemberBrief]:
    """Members for a lookup field: an exact number first, then by any part of name, number, village or phone."""
    with book.reading() as tx:
        return tuple(members.search(tx, text, how_many))


def member_names(book: Book) -> dict[int, tuple[str, str]]:
    """Number and name of everybody, by id: for lists that name people."""
    with book.reading() as tx:
        return {key: (one.number, one.name) for key, one in members.load_all(tx).items()}


def member_statistics(book: Book, as_of: date) -> Statistics:
    """Everybody who is a member on a day, counted every way."""
    with book.reading() as tx:
        return statistics(tx, as_of)


def statistics(tx: Reading, as_of: date) -> Statistics:
    """The same within a look into the book."""
    listed = register.member_list(tx, as_of)
    lines = (line for line in listed.lines if line.status in ("member", "leaving"))
    counted = count_members((Person(line.sex, line.village, line.details.group_name, line.details.birth_date, line.share_count,
                                 Kip(line.capital_kip - line.unpaid_kip), line.delivered_kip, line.member_id) for line in lines), as_of)
    return replace(counted, first_day=listed.first_day)


@dataclass(frozen=True, slots=True)
class ShareRegisterLine:
    """What one member holds of one class, with numbers and valid certificates."""

    member: MemberBrief
    class_code: str
    holding: Holding
    ranges: tuple[Range, ...]
    pledged_count: int
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class ShareRegister:
    """The share register as at a day and as known on a day, with its movement since the year began and what the ledger says.

    `ledger_kip` is the share-capital account at the close of the day as it stands now: with `known_on` the two may differ by what
    was recorded since. `most_percent` is the largest holding the terms of ordinary shares allow, "" for no limit.
    """

    as_of: date
    known_on: date | None
    lines: tuple[ShareRegisterLine, ...]
    first_day: date
    movement: Movement
    ledger_kip: Kip
    most_percent: str = ""

    @property
    def share_count(self) -> int:
        """All shares."""
        return sum(line.holding.share_count for line in self.lines)

    @property
    def unpaid_kip(self) -> Kip:
        """What is still to be paid on all shares."""
        return Kip(sum(line.holding.unpaid_kip for line in self.lines))

    @property
    def paid_kip(self) -> Kip:
        """What is paid in on all shares."""
        return Kip(sum(line.holding.paid_kip for line in self.lines))

    def largest(self) -> tuple[MemberBrief, Fraction] | None:
        """Who holds the largest part of a class, and how large it is: what the limit of the terms is about."""
        whole: dict[str, int] = {}
        for line in self.lines:
            whole[line.class_code] = whole.get(line.class_code, 0) + line.holding.share_count
        parts = [(line.member, Fraction(line.holding.share_count, whole[line.class_code])) for line in self.lines if whole[line.class_code]]
        return max(parts, key=lambda part: part[1], default=None)

    @property
    def keeps_limit(self) -> bool:
        """Whether the largest holding is within the limit."""
        found = self.largest()
        return not self.most_percent or found is None or found[1] <= decimal(self.most_percent) / 100

    @property
    def agrees(self) -> bool:
        """Whether the register is what the ledger says."""
        return self.movement.closing_kip == self.ledger_kip


def share_register_of(book: Book, as_of: date, known_on: date | None = None) -> ShareRegister:
    """The one read of the share register."""
    with book.reading() as tx:
        return whole_share_register(tx, as_of, known_on)


def whole_share_register(tx: Reading, as_of: date, known_on: date | None = None) -> ShareRegister:
    """The same within a look into the book; in order of member number, ordinary shares first."""
    coop = settings.profile(tx)
    first_day = coop.period(coop.year_of(as_of)).first_day
    ranges = share_register.held_ranges(tx, as_of, known_on)
    valid: dict[tuple[str, int], list[Certificate]] = {}
    for one in certificates.all_certificates(tx):
        if one.is_valid(as_of, known_on):
            valid.setdefault((one.class_code, one.member_id), []).append(one)
    pledged = share_register.pledged(tx, as_of, known_on)
    known = members.load_all(tx)
    everybody = {member_id: place for place, member_id in enumerate(known)}
    lines = [ShareRegisterLine(known[member_id], code, held, ranges.get((code, member_id), ()),
                               pledged.get((code, member_id), 0), tuple(valid.get((code, member_id), ())))
             for (code, member_id), held in share_register.holdings(tx, as_of, known_on).items()]
    lines.sort(key=lambda line: (everybody[line.member.member_id], line.class_code))
    return ShareRegister(as_of, known_on, tuple(lines), first_day, share_register.movement(tx, first_day, as_of, known_on),
                         ledger_capital(tx, as_of), shares.terms_on(tx, as_of).most_percent)


def ledger_capital(tx: Reading, as_of: date) -> Kip:
    """The share-capital account at the close of a day."""
    return Kip(-balances.on_day(tx, as_of).get(tx.account_id(AccountRole.SHARE_CAPITAL), 0))


def share_moves(book: Book, first_day: date, last_day: date, known_on: date | None = None) -> tuple[RegisterMove, ...]:
    """Every movement of shares in a period, in the order of recording."""
    with book.reading() as tx:
        return tuple(move for move in share_register.moves(tx) if first_day <= move.effective_on and move.counts(last_day, known_on))
