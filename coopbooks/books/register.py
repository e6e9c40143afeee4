"""The member list and the member page as kept: one read each. See also: services.register (opens the book for them).

As at a date, the list is the register of that day: who was a member then, and what each held and was owed at its close.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter

from coopbooks.books import attachments, balances, certificates, issued, members, owed, produce, settings, shares
from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.transaction import Reading
from coopbooks.coop.certificates import Certificate
from coopbooks.coop.members import MemberBrief, MemberDetails, standing
from coopbooks.coop.produce import Product
from coopbooks.coop.shares import Holding
from coopbooks.i18n import lao
from coopbooks.i18n.latin import latin, latin_key
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One row of the member list. `status` is applicant, member, leaving, left or not-yet, as at the list's day."""

    member_id: int
    number: str
    number_key: str
    name: str
    name_key: bytes
    latin_name: str
    sex: str
    village: str
    phone: str
    joined_on: date | None
    left_on: date | None
    status: str
    share_count: int
    capital_kip: Kip
    unpaid_kip: Kip
    delivered_kip: Kip
    delivered_g: int
    owed_kip: Kip
    advance_kip: Kip
    search_key: str
    details: MemberDetails


@dataclass(frozen=True, slots=True)
class MemberList:
    """The list as at a day, in order of member number. `photos`: the newest photo of each member by its id.

    What was delivered counts from `first_day`, the first of the fiscal year. With `known_on`, people and shares are as the book knew
    them at the close of that day.
    """

    as_of: date
    lines: tuple[MemberLine, ...]
    photos: dict[int, int] = field(default_factory=dict)
    first_day: date | None = None
    known_on: date | None = None

    def found(self, text: str, *statuses: str) -> tuple[MemberLine, ...]:
        """The lines of these filters (of everybody without one) in which every word of the text is found in any Lao spelling.

        A second try ignores tones, a third takes the words for a name in Latin letters, however it is spelt.
        """
        has = [_HAS[status] for status in statuses if status]
        lines = [line for line in self.lines if any(one(line) for one in has)] if has else list(self.lines)
        words = lao.fold(text).split()
        hit = _with_all(lines, words, attrgetter("search_key"))
        if hit or not words:
            return hit
        hit = _with_all(lines, lao.fold(text, tones=False).split(), lambda line: _toneless(line.search_key))
        spelt = latin_key(text).split()
        return hit if hit or not spelt else _with_all(lines, spelt, _latin)

    def counts(self) -> Counter[str]:
        """How many lines each filter finds."""
        return Counter({status: sum(map(has, self.lines)) for status, has in _HAS.items()})

    def read_latin(self, first: int, count: int) -> bool:
        """Read some names in Latin letters before anybody asks; False when all of them are read."""
        for line in self.lines[first:first + count]:
            _latin(line)
        return first + count < len(self.lines)


def _with_all(lines: Sequence[MemberLine], words: Sequence[str], key: Callable[[MemberLine], str]) -> tuple[MemberLine, ...]:
    # One word after the other over ever fewer lines: whoever types waits for this.
    for word in words:
        lines = [line for line in lines if word in key(line)]
    return tuple(lines)


def _latin(line: MemberLine) -> str:
    return latin_key(line.latin_name or latin(f"{line.details.given_name} {line.details.family_name}"))


@lru_cache(maxsize=20_000)
def _toneless(search_key: str) -> str:
    # Asked for every line with every key that is typed while nothing is found.
    return lao.fold(search_key, tones=False)


_HAS: dict[str, Callable[[MemberLine], bool]] = {
    "": lambda _line: True, "active": lambda line: line.status in ("member", "leaving"),
    "applicant": lambda line: line.status == "applicant", "unpaid": lambda line: line.unpaid_kip > 0,
    "owed": lambda line: line.owed_kip > 0, "left": lambda line: line.status == "left"}
FILTERS = tuple(_HAS)
"""What the list can be narrowed to; "" is everybody."""


def member_list(tx: Reading, as_of: date, known_on: date | None = None) -> MemberList:
    """Everybody who was a member on a day, or left before it, with what each held and was owed at its close.

    With `known_on`, people and shares are as the book knew them at the close of that day; money is as it stands.
    """
    coop = settings.profile(tx)
    return MemberList(as_of, tuple(_lines(tx, as_of, known_on)), attachments.photos(tx), coop.period(coop.year_of(as_of)).first_day, known_on)


# The list is read again after every posting, and hardly a name changes.
_folded, _sort_key = lru_cache(maxsize=20_000)(lao.fold), lru_cache(maxsize=20_000)(lao.sort_key)


def _lines(tx: Reading, as_of: date, known_on: date | None) -> list[MemberLine]:
    holdings = shares.holdings(tx, as_of, known_on)
    owed_to = owed.of_members(tx, as_of)
    advances = balances.of_members_on(tx, tx.account_id(AccountRole.ADVANCES), as_of)
    first_day = settings.profile(tx).period(settings.profile(tx).year_of(as_of)).first_day
    delivered = produce.patronage(tx, first_day, as_of)
    lines = []
    for member_id, details in (members.as_known_on(tx, known_on) if known_on else members.all_details(tx)).items():
        stands = standing(details.joined_on, details.leaving_on, details.left_on, as_of)
        held = holdings.get(member_id, Holding())
        if stands == "not-yet" and not held.share_count:
            continue
        value_kip, net_g = delivered.get(member_id, (0, 0))
        words = (details.name, details.latin_name, details.nickname, details.number, details.village, details.phone, details.group_name)
        lines.append(MemberLine(
            member_id, details.number, members.number_key(details.number), details.name,
            _sort_key(f"{details.given_name} {details.family_name}"), details.latin_name, details.sex, details.village,
            details.phone, details.joined_on, details.left_on, stands, held.share_count, held.capital_kip, held.unpaid_kip,
            Kip(value_kip), net_g, owed_to.get(member_id, ZERO), advances.get(member_id, ZERO), _folded(" ".join(words)), details))
    return lines


@dataclass(frozen=True, slots=True)
class TimelinePaper:
    """One paper of a member's timeline, with what we owe after it. Money to the member is positive in `out_kip`."""

    document_id: int
    on: date
    kind: str
    detail: str
    number: str
    total_kip: Kip
    box: str
    owed_after_kip: Kip
    reversed_by: int | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """One fiscal year of a member: what was delivered, what came of the surplus, and when the final statement was last printed.

    `decided_by` is the paper that shared the surplus.
    """

    year: int
    first_day: date
    last_day: date
    net_g: int
    value_kip: Kip
    dividend_kip: Kip
    printed_on: date | None = None
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Everything the member page shows, as of a day. `opened_on` is the day of the opening balances."""

    brief: MemberBrief
    details: MemberDetails
    as_of: date
    holding: Holding
    par_value_kip: Kip
    owed_kip: Kip
    advance_kip: Kip
    delivered_kip: Kip
    delivered_g: int
    delivered_before_kip: Kip
    delivered_before_g: int
    last_dividend_year: int | None
    last_dividend_kip: Kip
    timeline: tuple[TimelinePaper, ...]
    share_lines: tuple[tuple[date, str, str, int, Kip, Kip, int], ...]
    years: tuple[YearLine, ...]
    deliveries: tuple[DeliveryEntry, ...]
    products: dict[int, Product]
    certificates: tuple[Certificate, ...]
    photo_id: int | None
    opened_on: date | None = None

    @property
    def kg_by_year(self) -> tuple[tuple[int, int], ...]:
        """Grams of the last five years, oldest first."""
        return tuple((line.year, line.net_g) for line in reversed(self.years[:5]))

    @property
    def owed_receipts(self) -> tuple[int, date | None]:
        """How many produce receipts what we owe stands for, newest first, and the day of the oldest of them."""
        rest, count, oldest = int(self.owed_kip), 0, None
        for place, paper in enumerate(self.timeline):
            before = self.timeline[place + 1].owed_after_kip if place + 1 < len(self.timeline) else 0
            grown = paper.owed_after_kip - before
            if rest > 0 and grown > 0 and paper.kind == "delivery" and paper.reversed_by is None:
                rest, count, oldest = rest - grown, count + 1, paper.on
        return count, oldest


def member_page(tx: Reading, member_id: int, as_of: date) -> MemberPage:
    """Everything about one member as of a day. Raises LookupError when there is no such member."""
    coop = settings.profile(tx)
    period = coop.period(coop.year_of(as_of))
    part = balances.of_member_on(tx, member_id, as_of)
    now = produce.of_member(tx, member_id, period.first_day, as_of)
    before = coop.period(coop.year_of(as_of) - 1)
    then = produce.of_member(tx, member_id, before.first_day, before.last_day)
    decided = {int(year): (Kip(int(kip)), int(document_id)) for year, kip, document_id in tx.all(
        "SELECT year, net_kip, (SELECT min(document_id) FROM document AS d WHERE d.entry_id = a.entry_id) FROM dividend_line "
        "JOIN appropriation AS a USING (appropriation_id) WHERE member_id = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = a.entry_id)",
        member_id)}
    dividends = {year: kip for year, (kip, _) in decided.items()}
    last_dividend = max(dividends, default=None)
    return MemberPage(
        members.brief(tx, member_id), members.details(tx, member_id), as_of, shares.holding(tx, member_id, as_of),
        shares.terms_on(tx, as_of).par_value_kip, owed.of_part(tx, part),
        part.get(tx.account_id(AccountRole.ADVANCES), ZERO), Kip(now[0]), now[1], Kip(then[0]), then[1],
        last_dividend, dividends[last_dividend] if last_dividend is not None else ZERO, _timeline(tx, member_id, as_of),
        tuple(shares.lines_of(tx, member_id, date.min, as_of)), _years(tx, member_id, as_of, decided),
        tuple(reversed(produce.deliveries_of(tx, member_id, date.min, as_of))), produce.products(tx),
        tuple(one for one in certificates.all_certificates(tx, member_id) if one.issued_on <= as_of),
        attachments.photos(tx).get(member_id), coop.begins_on - timedelta(days=1))


def _years(tx: Reading, member_id: int, as_of: date, decided: dict[int, tuple[Kip, int]]) -> tuple[YearLine, ...]:
    """The fiscal years of a member, newest first: at least five, and back to the first of the book."""
    coop = settings.profile(tx)
    last = coop.year_of(as_of)
    periods = {year: coop.period(year) for year in range(last, min(last - 5, coop.year_of(coop.begins_on) - 1), -1)}
    number = members.brief(tx, member_id).number
    printed = issued.last_printed(tx, "member-statement", [f"{number} {period.last_day.isoformat()}" for period in periods.values()])
    lines = []
    for year, period in periods.items():
        value_kip, net_g = produce.of_member(tx, member_id, period.first_day, period.last_day)
        dividend_kip, decided_by = decided.get(year, (ZERO, None))
        lines.append(YearLine(year, period.first_day, period.last_day, net_g, Kip(value_kip), dividend_kip,
                              printed.get(f"{number} {period.last_day.isoformat()}"), decided_by))
    return tuple(lines)


def _timeline(tx: Reading, member_id: int, as_of: date) -> tuple[TimelinePaper, ...]:
    """Every paper of a member, newest first, with the running debt to the member for produce."""
    accounts = json.dumps(owed.account_ids(tx))
    # A second payment is one paper for everybody in it: of its total only the member's own part is told.
    found = tx.all(
        "SELECT d.document_id, d.doc_date, d.kind, d.detail, d.number, CASE WHEN d.member_id IS NULL THEN (SELECT sum(s.amount_kip) FROM "
        "second_payment AS s WHERE s.document_id = d.document_id AND s.member_id = ?1) ELSE d.total_kip END, d.box, "
        "-coalesce((SELECT sum(amount_kip) FROM posting AS p WHERE p.entry_id = d.entry_id AND p.account_id IN (SELECT value FROM json_each(?2)) "
        "AND p.member_id = ?1), 0), (SELECT entry_id FROM entry AS r WHERE r.reverses = d.entry_id) "
        "FROM document AS d WHERE (d.member_id = ?1 OR d.document_id IN (SELECT document_id FROM second_payment WHERE member_id = ?1)) "
        "AND d.doc_date <= ?3 ORDER BY d.doc_date, d.document_id", member_id, accounts, as_of.isoformat())
    (owed_kip,) = tx.one("SELECT -coalesce(sum(amount_kip), 0) FROM posting WHERE member_id = ?1 AND account_id IN "
                         "(SELECT value FROM json_each(?2)) AND entry_id IN (SELECT entry_id FROM document WHERE kind = 'opening')",
                         member_id, accounts)
    papers = []
    for document_id, day, kind, detail, number, total, box, change, undone in found:
        owed_kip += change
        papers.append(TimelinePaper(document_id, date.fromisoformat(day), kind, detail, number, Kip(total), box, Kip(owed_kip), undone))
    return tuple(reversed(papers))
