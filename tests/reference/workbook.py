"""The reference page of the workbook, made from the declaration of its sheets."""

from simulator.files.workbook.column import Column, Kind
from simulator.files.workbook.notes import note_of, unit_shown
from simulator.files.workbook.sheet import Need, Sheet
from simulator.files.workbook.sheets import SHEETS

HEAD = """\
# 工作簿的表和栏

`orgshift template` 写出的工作簿有哪些表、每张表有哪些栏，`orgshift import` 照此读取。怎样填写见
[用 Excel 填写和导入](../guides/excel.md)；各栏对应的键见[情景文件的键](scenario-file.md)。

本页由程序根据数据模型生成，请勿手工修改。
"""

NEED = {Need.ALWAYS: "必填", Need.OFTEN: "常用", Need.RARELY: "少用"}

KIND = {
    Kind.TEXT: "文字",
    Kind.ID: "代号",
    Kind.NAME: "名称或代号",
    Kind.NAMES: "几个名称或代号",
    Kind.SOURCE: "来源",
    Kind.CHOICE: "选一项",
    Kind.TRUTH: "是 / 否",
    Kind.NUMBER: "数字",
    Kind.WHOLE: "整数",
    Kind.NUMBERS: "几个数字",
    Kind.TEXTS: "几个词",
}


def workbook_page() -> str:
    """Return the page: one table a sheet, one row a column."""
    return "\n".join((HEAD, *map(_section, SHEETS)))


def _section(sheet: Sheet) -> str:
    rows = "\n".join(map(_row, sheet.all_columns))
    about = f"{sheet.about.render()}。（{NEED[sheet.need]}）"
    return f"## {sheet.name}\n\n{about}\n\n| 栏 | 写法 | 含义 |\n|---|---|---|\n{rows}\n"


def _row(column: Column) -> str:
    star = "\\*" if column.is_required else ""
    note = note_of(column, "zh").replace("|", "\\|").replace("*", "\\*")
    return f"| {column.head}{unit_shown(column, 'zh')}{star} | {KIND[column.kind]} | {note} |"
