"""Make the book that stands for this version: python -m tests.support.make_golden. Once a version is released, never again."""

from pathlib import Path

from coopbooks.books import journal, register
from coopbooks.books.balances import largest_day
from coopbooks.books.book import Book
from coopbooks.books.header import VERSION
from tests.support import whole_book

FOLDER = Path(__file__).parents[1] / "golden" / "books"


def told(path: Path) -> str:
    """What every later version must still read in the book: head code, papers, trial balance and members, as text."""
    with Book.open(path, read_only=True) as book, book.reading() as tx:
        as_of = largest_day(tx)
        if as_of is None:
            raise AssertionError(path)
        lines = [f"head {tx.head_code()}", f"as of {as_of}"]
        lines += [f"paper {kind} {count}" for kind, count in tx.all("SELECT kind, count(*) FROM document GROUP BY kind ORDER BY kind")]
        lines += [f"account {line.account.code:5} {line.debit_kip:>14,} {line.credit_kip:>14,}"
                  for line in journal.trial_balance(tx, as_of).lines]
        lines += [f"member {one.number:4} {one.name} {one.share_count:>4} {one.capital_kip:>10,} {one.unpaid_kip:>10,} {one.owed_kip:>10,}"
                  for one in register.member_list(tx, as_of).lines]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the book and its text."""
    path = FOLDER / f"v{VERSION}-small.coop"
    for left in FOLDER.glob(path.name + "*"):
        left.unlink()
    whole_book.make(path)
    for left in FOLDER.glob(path.name + "?*"):
        left.unlink()
    path.with_suffix(".txt").write_text(told(path), encoding="utf-8")


if __name__ == "__main__":
    main()
