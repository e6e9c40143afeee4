"""What a co-op decides about its papers and its name: every setting by its key, what it may hold, and the order to change it.

Each is a dated decision with its basis; earlier papers keep what was in force on their day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopbooks.coop.boxes import check_texts
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import RuleBroken

TEXT, CHOICE, NUMBER = "text", "choice", "number"
COOPERATIVE, DOCUMENTS, MEETING = N_("Co-operative"), N_("Documents"), N_("General meeting")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `choices` are (value, message); a number lies within them; `most` letters for a text."""

    key: str
    title: str
    group: str
    kind: str = TEXT
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    most: int = 200


TREASURER, CHAIR, SECRETARY, INSPECTION = N_("Treasurer"), N_("Chair"), N_("Secretary"), N_("Inspection committee")
SIGNATORIES = {"papers.treasurer": TREASURER, "papers.chair": CHAIR, "papers.secretary": SECRETARY, "papers.inspection": INSPECTION}
"""Who signs under which title."""

SETTINGS = (
    Setting("cooperative.name_lo", N_("Name in Lao"), COOPERATIVE), Setting("cooperative.name_en", N_("Name in English"), COOPERATIVE),
    Setting("cooperative.registration_no", N_("Registration no."), COOPERATIVE), Setting("cooperative.village", N_("Village"), COOPERATIVE),
    Setting("cooperative.district", N_("District"), COOPERATIVE), Setting("cooperative.province", N_("Province"), COOPERATIVE),
    Setting("cooperative.phone", N_("Phone"), COOPERATIVE),
    *(Setting(key, title, COOPERATIVE) for key, title in SIGNATORIES.items()),
    Setting("papers.footer_lo", N_("Words at the foot, in Lao"), COOPERATIVE),
    Setting("papers.footer_en", N_("Words at the foot, in English"), COOPERATIVE),
    Setting("cooperative.language", N_("Language of papers"), DOCUMENTS, CHOICE, (("lo", N_("Lao")), ("en", N_("English"))), "lo"),
    Setting("papers.both", N_("Both languages on papers"), DOCUMENTS, CHOICE, (("no", N_("no")), ("yes", N_("yes"))), "no"),
    Setting("papers.receipt_size", N_("Size of receipts"), DOCUMENTS, CHOICE,
            (("A5 x2", N_("two halves of an A4")), ("roll", N_("80 mm roll"))), "A5 x2"),
    Setting("papers.stamp", N_("Place for the stamp"), DOCUMENTS, CHOICE, (("yes", N_("yes")), ("no", N_("no"))), "yes"),
    Setting("papers.copies", N_("Copies that are printed"), DOCUMENTS, NUMBER, (("1", ""), ("5", "")), "1"),
    Setting("meeting.quorum_percent", N_("Quorum: more than this part of the members, in percent"), MEETING, NUMBER, (("0", ""), ("99", "")), "50"),
    Setting("meeting.majority_percent", N_("Majority: more than this part of the votes, in percent"), MEETING, NUMBER, (("0", ""), ("99", "")), "50"),
    Setting("papers.report_days", N_("Days to tell of a wrong figure"), DOCUMENTS, NUMBER, (("1", ""), ("90", "")), "15"),
)
"""In the order of the page."""

BY_KEY = {one.key: one for one in SETTINGS}


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Order: from a day on a setting has another value. `basis` is the by-law article, resolution or reason."""

    key: str
    value: str
    since: date
    basis: str = ""


class SettingUnknown(RuleBroken):
    """Only what the program reads can be decided."""

    field, wording = "key", N_("There is no setting {key}.")


class ValueNotOffered(RuleBroken):
    """A choice is one of its choices, a number lies within its limits."""

    field, wording = "value", N_("“{value}” cannot be chosen here. Possible are: {choices}.")


class ValueTooLong(RuleBroken):
    """What stands on every paper is short."""

    field, wording = "value", N_("The text is longer than {most} characters.")


class CoopWithoutName(RuleBroken):
    """A paper says whose it is."""

    field, wording = "value", N_("The co-op needs a name, in Lao or in English.")


class SinceTooEarly(RuleBroken):
    """A decision cannot be older than the book."""

    field, wording = "since", N_("The book begins on {begins_on}.")


def check_setting(order: ChangeSetting, other_name: str, begins_on: date) -> list[RuleBroken]:
    """Whether a setting may have a value from a day on. `other_name` is the co-op's name in the other language."""
    return list(_check(order, other_name, begins_on))


def _check(order: ChangeSetting, other_name: str, begins_on: date) -> Iterator[RuleBroken]:
    yield from check_texts(order)
    setting = BY_KEY.get(order.key)
    if setting is None:
        yield SettingUnknown(key=order.key)
        return
    if order.since < begins_on:
        yield SinceTooEarly(begins_on=begins_on)
    if setting.kind == TEXT and len(order.value) > setting.most:
        yield ValueTooLong(most=setting.most)
    elif setting.kind == CHOICE and order.value not in dict(setting.choices):
        yield ValueNotOffered(value=order.value, choices=[value for value, _ in setting.choices])
    elif setting.kind == NUMBER:
        (least, _), (most, _) = setting.choices
        # Compared as text of the same length, so that a number of a thousand digits is never read.
        digits = order.value if order.value.isascii() and order.value.isdigit() else ""
        if not (1 <= len(digits) <= len(most) and int(least) <= int(digits) <= int(most)):
            yield ValueNotOffered(value=order.value, choices=[f"{least}–{most}"])
    if order.key.startswith("cooperative.name_") and not order.value.strip() and not other_name.strip():
        yield CoopWithoutName()
