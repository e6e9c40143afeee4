"""Files that were taken back: none of their papers stands any more, and nobody they brought has anything in the book."""

from collections.abc import Iterator

from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding
from coopbooks.i18n.markers import N_


def imports(tx: Reading) -> Iterator[Finding]:
    """A file that was taken back has left nothing that counts."""
    for file, number in tx.all(
            "SELECT DISTINCT file, d.number FROM import_file JOIN import_end USING (import_file_id) JOIN document AS d ON d.entry_id BETWEEN "
            "first_entry_id AND last_entry_id WHERE NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id) LIMIT ?", MOST_TOLD):
        yield Finding("imports", N_("{file} was taken back, but {number} still stands."), {"file": str(file), "number": str(number)})
    for file, number in tx.all(
            "SELECT file, m.number FROM import_file AS i JOIN import_end USING (import_file_id) JOIN member AS m ON m.member_id BETWEEN "
            "first_subject_id AND last_subject_id WHERE i.kind = 'members' AND (m.joined_on IS NOT NULL OR EXISTS (SELECT 1 FROM share_line AS s "
            "WHERE s.member_id = m.member_id GROUP BY s.member_id HAVING sum(s.share_count) <> 0)) LIMIT ?", MOST_TOLD):
        yield Finding("imports", N_("{file} was taken back, but member {number} still counts."), {"file": str(file), "number": str(number)})
