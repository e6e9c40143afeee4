"""The pages of the share workspace on a real book: the register and its proof, movements, certificates, terms."""

import io
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMenu

from coopbooks.coop.certificates import IssueCertificate
from coopbooks.coop.pledges import PledgeShares
from coopbooks.coop.shares import ShareOrder
from coopbooks.ledger.money import Kip
from coopbooks.services import certificates, shares
from coopbooks.services.explaining import explain
from coopbooks.ui.kit import export
from coopbooks.ui.kit.reverse import ReverseForm
from coopbooks.ui.runner import Runner
from coopbooks.ui.shares.certificates import CertificatesPage, EndForm
from coopbooks.ui.shares.movements import MovementsPage
from coopbooks.ui.shares.register import MORE, RegisterPage
from coopbooks.ui.shares.terms import TermsForm, TermsPage
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import ACTS, make_pages

BOUNMY, KEO = 1, 2


@pytest.fixture
def page(qtbot, desk):
    """A page of the workspace, shown and filled."""
    def show(kind):
        made = kind(desk)
        qtbot.addWidget(made)
        made.show()
        made.refresh()
        desk.runner.book_changed.connect(lambda _topics: made.refresh())
        return made
    return show


def _buy(desk, member_id=BOUNMY, count=4, paid=400_000, on=date(2025, 2, 1)):
    shares.record_share_order(desk.book, ShareOrder(member_id, "subscribe", on, count, Kip(paid)))


def _texts(widget, qapp):
    qapp.processEvents()
    return [label.text() for label in widget.findChildren(type(widget._figures[0][1])) if label.isVisibleTo(widget) and label.text()]


def test_the_register_shows_numbers_figures_and_that_the_ledger_agrees(desk, page, qapp):
    _buy(desk)
    shares.pledge_shares(desk.book, PledgeShares(BOUNMY, date(2025, 2, 2), 1, "loan"))
    certificates.issue_certificate(desk.book, IssueCertificate(BOUNMY, date(2025, 2, 3)))
    shown = page(RegisterPage)
    model = shown.table.model
    rows = [[model.index(row, column).data() for column in (0, 4, 5, 6, 7, 8, 9)] for row in range(model.rowCount())]
    assert rows == [["1", "4", "4–7", "400,000", "–", "1", "CT-0001"], ["2", "3", "1–3", "300,000", "50,000", "–", "–"]]
    assert [figure.text() for _, figure, _ in shown._figures] == ["7", "650,000", "50,000", "57.1%"]
    told = _texts(shown, qapp)
    for words in ("7 · 700,000 ₭", "700,000 ₭", "Register and ledger agree."):
        assert words in told


def test_capital_and_what_is_unpaid_lead_to_their_lines_in_the_ledger(desk, page):
    _buy(desk, paid=300_000)
    shown = page(RegisterPage)
    for column, of_bounmy, of_all in ((6, 400_000, 700_000), (7, 100_000, 150_000)):
        for figure, kip in ((shown.table.figure_at(shown.table.model.index(0, column)), of_bounmy), (shown.table.total_figure(column), of_all)):
            assert figure is not None
            assert explain(desk.book, figure).kip == kip
    shown._knew.setChecked(True)
    shown.refresh()
    assert shown.table.figure_at(shown.table.model.index(0, 6)) is None


def test_a_register_that_differs_from_the_ledger_says_so(desk, page, qapp):
    shown = page(RegisterPage)
    from dataclasses import replace

    shown.whole = replace(shown.whole, ledger_kip=Kip(1))
    shown._show_frame()
    assert "Register and ledger differ." in _texts(shown, qapp)
    assert shown._strip.property("card") == "warn"


def test_as_at_a_day_and_as_known_on_a_day(desk, page, qapp):
    desk.book._clock = lambda: datetime(2025, 3, 31, 9, tzinfo=UTC)
    shown = page(RegisterPage)
    desk.book._clock = lambda: datetime(2025, 4, 2, 9, tzinfo=UTC)
    _buy(desk, on=date(2025, 2, 1))
    shown._as_of.set_value(date(2025, 1, 4))
    shown.refresh()
    assert shown.shown() == []
    assert shown._stack.currentWidget() is shown._empty
    shown._as_of.set_value(date(2025, 3, 30))
    shown.refresh()
    assert sum(line.holding.share_count for line in shown.shown()) == 7
    shown._knew.setChecked(True)
    shown._known_on.set_value(date(2025, 4, 1))
    shown.refresh()
    assert sum(line.holding.share_count for line in shown.shown()) == 3
    assert "as it was known on 01/04/2025" in shown._banner.text()
    assert "400,000 ₭ were recorded later." in _texts(shown, qapp)
    shown.back_to_today()
    assert not shown._banner_card.isVisible()
    assert sum(line.holding.share_count for line in shown.shown()) == 7


def test_lines_are_found_by_name_number_and_share_number_and_filtered_with_counts(desk, page):
    _buy(desk)
    shown = page(RegisterPage)
    assert [chip.text() for chip in shown._chips.values()] == ["All 2", "Unpaid 1", "Pledged 0", "Without certificate 2"]
    shown._find.setText("4-7".replace("-", "–"))
    assert [line.member.number for line in shown.shown()] == ["1"]
    shown._find.setText("keo")
    assert [line.member.number for line in shown.shown()] == ["2"]
    shown._find.setText("nobody")
    assert shown._stack.currentWidget() is shown._nobody
    shown._find.clear()
    shown._filter("unpaid")
    assert [line.member.number for line in shown.shown()] == ["2"]


def test_every_action_of_the_register_is_a_task_and_means_the_row_at_hand(desk, page, told):
    shown = page(RegisterPage)
    assert {name for name, *_ in MORE} <= set(ACTS)
    shown.table.view.setCurrentIndex(shown.table.model.index(0, 0))
    shown.add_new()
    shown._act("share-transfer")
    shown._chose("share-pledge")
    assert told.went == [("share-payment", KEO), ("share-transfer", KEO), ("share-pledge", KEO)]
    shown.show_more()
    (menu,) = shown.findChildren(QMenu)
    assert menu.actions()[0].text() == "Pay for shares taken back"
    menu.close()


@pytest.mark.parametrize("kind", [RegisterPage, MovementsPage, CertificatesPage])
def test_every_list_goes_to_excel_csv_and_paper(desk, page, kind, tmp_path, monkeypatch, told):
    certificates.issue_certificate(desk.book, IssueCertificate(KEO, date(2025, 2, 3)))
    shown = page(kind)
    for ending in (".xlsx", ".csv", ".pdf"):
        path = tmp_path / f"list{ending}"
        monkeypatch.setattr(export.QFileDialog, "getSaveFileName", lambda *_given, path=path: (str(path), ""))
        shown.export(ending)
        assert path.read_bytes()
    sheet = load_workbook(io.BytesIO((tmp_path / "list.xlsx").read_bytes())).active
    assert any("ແກ້ວ" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert told.said[-1] == "Saved as list.pdf."


def test_a_movement_is_opened_found_and_reversed_with_its_reason(qtbot, desk, page, told):
    _buy(desk)
    shown = page(MovementsPage)
    assert [(line.paper, line.share_count) for line in shown.table.model.rows] == [("SH-0001", 3), ("SH-0002", 4)]
    shown.table.opened.emit(shown.table.model.rows[0])
    assert [one[:3] for one in told.went] == [("reports", "receipt", "SH-0001")]
    shown._find.setText("ບຸນມີ")
    shown.table.view.setCurrentIndex(shown.table.model.index(0, 0))
    shown.reverse_current()
    (form,) = shown.findChildren(ReverseForm)
    assert form._about.text().startswith("SH-0002")
    form._reason.clear()
    form.save()
    assert form.fields["reason"]._error.text() == "Write the reason."
    form._reason.setText("typed twice")
    form.save()
    shown._find.clear()
    assert [(line.paper, line.share_count) for line in shown.table.model.rows] == [("SH-0001", 3), ("SH-0002", 4), ("RX-0001", -4)]
    assert shown.table._totals.model().index(0, 6).data() == "3"


def test_certificates_are_listed_printed_together_and_replaced(qtbot, desk, page, told, tmp_path):
    _buy(desk)
    for member_id in (BOUNMY, KEO):
        certificates.issue_certificate(desk.book, IssueCertificate(member_id, date(2025, 3, 1)))
    shown = page(CertificatesPage)
    shown.table.view.selectAll()
    path = tmp_path / "all.pdf"
    shown.save_chosen_to(path)
    assert len(pypdfium2.PdfDocument(path)) == 2
    shown.table.view.setCurrentIndex(shown.table.model.index(0, 0))
    shown.print_chosen()
    assert told.went[-1] == ("print-paper", "share-certificate", "CT-0001")
    shown.end_current()
    (form,) = shown.findChildren(EndForm)
    form.save()
    assert [one.number for one in shown.table.model.rows] == ["CT-0002", "CT-0003"]
    shown._valid.set_value("all")
    assert [one.end_reason for one in shown.table.model.rows] == ["lost", "", ""]


def test_giving_out_to_everybody_asks_first(desk, page, monkeypatch, told):
    _buy(desk)
    shown = page(CertificatesPage)
    asked = []
    monkeypatch.setattr("coopbooks.ui.shares.certificates.ask.confirm", lambda _parent, _title, text, *_more: asked.append(text) or True)
    shown.issue_all()
    assert asked == ["2 members have shares without a certificate. Each gets one today."]
    assert len(shown.table.model.rows) == 2
    shown.issue_all()
    assert told.said[-1] == "Everybody with fully paid shares has a certificate."


def test_the_terms_show_every_decision_and_which_is_in_force(qtbot, desk, page):
    shown = page(TermsPage)
    assert [(terms.par_value_kip, now) for _, terms, now in shown.decisions] == [(100_000, True)]
    shown.change("")
    (form,) = shown.findChildren(TermsForm)
    form._most.setText("25%")
    form._since.set_value(date(2025, 3, 1))
    form._months.set_value(12)
    form._basis.setText("AGM 2/2025")
    form.save()
    assert [(terms.most_percent, terms.basis, now) for _, terms, now in shown.decisions] == [("25", "AGM 2/2025", True), (
        shown.decisions[1][1].most_percent, shown.decisions[1][1].basis, False)]
    model = shown.table.model
    assert model.index(0, 6).data() == "12 months"


@pytest.mark.parametrize("language", ["lo", "en"])
def test_the_workspace_fits_small_screens_and_leads_by_keys(qtbot, desk, book, tmp_path, language):
    window = Window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    own = Desk(book, Runner(window), desk.today, window.go, window.say, window.act)
    window.open_desk(own, make_pages(own))
    window.speak(language)
    for width, height in ((1366, 690), (1280, 649)):
        window.resize(width, height)
        window.show()
        for tab in ("register", "movements", "certificates", "terms"):
            window.go("shares", tab)
            qtbot.wait(1)
            shown = window._pages["shares"].page(tab)
            hint = shown.minimumSizeHint()
            assert hint.width() <= shown.width(), (tab, hint.width(), shown.width())
            assert hint.height() <= shown.height(), (tab, hint.height(), shown.height())
    window.go("home")
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window._here[0] == "shares"
    window.speak("en")
    window._changed_since_backup = False
