"""What the shell needs of a page: a title, the topics it shows, and to be told when to ask again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from coopbooks.books.book import Book
from coopbooks.ledger.accounts import Account
from coopbooks.services.journal import accounts_by_name
from coopbooks.services.outcome import Topic
from coopbooks.ui.kit.words import Speaker
from coopbooks.ui.runner import Runner


@dataclass(slots=True)
class Desk:
    """What every page works with: the open book, the runner, the day, and the ways to other places.

    Attributes:
        go: show a page: go("member", member_id) or go("members").
        say: show a toast, with an action perhaps.
        act: start a task by name: delivery, share-payment, statement.
    """

    book: Book
    runner: Runner
    today: date
    go: Callable[..., None]
    say: Callable[..., None]
    act: Callable[..., None]

    def accounts(self) -> dict[str, Account]:
        """The chart by role and code: forms name the accounts of an entry with it."""
        known: dict[str, Account] = self.runner.read(lambda: accounts_by_name(self.book), {})
        return known


class Page(QWidget, Speaker):
    """A page of the window. Subclasses set `title` (a message) and `topics`, and fill themselves in `refresh`.

    `workspace` names the sidebar's button of a page that has none of its own (a member's page belongs to "members").
    """

    title = ""
    workspace = ""
    topics: frozenset[Topic] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def refresh(self) -> None:
        """Ask the book again and show the answer."""

    def show_for(self, what: object) -> None:
        """Show the page for something: a member, a document."""

    def add_new(self) -> None:
        """What Ctrl+N starts here."""

    def start_find(self) -> None:
        """Put the cursor into the page's find box."""

    def member_at_hand(self) -> int | None:
        """The member whose page is open or whose row the cursor is on: keys like F2 and F7 mean this member."""
        return None

    def title_text(self) -> tuple[str, dict[str, object]]:
        """The title in the top bar, as message and facts."""
        return self.title, {}
