"""One command from the checkout to the Linux package: python installer/build_linux.py

Compiles the catalogues, freezes the program into one folder with PyInstaller, tries it, and packs it as `dist/coopbooks_VERSION_amd64.deb`.
Needs the extra `package` (pip install -e .[package]) and dpkg-deb. Build on the oldest system that must run it: its C library counts.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coopbooks import __version__


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


def main() -> None:
    """Build the package."""
    compile_catalogues()
    folder = freeze()
    package = ROOT / "dist" / f"coopbooks_{__version__}_amd64.deb"
    subprocess.run(["sh", str(ROOT / "installer" / "build_deb.sh"), str(folder), __version__, str(package)], check=True)
    print(package, package.stat().st_size // 1_000_000, "MB")


if __name__ == "__main__":
    main()
