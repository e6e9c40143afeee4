"""The lines of an invoice as they are typed: what can be sold, the grid's columns, and the time to pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coopbooks.books.book import Book
from coopbooks.coop.boxes import MoneyBox
from coopbooks.coop.invoices import InvoiceLine
from coopbooks.coop.produce import Product
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import Kip
from coopbooks.services import sales_pages, trade_papers
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.fields import Choice
from coopbooks.ui.kit.lines import EMPTY, KIP, QUANTITY, Cell, Kind, LineColumn
from coopbooks.ui.sales.base import TERMS, BoxChoice


@dataclass(frozen=True, slots=True)
class Ware:
    """A product in one grade, perhaps from one lot of it."""

    product: Product
    grade: str
    lot: str = ""

    def name(self) -> str:
        """As the line says it."""
        return " ".join(part for part in (self.product.name(current_language()), self.grade, f"· {self.lot}" if self.lot else "") if part)

    @property
    def key(self) -> tuple[int, str, str]:
        """Product, grade and lot, as the stock counts them."""
        return self.product.product_id, self.grade, self.lot

    def kept(self) -> str:
        """In a draft: by number, grade and lot, whatever the language."""
        return f"#{self.product.product_id} {self.grade}" + (f" · {self.lot}" if self.lot else "")


_wares: list[Ware] = []
_stock: dict[tuple[int, str, str], int] = {}


def offer(products: Sequence[Product], stock: Mapping[tuple[int, str], int], lots: Mapping[tuple[int, str, str], int]) -> None:
    """What the grid finds from now on, lots with a name after their product, and how much of it the cards say is there."""
    _stock.clear()
    _stock.update({(*key, ""): milli for key, milli in stock.items()} | dict(lots))
    _wares[:] = [Ware(product, grade, lot) for product in products for grade in (product.grades or ("",))
                 for lot in ("", *sorted(lot for (key, of, lot), milli in lots.items() if (key, of) == (product.product_id, grade) and milli > 0))]


def find(text: str) -> list[Ware]:
    """Products whose code, names, grade and lot hold every word that was typed, in any Lao spelling; an exact code first."""
    wanted = lao.fold(text).split()
    told = [(ware, lao.fold(f"{ware.product.code} {ware.product.name_lo} {ware.product.name_en} {ware.grade} {ware.lot}")) for ware in _wares]
    found = [ware for ware, said in told if all(word in said for word in wanted)]
    return sorted(found, key=lambda ware: ware.product.code.lower() != text.strip().lower())[:12]


def remark(line: Mapping[str, Any]) -> str:
    """What is in store of a line's ware; nothing where no card says so."""
    ware = line["product"]
    milli = _stock.get(ware.key, 0) if ware else 0
    return tr(N_("in store {held_g}"), held_g=milli) if milli > 0 else ""


def short(lines: Sequence[InvoiceLine], lots: Sequence[str] = ()) -> list[str]:
    """A sentence for each ware of which more is sold than the cards say is there."""
    sold: dict[tuple[int, str, str], int] = {}
    for place, line in enumerate(lines):
        if line.product_id is not None:
            key = line.product_id, line.grade, lots[place] if lots else ""
            sold[key] = sold.get(key, 0) + line.quantity_milli
    names = {ware.key: ware.name() for ware in _wares}
    return [tr(N_("{product}: {held_g} are in store, {sold_g} are sold here."), product=names.get(key, ""), held_g=_stock[key], sold_g=milli)
            for key, milli in sold.items() if 0 < _stock.get(key, 0) < milli]


def amount_kip(line: Mapping[str, Any]) -> int:
    """Quantity times price, rounded as the invoice rounds it."""
    return InvoiceLine(None, "", "", line["quantity_milli"] or 0, "", Kip(line["price_kip"] or 0)).net_kip


UNIT = Kind(lambda text: formats.plain_unit(lao.normalise(text)), lambda unit: formats.unit(unit, current_language()), lambda _text: "")
NO_VAT = "no"
"""What the cell of a line holds on which no VAT is charged, on an invoice that charges some."""

COLUMNS = (
    LineColumn("product", N_("Product / item"), width=220, find=find, label=lambda ware: ware.name(),
               row=lambda ware: f"{ware.product.code} · {ware.name()}", free=True, remark=remark),
    LineColumn("quantity_milli", N_("Quantity"), QUANTITY, width=84),
    LineColumn("unit", N_("Unit"), UNIT, width=58),
    LineColumn("price_kip", N_("Price ₭"), KIP, width=100),
    LineColumn("vat_percent", N_("Tax"), width=60, ticked=lambda line: line.get("vat_percent") != NO_VAT),
    LineColumn("amount", N_("Amount ₭"), width=112, right=True, worked_out=lambda line: kip(amount_kip(line))),
)


def order_lines(lines: Sequence[Mapping[str, Any]], vat_percent: str) -> tuple[InvoiceLine, ...]:
    """What was typed as lines of an order; an unread number counts as nothing, and its cell says so."""
    made = []
    for line in lines:
        ware = line["product"]
        made.append(InvoiceLine(ware.product.product_id if ware else None, "" if ware else line["product_text"], ware.grade if ware else "",
                                line["quantity_milli"] or 0, line["unit"] or "", Kip(line["price_kip"] or 0),
                                "" if line.get("vat_percent") == NO_VAT else vat_percent))
    return tuple(made)


def order_lots(lines: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The lots that were chosen, line by line; nothing where none was."""
    lots = tuple(line["product"].lot if line["product"] else "" for line in lines)
    return lots if any(lots) else ()


def cells_of(line: InvoiceLine, *, vat: bool = False) -> dict[str, Cell]:
    """A line that is known already, as cells. `vat`: the paper charges VAT on some lines, so the others say that they have none."""
    ware = next((one for one in _wares if one.product.product_id == line.product_id and one.grade == line.grade), None)
    return {"product": Cell(ware.name(), ware) if ware else Cell(line.description), "quantity_milli": Cell(formats.kg(line.quantity_milli),
            line.quantity_milli), "unit": Cell(UNIT.show(line.unit), line.unit) if line.unit else EMPTY,
            "price_kip": Cell(formats.kip(line.price_kip), int(line.price_kip)),
            **({"vat_percent": Cell(NO_VAT, NO_VAT)} if vat and not line.vat_percent else {})}


def kept_as(cell: Cell) -> str:
    """A cell in a draft: a ware as it is kept, all else as it was typed."""
    return cell.value.kept() if isinstance(cell.value, Ware) else cell.text


def ware_of(text: str) -> Ware | None:
    """The ware that a draft's cell stands for, if it stands for one."""
    return next((ware for ware in _wares if text == ware.kept()), None)


def lines_of(book: Book, quotation_id: int | None, copy_of: int | None) -> tuple[int, str, tuple[InvoiceLine, ...]] | None:
    """Customer, message and lines of a quotation, or of an invoice to copy."""
    if quotation_id is not None:
        paper = next((one for one in trade_papers.papers(book, "quotation") if one.paper_id == quotation_id), None)
        return (paper.customer.customer_id, paper.note, paper.lines) if paper else None
    if copy_of is None:
        return None
    view = sales_pages.invoice_view(book, copy_of)
    return view.customer.customer_id, view.paper.note, tuple(one.line for one in view.lines)


def plain(edit: QLineEdit) -> str:
    """What was typed, in the one spelling the book keeps."""
    return lao.normalise(edit.text())


class Terms(QWidget):
    """Time to pay: at once into a box (a cash sale), a number of days, or the customer's own terms."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own: int | None = None
        self.days = Choice((), is_user_text=True)
        self.box = BoxChoice(())
        self.days.setAccessibleName(tr(N_("Time to pay")))
        self.box.setAccessibleName(tr(N_("Money box")))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.days, 1)
        line.addWidget(self.box, 1)
        self._offer()
        self.days.currentIndexChanged.connect(lambda _place: self._changed())
        self.box.currentIndexChanged.connect(lambda _place: self.chosen.emit())
        self.box.hide()

    def _offer(self) -> None:
        days = sorted({*TERMS, *((self._own,) if self._own else ())})
        self.days.set_choices([("cash", tr(N_("Cash sale"))), *((str(one), tr(N_("{days} days"), days=one)) for one in days)])

    def _changed(self) -> None:
        self.box.setVisible(self.days.value() == "cash")
        self.chosen.emit()

    def show_boxes(self, boxes: Sequence[MoneyBox]) -> None:
        """Boxes for a cash sale."""
        self.box.show_boxes(boxes)

    def show_terms(self, days: int | None) -> None:
        """The customer's own terms; to be paid at once where none are agreed."""
        self._own = days or None
        self._offer()
        self.days.set_value(str(days) if days else "cash")
        self._changed()

    def clear(self) -> None:
        """As for a customer nobody knows yet."""
        self.show_terms(30)

    def paid_into(self) -> str:
        """The box of a cash sale; empty for a sale on credit."""
        return self.box.value() if self.days.value() == "cash" else ""

    def due_on(self, on: date) -> date | None:
        """The day to pay by."""
        return on + timedelta(days=int(self.days.value())) if self.days.value().isdigit() else None

    def as_text(self) -> str:
        """For a draft."""
        return f"{self.days.value()} {self.box.value()}"

    def from_text(self, text: str) -> None:
        """From a draft."""
        days, _, box = text.partition(" ")
        self.days.set_value(days or "30")
        self.box.set_value(box)
        self._changed()
