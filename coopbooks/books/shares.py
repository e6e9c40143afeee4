"""The share register as kept: signed lines per member, never changed; terms as dated decisions."""

from datetime import date

from coopbooks.books import balances, members, settings
from coopbooks.books.rows import ShareLineRow, ShareTermsRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.shares import PAID_FROM, Holding, ShareFacts, ShareMove, ShareOrder, ShareTerms
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip


def decide_terms(tx: Writing, terms: ShareTerms) -> None:
    """Decide what one share costs and how many one may hold, from a day on."""
    tx.decide(ShareTermsRow, since=terms.since.isoformat(), par_value_kip=terms.par_value_kip, least_count=terms.least_count,
              most_percent=terms.most_percent, basis=terms.basis)
    tx.memo.pop("share_terms", None)


def terms_on(tx: Reading, day: date) -> ShareTerms:
    """The terms in force on a day; before the first decision, the first one."""
    if "share_terms" not in tx.memo:
        found = tx.all("SELECT since, par_value_kip, least_count, most_percent, basis FROM share_terms ORDER BY since, terms_id")
        tx.memo["share_terms"] = [ShareTerms(date.fromisoformat(row[0]), Kip(row[1]), *row[2:]) for row in found]
    known: list[ShareTerms] = tx.memo["share_terms"]
    return next((terms for terms in reversed(known) if terms.since <= day), known[0])


def add_moves(tx: Writing, entry_id: int, document_id: int, on: date, kind: str, moves: tuple[ShareMove, ...]) -> None:
    """Append the register's lines of an operation to its open entry."""
    for move in moves:
        tx.append(ShareLineRow, entry_id=entry_id, document_id=document_id, member_id=move.member_id,
                  effective_on=on.isoformat(), kind=kind, share_count=move.share_count, capital_kip=move.capital_kip,
                  paid_kip=move.paid_kip, other_member_id=move.other_member_id)


def holding(tx: Reading, member_id: int, as_of: date | None = None) -> Holding:
    """What a member holds at the close of a day, or with everything that is in the book."""
    row = tx.one("SELECT coalesce(sum(share_count), 0), coalesce(sum(capital_kip), 0), coalesce(sum(paid_kip), 0) "
                 "FROM share_line WHERE member_id = ? AND effective_on <= ?", member_id, _until(as_of))
    return Holding(*row)


def holdings(tx: Reading, as_of: date, known_on: date | None = None) -> dict[int, Holding]:
    """What everybody holds at the close of a day, by member id; with `known_on`, as the book knew it then."""
    found = tx.all(
        "SELECT member_id, sum(share_count), sum(capital_kip), sum(paid_kip) FROM share_line JOIN entry USING (entry_id) "
        "JOIN event USING (event_id) WHERE effective_on <= ? AND substr(recorded_at, 1, 10) <= ? GROUP BY member_id",
        as_of.isoformat(), _until(known_on))
    return {int(member): Holding(*rest) for member, *rest in found}


def all_shares_count(tx: Reading) -> int:
    """How many shares everybody holds together."""
    (count,) = tx.one("SELECT coalesce(sum(share_count), 0) FROM share_line")
    return int(count)


def lines_of(tx: Reading, member_id: int, first_day: date, last_day: date) -> list[tuple[date, str, str, int, Kip, Kip]]:
    """A member's movements in a period: day, kind, paper's number, shares, capital, paid."""
    found = tx.all("SELECT effective_on, s.kind, number, share_count, capital_kip, paid_kip FROM share_line AS s "
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


def facts_for(tx: Writing | Reading, order: ShareOrder) -> ShareFacts:
    """Everything a share operation's form shows and its rule judges."""
    member = members.brief(tx, order.member_id)
    receiver = members.brief(tx, order.to_member_id) if order.to_member_id is not None else None
    owed = {role: balances.of_all_days(tx, role, order.member_id) for role in
            (AccountRole.PRODUCERS_PAYABLE, AccountRole.PATRONAGE_PAYABLE)}
    money = PAID_FROM[order.money]
    box = balances.of_all_days(tx, money) if money is not AccountRole.PRODUCERS_PAYABLE else 0
    return ShareFacts(member, receiver, holding(tx, order.member_id), terms_on(tx, order.on), all_shares_count(tx),
                      Kip(-owed[AccountRole.PRODUCERS_PAYABLE]), Kip(-owed[AccountRole.PATRONAGE_PAYABLE]), Kip(box),
                      settings.open_days(tx))


def _until(day: date | None) -> str:
    return day.isoformat() if day is not None else "9999-12-31"
