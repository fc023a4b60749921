"""Ctrl-C: the first asks to stop, the second ends, and the old handler comes back."""

import os
import signal
import threading

import pytest

from simulator.cli.interrupt import stop_on_interrupt


def test_the_first_interrupt_asks_and_the_second_ends() -> None:
    said: list[str] = []
    before = signal.getsignal(signal.SIGINT)

    def interrupted_twice() -> None:
        with stop_on_interrupt(lambda: said.append("heard")) as asked:
            assert not asked()
            os.kill(os.getpid(), signal.SIGINT)
            assert asked()
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()
    assert said == ["heard"]
    assert signal.getsignal(signal.SIGINT) is before


def test_elsewhere_than_in_the_main_thread_nothing_is_altered() -> None:
    before = signal.getsignal(signal.SIGINT)
    answers: list[bool] = []

    def work() -> None:
        with stop_on_interrupt(lambda: None) as asked:
            answers.append(asked())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert answers == [False]
    assert signal.getsignal(signal.SIGINT) is before
