"""The language of a paper: Lao, English, or both, the second smaller under the first."""

from dataclasses import dataclass
from datetime import date

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import Language, tr_in
from coopbooks.papers.parts import Cell, Label

LANGUAGES = ("lo", "en", "lo+en")


@dataclass(frozen=True, slots=True)
class Speech:
    """What a paper says, in its first language and, where it speaks both, in its second."""

    first: Language
    second: Language | None = None

    @classmethod
    def of(cls, language: str) -> "Speech":
        """lo, en or lo+en."""
        return cls("lo", "en") if language == "lo+en" else cls("lo") if language == "lo" else cls("en")

    def say(self, message: str, **facts: object) -> str:
        """A message in the first language; names among its facts in that language too."""
        return tr_in(self.first, message, **_named(facts, self.first))

    def under(self, message: str, **facts: object) -> str:
        """The same in the second language; empty where the paper speaks one, or both say the same."""
        if self.second is None:
            return ""
        said = tr_in(self.second, message, **_named(facts, self.second))
        return said if said != self.say(message, **facts) else ""

    def both(self, message: str, **facts: object) -> str:
        """A message in the first language, and beside it in the second where the paper speaks both."""
        return " · ".join(part for part in (self.say(message, **facts), self.under(message, **facts)) if part)

    def name(self, label: Label) -> str:
        """A name in the first language."""
        return label.said(self.first)

    def kip(self, amount_kip: int) -> str:
        """An amount with its unit."""
        return formats.kip_with_unit(amount_kip, self.first)

    def cell(self, cell: Cell, kind: str) -> str:
        """A cell of a listing as it is printed. Negative amounts stand in parentheses, nothing as a dash."""
        if cell is None:
            return "–" if kind in ("kip", "kg", "count") else ""
        if isinstance(cell, Label):
            both = self.second is not None and cell.lo and cell.en and cell.lo != cell.en
            # What both forms share, a code or a grade, is said once.
            return " · ".join(dict.fromkeys((cell.lo + " · " + cell.en).split(" · "))) if both else self.name(cell)
        if isinstance(cell, date):
            return formats.day(cell)
        if isinstance(cell, int):
            text = formats.kg(abs(cell)) if kind == "kg" else formats.kip(abs(cell))
            return f"({text})" if cell < 0 else text
        return self.both(cell) if cell else ""


def _named(facts: dict[str, object], language: Language) -> dict[str, object]:
    return {key: value.said(language) if isinstance(value, Label) else value for key, value in facts.items()}
