"""The Linux package says about the program what is true of it."""

import io
import re
import shutil
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import coopbooks
from coopbooks.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "installer" / "linux"
APPLICATION = "io.github.coopbooks.CoopBooks"
DESKTOP = (LINUX / f"{APPLICATION}.desktop").read_text(encoding="utf-8")
METAINFO = ET.parse(LINUX / f"{APPLICATION}.metainfo.xml").getroot()  # noqa: S314 (our own file)


@pytest.fixture(scope="module")
def installer():
    sys.path.insert(0, str(ROOT / "installer"))
    try:
        import debian
        import icons
    finally:
        sys.path.remove(str(ROOT / "installer"))
    return {"debian": debian, "icons": icons}


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    man = re.search(r'"CoopBooks ([\d.]+)"', (LINUX / "coopbooks.1").read_text(encoding="utf-8"))[1]
    assert {project, man, METAINFO.find("releases/release").get("version")} == {coopbooks.__version__}
    assert f"## {coopbooks.__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_man_page_names_every_command():
    page = (LINUX / "coopbooks.1").read_text(encoding="utf-8")
    listed = " ".join(re.findall(r"^\.BR? ([^\n]+)", page.split(".SH COMMANDS")[1].split(".SH")[0], re.MULTILINE))
    assert set(re.findall(r"\w+", listed)) - {"coopbooks", "help"} == set(COMMANDS)


def test_the_desktop_the_store_and_the_file_type_agree():
    kind = ET.parse(LINUX / "coopbooks.mime.xml").getroot()[0].get("type")  # noqa: S314 (our own file)
    assert f"MimeType={kind};" in DESKTOP
    assert METAINFO.find("provides/mediatype").text == kind
    assert METAINFO.find("launchable").text == f"{METAINFO.find('id').text}.desktop" == f"{APPLICATION}.desktop"
    assert f"Icon={APPLICATION}" in DESKTOP
    assert f'setDesktopFileName("{APPLICATION}")' in (ROOT / "coopbooks" / "ui" / "app.py").read_text(encoding="utf-8")
    assert f'"Content Type" "{kind}"' in (ROOT / "installer" / "windows" / "coopbooks.nsi").read_text(encoding="utf-8")


def test_the_file_type_is_what_a_book_carries():
    from coopbooks.books import header

    match = ET.parse(LINUX / "coopbooks.mime.xml").getroot().find(".//*[@offset='68']")  # noqa: S314 (our own file)
    assert header.APPLICATION_ID.to_bytes(4, "big") == match.get("value").encode()


def test_the_mark_is_drawn_in_every_size(installer, qapp):
    for size in installer["icons"].SIZES:
        picture = Image.open(io.BytesIO(installer["icons"].drawn(size)))
        assert picture.size == (size, size)
        assert picture.getpixel((size // 2, size // 2))[3] == 255
        assert picture.getpixel((0, 0))[3] < 255


@pytest.mark.skipif(shutil.which("dpkg-query") is None or shutil.which("objdump") is None, reason="no Debian here")
def test_the_system_libraries_of_a_program_become_dependencies(installer, tmp_path):
    assert installer["debian"].owners(["/bin/sh", "/bin/ls", str(tmp_path)])["/bin/ls"] == "coreutils"
    shutil.copy("/bin/ls", tmp_path / "ls")
    (tmp_path / "words.txt").write_text("not a program", encoding="utf-8")
    wanted = installer["debian"].depends(tmp_path)
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", wanted[0])
    assert {"libselinux1", "libdbus-1-3"} <= set(wanted[1:])
