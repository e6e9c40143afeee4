"""The series of numbered papers as kept, what is missing from them, and the signed words that explain it."""

from collections.abc import Iterator
from datetime import date

from coopbooks.books import settings, trade_papers
from coopbooks.books.documents import PREFIX as PREFIX_OF_PAPERS
from coopbooks.books.rows_sales import NumberNoteRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.numbering import ExplainNumber, MissingNumber, Series, gaps

PREFIX = {**PREFIX_OF_PAPERS, **trade_papers.PREFIX}

_NUMBERS = """
SELECT kind, series_year, number, serial IS NOT NULL, EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)
  FROM document AS d WHERE {which}
 UNION ALL
SELECT kind, series_year, number, 1, EXISTS (SELECT 1 FROM trade_paper_end AS e WHERE e.trade_paper_id = t.trade_paper_id)
  FROM trade_paper AS t
"""
_COUNTS = """
SELECT counted_on, number, EXISTS (SELECT 1 FROM cash_count AS b WHERE b.takes_back = c.cash_count_id)
  FROM cash_count AS c WHERE takes_back IS NULL AND entry_id IS NULL
"""

OF_SALES = ("invoice", "receipt", "credit-note", "write-off")
"""Kinds of papers that the list of invoices answers for; those that post nothing are always looked at."""


def series(tx: Reading, kinds: tuple[str, ...] = ()) -> tuple[Series, ...]:
    """Every series of numbers (or those of some kinds) with what is missing from it: newest year first, then by kind."""
    of_kind: dict[tuple[int, str], dict[str, tuple[bool, bool]]] = {}
    which = f"kind IN ({', '.join('?' * len(kinds))})" if kinds else "1"
    for kind, year, number, is_ours, is_void in tx.all(_NUMBERS.format(which=which), *kinds):
        of_kind.setdefault((int(year), str(kind)), {})[str(number)] = (bool(is_ours), bool(is_void))
    # A count that agrees posts nothing and stands in no document; its number is used all the same.
    profile = settings.profile(tx)
    for counted_on, number, is_void in tx.all(_COUNTS) if not kinds else ():
        year = profile.year_of(date.fromisoformat(str(counted_on)))
        of_kind.setdefault((year, "cash-count"), {})[str(number)] = (True, bool(is_void))
    words = _words(tx)
    return tuple(one for (year, kind), numbers in sorted(of_kind.items(), key=lambda item: (-item[0][0], item[0][1]))
                 for one in _series(kind, year, numbers, words))


def _series(kind: str, year: int, numbers: dict[str, tuple[bool, bool]],
            words: dict[tuple[str, int, str], tuple[str, str, date]]) -> Iterator[Series]:
    own_last = max((number for number, (is_ours, _) in numbers.items() if is_ours), key=lambda number: (len(number), number), default="")
    begins = f"{PREFIX[kind]}-"
    # Our own series begins at 1: what is missing before its first number is missing too.
    ghosts = [f"{begins}0000"] if own_last else []
    for first, last, run, missing in gaps((*numbers, *ghosts)):
        here = [number for number in run if number in numbers]
        if not here:
            continue
        is_ours = any(numbers[number][0] for number in here)
        told = []
        for number in missing:
            in_ours = bool(own_last) and number.startswith(begins) and (len(number), number) < (len(own_last), own_last)
            told.append(MissingNumber(kind, year, number, in_ours, *words.get((kind, year, number), ("", "", None))))
        yield Series(kind, year, here[0] if first in ghosts else first, last, len(here), sum(numbers[number][1] for number in here),
                     is_ours, tuple(told))


def _words(tx: Reading) -> dict[tuple[str, int, str], tuple[str, str, date]]:
    """The last word on each number: what, who, when."""
    return {(str(kind), int(year), str(number)): (str(explanation), str(signed_by), date.fromisoformat(str(at)[:10]))
            for kind, year, number, explanation, signed_by, at in tx.all(
                "SELECT n.kind, series_year, number, explanation, signed_by, recorded_at FROM number_note AS n JOIN event USING (event_id) "
                "ORDER BY number_note_id")}


def missing(tx: Reading) -> tuple[MissingNumber, ...]:
    """Every missing number of every series."""
    return tuple(one for each in series(tx) for one in each.missing)


def keep(tx: Writing, order: ExplainNumber) -> None:
    """Keep a signed word on a missing number."""
    tx.decide(NumberNoteRow, kind=order.kind, series_year=order.year, number=order.number, explanation=order.explanation,
              signed_by=order.signed_by)
