"""Every draw as a Parquet file, for those who want to ask questions of their own."""

import secrets
from pathlib import Path

import numpy as np

from simulator.errors import OutputError
from simulator.reports.write import unwritable
from simulator.robustness import Floats
from simulator.study import StressResult


def draw_columns(result: StressResult) -> dict[str, np.ndarray]:
    """Return the columns of the file: one row a draw and layout, draw by draw.

    ``draw`` counts from 1; ``layout`` and ``is_baseline`` say which layout it is; each metric is a
    column under its key, in its own unit, NaN where it does not apply; and each ``input.…`` is a
    number of the draw, the same for all its layouts.
    """
    n_layouts, n_draws = len(result.names), result.n_draws

    def by_layout(values: Floats) -> Floats:
        """Return values of layouts by draws, shape ``(l, d)``, draw by draw."""
        flat: Floats = np.ascontiguousarray(values.T).ravel()
        return flat

    return {
        "draw": np.repeat(np.arange(1, n_draws + 1), n_layouts),
        "layout": np.tile(np.array(result.names, dtype=object), n_draws),
        "is_baseline": np.tile(np.arange(n_layouts) == 0, n_draws),
        **{metric.key: by_layout(result.values[m]) for m, metric in enumerate(result.metrics)},
        **{f"input.{driver.key}": np.repeat(driver.values, n_layouts) for driver in result.drivers},
    }


def write_draws(result: StressResult, path: Path) -> None:
    """Write every draw to a Parquet file compressed by zstd, whole or not at all.

    Raises
    ------
    OutputError
        The system refuses to write.
    """
    import duckdb

    target = path.resolve()
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with duckdb.connect() as connection:
            connection.register("draws", draw_columns(result))
            connection.execute(
                "COPY (SELECT * FROM draws) TO ? (FORMAT parquet, COMPRESSION zstd)",
                [str(temporary)],
            )
        temporary.replace(target)
    except (OSError, duckdb.IOException) as error:
        problem: OutputError = unwritable(path, error)
        raise problem from error
    finally:
        temporary.unlink(missing_ok=True)
