"""Reading a scale: whatever stands behind a serial or USB port that the system shows as a device file.

Scales send lines such as `ST,GS,+  168.5 kg` over and over. The last whole line that holds a weight is taken. The port's speed is the
system's own setting; a device that answers nothing within a moment is told, not waited for.
"""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from coopbooks.i18n.formats import parse_kg
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken

PATIENCE_S, LONGEST = 2.0, 4_096
_WEIGHT = re.compile(r"([+-]?)\s*(\d+(?:\.\d+)?)\s*(kg|g)?\b", re.IGNORECASE)


class Scale(Protocol):
    """Something that can be asked for the weight on it."""

    def read(self) -> int:
        """The weight in grams. Raises Refused (ScaleSilent)."""


class ScaleSilent(RuleBroken):
    """The scale is off, unplugged, or speaks another language."""

    field, wording = "gross_g", N_("The scale at {device} does not answer. Type the weight.")


def weight_in(line: str) -> int | None:
    """The grams that a line of a scale says; None where it says none, or less than nothing.

    weight_in("ST,GS,+  168.5 kg") == 168_500; weight_in("  2500 g") == 2_500.
    """
    found = _WEIGHT.search(line)
    if found is None or found[1] == "-":
        return None
    try:
        grams = parse_kg(found[2])
    except ValueError:
        return None
    return grams // 1000 if (found[3] or "kg").lower() == "g" else grams


class DeviceScale:
    """A scale behind a device file: /dev/ttyUSB0, or COM3."""

    def __init__(self, device: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.device, self._clock = device, clock

    def _path(self) -> str:
        # Windows opens ports from COM10 on only under this name.
        return rf"\\.\{self.device}" if os.name == "nt" else str(Path(self.device))

    def read(self) -> int:
        """The last whole weight the device sends."""
        try:
            handle = os.open(self._path(), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))
        except OSError as fault:
            raise Refused([ScaleSilent(device=self.device)]) from fault
        try:
            found = self._listen(handle)
        finally:
            os.close(handle)
        if found is None:
            raise Refused([ScaleSilent(device=self.device)])
        return found

    def _listen(self, handle: int) -> int | None:
        heard, until = b"", self._clock() + PATIENCE_S
        while self._clock() < until and len(heard) < LONGEST:
            try:
                more = os.read(handle, 256)
            except BlockingIOError:
                more = b""
            except OSError:
                return None
            heard += more
            whole = heard.replace(b"\r", b"\n").split(b"\n")[:-1]
            weights = [grams for line in whole if (grams := weight_in(line.decode("ascii", "replace"))) is not None]
            if weights:
                return weights[-1]
            if not more:
                time.sleep(0.05)
        return None
