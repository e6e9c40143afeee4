"""A paper's facts as text and back: so that a reprint in ten years says what the first print said.

`from_facts(*to_facts(paper)) == paper`. Pictures stand by their digest and are given beside the text. A field that a later
program added gets its default; one that it dropped is passed over.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from coopbooks.coop import rich_text
from coopbooks.papers import agm_report, certificate, form, meeting, member_statement, parts, payout, receipt, share_transfer

_MODULES = (agm_report, certificate, form, meeting, member_statement, parts, payout, receipt, rich_text, share_transfer)
_KNOWN: dict[str, type[Any]] = {
    kind.__name__: kind for module in _MODULES for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)}


def to_facts(paper: object) -> tuple[str, dict[str, bytes]]:
    """The facts as JSON, and the pictures in it by digest."""
    pictures: dict[str, bytes] = {}
    return json.dumps(_plain(paper, pictures), ensure_ascii=False, separators=(",", ":")), pictures


def _plain(value: object, pictures: dict[str, bytes]) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes):
        digest = hashlib.sha256(value).hexdigest()
        if value:
            pictures[digest] = value
        return {"picture": digest if value else ""}
    if isinstance(value, parts.Label):
        return {"label": [value.lo, value.en]}
    if isinstance(value, tuple | list):
        return [_plain(one, pictures) for one in value]
    if isinstance(value, dict):
        return {"named": {str(key): _plain(one, pictures) for key, one in value.items()}}
    if is_dataclass(value) and type(value).__name__ in _KNOWN:
        return {"kind": type(value).__name__, "facts": {one.name: _plain(getattr(value, one.name), pictures) for one in fields(value)}}
    raise TypeError(type(value))


def from_facts(text: str, picture: Callable[[str], bytes] = lambda _digest: b"") -> Any:
    """The paper that a text tells of. `picture` finds a picture by its digest."""
    return _made(json.loads(text), picture)


def _made(told: Any, picture: Callable[[str], bytes]) -> Any:
    if isinstance(told, list):
        return tuple(_made(one, picture) for one in told)
    if not isinstance(told, dict):
        return told
    if "day" in told:
        return date.fromisoformat(told["day"])
    if "picture" in told:
        return picture(told["picture"]) if told["picture"] else b""
    if "label" in told:
        return parts.Label(*told["label"])
    if "named" in told:
        return {key: _made(one, picture) for key, one in told["named"].items()}
    kind = _KNOWN[told["kind"]]
    known = {one.name for one in fields(kind)}
    return kind(**{key: _made(one, picture) for key, one in told["facts"].items() if key in known})
