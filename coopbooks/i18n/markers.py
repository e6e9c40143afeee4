"""Marks a sentence for translation where it is written; the edge translates it where it is shown."""


def N_(message: str) -> str:
    """Return the English source sentence unchanged; `pybabel extract` finds it by this name."""
    return message
