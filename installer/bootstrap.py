#!/usr/bin/env python3
"""One command from a bare checkout to a running CoopBooks. Standard library only.

    python3 installer/bootstrap.py run [coopbooks arguments]
    python3 installer/bootstrap.py test [pytest arguments]
    python3 installer/bootstrap.py check

`run` without arguments makes the practice co-op in `demo/` with its papers, then opens it in the window; where there is no display
it leaves a picture of the window beside the papers. `test` runs the fast tests. `check` does everything that must be right
before a change is shared. Windows: the same with `py` in place of `python3`.

Packages are installed into `.venv` from the hash-pinned lock file. As root on Debian or Ubuntu, missing system packages are
installed; anybody else is told the line to type.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("COOPBOOKS_VENV", ROOT / ".venv"))
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCK = ROOT / "requirements.lock"
APT_VENV = ["python3-venv"]
APT_QT = ["libegl1", "libgl1", "libglib2.0-0", "libfontconfig1", "libxkbcommon0", "libdbus-1-3"]
APT_X11 = ["libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0", "libx11-xcb1"]
PROBE = ("import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
         "from PySide6 import QtWidgets, QtPdfWidgets, QtPrintSupport, QtSvg, QtTest; QtWidgets.QApplication([])")


def quiet(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command and keep what it says."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def apt(packages: list[str], why: str) -> None:
    """Install system packages, or say the line to type."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        sys.exit(f"{why}\nInstall your distribution's counterparts of: {' '.join(packages)}")
    if os.geteuid():
        sys.exit(f"{why}\nRun once:  sudo sh -c 'apt-get update && {line}'")
    print(f"{why} Installing: {' '.join(packages)}", flush=True)
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    patient = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    subprocess.run(["apt-get", *patient, "update", "-qq"], env=env, check=True)
    subprocess.run(["apt-get", *patient, *line.split()[1:]], env=env, check=True, stdout=subprocess.DEVNULL)


def make_environment() -> None:
    """Make `.venv` where there is none that works."""
    if PYTHON.exists() and quiet([str(PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return
    if quiet([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        apt(APT_VENV, "Python's venv module is not complete.")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def install_packages() -> None:
    """Install the locked packages and the project itself, when the lock or the project file changed."""
    stamp = VENV / "coopbooks.stamp"
    want = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == want:
        return
    print("Installing packages into", VENV, flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries", "5"]
    # The lock is whole, so nothing is resolved: resolving again makes pip look at releases that came after the lock.
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    stamp.write_text(want, encoding="ascii")


def find_qt_libraries() -> None:
    """On Linux, make sure that Qt finds the system libraries it needs."""
    if not sys.platform.startswith("linux"):
        return
    for packages in (APT_QT, APT_QT + APT_X11):
        probe = quiet([str(PYTHON), "-c", PROBE])
        if probe.returncode == 0:
            return
        apt(packages, "Qt needs system libraries: " + (probe.stdout.strip().splitlines() or ["?"])[-1])
    probe = quiet([str(PYTHON), "-c", PROBE])
    if probe.returncode:
        sys.exit(probe.stdout)


def has_display() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_program(arguments: list[str]) -> int:
    """Run the program; without arguments the practice co-op, its papers and its window (or a picture of it)."""
    program = [str(PYTHON), "-m", "coopbooks"]
    if arguments:
        return subprocess.call([*program, *arguments])
    demo = Path.cwd() / "demo"
    made = subprocess.call([*program, "demo", str(demo), "--no-window"])
    if made:
        return made
    if has_display():
        return subprocess.call([*program, str(demo / "demo.coop")])
    picture = subprocess.call([*program, str(demo / "demo.coop"), "--screenshot", str(demo / "window.png")])
    print(f"There is no display here. The papers are in {demo / 'papers'}, a picture of the window is {demo / 'window.png'}.")
    return picture


SIDE_BY_SIDE = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile")
"""Tests of different files run at the same time: one more than the machine has cores, for some wait for the disk."""

CHECKS = (
    ("style", ["-m", "ruff", "check", "coopbooks", "tests", "installer"]),
    ("types", ["-m", "mypy"]),
    ("catalogues", ["installer/catalogues.py", "check"]),
    ("notices", ["installer/notices.py", "check"]),
    ("tests", ["-m", "pytest", "-q", *SIDE_BY_SIDE]),
)
"""What must be right before a change is shared; the import contracts run inside the tests."""


def run_checks() -> int:
    """Run every check; returns the number of those that failed."""
    failed = [name for name, command in CHECKS if subprocess.call([str(PYTHON), *command], cwd=ROOT)]
    print("All checks are right." if not failed else f"Not right: {', '.join(failed)}.")
    return len(failed)


def main() -> int:
    """Prepare what is needed, then do what was asked."""
    what, *rest = sys.argv[1:] or ["run"]
    if what not in ("run", "test", "check"):
        sys.exit(__doc__)
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    make_environment()
    install_packages()
    find_qt_libraries()
    if what != "run" or not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if what == "run":
        return run_program(rest)
    if what == "check":
        return run_checks()
    return subprocess.call([str(PYTHON), "-m", "pytest", *SIDE_BY_SIDE, *rest], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
