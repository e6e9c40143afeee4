"""The papers of produce from the book: one read each."""

from dataclasses import replace
from datetime import date, timedelta

from coopbooks.books import documents, intake, members, produce, stock
from coopbooks.books.book import Book
from coopbooks.books.explaining_counted import lot_of
from coopbooks.books.produce import DeliveryEntry
from coopbooks.books.stock import CardLine
from coopbooks.coop.intake import OpenAdvance
from coopbooks.coop.stock import named
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure, Worked, counted, of_lines
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import advances as advance_papers
from coopbooks.papers import fairness as fairness_papers
from coopbooks.papers import intake as papers
from coopbooks.papers import pay_list as run_papers
from coopbooks.papers import stock as stock_papers
from coopbooks.papers.form import Form
from coopbooks.papers.parts import Amount, Label, Listing
from coopbooks.services.fairness import prepare_fairness
from coopbooks.services.intake import advance_lines
from coopbooks.services.payment_runs import view_of
from coopbooks.services.printing import PaperNotFound, letterhead


def day_sheet(book: Book, on: date) -> Listing:
    """Every slip of a day."""
    with book.reading() as tx:
        def said(kip: int, account: AccountRole, line: DeliveryEntry, *, credit: bool = False) -> int:
            return Amount(kip, Figure((account,), credit=credit, register="delivery", items=(line.line_id,)))

        lines = [papers.DayLine(line.number, line.member_number, line.member_name, line.product_code, line.grade,
                                Amount(line.net_g, counted("delivered", items=(line.line_id,))), line.price_kip,
                                said(line.amount_kip, AccountRole.PRODUCE_COST, line),
                                said(line.advance_kip, AccountRole.ADVANCES, line, credit=True), line.paid)
                 for line in reversed(produce.day_sheet(tx, on))]
        return papers.day_sheet(letterhead(tx), on, lines)


def price_list(book: Book, on: date) -> Listing:
    """What is paid on a day."""
    with book.reading() as tx:
        prices, terms = produce.prices_on(tx, on), intake.terms_on(tx, on)
        lines = []
        for product in produce.all_products(tx):
            known = terms.get(product.product_id)
            lines += [papers.PriceLine(
                product.code, Label(product.name_lo, product.name_en), grade, prices.get((product.product_id, grade), 0),
                known.bag_g if known else 0, known.base_moisture if known and known.asks_moisture else "", known.off_kip_per_kg if known else 0)
                for grade in (product.grades or ("",))]
        return papers.price_list(letterhead(tx), on, lines)


def pay_list(book: Book, number: str) -> Listing:
    """The pay list of a run, by village, to sign; the newest run when no number is given. Refused: PaperNotFound."""
    with book.reading() as tx:
        found = tx.maybe("SELECT max(payment_run_id) FROM payment_run WHERE number = ?1 OR ?1 = ''", number.strip())
        if found is None or found[0] is None:
            raise Refused([PaperNotFound(number=number)])
        view = view_of(tx, int(found[0]))
        paid_on = dict(tx.all("SELECT l.member_id, max(d.doc_date) FROM run_payment AS p JOIN payment_run_line AS l USING (payment_run_line_id) "
                              "JOIN document AS d USING (document_id) WHERE l.payment_run_id = ? GROUP BY 1 HAVING sum(p.amount_kip) > 0", found[0]))
        lines = [run_papers.PayLine(one.member.number, one.member.name, one.member.village, one.line.net_g, one.line.earned_kip, one.line.before_kip,
                                    one.line.amount_kip, one.line.carried_kip,
                                    date.fromisoformat(paid_on[one.line.member_id]) if one.line.member_id in paid_on else None)
                 for one in view.members if one.line.amount_kip]
        approval = view.approval
        return run_papers.pay_list(letterhead(tx), run_papers.RunHead(
            view.run.number, view.run.order.kind, view.run.order.on, view.run.order.first_day, view.run.order.last_day, view.run.order.rate_kip,
            view.run.made_by, approval.approved_by if approval else "", approval.on if approval else None), lines)


def stock_card(book: Book, period: tuple[date, date], code: str = "") -> Listing:
    """The cards of every lot of a product in a period, of one lot ("GR A 2025-11"), or of all. Refused: PaperNotFound."""
    with book.reading() as tx:
        known, items = produce.products(tx), stock.items(tx)
        if code and code not in {*(one.code for one in known.values()), *(named(known, item) for item in items)}:
            raise Refused([PaperNotFound(number=code)])
        cards = []
        for item in items:
            product = known[item.product_id]
            if code in ("", product.code, named(known, item)):
                before, lines = stock.card(tx, item, *period)
                stands = counted("stock", products=(item.product_id,), grades=(lot_of(item.grade, item.lot),))
                cards.append(stock_papers.Card(Label(product.name_lo, product.name_en), product.code, item.grade, item.lot,
                                               Amount(before, replace(stands, last_day=period[0] - timedelta(days=1))), _card_rows(lines, stands)))
        return stock_papers.stock_card(letterhead(tx), period, cards)


def _card_rows(lines: list[CardLine], stands: Figure) -> tuple[stock_papers.CardRow, ...]:
    """What moved a lot. What is there within a day is that of its end, less what moved later on it."""
    rows = []
    for place, line in enumerate(lines):
        day = replace(stands, last_day=line.on)
        mine = [one.milli for one in lines if one.on == line.on]
        later = sum(one.milli for one in lines[place + 1:] if one.on == line.on)
        moved = replace(day, first_day=line.on, worked=_apart(sum(mine) - line.milli, N_("Other lines of this day.")))
        rows.append(stock_papers.CardRow(line.on, line.kind, line.number, Amount(line.milli, moved),
                                         Amount(line.held_milli, replace(day, worked=_apart(later, N_("What moved later on this day.")))),
                                         line.value_kip))
    return tuple(rows)


def _apart(milli: int, sentence: str) -> tuple[Worked, ...]:
    return (Worked(sentence, -milli),) if milli else ()


def advances(book: Book, as_of: date) -> Listing:
    """Every open advance by age."""
    with book.reading() as tx:
        return advance_papers.advances(letterhead(tx), as_of, [advance_papers.AgedLine(
            one.advance.number, one.member.number, one.member.name, one.member.village, one.advance.on, one.advance.kind, one.advance.amount_kip,
            _still_open(one.advance), one.advance.due_on, one.age) for one in advance_lines(tx, as_of)])


def _still_open(advance: OpenAdvance) -> Amount:
    """What was given, less what was taken back of the oldest first."""
    given, back = of_lines(AccountRole.ADVANCES, postings=(advance.posting_id,)), advance.open_kip - advance.amount_kip
    return Amount(advance.open_kip, replace(given, worked=(Worked(N_("Taken back so far, from the oldest advance on."), back),)) if back else given)


def advance_agreement(book: Book, number: str) -> Form:
    """The agreement on an advance, by its number; the last one when no number is given. Refused: PaperNotFound."""
    with book.reading() as tx:
        found = tx.maybe("SELECT max(document_id) FROM document WHERE kind = 'advance' AND (number = ?1 OR ?1 = '')", number.strip())
        if found is None or found[0] is None:
            raise Refused([PaperNotFound(number=number)])
        paper = documents.by_id(tx, int(found[0]))
        terms = tx.maybe("SELECT recover_by, percent, fixed_kip, due_on, goods FROM advance_terms WHERE document_id = ?", paper.document_id)
        usual = intake.recovery_on(tx, paper.on)
        recover_by, percent, fixed_kip, due_on, goods = terms or (usual.recover_by, usual.percent, usual.fixed_kip, None, "")
        member = members.brief(tx, paper.member_id or 0)
        return advance_papers.agreement(letterhead(tx), advance_papers.Agreed(
            paper.number, paper.on, member.number, member.name, member.village, paper.detail, goods, paper.total_kip, recover_by, percent, fixed_kip,
            date.fromisoformat(due_on) if due_on else None))


def fairness(book: Book, period: tuple[date, date]) -> Listing:
    """How weighing looks in a period, clerk by clerk."""
    clerks = prepare_fairness(book, *period)
    with book.reading() as tx:
        return fairness_papers.fairness(letterhead(tx), period, clerks)
