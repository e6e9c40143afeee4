"""One small book with every kind of paper, made once; each test gets its own copy."""

import shutil
from pathlib import Path

import pytest

from tests.support import whole_book


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as it was made. Copy it, do not touch it."""
    path = tmp_path_factory.mktemp("whole") / "whole.coop"
    whole_book.make(path)
    return path


@pytest.fixture
def whole(made_once: Path, tmp_path: Path) -> Path:
    """A copy to meddle with."""
    return Path(shutil.copy(made_once, tmp_path / "ສະຫະກອນ #1 'a'.coop"))
