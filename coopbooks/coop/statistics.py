"""Counts of the members by sex, village, group, age and shares: what the district and donors ask for, women and men apart.

Pure counting over facts handed in; a person without a given sex or birth date is counted as not known, never left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from coopbooks.ledger.money import Kip

AGE_BANDS = ((0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 150))
"""First and last year of age of each band; 15–24 youth statistics differ by country, so the bands are of ten years."""

SHARE_BANDS = ((0, 0), (1, 5), (6, 10), (11, 20), (21, 50), (51, 10**9))
"""Fewest and most shares of each band."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is counted of one member."""

    sex: str
    village: str
    group_name: str
    birth_date: date | None
    share_count: int
    paid_kip: Kip
    delivered_kip: Kip
    member_id: int = 0


@dataclass(frozen=True, slots=True)
class StatLine:
    """One line: how many women, men and not known; their shares, paid-up capital and deliveries together, and who they are.

    `key` is a name (village, group), F/M/"" (sex) or a band as (first, last).
    """

    key: str | tuple[int, int] | None
    women: int
    men: int
    unknown: int
    share_count: int
    paid_kip: Kip
    delivered_kip: Kip
    member_ids: tuple[int, ...] = field(default=(), compare=False)

    @property
    def total(self) -> int:
        """Everybody of the line."""
        return self.women + self.men + self.unknown


@dataclass(frozen=True, slots=True)
class Statistics:
    """Every table for one day, and everybody together. What was delivered counts from `first_day`."""

    as_of: date
    by_sex: tuple[StatLine, ...]
    by_village: tuple[StatLine, ...]
    by_group: tuple[StatLine, ...]
    by_age: tuple[StatLine, ...]
    by_shares: tuple[StatLine, ...]
    everybody: StatLine
    first_day: date | None = None


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on a day: one more on the birthday itself."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def count_members(people: Iterable[Person], as_of: date) -> Statistics:
    """Count everybody every way. Each table adds up to everybody."""
    everybody = list(people)

    def age(person: Person) -> tuple[int, int] | None:
        if person.birth_date is None:
            return None
        years = age_on(person.birth_date, as_of)
        return next((band for band in AGE_BANDS if band[0] <= years <= band[1]), None)

    def shares(person: Person) -> tuple[int, int]:
        return next(band for band in SHARE_BANDS if band[0] <= person.share_count <= band[1])

    return Statistics(
        as_of, _table(everybody, lambda person: person.sex, ("F", "M", "")), _table(everybody, lambda person: person.village),
        _table(everybody, lambda person: person.group_name), _table(everybody, age, (*AGE_BANDS, None)),
        _table(everybody, shares, SHARE_BANDS), _line(None, everybody))


Key = str | tuple[int, int] | None


def _table(people: list[Person], key: Callable[[Person], Key], order: tuple[Key, ...] = ()) -> tuple[StatLine, ...]:
    together: dict[Key, list[Person]] = {one: [] for one in order}
    for person in people:
        together.setdefault(key(person), []).append(person)
    lines = [_line(one, found) for one, found in together.items() if found]
    return tuple(lines if order else sorted(lines, key=lambda line: (line.key == "", -line.total, str(line.key))))


def _line(key: Key, people: list[Person]) -> StatLine:
    women, men = (sum(person.sex == sex for person in people) for sex in ("F", "M"))
    return StatLine(key, women, men, len(people) - women - men, sum(person.share_count for person in people),
                    Kip(sum(person.paid_kip for person in people)), Kip(sum(person.delivered_kip for person in people)),
                    tuple(person.member_id for person in people))
