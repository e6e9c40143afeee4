"""What a kilogram brought in all: paid, second payment and refund, as a sum that a member can redo."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.closing import CloseYear
from coopbooks.coop.payment_runs import ApproveRun, MakeRun
from coopbooks.coop.policy import Basis, DividendPolicy, PatronagePolicy, ProductWeight
from coopbooks.coop.total_price import Price, total_prices
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.papers.facts import from_facts, to_facts
from coopbooks.papers.member_statement import PriceLine
from coopbooks.papers.parts import Label
from coopbooks.reports import catalogue
from coopbooks.services import printing
from coopbooks.services import yearend as steps
from coopbooks.services.dividends import close_year
from coopbooks.services.payment_runs import approve_run, make_run
from coopbooks.services.total_prices import price_lines
from tests.stories.test_year_end import a_year, meeting
from tests.support.drawn import pages_of

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def test_a_members_price_is_paid_and_second_payment_and_refund(tmp_path):
    trade = a_year(tmp_path)
    book = trade.book
    make_run(book, MakeRun("second", date(2025, 11, 3), YEAR.first_day, YEAR.last_day, rate_kip=Kip(1_500), product_id=1))
    approve_run(book, ApproveRun(1, date(2025, 12, 1), "Kham"))
    close_year(book, CloseYear(2025))
    assert [line.price.refund_kip for paper in printing.member_statements(book, YEAR) for line in paper.prices] == [0, 0, 0]
    steps.decide_sharing(book, meeting())
    steps.post_sharing(book, steps.PostSharing(2025))
    for paper in printing.member_statements(book, YEAR):
        assert from_facts(to_facts(paper)[0]) == paper
        (line,) = paper.to_json()["total_price"]
        assert line["first_kip"] == line["net_g"] * 9
        assert line["second_kip"] == line["net_g"] * 3 // 2
        assert line["refund_kip"] == paper.surplus.patronage_kip > 0
        assert line["total_kip"] == line["first_kip"] + line["second_kip"] + line["refund_kip"]
        assert int(Fraction(line["total_kip"] * 1000, line["net_g"]) * 100) == Fraction(line["kip_per_kg"]) * 100
        for language in ("en", "lo"):
            pages = pages_of(catalogue.render(paper, ".pdf", language))
            assert len(pages) == 1
            assert f"{line['total_kip']:,} ÷" in " ".join(pages[0].split())
    # A part of the year has no refund yet: it was shared for the whole of it.
    (part,) = printing.member_statements(book, Period(date(2025, 9, 1), date(2025, 12, 31)), "1")
    assert [line.price.refund_kip for line in part.prices] == [0]


def test_the_batch_asks_no_more_for_many_members_than_for_one(tmp_path, monkeypatch):
    trade = a_year(tmp_path)
    asked: list[str] = []
    with trade.reading() as tx:
        assert len(price_lines(tx, YEAR, 2025)) == 3  # what the book remembers is read now
        real = type(tx).all
        monkeypatch.setattr(type(tx), "all", lambda self, sql, *values: (asked.append(sql), real(self, sql, *values))[1])
        assert len(price_lines(tx, YEAR, 2025, trade.member["1"])) == 1
        for_one = len(asked)
        assert len(price_lines(tx, YEAR, 2025)) == 3
    assert len(asked) == 2 * for_one > 0


def test_grades_stand_apart_where_their_second_payments_differ():
    same = [Price("CH", "A", 100_000, 900_000, 150_000), Price("CH", "B", 33_333, 233_331, 50_000)]
    assert total_prices(same, None, 0) == (Price("CH", "", 133_333, 1_133_331, 200_000),)
    other = [Price("CH", "A", 100_000, 900_000, 150_000), Price("CH", "B", 33_333, 233_331, 0)]
    assert total_prices(other, None, 0) == tuple(other)


def test_a_refund_follows_what_the_policy_counted():
    lines = [Price("CH", "A", 100_000, 900_000, 0), Price("PA", "", 300_000, 900_000, 0)]
    shared = {basis: [one.refund_kip for one in total_prices(lines, PatronagePolicy(basis), 40_001)] for basis in Basis}
    assert shared == {Basis.VALUE: [20_001, 20_000], Basis.KG: [10_000, 30_001], Basis.PURCHASES: [0, 0], Basis.HOURS: [0, 0],
                      Basis.FEES: [0, 0]}
    weighed = PatronagePolicy(Basis.VALUE, weights=(ProductWeight("CH", "", Fraction(3)),))
    assert [one.refund_kip for one in total_prices(lines, weighed, 40_000)] == [30_000, 10_000]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**9), st.integers(0, 10**7)), max_size=6), st.integers(0, 10**9),
       st.sampled_from((Basis.VALUE, Basis.KG)))
def test_no_kip_of_a_refund_is_lost_on_the_way_to_the_products(rows, refund, basis):
    lines = [Price("AB"[place % 2], str(place), *row) for place, row in enumerate(rows)]
    found = total_prices(lines, DividendPolicy(patronage=PatronagePolicy(basis)).patronage, refund)
    counted = sum(one.first_kip if basis is Basis.VALUE else one.net_g for one in lines)
    assert sum(one.refund_kip for one in found) == (refund if counted else 0)
    assert sum(one.total_kip - one.refund_kip for one in found) == sum(one.first_kip + one.second_kip for one in lines)


def test_a_cut_price_says_that_it_is_rounded():
    cut, whole, none = (PriceLine(Label("ໝາກກາເຟ", "Cherry"), Price("CH", "A", net_g, 4_500_000, 0)) for net_g in (501_000, 500_000, 0))
    assert (cut.kip_per_kg, cut.is_rounded) == ("8,982.03", True)
    assert (whole.kip_per_kg, whole.is_rounded) == ("9,000", False)
    assert (none.kip_per_kg, none.is_rounded) == ("0", False)
