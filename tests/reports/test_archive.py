"""What PDF/A-2b asks for, as far as a test can look: every object of the files that are kept for decades is walked.

A validator cannot be had offline. What is checked here is named by the clause of ISO 19005-2 that asks for it.
"""

import re
import zlib
from xml.etree import ElementTree as ET  # our own words, just written

import pymupdf
import pytest

KEPT = ("agm-report", "meeting-notice", "district-pack")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_FORBIDDEN_ACTIONS = ("Launch", "Sound", "Movie", "ResetForm", "ImportData", "JavaScript", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView")


@pytest.fixture(params=[(name, language) for name in KEPT for language in ("lo", "lo+en")], ids=lambda param: f"{param[0]}-{param[1]}")
def content(request, every_page):
    return every_page.of(*request.param)[0]


@pytest.fixture
def document(content):
    with pymupdf.open(stream=content) as opened:
        yield opened


def _objects(document):
    return {xref: document.xref_object(xref, compressed=True) for xref in range(1, document.xref_length())}


def test_the_file_itself(content):
    # 6.1.2 header with four letters above 127 behind it; 6.1.3 an id, nothing encrypted; 6.1.7.1 lengths that are true.
    assert re.match(rb"%PDF-1\.[4-7]\r?\n%[\x80-\xff]{4}", content)
    trailer = content[content.rindex(b"trailer"):]
    assert b"/ID" in trailer
    assert b"/Encrypt" not in trailer
    assert content.rstrip().endswith(b"%%EOF")
    starts = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", content))
    assert len(starts) >= 6
    for found in starts:
        end = found.end() + int(found[1])
        assert re.match(rb"\r?\nendstream", content[end:end + 12]), found.start()


def test_nothing_acts_plays_asks_or_points_outside(document):
    # 6.5 actions and forms, 6.4 transparency, 6.1.7 nothing outside the file, 6.8 nothing embedded, 6.9 no layers.
    for xref, text in _objects(document).items():
        for word in ("JavaScript", "/JS", "/AA", "/AcroForm", "/XFA", "/EmbeddedFile", "/OCProperties", "/FFilter", "/SMask", "/Lab", "LZWDecode", "/TR ",
                     "/HTP", "/PS ", "/URI", *(f"/S/{action}" for action in _FORBIDDEN_ACTIONS)):
            assert word not in text, (xref, word)
        assert "/Group" not in text or "/Transparency" not in text, xref
        assert not re.search(r"/(ca|CA) ?0?\.\d", text), xref


def test_colours_have_a_meaning(document):
    # 6.2.3: one output intent with a profile of its own; 6.2.4: only colours that it explains.
    catalog = document.xref_object(document.pdf_catalog(), compressed=True)
    told = document.xref_object(int(re.search(r"/OutputIntents (\d+) 0 R", catalog)[1]), compressed=True)
    assert "/S/GTS_PDFA1" in told
    profile = document.xref_stream(int(re.search(r"/DestOutputProfile (\d+) 0 R", told)[1]))
    assert (profile[12:20], profile[36:40], len(profile)) == (b"mntrRGB ", b"acsp", int.from_bytes(profile[:4], "big"))
    assert profile[8] < 5
    for page in document:
        code = page.read_contents()
        assert not re.search(rb"[\d.] (k|K|g|G|cs|CS|sh)\b", code)


def test_every_typeface_is_within_and_says_what_its_glyphs_mean(document):
    # 6.2.11: fonts embedded, widths equal, every glyph there, each with its letters.
    objects = _objects(document)
    fonts = [text for text in objects.values() if "/Type/Font/" in text or text.endswith("/Type/Font>>") or "/Type/Font " in text]
    assert fonts
    assert {font[2] for page in document for font in page.get_fonts()} == {"Type0"}
    composite = [text for text in objects.values() if "/Subtype/Type0" in text]
    assert len(composite) >= 2
    for text in composite:
        assert "/Encoding/Identity-H" in text
        assert "/ToUnicode" in text
        assert re.search(r"/BaseFont/[A-Z]{6}\+CoopBooksLao", text)
    for text in objects.values():
        if "/Subtype/CIDFontType2" in text:
            assert "/CIDToGIDMap/Identity" in text
        if "/Type/FontDescriptor" in text:
            assert "/FontFile2" in text


def test_it_describes_itself_and_both_descriptions_agree(document, content):
    # 6.6.2: XMP, not packed, equal to the old dictionary, with the mark of its part and level.
    catalog = document.xref_object(document.pdf_catalog(), compressed=True)
    xref = int(re.search(r"/Metadata (\d+) 0 R", catalog)[1])
    assert "/Filter" not in document.xref_object(xref, compressed=True)
    text = document.xref_stream(xref)
    assert text in content
    tree = ET.fromstring(text[text.index(b"<x:xmpmeta"):text.rindex(b"</x:xmpmeta>") + 12])  # noqa: S314 (written by ourselves)
    told = {one.tag.partition("}")[2]: "".join(one.itertext()).strip() for one in tree.iter(f"{_RDF}Description") for one in one}
    old = document.metadata
    assert (told["part"], told["conformance"]) == ("2", "B")
    assert (told["title"], told["creator"], told["Producer"], told["CreatorTool"]) == (old["title"], old["author"], old["producer"], old["creator"])
    assert old["creationDate"].startswith("D:20000101000000")
    assert told["CreateDate"] == told["ModifyDate"] == "2000-01-01T00:00:00Z"
    assert "/Lang" in catalog
    assert told["language"] == "lo"


def test_pages_need_nothing_that_is_not_there(document):
    names = set()
    for page in document:
        code = page.read_contents()
        used = {name.decode() for name in re.findall(rb"/(CB\d) ", code)}
        names |= used
        assert used <= {font[4] for font in page.get_fonts()}
        assert zlib.decompress(zlib.compress(code)) == code
    assert names


def test_a_paper_of_every_day_ends_its_streams_as_well(every_page):
    for name in ("member-statement", "receipt-share", "share-certificate"):
        content = every_page.of(name, "lo")[0]
        assert b"\nendstream" in content
        assert not re.search(rb"[^\n]endstream", content), name
