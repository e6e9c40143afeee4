"""The book's dated settings, its users and chart: what the co-op decided, since when, on what basis."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from coopbooks.books.rows import AccountRow, SettingRow, UserRow
from coopbooks.books.rows_ledger import LAST_LOCKED_MONTH
from coopbooks.books.transaction import Reading, Writing
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.periods import OpenDays, Period, days_of_month, fiscal_year, period_of_year


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the co-op is and how its years run. `language` is what its papers and messages speak by default."""

    name_lo: str
    name_en: str
    registration_no: str
    registered_on: str
    village: str
    district: str
    province: str
    phone: str
    begins_on: date
    start_month: int
    language: str

    def name(self, language: str) -> str:
        """The co-op's name in a language, or in the other when that one is empty."""
        return (self.name_lo or self.name_en) if language == "lo" else (self.name_en or self.name_lo)

    def year_of(self, day: date) -> int:
        """The fiscal year a day belongs to."""
        return fiscal_year(day, self.start_month)

    def period(self, year: int) -> Period:
        """First and last day of a fiscal year."""
        return period_of_year(year, self.start_month)


_TEXTS = ("name_lo", "name_en", "registration_no", "registered_on", "village", "district", "province", "phone", "language")


def value(tx: Reading, key: str, on: date, default: str = "") -> str:
    """A setting's value in force on a day."""
    found = tx.maybe("SELECT value FROM setting WHERE key = ? AND since <= ? ORDER BY since DESC, setting_id DESC LIMIT 1",
                     key, on.isoformat())
    return str(found[0]) if found else default


def decide(tx: Writing, key: str, text: str, since: date, basis: str) -> None:
    """Decide a setting from a day on; earlier days keep what was in force then."""
    tx.decide(SettingRow, key=key, since=since.isoformat(), value=text, basis=basis)
    tx.memo.pop("profile", None)


def profile(tx: Reading) -> Profile:
    """The co-op's profile as it is known today."""
    if "profile" not in tx.memo:
        # In the order of days, so that the last one for a key is the one in force.
        known_today = dict(tx.all("SELECT key, value FROM setting WHERE since <= ? AND (key GLOB 'cooperative.*' OR "
                                  "key GLOB 'fiscal_year.*') ORDER BY since, setting_id", tx.today.isoformat()))
        texts = {name: known_today.get(f"cooperative.{name}", "") for name in _TEXTS}
        tx.memo["profile"] = Profile(**texts, begins_on=date.fromisoformat(known_today["fiscal_year.first_day"]),
                                     start_month=int(known_today.get("fiscal_year.start_month", "1")))
    known: Profile = tx.memo["profile"]
    return known


def open_days(tx: Reading) -> OpenDays:
    """Which days may be posted to."""
    if "open_days" not in tx.memo:
        (closed,) = tx.one("SELECT max(last_day) FROM closing WHERE closing_id NOT IN (SELECT closing_id FROM reopening)")
        (locked,) = tx.one(LAST_LOCKED_MONTH)
        tx.memo["open_days"] = OpenDays(profile(tx).begins_on, date.fromisoformat(closed) if closed else None, tx.today,
                                        days_of_month(locked).last_day if locked else None)
    known: OpenDays = tx.memo["open_days"]
    return known


def add_user(tx: Writing, name: str, role: str) -> int:
    """Enrol a person with a role."""
    return tx.keep(UserRow, None, name=name, role=role, event_id=0)


def users(tx: Reading) -> tuple[tuple[str, str], ...]:
    """Names and roles of everybody enrolled."""
    return tuple((str(name), str(role)) for name, role in tx.all("SELECT name, role FROM user ORDER BY user_id"))


def add_account(tx: Writing, account: Account) -> int:
    """Put an account into the chart."""
    return tx.keep(AccountRow, None, code=account.code, role=account.role, kind=account.kind, name_lo=account.name_lo,
                   name_en=account.name_en, event_id=0)


def give_role(tx: Writing, account_id: int, role: AccountRole) -> None:
    """Let an account of the chart play a role."""
    one = account(tx, account_id)
    tx.keep(AccountRow, account_id, code=one.code, role=role, kind=one.kind, name_lo=one.name_lo, name_en=one.name_en, event_id=0)
    tx.forget_chart()


def chart(tx: Reading, only: Iterable[int] | None = None) -> dict[int, Account]:
    """The chart by account id, in the order of codes: all of it, or the accounts with these ids."""
    columns = "account_id, code, role, kind, name_lo, name_en"
    if only is None:
        found = tx.all(f"SELECT {columns} FROM account ORDER BY code")
    else:
        found = tx.all(f"SELECT {columns} FROM account WHERE account_id IN (SELECT value FROM json_each(?)) ORDER BY code",
                       json.dumps([*only]))
    return {row[0]: _account(*row[1:]) for row in found}


def account(tx: Reading, account_id: int) -> Account:
    """One account of the chart. Raises LookupError when there is none."""
    return _account(*tx.one("SELECT code, role, kind, name_lo, name_en FROM account WHERE account_id = ?", account_id))


@lru_cache(1000)
def _account(code: str, role: str | None, kind: str, name_lo: str, name_en: str) -> Account:
    # The chart is asked for by nearly every screen and changes once in years.
    return Account(code, AccountRole(role) if role else None, AccountKind(kind), name_lo, name_en)
