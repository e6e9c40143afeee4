"""Taking back a file that was brought in, as one step: until something else refers to what it brought."""

from dataclasses import dataclass
from datetime import date

from coopbooks.coop.reversal import ReasonMissing
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import OpenDays, check_open
from coopbooks.ledger.refusals import RuleBroken

MARK = "×"
"""Stands behind the number of whoever was taken back, so that the number is free again."""


@dataclass(frozen=True, slots=True)
class TakeBackImport:
    """Order: reverse every paper of an import, and strike from the lists whom or what it brought."""

    import_file_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A file as it was brought in. `kind` is the kind of import; `taken_back_on` its end, if any; `paper_count` papers still standing."""

    import_file_id: int
    kind: str
    file: str
    added_count: int
    brought_at: str
    brought_by: str
    taken_back_on: date | None
    paper_count: int = 0
    subject_count: int = 0


@dataclass(frozen=True, slots=True)
class Dependent:
    """Somebody or something that came with a file and is needed since: number, name, and by which paper or record."""

    number: str
    name: str
    used_by: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TakingBackFacts:
    """The file, the open days, what depends on it, who was changed since, and what stands in the way of reversing its papers."""

    brought: BroughtIn
    days: OpenDays
    needed: tuple[Dependent, ...]
    changed: tuple[Dependent, ...]
    papers: tuple[RuleBroken, ...] = ()


class ImportTakenBack(RuleBroken):
    """A file is taken back once."""

    field, wording = "import_file_id", N_("{file} is taken back already.")


class ImportNeeded(RuleBroken):
    """What was built on an import goes first."""

    field, wording = "import_file_id", N_("{number} {name} is used by {used_by}. Take that back first.")


class ImportChanged(RuleBroken):
    """What somebody wrote since is not thrown away with the file."""

    field, wording = "import_file_id", N_("{number} {name} was changed after the file was brought in.")


class AnotherRecord(RuleBroken):
    """Stands for a record that has no number of its own."""

    wording = N_("another record")


def check_taking_back(facts: TakingBackFacts, order: TakeBackImport) -> list[RuleBroken]:
    """Whether a file may be taken back now."""
    if facts.brought.taken_back_on is not None:
        return [ImportTakenBack(file=facts.brought.file)]
    broken: list[RuleBroken] = list(check_open(facts.days, order.on))
    if not order.reason.strip():
        broken.append(ReasonMissing())
    broken += [ImportNeeded(number=one.number, name=one.name, used_by=list(one.used_by)) for one in facts.needed]
    broken += [ImportChanged(number=one.number, name=one.name) for one in facts.changed]
    return [*broken, *(one.at("import_file_id") for one in facts.papers)]
