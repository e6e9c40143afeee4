"""Text with headings, lists and bold words on a page: broken into lines like all Lao text, whatever its weights."""

from coopbooks.coop.rich_text import HEADING, ITEM, NUMBERED, Block
from coopbooks.reports.frame import LEFT
from coopbooks.reports.page import INK, INK2, MM, PRIMARY, Sheet
from coopbooks.reports.pages import Pages
from coopbooks.reports.typeface import typeface

SIZE, PITCH = 10.5, 6.1
_INDENT = 6.0


def flow_text(pages: Pages, blocks: tuple[Block, ...]) -> None:
    """Draw blocks one after another, over as many pages as they need."""
    sheet = pages.sheet
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == NUMBERED else 0
        is_head, is_item = block.kind == HEADING, block.kind in (ITEM, NUMBERED)
        size, pitch = (13, 8.0) if is_head else (SIZE, PITCH)
        indent = _INDENT if is_item else 0
        lines = lines_of(sheet, block, sheet.width - 2 * LEFT - indent, size)
        pages.need(pitch * min(len(lines), 2) + (PITCH * 2 if is_head else 0))
        if is_head and pages.y > pages.top:
            pages.y += 3
        if is_item:
            mark = f"{number}." if block.kind == NUMBERED else "·"
            sheet.text(LEFT + indent - 1.6, pages.y + 4.6, mark, size, "Bold", PRIMARY, "right")
        for line in lines:
            pages.need(pitch)
            x = LEFT + indent
            for text, weight in line:
                sheet.text(x, pages.y + 4.6, text, size, weight, INK if is_head or weight != "Regular" else INK2)
                x += typeface(weight).width(text, size) / MM
            pages.y += pitch
        pages.y += 1.0 if is_item else 2.4


def lines_of(sheet: Sheet, block: Block, room: float, size: float) -> list[list[tuple[str, str]]]:
    """The lines of a block: each a row of (text, weight)."""
    plain = "SemiBold" if block.kind == HEADING else "Regular"
    weights = ["Bold" if run.is_bold and plain == "Regular" else plain for run in block.runs for _ in run.text]
    lines, at = [], 0
    # The widest weight decides where a line ends, so that no line leaves its column.
    widest = "Bold" if "Bold" in weights else plain
    for text in sheet.wrapped(block.text, room, size, widest):
        at = block.text.index(text, at) if text else at
        parts: list[tuple[str, str]] = []
        for letter, weight in zip(text, weights[at:at + len(text)], strict=True):
            if parts and parts[-1][1] == weight:
                parts[-1] = (parts[-1][0] + letter, weight)
            else:
                parts.append((letter, weight))
        at += len(text)
        lines.append(parts)
    return lines
