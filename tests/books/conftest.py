"""One small book with every kind of paper, made once; each test gets its own copy."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def whole(whole_once: Path, tmp_path: Path) -> Path:
    """A copy to meddle with."""
    return Path(shutil.copy(whole_once, tmp_path / "ສະຫະກອນ #1 'a'.coop"))
