"""Approvals in the book: the last word counts, a withdrawn one does not stand, and every change is chained."""

from datetime import date

from coopbooks.books import approvals, settings
from coopbooks.books.verify import verify
from coopbooks.coop.approval import Approval, TwoPeople, print_of_run
from tests.support.trade import new_trade

ON = date(2025, 3, 1)


def test_the_last_word_on_a_run_counts(tmp_path):
    book = new_trade(tmp_path).book
    first, second = print_of_run(1), print_of_run(2)
    with book.writing() as tx:
        settings.add_user(tx, "Kham", "chair")
        settings.add_user(tx, "La", "approver")
        approvals.keep(tx, "payment-run", "7", TwoPeople("Noy", "Kham", first), ON, "01/2025")
        approvals.keep(tx, "payment-run", "8", TwoPeople("Noy", "La", second), ON)
    with book.reading() as tx:
        assert [person.name for person in approvals.people(tx)] == ["Noy", "Kham", "La"]
        assert approvals.standing(tx, "payment-run", "7") == Approval("payment-run", "7", first, "Noy", "Kham", ON, "01/2025")
        assert approvals.standing(tx, "other", "7") is None
    with book.writing() as tx:
        approvals.keep(tx, "payment-run", "7", TwoPeople("Noy", "La", second), ON)
        approvals.withdraw(tx, "payment-run", "8", "Kham", ON, "wrong list")
    with book.reading() as tx:
        standing = approvals.standing(tx, "payment-run", "7")
        assert standing is not None
        assert (standing.made_print, standing.approved_by) == (second, "La")
        assert approvals.standing(tx, "payment-run", "8") is None
        assert list(verify(tx)) == []
    book.close()
