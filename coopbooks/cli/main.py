"""The headless interface: one job, no window. Exit 0 done · 1 refused by a rule of the books · 2 wrong usage · 3 trouble
with the file or the disk. Refusals go to standard error as whole sentences in the chosen language, never as a traceback.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from coopbooks import __version__
from coopbooks.books.trouble import BookTrouble
from coopbooks.cli import commands
from coopbooks.i18n.catalogue import Language, say, set_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused

DONE, REFUSED, WRONG_USAGE, TROUBLE = 0, 1, 2, 3

_OVERVIEW = N_("Keep the books of a small cooperative. Without a command the window opens.")


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and our language; it already exits with 2 on wrong usage."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    top = _Parser(prog="coopbooks", description=tr(_OVERVIEW))
    top.add_argument("--version", action="version", version=f"CoopBooks {__version__}")
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=("lo", "en"), help=tr(N_("Language of messages: lo or en.")))
    verbs = top.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for command in commands.COMMANDS:
        verb = verbs.add_parser(command.name, help=tr(command.help), parents=[] if command.own_language else [common])
        command.arguments(verb)
        verb.set_defaults(run=command.run)
    return top


def run(arguments: Sequence[str], open_window: Callable[[list[str]], int] = lambda _arguments: DONE) -> int:
    """Do one job; returns the exit code. `open_window` is how a job that ends in the window opens it."""
    set_language(_language(list(arguments)))
    given = parser().parse_args(arguments)
    given.open_window = open_window
    try:
        return int(given.run(given) or DONE)
    except Refused as refusal:
        for broken in refusal.broken:
            print(say(broken), file=sys.stderr)
        return REFUSED
    except BookTrouble as trouble:
        print(say(trouble), file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        # The reader went away early (`| head`): no fault of the job. Nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as fault:
        print(tr(N_("{file} cannot be used: {why}."), file=fault.filename or "", why=fault.strerror or str(fault)),
              file=sys.stderr)
        return TROUBLE
    except MemoryError:
        print(tr(N_("The computer has not enough memory. Nothing was changed.")), file=sys.stderr)
        return TROUBLE
    except Exception:
        logging.getLogger("coopbooks").debug("bug", exc_info=True)
        where = _write_crash_log()
        print(tr(N_("Something went wrong inside the program. Nothing was changed. Details are in {file}."), file=where),
              file=sys.stderr)
        return TROUBLE


def _write_crash_log() -> str:
    import tempfile
    import traceback

    if os.environ.get("COOPBOOKS_DEBUG"):
        traceback.print_exc()
    with tempfile.NamedTemporaryFile("w", prefix="coopbooks-", suffix=".log", delete=False, encoding="utf-8") as file:
        file.write(f"CoopBooks {__version__} Python {sys.version}\n{traceback.format_exc()}")
    return file.name


def _language(arguments: list[str]) -> Language:
    """The chosen language; else the book's, else the system's."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        told = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if told in ("lo", "en"):
            return "lo" if told == "lo" else "en"
    for word in arguments[1:]:
        if word.endswith(".coop") and Path(word).is_file():
            from coopbooks.books import glance

            try:
                return "lo" if glance.read(Path(word)).language == "lo" else "en"
            except (BookTrouble, OSError):
                break
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "lo" if system.startswith("lo") else "en"
