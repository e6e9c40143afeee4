"""A scale on a port: a pseudo-terminal stands for it and sends what makers say their scales send, broken frames and silence too.

The formats, as their makers' manuals tell them: `ST,GS,+ … kg` of indicators in continuous mode (SL-7515, SL-7516: status, mode, sign,
weight, unit, CR LF; OL for overload); the same with a comma before the unit (TI-02-P); the standard command set of balances (`S S` steady,
`S D` moving, `S I` not ready, `S +` overload); weight, unit and a question mark while it moves (Navigator); STX, weight, a letter for
gross, net or motion, ETX (R320).
"""

import os
import threading
import time

import pytest

from coopbooks.ledger.refusals import Refused
from coopbooks.ui.deliveries.scale import DeviceScale, Heard, ScaleSilent, ScaleUnsteady, heard_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal stands for the port")

FRAMES = {
    "indicator": (b"ST,GS,+  168.5kg\r\n", b"US,GS,+  151.0kg\r\n"),
    "comma before the unit": (b"ST,NT   168.50,kg\r\n", b"US,NT   151.00,kg\r\n"),
    "command set": (b"S S     168.50 kg\r\n", b"S D     151.02 kg\r\n"),
    "question mark": (b"     168.50 kg          NET\r\n", b"     151.00 kg    ?     NET\r\n"),
    "between STX and ETX": (b"\x02  168.50G\x03", b"\x02  151.00M\x03"),
    "grams": (b"  168500 g  \r\n", b"  151000 g ?\r\n"),
}
MOVING = {name: frames[1] for name, frames in FRAMES.items()}


@pytest.mark.parametrize(("line", "says"), [
    ("ST,GS,+  168.5 kg", Heard(168_500, True)), ("ST,GS+ 5.12KG", Heard(5_120, True)), ("US,NT,   12.5,kg", Heard(12_500, False)),
    ("US,NT,-   1.0kg", None), ("OL,GS,+  999.9 kg", None), ("S S     168.50 kg", Heard(168_500, True)), ("S D  99.9 kg", Heard(99_900, False)),
    ("S I", None), ("S +", None), ("S -", None), ("  0.211 kg ?", Heard(211, False)), ("  168.50G", Heard(168_500, True)),
    (" 168.50M", Heard(168_500, False)), ("  2500 g", Heard(2_500, True)), ("168.5 lb", None), ("3 PCS", None), ("12.3oz", None),
    ("No. 12  168.5 kg", Heard(168_500, True)), ("ready", None), ("", None), ("0.0", Heard(0, True)), ("wn 12.345kg", Heard(12_345, True)),
    ("ST,GS,+  1e8.5 kg", None), ("\ufffd\ufffd,GS,+", None), ("1234567890123456789 kg", None)])
def test_what_scales_say(line, says):
    assert heard_in(line) == says


class Port:
    """The scale's end of a pseudo-terminal: sends frames over and over until it is unplugged."""

    def __init__(self) -> None:
        self._scale, self._computer = os.openpty()
        os.set_blocking(self._scale, False)
        self.device = os.ttyname(self._computer)
        self._unplugged = threading.Event()
        self._thread: threading.Thread | None = None

    def send(self, *frames: bytes, pause_s: float = 0.02, wait_s: float = 0.0) -> None:
        """Send these frames in a circle, as a scale in continuous mode does; the last one again and again."""
        def work() -> None:
            time.sleep(wait_s)
            for frame in (*frames, *[frames[-1]] * 200):
                if self._unplugged.wait(pause_s):
                    return
                try:
                    os.write(self._scale, frame)
                except BlockingIOError:
                    pass
        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the plug: the computer's end hangs up."""
        self._unplugged.set()
        if self._thread is not None:
            self._thread.join(2)
        for handle in (self._scale, self._computer):
            try:
                os.close(handle)
            except OSError:
                pass


@pytest.fixture
def port():
    made = Port()
    yield made
    made.unplug()


def _refused(scale: DeviceScale) -> type:
    with pytest.raises(Refused) as caught:
        scale.read()
    (broken,) = caught.value.broken
    assert broken.field == "gross_g"
    return type(broken)


@pytest.mark.parametrize("maker", FRAMES)
def test_the_weight_of_every_maker_is_waited_for_until_it_stands_still(port, maker):
    steady, moving = FRAMES[maker]
    port.send(moving, moving, moving, steady)
    assert DeviceScale(port.device).read() == 168_500


def test_who_listens_in_the_middle_of_a_line_does_not_take_its_tail_for_a_weight(port):
    port.send(b"8.5 kg\r\n", b"ST,GS,+  168.5 kg\r\n", pause_s=0.0)
    time.sleep(0.05)
    assert DeviceScale(port.device).read() == 168_500


def test_a_line_in_pieces_and_broken_frames_around_it_are_no_weight(port):
    port.send(b"ST,GS,+  9", b"9.\xff\xfe9 k\r\n", b"\x00\x00\r\r\n\n", b"ST,GS,-   3.0kg\r\n", b"OL,GS,+ 999.9kg\r\n", b"ST,GS,+  16", b"8.5 kg\r\n")
    assert DeviceScale(port.device).read() == 168_500


def test_a_print_key_sends_one_line_and_that_is_enough(port):
    port.send(b"ST,GS,+  42.0 kg\r\n", pause_s=0.2)
    assert DeviceScale(port.device).read() == 42_000


def _hurried():
    ticks = iter(range(10_000))
    return lambda: next(ticks) / 10  # twenty looks are the whole patience


@pytest.mark.parametrize("maker", FRAMES)
def test_a_weight_that_never_stands_still_is_told_as_such(port, maker):
    port.send(MOVING[maker], pause_s=0.01)
    assert _refused(DeviceScale(port.device, _hurried())) is ScaleUnsteady


def test_silence_noise_a_pulled_plug_and_a_port_that_is_not_there_are_told(port, tmp_path):
    assert _refused(DeviceScale(port.device, _hurried())) is ScaleSilent
    port.send(b"\xff" * 40 + b"\r\n", pause_s=0.0)
    time.sleep(0.02)
    assert _refused(DeviceScale(port.device, _hurried())) is ScaleSilent
    threading.Timer(0.1, port.unplug).start()
    assert _refused(DeviceScale(port.device)) is ScaleSilent
    assert _refused(DeviceScale(port.device)) is ScaleSilent
    assert _refused(DeviceScale(str(tmp_path / "nothing"))) is ScaleSilent


def test_a_flood_without_an_end_is_given_up(port):
    port.send(b"1" * 600, pause_s=0.0)
    assert _refused(DeviceScale(port.device)) is ScaleSilent
