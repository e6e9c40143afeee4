"""The print run: whose papers are made, in which order, again from where the paper ran out, in one file or one for each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.services.batches import Batch
from coopbooks.ui.kit.cards import Card, row
from coopbooks.ui.kit.fields import Segments
from coopbooks.ui.kit.words import Button, Speaker, Words


class PrintRun(Card, Speaker):
    """Ticks for everybody, and what to make. `make` shows one file, `make_each` asks for a folder, `print_run` prints."""

    def __init__(self, make: Callable[[], object], make_each: Callable[[], object], print_run: Callable[[], object]) -> None:
        super().__init__(padding=10)
        self._people: list[tuple[str, str, str]] = []
        self._title = Words("", "h3")
        self.order = Segments((("village", N_("By village")), ("number", N_("By number"))))
        self.order.chosen.connect(lambda _key: self._list_people())
        self.list = QListWidget()
        self.list.itemChanged.connect(lambda _item: self._count())
        self.start = QLineEdit(maxLength=20)
        self.start.setFixedWidth(84)
        self.column.addWidget(self._title)
        self.column.addWidget(self.order)
        self.column.addLayout(row(Button(N_("All"), lambda: self.tick_all(on=True), look="link"),
                                  Button(N_("None"), lambda: self.tick_all(on=False), look="link"), None, spacing=4))
        self.column.addWidget(self.list, 1)
        self.column.addLayout(row(Words(N_("Again from no."), "label"), self.start, None, spacing=6))
        self.column.addLayout(row(Button(N_("One file"), make, icon="file-document-outline"), None, spacing=6))
        self.column.addLayout(row(Button(N_("One file for each"), make_each, icon="folder-open-outline"), None, spacing=6))
        self.column.addLayout(row(Button(N_("Print them"), print_run, look="main", icon="printer"), None, spacing=6))
        self.setFixedWidth(250)
        self.say_again()

    def show_people(self, people: Sequence[tuple[str, str, str]], *, by_village: bool = True) -> None:
        """List members as (number, name, village), in the order of villages, or customers by number; all ticked."""
        self.order.setVisible(by_village)
        if not by_village:
            self.order.show_value("number")
        if list(people) != self._people:
            self._people = list(people)
            self._list_people()

    def _list_people(self) -> None:
        from coopbooks.books.members import number_key

        shown = self._people if self.order.value() == "village" else sorted(self._people, key=lambda one: number_key(one[0]))
        self.list.blockSignals(True)
        self.list.clear()
        for number, name, village in shown:
            item = QListWidgetItem(f"{number}  {name}")
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setToolTip(village)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._count()

    def tick_all(self, *, on: bool) -> None:
        """Tick everybody, or nobody."""
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._count()

    def ticked(self) -> list[str]:
        """Numbers of those who are ticked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def batch(self, period: Period) -> Batch:
        """What is to be made."""
        return Batch(period, self.order.value(), frozenset(self.ticked()), self.start.text().strip())

    def _count(self) -> None:
        self._title.tell(N_("{count} sheets to print"), count=len(self.ticked()))

    def say_again(self) -> None:
        self.list.setAccessibleName(tr(N_("Whose papers are made")))
        self.start.setAccessibleName(tr(N_("Again from no.")))
        self.start.setPlaceholderText("0031")
