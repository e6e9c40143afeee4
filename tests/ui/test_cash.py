"""Cash & bank in the window: registers of several boxes, vouchers, transfers, bills, with what is refused at its field."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from coopbooks.coop.assets import BuyAsset, RunDepreciation
from coopbooks.coop.boxes import KeepBox, MoneyBox
from coopbooks.coop.cash import ExpenseLine, TransferMoney
from coopbooks.coop.loans import PayLoan, ReceiveGrant, ReceiveLoan
from coopbooks.coop.repeating import KeepRepeating, Repeating
from coopbooks.coop.suppliers import KeepSupplier, PayBill, RecordBill, Supplier
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import set_language
from coopbooks.ledger.money import Kip
from coopbooks.services import assets, attachments, boxes, explaining, loans, matching, repeating, suppliers
from coopbooks.services.cash import transfer_money
from coopbooks.services.finding import find_anything
from coopbooks.services.home import prepare_home
from coopbooks.ui.cash.accounts import AccountsPage
from coopbooks.ui.cash.asset_forms import AssetForm, EndForm, RunForm
from coopbooks.ui.cash.assets import AssetsPage
from coopbooks.ui.cash.bills import BillForm, BillsPage, PayBillForm, SupplierForm
from coopbooks.ui.cash.boxes import BoxForm, CategoriesDialog, CategoryForm
from coopbooks.ui.cash.choice import MoneyInChoice
from coopbooks.ui.cash.counted import CountsDialog, WithdrawForm
from coopbooks.ui.cash.counting import CountForm
from coopbooks.ui.cash.loan_forms import GrantForm, LoanForm, PayLoanForm
from coopbooks.ui.cash.loans import LoansPage
from coopbooks.ui.cash.match import MatchPage
from coopbooks.ui.cash.page import CashPage
from coopbooks.ui.cash.repeating import RepeatingForm, RepeatingPage
from coopbooks.ui.cash.vouchers import TransferForm, VoucherForm
from coopbooks.ui.home.page import HomePage
from coopbooks.ui.home.tiles import TileChooser
from coopbooks.ui.kit import memory
from coopbooks.ui.kit.explain import ExplainDialog
from coopbooks.ui.kit.reverse import ReverseForm

PHOTO = Path(__file__).parents[2] / "resources" / "pictures"


def shown(form, name):
    return form.fields[name]._error.text()


def fresh(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


def texts(table, column):
    model = table.model
    return [model.data(model.index(place, column)) for place in range(model.rowCount())]


@pytest.fixture
def petty(desk):
    boxes.keep_box(desk.book, KeepBox(MoneyBox("5311", "5311", "cash", "ກ່ອງນ້ອຍ", "Petty cash"), is_new=True))
    suppliers.keep_supplier(desk.book, KeepSupplier(Supplier("S01", "ແສງຄຳ", "020 55", "", 30)))
    return desk


def test_money_out_by_category_with_its_photo_and_coming_again(qtbot, petty, told):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.who.name.setText("ປ້ຳ ນ້ຳມັນ")
    form.category.set_value("fuel")
    form.amount.setText("60k")
    form.again.set_value("1")
    form.take_scan(next(PHOTO.glob("*.png")))
    form.save()
    assert told.said == ["PV-0001 is saved."]
    with petty.book.reading() as tx:
        (document_id,) = tx.one("SELECT max(document_id) FROM document")
    assert [one.kind for one in attachments.files_of(petty.book, "document", document_id)] == ["other"]
    assert [(one.category, one.next_on, one.amount_kip) for one in repeating.all_repeating(petty.book).values()] == [
        ("fuel", date(2025, 4, 30), 60_000)]
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    assert texts(page.table, 3)[0] == "Fuel"
    assert texts(page.table, 5)[0] == "60,000"
    set_language("lo")
    page.say_again()
    assert texts(page.table, 3)[0] == "ນ້ຳມັນເຊື້ອໄຟ"


@pytest.mark.parametrize(("amount", "field"), [("0", "amount_kip"), ("-5", "amount_kip"), ("9999999999999999", "amount_kip"), ("x", "amount_kip"),
                                               ("900000", "money")])
def test_money_out_is_refused_at_its_field_and_nothing_typed_is_lost(qtbot, petty, amount, field):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText(amount)
    form.save()
    assert form.isVisible()
    assert shown(form, field)
    assert form.amount.text() == amount
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_member_or_supplier_must_be_chosen_and_a_closed_day_is_told(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "in"))
    form.amount.setText("5000")
    form.who.kind.set_value("member")
    form.save()
    assert shown(form, "payer") == "Choose a member."
    form.who.kind.set_value("supplier")
    form.save()
    assert shown(form, "payer") == "Choose a supplier."
    form.who.kind.set_value("other")
    form.on.set_value(date(2024, 12, 31))
    form.save()
    assert "before the book begins" in shown(form, "on")
    form.on.set_value(date(2025, 3, 1))
    form.save()
    assert not form.isVisible()


def test_a_scan_that_is_none_saves_nothing(qtbot, petty, tmp_path):
    bad = tmp_path / "bill.png"
    bad.write_text("no picture")
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText("5000")
    form.take_scan(bad)
    form.save()
    assert form.isVisible()
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_transfer_moves_money_and_says_when_it_cannot(qtbot, petty):
    form = fresh(qtbot, TransferForm(None, petty))
    form.amount.setText("250,001")
    form.target.set_value("5311")
    form.save()
    assert "less than" in shown(form, "from_money")
    form.target.set_value("cash")
    form.save()
    assert shown(form, "into") == "Choose two different money boxes."
    form.target.set_value("5311")
    form.amount.setText("100k")
    form.save()
    assert [(card.box.word, card.kip) for card in boxes.box_cards(petty.book)] == [("cash", 150_000), ("bank", 0), ("5311", 100_000)]


def test_boxes_and_categories_are_added_in_the_window(qtbot, petty, told):
    form = fresh(qtbot, BoxForm(None, petty))
    form.kind.set_value("bank")
    assert form.code.text() == "5121"
    form.save()
    assert shown(form, "name_lo") == "Write the name."
    form.lao.setText("ທະນາຄານ ສຳຮອງ")
    form.save()
    assert boxes.all_boxes(petty.book)[-2].name("en") == "ທະນາຄານ ສຳຮອງ"
    category = fresh(qtbot, CategoryForm(None, petty))
    category.lao.setText("ເປົາ")
    category.account.set_value("531")
    category.code.setText("sacks")
    category.save()
    assert shown(category, "account")
    category.account.set_value("606")
    category.save()
    assert "sacks" in {one.code for one in boxes.categories(petty.book, "out")}


def test_the_cards_choose_the_register_and_finding_narrows_it(qtbot, petty):
    page = fresh(qtbot, CashPage(petty))
    page.refresh()
    accounts = page.page("accounts")
    assert [tile.word for tile in accounts.tiles] == ["cash", "bank", "5311"]
    accounts.tiles[2].chosen.emit("5311")
    assert accounts.register.box.word == "5311"
    assert texts(accounts.table, 1) == []
    accounts.choose("cash")
    assert texts(accounts.table, 1) == ["SH-0001"]
    accounts._find.setText("zzz")
    assert texts(accounts.table, 1) == []


def test_a_bill_with_two_lines_is_recorded_and_paid_in_parts(qtbot, petty, told):
    form = fresh(qtbot, BillForm(None, petty, (1, suppliers.all_suppliers(petty.book)[1])))
    assert form.due.value() == date(2025, 4, 30)
    form.lines.fill(0, "category", ("supplies", "Supplies and packaging"))
    form.lines.fill(0, "amount_kip", Kip(80_000))
    form.lines.fill(1, "category", ("repair", "Repairs"))
    form.lines.fill(1, "amount_kip", Kip(40_000))
    form.theirs.setText("77")
    form.save()
    assert told.said == ["SB-0001 is saved."]
    page = fresh(qtbot, BillsPage(petty))
    page.refresh()
    assert texts(page.table, 7) == ["120,000"]
    pay = fresh(qtbot, PayBillForm(None, petty, page.table.model.rows[0]))
    pay.amount.setText("120,001")
    pay.save()
    assert shown(pay, "amount_kip") == "120,001 is more than the 120,000 still open on SB-0001."
    pay.amount.setText("20,000")
    pay.save()
    assert suppliers.bills(petty.book, petty.today)[0][0].open_kip == 100_000


def test_a_bill_without_supplier_or_lines_is_not_saved(qtbot, petty):
    form = fresh(qtbot, BillForm(None, petty))
    form.save()
    assert shown(form, "supplier_id") == "Choose a supplier."
    form.supplier.set_thing((1, suppliers.all_suppliers(petty.book)[1]))
    form.save()
    assert shown(form, "lines") == "Write at least one line."
    form.lines.fill(0, "category", ("supplies", "Supplies and packaging"))
    form.save()
    assert form.isVisible()
    assert form.lines.complaint() == "Give an amount above 0."


def test_a_supplier_needs_a_free_number(qtbot, petty):
    form = fresh(qtbot, SupplierForm(None, petty))
    assert form.number.text() == "S02"
    form.number.setText("S01")
    form.name.setText("x")
    form.save()
    assert shown(form, "number") == "Number S01 belongs to ແສງຄຳ."


def test_counting_agrees_or_asks_for_the_reason(qtbot, petty, told):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[100_000].setText("2")
    form.notes[50_000].setText("1")
    form.save()
    assert told.said == ["Count CN-0001 is saved."]
    again = fresh(qtbot, CountForm(None, petty))
    again.notes[100_000].setText("2")
    again.save()
    assert "counted on 31/03/2025 already" in shown(again, "on")
    assert shown(again, "reason") == "The difference is -50,000. Write the reason."
    again.on.set_value(date(2025, 3, 30))
    again.reason.setText("ທອນຜິດ")
    again.save()
    assert boxes.box_cards(petty.book)[0].kip == 200_000


@pytest.mark.parametrize("typed", ["-1", "x", "1.5", "10000001", "99999999999999999999"])
def test_a_number_of_notes_that_is_none(qtbot, petty, typed):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[500].setText(typed)
    form.reason.setText("x")
    form.save()
    assert form.isVisible()
    assert shown(form, "note_500")
    assert form.notes[500].text() == typed


def test_a_count_is_taken_back_with_its_reason(qtbot, petty, told):
    form = fresh(qtbot, CountForm(None, petty))
    form.notes[100_000].setText("2")
    form.reason.setText("x")
    form.save()
    page = fresh(qtbot, AccountsPage(petty))
    dialog = CountsDialog(page, petty, "cash")
    qtbot.addWidget(dialog)
    back = fresh(qtbot, WithdrawForm(None, petty, dialog.table.current()))
    back.save()
    assert shown(back, "reason") == "Write the reason."
    back.reason.setText("ນັບຜິດ")
    back.save()
    dialog.refresh()
    assert texts(dialog.table, 5) == ["taken back"]
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_home_tells_what_money_waits_for(petty):
    suppliers.record_bill(petty.book, RecordBill(1, date(2025, 1, 5), (ExpenseLine(amount_kip=Kip(70_000), category="rent"),)))
    repeating.keep_repeating(petty.book, KeepRepeating(Repeating("out", "rent", Kip(5), date(2025, 3, 1))))
    found = prepare_home(petty.book, petty.today)
    assert (found.bills_due, found.repeating_due, found.uncounted, found.wear_until) == ((1, 70_000), 1, 1, None)


def test_a_line_of_the_register_is_reversed(qtbot, petty):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    page.reverse_last()
    form = next(child for child in page.findChildren(ReverseForm))
    form.save()
    assert boxes.box_cards(petty.book)[0].kip == 250_000


def test_a_statement_is_ticked_left_half_way_and_taken_up_again(qtbot, petty, told):
    transfer_money(petty.book, TransferMoney(date(2025, 3, 1), "cash", "bank", Kip(100_000)))
    transfer_money(petty.book, TransferMoney(date(2025, 3, 2), "bank", "5311", Kip(30_000)))
    page = fresh(qtbot, MatchPage(petty))
    page.refresh()
    assert len(page.table.model.rows) == 2
    page.balance.setText("100k")
    page.toggle(page.table.model.rows[0])
    page.save(finish=False)
    other = fresh(qtbot, MatchPage(petty))
    other.refresh()
    assert other.balance.value() == 100_000
    assert len(other.ticked) == 1
    other.tick_all()
    other.save(finish=True)
    assert "difference is still 30,000" in other._error.text()
    other.toggle(other.table.model.rows[1])
    other.save(finish=True)
    assert [line.kip for line in matching.unmatched(petty.book, "bank", petty.today)] == [-30_000]
    assert len(other.table.model.rows) == 1
    other.open_again()
    assert len(other.ticked) == 1
    other.balance.setText("x")
    other.save(finish=True)
    assert other.fields["statement_kip"]._error.text()


def test_an_asset_is_bought_worn_and_ended_in_the_window(qtbot, petty, told):
    form = fresh(qtbot, AssetForm(None, petty))
    form.save()
    assert shown(form, "name") == "Write the name."
    assert shown(form, "cost_kip") == "Give an amount above 0."
    form.name.setText("ເຄື່ອງຊັ່ງ")
    form.cost.setText("240k")
    form.on.set_value(date(2025, 1, 10))
    form.starts.set_value(date(2025, 1, 1))
    form.life.setText("24")
    form.residual.setText("250k")
    form.save()
    assert "between 0 and the cost" in shown(form, "residual_kip")
    form.residual.setText("")
    form.save()
    assert told.said[-1] == "Asset A-001 is on the register."
    run = fresh(qtbot, RunForm(None, petty))
    assert run.until.value() == date(2025, 3, 31)
    run.save()
    again = fresh(qtbot, RunForm(None, petty))
    again.save()
    assert shown(again, "until") == "Depreciation is taken up to 31/03/2025 already."
    page = fresh(qtbot, AssetsPage(petty))
    page.refresh()
    assert texts(page.table, 7) == ["210,000"]
    end = fresh(qtbot, EndForm(None, petty, page.table.model.rows[0]))
    end.save()
    assert shown(end, "reason") == "Write the reason."
    end.reason.setText("ເພ")
    end.save()
    page.refresh()
    assert texts(page.table, 8) == ["31/03/2025"]


def test_a_loan_comes_with_its_plan_and_an_instalment_is_proposed(qtbot, petty, told):
    form = fresh(qtbot, LoanForm(None, petty))
    form.amount.setText("1.2m")
    form.rate.setText("x")
    form.lender.setText("ທະນາຄານ")
    form.save()
    assert shown(form, "rate_percent") == "“x” is no yearly interest from 0 to 100 percent."
    form.rate.setText("12")
    form.save()
    assert told.said[-1] == "Loan L-001 is in the book."
    page = fresh(qtbot, LoansPage(petty))
    page.refresh()
    pay = fresh(qtbot, PayLoanForm(None, petty, page.table.model.rows[0]))
    assert (pay.principal.value(), pay.interest.value()) == (100_000, 12_000)
    pay.principal.setText("1,200,001")
    pay.save()
    assert "left of L-001" in shown(pay, "principal_kip")
    pay.principal.setText("100k")
    pay.save()
    page.refresh()
    assert texts(page.table, 6) == ["1,100,000"]


def test_a_grant_is_recorded(qtbot, petty):
    form = fresh(qtbot, GrantForm(None, petty))
    form.amount.setText("500k")
    form.save()
    assert shown(form, "giver") == "Write who gives the money."
    form.giver.setText("ໂຄງການ")
    form.save()
    page = fresh(qtbot, LoansPage(petty))
    page.refresh()
    assert texts(page.grants, 4) == ["500,000"]


def test_what_comes_again_is_posted_left_out_and_ended_by_hand(qtbot, petty, told):
    form = fresh(qtbot, RepeatingForm(None, petty))
    form.amount.setText("10k")
    form.every.setText("0")
    form.category.set_value("rent")
    form.next.set_value(date(2025, 3, 31))
    form.save()
    assert shown(form, "every_months") == "Give the months from 1 to 120."
    form.every.setText("1")
    form.save()
    page = fresh(qtbot, RepeatingPage(petty))
    page.refresh()
    assert boxes.box_cards(petty.book)[0].kip == 250_000
    voucher = fresh(qtbot, VoucherForm(None, petty, "out", settles=page._rows[0]))
    assert (voucher.amount.value(), voucher.category.value()) == (10_000, "rent")
    voucher.save()
    assert boxes.box_cards(petty.book)[0].kip == 240_000
    page.refresh()
    assert texts(page.table, 0) == ["30/04/2025"]
    page.skip()
    assert texts(page.table, 0) == ["31/05/2025"]
    page.finish()
    assert texts(page.table, 0) == []


@pytest.mark.parametrize("language", ["lo", "en"])
def test_every_tab_is_there_in_both_languages(qtbot, petty, language):
    page = fresh(qtbot, CashPage(petty))
    set_language(language)
    for name, _message, _make in page.tabs:
        page.show_for(name)
        page.say_again()
    assert page.bar.count() == 6


def test_the_list_of_categories_is_changed_in_the_window(qtbot, petty):
    page = fresh(qtbot, AccountsPage(petty))
    dialog = CategoriesDialog(page, petty)
    qtbot.addWidget(dialog)
    assert "Fuel" in texts(dialog.table, 0)
    dialog.change(dialog.table.model.rows[0])
    form = next(child for child in dialog.findChildren(CategoryForm))
    form.english.setText("Diesel")
    form.save()
    dialog.refresh()
    assert "Diesel" in texts(dialog.table, 0)


def test_money_in_asks_who_pays(qtbot, petty):
    parent = fresh(qtbot, HomePage(petty))
    asked = []
    choice = MoneyInChoice(parent, petty, lambda: asked.append("customer"))
    choice.buttons[0].click()
    assert asked == ["customer"]
    MoneyInChoice(parent, petty, lambda: asked.append("customer")).buttons[1].click()
    assert asked == ["customer"]
    assert [form.way for form in parent.findChildren(VoucherForm)] == ["in"]


def test_home_has_six_tasks_and_they_can_be_chosen(qtbot, desk, tmp_path):
    from PySide6.QtCore import QSettings

    memory.keep_in(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    try:
        home = fresh(qtbot, HomePage(desk))
        assert len(home.tiles.names) == 6
        assert home.tiles.names[0] == "delivery"
        chooser = TileChooser(home, home.tiles.names, home.tiles._keep)
        qtbot.addWidget(chooser)
        chooser.places[0].set_value("transfer")
        chooser.save()
        assert home.tiles.names[0] == "transfer"
        assert len(home.tiles.names) == 6
        assert HomePage(desk).tiles.names[0] == "transfer"
    finally:
        memory._kept.clear()


# --- Ctrl+E: every sum leads to its lines ---------------------------------------------------------------------------------
def lines_of(desk, figure):
    return explaining.explain(desk.book, figure).kip


def test_every_sum_of_the_workspace_is_the_sum_of_its_lines(qtbot, petty):
    book, on = petty.book, date(2025, 3, 1)
    transfer_money(book, TransferMoney(on, "cash", "5311", Kip(40_000)))
    for kip in (120_000, 80_000):
        suppliers.record_bill(book, RecordBill(1, on, (ExpenseLine("supplies", Kip(kip)),)))
    suppliers.pay_bill(book, PayBill(suppliers.bills(book, petty.today)[0][0].document_id, on, Kip(20_000), "cash"))
    loans.receive_loan(book, ReceiveLoan("ທະນາຄານ", on, Kip(1_200_000), "12", 12, on, 1, "parts", "bank"))
    loans.pay_loan(book, PayLoan(1, on, Kip(100_000), Kip(12_000), "bank"))
    for purpose in ("equipment", "running"):
        loans.receive_grant(book, ReceiveGrant("ໂຄງການ", on, Kip(300_000), purpose))
    for account in ("215", "218"):
        assets.buy_asset(book, BuyAsset("x", account, date(2025, 1, 10), Kip(240_000), 24, money="credit"))
    assets.run_depreciation(book, RunDepreciation(date(2025, 3, 31)))
    for made, table, columns in ((AccountsPage, "table", ("kip", "balance_kip")), (BillsPage, "table", ("open_kip",)),
                                 (LoansPage, "table", ("left_kip",)), (LoansPage, "grants", ("amount_kip",)),
                                 (AssetsPage, "table", ("cost_kip", "worn_kip", "value_kip"))):
        page = fresh(qtbot, made(petty))
        page.refresh()
        shown_table, followed = getattr(page, table), 0
        rows = shown_table.model.rows
        for column in shown_table.model.columns:
            for one in rows if column.explain else ():
                figure = column.explain(one)
                if figure is not None:
                    assert lines_of(petty, figure) == column.get(one), (made, column.title)
                    followed += 1
            if column.explain_total:
                assert column.total(rows) == formats.kip(lines_of(petty, column.explain_total(rows))), (made, column.title)
        assert followed >= len(columns)
    bills = fresh(qtbot, BillsPage(petty))
    bills.refresh()
    owed = bills.suppliers.model.columns[-1]
    assert [lines_of(petty, owed.explain(one)) for one in bills._suppliers] == [180_000]


def test_a_card_and_home_explain_what_they_show(qtbot, petty):
    suppliers.record_bill(petty.book, RecordBill(1, date(2025, 1, 5), (ExpenseLine("rent", Kip(70_000)),)))
    page = fresh(qtbot, AccountsPage(petty))
    page.refresh()
    page.tiles[0].actions()[0].trigger()
    dialog = next(child for child in page.window().findChildren(ExplainDialog))
    assert dialog.found.kip == page.cards[0].kip
    dialog.reject()
    home = fresh(qtbot, HomePage(petty))
    home.refresh()
    home._total.actions()[0].trigger()
    dialog = home.findChild(ExplainDialog)
    assert dialog.found.kip == 250_000
    dialog.reject()
    assert lines_of(petty, home._due()) == home.facts.bills_due[1] == 70_000


def test_something_taken_over_has_no_lines_of_its_own(qtbot, petty):
    page = fresh(qtbot, LoansPage(petty))
    taken = SimpleNamespace(entry_id=None, loan_id=1)
    assert page.table.model.columns[6].explain(taken) is None


def test_a_supplier_is_found_and_leads_to_the_bills(qtbot, petty):
    suppliers.keep_supplier(petty.book, KeepSupplier(Supplier("S02", "ປ້ຳ")))
    for one in (1, 2):
        suppliers.record_bill(petty.book, RecordBill(one, petty.today, (ExpenseLine("rent", Kip(one * 1_000)),)))
    found = find_anything(petty.book, "ແສງຄໍາ").suppliers
    assert [(one.number, one.key) for one in found] == [("S01", 1)]
    page = fresh(qtbot, CashPage(petty))
    page.show_for(("bills", found[0].key))
    bills = page.page("bills")
    assert texts(bills.table, 1) == ["ແສງຄຳ"]
    assert bills._whose.text() == "Bills of ແສງຄຳ"
    bills._everybody.click()
    assert len(texts(bills.table, 1)) == 2


def test_a_dialog_left_open_keeps_what_is_typed_when_the_language_changes(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.who.kind.set_value("supplier")
    form.who.supplier.set_thing((1, suppliers.all_suppliers(petty.book)[1]))
    form.category.set_value("fuel")
    form.amount.setText("60k")
    form.from_box.set_value("5311")
    form.on.setText("1/3")
    form.theirs.setText("77")
    form.again.set_value("3")
    form.note.setText("ເຖິງ ປາກເຊ")
    before = form.order()
    set_language("lo")
    for widget in (form, *form.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert form.order() == before
    assert form.amount.text() == "60k"
    assert form.category.currentText() == "ນ້ຳມັນເຊື້ອໄຟ"
    assert form.from_box.currentText().startswith("ກ່ອງນ້ອຍ")


def test_saving_money_out_twice_saves_it_once(qtbot, petty):
    form = fresh(qtbot, VoucherForm(None, petty, "out"))
    form.amount.setText("60k")
    form.save()
    form.save()
    assert boxes.box_cards(petty.book)[0].kip == 190_000
    again = fresh(qtbot, VoucherForm(None, petty, "out"))
    again.amount.setText("60k")
    again.save()
    assert boxes.box_cards(petty.book)[0].kip == 130_000
