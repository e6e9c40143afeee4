"""Reading a scale: whatever stands behind a serial or USB port that the system shows as a device file.

Scales send a line over and over, or when their print key is pressed. What they send differs by maker; understood are lines with a weight,
perhaps a sign, and a unit, with the maker's words around it (see `heard_in`). A weight counts when the scale says that it stands still, or
says nothing about it; one that still moves is waited for. The port's speed is the system's own setting; a device that answers nothing
within a moment is told, not waited for.
"""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coopbooks.i18n.formats import parse_kg
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken

PATIENCE_S, LONGEST, MOST_G = 2.0, 4_096, 99_999_999
_NUMBER = re.compile(r"(?<![\w.])([+-]?)\s*(\d+(?:\.\d+)?)[\s,]*([A-Za-z]*)")
_OVERLOAD = re.compile(r"^\s*(OL\b|UL\b|S\s+[+-]\s*$|S\s+I\b)")
_MOVES = re.compile(r"^\s*(US\b|S\s+D\b)|\?")
_ENDS = re.compile(rb"[\r\n\x03]+")
_SAYS_KG = frozenset({"kg", "", "G", "N", "B"})
"""What follows a weight in kilograms: its unit, nothing, or the letters of some makers for gross and net."""


class Scale(Protocol):
    """Something that can be asked for the weight on it."""

    def read(self) -> int:
        """The weight in grams. Raises Refused (ScaleSilent, ScaleUnsteady)."""


class ScaleSilent(RuleBroken):
    """The scale is off, unplugged, or speaks another language."""

    field, wording = "gross_g", N_("The scale at {device} does not answer. Type the weight.")


class ScaleUnsteady(RuleBroken):
    """The scale speaks, but what lies on it still moves."""

    field, wording = "gross_g", N_("The weight on the scale still moves. Wait, then read again.")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line of a scale says: grams, and whether they stand still."""

    grams: int
    is_steady: bool


def heard_in(line: str) -> Heard | None:
    """What a line says; None where it says no weight, too much, less than nothing, or another unit.

    "ST,GS,+  168.5 kg" and "US,NT,   12.5,kg" of indicators, "S S     168.50 kg" and "S D …" of balances with commands,
    "     168.50 kg    ?" with its question mark while it moves, " 168.50G" and " 168.50M" between STX and ETX.
    """
    text = line.strip("\x02\x03 ")
    if _OVERLOAD.match(text) or not text.isascii():
        return None
    found = [(sign, number, unit) for sign, number, unit in _NUMBER.findall(text) if unit.lower() == "kg" or unit in ("g", "M") or unit in _SAYS_KG]
    # A number with its unit is the weight, whatever other numbers stand in the line.
    sign, number, unit = next((one for one in found if one[2].lower() in ("kg", "g") and one[2] != "G"), found[-1] if found else ("-", "", ""))
    if sign == "-":
        return None
    try:
        grams = parse_kg(number) // (1000 if unit == "g" else 1)
    except ValueError:
        return None
    return Heard(grams, not _MOVES.search(text) and unit != "M") if grams <= MOST_G else None


class DeviceScale:
    """A scale behind a device file: /dev/ttyUSB0, or COM3."""

    def __init__(self, device: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.device, self._clock = device, clock

    def _path(self) -> str:
        # Windows opens ports from COM10 on only under this name.
        return rf"\\.\{self.device}" if os.name == "nt" else str(Path(self.device))

    def read(self) -> int:
        """The last whole weight that stands still."""
        try:
            handle = os.open(self._path(), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))
        except OSError as fault:
            raise Refused([ScaleSilent(device=self.device)]) from fault
        try:
            _take_bytes_as_they_come(handle)
            found = self._listen(handle)
        finally:
            os.close(handle)
        if found is None:
            raise Refused([ScaleSilent(device=self.device)])
        if not found.is_steady:
            raise Refused([ScaleUnsteady()])
        return found.grams

    def _listen(self, handle: int) -> Heard | None:
        heard, until, last = b"", self._clock() + PATIENCE_S, None
        began_in_silence: bool | None = None
        while self._clock() < until and len(heard) < LONGEST:
            try:
                more = os.read(handle, 256)
            except BlockingIOError:
                more = b""
            except OSError:
                return None
            if began_in_silence is None:
                began_in_silence = not more
            heard += more
            whole = _ENDS.split(heard)[:-1]
            # Who listens in the middle of a line hears 8.5 of 168.5: the first line counts only when it began after a silence.
            found = [one for line in whole[0 if began_in_silence else 1:] if (one := heard_in(line.decode("ascii", "replace"))) is not None]
            last = found[-1] if found else None
            steady = next((one for one in reversed(found) if one.is_steady), None)
            if steady is not None:
                return steady
            if not more:
                time.sleep(0.02)
        return last


def _take_bytes_as_they_come(handle: int) -> None:
    """No echo back to the scale, no changed line ends; where the handle is a port at all."""
    if os.name == "nt" or not os.isatty(handle):
        return
    import termios
    import tty

    try:
        tty.setraw(handle, termios.TCSANOW)
    except termios.error:
        return
