"""Rich text as plain lines: what people wrote comes back, whatever letters are in it."""

from hypothesis import given
from hypothesis import strategies as st

from coopbooks.coop.rich_text import HEADING, ITEM, NUMBERED, PARAGRAPH, Block, Run, marks, parse

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), include_characters=" "), min_size=1, max_size=12)


def _tidy(blocks):
    """Runs of one weight joined, and nothing but spaces left out: as an editor gives it."""
    found = []
    for kind, runs in blocks:
        joined = []
        for text, bold in runs:
            if joined and joined[-1].is_bold == bold:
                joined[-1] = Run(joined[-1].text + text, bold)
            else:
                joined.append(Run(text, bold))
        whole = "".join(run.text for run in joined)
        if whole.strip() and whole == whole.strip():
            found.append(Block(kind, tuple(joined)))
    return tuple(found)


BLOCKS = st.lists(st.tuples(st.sampled_from([PARAGRAPH, HEADING, ITEM, NUMBERED]), st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=4)),
                  max_size=6).map(_tidy)


@given(BLOCKS)
def test_every_text_comes_back(blocks):
    assert parse(marks(blocks)) == blocks


def test_the_four_kinds_and_bold_words():
    text = "# ຫົວຂໍ້\nPlain with **bold** words.\n\n- one\n1. first\n2. second\n\\- no item \\**"
    blocks = parse(text)
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH, ITEM, NUMBERED, NUMBERED, PARAGRAPH]
    assert blocks[1].runs == (Run("Plain with "), Run("bold", is_bold=True), Run(" words."))
    assert blocks[-1].text == "- no item **"


@given(st.text(max_size=60))
def test_any_text_is_read_without_fault(text):
    assert all(block.text for block in parse(text))
