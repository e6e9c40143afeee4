"""The import itself: all rows of a file, or none. Importing the same file again adds nothing.

A paper that is in the book with the same figures is skipped; with other figures it is refused. Faults do not stop the reading:
every bad row of the file is told at once. Whether a money box goes below zero is judged on each day's closing balance after
the whole file, because files are not in the order in which money moved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coopbooks.books import boxes, cash, customers, documents, imported, members, owed, produce, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.members import AdmitMember, MemberDetails
from coopbooks.coop.produce import OWED_FOR_PRODUCE, AddProduct
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.periods import DayInFuture
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if
from coopbooks.services.imports.cells import Cells, Fault, Lookups
from coopbooks.services.imports.columns import COLUMNS
from coopbooks.services.imports.kinds import KINDS, Kind, LinesDisagree
from coopbooks.services.imports.tables import FileTable, read_table

MOST_FAULTS_TOLD = 200
TOLD_EVERY = 20
"""Documents between two words to whoever watches."""
Progress = Callable[[int, int], None]


class UnknownColumn(RuleBroken):
    """A column nobody reads would be lost silently."""

    wording = N_("{file} has a column “{column}” that is not known. The columns are: {known}.")


class ColumnTwice(RuleBroken):
    """Two columns of one name: which counts nobody can tell."""

    wording = N_("{file} has the column “{column}” twice.")


class MissingColumn(RuleBroken):
    """A required column is not there."""

    wording = N_("{file} lacks the column “{column}”.")


class OtherFigures(RuleBroken):
    """A number in the book stands for one paper."""

    wording = N_("{number} is in the book already with other figures.")


class BoxBelowZero(RuleBroken):
    """No money box can hold less than nothing at the end of a day."""

    wording = N_("At the end of {on}, {box} would stand at {balance_kip}.")


class RowFaulty(RuleBroken):
    """A fault with its place: file, row, column and value."""

    def __init__(self, file: str, fault: Fault) -> None:
        self.fault, self.file = fault, file
        self.field = fault.column
        # Two places, one class: the sentence of a fault without a column names only the row.
        vars(self)["wording"] = _PLACE if fault.column else _PLACE_ROW
        super().__init__(file=file, row=fault.row, column=fault.column, value=fault.value, what=fault.broken)


_PLACE = N_("{file}, row {row}, {column} “{value}”: {what}")
_PLACE_ROW = N_("{file}, row {row}: {what}")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of a file: documents or records added, and those that were in the book already; the import's id, 0 for nothing added."""

    kind: str
    file: str
    added_count: int
    present_count: int
    import_file_id: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What a table would do: new, same (in the book already) or fault by row number; documents to add and present; every fault."""

    states: dict[int, str]
    faults: tuple[Fault, ...]
    added_count: int
    present_count: int


def import_file(book: Book, kind_name: str, path: Path, *, dry_run: bool = False) -> ImportResult:
    """Import a file, or only tell what would happen.

    Raises Refused with one RowFaulty per fault (or a complaint about the file as a whole); nothing is written then.
    """
    table = read_table(path)
    with book.rehearsing() if dry_run else book.writing() as tx:
        return _import(tx, kind_name, table, _match_headers(kind_name, table), _tell_nobody)


def import_table(book: Book, kind_name: str, table: FileTable, names: Mapping[str, str], tell: Progress) -> ImportResult:
    """Import a table whose columns were matched by somebody: our names → the file's headers. All of it, or nothing.

    `tell` is told of the rows done; what it raises stops the import, and nothing is changed. Raises Refused as `import_file`.
    """
    refuse_if(missing_columns(kind_name, table, names))
    with book.writing() as tx:
        return _import(tx, kind_name, table, names, tell)


def check_table(book: Book, kind_name: str, table: FileTable, names: Mapping[str, str], tell: Progress) -> Checked:
    """What an import would do, row by row; nothing is kept. Raises Refused when a needed column is missing."""
    refuse_if(missing_columns(kind_name, table, names))
    with book.rehearsing() as tx:
        return _take(tx, kind_name, table, names, tell)


def _tell_nobody(_done: int, _all: int) -> None:
    """Nobody watches."""


def _import(tx: Writing, kind_name: str, table: FileTable, names: Mapping[str, str], tell: Progress) -> ImportResult:
    last_before = imported.last_id(tx, kind_name)
    taken = _take(tx, kind_name, table, names, tell)
    refuse_if(RowFaulty(table.file, fault) for fault in taken.faults[:MOST_FAULTS_TOLD])
    key = imported.keep(tx, kind_name, table.file, taken.added_count, last_before) if taken.added_count else 0
    return ImportResult(kind_name, table.file, taken.added_count, taken.present_count, key)


def _take(tx: Writing, kind_name: str, table: FileTable, names: Mapping[str, str], tell: Progress) -> Checked:
    kind = KINDS[kind_name]
    known = _look_up(tx)
    faults: list[Fault] = []
    states: dict[int, str] = {}
    added = present = 0
    kept = documents.likenesses(tx, kind.document) if kind.document else {}
    void = imported.void_numbers(tx, kind.document) if kind.document else frozenset()
    kept = {key: print_ for key, print_ in kept.items() if key not in void}
    tx.memo["cash_judged_later"] = True
    earliest = date.max
    documents_found = list(_documents(kind, kind_name, names, table))
    turn = kind.turn
    if turn is not None:
        documents_found.sort(key=lambda rows: turn(rows[0]))
    for done, rows in enumerate(documents_found, 1):
        if done % TOLD_EVERY == 0:
            tell(done, len(documents_found))
        order = _renumbered(tx, kind.make(rows, known), void)
        found = [*_heads(kind, rows), *(fault for row in rows for fault in row.faults)]
        state = "fault"
        if not any(row.faults for row in rows):
            state = _state(tx, kind, order, kept)
            if state == "other":
                column = kind.number or COLUMNS[kind_name][0].name
                found.append(Fault(rows[0].number, column, rows[0].raw(column), OtherFigures(number=rows[0].raw(column))))
            elif state == "new":
                found += _save(tx, kind, rows, order)
        if found:
            state = "fault"
        elif state == "same":
            present += 1
        else:
            added += 1
            kept[_key(tx, order)] = documents.likeness(order)
            earliest = min(earliest, getattr(order, "on", earliest))
        faults += found
        states |= dict.fromkeys((row.number for row in rows), state)
    if not faults and earliest < date.max:
        faults += _boxes_below_zero(tx, earliest, table)
    return Checked(states, tuple(sorted(faults, key=lambda f: f.row)), added, present)


def header_matches(kind_name: str, table: FileTable) -> dict[str, str]:
    """Our column names → the file's headers that are written exactly like them, in either language."""
    by_header = {header: column.name for column in COLUMNS[kind_name] for header in (column.name, column.lao)}
    found: dict[str, str] = {}
    for header in table.headers:
        name = by_header.get(header) or by_header.get(header.lower())
        if header and name is not None:
            found.setdefault(name, header)
    return found


def missing_columns(kind_name: str, table: FileTable, names: Mapping[str, str]) -> list[RuleBroken]:
    """The needed columns that nothing was matched with."""
    return [MissingColumn(file=table.file, column=column.name) for column in COLUMNS[kind_name] if column.required and not names.get(column.name)]


def _match_headers(kind_name: str, table: FileTable) -> dict[str, str]:
    """Our column names → the file's header texts. Raises Refused for unknown, doubled and missing columns."""
    columns = COLUMNS[kind_name]
    known = {header for column in columns for header in (column.name, column.lao)}
    names = header_matches(kind_name, table)
    broken: list[RuleBroken] = []
    for place, header in enumerate(table.headers):
        if not header:
            continue
        if header not in known and header.lower() not in known:
            broken.append(UnknownColumn(file=table.file, column=header, known=[column.name for column in columns]))
        elif header not in names.values() or header in table.headers[:place]:
            broken.append(ColumnTwice(file=table.file, column=header))
    refuse_if([*broken, *missing_columns(kind_name, table, names)])
    return names


def _look_up(tx: Writing) -> Lookups:
    for role in (*OWED_FOR_PRODUCE, AccountRole.ADVANCES, AccountRole.PATRONAGE_PAYABLE):
        if owed.has_role(tx, role):
            tx.load_balances(role)
    chart = settings.chart(tx).values()
    return Lookups({brief.number: brief.member_id for brief in members.load_all(tx).values()},
                   {customer.number: customer.customer_id for customer in customers.all_customers(tx)},
                   {product.code: product.product_id for product in produce.all_products(tx)},
                   frozenset({account.code for account in chart} | {str(account.role) for account in chart if account.role}),
                   boxes.words(tx) - {"cash", "bank"}, customers.items_by_number(tx))


def _documents(kind: Kind, kind_name: str, names: Mapping[str, str], table: FileTable) -> Iterator[list[Cells]]:
    """The rows of each document together, in the order in which the documents first appear."""
    if kind_name == "opening":
        yield [Cells(row, names) for row in table.rows]
        return
    if not kind.number:
        yield from ([Cells(row, names)] for row in table.rows)
        return
    together: dict[str, list[Cells]] = {}
    alone: list[list[Cells]] = []
    for row in table.rows:
        cells = Cells(row, names)
        number = cells.raw(kind.number)
        if number and kind.head and number in together:
            together[number].append(cells)
        else:
            alone.append([cells])
            if number:
                together[number] = alone[-1]
    yield from alone


def _heads(kind: Kind, rows: list[Cells]) -> Iterable[Fault]:
    for row in rows[1:]:
        for name in kind.head:
            if row.raw(name) != rows[0].raw(name):
                yield Fault(row.number, name, row.raw(name), LinesDisagree(row=rows[0].number, other=rows[0].raw(name)))
                row.fault(name, LinesDisagree(row=rows[0].number, other=rows[0].raw(name)))


def _key(tx: Reading, order: Any) -> tuple[int, str]:
    on = getattr(order, "on", None)
    return (settings.profile(tx).year_of(on) if on else 0, getattr(order, "number", None) or "")


def _renumbered(tx: Reading, order: Any, void: frozenset[tuple[int, str]]) -> Any:
    """The order under a number that is free where its own stays with a paper that was taken back with its file."""
    if not void or not getattr(order, "number", None) or not hasattr(order, "on"):
        return order
    number, (year, wanted), turn = order.number, _key(tx, order), 1
    while (year, wanted) in void:
        turn += 1
        wanted = f"{number}-{turn}"
    return replace(order, number=wanted) if wanted != number else order


def _state(tx: Writing, kind: Kind, order: Any, kept: dict[tuple[int, str], str]) -> str:
    """new, same or other: how an order compares with what the book already holds under its number."""
    if kind.document == "opening":
        return "new" if not kept else "same" if documents.likeness(order) in kept.values() else "other"
    if kind.document:
        before = kept.get(_key(tx, order))
        return "new" if before is None else "same" if before == documents.likeness(order) else "other"
    before_state = _master_state(tx, order)
    if before_state is None:
        return "new"
    return "same" if before_state == _comparable(order) else "other"


def _master_state(tx: Writing, order: Any) -> object:
    if isinstance(order, AdmitMember):
        found = members.by_number(tx, order.details.number) if _has_number(tx, order.details) else None
        return (members.details(tx, found.member_id), members.entry_fee_kip(tx, found.member_id)) if found else None
    if isinstance(order, AddProduct):
        return produce.as_order(tx, order.code)
    return customers.as_order(tx, order.number, whole=bool(order.contact or order.address or order.tax_no or order.language))


def _has_number(tx: Writing, details: MemberDetails) -> bool:
    # Known before this file, or added by it: both are in the directory that the store keeps true.
    return details.number in {brief.number for brief in members.load_all(tx).values()}


def _comparable(order: object) -> object:
    return (order.details, order.entry_fee_kip) if isinstance(order, AdmitMember) else order


def _save(tx: Writing, kind: Kind, rows: list[Cells], order: object) -> list[Fault]:
    try:
        kind.action.within(tx, order)
    except Refused as refusal:
        return [_fault_of(kind, rows, broken) for broken in refusal.broken]
    return []


def _fault_of(kind: Kind, rows: list[Cells], broken: RuleBroken) -> Fault:
    """Put a rule's complaint at the row and column that mend it."""
    *place, name = broken.field.split(".")
    row = rows[min(int(place[-1]), len(rows) - 1)] if place and place[-1].isdecimal() else rows[0]
    column = kind.fields.get(name, name)
    if isinstance(broken, DayInFuture):
        column = "on" if row.raw("on") else column
    return Fault(row.number, column, row.raw(column), broken)


def _boxes_below_zero(tx: Writing, since: date, table: FileTable) -> Iterator[Fault]:
    for box in boxes.all_boxes(tx):
        for on, balance_kip in cash.negative_days(tx, box.code, since)[:1]:
            yield Fault(table.rows[-1].number, "", "", BoxBelowZero(on=on, box=box.word, balance_kip=balance_kip))


