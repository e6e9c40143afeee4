"""Revolving capital by hand: the years with what is kept, the oldest first, part by part, refusals at their fields."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from coopbooks.books import yearend
from coopbooks.coop.payout import PayDividends
from coopbooks.coop.policy import DividendPolicy, RefundPolicy
from coopbooks.i18n.catalogue import set_language
from coopbooks.services import payout
from coopbooks.ui.yearend.page import YearEndPage
from coopbooks.ui.yearend.revolving import RevolvingForm
from tests.stories.test_year_end import a_year, is_sound, posted
from tests.ui.test_yearend import TODAY, desk_of


@pytest.fixture
def trade(tmp_path: Path) -> Iterator[object]:
    made = a_year(tmp_path)
    yield made
    made.book.close()


@pytest.fixture
def page(qtbot, trade, told) -> YearEndPage:
    shown = YearEndPage(desk_of(trade.book, told))
    qtbot.addWidget(shown)
    return shown


def kept(trade) -> dict[int, int]:
    with trade.reading() as tx:
        return {int(year): int(kip) for year, kip in yearend.revolving_years(tx).items()}


def test_where_nothing_is_kept_it_says_so(page):
    form = RevolvingForm(page)
    assert form._nothing.isVisibleTo(form)
    assert not form.pay_button.isEnabled()


@pytest.mark.parametrize("language", ["en", "lo"])
def test_what_is_kept_is_paid_back_part_by_part(page, trade, told, language):
    set_language(language)
    posted(trade, replace(DividendPolicy(), refund=RefundPolicy(Fraction(60, 100), revolving_years=3)))
    payout.pay_dividends(trade.book, PayDividends(2025, TODAY, "bank"))
    before = kept(trade)[2025]
    form = RevolvingForm(page)
    (one,) = form.table.model.rows
    assert (one.year, one.due_year, one.count, one.kip, one.is_due) == (2025, 2028, 3, before, False)
    form.box.set_value("bank")
    form.pay()
    assert form.fields["resolution"].is_wrong()
    form.percent.setText("101")
    form.resolution.setText("7/2026")
    form.pay()
    assert form.fields["percent"].is_wrong()
    assert kept(trade) == {2025: before}
    form.percent.setText("໕໐")
    form.percent.editingFinished.emit()
    assert f"{form._told._facts['total_kip']:,}" in form._told.text().replace("\u200b", "")
    form.pay()
    assert before // 2 <= kept(trade)[2025] <= before // 2 + 3
    assert str(told.said[-1])
    form.percent.setText("100")
    form.pay()
    assert kept(trade) == {}
    assert form._nothing.isVisibleTo(form)
    if language == "lo":
        assert [label.text() for label in form.findChildren(QLabel) if any("a" <= letter <= "z" for letter in label.text())] == []
    assert is_sound(trade)


def test_a_box_that_holds_too_little_is_said_at_the_box(page, trade):
    posted(trade, replace(DividendPolicy(), refund=RefundPolicy(Fraction(0))))
    form = RevolvingForm(page)
    form.resolution.setText("7/2026")
    form.box.set_value("cash")
    held = payout.prepare_redemption(trade.book, form.order()).money_box_kip
    if held < kept(trade)[2025]:
        form.pay()
        assert form.fields["paid_from"].is_wrong()
        assert kept(trade)[2025]
