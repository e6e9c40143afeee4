"""One command from the checkout to the Linux package: python installer/build_linux.py

Compiles the catalogues, freezes the program into one folder with PyInstaller, tries it, and packs it as `dist/coopbooks_VERSION_amd64.deb`.
Needs the extra `package` (pip install -e .[package]), dpkg-deb and binutils. Build on the oldest system that must run it: its C library
and its names of libraries count. `installer/linux/try_deb.sh` proves the package on a bare system.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "installer" / "linux"
sys.path[:0] = [str(ROOT), str(ROOT / "installer")]

from debian import depends, forget_build_machine
from icons import MARK, SIZES, drawn

from coopbooks import __version__

APPLICATION = "io.github.coopbooks.CoopBooks"


def compile_catalogues() -> None:
    """Write the compiled catalogues that go into the package."""
    for po in sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")):
        target = ROOT / "build" / po.relative_to(ROOT).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        with po.open("rb") as source, target.open("wb") as out:
            write_mo(out, read_po(source, locale=po.parts[-3]))


def freeze() -> Path:
    """Freeze the program and see that it starts; returns its folder."""
    dist, work = ROOT / "dist", ROOT / "build" / "pyinstaller"
    shutil.rmtree(dist / "coopbooks", ignore_errors=True)
    subprocess.run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(dist), "--workpath", str(work),
                    str(ROOT / "installer" / "coopbooks.spec")], check=True, cwd=ROOT)
    program = dist / "coopbooks" / "coopbooks"
    forget_build_machine(program.parent)
    subprocess.run([str(program), "--version"], check=True)
    quiet = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    told = subprocess.run([str(program), "--selftest"], check=True, env=quiet, capture_output=True, text=True).stdout
    if not json.loads(told)["ready"]:
        sys.exit("The frozen program does not start.")
    # Its papers need what nothing else imports by name, so a whole small co-op is made with it.
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(program), "demo", folder, "--members", "8", "--years", "1", "--no-window"], check=True)
        subprocess.run([str(program), "check", f"{folder}/demo.coop"], check=True)
    return program.parent


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _packed(text: bytes) -> bytes:
    return gzip.compress(text, 9, mtime=0)


def release_time() -> int:
    """When this version was made: the day that builders of reproducible packages set, or that of the last commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return int(told or time.time())


def lay_out(frozen: Path, tree: Path) -> None:
    """Put every file of the package where Debian wants it."""
    shutil.copytree(frozen, tree / "usr" / "lib" / "coopbooks", symlinks=True)
    share = tree / "usr" / "share"
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "coopbooks").symlink_to("../lib/coopbooks/coopbooks")
    _put(share / "applications" / f"{APPLICATION}.desktop", (LINUX / f"{APPLICATION}.desktop").read_bytes())
    _put(share / "metainfo" / f"{APPLICATION}.metainfo.xml", (LINUX / f"{APPLICATION}.metainfo.xml").read_bytes())
    _put(share / "mime" / "packages" / "coopbooks.xml", (LINUX / "coopbooks.mime.xml").read_bytes())
    icons = share / "icons" / "hicolor"
    for kind, name in (("apps", APPLICATION), ("mimetypes", "application-vnd.coopbooks")):
        _put(icons / "scalable" / kind / f"{name}.svg", MARK.read_bytes())
        for size in SIZES:
            _put(icons / f"{size}x{size}" / kind / f"{name}.png", drawn(size))
    doc = share / "doc" / "coopbooks"
    _put(doc / "copyright", (LINUX / "copyright").read_bytes())
    _put(doc / "THIRD-PARTY-NOTICES.txt.gz", _packed((ROOT / "resources" / "THIRD-PARTY-NOTICES.txt").read_bytes()))
    _put(doc / "NOTICE", (ROOT / "NOTICE").read_bytes())
    _put(doc / "changelog.gz", _packed(f"coopbooks ({__version__}) stable; urgency=medium\n\n  * Release.\n\n"
                                       f" -- CoopBooks contributors <coopbooks@coopbooks.example>  {formatdate(release_time())}\n".encode()))
    _put(share / "man" / "man1" / "coopbooks.1.gz", _packed((LINUX / "coopbooks.1").read_bytes()))
    _put(share / "lintian" / "overrides" / "coopbooks", (LINUX / "lintian-overrides").read_bytes())
    program = tree / "usr" / "lib" / "coopbooks" / "coopbooks"
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)


CONTROL = """Package: coopbooks
Version: {version}
Architecture: amd64
Maintainer: CoopBooks contributors <coopbooks@coopbooks.example>
Section: misc
Priority: optional
Installed-Size: {kib}
Depends: {depends}
Recommends: hicolor-icon-theme, shared-mime-info
Suggests: fonts-lao | fonts-noto-core, xdg-desktop-portal
Description: bookkeeping for small cooperatives, in Lao and English
 Members and shares, deliveries, sales, the ledger, the year's surplus shared
 to the kip, and papers in Lao and English. Works without a network and keeps
 everything in one file.
"""


def pack(tree: Path, package: Path) -> None:
    """Write the package; the same content gives the same bytes."""
    kib = sum(path.stat().st_size + 1023 >> 10 for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    wanted = depends(tree / "usr" / "lib" / "coopbooks")
    _put(tree / "DEBIAN" / "control", CONTROL.format(version=__version__, kib=kib, depends=", ".join(wanted)).encode())
    sums = [subprocess.run(["md5sum", *files], cwd=tree, check=True, capture_output=True, text=True).stdout
            for files in [sorted(str(path.relative_to(tree)) for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())]]
    _put(tree / "DEBIAN" / "md5sums", "".join(sums).encode())
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)], check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, SOURCE_DATE_EPOCH=str(release_time())))


def main() -> None:
    """Build the package."""
    compile_catalogues()
    frozen = freeze()
    package = ROOT / "dist" / f"coopbooks_{__version__}_amd64.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        tree.mkdir(mode=0o755)
        lay_out(frozen, tree)
        pack(tree, package)
        control = (tree / "DEBIAN" / "control").read_text(encoding="utf-8")
    print(re.search(r"^Depends: .*$", control, re.MULTILINE)[0])
    print(package, package.stat().st_size // 1_000_000, "MB")


if __name__ == "__main__":
    main()
