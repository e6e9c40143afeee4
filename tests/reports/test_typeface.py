"""Lao on paper: every glyph where HarfBuzz puts it, every letter back as it was written."""

import re
import unicodedata
from functools import cache

import pymupdf
import pypdfium2
import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from coopbooks.i18n.lao import normalise
from coopbooks.i18n.resources import resource
from coopbooks.reports import typeface as typefaces
from coopbooks.reports.page import Sheet
from coopbooks.reports.typeface import WEIGHTS, Line, typeface

SENTENCES = ("ສະຫະກອນກາເຟ ພູດອກໄມ້", "ນ້ຳຜຶ້ງ ກຸ້ງ ຂຶ້ນ ຫຼັງ ໝູ່ ຄູ່ ປື້ມ ເຈົ້າ ສິ້ນສຸດ ຢ້ຽມຢາມ", "ງູ້ ງຸ້ ຫຼູ້ ກີ່ ຊື່ ເປົ້າ", "Coopນ້ຳ 1,250,000 ກີບ",
             "ໃບແຈ້ງຍອດສະມາຊິກ ປີ 2025", "ຄັງເງິນສຳຮອງ · ກອງທຶນການສຶກສາ", "900,000 × 8% = 72,000", "Total ₭ 12.5 kg")


def _pdf(*lines, weight="Regular", size=20):
    sheet = Sheet("test")
    for place, line in enumerate(lines):
        sheet.text(15, 20 + place * 14, line, size, weight)
    return sheet.finish(lenient=True)


def _read(content):
    page = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    return [line for line in page.replace("\r", "").split("\n") if line]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_text_comes_back_as_it_was_written(weight):
    assert _read(_pdf(*SENTENCES, weight=weight)) == list(SENTENCES)


def test_no_private_letters_and_no_thai_reach_a_reader():
    text = "".join(_read(_pdf(*SENTENCES)))
    assert not re.search("[\ue000-\uf8ff\u0e00-\u0e7f]", text)


def _harfbuzz(text, weight, size):
    """Glyph numbers and absolute positions as HarfBuzz gives them, run by run, worked out without the program's own code."""
    return [(number, x * size / 1000, y * size / 1000) for number, x, y in _in_font_units(text, weight)]


@cache
def _font(weight):
    return hb.Font(hb.Face(hb.Blob(resource("fonts", f"CoopBooksLao-{weight}.ttf").read_bytes())))


@cache
def _in_font_units(text, weight):
    font = _font(weight)
    x, placed = 0.0, []
    for run in re.findall("[\u0e80-\u0eff]+|[^\u0e80-\u0eff]+", text):
        buffer = hb.Buffer()
        buffer.add_str(run)
        lao = "\u0e80" <= run[0] <= "\u0eff"
        buffer.direction, buffer.script, buffer.language = ("ltr", "Laoo", "lo") if lao else ("ltr", "Latn", "en")
        hb.shape(font, buffer)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append((info.codepoint, x + at.x_offset, at.y_offset))
            x += at.x_advance
    return placed


def _drawn(content, base):
    found = []
    for span in pymupdf.open(stream=content)[0].get_texttrace():
        found += [(glyph, x, base - y) for _, glyph, (x, y), _ in span["chars"] if glyph >= 0]
    return found


@pytest.fixture
def without_actual_text(monkeypatch):
    # ActualText hides the glyphs from this reader; it is switched off only to look at positions.
    real = typefaces._operators
    monkeypatch.setattr(typefaces, "_operators", lambda line, size, natural: real(Line(line.glyphs, line.width, line.text, False), size, natural))
    for weight in WEIGHTS:
        typeface(weight)._operators.clear()
    yield
    for weight in WEIGHTS:
        typeface(weight)._operators.clear()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.usefixtures("without_actual_text")
def test_every_glyph_stands_where_harfbuzz_puts_it(text, weight):
    size, left, base = 40, 15 * 72 / 25.4, 20 * 72 / 25.4
    drawn = _drawn(_pdf(text, weight=weight, size=size), base)
    wanted = _harfbuzz(text, weight, size)
    assert [glyph for glyph, _, _ in drawn] == [glyph for glyph, _, _ in wanted]
    for (_, x, y), (_, wanted_x, wanted_y) in zip(drawn, wanted, strict=True):
        assert x - left == pytest.approx(wanted_x, abs=0.06)
        assert y == pytest.approx(wanted_y, abs=0.06)


@pytest.mark.usefixtures("without_actual_text")
def test_the_comparison_sees_unshaped_text(monkeypatch):
    real = typefaces.Typeface._run

    def unshaped(self, run, *, lao):
        return [typefaces.Glyph(self._font.get_nominal_glyph(ord(letter)), self.advance_of(self._font.get_nominal_glyph(ord(letter))), 0, 0, place)
                for place, letter in enumerate(run)] if lao else real(self, run, lao=lao)

    monkeypatch.setattr(typefaces.Typeface, "_run", unshaped)
    face = typeface("Regular")
    face._lines.clear()
    drawn = _drawn(_pdf("ນ້ຳຜຶ້ງ", size=40), 20 * 72 / 25.4)
    face._lines.clear()
    wanted = _harfbuzz("ນ້ຳຜຶ້ງ", "Regular", 40)
    assert [round(x) for _, x, _ in drawn] != [round(x + 15 * 72 / 25.4) for _, x, _ in wanted]


def test_a_letter_the_font_lacks_is_shown_not_dropped():
    assert typeface("Regular").missing("ກ漢A") == ["漢"]
    assert _read(_pdf("ກ漢A")) == ["ກ?A"]


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_any_name_can_be_drawn(text):
    assert _pdf(text).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["<b>ບຸນ</b>", "&amp; <img src='x'>", "=1+1", "a\x00b", "\ud800", "\u202eabc", "ກ" * 200])
def test_hostile_names_are_only_letters(name):
    text = "".join(_read(_pdf(normalise(name)[:100] or "-")))
    assert "<b>" in text or not name.startswith("<b>")
    assert not any(unicodedata.category(letter) == "Cc" for letter in text)


def test_the_same_paper_gives_the_same_bytes():
    assert _pdf(*SENTENCES) == _pdf(*SENTENCES)


def test_a_long_name_shrinks_then_is_cut_and_never_overflows():
    sheet = Sheet("test")
    for name in ("ນາງ ວັນນາ", "ນາງ ສຸກສະຫວັນ ອິນທະວົງສາ ຄຳມຸງຄຸນ " * 3):
        shown, size = sheet.fitted(name, 40, 12)
        assert typeface("Regular").width(shown, size) <= 40 * 72 / 25.4 + 0.01
        assert size >= 8


WORDS = st.lists(st.sampled_from(["ສະຫະກອນ", "ກາເຟ", "ນ້ຳເຜິ້ງ", "ເຈົ້າໜ້າທີ່", "member ", "12,500 ", "ຜົນຜະລິດ", "ໄດ້", "ຮັບ"]), min_size=1, max_size=40)


@settings(max_examples=60)
@given(WORDS, st.sampled_from([25, 40, 80]))
def test_wrapped_lines_fit_lose_nothing_and_begin_with_no_mark(words, room):
    sheet, text = Sheet("test"), "".join(words)
    lines = sheet.wrapped(text, room, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert not re.match("[\u0eb0-\u0ebc\u0ec8-\u0ecd]", line)
        assert typeface("Regular").width(line, 10) <= room * 72 / 25.4 or len(line) < 16
