"""What CoopBooks is made of besides itself, with every licence in full: `resources/THIRD-PARTY-NOTICES.txt`.

    python installer/notices.py write [--site FOLDER] [--out FILE]
    python installer/notices.py check

Those who made the parts ask that their names and terms travel with them; the file goes into the wheel, the Linux package and the
Windows payload. It is made from the metadata and licence files of the installed run-time packages, and from `installer/licences/` for
what brings none. `--site` reads another folder of packages (the Windows payload's). Wheels for other systems hold other libraries, so
the checked-in file is that of Linux and is checked there.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "resources" / "THIRD-PARTY-NOTICES.txt"
KEPT = Path(__file__).resolve().parent / "licences"
RULE = "=" * 100
QT = ("PySide6", "PySide6_Addons", "PySide6_Essentials", "shiboken6")
LICENSES = {"babel": "BSD-3-Clause", "reportlab": "BSD-3-Clause", "uharfbuzz": "Apache-2.0"}
"""For packages whose metadata says it in prose."""
PART_NAMES = {"agg23": "Anti-Grain Geometry 2.3", "freetype": "FreeType", "harfbuzz": "HarfBuzz", "icu": "ICU", "lcms": "Little CMS",
              "libopenjpeg": "OpenJPEG", "md4c": "MD4C", "pdfium": "PDFium"}
FOREWORD = f"""CoopBooks: what it is made of besides itself

CoopBooks is licensed under the Apache License 2.0 (see LICENSE and NOTICE). The program as it is installed also holds the parts listed
below. Each keeps its own licence; all of them follow in full.

Qt and Qt for Python (PySide6, Shiboken) are used under the GNU Lesser General Public License, version 3. They are unchanged, as published
by The Qt Company, and lie beside the program as separate library files: you may replace them by your own build of a compatible version,
and you may take the program apart to find faults in such a change. Their source is published by The Qt Company (code.qt.io) under the same
version numbers. Copyright The Qt Company Ltd. and other contributors.

The Linux package starts with the boot loader of PyInstaller, whose licence (GPL-2.0 or later) lets programs of any licence be packed with it.
It uses the system's own libraries, which are not part of it. A part that only another system needs may be listed.

{RULE}
"""


def plain(name: str) -> str:
    """A package's name as the index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def run_time(site: Path | None = None) -> dict[str, metadata.Distribution]:
    """Every package that the program needs when it runs, itself left out; from this environment or another folder."""
    here = {plain(found.metadata["Name"]): found for found in metadata.distributions(**({"path": [str(site)]} if site else {}))}
    todo, needed = ["coopbooks"], {}
    while todo:
        name = todo.pop()
        if name in needed:
            continue
        if name not in here:
            sys.exit(f"{name} is needed at run time and is not installed here.")
        needed[name] = here[name]
        for wanted in here[name].requires or ():
            bare = re.match(r"[\w.-]+", wanted)
            # What is wanted for an extra only, or for another system or an older Python, is not here unless something else brought it.
            if bare and "extra ==" not in wanted and (";" not in wanted or plain(bare[0]) in here):
                todo.append(plain(bare[0]))
    del needed["coopbooks"]
    return dict(sorted(needed.items()))


def _license(found: metadata.Distribution) -> str:
    told = found.metadata.get("License-Expression") or LICENSES.get(plain(found.metadata["Name"])) or found.metadata.get("License")
    if not told or len(told) > 80:
        sys.exit(f"Say in {__file__} which licence {found.metadata['Name']} has.")
    return "LGPL-3.0-only (chosen among its licences)" if found.metadata["Name"] in QT else told


def _texts(found: metadata.Distribution) -> Iterable[str]:
    wanted = re.compile(r"(?i)\.dist-info/.*(licen[cs]e|copying|notice|authors)|^babel/locale-data/licen")
    for file in sorted(found.files or (), key=str):
        if wanted.search(file.as_posix()):
            yield Path(str(found.locate_file(file))).read_text(encoding="utf-8")


def _tidy(text: str) -> str:
    # A difference that nobody sees must not print a licence twice.
    return "\n".join(line.rstrip() for line in text.replace("\f", "").splitlines()).strip("\n")


def notices(site: Path | None = None) -> str:
    """The whole file."""
    parts = [("CPython", "", "PSF-2.0", [(KEPT / "CPython.txt").read_text(encoding="utf-8")])]
    for found in run_time(site).values():
        name, texts = found.metadata["Name"], list(_texts(found))
        if name in QT:
            texts = [(KEPT / file).read_text(encoding="utf-8") for file in ("LGPL-3.0.txt", "GPL-3.0.txt")]
        if not texts:
            sys.exit(f"{name} brings no licence text: put it into {KEPT} and name it in {__file__}.")
        parts.append((name, found.version, _license(found), texts))
    inside = [(f"{PART_NAMES.get(path.stem, path.stem)} (inside Qt)", "", "see its text", [path.read_text(encoding="utf-8")])
              for path in sorted((KEPT / "qt").glob("*.txt"))]
    resources = ROOT / "resources"
    bundled = [("Noto Sans Lao (as CoopBooks Lao)", "2.003", "OFL-1.1", [(resources / "fonts" / "OFL.txt").read_text(encoding="utf-8")]),
               ("Material Design Icons", "7.4.47", "Apache-2.0", [(resources / "icons" / "LICENSE.txt").read_text(encoding="utf-8")])]
    parts = [*sorted(parts, key=lambda part: part[0].lower()), *inside, *bundled]
    by_text: dict[str, list[str]] = {}
    for name, version, _, texts in parts:
        for text in texts:
            by_text.setdefault(_tidy(text), []).append(f"{name} {version}".strip())
    listing = "\n".join(f"{name:<40} {version:<14} {terms}" for name, version, terms, _ in parts)
    bodies = "\n\n".join(f"{RULE}\n{', '.join(dict.fromkeys(names))}\n{RULE}\n\n{text}" for text, names in by_text.items())
    return f"{FOREWORD}\n{listing}\n\n{bodies}\n"


def main() -> int:
    """Write the file, or say whether it is the one that would be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("write", "check"))
    parser.add_argument("--site", type=Path)
    parser.add_argument("--out", type=Path, default=NOTICES)
    told = parser.parse_args()
    if told.what == "write":
        told.out.write_text(notices(told.site), encoding="utf-8", newline="\n")
        return 0
    if not sys.platform.startswith("linux"):
        print("The notices are checked on Linux.")
        return 0
    if NOTICES.exists() and NOTICES.read_text(encoding="utf-8") == notices(told.site):
        return 0
    print(f"{NOTICES.relative_to(ROOT)} is out of date: python installer/notices.py write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
