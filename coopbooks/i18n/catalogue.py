"""Translating at the edge: the sentence in the reader's language, its holes filled and formatted.

Sentences are English in the code; the catalogue has their Lao. A hole is formatted by its name and type: `_kip` as money,
`_g` as kilograms, days as dd/mm/yyyy. User text goes in as it is and is never a sentence itself.
"""

import contextlib
import gettext
import io
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from coopbooks.i18n import formats
from coopbooks.i18n.resources import translation_folder
from coopbooks.i18n.singular import of_one

Language = Literal["lo", "en"]
_current: Language = "en"
_MO_MAGIC = b"\xde\x12\x04\x95"


class Said(Protocol):
    """A refusal, a trouble, a finding: a sentence with facts."""

    @property
    def wording(self) -> str: ...
    @property
    def facts(self) -> dict[str, object]: ...


def set_language(language: Language) -> None:
    """Choose the language that `tr` speaks from now on."""
    global _current  # noqa: PLW0603 (one reader at a time: the window's language)
    _current = language


def current_language() -> Language:
    """The language that `tr` speaks."""
    return _current


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak another language for a moment: a list that is saved as a paper speaks that of the paper."""
    before = _current
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


@lru_cache(maxsize=4)
def _catalogue(language: Language) -> gettext.NullTranslations:
    folder = translation_folder() / language / "LC_MESSAGES"
    compiled, source = folder / "coopbooks.mo", folder / "coopbooks.po"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if not source.is_file():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(_compiled(source, language)))


def cache_folders() -> Iterator[Path]:
    """Where a checkout keeps its compiled catalogues: in itself, or with the user where it may not be written to."""
    yield translation_folder().parent / "build" / "catalogues"
    from platformdirs import user_cache_path  # a frozen or installed program brings its catalogues compiled

    yield user_cache_path("coopbooks", appauthor=False) / "catalogues"


def _compiled(source: Path, language: Language) -> bytes:
    """The catalogue of a checkout in the form gettext reads, kept: compiling needs Babel, which loads slowly.

    Known by the source's time and size: reading and hashing it would cost more than the rest.
    """
    stat = source.stat()
    name = f"{language}-{stat.st_mtime_ns:x}-{stat.st_size:x}.mo"
    for folder in cache_folders():
        if not folder.is_dir():
            continue
        with contextlib.suppress(OSError):
            data = (folder / name).read_bytes()
            if data[:4] == _MO_MAGIC and data.endswith(b"\0"):
                return data
        break
    from babel.messages.mofile import write_mo  # only in a checkout, and only once
    from babel.messages.pofile import read_po

    buffer = io.BytesIO()
    write_mo(buffer, read_po(io.BytesIO(source.read_bytes()), locale=language))
    for folder in cache_folders():
        with contextlib.suppress(OSError):
            _keep(folder / name, buffer.getvalue(), language)
            break
    return buffer.getvalue()


def _keep(kept: Path, data: bytes, language: Language) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for older in kept.parent.glob(f"{language}-*.mo"):
        older.unlink(missing_ok=True)
    # Another window may be starting at the same time: it sees the whole file or none.
    handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(kept)


def tr(message: str, **facts: object) -> str:
    """The message in the current language, its holes filled."""
    return tr_in(_current, message, **facts)


def tr_in(language: Language, message: str, **facts: object) -> str:
    """The message in a language, its holes filled; the one for one of a thing where one is counted."""
    wording = _catalogue(language).gettext(of_one(message, facts)) if message else ""
    return wording.format_map({name: _shown(name, value, language) for name, value in facts.items()}) if facts else wording


def tr_context(context: str, message: str) -> str:
    """The message in the current language, where one English word has two meanings."""
    return tr_context_in(_current, context, message)


def tr_context_in(language: Language, context: str, message: str) -> str:
    """The message in a language, where one English word has two meanings."""
    return _catalogue(language).pgettext(context, message)


def say(said: Said, language: Language | None = None) -> str:
    """A refusal or trouble as a sentence."""
    return tr_in(language or _current, said.wording, **said.facts)


def _shown(name: str, value: object, language: Language) -> str:
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        if name.endswith("_g"):
            return formats.kg(value)
        return str(value) if name in ("row", "year") else formats.kip(value)
    if isinstance(value, list | tuple):
        return ", ".join(_shown(name, one, language) for one in value)
    if hasattr(value, "wording") and hasattr(value, "facts"):
        return say(value, language)
    if hasattr(value, "said"):
        return str(value.said(language))
    return str(value)
