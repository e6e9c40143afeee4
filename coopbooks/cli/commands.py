"""The headless commands: the arguments of each, and the one service it calls."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from coopbooks.books.book import Book
from coopbooks.cli import signing
from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import current_language, say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.services.imports.columns import COLUMNS

Given = argparse.Namespace


class NotAnAmount(RuleBroken):
    """Words are for whole kip."""

    wording = N_("“{value}” is not an amount of whole kip.")


@dataclass(frozen=True, slots=True)
class Command:
    """One verb of the headless interface. `own_language` where --lang means the paper's language, not the messages'."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Given], int | None]
    own_language: bool = False


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _book(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("book", type=Path, metavar="BOOK")


def _bar(done: int, all_of_them: int) -> None:
    """A progress bar, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == all_of_them else ""
        print(f"\r{'█' * (30 * done // max(all_of_them, 1)):<30} {done}/{all_of_them}", end=end, file=sys.stderr, flush=True)


# --- demo -------------------------------------------------------------------------------------------------------------
def _demo_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("dir", type=Path, nargs="?", default=Path("demo"), metavar="DIR")
    verb.add_argument("--members", type=int, default=82)
    verb.add_argument("--years", type=int, default=3)
    verb.add_argument("--seed", type=int, default=7)
    verb.add_argument("--no-window", action="store_true")


def _demo(given: Given) -> int:
    from coopbooks.services import demo

    size = demo.DemoSize(given.members, given.years, given.seed)
    path = demo.write_demo(given.dir, size, _today(), _bar)
    from coopbooks.cli import papers

    papers.write_demo_papers(path, given.dir / "papers", _bar)
    print(tr(N_("The practice book is {path}."), path=str(path)))
    if given.no_window or (sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))):
        return 0
    return int(given.open_window([str(path)]))


# --- new, import, templates -----------------------------------------------------------------------------------------
def _new_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    verb.add_argument("--profile", type=Path, required=True, metavar="PROFILE.toml")


def _new(given: Given) -> None:
    from coopbooks.services import new_book

    new_book.create_book(given.book, new_book.read_profile(given.profile)).close()
    print(tr(N_("The new book is {path}."), path=str(given.book)))


def _import_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    signing.arguments(verb)
    verb.add_argument("kind", choices=tuple(COLUMNS), metavar="KIND", help=" ".join(COLUMNS))
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--dry-run", action="store_true")


def _import(given: Given) -> None:
    from coopbooks.services.imports.run import import_file

    with signing.open_signed(given.book, given.user) as book:
        result = import_file(book, given.kind, given.file, dry_run=given.dry_run)
    wording = (N_("{file}: {added} would be added, {present} are in the book already. Nothing was changed.") if given.dry_run
               else N_("{file}: {added} added, {present} were in the book already."))
    print(tr(wording, file=result.file, added=result.added_count, present=result.present_count))


def _templates_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("dir", type=Path, metavar="DIR")


def _templates(given: Given) -> None:
    from coopbooks.cli import templates

    for path in templates.write_templates(given.dir):
        print(path)


# --- export, report -------------------------------------------------------------------------------------------------
def _export_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    verb.add_argument("--format", required=True, choices=("csv", "xlsx", "json", "hledger", "beancount"))
    verb.add_argument("--out", type=Path, required=True, metavar="PATH")


def _export(given: Given) -> None:
    from coopbooks.cli import exports

    with Book.open(given.book, read_only=True) as book:
        exports.write_export(book, given.format, given.out)
    print(given.out)


def _report_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("book", type=Path, nargs="?", metavar="BOOK")
    verb.add_argument("name", nargs="?", metavar="NAME")
    verb.add_argument("--list", action="store_true", help=tr(N_("List the papers.")))
    verb.add_argument("--as-of", type=_day, metavar="D")
    verb.add_argument("--known-on", type=_day, metavar="D")
    verb.add_argument("--from", dest="first_day", type=_day, metavar="D")
    verb.add_argument("--to", dest="last_day", type=_day, metavar="D")
    verb.add_argument("--year", type=int)
    verb.add_argument("--member", metavar="NO")
    verb.add_argument("--all", action="store_true")
    verb.add_argument("--order", choices=("village", "number"), default="village", help=tr(N_("The order of all statements.")))
    verb.add_argument("--start", default="", metavar="NO", help=tr(N_("All statements again from this member on.")))
    verb.add_argument("--issue", action="store_true",
                      help=tr(N_("Put this printing into the trail. The first keeps what the paper says; later ones are copies of it.")))
    verb.add_argument("--account", metavar="ROLE")
    verb.add_argument("--beside", choices=("before", "year", "nothing"), default="before",
                      help=tr(N_("What a statement stands beside: the time before, a year earlier, or nothing.")))
    verb.add_argument("--number", metavar="NO", help=tr(N_("Number of a receipt or slip.")))
    verb.add_argument("--lang", choices=("lo", "en", "lo+en"))
    verb.add_argument("--out", type=Path, metavar="FILE")


def _report(given: Given) -> int:
    from coopbooks.cli import papers

    if given.list or given.book is None or given.name is None or given.out is None:
        papers.list_papers()
        return 0 if given.list else 2
    return papers.write_report(given, _today(), _bar)


# --- surplus, close, approve, payout --------------------------------------------------------------------------------
def _surplus_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("book", type=Path, nargs="?", metavar="BOOK")
    verb.add_argument("--year", type=int)
    verb.add_argument("--policy", type=Path, metavar="POLICY.toml")
    verb.add_argument("--facts", type=Path, metavar="FACTS.json")
    verb.add_argument("--json", action="store_true")


def _surplus(given: Given) -> int:
    from coopbooks.cli import surplus

    return surplus.show(given)


def _close_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    signing.arguments(verb)
    verb.add_argument("--year", type=int, required=True)


def _close(given: Given) -> None:
    from coopbooks.services import dividends

    with signing.open_signed(given.book, given.user) as book:
        outcome = dividends.close_year(book, dividends.CloseYear(given.year))
    print(outcome.notice)


def _approve_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    signing.arguments(verb)
    verb.add_argument("--year", type=int, required=True)
    verb.add_argument("--resolution", required=True, metavar="NO")
    verb.add_argument("--on", type=_day, required=True, metavar="D")
    verb.add_argument("--policy", type=Path, required=True, metavar="POLICY.toml")
    verb.add_argument("--prepared-by", default="", metavar="NAME")
    verb.add_argument("--approved-by", default="", metavar="NAME")


def _approve(given: Given) -> None:
    from coopbooks.cli import surplus

    surplus.approve(given)


def _payout_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    signing.arguments(verb)
    verb.add_argument("--year", type=int, required=True)
    verb.add_argument("--on", type=_day, required=True, metavar="D")
    verb.add_argument("--from", dest="money", choices=("cash", "bank"), default="cash")
    verb.add_argument("--member", metavar="NO", action="append")
    verb.add_argument("--all", action="store_true")
    verb.add_argument("--round", default="1/100", metavar="NO/PERCENT")
    verb.add_argument("--bank-list", type=Path, metavar="FILE.csv", help=tr(N_("Write the list for the bank and pay nobody.")))


def _payout(given: Given) -> int:
    from coopbooks.cli import surplus

    return surplus.pay_out(given)


def _do_arguments(verb: argparse.ArgumentParser) -> None:
    from coopbooks.cli import deeds

    deeds.arguments(verb)


def _do(given: Given) -> int:
    from coopbooks.cli import deeds

    return deeds.do(given)


# --- check, backup, restore, words ----------------------------------------------------------------------------------
def _check_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    verb.add_argument("--code", action="append", default=[], metavar="XXXX-XXXX-XXXX-XXXX",
                      help=tr(N_("A code from a printed paper that must be found in the book.")))
    verb.add_argument("--json", action="store_true")


def _check(given: Given) -> int:
    from coopbooks.services.checking import check_book

    findings = check_book(given.book, tuple(given.code))
    if given.json:
        print(json.dumps({"book": str(given.book), "clean": not findings, "findings": [
            {"check": one.check, "text": say(one)} for one in findings]}, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            print(f"{one.check}: {say(one)}", file=sys.stderr)
    return 1 if findings else 0


def _backup_arguments(verb: argparse.ArgumentParser) -> None:
    _book(verb)
    verb.add_argument("--to", type=Path, metavar="DIR")


def _backup(given: Given) -> None:
    from coopbooks.books import backup

    print(backup.back_up(given.book, given.to, datetime.now(UTC)))


def _restore_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("backup", type=Path, metavar="BACKUP")
    verb.add_argument("--to", type=Path, required=True, metavar="BOOK")


def _restore(given: Given) -> None:
    from coopbooks.books import backup

    kept = backup.restore(given.backup, given.to, datetime.now(UTC))
    print(given.to if kept is None else tr(N_("Restored {path}. The book that was there is kept as {kept}."),
                                           path=str(given.to), kept=str(kept)))


def _words_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("number", metavar="N")


def _words(given: Given) -> None:
    from coopbooks.i18n.words import kip_in_words

    try:
        amount = formats.parse_kip(given.number)
    except ValueError:
        refuse_if([NotAnAmount(value=given.number)])
        raise
    print(kip_in_words(amount, current_language()))


COMMANDS = (
    Command("demo", N_("Write a practice co-op with its papers and open it."), _demo_arguments, _demo),
    Command("new", N_("Make a new book from a profile."), _new_arguments, _new),
    Command("import", N_("Bring a CSV or Excel file into the book."), _import_arguments, _import),
    Command("do", N_("Do one deed from a JSON file, as the window does it."), _do_arguments, _do),
    Command("templates", N_("Write a template for every kind of import."), _templates_arguments, _templates),
    Command("export", N_("Write everything in the book in another format."), _export_arguments, _export),
    Command("report", N_("Write a paper."), _report_arguments, _report, own_language=True),
    Command("surplus", N_("Show what each would get of a surplus; nothing is changed."), _surplus_arguments, _surplus),
    Command("close", N_("Close a year."), _close_arguments, _close),
    Command("approve", N_("Post the meeting's decision on a year's surplus."), _approve_arguments, _approve),
    Command("payout", N_("Pay members their dividends."), _payout_arguments, _payout),
    Command("check", N_("Check the whole book."), _check_arguments, _check),
    Command("backup", N_("Make a checked copy of the book."), _backup_arguments, _backup),
    Command("restore", N_("Bring a backup back; the book that was there is kept."), _restore_arguments, _restore),
    Command("words", N_("Write an amount in words."), _words_arguments, _words),
)
"""The verbs in the order in which people meet them."""
