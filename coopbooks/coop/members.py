"""Members: who may be in the register, with what, from applicant to leaver, and the entry fee.

Pure rules over facts handed in. The last day of membership counts as a day of membership.
Source: by-laws on membership; the register's columns follow the Lao member register (name, sex, birth, identity paper,
village–district–province). See also: services.members (does it), books.members (keeps it).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_amount, check_texts
from coopbooks.coop.heirs import Heir, check_heirs
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.journal import JournalEntry, balanced, leg
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """Everything the register says of a person. Texts are normalised Lao or Latin; empty means not given.

    Attributes:
        joined_on: first day of membership; None for an applicant.
        leaving_on: day the notice of leaving was given; left_on: last day of membership, inclusive.
        household, group_name, village: names that the managed lists know, or bring to them.
        language: of papers for this person: lo, en, lo+en, or "" for the book's own.
        consents: what the person agreed to, of CONSENTS.
    """

    number: str
    given_name: str
    joined_on: date | None
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
    nickname: str = ""
    applied_on: date | None = None
    joined_meeting: str = ""
    leaving_on: date | None = None
    left_meeting: str = ""
    id_issued_on: date | None = None
    id_issued_by: str = ""
    household: str = ""
    bank_account: str = ""
    language: str = ""
    consents: tuple[str, ...] = ()
    plot: str = ""
    heirs: tuple[Heir, ...] = ()

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
    joined_on: date | None
    left_on: date | None

    def is_member_on(self, day: date) -> bool:
        """True from the day of joining to the last day, both included; never for an applicant."""
        return self.joined_on is not None and self.joined_on <= day and (self.left_on is None or day <= self.left_on)


def standing(joined_on: date | None, leaving_on: date | None, left_on: date | None, day: date) -> str:
    """What a person is on a day: applicant, not-yet, member, leaving (notice given, or a last day ahead) or left."""
    if joined_on is None:
        return "applicant"
    if joined_on > day:
        return "not-yet"
    if left_on is not None and left_on < day:
        return "left"
    return "leaving" if left_on is not None or (leaving_on is not None and leaving_on <= day) else "member"


@dataclass(frozen=True, slots=True)
class AdmitMember:
    """Order: put a person into the register; an entry fee paid on joining is receipted and posted."""

    details: MemberDetails
    entry_fee_kip: Kip = ZERO
    entry_fee_into: str = AccountRole.CASH


@dataclass(frozen=True, slots=True)
class AdmitApplicant:
    """Order: the meeting admits an applicant from a day on; the entry fee is receipted and posted."""

    member_id: int
    on: date
    meeting: str = ""
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
    look_alikes: tuple["LookAlike", ...] = ()


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody of the register who may be the same person, and why: name, id or phone."""

    member: MemberBrief
    signs: tuple[str, ...]


class MemberHasLeft(RuleBroken):
    """A former member cannot take new obligations or rights."""

    field, wording = "member_id", N_("{member} was a member until {left_on}.")


class NotYetMember(RuleBroken):
    """Nothing can be booked for somebody before the day of joining."""

    field, wording = "member_id", N_("{member} is a member only from {joined_on}.")


class StillApplicant(RuleBroken):
    """An applicant has no rights or duties before the meeting admits."""

    field, wording = "member_id", N_("{member} is an applicant. Admit the member first.")


class AlreadyMember(RuleBroken):
    """Nobody is admitted twice."""

    field, wording = "member_id", N_("{member} is a member since {joined_on}.")


class FeeBeforeAdmission(RuleBroken):
    """An applicant pays the entry fee on admission."""

    field, wording = "entry_fee_kip", N_("An applicant pays the entry fee on admission.")


class FeeBelowZero(RuleBroken):
    """A fee is paid to the co-op, or there is none."""

    field, wording = "entry_fee_kip", N_("The entry fee is 0 or more.")


class AppliedLater(RuleBroken):
    """The application comes before the membership."""

    field, wording = "applied_on", N_("The application of {applied_on} is after the first day {joined_on}.")


class NoticeBeforeJoined(RuleBroken):
    """Only a member gives notice."""

    field, wording = "leaving_on", N_("The notice of {leaving_on} is before the first day of membership.")


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
LANGUAGES = ("lo", "en", "lo+en")
CONSENTS = ("photo", "phone-list", "messages")
"""What a person may agree to: the photo in the book, the phone number on lists, messages to the phone."""
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
                                  ("payment_mode", details.payment_mode, PAYMENT_MODES), ("language", details.language, LANGUAGES),
                                  *(("consents", one, CONSENTS) for one in details.consents)):
        if value and value not in choices:
            yield UnknownChoice(value=value, choices=list(choices)).at(field)
    yield from _check_days(details)
    yield from check_heirs(details.heirs)


def _check_days(details: MemberDetails) -> Iterator[RuleBroken]:
    joined_on = details.joined_on
    if (details.left_on is None) != (not details.left_reason):
        yield LeftWithoutReason()
    if joined_on is None:
        if details.left_on is not None or details.leaving_on is not None:
            yield StillApplicant(member=details.name).at("left_on")
        return
    if details.left_on is not None and details.left_on < joined_on:
        yield LeftBeforeJoined(left_on=details.left_on, joined_on=joined_on)
    if details.leaving_on is not None and details.leaving_on < joined_on:
        yield NoticeBeforeJoined(leaving_on=details.leaving_on)
    if details.applied_on is not None and details.applied_on > joined_on:
        yield AppliedLater(applied_on=details.applied_on, joined_on=joined_on)
    if details.birth_date is not None and details.birth_date > joined_on:
        yield BornLater(birth_date=details.birth_date)


def check_began(member: MemberBrief, on: date) -> Iterator[RuleBroken]:
    """Whether a person is, or was, a member by a day."""
    if member.joined_on is None:
        yield StillApplicant(member=member.name)
    elif member.joined_on > on:
        yield NotYetMember(member=member.name, joined_on=member.joined_on)


def check_is_member(member: MemberBrief, on: date) -> Iterator[RuleBroken]:
    """Whether a person is a member on a day."""
    yield from check_began(member, on)
    if member.joined_on is not None and member.joined_on <= on and member.left_on is not None and member.left_on < on:
        yield MemberHasLeft(member=member.name, left_on=member.left_on)


def check_admission(facts: AdmitFacts, order: AdmitMember) -> list[RuleBroken]:
    """Whether this person may be put into the register. Look-alikes are a question for the form, not a refusal."""
    broken = list(check_details(order.details))
    if facts.number_taken_by is not None:
        broken.append(NumberTaken(number=order.details.number, taken_by=facts.number_taken_by))
    broken += _check_fee(order.entry_fee_kip)
    if order.entry_fee_kip and order.details.joined_on is None:
        broken.append(FeeBeforeAdmission())
    elif order.entry_fee_kip and order.details.joined_on is not None:
        # The fee is posted on the day of joining, so that is the day to mend.
        broken += [one.at("joined_on") for one in check_open(facts.days, order.details.joined_on)]
    return broken


def _check_fee(fee_kip: int) -> Iterator[RuleBroken]:
    if fee_kip < 0:
        yield FeeBelowZero()
    elif fee_kip:
        yield from check_amount(fee_kip, "entry_fee_kip")


def check_applicant(member: MemberBrief, applied_on: date | None, days: OpenDays, order: AdmitApplicant) -> list[RuleBroken]:
    """Whether an applicant may be admitted."""
    broken: list[RuleBroken] = [*check_texts(order), *check_open(days, order.on), *_check_fee(order.entry_fee_kip)]
    if member.joined_on is not None:
        broken.append(AlreadyMember(member=member.name, joined_on=member.joined_on))
    if applied_on is not None and applied_on > order.on:
        broken.append(AppliedLater(applied_on=applied_on, joined_on=order.on).at("on"))
    return broken


def entry_fee_entry(on: date, fee_kip: Kip, into: str) -> JournalEntry:
    """Debit the money box, credit entry fees, which are the co-op's own capital."""
    return balanced(on, "entry-fee", (leg(into, fee_kip), leg(AccountRole.ENTRY_FEES, -fee_kip)))


def same_person_signs(one: MemberDetails, other: MemberDetails, fold: Callable[[str], str]) -> tuple[str, ...]:
    """Why two persons of the register may be one: the same name in any spelling, identity paper or phone.

    `fold` is the search fold of Lao text.
    """
    signs = []
    if fold(f"{one.given_name} {one.family_name}") == fold(f"{other.given_name} {other.family_name}"):
        signs.append("name")
    if one.id_number and fold(one.id_number).replace(" ", "") == fold(other.id_number).replace(" ", ""):
        signs.append("id")
    if (phone := phone_digits(one.phone)) and phone == phone_digits(other.phone):
        signs.append("phone")
    return tuple(signs)


def phone_digits(text: str) -> str:
    """A phone number as bare digits without country code and leading zero: "+856 20 5512 3456" and "020 55123456" are one."""
    digits = "".join(str(int(character)) for character in text if character.isdecimal())
    return digits.removeprefix("00").removeprefix("856").lstrip("0")
