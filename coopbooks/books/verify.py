"""The audit of a book: every promise of the file, recomputed from its rows. Start here; the checks stand in `verify_*`.

Each named check yields findings, sentences with facts; silence means that all is well. The book is read only, with memory that
does not grow with it.
"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError

from coopbooks.books import (
    schema,
    verify_books,
    verify_chain,
    verify_file,
    verify_imports,
    verify_money,
    verify_produce,
    verify_registers,
    verify_sales,
)
from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import Check, Finding
from coopbooks.i18n.markers import N_

__all__ = ["CHECKS", "Finding", "verify"]


def _schema(tx: Reading) -> Iterator[Finding]:
    for name in schema.differences(schema.shape_of(tx)):
        yield Finding("schema", N_("{what} is not as this program made it."), {"what": name})


CHECKS: dict[str, Check] = {
    "schema": _schema, "file": verify_file.file, "sealed": verify_chain.sealed,
    "balanced": verify_books.balanced, "chain": verify_chain.chain, "types": verify_file.types, "master": verify_chain.master,
    "order": verify_chain.order, "numbers": verify_books.numbers, "periods": verify_books.periods, "months": verify_books.months,
    "subledgers": verify_books.subledgers, "totals": verify_books.totals, "register": verify_registers.register,
    "papers": verify_registers.papers, "intake": verify_registers.intake,
    "cash": verify_money.cash, "bank": verify_money.bank, "money": verify_money.money,
    "runs": verify_produce.runs, "stock": verify_produce.stock,
    "receivables": verify_registers.receivables, "trade": verify_sales.trade,
    "dividends": verify_registers.dividends, "approvals": verify_registers.approvals,
    "revolving": verify_registers.revolving, "imports": verify_imports.imports, "set-off": verify_registers.set_offs}
"""Every check by name, in the order in which they run; what other checks stand on comes first."""


def verify(tx: Reading, only: tuple[str, ...] = (), printed_codes: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Run the checks (all, or the ones named), and look for printed codes.

    Raises KeyError for a name that is no check. A book whose tables are not ours is looked at no further.
    """
    wanted = {name: CHECKS[name] for name in (only or CHECKS)}
    if printed_codes:
        wanted["code"] = verify_chain.codes(printed_codes)
    if not schema.tables_are_ours(schema.shape_of(tx)):
        yield from _schema(tx)
        return
    for name, check in wanted.items():
        yield from _told(name, check, tx)


def _told(name: str, check: Check, tx: Reading) -> Iterator[Finding]:
    # What is too damaged for a check to read is a finding of that check, and the others still run.
    try:
        yield from check(tx)
    except (DatabaseError, sqlite3.DatabaseError) as fault:
        what = fault.orig if isinstance(fault, DatabaseError) else fault
        yield Finding(name, N_("The book cannot be read here: {what}."), {"what": str(what)})
    except (LookupError, ValueError, TypeError) as fault:
        yield Finding(name, N_("The book cannot be read here: {what}."), {"what": repr(fault)})
