"""The first look: the money there is and the latest papers, painted before anything heavy is loaded."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coopbooks.books.glance import Glance
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit.cards import Card
from coopbooks.ui.kit.words import Words, plain


class FirstLook(QWidget):
    """What is shown for the blink until the pages are there."""

    def __init__(self, glance: Glance) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.addWidget(Words(N_("What do you want to do?"), "h1"))
        money = Card(N_("Money we have now"))
        money.column.addWidget(plain(f"{formats.kip(sum(box[3] for box in glance.boxes))} ₭", "numxl"))
        lao = current_language() == "lo"
        for _role, name_lo, name_en, kip in glance.boxes:
            money.column.addWidget(plain(f"{name_lo if lao else name_en}   {formats.kip(kip)}"))
        page.addWidget(money)
        latest = Card(N_("Latest papers"))
        grid = QGridLayout()
        for place, paper in enumerate(glance.latest[:10]):
            for at, text in enumerate((formats.day(paper.on), paper.number, paper.who, formats.kip(paper.total_kip))):
                grid.addWidget(plain(text), place, at)
        latest.column.addLayout(grid)
        page.addWidget(latest)
        page.addStretch(1)
