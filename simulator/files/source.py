"""Which files a result was computed from."""

from collections.abc import Sequence
from hashlib import sha256

SHOWN = 12  # hexadecimal digits; enough to tell files apart


def fingerprint(contents: Sequence[bytes]) -> str:
    """Return the short SHA-256 of a file, or of a file and what it extends.

    For one file it is the beginning of what ``sha256sum FILE`` prints. For several it is that of
    their digests, one a line, the extended file first.

    Examples
    --------
    >>> fingerprint([b""])
    'e3b0c44298fc'
    """
    digests = [sha256(content).hexdigest() for content in contents]
    if len(digests) == 1:
        return digests[0][:SHOWN]
    return sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()[:SHOWN]
