"""Where a line of Lao may break: between syllables, and never inside a word of the list.

Lao has no spaces between words, and neither Qt nor the PDF writer breaks it. A run of Lao letters is covered by well-formed
syllables at least cost; words of `resources/lao_words.txt` cost less than the syllables they are made of, so they stay whole.
No data beyond the list, and the same result on every machine.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from coopbooks.i18n.resources import resource

BREAK = "\u200b"
"""The zero-width space that marks an opportunity on screens."""

_CONSONANTS = "ກຂຄງຈຉຊຌຍຎຏຐຑຒຓດຕຖທຘນບປຜຝພຟຠມຢຣລຨຩວສຫຬອຮໜໝໞໟ"
_MARKS = frozenset("ະັາຳິີຶືຸູົຼຽ່້໊໋໌ໍໆຯ")
_NO_MARK = "(?![ະັາຳິີຶືຸູົຼຽ່-໋ໍ])"
_TONE = "[່-໋]?"
_FINAL = f"[ກງຍດນບມວ]{_NO_MARK}"
_LOAN_FINAL = f"[ສລຣຟຊຈຕທພປຄຖ]{_NO_MARK}"
_SILENT = f"(?:[{_CONSONANTS}][ິຸ]?໌)?"
# Costs in hundredths: what is rarer costs more, so that the usual reading wins.
_ONSETS = (("ຫ[ງຍນມຣລວ]", 0), (f"[{_CONSONANTS}]ຼ", 0), ("[ກຂຄງ]ວ", 5), ("[ກຂຄຈຕຖທບປຜພຟສດ][ຣລ]", 110), (f"[{_CONSONANTS}]", 0))
# @ the onset, % the place of the tone mark, ~ a final consonant that must be there
_SHAPES = {
    "ເ": ("ເ@[ິີຶື]%", "ເ@[ິີຶື]%~", "ເ@[ຶື]%ອ", "ເ@[ຶື]%ອ~", "ເ@ັ%~", "ເ@ົ%າ", "ເ@%ຽ", "ເ@ັ%ຽ", "ເ@%າະ", "ເ@%ະ", "ເ@%", "ເ@%~",
          "ເ@%ຍະ", "ເ@ັ%ຍະ", "ເ@ຶ%ອະ", "ເ@ີ%ຍ"),
    "ແ": ("ແ@ັ%~", "ແ@%ະ", "ແ@%", "ແ@%~"),
    "ໂ": ("ໂ@ັ%~", "ໂ@%ະ", "ໂ@%", "ໂ@%~"),
    "ໃ": ("ໃ@%",),
    "ໄ": ("ໄ@%", "ໄ@%ຍ" + _NO_MARK),
    "": ("@ັ%~", "@ັ%ວະ", "@ົ%~", "@ົ%ວະ", "@[ິີຶືຸູ]%", "@[ິີຶືຸູ]%~", "@%ະ", "@%າ", "@%າ~", "@%ຳ", "@ໍ%າ", "@ໍ%", "@ໍ%ອ", "@%ອ~",
         "@%ວ~", "@%ຽ", "@%ຽ~", "@ັ%ຽະ", "@ົ%"),
}
_SYLLABLE, _LOAN, _WORD, _CLUSTER = 100, 160, 80, 600
_RUN = re.compile("[ກ-ຽເ-ໆ່-໎ໜ-ໟ]+")


class _Piece(NamedTuple):
    """A covered piece ends at `end`; kind 2 is a listed word, 1 a syllable, 0 something else."""

    end: int
    kind: int


@cache
def _patterns() -> dict[str, list[tuple[re.Pattern[str], int]]]:
    compiled: dict[str, list[tuple[re.Pattern[str], int]]] = {}
    for lead, shapes in _SHAPES.items():
        rows = compiled[lead] = []
        for onset, cost in _ONSETS:
            for shape in shapes:
                body = shape.replace("@", onset).replace("%", _TONE)
                rows.append((re.compile(body.replace("~", _FINAL) + _SILENT), _SYLLABLE + cost))
                if "~" in body:
                    rows.append((re.compile(body.replace("~", _LOAN_FINAL) + _SILENT), _LOAN + cost))
    return compiled


@cache
def known_words() -> frozenset[str]:
    """The words that stay whole."""
    return frozenset(resource("lao_words.txt").read_text(encoding="utf-8").split())


@cache
def _words_by_start() -> dict[str, tuple[str, ...]]:
    by_start: dict[str, list[str]] = {}
    for word in sorted(known_words(), key=len, reverse=True):
        by_start.setdefault(word[:2], []).append(word)
    return {start: tuple(words) for start, words in by_start.items()}


@lru_cache(maxsize=50_000)
def _cover(run: str, *, words: bool = True) -> tuple[_Piece, ...]:
    """The pieces of a run of Lao letters that cost least together; without `words`, syllables alone."""
    length = len(run)
    best = [0] + [10**9] * length
    back = [(0, 0)] * (length + 1)
    for start in range(length):
        if best[start] < 10**9:
            for end, cost, kind in _pieces_from(run, start, words=words):
                if best[start] + cost < best[end]:
                    best[end], back[end] = best[start] + cost, (start, kind)
    cuts: list[tuple[int, int, int]] = []
    end = length
    while end:
        start, kind = back[end]
        cuts.append((start, end, kind))
        end = start
    return _without_strays(run, reversed(cuts))


def _pieces_from(run: str, start: int, *, words: bool) -> Iterable[tuple[int, int, int]]:
    letter, length = run[start], len(run)
    if letter not in _MARKS:
        for word in _words_by_start().get(run[start:start + 2], ()) if words else ():
            end = start + len(word)
            if run.startswith(word, start) and (end == length or run[end] not in _MARKS):
                yield end, _WORD, 2
        patterns = _patterns()
        for pattern, cost in patterns.get(letter, patterns[""]):
            found = pattern.match(run, start)
            if found:
                yield found.end(), cost, 1
    end = start + 1
    while end < length and run[end] in _MARKS:
        end += 1
    yield end, _CLUSTER, 0


def _without_strays(run: str, cuts: Iterable[tuple[int, int, int]]) -> tuple[_Piece, ...]:
    # A piece that begins with a mark, or could not be read, stays with the one before it.
    pieces: list[_Piece] = []
    for start, end, kind in cuts:
        lead_alone = pieces and run[pieces[-1].end - 1] in "ເແໂໃໄ" and pieces[-1].kind == 0
        if pieces and (run[start] in _MARKS or kind == 0 or lead_alone):
            pieces[-1] = _Piece(end, pieces[-1].kind)
        else:
            pieces.append(_Piece(end, kind))
    return tuple(pieces)


def breaks(text: str) -> list[int]:
    """Positions in a text at which a line may break inside its Lao runs, in order."""
    if text.isascii():
        return []
    found = []
    for run in _RUN.finditer(text):
        found += [run.start() + piece.end for piece in _cover(run.group())[:-1]]
    return found


def lao_runs(text: str) -> list[tuple[int, int]]:
    """Where runs of Lao letters begin and end in a text."""
    return [run.span() for run in _RUN.finditer(text)]


def syllables(run: str) -> tuple[str, ...]:
    """The syllables of a run of Lao letters."""
    ends = [piece.end for piece in _cover(run, words=False)]
    return tuple(run[start:end] for start, end in zip([0, *ends], ends, strict=False))


def insert_breaks(text: str) -> str:
    """The text with a zero-width space at every opportunity, for labels that wrap."""
    cuts = breaks(text)
    return BREAK.join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)) if cuts else text


def strip_breaks(text: str) -> str:
    """The text without the marks: for copying, searching and storing."""
    return text.replace(BREAK, "")
