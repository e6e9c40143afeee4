"""Loans and grants as kept: what is left of each loan, and what was given for what."""

from datetime import date
from typing import Any

from coopbooks.books import balances, boxes, cash, documents, settings
from coopbooks.books.rows_money import GrantLineRow, LoanLineRow, LoanRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.loans import (
    INTEREST,
    GrantFacts,
    KeptGrant,
    Loan,
    LoanFacts,
    PayLoan,
    PayLoanFacts,
    ReceiveGrant,
    ReceiveLoan,
)
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import Kip

_LOANS = """
SELECT a.loan_id, a.number, lender, received_on, a.principal_kip, rate_percent, plan, instalments, every_months, first_due_on, a.note,
       coalesce((SELECT sum(l.principal_kip) FROM loan_line AS l WHERE l.loan_id = a.loan_id AND l.doc_date <= :day), 0),
       coalesce((SELECT sum(l.interest_kip) FROM loan_line AS l WHERE l.loan_id = a.loan_id AND l.doc_date <= :day), 0), a.entry_id
  FROM loan AS a WHERE a.withdraws IS NULL AND received_on <= :day AND NOT EXISTS (SELECT 1 FROM loan AS w WHERE w.withdraws = a.loan_id)
   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = a.entry_id AND r.entry_date <= :day) ORDER BY a.loan_id
"""


def all_loans(tx: Reading, as_of: date = balances.EVER) -> list[Loan]:
    """The loans as they stand at the close of a day, those paid back too."""
    return [_loan(row) for row in tx.all(_LOANS, {"day": as_of.isoformat()})]


def _loan(row: tuple[Any, ...]) -> Loan:
    key, number, lender, on, principal, rate, plan, count, every, first, note, paid, interest, entry_id = row
    return Loan(int(key), number, lender, date.fromisoformat(on), Kip(principal), rate, plan, int(count), int(every), date.fromisoformat(first),
                note, Kip(paid), Kip(interest), entry_id)


def loan(tx: Reading, loan_id: int) -> Loan:
    """One loan. Raises LookupError when it is not on the register."""
    found = [one for one in all_loans(tx) if one.loan_id == loan_id]
    if not found:
        raise LookupError(loan_id)
    return found[0]


def next_number(tx: Reading) -> str:
    """The number of the next loan: L-001, L-002, …"""
    (count,) = tx.one("SELECT count(*) FROM loan WHERE withdraws IS NULL")
    return f"L-{int(count) + 1:03}"


def unexplained_kip(tx: Reading, as_of: date = balances.EVER) -> Kip:
    """What the loans' account holds beyond the loans of the register."""
    held = -balances.on_day(tx, as_of).get(tx.account_id(AccountRole.LOANS), Kip(0))
    return Kip(held - sum(one.left_kip for one in all_loans(tx, as_of)))


def facts_for_loan(tx: Reading, order: ReceiveLoan) -> LoanFacts:
    """What the loan's form shows and its rule judges."""
    taken = tx.maybe("SELECT 1 FROM loan WHERE number = ?", order.number) is not None if order.number is not None else False
    return LoanFacts(boxes.words(tx), unexplained_kip(tx), settings.open_days(tx), taken)


def keep_loan(tx: Writing, number: str, order: ReceiveLoan, entry_id: int | None) -> int:
    """Put a loan on the register; returns its id."""
    return tx.decide(LoanRow, number=number, lender=order.lender, received_on=order.on.isoformat(), principal_kip=order.principal_kip,
                     rate_percent=order.rate_percent, plan=order.plan, instalments=order.instalments, every_months=order.every_months,
                     first_due_on=order.first_due_on.isoformat(), note=order.note, entry_id=entry_id, withdraws=None)


def withdraw(tx: Writing, loan_id: int) -> None:
    """Take a loan off the register that was put there by mistake; it stays in the trail."""
    names = [column.name for column in LoanRow.__table__.columns][1:-1]
    row = tx.one(f"SELECT {', '.join(names)} FROM loan WHERE loan_id = ?", loan_id)
    tx.decide(LoanRow, **{**dict(zip(names, row, strict=True)), "entry_id": None, "withdraws": loan_id})


def facts_for_payment(tx: Reading, order: PayLoan) -> PayLoanFacts:
    """What the instalment's form shows and its rule judges."""
    known = cash.accounts_by_word(tx)
    return PayLoanFacts(loan(tx, order.loan_id), boxes.words(tx), cash.box_kip(tx, order.money),
                        INTEREST if INTEREST in known else AccountRole.OTHER_EXPENSE, settings.open_days(tx),
                        documents.taken(tx, "loan-payment", order.number, order.on))


def add_line(tx: Writing, entry_id: int, document_id: int, order: PayLoan) -> None:
    """Keep what was paid back, and the interest."""
    tx.append(LoanLineRow, entry_id=entry_id, document_id=document_id, loan_id=order.loan_id, doc_date=order.on.isoformat(),
              principal_kip=order.principal_kip, interest_kip=order.interest_kip)


# --- grants -----------------------------------------------------------------------------------------------------------
def facts_for_grant(tx: Reading, order: ReceiveGrant) -> GrantFacts:
    """What the grant's form shows and its rule judges."""
    return GrantFacts(cash.accounts_by_word(tx), boxes.words(tx), settings.open_days(tx), documents.taken(tx, "grant", order.number, order.on))


def add_grant(tx: Writing, entry_id: int, document_id: int, order: ReceiveGrant) -> None:
    """Keep a grant with its entry."""
    tx.append(GrantLineRow, entry_id=entry_id, document_id=document_id, giver=order.giver, purpose=order.purpose, amount_kip=order.amount_kip)


def all_grants(tx: Reading, as_of: date = balances.EVER) -> list[KeptGrant]:
    """The grants received up to a day, without those that were reversed."""
    found = tx.all("SELECT d.number, d.doc_date, giver, purpose, amount_kip, d.document_id FROM grant_line JOIN document AS d USING (document_id) "
                   "WHERE d.kind = 'grant' AND d.doc_date <= :day AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id "
                   "AND r.entry_date <= :day) ORDER BY d.document_id", {"day": as_of.isoformat()})
    return [KeptGrant(number, date.fromisoformat(on), giver, purpose, Kip(kip), int(key)) for number, on, giver, purpose, kip, key in found]
