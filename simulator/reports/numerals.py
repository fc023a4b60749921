"""How headings are counted: 一、 and （一） in Chinese, 1. and 1.1 in English."""

from simulator.language import Language

DIGITS = "〇一二三四五六七八九"


def chinese(n: int) -> str:
    """Return a number from 1 to 99 as it is written.

    Examples
    --------
    >>> [chinese(n) for n in (3, 10, 12, 20, 35)]
    ['三', '十', '十二', '二十', '三十五']
    """
    tens, ones = divmod(n, 10)
    return (
        (DIGITS[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (DIGITS[ones] if ones or not tens else "")
    )


def chapter_number(n: int, language: Language) -> str:
    """Return what stands before the title of a chapter."""
    return f"{chinese(n)}、" if language == "zh" else f"{n}. "


def section_number(chapter: int, n: int, language: Language) -> str:
    """Return what stands before the title of a section."""
    return f"（{chinese(n)}）" if language == "zh" else f"{chapter}.{n} "
