"""What others made travels with their names and terms."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTICES = (ROOT / "resources" / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
LISTING = NOTICES.split("=" * 100)[1]


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _listed():
    return {_plain(found[1]): found[2] for found in re.finditer(r"^(\S+) +(\d\S*) +\S", LISTING, re.MULTILINE)}


def test_every_part_is_named_in_the_version_that_is_locked():
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(_listed()) > 15
    assert {name: version for name, version in _listed().items() if locked[name] != version} == {}


def test_no_wanted_package_is_left_out():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {_plain(re.match(r"[\w-]+", line)[0]) for line in wanted} <= set(_listed())


def test_the_texts_that_must_travel_are_there_once_each():
    for title in (" GNU LESSER GENERAL PUBLIC LICENSE", " GNU GENERAL PUBLIC LICENSE", "SIL OPEN FONT LICENSE Version 1.1",
                  "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "Apache License"):
        assert title in NOTICES, title
    texts = re.split(r"^={100}\n[^\n]+\n={100}$", NOTICES, flags=re.MULTILINE)[1:]
    assert len(texts) == len(set(texts)) > 25


def test_whatever_is_listed_has_its_text():
    headings = re.findall(r"^={100}\n([^\n]+)\n={100}$", NOTICES, re.MULTILINE)
    with_text = {name for line in headings for name in line.split(", ")}
    for line in LISTING.strip().splitlines():
        name, version = re.match(r"(.{40}) (.{14})", line).groups()
        assert f"{name.strip()} {version.strip()}".strip() in with_text, line
