"""Members: who may be in the register, with what, and the entry fee.

Pure rules over facts handed in. The last day of membership counts as a day of membership.
Source: by-laws on membership; the register's columns follow the Lao member register (name, sex, birth, identity paper,
village–district–province). See also: services.members (does it), books.members (keeps it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """Everything the register says of a person. Texts are normalised Lao or Latin; empty means not given."""

    number: str
    given_name: str
    joined_on: date
    title: str = ""
    family_name: str = ""
    latin_name: str = ""
    sex: str = ""
    birth_date: date | None = None
    id_kind: str = ""
    id_number: str = ""
    village: str = ""
    district: str = ""
    province: str = ""
    phone: str = ""
    group_name: str = ""
    left_on: date | None = None
    left_reason: str = ""
    payment_mode: str = "cash"
    note: str = ""

    @property
    def name(self) -> str:
        """The name as people say it: title, given name, family name."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)


@dataclass(frozen=True, slots=True)
class MemberBrief:
    """Enough of a member to name and judge: used by every form that asks for one."""

    member_id: int
    number: str
    name: str
    latin_name: str
    village: str
    joined_on: date
    left_on: date | None

    def is_member_on(self, day: date) -> bool:
        """True from the day of joining to the last day, both included."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class AdmitMember:
    """Order: put a person into the register; an entry fee paid on joining is receipted and posted."""

    details: MemberDetails
    entry_fee_kip: Kip = ZERO
    entry_fee_into: str = AccountRole.CASH


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """Order: the register says something else of this person from now on. The old state stays in the history."""

    member_id: int
    details: MemberDetails


@dataclass(frozen=True, slots=True)
class AdmitFacts:
    """What the rule needs: whether the number is taken and by whom, the open days, people who look the same."""

    days: OpenDays
    number_taken_by: str | None
    look_alikes: tuple[MemberBrief, ...] = ()


class NumberTaken(RuleBroken):
    """A member number belongs to one person for ever."""

    field, wording = "number", N_("Number {number} belongs to {taken_by}.")


class NumberMissing(RuleBroken):
    """Every member has a number."""

    field, wording = "number", N_("Give the member a number.")


class NameMissing(RuleBroken):
    """People are listed by their given name."""

    field, wording = "given_name", N_("Write the member's given name.")


class LeftBeforeJoined(RuleBroken):
    """The last day cannot come before the first."""

    field, wording = "left_on", N_("The last day {left_on} is before the member joined on {joined_on}.")


class LeftWithoutReason(RuleBroken):
    """Who leaves has a reason, and a reason has a day."""

    field, wording = "left_reason", N_("Give both the last day and the reason for leaving, or neither.")


class UnknownChoice(RuleBroken):
    """A word that is not on the short list of a field."""

    wording = N_("{value} is not one of: {choices}.")


class BornLater(RuleBroken):
    """A birth date lies in the past."""

    field, wording = "birth_date", N_("The birth date {birth_date} is after the member joined.")


SEXES = ("F", "M")
LEFT_REASONS = ("resigned", "expelled", "died", "transferred")
PAYMENT_MODES = ("cash", "bank", "wallet", "reinvest")


def check_details(details: MemberDetails) -> Iterator[RuleBroken]:
    """Whether the details are possible in themselves."""
    yield from check_texts(details)
    if not details.number:
        yield NumberMissing()
    if not details.given_name:
        yield NameMissing()
    for field, value, choices in (("sex", details.sex, SEXES), ("left_reason", details.left_reason, LEFT_REASONS),
                                  ("payment_mode", details.payment_mode, PAYMENT_MODES)):
        if value and value not in choices:
            yield UnknownChoice(value=value, choices=list(choices)).at(field)
    if (details.left_on is None) != (not details.left_reason):
        yield LeftWithoutReason()
    if details.left_on is not None and details.left_on < details.joined_on:
        yield LeftBeforeJoined(left_on=details.left_on, joined_on=details.joined_on)
    if details.birth_date is not None and details.birth_date > details.joined_on:
        yield BornLater(birth_date=details.birth_date)


def check_admission(facts: AdmitFacts, order: AdmitMember) -> list[RuleBroken]:
    """Whether this person may be put into the register. Look-alikes are a question for the form, not a refusal."""
    broken = list(check_details(order.details))
    if facts.number_taken_by is not None:
        broken.append(NumberTaken(number=order.details.number, taken_by=facts.number_taken_by))
    if order.entry_fee_kip:
        # The fee is posted on the day of joining, so that is the day to mend.
        broken += [one.at("joined_on") for one in check_open(facts.days, order.details.joined_on)]
    return broken


def entry_fee_entry(order: AdmitMember) -> JournalEntry:
    """Debit the money box, credit entry fees, which are the co-op's own capital."""
    return balanced(order.details.joined_on, "entry-fee", (
        leg(order.entry_fee_into, order.entry_fee_kip), leg(AccountRole.ENTRY_FEES, -order.entry_fee_kip)))
