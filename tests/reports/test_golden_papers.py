"""What papers say, kept as text: a change of a figure, a word of the facts or an order is seen here before anybody prints it.

After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/reports/test_golden_papers.py`, and look at the difference.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopbooks.coop.agm import SECTIONS, KeepAgmReport
from coopbooks.coop.cash import ExpenseLine, PayExpense
from coopbooks.coop.produce import AddProduct, DeliveryLine, PayProducer, RecordDelivery, SetPrice
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.ledger.periods import Period
from coopbooks.papers.agm_report import AgmReport
from coopbooks.reports import catalogue
from coopbooks.services import agm, cash, produce, shares
from coopbooks.services.paper_makers import MAKERS, Asked
from tests.reports.test_form import FORM
from tests.support.trade import TODAY, new_trade

GOLDEN = Path(__file__).parents[1] / "golden" / "papers"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NAMES = {"member-statement": "2", "talking-statement": "2", "agm-report": None, "attendance-sheet": None, "meeting-notice": None,
         "minutes-form": None, "handover-sheet": None, "receipt": "RC-0001"}


@pytest.fixture(scope="module")
def trade(tmp_path_factory):
    made = new_trade(tmp_path_factory.mktemp("golden"))
    made.begin_with()
    with made.book:
        shares.record_share_order(made.book, ShareOrder(made.member["2"], "subscribe", date(2025, 2, 3), 12, Kip(900_000)))
        produce.add_product(made.book, AddProduct("CH", "ໝາກກາເຟ", "Cherry", "kg", ("A", "B")))
        produce.set_price(made.book, SetPrice(1, "A", date(2025, 1, 1), Kip(14_000)))
        produce.record_delivery(made.book, RecordDelivery(made.member["2"], date(2025, 11, 4), (DeliveryLine(1, "A", 100_500, 1_000, Kip(14_000)),)))
        produce.pay_producer(made.book, PayProducer(made.member["2"], date(2025, 11, 5), Kip(1_000_000), "cash"))
        cash.pay_expense(made.book, PayExpense(date(2025, 3, 1), (ExpenseLine("supplies", Kip(120_000)),), "ຮ້ານ ບຸນມີ", "cash"))
        agm.keep_agm_report(made.book, KeepAgmReport(2025, tuple(SECTIONS), 4, date(2026, 2, 28), "ສາລາວັດ", words="# ຄຳນຳ\nດີ **ຫຼາຍ**"))
        yield made


def _told(trade, name):
    if name == "form":
        return FORM
    paper = MAKERS[name](trade.book, Asked(TODAY, YEAR, 2025, None, NAMES[name]))
    # The accounts in the report are papers of their own.
    return replace(paper, statements={}) if isinstance(paper, AgmReport) else paper


@pytest.mark.parametrize("name", [*NAMES, "form"])
def test_a_paper_says_what_it_said(trade, name):
    paper = _told(trade, name)
    code = getattr(getattr(paper, "letterhead", None), "head_code", "") or "–"
    text = catalogue.render(paper, ".json", "lo").decode().replace(code, "CODE-OF-THE-BOOK")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
