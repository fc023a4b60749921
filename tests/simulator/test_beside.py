"""Questions to another process."""

import math
import os
import signal
import time
from concurrent.futures import CancelledError, Future
from pickle import PicklingError
from typing import Any

import pytest

from simulator.beside import beside, companion, later
from simulator.errors import NoAnswerError


def test_questions_are_answered_in_their_order():
    with beside() as other:
        answers = [other.ask(math.comb, 10, k) for k in range(4)]
        assert [answer.result() for answer in answers] == [1, 10, 45, 120]


def test_questions_may_have_names():
    with beside() as other:
        assert other.ask(sorted, [1, 3, 2], reverse=True).result() == [3, 2, 1]


def test_a_question_and_an_answer_may_be_long():
    with beside() as other:
        assert other.ask(bytes.upper, b"a" * 10**7).result() == b"A" * 10**7


def test_what_a_library_prints_is_no_answer():
    with beside() as other:
        assert other.ask(print, "good morning").result() is None


def test_a_failure_is_told_in_its_own_words():
    with beside() as other:
        answer = other.ask(math.sqrt, -1.0)
        with pytest.raises(RuntimeError, match="ValueError"):
            answer.result()
        with pytest.raises(RuntimeError, match="ValueError"):
            other.ask(math.sqrt, 1.0).result()  # nobody is there any more


def test_a_process_that_dies_in_silence_is_told_of():
    with beside() as other:
        answer = other.ask(os._exit, 3)
        with pytest.raises(RuntimeError, match="ended with code 3 and said nothing"):
            answer.result()


def test_a_process_that_the_system_ends_is_told_of_to_the_user():
    with beside() as other:
        answer = other.ask(os.kill, other._process.pid, signal.SIGKILL)
        with pytest.raises(NoAnswerError) as told:
            answer.result()
    assert told.value.render() == (
        "算到一半，另一个进程被系统结束了（信号 9），多半是内存不够；"
        "没写完的文件不会留下。请关闭其他程序后重试。"
    )


def test_a_process_that_ends_before_it_is_asked_is_told_of(monkeypatch, tmp_path):
    (tmp_path / "broken.py").write_text("raise ImportError('broken on purpose')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with beside("broken") as other:
        answer = other.ask(bytes.upper, b"a" * 10**6)
        with pytest.raises(RuntimeError, match="broken on purpose"):
            answer.result()


def test_a_process_that_is_never_asked_ends_with_the_context():
    with beside() as other:
        process = other._process
    assert process.returncode is not None


def test_questions_that_nobody_waits_for_end_with_the_context():
    with beside() as other:
        under_way, waiting = (other.ask(time.sleep, 600) for _ in range(2))
        while not under_way.running():
            time.sleep(0.01)
        process = other._process
    assert process.returncode is not None
    assert isinstance(under_way.exception(), NoAnswerError)
    with pytest.raises(CancelledError):
        waiting.result()


def test_what_is_asked_comes_before_what_is_wished():
    done = []
    with beside() as other:
        first = other.ask(time.sleep, 0.2)
        for n in range(3):
            other.wish(n, abs, n)
        asked = other.ask(abs, -7)
        answers: list[Future[Any]] = [first, asked, *other._kept.values()]
        for answer in answers:
            answer.add_done_callback(lambda answer: done.append(answer.result()))
        last = other._kept[2].result()
    assert last == 2
    assert done == [None, 7, 0, 1, 2]


def test_a_wish_is_granted_or_given_up():
    with beside() as other:
        other.wish("done", math.comb, 5, 2)
        done = other.granted("done")
        assert done is not None
        assert done.result() == 10
        other.ask(time.sleep, 0.2)
        other.wish("late", math.comb, 5, 2)
        assert other.granted("late") is None
        assert other.granted("never") is None
        assert other.ask(abs, -1).result() == 1  # what was given up is in nobody's way


def test_a_wish_is_made_once():
    with beside() as other:
        other.wish("sum", sum, [1, 2])
        other.wish("sum", sum, [3, 4])
        assert other._kept["sum"].result() == 3


def test_a_context_within_another_uses_its_process():
    assert companion() is None
    with beside() as outer:
        with beside("not.looked.for") as inner:
            assert inner is outer is companion()
        assert outer.ask(abs, -1).result() == 1
    assert companion() is None


def test_later_is_by_the_process_at_work_or_by_whoever_asks():
    alone = later(os.getpid)
    with beside():
        together = later(os.getpid)
        assert together() != os.getpid()
    assert alone() == os.getpid()


def test_an_answer_that_cannot_be_sent_is_told_of():
    with beside() as other, pytest.raises((AttributeError, PicklingError), match="lambda"):
        other.ask(sorted, [1], key=lambda n: n).result()


def test_files_of_the_working_directory_are_no_modules(monkeypatch, tmp_path):
    for name in ("pickle", "typing", "math"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('loaded')", "utf-8")
    monkeypatch.chdir(tmp_path)
    with beside("fractions") as other:
        assert other.ask(math.comb, 4, 2).result() == 6
