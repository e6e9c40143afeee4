"""A new book from a co-op's profile: chart of accounts, share terms, users, and the default settings with their basis."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coopbooks.books import settings, shares
from coopbooks.books.book import Book, Clock, computer_clock
from coopbooks.coop.shares import ShareTerms
from coopbooks.i18n import lao
from coopbooks.i18n.markers import N_
from coopbooks.i18n.resources import resource
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.money import MAX_LINE_KIP, Kip, is_percent
from coopbooks.ledger.refusals import RuleBroken, refuse_if

DEFAULT_BASIS = N_("Default of the program, not law")
ROLES = ("setup", "cashier", "treasurer", "chair", "approver", "auditor")


@dataclass(frozen=True, slots=True)
class NewBook:
    """Everything a new book needs to be told. Texts are normalised."""

    texts: dict[str, str]
    first_day: date
    start_month: int
    par_value_kip: Kip
    users: tuple[tuple[str, str], ...]
    least_count: int = 1
    most_percent: str = ""


class ProfileUnreadable(RuleBroken):
    """The profile is no TOML, or no text at all."""

    wording = N_("{file} cannot be read as a profile: {why}.")


class ProfileValueWrong(RuleBroken):
    """One key of the profile has a value it cannot have."""

    wording = N_("{file}: {key} is {value}. It must be {wanted}.")


class ProfileKeyUnknown(RuleBroken):
    """A key nobody reads is a mistake worth telling."""

    wording = N_("{file}: {key} is not known.")


class CoopNameMissing(RuleBroken):
    """A co-op has a name, in one language at least."""

    field, wording = "name_lo", N_("Write the co-op's name, in Lao or in Latin letters.")


_TEXT_KEYS = ("name_lo", "name_en", "registration_no", "registered_on", "village", "district", "province", "phone", "language")
_KNOWN = {"cooperative": _TEXT_KEYS, "fiscal_year": ("first_day", "start_month"),
          "shares": ("par_value_kip", "least_count", "most_percent")}


def read_profile(path: Path) -> NewBook:
    """Read a profile file. Raises Refused naming file, key and value."""
    try:
        told = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        refuse_if([ProfileUnreadable(file=path.name, why=str(fault))])
        raise
    return _new_book(path.name, told)


def _new_book(file: str, told: dict[str, Any]) -> NewBook:
    broken: list[RuleBroken] = [ProfileKeyUnknown(file=file, key=key) for key in _unknown_keys(told)]

    def value(section: str, key: str, default: object) -> object:
        found = told.get(section, {})
        return found.get(key, default) if isinstance(found, dict) else default

    def wrong(key: str, found: object, wanted: str) -> None:
        broken.append(ProfileValueWrong(file=file, key=key, value=str(found), wanted=wanted))

    texts = {}
    for key in _TEXT_KEYS:
        found = value("cooperative", key, "")
        texts[key] = lao.normalise(str(found))
        if not isinstance(found, str):
            wrong(f"cooperative.{key}", found, N_("a text"))
    texts["language"] = texts["language"] or "lo"
    first_day = _day(value("fiscal_year", "first_day", ""))
    if first_day is None:
        wrong("fiscal_year.first_day", value("fiscal_year", "first_day", ""), N_("a day like 2025-01-01"))
    numbers = {"fiscal_year.start_month": (1, 1, 12), "shares.par_value_kip": (100_000, 1, MAX_LINE_KIP),
               "shares.least_count": (1, 0, 10_000)}
    whole = {}
    for name, (default, least, most) in numbers.items():
        section, _, key = name.partition(".")
        found = value(section, key, default)
        whole[name] = found if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most else default
        if found != whole[name]:
            wrong(name, found, N_("a whole number"))
    users = _users(file, told, broken)
    most_percent = str(value("shares", "most_percent", ""))
    if most_percent and not is_percent(most_percent):
        wrong("shares.most_percent", most_percent, N_("a percentage from 0 to 100"))
    if not (texts["name_lo"] or texts["name_en"]):
        broken.append(CoopNameMissing())
    refuse_if(broken)
    return NewBook(texts, first_day or date.min, whole["fiscal_year.start_month"], Kip(whole["shares.par_value_kip"]), users,
                   whole["shares.least_count"], most_percent)


def _users(file: str, told: dict[str, Any], broken: list[RuleBroken]) -> tuple[tuple[str, str], ...]:
    users = []
    for found in told.get("users", []):
        name, role = str(found.get("name", "")), str(found.get("role", ""))
        if role not in ROLES or not name:
            broken.append(ProfileValueWrong(file=file, key="users", value=f"{name} {role}", wanted=", ".join(ROLES)))
        users.append((lao.normalise(name), role))
    return tuple(users)


def _unknown_keys(told: dict[str, Any]) -> list[str]:
    unknown = [key for key in told if key not in (*_KNOWN, "users")]
    for section, keys in _KNOWN.items():
        inside = told.get(section, {})
        unknown += [f"{section}.{key}" for key in inside if key not in keys] if isinstance(inside, dict) else [section]
    return unknown


def _day(found: object) -> date | None:
    if isinstance(found, date):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        return None


def chart_template() -> list[Account]:
    """The shipped chart: editable data, to be checked by an accountant."""
    with resource("chart.csv").open(encoding="utf-8", newline="") as file:
        return [Account(row["code"], AccountRole(row["role"]) if row["role"] else None, AccountKind(row["kind"]),
                        row["name_lo"], row["name_en"]) for row in csv.DictReader(file)]


def create_book(path: Path, new: NewBook, *, clock: Clock = computer_clock, user_name: str = "") -> Book:
    """Make a book and write its first settings. Raises BookExists, BookInUse, NotSaved."""
    book = Book.create(path, clock=clock, user_name=user_name or (new.users[0][0] if new.users else ""))
    try:
        with book.writing() as tx:
            for key, text in new.texts.items():
                settings.decide(tx, f"cooperative.{key}", text, date(1900, 1, 1), "")
            settings.decide(tx, "fiscal_year.first_day", new.first_day.isoformat(), date(1900, 1, 1), "")
            settings.decide(tx, "fiscal_year.start_month", str(new.start_month), date(1900, 1, 1), "")
            for name, role in new.users:
                settings.add_user(tx, name, role)
            for account in chart_template():
                settings.add_account(tx, account)
            shares.decide_terms(tx, ShareTerms(new.first_day, new.par_value_kip, new.least_count, new.most_percent,
                                               DEFAULT_BASIS))
    except BaseException:
        book.close()
        path.unlink(missing_ok=True)
        raise
    return book
