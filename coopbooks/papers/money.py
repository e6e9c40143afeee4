"""The papers of money: bills by age, counts, bank statements matched, loans and their plans, grants, fixed assets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from coopbooks.coop.assets import Asset
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import Figure, Worked, balance, negative, of_lines
from coopbooks.papers.accounts import INSPECTION, TREASURER
from coopbooks.papers.kinds import told_text
from coopbooks.papers.parts import Amount, Cell, Column, Label, Letterhead, Listing, Section

AGES = ("current_kip", "d1_30_kip", "d31_60_kip", "d61_90_kip", "over_90_kip")


def age_of(days_late: int) -> str:
    """The column of an age: not yet due, 1–30, 31–60, 61–90, over 90 days past due."""
    if days_late <= 0:
        return AGES[0]
    return AGES[min((days_late - 1) // 30 + 1, len(AGES) - 1)]


def taken_over(number: str, amount_kip: int) -> Worked:
    """The part of a figure that stood in the books before its register began."""
    return Worked(N_("{number} stood in the books already."), amount_kip, (("number", number),))


def payables(letterhead: Letterhead, as_of: date, lines: Sequence[tuple[str, str, date, int, int, int]], other_kip: int) -> Listing:
    """What suppliers are owed by days past due, bill by bill: number, supplier, due day, days late, still open, id; and what has no bill."""
    def on_bills(kip: int, bills: Iterable[int], *, credit: bool = True) -> Amount:
        return Amount(kip, Figure(("suppliers-payable",), last_day=as_of, credit=credit, register="bill", items=tuple(bills)))

    of_age = {name: [(kip, key) for *_, late, kip, key in lines if age_of(late) == name] for name in AGES}
    sums = [sum(kip for kip, _ in found) for found in of_age.values()]
    whole = sum(sums) + other_kip
    document = {"as_of": as_of.isoformat(), "bills": [
        {"number": number, "supplier": who, "due": due.isoformat(), "balance_kip": kip, **{name: kip if age_of(late) == name else 0 for name in AGES}}
        for number, who, due, late, kip, _ in lines], "other_kip": other_kip, "total_kip": whole}
    rows: list[tuple[Cell, ...]] = [
        (number, Label(who, ""), due, on_bills(kip, (key,)), *(on_bills(kip, (key,)) if age_of(late) == name else None for name in AGES))
        for number, who, due, late, kip, key in lines]
    owed = balance("suppliers-payable", as_of=as_of, credit=True)
    if other_kip:
        bills = on_bills(0, (line[-1] for line in lines), credit=False).figure
        other = Amount(other_kip, replace(owed, plus=(bills,)) if lines else owed)
        rows.append(("", N_("Other, without a bill"), None, other, *([None] * len(AGES))))
    columns = (Column(N_("No."), share=9), Column(N_("Supplier"), share=26), Column(N_("To pay by"), "day", 11), Column(N_("We owe"), "kip", 14),
               Column(N_("Not yet due"), "kip", 13), Column(N_("1–30 days"), "kip", 12), Column(N_("31–60 days"), "kip", 12),
               Column(N_("61–90 days"), "kip", 12), Column(N_("Over 90 days"), "kip", 12))
    return Listing("payables", N_("What we owe suppliers"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", tuple(rows)),),
                   ("", N_("Total"), None, Amount(whole, owed), *(on_bills(kip, (key for _, key in of_age[name])) for kip, name in zip(
                       sums, AGES, strict=True))), document, wide=True, signers=(TREASURER, INSPECTION))


def bank_unmatched(letterhead: Letterhead, box: tuple[str, Label], as_of: date, lines: Sequence[tuple[date, str, str, str, int, int]],
                   balance_kip: int) -> Listing:
    """The movements that no statement shows yet; the statement's balance is the book's less these.

    `box` is its account and name; a line is day, number, text, kind of the paper, amount, and its line of the journal.
    """
    code = box[0]

    def moved(keep: Callable[[int], bool]) -> Amount:
        found = [(kip, key) for *_, kip, key in lines if keep(kip)]
        kips = sum(kip for kip, _ in found)
        return Amount(abs(kips), of_lines(code, postings=(key for _, key in found), credit=kips < 0) if found else Figure(()))

    came, went = moved(lambda kip: kip > 0), moved(lambda kip: kip < 0)
    document = {"as_of": as_of.isoformat(), "lines": [{"on": on.isoformat(), "number": number, "text": text,
                                                       "kip": kip} for on, number, text, _, kip, _ in lines], "book_kip": balance_kip,
                "statement_kip": balance_kip - came + went}
    rows: list[tuple[Cell, ...]] = []
    for on, number, text, kind, kip, key in lines:
        amount = Amount(abs(kip), of_lines(code, postings=(key,), credit=kip < 0))
        rows.append((on, number, told_text(text, kind), amount if kip > 0 else None, amount if kip < 0 else None))
    held = balance(code, as_of=as_of)
    shown = replace(held, plus=(of_lines(code, postings=(key for *_, key in lines), credit=True),)) if lines else held
    sections = (Section("", tuple(rows), (None, "", N_("Total"), came, went)),
                Section("", ((None, "", N_("Balance in the book"), Amount(balance_kip, held), None),
                             (None, "", N_("Balance that the bank should show"), Amount(balance_kip - came + went, shown), None))))
    columns = (Column(N_("Date"), "day", 12), Column(N_("No."), share=13), Column(N_("Text"), share=40), Column(N_("Money in"), "kip", 17),
               Column(N_("Money out"), "kip", 17))
    return Listing("bank-unmatched", N_("Lines without a bank statement"), N_("{box}, as at {as_of}"), {"as_of": as_of, "box": box[1]},
                   letterhead, columns, sections, (), document, signers=(TREASURER, INSPECTION))


WORN = ("accumulated-depreciation",)


def asset_figure(rows: Sequence[Asset], as_of: date, what: str) -> Figure | None:
    """What the register says of assets that stand: their "cost", what is "worn" of them, or their "value"; None where none stands.

    One that was taken over has no entry of its own: what it was then is told in words.
    """
    standing = [one for one in rows if not one.ended_on]
    if not standing:
        return None
    costs = tuple(dict.fromkeys(one.account for one in standing))
    before = [(one.number, {"cost": one.cost_kip, "worn": one.worn_before_kip, "value": one.cost_kip - one.worn_before_kip}[what])
              for one in standing if one.entry_id is None]
    told = tuple(taken_over(number, kip) for number, kip in before if kip)
    return Figure({"cost": costs, "worn": WORN, "value": (*costs, *WORN)}[what], last_day=as_of, credit=what == "worn", register="asset",
                  items=tuple(one.asset_id for one in standing), worked=told)


def less(whole: Figure, part: Figure | None) -> Figure:
    """A figure without another one."""
    return replace(whole, plus=(*whole.plus, negative(part))) if part is not None else whole


def asset_register(letterhead: Letterhead, as_of: date, found: Sequence[Asset], others: Sequence[tuple[str, int]]) -> Listing:
    """The fixed assets: number, name, account, bought on, cost, months of life, worn, value; and what accounts hold beside them."""
    def said(what: str, kip: int, *rows: Asset) -> Amount | None:
        figure = asset_figure(rows, as_of, what)
        return Amount(kip, figure) if kip and figure is not None else None

    cost, worn, other = sum(one.cost_kip for one in found), sum(one.worn_kip for one in found), sum(kip for _, kip in others)
    document = {"as_of": as_of.isoformat(), "assets": [
        {"number": one.number, "name": one.name, "account": one.account, "bought": one.bought_on.isoformat(), "cost_kip": int(one.cost_kip),
         "life_months": one.life_months, "worn_kip": int(one.worn_kip), "value_kip": int(one.value_kip)} for one in found],
        "others": [{"account": account, "kip": kip} for account, kip in others], "total_cost_kip": cost, "total_value_kip": cost - worn}
    rows: list[tuple[Cell, ...]] = [
        (one.number, Label(one.name, ""), one.account, one.bought_on, said("cost", one.cost_kip, one), one.life_months or None,
         said("worn", one.worn_kip, one), said("value", one.value_kip, one)) for one in found]
    beside: list[tuple[Cell, ...]] = []
    for account, kip in others:
        rest = Amount(kip, less(balance(account, as_of=as_of), asset_figure([one for one in found if one.account == account], as_of, "cost")))
        beside.append(("", N_("In the account without an asset"), account, None, rest, None, None, rest))
    accounts = balance(*dict.fromkeys([*(one.account for one in found), *(account for account, _ in others)]), as_of=as_of)
    gone = asset_figure(found, as_of, "worn")
    totals = (Amount(cost + other, accounts), None, Amount(worn, gone) if gone is not None else None,
              Amount(cost + other - worn, less(accounts, gone)))
    columns = (Column(N_("No."), share=9), Column(N_("Asset"), share=32), Column(N_("Account"), share=10), Column(N_("Bought"), "day", 12),
               Column(N_("Cost"), "kip", 15), Column(N_("Months"), "count", 8), Column(N_("Worn"), "kip", 15), Column(N_("Value"), "kip", 15))
    return Listing("asset-register", N_("Fixed assets"), N_("As at {as_of}"), {"as_of": as_of}, letterhead, columns,
                   (Section("", tuple(rows)), *((Section("", tuple(beside)),) if beside else ())),
                   ("", N_("Total"), None, None, *totals), document, wide=True, signers=(TREASURER, INSPECTION))


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
