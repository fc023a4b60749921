"""The first sheet of a workbook: how to fill it in, and what the sheets are for."""

from typing import TYPE_CHECKING

from simulator.files.workbook.look import Look
from simulator.files.workbook.sheet import Need
from simulator.files.workbook.sheets import SHEETS
from simulator.language import Language, text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TITLE = text("情景工作簿：怎样填写")

_STEPS = (
    text("先填蓝色标签的工作表：基本信息、职能、机构设置方案、机构、人员；其余的用到再填。"),
    text("表头有 * 的栏必须填；该填而没填的格子自动变黄。鼠标移到表头上，可以看到含义和单位。"),
    text("斜体的是示例行。可以直接改成自己的内容，也可以留着：一字未改的示例行不会导入。"),
    text(
        "“承担机构”“方案”这类栏填名称或代号。代号可以不填，由名称得出；有同名的，请填代号加以区别。"
    ),
    text('几个名称写在一格里用顿号隔开；名称里本来就有顿号的，加英文双引号，如 "公文、印章"。'),
    text(
        "数字只写数，单位在表头上。没有人测量过的数字，来源填“假设”，并填“最低几倍、最高几倍”："
        "0.6 和 1.6 表示可能低到六成、高到一点六倍。"
    ),
    text("点表头上方的“+”可以展开更细的栏：每个数字自己的范围、分布和来源等。"),
    text(
        "可以增加行，也可以调换栏的先后；请不要改工作表的名称和表头的字。"
        "自己加的栏不会导入，会列出来。"
    ),
    text(
        "填好后保存为 .xlsx，运行：orgshift import 文件名.xlsx -o 情景.yaml。"
        "有问题的行会逐行列出位置和改法。"
    ),
)

_NEED = {
    Need.ALWAYS: text("必填"),
    Need.OFTEN: text("常用"),
    Need.RARELY: text("少用"),
}


def write_guide(page: "Worksheet", look: Look, language: Language) -> None:
    """Write the explanations, and the list of sheets with links to them."""
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 80)
    page.write_string(0, 0, _TITLE.render(language), look.title)
    row = 2
    for n, step in enumerate(_STEPS, 1):
        words = step.render(language)
        page.merge_range(row, 0, row, 2, "", look.body(None))
        page.write_string(row, 0, f"{n}. {words}", look.body(None))
        width = sum(2 if ord(letter) > 0x2000 else 1 for letter in words)
        page.set_row(row, 15 * (width // 118 + 1))
        row += 1
    row += 1
    heads = (text("工作表"), text("用处"), text("一行是什么"))
    for at, head in enumerate(heads):
        page.write_string(row, at, head.render(language), look.plain_head)
    for sheet in SHEETS:
        row += 1
        page.write_url(row, 0, f"internal:'{sheet.name}'!A1", look.link, sheet.name)
        page.write_string(row, 1, _NEED[sheet.need].render(language), look.body(None))
        page.write_string(row, 2, sheet.about.render(language), look.body(None))
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&9&P / &N")
