"""The papers of money: bills by age, counts, bank statements matched, loans and their plans, grants, fixed assets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import balance, of_lines
from coopbooks.papers.accounts import INSPECTION, TREASURER
from coopbooks.papers.books_of_account import line_amount
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section, sum_of

AGES = ("current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")


def age_of(days_late: int) -> str:
    """The column of an age: not yet due, 1–30, 31–60, 61–90, over 90 days past due."""
    if days_late <= 0:
        return AGES[0]
    return AGES[min((days_late - 1) // 30 + 1, len(AGES) - 1)]


def payables(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, date, int, int]], other_kip: int) -> Listing:
    """What suppliers are owed by days past due, bill by bill: number, supplier, due day, days late, still open; and what has no bill."""
    ages = [[kip if age_of(late) == name else 0 for name in AGES] for *_, late, kip in lines]
    sums = [sum(column) for column in zip(*ages, strict=True)] if ages else [0] * len(AGES)
    whole = sum_of((*(line[4] for line in lines), other_kip))
    document = {"as_of": as_of.isoformat(), "bills": [
        {"number": number, "supplier": who, "due": due.isoformat(), "balance_kip": kip, **dict(zip(AGES, age, strict=True))}
        for (number, who, due, _late, kip), age in zip(lines, ages, strict=True)], "other_kip": other_kip, "total_kip": whole}
    rows: list[tuple[Cell, ...]] = [(number, Label(who, ""), due, kip, *(part or None for part in age))
                                    for (number, who, due, _late, kip), age in zip(lines, ages, strict=True)]
    if other_kip:
        rows.append(("", N_("Other, without a bill"), None, other_kip, *([None] * len(AGES))))
    columns = (Column(N_("No."), share=9), Column(N_("Supplier"), share=26), Column(N_("To pay by"), "day", 11), Column(N_("We owe"), "kip", 14),
               Column(N_("Not yet due"), "kip", 13), Column(N_("1–30 days"), "kip", 12), Column(N_("31–60 days"), "kip", 12),
               Column(N_("61–90 days"), "kip", 12), Column(N_("Over 90 days"), "kip", 12))
    return Listing("payables", N_("What we owe suppliers"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", tuple(rows)),), ("", N_("Total"), None, whole, *sums), document, wide=True, signers=(TREASURER, INSPECTION))


def bank_unmatched(letterhead: Letterhead, account: tuple[str, Label], as_of: date, lines: Sequence[tuple[date, str, str, int, int]],
                   balance_kip: int) -> Listing:
    """The movements that no statement shows yet: day, number, text, amount, posting; the statement's balance is the book's less these.

    `account` is the code and the name of the bank account.
    """
    code, box = account
    stands = balance(code, as_of=as_of)
    shown = replace(stands, plus=(of_lines(code, postings=(line[4] for line in lines), credit=True),)) if lines else stands
    came, went = sum(max(line[3], 0) for line in lines), sum(max(-line[3], 0) for line in lines)
    document = {"as_of": as_of.isoformat(), "lines": [{"on": on.isoformat(), "number": number, "text": text, "kip": kip}
                                                       for on, number, text, kip, _ in lines], "book_kip": balance_kip,
                "statement_kip": balance_kip - came + went}
    rows: list[tuple[Cell, ...]] = [(on, number, Label(text, ""), *(line_amount(code, kip, key, side) for side in (1, -1)))
                                    for on, number, text, kip, key in lines]
    sections = (Section("", tuple(rows), (None, "", N_("Total"), came, went)),
                Section("", ((None, "", N_("Balance in the book"), Amount(balance_kip, stands), None),
                             (None, "", N_("Balance that the bank should show"), Amount(balance_kip - came + went, shown), None))))
    columns = (Column(N_("Date"), "day", 12), Column(N_("No."), share=13), Column(N_("Text"), share=40), Column(N_("Money in"), "kip", 17),
               Column(N_("Money out"), "kip", 17))
    return Listing("bank-unmatched", N_("Lines without a bank statement"), N_("{box}, as at {as_of}"), {"as_of": as_of, "box": box.lo or box.en},
                   letterhead, columns, sections, (), document, signers=(TREASURER, INSPECTION))


def asset_register(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, str, date, int, int, int, int]],
                   others: Sequence[tuple[str, int]]) -> Listing:
    """The fixed assets: number, name, account, bought on, cost, months of life, worn, value; and what accounts hold beside them."""
    cost, worn, value = (sum_of(line[place] for line in lines) for place in (4, 6, 7))
    document = {"as_of": as_of.isoformat(), "assets": [
        {"number": number, "name": name, "account": account, "bought": on.isoformat(), "cost_kip": kip, "life_months": months,
         "worn_kip": gone, "value_kip": left} for number, name, account, on, kip, months, gone, left in lines],
        "others": [{"account": account, "kip": kip} for account, kip in others], "total_cost_kip": cost, "total_value_kip": value}
    rows: list[tuple[Cell, ...]] = [(number, Label(name, ""), account, on, kip, months or None, gone or None, left or None)
                                    for number, name, account, on, kip, months, gone, left in lines]
    beside: list[tuple[Cell, ...]] = [("", N_("In the account without an asset"), account, None, kip, None, None, None) for account, kip in others]
    columns = (Column(N_("No."), share=9), Column(N_("Asset"), share=32), Column(N_("Account"), share=10), Column(N_("Bought"), "day", 12),
               Column(N_("Cost"), "kip", 15), Column(N_("Months"), "count", 8), Column(N_("Worn"), "kip", 15), Column(N_("Value"), "kip", 15))
    return Listing("asset-register", N_("Fixed assets"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", tuple(rows)), *((Section("", tuple(beside)),) if beside else ())),
                   ("", N_("Total"), None, None, cost, None, worn, value), document, wide=True, signers=(TREASURER, INSPECTION))


def loan_plan(letterhead: Letterhead, number: str, lender: str, rate: str, received_on: date, principal_kip: int, left_kip: int,
              lines: Sequence[tuple[int, date, int, int, int]]) -> Listing:
    """The instalments of a loan as agreed: place, day, principal, interest, what is left."""
    document = {"loan": number, "lender": lender, "rate_percent": rate, "received": received_on.isoformat(), "principal_kip": principal_kip,
                "left_kip": left_kip, "instalments": [{"place": place, "due": due.isoformat(), "principal_kip": part, "interest_kip": interest,
                                                       "left_kip": left} for place, due, part, interest, left in lines]}
    columns = (Column(N_("Instalment"), "count", 12), Column(N_("Due"), "day", 16), Column(N_("Principal"), "kip", 20),
               Column(N_("Interest"), "kip", 18), Column(N_("To pay"), "kip", 20), Column(N_("Left"), "kip", 20))
    rows = tuple((place, due, part or None, interest or None, part + interest, left) for place, due, part, interest, left in lines)
    parts, interests = sum(line[2] for line in lines), sum(line[3] for line in lines)
    return Listing("loan-schedule", N_("Plan of a loan"), N_("{number} of {lender}, {rate} percent a year, left {left_kip}"),
                   {"number": number, "lender": lender, "rate": rate or "0", "left_kip": left_kip}, letterhead, columns, (Section("", rows),),
                   (None, N_("Total"), parts, interests, parts + interests, None), document, signers=(TREASURER,))
