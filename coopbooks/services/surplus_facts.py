"""The surplus without a book: FACTS.json and POLICY.toml in, the whole waterfall as JSON out.

For teaching, audit and tests. Every fault of a file is found at once and said with file, place and value; unknown
keys are refused by name, because a mistyped word would change money silently. Source: headless interface, "coopbooks
surplus: files".
See also: coop.allocation (shares), coop.policy_text (the policy's text).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from coopbooks.books.trouble import BookTrouble
from coopbooks.coop.allocation import YearFacts, share_surplus
from coopbooks.coop.division import PoolProof, exact_text
from coopbooks.coop.plan import MemberPart, SurplusPlan
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import exact_number, policy_from_toml
from coopbooks.coop.weighting import MemberYear, Patronage, ProductLine, balances_by_day, is_twelve_months, split_moves
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if

MOST_FAULTS = 100
"""After so many faults a file is plainly of another kind; more would help nobody."""


class FileUnreadable(BookTrouble):
    """The file is not there, not ours to read, or not text."""

    wording = N_("The file {file} cannot be read: {what}.")


class NotJson(RuleBroken):
    """The file is no JSON."""

    wording = N_("{file}, line {line}, column {column}: this is not written as JSON ({what}).")


class KeyTwice(RuleBroken):
    """One of two equal keys would be lost without a word."""

    wording = N_("{file}: \"{key}\" stands twice in the same section.")


class KeyMissing(RuleBroken):
    """Something that cannot be assumed."""

    wording = N_("{file}, {place}: this is missing.")


class KeyUnknown(RuleBroken):
    """A key nobody reads, most likely mistyped."""

    wording = N_("{file}, {place}: there is no entry of this name. Known here: {known}.")


class WrongShape(RuleBroken):
    """A list, a section or a text stands in the wrong place."""

    wording = N_("{file}, {place}: \"{value}\" does not belong here.")


class NotKip(RuleBroken):
    """Money is whole kip, written as an integer."""

    wording = N_("{file}, {place}: \"{value}\" is not a whole number of kip.")


class NotADay(RuleBroken):
    """Days in files are ISO days."""

    wording = N_("{file}, {place}: \"{value}\" is not a day. Write it as 2025-12-31.")


class NotAYear(RuleBroken):
    """A fiscal year."""

    wording = N_("{file}, {place}: \"{value}\" is not a year.")


class NotAQuantity(RuleBroken):
    """Kilograms and hours are decimals of at least 0."""

    wording = N_("{file}, {place}: \"{value}\" is not a quantity of at least 0. Write for example \"168.5\".")


class BelowZero(RuleBroken):
    """An amount that cannot be negative."""

    wording = N_("{file}, {place}: {value_kip} is below 0.")


class NotTwelveMonths(RuleBroken):
    """The by-laws know years of twelve months."""

    wording = N_("{file}: the year from {first_day} to {last_day} is not twelve whole months.")


class NumberTwice(RuleBroken):
    """Two members cannot share a number."""

    wording = N_("{file}, {place}: member number {number} stands in the list twice.")


class CapitalBelowZero(RuleBroken):
    """Nobody holds less than nothing."""

    wording = N_("{file}, {place}: member {number} would hold {balance_kip} of share capital on {on}.")


class OpeningBelowZero(RuleBroken):
    """The movements before the year add up to less than nothing."""

    wording = N_("{file}, {place}: member {number} would begin the year with {balance_kip} of share capital.")


NOTES = ("note", "source", "title")
"""Keys for the human reader, allowed everywhere and read by nobody."""


class _Faults:
    """The complaints about one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.broken: list[RuleBroken] = []

    def add(self, kind: type[RuleBroken], **facts: object) -> None:
        if len(self.broken) < MOST_FAULTS:
            self.broken.append(kind(file=self.file, **facts))


class _Table:
    """One JSON object being read: each method takes a key, checks it, and notes a fault with its place."""

    def __init__(self, faults: _Faults, place: str, found: object, known: Sequence[str]) -> None:
        self.faults, self.at = faults, place
        self.values: Mapping[str, Any] = found if isinstance(found, dict) else {}
        if not isinstance(found, dict):
            faults.add(WrongShape, place=place or "the file", value=_shown(found))
        for key in self.values:
            if key not in known and key not in NOTES:
                faults.add(KeyUnknown, place=self.place(key), known=list(known))

    def place(self, key: str) -> str:
        return f"{self.at}, {key}" if self.at else key

    def kip(self, key: str, default: int | None = None, least: int | None = None) -> int:
        value = self.values.get(key, default)
        if value is None:
            self.faults.add(KeyMissing, place=self.place(key))
        elif isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_LINE_KIP:
            self.faults.add(NotKip, place=self.place(key), value=_shown(value))
        elif least is not None and value < least:
            self.faults.add(BelowZero, place=self.place(key), value_kip=value)
        else:
            return value
        return 0

    def quantity(self, key: str) -> Fraction:
        value = exact_number(self.values.get(key, 0))
        if value is None or value < 0:
            self.faults.add(NotAQuantity, place=self.place(key), value=_shown(self.values[key]))
            return Fraction(0)
        return value

    def day(self, key: str, *, needed: bool = True) -> date | None:
        value = self.values.get(key)
        if value is None:
            if needed:
                self.faults.add(KeyMissing, place=self.place(key))
            return None
        try:
            # Only the long form: Python also takes 20250131 and 2025-W05-5, which people do not.
            return date.fromisoformat(value if len(value) == len("2025-12-31") and value[4] == value[7] == "-" else "")
        except (TypeError, ValueError):
            self.faults.add(NotADay, place=self.place(key), value=_shown(value))
            return None

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.faults.add(WrongShape, place=self.place(key), value=_shown(value))
            return ""
        return value

    def list(self, key: str, *, needed: bool = False) -> list[Any]:
        value = self.values.get(key)
        if value is None:
            if needed:
                self.faults.add(KeyMissing, place=self.place(key))
            return []
        if not isinstance(value, list):
            self.faults.add(WrongShape, place=self.place(key), value=_shown(value))
            return []
        return value


def _shown(value: object) -> str:
    """A value as it stands in the file, shortened."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int | Decimal) else json.dumps(
        value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def read_text(path: Path) -> str:
    """The text of a small UTF-8 file. Raises FileUnreadable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        what = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise FileUnreadable(file=path.name, what=what) from fault


def read_policy(path: Path) -> DividendPolicy:
    """Read POLICY.toml. Raises FileUnreadable, or Refused with every fault."""
    return policy_from_toml(read_text(path), path.name)


def read_facts(path: Path) -> YearFacts:
    """Read FACTS.json. Raises FileUnreadable, or Refused with every fault (the first hundred)."""
    return facts_from_json(read_text(path), path.name)


def facts_from_json(text: str, file: str = "FACTS.json") -> YearFacts:
    """Read the facts of a year from JSON text. Raises Refused with every fault, each naming file, place and value."""
    faults = _Faults(file)
    found = _parsed(text, faults)
    refuse_if(faults.broken)
    table = _Table(faults, "", found, ("year", "first_day", "last_day", "surplus_kip", "losses_brought_forward_kip",
                                       "fund_balances_kip", "members", "share_capital_kip", "decided_on"))
    period = _period(table)
    year = table.values.get("year", period.first_day.year)
    if isinstance(year, bool) or not isinstance(year, int):
        faults.add(NotAYear, place="year", value=_shown(year))
    balances = table.values.get("fund_balances_kip") or {}
    funds = _Table(faults, "fund_balances_kip", balances, tuple(balances) if isinstance(balances, dict) else ())
    facts = YearFacts(
        year, period, table.kip("surplus_kip"), tuple(_members(table.list("members", needed=True), period, faults)),
        table.kip("losses_brought_forward_kip", 0, least=0),
        {name: funds.kip(name) for name in funds.values},
        table.kip("share_capital_kip", 0, least=0) if "share_capital_kip" in table.values else None,
        table.day("decided_on", needed=False))
    refuse_if(faults.broken)
    return facts


def _parsed(text: str, faults: _Faults) -> object:
    def once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
        section: dict[str, object] = {}
        for key, value in pairs:
            if key in section:
                faults.add(KeyTwice, key=key)
            section[key] = value
        return section

    def no_number(word: str) -> object:
        raise json.JSONDecodeError(word, text, text.find(word))

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=no_number, object_pairs_hook=once)
    except json.JSONDecodeError as fault:
        faults.add(NotJson, line=fault.lineno, column=fault.colno, what=fault.msg)
    except (ValueError, RecursionError) as fault:  # numbers of thousands of digits, sections nested without end
        faults.add(NotJson, line=1, column=1, what=str(fault))
    return {}


_FAR = Period(date(2000, 1, 1), date(2000, 12, 31))


def _period(table: _Table) -> Period:
    """The fiscal year, or a stand-in after a fault, so that the rest of the file is still judged."""
    first, last = table.day("first_day"), table.day("last_day")
    if first is None or last is None:
        return _FAR
    if last == date.max or not is_twelve_months(Period(first, last)):
        table.faults.add(NotTwelveMonths, first_day=first, last_day=last)
        return _FAR
    return Period(first, last)


def _members(listed: Iterable[object], period: Period, faults: _Faults) -> Iterator[MemberYear]:
    seen: set[str] = set()
    for place, found in enumerate(listed, start=1):
        member = _Table(faults, f"members {place}", found, ("number", "name", "joined", "left", "shares", "patronage"))
        number = _number(member)
        if number and number in seen:
            faults.add(NumberTwice, place=member.at, number=number)
        seen.add(number)
        member.at = f"members {place} (number {number})" if number else member.at
        member.day("joined", needed=False)
        member.day("left", needed=False)
        opening, moves = split_moves(_moves(member), period)
        if period is not _FAR:
            _check_capital(member, number, opening, moves)
        yield MemberYear(number, None, member.text("name"), opening, moves, _patronage(member))


def _number(member: _Table) -> str:
    value = member.values.get("number")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or value == "":
        member.faults.add(KeyMissing, place=member.place("number"))
    else:
        member.faults.add(WrongShape, place=member.place("number"), value=_shown(value))
    return ""


def _moves(member: _Table) -> Iterator[tuple[date, int]]:
    for place, found in enumerate(member.list("shares"), start=1):
        move = _Table(member.faults, f"{member.at}, shares {place}", found, ("on", "paid_up_kip"))
        on, kip = move.day("on"), move.kip("paid_up_kip")
        if on is not None:
            yield on, kip


def _check_capital(member: _Table, number: str, opening: int, moves: Sequence[tuple[date, int]]) -> None:
    for on, balance in balances_by_day(opening, moves):
        if balance >= 0:
            continue
        if on is None:
            member.faults.add(OpeningBelowZero, place=member.place("shares"), number=number, balance_kip=balance)
        else:
            member.faults.add(CapitalBelowZero, place=member.place("shares"), number=number, balance_kip=balance, on=on)
        return


def _patronage(member: _Table) -> Patronage:
    found = member.values.get("patronage")
    table = _Table(member.faults, member.place("patronage"), {} if found is None else found,
                   ("value", "kg", "purchases", "hours", "fees", "products"))
    weight_g, hours = table.quantity("kg") * 1000, table.quantity("hours")
    value_kip, purchases_kip = table.kip("value", 0, least=0), table.kip("purchases", 0, least=0)
    return Patronage(value_kip, _plain(weight_g), purchases_kip, _plain(hours), table.kip("fees", 0, least=0), tuple(_products(table)))


def _products(patronage: _Table) -> Iterator[ProductLine]:
    for place, found in enumerate(patronage.list("products"), start=1):
        line = _Table(patronage.faults, f"{patronage.at}, products {place}", found, ("product", "grade", "value", "kg"))
        yield ProductLine(line.text("product"), line.text("grade"), line.kip("value", 0, least=0), _plain(line.quantity("kg") * 1000))


def _plain(exact: Fraction) -> int | Fraction:
    return exact.numerator if exact.denominator == 1 else exact


def plan_as_json(plan: SurplusPlan) -> dict[str, Any]:
    """The plan in the shape that the headless interface promises."""
    return {
        "year": plan.year, "surplus_kip": plan.surplus_kip,
        "funds": [{"name": fund.name, "kip": fund.kip} for fund in plan.funds],
        "share_pool_kip": plan.share_pool_kip, "patronage_pool_kip": plan.patronage_pool_kip,
        "losses_covered_kip": plan.losses_covered_kip, "remainder_kip": plan.remainder_kip,
        "share_rate_percent": exact_text(plan.share_rate * 100),
        "members": [_member_as_json(plan, part) for part in plan.members],
        "proof": {"rule": plan.rule.value, "share": _proof_as_json(plan.share_proof),
                  "patronage": _proof_as_json(plan.patronage_proof)}}


def _member_as_json(plan: SurplusPlan, part: MemberPart) -> dict[str, Any]:
    return {"number": part.number, "weighted_capital": exact_text(plan.weighted_capital(part)),
            "share_dividend_kip": part.share_dividend_kip, "patronage_basis": exact_text(plan.patronage_basis(part)),
            "patronage_kip": part.patronage_kip, "withheld_kip": part.withheld_kip, "net_kip": part.net_kip,
            "payable_now_kip": part.payable_now_kip, "carried_kip": part.carried_kip}


def _proof_as_json(proof: PoolProof) -> dict[str, Any]:
    return {"pool": proof.pool_kip, "sum_of_floors": proof.sum_of_floors_kip, "units_left": proof.units_left,
            "given_to": list(proof.given_to)}


def surplus_from_files(facts: Path, policy: Path | None) -> SurplusPlan:
    """What `coopbooks surplus --facts` does: share what the files say, by the default policy when none is given.

    Raises FileUnreadable, or Refused with every fault of both files.
    """
    broken: list[RuleBroken] = []
    by_laws, year = DividendPolicy(), None
    if policy is not None:
        try:
            by_laws = read_policy(policy)
        except Refused as refused:
            broken += refused.broken
    try:
        year = read_facts(facts)
    except Refused as refused:
        broken += refused.broken
    if broken or year is None:
        raise Refused(broken)
    return share_surplus(by_laws, year)
