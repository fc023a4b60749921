"""What an unquoted word means: the core schema of YAML 1.2, without dates and without yes and no.

References
----------
.. [1] Ben-Kiki, O., C. Evans, and I. döt Net (2021). YAML Ain't Markup Language, revision 1.2.2,
       section 10.3.2. https://yaml.org/spec/1.2.2/
"""

import re

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = frozenset((".nan", ".NaN", ".NAN"))
_MOST_DIGITS = 18  # of an integer; longer ones are read as floating point


def scalar_value(written: str) -> bool | int | float | str | None:
    """Return the value of an unquoted scalar.

    Examples
    --------
    >>> [scalar_value(s) for s in ("010", "1e3", "~", "no", "2026-11-23", "true")]
    [10, 1000.0, None, 'no', '2026-11-23', True]
    """
    if written in _CONSTANTS:
        return _CONSTANTS[written]
    if written[0] not in "-+.0123456789":
        return written
    if _INTEGER.fullmatch(written):
        return int(written) if len(written) <= _MOST_DIGITS else float(written)
    if _FLOAT.fullmatch(written):
        return float(written)
    if _OTHER_BASE.fullmatch(written) and len(written) <= _MOST_DIGITS:
        return int(written, 0)
    if infinite := _INFINITE.fullmatch(written):
        return float(f"{infinite.group(1)}inf")
    return float("nan") if written in _NOT_A_NUMBER else written
