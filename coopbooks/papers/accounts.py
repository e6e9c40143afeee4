"""Trial balance and cash book. The other papers of an accountant stand in `statements`, `books_of_account` and `analysis`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account
from coopbooks.ledger.figures import Figure, Worked, balance, of_lines
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


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One line of a cash or bank book: what came in or went out, what was left, and which line of the journal it is."""

    on: date
    number: str
    text: str
    kind: str
    kip: int
    balance_kip: int
    posting_id: int


def cash_book(letterhead: Letterhead, account: Account, first_day: date, last_day: date, opening_kip: int, lines: Sequence[BoxLine], *,
              is_bank: bool | None = None, counted: Sequence[tuple[date, str, int]] = ()) -> Listing:
    """A money box line by line: day, number, text, in, out, balance; below it the counts of the period: day, number, what lay in the box."""
    code, closing = account.code, lines[-1].balance_kip if lines else opening_kip
    document = {
        "account": account.role or code, "from": first_day.isoformat(), "to": last_day.isoformat(), "opening_kip": opening_kip,
        "lines": [{"on": line.on.isoformat(), "number": line.number, "text": line.text,
                   "in_kip": max(line.kip, 0), "out_kip": max(-line.kip, 0), "balance_kip": line.balance_kip} for line in lines],
        "closing_kip": closing, "counts": [{"on": on.isoformat(), "number": number, "counted_kip": kip} for on, number, kip in counted]}
    sides = {side: Figure((code,), first_day, last_day, side=side, credit=side == "credit") for side in ("debit", "credit")}
    before = Amount(opening_kip, balance(code, as_of=first_day - timedelta(days=1)))
    rows: list[tuple[Cell, ...]] = [(first_day, "", N_("Brought forward"), None, None, before)]
    for line in lines:
        moved = Amount(abs(line.kip), of_lines(code, postings=(line.posting_id,), credit=line.kip < 0))
        left = Amount(line.balance_kip, Figure((code,), last_day=line.on, until=line.posting_id))
        rows.append((line.on, line.number, told_text(line.text, line.kind), moved if line.kip > 0 else None, moved if line.kip < 0 else None, left))
    totals = (Amount(sum(max(line.kip, 0) for line in lines), sides["debit"]), Amount(sum(max(-line.kip, 0) for line in lines), sides["credit"]),
              Amount(closing, balance(code, as_of=last_day)))
    sections = [Section("", tuple(rows), ("", "", N_("Total"), *totals) if counted else ())]
    if counted:
        sections.append(Section(N_("Counts"), tuple((on, number, N_("Notes in the box"), None, None, Amount(kip, Figure((), worked=(
            Worked(N_("Notes in the box"), kip),)))) for on, number, kip in counted)))
    columns = (Column(N_("Date"), "day", 12), Column(N_("No."), share=13), Column(N_("Text"), share=31),
               Column(N_("Money in"), "kip", 15), Column(N_("Money out"), "kip", 15), Column(N_("Balance"), "kip", 16))
    title = N_("Bank book") if is_bank or (is_bank is None and account.role != "cash") else N_("Cash book")
    return Listing("cash-book", title, N_("{first_day} to {last_day}"), {"first_day": first_day, "last_day": last_day}, letterhead,
                   columns, tuple(sections), () if counted else ("", "", N_("Total"), *totals), document, signers=(TREASURER, INSPECTION))
