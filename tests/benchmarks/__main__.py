"""All figures in one table: python -m tests.benchmarks [NAME …]. Exit 1 when one is above its bar.

Names: reads, post, import, check, start, statements, dividend, board, register, papers. Big books are made once, in the temporary folder.
"""

import importlib
import sys
import time

ALL = ("reads", "post", "import", "check", "start", "dividend", "board", "produce", "register", "statements", "papers")


def main(names: list[str]) -> int:
    """Run the named measures, or all; returns how many are above their bar."""
    above = 0
    print(f"{'':58}{'figure':>9}{'bar':>8}")
    for name in names or ALL:
        begun = time.monotonic()
        for what, figure, bar in importlib.import_module(f"tests.benchmarks.bench_{name}").run():
            above += figure > bar
            print(f"{what:58}{figure:9.2f}{bar:8.2f}  {'ok' if figure <= bar else 'ABOVE'}", flush=True)
        print(f"  ({name}: {time.monotonic() - begun:.0f} s)", flush=True)
    return above


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
