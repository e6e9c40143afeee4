"""Make the bundled fonts anew from the published package: a private family name, so that no older system copy takes their place.

    python installer/vendor_fonts.py FOLDER      FOLDER is the unpacked npm package @expo-google-fonts/noto-sans-lao

The SIL Open Font License allows the change; copyright and licence records stay. Glyphs and metrics are untouched.
"""

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "CoopBooks Lao"
WEIGHTS = {"Regular": "400Regular", "Medium": "500Medium", "SemiBold": "600SemiBold", "Bold": "700Bold"}
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def rename(source: Path, target: Path, style: str) -> None:
    """Write a copy of a font under the private family name."""
    font = TTFont(source)
    plain = FAMILY.replace(" ", "")
    names = {1: FAMILY if style in ("Regular", "Bold") else f"{FAMILY} {style}", 2: style if style in ("Regular", "Bold") else "Regular",
             3: f"{plain}-{style}", 4: f"{FAMILY} {style}", 6: f"{plain}-{style}", 16: FAMILY, 17: style}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id in (16, 17):
        font["name"].setName(names[name_id], name_id, 3, 1, 0x409)
    font.save(target, reorderTables=False)


def main() -> None:
    """Rename the four weights and copy the licence."""
    package = Path(sys.argv[1])
    for style, folder in WEIGHTS.items():
        rename(package / folder / f"NotoSansLao_{folder}.ttf", FONTS / f"CoopBooksLao-{style}.ttf", style)
    shutil.copy(package / "LICENSE_FONT", FONTS / "OFL.txt")


if __name__ == "__main__":
    main()
