"""How every test runs: hypothesis draws the same examples on every machine."""

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.load_profile("ci")
