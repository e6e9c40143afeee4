"""What papers about money need each other: loans and their instalments, assets and their depreciation, grants and what they paid for."""

from coopbooks.books import assets, loans
from coopbooks.books.documents import KeptPaper
from coopbooks.books.transaction import Reading
from coopbooks.ledger.accounts import AccountRole

_LATER = """
SELECT r.number FROM loan AS a JOIN loan_line AS l USING (loan_id) JOIN document AS d ON d.document_id = l.document_id
  JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) WHERE a.entry_id = ?1
 GROUP BY r.document_id HAVING sum(l.principal_kip) <> 0 OR sum(l.interest_kip) <> 0
UNION
SELECT r.number FROM asset AS a JOIN asset_line AS l USING (asset_id) JOIN document AS d ON d.document_id = l.document_id
  JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id) WHERE a.entry_id = ?1
 GROUP BY r.document_id HAVING sum(l.worn_kip) <> 0 OR sum(l.cost_kip) <> 0
UNION
SELECT r.number FROM asset_line AS w JOIN asset_line AS l ON l.asset_id = w.asset_id AND l.kind = 'end' AND l.entry_id > ?1
  JOIN document AS d ON d.document_id = l.document_id JOIN document AS r ON r.document_id = coalesce(d.refers, d.document_id)
 WHERE w.entry_id = ?1 AND w.kind = 'run' GROUP BY r.document_id HAVING sum(l.cost_kip) <> 0
LIMIT 5
"""


def uses(tx: Reading, paper: KeptPaper) -> tuple[str, ...]:
    """The papers, assets and loans that could not stand without this paper."""
    later = tuple(str(number) for (number,) in tx.all(_LATER, paper.entry_id))
    return later or (*assets.uses_of_grant(tx, paper.entry_id), *_explained_by(tx, paper))


def _explained_by(tx: Reading, paper: KeptPaper) -> tuple[str, ...]:
    """What was taken over stands in an account; the entry that brought it there cannot go first."""
    if paper.kind in ("asset", "asset-end", "loan", "loan-payment", "depreciation"):
        return ()
    found: list[str] = []
    legs = tx.all("SELECT code, role, sum(amount_kip) FROM posting JOIN account USING (account_id) WHERE entry_id = ? GROUP BY account_id",
                  paper.entry_id)
    standing = [one for one in assets.all_assets(tx) if not one.ended_on]
    for code, role, kip in legs:
        using = [one.number for one in standing if one.account == code]
        if using and kip > 0 and assets.unexplained_kip(tx, code) < kip:
            found += using
        if role == AccountRole.LOANS and kip < 0 and loans.unexplained_kip(tx) < -kip:
            found += [one.number for one in loans.all_loans(tx) if one.left_kip]
    return tuple(found[:5])
