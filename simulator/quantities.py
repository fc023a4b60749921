"""Units of measure of the numbers shown, and how each is written."""

from dataclasses import dataclass
from math import isfinite

from simulator.language import Text, text


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """How a number is written: its unit's name, decimals, and factor for display.

    Attributes
    ----------
    name
        Shown beside the label; empty for shares, which carry their sign.
    digits
        Decimals shown.
    factor
        Multiplies the raw value for display (100 for shares).
    suffix
        Written behind every number.
    is_relative
        Whether a change in per cent means anything: not for shares, which
        change by percentage points, nor for what can be below zero.
    """

    name: Text
    digits: int = 1
    factor: float = 1.0
    suffix: str = ""
    is_relative: bool = True

    @property
    def is_share(self) -> bool:
        """Whether it is a share, whose differences are percentage points."""
        return self.suffix == "%"

    def show(self, value: float) -> str:
        """Return the number as a person reads it, with thousands separators."""
        return (
            f"{_without_minus_zero(value * self.factor, self.digits):,.{self.digits}f}{self.suffix}"
        )

    def shown_change(self, value: float, base: float) -> float:
        """Return the difference of two values as they are shown, in the unit shown.

        Rounding comes first, so that a reader who subtracts gets the same.
        """
        return round(self._rounded(value) - self._rounded(base), self.digits)

    def show_change(self, value: float, base: float) -> str:
        """Return the difference with its sign; shares differ by percentage points."""
        shown = self.shown_change(value, base)
        points = "pp" if self.is_share else self.suffix
        return f"{shown:+,.{self.digits}f}{points}" if shown else f"{0:.{self.digits}f}{points}"

    def _rounded(self, value: float) -> float:
        return _without_minus_zero(value * self.factor, self.digits)


HOURS_PER_MONTH = UnitOfMeasure(text("小时/月"), 1)
HOURS = UnitOfMeasure(text("小时"), 0)
SHARE = UnitOfMeasure(text("%"), 1, 100.0, "%", is_relative=False)
COUNT = UnitOfMeasure(text("个"), 0)
PEOPLE = UnitOfMeasure(text("人"), 0)
PEOPLE_FTE = UnitOfMeasure(text("人"), 1)
PEOPLE_GAP = UnitOfMeasure(text("人"), 1, is_relative=False)
PLACES = UnitOfMeasure(text("个门"), 2)
UNITS_EACH = UnitOfMeasure(text("个/项"), 2)
UNITS_PER_LEADER = UnitOfMeasure(text("个/人"), 2)
MONTHS = UnitOfMeasure(text("个月"), 1)


def show_per_cent_change(value: float, baseline: float) -> str | None:
    """Return the change against a baseline in per cent, or None where it means nothing."""
    if not isfinite(value) or not isfinite(baseline) or baseline == 0:
        return None
    shown = _without_minus_zero((value - baseline) / abs(baseline) * 100, 1)
    return f"{shown:+,.1f}%" if shown else "0.0%"


def _without_minus_zero(value: float, digits: int) -> float:
    """Round for display so that nothing is written as -0.0."""
    rounded = round(value, digits)
    return 0.0 if rounded == 0 else rounded
