"""Whole papers under the glass: every glyph where HarfBuzz puts it, and every line of Lao broken where Lao may break."""

import re
from itertools import pairwise

import pymupdf
import pytest

from coopbooks.i18n.lao_breaks import breaks
from coopbooks.reports import catalogue
from coopbooks.reports import typeface as typefaces
from coopbooks.reports.typeface import WEIGHTS, Line, typeface
from tests.reports.test_golden_papers import NAMES, _told, trade  # noqa: F401 (a fixture)
from tests.reports.test_typeface import _harfbuzz
from tests.support.drawn import watched


@pytest.fixture
def without_actual_text(monkeypatch):
    real = typefaces._operators
    monkeypatch.setattr(typefaces, "_operators", lambda line, size, natural: real(Line(line.glyphs, line.width, line.text, has_lao=False), size, natural))
    for weight in WEIGHTS:
        typeface(weight)._operators.clear()
    yield
    for weight in WEIGHTS:
        typeface(weight)._operators.clear()


@pytest.mark.parametrize("name", [*NAMES, "form"])
@pytest.mark.usefixtures("without_actual_text")
def test_every_glyph_of_a_paper_stands_where_harfbuzz_puts_it(trade, name):  # noqa: F811
    with watched() as found:
        content = catalogue.render(_told(trade, name), ".pdf", "lo+en")
    drawn = []
    for page in pymupdf.open(stream=content):
        for span in page.get_texttrace():
            if abs(span["dir"][1]) < 0.01:  # the word across a page is turned
                drawn += [(glyph, x, y) for _, glyph, (x, y), _ in span["chars"] if glyph >= 0]
    wanted = []
    for one in found:
        wanted += [(glyph, x + one.left * 72 / 25.4, rise) for glyph, x, rise in _harfbuzz(one.text, one.weight, one.size)]
    assert len(drawn) == len(wanted) > 100
    for (glyph, x, _y), (wanted_glyph, wanted_x, _rise) in zip(drawn, wanted, strict=True):
        assert glyph == wanted_glyph
        assert x == pytest.approx(wanted_x, abs=0.15)


@pytest.mark.parametrize("name", [*NAMES, "form"])
def test_no_line_of_a_paper_begins_with_a_mark_or_ends_inside_a_word(trade, name):  # noqa: F811
    with watched() as found:
        catalogue.render(_told(trade, name), ".pdf", "lo")
    for one in found:
        assert not re.match("[ະັາຳິີຶືຸູົຼຽ່-໋ໍ]", one.text), one.text
    texts = [one.text for one in found]
    for first, second in pairwise(texts):
        joined = first + second
        if re.search("[\u0e80-\u0eff]$", first) and re.match("[\u0e80-\u0eff]", second) and re.search("[ເແໂໃໄ]$", first):
            assert len(first) in breaks(joined), joined
