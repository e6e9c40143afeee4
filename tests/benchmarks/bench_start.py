"""Start to the first usable window with the last book on it, against an empty Qt window; and whether the book's size matters."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Figure, book, children_cpu_s

ROOT = Path(__file__).parents[2]
_EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)
app = QApplication(sys.argv)
window = Window()
window.resize(1200, 800)
window.show()
app.exec()
"""


def _start(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, timeout=60, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                   stdout=subprocess.DEVNULL)


def _ours(path: Path) -> float:
    return children_cpu_s(lambda: _start("-m", "coopbooks", str(path), "--quit-after-first-paint"))


def run() -> list[Figure]:
    """Name, figure and bar of each measure."""
    small, large = book(10_000), book(1_000_000)
    for path in (small, large):
        _ours(path)
    _start("-c", _EMPTY)
    rounds = [(children_cpu_s(lambda: _start("-c", _EMPTY)), _ours(large), _ours(small)) for _ in range(7)]
    return [("first paint with a book of 1M / empty Qt window", median(ours / empty for empty, ours, _ in rounds), 2.0),
            ("first paint, 1M / 10,000 postings", median(ours / little for _, ours, little in rounds), 1.2)]
