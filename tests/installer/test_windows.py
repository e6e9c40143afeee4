"""The setup for Windows as far as another system can prove it: its texts, its script, its launcher, what it packs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "installer" / "windows"
LAO = {name: (HERE / name).read_text(encoding="utf-8-sig") for name in ("Lao.nlf", "Lao.nsh")}
NSIS = Path("/usr/share/nsis")


@pytest.fixture(scope="module")
def builder():
    pytest.importorskip("pefile", reason="the extra `package` is not installed")
    sys.path.insert(0, str(HERE))
    try:
        import build_windows
    finally:
        sys.path.remove(str(HERE))
    return build_windows


@pytest.mark.parametrize("name", LAO)
def test_the_lao_of_the_setup_is_lao(name):
    from coopbooks.i18n.lao import normalise

    assert re.search("[\u0e80-\u0eff]{5}", LAO[name])
    assert not re.search("[\u0e00-\u0e7f\u200b]", LAO[name]), "Thai letters, or breaks that the builder puts in"
    assert [line for line in LAO[name].splitlines() if normalise(line) != line.strip(" ")] == []


def test_no_text_of_the_setup_is_left_in_english():
    script = (HERE / "coopbooks.nsi").read_text(encoding="utf-8")
    said = {language: set(re.findall(rf"^LangString (\w+) \$\{{LANG_{language}}}", script, re.MULTILINE)) for language in ("ENGLISH", "LAO")}
    assert said["ENGLISH"] == said["LAO"] != set()
    assert not re.search(r'^\s*MessageBox \S+ "[^$]', script, re.MULTILINE)
    latin = {re.sub(r"\$_?\w*|\$?\([^)]*\)|\\[rn]|[^A-Za-z]", "", line) for line in LAO["Lao.nlf"].splitlines()[11:] if not line.startswith("#")}
    assert latin <= {"", "B", "K", "M", "G", "DLL", "OLE", "s", "AbortRetryIgnore", "RetryCancel"}


@pytest.mark.skipif(not NSIS.is_dir(), reason="no NSIS here")
def test_every_text_that_nsis_has_in_english_is_there_in_lao():
    english = (NSIS / "Contrib" / "Language files" / "English.nlf").read_text(encoding="utf-8-sig")

    def keys(text):
        return re.findall(r"^# (\^\w+)", text, re.MULTILINE)

    assert keys(LAO["Lao.nlf"]) == keys(english)
    holes = re.compile(r"\$\(\^\w+\)|\$_CLICK|\$0|%s")
    pairs = zip(english.splitlines()[-len(keys(english)) * 2:], LAO["Lao.nlf"].splitlines()[-len(keys(english)) * 2:], strict=True)
    assert [(ours, theirs) for theirs, ours in pairs if sorted(holes.findall(theirs)) != sorted(holes.findall(ours))] == []


def test_the_pins_are_the_run_time_packages_with_their_hashes(builder):
    pins = builder.pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    names = set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
    assert {"pyside6", "shiboken6", "sqlalchemy", "mako", "pillow"} <= names
    assert not {"pytest", "ruff", "numpy", "hypothesis"} & names
    assert pins.count("--hash=sha256:") >= len(names)


def test_without_the_reviewed_python_nothing_is_built(builder, tmp_path):
    (tmp_path / "python.zip").write_bytes(b"another")
    ran = subprocess.run([sys.executable, str(HERE / "build_windows.py"), "--embed", str(tmp_path / "python.zip"), "--embed-sha256", "0" * 64,
                          "--out", str(tmp_path / "setup.exe")], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "not the one this release was reviewed with" in ran.stderr
    assert not (tmp_path / "setup.exe").exists()


@pytest.mark.skipif(shutil.which("makensis") is None or shutil.which("x86_64-w64-mingw32-gcc") is None, reason="no NSIS or no mingw here")
def test_the_launcher_and_the_setup_compile_and_a_stand_in_is_labelled(builder, tmp_path, qapp):
    payload = tmp_path / "payload"
    builder.stand_in(tmp_path / "stand-in.zip", tmp_path)
    assert builder.embed(tmp_path / "stand-in.zip", payload / "python") == builder.STAND_IN
    assert next((payload / "python").glob("*._pth")).read_text(encoding="ascii").splitlines()[1:] == [".", "..\\pkgs"]
    (payload / "pkgs").mkdir()
    builder.launcher(payload / "coopbooks.exe", tmp_path)
    assert builder.unmet(payload) == []
    setup = tmp_path / "coopbooks-NOT-RUNNABLE-setup.exe"
    builder.setup(payload, setup, tmp_path, runnable=False, fast=True)
    assert setup.stat().st_size > 50_000
    assert b"NOT RUNNABLE" in _says(builder, setup)[b"FileDescription"]
    assert b"CoopBooks" in _says(builder, payload / "coopbooks.exe")[b"ProductName"]


def _says(builder, path):
    return builder.pefile.PE(str(path)).FileInfo[0][0].StringTable[0].entries
