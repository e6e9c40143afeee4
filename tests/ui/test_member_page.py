"""The page of one member, the way out of the co-op, and the lists and counts of people: on a real book."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from coopbooks.books import issued, settings
from coopbooks.coop.heirs import Heir
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.produce import DeliveryLine, GiveAdvance, RecordDelivery
from coopbooks.coop.shares import ShareOrder
from coopbooks.i18n.catalogue import say, set_language
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import attachments, explaining, lists, members, people_papers, produce, register, shares
from coopbooks.ui.kit import ask
from coopbooks.ui.kit.cards import EmptyPage
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.words import speak
from coopbooks.ui.members import figures, tables
from coopbooks.ui.members.leaving import LeaveForm, NoticeForm
from coopbooks.ui.members.lists import ListItemForm, ListsPage
from coopbooks.ui.members.member import TABS, MemberPageView
from coopbooks.ui.members.pay import PayMemberForm
from coopbooks.ui.members.statements import save_one
from coopbooks.ui.members.statistics import StatisticsPage
from tests.support.pictures import png


@pytest.fixture
def page(qtbot, desk):
    for day, grams in ((10, 60_000), (20, 40_000)):
        produce.record_delivery(desk.book, RecordDelivery(2, date(2025, 3, day), (DeliveryLine(1, "A", grams, 0, Kip(9_000)),), "later"))
    made = MemberPageView(desk)
    qtbot.addWidget(made)
    desk.runner.book_changed.connect(lambda _topics: made.refresh())
    made.show_for(2)
    made.show()
    return made


def _rows(table):
    model = table.model
    return [[model.index(row, column).data() for column in range(model.columnCount()) if not table.view.isColumnHidden(column)]
            for row in range(model.rowCount())]


def _error(form, name):
    return form.fields[name]._error.text()


def test_what_we_owe_is_explained_by_its_papers(page):
    page._figures[3][1].actions()[0].trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainDialog) and one.isVisible())
    assert dialog.found.kip == page.facts.owed_kip == 900_000
    assert [line.number for line in dialog.lines.model.rows] == ["RC-0001", "RC-0002"]
    dialog.reject()


def test_five_figures_and_what_can_be_done(page):
    told = [(title.text(), figure.text(), below.text()) for title, figure, below in page._figures]
    assert told[0] == ("Shares", "3", "300,000 ₭ · paid 250,000")
    assert told[1][:2] == ("Delivered this year", "100 kg")
    assert told[2] == ("Value of produce", "900,000", "average 9,000 a kg")
    assert told[3] == ("We owe", "900,000", "Receipts: 2, oldest 10/03/2025")
    assert page._pay.text() == "Pay 900,000 ₭"
    assert not page._admit.isVisible()
    assert page._status.text() == "Shares unpaid"


def test_the_timeline_tells_each_paper_with_what_we_owe_after_it(page, told):
    assert _rows(page._timeline)[:2] == [
        ["2025", "20/03/2025", "Produce receipt", "RC-0002", "+360,000", "900,000", ""],
        ["", "10/03/2025", "Produce receipt", "RC-0001", "+540,000", "540,000", ""]]
    assert page._second(page._timeline.model.rows[1]) == "Cherry A · 60 kg × 9,000"
    page._timeline.opened.emit(page._timeline.model.rows[0])
    assert [one[:3] for one in told.went] == [("reports", "receipt", "RC-0002")]
    told.went.clear()
    page._timeline.view.clicked.emit(page._timeline.model.index(1, tables.PRINT))
    page._timeline.view.clicked.emit(page._timeline.model.index(1, 0))
    assert [one[:3] for one in told.went] == [("print-paper", "receipt", "RC-0001")]


def test_what_we_owe_after_a_paper_is_explained_by_the_papers_up_to_it(page, desk):
    newest, before = page._timeline.model.rows[:2]
    for paper, slips in ((newest, ["RC-0001", "RC-0002"]), (before, ["RC-0001"])):
        found = explaining.explain(desk.book, figures.owed_after(page.facts, paper))
        assert found.kip == paper.owed_after_kip
        assert [line.number for line in found.lines] == slips


@pytest.mark.parametrize("language", ["en", "lo"])
def test_nothing_is_shown_as_a_sentence_not_as_an_empty_pane(page, language, qapp):
    page.show_for(1)
    speak(qapp, language)
    qapp.processEvents()
    said = [sheet.currentWidget() for sheet in page._sheets]
    assert all(isinstance(one, EmptyPage) for one in said)
    words = ["".join(label.text() for label in one.findChildren(QLabel)).replace("\u200b", "") for one in said]
    assert ("No share has moved yet." in words[1]) == (language == "en")


def test_the_statement_of_a_year_is_printed_and_tells_when_it_was_last(page, desk, told, tmp_path):
    page.print_statement()
    assert told.went == [("print-paper", "member-statement", "2", "2025")]
    assert _rows(page._years)[0][-1] == "–"
    save_one(page, desk, "2", 2025, tmp_path / "s.pdf")
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    # What is not decided yet is a proposal, and a proposal is no issued paper.
    page.refresh()
    assert _rows(page._years)[0][-1] == "–"
    with desk.book.writing() as tx:
        key = issued.keep(tx, "member-statement", "2 2025-12-31", "{}", {})
        issued.note_printing(tx, key, 0, "lo", "printer")
    page.refresh()
    assert _rows(page._years)[0][-1] == "31/03/2025"


def test_each_tab_shows_its_part_and_a_year_narrows_it(page):
    assert [line[2:5] for line in _rows(page._deliveries)] == [["Cherry", "A", "40"], ["Cherry", "A", "60"]]
    assert [line[:4] for line in _rows(page._shares)] == [["05/01/2025", "new shares", "SH-0001", "3"]]
    assert [line[4:] for line in _rows(page._payments)] == [["–", "250,000"]]
    assert _rows(page._years)[0] == ["2025", "100", "900,000", "–", "–"]
    page._year.set_value("2024")
    assert page._timeline.model.rowCount() == page._deliveries.model.rowCount() == 0
    page.show_for((2, TABS[5]))
    assert page._tabs.currentWidget().isAncestorOf(page.personal)


def test_what_we_owe_is_paid_from_the_page(qtbot, page, desk, told):
    form = PayMemberForm(None, desk, 2)
    qtbot.addWidget(form)
    form.show()
    assert form._amount.value() == 900_000
    form.save()
    assert "holds" in (_error(form, "money") + _error(form, "amount_kip"))
    form._amount.setText("950,000")
    form.save()
    assert "900,000" in _error(form, "amount_kip")
    for typed in ("0", "-5", "10^9", "1000000000000000"):
        form._amount.setText(typed)
        form.save()
        assert form.isVisible(), typed
    form._amount.setText("200,000")
    form.save()
    assert told.said == ["Payment PP-0001 is saved."]
    assert page._pay.text() == "Pay 700,000 ₭"
    assert [line[4:] for line in _rows(page._payments)] == [["200,000", "–"], ["–", "250,000"]]


def test_photos_and_papers_are_kept_viewed_and_taken_away(page, desk, told):
    page.personal.add("photo", "face.txt", b"no picture")
    assert page.personal._error.text().replace("\u200b", "").startswith("face.txt is not a picture")
    page.personal.add("photo", "face.png", png())
    assert not page.personal._error.isVisible()
    page.personal.add("other", "deed.pdf", b"%PDF-1.4 deed")
    assert [line[:2] for line in _rows(page.personal.files)] == [["Other paper", "deed.pdf"], ["Photo", "face.png"]]
    assert page._badge._shown[2] is not None
    page.personal.take_away(page.personal.files.model.rows[1])
    assert attachments.photo_of(desk.book, 2) is None
    assert page.personal.files.model.rowCount() == 1


def test_the_page_speaks_both_languages(page, qapp):
    speak(qapp, "lo")
    page.say_again()
    assert page._tabs.tabText(0) == "ລຳດັບລາຍການ"
    assert page._pay.text() == "ຈ່າຍ 900,000 ₭"
    set_language("en")


# --- leaving ----------------------------------------------------------------------------------------------------------
def test_a_notice_is_noted_and_the_member_is_leaving(qtbot, page, desk, told):
    form = NoticeForm(None, desk, 2)
    qtbot.addWidget(form)
    form._on.set_value(date(2023, 1, 1))
    form.save()
    assert "member only from" in _error(form, "on")
    form._on.set_value(date(2025, 3, 20))
    form.save()
    assert page._status.text() == "Leaving"


@pytest.fixture(autouse=True)
def willing(monkeypatch):
    """Whoever is asked says yes."""
    monkeypatch.setattr(ask, "confirm", lambda *_what: True)


def _leave(qtbot, desk, member_id=2):
    form = LeaveForm(None, desk, member_id)
    qtbot.addWidget(form)
    form.show()
    return form


def _save(form):
    """Next step after next step, and save on the last; stop where something is refused."""
    for _ in range(form.pages.count() - form.step):
        before = form.step
        form.save()
        if form.isVisible() and form.step == before:
            return


def test_the_settlement_shows_what_is_owed_both_ways_and_takes_the_shares_back(qtbot, page, desk, told):
    form = _leave(qtbot, desk)
    assert form.facts.set_off.net_kip == 300_000 - 50_000 + 900_000
    form._meeting.setText("6/2025")
    _save(form)
    assert not form.isVisible()
    details = members.details_of(desk.book, 2)
    assert (details.left_on, details.left_reason, details.left_meeting) == (date(2025, 3, 31), "resigned", "6/2025")
    after = register.member_page(desk.book, 2, desk.today)
    # the 50,000 that were missing came from what we owed for produce; everything was taken back and is owed
    assert (after.holding.share_count, after.owed_kip) == (0, 850_000)
    assert [paper.detail for paper in after.timeline if paper.kind == "share"][:2] == ["redeem", "pay"]
    paper = people_papers.settlement(desk.book, "2").to_json()
    assert (paper["last_day"], paper["left_kip"]) == ("2025-03-31", 1_150_000)
    assert told.said == ["ທ້າວ ແກ້ວ has left the register of members."]
    assert told.went == [("print-paper", "settlement", "2")]
    again = _leave(qtbot, desk)
    _save(again)
    assert "left already" in _error(again, "last_day")


def test_shares_go_to_another_member_or_to_heirs(qtbot, page, desk):
    heirs = (Heir("ໝອນ", "60", "", "", "10"), Heir("ນ້ອຍ", "40"))
    members.change_member(desk.book, ChangeMember(2, replace(members.details_of(desk.book, 2), heirs=heirs)))
    form = _leave(qtbot, desk)
    form._how.set_value("transfer")
    _save(form)
    assert _error(form, "to_member_id") == "Say who receives the shares."
    form._how.set_value("heirs")
    assert "ໝອນ 60%" in form.fields["how"]._below.text()
    kinds = [(one.kind, one.share_count, one.to_member_id) for one in form.order().shares]
    assert kinds == [("pay", 0, None), ("transfer", 2, 3), ("redeem", 1, None)]
    form._reason.set_value("died")
    _save(form)
    assert register.member_page(desk.book, 3, desk.today).holding.share_count == 2


def test_leaving_is_refused_in_whole_sentences_and_nothing_is_lost(qtbot, page, desk):
    form = _leave(qtbot, desk)
    head = desk.book.head_code()
    form._meeting.setText("6/2025")
    form._last.set_value(date(2023, 1, 1))
    _save(form)
    assert "member only from" in _error(form, "last_day")
    form._last.setText("31/02/2025")
    _save(form)
    assert "is not a day" in _error(form, "last_day")
    form._last.set_value(desk.today)
    form._settled.set_value(date(2025, 4, 2))
    _save(form)
    assert "lies ahead" in _error(form, "on")
    form._settled.set_value(desk.today)
    form._money.set_value("bank")
    _save(form)
    assert "holds" in _error(form, "money")
    assert desk.book.head_code() == head
    assert form._meeting.text() == "6/2025"


def test_what_is_typed_into_the_settlement_survives_a_change_of_language(qtbot, page, desk, qapp):
    form = _leave(qtbot, desk)
    form._meeting.setText("6/2025")
    form._reason.set_value("expelled")
    form._how.set_value("later")
    before = form.order()
    speak(qapp, "lo")
    qapp.processEvents()
    assert form.order() == before
    assert form.fields["reason"]._label.text() == "ເຫດຜົນທີ່ອອກ"
    set_language("en")


def test_debts_with_a_tick_meet_and_the_preview_shows_what_is_left_of_each(qtbot, page, desk):
    produce.give_advance(desk.book, GiveAdvance(2, date(2025, 3, 21), "cash", Kip(100_000), "cash"))
    form = _leave(qtbot, desk)
    assert list(form._debts.ticks) == ["produce", "redemption", "advance"]
    assert [(part.what, part.amount_kip) for part in (*form.order().set_off.we_owe, *form.order().set_off.owes_us)] == [
        ("produce", 100_000), ("advance", 100_000)]
    assert "Open advance \N{MINUS SIGN}100,000 –" in _panel(form)
    form._debts.tick("produce", on=False)
    assert [(part.what, part.amount_kip) for part in form.order().set_off.we_owe] == [("redemption", 100_000)]
    form._debts.tick("advance", on=False)
    assert form.order().set_off is None
    form._debts.tick("advance", on=True)
    form._money.set_value("cash")
    assert [(one.kind, one.money) for one in form.order().shares] == [("pay", "produce"), ("redeem", "owed"), ("pay-out", "cash")]
    assert "Paid now 200,000" in _panel(form)
    _save(form)
    assert "holds 150,000, less than 200,000" in _error(form, "money")
    assert form.step == 1
    form._money.set_value("owed")
    form._reason.set_value("expelled")
    _save(form)
    after = register.member_page(desk.book, 2, desk.today)
    assert [paper.number for paper in after.timeline if paper.kind == "set-off"] == ["SO-0001"]
    assert (after.holding.share_count, after.owed_kip) == (0, 850_000)
    assert people_papers.settlement(desk.book, "2").to_json()["left_kip"] == 1_050_000


def _panel(form):
    """The panel's balances, each on one line: message, before, after."""
    QApplication.processEvents()
    labels = [label.text() for label in form.after.findChildren(QLabel) if label.isVisibleTo(form.after) and label.text()]
    return " ".join(labels)


def test_the_steps_are_gone_through_one_by_one_and_back_without_losing_anything(qtbot, page, desk):
    form = _leave(qtbot, desk)
    assert (form.step, form._next.isVisible(), form.main.isVisible(), form._back.isVisible()) == (0, True, False, False)
    assert [button.isEnabled() for button in form.stepper.buttons] == [True, False, False, False]
    form._last.setText("x")
    form.save()
    assert (form.step, "is not a day" in _error(form, "last_day")) == (0, True)
    form._last.set_value(desk.today)
    form._meeting.setText("6/2025")
    for step in (1, 2, 3):
        form.save()
        assert form.step == step
    assert (form._next.isVisible(), form.main.isVisible()) == (False, True)
    form.stepper.buttons[0].click()
    assert (form.step, form._meeting.text(), form._meeting.isVisible()) == (0, "6/2025", True)
    assert form.isVisible()
    assert form.width() <= 900
    assert form.minimumSizeHint().height() <= 620


def test_the_wizard_is_left_and_resumed_with_its_ticks(qtbot, page, desk):
    produce.give_advance(desk.book, GiveAdvance(2, date(2025, 3, 21), "cash", Kip(100_000), "cash"))
    form = _leave(qtbot, desk)
    form._meeting.setText("6/2025")
    form._reason.set_value("expelled")
    form._debts.tick("produce", on=False)
    before = form.order()
    form.reject()
    again = _leave(qtbot, desk)
    assert again.order() != before
    again._drafts.go_on()
    assert again.order() == before
    assert not again._debts.ticks["produce"].isChecked()


def test_a_member_leaves_by_keyboard_alone(qtbot, page, desk):
    form = _leave(qtbot, desk)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form._meeting, "6/2025")
    for step in (1, 2, 3):
        qtbot.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert form.step == step
    qtbot.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    assert members.details_of(desk.book, 2).left_meeting == "6/2025"


def test_not_yet_keeps_the_member(qtbot, page, desk, monkeypatch):
    monkeypatch.setattr(ask, "confirm", lambda *_what: False)
    form = _leave(qtbot, desk)
    head = desk.book.head_code()
    _save(form)
    assert (form.isVisible(), form.step, desk.book.head_code()) == (True, 3, head)


def test_another_person_approves_and_stands_on_the_paper(qtbot, page, desk):
    with desk.book.writing() as tx:
        settings.add_user(tx, "Kham", "chair")
        settings.add_user(tx, "Dao", "approver")
    form = _leave(qtbot, desk)
    _save(form)
    assert (form.step, _error(form, "approved_by")) == (3, "Choose who approves it.")
    form._approver.set_value("Dao")
    _save(form)
    assert not form.isVisible()
    paper = people_papers.settlement(desk.book, "2").to_json()
    assert (paper["approved_by"], len(paper["approval_code"])) == ("Dao", 19)


def test_of_somebody_who_died_the_heirs_and_their_parts_stand_on_the_paper(qtbot, page, desk):
    heirs = (Heir("ນ້ອຍ", "60"), Heir("ຄຳ", "40"))
    members.change_member(desk.book, ChangeMember(2, replace(members.details_of(desk.book, 2), heirs=heirs)))
    form = _leave(qtbot, desk)
    assert not form._heirs.isVisible()
    form._reason.set_value("died")
    assert form._heirs.isVisible()
    assert "ນ້ອຍ 60%, ຄຳ 40%" in form._heirs.text()
    _save(form)
    paper = people_papers.settlement(desk.book, "2").to_json()
    assert paper["heirs"] == [{"name": "ນ້ອຍ", "percent": "60", "kip": 690_000}, {"name": "ຄຳ", "percent": "40", "kip": 460_000}]


# --- counts and lists -------------------------------------------------------------------------------------------------
def test_members_are_counted_every_way_and_the_table_can_be_saved(qtbot, desk):
    page = StatisticsPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert _rows(page.tables["by_village"])[0][:6] == ["ໜອງບົວ", "–", "3", "–", "3", "3"]
    assert page._ring.accessibleDescription() == "Men: 3"
    page._way.set_value("by_shares")
    assert [line[0] for line in _rows(page.tables["by_shares"])] == ["no shares", "1–5"]
    assert [row[4] for row in page.paper().sections[0].rows] == [2, 1]
    page._as_of.set_value(date(2023, 1, 1))
    page.refresh()
    assert page._stack.currentWidget() is page._nobody
    document = people_papers.members_by_village(desk.book, desk.today).to_json()
    assert document["villages"] == [{"village": "ໜອງບົວ", "women": 0, "men": 3, "not_told": 0, "members": 3, "shares": 3,
                                     "paid_up_kip": 250_000, "delivered_kip": 0}]


def test_a_village_gets_another_name_and_everybody_moves(qtbot, desk, told):
    page = ListsPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert [line[0] for line in _rows(page.table)] == ["ໜອງບົວ"]
    form = ListItemForm(None, desk, "village", *page.table.model.rows[0])
    qtbot.addWidget(form)
    form._texts["name"].setText("ໜອງບົວໃຕ້")
    form._texts["district"].setText("ປາກຊ່ອງ")
    assert form._texts["latin_name"].text() == "Nongbouatay"
    form.save()
    page.refresh()
    assert [(item.name, people) for item, people in lists.list_items(desk.book, "village") if people] == [("ໜອງບົວໃຕ້", 3)]
    assert members.details_of(desk.book, 1).district == "ປາກຊ່ອງ"
    for typed, why in (("ໜອງບົວໃຕ້", "on the list already"), ("  ", "Write the name")):
        new = ListItemForm(None, desk, "village")
        qtbot.addWidget(new)
        new._texts["name"].setText(typed)
        new.save()
        assert why in _error(new, "name")
    page._kind.set_value("group")
    assert page._stack.currentWidget() is page._empty


# --- the register of a day ------------------------------------------------------------------------------------------------
def test_a_share_dated_back_changes_as_at_but_not_as_known_on(desk):
    before = desk.today.replace(day=30)
    shares.record_share_order(desk.book, ShareOrder(1, "subscribe", date(2025, 2, 1), 5, Kip(500_000)))
    as_at = {line.number: line.share_count for line in register.list_members(desk.book, date(2025, 2, 28)).lines}
    known = {line.number: line.share_count for line in register.list_members(desk.book, date(2025, 2, 28), before).lines}
    assert as_at["1"] == 5
    assert known.get("1", 0) == 0


def test_a_card_is_for_members_and_a_settlement_for_leavers(desk):
    card = people_papers.member_card(desk.book, "2")
    assert (card.party.name, card.heads[1].value) == ("ທ້າວ ແກ້ວ", 3)
    with pytest.raises(Refused) as nobody:
        people_papers.member_card(desk.book, "99")
    with pytest.raises(Refused) as stays:
        people_papers.settlement(desk.book, "2")
    assert [say(one) for one in (*nobody.value.broken, *stays.value.broken)] == [
        "There is no member 99 in the register.", "No member 2 has a last day in the register."]


def test_the_menu_offers_what_can_be_done(page, desk):
    menu = page.show_more()
    assert [action.text() for action in menu.actions()] == [
        "Change member", "Notice of leaving", "Member leaves", "Transfer shares", "Redeem shares", "Give out a certificate",
        "Pledge or release", "Set off debts", "Member card", "Add photo"]
    menu.close()
