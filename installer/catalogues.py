"""Collects the sentences of the program and keeps their translations complete.

    python installer/catalogues.py update [FRAGMENT.tsv …]   collect, merge `English<TAB>Lao[<TAB>context]`, write
    python installer/catalogues.py check                     one line for every fault, exit code 1 if there is any

English entries equal the source. Nothing is guessed: a changed sentence is a new one, and one that is gone is dropped.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from coopbooks.i18n.lao import normalise
from coopbooks.i18n.lao_breaks import strip_breaks

KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "N_": None, "tr": None, "tr_in": (2,), "tr_context": ((1, "c"), 2), "tr_context_in": ((2, "c"), 3)}
LANGUAGES = ("lo", "en")
TRANSLATIONS = ROOT / "translations"
Key = tuple[str, str | None]
"""A sentence and its context."""

_HOLE = re.compile(r"\{[^{}]*\}")
_BRACE = re.compile("[{}]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_GLUED = re.compile("[\u0e80-\u0eff][A-Za-z]|[A-Za-z][\u0e80-\u0eff]")
_FORBIDDEN = re.compile(r"\b(please|errors?|invalid)\b|!", re.IGNORECASE)
_HEADER = ('# {title}\nmsgid ""\nmsgstr ""\n"Project-Id-Version: CoopBooks\\n"\n{language}"MIME-Version: 1.0\\n"\n'
           '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n')
_PLURALS = {"lo": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def extract(folder: Path = ROOT / "coopbooks") -> Catalog:
    """Every sentence that the Python files of a folder mark, each with the files it stands in."""
    template = Catalog(project="CoopBooks", charset="utf-8")
    for file, message, context in _marked(folder):
        # A line number would change with every edit above it.
        template.add(message, locations=[(f"{folder.name}/{Path(file).as_posix()}", 1)], context=context)
    return template


@cache
def _marked(folder: Path) -> tuple[tuple[str, str | tuple[str, ...], str | None], ...]:
    """What the files of a folder mark: read once, for reading them all takes longer than the rest."""
    return tuple((file, message, context) for file, _line, message, _comments, context in
                 extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS))


def read(path: Path, language: str | None = None) -> Catalog:
    """A catalogue from its file; an empty one if there is no file."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def catalogue_file(language: str, folder: Path = TRANSLATIONS) -> Path:
    """Where the catalogue of a language is."""
    return folder / language / "LC_MESSAGES" / "coopbooks.po"


def entries(catalogue: Catalog) -> dict[Key, str]:
    """The translations of a catalogue by sentence and context, without its header."""
    return {(str(one.id), one.context): str(one.string or "") for one in catalogue if one.id}


def read_fragment(path: Path) -> dict[Key, str]:
    """Translations from lines of `English<TAB>Lao[<TAB>context]`; lines without a tab and `#` lines are skipped."""
    found: dict[Key, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\n", "\n") for cell in line.split("\t")]
        if len(cells) > 1 and cells[0] and cells[1] and not line.startswith("#"):
            found[cells[0], cells[2] if len(cells) > 2 and cells[2] else None] = normalise_lines(cells[1])
    return found


def normalise_lines(text: str) -> str:
    """Each line in the one spelling that is stored, its break marks and its outer spaces kept."""
    def one(part: str) -> str:
        inner = part.strip(" ")
        return inner and part.replace(inner, normalise(inner))

    return "\n".join("\u200b".join(one(part) if part.strip(" ") else part for part in line.split("\u200b"))
                     for line in text.split("\n"))


def merge(template: Catalog, language: str, known: Mapping[Key, str]) -> Catalog:
    """The catalogue of a language for exactly the sentences of a template."""
    merged = Catalog(locale=language, project="CoopBooks", charset="utf-8")
    for message in template:
        if message.id:
            source = str(message.id)
            said = source if language == "en" else known.get((source, message.context), "")
            merged.add(source, said, locations=message.locations, context=message.context)
    return merged


def write(path: Path, catalogue: Catalog, language: str = "") -> None:
    """Write a catalogue sorted and without a date, so that only what changed differs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tongue = f'"Language: {language}\\n"\n"Plural-Forms: {_PLURALS[language]}\\n"\n' if language else ""
    with path.open("wb") as file:
        title = "Sentences of CoopBooks" + (f" ({language})" if language else ", collected from the source")
        file.write(_HEADER.format(title=title, language=tongue).encode())
        write_po(file, catalogue, width=100, omit_header=True, no_location=True, sort_output=True)


def update(fragments: Iterable[Path] = (), folder: Path = TRANSLATIONS) -> list[str]:
    """Collect, merge and write. Returns the sentences that have no Lao yet."""
    template = extract()
    write(folder / "coopbooks.pot", template)
    known = {key: said for key, said in entries(read(catalogue_file("lo", folder), "lo")).items() if said}
    for fragment in fragments:
        known.update(read_fragment(fragment))
    for language in LANGUAGES:
        write(catalogue_file(language, folder), merge(template, language, known), language)
    return sorted(source for source, context in entries(template) if (source, context) not in known)


def faults(template: Catalog, catalogue: Catalog, language: str) -> Iterator[str]:
    """What is wrong with the catalogue of a language, a line each."""
    have = {(str(one.id), one.context): one for one in catalogue if one.id}
    for message in template:
        if not message.id:
            continue
        source = str(message.id)
        place = message.locations[0][0] if message.locations else "?"
        mine = have.pop((source, message.context), None)
        if mine is None:
            yield f"{language}: {place}: missing: {source!r}"
        elif not mine.string:
            yield f"{language}: {place}: untranslated: {source!r}"
        else:
            if mine.fuzzy:
                yield f"{language}: {place}: fuzzy: {source!r}"
            yield from (f"{language}: {place}: {fault}: {source!r} -> {mine.string!r}"
                        for fault in _text_faults(source, str(mine.string), language))
    gone = [source for source, _context in have] + [str(key) for key in catalogue.obsolete]
    yield from (f"{language}: obsolete: {source!r}" for source in gone)


def _text_faults(source: str, said: str, language: str) -> Iterator[str]:
    bare = _HOLE.sub("", said)
    if set(_HOLE.findall(source)) != set(_HOLE.findall(said)) or (_BRACE.search(bare) and "{{" not in source):
        yield "holes differ"
    if language == "en":
        if said != source:
            yield "English differs from the source"
        if _FORBIDDEN.search(_HOLE.sub("", source)):
            yield "forbidden word"
        return
    if _THAI.search(said):
        yield "Thai letters"
    if any(normalise(line) != strip_breaks(line).strip(" ") for line in said.split("\n")):
        yield "not normalised"
    if _GLUED.search(_HOLE.sub(" ", said)):
        yield "Latin letter inside a Lao word"


def check(template: Catalog | None = None, folder: Path = TRANSLATIONS) -> list[str]:
    """Every fault of the catalogues against the sentences of the program as it is now."""
    template = template or extract()
    found = [fault for language in LANGUAGES
             for fault in faults(template, read(catalogue_file(language, folder), language), language)]
    if set(entries(read(folder / "coopbooks.pot"))) != set(entries(template)):
        found.append("coopbooks.pot is older than the source")
    return found


def main(arguments: list[str]) -> int:
    """Run a command; returns the exit code."""
    if arguments[:1] == ["update"]:
        for source in update(map(Path, arguments[1:])):
            print(f"no Lao yet: {source}")
        return 0
    if arguments == ["check"]:
        found = check()
        print("\n".join(found) or "The catalogues are complete.")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
