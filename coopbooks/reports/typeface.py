"""The bundled typeface on paper: shaped by HarfBuzz, drawn glyph by glyph, read back letter by letter.

ReportLab's own Lao shaping is right in few places and silently wrong elsewhere, so text never goes through it. Each run of one
script is shaped once; glyphs are written by their own number (Identity-H), so a shaped run is the same bytes in every document
and can be kept. `/ActualText` gives readers the source text back, marks and all.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from coopbooks.i18n.resources import resource
from coopbooks.reports.streams import Stream

WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
MOST_KEPT = 15_000
"""Shaped texts that are kept for the next page: more would cost memory and find little."""
MISSING = "?"
"""Stands for a letter the font does not have: shown, never dropped."""

_NOT_ON_PAPER = (b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"STAT", b"name", b"cmap", b"gasp")
_SCRIPTS = re.compile("([\u0e80-\u0eff\u200c\u200d\u25cc]+)")
_LAO = re.compile("[\u0e80-\u0eff]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped run, in font units (1,000 to the em). `cluster` is the place of its text in the run."""

    number: int
    advance: int
    x_offset: int
    y_offset: int
    cluster: int


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped text: its glyphs over all runs, its width in thousandths of the em, the text readers get, and the letters it lacks.

    `sources` says what each of its glyphs stands for, for readers that know no ActualText.
    """

    glyphs: tuple[Glyph, ...]
    width: int
    text: str
    has_lao: bool
    missing: tuple[str, ...] = ()
    sources: tuple[tuple[int, str], ...] = ()


class Typeface:
    """One weight of the bundled family."""

    def __init__(self, weight: str) -> None:
        self.weight = weight
        self.data = resource("fonts", f"CoopBooksLao-{weight}.ttf").read_bytes()
        self._face = hb.Face(hb.Blob(self.data))
        self._font = hb.Font(self._face)
        self._lines: dict[str, Line] = {}
        self._operators: dict[tuple[str, int], str] = {}

    @property
    def resource_name(self) -> str:
        """The name of the font in a page's resources."""
        return f"CB{WEIGHTS.index(self.weight)}"

    def missing(self, text: str) -> list[str]:
        """Characters of a text that the font does not have."""
        return sorted({letter for letter in text if self._font.get_nominal_glyph(ord(letter)) is None})

    def shape(self, text: str) -> Line:
        """Shape a text, run by run of one script; the script is told, never guessed."""
        known = self._lines.get(text)
        if known is not None:
            return known
        shown = self._drawable(text)
        glyphs: list[Glyph] = []
        sources: dict[int, str] = {}
        for place, part in enumerate(_SCRIPTS.split(shown)):
            if part:
                run = self._run(part, lao=bool(place % 2))
                _learn_sources(sources, part, run)
                glyphs += run
        line = Line(tuple(glyphs), sum(glyph.advance for glyph in glyphs), shown, bool(_LAO.search(shown)),
                    () if shown == text else self._lacking(text), tuple(sources.items()))
        if len(self._lines) > MOST_KEPT:
            self._lines.clear()
            self._operators.clear()
        self._lines[text] = line
        return line

    def _drawable(self, text: str) -> str:
        plain = text.replace("\u200b", "")
        if plain.isascii() and plain.isprintable():
            return plain
        kept = (" " if letter.isspace() or not letter.isprintable() else letter for letter in plain)
        return "".join(letter if self._font.get_nominal_glyph(ord(letter)) is not None else MISSING for letter in kept)

    def _lacking(self, text: str) -> tuple[str, ...]:
        return tuple(letter for letter in self.missing(text) if letter.isprintable() and not letter.isspace())

    def _run(self, run: str, *, lao: bool) -> list[Glyph]:
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.direction, buffer.script, buffer.language = ("ltr", "Laoo", "lo") if lao else ("ltr", "Latn", "en")
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer)
        return [Glyph(info.codepoint, at.x_advance, at.x_offset, at.y_offset, info.cluster)
                for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)]

    def width(self, text: str, size: float) -> float:
        """The width of a text in points."""
        return self.shape(text).width * size / 1000

    def operators(self, text: str, size: float) -> str:
        """The PDF operators that draw a text from the current point, font and size being set."""
        key = (text, round(size * 100))
        known = self._operators.get(key)
        if known is None:
            known = self._operators[key] = _operators(self.shape(text), size, self.advance_of)
        return known

    def advance_of(self, glyph: int) -> int:
        """The width of a glyph as the font has it."""
        return int(self._font.get_glyph_h_advance(glyph))

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """The font with the outlines of some glyphs alone; each keeps its number. Shaping is done, so its tables are not needed."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *glyphs})
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update({int.from_bytes(tag, "big") for tag in _NOT_ON_PAPER})
        return bytes(hb.subset(self._face, wanted).blob.data)

    def embed(self, document: pdfdoc.PDFDocument, sources: Mapping[int, str]) -> None:
        """Put what a document uses of the font into it: `sources` are its glyphs, and the text each stands for."""
        used = sorted(sources)
        data = self.subset(used)
        file = Stream(content=data)
        file.dictionary["Length1"] = len(data)
        file.filters = [pdfdoc.PDFZCompress]
        # A subset is named by six letters of its own, the same for the same glyphs.
        digest = hashlib.sha256(",".join(map(str, used)).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        name = pdfdoc.PDFName(f"{tag}+CoopBooksLao-{self.weight}")
        extents = self._font.get_font_extents("ltr")
        descriptor = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": name, "Flags": 4, "ItalicAngle": 0, "StemV": 80,
            "FontBBox": pdfdoc.PDFArray([-600, extents.descender - 400, 1600, extents.ascender + 400]), "Ascent": extents.ascender,
            "Descent": extents.descender, "CapHeight": 714,
            "FontFile2": document.Reference(file, f"fontFile:{self.resource_name}")})
        widths: list[object] = []
        for glyph in used:
            widths += [glyph, pdfdoc.PDFArray([self.advance_of(glyph)])]
        descendant = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": name, "DW": 1000,
            "CIDToGIDMap": pdfdoc.PDFName("Identity"), "W": pdfdoc.PDFArray(widths),
            "CIDSystemInfo": pdfdoc.PDFDictionary({"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"),
                                                   "Supplement": 0}),
            "FontDescriptor": document.Reference(descriptor, f"fontDescriptor:{self.resource_name}")})
        unicode = Stream(content=_to_unicode({glyph: sources[glyph] for glyph in used if sources[glyph]}))
        unicode.filters = [pdfdoc.PDFZCompress]
        whole = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": name,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cidFont:{self.resource_name}")]),
            "ToUnicode": document.Reference(unicode, f"toUnicode:{self.resource_name}")})
        document.idToObject["BasicFonts"].dict[self.resource_name] = document.Reference(whole, f"font:{self.resource_name}")


def _learn_sources(sources: dict[int, str], run: str, glyphs: list[Glyph]) -> None:
    # Each glyph stands for the text of its cluster, given to the first glyph of it.
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run)], strict=True))
    told: set[int] = set()
    for glyph in glyphs:
        if glyph.cluster not in told:
            sources.setdefault(glyph.number, run[glyph.cluster:ends[glyph.cluster]])
            told.add(glyph.cluster)


def _operators(line: Line, size: float, natural: Callable[[int], int]) -> str:
    """TJ arrays with the shaper's positions; marks above or below are raised and lowered with Ts."""
    parts: list[str] = []
    array: list[str] = []
    codes: list[str] = []
    rise = 0

    def close_codes() -> None:
        if codes:
            array.append(f"<{''.join(codes)}>")
            codes.clear()

    def close_array() -> None:
        close_codes()
        if array:
            parts.append(f"[{' '.join(array)}]TJ")
            array.clear()

    for glyph in line.glyphs:
        if glyph.y_offset != rise:
            close_array()
            rise = glyph.y_offset
            parts.append(f"{_number(rise * size / 1000)} Ts")
        if glyph.x_offset:
            close_codes()
            array.append(str(-glyph.x_offset))
        codes.append(f"{glyph.number:04X}")
        after = glyph.x_offset + natural(glyph.number) - glyph.advance
        if after:
            close_codes()
            array.append(str(after))
    close_array()
    if rise:
        parts.append("0 Ts")
    body = " ".join(parts)
    if line.has_lao:
        actual = line.text.encode("utf-16-be", "replace").hex().upper()
        body = f"/Span<</ActualText<FEFF{actual}>>>BDC {body} EMC"
    return body


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _to_unicode(sources: dict[int, str]) -> str:
    rows = [f"<{glyph:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>" for glyph, text in sources.items()]
    blocks = [f"{len(rows[n:n + 100])} beginbfchar\n" + "\n".join(rows[n:n + 100]) + "\nendbfchar" for n in range(0, len(rows), 100)]
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /CoopBooks def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + "\n".join(blocks) + "\nendcmap end end")


@cache
def typeface(weight: str) -> Typeface:
    """One weight of the family, loaded once."""
    return Typeface(weight)
