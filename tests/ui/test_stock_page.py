"""Stock, advances and fairness in the window, with refusals at their fields; their papers in every language."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from coopbooks.coop.entries import EntryLine, PostOpening
from coopbooks.coop.produce import DeliveryLine, GiveAdvance, RecordDelivery
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.reports import catalogue
from coopbooks.services import produce, produce_papers
from coopbooks.services.explaining import explain
from coopbooks.services.journal import post_opening
from coopbooks.ui.deliveries.advances import AdvanceForm, AdvancesPage
from coopbooks.ui.deliveries.fairness import FairnessPage
from coopbooks.ui.deliveries.stock import StockPage
from coopbooks.ui.deliveries.stock_forms import CountForm, ProcessForm, UndoForm
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.words import speak

DAY = date(2025, 3, 31)


@pytest.fixture
def desk(desk):
    for grams in (12_300, 10_000):
        produce.record_delivery(desk.book, RecordDelivery(1, DAY, (DeliveryLine(1, "A", grams, 0, Kip(9_000)),)))
    return desk


def _page(qtbot, desk, kind):
    made = kind(desk)
    qtbot.addWidget(made)
    desk.runner.book_changed.connect(lambda _topics: made.refresh())
    made.resize(1100, 560)
    made.show()
    made.refresh()
    return made


def _form(page, kind):
    return [form for form in page.findChildren(kind) if form.isVisible()][-1]


def test_processing_and_a_count_by_form(qtbot, desk, told):
    page = _page(qtbot, desk, StockPage)
    assert [lot.held_milli for lot in page.lots.model.rows] == [22_300]
    page.process()
    form = _form(page, ProcessForm)
    form._in.setText("22.3")
    form.outs[0][0].set_value("1")
    form.outs[0][1].setText("30")
    form.save()
    assert "more than went in" in form.fields["out_milli:0"]._error.text()
    form.outs[0][1].setText("4.46")
    form.save()
    assert told.said[-1] == "PC-0001 is saved."
    assert page.processed.model.index(0, 4).data() == "20%"
    page.count()
    form = _form(page, CountForm)
    (_, counted, unit, reason), = form.lots
    assert unit.value() == 45_000
    counted.setText("4")
    form.save()
    assert form.fields["reason:0"]._error.text() == "The card says 4.46, counted were 4. Write why."
    reason.setText("ແຫ້ງ")
    form.save()
    assert told.said[-1] == "SC-0001 is saved."
    assert page._account.text() == "180,000"
    assert page._agrees.text() == "Both are equal."
    page.undo()
    form = _form(page, UndoForm)
    form.save()
    assert form.fields["reason"]._error.text() == "Write the reason."
    form._reason.setText("weighed wrongly")
    form.save()
    assert page.processed.model.rowCount() == 2


def test_an_advance_with_its_own_rule_and_its_agreement(qtbot, desk, told):
    post_opening(desk.book, PostOpening((EntryLine("cash", Kip(600_000)), EntryLine("reserve", credit_kip=Kip(600_000)))))
    page = _page(qtbot, desk, AdvancesPage)
    assert page._empty.isVisible()
    page.show_for(1)
    form = _form(page, AdvanceForm)
    form._amount.setText("900,000")
    form.save()
    assert "holds 850,000" in form.fields["money"]._error.text()
    form._amount.setText("0")
    form.save()
    assert form.fields["amount_kip"]._error.text() == "Give an amount above 0."
    form._amount.setText("500k")
    form._by.set_value("percent")
    form._percent.setText("130")
    form.save()
    assert "not a percentage" in form.fields["percent"]._error.text()
    form._percent.setText("30")
    form._due.set_value(date(2025, 1, 1))
    form.save()
    assert "before the advance" in form.fields["due_on"]._error.text()
    form._due.clear()
    form._goods.setText("ເຂົ້າ 5 ເປົາ")
    form.save()
    assert told.said[-1] == "AD-0001 is saved."
    (line,) = page.table.model.rows
    assert (line.advance.open_kip, line.advance.percent, line.age) == (500_000, "30", 0)
    page.print_agreement()
    assert told.went[-1] == ("reports", "advance-agreement", "AD-0001")


def test_the_fairness_page_shows_each_clerk(qtbot, desk):
    page = _page(qtbot, desk, FairnessPage)
    (line,) = page.clerks.model.rows
    assert (line.clerk, line.weighing_count, line.digits[0], line.digits[3]) == ("treasurer", 2, 1, 1)
    page._first.set_value(date(2025, 1, 1))
    page._last.set_value(date(2025, 1, 2))
    page.refresh()
    assert page._empty.isVisible()


def test_the_pages_speak_lao(qtbot, desk, qapp):
    pages = [_page(qtbot, desk, kind) for kind in (StockPage, AdvancesPage, FairnessPage)]
    speak(qapp, "lo")
    qapp.processEvents()
    assert pages[0]._agrees.text() != "They are equal again after the next count."
    assert pages[2].clerks.model.headerData(0, pages[2].clerks.view.horizontalHeader().orientation()) != "Who weighed"
    set_language("en")


@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_the_papers_of_produce_are_made_in_every_language(desk, language):
    period = (date(2025, 1, 1), DAY)
    post_opening(desk.book, PostOpening((EntryLine("cash", Kip(600_000)), EntryLine("reserve", credit_kip=Kip(600_000)))))
    produce.give_advance(desk.book, produce.GiveAdvance(1, DAY, "rice", Kip(100_000), recover_by="fixed", fixed_kip=Kip(10_000), due_on=DAY, goods="x"))
    for paper in (produce_papers.day_sheet(desk.book, DAY), produce_papers.price_list(desk.book, DAY), produce_papers.stock_card(desk.book, period, "CH"),
                  produce_papers.advances(desk.book, DAY), produce_papers.fairness(desk.book, period)):
        for ending in (".pdf", ".xlsx", ".csv", ".json"):
            assert catalogue.render(paper, ending, language)
    assert catalogue.render(produce_papers.advance_agreement(desk.book, "AD-0001"), ".pdf", language).startswith(b"%PDF")
    assert catalogue.render(produce_papers.advance_agreement(desk.book, ""), ".json", language)


def test_open_advances_and_the_stock_account_are_explained(qtbot, desk):
    for member, kip in ((1, 40_000), (2, 30_000), (2, 20_000)):
        produce.give_advance(desk.book, GiveAdvance(member, DAY, "rice", Kip(kip)))
    page = _page(qtbot, desk, AdvancesPage)
    lines = page.view.lines
    place, column = next((at, one) for at, one in enumerate(page.table.model.columns) if one.title == "Still open ₭")
    told = [column.explain(line) for line in lines]
    assert [explain(desk.book, figure).kip for figure in told] == [line.advance.open_kip for line in lines]
    assert explain(desk.book, page.table.total_figure(place)).kip == sum(line.advance.open_kip for line in lines) == 90_000
    stock_page = _page(qtbot, desk, StockPage)
    stock_page._account.actions()[0].trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainDialog) and one.isVisible())
    assert dialog.found.kip == stock_page.view.account_kip
    dialog.reject()
