"""Start CoopBooks: the window without a command, one headless job with one.

The window's first paint must not wait for libraries it does not need yet, so each way imports only its own.
"""

import sys

COMMANDS = ("demo", "new", "import", "do", "templates", "export", "report", "surplus", "close", "approve", "payout", "check", "backup",
            "restore", "words")
"""The headless commands; `cli.main` explains them."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit code of the headless interface's promise."""
    given = sys.argv[1:] if arguments is None else arguments
    first = next((word for word in given if not word.startswith("-")), "")
    if first in COMMANDS or {"-h", "--help", "--version"} & set(given):
        from coopbooks.cli.main import run

        return run(given, _open_window)
    return _open_window(given)


def _open_window(given: list[str]) -> int:
    # A headless machine never gets here, and never loads Qt.
    from coopbooks.ui.app import run_window

    return run_window(given)


if __name__ == "__main__":
    sys.exit(main())
