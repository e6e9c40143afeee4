"""What the window remembers between days that changes no figure: widths and choice of columns, folded parts of forms."""

import json
from typing import Any

from PySide6.QtCore import QSettings

_kept: list[QSettings] = []


def keep_in(settings: QSettings) -> None:
    """Remember in these settings from now on; without any, nothing is remembered."""
    _kept[:] = [settings]


def recall(name: str, default: Any = None) -> Any:
    """What was remembered under a name."""
    if not _kept:
        return default
    try:
        return json.loads(str(_kept[0].value(name, "")))
    except ValueError:
        return default


def remember(name: str, value: Any) -> None:
    """Remember a plain value under a name."""
    if _kept:
        _kept[0].setValue(name, json.dumps(value))


def forget(name: str) -> None:
    """Remember nothing under a name."""
    if _kept:
        _kept[0].remove(name)
