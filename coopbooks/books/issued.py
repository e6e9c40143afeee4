"""Papers that left the office: their facts as they were printed first, and how often they were printed since."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.books.rows_papers import IssuedPaperRow, PrintedPaperRow
from coopbooks.books.rows_people import ContentRow
from coopbooks.books.transaction import Reading, Writing


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was given out. `print_count` counts the original and its copies."""

    issued_paper_id: int
    facts: str
    print_count: int


def find(tx: Reading, name: str, subject: str) -> Issued | None:
    """The paper as it was given out, or None when it never was."""
    found = tx.maybe("SELECT issued_paper_id, body, (SELECT count(*) FROM printed_paper AS p WHERE p.issued_paper_id = i.issued_paper_id) "
                     "FROM issued_paper AS i JOIN content USING (sha256) WHERE name = ? AND subject = ?", name, subject)
    return Issued(int(found[0]), bytes(found[1]).decode("utf-8"), int(found[2])) if found else None


def last_printed(tx: Reading, name: str, subjects: Sequence[str]) -> dict[str, date]:
    """The day on which each paper of a name was last printed or saved, by its subject; those that never were are left out."""
    found = tx.all("SELECT subject, max(v.recorded_at) FROM issued_paper AS i JOIN printed_paper AS p USING (issued_paper_id) JOIN event AS v "
                   "ON v.event_id = p.event_id WHERE name = ? AND subject IN (SELECT value FROM json_each(?)) GROUP BY subject",
                   name, json.dumps(subjects))
    return {str(subject): date.fromisoformat(str(at)[:10]) for subject, at in found}


def body_of(tx: Reading, sha256: str) -> bytes:
    """A picture that an issued paper names; empty when the book has it no longer."""
    found = tx.maybe("SELECT body FROM content WHERE sha256 = ?", sha256)
    return bytes(found[0]) if found else b""


def keep(tx: Writing, name: str, subject: str, facts: str, pictures: Mapping[str, bytes]) -> int:
    """Keep what a paper says on its first printing; returns its id."""
    digest = keep_content(tx, facts.encode("utf-8", "surrogatepass"))
    for body in pictures.values():
        keep_content(tx, body)
    return tx.decide(IssuedPaperRow, name=name, subject=subject, sha256=digest)


def keep_content(tx: Writing, body: bytes) -> str:
    """Keep bytes once, by their digest; returns it."""
    digest = hashlib.sha256(body).hexdigest()
    if tx.maybe("SELECT 1 FROM content WHERE sha256 = ?", digest) is None:
        tx.append(ContentRow, sha256=digest, body=body)
    return digest


def note_printing(tx: Writing, issued_paper_id: int, copy_no: int, language: str, way: str) -> None:
    """Put one printing into the trail."""
    tx.decide(PrintedPaperRow, issued_paper_id=issued_paper_id, copy_no=copy_no, language=language, way=way)
