"""Whether compiled code is there, which decides what somebody who waits is told."""

from simulator.search.compilation import is_compiled


def test_compiled_code_is_looked_for_where_it_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not is_compiled("tabu")
    kept = tmp_path / "assignment_123" / "tabu.walk-10.py311.nbi"
    kept.parent.mkdir()
    kept.touch()
    assert is_compiled("tabu")
    assert not is_compiled("transport_kernel")
