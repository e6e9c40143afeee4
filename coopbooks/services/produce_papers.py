"""The papers of produce from the book: one read each."""

from datetime import date

from coopbooks.books import intake, produce
from coopbooks.books.book import Book
from coopbooks.ledger.refusals import Refused
from coopbooks.papers import intake as papers
from coopbooks.papers import pay_list as run_papers
from coopbooks.papers.parts import Label, Listing
from coopbooks.services.payment_runs import view_of
from coopbooks.services.printing import PaperNotFound, letterhead


def day_sheet(book: Book, on: date) -> Listing:
    """Every slip of a day."""
    with book.reading() as tx:
        lines = [papers.DayLine(line.number, line.member_number, line.member_name, line.product_code, line.grade, line.net_g, line.price_kip,
                                line.amount_kip, line.advance_kip, line.paid) for line in reversed(produce.day_sheet(tx, on))]
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
