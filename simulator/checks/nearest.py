"""What somebody may have meant by a name that does not exist."""

from collections.abc import Collection
from difflib import get_close_matches
from unicodedata import normalize

from simulator.language import Text, text

MOST = 3  # names offered as what was meant
FEW = 10  # names listed when none of them is near


def suggestion(name: str, known: Collection[str]) -> Text:
    """Return the sentence that helps with an unknown name: the nearest ones, or what there is."""
    near = nearest_names(name, known)
    if near:
        return text("是不是要写 {names}？", names=near)
    if not known:
        return text("文件里还没有可用的名称，请先补写。")
    if len(known) <= FEW:
        return text("可用的有：{names}。", names=tuple(sorted(known)))
    return text("可用的共 {n} 个，如 {names}。", n=len(known), names=tuple(sorted(known)[:FEW]))


def nearest_names(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return up to three known names that resemble a name, the most alike first.

    Full-width characters and capitals count as what they look like.

    Examples
    --------
    >>> nearest_names("ｄｚｂ", ["dzb", "rdb", "czs"])
    ('dzb',)
    >>> nearest_names("volumes", ["name", "volume", "minutes"])
    ('volume',)
    """
    plain: dict[str, str] = {}
    for candidate in sorted(known):
        plain.setdefault(_plain(candidate), candidate)
    wanted = _plain(name)
    if wanted in plain:
        return (plain[wanted],)
    return tuple(plain[match] for match in get_close_matches(wanted, plain, MOST, cutoff=0.6))


def _plain(name: str) -> str:
    return normalize("NFKC", name).casefold()
