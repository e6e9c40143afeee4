"""Payment runs in the window: begun, approved by somebody else, paid one by one by number and then together, the list printed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from coopbooks.books import settings
from coopbooks.coop.produce import DeliveryLine, RecordDelivery
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.reports import catalogue
from coopbooks.services import produce, produce_papers
from coopbooks.services.explaining import explain
from coopbooks.ui.deliveries.run_forms import ApproveForm, PayForm, RunForm, VoidForm
from coopbooks.ui.deliveries.runs import RunsPage
from coopbooks.ui.kit.words import speak

DAY = date(2025, 3, 31)


@pytest.fixture
def page(qtbot, desk):
    with desk.book.writing() as tx:
        settings.add_user(tx, "Kham", "chair")
    for member, grams in ((1, 12_345), (2, 10_000), (3, 9_000)):
        produce.record_delivery(desk.book, RecordDelivery(member, DAY, (DeliveryLine(1, "A", grams, 0, Kip(9_000)),)))
    made = RunsPage(desk)
    qtbot.addWidget(made)
    desk.runner.book_changed.connect(lambda _topics: made.refresh())
    made.resize(1100, 560)
    made.show()
    made.refresh()
    return made


def _form(page, kind):
    return [form for form in page.findChildren(kind) if form.isVisible()][-1]


def test_a_first_payment_from_beginning_to_end(qtbot, page, desk, told):
    assert page._empty.isVisible()
    page.begin("first")
    form = _form(page, RunForm)
    form.save()
    assert told.said[-1] == "PR-0001 is calculated: 3 members, 282,000 kip."
    assert page._need.text() == "282,000"
    assert "32,000 ₭ are missing." in page._enough.text()
    page.approve()
    form = _form(page, ApproveForm)
    assert form._who.count() == 1
    form.save()
    assert page.view().run.state == "approved"
    page._number.setText("10")
    qtbot.keyClick(page._number, Qt.Key.Key_Return)
    assert "is paid 81,000" in page._told.text()
    page._number.setText("10")
    qtbot.keyClick(page._number, Qt.Key.Key_Return)
    assert "already" in page._told.text()
    page._number.setText("77")
    qtbot.keyClick(page._number, Qt.Key.Key_Return)
    assert page._told.text() == "No. 77 is not in this run."
    page.toggle(next(one for one in page.view().members if one.member.number == "2"))
    page.pay()
    _form(page, PayForm).save()
    assert page.view().unpaid_kip == 111_000
    page.pay()
    form = _form(page, PayForm)
    form.save()
    assert "holds" in form.fields["money"]._error.text()
    form.reject()
    page.end()
    assert page.view().run.state == "paid"
    page.print_list()
    assert told.went[-1] == ("reports", "pay-list", "PR-0001")


def test_a_second_payment_previews_by_the_rule_and_tells_refusals_at_their_fields(page, desk):
    page.begin("second")
    form = _form(page, RunForm)
    form._first.set_value(date(2025, 3, 1))
    form.save()
    assert form.fields["rate_kip"]._error.text() == "Give either an amount for every kg, or a pool to spread."
    form._amount.setText("1,000,000,000,000,000")
    form.save()
    assert "too large" in form.fields["rate_kip"]._error.text()
    form._amount.setText("1,000")
    form._product.set_value("1")
    form._grade.set_value("B")
    form.save()
    assert "Nothing was delivered" in form.fields["first_day"]._error.text()
    form._grade.set_value("")
    form.save()
    assert page.view().run.earned_kip == 31_345
    page.give_up()
    form = _form(page, VoidForm)
    form.save()
    assert form.fields["reason"]._error.text() == "Write the reason."
    form._reason.setText("too early")
    form.save()
    assert page.view().run.state == "void"


def test_the_pay_list_goes_village_by_village_with_room_to_sign(page, desk, qapp):
    page.begin("first")
    _form(page, RunForm).save()
    paper = produce_papers.pay_list(desk.book, "PR-0001")
    assert [section.heading.lo for section in paper.sections] == ["ໜອງບົວ"]
    assert [column.title for column in paper.columns][2:5] == ["Owed before", "Paid now", "Stays owed"]
    assert paper.totals[3] == 282_000
    assert paper.to_json()["total_kip"] == 282_000
    assert "not approved" in paper.period
    for language in ("lo", "en", "lo+en"):
        assert catalogue.render(paper, ".pdf", language).startswith(b"%PDF")
    assert b"282000" in catalogue.render(paper, ".csv", "en")
    speak(qapp, "lo")
    qapp.processEvents()
    assert page._buttons["approve"].text() != "Approve …"
    set_language("en")


def _titles(page):
    return [column.title for column in page.lines.shown_columns() if column.title]


def test_what_a_run_was_calculated_from_is_explained_as_long_as_it_stands(page, desk):
    page.begin("first")
    _form(page, RunForm).save()
    assert _titles(page) == ["Village", "Member", "Before ₭", "Paid now ₭", "Stays ₭"]
    before = next(column for column in page.lines.model.columns if column.title == "Before ₭")
    for one in page.view().members:
        assert explain(desk.book, before.explain(one)).kip == one.line.before_kip
    produce.record_delivery(desk.book, RecordDelivery(1, DAY, (DeliveryLine(1, "A", 5_000, 0, Kip(9_000)),)))
    page.refresh()
    assert [before.explain(one) is None for one in page.view().members].count(True) == 1


@pytest.mark.parametrize("language", ["lo", "en"])
@pytest.mark.parametrize(("width", "height"), [(1158, 600), (1188, 560)])
def test_every_amount_is_read_without_scrolling(page, qapp, language, width, height):
    page.begin("second")
    form = _form(page, RunForm)
    form._first.set_value(date(2025, 3, 1))
    form._amount.setText("1,000")
    form.save()
    speak(qapp, language)
    page.resize(width, height)
    qapp.processEvents()
    assert _titles(page) == ["Village", "Member", "kg", "Earned ₭", "Before ₭", "Paid now ₭", "Stays ₭"]
    widths = [page.lines.view.columnWidth(place) for place in range(len(page.lines.model.columns))]
    assert page.lines.view.horizontalScrollBar().maximum() == 0, (widths, page.lines.view.viewport().width())
    set_language("en")
