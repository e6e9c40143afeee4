"""Text with headings, lists and bold words, kept as plain lines: nothing in it is ever markup of a screen or a paper.

    # A heading
    An ordinary line with **bold** words.
    - an item
    1. a numbered item

A backslash takes the meaning from what follows it. `parse(marks(blocks)) == blocks` for every tidy list of blocks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PARAGRAPH, HEADING, ITEM, NUMBERED = "paragraph", "heading", "item", "numbered"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or item."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(run.text for run in self.runs)


_HEAD = re.compile(r"# |- |\d{1,3}\. ")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text; empty lines only part paragraphs."""
    found = []
    for line in text.replace("\r", "\n").split("\n"):
        plain = line.strip()
        if not plain:
            continue
        head = _HEAD.match(plain)
        kind = PARAGRAPH if head is None else HEADING if head.group() == "# " else ITEM if head.group() == "- " else NUMBERED
        runs = tuple(_runs(plain[head.end():] if head else plain))
        if runs:
            found.append(Block(kind, runs))
    return tuple(found)


def _runs(text: str) -> Iterable[Run]:
    bold, kept, place = False, "", 0
    runs: list[Run] = []
    while place < len(text):
        if text[place] == "\\" and place + 1 < len(text):
            kept += text[place + 1]
            place += 2
        elif text.startswith("**", place):
            if kept:
                runs.append(Run(kept, bold))
            bold, kept, place = not bold, "", place + 2
        else:
            kept += text[place]
            place += 1
    return [*runs, Run(kept, bold)] if kept else runs


def marks(blocks: Iterable[Block]) -> str:
    """The blocks as plain lines."""
    lines, number = [], 0
    for block in blocks:
        number = number + 1 if block.kind == NUMBERED else 0
        head = {HEADING: "# ", ITEM: "- ", NUMBERED: f"{number}. "}.get(block.kind, "")
        body = "".join(f"**{_safe(run.text)}**" if run.is_bold else _safe(run.text) for run in block.runs)
        # A paragraph that happens to begin like an item keeps its letters.
        lines.append(head + (re.sub(r"^(# |- |\d{1,3}\. )", lambda found: "\\" + found.group(), body) if not head else body))
    return "\n".join(lines)


def _safe(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*")
