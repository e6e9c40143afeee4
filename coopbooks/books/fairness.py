"""Weighings with who took them, for the report on fairness. A slip is printed when it is saved, so a voided one was voided after that."""

from datetime import date

from coopbooks.books.transaction import Reading
from coopbooks.coop.fairness import Weighing

# A slip of the same member, product and grade on the same or the next day, written after the voided one, is what it was corrected to.
_WEIGHINGS = """
WITH line AS (
    SELECT l.delivery_line_id, l.entry_id, l.member_id, l.product_id, l.grade, l.doc_date, l.gross_g, l.net_g, d.number, v.user_name,
           (SELECT r.entry_id FROM entry AS r WHERE r.reverses = l.entry_id) AS undone_by
      FROM delivery_line AS l JOIN document AS d USING (document_id) JOIN entry AS e ON e.entry_id = l.entry_id JOIN event AS v USING (event_id)
     WHERE l.net_g > 0 AND d.kind = 'delivery' AND l.doc_date BETWEEN :first AND :last)
SELECT line.user_name, coalesce(w.gross_g, line.gross_g), line.number, line.undone_by IS NOT NULL, line.net_g,
       CASE WHEN line.undone_by IS NOT NULL THEN
         (SELECT n.net_g FROM delivery_line AS n WHERE n.member_id = line.member_id AND n.product_id = line.product_id AND n.net_g > 0
            AND n.doc_date BETWEEN line.doc_date AND date(line.doc_date, '+1 day') AND n.entry_id > line.undone_by
          ORDER BY n.entry_id LIMIT 1) END
  FROM line LEFT JOIN weighing AS w ON w.delivery_line_id = line.delivery_line_id AND w.gross_g > 0
 ORDER BY line.delivery_line_id
"""


def weighings(tx: Reading, first_day: date, last_day: date) -> list[Weighing]:
    """Every weighing of a period, voided ones too, in the order in which they were taken."""
    found = tx.all(_WEIGHINGS, {"first": first_day.isoformat(), "last": last_day.isoformat()})
    return [Weighing(clerk, gross_g, slip, bool(void), new_g is not None, (new_g - net_g) if new_g is not None else 0)
            for clerk, gross_g, slip, void, net_g, new_g in found]
