"""The three official lists become functions to complete; what they do not tell stays blank."""

from io import BytesIO

import openpyxl
import pytest

from simulator.files.workbook import import_workbooks
from simulator.files.workbook.gather import gather
from tests.simulator.files.workbook.books import scenario_of, tiny_book, write_book


def drafted(*paths):
    """Return the rows made of lists and notices, as sheet and values by head."""
    rows = import_workbooks(paths).drafted.rows
    return [
        (row.sheet.name, {head: cell.shown for head, cell in row.cells.items()}) for row in rows
    ]


def functions(*paths):
    return [values for sheet, values in drafted(*paths) if sheet == "职能"]


def sources(*paths):
    return [values for sheet, values in drafted(*paths) if sheet == "资料来源"]


def function(name, category, kind, source):
    whole = {
        "职能名称": name,
        "类别": category,
        "清单": kind,
        "每月件数：来源": "假设",
        "每件用时：来源": "假设",
        "来源": source,
    }
    return {head: value for head, value in whole.items() if value}


def basic(folder):
    path = write_book(
        folder,
        {
            "附件1": [
                ["某镇基本履职事项清单", None],
                ["序 号", "事项\n名称"],
                ["一、党的建设（2项）", None],
                [1, "落实党委会议和中心组学习制度"],
                [2, "开展党员发展\n教育管理"],
                [],
                ["二、民生服务（共1项）", None],
                [3, "办理城乡居民低保初审"],
                ["合计", "3项"],
                ["注：本清单自印发之日起施行。", None],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    for area in ("A1:B1", "A3:B3", "A7:B7", "A10:B10"):
        book["附件1"].merge_cells(area)
    book.save(path)
    return path


def test_the_list_of_basic_duties(tmp_path):
    path = basic(tmp_path)
    assert functions(path) == [
        function("落实党委会议和中心组学习制度", "党的建设", "基本履职", "基本履职事项清单 第1项"),
        function("开展党员发展教育管理", "党的建设", "基本履职", "基本履职事项清单 第2项"),
        function("办理城乡居民低保初审", "民生服务", "基本履职", "基本履职事项清单 第3项"),
    ]
    assert sources(path) == [{"代号": "基本履职事项清单", "资料名称": "某镇基本履职事项清单"}]
    assert list(import_workbooks([path]).remarks("zh")) == [
        "工作表“附件1”：按履职事项清单读取，3 项成为职能",
        "工作表“附件1”第 9 行不是事项，没有导入：合计、3项",
        "工作表“附件1”第 10 行不是事项，没有导入：注：本清单自印发之日起施行。",
    ]


@pytest.mark.parametrize(
    "duty", ["镇街配合职责", "乡镇（街道）配合职责", "镇(街道)\n配合职责", " 乡镇 配合职责 "]
)
def test_the_list_of_cooperative_duties_keeps_what_the_county_does(tmp_path, duty):
    path = write_book(
        tmp_path,
        {
            "配合": [
                ["序号", "事项名称", "对应上级部门", "上级部门职责", duty],
                [1, "森林防灭火", "县林业局", "组织巡查", "开展宣传"],
                [2, "食品安全", "县市场监管局", None, None],
            ]
        },
    )
    assert functions(path) == [
        function("森林防灭火", "", "配合履职", "配合履职事项清单-1"),
        function("食品安全", "", "配合履职", "配合履职事项清单-2"),
    ]
    assert sources(path) == [
        {
            "代号": "配合履职事项清单-1",
            "资料名称": "配合履职事项清单 第1项",
            "说明": "对应上级部门：县林业局\n上级部门职责：组织巡查\n镇街配合职责：开展宣传",
        },
        {
            "代号": "配合履职事项清单-2",
            "资料名称": "配合履职事项清单 第2项",
            "说明": "对应上级部门：县市场监管局",
        },
    ]


def test_heads_over_two_rows_and_items_over_several(tmp_path):
    path = write_book(
        tmp_path,
        {
            "附件2": [
                ["配合履职事项清单"],
                ["序号", "类别", "事项名称", "职责分工", None, None],
                [None, None, None, "对应上级部门", "上级部门职责", "镇街配合职责"],
                [1, "应急管理", "森林防灭火", "县林业局", "巡查", "宣传"],
                [None, None, None, "县应急局", "扑救", None],
                [2, None, "防汛抗旱", "县水利局", None, None],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "A4:A5", "B4:B6", "C4:C5"):
        book["附件2"].merge_cells(area)
    book.save(path)
    assert [(f["职能名称"], f["类别"]) for f in functions(path)] == [
        ("森林防灭火", "应急管理"),
        ("防汛抗旱", "应急管理"),
    ]
    assert sources(path)[0]["说明"] == (
        "对应上级部门：县林业局；县应急局\n上级部门职责：巡查；扑救\n镇街配合职责：宣传"
    )


@pytest.mark.parametrize(
    "heads", [("承接部门", "工作方式"), ("承接部门及工作方式", None), ("承接部门", None)]
)
def test_the_list_of_duties_taken_back(tmp_path, heads):
    rows = [["序号", "事项名称", *heads], [1, "核发采伐许可", "县林业局", None]]
    path = write_book(tmp_path, {"附件3": rows})
    [made] = functions(path)
    assert (made["职能名称"], made["清单"]) == ("核发采伐许可", "上级收回")
    assert sources(path)[0]["说明"] == "承接部门：县林业局"


def test_the_common_sheet_of_all_three(tmp_path):
    heads = ["类别", "事项类型", "序号", "事项名称", "关联单位", "来源镇街"]
    heads += ["上级部门职责", "镇街配合职责", "工作方式"]
    path = write_book(
        tmp_path,
        {
            "汇总": [
                heads,
                ["基本履职", "经济发展", 1, "招商引资", None, None, None, None, None],
                ["配合履职", "平安法治", 1, "反诈", "县公安局", "某镇", "侦办", "宣传", None],
                ["上级部门收回", None, 2, "统计执法", "县统计局", None, None, None, "直接执法"],
            ]
        },
    )
    assert [(f["职能名称"], f["清单"], f.get("类别")) for f in functions(path)] == [
        ("招商引资", "基本履职", "经济发展"),
        ("反诈", "配合履职", "平安法治"),
        ("统计执法", "上级收回", None),
    ]
    assert [source.get("说明") for source in sources(path)] == [
        None,
        "对应上级部门：县公安局\n上级部门职责：侦办\n镇街配合职责：宣传\n来源镇街：某镇",
        "对应上级部门：县统计局\n工作方式：直接执法",
    ]


def test_the_name_of_the_sheet_tells_the_list_where_the_heads_do_not(tmp_path):
    rows = [["序号", "事项名称"], [1, "某事"]]
    path = write_book(tmp_path, {"上级部门收回事项清单": rows, "清单": [*rows[:1], [1, "另一事"]]})
    assert [f["清单"] for f in functions(path)] == ["上级收回", "基本履职"]


def test_a_function_that_is_there_is_not_added_and_said(tmp_path):
    lists = write_book(
        tmp_path,
        {
            "配合": [
                ["序号", "事项名称", "对应上级部门"],
                [1, "受理登记", "县政务局"],
                [2, "受理 登记", None],
                [3, "新事项", "县林业局"],
            ]
        },
    )
    imported = import_workbooks([tiny_book(tmp_path), lists])
    assert [f["职能名称"] for f in functions(tiny_book(tmp_path), lists)] == ["新事项"]
    assert list(imported.remarks("zh")) == [
        "工作表“book.xlsx 配合”：按履职事项清单读取，1 项成为职能",
        "工作表“book.xlsx 配合”第 2 行：职能“受理登记”已经有了，没有再加；"
        "清单所写没有带入：对应上级部门：县政务局",
        "工作表“book.xlsx 配合”第 3 行：职能“受理 登记”已经有了，没有再加",
    ]


def test_what_was_drafted_is_a_workbook_to_complete(tmp_path):
    path = basic(tmp_path)
    content = import_workbooks([path]).workbook("zh")
    book = openpyxl.load_workbook(BytesIO(content))
    assert [row[1].value for row in book["职能"].iter_rows(min_row=3, max_row=5)] == [
        "落实党委会议和中心组学习制度",
        "开展党员发展教育管理",
        "办理城乡居民低保初审",
    ]
    assert [cell.value for cell in book["未导入"]["B"]][1:] == list(
        import_workbooks([path]).remarks("zh")
    )
    again = tmp_path / "again.xlsx"
    again.write_bytes(content)
    [first, *_] = [p for p in import_workbooks([again]).problems("zh") if "第 3 行" in p]
    assert first == (
        "工作表“职能”第 3 行：发现 空白：承担机构、每月件数、每件用时，"
        "应为 必填的 3 格都填。请补填。"
    )


def test_what_was_completed_is_a_scenario(tmp_path):
    lists = write_book(
        tmp_path, {"配合": [["序号", "事项名称", "对应上级部门"], [1, "森林防灭火", "县林业局"]]}
    )
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(import_workbooks([tiny_book(tmp_path), lists]).workbook("zh"))
    book = openpyxl.load_workbook(draft)
    page = book["职能"]
    heads = [str(cell.value).rstrip("*").partition("\n")[0] for cell in page[2]]
    for head, value in {
        "承担机构": "审核室",
        "每月件数": 4,
        "每件用时": 60,
        "最低几倍": 0.5,
        "最高几倍": 2,
    }.items():
        page.cell(7, heads.index(head) + 1).value = value
    book.save(draft)
    imported = import_workbooks([draft])
    assert imported.problems("zh") == ()
    scenario = scenario_of(draft)
    made = scenario.function["森林防灭火"]
    assert (made.list, made.owner, made.hours) == ("cooperative", "sh", 4.0)
    assert made.volume.source == "assumption"
    [source] = [each for each in scenario.sources if each.id == made.source]
    assert source.note == "对应上级部门：县林业局"


def test_a_list_of_something_else_is_no_official_list(tmp_path):
    path = write_book(tmp_path, {"通讯录": [["序号", "姓名", "电话"], [1, "张三", "123"]]})
    assert drafted(path) == []
    assert len(gather([path]).others) == 1
