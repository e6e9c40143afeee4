"""Pictures of many papers on one sheet, to look at them all: `python -m tests.support.contact_sheet OUT.png PDF… [--dpi N] [--across N]`.

Without PDFs it makes the papers of the practice co-op in Lao, English and both, and lays out every page of each.
"""

import argparse
import tempfile
from pathlib import Path

import pymupdf


def contact_sheet(pdfs: list[Path], out: Path, dpi: int = 60, across: int = 6, most_pages: int = 4) -> int:
    """Draw the first pages of every PDF side by side into one picture; answers how many pages there are."""
    shots = []
    for path in pdfs:
        with pymupdf.open(path) as document:
            shots += [(path.stem, document[place].get_pixmap(dpi=dpi)) for place in range(min(len(document), most_pages))]
    wide, high = max(shot.width for _, shot in shots) + 8, max(shot.height for _, shot in shots) + 18
    rows = -(-len(shots) // across)
    sheet = pymupdf.open()
    page = sheet.new_page(width=wide * min(across, len(shots)), height=high * rows)
    page.draw_rect(page.rect, fill=(0.86, 0.89, 0.87), color=None)
    for place, (name, shot) in enumerate(shots):
        x, y = place % across * wide + 4, place // across * high + 14
        page.insert_text((x, y - 3), name, fontsize=9)
        page.insert_image(pymupdf.Rect(x, y, x + shot.width, y + shot.height), pixmap=shot)
    page.get_pixmap(dpi=72).save(out)
    return len(shots)


def _practice_papers(folder: Path) -> list[Path]:
    from datetime import date

    from coopbooks.cli.papers import write_demo_papers
    from coopbooks.services import demo

    book = demo.write_demo(folder, demo.DemoSize(24, 1, 5), date(2026, 4, 1), lambda _done, _all: None)
    write_demo_papers(book, folder / "papers", lambda _done, _all: None)
    return sorted((folder / "papers").glob("*.pdf"))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("pdfs", type=Path, nargs="*")
    parser.add_argument("--dpi", type=int, default=60)
    parser.add_argument("--across", type=int, default=6)
    parser.add_argument("--pages", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pdfs = given.pdfs or _practice_papers(Path(folder))
        print(contact_sheet(pdfs, given.out, given.dpi, given.across, given.pages), given.out)


if __name__ == "__main__":
    main()
