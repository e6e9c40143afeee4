"""All figures in one table: python -m tests.benchmarks [NAME …]. Exit 1 when one is above its bar.

Names: reads, post, import, check, start, dividend, board, produce, register, papers. Big books are made once, in the temporary folder.
"""

import compileall
import importlib
import subprocess
import sys
import time
from pathlib import Path

ALL = ("reads", "post", "import", "check", "start", "dividend", "board", "produce", "register", "papers")


def main(names: list[str]) -> int:
    """Run the named measures, or all; returns how many are above their bar."""
    print(f"{'':58}{'figure':>9}{'bar':>8}", flush=True)
    # An installed program brings its modules compiled; a checkout that was just changed does not.
    compileall.compile_dir(Path(__file__).parents[2] / "coopbooks", quiet=1)
    if len(names) == 1:
        return measure(names[0])
    # Each in a process of its own: the peak of one would stand in the figures of the next.
    return sum(subprocess.run([sys.executable, "-c", f"import sys; from tests.benchmarks.__main__ import measure; sys.exit(measure({name!r}))"],
                              check=False).returncode for name in names or ALL)


def measure(name: str) -> int:
    """Run one measure; returns how many of its figures are above their bar."""
    begun, above = time.monotonic(), 0
    for what, figure, bar in importlib.import_module(f"tests.benchmarks.bench_{name}").run():
        above += figure > bar
        print(f"{what:58}{figure:9.2f}{bar:8.2f}  {'ok' if figure <= bar else 'ABOVE'}", flush=True)
    print(f"  ({name}: {time.monotonic() - begun:.0f} s)", flush=True)
    return above


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
