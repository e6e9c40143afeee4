"""A second count of the sharing of a surplus, as a careful member would do it on paper: fractions, twelve balances, one member at a time.

It reads the facts and the rules as they stand in their files and knows nothing of the program. Where the program works with columns of
whole numbers, this adds up balances day by day; where the program sorts remainders, this hands the units out one after another.
"""

import csv
import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

USUAL_FUNDS = [{"name": "reserve", "percent": "20"}, {"name": "education", "percent": "5"}, {"name": "welfare", "percent": "5"}]
WESTERN = str.maketrans("໐໑໒໓໔໕໖໗໘໙", "0123456789")


class Person(NamedTuple):
    """A member as the count needs it: what was paid for shares and when, and the business done."""

    number: str
    paid: list[tuple[date, int]]
    business: dict[str, Fraction]
    products: list[tuple[str, str, Fraction, Fraction]]  # code, grade, value, kg


class Year(NamedTuple):
    """The facts of a year."""

    first: date
    last: date
    surplus: int
    losses: int
    funds: dict[str, int]
    people: list[Person]


def year_of(facts: dict[str, Any]) -> Year:
    """The facts as FACTS.json has them."""
    people = []
    for one in facts["members"]:
        done = {name: Fraction(str(value)) for name, value in one["patronage"].items() if name != "products"}
        lines = [(line["product"], line.get("grade", ""), Fraction(line.get("value", 0)), Fraction(str(line.get("kg", 0))))
                 for line in one["patronage"].get("products", [])]
        people.append(Person(str(one["number"]), [(date.fromisoformat(move["on"]), move["paid_up_kip"]) for move in one["shares"]], done, lines))
    return Year(date.fromisoformat(facts["first_day"]), date.fromisoformat(facts["last_day"]), facts["surplus_kip"],
                facts.get("losses_brought_forward_kip", 0), facts.get("fund_balances_kip", {}), people)


# --- weights ----------------------------------------------------------------------------------------------------------
def held(person: Person, on: date) -> int:
    """Paid-up capital at the end of a day."""
    return sum(kip for day, kip in person.paid if day <= on)


def weight(person: Person, year: Year, method: str, year_days: str) -> Fraction:
    """The weighted capital: what the person held over the year."""
    day = timedelta(1)
    every = [held(person, year.first + day * place) for place in range((year.last - year.first).days + 1)]
    before = held(person, year.first - day)
    months = [date(year.first.year + (year.first.month - 1 + place) // 12, (year.first.month - 1 + place) % 12 + 1, 1) for place in range(12)]
    if method == "closing":
        return Fraction(every[-1])
    if method == "lowest":
        return Fraction(min([before, *every]))
    if method == "days":
        return Fraction(sum(every), {"actual": len(every), "365": 365, "360": 360}[year_days])
    if method == "months-from-end":
        return Fraction(sum(held(person, first - day) for first in months), 12)
    return Fraction(sum(held(person, first.replace(day=monthrange(first.year, first.month)[1])) for first in months), 12)


def basis_of(person: Person, terms: dict[str, Any]) -> Fraction:
    """The business that counts, each product as often as the rules say."""
    kind = terms.get("basis", "value")
    total = person.business.get(kind, Fraction(0))
    for code, grade, value, kg in person.products:
        exact = [Fraction(one["factor"]) for one in terms.get("weight", ()) if (one["product"], one.get("grade", "")) == (code, grade)]
        whole = [Fraction(one["factor"]) for one in terms.get("weight", ()) if (one["product"], one.get("grade", "")) == (code, "")]
        times = (exact + whole + [Fraction(1)])[0]
        total += (times - 1) * (kg if kind == "kg" else value)
    return total


# --- rounding ---------------------------------------------------------------------------------------------------------
def near(value: Fraction, unit: int) -> int:
    """To the nearest unit, a half upwards."""
    return (2 * value + unit) // (2 * unit) * unit


def below(value: Fraction, unit: int) -> int:
    return value // unit * unit


def order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdecimal() else (10**9, number)


def hand_out(pool: int, wishes: dict[str, Fraction], rule: str, unit: int) -> dict[str, int]:
    """The parts of a pool: by the rule, one unit after another."""
    if not pool:
        return dict.fromkeys(wishes, 0)
    if rule == "half-up":
        return {number: near(wish, unit) for number, wish in wishes.items()}
    parts = {number: below(wish, unit) for number, wish in wishes.items()}
    waiting = {number for number, wish in wishes.items() if wish}
    while rule == "largest-remainder" and waiting and pool - sum(parts.values()) >= unit:
        first = min(waiting, key=lambda number: (parts[number] - wishes[number], order(number)))
        parts[first] += unit
        waiting.remove(first)
    return parts


# --- the waterfall ----------------------------------------------------------------------------------------------------
def percent(text: Any) -> Fraction | None:
    return None if text in ("", None) else Fraction(str(text)) / 100


def count(year: Year, rules_text: str) -> dict[str, Any]:
    """Who gets what: losses, funds, dividends, refunds, remainder, tax, pay-out."""
    rules = tomllib.loads(rules_text)
    shares, refunds, rounding, tax = (rules.get(name, {}) for name in ("shares", "patronage", "rounding", "withholding"))
    unit, rule = rounding.get("unit_kip", 1), rounding.get("rule", "largest-remainder")
    to_share = max(year.surplus, 0)
    covered = min(year.losses, to_share)
    to_share -= covered
    rest, funds = to_share, {}
    standing = dict(year.funds)
    for fund in rules.get("fund", USUAL_FUNDS):
        of = to_share if fund.get("base", "surplus") == "surplus" else rest
        kip = min(near(of * (percent(fund["percent"]) or Fraction(0)), unit), rest)
        ends = [fund["ceiling_kip"]] if fund.get("ceiling_kip") else []
        if fund.get("ceiling_of_share_capital"):
            ends.append(int((percent(fund["ceiling_of_share_capital"]) or 0) * sum(held(one, year.last) for one in year.people)))
        if ends:
            kip = min(kip, max(min(ends) - standing.get(fund["name"], 0), 0))
        standing[fund["name"]] = standing.get(fund["name"], 0) + kip
        funds[fund["name"]] = kip
        rest -= kip
    weights = {one.number: weight(one, year, shares.get("method", "months-from-end"), str(shares.get("year_days", "actual"))) for one in year.people}
    pool, asked, wishes = _dividends(shares, to_share, rest, weights, unit)
    capital = sum(weights.values())
    business = {one.number: basis_of(one, refunds) for one in year.people}
    refund_pool, refund_wishes = _refunds(refunds, (to_share, rest, rest - asked), business, Fraction(pool) / capital if capital else Fraction(0), unit)
    dividend, refund = hand_out(pool, wishes, rule, unit), hand_out(refund_pool, refund_wishes, rule, unit)
    lines = {}
    for number in weights:
        kept = [int(part * (percent(tax.get(name, usual)) or 0)) for part, name, usual in (
            (dividend[number], "share_dividend", "10"), (refund[number], "patronage", "0"))]
        net = dividend[number] + refund[number] - sum(kept)
        now = below(Fraction(net), rounding.get("payout_unit_kip", 1000))
        lines[number] = {"share_dividend_kip": dividend[number], "patronage_kip": refund[number], "withheld_kip": sum(kept), "net_kip": net,
                         "payable_now_kip": now, "carried_kip": net - now}
    given = covered + sum(funds.values()) + sum(dividend.values()) + sum(refund.values())
    return {"surplus_kip": year.surplus, "losses_covered_kip": covered, "funds": funds, "share_pool_kip": pool, "patronage_pool_kip": refund_pool,
            "remainder_kip": year.surplus - given, "members": lines}


def _dividends(terms: dict[str, Any], whole: int, rest: int, weights: dict[str, Fraction], unit: int) -> tuple[int, int, dict[str, Fraction]]:
    capital, rate = sum(weights.values(), Fraction(0)), percent(terms.get("rate"))
    cap = percent(terms["cap_rate"]) if "cap_rate" in terms else Fraction(10, 100)
    if rate is not None:
        wanted = below(rate * capital, unit)
        if wanted > rest:
            rate = None
    else:
        wanted = near((rest if terms.get("part_of", "rest") == "rest" else whole) * (percent(terms.get("part", "30")) or Fraction(0)), unit)
    asked = min(wanted, rest)
    if not capital:
        return 0, asked, dict.fromkeys(weights, Fraction(0))
    reached = asked / capital if rate is None else rate
    if cap is not None and reached > cap:
        return below(cap * capital, unit), asked, {number: cap * own for number, own in weights.items()}
    return asked, asked, {number: reached * own for number, own in weights.items()}


def _refunds(terms: dict[str, Any], left: tuple[int, int, int], business: dict[str, Fraction], share_rate: Fraction,
             unit: int) -> tuple[int, dict[str, Fraction]]:
    whole, rest, free = left
    total = sum(business.values(), Fraction(0))
    asked = min(near((rest if terms.get("part_of", "rest") == "rest" else whole) * (percent(terms.get("part", "70")) or Fraction(0)), unit), free)
    if not total:
        return 0, dict.fromkeys(business, Fraction(0))
    most = terms.get("rate_cap_times_share_rate")
    if most and terms.get("basis", "value") not in ("kg", "hours") and asked / total > Fraction(most) * share_rate:
        limit = Fraction(most) * share_rate
        return below(limit * total, unit), {number: limit * own for number, own in business.items()}
    return asked, {number: asked * own / total for number, own in business.items()}


# --- the season from its own files ------------------------------------------------------------------------------------
EXPENSES = ("produce-cost", "second-payment", "transport", "wages", "rent", "bank-fees", "committee-allowance", "supplies", "depreciation",
            "other-expense")
INCOME = ("sales", "other-income", "member-fees")
PAR = 100_000


def rows(folder: Path, name: str) -> Iterable[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: (value or "").strip().translate(WESTERN) for key, value in row.items()}


def kip(text: str) -> int:
    return int(text.replace(",", "").replace(".", "").replace(" ", "") or 0)


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", "") or "0")


def day(text: str) -> date:
    return date(*(int(part) for part in reversed(text.split("/")))) if "/" in text else date.fromisoformat(text)


def season(folder: Path) -> Year:
    """The year of the season files: surplus from sales, slips, expenses and the journal; shares and slips of every member."""
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    paid: dict[str, list[tuple[date, int]]] = {}
    done: dict[str, list[tuple[str, str, Fraction, Fraction]]] = {}
    result, balances, losses = Fraction(0), dict[str, int](), 0
    for row in rows(folder, "opening"):
        stands = kip(row["credit_kip"]) - kip(row["debit_kip"])
        if row["account"] in ("share-capital", "unpaid-shares"):
            paid.setdefault(row["member"], []).append((first - timedelta(1), stands))
        elif row["account"] == "loss-forward":
            losses -= stands
        elif row["account"] in ("reserve", "education-fund", "welfare-fund", "development-fund"):
            balances[row["account"].removesuffix("-fund")] = stands
    for row in rows(folder, "shares"):
        on, amount = day(row["on"]), kip(row["amount_kip"])
        count_of = int(row["shares"] or 0) * PAR
        change = {"pay": amount, "subscribe": amount, "redeem": -count_of, "transfer": -count_of, "bonus": count_of}[row["kind"]]
        paid.setdefault(row["member"], []).append((on, change))
        if row["kind"] == "transfer":
            paid.setdefault(row["to_member"], []).append((on, count_of))
    for row in rows(folder, "deliveries"):
        kg = number(row["net_kg"]) if row["net_kg"] else number(row["gross_kg"]) - number(row["tare_kg"])
        value = near(kg * kip(row["price_kip"]), 1) - kip(row["deduction_kip"])
        done.setdefault(row["member"], []).append((row["product"], row["grade"], Fraction(value), kg))
        result -= value
    result += sum(near(number(row["quantity"]) * kip(row["price_kip"]), 1) for row in rows(folder, "sales"))
    result -= sum(kip(row["amount_kip"]) for row in rows(folder, "expenses") if row["account"] in EXPENSES)
    result += sum(kip(row["credit_kip"]) - kip(row["debit_kip"]) for row in rows(folder, "journal") if row["account"] in (*EXPENSES, *INCOME))
    people = [Person(name, paid.get(name, []), {"value": sum((line[2] for line in done.get(name, ())), Fraction(0)),
                                                "kg": sum((line[3] for line in done.get(name, ())), Fraction(0))}, done.get(name, []))
              for name in sorted({*paid, *done}, key=order)]
    return Year(first, last, int(result), losses, balances, people)
