"""The share register as kept: signed lines per member, never changed; terms as dated decisions."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from coopbooks.books import balances, documents, members, settings, share_register
from coopbooks.books.rows_people import DecisionRow, PledgeRow, ShareClassRow, ShareExtraRow, ShareLineRow, ShareTermsRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.boxes import is_box
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.share_numbers import Range, as_text, joined, read_ranges
from coopbooks.coop.shares import (
    ORDINARY,
    PAID_FROM,
    Holding,
    ShareClass,
    ShareFacts,
    ShareMove,
    ShareOrder,
    ShareTerms,
    UnknownShareClass,
)
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.refusals import Refused

_CLASS = "coalesce((SELECT class_code FROM share_extra AS x WHERE x.share_line_id = s.share_line_id), 'A')"


def decide_terms(tx: Writing, terms: ShareTerms) -> None:
    """Decide what one share of a class costs and how it is held, from a day on."""
    values = {one.name: getattr(terms, one.name) for one in fields(terms)}
    tx.decide(ShareTermsRow, **{**values, "since": terms.since.isoformat()})
    tx.memo.pop("share_terms", None)


def all_terms(tx: Reading) -> list[ShareTerms]:
    """Every decision on shares, in order of day."""
    if "share_terms" not in tx.memo:
        found = tx.all(f"SELECT {', '.join(one.name for one in fields(ShareTerms))} FROM share_terms ORDER BY since, terms_id")
        tx.memo["share_terms"] = [ShareTerms(date.fromisoformat(row[0]), Kip(row[1]), *row[2:]) for row in found]
    known: list[ShareTerms] = tx.memo["share_terms"]
    return known


def terms_on(tx: Reading, day: date, class_code: str = ORDINARY) -> ShareTerms:
    """The terms of a class in force on a day; before the first decision, the first one. Raises LookupError for an unknown class."""
    known = [terms for terms in all_terms(tx) if terms.class_code == class_code]
    if not known:
        raise LookupError(class_code)
    return next((terms for terms in reversed(known) if terms.since <= day), known[0])


def classes(tx: Reading) -> tuple[ShareClass, ...]:
    """The classes of shares by code; the ordinary share is always there."""
    found = tx.all("SELECT code, name_lo, name_en, is_used FROM share_class ORDER BY code")
    kept = {row[0]: ShareClass(row[0], row[1], row[2], bool(row[3])) for row in found}
    kept.setdefault(ORDINARY, ShareClass(ORDINARY, "ຮຸ້ນສາມັນ", "Ordinary share"))
    return tuple(kept[code] for code in sorted(kept))


def keep_class(tx: Writing, one: ShareClass) -> None:
    """Add a class of shares or change its names."""
    found = tx.maybe("SELECT share_class_id FROM share_class WHERE code = ?", one.code)
    tx.keep(ShareClassRow, int(found[0]) if found else None, code=one.code, name_lo=one.name_lo, name_en=one.name_en,
            is_used=int(one.is_used))


def add_moves(tx: Writing, entry_id: int, document_id: int, on: date, kind: str, moves: Sequence[ShareMove]) -> None:
    """Append the register's lines of an operation to its open entry."""
    forget(tx, moves)
    for move in moves:
        line_id = tx.append(ShareLineRow, entry_id=entry_id, document_id=document_id, member_id=move.member_id,
                            effective_on=on.isoformat(), kind=kind, share_count=move.share_count, capital_kip=move.capital_kip,
                            paid_kip=move.paid_kip, other_member_id=move.other_member_id)
        if move.class_code != ORDINARY or move.numbers:
            tx.append(ShareExtraRow, entry_id=entry_id, share_line_id=line_id, class_code=move.class_code,
                      numbers=as_text(read_ranges(move.numbers)).replace("–", "-"))


def classes_of_lines(tx: Reading, entry_id: int) -> list[str]:
    """The class of each line of an entry, in the order of the lines."""
    return [str(code) for (code,) in tx.all(f"SELECT {_CLASS} FROM share_line AS s WHERE entry_id = ? ORDER BY share_line_id", entry_id)]


def add_decision(tx: Writing, entry_id: int, document_id: int, meeting: str, reason: str, notice_on: date | None) -> None:
    """Append the decision behind a paper to its open entry, when there is one."""
    if meeting or reason or notice_on is not None:
        tx.append(DecisionRow, entry_id=entry_id, document_id=document_id, meeting=meeting,
                  notice_on=notice_on.isoformat() if notice_on else None, reason=reason)


def holding(tx: Reading, member_id: int, as_of: date | None = None, class_code: str | None = None) -> Holding:
    """What a member holds at the close of a day, or with everything that is in the book; of one class, or of all."""
    wanted = f" AND {_CLASS} = ?" if class_code is not None else ""
    row = tx.one("SELECT coalesce(sum(share_count), 0), coalesce(sum(capital_kip), 0), coalesce(sum(paid_kip), 0) "
                 f"FROM share_line AS s WHERE member_id = ? AND effective_on <= ?{wanted}", member_id, _until(as_of),
                 *((class_code,) if class_code is not None else ()))
    return Holding(*row)


def moved_by(tx: Reading, entry_id: int) -> list[tuple[int, str, int, int, int]]:
    """What an entry moved, by member and class: count, paid up, unpaid."""
    found = tx.all(f"SELECT member_id, {_CLASS} AS code, sum(share_count), sum(paid_kip), sum(capital_kip - paid_kip) FROM share_line AS s "
                   "WHERE entry_id = ? GROUP BY member_id, code", entry_id)
    return [(int(row[0]), str(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in found]


def least_since(tx: Reading, member_id: int, class_code: str, on: date) -> tuple[int, Kip, Kip]:
    """The smallest count, paid-up and unpaid amount of a member's class at the close of a day and of every later one."""
    moved = tx.all("SELECT effective_on, sum(share_count), sum(paid_kip), sum(capital_kip - paid_kip) FROM share_line AS s "
                   f"WHERE member_id = ? AND {_CLASS} = ? GROUP BY effective_on ORDER BY effective_on", member_id, class_code)
    until = on.isoformat()
    now = [sum(row[place] for row in moved if row[0] <= until) for place in (1, 2, 3)]
    least = list(now)
    for day, *changes in moved:
        if day > until:
            now = [value + change for value, change in zip(now, changes, strict=True)]
            least = [min(value, so_far) for value, so_far in zip(now, least, strict=True)]
    return int(least[0]), Kip(least[1]), Kip(least[2])


def holdings(tx: Reading, as_of: date, known_on: date | None = None) -> dict[int, Holding]:
    """What everybody holds at the close of a day, by member id; with `known_on`, as the book knew it then."""
    found = tx.all(
        "SELECT member_id, sum(share_count), sum(capital_kip), sum(paid_kip) FROM share_line JOIN entry USING (entry_id) "
        "JOIN event USING (event_id) WHERE effective_on <= ? AND substr(recorded_at, 1, 10) <= ? GROUP BY member_id",
        as_of.isoformat(), _until(known_on))
    return {int(member): Holding(*rest) for member, *rest in found}


def holdings_of_class(tx: Reading, class_code: str) -> dict[int, Holding]:
    """What everybody holds of a class with everything that is in the book, by member id; who holds nothing is left out."""
    found = tx.all("SELECT member_id, sum(share_count), sum(capital_kip), sum(paid_kip) FROM share_line AS s "
                   f"WHERE {_CLASS} = ? GROUP BY member_id", class_code)
    return {int(member): Holding(*rest) for member, *rest in found if any(rest)}


def all_shares_count(tx: Reading, class_code: str | None = None) -> int:
    """How many shares everybody holds together, of one class or of all."""
    known: dict[str | None, int] = tx.memo.setdefault("shares_count", {})
    if class_code not in known:
        wanted, given = (f" WHERE {_CLASS} = ?", (class_code,)) if class_code is not None else ("", ())
        (count,) = tx.one(f"SELECT coalesce(sum(share_count), 0) FROM share_line AS s{wanted}", *given)
        known[class_code] = int(count)
    return known[class_code]


def forget(tx: Reading, moves: Sequence[ShareMove] | None = None) -> None:
    """What this transaction has learnt of the register is no longer all; known totals go on with the moves that are given."""
    tx.memo.pop("share_moves", None)
    known: dict[str | None, int] = tx.memo.get("shares_count", {})
    given: dict[str, tuple[Range, ...]] = tx.memo.get("shares_given", {})
    if moves is None:
        known.clear()
        given.clear()
    # An old register names thousands of numbers, one paper after the other; what gets the next numbers is asked for again.
    for move in moves or ():
        if move.share_count > 0 and move.class_code in given and move.other_member_id is None:
            named = read_ranges(move.numbers)
            given[move.class_code] = joined((*given[move.class_code], *named))
            if not named:
                given.pop(move.class_code)
    for code in known:
        known[code] += sum(move.share_count for move in moves or () if code in (None, move.class_code))


def lines_of(tx: Reading, member_id: int, first_day: date, last_day: date) -> list[tuple[date, str, str, int, Kip, Kip, int]]:
    """A member's movements in a period: day, kind, paper's number, shares, capital, paid, paper."""
    found = tx.all("SELECT effective_on, s.kind, number, share_count, capital_kip, paid_kip, document_id FROM share_line AS s "
                   "JOIN document USING (document_id) WHERE s.member_id = ? AND effective_on BETWEEN ? AND ? "
                   "ORDER BY effective_on, share_line_id", member_id, first_day.isoformat(), last_day.isoformat())
    return [(date.fromisoformat(day), *rest) for day, *rest in found]


def paid_moves(tx: Reading, last_day: date) -> dict[int, list[tuple[date, Kip]]]:
    """Every movement of paid-up capital up to a day, by member, in order of day: what dividends are weighted by."""
    found = tx.all("SELECT member_id, effective_on, sum(paid_kip) FROM share_line WHERE effective_on <= ? AND paid_kip <> 0 "
                   "GROUP BY member_id, effective_on ORDER BY member_id, effective_on", last_day.isoformat())
    moves: dict[int, list[tuple[date, Kip]]] = {}
    for member, day, kip in found:
        moves.setdefault(int(member), []).append((date.fromisoformat(day), Kip(kip)))
    return moves


def facts_for(tx: Writing | Reading, order: ShareOrder, *, numbered: bool = False) -> ShareFacts:
    """Everything a share operation's form shows and its rule judges; with the share numbers where they are asked for."""
    member = members.brief(tx, order.member_id)
    receiver = members.brief(tx, order.to_member_id) if order.to_member_id is not None else None
    owed = {role: balances.of_all_days(tx, role, order.member_id) for role in
            (AccountRole.PRODUCERS_PAYABLE, AccountRole.PATRONAGE_PAYABLE)}
    money = PAID_FROM.get(order.money, order.money)
    box = balances.of_all_days(tx, money) if is_box(order.money) else 0
    code = order.class_code
    if not _is_class(tx, code):
        raise Refused((UnknownShareClass(code=code),))
    terms = terms_on(tx, order.on, code)
    least_count, least_paid, least_unpaid = least_since(tx, order.member_id, code, order.on)
    brings = order.kind in ("subscribe", "bonus")
    redeems = order.kind in ("redeem", "pay-out") or order.money == "owed"
    return ShareFacts(
        member, receiver, holding(tx, order.member_id, None, code), terms, all_shares_count(tx, code),
        Kip(-owed[AccountRole.PRODUCERS_PAYABLE]), Kip(-owed[AccountRole.PATRONAGE_PAYABLE]), Kip(box), settings.open_days(tx),
        least_paid, least_count, least_unpaid,
        held_ranges=share_register.ranges_of(tx, order.member_id, code) if numbered or (order.numbers and not brings) else (),
        given_ranges=_given_ranges(tx, code) if order.numbers and brings else (),
        pledged_count=pledged_count(tx, order.member_id, code),
        redeemed_count=_redeemed_count(tx, order) if order.kind == "redeem" and terms.redeem_percent else 0,
        advance_owed_kip=Kip(balances.of_all_days(tx, AccountRole.ADVANCES, order.member_id)) if redeems else ZERO,
        redemption_owed_kip=Kip(-balances.of_all_days(tx, AccountRole.REDEMPTION_PAYABLE, order.member_id)) if redeems else ZERO,
        to_terms=terms_on(tx, order.on, order.to_class) if _is_class(tx, order.to_class) else None,
        newest_terms=terms_on(tx, date.max, code),
        receiver_holding=holding(tx, order.to_member_id, None, code) if order.to_member_id is not None else Holding(),
        next_share_number=share_register.next_number(tx, code) if numbered else 1,
        next_paper=order.number or documents.next_number(tx, "share", order.on)[0] if numbered else "",
        heirs=members.details(tx, order.member_id).heirs if numbered else (),
        died=numbered and members.details(tx, order.member_id).left_reason == "died")


def _given_ranges(tx: Reading, code: str) -> tuple[Range, ...]:
    known: dict[str, tuple[Range, ...]] = tx.memo.setdefault("shares_given", {})
    if code not in known:
        known[code] = share_register.given_ranges(tx, code)
    return known[code]


def _is_class(tx: Reading, code: str) -> bool:
    return any(terms.class_code == code for terms in all_terms(tx))


def _redeemed_count(tx: Reading, order: ShareOrder) -> int:
    coop = settings.profile(tx)
    period = coop.period(coop.year_of(order.on))
    # A redemption that was reversed stands with its reversal's line, whose paper refers to it.
    (count,) = tx.one(f"SELECT coalesce(sum(-share_count), 0) FROM share_line AS s JOIN entry AS e USING (entry_id) WHERE {_CLASS} = ? "
                      "AND kind = 'redeem' AND effective_on BETWEEN ? AND ? AND NOT EXISTS "
                      "(SELECT 1 FROM entry AS r WHERE r.reverses = e.entry_id)", order.class_code, period.first_day.isoformat(),
                      period.last_day.isoformat())
    return int(count)


def pledged_count(tx: Reading, member_id: int, class_code: str = ORDINARY) -> int:
    """How many shares of a member stand as security."""
    (count,) = tx.one("SELECT coalesce(sum(share_count), 0) FROM pledge WHERE member_id = ? AND class_code = ?", member_id, class_code)
    return int(count)


def pledge(tx: Writing, order: PledgeShares) -> None:
    """Record that shares stand as security, or are free again."""
    tx.decide(PledgeRow, member_id=order.member_id, class_code=order.class_code, pledged_on=order.on.isoformat(),
              share_count=order.share_count, basis=order.basis)


def _until(day: date | None) -> str:
    return day.isoformat() if day is not None else "9999-12-31"
