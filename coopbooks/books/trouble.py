"""Trouble with the file or the disk: not the user's order, not our bug. Told plainly; nothing is lost."""

from typing import ClassVar

from coopbooks.i18n.markers import N_


class BookTrouble(Exception):
    """Something outside the program stands in the way. `wording` and `facts` make the sentence."""

    wording: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.wording.format_map(facts))


class BookNotFound(BookTrouble):
    """There is no file of that name."""

    wording = N_("There is no book at {path}.")


class BookExists(BookTrouble):
    """A new book would overwrite a file."""

    wording = N_("There is already a file at {path}. Choose another name.")


class NotABook(BookTrouble):
    """Some other file."""

    wording = N_("{path} is not a CoopBooks book.")


class BookDamaged(BookTrouble):
    """The file does not pass SQLite's own check or the comparison with the known schema."""

    wording = N_("The book {path} is damaged ({what}). Your backups are safe: restore the newest one.")


class BookFromNewerProgram(BookTrouble):
    """A later CoopBooks wrote it; not one byte is changed."""

    wording = N_("The book {path} was written by a newer CoopBooks. Install that version to open it.")


class BookInUse(BookTrouble):
    """Somebody else has it open for writing."""

    wording = N_("{holder} has the book {path} open. Close it there, or open it here to read only.")


class BookIsReadOnly(BookTrouble):
    """This handle may only read."""

    wording = N_("The book {path} is open to read only.")


class NotSaved(BookTrouble):
    """The disk refused: full, pulled out, failing."""

    wording = N_("Not saved: {what}. The book is unchanged.")


class BookIsOlder(BookTrouble):
    """An earlier version wrote it, and this handle may not bring it up to date."""

    wording = N_("The book {path} was written by an older CoopBooks. Open it once to bring it up to date.")


class BookNotUpdated(BookTrouble):
    """A step of the update failed, or what came out of it did not pass the checks."""

    wording = N_("The book {path} could not be brought up to date ({what}). It is unchanged, and a copy is at {copy}.")
