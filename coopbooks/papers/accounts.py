"""Trial balance and cash book. The other papers of an accountant stand in `statements`, `books_of_account` and `analysis`."""

from collections.abc import Sequence
from datetime import date, timedelta

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import balance
from coopbooks.papers.kinds import told_text
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section

TREASURER, CHAIR, INSPECTION = N_("Treasurer"), N_("Chair"), N_("Inspection committee")


def _named(account: Account) -> Label:
    return Label(account.name_lo, account.name_en)


def trial_balance(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[Account, int, int]]) -> Listing:
    """Closing balances of a day, one side per account; `lines` are account, debit, credit. The totals are equal."""
    debit, credit = sum(line[1] for line in lines), sum(line[2] for line in lines)
    rows = tuple((account.code, _named(account), Amount(dr, balance(account.code, as_of=as_of)) if dr else None,
                  Amount(cr, balance(account.code, as_of=as_of, credit=True)) if cr else None) for account, dr, cr in lines)
    totals = (Amount(debit, balance(*(account.code for account, dr, _ in lines if dr), as_of=as_of)),
              Amount(credit, balance(*(account.code for account, _, cr in lines if cr), as_of=as_of, credit=True)))
    document = {
        "as_of": as_of.isoformat(),
        "accounts": [{"code": account.code, "role": account.role, "name_lo": account.name_lo, "name_en": account.name_en,
                      "debit_kip": dr, "credit_kip": cr} for account, dr, cr in lines],
        "total_debit_kip": debit, "total_credit_kip": credit}
    columns = (Column(N_("Code"), share=9), Column(N_("Account"), share=45), Column(N_("Debit"), "kip", 20),
               Column(N_("Credit"), "kip", 20))
    return Listing("trial-balance", N_("Trial balance"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", rows),), ("", N_("Total"), *totals), document, signers=(TREASURER, INSPECTION))


def cash_book(letterhead: Letterhead, account: Account, first_day: date, last_day: date, opening_kip: int,
              lines: Sequence[tuple[date, str, str, int, int, int]], *, is_bank: bool | None = None, kinds: Sequence[str] = ()) -> Listing:
    """A money box line by line: day, number, text, in, out, balance. `kinds` are those of the papers, for lines without words."""
    opening = Amount(opening_kip, balance(account.code, as_of=first_day - timedelta(days=1)))
    closing = lines[-1][5] if lines else opening
    document = {
        "account": account.role or account.code, "from": first_day.isoformat(), "to": last_day.isoformat(), "opening_kip": opening_kip,
        "lines": [{"on": on.isoformat(), "number": number, "text": text, "in_kip": came, "out_kip": went, "balance_kip": held}
                  for on, number, text, came, went, held in lines], "closing_kip": closing}
    came_in, went_out = sum(line[3] for line in lines), sum(line[4] for line in lines)
    rows: tuple[tuple[Cell, ...], ...] = (
            (first_day, "", N_("Brought forward"), None, None, opening),
            *((on, number, told_text(text, kind), came or None, went or None, held)
              for (on, number, text, came, went, held), kind in zip(lines, kinds or [""] * len(lines), strict=True)))
    columns = (Column(N_("Date"), "day", 12), Column(N_("No."), share=13), Column(N_("Text"), share=31),
               Column(N_("Money in"), "kip", 15), Column(N_("Money out"), "kip", 15), Column(N_("Balance"), "kip", 16))
    title = N_("Bank book") if is_bank or (is_bank is None and account.role != "cash") else N_("Cash book")
    return Listing("cash-book", title, N_("{first_day} to {last_day}"), {"first_day": first_day, "last_day": last_day}, letterhead,
                   columns, (Section("", rows),), ("", "", N_("Total"), came_in, went_out, closing), document,
                   signers=(TREASURER, INSPECTION))
