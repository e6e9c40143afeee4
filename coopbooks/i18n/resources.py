"""Where the files beside the code are: in a checkout, inside a wheel, or inside a frozen program."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    places = ([Path(frozen) / name] if frozen else []) + [_PACKAGE.parent / name, _PACKAGE / f"_{name}"]
    return next((place for place in places if place.is_dir()), places[-1])


def resource(*parts: str) -> Path:
    """A file of `resources/`: resource("fonts", "CoopBooksLao-Regular.ttf")."""
    return _folder("resources").joinpath(*parts)


def translation_folder() -> Path:
    """The folder of the catalogues."""
    return _folder("translations")
