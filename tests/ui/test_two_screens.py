"""The meeting sees the second screen while the board stays on the first; with one screen it sees that one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import two_screens


def screen(name: str, x: int, width: int, height: int) -> dict[str, object]:
    return {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


ONE, TWO = screen("laptop", 0, 1366, 768), screen("projector", 1366, 1920, 1080)


@pytest.mark.parametrize("screens", [pytest.param([ONE, TWO], id="two"), pytest.param([ONE], id="one", marks=pytest.mark.heavy)])
def test_the_meeting_has_the_second_screen_and_follows_the_board(tmp_path, screens):
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    done = subprocess.run([sys.executable, two_screens.__file__, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120,
                          cwd=Path(__file__).parents[2], env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"})
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["screens"] == [one["name"] for one in screens]
    assert (told["board_on"], told["meeting_on"]) == ("laptop", screens[-1]["name"])
    assert told["fills"]
    assert told["full"]
    assert (told["buttons"], told["names"]) == (0, False)
    assert told["before"]
    assert told["follows"]
    assert told["board_stays"]
    assert told["one"] == 1
    assert (told["ends_with_the_year"], told["again"], told["ends_with_the_window"]) == (True, True, True)
    assert (tmp_path / "meeting.png").stat().st_size > 38_000  # an empty slide has 33,000
