"""The dialogs of shares on a real book: what each does, and every refusal at its field with nothing changed."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coopbooks.books import balances, share_register
from coopbooks.books import certificates as certificate_store
from coopbooks.books import shares as share_store
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.entries import EntryLine, PostEntry
from coopbooks.coop.heirs import Heir
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.par_change import ChangeTerms
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.services import leaving, members, shares
from coopbooks.services.boxes import keep_box
from coopbooks.services.checking import check_book
from coopbooks.services.journal import post_entry
from coopbooks.ui.kit.words import speak
from coopbooks.ui.shares.acts import FORMS
from coopbooks.ui.shares.certificates import EndForm, IssueForm
from coopbooks.ui.shares.forms import SharePaymentForm
from coopbooks.ui.shares.heirs import HeirsForm
from coopbooks.ui.shares.instalments import CollectForm
from coopbooks.ui.shares.moves import BonusForm, CancelForm, ConvertForm, PayOutForm, RedeemForm, TransferForm
from coopbooks.ui.shares.pledges import PledgeForm
from coopbooks.ui.shares.set_off import SetOffForm
from coopbooks.ui.shares.terms import ClassForm, TermsForm

BOUNMY, KEO, MONE = 1, 2, 3
"""Members 1, 2 and 10 of the trial book; Keo holds 3 shares of which 50,000 are unpaid."""


@pytest.fixture
def shown(qtbot, desk):
    """Open a dialog for a member, as the window does."""
    def show(form, member_id=None):
        made = form(None, desk, member_id)
        qtbot.addWidget(made)
        made.show()
        return made
    return show


@pytest.fixture(autouse=True)
def checked(book):
    yield
    assert check_book(book.path) == []


def _held(desk, member_id):
    with desk.book.reading() as tx:
        return share_store.holding(tx, member_id)


def _ranges(desk, member_id):
    with desk.book.reading() as tx:
        return share_register.ranges_of(tx, member_id, "A")


def _rich(desk, member_id=BOUNMY, count=10):
    shares.record_share_order(desk.book, ShareOrder(member_id, "subscribe", date(2025, 1, 6), count, Kip(count * 100_000)))


def _limit(desk, most_percent="20", since=date(2025, 1, 2), **more):
    with desk.book.reading() as tx:
        now = share_store.terms_on(tx, date(2025, 3, 1))
    shares.change_terms(desk.book, ChangeTerms(replace(now, since=since, most_percent=most_percent, basis="by-laws 12", **more)))


def _told(form, field):
    return form.fields[field]._error.text()


def _panel(form):
    """What the panel shows, as text."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in form.after.findChildren(type(form.after._who)) if label.isVisibleTo(form.after) and label.text())


def _refused(form, field, words):
    """Saving is refused at a field, and nothing is changed."""
    head = form.desk.book.head_code()
    form.save()
    assert words in _told(form, field)
    assert form.isVisible()
    assert form.desk.book.head_code() == head


# --- the payment --------------------------------------------------------------------------------------------------------
def test_until_a_member_is_chosen_the_panel_says_so(shown):
    form = shown(SharePaymentForm)
    assert "Choose a member." in _panel(form)


def test_the_panel_says_whose_what_before_and_after_and_that_the_limit_is_kept(shown, desk):
    _rich(desk, MONE, 40)
    _limit(desk)
    form = shown(SharePaymentForm, BOUNMY)
    form._count.set_value(2)
    form._counted()
    panel = _panel(form)
    for words in ("ທ້າວ ບຸນມີ ພົມມະຈັນ", "New share numbers\n44–45", "Paid up", "Within the limit of 20% of all shares (4.4%)"):
        assert words in panel
    assert not form.after.posting.isHidden()
    form.after.posting.toggle()
    assert "531 Cash" in _panel(form)


def test_an_amount_that_divides_changes_the_number_and_another_one_is_a_part_payment(qtbot, shown, desk):
    _rich(desk, MONE, 40)
    form = shown(SharePaymentForm, BOUNMY)
    form._amount.selectAll()
    qtbot.keyClicks(form._amount, "500000")
    assert form._count.value() == 5
    form._amount.selectAll()
    qtbot.keyClicks(form._amount, "420000")
    assert form._count.value() == 5
    assert form.fields["paid_kip"]._below.text() == "four hundred twenty thousand kip · part payment, 80,000 ₭ stay unpaid"
    form.save()
    assert (_held(desk, BOUNMY).share_count, _held(desk, BOUNMY).unpaid_kip) == (5, 80_000)


def test_the_steps_change_the_number_by_one_and_never_below_one(qtbot, shown, desk):
    _rich(desk, MONE, 40)
    form = shown(SharePaymentForm, BOUNMY)
    form._step(1)
    assert (form._count.value(), form._amount.value()) == (2, 200_000)
    form._step(-1)
    form._step(-1)
    assert form._count.value() == 1


def test_the_receipt_number_stands_there_before_it_is_given(shown):
    form = shown(SharePaymentForm, KEO)
    assert form._number.text() == "SH-0002"
    assert form._number.isReadOnly()


def test_produce_money_is_shown_and_caps_the_amount(shown, desk):
    form = shown(SharePaymentForm, BOUNMY)
    assert not form._money.way._buttons["produce"].isEnabled()
    post_entry(desk.book, PostEntry(date(2025, 3, 1), (EntryLine("produce-cost", Kip(27_000)), EntryLine(
        "producers-payable", credit_kip=Kip(27_000), member_id=KEO))))
    form._member.set_member(members_brief(desk, KEO))
    assert form._money.way._buttons["produce"].isEnabled()
    assert form.fields["money"]._below.text() == "We owe this member 27,000 ₭ for produce."
    form._money.set_value("produce")
    assert form._amount.value() == 27_000
    form.save()
    assert _held(desk, KEO).unpaid_kip == 23_000


def test_with_a_second_bank_account_the_account_is_asked_for(shown, desk):
    one = shown(SharePaymentForm, KEO)
    one._money.set_value("bank")
    assert not one._money.account.isVisible()
    keep_box(desk.book, KeepBox(MoneyBox("5122", "5122", "bank", "ທະນາຄານ 2", "Second bank"), is_new=True))
    form = shown(SharePaymentForm, KEO)
    assert not form._money.account.isVisible()
    form._money.set_value("bank")
    assert form._money.account.isVisible()
    form._money.account.set_value("5122")
    assert "Money box" in _panel(form)
    form.save()
    with desk.book.reading() as tx:
        assert balances.of_all_days(tx, "5122") == 50_000


def members_brief(desk, member_id):
    from coopbooks.books import members as store

    with desk.book.reading() as tx:
        return store.brief(tx, member_id)


def test_save_and_new_keeps_the_dialog_and_saves_each_once(qtbot, shown, desk, told):
    _rich(desk, MONE, 40)
    form = shown(SharePaymentForm, BOUNMY)
    form.after.ticks.tick("share-receipt", on=True)
    form.save_and_new()
    assert form.isVisible()
    assert form._member.value() is None
    form._member.set_member(members_brief(desk, KEO))
    form.save_and_new()
    assert [one for one in told.said if "saved" in one] == ["Share payment SH-0003 is saved.", "Share payment SH-0004 is saved."]
    assert told.went == []
    assert (_held(desk, BOUNMY).share_count, _held(desk, KEO).unpaid_kip) == (1, 0)


def test_save_and_print_asks_for_the_paper_and_gives_out_the_certificate(shown, desk, told):
    form = shown(SharePaymentForm, KEO)
    form.after.ticks.tick("share-receipt", on=True)
    form.after.ticks.tick("share-certificate", on=True)
    form.save()
    assert told.went == [("print-paper", "receipt", "SH-0002")]
    assert told.said[-1] == "Certificate CT-0001 is given out."
    with desk.book.reading() as tx:
        assert [one.ranges for one in certificate_store.all_certificates(tx)] == [((1, 3),)]


def test_thirty_share_payments_by_keyboard_alone(qtbot, shown, desk, told):
    _rich(desk, MONE, 400)
    form = shown(SharePaymentForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    for turn in range(30):
        qtbot.keyClicks(form._member, ("1", "10")[turn % 2])
        qtbot.keyClick(form._member, Qt.Key.Key_Return)
        qtbot.keyClicks(form._count, str(1 + turn % 3))
        qtbot.keyClick(form._count, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert form._member.hasFocus()
    assert len([one for one in told.said if "is saved" in one]) == 30
    counts = [1 + turn % 3 for turn in range(30)]
    assert _held(desk, BOUNMY).share_count == sum(counts[::2])
    assert _held(desk, MONE).share_count == 400 + sum(counts[1::2])


@pytest.mark.parametrize(("count", "words"), [(0, "at least 1"), (-1, "at least 1"), (10**10, "more than one entry can carry")])
def test_impossible_numbers_of_shares_are_refused_at_their_field(shown, desk, count, words):
    form = shown(SharePaymentForm, BOUNMY)
    form._count.set_value(count)
    _refused(form, "share_count", words)


def test_a_thousand_million_shares_pass_no_limit(shown, desk):
    _limit(desk)
    form = shown(SharePaymentForm, BOUNMY)
    form._count.set_value(10**9)
    form._counted()
    _refused(form, "share_count", "The most is 20%")


# --- moves --------------------------------------------------------------------------------------------------------------
def test_a_transfer_moves_the_numbers_that_are_named_and_prints_both_papers(shown, desk, told):
    _rich(desk, MONE, 40)
    _rich(desk)
    form = shown(TransferForm, BOUNMY)
    form._to.set_member(members_brief(desk, KEO))
    form._count.set_value(3)
    form._numbers.setText("44-46")
    form._meeting.setText("3/2025")
    form.preview()
    assert "Share numbers given\n44–46" in _panel(form)
    assert "Shares of the receiver\n3\n6" in _panel(form)
    form.save()
    assert _ranges(desk, KEO) == ((1, 3), (44, 46))
    assert told.went == [("print-paper", "share-transfer", "SH-0004")]


def test_a_transfer_is_refused_to_oneself_without_receiver_of_numbers_not_held_and_of_more_than_is_held(shown, desk):
    _rich(desk)
    form = shown(TransferForm, BOUNMY)
    form._count.set_value(2)
    _refused(form, "to_member_id", "Choose a member.")
    form._to.set_member(members_brief(desk, BOUNMY))
    _refused(form, "to_member_id", "cannot transfer shares to the same member")
    form._to.set_member(members_brief(desk, KEO))
    form._numbers.setText("1-2")
    _refused(form, "numbers", "holds the shares 4–13, not 1-2")
    form._numbers.setText("one")
    _refused(form, "numbers", "Write share numbers as 101-150, 160.")
    form._numbers.clear()
    for count, words in ((0, "at least 1"), (-1, "at least 1"), (11, "holds 10 fully paid shares, not 11"), (10**9, "holds 10 fully paid shares")):
        form._count.set_value(count) if count else form._count.clear()
        _refused(form, "share_count", words)


def test_unpaid_and_pledged_shares_can_neither_be_redeemed_nor_given(shown, desk):
    _rich(desk)
    shares.pledge_shares(desk.book, PledgeShares(BOUNMY, date(2025, 3, 1), 8, "loan"))
    form = shown(RedeemForm, BOUNMY)
    assert form._count.value() == 2
    form._count.set_value(3)
    _refused(form, "share_count", "has 8 of 10 fully paid shares pledged. 2 are free.")
    form._member.set_member(members_brief(desk, KEO))
    form._count.set_value(3)
    _refused(form, "share_count", "holds 2 fully paid shares, not 3")


def test_a_redemption_says_what_is_owed_both_ways_and_leaves_the_rest_to_be_paid_later(shown, desk, told):
    from coopbooks.coop.produce import GiveAdvance
    from coopbooks.services import produce

    _rich(desk)
    produce.give_advance(desk.book, GiveAdvance(BOUNMY, date(2025, 2, 1), "cash", Kip(250_000), "cash"))
    form = shown(RedeemForm, BOUNMY)
    assert (form._count.value(), form._debts.text()) == (10, "Set off 250,000 ₭ of 250,000 ₭ …")
    form._money.set_value("owed")
    form._meeting.setText("committee 5")
    panel = _panel(form)
    assert "Open advance\n250,000\n0" in panel
    assert "Set off debts\n250,000" in panel
    form._debts.debts.tick("advance", on=False)
    assert form._debts.text() == "Set off 0 ₭ of 250,000 ₭ …"
    assert "We owe for shares\n0\n1,000,000" in _panel(form)
    form._debts.debts.tick("advance", on=True)
    form.save()
    assert _held(desk, BOUNMY).share_count == 0
    later = shown(PayOutForm, BOUNMY)
    assert later._amount.value() == 750_000
    later._amount.set_value(750_001)
    _refused(later, "paid_kip", "more than the 750,000 we owe")
    later._amount.set_value(700_000)
    later.save()
    assert told.went[-1] == ("print-paper", "receipt", "SH-0004")


def test_a_redemption_pays_what_the_set_off_leaves_and_can_be_undone_paper_by_paper(shown, desk, told):
    from coopbooks.coop.produce import GiveAdvance
    from coopbooks.services import people_papers, produce

    _rich(desk)
    produce.give_advance(desk.book, GiveAdvance(BOUNMY, date(2025, 2, 1), "cash", Kip(250_000), "cash"))
    form = shown(RedeemForm, BOUNMY)
    form._count.set_value(4)
    assert "Paid now\n150,000" in _panel(form)
    form.save()
    assert not form.isVisible()
    with desk.book.reading() as tx:
        numbers = [number for (number,) in tx.all("SELECT number FROM document ORDER BY document_id DESC LIMIT 3")]
        owed = balances.of_all_days(tx, "advances", BOUNMY), balances.of_all_days(tx, "redemption-payable", BOUNMY)
    assert (numbers, owed) == (["SH-0004", "SO-0001", "SH-0003"], (0, 0))
    assert told.went[-2:] == [("print-paper", "receipt", "SH-0003"), ("print-paper", "receipt", "SH-0004")]
    assert people_papers.letterhead_of(desk.book)
    too_much = shown(RedeemForm, BOUNMY)
    too_much._count.set_value(99)
    _refused(too_much, "share_count", "holds 6 fully paid shares, not 99")
    form = shown(RedeemForm, BOUNMY)
    form._money.set_value("bank")
    _refused(form, "money", "The money box holds 0, less than 600,000.")


def test_debts_of_a_member_who_stays_meet_and_the_paper_is_printed(shown, desk, told):
    from coopbooks.coop.produce import GiveAdvance
    from coopbooks.services import produce

    form = shown(SetOffForm, KEO)
    _refused(form, "owes_us", "Choose what we owe and what the member owes.")
    produce.give_advance(desk.book, GiveAdvance(KEO, date(2025, 2, 1), "cash", Kip(100_000), "cash"))
    line = EntryLine("producers-payable", credit_kip=Kip(120_000), member_id=KEO)
    post_entry(desk.book, PostEntry(date(2025, 2, 2), (EntryLine("reserve", Kip(120_000)), line)))
    form.preview()
    assert "Open advance\n100,000\n0" in _panel(form)
    assert "Unpaid on shares\n50,000\n30,000" in _panel(form)
    form._debts.tick("advance", on=False)
    assert "We owe for produce\n120,000\n70,000" in _panel(form)
    form._on.set_value(date(2025, 2, 1))
    form.preview()
    assert list(form._debts.ticks) == ["advance", "unpaid"]
    form._on.set_value(date(2025, 3, 1))
    form._meeting.setText("7/2025")
    form.save()
    assert not form.isVisible()
    assert told.went == [("print-paper", "receipt", "SO-0001")]
    assert _held(desk, KEO).unpaid_kip == 0
    with desk.book.reading() as tx:
        assert (balances.of_all_days(tx, "producers-payable", KEO), balances.of_all_days(tx, "advances", KEO)) == (-70_000, 100_000)


def test_a_redemption_waits_for_the_notice(shown, desk):
    _rich(desk)
    _limit(desk, "", notice_days=30)
    form = shown(RedeemForm, BOUNMY)
    assert form.fields["notice_on"]._below.text() == "The notice runs 30 days."
    _refused(form, "notice_on", "Give the day of the notice")
    form._notice.set_value(date(2025, 3, 10))
    _refused(form, "on", "The earliest day is 09/04/2025")
    form._notice.set_value(date(2025, 2, 20))
    form.preview()
    assert "The notice of 30 days has run." in _panel(form)
    form.save()
    assert not form.isVisible()


def test_what_a_member_who_died_gets_goes_to_the_heirs_by_their_parts(shown, desk):
    _rich(desk, BOUNMY, 3)
    heirs = (Heir("ນາງ ຄຳ", "60"), Heir("ທ້າວ ດີ", "40"))
    members.change_member(desk.book, ChangeMember(BOUNMY, _with_heirs(desk, heirs)))
    leaving.leave_coop(desk.book, MemberLeaves(BOUNMY, date(2025, 3, 1), "died"))
    form = shown(RedeemForm, BOUNMY)
    assert form._reason.text() == "To the heirs: ນາງ ຄຳ 60% = 180,000, ທ້າວ ດີ 40% = 120,000"


def _with_heirs(desk, heirs):
    from coopbooks.books import members as store

    with desk.book.reading() as tx:
        return replace(store.details(tx, BOUNMY), heirs=heirs)


def test_shares_pass_to_heirs_who_are_members_and_to_nobody_else(shown, desk, told):
    _rich(desk, BOUNMY, 5)
    _rich(desk, KEO, 40)
    _rich(desk, MONE, 40)
    form = shown(HeirsForm, BOUNMY)
    _refused(form, "member_id", "No heirs of")
    members.change_member(desk.book, ChangeMember(BOUNMY, _with_heirs(desk, (Heir("ນາງ ຄຳ", "60"), Heir("ທ້າວ ດີ", "40", member_number="10")))))
    _refused(form, "member_id", "ນາງ ຄຳ is not a member")
    heirs = (Heir("ແກ້ວ", "60", member_number="2"), Heir("ໝອນ", "40", member_number="10"))
    members.change_member(desk.book, ChangeMember(BOUNMY, _with_heirs(desk, heirs)))
    _limit(desk, "46")
    form.preview()
    assert "ແກ້ວ · 60%\n3" in _panel(form)
    _refused(form, "member_id", "The most is 46%")
    _limit(desk, "60", date(2025, 1, 3))
    form.save()
    assert (_held(desk, BOUNMY).share_count, _held(desk, KEO).share_count, _held(desk, MONE).share_count) == (0, 46, 42)
    assert told.said[-1] == "Transfer SH-0005, SH-0006 is saved."


def test_bonus_shares_are_proposed_from_the_refund_and_refused_without_one(shown, desk):
    form = shown(BonusForm, BOUNMY)
    form._count.set_value(1)
    _refused(form, "share_count", "more than the refund of 0")


def test_unpaid_shares_are_given_up_and_paid_ones_are_not(shown, desk):
    shares.record_share_order(desk.book, ShareOrder(MONE, "subscribe", date(2025, 1, 6), 5, Kip(250_000)))
    form = shown(CancelForm, MONE)
    assert form._count.value() == 2
    form._count.set_value(3)
    _refused(form, "share_count", "Only 2 shares are wholly unpaid.")
    form._count.set_value(2)
    form.save()
    assert (_held(desk, MONE).share_count, _held(desk, MONE).unpaid_kip) == (3, 50_000)


def test_a_class_is_added_and_shares_become_shares_of_it(shown, desk):
    _rich(desk)
    form = shown(lambda _parent, given, _member: ClassForm(None, given))
    form.save()
    assert "Give the class a code" in _told(form, "code") or _told(form, "par_value_kip")
    form._code.setText("B")
    form._lo.setText("ຮຸ້ນພິເສດ")
    form._en.setText("Special")
    form._par.set_value(250_000)
    form._basis.setText("by-laws 9")
    form.save()
    assert not form.isVisible()
    change = shown(ConvertForm, BOUNMY)
    change._count.set_value(5)
    _refused(change, "to_class", "Choose another class of share.")
    change._into.set_value("B")
    change._count.set_value(4)
    _refused(change, "share_count", "does not make whole shares of 250,000")
    change._count.set_value(5)
    change.preview()
    assert "New shares of the other class\n0\n2" in _panel(change)
    change.save()
    with desk.book.reading() as tx:
        assert share_register.ranges_of(tx, BOUNMY, "B") == ((1, 2),)


def test_shares_are_pledged_and_released(shown, desk):
    _rich(desk)
    form = shown(PledgeForm, BOUNMY)
    form._count.set_value(11)
    _refused(form, "share_count", "has 10 free shares, not 11")
    _refused(form, "basis", "Write what the shares stand for.")
    form._count.set_value(4)
    form._basis.setText("loan 7")
    form.preview()
    assert "Free shares\n10\n6" in _panel(form)
    form.save()
    form = shown(PledgeForm, BOUNMY)
    form._way.set_value("release")
    form._count.set_value(5)
    form._basis.setText("paid back")
    _refused(form, "share_count", "has 4 pledged shares, not 5")


# --- instalments --------------------------------------------------------------------------------------------------------
def _village(desk):
    for member_id, count in ((BOUNMY, 2), (MONE, 4)):
        shares.record_share_order(desk.book, ShareOrder(member_id, "subscribe", date(2025, 1, 6), count, Kip(0)))


def test_a_village_pays_by_keyboard_one_receipt_each(qtbot, shown, desk, told):
    _village(desk)
    form = shown(CollectForm)
    for amount in ("50k", "", "400000"):
        for letter in (*amount, Qt.Key.Key_Return):
            qtbot.keyClick(form.lines.view.focusWidget() or form.lines.view, letter)
    form.preview()
    assert form.order().paid == ((BOUNMY, 50_000), (MONE, 400_000))
    assert "Receipts\n2" in _panel(form)
    form.save()
    assert told.said == ["2 receipts are saved: SH-0004 to SH-0005."]
    assert (_held(desk, BOUNMY).unpaid_kip, _held(desk, KEO).unpaid_kip, _held(desk, MONE).unpaid_kip) == (150_000, 50_000, 0)


def test_too_much_on_one_line_is_told_there_and_nobody_pays(shown, desk):
    _village(desk)
    form = shown(CollectForm)
    form.pay_all()
    form.lines.model.type(1, "paid_kip", "50001")
    head = desk.book.head_code()
    form.save()
    assert "more than the 50,000 still unpaid" in form.lines.complaint()
    assert form.isVisible()
    assert desk.book.head_code() == head
    form.pay_none()
    form.save()
    assert "at least one member" in _panel(form)
    assert desk.book.head_code() == head


# --- certificates and terms ---------------------------------------------------------------------------------------------
def test_a_certificate_is_given_out_lost_and_replaced(qtbot, shown, desk, told):
    form = shown(IssueForm, BOUNMY)
    _refused(form, "member_id", "has no fully paid shares without a certificate")
    form._member.set_member(members_brief(desk, KEO))
    assert "Share numbers\n1–2" in _panel(form)
    form.save()
    assert told.went == [("reports", "share-certificate", "CT-0001")]
    with desk.book.reading() as tx:
        (kept,) = certificate_store.all_certificates(tx)
    end = EndForm(None, desk, kept)
    qtbot.addWidget(end)
    end.show()
    end._on.set_value(date(2025, 3, 30))
    _refused(end, "on", "was given out on 31/03/2025")
    end._on.set_value(date(2025, 3, 31))
    end.save()
    assert told.went[-1] == ("reports", "share-certificate", "CT-0002")


def test_new_terms_say_first_what_will_change_and_convert_what_is_held(qtbot, desk):
    _rich(desk)
    form = TermsForm(None, desk, "A")
    qtbot.addWidget(form)
    form.show()
    assert not form.fields["way"].isVisible()
    form._par.set_value(120_000)
    form._since.set_value(date(2025, 3, 1))
    assert form.fields["way"].isVisible()
    _refused(form, "basis", "Write the basis")
    form._basis.setText("AGM 2/2025")
    _refused(form, "way", "Choose what becomes of the shares")
    form._way.set_value("owed")
    panel = _panel(form)
    assert "Share value ₭\n100,000\n120,000" in panel
    assert "Share capital\n1,300,000\n1,560,000" in panel
    form.save()
    assert _held(desk, KEO).unpaid_kip == 110_000
    again = TermsForm(None, desk, "A")
    qtbot.addWidget(again)
    again._since.set_value(date(2025, 3, 1))
    again._basis.setText("x")
    again._most.setText("abc")
    again.show()
    _refused(again, "most_percent", "not a percentage")
    assert "There are terms from 01/03/2025 already." in _told(again, "since")


# --- every dialog -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FORMS)
def test_every_dialog_refuses_an_empty_save_a_day_ahead_and_speaks_both_languages(qtbot, desk, qapp, name):
    form = FORMS[name](None, desk, None)
    qtbot.addWidget(form)
    form.show()
    head = desk.book.head_code()
    form.save()
    assert form.isVisible()
    if "member_id" in form.fields:
        assert _told(form, "member_id") == "Choose a member."
        form._member.set_member(members_brief(desk, KEO))
        form._on.set_value(date(2026, 1, 1))
        form.save()
        assert form.isVisible()
    speak(qapp, "lo")
    qapp.processEvents()
    english = {label.text() for label in form.findChildren(type(form.after._who)) if label.isVisibleTo(form)
               and any(word.isascii() and word.isalpha() and len(word) > 3 for word in label.text().split())}
    speak(qapp, "en")
    assert english == set()
    assert desk.book.head_code() == head


def test_a_closed_year_takes_no_share_movement(qtbot, tmp_path, told, qapp):
    from coopbooks.services.dividends import close_year
    from coopbooks.ui.runner import Runner
    from coopbooks.ui.shell.page import Desk
    from tests.support.trade import new_trade

    coop = new_trade(tmp_path, date(2026, 2, 1))
    with coop.book:
        close_year(coop.book, CloseYear(2025))
        desk = Desk(coop.book, Runner(), date(2026, 2, 1), told.go, told.say, told.act)
        form = SharePaymentForm(None, desk, coop.member["1"])
        qtbot.addWidget(form)
        form.show()
        form._on.set_value(date(2025, 12, 31))
        form.learn()
        form.save()
        assert "closed" in _told(form, "on")
