"""Ctrl-C as a request to stop with the best so far, instead of an end without an answer."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from simulator.language import text

STOPPING = text("正在停止，保留已完成的抽样……")


@contextmanager
def stop_on_interrupt(notice: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into an answer of yes to "stop?", the second into the usual end.

    The handler that was there before is put back at the end. Elsewhere than in the main thread,
    where Python takes no signals, nothing is altered and the answer stays no.

    Parameters
    ----------
    notice
        Called at the first Ctrl-C, to say that it was heard.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def handle(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        notice()

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
