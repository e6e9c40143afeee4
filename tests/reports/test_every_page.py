"""Every paper under the glass, in Lao, English and both: glyphs where HarfBuzz puts them, texts read back, lines broken where Lao may break.

The languages that are left out here come with `-m heavy`.
"""

import re
from collections import Counter
from dataclasses import fields, is_dataclass

import pymupdf
import pytest

from coopbooks.i18n.lao_breaks import breaks
from coopbooks.ledger.refusals import Refused
from coopbooks.papers.facts import from_facts, to_facts
from coopbooks.papers.form import Form
from coopbooks.papers.meeting import Pack
from coopbooks.papers.parts import Label, Listing
from coopbooks.reports import catalogue
from coopbooks.reports.page import MM, _clusters, _pieces
from coopbooks.reports.speech import LANGUAGES, Speech
from coopbooks.reports.typeface import typeface
from tests.reports.test_every_paper import NAMES
from tests.reports.test_typeface import _harfbuzz
from tests.support.drawn import outside, overlaps, pages_of, watched


def _each(*fast):
    return [pytest.param(name, language, marks=() if language in fast else pytest.mark.heavy) for name in NAMES for language in LANGUAGES]


_ACTUAL = re.compile(rb"/Span<</ActualText<[0-9A-F]*>>>BDC (.*?) EMC", re.DOTALL)
_NARROW = {"share-certificate", "agm-report"}
"""Papers with texts outside the usual frame: a border, a cover."""


def _without_actual_text(content):
    document = pymupdf.open(stream=content)
    for page in document:
        for xref in page.get_contents():
            document.update_stream(xref, _ACTUAL.sub(rb"\1", document.xref_stream(xref)))
    return document


@pytest.mark.parametrize(("name", "language"), _each("lo+en"))
def test_every_glyph_stands_where_harfbuzz_puts_it(every_page, name, language):
    content, found, _, _ = every_page.of(name, language)
    drawn = []
    for number, page in enumerate(_without_actual_text(content)):
        for span in page.get_texttrace():
            if abs(span["dir"][1]) < 0.01:  # the word across a page is turned
                drawn += [(number, glyph, x, y) for _, glyph, (x, y), _ in span["chars"] if glyph >= 0]
    wanted = [(one.page, glyph, x + one.left * MM, one.baseline * MM - rise) for one in found
              for glyph, x, rise in _harfbuzz(one.text, one.weight, one.size)]
    assert len(drawn) == len(wanted) > 100
    for (_, glyph, x, y), (_, wanted_glyph, wanted_x, wanted_y) in zip(_paired(drawn), _paired(wanted), strict=True):
        assert glyph == wanted_glyph
        assert (x, y) == (pytest.approx(wanted_x, abs=0.15), pytest.approx(wanted_y, abs=0.15))


def _paired(glyphs):
    """In the order of drawing on each page."""
    return sorted(glyphs, key=lambda one: one[0])


@pytest.mark.parametrize(("name", "language"), _each("lo", "lo+en"))
def test_what_is_drawn_is_read_back_letter_for_letter(every_page, name, language):
    content, found, _, _ = every_page.of(name, language)
    pages = pages_of(content)
    for number, page in enumerate(pages):
        drawn = [one.text for one in found if one.page == number]
        assert _letters("".join(drawn)) - _letters(page) == Counter(), number
        for text in drawn:
            assert _tight(text) in _tight(page), text
    assert not re.search("[\ue000-\uf8ff\u0e00-\u0e7f\u200b]", "".join(pages))


def _letters(text):
    return Counter(_tight(text))


def _tight(text):
    return re.sub(r"[\s\u200b\ufffe]", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_say_what_the_facts_say(every_paper_made, every_page, name):
    paper, said = every_paper_made[name], _tight("".join(pages_of(every_page.of(name, "lo+en")[0])))
    speech = Speech.of("lo+en")
    listings = paper.listings if isinstance(paper, Pack) else [paper]
    for one in listings:
        if isinstance(one, Listing | Form):
            rows = [row for section in one.sections for row in section.rows] if isinstance(one, Listing) else list(one.rows)
            for row in rows:
                for column, cell in zip(one.columns, row, strict=True):
                    for part in speech.cell(cell, column.kind).split(" · "):
                        assert _tight(part) in said, (column.title, cell)
    for name_of, text in _people(paper):
        assert _tight(text) in said, (name_of, text)


def _people(value, name=""):
    """Texts of people: names, numbers, villages, notes."""
    if is_dataclass(value):
        for one in fields(value):
            if one.name not in ("letterhead", "document", "heirs", "deliveries", "statements", "texts", "villages", "plans"):
                yield from _people(getattr(value, one.name), one.name)
    elif isinstance(value, tuple | list) and type(value) is not Label:
        for one in value:
            yield from _people(one, name)
    elif isinstance(value, str) and name in ("member_name", "who", "village", "latin_name"):
        yield name, value


@pytest.mark.parametrize(("name", "language"), _each("lo", "lo+en"))
def test_no_line_is_broken_inside_a_syllable_or_a_known_word(every_page, name, language):
    _, found, wrapped, _ = every_page.of(name, language)
    for text, room, size, weight, lines in wrapped:
        for paragraph in text.split("\n"):
            allowed = {0, len(paragraph), *breaks(paragraph)} | {place + 1 for place, letter in enumerate(paragraph) if letter == " "}
            longest = max((typeface(weight).width(piece.rstrip(), size) / MM for piece in _pieces(paragraph)), default=0)
            at = 0
            for line in lines if len(text.split("\n")) == 1 else ():
                assert paragraph.startswith(line, at), (line, paragraph)
                at += len(line)
                while at < len(paragraph) and paragraph[at] == " ":
                    at += 1
                changes = at < len(paragraph) and (paragraph[at - 1] > "\u0e7f") != (paragraph[at] > "\u0e7f")
                assert at in allowed or changes or longest > room, (line, paragraph[at:])
    for one in found:
        assert not re.match("[ະັາຳິີຶືຸູົຼຽ່-໋ໍ]", one.text), one.text
        assert not re.search("[ເແໂໃໄ]$", one.text), one.text


@pytest.mark.parametrize(("name", "language"), _each("lo", "lo+en"))
def test_nothing_is_cut_or_stands_in_the_margin_or_on_another_text(every_page, name, language):
    _, found, _, cut = every_page.of(name, language)
    assert cut == []
    assert outside(found, 9 if name in _NARROW else 13) == []
    assert overlaps(found) == []
    assert [one.text for one in found if one.size < 5.9] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_its_title_its_author_and_its_language(every_page, name):
    with pymupdf.open(stream=every_page.of(name, "lo")[0]) as document:
        assert document.metadata["author"] == "ສະຫະກອນ ກາເຟ ຫຼັກ 16"
        assert re.search("[\u0e80-\u0eff]", document.metadata["title"])
        assert "/Lang(lo)" in document.xref_object(document.pdf_catalog(), compressed=True)
        assert {font[2] for page in document for font in page.get_fonts()} == {"Type0"}


# --- names that mean harm ---------------------------------------------------------------------------------------------------
HOSTILE = ("<b>x</b> &amp; <font size=9>", "ບຸນ" * 100, "=1+1\u202eabc\u202c", "ກື້ຫຼູ້ ກຳ້ນຳ້ ງູ້", "%s {name} \\n", "A" * 300, "Noy \U0001f600")


def _named(paper):
    """The names of people and firms that a paper prints."""
    names = {one for name, one in _people(paper) if name == "member_name" and one}
    if getattr(paper, "party", None):
        names.add(paper.party.name)
    if hasattr(paper, "who"):
        names.add(paper.who)
    for listing in paper.listings if isinstance(paper, Pack) else [paper] if isinstance(paper, Listing | Form) else []:
        sections = listing.sections if isinstance(listing, Listing) else [listing]
        names |= {cell.lo for section in sections for row in section.rows for cell in row
                  if isinstance(cell, Label) and not cell.en and " " in cell.lo and len(cell.lo) > 8}
    return sorted(names)


def _said(value, old, new):
    if isinstance(value, str):
        return new if value == old else value
    if isinstance(value, list):
        return [_said(one, old, new) for one in value]
    return {key: _said(one, old, new) for key, one in value.items()} if isinstance(value, dict) else value


def _renamed(paper, old, new):
    import json

    text, pictures = to_facts(paper)
    return from_facts(json.dumps(_said(json.loads(text), old, new), ensure_ascii=False), pictures.__getitem__)


def _hostile(every_paper_made, name, hostile):
    paper = every_paper_made[name]
    for person in _named(paper)[:1]:
        renamed = _renamed(paper, person, hostile)
        try:
            with watched() as found:
                content = catalogue.render(renamed, ".pdf", "lo")
        except Refused as refusal:
            assert "😀" in str(refusal.broken[0].facts)
            continue
        assert "\U0001f600" not in hostile
        visible = _tight("".join(letter if letter.isprintable() else " " for letter in hostile))
        said = _tight("".join(pages_of(content)))
        whole = visible in said
        begun = any(_tight(one.text).startswith(visible[:20]) and one.text.endswith("…") for one in found)
        parts = [_tight(one.text) for one in found]
        broken = any("".join(parts[place:place + 14]).startswith(visible[:100]) for place in range(len(parts)))
        assert whole or begun or broken, (name, person)
        assert [one.text for one in outside(found, 9)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_printed_letter_for_letter_or_refused(every_paper_made, name):
    place = NAMES.index(name) % len(HOSTILE)
    for hostile in (HOSTILE[0], HOSTILE[place]):
        _hostile(every_paper_made, name, hostile)


@pytest.mark.heavy
@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_hostile_name_on_every_paper(every_paper_made, hostile):
    for name in NAMES:
        _hostile(every_paper_made, name, hostile)


def test_no_cluster_is_cut_in_two():
    assert _clusters("ກ້ຳເກື້ອ") == ["ກ້ຳ", "ເກື້", "ອ"]


@pytest.mark.parametrize(("language", "title"), [("lo", "ຫ້າປີ"), ("en", "Five years"), ("lo+en", "ຫ້າປີ")])
def test_a_statement_with_all_its_parts_keeps_its_five_years_on_one_page(every_paper_made, language, title):
    from dataclasses import replace

    paper = every_paper_made["member-statement"]
    full = replace(paper, shares=(*paper.shares, paper.shares[0]), prices=paper.prices * 2, months=tuple((month, 90_000) for month in range(1, 13)))
    pages = pages_of(catalogue.render(full, ".pdf", language))
    assert len(pages) == 1
    assert title in pages[0]
    with watched() as found:
        catalogue.render(full, ".pdf", language)
    assert (overlaps(found), found.cut) == ([], [])
