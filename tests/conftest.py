"""How every test runs: hypothesis draws the same examples on every machine."""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the workers keep every processor busy already

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.load_profile("ci")
