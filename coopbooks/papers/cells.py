"""Text that a spreadsheet would take for a formula, disarmed on the way out and brought back exactly on the way in.

A leading = + - @, tab or line end (and their full-width forms) makes Excel calculate. An apostrophe in front makes it text.
`rearm(disarm(text)) == text` for every text.
"""

import re

_DANGEROUS = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_DISARMED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def disarm(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    return "'" + text if _DANGEROUS.match(text) else text


def rearm(text: str) -> str:
    """The text as it was before `disarm`."""
    return text[1:] if _DISARMED.match(text) else text
