"""Every test runs without a screen, without the internet and away from the settings of whoever runs it."""

import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from coopbooks.i18n.catalogue import set_language

HOME = tempfile.TemporaryDirectory(prefix="coopbooks-tests-")
for variable, folder in (("HOME", "."), ("USERPROFILE", "."), ("APPDATA", "config"), ("LOCALAPPDATA", "cache"), ("XDG_CONFIG_HOME", "config"),
                         ("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")):
    os.environ[variable] = str(Path(HOME.name, folder))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples every time: a red run can be repeated by anybody, and a slow machine is not a failure.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A heavy run takes minutes by design: only one that hangs for an hour is stopped."""
    for item in items:
        if item.get_closest_marker("heavy"):
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in English, whichever file ran before it in the same process."""
    set_language("en")


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("localhost", "127.0.0.1", "::1"):
            raise AssertionError(f"a test reaches out to {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A book made once for the whole run, also when several processes share its tests. Copy it, do not touch it."""
    home = factory.getbasetemp()
    kept = (home.parent if "PYTEST_XDIST_WORKER" in os.environ else home) / name
    if not kept.exists():
        # Made aside and moved: whoever finds it finds it whole. At the worst two processes make the same.
        made = factory.mktemp("made") / name
        make(made)
        made.replace(kept)
    return kept


@pytest.fixture(scope="session")
def season_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stranger's year of `tests.support.season`, imported."""
    from tests.support import season

    return _made_once(tmp_path_factory, "season.coop", season.make)


@pytest.fixture(scope="session")
def whole_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book of `tests.support.whole_book`."""
    from tests.support import whole_book

    return _made_once(tmp_path_factory, "whole.coop", whole_book.make)


@pytest.fixture(scope="session")
def every_paper_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of `tests.support.every_paper`, of which every paper can be made."""
    from tests.support import every_paper

    return _made_once(tmp_path_factory, "every-paper.coop", every_paper.make)
