"""Papers of shares: the register, its movements, the certificate, and the two papers of a transfer."""

from datetime import date

from coopbooks.books import certificates, members, settings, share_register, shares
from coopbooks.books.book import Book
from coopbooks.books.share_register import Movement
from coopbooks.books.transaction import Reading
from coopbooks.coop.share_numbers import as_text
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.papers import share_register as papers
from coopbooks.papers.certificate import ShareCertificate
from coopbooks.papers.parts import EMPTY, Check, Label, Listing
from coopbooks.papers.share_register import Held, Moved, Totals
from coopbooks.services.printing import letterhead
from coopbooks.services.register import ledger_capital, whole_share_register


class NoCertificate(RuleBroken):
    """Only a certificate that was given out can be printed."""

    field, wording = "number", N_("There is no certificate {number}.")


def _class_names(tx: Reading) -> dict[str, Label]:
    return {one.code: Label(one.name_lo, one.name_en) for one in shares.classes(tx)}


def _totals(movement: Movement, ledger_kip: int) -> Totals:
    return Totals((movement.opening_count, movement.opening_kip), tuple((kind, count, int(kip)) for kind, (count, kip) in movement.moved.items()),
                  (movement.closing_count, movement.closing_kip), ledger_kip)


def register(book: Book, as_of: date, known_on: date | None = None) -> Listing:
    """The share register as at a day; with `known_on`, as the book knew it then."""
    with book.reading() as tx:
        whole, names = whole_share_register(tx, as_of, known_on), _class_names(tx)
        lines = [Held(line.member.number, line.member.name, line.member.village, names.get(line.class_code, Label(line.class_code, "")),
                      line.holding.share_count, as_text(line.ranges), line.holding.capital_kip, line.holding.unpaid_kip, line.pledged_count,
                      tuple(one.number for one in line.certificates)) for line in whole.lines]
        return papers.share_register(letterhead(tx), as_of, known_on, lines, _totals(whole.movement, whole.ledger_kip))


def movements(book: Book, period: Period, known_on: date | None = None) -> Listing:
    """Every movement of a period, in the order of days and of recording within one."""
    with book.reading() as tx:
        known = members.load_all(tx)
        lines = [Moved(move.effective_on, move.number, known[move.member_id].number, known[move.member_id].name, move.kind, move.share_count,
                       as_text(move.ranges), move.capital_kip, move.paid_kip, move.recorded_on)
                 for move in sorted(share_register.moves(tx), key=lambda move: (move.effective_on, move.line_id))
                 if period.first_day <= move.effective_on and move.counts(period.last_day, known_on)]
        moved = share_register.movement(tx, period.first_day, period.last_day, known_on)
        return papers.share_movements(letterhead(tx), period.first_day, period.last_day, known_on, lines,
                                      _totals(moved, ledger_capital(tx, period.last_day)))


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
