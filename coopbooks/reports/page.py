"""A page being drawn: text, lines, boxes and bars as PDF operators, in millimetres from the top left corner.

Thin on purpose: a paper draws blocks on it. The document itself (pages, objects, compression, file) is ReportLab's. The same
paper gives the same bytes every time.
"""

import io
import math
import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from coopbooks.i18n.lao_breaks import breaks
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.reports.archive import archived
from coopbooks.reports.streams import Stream, end_pictures
from coopbooks.reports.typeface import WEIGHTS, Typeface, typeface

# Pages as plain bytes: writing them as letters (ASCII 85) took more time than drawing them, and a fifth more room.
rl_config.useA85 = 0
MM = 72 / 25.4
Align = Literal["left", "right", "center"]
Colour = tuple[float, float, float]
SIZES = {"A4": A4, "A4 landscape": landscape(A4), "A5": A5, "half": (A4[0], A4[1] / 2)}
"""A half is the upper or lower part of an A4; it is drawn by itself and put on its page."""


def colour(code: str) -> Colour:
    """"#16694E" as red, green and blue parts."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


PRIMARY, INK, INK2, INK3 = colour("#16694E"), colour("#16211B"), colour("#45534B"), colour("#61706A")
TINT, LINE, ZEBRA, ACCENT, WHITE = colour("#E1F1E9"), colour("#DCE4DE"), colour("#F7F9F7"), colour("#F0B429"), (1.0, 1.0, 1.0)
CHARTS = tuple(colour(code) for code in ("#0C4534", "#C68910", "#855432", "#2F79DA", "#6B1F7A", "#6E7773", "#29A366"))


class LettersMissing(RuleBroken):
    """What is printed is what was typed."""

    field, wording = "name", N_("The typeface of papers lacks these letters: {letters}. They stand in: {texts}.")


MOST_TOLD = 12


class Sheet:
    """A document of one page size: by its name, or (width, height) in millimetres. Positions and lengths in millimetres, type sizes in points.

    Attributes:
        missing: texts with letters that the typeface lacks, and those letters. Such a document is refused when it is finished.
        dry: nothing is drawn; the pages are only counted.
        author: whose paper it is; `archive` adds what PDF/A-2b asks for (see `archive`).
        loose: the finished pages of a sheet that is drawn `within` another, to be put on its pages.
    """

    def __init__(self, title: str, size: str | tuple[float, float] = "A4", language: str = "lo", within: "Sheet | None" = None, *,
                 author: str = "CoopBooks", archive: bool = False, dry: bool = False) -> None:
        width, height = SIZES[size] if isinstance(size, str) else (size[0] * MM, size[1] * MM)
        self.width, self.height = width / MM, height / MM
        self.loose: list[str] = []
        self.page_count = 0
        self._within, self._page_height = within, height
        self.dry = dry
        self._code: list[str] = []
        self._fonts: dict[str, dict[int, str]] = within._fonts if within else {}
        self._seen: set[tuple[str, str]] = within._seen if within else set()
        self.missing: dict[str, tuple[str, ...]] = within.missing if within else {}
        self._buffer = io.BytesIO()
        self._canvas: Canvas = within._canvas if within else Canvas(
            self._buffer, pagesize=(width, height), invariant=1, pageCompression=1, lang=language, pdfVersion=(1, 7))
        if within is None:
            # The writer begins every page with a typeface of its own, which nothing here uses and no file should need.
            self._canvas._preamble = "1 0 0 1 0 0 cm"
            self._canvas._doc.idToObject["BasicFonts"].dict.clear()
            self._canvas.setTitle(title)
            self._canvas.setCreator("CoopBooks")
            self._canvas.setProducer("CoopBooks")
            self._canvas.setAuthor(author)
            if archive:
                archived(self._canvas, title, author, language)

    def set_author(self, author: str) -> None:
        """Whose paper it is, where that is known only with the first page."""
        self._canvas.setAuthor(author)

    # --- text ---------------------------------------------------------------------------------------------------------
    def text(self, x: float, y: float, text: str, size: float = 10, weight: str = "Regular", ink: Colour = INK,
             align: Align = "left", fit: float | None = None) -> None:
        """Draw one line with its baseline at `y`. With `fit`, shrink a longer text to that width, at most by a third."""
        if not text or self.dry:
            return
        face = typeface(weight)
        if fit is not None:
            text, size = self.fitted(text, fit, size, weight)
        place = x * MM
        if align != "left":
            width = face.width(text, size)
            place -= width if align == "right" else width / 2
        self._say(face, text, size, weight, ink, f"1 0 0 1 {place:.2f} {self._page_height - y * MM:.2f}")

    def across(self, text: str, size: float, ink: Colour) -> None:
        """One word across the whole page, rising to the right."""
        if self.dry:
            return
        face = typeface("Bold")
        size = min(size, 0.86 * math.hypot(self.width, self.height) * MM * 1000 / max(face.shape(text).width, 1))
        turn = math.atan2(self.height, self.width)
        cos, sin, half = math.cos(turn), math.sin(turn), face.width(text, size) / 2
        x, y = self.width * MM / 2 - half * cos + size * 0.3 * sin, self._page_height - self.height * MM / 2 - half * sin - size * 0.3 * cos
        self._say(face, text, size, "Bold", ink, f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f}")

    def _say(self, face: Typeface, text: str, size: float, weight: str, ink: Colour, matrix: str) -> None:
        if (weight, text) not in self._seen:
            # What the document uses of the font is its own: the same paper is the same bytes, whatever was drawn before it.
            self._seen.add((weight, text))
            line, known = face.shape(text), self._fonts.setdefault(weight, {})
            for number, source in line.sources:
                known.setdefault(number, source)
            for glyph in line.glyphs:
                known.setdefault(glyph.number, "")
            if line.missing:
                self.missing[text] = line.missing
        self._code.append(f"BT {_rgb(ink)} rg /{face.resource_name} {size:g} Tf {matrix} Tm {face.operators(text, size)} ET")

    def fitted(self, text: str, room: float, size: float, weight: str = "Regular") -> tuple[str, float]:
        """The text and size that fit into a width: smaller down to two thirds, then cut with an ellipsis."""
        face, wide = typeface(weight), room * MM
        width = face.width(text, size)
        if width <= wide:
            return text, size
        smallest = size * 2 / 3
        if size * wide / width >= smallest:
            return text, size * wide / width
        letters = _clusters(text)
        while letters and face.width("".join(letters).rstrip() + "…", smallest) > wide:
            letters.pop()
        return "".join(letters).rstrip() + "…", smallest

    def wrapped(self, text: str, room: float, size: float, weight: str = "Regular") -> list[str]:
        """The lines of a text in a column: broken at spaces, and in Lao between syllables or known words.

        What has no such place and is wider than the column is broken between letters, never before a mark.
        """
        face, wide = typeface(weight), room * MM
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for piece in (part for whole in _pieces(paragraph) for part in _short(face, whole, wide, size)):
                if line and face.width((line + piece).rstrip(), size) > wide:
                    lines.append(line.rstrip())
                    line = ""
                line += piece
            lines.append(line.rstrip())
        return lines

    def paragraph(self, x: float, y: float, text: str, room: float, size: float = 10, weight: str = "Regular",
                  ink: Colour = INK2) -> float:
        """Draw a wrapped text; returns the `y` below its last line."""
        for line in self.wrapped(text, room, size, weight):
            self.text(x, y, line, size, weight, ink)
            y += size * 1.6 / MM
        return y

    # --- shapes -------------------------------------------------------------------------------------------------------
    def box(self, x: float, y: float, width: float, height: float, fill: Colour | None = None, edge: Colour | None = None,
            radius: float = 0, thick: float = 0.5) -> None:
        """A rectangle from its top left corner."""
        if self.dry:
            return
        paint = "B" if fill and edge else "f" if fill else "S"
        colours = (f"{_rgb(fill)} rg " if fill else "") + (f"{_rgb(edge)} RG {thick:g} w " if edge else "")
        left, top, w, h = x * MM, self._page_height - y * MM, width * MM, height * MM
        if not radius:
            self._code.append(f"{colours}{left:.2f} {top - h:.2f} {w:.2f} {h:.2f} re {paint}")
            return
        self._code.append(colours + _rounded(left, top - h, w, h, min(radius * MM, w / 2, h / 2)) + paint)

    def boxes(self, places: Sequence[tuple[float, float, float, float]], fill: Colour) -> None:
        """Many filled rectangles of one colour, as (x, y, width, height)."""
        if not self.dry and places:
            paths = " ".join(f"{x * MM:.2f} {self._page_height - (y + height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} re"
                             for x, y, width, height in places)
            self._code.append(f"{_rgb(fill)} rg {paths} f")

    def line(self, x: float, y: float, x2: float, y2: float, ink: Colour = LINE, thick: float = 0.5, dots: bool = False) -> None:
        """A line, or a row of dots to write on."""
        if self.dry:
            return
        dash = "[0.6 2] 0 d " if dots else ""
        self._code.append(f"q {dash}{_rgb(ink)} RG {thick:g} w {x * MM:.2f} {self._page_height - y * MM:.2f} m "
                          f"{x2 * MM:.2f} {self._page_height - y2 * MM:.2f} l S Q")

    def disc(self, x: float, y: float, radius: float, fill: Colour | None, edge: Colour | None = None) -> None:
        """A circle around its middle."""
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, fill, edge, radius)

    def diamond(self, x: float, y: float, half: float, fill: Colour) -> None:
        """A square standing on its corner, around its middle."""
        left, up, reach = x * MM, self._page_height - y * MM, half * MM
        self._code.append(f"{_rgb(fill)} rg {left - reach:.2f} {up:.2f} m {left:.2f} {up + reach:.2f} l {left + reach:.2f} {up:.2f} l "
                          f"{left:.2f} {up - reach:.2f} l f")

    def image(self, content: bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture as large as fits into a box, in the middle of it."""
        if self.dry:
            return
        picture = ImageReader(io.BytesIO(content))
        wide, high = picture.getSize()
        scale = min(width / wide, height / high)
        w, h = wide * scale, high * scale
        before = len(self._canvas._code)
        self._canvas.drawImage(picture, (x + (width - w) / 2) * MM, self._page_height - (y + (height + h) / 2) * MM, w * MM, h * MM,
                               mask="auto")
        # The operators belong between those of this page, which are kept here until it is finished.
        self._code += self._canvas._code[before:]
        del self._canvas._code[before:]

    def sector(self, x: float, y: float, outer: float, inner: float, start: float, end: float, fill: Colour) -> None:
        """A part of a ring around its middle, from one angle to another: in turns, clockwise from the top."""
        steps = max(2, math.ceil((end - start) * 48))
        turns = [start + (end - start) * n / steps for n in range(steps + 1)]
        points = [(outer, turn) for turn in turns] + [(inner, turn) for turn in reversed(turns)]
        path = " ".join(f"{(x + radius * math.sin(math.tau * turn)) * MM:.2f} "
                        f"{self._page_height - (y - radius * math.cos(math.tau * turn)) * MM:.2f} {'l' if n else 'm'}"
                        for n, (radius, turn) in enumerate(points))
        self._code.append(f"{_rgb(fill)} rg {path} h f")

    def mark_place(self, key: str, title: str, level: int = 0) -> None:
        """Put this page into the outline that readers show beside the pages."""
        if self.dry:
            return
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level)
        self._canvas.showOutline()

    def clip_box(self, x: float, y: float, width: float, height: float) -> None:
        """What is drawn until `unclip` is seen inside a rectangle alone."""
        self._code.append(f"q {x * MM:.2f} {self._page_height - (y + height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} re W n")

    def unclip(self) -> None:
        """End the rectangle of `clip_box`."""
        self._code.append("Q")

    def leaf(self, x: float, y: float, size: float, fill: Colour) -> None:
        """The mark of the program: three leaves over ground, in a square of a size."""
        for dx, dy, w, h in ((0.5, 0.42, 0.20, 0.5), (0.28, 0.52, 0.20, 0.34), (0.72, 0.52, 0.20, 0.34)):
            self.petal(x + dx * size, y + dy * size, w * size, h * size, fill)
        self.box(x + 0.22 * size, y + 0.76 * size, 0.56 * size, 0.07 * size, fill, radius=0.035 * size)

    def petal(self, x: float, y: float, width: float, height: float, fill: Colour, turn: float = 0) -> None:
        """One leaf around its middle, upright or turned: in turns, clockwise."""
        w, h = width * MM, height * MM
        cos, sin = math.cos(math.tau * turn), math.sin(math.tau * turn)
        matrix = f"{cos:.4f} {-sin:.4f} {sin:.4f} {cos:.4f} {x * MM:.2f} {self._page_height - y * MM:.2f} cm"
        self._code.append(f"q {matrix} {_rgb(fill)} rg 0 {h / 2:.2f} m {w:.2f} {h / 5:.2f} {w:.2f} {-h / 3:.2f} 0 {-h / 2:.2f} c "
                          f"{-w:.2f} {-h / 3:.2f} {-w:.2f} {h / 5:.2f} 0 {h / 2:.2f} c f Q")

    # --- pages --------------------------------------------------------------------------------------------------------
    def next_page(self) -> None:
        """Finish the page that was drawn."""
        if self.dry:
            self._code.clear()
            self.page_count += 1
            return
        if self._within is not None:
            self.loose.append("\n".join(self._code))
            self._code.clear()
            return
        self._canvas._code.append("\n".join(self._code))
        self._code.clear()
        name = self._canvas._doc.thisPageName()
        self._canvas.showPage()
        _press(self._canvas._doc.idToObject[name])
        self.page_count += 1

    def put(self, page: str, up: float) -> None:
        """Put a loose page on this one, raised by so many millimetres."""
        self._code.append(f"q 1 0 0 1 0 {up * MM:.2f} cm\n{page}\nQ")

    def finish(self, *, lenient: bool = False) -> bytes:
        """Finish the last page and give the whole document.

        Raises Refused (LettersMissing): a name that is not printed letter for letter is not printed at all. `lenient` shows "?".
        """
        if self.missing and not lenient:
            letters = sorted({letter for found in self.missing.values() for letter in found})
            raise Refused((LettersMissing(letters=letters[:MOST_TOLD], texts=list(self.missing)[:MOST_TOLD]),))
        if self._code or not self.page_count:
            self.next_page()
        for weight in WEIGHTS:
            if weight in self._fonts:
                typeface(weight).embed(self._canvas._doc, self._fonts[weight])
        end_pictures(self._canvas._doc)
        self._canvas.save()
        return self._buffer.getvalue()


def _press(page: pdfdoc.PDFPage) -> None:
    """Compress a finished page at once: the writer would keep every page of a batch as it was drawn until the file is saved."""
    pressed = Stream(content=zlib.compress(page.stream.encode("ascii")), filters=[])
    pressed.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
    page.Contents, page.stream = pressed, None


@lru_cache(maxsize=256)
def _rgb(ink: Colour) -> str:
    return f"{ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f}"


def _rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    k = r * 0.4477
    points: Sequence[str] = (
        f"{x + r:.2f} {y:.2f} m {x + w - r:.2f} {y:.2f} l {x + w - k:.2f} {y:.2f} {x + w:.2f} {y + k:.2f} {x + w:.2f} {y + r:.2f} c",
        f"{x + w:.2f} {y + h - r:.2f} l {x + w:.2f} {y + h - k:.2f} {x + w - k:.2f} {y + h:.2f} {x + w - r:.2f} {y + h:.2f} c",
        f"{x + r:.2f} {y + h:.2f} l {x + k:.2f} {y + h:.2f} {x:.2f} {y + h - k:.2f} {x:.2f} {y + h - r:.2f} c",
        f"{x:.2f} {y + r:.2f} l {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h ")
    return " ".join(points)


_CHANGE_OF_SCRIPT = re.compile("[\u0e80-\u0eff](?=[A-Za-z0-9])|[A-Za-z0-9](?=[\u0e80-\u0eff])")


def _pieces(text: str) -> list[str]:
    """The parts between which a line may break; spaces stay with the part before them."""
    spaces = (place + 1 for place, letter in enumerate(text) if letter == " ")
    scripts = (found.end() for found in _CHANGE_OF_SCRIPT.finditer(text))
    cuts = sorted({*breaks(text), *spaces, *scripts} - {0, len(text)})
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _short(face: Typeface, piece: str, wide: float, size: float) -> list[str]:
    """A piece cut between letters so that each part fits; marks stay with what they stand on."""
    if face.width(piece.rstrip(), size) <= wide:
        return [piece]
    parts, part = [], ""
    for cluster in _clusters(piece):
        if part and face.width(part + cluster, size) > wide:
            parts.append(part)
            part = ""
        part += cluster
    return [*parts, part]


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        stays = bool(found) and (unicodedata.category(letter) in ("Mn", "Me", "Mc") or letter in "\u0eb0\u0eb2\u0eb3\u0ec6"
                                 or found[-1][-1] in "\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
        if stays:
            found[-1] += letter
        else:
            found.append(letter)
    return found
