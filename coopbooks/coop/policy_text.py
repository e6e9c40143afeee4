"""The surplus policy as a TOML text, read and written: the file POLICY.toml, and what an approval keeps in the book.

Every fault is found at once and said with its place and value. A key that is not known is refused by name: a mistyped
word in a by-law would change money silently. Source: headless interface, POLICY.toml and rule 13 (a missing key is
the default, empty text is "none").
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from coopbooks.coop.division import exact_text
from coopbooks.coop.policy import (
    DEFAULT_FUNDS,
    DividendPolicy,
    Fund,
    FundBase,
    KeptAs,
    PatronagePolicy,
    ProductWeight,
    RefundPolicy,
    RoundingPolicy,
    SharePolicy,
    TaxKind,
    TaxRate,
    WithholdingPolicy,
    YearDays,
)
from coopbooks.i18n.markers import N_
from coopbooks.ledger.money import MAX_LINE_KIP, Kip, decimal
from coopbooks.ledger.refusals import Refused, RuleBroken, refuse_if


class NotToml(RuleBroken):
    """The file is no TOML: the reader's own words say where."""

    wording = N_("{file} is not written as TOML: {what}.")


class UnknownKey(RuleBroken):
    """A key nobody reads, most likely mistyped."""

    wording = N_("{file}, {place}: there is no setting of this name. Known here: {known}.")


class NotAPercentage(RuleBroken):
    """A percentage is a plain decimal of at least 0."""

    wording = N_("{file}, {place}: \"{value}\" is not a percentage from 0 to {most}. Write for example \"7.5\".")


class NotANumber(RuleBroken):
    """A factor such as "2" is a plain decimal of at least 0."""

    wording = N_("{file}, {place}: \"{value}\" is not a number. Write for example \"2\".")


class NotWholeKip(RuleBroken):
    """Amounts and units are whole kip."""

    wording = N_("{file}, {place}: \"{value}\" is not a whole number of kip from {least} to {most_kip}.")


class NotAChoice(RuleBroken):
    """A word that is not on the list."""

    wording = N_("{file}, {place}: \"{value}\" is not one of: {choices}.")


class NotText(RuleBroken):
    """A name or a note is text."""

    wording = N_("{file}, {place}: write a text here, not \"{value}\".")


class NotATable(RuleBroken):
    """A section stands where a single value was expected, or the other way round."""

    wording = N_("{file}, {place}: this is not the section that is expected here.")


class RatesNotComparable(RuleBroken):
    """Kip per kilogram or hour and percent of capital are different things."""

    wording = N_("{file}, {place}: a refund per {basis} has no rate to compare with the dividend rate. "
                 "Use the basis value or purchases, or leave this empty.")


class WeightsNeedProducts(RuleBroken):
    """Only what is delivered has a product and a grade."""

    wording = N_("{file}, {place}: products cannot be weighed by {basis}. Use the basis value or kg.")


class NotADate(RuleBroken):
    """Days are ISO days."""

    wording = N_("{file}, {place}: \"{value}\" is not a day. Write it as 2025-12-31.")


class RateTwice(RuleBroken):
    """From one day on there is one rate."""

    wording = N_("{file}, {place}: there is another rate for \"{value}\" from {since} on.")


class NotYesOrNo(RuleBroken):
    """A switch is on or off."""

    wording = N_("{file}, {place}: \"{value}\" is neither true nor false.")


MOST_RATE = 1000
"""Percent a year: far above any by-law, but low enough to catch a slipped decimal point."""

Choice = TypeVar("Choice", bound=StrEnum)


class Section:
    """One table of a policy being read: takes its keys one by one, collects every fault, knows what was left over."""

    def __init__(self, file: str, name: str, table: object, broken: list[RuleBroken]) -> None:
        self.file, self.name, self.broken = file, name, broken
        self.known: list[str] = []
        self.table: Mapping[str, object] = table if isinstance(table, Mapping) else {}
        if not isinstance(table, Mapping):
            broken.append(NotATable(file=file, place=name))

    def place(self, key: str) -> str:
        """Where a key stands, as the complaint names it: "[shares] cap_rate"."""
        return f"{self.name} {key}".strip()

    def fault(self, kind: type[RuleBroken], key: str, **facts: object) -> None:
        """Note a complaint about a key."""
        self.broken.append(kind(file=self.file, place=self.place(key), **facts))

    def take(self, key: str) -> object:
        """The value of a key, or None when it is missing."""
        self.known.append(key)
        return self.table.get(key)

    def percent(self, key: str, default: Fraction, most: int = 100) -> Fraction:
        """A percentage as an exact fraction."""
        found = self.maybe_percent(key, default, most)
        if found is None:
            self.fault(NotAPercentage, key, value="", most=most)
        return found or Fraction(0)

    def maybe_percent(self, key: str, default: Fraction | None, most: int = MOST_RATE) -> Fraction | None:
        """A percentage, or None for empty text."""
        value = self.take(key)
        if value is None or value == "":
            return default if value is None else None
        exact = exact_number(value)
        if exact is None or not 0 <= exact <= most:
            self.fault(NotAPercentage, key, value=str(value), most=most)
            return default
        return exact / 100

    def maybe_number(self, key: str) -> Fraction | None:
        """A number of at least 0, or None for empty text or a missing key."""
        value = self.take(key)
        if value is None or value == "":
            return None
        exact = exact_number(value)
        if exact is None or exact < 0:
            self.fault(NotANumber, key, value=str(value))
        return exact

    def kip(self, key: str, default: int, least: int) -> Kip:
        """Whole kip."""
        value = self.take(key)
        if value is None:
            return Kip(default)
        exact = exact_number(value)
        if exact is None or exact.denominator != 1 or not least <= exact <= MAX_LINE_KIP:
            self.fault(NotWholeKip, key, value=str(value), least=least, most_kip=MAX_LINE_KIP)
            return Kip(default)
        return Kip(exact.numerator)

    def choice(self, key: str, default: Choice) -> Choice:
        """One word of a short list."""
        value = self.take(key)
        words = type(default)
        if value is None:
            return default
        try:
            return words(str(value))
        except ValueError:
            self.fault(NotAChoice, key, value=str(value), choices=[word.value for word in words])
            return default

    def day(self, key: str) -> date | None:
        """A day, as TOML writes it or as a text."""
        value = self.take(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            # Only the long form: Python also takes 20250131, which people do not.
            return date.fromisoformat(value if isinstance(value, str) and value[4:5] == value[7:8] == "-" else "")
        except ValueError:
            self.fault(NotADate, key, value="" if value is None else str(value))
            return None

    def yes_or_no(self, key: str) -> bool:
        """A switch; off when it is missing."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(NotYesOrNo, key, value=str(value))
        return value is True

    def text(self, key: str, default: str = "") -> str:
        """A text of one line."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, str) or any(character < " " or character == "\x7f" for character in value):
            self.fault(NotText, key, value=str(value))
            return default
        return value.strip()

    def tables(self, key: str) -> Iterator["Section"]:
        """The tables of a list within this one, each as a section of its own: "[[patronage.weight]] 2"."""
        listed = self.take(key)
        if listed is not None and (not isinstance(listed, Sequence) or isinstance(listed, str)):
            self.fault(NotATable, key)
        elif listed is not None:
            for place, table in enumerate(listed, start=1):
                yield Section(self.file, f"[[{self.name.strip('[]')}.{key}]] {place}", table, self.broken)

    def nothing_else(self) -> None:
        """Complain about every key that nobody asked for."""
        for key in self.table:
            if key not in self.known:
                self.fault(UnknownKey, key, known=list(self.known))


def exact_number(value: object) -> Fraction | None:
    """A decimal text, whole number or decimal number as an exact fraction; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    try:
        return Fraction(value) if isinstance(value, int) else decimal(value)
    except ValueError:
        return None


def policy_from_toml(text: str, file: str = "POLICY.toml") -> DividendPolicy:
    """Read a policy. Raises Refused with every fault, each naming file, place and value."""
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        raise Refused([NotToml(file=file, what=str(fault))]) from fault
    return policy_from_tables(tables, file)


_SECTIONS = ("shares", "patronage", "rounding", "withholding", "refund")


def policy_from_tables(tables: Mapping[str, object], file: str = "POLICY.toml") -> DividendPolicy:
    """Read a policy from parsed TOML. Raises Refused with every fault."""
    broken: list[RuleBroken] = []
    whole = Section(file, "", tables, broken)
    shares, patronage, rounding, withholding, refund = (
        Section(file, f"[{name}]", tables.get(name, {}), broken) for name in _SECTIONS)
    policy = DividendPolicy(_funds(whole, file, broken), _shares(shares), _patronage(patronage), _rounding(rounding),
                            _withholding(withholding), _refund(refund))
    whole.known += _SECTIONS
    whole.nothing_else()
    refuse_if(broken)
    return policy


def _funds(whole: Section, file: str, broken: list[RuleBroken]) -> tuple[Fund, ...]:
    listed = whole.take("fund")
    if listed is None:
        return DEFAULT_FUNDS
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        broken.append(NotATable(file=file, place="[[fund]]"))
        return DEFAULT_FUNDS
    return tuple(_fund(Section(file, f"[[fund]] {place}", table, broken))
                 for place, table in enumerate(listed, start=1))


def _fund(section: Section) -> Fund:
    name = section.text("name")
    if not str(section.table.get("name", "")).strip():
        section.fault(NotText, "name", value="")
    fund = Fund(name, section.percent("percent", Fraction(0)), section.choice("base", FundBase.SURPLUS),
                section.kip("ceiling_kip", 0, least=0), section.text("account"), section.text("by_law"),
                section.percent("least_percent", Fraction(0)), section.maybe_percent("most_percent", None, 100),
                section.maybe_percent("ceiling_of_share_capital", None), section.yes_or_no("indivisible"))
    if "percent" not in section.table:
        section.fault(NotAPercentage, "percent", value="", most=100)
    section.nothing_else()
    return fund


def _shares(section: Section) -> SharePolicy:
    usual = SharePolicy()
    rate = section.maybe_percent("rate", None)
    if rate is not None and section.table.get("part") == "":  # whoever fixes a rate may leave the part empty
        part = usual.part
        section.known.append("part")
    else:
        part = section.percent("part", usual.part)
    terms = SharePolicy(section.choice("method", usual.method), rate, part, section.choice("part_of", usual.part_of),
                        section.maybe_percent("cap_rate", usual.cap_rate), _year_days(section), section.text("by_law"))
    section.nothing_else()
    return terms


def _year_days(section: Section) -> YearDays:
    value = section.table.get("year_days")
    if isinstance(value, int) and not isinstance(value, bool) and str(value) in set(YearDays):
        section.known.append("year_days")  # year_days = 365 without quotes means the same
        return YearDays(str(value))
    return section.choice("year_days", YearDays.ACTUAL)


def _patronage(section: Section) -> PatronagePolicy:
    usual = PatronagePolicy()
    terms = PatronagePolicy(section.choice("basis", usual.basis), section.percent("part", usual.part),
                            section.choice("part_of", usual.part_of), section.maybe_number("rate_cap_times_share_rate"),
                            section.text("by_law"), _weights(section))
    if terms.weights and not terms.basis.is_weighed:
        section.fault(WeightsNeedProducts, "weight", basis=terms.basis.value)
    if terms.most_share_rates is not None and not terms.basis.is_money:
        section.fault(RatesNotComparable, "rate_cap_times_share_rate", basis=terms.basis.value)
    section.nothing_else()
    return terms


def _weights(section: Section) -> tuple[ProductWeight, ...]:
    found = []
    for one in section.tables("weight"):
        factor = one.maybe_number("factor")
        if factor is None:
            one.fault(NotANumber, "factor", value=str(one.table.get("factor", "")))
        product = one.text("product")
        if not product:
            one.fault(NotText, "product", value="")
        found.append(ProductWeight(product, one.text("grade"), Fraction(1) if factor is None else factor))
        one.nothing_else()
    return tuple(found)


def _refund(section: Section) -> RefundPolicy:
    usual = RefundPolicy()
    terms = RefundPolicy(section.percent("cash", usual.cash), section.yes_or_no("unpaid_shares_first"), section.choice("kept_as", KeptAs.REVOLVING),
                         section.kip("revolving_years", usual.revolving_years, least=1), section.text("by_law"))
    section.nothing_else()
    return terms


def _rounding(section: Section) -> RoundingPolicy:
    usual = RoundingPolicy()
    terms = RoundingPolicy(section.choice("rule", usual.rule), section.kip("unit_kip", usual.unit_kip, least=1),
                           section.kip("payout_unit_kip", usual.payout_unit_kip, least=1),
                           section.text("remainder_to", usual.remainder_to) or usual.remainder_to)
    section.nothing_else()
    return terms


def _withholding(section: Section) -> WithholdingPolicy:
    usual = WithholdingPolicy()
    terms = WithholdingPolicy(section.maybe_percent("share_dividend", usual.share_dividend, 100) or Fraction(0),
                              section.maybe_percent("patronage", usual.patronage, 100) or Fraction(0),
                              section.text("by_law"), _tax_rates(section))
    section.nothing_else()
    return terms


def _tax_rates(section: Section) -> tuple[TaxRate, ...]:
    """Rates from a day on, in the order of days whatever the order in the file."""
    found: dict[tuple[TaxKind, date], TaxRate] = {}
    for one in section.tables("rate"):
        rate = TaxRate(one.choice("kind", TaxKind.SHARE_DIVIDEND), one.percent("percent", Fraction(0)), one.day("since") or date.min,
                       one.text("by_law"))
        if "kind" not in one.table:
            one.fault(NotAChoice, "kind", value="", choices=[kind.value for kind in TaxKind])
        if "percent" not in one.table:
            one.fault(NotAPercentage, "percent", value="", most=100)
        if (rate.kind, rate.since) in found:
            one.fault(RateTwice, "since", value=rate.kind.value, since=rate.since)
        found[rate.kind, rate.since] = rate
        one.nothing_else()
    return tuple(sorted(found.values(), key=lambda one: (one.since, one.kind)))


def policy_to_toml(policy: DividendPolicy) -> str:
    """Write a policy so that reading it gives the same policy: `policy_from_toml(policy_to_toml(p)) == p`.

    A policy without any fund cannot be told from one that leaves them out; it is written with one fund of 0 %.
    """
    lines: list[str] = []
    for fund in policy.funds or (Fund("reserve", Fraction(0)),):
        lines += ["[[fund]]", *_pairs(name=fund.name, percent=_percent(fund.rate), base=fund.base.value,
                                      ceiling_kip=fund.ceiling_kip, account=fund.account, by_law=fund.by_law,
                                      least_percent=_percent(fund.least or None), most_percent=_percent(fund.most),
                                      ceiling_of_share_capital=_percent(fund.ceiling_of_capital), indivisible=fund.is_indivisible)]
    shares, patronage, rounding, tax = policy.shares, policy.patronage, policy.rounding, policy.withholding
    lines += ["[shares]", *_pairs(method=shares.method.value, rate=_percent(shares.rate), part=_percent(shares.part),
                                  part_of=shares.part_of.value, cap_rate=_percent(shares.cap_rate),
                                  year_days=shares.year_days.value, by_law=shares.by_law)]
    limit = patronage.most_share_rates
    lines += ["[patronage]", *_pairs(basis=patronage.basis.value, part=_percent(patronage.part),
                                     part_of=patronage.part_of.value, by_law=patronage.by_law,
                                     rate_cap_times_share_rate="" if limit is None else exact_text(limit))]
    for one in patronage.weights:
        lines += ["[[patronage.weight]]", *_pairs(product=one.product, grade=one.grade, factor=exact_text(one.factor))]
    lines += ["[rounding]", *_pairs(rule=rounding.rule.value, unit_kip=rounding.unit_kip,
                                    payout_unit_kip=rounding.payout_unit_kip, remainder_to=rounding.remainder_to)]
    lines += ["[withholding]", *_pairs(share_dividend=_percent(tax.share_dividend), patronage=_percent(tax.patronage),
                                       by_law=tax.by_law)]
    for rate in tax.rates:
        lines += ["[[withholding.rate]]", *_pairs(kind=rate.kind.value, percent=_percent(rate.rate), since=rate.since.isoformat(),
                                                  by_law=rate.by_law)]
    if policy.refund != RefundPolicy():
        form = policy.refund
        lines += ["[refund]", *_pairs(cash=_percent(form.cash), unpaid_shares_first=form.unpaid_shares_first, kept_as=form.kept_as.value,
                                      revolving_years=form.revolving_years, by_law=form.by_law)]
    return "\n".join(lines) + "\n"


_OPTIONAL = ("account", "by_law", "least_percent", "most_percent", "ceiling_of_share_capital", "indivisible")


def _pairs(**values: Any) -> Iterator[str]:
    for key, value in values.items():
        if value or key not in _OPTIONAL:
            # A basic TOML string takes every escape that JSON writes.
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _percent(rate: Fraction | None) -> str:
    return "" if rate is None else exact_text(rate * 100)
