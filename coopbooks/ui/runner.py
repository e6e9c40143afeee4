"""Running actions: the one place of the window that catches, and the one signal that tells what changed.

Writes and reads of a page are short and run where they are asked; long work (batches, practice book) runs on one worker thread
with progress and a way to stop.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QWidget

from coopbooks.books.trouble import BookTrouble
from coopbooks.i18n.catalogue import say, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.ui.kit import ask

log = logging.getLogger("coopbooks")


class Runner(QObject):
    """Runs actions for one window."""

    book_changed = Signal(object)
    progressed = Signal(int, int)
    busy = Signal(bool)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._worker: _Worker | None = None

    def run(self, action: Callable[[], Outcome], then: Callable[[Outcome], object] | None = None,
            refused: Callable[[tuple[RuleBroken, ...]], object] | None = None) -> bool:
        """Run an action; True when it was saved. A refusal goes to `refused`, trouble and bugs to a dialog."""
        try:
            outcome = action()
        except Refused as refusal:
            if refused is not None:
                refused(refusal.broken)
            else:
                ask.tell(self._window, N_("Not saved"), "\n".join(say(one) for one in refusal.broken))
            return False
        except BookTrouble as trouble:
            ask.tell(self._window, N_("Not saved"), say(trouble))
            return False
        except Exception:  # noqa: BLE001 - the window's one place that catches everything
            self._bug()
            return False
        self.book_changed.emit(outcome.changes)
        if then is not None:
            then(outcome)
        return True

    def read(self, question: Callable[[], Any], default: Any = None) -> Any:
        """Ask the book; trouble is told and answered with the default."""
        try:
            return question()
        except Refused as refusal:
            ask.tell(self._window, N_("This cannot be shown"), "\n".join(say(one) for one in refusal.broken))
        except BookTrouble as trouble:
            ask.tell(self._window, N_("The book cannot be read"), say(trouble))
        except Exception:  # noqa: BLE001 - as above
            self._bug()
        return default

    def work(self, task: Callable[[Callable[[int, int], None]], Any], then: Callable[[Any], object]) -> None:
        """Do long work on the worker thread. The task gets a progress function that raises Stopped when Stop is pressed."""
        if self._worker is not None:
            return
        worker = self._worker = _Worker(task)
        worker.progressed.connect(self.progressed)
        worker.done.connect(lambda result: self._finished(then, result))
        worker.failed.connect(self._failed)
        worker.stopped.connect(lambda: self._finished(None, None))
        self.busy.emit(True)
        worker.start()

    def stop(self) -> None:
        """Ask the long work to stop; nothing is changed then."""
        if self._worker is not None:
            self._worker.requestInterruption()

    def wait(self) -> None:
        """Wait until the long work is over: before the window closes."""
        if self._worker is not None:
            self._worker.wait()

    def _finished(self, then: Callable[[Any], object] | None, result: object) -> None:
        if self._worker is not None:
            self._worker.wait()
            self._worker = None
        self.busy.emit(False)
        if then is not None:
            then(result)

    def _failed(self, sentence: str, details: str) -> None:
        self._finished(None, None)
        ask.tell(self._window, N_("It did not work"), sentence, details)

    def _bug(self) -> None:
        log.debug("bug: %s", traceback.format_exc())
        ask.tell(self._window, N_("Something went wrong inside the program"), tr(N_("Nothing was changed. Your data is safe.")),
                 traceback.format_exc())


class Stopped(Exception):
    """The user pressed Stop."""


class _Worker(QThread):
    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(str, str)
    stopped = Signal()

    def __init__(self, task: Callable[[Callable[[int, int], None]], Any]) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        """The thread's own body."""
        try:
            result = self._task(self._tell)
        except Stopped:
            self.stopped.emit()
        except Refused as refusal:
            self.failed.emit("\n".join(say(one) for one in refusal.broken), "")
        except BookTrouble as trouble:
            self.failed.emit(say(trouble), "")
        except Exception:  # noqa: BLE001 - told in the window's own thread
            self.failed.emit(tr(N_("Nothing was changed. Your data is safe.")), traceback.format_exc())
        else:
            self.done.emit(result)

    def _tell(self, done: int, all_of_them: int) -> None:
        if self.isInterruptionRequested():
            raise Stopped
        self.progressed.emit(done, all_of_them)


TOPICS = frozenset(Topic)
"""Everything: for what changes in ways nobody can list."""
