"""Meeting mode: one idea per slide, large, for people ten metres away; on the second screen where there is one.

→ or Space goes on, ← back, Home to the first, B blanks, Esc ends. What is moved on the board moves the slide.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.coop.limits import percent
from coopbooks.coop.policy import TaxKind
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import theme
from coopbooks.ui.kit.cards import Card, picture, row
from coopbooks.ui.kit.charts import Ring
from coopbooks.ui.kit.words import plain
from coopbooks.ui.yearend.board import BASIS_UNITS, SHARE_INK, decimals
from coopbooks.ui.yearend.lines import REFUND_INK, money

if TYPE_CHECKING:
    from coopbooks.ui.yearend.page import YearEndPage

SLIDES = (N_("General meeting"), N_("The year in numbers"), N_("How do we share the surplus of {year}?"), N_("An example"), N_("Five years"),
          N_("Look up a member"), N_("The decision"))
_WIDTH = 1920


def _words(text: str, size: int, *, bold: bool = False, ink: str = "text") -> QLabel:
    label = plain(insert_breaks(text))
    label.setWordWrap(True)
    label.setProperty("px", size)
    label.setProperty("bold", bold)
    label.setProperty("ink", ink)
    return label


class _Strip(QWidget):
    """A bar as long as its part of the largest."""

    def __init__(self, share: tuple[int, int], token: str) -> None:
        super().__init__()
        self._share, self._token = share, token
        self.setMinimumSize(120, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._token))
        part, whole = self._share
        tall = min(self.height(), 26)
        painter.drawRoundedRect(QRectF(0, (self.height() - tall) / 2, max(self.width() * part / max(whole, 1), 4), tall), 5, 5)
        painter.end()


class _Finder(QLineEdit):
    """The field of the look-up: it takes figures, and leaves the keys that turn the slides to the screen."""

    TURNS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_word = event.key() in (Qt.Key.Key_N, Qt.Key.Key_B) and (not self.text() or self.hasSelectedText())
        if event.key() in self.TURNS or is_word:
            event.ignore()
        else:
            super().keyPressEvent(event)


class MeetingScreen(QWidget):
    """The slides."""

    def __init__(self, page: "YearEndPage") -> None:
        super().__init__(None)
        self._page = page
        self.setWindowTitle("CoopBooks")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"MeetingScreen {{ background: {theme.tokens()['surface']}; }}")
        self.place, self.is_blank, self.shows_names = 2, False, False
        self._top = Card("", "toast", padding=18)
        self._coop, self._count = _words("", 26, ink="side_text"), _words("", 26, ink="side_text")
        self._title = _words("", 40, bold=True, ink="side_on")
        names = QVBoxLayout()
        names.addWidget(self._coop)
        names.addWidget(self._title)
        head = row(picture("coopbooks", 72, ""), 16)
        head.addLayout(names, 1)
        head.addWidget(self._count)
        self._top.column.addLayout(head)
        self._stack = QStackedWidget()
        self._foot = _words("", 24, ink="text2")
        self._foot.setWordWrap(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top)
        whole.addWidget(self._stack, 1)
        foot = row(self._foot, None)
        foot.setContentsMargins(40, 0, 40, 16)
        whole.addLayout(foot)
        self._find = _Finder(maxLength=20)
        self.show_plan()

    def open_full(self) -> None:
        """Full screen, on the second screen where there is one; the first keeps the board."""
        screens = QGuiApplication.screens()
        own = self._page.window().screen() if self._page.window() is not None else None
        other = next((screen for screen in screens if screen is not own), None)
        if other is not None:
            self.setScreen(other)
            self.setGeometry(other.geometry())
        # With the window that holds the board it goes: no figure stays on the wall after the book is closed.
        self._page.window().installEventFilter(self)
        self.showFullScreen()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._page.screen_widget is self:
            self._page.screen_widget = None
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """Sizes are for a picture 1920 wide; on another screen they go along."""
        for label in self.findChildren(QLabel):
            size = label.property("px")
            if size:
                scaled = max(int(int(size) * self.width() / _WIDTH), 12)
                weight = 600 if label.property("bold") else 400
                label.setStyleSheet(f"font-size: {scaled}px; font-weight: {weight}; color: {theme.tokens()[str(label.property('ink'))]};")

    # --- the slides ---------------------------------------------------------------------------------------------------
    def show_plan(self) -> None:
        """Make the slide that is shown anew, from the plan on the board."""
        planner, state = self._page.planner, self._page.state
        if planner is None or state is None:
            return
        with self._page.book.reading() as tx:
            names = dict(tx.all("SELECT key, value FROM setting WHERE key IN ('cooperative.name_lo', 'cooperative.name_en')"))
        lao, english = names.get("cooperative.name_lo", ""), names.get("cooperative.name_en", "")
        coop = (lao or english) if current_language() == "lo" else (english or lao)
        self._coop.setText(coop)
        self._title.setText(tr(SLIDES[self.place], year=state.year) if "{year}" in SLIDES[self.place] else tr(SLIDES[self.place]))
        self._count.setText(f"{self.place + 1} / {len(SLIDES)}")
        self._foot.setText(tr(N_("General meeting · {name}"), name=coop) if self.place else "")
        while self._stack.count():
            old = self._stack.widget(0)
            if old is not None:
                self._stack.removeWidget(old)
                old.hide()
                old.deleteLater()
        slide = QWidget()
        self._stack.addWidget(slide)
        self._stack.setVisible(not self.is_blank)
        body = QVBoxLayout(slide)
        body.setContentsMargins(48, 28, 48, 20)
        (self._first, self._numbers, self._sharing, self._example, self._five, self._look_up, self._decision)[self.place](body)
        self._fit()

    def _first(self, body: QVBoxLayout) -> None:
        state = self._page.state
        body.addStretch(1)
        body.addWidget(_words(tr(N_("General meeting")), 58, bold=True))
        body.addWidget(_words(tr(N_("Year {year}"), year=state.year if state else 0), 44, ink="text2"))
        body.addStretch(2)

    def _numbers(self, body: QVBoxLayout) -> None:
        planner = self._page.planner
        if planner is None:
            return
        plan = planner.plan
        delivered = sum(int(one.patronage.weight_g) for one in planner.facts.members) // 1000
        grid = QGridLayout()
        grid.setSpacing(24)
        figures = ((N_("Net surplus"), f"{money(plan.surplus_kip)} ₭"), (N_("Members"), formats.kip(len(planner.facts.members))),
                   (N_("Paid-up share capital"), f"{money(planner.facts.capital_kip)} ₭"), (N_("Delivered"), tr(N_("{count} kg"), count=delivered)),
                   (N_("Members receive"), f"{money(plan.members.total('net_kip'))} ₭"),
                   (N_("Into the co-op's funds"), f"{money(sum(fund.kip for fund in plan.funds))} ₭"))
        for place, (title, value) in enumerate(figures):
            card = Card("", padding=26)
            card.column.addWidget(_words(tr(title), 28, ink="text2"))
            card.column.addWidget(_words(value, 52, bold=True, ink="primary"))
            grid.addWidget(card, place // 2, place % 2)
        body.addLayout(grid, 1)

    def _sharing(self, body: QVBoxLayout) -> None:
        planner = self._page.planner
        if planner is None:
            return
        parts = [part for part in self._page.board.parts() if part[1] > 0]
        two = QHBoxLayout()
        two.setSpacing(50)
        donut = Ring()
        donut.show_parts(parts, money(planner.plan.surplus_kip), tr(N_("Net surplus (kip)")))
        donut.setMinimumWidth(280)
        two.addWidget(donut, 4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(2, 1)
        largest = max((kip for _, kip, _ in parts), default=1)
        whole = max(planner.plan.surplus_kip, 1)
        for place, (name, kip, token) in enumerate(sorted(parts, key=lambda part: -part[1])):
            square = QWidget()
            square.setFixedSize(24, 24)
            square.setStyleSheet(f"background: {theme.tokens()[token]}; border-radius: 5px;")
            told = QVBoxLayout()
            told.addWidget(_words(name, 30, bold=True))
            each = self._each(token)
            told.addWidget(_words(each or f"{100 * kip / whole:.1f}%", 24, bold=bool(each), ink="primary" if each else "text2"))
            grid.addWidget(square, place, 0)
            grid.addLayout(told, place, 1)
            grid.addWidget(_Strip((kip, largest), token), place, 2)
            amount = _words(money(kip), 36, bold=True)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            amount.setWordWrap(False)
            grid.addWidget(amount, place, 3)
        two.addLayout(grid, 6)
        body.addLayout(two, 1)

    def _each(self, token: str) -> str:
        """What a share or a unit of business gets: for the two lines that go to the members."""
        planner = self._page.planner
        if planner is None or token not in (SHARE_INK, REFUND_INK):
            return ""
        if token == SHARE_INK:
            return tr(N_("{amount} kip for 1 share"), amount=decimals(planner.per_share_kip))
        basis, rate = planner.policy.patronage.basis, planner.plan.patronage_rate
        if basis.is_money:
            return tr(N_("{amount} kip for 1,000 kip"), amount=decimals(rate * 1000))
        return tr(N_("{amount} kip for 1 kg") if basis.value == "kg" else N_("{amount} kip for 1 hour"), amount=decimals(rate))

    def _example(self, body: QVBoxLayout) -> None:
        planner = self._page.planner
        if planner is None:
            return
        plan, par = planner.plan, planner.board.par_kip
        dividend = int(plan.share_rate * par * 10)
        basis = planner.policy.patronage.basis
        amount, unit = {"kg": 2_000, "hours": 100}.get(basis.value, 10_000_000), tr(BASIS_UNITS[basis.value])
        refund = int(plan.patronage_rate * amount)
        taxes, day = planner.policy.withholding, planner.facts.tax_day
        tax = int(dividend * taxes.rate_on(TaxKind.SHARE_DIVIDEND, day)) + int(refund * taxes.rate_on(TaxKind.PATRONAGE, day))
        card = Card("", "soft", padding=40)
        who = tr(N_("A member with 10 shares all year and {amount} {unit}"), amount=formats.kip(amount), unit=unit)
        card.column.addWidget(_words(who, 40, bold=True))
        for text in (tr(N_("10 shares × {each} = {dividend_kip}"), each=decimals(planner.per_share_kip), dividend_kip=dividend),
                     tr(N_("{amount} × {rate} = {refund_kip}"), amount=formats.kip(amount),
                        rate=decimals(plan.patronage_rate) if not basis.is_money else f"{percent(plan.patronage_rate)}%", refund_kip=refund),
                     tr(N_("tax −{tax_kip}"), tax_kip=tax)):
            card.column.addWidget(_words(text, 34, ink="text2"))
        card.column.addWidget(_words(f"= {money(dividend + refund - tax)} ₭", 58, bold=True, ink="primary"))
        body.addStretch(1)
        body.addWidget(card)
        body.addStretch(1)

    def _five(self, body: QVBoxLayout) -> None:
        from coopbooks.services import yearend

        state = self._page.state
        found = self._page.desk.runner.read(lambda: yearend.states(self._page.book, self._page.today), ())
        shown = sorted((one for one in found if state is not None and state.year - 5 < one.year <= state.year), key=lambda one: one.year)
        largest = max((abs(int(one.surplus_kip)) for one in shown), default=1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(30)
        grid.setColumnStretch(1, 1)
        for place, one in enumerate(shown):
            grid.addWidget(_words(str(one.year), 40, bold=True), place, 0)
            grid.addWidget(_Strip((max(int(one.surplus_kip), 0), largest), "primary"), place, 1)
            amount = _words(f"{money(one.surplus_kip)} ₭", 40, bold=True, ink="danger" if one.surplus_kip < 0 else "text")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(amount, place, 2)
        body.addLayout(grid, 1)

    def _look_up(self, body: QVBoxLayout) -> None:
        planner = self._page.planner
        self._find = _Finder(maxLength=20)
        self._find.setPlaceholderText(tr(N_("Member no.")))
        self._find.setStyleSheet("font-size: 32px; min-height: 56px;")
        self._find.setMaximumWidth(420)
        answer = Card("", "soft", padding=36)
        name, lines = _words("", 36, bold=True), _words("", 34)
        net = _words("", 58, bold=True, ink="primary")
        for label in (name, lines, net):
            answer.column.addWidget(label)
        answer.hide()

        def found() -> None:
            typed = formats.western_digits(self._find.text().strip())
            part = next((part for part in planner.plan.members if part.number == typed), None) if planner else None
            answer.setVisible(part is not None)
            if part is not None:
                name.setText(f"{part.number} · {part.name}" if self.shows_names else tr(N_("Member {number}"), number=part.number))
                lines.setText(tr(N_("shares {dividend_kip} · produce {refund_kip} · tax {tax_kip}"), dividend_kip=part.share_dividend_kip,
                                 refund_kip=part.patronage_kip, tax_kip=part.withheld_kip))
                net.setText(f"{money(part.net_kip)} ₭")
            self._find.selectAll()

        self._find.returnPressed.connect(found)
        body.addWidget(self._find)
        body.addWidget(_words(tr(N_("Type the number, Enter. N shows or hides names.")), 24, ink="text2"))
        body.addWidget(answer)
        body.addStretch(1)
        self._find.setFocus()

    def _decision(self, body: QVBoxLayout) -> None:
        state = self._page.state
        meeting = state.meeting if state else None
        body.addStretch(1)
        if meeting is None:
            body.addWidget(_words(tr(N_("Who is for this sharing?")), 58, bold=True))
            body.addWidget(_words(tr(N_("One member, one vote.")), 36, ink="text2"))
        else:
            body.addWidget(_words(tr(N_("Resolution {resolution}"), resolution=meeting.resolution), 44, bold=True))
            body.addWidget(_words(tr(N_("{votes_for} for · {votes_against} against · {abstained} abstained"), votes_for=meeting.for_count,
                                     votes_against=meeting.against_count, abstained=meeting.abstain_count), 44, ink="primary"))
        body.addStretch(2)

    # --- keys ---------------------------------------------------------------------------------------------------------
    def go(self, place: int) -> None:
        """Show a slide."""
        self.setStyleSheet(f"MeetingScreen {{ background: {theme.tokens()['surface']}; }}")
        self.place, self.is_blank = max(0, min(place, len(SLIDES) - 1)), False
        self.show_plan()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
            self.go(self.place + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.go(self.place - 1)
        elif key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_B:
            self.is_blank = not self.is_blank
            self._stack.setVisible(not self.is_blank)
        elif key == Qt.Key.Key_N:
            self.shows_names = not self.shows_names
            self.show_plan()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)
