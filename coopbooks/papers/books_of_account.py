"""The books an accountant turns the pages of: account cards, the journal, the chart of accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind
from coopbooks.ledger.figures import Figure, balance, of_lines
from coopbooks.ledger.periods import Period
from coopbooks.papers.accounts import INSPECTION, TREASURER
from coopbooks.papers.kinds import told_text
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section
from coopbooks.papers.statements import named

KINDS = {AccountKind.ASSET: N_("Asset"), AccountKind.LIABILITY: N_("Liability"), AccountKind.EQUITY: N_("Equity"),
         AccountKind.INCOME: N_("Income"), AccountKind.EXPENSE: N_("Expense")}
"""The kinds of accounts in words."""


@dataclass(frozen=True, slots=True)
class PostedLine:
    """One posting on an account card: the day, the paper's number and kind, who and why, debit positive."""

    on: date
    number: str
    text: str
    kip: int
    paper: str = ""
    posting_id: int = 0


def line_amount(account: str, kip: int, posting_id: int, side: int) -> Amount | None:
    """The debit (1) or the credit (-1) of a line of the journal."""
    return Amount(abs(kip), of_lines(account, postings=(posting_id,), credit=side < 0)) if kip * side > 0 else None


def account_card(letterhead: Letterhead, account: Account, period: Period, opening_kip: int, lines: Sequence[PostedLine],
                 whose: Figure, who: str = "") -> Listing:
    """An account line by line with its running balance. `whose` names the member or customer it is about, `who` their name."""
    sign = 1 if account.kind.grows_on_debit else -1
    rows: list[tuple[Cell, ...]] = []
    told, kip = [], opening_kip

    def figure(**changes: object) -> Figure:
        return Figure(**{"accounts": (account.code,), "member_id": whose.member_id, "customer_id": whose.customer_id, **changes})  # type: ignore[arg-type]

    for line in lines:
        kip += line.kip
        debit, credit = max(line.kip, 0), max(-line.kip, 0)
        rows.append((line.on, line.number, told_text(line.text, line.paper),
                     *(line_amount(account.code, line.kip, line.posting_id, side) for side in (1, -1)),
                     Amount(sign * kip, figure(last_day=line.on, until=line.posting_id, credit=sign < 0))))
        told.append({"on": line.on.isoformat(), "number": line.number, "text": line.text, "debit_kip": debit, "credit_kip": credit,
                     "balance_kip": kip})

    side = {"first_day": period.first_day, "last_day": period.last_day}
    begins = figure(last_day=period.first_day - timedelta(days=1), credit=sign < 0)
    first: tuple[Cell, ...] = (period.first_day, "", N_("Brought forward"), None, None, Amount(sign * opening_kip, begins))
    totals = ("", "", N_("Total"), Amount(sum(max(line.kip, 0) for line in lines), figure(**side, side="debit")),
              Amount(sum(max(-line.kip, 0) for line in lines), figure(**side, side="credit", credit=True)),
              Amount(sign * kip, figure(last_day=period.last_day, credit=sign < 0)))
    document = {"account": {"code": account.code, "role": account.role, "name_lo": account.name_lo, "name_en": account.name_en},
                "from": period.first_day.isoformat(), "to": period.last_day.isoformat(), "who": who, "opening_kip": opening_kip,
                "lines": told, "closing_kip": kip}
    facts = {"first_day": period.first_day, "last_day": period.last_day, "code": account.code, "who": who}
    message = N_("{code} · {who} · {first_day} to {last_day}") if who else N_("{code} · {first_day} to {last_day}")
    columns = (Column(N_("Date"), "day", 11), Column(N_("No."), share=12), Column(N_("Text"), share=35), Column(N_("Debit"), "kip", 15),
               Column(N_("Credit"), "kip", 15), Column(N_("Balance"), "kip", 16))
    heading = Label(f"{account.code} · {account.name_lo}", f"{account.code} · {account.name_en}")
    return Listing("account-card", N_("Account card"), message, facts, letterhead, columns,
                   (Section(heading, (first, *rows)),), totals, document,
                   signers=(TREASURER, INSPECTION))


@dataclass(frozen=True, slots=True)
class JournalLeg:
    """One leg of an entry as the journal prints it: debit positive."""

    entry_id: int
    on: date
    number: str
    account: Account
    text: str
    kip: int
    posting_id: int = 0


def journal(letterhead: Letterhead, period: Period, legs: Sequence[JournalLeg]) -> Listing:
    """Every entry of a period, leg by leg. Debits equal credits."""
    debit, credit = sum(max(leg.kip, 0) for leg in legs), sum(max(-leg.kip, 0) for leg in legs)
    document = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat(), "entries": list(_entries(legs)),
                "total_debit_kip": debit, "total_credit_kip": credit}
    rows = []
    before = 0
    for leg in legs:
        head = (leg.on, leg.number) if leg.entry_id != before else (None, "")
        before = leg.entry_id
        rows.append((*head, leg.account.code, named(leg.account), Label(leg.text, ""),
                     *(line_amount(leg.account.code, leg.kip, leg.posting_id, side) for side in (1, -1))))
    columns = (Column(N_("Date"), "day", 12), Column(N_("No."), share=13), Column(N_("Code"), share=8), Column(N_("Account"), share=38),
               Column(N_("Text"), share=40), Column(N_("Debit"), "kip", 18), Column(N_("Credit"), "kip", 18))
    return Listing("journal", N_("Journal"), N_("{first_day} to {last_day}"), {"first_day": period.first_day, "last_day": period.last_day},
                   letterhead, columns, (Section("", tuple(rows)),), ("", "", "", N_("Total"), None, debit, credit), document, wide=True,
                   signers=(TREASURER, INSPECTION))


def _entries(legs: Sequence[JournalLeg]) -> Iterator[dict[str, object]]:
    found: dict[int, list[JournalLeg]] = {}
    for leg in legs:
        found.setdefault(leg.entry_id, []).append(leg)
    for entry_id, mine in found.items():
        yield {"entry": entry_id, "on": mine[0].on.isoformat(), "number": mine[0].number, "lines": [
            {"account": leg.account.code, "debit_kip": max(leg.kip, 0), "credit_kip": max(-leg.kip, 0), "text": leg.text} for leg in mine]}


def chart(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[Account, int, bool]]) -> Listing:
    """The chart of accounts: code, both names, kind, and the balance on the account's normal side; `lines` say whether it is in use."""
    rows = tuple((account.code, Label(account.name_lo, ""), Label(account.name_en, ""), KINDS[account.kind],
                  Amount(kip, balance(account.code, as_of=as_of, credit=not account.kind.grows_on_debit)) if kip else None)
                 for account, kip, in_use in lines if in_use)
    document = {"as_of": as_of.isoformat(), "accounts": [
        {"code": account.code, "role": account.role, "kind": account.kind, "name_lo": account.name_lo, "name_en": account.name_en,
         "balance_kip": kip, "in_use": in_use} for account, kip, in_use in lines]}
    columns = (Column(N_("Code"), share=8), Column(N_("Name in Lao"), share=32), Column(N_("Name in English"), share=30),
               Column(N_("Kind"), share=13), Column(N_("Balance"), "kip", 17))
    return Listing("chart-of-accounts", N_("Chart of accounts"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", rows),), (), document)
