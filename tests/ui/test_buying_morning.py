"""A buying morning by keyboard alone, in the whole window: thirty lines as a clerk types them, with refusals mended on the way.

Nothing is set from outside: every key goes to whatever has the focus, and no mouse event may come.
"""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coopbooks.coop.intake import ProductTerms
from coopbooks.coop.produce import AddProduct, GiveAdvance, SetPrice
from coopbooks.ledger.money import Kip
from coopbooks.services import intake, produce
from coopbooks.services.checking import check_book
from coopbooks.services.register import member_page
from coopbooks.ui.deliveries.page import DeliveriesPage
from coopbooks.ui.runner import Runner
from coopbooks.ui.shell.page import Desk
from coopbooks.ui.shell.window import Window
from coopbooks.ui.shell.workspaces import make_pages

DAY = date(2025, 3, 31)
ENTER, TAB, CONTROL, SHIFT = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS_A_SECOND, SECONDS_A_LINE = 3, 8
"""A slow typist, and what a line may take."""


class Clerk(QObject):
    """Presses keys at whatever has the focus, counts them, and sees every mouse event."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window, self.key_count, self.mouse = window, 0, []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel):
            self.mouse.append(event.type())
        return False

    def press(self, *keys: object) -> None:
        """Text, a key, or a key with its modifier."""
        for one in keys:
            if isinstance(one, str):
                for letter in one:
                    self._type(QApplication.focusWidget() or self.window, letter)
                self.key_count += len(one)
            else:
                key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
                QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
                self.key_count += 1
            QApplication.processEvents()

    @staticmethod
    def _type(at: QWidget, letter: str) -> None:
        if letter.isascii():
            QTest.keyClicks(at, letter)
            return
        # QTest knows no Lao keys; the system sends such a letter as a key with a text.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(at, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def go_to(self, widget: object, key: object) -> None:
        """Tab until a field has the focus."""
        for _ in range(12):
            if QApplication.focusWidget() is widget:
                return
            self.press(key)
        raise AssertionError(f"not reached: {widget}")


@pytest.fixture
def office(qtbot, book, tmp_path, qapp):
    """The window on a book with two products, sacks, moisture, an open advance and little cash."""
    intake.set_product_terms(book, ProductTerms(1, date(2025, 1, 1), 500))
    produce.set_price(book, SetPrice(1, "B", date(2025, 1, 1), Kip(8_000)))
    produce.add_product(book, AddProduct("PA", "ກະລາ", "Parchment", "kg", ("A", "B")))
    intake.set_product_terms(book, ProductTerms(2, date(2025, 1, 1), 500, True, "12", "1"))
    produce.set_price(book, SetPrice(2, "A", date(2025, 1, 1), Kip(60_000)))
    with book.writing() as tx:
        tx.memo["cash_judged_later"] = True
        produce.give_advance.within(tx, GiveAdvance(2, date(2025, 2, 1), "rice", Kip(100_000), recover_by="percent", percent="10"))
    window = Window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    desk = Desk(book, Runner(window), DAY, window.go, window.say, window.act)
    window.open_desk(desk, make_pages(desk))
    window.resize(1366, 690)
    window.show()
    qtbot.waitActive(window)
    clerk = Clerk(window)
    qapp.installEventFilter(clerk)
    yield window, clerk
    qapp.removeEventFilter(clerk)
    window._changed_since_backup = False


def test_thirty_lines_of_a_buying_morning(office, book):  # noqa: PLR0915 - one morning
    window, clerk = office
    clerk.press((Qt.Key.Key_4, CONTROL), (Qt.Key.Key_N, CONTROL))
    (workspace,) = window.findChildren(DeliveriesPage)
    page, card = workspace.page("sheet"), workspace.page("sheet").entry
    assert QApplication.focusWidget() is card.member
    bought = []

    def standing():
        return [line for line in page.sheet.lines if line.net_g > 0 and not line.reversed_by]

    # Sixteen plain lines: number, grade by its letter or place, weight, sacks.
    before = clerk.key_count
    for place in range(16):
        member, grade = ("1", "2", "10")[place % 3], "ab"[place % 2] if place % 4 < 2 else "12"[place % 2]
        clerk.press(member, ENTER, grade, ENTER, f"{40 + place}.5", ENTER, "2", ENTER, ENTER)
        bought.append((40_500 + 1_000 * place - 1_000, 9_000 if place % 2 == 0 else 8_000))
    assert len(standing()) == 16
    assert (clerk.key_count - before) / 16 <= KEYS_A_SECOND * SECONDS_A_LINE

    # By name in Lao with Tab, several weighings, Lao digits, a comma for the point.
    for weighings, net in (("52.5+48+66.5", 166_000), ("໔໐.໕", 39_500), ("38,5", 37_500), ("20+20.5", 39_500)):
        clerk.press("ແກ້ວ", TAB, "a", ENTER, weighings, ENTER, "2", ENTER, ENTER)
        bought.append((net, 9_000))
    assert len(standing()) == 20

    # Sacks heavier than everything: told at the sacks, mended there, nothing typed is lost.
    clerk.press("10", ENTER, ENTER, "1.5", ENTER, "3", ENTER, ENTER)
    assert len(standing()) == 20
    assert "weigh as much as everything" in card.fields["bags"]._error.text()
    assert QApplication.focusWidget() is card.bags
    assert card.gross.text() == "1.5"
    clerk.press((Qt.Key.Key_A, CONTROL), "1", ENTER, ENTER)
    bought.append((1_000, 9_000))
    assert len(standing()) == 21
    assert card.fields["bags"]._error.text() == ""

    # More cash than the box holds: told at the payment, paid later instead.
    clerk.press("1", ENTER, "a", ENTER, "90", ENTER, "4", ENTER, "2", ENTER)
    assert len(standing()) == 21
    assert "holds" in card.fields["paid"]._error.text()
    clerk.press("1", ENTER)
    bought.append((88_000, 9_000))
    assert len(standing()) == 22

    # A weight far from the usual one is a question; Shift+Enter goes back to it.
    clerk.press("1", ENTER, "a", ENTER, "555", ENTER)
    assert "the usual" in card._question.text()
    assert card.property("card") == "warn"
    clerk.press((ENTER, SHIFT))
    assert QApplication.focusWidget() is card.gross
    clerk.press((Qt.Key.Key_A, CONTROL), "55.5", ENTER, "1", ENTER, ENTER)
    bought.append((55_000, 9_000))
    assert card.property("card") == "soft"

    # Another product in the header, with moisture: forgotten once, told there, typed.
    clerk.go_to(page._product, (TAB, SHIFT))
    clerk.press("P")
    clerk.go_to(card.member, TAB)
    clerk.press("1", ENTER, "a", ENTER, "20.5", ENTER, "1", ENTER, ENTER, ENTER)
    assert card.fields["moisture"]._error.text() == "Give the moisture. It is asked for PA."
    assert QApplication.focusWidget() is card.moisture
    clerk.press("14", ENTER, ENTER)
    assert page.sheet.lines[0].deduction_kip == 24_000
    bought.append((20_000, 60_000))
    for place in range(7):
        clerk.press(("10", "1")[place % 2], ENTER, ENTER, f"{10 + place}.5", ENTER, "1", ENTER, "12", ENTER, ENTER)
        bought.append((10_000 + 1_000 * place, 60_000))
    assert len(standing()) == 31

    # The last one was weighed twice: Ctrl+R, why, Ctrl+Enter; the morning goes on where it was.
    clerk.press((Qt.Key.Key_R, CONTROL))
    clerk.press("weighed twice", (ENTER, CONTROL))
    bought.pop()
    assert len(standing()) == 30
    assert page.side.last.lines[0].reversed_by
    clerk.press((Qt.Key.Key_N, CONTROL))
    assert window.focusWidget() is card.member

    assert sorted((line.net_g, int(line.price_kip)) for line in standing()) == sorted(bought)
    with book.reading() as tx:
        (owed,) = tx.one("SELECT -sum(amount_kip) FROM posting JOIN account USING (account_id) WHERE role = 'producers-payable'")
        assert tx.one("SELECT note FROM document WHERE kind = 'reversal'") == ("weighed twice",)
        assert tx.one("SELECT count(*) FROM weighing") == (5,)
    assert owed == sum(net * price // 1000 for net, price in bought) - 24_000 - 100_000
    assert member_page(book, 2, DAY).owed_kip > 0
    assert clerk.mouse == []
    assert check_book(book.path) == []
