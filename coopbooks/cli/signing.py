"""Who does a headless job: `--user NAME` opens the book as an enrolled person, whose name then stands in every event.

Without it a job is signed by nobody, and a decision that two people make together finds no maker.
"""

import argparse
from pathlib import Path

from coopbooks.books import approvals
from coopbooks.books.book import Book
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken


class UserNotEnrolled(RuleBroken):
    """Only people of the book work in it."""

    field, wording = "user", N_("“{name}” is not enrolled in this book. These are: {people}.")


class NobodyEnrolled(RuleBroken):
    """A book from before there were people knows no names."""

    field, wording = "user", N_("“{name}” is not enrolled in this book. Nobody is enrolled yet.")


def arguments(verb: argparse.ArgumentParser) -> None:
    """--user NAME."""
    verb.add_argument("--user", default="", metavar="NAME", help=tr(N_("Who does it: the name of somebody enrolled in the book.")))


def open_signed(path: Path, user: str) -> Book:
    """The book, opened as this person; as nobody when no name is given. Raises Refused for a stranger, naming who is enrolled."""
    name = user.strip()
    book = Book.open(path, user_name=name)
    with book.reading() as tx:
        people = [person.name for person in approvals.people(tx)]
    if name and name not in people:
        book.close()
        raise Refused((UserNotEnrolled(name=name, people=people) if people else NobodyEnrolled(name=name),))
    return book
