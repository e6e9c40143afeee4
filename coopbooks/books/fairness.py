"""Weighings with who took them, for the report on fairness. A slip is printed when it is saved, so a voided one was voided after that.

A season has a hundred thousand weighings: those of slips that stand are counted by the file itself, voided ones are told one by one.
"""

from datetime import date

from coopbooks.books.transaction import Reading
from coopbooks.coop.fairness import Weighing

_LINES = """
  FROM delivery_line AS l JOIN entry AS e ON e.entry_id = l.entry_id JOIN event AS v USING (event_id)
 WHERE l.net_g > 0 AND e.reverses IS NULL AND l.doc_date BETWEEN :first AND :last
   AND l.entry_id {stands} (SELECT reverses FROM entry WHERE reverses IS NOT NULL)
"""
_STANDING = ("WITH line AS (SELECT l.delivery_line_id, l.gross_g, v.user_name" + _LINES.format(stands="NOT IN") + ") SELECT user_name, "
             "coalesce(w.gross_g, line.gross_g) % 1000, count(*) FROM line LEFT JOIN weighing AS w ON w.delivery_line_id = line.delivery_line_id "
             "AND w.gross_g > 0 GROUP BY 1, 2")
_SLIPS = """
SELECT v.user_name, count(*) FROM document AS d JOIN entry AS e USING (entry_id) JOIN event AS v USING (event_id)
 WHERE d.kind = 'delivery' AND d.doc_date BETWEEN :first AND :last
   AND d.entry_id NOT IN (SELECT reverses FROM entry WHERE reverses IS NOT NULL) GROUP BY 1
"""
# A slip of the same member, product and grade on the same or the next day, written after the voided one, is what it was corrected to.
_VOIDED = "WITH line AS (SELECT l.*, v.user_name, (SELECT r.entry_id FROM entry AS r WHERE r.reverses = l.entry_id) AS undone_by" + _LINES.format(
    stands="IN") + """)
SELECT line.user_name, coalesce(w.gross_g, line.gross_g), line.document_id, line.net_g,
       (SELECT n.net_g FROM delivery_line AS n WHERE n.member_id = line.member_id AND n.product_id = line.product_id AND n.net_g > 0
          AND n.doc_date BETWEEN line.doc_date AND date(line.doc_date, '+1 day') AND n.entry_id > line.undone_by ORDER BY n.entry_id LIMIT 1)
  FROM line LEFT JOIN weighing AS w ON w.delivery_line_id = line.delivery_line_id AND w.gross_g > 0
 ORDER BY line.delivery_line_id
"""


def weighings(tx: Reading, first_day: date, last_day: date) -> tuple[list[Weighing], dict[str, int]]:
    """Every weighing of a period: those of standing slips counted by what follows the whole kilograms, with how many slips they are of
    by clerk; voided ones one by one, in the order in which they were taken.
    """
    days = {"first": first_day.isoformat(), "last": last_day.isoformat()}
    standing = [Weighing(clerk, rest_g, "", count=count) for clerk, rest_g, count in tx.all(_STANDING, days)]
    voided = [Weighing(clerk, gross_g, str(slip), is_void=True, is_corrected=new_g is not None, change_g=new_g - net_g if new_g is not None else 0)
              for clerk, gross_g, slip, net_g, new_g in tx.all(_VOIDED, days)]
    return standing + voided, {str(clerk): int(count) for clerk, count in tx.all(_SLIPS, days)}
