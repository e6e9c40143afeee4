"""One of every paper of the catalogue, from a small book with every deed in it: what the tests of all papers look at.

The papers say the same on every run; what changes with the chain of the book, its code, is put out of the way by `settled`.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from coopbooks.books import members
from coopbooks.books.book import Book
from coopbooks.coop.agm import SECTIONS, KeepAgmReport
from coopbooks.coop.certificates import IssueCertificate
from coopbooks.coop.heirs import Heir
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.paper_settings import ChangeSetting
from coopbooks.coop.payment_runs import MakeRun
from coopbooks.ledger.periods import Period
from coopbooks.papers.parts import Check, Label
from coopbooks.reports import catalogue
from coopbooks.services import agm, certificates, leaving, paper_settings, payment_runs
from coopbooks.services.members import change_member
from coopbooks.services.paper_makers import MAKERS, Asked
from coopbooks.services.paper_samples import samples
from tests.support import whole_book

TODAY = date(2026, 3, 31)
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
LATER = Period(date(2025, 1, 1), date(2025, 12, 31))
CODE = "CODE-OF-THE-BOOK"
_OF_THE_CLOSED_YEAR = {"member-statement", "talking-statement", "tax-slip", "agm-report", "meeting-notice", "minutes-form", "dividend-sheet",
                       "surplus-proposal", "tax-withheld", "district-pack"}


def clock() -> datetime:
    """The day on which the papers are made."""
    return datetime(2026, 3, 31, 9, 0, tzinfo=UTC)


def make(path: Path) -> None:
    """Make the book: the small one of all deeds, and what it has no paper of."""
    whole_book.make(path)
    with Book.open(path, clock=clock, user_name="Noy") as book:
        with book.reading() as tx:
            member = {number: int(key) for key, number in tx.all("SELECT member_id, number FROM member")}
            known = members.details(tx, member["2"])
        heirs = Heir("ນາງ ຄຳ ວົງສາ", "60", "daughter"), Heir("ທ້າວ ພອນ ວົງສາ", "40")
        change_member(book, ChangeMember(member["2"], replace(known, sex="M", birth_date=date(1980, 5, 17), id_number="16-0045127", heirs=heirs)))
        certificates.issue_certificate(book, IssueCertificate(member["1"], date(2026, 1, 5)))
        payment_runs.make_run(book, MakeRun("first", date(2026, 1, 6), date(2025, 1, 1), date(2025, 12, 31)))
        leaving.leave_coop(book, MemberLeaves(member["A-7"], date(2026, 2, 28), "resigned", "3/2026", approved_by="Khamla"))
        for key, value in (("papers.treasurer", "ນາງ ນ້ອຍ ພົມມະຈັນ"), ("papers.chair", "ທ້າວ ຄຳຫຼ້າ ສີສະຫວາດ"), ("papers.footer_lo", "ຂອບໃຈ"),
                           ("papers.footer_en", "Thank you")):
            paper_settings.change_setting(book, ChangeSetting(key, value, date(2026, 1, 1), "board"))
        agm.keep_agm_report(book, KeepAgmReport(2024, tuple(SECTIONS), 4, date(2026, 4, 28), "ສາລາວັດ",
                                                words="# ຄຳນຳ\nປີນີ້ດີ **ຫຼາຍ**.\n- ກາເຟ\n- ເຂົ້າ"))


def papers(book: Book) -> dict[str, Any]:
    """One of each, by name; a receipt for every kind of money that moves."""
    found = samples(book)
    made = {}
    for paper in catalogue.PAPERS:
        names = [name for name in found if name.startswith("receipt-")] if paper.name == "receipt" else [paper.name]
        for name in names:
            year = YEAR if paper.name in _OF_THE_CLOSED_YEAR else LATER
            asked = Asked(year.last_day, year, year.first_day.year, number=found.get(name), account="cash")
            made[name] = settled(MAKERS[paper.name](book, asked), book)
    return made


def settled(paper: Any, book: Book) -> Any:
    """The paper with a code that stays the same."""
    with book.reading() as tx:
        code = tx.head_code()
    return _changed(paper, code)


def _changed(value: Any, code: str) -> Any:
    if isinstance(value, str) and value:
        return value.replace(code, CODE).replace(code[:4], CODE[:4]) if code[:4] in value else value
    if isinstance(value, Label):
        return Label(_changed(value.lo, code), _changed(value.en, code))
    if type(value) is tuple:
        return tuple(_changed(one, code) for one in value)
    if isinstance(value, list):
        return [_changed(one, code) for one in value]
    if isinstance(value, dict):
        return {key: _changed(one, code) for key, one in value.items()}
    if isinstance(value, Check):
        return replace(value, number=_changed(value.number, code), code=CODE)  # a certificate has the code of its own day
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _changed(getattr(value, one.name), code) for one in fields(value) if one.init})
    return value


def told(paper: Any) -> str:
    """The facts as text for people: what is empty is left out, a row is one line."""
    return "\n".join(_lines(paper, 0)) + "\n"


def _plain(value: Any) -> str | None:
    """A value that fits on a line, or None."""
    if value is None or isinstance(value, bool | int | str | date):
        return "–" if value is None else str(value).replace("\n", "\\n")
    if isinstance(value, Label):
        return f"{value.lo} / {value.en}" if value.en and value.lo else value.lo or value.en
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, tuple | list):
        return _joined([("", one) for one in value], " | ")
    if isinstance(value, dict):
        return _joined(list(value.items()), " | ")
    told = [(one.name, getattr(value, one.name)) for one in fields(value)]
    return _joined([pair for pair in told if pair[1] not in _EMPTY], " · ")


def _joined(pairs: list[tuple[str, Any]], mark: str) -> str | None:
    if any(isinstance(one, tuple | list | dict) and type(one) is not Label for _, one in pairs):
        return None
    parts = [(name, _plain(one)) for name, one in pairs]
    return None if any(one is None for _, one in parts) else mark.join(f"{name} {one}" if name else str(one) for name, one in parts)


_EMPTY: tuple[Any, ...] = (None, "", (), {}, [], b"", 0, False)


def _lines(value: Any, depth: int) -> list[str]:
    found = []
    pairs = [(one.name, getattr(value, one.name)) for one in fields(value)] if is_dataclass(value) else (
        [("", one) for one in value] if isinstance(value, tuple | list) else list(value.items()))
    for name, one in pairs:
        if one in _EMPTY or name == "document":
            continue
        lead = "  " * depth + (f"{name}:" if name else "-")
        rows = isinstance(one, tuple | list) and type(one) is not Label and any(is_dataclass(row) or isinstance(row, tuple | list) for row in one)
        text = None if rows else _plain(one)
        found += [f"{lead} {text}".rstrip()] if text is not None else [lead, *_lines(one, depth + 1)]
    return found
