"""Papers of shares: the register, its movements, the certificate, and the two papers of a transfer."""

from datetime import date, timedelta

from coopbooks.books import certificates, documents, members, settings, share_register, shares
from coopbooks.books.book import Book
from coopbooks.books.chain import head_code
from coopbooks.books.share_register import Movement, RegisterMove
from coopbooks.books.transaction import Reading
from coopbooks.coop.share_numbers import Range, as_text, joined, without
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, counted, negative
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.papers import share_register as papers
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.papers.parts import EMPTY, Amount, Check, Label, Listing
from coopbooks.papers.share_register import Due, Held, Moved, Totals
from coopbooks.papers.share_transfer import Side, Transfer, TransferPapers, transfer_papers
from coopbooks.services.printing import letterhead
from coopbooks.services.register import ShareRegisterLine, ledger_capital, whole_share_register
from coopbooks.services.shares import due_lines


class NoCertificate(RuleBroken):
    """Only a certificate that was given out can be printed."""

    field, wording = "number", N_("There is no certificate {number}.")


class NoTransfer(RuleBroken):
    """Only a transfer that happened has papers."""

    field, wording = "number", N_("There is no transfer {number}.")


def _class_names(tx: Reading) -> dict[str, Label]:
    return {one.code: Label(one.name_lo, one.name_en) for one in shares.classes(tx)}


def _totals(movement: Movement, ledger_kip: int, period: Period | None = None, known_on: date | None = None) -> Totals:
    """The sums; of a period as it is known today each says which lines of the register it adds up."""
    def said(kip: int, figure: Figure) -> int:
        return kip if period is None or known_on is not None else Amount(kip, figure)

    first_day, last_day = (period.first_day, period.last_day) if period is not None else (date.min, date.max)
    return Totals((movement.opening_count, said(movement.opening_kip, counted("subscribed", last_day=first_day - timedelta(days=1)))
                   if period is not None else movement.opening_kip),
                  tuple((kind, count, said(kip, counted("subscribed", items=movement.lines.get(kind, ()))))
                        for kind, (count, kip) in movement.moved.items()),
                  (movement.closing_count, said(movement.closing_kip, counted("subscribed", last_day=last_day))), ledger_kip)


def register(book: Book, as_of: date, known_on: date | None = None) -> Listing:
    """The share register as at a day; with `known_on`, as the book knew it then."""
    with book.reading() as tx:
        whole, names = whole_share_register(tx, as_of, known_on), _class_names(tx)
        lines = [Held(line.member.number, line.member.name, line.member.village, names.get(line.class_code, Label(line.class_code, "")),
                      line.holding.share_count, as_text(line.ranges), *_held(line, as_of, known_on), line.pledged_count,
                      tuple(one.number for one in line.certificates)) for line in whole.lines]
        return papers.share_register(letterhead(tx), as_of, known_on, lines, _totals(whole.movement, whole.ledger_kip))


def _held(line: ShareRegisterLine, as_of: date, known_on: date | None) -> tuple[int, int, int]:
    """Capital, paid and unpaid. The accounts know members and not classes, so only who holds one class can be followed into them."""
    holding = line.holding
    if known_on is not None or line.class_code != ORDINARY:
        return holding.capital_kip, holding.capital_kip - holding.unpaid_kip, holding.unpaid_kip
    which = {"member_id": line.member.member_id, "last_day": as_of, "grades": (line.class_code,)}
    capital, paid = counted("subscribed", **which), counted("paid-up", **which)
    return (Amount(holding.capital_kip, capital), Amount(holding.capital_kip - holding.unpaid_kip, paid),
            Amount(holding.unpaid_kip, Figure((), plus=(capital, negative(paid)))))


def moved_lines(book: Book, period: Period, known_on: date | None = None) -> tuple[Moved, ...]:
    """Every movement of a period, in the order of days and of recording within one: for the movement view."""
    with book.reading() as tx:
        return _moved(tx, period, known_on)


def _moved(tx: Reading, period: Period, known_on: date | None) -> tuple[Moved, ...]:
    known = members.load_all(tx)
    return tuple(Moved(move.effective_on, move.number, known[move.member_id].number, known[move.member_id].name, move.kind, move.share_count,
                       as_text(move.ranges), move.capital_kip, move.paid_kip, move.recorded_on, move.document_id,
                       move.line_id)
                 for move in sorted(share_register.moves(tx), key=lambda move: (move.effective_on, move.line_id))
                 if period.first_day <= move.effective_on and move.counts(period.last_day, known_on))


def movements(book: Book, period: Period, known_on: date | None = None) -> Listing:
    """The same as a paper, with the sum from opening to closing and what the ledger says."""
    with book.reading() as tx:
        moved = share_register.movement(tx, period.first_day, period.last_day, known_on)
        return papers.share_movements(letterhead(tx), period.first_day, period.last_day, known_on, _moved(tx, period, known_on),
                                      _totals(moved, ledger_capital(tx, period.last_day), period, known_on))


def instalments_due(book: Book, as_of: date) -> Listing:
    """Who has unpaid shares on a day, by village."""
    with book.reading() as tx:
        return papers.instalments_due(letterhead(tx), as_of, [
            Due(line.number, line.name, line.village, line.share_count, line.paid_kip, line.unpaid_kip, line.since, line.overdue_on)
            for line in due_lines(tx, as_of)])


def certificate(book: Book, number: str) -> ShareCertificate:
    """A certificate by its number, with the person as the register said when it was given out. Raises Refused (NoCertificate)."""
    with book.reading() as tx:
        kept = certificates.by_number(tx, number)
        if kept is None:
            raise Refused((NoCertificate(number=number or "–"),))
        recorded_on, code = certificates.recorded(tx, kept.certificate_id)
        who, coop = members.as_known_on(tx, recorded_on)[kept.member_id], settings.profile(tx)
        names = _class_names(tx)
        return ShareCertificate(
            letterhead(tx), kept.number, who.number, who.name, who.latin_name, who.village,
            EMPTY if kept.class_code == ORDINARY and len(names) == 1 else names.get(kept.class_code, Label(kept.class_code, "")),
            kept.share_count, as_text(kept.ranges), kept.par_value_kip, kept.issued_on, Label(f"ບ້ານ{coop.village}" if coop.village else "", ""),
            Check(kept.number, kept.issued_on, kept.share_count * kept.par_value_kip, code), kept.replaces, kept.ended_on, kept.end_reason)


def transfer(book: Book, number: str, document_id: int | None = None) -> TransferPapers:
    """Both papers of a transfer (of that very one, where it is named), as it was recorded. Raises Refused (NoTransfer).

    What each held after it counts up to its own lines.
    """
    with book.reading() as tx:
        found = tx.maybe("SELECT document_id FROM document WHERE kind = 'share' AND detail = 'transfer' AND number = ? "
                         "ORDER BY document_id = ? DESC, document_id DESC LIMIT 1", number, document_id)
        if found is None:
            raise Refused((NoTransfer(number=number or "–"),))
        kept = documents.by_id(tx, int(found[0]))
        gives, takes = (move for move in share_register.moves(tx) if move.document_id == kept.document_id)
        (code,) = tx.one("SELECT hash FROM event JOIN entry USING (event_id) WHERE entry_id = ?", kept.entry_id)
        meeting, reason = tx.maybe("SELECT meeting, reason FROM decision WHERE document_id = ?", kept.document_id) or ("", "")
        return transfer_papers(letterhead(tx), Transfer(
            kept.number, kept.on, _side(tx, gives, takes.line_id), _side(tx, takes, takes.line_id), takes.share_count, as_text(takes.ranges),
            takes.capital_kip // takes.share_count, str(meeting), str(reason), head_code(bytes(code))), void=kept.reversed_by is not None)


def _side(tx: Reading, move: RegisterMove, last_line: int) -> Side:
    who = members.load_all(tx)[move.member_id]
    mine = [one for one in share_register.moves(tx)
            if one.line_id <= last_line and (one.member_id, one.class_code) == (move.member_id, move.class_code)]
    ranges: tuple[Range, ...] = ()
    for one in mine:
        ranges = joined((*ranges, *one.ranges)) if one.share_count > 0 else without(ranges, one.ranges)
    return Side(who.number, who.name, who.village, sum(one.share_count for one in mine), as_text(ranges), sum(one.capital_kip for one in mine))
