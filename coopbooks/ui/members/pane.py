"""The pane beside a wide member list: the member under the cursor in figures, five years of deliveries, what to do next."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register
from coopbooks.services.register import MemberLine, MemberPage
from coopbooks.ui.kit.amounts import kip, kip_signed
from coopbooks.ui.kit.cards import Card, column, row
from coopbooks.ui.kit.cells import initial, paint_badge
from coopbooks.ui.kit.charts import Bars
from coopbooks.ui.kit.words import Button, Words, plain, tag
from coopbooks.ui.members.columns import STATUS, TAGS, status_of
from coopbooks.ui.shell.page import Desk

WIDTH, NARROW, WIDE_WINDOW = 360, 310, 1750
"""How wide the pane is, and how wide in a window below the third."""


class Badge(QWidget):
    """The round photo or initial of a person."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        self._shown: tuple[str, int, QPixmap | None] = ("?", 0, None)

    def show_person(self, given_name: str, member_id: int, picture: QPixmap | None) -> None:
        """Show somebody."""
        self._shown = (initial(given_name), member_id, picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), *self._shown)
        painter.end()


class DetailPane(Card):
    """One member beside the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setFixedWidth(WIDTH)
        self.facts: MemberPage | None = None
        self._line: MemberLine | None = None
        self._badge = Badge(56)
        self._name, self._about = plain("", "h3"), plain("", "hint")
        self._name.setWordWrap(True)
        self._status, self._place = tag("neutral", ""), plain("", "hint")
        self._nobody = Words(N_("Choose a member in the list."), "label", wrap=True)
        self._whole = QWidget()
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        head = row(self._badge, spacing=12)
        head.addLayout(column(self._name, self._about, spacing=0), 1)
        inside.addLayout(head)
        inside.addLayout(row(self._status, self._place, None))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        self._figures = []
        for place in range(6):
            words, figure = Words("", "label"), plain("", "strong")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(words, place, 0)
            self._grid.addWidget(figure, place, 1)
            self._figures.append((words, figure))
        inside.addLayout(self._grid)
        inside.addWidget(Words(N_("Deliveries of five years"), "label"))
        self._chart = Bars(110)
        self._chart.setMaximumHeight(190)
        inside.addWidget(self._chart)
        actions = QGridLayout()
        actions.setSpacing(8)
        for place, (task, message, icon) in enumerate((
                ("delivery", N_("Delivery"), "basket-outline"), ("pay-member", N_("Pay member"), "cash-minus"),
                ("share-payment", N_("Share payment"), "certificate-outline"), ("statement", N_("Statement"), "file-document-outline"))):
            actions.addWidget(Button(message, partial(self._act, task), icon=icon), place // 2, place % 2)
        inside.addLayout(actions)
        inside.addStretch(1)
        inside.addWidget(Button(N_("Open member page"), self._open, look="main", icon="arrow-right"))
        self.column.addWidget(self._nobody)
        self.column.addWidget(self._whole, 1)
        self._whole.hide()

    def fit(self, window_width: int) -> None:
        """Take less room in a window where the list needs it."""
        self.setFixedWidth(WIDTH if window_width >= WIDE_WINDOW else NARROW)

    def _act(self, task: str) -> None:
        if self._line is not None:
            self.desk.act(task, self._line.number if task == "statement" else self._line.member_id)

    def _open(self) -> None:
        if self._line is not None:
            self.desk.go("member", self._line.member_id)

    def show_member(self, line: MemberLine | None, picture: QPixmap | None) -> None:
        """Show the member of a line, or nobody."""
        self._line = line
        self._nobody.setVisible(line is None)
        self._whole.setVisible(line is not None)
        if line is None:
            return
        self.facts = self.desk.runner.read(lambda: register.member_page(self.desk.book, line.member_id, self.desk.today), self.facts)
        self._badge.show_person(line.details.given_name, line.member_id, picture)
        self.say_again()

    def say_again(self) -> None:
        """Say the member's facts in the language of now."""
        line, facts = self._line, self.facts
        if line is None or facts is None:
            return
        self._name.setText(line.name)
        self._about.setText(" · ".join(part for part in (line.latin_name, line.number) if part))
        status = status_of(line)
        self._status.tell(STATUS[status])
        self._status.setProperty("tag", TAGS[status] or "ok")
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)
        self._place.setText(line.village)
        told = ((N_("Shares"), kip(line.share_count)), (N_("Share capital"), kip_signed(line.capital_kip)),
                (N_("Unpaid on shares"), kip_signed(line.unpaid_kip)), (N_("Delivered this year"), tr(N_("{net_g} kg"), net_g=line.delivered_g)),
                (N_("We owe this member"), kip_signed(line.owed_kip)), (N_("Last dividend"), kip_signed(facts.last_dividend_kip)))
        for (words, figure), (message, value) in zip(self._figures, told, strict=True):
            words.tell(message)
            figure.setText(value)
        self._chart.show_groups([(str(year), (grams // 1000,)) for year, grams in facts.kg_by_year], (), tr(N_("kg")))
        self._chart.setAccessibleDescription("; ".join(f"{year}: {formats.kg(grams)}" for year, grams in facts.kg_by_year))
