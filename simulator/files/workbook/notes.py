"""What a column means and how to write it, in one note."""

from simulator.files.workbook.column import Column, Kind
from simulator.language import Language, text

_HOW = {
    Kind.NAME: text("填名称或代号，可从下拉列表中选"),
    Kind.NAMES: text("填名称或代号，几个用顿号隔开；名称里本来就有顿号的，加英文双引号"),
    Kind.TEXTS: text("几个用顿号隔开"),
    Kind.NUMBERS: text("几个数用顿号隔开"),
    Kind.TRUTH: text("填 是 或 否；不填按默认"),
}


def note_of(column: Column, language: Language) -> str:
    """Return the note of a column: what it means, its unit, how it is written."""
    said = [column.note]
    if column.unit is not None:
        said.append(text("单位：{unit}", unit=column.unit))
    if column.words:
        said.append(text("可填：{words}", words=tuple(word for _, word in column.words)))
    elif column.kind in _HOW:
        said.append(_HOW[column.kind])
    if column.is_required:
        said.append(text("必填"))
    end = text("。").render(language)
    return (end.join(each.render(language) for each in said) + end).rstrip()


def unit_shown(column: Column, language: Language) -> str:
    """Return the unit of a column in brackets, as it stands behind a head; empty without one."""
    return "" if column.unit is None else f"（{column.unit.render(language)}）"
